//! Georgian letters.

use super::Spellings;
use super::context::Context;

/// The ways to spell a letter: the national system of 2002 first, which marks no ejectives, then German, French, Russian
/// and older passport ways.
pub fn spellings(c: char, _context: Context) -> Spellings {
    Some(match c {
        'ა' => &["a"],
        'ბ' => &["b"],
        'გ' => &["g"],
        'დ' => &["d"],
        'ე' => &["e"],
        'ვ' => &["v", "w"],
        'ზ' => &["z", "s"],
        'თ' => &["t", "th"],
        'ი' => &["i", "y"],
        'კ' => &["k", "c"],
        'ლ' => &["l"],
        'მ' => &["m"],
        'ნ' => &["n"],
        'ო' => &["o"],
        'პ' => &["p"],
        'ჟ' => &["zh", "j"],
        'რ' => &["r"],
        'ს' => &["s"],
        'ტ' => &["t"],
        'უ' => &["u", "ou"],
        'ფ' => &["p", "ph", "f"],
        'ქ' => &["k", "q", "kh", "c"],
        'ღ' => &["gh", "g"],
        'ყ' => &["q", "k", "kh", "gh"],
        'შ' => &["sh", "sch", "ch"],
        'ჩ' => &["ch", "tch", "tsch"],
        'ც' => &["ts", "c", "tz", "z"],
        'ძ' => &["dz", "ds"],
        'წ' => &["ts", "tz", "c", "z"],
        'ჭ' => &["ch", "tch", "tsch"],
        'ხ' => &["kh", "h", "x", "ch"],
        'ჯ' => &["j", "dj", "dzh", "dsch"],
        'ჰ' => &["h"],
        // No longer in the alphabet, but in old surnames.
        'ჱ' => &["ey", "ei", "e"],
        'ჲ' => &["y", "i"],
        'ჳ' => &["w", "vi", "u"],
        'ჴ' => &["q", "kh"],
        'ჵ' => &["o", "oh"],
        'ჶ' => &["f"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn national_system_first() {
        let spelt: String = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
            .chars()
            .filter_map(|c| spellings(c, Context::default())?.first().copied())
            .collect();
        assert_eq!(spelt, "abgdevztiklmnopzhrstupkghqshchtsdztschkhjh");
    }

    #[test]
    fn names() {
        check(&Pairs {
            same: "გიორგი giorgi; ნინო nino; დავით davit; დავით davith; თამარ tamar; თამარ thamar; მარიამ mariam; \
                   ლევან levan; ლევან lewan; ქეთევან ketevan; ქეთევან ketewan; ზურაბ zurab; ზურაბ surab; ირაკლი irakli; \
                   შოთა shota; შოთა schota; ვახტანგ vakhtang; ვახტანგ wachtang; ჯაბა jaba; ჯაბა djaba; ეკა eka; \
                   ფიქრია pikria; ფიქრია fikria; ღვინიაშვილი ghviniashvili; მიხეილ mikheil; მიხეილ miheil; ხატია khatia; \
                   ბაქარ bakar; ბაქარ baqar; ცოტნე tsotne; წერეთელი tsereteli; ჭავჭავაძე chavchavadze; \
                   ჯუღაშვილი jughashvili; ჯუღაშვილი djugashvili; ჰამლეტ hamlet; ჟუჟუნა zhuzhuna; ყიფიანი qipiani; \
                   ყიფიანი kipiani; სააკაშვილი saakashvili; ჩხეიძე chkheidze",
            other: "გიორგი grigol; ნინო nana; დავით davitis; თამარ tamila; მარიამ maia; ლევან levani; ქეთევან keti; \
                    ზურაბ zaza; ირაკლი iracema; შოთა sopo; ვახტანგ vakho; ჯაბა gaba; ეკა eko; ფიქრია tikria; მიხეილ misha; \
                    ხატია natia; ბაქარ bachar; ცოტნე cotte; წერეთელი beridze; ჭავჭავაძე javakhishvili; \
                    ჰამლეტ kamlet; ჟუჟუნა zuzana; ყიფიანი kiphiashvili; სააკაშვილი saakadze; ჩხეიძე tsereteli",
        });
    }
}
