//! Invented names, as a document prints them.

use super::super::random::Random;
use super::script::Script;

/// What a token of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A word of the surname.
    Surname,
    /// A word of the given names.
    Given,
    /// A space between words.
    Space,
    /// The comma and space between the two fields.
    Separator,
    /// A hyphen.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// A courtesy title; never in a document.
    Title,
}

/// A word, or what stands between two words.
#[derive(Debug, Clone)]
pub struct Token {
    /// What it is.
    pub role: Role,
    /// Its letters or signs.
    pub text: String,
}

impl Token {
    fn new(role: Role, text: &str) -> Self {
        Self { role, text: text.to_owned() }
    }
}

/// How a document writes its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// ANNA
    Capitals,
    /// Anna
    Title,
    /// anna
    Small,
}

/// Invents the tokens of a name. `everyday` asks for a given name that has an everyday form, if the script knows some.
pub fn invent(script: &Script, everyday: bool, random: &mut Random) -> Vec<Token> {
    let shape = random.below(100);
    let style = if random.chance(60) { Style::Capitals } else { Style::Title };
    let mut words: Vec<String> = Vec::new();
    let mut tokens = surname(script, &mut words, random);
    // One name in twenty has no second part, unless an everyday form is asked for.
    if shape >= 5 || everyday {
        let given = given(script, everyday, &mut words, random);
        if shape >= 30 {
            tokens.push(Token::new(Role::Separator, ", "));
            tokens.extend(given);
        } else if !script.spaced {
            tokens.extend(given);
        } else if random.chance(50) {
            tokens.push(Token::new(Role::Space, " "));
            tokens.extend(given);
        } else {
            let surname = std::mem::replace(&mut tokens, given);
            tokens.push(Token::new(Role::Space, " "));
            tokens.extend(surname);
        }
    }
    if script.cased {
        tokens.iter_mut().for_each(|token| token.text = cased(&token.text, style, script.locale));
    }
    tokens
}

/// A word in capitals, in small letters, or with a capital first.
pub fn cased(word: &str, style: Style, locale: Option<&str>) -> String {
    let turkish = locale == Some("tr");
    let upper = |c: char| match c {
        'i' if turkish => "İ".to_owned(),
        'ß' => "ß".to_owned(), // as passports print it
        _ => c.to_uppercase().collect(),
    };
    let small = match turkish {
        true => word.replace('I', "ı").replace('İ', "i").to_lowercase(),
        false => word.to_lowercase(),
    };
    match style {
        Style::Small => small,
        Style::Capitals => word.chars().map(upper).collect(),
        Style::Title => {
            let mut rest = small.chars();
            rest.next().map(upper).into_iter().chain([rest.as_str().to_owned()]).collect()
        }
    }
}

/// The surname: a word, with a particle, doubled with a hyphen, or behind an apostrophe.
fn surname(script: &Script, known: &mut Vec<String>, random: &mut Random) -> Vec<Token> {
    let mut tokens = Vec::new();
    if !script.particles.is_empty() && random.chance(15) {
        for particle in random.word(script.particles).split('_') {
            tokens.extend([Token::new(Role::Surname, particle), Token::new(Role::Space, " ")]);
        }
    }
    if !script.apostrophes.is_empty() && random.chance(20) {
        let (before, after) = random.word(script.apostrophes).split_once('\'').unwrap_or_default();
        tokens.extend([Token::new(Role::Surname, before), Token::new(Role::Apostrophe, "'")]);
        let end = if after.is_empty() { word(script, 0, known, random) } else { random.word(script.ends).to_owned() };
        tokens.push(Token::new(Role::Surname, &format!("{after}{end}")));
        return tokens;
    }
    tokens.push(Token::new(Role::Surname, &word(script, 0, known, random)));
    if script.hyphens && random.chance(15) {
        let second = word(script, 0, known, random);
        tokens.extend([Token::new(Role::Hyphen, "-"), Token::new(Role::Surname, &second)]);
    }
    tokens
}

/// One or two given names, sometimes with a hyphen between them.
fn given(script: &Script, everyday: bool, known: &mut Vec<String>, random: &mut Random) -> Vec<Token> {
    let first = if everyday && !script.everyday.is_empty() {
        random.word(script.everyday).split('/').next().unwrap_or_default().to_owned()
    } else {
        word(script, 1, known, random)
    };
    let mut tokens = vec![Token::new(Role::Given, &first)];
    if random.chance(45) {
        if script.hyphens && !everyday && random.chance(30) {
            tokens.push(Token::new(Role::Hyphen, "-"));
        } else if script.spaced {
            tokens.push(Token::new(Role::Space, " "));
        }
        tokens.push(Token::new(Role::Given, &word(script, 1, known, random)));
    }
    tokens
}

/// A word unlike those that the name has already.
fn word(script: &Script, field: usize, known: &mut Vec<String>, random: &mut Random) -> String {
    loop {
        let word = match script.whole {
            Some(lists) => random.word(lists[field]).to_owned(),
            None => {
                let mut word = random.word(script.starts).to_owned();
                (0..random.below(script.longest + 1)).for_each(|_| word.push_str(random.word(script.middles)));
                word + random.word(script.ends)
            }
        };
        if !known.contains(&word) {
            known.push(word.clone());
            return word;
        }
    }
}
