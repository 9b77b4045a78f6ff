//! Names as people type them, against documents: a sample of each relation, and several defects at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use preflight::text::name::{Comparison, Relation, Verdict, Zone, compare, join};
use proptest::prelude::*;

fn viz(typed: &str, document: &str) -> Comparison {
    compare(typed, document, Zone::Viz, None)
}

#[test]
fn a_sample_of_every_relation() {
    let rows = [
        ("WILLIAMS, R C", "WILLIAMS, ROBERT CHARLES", "abbreviation", "fixable"),
        ("FDEZ, ANA", "FERNANDEZ, ANA", "abbreviation", "fixable"),
        ("VD MUELLEN, MARTIN", "VAN DER MUELLEN, MARTIN", "abbreviation", "fixable"),
        ("Großmann, Jörg", "GROSSMANN, JÖRG", "case", "ok"),
        ("Παπαδόπουλος, Γιώργος", "ΠΑΠΑΔΌΠΟΥΛΟΣ, ΓΙΏΡΓΟΣ", "case", "ok"),
        ("MUELLER, JUERGEN", "MÜLLER, JÜRGEN", "diacritic-transliteration", "fixable"),
        ("ХРУЩЁВ, НИКИТА", "KHRUSHCHEV, NIKITA", "diacritic-transliteration", "fixable"),
        ("张伟", "ZHANG WEI", "diacritic-transliteration", "fixable"),
        ("OHNO, YOKO", "ONO, YOKO", "diacritic-transliteration", "fixable"),
        ("MUHAMMAD, KHALID", "MOHAMMED, KHALID", "diacritic-transliteration", "fixable"),
        ("HASSAN, MAHMOUD ALI", "HASSAN, MOHAMED ALI", "different-person", "mismatch"),
        ("LINDQVIST, JOAN", "LINDQVIST, JOHN", "different-person", "mismatch"),
        ("SMITH, JOHN II", "SMITH, JOHN III", "different-person", "mismatch"),
        ("李未", "李末", "different-person", "mismatch"),
        ("ШЕВЧЕНКО, ОЛЕКСІЙ", "ШЕВЧЕНКО, ОЛЕКСІЙ", "exact", "ok"),
        ("WILLIAMS, MR ROBERT CHARLES", "WILLIAMS, ROBERT CHARLES", "extra-part", "fixable"),
        ("张伟先生", "张伟", "extra-part", "fixable"),
        ("ZHANG, DAVID WEI", "ZHANG, WEI", "extra-part", "mismatch"),
        ("СНАО, TAO", "CHAO, TAO", "homoglyph", "fixable"),
        ("SCHMIDT, KARLHEINZ", "SCHMIDT, KARL-HEINZ", "hyphen", "fixable"),
        ("MACLEOD\u{202a}, FIONA", "MACLEOD, FIONA", "invisible", "fixable"),
        ("SMITH, SUSIE", "SMITH-JONES, SUSIE", "missing-part", "mismatch"),
        (
            "ABDULRAHMAN AL MUTAIRI, FATIMAH ABDULAZ",
            "ABDULRAHMAN AL-MUTAIRI, FATIMAH ABDULAZIZ",
            "mrz-truncation",
            "fixable",
        ),
        ("PETROVA, KATYA", "PETROVA, EKATERINA", "nickname", "fixable"),
        ("Griﬃn, Peter", "Griffin, Peter", "normalization", "fixable"),
        ("MARTIN, VAN DER MUELLEN", "VAN DER MUELLEN, MARTIN", "order-swapped", "fixable"),
        ("O’CONNOR, ENYA", "O'CONNOR, ENYA", "punctuation", "fixable"),
        ("OUYANG, XIAO MING", "OUYANG, XIAOMING", "spacing", "fixable"),
        ("LINDQVIST, VERONIVA", "LINDQVIST, VERONICA", "typo", "fixable"),
        ("ＷANG, FANG", "WANG, FANG", "width", "fixable"),
    ];
    for (typed, document, relation, verdict) in rows {
        let found = viz(typed, document);
        assert_eq!((found.relation.as_str(), found.verdict.as_str()), (relation, verdict), "{typed} | {document}");
        assert_eq!(found.fix.as_deref(), (verdict == "fixable").then_some(document), "{typed}");
    }
}

#[test]
fn machine_readable_zone() {
    let rows = [
        ("MÜLLER, JÜRGEN", "MUXXLLER<<JUXXRGEN", "diacritic-transliteration", "ok"),
        ("NGUYỄN, VĂN AN", "NGUYEN<<VAN<AN", "diacritic-transliteration", "ok"),
        ("MARTIN, JEAN-PIERRE", "MARTIN<<JEAN<PIERRE", "hyphen", "ok"),
        ("SUHARTO", "SUHARTO", "exact", "ok"),
        (
            "SRISAWANGWONGPHANICH, THANAKORN CHALERMPHOL",
            "SRISAWANGWONGPHANICH<<THANAKORN<CHALERM",
            "mrz-truncation",
            "ok",
        ),
        ("ERIKSSON, ANNA", "ERIKSSON<<ANNE", "different-person", "mismatch"),
    ];
    for (typed, field, relation, verdict) in rows {
        let found = compare(typed, field, Zone::Mrz, None);
        assert_eq!((found.relation.as_str(), found.verdict.as_str()), (relation, verdict), "{typed} | {field}");
    }
}

#[test]
fn several_defects_in_one_name() {
    let found = viz(" ERIKSSON,\u{a0}ANNА  MARIA\u{200b}", "ERIKSSON, ANNA MARIA");
    assert!(found.relations().eq([Relation::Homoglyph, Relation::Invisible, Relation::Spacing]));
    assert_eq!(found.at().as_slice(), [0, 10, 14, 16, 22]);
    assert_eq!(found.fix.as_deref(), Some("ERIKSSON, ANNA MARIA"));
    let swapped = viz("jurgen, mueller", "MÜLLER, JÜRGEN");
    assert!(swapped.relations().eq([Relation::OrderSwapped, Relation::DiacriticTransliteration]));
}

#[test]
fn turkish_case() {
    assert_eq!(compare("ışık, ibrahim", "IŞIK, İBRAHİM", Zone::Viz, Some("tr")).relation, Relation::Case);
    assert_eq!(viz("ışık, ibrahim", "IŞIK, İBRAHİM").verdict, Verdict::Fixable);
}

#[test]
fn what_cannot_be_read_is_not_sure() {
    assert!(!viz("བསྟན་འཛིན", "TENZIN").certain);
    assert!(viz("王芳", "WANG FANG").certain && viz("สมชาย ใจดี", "SOMCHAI JAIDEE").certain);
}

#[test]
fn two_typed_forms() {
    let (passport, billing) = (join("ERIKSSON", "ANNA MARIA"), join("Eriksson", "A. M."));
    assert_eq!(viz(&billing, &passport).verdict, Verdict::Fixable);
    assert_eq!(viz(&passport, &billing).verdict, Verdict::Fixable);
}

fn document() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ERIKSSON, ANNA MARIA",
        "MÜLLER, JÜRGEN",
        "VAN DER MUELLEN, MARTIN",
        "ZHANG, WEI",
        "ИВАНОВ, СЕРГЕЙ",
        "O'CONNOR, ENYA",
        "김민준",
    ])
}

proptest! {
    #[test]
    fn character_defects_are_found_and_cured(document in document(), at in 0usize..30, defect in prop::sample::select(vec!["\u{200b}", "\u{202e}", "\u{ad}", "  ", "\u{a0}", "\u{3000}"])) {
        let mut typed: Vec<String> = document.chars().map(String::from).collect();
        typed.insert(at.min(typed.len()), defect.to_owned());
        let typed = typed.concat();
        let found = viz(&typed, document);
        prop_assert_eq!(found.verdict, Verdict::Fixable, "{:?} {:?}", typed, found.findings);
        let fix = found.fix.unwrap_or_default();
        prop_assert_eq!(viz(&fix, document).relation, Relation::Exact);
    }

    #[test]
    fn never_panics(typed in "\\PC{0,40}", document in "\\PC{0,40}", locale in prop::option::of("[a-zéü]{0,3}")) {
        for zone in [Zone::Viz, Zone::Mrz] {
            let found = compare(&typed, &document, zone, locale.as_deref());
            prop_assert!(found.at().iter().all(|index| *index < typed.chars().count()));
            prop_assert!(found.fix.is_none() || found.verdict == Verdict::Fixable);
        }
    }

    #[test]
    fn only_the_same_letters_are_fine(typed in "[A-Za-zÀ-žА-я]{1,8}, [A-Za-zÀ-žА-я]{1,8}", document in "[A-Z]{1,8}, [A-Z]{1,8}") {
        let found = viz(&typed, &document);
        prop_assert_eq!(found.verdict == Verdict::Ok, typed.to_lowercase() == document.to_lowercase());
    }
}
