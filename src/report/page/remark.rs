//! What lint says of a pack, with the line that it is about.

use crate::report::snippet::{self, printable};
use crate::report::terminal::{Block, Style};
use crate::rule::lint::Remark;

/// A remark as it is printed, without a line end. Rule files hold nobody's values.
pub fn remark(remark: &Remark, style: Style) -> String {
    let source = remark.source.as_deref();
    let at = source.map(|source| (source, source.position(remark.span.start)));
    Block {
        level_name: remark.lint.level.name(),
        id: Some(remark.lint.id),
        title: printable(&remark.message),
        origin: at.map(|(source, at)| (printable(&source.name), at.line, at.column)),
        line: source.and_then(|source| snippet::line(source, &[remark.span], None)),
        label: None,
        notes: vec![("why", printable(remark.lint.why)), ("help", printable(&remark.help))],
    }
    .render(style)
}
