//! Sinhala, whose block does not follow the plan.

use crate::text::name::transliteration::{Context, Spellings};

/// The ways to spell a letter or a sign.
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    let last = context.is_last();
    Some(match c {
        'අ' => &["a"],
        'ආ' => &["a", "aa"],
        'ඇ' | 'ඈ' => &["a", "e", "ae"],
        'ඉ' => &["i", "e"],
        'ඊ' => &["i", "ee"],
        'උ' => &["u"],
        'ඌ' => &["u", "oo"],
        'ඍ' => &["ri", "ru", "iru"],
        'එ' | 'ඒ' => &["e", "a"],
        'ඓ' => &["ai", "i"],
        'ඔ' | 'ඕ' => &["o"],
        'ඖ' => &["au", "ow", "ou"],
        'ක' => &["k", "c"],
        'ඛ' => &["kh", "k"],
        'ග' => &["g"],
        'ඝ' => &["gh", "g"],
        'ඞ' | 'ඟ' => &["ng", "n", "g"],
        'ච' => &["ch", "c"],
        'ඡ' => &["ch", "chh"],
        'ජ' => &["j"],
        'ඣ' => &["jh", "j"],
        'ඤ' | 'ඥ' => &["gn", "n", "ny", "jn"],
        'ට' => &["t"],
        'ඨ' => &["t", "th"],
        'ඩ' => &["d"],
        'ඪ' => &["d", "dh"],
        'ණ' | 'න' => &["n"],
        'ඬ' | 'ඳ' => &["nd", "d"],
        'ත' | 'ථ' => &["th", "t"],
        'ද' => &["d", "dh"],
        'ධ' => &["dh", "d"],
        'ප' => &["p"],
        'ඵ' => &["p", "ph"],
        'බ' => &["b"],
        'භ' => &["b", "bh"],
        'ම' => &["m"],
        'ඹ' => &["mb", "b"],
        'ය' => &["y", "i"],
        'ර' => &["r"],
        'ල' | 'ළ' => &["l"],
        'ව' => &["w", "v"],
        'ශ' | 'ෂ' => &["sh", "s"],
        'ස' => &["s"],
        'හ' => &["h"],
        'ෆ' => &["f"],
        '්' => &[""],
        'ා' if last => &["a", "aa", "ah"],
        'ා' => &["a", "aa"],
        'ැ' | 'ෑ' => &["a", "e", "ae"],
        'ි' if last => &["i", "ie", "y"],
        'ි' => &["i", "e"],
        'ී' => &["i", "ee", "e"],
        'ු' => &["u"],
        'ූ' => &["u", "oo"],
        'ෘ' | 'ෲ' => &["ru", "ri"],
        'ෙ' | 'ේ' => &["e", "ay"],
        'ෛ' => &["ai", "i"],
        'ො' | 'ෝ' => &["o", "oo"],
        'ෞ' => &["au", "ow", "ou"],
        'ං' => &["n", "ng", "m"],
        'ඃ' => &["h", ""],
        _ => return None,
    })
}

/// Whether a letter carries an inherent vowel.
pub(super) fn is_consonant(c: char) -> bool {
    matches!(c, 'ක'..='ෆ')
}

/// Whether a sign stands in the place of the inherent vowel.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{DCA}'..='\u{DDF}')
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "නිමල් nimal; සුනිල් sunil; කමල් kamal; සමන් saman; ප්‍රියන්ත priyantha; ප්‍රියන්ත priyanta; \
                   ප්‍රසන්න prasanna; කුමාර kumara; කුමාර kumar; පෙරේරා perera; සිල්වා silva; ප්‍රනාන්දු pranandu; \
                   චන්දිමා chandima; නුවන් nuwan; ලසිත් lasith; මහේල mahela; කුමාරි kumari; රාජපක්ෂ rajapaksha; \
                   රාජපක්ෂ rajapaksa; විජේසිංහ wijesinha; ජයසූරිය jayasuriya; සංජීව sanjeewa; සංජීව sanjiwa; දිල්ෂාන් dilshan; \
                   අරුණ aruna; ගුණරත්න gunarathna; ගුණරත්න gunaratna; මල්කාන්ති malkanthi; නදීශා nadeesha; ශ්‍රී sri; \
                   තිසර thisara; බණ්ඩාර bandara",
            other: "නිමල් nimali; සුනිල් sujith; කමල් kamala; සමන් sumana; ප්‍රියන්ත priyanka; ප්‍රසන්න prasad; කුමාර kumari; \
                    පෙරේරා peiris; සිල්වා silvia; චන්දිමා chandana; නුවන් nuwani; ලසිත් lahiru; මහේල mahinda; කුමාරි kumara; \
                    රාජපක්ෂ rajakaruna; විජේසිංහ wijeratne; ජයසූරිය jayawardena; සංජීව sanjaya; දිල්ෂාන් dilhara; අරුණ arjuna; \
                    ගුණරත්න gunasekara; නදීශා nadeeka; තිසර thilina; බණ්ඩාර banda",
        });
    }
}
