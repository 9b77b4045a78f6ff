//! Bengali and Assamese.

use super::plan::{VIRAMA, is_joined_to, joins, place};
use crate::text::name::transliteration::{Context, Spellings};

/// Where the sounds differ from the plan: the inherent vowel is O as well, V is B, and Y is J where no dot is under it.
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    let subscript = context.before.is_some_and(|c| place(c) == VIRAMA);
    let dotted = context.after == Some('়');
    Some(match c {
        'অ' => &["a", "o"],
        'ক' if joins(context, 0x37) => &["ksh", "kh", "kkh", "x", "ks"],
        'ষ' if is_joined_to(context, 0x15) => &[""],
        'চ' => &["ch", "c", "s"],
        'ছ' => &["chh", "ch", "s"],
        // Joined below, B and Y are hardly spoken (BISWAS, SATYA).
        'ব' if subscript => &["w", "v", "b", ""],
        'ব' => &["b", "v"],
        'ভ' => &["bh", "b", "v"],
        'ম' if subscript => &["m", ""],
        'য' if dotted => &["y", "i", "", "e"],
        'য' if subscript => &["y", ""],
        'য' => &["j", "y", "z"],
        'স' => &["s", "sh"],
        'ৎ' => &["t"],
        'ৰ' => &["r"],
        'ৱ' => &["w", "v"],
        'ঐ' | 'ৈ' => &["oi", "ai", "oy"],
        'ঔ' | 'ৌ' => &["ou", "au", "ow"],
        'ো' => &["o", "oo"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "অমিত amit; অমিত omit; কমল kamal; কমল komol; সুব্রত subrata; সুব্রত subroto; সত্য satya; \
                   বিশ্বাস biswas; বিশ্বাস bishwas; বিজয় bijoy; বিজয় vijay; সঞ্জয় sanjay; সঞ্জয় sanjoy; জয় joy; \
                   লক্ষ্মী lakshmi; লক্ষ্মী laxmi; রবীন্দ্রনাথ rabindranath; শেখ shekh; হাসিনা hasina; \
                   মুজিবুর mujibur; রহমান rahman; করিম karim; যাদব jadav; যাদব yadav; সৌরভ sourav; সৌরভ saurav; \
                   মৈত্র moitra; মৈত্র maitra; দাস das; ঘোষ ghosh; সেন sen; নাসরিন nasrin; ফাতেমা fatema; \
                   ইসলাম islam; চন্দন chandan; শ্রী sri; শ্রী shree; দে dey; প্রিয়া priya; শুভ shubho",
            other: "অমিত amita; অমিত ajit; কমল kamala; সুব্রত subir; সত্য satish; বিশ্বাস bashir; বিজয় binoy; সঞ্জয় sanjib; \
                    জয় jaya; লক্ষ্মী lakshman; রবীন্দ্রনাথ rabin; হাসিনা hasan; মুজিবুর mojammel; রহমান rahim; করিম karima; \
                    যাদব jamal; সৌরভ saswata; মৈত্র mitra; দাস dasi; ঘোষ gosha; সেন sana; নাসরিন nasir; ফাতেমা farida; \
                    ইসলাম ismail; চন্দন chandra; দে das",
        });
    }
}
