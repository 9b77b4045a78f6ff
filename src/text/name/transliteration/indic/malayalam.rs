//! Malayalam.

use super::plan::joins;
use crate::text::name::transliteration::{Context, Spellings};

/// Where the letters sound otherwise than in the plan: the vowelless chillu letters, and stops that soften.
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    Some(match c {
        'ൻ' | 'ൺ' => &["n"],
        'ർ' | 'ൎ' => &["r"],
        'ൽ' | 'ൾ' => &["l"],
        'ൿ' => &["k"],
        'ൗ' => &["au", "ou", "ow"],
        'ം' => &["m", "n"],
        'ക' if !joins(context, 0x37) => &["k", "c", "g"],
        'ട' => &["t", "d"],
        'ത' if joins(context, 0x24) => &["t", "th", ""],
        'ത' => &["th", "t"],
        'ഴ' => &["zh", "l", "z"],
        'റ' if joins(context, 0x31) => &["t", "r"],
        'റ' => &["r", "t"],
        'വ' => &["v", "w"],
        'ഞ' => &["nj", "n", "ny", "gn"],
        'സ' => &["s", "z"],
        // A half vowel at the end.
        '്' if context.is_last() => &["", "u"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "അനിൽ anil; രാജേഷ് rajesh; സുരേന്ദ്രൻ surendran; ഉണ്ണി unni; കൃഷ്ണൻ krishnan; ബിജു biju; ജോസഫ് joseph; \
                   ജോസഫ് josef; തോമസ് thomas; തോമസ് tomas; മോഹൻലാൽ mohanlal; മമ്മൂട്ടി mammootty; മമ്മൂട്ടി mammutti; \
                   പ്രിയ priya; ലക്ഷ്മി lakshmi; ലക്ഷ്മി laxmi; ശ്രീജ sreeja; ശ്രീജ srija; വിജയൻ vijayan; പിണറായി pinarayi; \
                   ദിലീപ് dileep; ദിലീപ് dilip; ഫാത്തിമ fathima; ഫാത്തിമ fatima; സുനിത sunitha; അമ്മു ammu; ഗീത geetha; \
                   ആനന്ദ് anand; ആനന്ദ് anandu; നായർ nair; നായർ nayar; ചാക്കോ chacko; ചാക്കോ chakko; മേനോൻ menon; \
                   രമ്യ ramya; ഷാജി shaji",
            other: "അനിൽ anila; രാജേഷ് ramesh; സുരേന്ദ്രൻ suresh; ഉണ്ണി anni; കൃഷ്ണൻ kannan; ബിജു baiju; ജോസഫ് jose; \
                    തോമസ് thampi; മോഹൻലാൽ mohan; മമ്മൂട്ടി madhu; പ്രിയ preethi; ലക്ഷ്മി lekha; ശ്രീജ sreejith; വിജയൻ vinayan; \
                    ദിലീപ് dinesh; ഫാത്തിമ farhana; സുനിത sunil; അമ്മു appu; ഗീത geethu; ആനന്ദ് arun; നായർ nambiar; \
                    ചാക്കോ cherian; മേനോൻ mohan; ഷാജി shiju",
        });
    }
}
