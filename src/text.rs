//! Pure functions over strings: what is wrong with a typed value, where, and what to type instead.
//!
//! Positions are code-point indexes into the judged value, from 0. Codes are stable kebab-case words.

pub mod character;
pub mod country;
pub mod date;
pub mod difference;
pub mod email;
pub mod mrz;
pub mod name;
pub mod number;
pub mod password;
pub mod phone;
pub mod portal;
pub mod sex;

use std::borrow::Cow;

/// A word of the stable vocabulary of defects. Owned only where a rule pack names it.
pub type Code = Cow<'static, str>;

/// One thing wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What is wrong, in the stable vocabulary: `full-width`, `phone-no-cc`.
    pub code: Code,
    /// Code-point indexes into the value, ascending; empty where the whole value is meant.
    pub at: Vec<usize>,
    /// One sentence for a layman. Never holds the whole value.
    pub note: String,
}

impl Defect {
    /// A defect at some positions.
    pub fn new(code: impl Into<Code>, at: Vec<usize>, note: impl Into<String>) -> Self {
        Self { code: code.into(), at, note: note.into() }
    }

    /// A defect of the value as a whole.
    pub fn whole(code: impl Into<Code>, note: impl Into<String>) -> Self {
        Self::new(code, Vec::new(), note)
    }
}

/// Cures after which a value counts as not curable by retyping.
const MAX_CURES: usize = 4;

/// What is wrong with a value, and the one string that cures all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// Every defect found; empty for a clean value.
    pub defects: Vec<Defect>,
    /// What to type instead; `None` where nothing is wrong, or where the right string is not certain.
    pub fix: Option<String>,
}

impl Judgement {
    /// The judgement of an empty value.
    pub fn empty() -> Self {
        Self { defects: vec![Defect::whole("empty", "nothing is typed here")], fix: None }
    }

    /// This judgement of a value with the fix that needs no other one: what shows only when a first cure is made is cured, and named,
    /// as well. No fix where that comes to no end.
    pub(crate) fn settled(mut self, judge: impl Fn(&str) -> Self) -> Self {
        for _ in 0..MAX_CURES {
            let Some(fix) = &self.fix else { return self };
            let next = judge(fix);
            let Some(fix) = next.fix else { return self };
            for defect in next.defects {
                if !self.has(&defect.code) {
                    // The places are those of the half-cured value.
                    self.defects.push(Defect { at: Vec::new(), ..defect });
                }
            }
            self.fix = Some(fix);
        }
        self.fix = None;
        self
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.defects.is_empty()
    }

    /// Whether a defect of this code was found.
    pub fn has(&self, code: &str) -> bool {
        self.defects.iter().any(|defect| defect.code == code)
    }
}

/// What a typed value is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Against {
    /// A document, which is right.
    #[default]
    Document,
    /// Another typed value, which may be as wrong.
    Typed,
}

impl Against {
    /// Who has the other value.
    pub(crate) fn subject(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Typed => "the other place",
        }
    }

    /// Who has the other value, and that it has it.
    pub(crate) fn has(self) -> &'static str {
        match self {
            Self::Document => "the document prints",
            Self::Typed => "the other place has",
        }
    }

    /// Who has the other value, and that it has no such thing.
    pub(crate) fn has_not(self) -> &'static str {
        match self {
            Self::Document => "the document does not print",
            Self::Typed => "the other place does not have",
        }
    }
}

/// What a value is for: decides which characters are defects in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person's name: letters of one script a word, single spaces.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A document number.
    Number,
    /// A line of a machine-readable zone, or the name field of one: capitals, digits and the filler `<` (ICAO 9303-3 §4).
    Mrz,
    /// A date.
    Date,
    /// A web address.
    Url,
    /// A password: its characters must be typed again on another keyboard.
    Password,
    /// Free text, such as a street address.
    Text,
}

impl Kind {
    /// Whether the value is a code of ASCII signs, in which any look-alike letter is wrong.
    pub(crate) fn is_ascii_code(self) -> bool {
        matches!(self, Self::Phone | Self::Number | Self::Mrz | Self::Date)
    }

    /// Whether a space inside the value is wrong (in names and free text only a doubled one is).
    pub(crate) fn takes_no_space(self) -> bool {
        matches!(self, Self::Email | Self::Number | Self::Mrz | Self::Url)
    }
}

/// The lines of an embedded list, without its `#` comment lines.
pub(crate) fn list(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
