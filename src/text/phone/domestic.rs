//! Forms that are dialled inside one country and that a trunk prefix alone does not explain.

use super::LineKind;
use super::family::Family;

/// Carrier codes that may follow the trunk prefix in Brazil (Anatel; libphonenumber's metadata lists the same).
const BRAZILIAN_CARRIERS: &[&str] = &["12", "14", "15", "21", "22", "23", "25", "31", "41", "43", "55", "65", "99"];

/// The number that follows the country code, of digits as dialled at home; `None` where the country has no such form, or it is not certain.
pub(super) fn rewritten(family: &Family<'_>, digits: &str) -> Option<String> {
    let code = family.plans.first()?.calling_code;
    let plain = match code {
        52 => mexican(digits).map(str::to_owned),
        54 => argentine(family, digits),
        55 => brazilian(digits).map(str::to_owned),
        _ => None,
    };
    plain.filter(|national| family.kind(national) != LineKind::Unknown)
}

/// Since 2019 ten digits are the whole number: the prefixes 1, 01, 044 and 045 are gone.
fn mexican(digits: &str) -> Option<&str> {
    ["044", "045", "01", "1"].iter().find_map(|prefix| digits.strip_prefix(prefix)).filter(|rest| rest.len() == 10)
}

/// Mobile numbers are dialled at home as area code, 15, number, and from abroad as 9, area code, number.
fn argentine(family: &Family<'_>, digits: &str) -> Option<String> {
    let digits = digits.strip_prefix('0').unwrap_or(digits);
    let digits = digits.strip_prefix('9').filter(|rest| rest.len() == 12).unwrap_or(digits);
    if digits.len() != 12 {
        return None;
    }
    let read = |area: usize| {
        let number = digits.get(area..)?.strip_prefix("15")?;
        Some(format!("9{}{number}", digits.get(..area)?)).filter(|national| family.kind(national).is_mobile())
    };
    let mut readings = (2..=4).filter_map(read);
    readings.next().filter(|_| readings.next().is_none())
}

/// Between the trunk prefix and the area code stands the carrier who shall carry the call.
fn brazilian(digits: &str) -> Option<&str> {
    let rest = digits.strip_prefix('0')?;
    let (carrier, national) = rest.split_at_checked(2)?;
    Some(national).filter(|national| BRAZILIAN_CARRIERS.contains(&carrier) && (10..=11).contains(&national.len()))
}
