//! Defects of single characters, each with its place.

use super::super::random::Random;
use super::invention::Role;
use super::lookalike::lookalikes;
use super::script::Script;
use super::typed::{Piece, Sign, Typed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::UnicodeScript;

/// Spaces that are not U+0020.
const SPACES: &str = "\u{A0}\u{2002}\u{2003}\u{2007}\u{2009}\u{200A}\u{202F}\u{205F}\t";
/// What cannot be seen and belongs in no name: no joiner that Arabic or an Indic script may need.
const INVISIBLE: &str = "\u{200B}\u{2060}\u{FEFF}\u{AD}\u{34F}\u{2063}\u{FE0F}\u{3164}\u{180E}\u{7F}";
/// Pairs around the name: embeddings, overrides, isolates.
const PAIRS: [[char; 2]; 6] = [
    ['\u{202A}', '\u{202C}'],
    ['\u{202B}', '\u{202C}'],
    ['\u{202D}', '\u{202C}'],
    ['\u{2066}', '\u{2069}'],
    ['\u{2067}', '\u{2069}'],
    ['\u{2068}', '\u{2069}'],
];
/// Single marks at an end.
const MARKS: [char; 3] = ['\u{200E}', '\u{200F}', '\u{61C}'];

/// One letter of another alphabet that looks the same, or every letter that has its like in that alphabet.
pub fn lookalike(typed: &mut Typed, random: &mut Random) -> bool {
    // A single letter of another alphabet is an initial of another alphabet, not of the printed name.
    let open = typed
        .signs(|piece, sign| piece.is_word() && piece.signs.len() > 2 && !sign.wrong && !lookalikes(sign.c).is_empty());
    if open.is_empty() {
        return false;
    }
    let all = random.chance(15);
    let one = *random.pick(&open);
    let meant = *random.pick(&lookalikes(typed.pieces[one.0].signs[one.1].c));
    for (piece, index) in open {
        let sign = &mut typed.pieces[piece].signs[index];
        let other = lookalikes(sign.c).into_iter().find(|other| other.script() == meant.script());
        if (piece, index) == one {
            *sign = Sign::wrong(meant);
        } else if let Some(other) = other.filter(|_| all) {
            *sign = Sign::wrong(other);
        }
    }
    true
}

/// One letter or all decomposed, or one in a compatibility form.
pub fn decomposed(typed: &mut Typed, random: &mut Random) -> bool {
    let open = typed.signs(|_, sign| !sign.wrong && (sign.c.nfd_count() > 1 || compatible(sign.c).is_some()));
    if open.is_empty() {
        return false;
    }
    let all = random.chance(50);
    let one = *random.pick(&open);
    for (piece, index) in open.into_iter().rev() {
        let signs = &mut typed.pieces[piece].signs;
        if all || (piece, index) == one {
            let c = signs[index].c;
            let other: Vec<Sign> = match compatible(c) {
                Some(other) => vec![Sign::wrong(other)],
                None => std::iter::once(c).nfd().enumerate().map(|(at, c)| Sign { c, wrong: at > 0 }).collect(),
            };
            signs.splice(index..=index, other);
        }
    }
    true
}

/// One character or all in a full-width form; katakana in half-width forms.
pub fn width(typed: &mut Typed, random: &mut Random) -> bool {
    let mut open = typed.signs(|_, sign| !sign.wrong && wide(sign.c).is_some());
    // A decomposed letter has no full-width form.
    open.retain(|(piece, index)| !typed.pieces[*piece].signs.get(index + 1).is_some_and(|next| attaches(next.c)));
    if open.is_empty() {
        return false;
    }
    let all = random.chance(40);
    let one = *random.pick(&open);
    for (piece, index) in open.into_iter().rev() {
        let signs = &mut typed.pieces[piece].signs;
        if (all || (piece, index) == one)
            && let Some(other) = wide(signs[index].c)
        {
            signs.splice(index..=index, other.chars().map(Sign::wrong));
        }
    }
    true
}

/// An unusual space, a second one, one at an end, one inside a name that has none, or none where there is one.
pub fn space(typed: &mut Typed, script: &Script, random: &mut Random) -> bool {
    let plain = |sign: Sign| sign.c == ' ' && !sign.wrong;
    let open = typed.signs(|piece, sign| matches!(piece.role, Role::Space | Role::Separator) && plain(sign));
    match random.below(7) {
        0 | 1 if !open.is_empty() => {
            let (piece, index) = *random.pick(&open);
            let other = *random.pick(&SPACES.chars().collect::<Vec<_>>());
            typed.pieces[piece].signs[index] = Sign::wrong(other);
        }
        2 if !open.is_empty() => {
            let (piece, index) = *random.pick(&open);
            typed.pieces[piece].signs.insert(index + 1, Sign::wrong(' '));
        }
        // The order of the fields hides a space more between words.
        3 if !script.spaced && !typed.swapped && typed.pieces.len() > 1 => {
            let at = 1 + random.below(typed.pieces.len() - 1);
            let between_words = typed.pieces[at - 1].is_word() && typed.pieces[at].is_word();
            if !between_words {
                return false;
            }
            typed.pieces.insert(at, Piece { role: Role::Space, signs: vec![Sign::wrong(' ')], changed: true });
        }
        4 if !typed.swapped && script.spaced => return join(typed, random),
        5 => typed.pieces.push(Piece { role: Role::Space, signs: vec![Sign::wrong(' ')], changed: true }),
        _ => typed.pieces.insert(0, Piece { role: Role::Space, signs: vec![Sign::wrong(' ')], changed: true }),
    }
    true
}

/// Two words of a field written as one.
fn join(typed: &mut Typed, random: &mut Random) -> bool {
    let as_printed = |index: usize| typed.pieces.get(index).is_some_and(|piece| piece.is_word() && !piece.changed);
    let between = |index: &usize| *index > 0 && as_printed(index - 1) && as_printed(index + 1);
    let mut open = typed.places(|piece| piece.role == Role::Space && piece.signs.iter().all(|sign| !sign.wrong));
    open.retain(between);
    if open.is_empty() {
        return false;
    }
    typed.pieces[*random.pick(&open)].signs.clear();
    true
}

/// One or two characters that cannot be seen, anywhere but inside a letter.
pub fn invisible(typed: &mut Typed, random: &mut Random) -> bool {
    typed.flatten();
    let choice: Vec<char> = INVISIBLE.chars().collect();
    let signs = &mut typed.pieces[0].signs;
    for _ in 0..1 + random.below(2) {
        let at = random.below(signs.len() + 1);
        // A mark belongs to the letter before it.
        let inside = signs.get(at).is_some_and(|sign| attaches(sign.c));
        signs.insert(if inside { 0 } else { at }, Sign::wrong(*random.pick(&choice)));
    }
    true
}

/// Marks of direction around the name or at one end of it.
pub fn bidi(typed: &mut Typed, random: &mut Random) -> bool {
    typed.flatten();
    let signs = &mut typed.pieces[0].signs;
    if random.chance(50) {
        let [open, close] = *random.pick(&PAIRS);
        signs.insert(0, Sign::wrong(open));
        signs.push(Sign::wrong(close));
    } else {
        let at = if random.chance(50) { 0 } else { signs.len() };
        signs.insert(at, Sign::wrong(*random.pick(&MARKS)));
    }
    true
}

/// Whether a character is drawn on the one before it.
fn attaches(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}' | '\u{FF9E}' | '\u{FF9F}')
}

/// A letter that is the same one after normalisation.
fn compatible(c: char) -> Option<char> {
    Some(match c {
        'K' => '\u{212A}',
        'Å' => '\u{212B}',
        'Ω' => '\u{2126}',
        _ => return None,
    })
}

/// The full-width form of an ASCII character, or the half-width form of a katakana, which may be two signs.
fn wide(c: char) -> Option<String> {
    match c {
        ' ' => Some("\u{3000}".to_owned()),
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).map(String::from),
        '\u{30A1}'..='\u{30FC}' => {
            let half = |c: char| ('\u{FF66}'..='\u{FF9F}').find(|half| std::iter::once(*half).nfkc().eq([c]));
            std::iter::once(c).nfd().map(half).collect()
        }
        _ => None,
    }
}

/// How many characters a letter decomposes into.
trait Decompose {
    fn nfd_count(self) -> usize;
}

impl Decompose for char {
    fn nfd_count(self) -> usize {
        std::iter::once(self).nfd().count()
    }
}
