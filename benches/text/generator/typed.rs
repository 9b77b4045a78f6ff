//! A name as somebody types it, with what is wrong with it.

use super::invention::{Role, Token};

/// A character, and whether it was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// The character.
    pub c: char,
    /// Whether it is not what the document prints.
    pub wrong: bool,
}

impl Sign {
    /// A character that the document has.
    pub fn right(c: char) -> Self {
        Self { c, wrong: false }
    }

    /// A character put in.
    pub fn wrong(c: char) -> Self {
        Self { c, wrong: true }
    }
}

/// A word or what stands between two.
#[derive(Debug, Clone)]
pub struct Piece {
    /// What it is.
    pub role: Role,
    /// Its characters.
    pub signs: Vec<Sign>,
    /// Whether the word is another one than the document's: an initial, an everyday form, a slip, another spelling.
    pub changed: bool,
}

impl Piece {
    /// A piece as the document has it.
    pub fn right(role: Role, text: &str) -> Self {
        Self { role, signs: text.chars().map(Sign::right).collect(), changed: false }
    }

    /// Whether it is a word of the name.
    pub fn is_word(&self) -> bool {
        matches!(self.role, Role::Surname | Role::Given)
    }

    /// Its characters as text.
    pub fn text(&self) -> String {
        self.signs.iter().map(|sign| sign.c).collect()
    }
}

/// A name with its defects.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Words, and what stands between them.
    pub pieces: Vec<Piece>,
    /// The relations put in, by their stable words.
    pub relations: Vec<&'static str>,
    /// Whether the two fields changed places: what stands between the words then moved with them, and need not be named.
    pub swapped: bool,
}

impl Typed {
    /// The name without a defect.
    pub fn of(tokens: &[Token]) -> Self {
        let pieces = tokens.iter().map(|token| Piece::right(token.role, &token.text)).collect();
        Self { pieces, relations: Vec::new(), swapped: false }
    }

    /// The pieces that satisfy a test, by index.
    pub fn places(&self, test: impl Fn(&Piece) -> bool) -> Vec<usize> {
        (0..self.pieces.len()).filter(|index| test(&self.pieces[*index])).collect()
    }

    /// Whether no hyphen and no apostrophe joins the word to another.
    pub fn stands_alone(&self, index: usize) -> bool {
        let joins = |index: usize| {
            self.pieces.get(index).is_some_and(|piece| matches!(piece.role, Role::Hyphen | Role::Apostrophe))
        };
        !joins(index + 1) && !index.checked_sub(1).is_some_and(joins)
    }

    /// Every sign that satisfies a test: piece and index within it.
    pub fn signs(&self, test: impl Fn(&Piece, Sign) -> bool) -> Vec<(usize, usize)> {
        let pieces = self.pieces.iter().enumerate();
        pieces
            .flat_map(|(piece, content)| (0..content.signs.len()).map(move |index| (piece, index)))
            .filter(|&(piece, index)| test(&self.pieces[piece], self.pieces[piece].signs[index]))
            .collect()
    }

    /// All signs in a row.
    pub fn flat(&self) -> Vec<Sign> {
        self.pieces.iter().flat_map(|piece| piece.signs.iter().copied()).collect()
    }

    /// Makes all signs one piece, after which only single characters can be put in.
    pub fn flatten(&mut self) {
        self.pieces = vec![Piece { role: Role::Space, signs: self.flat(), changed: true }];
    }
}
