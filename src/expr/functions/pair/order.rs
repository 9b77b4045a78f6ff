//! In which order a full name stands, and where it parts into two fields.

use unicode_script::{Script, UnicodeScript};

use crate::text::name::{self, Comparison, Verdict};

/// How well two names fit: the verdict, then the number of defects; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quality(Verdict, usize);

impl Quality {
    pub fn of(comparison: &Comparison) -> Self {
        Self(comparison.verdict, comparison.findings.len())
    }

    /// Of two fields of one name.
    pub fn and(self, other: Self) -> Self {
        Self(self.0.max(other.0), self.1 + other.1)
    }
}

/// The orders in which a form may ask for the full name of these two fields, the document's own first.
pub(super) fn of_fields(surname: &str, given: &str) -> Vec<String> {
    if surname.is_empty() || given.is_empty() {
        return vec![format!("{surname}{given}")];
    }
    let together = format!("{surname}{given}");
    let mut orders =
        vec![name::join(surname, given), format!("{given} {surname}"), format!("{surname} {given}")];
    if is_unspaced(&together) {
        // The usual way, so that it is also the one to type.
        orders.insert(0, together);
    }
    orders
}

/// The same of a printed full name: a comma parts it into fields.
pub(super) fn of_full(full: &str) -> Vec<String> {
    match at_comma(full) {
        Some([surname, given]) => of_fields(&surname, &given),
        None => vec![full.to_owned()],
    }
}

/// Every way to part a full name into surname and given names.
pub(super) fn cuts(full: &str) -> Vec<[String; 2]> {
    if let Some(fields) = at_comma(full) {
        return vec![fields];
    }
    let signs: Vec<String> = full.chars().map(String::from).collect();
    let (words, gap): (Vec<&str>, &str) = if is_unspaced(full) {
        (signs.iter().map(String::as_str).collect(), "")
    } else {
        (full.split_whitespace().collect(), " ")
    };
    let cuts = (1..words.len()).filter_map(|cut| words.split_at_checked(cut));
    cuts.flat_map(|(first, last)| {
        let (first, last) = (first.join(gap), last.join(gap));
        [[last.clone(), first.clone()], [first, last]]
    })
    .collect()
}

fn at_comma(full: &str) -> Option<[String; 2]> {
    let (surname, given) = full.split_once(',')?;
    let (surname, given) = (surname.trim(), given.trim());
    (!surname.is_empty() && !given.is_empty()).then(|| [surname.to_owned(), given.to_owned()])
}

/// Whether a name is written without spaces between its parts, as Chinese, Japanese and Korean names are.
fn is_unspaced(text: &str) -> bool {
    let cjk = |c: char| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul);
    !text.is_empty() && text.chars().all(cjk)
}
