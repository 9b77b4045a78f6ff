//! Armenian letters.

use super::Spellings;
use super::context::Context;

/// The ways to spell a letter: the Eastern value first, as the passports of Armenia have it, then the Western one.
///
/// Western Armenian exchanges voiced and unvoiced stops: KRIKOR is GRIGOR, BEDROS is PETROS.
pub fn spellings(c: char, context: Context) -> Spellings {
    let first = context.is_first();
    let (before, after) = (context.before, context.after);
    Some(match c {
        'ա' if after == Some('յ') => &["a", "ay", "ai"],
        'ա' => &["a"],
        'բ' => &["b", "p"],
        'գ' => &["g", "k"],
        'դ' => &["d", "t"],
        'ե' if first => &["ye", "e", "ie"],
        'ե' => &["e", "ie", "ye"],
        'զ' => &["z"],
        'է' => &["e"],
        'ը' => &["y", "e", "u", "i"],
        'թ' => &["t", "th"],
        'ժ' => &["zh", "j", "g"],
        'ի' => &["i", "ee", "y"],
        'լ' => &["l"],
        'խ' => &["kh", "x", "h"],
        'ծ' => &["ts", "tz", "dz", "c"],
        'կ' => &["k", "g", "c"],
        'հ' => &["h"],
        'ձ' => &["dz", "ts", "tz"],
        'ղ' => &["gh", "g", "l"],
        'ճ' => &["ch", "j", "tch", "dj"],
        'մ' => &["m"],
        'յ' if first => &["y", "h", "j", "i"],
        'յ' if before == Some('ա') => &["y", "i", ""],
        'յ' => &["y", "i", "j"],
        'ն' => &["n"],
        'շ' => &["sh", "ch"],
        'ո' if after == Some('ւ') => &["u", "ou", "oo", "v"],
        'ւ' if before == Some('ո') => &[""],
        'ո' if first => &["vo", "o"],
        'ո' => &["o", "vo"],
        'չ' => &["ch", "tch"],
        'պ' => &["p", "b"],
        'ջ' => &["j", "dj", "ch", "g"],
        'ռ' => &["r", "rr"],
        'ս' => &["s", "ss"],
        'վ' => &["v", "w"],
        'տ' => &["t", "d"],
        'ր' => &["r"],
        'ց' => &["ts", "tz", "c"],
        'ւ' => &["v", "w", "u"],
        'փ' => &["p", "ph"],
        'ք' => &["k", "q", "kh", "c"],
        'և' if first => &["yev", "ev"],
        'և' => &["ev", "yev"],
        'օ' => &["o"],
        'ֆ' => &["f"],
        _ => return None,
    })
}

/// The vowel that is spoken but not written between two consonants (SARGSYAN, SARKISIAN).
pub fn unwritten(c: char, context: Context) -> &'static [&'static str] {
    if is_consonant(c) && context.after.is_some_and(is_consonant) { &["y", "e", "i"] } else { &[] }
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'ա'..='ֆ') && !matches!(c, 'ա' | 'ե' | 'է' | 'ը' | 'ի' | 'ո' | 'ւ' | 'օ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn eastern_value_first() {
        let spelt: String = "բգդզթժլխծկհձղճմնշչպջռսվտրցփքֆ"
            .chars()
            .filter_map(|c| spellings(c, Context::default())?.first().copied())
            .collect();
        assert_eq!(spelt, "bgdztzhlkhtskhdzghchmnshchpjrsvtrtspkf");
    }

    #[test]
    fn names() {
        check(&Pairs {
            same: "արմեն armen; անի ani; գրիգոր grigor; գրիգոր krikor; պետրոս petros; պետրոս bedros; դավիթ davit; \
                   դավիթ davith; հովհաննես hovhannes; սարգիս sargis; սարգիս sarkis; սարգսյան sargsyan; \
                   սարգսյան sarkisian; լուսինե lusine; լուսինե lousine; տիգրան tigran; տիգրան dikran; նարեկ narek; \
                   նարեկ nareg; գայանե gayane; գայանե gaiane; հայկ hayk; հայկ haik; վարդան vardan; վարդան vartan; \
                   շուշան shushan; ոսկան voskan; երվանդ yervand; ստեփան stepan; ստեփան stephan; խաչատուր khachatur; \
                   խաչատրյան khachatryan; մկրտիչ mkrtich; մկրտիչ mkrtitch; ջիվան jivan; \
                   ղազարյան ghazaryan; ղազարյան gazarian; մարիամ mariam; արմենուհի armenuhi; աստղիկ astghik; \
                   ծովինար tsovinar; զարուհի zaruhi; պողոսյան poghosyan; պողոսյան boghosian; ավետիսյան avetisyan; \
                   յակոբ hakob; հակոբ hagop; եւա yeva; արեւիկ arevik",
            other: "արմեն arman; անի anna; գրիգոր gevorg; պետրոս paruyr; դավիթ daniel; հովհաննես hovsep; սարգիս sergey; \
                    լուսինե lilit; տիգրան tovmas; նարեկ norayr; գայանե gohar; հայկ hayrik; վարդան varuzhan; \
                    շուշան sona; ոսկան oskian; երվանդ edvard; ստեփան stella; խաչատուր khoren; մկրտիչ mesrop; ջիվան givi; \
                    ղազարյան lazarev; մարիամ maria; աստղիկ astra; ծովինար sevinar; զարուհի zara; հակոբ hayk; անահիտ anush",
        });
    }
}
