//! Thai letters: the Royal Thai General System (RTGS) and the freer spellings of passports.
//!
//! A vowel that is written before its consonant is spoken after it. Such a sign is spelt by nothing here, and the
//! consonants after it may be followed by its sound.

use super::Spellings;
use super::context::Context;

/// Silences the letter under it.
const THANTHAKHAT: char = '\u{E4C}';

/// The ways to spell a letter or a vowel sign.
///
/// A consonant that is not at the beginning may close a syllable, or close one and open the next (WITTHAYA).
pub fn spellings(c: char, context: Context) -> Spellings {
    if let Some(silent) = silent(c, context) {
        return Some(silent);
    }
    match c {
        'ก'..='ฮ' => consonant(c, context),
        _ => vowel(c, context),
    }
}

/// The vowels that may follow a consonant: those of a sign before it, else the O and A that are not written.
pub fn unwritten(c: char, context: Context) -> &'static [&'static str] {
    if !is_consonant(c) || context.after == Some(THANTHAKHAT) {
        return &[];
    }
    match context.before {
        Some('เ') => &["e", "ae", "ay", "ee", "eh", "oe", "er", "eu", "a"],
        Some('แ') => &["ae", "a", "e", "ea"],
        Some('โ') => &["o", "oh", "oo"],
        Some('ใ' | 'ไ') => &["ai", "i", "y", "ay", "ei"],
        Some(before)
            if context.is_last()
                && matches!(c, 'ร' | 'ล')
                && is_consonant(before)
                && context.behind.is_some_and(is_leading_vowel) =>
        {
            &["ai", "i", "ay", "e", "ae", "o"]
        }
        _ if context.is_last() || context.after.is_some_and(is_following_vowel) => &[],
        // The second letter of a cluster may carry the vowel of a sign before the first.
        Some(before) if matches!(c, 'ร' | 'ล' | 'ว') && is_consonant(before) => &["o", "a", "e", "ae", "ai", "i"],
        _ if context.after == Some('ร') => &["o", "a", "or", "aw"],
        _ => &["o", "a"],
    }
}

fn silent(c: char, context: Context) -> Spellings {
    match (context.after, context.beyond) {
        (Some(THANTHAKHAT), _) if c == 'ิ' || c == 'ุ' => Some(&["", "i", "u"]),
        (Some(THANTHAKHAT), _) => Some(&[""]),
        (Some('ิ' | 'ุ' | 'ร'), Some(THANTHAKHAT)) => match c {
            'ธ' | 'ท' => Some(&["", "th", "t", "d"]),
            'ด' => Some(&["", "d", "t"]),
            'ต' => Some(&["", "t"]),
            _ => None,
        },
        (Some('ณ' | 'ม'), Some(THANTHAKHAT)) if c == 'ษ' => Some(&["", "s"]),
        // A leading H only raises the tone of the letter after it.
        (Some('ง' | 'ญ' | 'น' | 'ม' | 'ย' | 'ร' | 'ล' | 'ว'), _) if c == 'ห' => Some(&["", "h"]),
        _ => None,
    }
}

fn consonant(c: char, context: Context) -> Spellings {
    let opens = context.is_first() || context.before.is_some_and(is_leading_vowel);
    let pick = |opening: &'static [&'static str], inner: &'static [&'static str]| if opens { opening } else { inner };
    Some(match c {
        'ก' => pick(&["k", "g"], &["k", "g", "kk"]),
        'ข' | 'ฃ' => pick(&["kh", "k"], &["k", "kh", "kkh", "g"]),
        'ค' | 'ฅ' | 'ฆ' => pick(&["kh", "k", "g", "c"], &["k", "kh", "kkh", "g", "c"]),
        'ง' => &["ng", "n"],
        'จ' => pick(&["ch", "j", "c"], &["ch", "t", "j", "c", "d", "tch"]),
        'ฉ' | 'ฌ' => &["ch", "c"],
        'ช' => pick(&["ch", "c", "sh"], &["ch", "t", "tch", "c", "j", "sh"]),
        'ซ' => pick(&["s", "z"], &["s", "t", "z"]),
        'ญ' => pick(&["y"], &["n", "y", "ny"]),
        'ฎ' | 'ด' => pick(&["d"], &["t", "d"]),
        'ฏ' | 'ต' => pick(&["t", "d"], &["t", "d", "tt"]),
        'ฐ' | 'ถ' => pick(&["th", "t"], &["th", "t", "tth", "tt"]),
        'ท' if context.after == Some('ร') => pick(&["s", "th", "t", "d"], &["th", "t", "d", "s", "tth", "tt"]),
        'ฑ' | 'ฒ' | 'ท' | 'ธ' => pick(&["th", "t", "d", "dh"], &["th", "t", "d", "tth", "tt", "dh"]),
        'ณ' | 'น' => pick(&["n"], &["n", "nn"]),
        'บ' => pick(&["b", "p"], &["p", "b"]),
        'ป' => &["p", "b"],
        'ผ' => pick(&["ph", "p"], &["ph", "p", "pph"]),
        'ฝ' | 'ฟ' => pick(&["f", "ph"], &["f", "p", "ph"]),
        'พ' | 'ภ' => pick(&["ph", "p", "b", "bh"], &["ph", "p", "b", "pph", "pp", "bh"]),
        'ม' => pick(&["m"], &["m", "mm"]),
        'ย' => return Some(glide_y(context)),
        'ร' => return Some(tremulant(context, opens)),
        'ล' | 'ฬ' => pick(&["l"], &["l", "n"]),
        'ว' => return Some(glide_w(context, opens)),
        'ศ' | 'ษ' | 'ส' => pick(&["s"], &["s", "t", "ts", "tts"]),
        'ห' | 'ฮ' => &["h"],
        'อ' => match context {
            _ if opens || context.after.is_some_and(is_following_vowel) => &[""],
            Context { before: Some('ื'), .. } => &["a", "", "o"],
            _ => &["o", "or", "aw", "oe", "er", "au", "a", ""],
        },
        'ฤ' => &["rue", "ri", "ru", "roe", "re"],
        'ฦ' => &["lue", "lu"],
        _ => return None,
    })
}

fn glide_y(context: Context) -> &'static [&'static str] {
    match context.before {
        None => &["y"],
        Some('ี') => &["a", "ia", "", "y"],
        Some(before) if is_consonant(before) && before != 'อ' => &["y", "i", "", "oei", "oey", "ey"],
        Some(before) if is_leading_vowel(before) => &["y"],
        _ => &["i", "y"],
    }
}

fn glide_w(context: Context, opens: bool) -> &'static [&'static str] {
    match context.before {
        _ if opens => &["w", "v"],
        Some('ั') => &["a", "ua", "o", "w", "v"],
        _ if context.is_last() => &["o", "w", "u", "ow"],
        Some(before) if is_consonant(before) && !context.after.is_some_and(is_following_vowel) => {
            &["ua", "w", "v", "uo", "u", "o", "wa"]
        }
        _ => &["w", "v"],
    }
}

fn tremulant(context: Context, opens: bool) -> &'static [&'static str] {
    match (context.before, context.after) {
        (_, Some('ร')) if !opens => &["an", "a", "un"],
        (Some('ร'), _) => &["", "n"],
        _ if opens => &["r", "l"],
        // Not spoken after S, nor after a stop at the end of a word (SI, PHET).
        (Some('ศ' | 'ส' | 'ซ' | 'จ' | 'ท'), _) => &["r", "", "n"],
        (Some('ต' | 'ก' | 'ด' | 'ช'), None) => &["n", "r", "", "ra"],
        (_, Some('ต' | 'ถ' | 'ท' | 'ธ')) => &["r", "n", ""],
        (_, None) => &["n", "r", "l"],
        _ => &["r", "n", "l"],
    }
}

fn vowel(c: char, context: Context) -> Spellings {
    Some(match c {
        'ะ' => &["a", "", "ah"],
        'ั' if context.after == Some('ว') => &["u", "ua", "a"],
        'ั' => &["a", "u"],
        'า' if context.behind == Some('เ') => &["ao", "au", "ow", "a"],
        'า' => &["a", "ar", "ah", "aa"],
        'ำ' => &["am", "um"],
        'ิ' if context.behind == Some('เ') => &["oe", "er", "ir", "ur", "i", "e"],
        // The vowel of a sign before a cluster (CHALERM, PRASERT, CHAROEN).
        'ิ' if matches!(context.before, Some('ร' | 'ล' | 'ว')) && context.behind.is_some_and(is_consonant) => {
            &["i", "ee", "oe", "er", "ir", "e", ""]
        }
        'ิ' if context.is_last() => &["i", "", "ee", "y"],
        'ิ' => &["i", "ee"],
        'ี' => &["i", "ee", "y", "ie", "e"],
        'ึ' | 'ื' => &["ue", "u", "eu", "uea"],
        'ุ' if context.is_last() => &["u", "", "oo"],
        'ุ' => &["u", "oo", "o"],
        'ู' => &["u", "oo", "ou"],
        'ๅ' => &["", "a"],
        'เ' | 'แ' | 'โ' | 'ใ' | 'ไ' | 'ฺ' | 'ํ' | THANTHAKHAT => &[""],
        _ => return None,
    })
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'ก'..='ฮ') && !matches!(c, 'ฤ' | 'ฦ')
}

fn is_leading_vowel(c: char) -> bool {
    matches!(c, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ')
}

fn is_following_vowel(c: char) -> bool {
    matches!(c, 'ะ' | 'ั' | 'า' | 'ำ' | 'ิ' | 'ี' | 'ึ' | 'ื' | 'ุ' | 'ู')
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "สมชาย somchai; สมชาย somchay; สมศักดิ์ somsak; สมศรี somsri; สมศรี somsi; สมหญิง somying; \
                   วิชัย wichai; วิชัย vichai; ประยุทธ์ prayut; ประยุทธ์ prayuth; ทักษิณ thaksin; ทักษิณ taksin; \
                   ยิ่งลักษณ์ yinglak; พร phon; พร porn; พรทิพย์ phonthip; พรทิพย์ pornthip; มาลี malee; มาลี mali; \
                   กานดา kanda; นิรันดร์ niran; ไพลิน phailin; ไพลิน pailin; เปรม prem; เดช det; เดชา decha; \
                   วัฒนา watthana; วัฒนา wattana; สุวรรณ suwan; ธรรมศักดิ์ thammasak; รัตนา rattana; พัชรี patcharee; \
                   สุรชัย surachai; อนันต์ anan; อัญชลี anchalee; อัญชลี unchalee; เอก ek; ชาติ chat; เกียรติ kiat; \
                   บุญมี bunmi; บุญมี boonmee; แก้ว kaeo; แก้ว kaew; โสภา sopha; โสภา sopa; กมล kamon; กมล kamol; \
                   ศิริพร siriporn; จันทร์เพ็ญ chanphen; หนึ่ง nueng; หนึ่ง nung; ควร khuan; ไทย thai; ณัฐ nat; \
                   นภา napha; นภา napa; ธนพล thanaphon; ธนพล thanapol; วรรณา wanna; เพชร phet; เสาร์ sao; เฉลิม chalerm; ประเสริฐ prasert; \
                   เจริญ charoen; เกรียงไกร kriangkrai; อภิสิทธิ์ abhisit",
            other: "สมชาย somsak; สมชาย somchit; สมศักดิ์ somchai; สมหญิง somsri; วิชัย wichit; วิชัย chaiwat; \
                    ประยุทธ์ prawit; ทักษิณ thana; ยิ่งลักษณ์ yaowalak; พร pim; พรทิพย์ pornpan; มาลี mana; \
                    กานดา kanya; นิรันดร์ nirut; ไพลิน phairot; เปรม pranee; เดช danai; วัฒนา wanida; สุวรรณ suwit; \
                    รัตนา rattikan; พัชรี patchara; สุรชัย suraphon; อนันต์ anong; อัญชลี anchana; บุญมี bunma; \
                    แก้ว kanok; โสภา sopida; กมล kamin; ศิริพร sirikit; ไทย tham; ณัฐ nok; ธนพล thanawat; สมศรี somsak",
        });
    }
}
