//! Letters of another alphabet inside a word of the printed one's: written as what they look like before anything else is
//! compared, so that another defect of the same word is found behind them.

use super::Places;
use super::comparison::{Finding, Findings};
use super::look::Looks;
use super::part::Glyph;
use super::parts::Name;
use super::relation::Relation;
use crate::text::character;
use smallvec::SmallVec;
use unicode_script::Script;

/// Replaces the look-alikes in every word that mixes an alphabet of the printed name with another.
///
/// A word wholly in another alphabet may be the name in another script; only the printed part can tell.
pub(super) fn unmask(glyphs: &mut [Glyph], printed: &Name, looks: &mut Looks, found: &mut Findings) {
    if glyphs.iter().all(|glyph| glyph.c.is_ascii()) {
        return;
    }
    let mut alphabets: SmallVec<[Script; 2]> = SmallVec::new();
    for script in printed.all_letters().iter().filter_map(|glyph| character::alphabet(glyph.c)) {
        if !alphabets.contains(&script) {
            alphabets.push(script);
        }
    }
    let is_own = |glyph: &Glyph| character::alphabet(glyph.c).is_some_and(|script| alphabets.contains(&script));
    let any_own = glyphs.iter().any(is_own);
    let stands = |c: char| printed.all_letters().iter().any(|glyph| glyph.c == c);
    let mut at = Places::new();
    for word in glyphs.split_mut(|glyph| matches!(glyph.c, ' ' | ',' | '-' | '<' | '\'' | '.')) {
        let own =
            word.iter().find_map(|glyph| character::alphabet(glyph.c).filter(|script| alphabets.contains(script)));
        // A single letter of another alphabet among words of this one is no name by itself, but an initial.
        let initial = (word.len() == 1 && any_own).then(|| alphabets.first().copied()).flatten();
        let Some(own) = own.or(initial) else { continue };
        let foreign = |c: char| character::alphabet(c).is_some_and(|script| !alphabets.contains(&script));
        let mut meant: SmallVec<[(usize, char); 4]> = SmallVec::new();
        let all = word.iter().enumerate().filter(|(_, glyph)| foreign(glyph.c)).all(|(index, glyph)| {
            let letter = looks.meant(glyph.c, own, stands);
            meant.extend(letter.map(|letter| (index, letter)));
            letter.is_some()
        });
        if !all {
            continue;
        }
        for (index, letter) in meant {
            if let Some(glyph) = word.get_mut(index) {
                glyph.c = letter;
                at.push(glyph.at as usize);
            }
        }
    }
    if !at.is_empty() {
        found.push(Finding::new(Relation::Homoglyph, at));
    }
}
