//! Hebrew letters as passports spell them: vowels are mostly not written, and doubling is not.

use super::context::Context;
use super::{Spellings, VOWELS};

/// The ways to spell a letter. A final H stands for a vowel, so it is never left out.
pub fn spellings(c: char, context: Context) -> Spellings {
    let (first, last) = (context.is_first(), context.is_last());
    Some(match c {
        'א' if first => &["a", "e", "i", "o", "u", ""],
        'א' if last => &["a", "ah", "o", "e", "i", "u"],
        'א' if matches!(context.after, Some('ו' | 'י')) => &["", "a", "e", "i", "o", "u"],
        // The EL of a name of God: MICHAEL is not MICHAL.
        'א' if context.after == Some('ל') && context.beyond.is_none() && context.before != Some('ג') => &["e", "ae"],
        'א' => &["a", "e", "i", "o", "u"],
        'ב' if first => &["b", "v"],
        'ב' => &["v", "b", "w"],
        'ג' => &["g", "j", "dj"],
        'ד' => &["d"],
        'ה' if last => &["a", "ah", "e", "eh", "o", "oh", "h"],
        'ה' if context.before == Some('י') => &["h", ""],
        'ה' => &["h"],
        'ו' if context.before == Some('ו') => &["", "v", "w", "o", "u"],
        'ו' if first => &["v", "w"],
        'ו' => &["v", "o", "u", "w", "oo", "ou"],
        'ז' => &["z", "s"],
        'ח' => &["h", "ch", "kh"],
        'ט' => &["t"],
        'י' if first => &["y", "i", "j"],
        'י' if last => &["i", "y", "ai", "ay", "ei", "ey", "ee", "ie"],
        'י' if context.before == Some('י') => &["", "i", "y"],
        'י' => &["i", "y", "ee", "ei", "ai", "e", "ay", "ey", "j", "ie"],
        'כ' if first => &["k", "c", "ch", "kh"],
        'כ' | 'ך' => &["ch", "k", "kh", "c", "h"],
        'ל' => &["l"],
        'מ' | 'ם' => &["m"],
        'נ' | 'ן' => &["n"],
        'ס' => &["s"],
        'ע' if last => &["a", "", "e", "ah"],
        'ע' => &["", "a", "e", "i", "o", "u"],
        'פ' if first => &["p", "f", "ph"],
        'פ' => &["f", "p", "ph"],
        'ף' => &["f", "ph", "p", "v"],
        'צ' => &["ts", "tz", "z", "c", "s"],
        'ץ' => &["ts", "tz", "z", "ch", "tch", "c", "s"],
        'ק' => &["k", "c", "q", "ck"],
        'ר' => &["r"],
        'ש' => &["sh", "s", "sch", "ch"],
        'ת' => &["t", "th"],
        // Yiddish ligatures.
        'װ' => &["v", "w"],
        'ױ' => &["oy", "oi"],
        'ײ' => &["ey", "ay", "ei", "ai", "y"],
        _ => return None,
    })
}

/// The vowels that may follow a letter: none after the last one, and none before a final H, which is the vowel.
pub fn unwritten(c: char, context: Context) -> &'static [&'static str] {
    match (context.after, context.beyond) {
        (None, _) | (Some('ה'), None) => &[],
        // The A that glides to a final guttural (NOAH, YEHOSHUA).
        (Some('ח' | 'ע'), None) => &["a", "oa", "ia", "ua", "ea", "u"],
        _ if matches!(c, 'ו' | 'א') && !context.is_first() => &["a", "e", "i"],
        _ if matches!(c, '\u{5D0}'..='\u{5EA}') => VOWELS,
        _ => &[],
    }
}

/// Whether a letter is a consonant that may be doubled.
pub fn doubles(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}') && !matches!(c, 'א' | 'ה' | 'ו' | 'י' | 'ע')
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "דוד david; שרה sara; שרה sarah; משה moshe; אברהם avraham; אברהם abraham; יצחק yitzhak; יצחק itzhak; \
                   יעקב yaakov; יעקב jacob; רחל rachel; רחל rahel; לאה leah; לאה lea; רבקה rivka; רבקה rivkah; \
                   מיכאל michael; מיכאל mikhael; דניאל daniel; חיים haim; חיים chaim; נח noah; נועם noam; \
                   יהושע yehoshua; שלמה shlomo; שלמה shelomo; בנימין binyamin; בנימין benjamin; יוסף yosef; \
                   יוסף joseph; תמר tamar; אסתר esther; אסתר ester; מרים miriam; חנה hannah; חנה hana; חנה chana; \
                   יונתן yonatan; יונתן jonathan; אליהו eliyahu; נתן natan; נתן nathan; שמואל shmuel; שמואל shemuel; \
                   אורי uri; שי shai; ציפי tzipi; לוי levi; לוי levy; כהן cohen; כהן kohen; מזרחי mizrahi; \
                   יהודית judith; יהודית yehudit; איתן eitan; אייל eyal; יוסי yossi; טובה tova; יגאל yigal; אברמוביץ abramovich; גדעון gideon",
            other: "דוד dan; דן dana; דנה dan; שרה shir; משה menashe; אברהם aviram; יצחק yoav; יעקב akiva; רחל rut; \
                    לאה liora; רבקה rina; מיכאל michal; דניאל gavriel; חיים haya; נח nir; נועם naomi; יהושע yehuda; \
                    שלמה shimon; בנימין naftali; יוסף yossi; תמר tami; אסתר esti; מרים maria; חנה hen; יונתן natan; \
                    אליהו elisha; נתן noam; שמואל shaul; רינה rana; שיר shira; כהן kahana; טל tali; עדי adam; גיל gilad",
        });
    }
}
