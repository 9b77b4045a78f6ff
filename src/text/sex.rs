//! The sex as forms write it, and as documents do.

/// Words for female and male that forms offer, each pair in one language and style.
const PAIRS: &[[&str; 2]] = &[
    ["f", "m"],
    ["female", "male"],
    ["woman", "man"],
    ["femenino", "masculino"],
    ["mujer", "hombre"],
    ["féminin", "masculin"],
    ["femme", "homme"],
    ["weiblich", "männlich"],
    ["女", "男"],
];

/// What a form says, beside the `F` or `M` of a machine-readable zone: whether they agree, and the word of the same style for what the
/// document says. None where the word is not known, or the document leaves it open.
pub fn against(typed: &str, document: char) -> Option<(bool, String)> {
    let index = match document {
        'F' => 0,
        'M' => 1,
        _ => return None,
    };
    let trimmed = typed.trim();
    let lower = trimmed.to_lowercase();
    let pair = PAIRS.iter().find(|pair| pair.contains(&lower.as_str()))?;
    let word = *pair.get(index)?;
    let mut letters = trimmed.chars();
    let (first, rest) = (letters.next()?, letters.as_str());
    let styled = if !first.is_uppercase() {
        word.to_owned()
    } else if rest.is_empty() || rest.chars().any(char::is_uppercase) {
        word.to_uppercase()
    } else {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    };
    Some((lower == word, styled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_same_style() {
        let found = |typed, document| against(typed, document).map(|(same, word)| format!("{same} {word}"));
        assert_eq!(found("M", 'F').as_deref(), Some("false F"));
        assert_eq!(found("female", 'M').as_deref(), Some("false male"));
        assert_eq!(found("Male", 'F').as_deref(), Some("false Female"));
        assert_eq!(found("FEMALE", 'M').as_deref(), Some("false MALE"));
        assert_eq!(found("男", 'F').as_deref(), Some("false 女"));
        assert_eq!(found(" f ", 'F').as_deref(), Some("true f"));
        assert_eq!(found("X", 'F'), None);
        assert_eq!(found("F", '<'), None);
        assert_eq!(found("", 'F'), None);
    }
}
