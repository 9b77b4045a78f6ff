//! A number as it is written.

use super::MIN_DIGITS;
use crate::text::{Defect, Kind, character};

/// The digits of a text and how they are introduced.
pub(super) struct Typed {
    pub plus: bool,
    pub digits: String,
    pub had_optional_zero: bool,
    /// What is wrong with the characters and the notation, by their places in the whole value.
    pub defects: Vec<Defect>,
}

/// Words and URI schemes (RFC 3966, RFC 5724) that stand before a number, in small letters.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "tel", "telephone", "phone", "mobile", "mob", "cell", "cellphone", "sms", "callto", "whatsapp", "wa", "fax", "handy", "telefon", "tél",
    "téléphone", "portable", "teléfono", "telefono", "móvil", "movil", "celular", "cel", "telemóvel", "тел", "телефон", "моб", "мобильный",
    "电话", "手机", "電話", "手機", "携帯", "전화", "هاتف", "جوال", "m", "t", "p",
];
/// Words and signs that stand before an extension, in small letters.
const EXTENSION_MARKS: &[&str] = &[
    "ext",
    "extn",
    "extension",
    "x",
    "#",
    ";ext",
    "доб",
    "int",
    "interno",
    "ramal",
    "anexo",
    "poste",
    "dw",
    "内线",
    "分机",
    "转",
    "转接",
];
/// Longest extension (RFC 3966 sets no limit; longer ones are rather a second number).
const MAX_EXTENSION: usize = 7;
/// The parameter that holds the beginning of a local number (RFC 3966 §5.1.5).
const CONTEXT: &str = ";phone-context=";

impl Typed {
    /// Takes the value apart; an error where the digits cannot be told.
    pub fn read(value: &str) -> Result<Self, Vec<Defect>> {
        // E.164 as it should be typed: nothing to take apart.
        if let Some(digits) = value.strip_prefix('+')
            && digits.len() >= MIN_DIGITS
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Ok(Self { plus: true, digits: digits.to_owned(), had_optional_zero: false, defects: Vec::new() });
        }
        let lead = label_length(value);
        let rest = value.get(lead..).unwrap_or(value);
        let (rest, context) = rest.split_once(CONTEXT).unwrap_or((rest, ""));
        let (body, extension) = split_extension(rest);
        let offset = value.get(..lead).map_or(0, |label| label.chars().count());
        let mut defects = character::judge(body, Kind::Phone);
        for at in defects.iter_mut().flat_map(|defect| defect.at.iter_mut()) {
            *at += offset;
        }
        let text = character::clean(body, Kind::Phone);
        let letters = character::positions(&text, char::is_alphabetic);
        if let Some(first) = letters.first() {
            let place = first + offset;
            let letters = letters.iter().map(|at| at + offset).collect();
            let note = format!("character {} is a letter; type the digits", place + 1);
            defects.push(Defect::new("phone-letters", letters, note));
            return Err(defects);
        }
        let own_plus = text.trim_start().starts_with('+') || text.trim_start().starts_with("(+");
        let plus = own_plus || context.starts_with('+');
        let mut digits: String =
            if own_plus { String::new() } else { context.chars().filter(char::is_ascii_digit).collect() };
        digits.extend(text.chars().filter(char::is_ascii_digit));
        // The (0) of +44 (0)20 is the trunk prefix, printed for callers at home.
        let had_optional_zero = text.contains("(0)");
        let mut signs: Vec<usize> = (0..offset).collect();
        // One + may begin the number.
        let mut begun = false;
        let is_sign = |c: char| !c.is_ascii_digit() && (c != '+' || std::mem::replace(&mut begun, true));
        signs.extend(character::positions(&text, is_sign).iter().map(|at| at + offset));
        if let Some(first) = signs.first() {
            let note = format!("the international form has only + and digits; character {} is neither", first + 1);
            defects.push(Defect::new("phone-formatting", signs, note));
        }
        if extension {
            defects.push(Defect::whole(
                "phone-letters",
                "an extension cannot receive a message; type a number of your own",
            ));
        }
        if digits.len() < MIN_DIGITS {
            defects.push(Defect::whole("phone-too-short", "there are too few digits for a telephone number"));
            return Err(defects);
        }
        Ok(Self { plus, digits, had_optional_zero, defects })
    }
}

/// How many bytes a label such as `tel:` and what parts it from the number take.
fn label_length(value: &str) -> usize {
    let word: String = value.chars().take_while(|c| c.is_alphabetic()).collect();
    if word.is_empty() || !LABELS.contains(&word.to_lowercase().as_str()) {
        return 0;
    }
    let rest = value.get(word.len()..).unwrap_or_default();
    let gap: usize = rest.chars().take_while(|c| matches!(c, '.' | ':' | '：' | ' ')).map(char::len_utf8).sum();
    let number = rest.get(gap..).unwrap_or_default();
    if gap > 0 && number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        word.len() + gap
    } else {
        0
    }
}

/// The text before an extension, and whether there is one.
fn split_extension(text: &str) -> (&str, bool) {
    let is_digit = |c: char| c.is_ascii_digit();
    let head = text.trim_end().trim_end_matches(is_digit);
    let count = text.trim_end().len() - head.len();
    if count == 0 || count > MAX_EXTENSION {
        return (text, false);
    }
    let head = head.trim_end_matches([' ', '.', ':', '=']);
    let sign = |c: char| c == '#' || c == ';';
    let letters: usize = head.chars().rev().take_while(|c| c.is_alphabetic() || sign(*c)).map(char::len_utf8).sum();
    let (body, mark) = head.split_at(head.len() - letters);
    let enough = body.chars().filter(char::is_ascii_digit).count() >= MIN_DIGITS;
    if enough && EXTENSION_MARKS.contains(&mark.to_lowercase().as_str()) {
        (body.trim_end_matches([' ', ',']), true)
    } else {
        (text, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_and_labels() {
        for text in
            ["+41 78 123 45 67 ext. 9", "+41781234567x12", "+7 912 345-67-89 доб. 5", "tel:+41-78-123-45-67;ext=9"]
        {
            let (body, found) = split_extension(text);
            assert!(found && body.ends_with(|c: char| c.is_ascii_digit()), "{text} {body}");
        }
        assert!(!split_extension("1-800-FLOWERS 12").1);
        assert!(!split_extension("+46 70 123 45 67").1);
        assert_eq!(label_length("tel:+46701234567"), 4);
        assert_eq!(label_length("Тел.: +7 912"), 9);
        assert_eq!(label_length("mobile"), 0);
    }

    #[test]
    fn contexts() {
        let typed = Typed::read("tel:70-123-45-67;phone-context=+46");
        assert!(typed.is_ok_and(|typed| typed.plus && typed.digits == "46701234567"));
    }
}
