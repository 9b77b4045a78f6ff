//! Check digits: the arithmetic that issuers share.

/// The digits of a text; `None` where it holds anything else.
pub(super) fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// The weighted sum of the first digits, as many as there are weights.
pub(super) fn weighted(text: &str, weights: &[u32]) -> u32 {
    text.chars().zip(weights).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum()
}

/// The digit at a place, from 0.
pub(super) fn digit(text: &str, place: usize) -> Option<u32> {
    text.as_bytes().get(place).and_then(|byte| char::from(*byte).to_digit(10))
}

/// ISO/IEC 7812-1 annex B; a letter counts ten and more (A = 10), as some issuers extend it.
pub(super) fn luhn(text: &str) -> bool {
    let values: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(36)).collect();
    values.is_some_and(|values| {
        let doubled = |value: u32| if value * 2 > 9 { value * 2 - 9 } else { value * 2 };
        let sum: u32 = values
            .iter()
            .rev()
            .enumerate()
            .map(|(index, value)| if index % 2 == 1 { doubled(*value) } else { *value })
            .sum();
        sum.is_multiple_of(10)
    })
}

/// Verhoeff's check over the dihedral group of ten elements.
pub(super) fn verhoeff(text: &str) -> bool {
    const PERMUTE: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let multiply = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let permuted =
        |digit: u32, times: usize| (0..times % 8).fold(digit, |d, _| PERMUTE.get(d as usize).copied().unwrap_or(0));
    digits(text).is_some_and(|d| {
        d.iter().rev().enumerate().fold(0, |sum, (index, digit)| multiply(sum, permuted(*digit, index))) == 0
    })
}

/// ISO/IEC 7064 MOD 11,10.
pub(super) fn mod_11_10(text: &str) -> bool {
    let Some(digits) = digits(text) else {
        return false;
    };
    let Some((last, body)) = digits.split_last() else {
        return false;
    };
    let state = body.iter().fold(10, |state, digit| {
        let sum = (state + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - state) % 10 == *last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples() {
        assert!(luhn("79927398713") && !luhn("79927398710"));
        assert!(luhn("000000000ZZ4"));
        assert!(verhoeff("2363") && !verhoeff("2336"));
        assert!(mod_11_10("33392005961") && !mod_11_10("33392005962"));
        assert_eq!(weighted("A1", &[2, 3]), 23);
    }
}
