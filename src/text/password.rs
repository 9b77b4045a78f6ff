//! Passwords: what a form refuses, and what is easily guessed (NIST SP 800-63B-4 §3.1.1.2 block lists).
//!
//! Nothing here ever repeats a character of the password: defects hold code-point indexes and general sentences only.

mod pattern;

use super::{Defect, Judgement, Kind, character};
use unicode_normalization::UnicodeNormalization;

/// What a provider's form asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules<'a> {
    /// Fewest characters.
    pub min_length: usize,
    /// Most characters, where there is a limit.
    pub max_length: Option<usize>,
    /// At least one letter.
    pub need_letter: bool,
    /// At least one digit.
    pub need_digit: bool,
    /// At least one capital letter.
    pub need_upper: bool,
    /// At least one small letter.
    pub need_lower: bool,
    /// At least one character that is neither letter nor digit.
    pub need_special: bool,
    /// Whether spaces may be in it.
    pub spaces_allowed: bool,
    /// How often one character may stand in a row.
    pub max_repeat: Option<usize>,
    /// Names of the service, which everybody guesses first.
    pub service_words: &'a [&'a str],
}

/// What a guesser knows about the person.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// The e-mail address of the account.
    pub account: Option<&'a str>,
    /// The account's name.
    pub username: Option<&'a str>,
    /// The person's name, fields separated by a comma or spaces.
    pub name: Option<&'a str>,
    /// The telephone number.
    pub phone: Option<&'a str>,
    /// The date of birth.
    pub birth: Option<&'a str>,
    /// Anything else: a document number, a street.
    pub others: &'a [&'a str],
}

/// How much of a password is looked at for words and patterns; no form takes as much.
const MAX_LOOKED_AT: usize = 512;

/// Judges a password. There is never a fix: nobody else should choose it.
pub fn judge(value: &str, rules: &Rules<'_>, about: &About<'_>) -> Judgement {
    if value.is_empty() {
        return Judgement::empty();
    }
    let mut defects = character::judge(value, Kind::Password);
    defects.retain(|defect| !matches!(defect.code.as_ref(), "leading-space" | "trailing-space" | "inner-space"));
    composition(value, rules, &mut defects);
    // What a person would recognise: NFKC, small letters (RFC 8265 keeps case; a guesser does not).
    let looked_at: String = value.chars().take(MAX_LOOKED_AT).collect();
    let folded: String = character::clean(&looked_at, Kind::Password).nfkc().flat_map(char::to_lowercase).collect();
    if pattern::is_common(&folded) {
        defects.push(Defect::whole("pw-common", "this password is on the lists that guessers try first"));
    }
    let forms = pattern::forms(&folded);
    if pattern::holds_any(&forms, rules.service_words.iter().copied()) {
        defects.push(Defect::whole("pw-service-name", "it holds the name of the service"));
    }
    personal(&folded, &forms, about, &mut defects);
    if pattern::is_pet_and_number(&folded) {
        defects.push(Defect::whole("pw-pet-number", "a pet's name and a number are easily guessed"));
    }
    if let Some(at) = pattern::sequence(&folded) {
        defects.push(Defect::new("pw-sequence", at, "most of it is a run of neighbouring letters, digits or keys"));
    }
    Judgement { defects, fix: None }
}

/// Whether it is demanded, what fulfils it, and the defect of lacking it.
type Demand = (bool, fn(char) -> bool, &'static str, &'static str);

fn composition(value: &str, rules: &Rules<'_>, defects: &mut Vec<Defect>) {
    let length = value.chars().count();
    if length < rules.min_length {
        defects.push(Defect::whole(
            "pw-too-short",
            format!("it has {length} characters; at least {} are needed", rules.min_length),
        ));
    }
    if let Some(most) = rules.max_length.filter(|most| length > *most) {
        defects.push(Defect::whole(
            "pw-too-long",
            format!("it has {length} characters; a form may refuse more than {most}"),
        ));
    }
    let lacks = |test: fn(char) -> bool| !value.chars().any(test);
    let wanted: [Demand; 5] = [
        (rules.need_letter, char::is_alphabetic, "pw-no-letter", "there is no letter in it"),
        (
            rules.need_digit,
            |c| c.is_ascii_digit() || character::narrow(c).is_some_and(|n| n.chars().all(|n| n.is_ascii_digit())),
            "pw-no-digit",
            "there is no digit in it",
        ),
        (rules.need_upper, char::is_uppercase, "pw-no-upper", "there is no capital letter in it"),
        (rules.need_lower, char::is_lowercase, "pw-no-lower", "there is no small letter in it"),
        (
            rules.need_special,
            |c| !c.is_alphanumeric() && !c.is_whitespace(),
            "pw-no-special",
            "there is no sign in it that is neither letter nor digit",
        ),
    ];
    for (needed, test, code, note) in wanted {
        if needed && lacks(test) {
            defects.push(Defect::whole(code, note));
        }
    }
    let spaces = character::positions(value, |c| c == ' ');
    if !rules.spaces_allowed && !spaces.is_empty() {
        defects.push(Defect::new("pw-space", spaces, "there is a space in it"));
    }
    let foreign = character::positions(value, |c| !c.is_ascii() && c.is_alphanumeric());
    if !foreign.is_empty() {
        defects.push(Defect::new("pw-non-ascii", foreign, "it holds a letter that another keyboard may not have"));
    }
    if let Some(at) = pattern::repeated(value, rules.max_repeat)
        .or_else(|| if length <= MAX_LOOKED_AT { pattern::doubled(value) } else { None })
    {
        defects.push(Defect::new("pw-repeated", at, "a character or a group of them is repeated over and over"));
    }
}

fn personal(folded: &str, forms: &[String], about: &About<'_>, defects: &mut Vec<Defect>) {
    let mut account: Vec<String> = Vec::new();
    if let Some(address) = about.account {
        account.extend(address.split('@').next().map(str::to_lowercase));
        account.push(address.to_lowercase());
    }
    account.extend(about.username.map(str::to_lowercase));
    let account_held = pattern::holds_any(forms, account.iter().map(String::as_str));
    let turned: Vec<String> = account.iter().map(|word| pattern::reversed(word)).collect();
    if account_held || pattern::holds_any(forms, turned.iter().map(String::as_str)) {
        defects.push(Defect::whole("pw-contains-account", "it holds the name or the address of the account"));
    }
    let mut words: Vec<String> = Vec::new();
    for text in about.name.into_iter().chain(about.others.iter().copied()) {
        words.extend(text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
    }
    if let Some(birth) = about.birth {
        words.extend(pattern::date_forms(birth));
    }
    if let Some(phone) = about.phone {
        words.extend(pattern::phone_forms(phone));
    }
    let turned: Vec<String> = words.iter().map(|word| pattern::reversed(word)).collect();
    let held = pattern::holds_any(forms, words.iter().chain(&turned).map(String::as_str))
        || words.iter().any(|word| pattern::has_short_word(folded, word));
    if !account_held && held {
        defects.push(Defect::whole("pw-personal", "it holds your name, a date or a number of yours"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: Rules<'_> = Rules {
        min_length: 8,
        max_length: Some(32),
        need_letter: true,
        need_digit: true,
        need_upper: false,
        need_lower: false,
        need_special: false,
        spaces_allowed: false,
        max_repeat: None,
        service_words: &["acmecloud"],
    };
    const ABOUT: About<'_> = About {
        account: Some("anna.eriksson@example.com"),
        username: None,
        name: Some("ERIKSSON, ANNA MARIA"),
        phone: Some("+46701234567"),
        birth: Some("1990-04-12"),
        others: &[],
    };

    fn has(value: &str, code: &str) -> bool {
        judge(value, &RULES, &ABOUT).has(code)
    }

    #[test]
    fn a_good_one_is_clean() {
        assert!(judge("plover28saddle51", &RULES, &ABOUT).is_clean());
    }

    #[test]
    fn each_defect() {
        for (value, code) in [
            ("tangerinedepot", "pw-no-digit"),
            ("8462097315", "pw-no-letter"),
            ("river 7 Lantern owl", "pw-space"),
            ("abc12345", "pw-common"),
            ("P@ssw0rd1", "pw-common"),
            ("AcmeCloud123", "pw-service-name"),
            ("anna.eriksson1", "pw-contains-account"),
            ("Eriksson1990", "pw-personal"),
            ("0701234567a", "pw-personal"),
            ("aaaaaaa1", "pw-repeated"),
            ("abcdefg1", "pw-sequence"),
            ("12345678a", "pw-sequence"),
            ("Fluffy2020", "pw-pet-number"),
            ("river7L\u{430}ntern", "homoglyph"),
            ("x7", "pw-too-short"),
            ("qwertyui9", "pw-sequence"),
            ("abc123xyz", "pw-sequence"),
            ("1q2w3e4r5", "pw-sequence"),
            ("147258369a", "pw-sequence"),
            ("!QAZ2wsx", "pw-common"),
            ("tango7tango7", "pw-repeated"),
            ("drowssap1", "pw-common"),
            ("123password", "pw-common"),
            ("we1come9", "pw-common"),
            ("3r1k550n-x7", "pw-personal"),
            ("x12.04.1990x", "pw-personal"),
            ("Eríksson77", "pw-personal"),
        ] {
            assert!(has(value, code), "{value} {code} {:?}", judge(value, &RULES, &ABOUT));
        }
    }

    proptest! {
        #[test]
        fn notes_never_hold_the_password(value in "[A-Za-z0-9À-ÿА-я!]{6,20}") {
            for defect in judge(&value, &RULES, &ABOUT).defects {
                prop_assert!(!defect.note.contains(&value));
            }
        }

        #[test]
        fn notes_hold_no_character_of_it(value in "[ЖЩЮЯ!]{1,20}[ЖЩ7]{0,20}") {
            for defect in judge(&value, &RULES, &ABOUT).defects {
                prop_assert!(!defect.note.contains(|c| "ЖЩЮЯжщюя!".contains(c)), "{}", defect.note);
            }
        }

        #[test]
        fn never_panics(value in any::<String>()) {
            let _ = judge(&value, &RULES, &ABOUT);
        }
    }
}
