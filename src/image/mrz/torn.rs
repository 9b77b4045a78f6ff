//! What is left of a passport's lines that are cut off or covered.

use super::decode::Text;
use super::layout::Layout;
use crate::text::mrz::{Format, check_digit};

/// The first column of the birth in the second line of a passport and that of the expiry (Doc 9303-4 §4.2.2), and how far lines that
/// have lost their beginning are moved at the most.
const BIRTH: isize = 13;
const EXPIRY: isize = 21;
const MOVED: isize = 13;

/// Whether lines of another length than a passport's are a passport's all the same: they have its code, or dates with right check
/// digits where a passport has them, from wherever its line may begin.
pub fn is_part_of_passport(layout: Option<Layout>, text: &Text) -> bool {
    let [first, second] = text.lines.as_slice() else { return false };
    match layout.map(|layout| layout.0) {
        // No other document of two lines of 36 has that code (Doc 9303-6 §4.2.2).
        Some(Format::Td2) if first.starts_with('P') => true,
        Some(Format::Td2) | None => {
            let own = layout.map(|_| 0);
            (-MOVED..=MOVED).filter(|moved| Some(*moved) != own).any(|moved| has_dates(second, moved))
        }
        Some(_) => false,
    }
}

/// Whether a line holds two dates with right check digits where a passport's does, `moved` columns to the right.
fn has_dates(line: &str, moved: isize) -> bool {
    let is_date = |from: isize| {
        let from = usize::try_from(from + moved).ok()?;
        let (date, check) = line.get(from..from + 7)?.split_at_checked(6)?;
        let all_digits = date.bytes().all(|sign| sign.is_ascii_digit());
        Some(all_digits && check_digit(date).is_some_and(|digit| check.starts_with(digit)))
    };
    [BIRTH, EXPIRY].into_iter().all(|from| is_date(from) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    const NAME: &str = "P<SWELINDQVIST<<ELSA<AASA<MARIA<<<<<<<<<<<<<";
    const DATA: &str = "AA89890211SWE9103096F3204153<<<<<<<<<<<<<<02";

    fn is_part(layout: Option<Format>, lines: [&str; 2]) -> bool {
        let text = Text {
            lines: lines.map(|line| Zeroizing::new(line.to_owned())).into(),
            valid: false,
            repaired: Vec::new(),
            doubtful: Vec::new(),
            confidence: 1.0,
            likelihood: 0.0,
            strain: 0.0,
        };
        is_part_of_passport(layout.map(Layout), &text)
    }

    #[test]
    fn ends_of_a_passport_are_known_by_its_code_or_its_dates() {
        assert!(is_part(Some(Format::Td2), [&NAME[..36], &DATA[..36]]));
        assert!(is_part(None, [&NAME[..39], &DATA[..39]]));
        // Without the first eight columns.
        assert!(is_part(Some(Format::Td2), [&NAME[8..], &DATA[8..]]));
    }

    #[test]
    fn whole_documents_are_no_parts() {
        assert!(!is_part(Some(Format::Td3), [NAME, DATA]));
        let card = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];
        assert!(!is_part(Some(Format::Td2), card));
        let national = ["IDFRALINDQVIST<<<<<<<<<<<<<<<<<<<<<<", "950275R105712ELSA<<<<<<<<<<<5512068F"];
        assert!(!is_part(None, national));
    }
}
