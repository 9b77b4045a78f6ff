//! The kinds of names that are invented: the syllables they are put together from, and what is usual around them.

/// Names of one language, or of one script.
///
/// Lists are words with a space between them; an underscore in a word stands for a space.
pub struct Script {
    /// What the table of results calls it.
    pub name: &'static str,
    /// The language whose letter case is used, where it has its own.
    pub locale: Option<&'static str>,
    /// Syllables that begin a word.
    pub starts: &'static str,
    /// Syllables inside a word.
    pub middles: &'static str,
    /// Syllables that end a word.
    pub ends: &'static str,
    /// Most syllables inside a word.
    pub longest: usize,
    /// What surnames and given names are picked from where they are not put together.
    pub whole: Option<[&'static str; 2]>,
    /// Words before a surname.
    pub particles: &'static str,
    /// What stands before and after an apostrophe where a surname has one: `O'`, or `в'я` with the syllable that follows.
    pub apostrophes: &'static str,
    /// Whether double names have a hyphen.
    pub hyphens: bool,
    /// Courtesy titles before a name.
    pub titles: &'static str,
    /// Courtesy titles after a name.
    pub titles_after: &'static str,
    /// Everyday forms: what the document prints, a slash, and what is typed.
    pub everyday: &'static str,
    /// Whether there are capital and small letters that people mix up.
    pub cased: bool,
    /// Whether people write initials.
    pub initials: bool,
    /// Whether spaces part the words of a name.
    pub spaced: bool,
    /// Whether a keyboard for the script also writes full-width forms.
    pub wide: bool,
}

const LATIN: Script = Script {
    name: "",
    locale: None,
    starts: "",
    middles: "",
    ends: "",
    longest: 2,
    whole: None,
    particles: "",
    apostrophes: "",
    hyphens: true,
    titles: "Mr Mrs Ms Dr Prof",
    titles_after: "PhD",
    everyday: "",
    cased: true,
    initials: true,
    spaced: true,
    wide: true,
};

const OTHER: Script = Script { wide: false, titles: "", titles_after: "", ..LATIN };

const UNCASED: Script = Script { cased: false, initials: false, hyphens: false, ..OTHER };

const CJK: Script = Script { spaced: false, wide: true, longest: 1, ..UNCASED };

/// Every kind.
pub const SCRIPTS: [Script; 20] = [
    Script {
        name: "ASCII Latin",
        starts: "bra dor fel gris hal jor kel lam mor nev per quil ros stal tor ulm ver wes yor zan",
        middles: "ba den fi gor la mi no ra su ti vel wi",
        ends: "bert dale dock ford gren ham lock mond nell rick stow ton wick",
        particles: "de van van_der da dos del la",
        apostrophes: "o' d' n'",
        everyday: "elizabeth/beth margaret/peggy edward/ted thomas/tom michael/mike susan/sue anthony/tony andrew/drew william/bill robert/bob richard/dick james/jim katherine/kate patricia/pat francisco/paco giuseppe/beppe ignacio/nacho ekaterina/katya aleksandr/sasha dmitrii/dima heinrich/heinz",
        ..LATIN
    },
    Script {
        name: "German",
        starts: "bä grö hö jür kä kö lö mü rö schä stö tü vö wäl bran hol",
        middles: "be der fen gel li men ne rin se ten",
        ends: "bach berg dorf feld grün haus mann mayr rath stein thal weiß lüth",
        particles: "von zu von_der vom",
        titles: "Herr Frau Dr. Prof. Dr",
        everyday: "johannes/hans elisabeth/liesl josef/sepp",
        ..LATIN
    },
    Script {
        name: "Nordic",
        starts: "åk bjø øs sø hå grå ås thó sig þó æs tør vå",
        middles: "de ge la mi na re sta",
        ends: "gård dahl berg strøm strand quist vik nes fjörð lund",
        particles: "af von",
        titles: "Herr Fru Hr Dr",
        ..LATIN
    },
    Script {
        name: "French",
        starts: "bé clé dé fré gé lé mé né pré thé fran gui",
        middles: "bau ce ço la li mo ni ra",
        ends: "lève rène çois dré nard gnon teau lier vère blé",
        particles: "de du de_la le",
        apostrophes: "d' l'",
        titles: "Mme Mlle Monsieur Madame Dr",
        ..LATIN
    },
    Script {
        name: "Polish",
        starts: "bą brzę cię grzę kę łu mą ści ździ żu woj stę",
        middles: "bo da ki le ło mi ra sła wi",
        ends: "biń czak dów łek mirz niak rzewa ńczyk wicz",
        titles: "Pani Dr Prof",
        ..LATIN
    },
    Script {
        name: "Czech",
        starts: "bře čá dvo ďu hrá jiř kří lů mě ně při řeh šte třa žá",
        middles: "bo de ko la ma ni ro vě",
        ends: "čák dler ček háč lík mír nek šek těch vář žka",
        titles: "Pani Dr Ing Mgr",
        ..LATIN
    },
    Script {
        name: "Turkish",
        locale: Some("tr"),
        starts: "çe gü ış iş kı öz şa tü yı aks ulu ger",
        middles: "ba da ka la lı mü ne ra",
        ends: "çın dağ gül han kaş oğlu lik mez şık tuğ",
        titles: "Bayan Sayın Dr Prof",
        ..LATIN
    },
    Script {
        name: "Vietnamese",
        whole: Some([
            "nguyễn trần phạm hoàng vũ đặng bùi đỗ dương hồ ngô đinh",
            "thị văn hữu đức ngọc quốc thành hương phượng hằng tuấn dũng hạnh thảo yến việt",
        ]),
        hyphens: false,
        ..LATIN
    },
    Script {
        name: "Russian",
        starts: "бор гри дём зве кра лу мир ник пав рост свят тих щер яро",
        middles: "бо да ви ле ми на ра ся",
        ends: "гин дов лёкин ищев лаев мин ньев рцов шёв чук юков лай",
        titles: "господин госпожа",
        everyday: "александр/саша дмитрий/дима екатерина/катя мария/маша михаил/миша николай/коля",
        ..OTHER
    },
    Script {
        name: "Ukrainian",
        starts: "бо ґра є ї зі кле лю мі о пе сві щу я",
        middles: "бо га ди ле лі на ро ї",
        ends: "вчук дько єнко їв ленко мчук ник рчак щук цюк ський",
        apostrophes: "в'я п'є м'я",
        titles: "пані",
        everyday: "олександр/сашко катерина/катя михайло/мишко",
        ..OTHER
    },
    Script {
        name: "Greek",
        starts: "αθα βασ γεω δημ ελε ζαφ θεο ιωα καρ λαμ μαν νικ παπ στα φωτ χρι",
        middles: "δα κο λι μα να ρο τσι",
        ends: "δης ίδης άκης όπουλος ούλας έλης ιάδης άτος",
        titles: "κύριος κυρία",
        everyday: "κωνσταντίνος/κώστας γεώργιος/γιώργος δημήτριος/δημήτρης",
        ..OTHER
    },
    Script {
        name: "Arabic",
        starts: "مح عبد كر أح سل إب خا في نو جم رش آس",
        middles: "با دو لا مي نا رو سا",
        ends: "ان ير ود ين ام يد اف ئم ؤي ة اة ى",
        particles: "بن أبو آل",
        titles: "السيد السيدة الدكتور",
        ..UNCASED
    },
    Script {
        name: "Hebrew",
        starts: "אב בר גל דו חי יע לב מנ עמ רו שמ",
        middles: "בי דו לי מו ני רא",
        ends: "אל בן דון יה לם מיר נץ שון תן",
        particles: "בן בר",
        titles: "מר גברת",
        hyphens: true,
        ..UNCASED
    },
    Script {
        name: "Devanagari",
        starts: "रा मे कु सु प्र दी वि शर् ज़ा फ़े",
        middles: "मि ने ला जि का दे",
        ends: "न्द्र श मार नाथ वर्मा पाल राज",
        titles: "श्री श्रीमती",
        ..UNCASED
    },
    Script {
        name: "Thai",
        starts: "สม วิ เจริญ ศรี ทอง พร กิจ ธนา",
        middles: "ชัย รัตน์ พง วัฒ กุล",
        ends: "ชัย ศักดิ์ พร กุล สุข วงศ์ ใจ",
        titles: "นาย นางสาว คุณ",
        ..UNCASED
    },
    Script {
        name: "Georgian",
        starts: "ბე გიო და ლე მამ ნი რუს ქე ჯა",
        middles: "ლა მი ნა რა სი",
        ends: "შვილი ძე ია ური ავა",
        titles: "ბატონი ქალბატონი",
        hyphens: true,
        initials: true,
        ..UNCASED
    },
    Script {
        name: "Armenian",
        starts: "ար գա հա կա մի նա պե սա վա",
        middles: "լի մա նու րա սի",
        ends: "յան ունի ենց գյան դյան",
        titles: "պարոն տիկին",
        ..OTHER
    },
    Script {
        name: "Han",
        whole: Some([
            "张 陈 刘 杨 赵 吴 孙 马 罗 郑 谢 韩 冯 邓 苏 卢 蒋 贾 叶 钟 林 何 高 梁",
            "伟 华 丽 国 龙 兰 凤 荣 庆 东 军 风 云 晓 明 静 文 志 宝 梅 芳 波 春 海",
        ]),
        titles_after: "先生 女士 教授",
        ..CJK
    },
    Script {
        name: "Hangul",
        whole: Some(["김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권", "민 준 서 연 지 훈 현 우 수 영 진 호 은 혜 성"]),
        titles_after: "씨 님 선생님",
        ..CJK
    },
    Script {
        name: "Kana",
        starts: "ヤマ サト タカ ハシ ワタ ナカ コバ ヨシ カド ベツ",
        middles: "ムラ ダ ガワ キ シ バ",
        ends: "ザキ ダ ノ ベ グチ ロウ ジ コ ミ",
        titles_after: "さん 様",
        ..CJK
    },
];
