//! The scripts of India and Sri Lanka.
//!
//! Their Unicode blocks follow one plan (that of ISCII), so a letter is known by its place in the block; each script then
//! says where its letters sound otherwise. A consonant carries a vowel that is not written, unless a vowel sign or a
//! virama follows it. Malayalam, Sinhala and Tamil have letters outside the plan.

mod bengali;
mod gurmukhi;
mod malayalam;
mod plan;
mod sinhala;
mod tamil;

use super::Spellings;
use super::context::Context;
use plan::{NUKTA, VIRAMA, place};

/// A block of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Odia,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '\u{900}'..='\u{97F}' => Self::Devanagari,
            '\u{980}'..='\u{9FF}' => Self::Bengali,
            '\u{A00}'..='\u{A7F}' => Self::Gurmukhi,
            '\u{A80}'..='\u{AFF}' => Self::Gujarati,
            '\u{B00}'..='\u{B7F}' => Self::Odia,
            '\u{B80}'..='\u{BFF}' => Self::Tamil,
            '\u{C00}'..='\u{C7F}' => Self::Telugu,
            '\u{C80}'..='\u{CFF}' => Self::Kannada,
            '\u{D00}'..='\u{D7F}' => Self::Malayalam,
            '\u{D80}'..='\u{DFF}' => Self::Sinhala,
            _ => return None,
        })
    }

    /// Whether the last vowel of a word falls silent although no virama says so.
    fn drops_last_vowel(self) -> bool {
        matches!(self, Self::Devanagari | Self::Bengali | Self::Gurmukhi | Self::Gujarati)
    }
}

/// The ways to spell a letter, a vowel sign or another sign.
pub fn spellings(c: char, context: Context) -> Spellings {
    let special = match Script::of(c)? {
        Script::Sinhala => return sinhala::spellings(c, context),
        Script::Bengali => bengali::spellings(c, context),
        Script::Gurmukhi => gurmukhi::spellings(c, context),
        Script::Malayalam => malayalam::spellings(c, context),
        Script::Tamil => tamil::spellings(c, context),
        Script::Odia => match place(c) {
            0x2F => Some(&["j", "y"][..]),
            0x5F => Some(&["y"][..]),
            0x71 => Some(&["w", "v"][..]),
            _ => None,
        },
        Script::Devanagari | Script::Gujarati | Script::Telugu | Script::Kannada => None,
    };
    special.or_else(|| plan::spellings(c, context))
}

/// The inherent vowel, where no vowel sign and no virama stands after a consonant.
///
/// At the end of a word Northern languages speak it only after a cluster (KRISHNA, SUBRATA), and after V (SHIVA);
/// Bengali may speak an O there.
pub fn unwritten(c: char, context: Context) -> &'static [&'static str] {
    let Some(script) = Script::of(c).filter(|_| carries_vowel(c)) else {
        return &[];
    };
    let next = context.after.map(place);
    match context.after {
        Some(after) if is_sign(after) => &[],
        None if script.drops_last_vowel() => {
            let cluster = context.before.is_some_and(|c| place(c) == VIRAMA)
                || (script == Script::Bengali && context.behind.is_some_and(|c| place(c) == VIRAMA));
            match script {
                Script::Bengali if cluster => &["a", "o"],
                Script::Bengali => &["o"],
                _ if cluster || place(c) == 0x35 => &["a"],
                _ => &[],
            }
        }
        None => &["a"],
        Some(_) if script == Script::Bengali => &["a", "o"],
        // REMYA and LEKSHMI in Kerala.
        Some(_) if script == Script::Malayalam => &["a", "e"],
        Some(_) if script == Script::Gurmukhi => &["a", "e", "i"],
        // AYESHA; AHMAD and AHMED; SURINDAR and SURINDER.
        Some(_) if place(c) == 0x2F => &["a", "e"],
        Some(_) if next == Some(0x39) || context.before.is_some_and(|c| place(c) == 0x39) => &["a", "e"],
        Some(_) if next == Some(0x30) && context.beyond.is_none() => &["a", "e"],
        Some(_) => &["a"],
    }
}

/// Whether a letter is a consonant: English spelling doubles one freely (HUSSAIN), and Gurmukhi has a sign for it.
pub fn doubles(c: char) -> bool {
    carries_vowel(c) && place(c) != NUKTA
}

/// A consonant, or the dot that makes another consonant of one.
fn carries_vowel(c: char) -> bool {
    let place = place(c);
    match Script::of(c) {
        Some(Script::Sinhala) => sinhala::is_consonant(c),
        Some(Script::Bengali) => matches!(place, 0x15..=0x39 | 0x5C..=0x5F | 0x70 | 0x71 | NUKTA),
        Some(Script::Odia) => matches!(place, 0x15..=0x39 | 0x5C..=0x5F | 0x71 | NUKTA),
        Some(Script::Tamil | Script::Malayalam) => matches!(place, 0x15..=0x3A),
        Some(_) => matches!(place, 0x15..=0x39 | 0x58..=0x5F | NUKTA),
        None => false,
    }
}

/// A dot, a vowel sign or a virama; a nasal sign leaves the inherent vowel.
fn is_sign(c: char) -> bool {
    match Script::of(c) {
        Some(Script::Sinhala) => sinhala::is_sign(c),
        Some(_) => matches!(place(c), NUKTA | 0x3E..=VIRAMA | 0x55..=0x57 | 0x62 | 0x63),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn inherent_vowel() {
        let letters: Vec<char> = "कमल".chars().collect();
        assert_eq!(unwritten('म', Context::at(&letters, 1)), ["a"]);
        assert!(unwritten('ल', Context::at(&letters, 2)).is_empty());
        assert!(unwritten('ा', Context::default()).is_empty());
        assert_eq!(unwritten('ల', Context::default()), ["a"]);
    }

    #[test]
    fn devanagari() {
        check(&Pairs {
            same: "नेहा neha; राजेश rajesh; अमित amit; सुनीता sunita; सुनीता sunitha; लक्ष्मी lakshmi; लक्ष्मी laxmi; \
                   कृष्ण krishna; कृष्ण krushna; ज्ञानेश gyanesh; ज्ञानेश dnyanesh; विजय vijay; विजय wijay; शिव shiv; \
                   शिव shiva; सत्य satya; आदित्य aditya; गौरव gaurav; गौरव gourav; पूजा pooja; पूजा puja; \
                   दीपक deepak; दीपक dipak; अंजलि anjali; संजय sanjay; प्रिया priya; सोनिया sonia; ऋषि rishi; \
                   सिंह singh; शर्मा sharma; ज़ैनब zainab; फ़ातिमा fatima; अहमद ahmed; अहमद ahmad; ख़ान khan; \
                   हुसैन hussain; श्री shree; ऐश्वर्या aishwarya; मुकेश mukesh; चन्द्र chandra; कमल kamal; यश yash; \
                   सुरिंदर surinder; अब्दुल abdul; विद्या vidhya; बच्चन bachchan; बच्चन bachan; अग्रवाल agarwal; \
                   आयशा ayesha",
            other: "नेहा nisha; राजेश rajiv; राजेश ramesh; राज raja; राजा raj; अमित amita; अमिता amit; गीत geeta; \
                    सुनीता sunil; लक्ष्मी lakshman; कृष्ण kishan; विजय vinay; सत्य satish; आदित्य aditi; \
                    गौरव gopal; पूजा priya; दीपक deepa; अंजलि anjana; संजय sanjeev; प्रिया pooja; ऋषि rashi; सिंह sinha; \
                    शर्मा verma; फ़ातिमा farida; अहमद hamid; ख़ान kahan; हुसैन hasan; मुकेश mahesh; चन्द्र chandni; \
                    कमल kamala; यश yusuf",
        });
    }

    #[test]
    fn gujarati() {
        check(&Pairs {
            same: "નરેન્દ્ર narendra; અમિત amit; હાર્દિક hardik; જીગ્નેશ jignesh; પટેલ patel; શાહ shah; મેહતા mehta; કૃષ્ણ krishna; ભાવના bhavna; ભાવના bhavana; ધીરુભાઈ dhirubhai; ગાંધી gandhi; મોદી modi; \
                   મોહન mohan; દેવ dev; હિતેશ hitesh; કેતન ketan; અંકિત ankit; પ્રકાશ prakash; રમેશ ramesh; નીતા nita; \
                   નીતા neeta; જયેશ jayesh; વિપુલ vipul; દક્ષા daksha",
            other: "નરેન્દ્ર narayan; અમિત ajit; હાર્દિક harsh; જીગ્નેશ jayesh; પટેલ patil; મોદી modha; \
                    કૃષ્ણ kishor; ભાવના bhavesh; ધીરુભાઈ dhiraj; ગાંધી gadhvi; મોહન mohit; દેવ devi; હિતેશ ritesh; \
                    કેતન ketaki; અંકિત ankita; પ્રકાશ prakriti; રમેશ ramesha; નીતા nitin; જયેશ jayshri; વિપુલ vimal; \
                    દક્ષા disha",
        });
    }

    #[test]
    fn telugu() {
        check(&Pairs {
            same: "శ్రీనివాస్ srinivas; శ్రీనివాస్ sreenivas; రాము ramu; రామ rama; వెంకటేశ్ venkatesh; లక్ష్మి lakshmi; \
                   లక్ష్మి laxmi; సాయి sai; మహేష్ mahesh; ప్రభాస్ prabhas; అనుష్క anushka; చిరంజీవి chiranjeevi; \
                   చిరంజీవి chiranjivi; రాజు raju; పద్మ padma; సుధాకర్ sudhakar; రెడ్డి reddy; రెడ్డి reddi; నాగార్జున nagarjuna; \
                   కృష్ణ krishna; అల్లు allu; అర్జున్ arjun; సరిత saritha; సరిత sarita; గీత geetha; విజయ vijaya; శైలజ shailaja",
            other: "శ్రీనివాస్ srikanth; రాము ravi; రామ ramu; వెంకటేశ్ venkayya; లక్ష్మి lakshman; సాయి siva; మహేష్ mukesh; \
                    ప్రభాస్ prakash; అనుష్క anusha; చిరంజీవి chandra; రాజు raja; పద్మ padmini; సుధాకర్ sudheer; \
                    రెడ్డి rao; నాగార్జున nagesh; కృష్ణ kishore; అల్లు ali; సరిత sunitha; గీత geethi; \
                    విజయ vinaya; శైలజ shalini",
        });
    }

    #[test]
    fn kannada() {
        check(&Pairs {
            same: "ಮಂಜುನಾಥ manjunath; ಮಂಜುನಾಥ manjunatha; ಕೃಷ್ಣ krishna; ಗೌಡ gowda; ಗೌಡ gouda; ರಾಜ್ಕುಮಾರ್ rajkumar; \
                   ಸುದೀಪ್ sudeep; ಸುದೀಪ್ sudip; ಯಶ್ yash; ಶಿವ shiva; ಶಿವಕುಮಾರ shivakumar; ಲಕ್ಷ್ಮಿ lakshmi; ಅನಿಲ್ anil; \
                   ಗೀತಾ geetha; ಗೀತಾ gita; ಬಸವರಾಜ basavaraj; ಬಸವರಾಜ basavaraja; ನಾಗರಾಜ nagaraj; ಪುನೀತ್ puneeth; \
                   ಪುನೀತ್ punit; ರಮ್ಯಾ ramya; ದರ್ಶನ್ darshan; ವಿನಯ್ vinay; ಸುಧಾ sudha; ಮಹೇಶ್ mahesh",
            other: "ಮಂಜುನಾಥ manjula; ಕೃಷ್ಣ kishan; ರಾಜ್ಕುಮಾರ್ rajesh; ಸುದೀಪ್ sandeep; ಯಶ್ yashoda; \
                    ಶಿವ shivu; ಶಿವಕುಮಾರ shivaraj; ಲಕ್ಷ್ಮಿ lakshman; ಅನಿಲ್ anila; ಗೀತಾ geetu; ಬಸವರಾಜ basavanna; \
                    ನಾಗರಾಜ nagesh; ಪುನೀತ್ punya; ರಮ್ಯಾ rama; ದರ್ಶನ್ darshini; ವಿನಯ್ vinaya; ಸುಧಾ sudhir; ಮಹೇಶ್ mohan; \
                    ಹರೀಶ್ girish; ಅನಿಲ್ sunil; ಸುಧಾ radha",
        });
    }

    #[test]
    fn odia() {
        check(&Pairs {
            same: "ଜଗନ୍ନାଥ jagannath; ଜଗନ୍ନାଥ jagannatha; ନବୀନ nabin; ନବୀନ nabeen; ପଟ୍ଟନାୟକ pattanayak; ଦାସ das; \
                   ସାହୁ sahu; ରମେଶ ramesh; ଗୀତା gita; ସୁନିତା sunita; ପ୍ରଦୀପ pradip; ପ୍ରଦୀପ pradeep; \
                   ଅନିଲ anil; ମନୋଜ manoj; ସଂଜୟ sanjay; ଅଶୋକ ashok; କୃଷ୍ଣ krushna; କୃଷ୍ଣ krishna; ଲକ୍ଷ୍ମୀ laxmi; ରାଧା radha; \
                   ମାଧବ madhab; ଯଶୋଦା jashoda; ଯଶୋଦା yashoda",
            other: "ଜଗନ୍ନାଥ jagdish; ନବୀନ naren; ସାହୁ saha; ରମେଶ rakesh; ଗୀତା gitu; ସୁନିତା sunil; \
                    ପ୍ରଦୀପ prakash; ଅନିଲ anita; ମନୋଜ mahesh; ସଂଜୟ sanjib; ଅଶୋକ asit; କୃଷ୍ଣ kishor; ଲକ୍ଷ୍ମୀ lakshman; ରାଧା rama; \
                    ମାଧବ mohan; ଯଶୋଦା jasmin; ରାଧା radhika; ଦାସ dasu; ସାହୁ sethi; ପଟ୍ଟନାୟକ patra",
        });
    }
}
