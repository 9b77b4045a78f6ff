//! What differs between two values that should be one, for values that have no rules of their own.

use super::Defect;

/// The difference as a defect of the first value: a character or two where no more differ, else the whole.
///
/// Two characters that changed places, one left out, one too many and one for another are told apart.
pub fn describe(value: &str, other: &str) -> Defect {
    let (a, b): (Vec<char>, Vec<char>) = (value.chars().collect(), other.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let shorter = a.len().min(b.len());
    let end = a.iter().rev().zip(b.iter().rev()).take(shorter - start).take_while(|(x, y)| x == y).count();
    let (middle, others) = (a.get(start..a.len() - end), b.get(start..b.len() - end));
    let at = start + 1;
    let (places, note) = match (middle.unwrap_or_default(), others.unwrap_or_default()) {
        ([_], [_]) => (vec![start], format!("only character {at} differs")),
        ([x, y], [u, v]) if x == v && y == u => {
            (vec![start, start + 1], format!("characters {at} and {} have changed places", at + 1))
        }
        ([_], []) => (vec![start], format!("character {at} is one too many, or missing in the other place")),
        ([], [_]) => {
            let note = format!("a character is missing after the first {start}, or too many in the other place");
            (Vec::new(), note)
        }
        _ => (Vec::new(), "the two places do not say the same".to_owned()),
    };
    Defect::new("different-value", places, note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_differences_are_placed() {
        for (value, other, at) in [
            ("+46701740635", "+46701740636", vec![11]),
            ("AA8989021", "AA8998021", vec![4, 5]),
            ("AA89890211", "AA8989021", vec![9]),
            ("AA898902", "AA8989021", vec![]),
            ("anna@example.com", "elsa@example.org", vec![]),
            ("", "", vec![]),
        ] {
            let found = describe(value, other);
            assert!(found.note.len() > 10 && !found.note.contains(value) || value.is_empty());
            if at != found.at {
                assert_eq!((value, found.at), (value, at));
            }
        }
    }
}
