//! The words for how two names relate.

/// What to make of a typed name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may stay as typed.
    Ok,
    /// The same person; retype it as printed.
    Fixable,
    /// A part is missing or added, or it is another person.
    Mismatch,
}

impl Verdict {
    /// The stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Fixable => "fixable",
            Self::Mismatch => "mismatch",
        }
    }
}

/// How the typed name relates to the printed one; the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Another person's name.
    DifferentPerson,
    /// A part of the printed name is not typed.
    MissingPart,
    /// A part is typed that the document does not print; a courtesy title can be removed.
    ExtraPart,
    /// The same parts in another order or field.
    OrderSwapped,
    /// A slip of the keyboard.
    Typo,
    /// An everyday form of the printed name.
    Nickname,
    /// Typed as cut in the machine-readable zone.
    MrzTruncation,
    /// An initial or a contraction.
    Abbreviation,
    /// Other national letters, or another romanisation of the same name.
    DiacriticTransliteration,
    /// A letter of another alphabet, or a digit, that looks the same.
    Homoglyph,
    /// A character that cannot be seen.
    Invisible,
    /// Full-width or half-width forms.
    Width,
    /// Decomposed or compatibility letters.
    Normalization,
    /// A hyphen left out, added, or another sign in its place.
    Hyphen,
    /// Another punctuation mark, or one left out or added.
    Punctuation,
    /// Spaces.
    Spacing,
    /// Letter case only.
    Case,
    /// The same string.
    Exact,
}

impl Relation {
    /// The stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DifferentPerson => "different-person",
            Self::MissingPart => "missing-part",
            Self::ExtraPart => "extra-part",
            Self::OrderSwapped => "order-swapped",
            Self::Typo => "typo",
            Self::Nickname => "nickname",
            Self::MrzTruncation => "mrz-truncation",
            Self::Abbreviation => "abbreviation",
            Self::DiacriticTransliteration => "diacritic-transliteration",
            Self::Homoglyph => "homoglyph",
            Self::Invisible => "invisible",
            Self::Width => "width",
            Self::Normalization => "normalization",
            Self::Hyphen => "hyphen",
            Self::Punctuation => "punctuation",
            Self::Spacing => "spacing",
            Self::Case => "case",
            Self::Exact => "exact",
        }
    }

    /// The code of the defect: the character defect where there is one, else the relation itself.
    pub fn code(self) -> &'static str {
        if self == Self::Width { "full-width" } else { self.as_str() }
    }
}
