//! What is wrong with single characters of a typed name, and the name without it.

use super::comparison::{Finding, Findings, Places};
use super::part::{Glyph, compose};
use super::relation::Relation;
use crate::text::{Kind, character};

/// Fills `glyphs` with the typed name, its character defects cured, and adds the defects to `found`.
///
/// A sign that the document prints too is none.
pub(super) fn cure(typed: &str, document: &str, glyphs: &mut Vec<Glyph>, found: &mut Findings) {
    glyphs.clear();
    if is_tidy(typed) {
        glyphs.extend(typed.chars().zip(0..).map(|(c, at)| Glyph { c, at }));
        return;
    }
    let chars: Vec<char> = typed.chars().collect();
    let printed = |c: char| !c.is_whitespace() && document.contains(c);
    let not_printed = |mut at: Vec<usize>| {
        at.retain(|index| chars.get(*index).is_some_and(|c| !printed(*c)));
        at
    };
    let mut invisible = character::invisible(typed);
    invisible.extend(character::bidi_control(typed));
    let invisible = not_printed(invisible);
    let width = not_printed(character::full_width(typed));
    let normalization = not_printed(character::normalization(typed));
    let mut spacing = character::unusual_space(typed);
    spacing.extend(character::leading_space(typed));
    spacing.extend(character::trailing_space(typed));
    spacing.extend(character::inner_space(typed, Kind::Name));
    replace(&chars, &invisible, &width, &normalization, glyphs);
    let all = [
        (Relation::Invisible, invisible),
        (Relation::Width, width),
        (Relation::Normalization, normalization),
        (Relation::Spacing, spacing),
    ];
    let some = all.into_iter().filter(|(_, at)| !at.is_empty());
    found.extend(some.map(|(relation, at)| Finding::new(relation, Places::from_vec(at))));
    compose(glyphs);
}

/// Whether a name has nothing that a cure would touch: usual letters and printable ASCII, single spaces, none at an end.
pub(super) fn is_tidy(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        if !(matches!(c, ' '..='~') || character::is_plain_letter(c)) || (c == ' ' && before == ' ') {
            return false;
        }
        before = c;
    }
    before != ' '
}

fn replace(chars: &[char], invisible: &[usize], width: &[usize], normalization: &[usize], glyphs: &mut Vec<Glyph>) {
    for (place, &c) in (0u32..).zip(chars) {
        let at = place as usize;
        if invisible.contains(&at) {
            continue;
        }
        if c == '\u{3000}' || character::is_space(c) {
            if glyphs.last().is_some_and(|last| last.c != ' ') {
                glyphs.push(Glyph { c: ' ', at: place });
            }
            continue;
        }
        let plain = if width.contains(&at) {
            character::narrow(c)
        } else if normalization.contains(&at) {
            character::compatible(c)
        } else {
            None
        };
        match plain {
            Some(plain) => glyphs.extend(plain.chars().map(|c| Glyph { c, at: place })),
            None => glyphs.push(Glyph { c, at: place }),
        }
    }
    while glyphs.last().is_some_and(|last| last.c == ' ') {
        glyphs.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cures_with_places() {
        let (mut glyphs, mut found) = (Vec::new(), Findings::new());
        cure(" JO\u{308}RG", "JÖRG", &mut glyphs, &mut found);
        assert_eq!(
            glyphs.iter().map(|glyph| (glyph.c, glyph.at)).collect::<Vec<_>>(),
            [('J', 1), ('Ö', 2), ('R', 4), ('G', 5)]
        );
        let found: Vec<_> = found.iter().map(|found| (found.relation, found.at.to_vec())).collect();
        assert_eq!(found, [(Relation::Normalization, vec![3]), (Relation::Spacing, vec![0])]);
    }
}
