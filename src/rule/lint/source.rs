//! Sources that nobody has looked at for a year.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Linter;
use crate::rule::Citation;
use crate::source::Span;

impl Linter<'_> {
    /// Sources of rules, and where all rules are looked at those of limits and codes.
    pub(super) fn sources(&mut self) {
        let pack = self.pack;
        for rule in self.rules {
            self.source(&format!("`{}`", rule.id), &rule.source, rule.file, rule.place("source"));
        }
        if self.rules.len() < pack.rules.len() {
            return;
        }
        for limit in &pack.limits {
            self.source(&format!("limit `{}`", limit.id), &limit.source, limit.file, limit.span);
        }
        // The rows of a table of codes have one source.
        let mut seen = BTreeSet::new();
        for code in &pack.symptoms().codes {
            if seen.insert((code.file, &code.source.url)) {
                self.source("a table of codes", &code.source, code.file, code.span);
            }
        }
    }

    fn source(&mut self, what: &str, source: &Citation, file: usize, span: Span) {
        let old = source.checked.parse().ok().and_then(|checked: Date| checked.checked_add(1.year()).ok());
        if old.is_some_and(|old| old < self.today) {
            let message = format!("the source of {what} was last looked at on {}, over a year ago", source.checked);
            let help = "look whether the page still says so, then set `checked` to the day of that";
            self.remark("old-source", file, span, message, help);
        }
    }
}
