//! Which table knows a character.

use super::context::{self, Context};
use super::cyrillic::Column;
use super::{arabic, armenian, cyrillic, georgian, greek, hebrew, indic, latin, thai};

/// The ways to spell a letter in a-z, the first choice first; `None` where the table does not know it.
pub(super) type Spellings = Option<&'static [&'static str]>;

/// The vowels of everyday spelling.
pub(super) const VOWELS: &[&str] = &["a", "e", "i", "o", "u"];

/// The spellings that the standard recommends for one lower-case letter.
///
/// It has no table for Greek, whose passports follow ELOT 743.
pub(super) fn recommended(c: char, letters: &[char], index: usize, column: Column) -> Spellings {
    match c {
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => greek::elot(c, Context::at(letters, index)),
        '\u{400}'..='\u{52F}' => cyrillic::icao(c, Context::at(letters, index).is_first(), column),
        '\u{600}'..='\u{6FF}' => arabic::icao(c, Context::at(letters, index)),
        _ => latin::icao(c),
    }
}

/// The everyday spellings of one lower-case letter of any script that has a table.
///
/// An Indic or Thai vowel sign is a combining mark and has spellings: ask here before dropping marks.
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    if context::is_passed_over(c) {
        return Some(&[""]);
    }
    match c {
        'a'..='z' => None,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => greek::spellings(c, context),
        '\u{400}'..='\u{52F}' => cyrillic::spellings(c, context),
        '\u{530}'..='\u{58F}' => armenian::spellings(c, context),
        '\u{590}'..='\u{5FF}' => hebrew::spellings(c, context),
        '\u{600}'..='\u{6FF}' => arabic::spellings(c, context),
        '\u{900}'..='\u{DFF}' => indic::spellings(c, context),
        '\u{E00}'..='\u{E7F}' => thai::spellings(c, context),
        '\u{10A0}'..='\u{10FF}' => georgian::spellings(c, context),
        _ => latin::spellings(c, context),
    }
}

/// The vowels of which one may follow the spelling of a letter although none is written; empty where none may.
pub(super) fn unwritten(c: char, context: Context) -> &'static [&'static str] {
    match c {
        '\u{530}'..='\u{58F}' => armenian::unwritten(c, context),
        '\u{590}'..='\u{5FF}' => hebrew::unwritten(c, context),
        '\u{600}'..='\u{6FF}' => arabic::unwritten(c, context),
        '\u{900}'..='\u{DFF}' => indic::unwritten(c, context),
        '\u{E00}'..='\u{E7F}' => thai::unwritten(c, context),
        _ => &[],
    }
}

/// Whether the last letter of a spelling may be written twice, because the script leaves doubling unwritten.
pub(super) fn doubles(c: char) -> bool {
    match c {
        '\u{590}'..='\u{5FF}' => hebrew::doubles(c),
        '\u{600}'..='\u{6FF}' => arabic::doubles(c),
        '\u{900}'..='\u{DFF}' => indic::doubles(c),
        _ => false,
    }
}
