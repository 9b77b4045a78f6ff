//! Invented names in national letters, and the name field that an issuer makes of them.

use super::super::random::Random;
use super::encoder::{self, Table};
use super::field::LENGTHS;

/// A name whose two fields are words; each word is what stands between two fillers of the zone.
#[derive(Debug, Clone)]
pub struct National {
    /// The table that spells it.
    pub table: Table,
    /// Surname and given names, in small letters; the second is empty for a holder of one name.
    pub fields: [Vec<Vec<char>>; 2],
    /// What joins a word to the one before it in its field: a space, a hyphen, or a comma before what follows a name.
    joints: [Vec<&'static str>; 2],
    /// Words with an apostrophe after their first letter, which the zone leaves out.
    apostrophe: bool,
    /// 0 for capitals, 1 for a capital first, 2 for small letters.
    style: usize,
}

impl National {
    /// Invents one.
    pub fn invent(table: Table, random: &mut Random) -> Self {
        let surnames = 1 + random.below(3);
        let given = if random.chance(5) { 0 } else { 1 + random.below(4) };
        let letters: Vec<char> = table.alphabet().chars().collect();
        let words = |count: usize, random: &mut Random| -> Vec<Vec<char>> {
            (0..count).map(|_| word(table, &letters, random)).collect()
        };
        let fields = [words(surnames, random), words(given, random)];
        let joints = fields.each_ref().map(|field| {
            let last = field.len().saturating_sub(1);
            (0..field.len())
                .map(|index| match random.below(100) {
                    0..25 => "-",
                    25..28 if index == last => ", ",
                    _ => " ",
                })
                .collect()
        });
        // A comma inside the first field would be taken for the one between the fields.
        let [mut first, second]: [Vec<&str>; 2] = joints;
        first.iter_mut().for_each(|joint| *joint = joint.trim_start_matches(','));
        Self { table, fields, joints: [first, second], apostrophe: random.chance(10), style: random.below(3) }
    }

    /// As a person types it.
    pub fn typed(&self) -> String {
        let field = |number: usize| -> String {
            let words = self.fields[number].iter().zip(&self.joints[number]).enumerate();
            let joined = words.map(|(index, (word, joint))| {
                let joint = if index == 0 { "" } else { joint };
                format!("{joint}{}", self.written(word))
            });
            joined.collect()
        };
        if self.fields[1].is_empty() { field(0) } else { format!("{}, {}", field(0), field(1)) }
    }

    fn written(&self, word: &[char]) -> String {
        let capital = |c: char| if c == 'ß' { "ẞ".to_owned() } else { c.to_uppercase().collect::<String>() };
        let letters = word.iter().enumerate().map(|(index, &c)| {
            let mark =
                if self.apostrophe && index == 1 && word.len() > 3 && self.table != Table::Arabic { "'" } else { "" };
            let capitals = self.style == 0 || (self.style == 1 && index == 0);
            format!("{mark}{}", if capitals { capital(c) } else { c.to_string() })
        });
        letters.collect()
    }

    /// Its components, each letter spelt by one of its variants.
    pub fn components(&self, random: &mut Random) -> [Vec<String>; 2] {
        self.fields.each_ref().map(|field| field.iter().map(|word| encoder::spell(word, self.table, random)).collect())
    }

    /// Whether any variants, cut in any way that an issuer may, are the field.
    pub fn fits(&self, field: &str) -> bool {
        let tables: Vec<Table> = match self.table {
            Table::Cyrillic(_) => encoder::Language::ALL.into_iter().map(Table::Cyrillic).collect(),
            table => vec![table],
        };
        tables.into_iter().any(|table| self.fits_by(field, table))
    }

    fn fits_by(&self, field: &str, table: Table) -> bool {
        let full = LENGTHS.contains(&field.len());
        // One less where the last place held a filler: then whole components are gone.
        let short = full || LENGTHS.contains(&(field.len() + 1));
        let (primary, secondary) = field.split_once("<<").unwrap_or((field, ""));
        [primary, secondary].into_iter().zip(&self.fields).all(|(half, words)| {
            let components: Vec<&str> = half.split('<').filter(|component| !component.is_empty()).collect();
            let all = components.len() == words.len() || (short && components.len() < words.len());
            all && components.iter().zip(words).all(|(component, word)| encoder::fits(word, component, table, full))
        })
    }

    /// The same name with one letter changed to one that no variant spells alike.
    pub fn with_other_letter(&self, random: &mut Random) -> Option<Self> {
        let mut other = self.clone();
        let number = if self.fields[1].is_empty() { 0 } else { random.below(2) };
        let place = random.below(self.fields[number].len());
        let word = &mut other.fields[number][place];
        let at = random.below(word.len());
        let before = encoder::variants(word, at, self.table);
        let letters: Vec<char> = self.table.alphabet().chars().collect();
        word[at] = *random.pick(&letters);
        let after = encoder::variants(word, at, self.table);
        let spelt = |variants: &[&str]| variants.iter().all(|variant| !variant.is_empty());
        let differ = before.iter().all(|variant| !after.contains(variant));
        (spelt(before) && spelt(after) && differ).then_some(other)
    }
}

/// A word of random letters: most have two to nine, some are long.
fn word(table: Table, letters: &[char], random: &mut Random) -> Vec<char> {
    let most = if random.chance(30) { 16 } else { 8 };
    let length = 2 + random.below(most);
    let mut word: Vec<char> = Vec::new();
    while word.len() < length {
        let letter = *random.pick(letters);
        let misplaced = match letter {
            'ь' | 'ъ' => word.len() < 2 || word.last().is_some_and(|c| matches!(c, 'ь' | 'ъ')),
            'ة' => word.len() + 1 < length && !random.chance(10),
            _ => false,
        };
        if misplaced {
            continue;
        }
        word.push(letter);
        if table == Table::Arabic && word.len() > 1 && letter != 'ة' && random.chance(6) {
            word.push(encoder::SHADDA);
        }
    }
    word
}
