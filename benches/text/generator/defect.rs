//! What people do to a name when they type it.

use super::super::random::Random;
use super::script::Script;
use super::typed::Typed;
use super::{character, word};

/// One kind of defect; in the order in which they are put in, words first and single characters last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// Capital or small letters.
    Case,
    /// The two fields changed over.
    Order,
    /// An initial for a given name.
    Initial,
    /// An everyday form of a given name.
    Everyday,
    /// A slip of the keyboard: two letters changed over, or one struck twice.
    Slip,
    /// Letters without their marks, in the spelling of the machine-readable zone, or of another form of the script.
    Spelling,
    /// A hyphen as another dash, as a space, or left out.
    Hyphen,
    /// An apostrophe as another sign, as a space, or left out.
    Apostrophe,
    /// A courtesy title.
    Title,
    /// A letter of another alphabet that looks the same.
    Lookalike,
    /// Decomposed or compatibility letters.
    Decomposed,
    /// Full-width or half-width forms.
    Width,
    /// Spaces: unusual, two in a row, at an end, or inside a name.
    Space,
    /// A character that cannot be seen.
    Invisible,
    /// Marks that turn the writing direction.
    Bidi,
}

impl Defect {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Case,
        Self::Order,
        Self::Initial,
        Self::Everyday,
        Self::Slip,
        Self::Spelling,
        Self::Hyphen,
        Self::Apostrophe,
        Self::Title,
        Self::Lookalike,
        Self::Decomposed,
        Self::Width,
        Self::Space,
        Self::Invisible,
        Self::Bidi,
    ];

    /// The relation that names it.
    pub fn relation(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Order => "order-swapped",
            Self::Initial => "abbreviation",
            Self::Everyday => "nickname",
            Self::Slip => "typo",
            Self::Spelling => "diacritic-transliteration",
            Self::Hyphen => "hyphen",
            Self::Apostrophe => "punctuation",
            Self::Title => "extra-part",
            Self::Lookalike => "homoglyph",
            Self::Decomposed => "normalization",
            Self::Width => "width",
            Self::Space => "spacing",
            Self::Invisible | Self::Bidi => "invisible",
        }
    }

    /// Puts it in; `false` where the name has no place for it.
    fn put(self, typed: &mut Typed, script: &Script, random: &mut Random) -> bool {
        match self {
            Self::Case => script.cased && word::case(typed, script, random),
            Self::Order => word::order(typed),
            Self::Initial => script.initials && word::initial(typed, random),
            Self::Everyday => word::everyday(typed, script),
            Self::Slip => word::slip(typed, random),
            Self::Spelling => word::spelling(typed, script, random),
            Self::Hyphen => word::hyphen(typed, script, random),
            Self::Apostrophe => word::apostrophe(typed, random),
            Self::Title => word::title(typed, script, random),
            Self::Lookalike => character::lookalike(typed, random),
            Self::Decomposed => character::decomposed(typed, random),
            Self::Width => script.wide && character::width(typed, random),
            Self::Space => character::space(typed, script, random),
            Self::Invisible => character::invisible(typed, random),
            Self::Bidi => character::bidi(typed, random),
        }
    }
}

/// Puts two to four different defects into a name; `None` where it has no place for two that matter.
///
/// Letter case alone is no defect, so it does not count as one of two.
pub fn put_in(typed: &mut Typed, script: &Script, random: &mut Random) -> Option<Vec<Defect>> {
    let number = 2 + random.below(3);
    let mut open = Defect::ALL.to_vec();
    open.retain(|defect| defect.put(&mut typed.clone(), script, random));
    random.shuffle(&mut open);
    open.truncate(number);
    open.sort_unstable();
    open.retain(|defect| defect.put(typed, script, random));
    typed.relations = open.iter().map(|defect| defect.relation()).collect();
    (open.iter().filter(|defect| **defect != Defect::Case).count() >= 1 && open.len() >= 2).then_some(open)
}
