//! Slips of the finger, of the ear and of text recognition in words that the pack knows.

use rapidfuzz::distance::osa;

use super::term::Pattern;

/// Shortest word in which a slip is looked for: shorter ones are too often other words.
const MIN_LETTERS: usize = 5;

/// Shortest word in which one letter may stand for another: `locks` is no slip of `looks`.
const MIN_EXCHANGE: usize = 7;

/// Shortest beginning of a word in which a slip is looked for.
const MIN_BEGINNING: usize = 6;

/// Shortest spelling by ear.
const MIN_SOUNDS: usize = 4;

/// Whether a word is a known one but for one letter left out, put in, exchanged or swapped with its neighbour.
pub fn is_slip(word: &str, known: &Pattern) -> bool {
    let text = known.text();
    if word.len() < MIN_LETTERS || text.len() < MIN_LETTERS {
        return false;
    }
    match known {
        Pattern::Exactly(_) => one_slip(word, text),
        Pattern::Beginning(_) if text.len() < MIN_BEGINNING => false,
        Pattern::Beginning(_) => {
            let lengths = [text.len(), text.len() + 1, text.len() - 1];
            lengths.into_iter().filter_map(|length| word.get(..length)).any(|beginning| one_slip(beginning, text))
        }
    }
}

fn one_slip(word: &str, known: &str) -> bool {
    // Another ending is another form of a word, or another word.
    if word.starts_with(known) || known.starts_with(word) {
        return false;
    }
    let near = word.len().abs_diff(known.len()) <= 1
        && osa::distance_with_args(word.chars(), known.chars(), &osa::Args::default().score_cutoff(1)).is_some();
    near && (word.len() != known.len() || word.len() >= MIN_EXCHANGE || is_swapped(word, known))
}

/// Whether two words of one length have the same letters.
fn is_swapped(word: &str, known: &str) -> bool {
    let letters = |text: &str| {
        let mut letters: Vec<u8> = text.bytes().collect();
        letters.sort_unstable();
        letters
    };
    letters(word) == letters(known)
}

/// How a word sounds, roughly, in English and Spanish: words that are spelt by ear have the sounds of the right ones.
pub fn sounds(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let soft = matches!(next, 'e' | 'i' | 'y');
        let (sound, taken) = match (c, next) {
            ('p', 'h') => ("f", 2),
            ('w', 'r') if at == 0 => ("r", 2),
            ('k', 'n') if at == 0 => ("n", 2),
            ('l', 'l') => ("y", 2),
            ('c', 'h') => ("ch", 2),
            ('q', 'u') | ('c', 'k') => ("k", 2),
            ('c', 'c') => ("ks", 2),
            ('c', 's') => ("ks", 2),
            ('x', _) => ("ks", 1),
            ('h', _) => ("", 1),
            ('v', _) => ("b", 1),
            ('z', _) => ("s", 1),
            ('c', _) if soft => ("s", 1),
            ('c', _) => ("k", 1),
            ('g', _) if soft => ("j", 1),
            _ => ("", 0),
        };
        if taken > 0 {
            out.push_str(sound);
            at += taken;
        } else {
            // Doubled letters sound like one.
            if !out.ends_with(c) {
                out.push(c);
            }
            at += 1;
        }
    }
    (out.len() >= MIN_SOUNDS).then_some(out)
}

/// Readings of a word in which text recognition took letters for digits.
pub fn without_digits(word: &str) -> Vec<String> {
    let mixed = word.bytes().any(|byte| byte.is_ascii_digit()) && word.bytes().any(|byte| byte.is_ascii_lowercase());
    if !mixed {
        return Vec::new();
    }
    let read = |one: char| {
        let letter = |c: char| match c {
            '0' => 'o',
            '1' => one,
            '3' => 'e',
            '5' => 's',
            '8' => 'b',
            c => c,
        };
        word.chars().map(letter).collect::<String>()
    };
    vec![read('i'), read('l')]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exactly(text: &str) -> Pattern {
        Pattern::Exactly(text.to_owned())
    }

    #[test]
    fn one_letter_is_a_slip() {
        for (word, known) in
            [("recieved", "received"), ("worng", "wrong"), ("incorect", "incorrect"), ("passwurd", "password")]
        {
            assert!(is_slip(word, &exactly(known)), "{word}");
        }
        for (word, known) in [("looks", "locks"), ("core", "code"), ("looked", "locked"), ("verified", "verdict")] {
            assert!(!is_slip(word, &exactly(known)), "{word}");
        }
        assert!(!is_slip("close", &exactly("closed")));
        assert!(is_slip("verfication", &Pattern::Beginning("verific".to_owned())));
        assert!(!is_slip("imagen", &Pattern::Beginning("impag".to_owned())));
    }

    #[test]
    fn spelt_by_ear() {
        for (heard, right) in [
            ("fone", "phone"),
            ("rong", "wrong"),
            ("vensido", "vencido"),
            ("inactiba", "inactiva"),
            ("yego", "llego"),
            ("rejistrado", "registrado"),
            ("conecsion", "conexion"),
        ] {
            assert_eq!(sounds(heard), sounds(right), "{heard}");
        }
        assert_eq!(sounds("sms"), None);
    }

    #[test]
    fn digits_are_read_as_letters_within_words() {
        assert!(without_digits("exp1red").contains(&"expired".to_owned()));
        assert!(without_digits("fai1ed").contains(&"failed".to_owned()));
        assert!(without_digits("2fa") == ["2fa", "2fa"] && without_digits("2026").is_empty());
    }
}
