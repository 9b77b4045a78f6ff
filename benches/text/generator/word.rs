//! Defects of words, and of what stands between them.

use super::super::properties::encoder::{self, Language, Table};
use super::super::random::Random;
use super::invention::{Role, Style, cased};
use super::script::Script;
use super::typed::{Piece, Sign, Typed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Fewest letters of a word in which a slip cannot make another name.
const MIN_SLIP: usize = 7;

/// Other signs for a hyphen: dashes and the minus sign; Hebrew and Armenian have their own.
const DASHES: &str = "‐‑‒–—−";
/// Other signs for an apostrophe.
const APOSTROPHES: &str = "’‘`´ʼ′";

/// Every word in other letter case than the document has.
pub fn case(typed: &mut Typed, script: &Script, random: &mut Random) -> bool {
    let style = *random.pick(&[Style::Capitals, Style::Title, Style::Small]);
    let before = typed.flat();
    for piece in typed.pieces.iter_mut().filter(|piece| piece.is_word()) {
        *piece = Piece::right(piece.role, &cased(&piece.text(), style, script.locale));
    }
    typed.flat() != before
}

/// The given names before the comma.
pub fn order(typed: &mut Typed) -> bool {
    let Some(comma) = typed.pieces.iter().position(|piece| piece.role == Role::Separator) else { return false };
    let given = typed.pieces.split_off(comma + 1);
    let separator = typed.pieces.split_off(comma);
    let surname = std::mem::replace(&mut typed.pieces, given);
    typed.pieces.extend(separator.into_iter().chain(surname));
    typed.swapped = true;
    true
}

/// The first letter of a given name, with a full stop or without.
pub fn initial(typed: &mut Typed, random: &mut Random) -> bool {
    let others = typed.places(Piece::is_word).len() > 1;
    let open = typed.places(|piece| piece.role == Role::Given && !piece.changed && piece.signs.len() > 1);
    let open: Vec<usize> = open.into_iter().filter(|index| typed.stands_alone(*index)).collect();
    if open.is_empty() || !others {
        return false;
    }
    let piece = &mut typed.pieces[*random.pick(&open)];
    piece.signs.truncate(1);
    if random.chance(50) {
        piece.signs.push(Sign::right('.'));
    }
    piece.changed = true;
    true
}

/// The everyday form of a given name that has one.
pub fn everyday(typed: &mut Typed, script: &Script) -> bool {
    for piece in typed.pieces.iter_mut().filter(|piece| piece.role == Role::Given && !piece.changed) {
        let text = piece.text();
        let small = cased(&text, Style::Small, script.locale);
        let pairs = script.everyday.split(' ').filter_map(|pair| pair.split_once('/'));
        if let Some((_, short)) = pairs.into_iter().find(|(full, _)| *full == small) {
            *piece = Piece::right(piece.role, &cased(short, style_of(&text), script.locale));
            piece.changed = true;
            return true;
        }
    }
    false
}

/// Two letters changed over, or a consonant struck twice, inside a long word.
///
/// A vowel struck twice, and two forms of one letter changed over, are spellings of the name and no slip.
pub fn slip(typed: &mut Typed, random: &mut Random) -> bool {
    let open = typed.places(|piece| {
        piece.is_word()
            && !piece.changed
            && piece.signs.len() >= MIN_SLIP
            && piece.signs.iter().all(|sign| sign.c.is_alphabetic() && !is_combining_mark(sign.c))
    });
    if open.is_empty() {
        return false;
    }
    let piece = &mut typed.pieces[*random.pick(&open)];
    let at = 1 + random.below(piece.signs.len() - 3);
    let [letter, next] = [piece.signs[at].c, piece.signs[at + 1].c];
    let base = |c: char| std::iter::once(c).nfd().next();
    if base(letter) != base(next) && (random.chance(50) || is_vowel(letter)) {
        piece.signs.swap(at, at + 1);
    } else if is_vowel(letter) {
        return false;
    } else {
        piece.signs.insert(at, piece.signs[at]);
    }
    piece.changed = true;
    true
}

/// One word or all without marks, as the machine-readable zone spells them, or in the other form of the script.
pub fn spelling(typed: &mut Typed, script: &Script, random: &mut Random) -> bool {
    let language = match script.name {
        "Russian" => Some(Language::Russian),
        "Ukrainian" => Some(Language::Ukrainian),
        _ => None,
    };
    if let Some(language) = language.filter(|_| random.chance(40) && !typed.pieces.iter().any(|piece| piece.changed)) {
        return romanised(typed, script, Table::Cyrillic(language), random);
    }
    let way: fn(char, bool) -> Option<String> = if random.chance(50) { bare } else { of_zone };
    let whole = random.chance(50);
    let alters = |piece: &Piece| {
        piece.is_word() && !piece.changed && (0..piece.signs.len()).any(|index| respelt(piece, index, way).is_some())
    };
    let mut open = typed.places(alters);
    if open.is_empty() {
        return false;
    }
    if !whole {
        open = vec![*random.pick(&open)];
    }
    for index in open {
        let piece = &mut typed.pieces[index];
        let respelt: Vec<Option<String>> = (0..piece.signs.len()).map(|at| respelt(piece, at, way)).collect();
        let signs = piece.signs.iter().zip(respelt).flat_map(|(sign, other)| match other {
            Some(other) => other.chars().map(Sign::wrong).collect(),
            None => vec![*sign],
        });
        piece.signs = signs.collect();
        piece.changed = true;
    }
    true
}

/// The whole name in the letters of the machine-readable zone.
fn romanised(typed: &mut Typed, script: &Script, table: Table, random: &mut Random) -> bool {
    for piece in typed.pieces.iter_mut().filter(|piece| piece.is_word()) {
        let text = piece.text();
        let letters: Vec<char> = text.to_lowercase().chars().collect();
        let spelt = cased(&encoder::spell(&letters, table, random), style_of(&text), script.locale);
        piece.signs = spelt.chars().map(Sign::wrong).collect();
        piece.changed = true;
    }
    true
}

/// What somebody writes for the letter at `index` instead.
fn respelt(piece: &Piece, index: usize, way: fn(char, bool) -> Option<String>) -> Option<String> {
    const NUKTA: char = '\u{93C}';
    let c = piece.signs[index].c;
    if c == NUKTA {
        return Some(String::new());
    }
    if piece.signs.get(index + 1).is_some_and(|sign| sign.c == NUKTA) {
        return Some(c.to_string());
    }
    let next_to = |index: usize| piece.signs.get(index).is_some_and(|sign| sign.c.is_uppercase());
    let capitals = c.is_uppercase() && (next_to(index + 1) || index.checked_sub(1).is_some_and(next_to));
    way(c, capitals)
}

/// The letter without its marks, or the form of the script that is more usual elsewhere.
fn bare(c: char, capitals: bool) -> Option<String> {
    const PAIRS: &str = "øo łl đd ðd ıi ґг ةه ىي 张張 陈陳 刘劉 杨楊 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 邓鄧 苏蘇 卢盧 蒋蔣 贾賈 叶葉 钟鍾 伟偉 华華 丽麗 国國 龙龍 兰蘭 凤鳳 荣榮 庆慶 东東 军軍 风風 云雲 晓曉 宝寶";
    let small: String = c.to_lowercase().collect();
    let listed =
        PAIRS.split(' ').find_map(|pair| pair.strip_prefix(small.as_str()).filter(|other| other.chars().count() == 1));
    if let Some(other) = listed {
        return Some(if c.is_uppercase() { other.to_uppercase() } else { other.to_owned() });
    }
    match small.as_str() {
        "æ" | "œ" | "þ" => return of_zone(c, capitals),
        // A letter of its own that nobody takes for И.
        "й" => return None,
        _ => {}
    }
    // Kana and Hangul are other syllables without a mark; only here is a mark an accent.
    let accent = !matches!(c, '\u{3040}'..='\u{30FF}' | '\u{AC00}'..='\u{D7A3}');
    let base = std::iter::once(c).nfd().next().filter(|base| *base != c && accent)?;
    Some(base.to_string())
}

/// The letter as the machine-readable zone spells it.
fn of_zone(c: char, capitals: bool) -> Option<String> {
    if !matches!(c, '\u{C0}'..='\u{17F}') || c == 'ß' {
        return bare(c, capitals);
    }
    let small: Vec<char> = c.to_lowercase().nfc().collect();
    let spelt = *encoder::variants(small.get(..1)?, 0, Table::Latin).first()?;
    let style = match (c.is_uppercase(), capitals) {
        (true, true) => Style::Capitals,
        (true, false) => Style::Title,
        (false, _) => Style::Small,
    };
    Some(cased(spelt, style, None))
}

/// A hyphen as another dash, as a space, or left out.
pub fn hyphen(typed: &mut Typed, script: &Script, random: &mut Random) -> bool {
    let dash = match script.name {
        "Hebrew" => '־',
        "Armenian" => '֊',
        _ => *random.pick(&DASHES.chars().collect::<Vec<_>>()),
    };
    replace_joint(typed, Role::Hyphen, dash, random)
}

/// An apostrophe as another sign, as a space, or left out.
pub fn apostrophe(typed: &mut Typed, random: &mut Random) -> bool {
    let sign = *random.pick(&APOSTROPHES.chars().collect::<Vec<_>>());
    replace_joint(typed, Role::Apostrophe, sign, random)
}

fn replace_joint(typed: &mut Typed, role: Role, other: char, random: &mut Random) -> bool {
    let open = typed.places(|piece| piece.role == role);
    if open.is_empty() {
        return false;
    }
    // Where the fields changed places the joint is not looked at, so its place need not be named either.
    let wrong = !typed.swapped;
    typed.pieces[*random.pick(&open)].signs = match random.below(3) {
        0 => vec![Sign { c: other, wrong }],
        1 => vec![Sign { c: ' ', wrong }],
        _ => Vec::new(),
    };
    true
}

/// A courtesy title before a field, or after the name.
pub fn title(typed: &mut Typed, script: &Script, random: &mut Random) -> bool {
    let after = !script.titles_after.is_empty() && (script.titles.is_empty() || random.chance(10));
    let list = if after { script.titles_after } else { script.titles };
    if list.is_empty() {
        return false;
    }
    let first = typed.pieces.first().map_or(Style::Title, |piece| style_of(&piece.text()));
    let mut title = random.word(list).to_owned();
    if script.cased && (first == Style::Capitals || random.chance(30)) {
        title = cased(&title, first, script.locale);
    }
    let title = Piece::right(Role::Title, &title);
    let space = |apart: bool| Piece::right(Role::Space, if apart { " " } else { "" });
    if after {
        if script.spaced || random.chance(30) {
            typed.pieces.push(space(true));
        }
        typed.pieces.push(title);
        return true;
    }
    let comma = typed.pieces.iter().position(|piece| piece.role == Role::Separator);
    let at = comma.filter(|_| random.chance(50)).map_or(0, |comma| comma + 1);
    // Thai writes it onto the name as often as not.
    let onto = script.name == "Thai" && !typed.pieces[at].changed && random.chance(50);
    typed.pieces.splice(at..at, [title, space(!onto)]);
    true
}

fn style_of(text: &str) -> Style {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match (letters.next().is_some_and(char::is_uppercase), letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => Style::Capitals,
        (true, false) => Style::Title,
        _ => Style::Small,
    }
}

fn is_vowel(letter: char) -> bool {
    const VOWELS: &str = "aeiouyæøœıаеиіоуыэюяєїαεηιουωაეიოუաեէիոօու";
    let base = letter.to_lowercase().nfd().next().unwrap_or(letter);
    VOWELS.contains(base)
}
