//! Rules of national numbers: lengths, signs and check digits.

use crate::text::Defect;
use crate::text::date::Date;

/// Longest passport number (ICAO Doc 9303-4 §4.2.2: nine places; longer ones run on into the optional data).
const MAX_PASSPORT: usize = 9;

/// Judges a number by the rules of its issuer; nothing where the rules are not known.
pub(super) fn judge(number: &str, country: &str, kind: &str) -> Vec<Defect> {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    match (kind, country) {
        ("passport", "CN") => shape(&plain, &[9], "E, G or D and eight digits or letters"),
        ("passport", "DE") => german(&plain),
        ("passport", "") | ("passport", "UT") => Vec::new(),
        ("passport", _) if plain.len() > MAX_PASSPORT + 3 => {
            vec![length("a passport number has about nine characters")]
        }
        ("national_id", "CN") => chinese_id(&plain),
        ("national_id", "BR") => cpf(&plain),
        ("national_id", "HK") => hong_kong(&plain),
        ("national_id", "IN") => weighted(&plain, 12, verhoeff(&plain)),
        ("national_id", "ES") => spanish(&plain),
        ("national_id", "PL") => weighted(&plain, 11, weigh(&plain, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10) == Some(0)),
        ("national_id", "TR") => turkish(&plain),
        ("national_id", "SG") => singapore(&plain),
        ("national_id", "TW") => taiwan(&plain),
        ("national_id", "KR") => shape(&plain, &[13], "thirteen digits"),
        ("national_id", "TH") => weighted(&plain, 13, thai(&plain)),
        ("national_id", "ZA") => weighted(&plain, 13, luhn(&plain)),
        _ => Vec::new(),
    }
}

fn length(note: &str) -> Defect {
    Defect::whole("docnum-length", note)
}

fn check() -> Defect {
    Defect::whole("docnum-checkdigit", "the check digit does not fit the other digits: one of them is a slip")
}

fn shape(number: &str, lengths: &[usize], note: &str) -> Vec<Defect> {
    if lengths.contains(&number.len()) {
        Vec::new()
    } else {
        vec![length(&format!("it has {} characters, not {note}", number.len()))]
    }
}

fn weighted(number: &str, digits: usize, holds: bool) -> Vec<Defect> {
    if number.len() != digits {
        return vec![length(&format!("it has {} characters, not {digits}", number.len()))];
    }
    if number.bytes().any(|b| !b.is_ascii_digit()) {
        return vec![Defect::whole("docnum-charset", "only digits belong in this number")];
    }
    if holds { Vec::new() } else { vec![check()] }
}

fn digits(number: &str) -> Option<Vec<u32>> {
    number.chars().map(|c| c.to_digit(10)).collect()
}

/// The weighted sum modulo `modulus`.
fn weigh(number: &str, weights: &[u32], modulus: u32) -> Option<u32> {
    let digits = digits(number)?;
    Some(digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % modulus)
}

/// GB 11643: seventeen digits with the date of birth, and a check character modulo 11-2.
fn chinese_id(number: &str) -> Vec<Defect> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if number.len() != 18 {
        return vec![length(&format!("it has {} characters, not 18", number.len()))];
    }
    let (body, last) = number.split_at(17);
    let Some(sum) = weigh(body, &WEIGHTS, 11) else {
        return vec![Defect::whole("docnum-charset", "the first seventeen characters are digits")];
    };
    let mut found = Vec::new();
    let part = |from: usize, to: usize| body.get(from..to).and_then(|text| text.parse::<i16>().ok()).unwrap_or(0);
    if Date::new(part(6, 10), part(10, 12) as u8, part(12, 14) as u8).is_none() {
        found.push(Defect::new("docnum-bad-date", (6..14).collect(), "characters 7 to 14 are no date of birth"));
    }
    if last.chars().next() != "10X98765432".chars().nth(sum as usize) {
        found.push(check());
    }
    found
}

/// Brazilian CPF: two check digits modulo 11.
fn cpf(number: &str) -> Vec<Defect> {
    let Some(d) = digits(number) else {
        return vec![Defect::whole("docnum-charset", "only digits belong in this number")];
    };
    if d.len() != 11 {
        return vec![length(&format!("it has {} digits, not 11", d.len()))];
    }
    let digit = |count: usize| {
        let sum: u32 =
            d.iter().take(count).zip((2..=count as u32 + 1).rev()).map(|(digit, weight)| digit * weight).sum();
        (sum * 10 % 11) % 10
    };
    let same = d.windows(2).all(|pair| pair.first() == pair.last());
    if d.get(9) == Some(&digit(9)) && d.get(10) == Some(&digit(10)) && !same { Vec::new() } else { vec![check()] }
}

/// German documents use no vowels and no letters that look like digits (BSI TR-03105: serial numbers).
fn german(number: &str) -> Vec<Defect> {
    let at: Vec<usize> =
        number.chars().enumerate().filter(|(_, c)| "ABDEIOQSU".contains(*c)).map(|(index, _)| index).collect();
    let mut found = Vec::new();
    if number.len() != 9 {
        found.push(length(&format!("it has {} characters, not nine", number.len())));
    }
    if !at.is_empty() {
        found.push(Defect::new(
            "docnum-charset",
            at,
            "German numbers hold no vowel and no letter that looks like a digit",
        ));
    }
    found
}

fn hong_kong(number: &str) -> Vec<Defect> {
    let Some((body, last)) = number.split_at_checked(number.len().saturating_sub(1)) else {
        return Vec::new();
    };
    if !(7..=8).contains(&body.len()) {
        return vec![length("it has one or two letters, six digits and a check digit")];
    }
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    let padded: Vec<u32> = if body.len() == 7 {
        std::iter::once(36).chain(body.chars().map(value)).collect()
    } else {
        body.chars().map(value).collect()
    };
    let sum: u32 = padded.iter().zip((2..=9).rev()).map(|(value, weight)| value * weight).sum();
    let expected = match (11 - sum % 11) % 11 {
        10 => 'A',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    if last.starts_with(expected) { Vec::new() } else { vec![check()] }
}

fn spanish(number: &str) -> Vec<Defect> {
    if number.len() != 9 {
        return vec![length(&format!("it has {} characters, not nine", number.len()))];
    }
    let (body, last) = number.split_at(8);
    let body = match body.chars().next() {
        Some('X') => body.replacen('X', "0", 1),
        Some('Y') => body.replacen('Y', "1", 1),
        Some('Z') => body.replacen('Z', "2", 1),
        _ => body.to_owned(),
    };
    let expected = body.parse::<usize>().ok().and_then(|value| "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(value % 23));
    if last.chars().next() == expected { Vec::new() } else { vec![check()] }
}

fn turkish(number: &str) -> Vec<Defect> {
    let holds = digits(number).filter(|d| d.len() == 11).is_some_and(|d| {
        let sum = |step: usize| d.iter().take(9).skip(step).step_by(2).sum::<u32>();
        let tenth = (sum(0) * 7 + 90 - sum(1)) % 10;
        d.get(9) == Some(&tenth) && d.get(10) == Some(&(d.iter().take(10).sum::<u32>() % 10)) && d.first() != Some(&0)
    });
    weighted(number, 11, holds)
}

fn singapore(number: &str) -> Vec<Defect> {
    if number.len() != 9 {
        return vec![length(&format!("it has {} characters, not nine", number.len()))];
    }
    let (first, rest) = number.split_at(1);
    let (body, last) = rest.split_at(7);
    let Some(sum) =
        digits(body).map(|d| d.iter().zip([2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum::<u32>())
    else {
        return vec![Defect::whole("docnum-charset", "seven digits stand between two letters")];
    };
    let (table, offset) = match first {
        "S" => ("JZIHGFEDCBA", 0),
        "T" => ("JZIHGFEDCBA", 4),
        "F" => ("XWUTRQPNMLK", 0),
        "G" => ("XWUTRQPNMLK", 4),
        _ => return Vec::new(),
    };
    if table.chars().nth(((sum + offset) % 11) as usize) == last.chars().next() { Vec::new() } else { vec![check()] }
}

fn taiwan(number: &str) -> Vec<Defect> {
    let Some((first, rest)) = number.split_at_checked(1).filter(|_| number.len() == 10) else {
        return vec![length(&format!("it has {} characters, not ten", number.len()))];
    };
    let Some(code) =
        first.chars().next().and_then(|c| "ABCDEFGHJKLMNPQRSTUVXYWZIO".find(c)).map(|index| index as u32 + 10)
    else {
        return Vec::new();
    };
    let Some(sum) = digits(rest)
        .map(|d| d.iter().zip([8, 7, 6, 5, 4, 3, 2, 1, 1]).map(|(digit, weight)| digit * weight).sum::<u32>())
    else {
        return Vec::new();
    };
    if (sum + code / 10 + code % 10 * 9) % 10 == 0 { Vec::new() } else { vec![check()] }
}

fn thai(number: &str) -> bool {
    let Some(d) = digits(number) else {
        return false;
    };
    let sum: u32 = d.iter().take(12).zip((2..=13).rev()).map(|(digit, weight)| digit * weight).sum();
    d.get(12) == Some(&((11 - sum % 11) % 10))
}

/// ISO/IEC 7812-1 annex B.
fn luhn(number: &str) -> bool {
    digits(number).is_some_and(|d| {
        let sum: u32 = d
            .iter()
            .rev()
            .enumerate()
            .map(|(index, digit)| if index % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
            .sum();
        sum.is_multiple_of(10)
    })
}

/// Verhoeff's check over the dihedral group of ten elements (Aadhaar).
fn verhoeff(number: &str) -> bool {
    const PERMUTE: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let multiply = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let permuted =
        |digit: u32, times: usize| (0..times % 8).fold(digit, |d, _| PERMUTE.get(d as usize).copied().unwrap_or(0));
    digits(number).is_some_and(|d| {
        d.iter().rev().enumerate().fold(0, |sum, (index, digit)| multiply(sum, permuted(*digit, index))) == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens_hold_and_slips_do_not() {
        for (number, country) in [
            ("A1234563", "HK"),
            ("12345678Z", "ES"),
            ("44051401359", "PL"),
            ("10000000146", "TR"),
            ("S1234567D", "SG"),
            ("A123456789", "TW"),
            ("8001015009087", "ZA"),
            ("999941057058", "IN"),
        ] {
            assert_eq!(judge(number, country, "national_id"), [], "{country}");
            let slip = number.replacen('1', "2", 1).replacen("999", "998", 1);
            assert!(!judge(&slip, country, "national_id").is_empty(), "{country}");
        }
    }
}
