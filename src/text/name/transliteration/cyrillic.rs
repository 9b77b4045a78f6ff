//! Cyrillic letters.

use super::Spellings;
use super::context::Context;

/// A language of ICAO Doc 9303-3 section 6 B. One name is spelt by one column throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The standard calls it Belorussian.
    Belarusian,
    /// Щ is SHT.
    Bulgarian,
    /// Ќ is KJ, and Х and Ц are H and C.
    Macedonian,
    /// The default of the table, which names no language for it.
    Russian,
    /// No digraphs with H.
    Serbian,
    /// И is Y, Г is H, and five letters are spelt with Y where they begin a word.
    Ukrainian,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 6] =
        [Self::Belarusian, Self::Bulgarian, Self::Macedonian, Self::Russian, Self::Serbian, Self::Ukrainian];

    /// The column of a language that a lower-case letter of the name gives away; Russian where none does.
    pub fn of(letters: &[char]) -> Self {
        let of_letter = |c: &char| match c {
            'ў' => Some(Self::Belarusian),
            'ѓ' | 'ѕ' | 'ќ' => Some(Self::Macedonian),
            'ђ' | 'ј' | 'љ' | 'њ' | 'ћ' | 'џ' => Some(Self::Serbian),
            'ґ' | 'є' | 'і' | 'ї' => Some(Self::Ukrainian),
            _ => None,
        };
        letters.iter().find_map(of_letter).unwrap_or(Self::Russian)
    }
}

/// The recommended spelling of a letter in one column (ICAO Doc 9303-3 section 6 B), `first` where it begins a word.
///
/// A letter that the language does not have is spelt by the default of the table. The soft sign has no row and is not
/// spelt. Ѓ and Ћ have no row either: the rows printed as U+0492 and U+04BA carry their spellings, and both are read.
/// A letter of a language that the table does not know is spelt as people write it.
pub fn icao(c: char, first: bool, column: Column) -> Spellings {
    use Column::{Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};
    Some(match (c, column) {
        ('ё', Belarusian) => &["io"],
        ('г', Belarusian | Serbian | Ukrainian) => &["h"],
        ('ж', Serbian) => &["z"],
        ('и', Ukrainian) => &["y"],
        ('х', Macedonian | Serbian) => &["h"],
        ('ц', Macedonian | Serbian) => &["c"],
        ('ч', Serbian) => &["c"],
        ('ш', Serbian) => &["s"],
        ('щ', Bulgarian) => &["sht"],
        ('ѓ' | 'ғ', Macedonian) => &["gj"],
        ('ќ', Macedonian) => &["kj"],
        ('џ', Macedonian) => &["dj"],
        ('є', Ukrainian) if first => &["ye"],
        ('ї', Ukrainian) if first => &["yi"],
        ('й', Ukrainian) if first => &["y"],
        ('ю', Ukrainian) if first => &["yu"],
        ('я', Ukrainian) if first => &["ya"],
        ('а', _) => &["a"],
        ('б', _) => &["b"],
        ('в', _) => &["v"],
        ('г' | 'ґ' | 'ѓ' | 'ғ', _) => &["g"],
        ('д' | 'ђ', _) => &["d"],
        ('е' | 'ё' | 'э', _) => &["e"],
        ('є' | 'ъ', _) => &["ie"],
        ('ж', _) => &["zh"],
        ('з', _) => &["z"],
        ('ѕ' | 'џ', _) => &["dz"],
        ('и' | 'і' | 'ї' | 'й', _) => &["i"],
        ('ј', _) => &["j"],
        ('к' | 'ќ', _) => &["k"],
        ('л', _) => &["l"],
        ('љ', _) => &["lj"],
        ('м', _) => &["m"],
        ('н', _) => &["n"],
        ('њ', _) => &["nj"],
        ('о', _) => &["o"],
        ('п', _) => &["p"],
        ('р', _) => &["r"],
        ('с', _) => &["s"],
        ('т', _) => &["t"],
        ('ћ' | 'һ', _) => &["c"],
        ('у' | 'ў' | 'ѫ', _) => &["u"],
        ('ф', _) => &["f"],
        ('х', _) => &["kh"],
        ('ц', _) => &["ts"],
        ('ч', _) => &["ch"],
        ('ш', _) => &["sh"],
        ('щ', _) => &["shch"],
        ('ы' | 'ѵ', _) => &["y"],
        ('ь', _) => &[""],
        ('ю', _) => &["iu"],
        ('я', _) => &["ia"],
        ('ѐ', _) => &["e"],
        ('ѝ', _) => &["i"],
        _ => return further(c),
    })
}

/// What people write: every column, the passports of 1997, 2000, 2010 and 2014, BGN/PCGN, ALA-LC, ISO 9 and GOST without
/// their marks, the national systems, and the German, French and Polish ways.
pub fn spellings(c: char, context: Context) -> Spellings {
    let Context { before, after, .. } = context;
    let hushed = matches!(before, Some('ж' | 'ч' | 'ш' | 'щ' | 'џ'));
    Some(match c {
        'а' => &["a"],
        'б' => &["b"],
        'в' if context.is_last() => &["v", "w", "ff", "f", "u"],
        'в' => &["v", "w"],
        'г' if after == Some('з') => &["g", "h", "gh"],
        'г' => &["g", "h", "gu", "gh"],
        'ґ' => &["g", "gh"],
        'ғ' => &["g", "gh", "gj"],
        'ѓ' => &["g", "gj", "dj"],
        'д' if after == Some('ж') => &["dzh", "dj", "j", "dz", "dsch", "g"],
        'ж' if before == Some('д') => &[""],
        'д' => &["d"],
        'ђ' => &["d", "dj", "dz", "gj"],
        'е' | 'ѐ' if hushed => &["e", "o", "yo"],
        'е' | 'ѐ' => &["e", "ye", "ie", "je", "yo", "io", "jo"],
        'ё' if hushed => &["e", "o", "io", "yo", "jo"],
        'ё' => &["e", "io", "yo", "jo", "ye", "ie", "je"],
        'є' => &["ie", "ye", "je", "e"],
        'ж' => &["zh", "z", "j", "sh", "sch", "g"],
        'ѕ' => &["dz", "z"],
        'з' => &["z", "s", "zz"],
        'и' | 'ѝ' if before == Some('ь') => &["i", "yi", "ji", "y"],
        'и' | 'ѝ' => &["i", "y", "ee", "yi"],
        'і' => &["i", "y"],
        'ї' => &["i", "yi", "ji", "y"],
        'й' => &["i", "y", "j", ""],
        'ј' => &["j", "y", "i"],
        'к' if after == Some('с') => &["ks", "x", "cs", "kss"],
        'с' if before == Some('к') => &[""],
        'к' => &["k", "c", "ck"],
        'ќ' => &["k", "kj", "c", "ch"],
        'л' => &["l"],
        'љ' => &["lj", "l", "ly"],
        'м' => &["m"],
        'н' => &["n"],
        'њ' => &["nj", "n", "ny"],
        'о' => &["o"],
        'п' => &["p"],
        'р' => &["r"],
        'с' => &["s", "ss"],
        'т' => &["t", "th"],
        'ћ' => &["c", "ch", "cj", "tj"],
        'у' => &["u", "ou", "oo"],
        'ў' => &["u", "w", "v"],
        'ф' => &["f", "ph"],
        'х' => &["kh", "h", "ch", "x"],
        'ц' => &["ts", "c", "tz", "z", "cz"],
        'ч' => &["ch", "c", "tch", "tsch", "cz"],
        'џ' => &["dz", "dj", "dzh", "j"],
        'ш' => &["sh", "s", "sch", "ch", "sz"],
        'щ' => &["shch", "sht", "sch", "shh", "sh", "schtsch", "chtch", "stch", "szcz", "sc"],
        'ъ' => &["ie", "", "a", "u", "y"],
        'ы' => &["y", "i", "ui"],
        'ь' => &["", "y", "i", "j"],
        'э' => &["e", "eh", "ae"],
        'ю' => &["iu", "yu", "ju", "iou", "you", "u"],
        'я' => &["ia", "ya", "ja", "iya", "ea", "a"],
        'ѣ' => &["ie", "e", "ye"],
        'ѫ' => &["u", "a"],
        'ѳ' => &["f", "th"],
        'ѵ' => &["y", "i"],
        _ => return further(c),
    })
}

/// Letters of Turkic, Iranian, Mongolian and Caucasian languages, which have no row.
fn further(c: char) -> Spellings {
    Some(match c {
        'ә' => &["a", "ae", "e"],
        'ӓ' => &["a", "ae"],
        'ң' | 'ӊ' | 'ҥ' => &["n", "ng"],
        'ө' | 'ӧ' | 'ӫ' => &["o", "oe", "u"],
        'ү' => &["u", "ue", "y"],
        'ұ' => &["u", "y"],
        'ӱ' => &["u", "ue", "y"],
        'қ' | 'ҡ' | 'ҝ' => &["k", "q"],
        'һ' | 'ҳ' => &["h", "kh", "c"],
        'ҷ' | 'ҹ' => &["j", "dzh", "ch", "dj"],
        'җ' => &["zh", "j", "z"],
        'ҙ' | 'ӟ' => &["z", "dz", "th"],
        'ҫ' => &["s", "th"],
        'ӣ' => &["i", "ee"],
        'ӯ' => &["u", "o", "oo"],
        'ӳ' => &["u"],
        'ӑ' => &["a"],
        'ӗ' => &["e"],
        'ӝ' => &["zh", "dzh", "j"],
        'ӵ' => &["ch"],
        'ӹ' => &["y"],
        'ӏ' => &["", "i"],
        'ҕ' | 'ӷ' => &["g", "gh"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::transliteration::trial::{Pairs, check};

    fn spell(name: &str, column: Column) -> String {
        name.chars()
            .enumerate()
            .map(|(index, c)| icao(c, index == 0, column).and_then(|all| all.first().copied()).unwrap_or("?"))
            .collect()
    }

    #[test]
    fn one_column_spells_the_whole_name() {
        for (column, spelt) in [
            (Column::Russian, "grigorii"),
            (Column::Belarusian, "hrihorii"),
            (Column::Ukrainian, "hryhoryi"),
            (Column::Serbian, "hrihorii"),
        ] {
            assert_eq!(spell("григорий", column), spelt, "{column:?}");
        }
        assert_eq!(spell("живков", Column::Serbian), "zivkov");
        assert_eq!(spell("щерев", Column::Bulgarian), "shterev");
        assert_eq!(spell("щерев", Column::Russian), "shcherev");
        assert_eq!(spell("ќосев", Column::Macedonian), "kjosev");
        assert_eq!(spell("ѓорѓи", Column::Macedonian), "gjorgji");
        assert_eq!(spell("фёдар", Column::Belarusian), "fiodar");
    }

    #[test]
    fn ukrainian_words_begin_otherwise() {
        assert_eq!(spell("євген", Column::Ukrainian), "yevhen");
        assert_eq!(spell("юлія", Column::Ukrainian), "yuliia");
        assert_eq!(spell("їжакевич", Column::Ukrainian), "yizhakevych");
        assert_eq!(spell("яків", Column::Ukrainian), "yakiv");
        assert_eq!(spell("юлия", Column::Russian), "iuliia");
    }

    /// The columns of the table where they differ from its default, each with the letters they change.
    #[test]
    fn columns_differ_only_where_the_table_says() {
        for (column, letters) in [
            (Column::Belarusian, "гё"),
            (Column::Bulgarian, "щ"),
            (Column::Macedonian, "хцѓќџғ"),
            (Column::Russian, ""),
            (Column::Serbian, "гжхцчш"),
            (Column::Ukrainian, "ги"),
        ] {
            let changed: Vec<char> =
                ('а'..='ӿ').filter(|c| icao(*c, false, column) != icao(*c, false, Column::Russian)).collect();
            let mut expected: Vec<char> = letters.chars().collect();
            expected.sort_unstable();
            assert_eq!(changed, expected, "{column:?}");
        }
        // Besides the rows: the soft sign, Ѓ, Ћ, and two letters with a grave accent.
        let known = ('а'..='ӿ').filter(|c| icao(*c, false, Column::Russian).is_some());
        assert_eq!(known.filter(|c| *c == 'һ' || further(*c).is_none()).count(), 48 + 5);
    }

    #[test]
    fn everyday_spellings_hold_every_column() {
        for c in 'а'..='ӿ' {
            let everyday = spellings(c, Context::default()).unwrap_or_default();
            for column in Column::ALL {
                let recommended = icao(c, false, column).into_iter().chain(icao(c, true, column)).flatten();
                for spelling in recommended {
                    assert!(everyday.contains(spelling), "{c} {spelling}");
                }
            }
        }
    }

    #[test]
    fn names() {
        check(&Pairs {
            same: "александр aleksandr; александр alexandr; алексей alexey; алексей aleksei; мария maria; \
                   мария mariya; мария mariia; дмитрий dmitry; дмитрий dmitrii; дмитрий dmitriy; дмитро dmytro; \
                   юлия yulia; юлия iuliia; юлия julija; хрущёв khrushchev; хрущёв chruschtschow; хрущёв khrushchov; \
                   сергей sergey; сергей sergei; сергій serhii; фёдор fedor; фёдор fyodor; виктория victoria; \
                   софья sophia; чайковский tchaikovsky; чайковский tschaikowski; иванов ivanoff; жуков joukov; \
                   євген yevhen; олександр oleksandr; згурський zghurskyi; ђорђевић djordjevic; георгиев georgiev; \
                   георгий georgii; йордан yordan; щерев shterev; димитър dimitar; нұрсұлтан nursultan; \
                   әлия aliya; джон jon; илья ilya; григорьев grigoryev; артем artyom; артур arthur; қайрат kairat",
            other: "александр aleksey; алексей andrey; мария marina; дмитрий demyan; юлия yana; хрущёв khrunov; \
                    сергей georgi; фёдор fedot; виктория valeria; софья sonya; чайковский tchekhov; иванов ivankov; \
                    жуков zhiganov; євген yevdokym; георгиев gergov; йордан jovan; щерев terev; димитър dimo; \
                    илья ivan; григорьев gregory; артем anton; марина maria; игорь oleg; снен chen; ольга elena; \
                    никита nikolai; павел peter",
        });
    }
}
