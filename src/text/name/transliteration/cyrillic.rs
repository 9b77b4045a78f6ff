//! Cyrillic letters.

/// A column of 9303-3 section 6 B.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Column {
    Russian,
}

impl Column {
    pub const ALL: [Self; 1] = [Self::Russian];
}

/// 9303-3 section 6 B: all language columns of a letter together.
pub(super) fn cyrillic(c: char, first: bool, everyday: bool) -> Option<&'static [&'static str]> {
    Some(match (c, everyday) {
        ('а', _) => &["a"],
        ('б', _) => &["b"],
        ('в', false) => &["v"],
        ('в', true) => &["v", "w", "ff"],
        ('г', _) => &["g", "h"],
        ('ґ' | 'ѓ', _) => &["g"],
        ('д', _) => &["d"],
        ('ђ', _) => &["d", "dj"],
        ('е', false) => &["e"],
        ('е', true) => &["e", "ye", "ie", "je"],
        ('ё', false) => &["e"],
        ('ё', true) => &["e", "yo", "io", "ye", "jo", "o"],
        ('є', false) => {
            if first {
                &["ie", "ye"]
            } else {
                &["ie"]
            }
        }
        ('є', true) => &["ie", "ye", "e", "je"],
        ('ж', false) => &["zh", "z"],
        ('ж', true) => &["zh", "z", "j"],
        ('ѕ', _) => &["dz"],
        ('з', _) => &["z"],
        ('и', _) => &["i", "y"],
        ('і', _) => &["i"],
        ('ї', false) => {
            if first {
                &["i", "yi"]
            } else {
                &["i"]
            }
        }
        ('ї', true) => &["i", "yi", "ji"],
        ('й', false) => {
            if first {
                &["i", "y"]
            } else {
                &["i"]
            }
        }
        ('й', true) => &["i", "y", "j", ""],
        ('ј', false) => &["j"],
        ('ј', true) => &["j", "y", "i"],
        ('к', _) => &["k"],
        ('ќ', _) => &["k", "kj"],
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
        ('ћ', _) => &["c"],
        ('у', false) => &["u"],
        ('у', true) => &["u", "ou"],
        ('ў', _) => &["u"],
        ('ф', _) => &["f"],
        ('х', _) => &["kh", "h"],
        ('ц', _) => &["ts", "c"],
        ('ч', _) => &["ch", "c"],
        ('џ', _) => &["dz", "dj"],
        ('ш', false) => &["sh", "s"],
        ('ш', true) => &["sh", "s", "sch"],
        ('щ', false) => &["shch", "sht"],
        ('щ', true) => &["shch", "sht", "sch", "sh"],
        ('ъ', false) => &["ie", "a"],
        ('ъ', true) => &["", "ie", "a", "u"],
        ('ы', false) => &["y"],
        ('ы', true) => &["y", "i"],
        ('ь', false) => &[""],
        ('ь', true) => &["", "y", "i"],
        ('э', _) => &["e"],
        ('ю', false) => {
            if first {
                &["iu", "yu"]
            } else {
                &["iu"]
            }
        }
        ('ю', true) => &["iu", "yu", "ju", "u"],
        ('я', false) => {
            if first {
                &["ia", "ya"]
            } else {
                &["ia"]
            }
        }
        ('я', true) => &["ia", "ya", "ja", "a"],
        ('ѣ', _) => &["ie", "e"],
        ('ѫ', _) => &["u"],
        ('ѵ', _) => &["y"],
        _ => return None,
    })
}
