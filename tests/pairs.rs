//! Names of whole applications against documents, in every layout: a fix that is offered cures, whatever is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use preflight::engine::{self, Input, Judged};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Strictness, build};
use preflight::rule::{Pack, Rule};
use preflight::source::Source;
use proptest::prelude::*;

/// Surname, given names, name field.
const PEOPLE: [[&str; 3]; 12] = [
    ["ERIKSSON", "ANNA MARIA", "ERIKSSON<<ANNA<MARIA"],
    ["MÜLLER", "JÜRGEN", "MUELLER<<JUERGEN"],
    ["SMITH-JONES", "SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET"],
    ["VAN DER MEER", "JAN PIETER", "VAN<DER<MEER<<JAN<PIETER"],
    ["O'CONNOR", "ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN"],
    ["ШЕВЧЕНКО", "ОЛЕКСІЙ", "SHEVCHENKO<<OLEKSII"],
    ["ΠΑΠΑΔΟΠΟΥΛΟΣ", "ΓΕΩΡΓΙΟΣ", "PAPADOPOULOS<<GEORGIOS"],
    ["张", "伟", "ZHANG<<WEI"],
    ["김", "민준", "KIM<<MINJUN"],
    ["NGUYỄN", "VĂN MINH", "NGUYEN<<VAN<MINH"],
    ["SUHARTO", "", "SUHARTO"],
    ["SCHWARZENBERGER-LINDEMANN", "MAXIMILIANE EMILIA", "SCHWARZENBERGER<LINDEMANN<<MAXIMILIANE<E"],
];

#[derive(Debug, Clone, Copy)]
enum Slip {
    Lower,
    Double,
    Swap,
    Drop,
    Invisible,
    Cyrillic,
    FullWidth,
    Decomposed,
    Space,
    Hyphen,
    Stop,
    Title,
    Initial,
}

fn slip() -> impl Strategy<Value = Slip> {
    use Slip::*;
    proptest::sample::select(vec![
        Lower, Double, Swap, Drop, Invisible, Cyrillic, FullWidth, Decomposed, Space, Hyphen, Stop, Title, Initial,
    ])
}

fn slipped(name: &str, slip: Slip, place: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut chars: Vec<char> = name.chars().collect();
    let at = place % chars.len().max(1);
    match slip {
        _ if chars.is_empty() => {}
        Slip::Lower => return name.to_lowercase(),
        Slip::Double => chars.insert(at, chars[at]),
        Slip::Swap if at + 1 < chars.len() => chars.swap(at, at + 1),
        Slip::Swap => {}
        Slip::Drop => {
            chars.remove(at);
        }
        Slip::Invisible => chars.insert(at, '\u{200B}'),
        Slip::Cyrillic => {
            let look = [('A', 'А'), ('E', 'Е'), ('O', 'О'), ('M', 'М'), ('R', 'Г'), ('S', 'Ѕ')];
            for c in &mut chars {
                *c = look.iter().find(|(latin, _)| latin == c).map_or(*c, |(_, cyrillic)| *cyrillic);
            }
        }
        Slip::FullWidth if chars[at].is_ascii_alphabetic() => {
            chars[at] = char::from_u32(chars[at] as u32 + 0xFEE0).unwrap();
        }
        Slip::FullWidth => {}
        Slip::Decomposed => return name.nfd().collect(),
        Slip::Space => return name.replacen(' ', "  ", 1),
        Slip::Hyphen => return name.replace('-', " "),
        Slip::Stop => chars.push('.'),
        Slip::Title => return format!("MR {name}"),
        Slip::Initial => return chars[..1].iter().collect(),
    }
    chars.into_iter().collect()
}

/// How the typed name and the document's are written: in two fields, in one in either order or with a comma, as a name field.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Layout {
    Fields,
    GivenFirst,
    SurnameFirst,
    Comma,
    Zone,
}

type Fields = BTreeMap<&'static str, String>;

fn fields(layout: Layout, surname: &str, given: &str, zone: &str) -> Fields {
    let of = |pairs: &[(&'static str, String)]| {
        pairs.iter().filter(|(_, text)| !text.trim().is_empty()).cloned().collect::<Fields>()
    };
    match layout {
        Layout::Fields => of(&[("surname", surname.to_owned()), ("given_names", given.to_owned())]),
        Layout::Zone => of(&[("mrz_name", zone.to_owned())]),
        _ if given.is_empty() => of(&[("name", surname.to_owned())]),
        Layout::GivenFirst => of(&[("name", format!("{given} {surname}"))]),
        Layout::SurnameFirst => of(&[("name", format!("{surname} {given}"))]),
        Layout::Comma => of(&[("name", format!("{surname}, {given}"))]),
    }
}

fn judge(identity: &Fields, document: &Fields) -> Judged {
    static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().unwrap());
    let mut toml = String::from("[identity]\n");
    for (key, value) in identity {
        writeln!(toml, "{key} = {}", serde_json::to_string(value).unwrap()).unwrap();
    }
    toml.push_str("[[documents]]\n");
    for (key, value) in document {
        writeln!(toml, "{key} = {}", serde_json::to_string(value).unwrap()).unwrap();
    }
    let source = Arc::new(Source::new("application.toml", toml));
    let (node, faults) = source.parse();
    assert!(faults.is_empty(), "{faults:?}");
    let facts = build(&node, &ROOT, &source, Strictness::File).record;
    let rules: Vec<&Rule> =
        PACK.rules.iter().filter(|rule| ["name-as-printed", "unusual-characters"].contains(&&*rule.id)).collect();
    let input =
        Input { pack: &PACK, facts: &facts, now: date(2026, 5, 19).into(), online: false, memo: &Memo::default() };
    engine::judge(&input, &rules)
}

/// The findings on the typed name with their fixes.
fn fixes(judged: &Judged) -> Vec<(String, Option<String>)> {
    let own = judged.findings.iter().filter_map(|finding| {
        let key = finding.field.as_deref()?.strip_prefix("identity.")?;
        Some((key.to_owned(), finding.fix_value().map(|fix| fix.expose().to_owned())))
    });
    own.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_offered_fix_cures(
        person in proptest::sample::select(PEOPLE.to_vec()),
        typed in proptest::sample::select(vec![Layout::Fields, Layout::GivenFirst, Layout::SurnameFirst, Layout::Comma]),
        printed in proptest::sample::select(vec![Layout::Fields, Layout::GivenFirst, Layout::SurnameFirst, Layout::Comma, Layout::Zone]),
        changed_over in proptest::bool::weighted(0.1),
        slips in proptest::collection::vec((slip(), any::<bool>(), 0usize..40), 0..4),
    ) {
        let [mut surname, mut given] = [person[0].to_owned(), person[1].to_owned()];
        for (slip, of_given, place) in slips {
            let part = if of_given { &mut given } else { &mut surname };
            *part = slipped(part, slip, place);
        }
        if changed_over && !given.is_empty() {
            std::mem::swap(&mut surname, &mut given);
        }
        let document = fields(printed, person[0], person[1], person[2]);
        let mut identity = fields(typed, &surname, &given, "");
        let judged = judge(&identity, &document);
        for comparison in judged.comparisons.iter().filter(|comparison| comparison.verdict != "ok") {
            let told = judged.findings.iter().any(|finding| finding.field.as_deref() == Some(&comparison.field));
            prop_assert!(told, "{identity:?} {document:?}: {} {} without a finding", comparison.field, comparison.verdict);
        }
        for finding in &judged.findings {
            let key = finding.field.as_deref().and_then(|field| field.strip_prefix("identity.")).unwrap();
            let length = identity[key].chars().count();
            let distinct: BTreeSet<usize> = finding.at.iter().copied().collect();
            prop_assert!(distinct.len() == finding.at.len() && distinct.iter().all(|at| *at < length),
                "{identity:?} {document:?}: {} at {:?}", finding.defect, finding.at);
        }
        let found = fixes(&judged);
        let all_offered = !found.is_empty() && found.iter().all(|(_, fix)| fix.is_some());
        let before = identity.clone();
        for (key, fix) in &found {
            if let (Some(fix), Some((key, value))) = (fix, identity.iter_mut().find(|(known, _)| *known == key)) {
                prop_assert!(!fix.is_empty(), "{before:?} {document:?}: empty fix of {key}");
                value.clone_from(fix);
            }
        }
        if all_offered {
            let left = fixes(&judge(&identity, &document));
            prop_assert!(left.is_empty(), "{before:?} {document:?} became {identity:?}, and {left:?} is left");
        }
    }
}
