//! Document numbers: against the number as copied from the document, and against the rules of their country.

mod americas;
mod asia;
mod birth;
mod checksum;
mod difference;
mod europe;
mod national;
mod passport;
mod scheme;

use super::{Against, Defect, Judgement, Kind, character, country};

/// What is known about a number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The kind of document: `passport`, `national_id` and so on.
    pub kind: Option<&'a str>,
    /// The issuing country, in any code that [`country::find`] knows.
    pub country: Option<&'a str>,
    /// The number that it should be. Spaces in it only group, and count for nothing.
    pub document: Option<&'a str>,
    /// Where that number stands.
    pub against: Against,
    /// Longest number that the form takes.
    pub max_length: Option<usize>,
}

/// Judges a document number as typed.
pub fn judge(value: &str, context: &Context<'_>) -> Judgement {
    once(value, context).settled(|fix| once(fix, context))
}

fn once(value: &str, context: &Context<'_>) -> Judgement {
    if value.trim().is_empty() {
        return Judgement::empty();
    }
    let mut defects = character::judge(value, Kind::Number);
    let text = character::clean(value, Kind::Number);
    if let Some(most) = context.max_length.filter(|most| text.chars().count() > *most) {
        defects.push(Defect::whole("docnum-length", format!("the form takes at most {most} characters")));
    }
    let fix = match context.document.map(str::trim).filter(|document| !document.is_empty()) {
        Some(document) => {
            if value == document {
                // What the document prints is right, whatever its characters.
                return Judgement { defects: Vec::new(), fix: None };
            }
            let printed = match context.against {
                Against::Document => character::clean(document, Kind::Number),
                // Documents print capitals; who typed the other one may not have.
                Against::Typed => character::clean(document, Kind::Number).to_ascii_uppercase(),
            };
            let found = difference::find(&text, &printed, context.against);
            let slip = is_slip(&text, &printed, &found, context);
            defects.extend(found);
            Some(printed).filter(|_| slip)
        }
        None => alone(&text, value, context, &mut defects),
    };
    let fix = if defects.is_empty() { None } else { fix.filter(|fix| fix != value) };
    Judgement { defects, fix }
}

/// The gravest of some defects: what there is to say where one word must do.
pub fn gravest<'a>(defects: impl IntoIterator<Item = &'a Defect>) -> Option<&'a Defect> {
    defects.into_iter().min_by_key(|defect| difference::rank(&defect.code))
}

/// Whether a defect lies in how a number is written and not in the number: signs, letter case, single characters in an odd form.
pub fn is_presentation(code: &str) -> bool {
    difference::is_presentation(code)
}

/// Whether a number is the other one with slips in it, and not that of another document: one character is another at most, or two
/// where the issuer's check digits tell which of the numbers is right.
fn is_slip(text: &str, printed: &str, differences: &[Defect], context: &Context<'_>) -> bool {
    let issuer = context.country.and_then(country::canonical).unwrap_or_default();
    let kind = context.kind.unwrap_or_default();
    match difference::strangers(differences) {
        None => false,
        Some(0 | 1) => true,
        Some(_) => {
            national::checks(printed, issuer, kind) == Some(true) && national::checks(text, issuer, kind) == Some(false)
        }
    }
}

/// Judges a number without a copy of the document's; returns the cured number where it is certain.
fn alone(text: &str, value: &str, context: &Context<'_>, defects: &mut Vec<Defect>) -> Option<String> {
    let fillers = character::positions(text, |c| c == '<');
    if let Some(first) = fillers.first() {
        let note = format!("character {} is a filler of the machine-readable lines, not part of the number", first + 1);
        defects.push(Defect::new("docnum-filler", fillers, note));
    }
    let trimmed = text.trim_matches('<').to_owned();
    let foreign = character::positions(&trimmed, |c| {
        !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '/' | '(' | ')' | '<')
    });
    if let Some(first) = foreign.first() {
        let note = format!("character {} does not belong in a document number", first + 1);
        defects.push(Defect::new("docnum-charset", foreign, note));
        return None;
    }
    let issuer = context.country.and_then(country::canonical).unwrap_or_default();
    let kind = context.kind.unwrap_or_default();
    if national::is_as_printed(value.trim(), issuer, kind) {
        // The issuer itself groups the number so.
        defects.retain(|defect| defect.code != "inner-space");
    }
    let before = defects.len();
    let national::Verdict { defects: found, digits } = national::judge(&trimmed, issuer, kind);
    let places: Vec<usize> = character::positions(&trimmed, |c| c.is_ascii_alphanumeric());
    let place = |at: usize| places.get(at).copied().unwrap_or(at);
    defects.extend(
        found.into_iter().map(|defect| Defect { at: defect.at.iter().map(|at| place(*at)).collect(), ..defect }),
    );
    let small = character::positions(&trimmed, |c| c.is_ascii_lowercase());
    if let Some(first) = small.first() {
        let note = format!("character {} is a small letter; documents print capitals", first + 1);
        defects.push(Defect::new("docnum-case", small, note));
    }
    let known = |code: &str| code == "docnum-case" || !digits.is_empty();
    let wrong = defects.iter().skip(before).any(|defect| !known(&defect.code)) || trimmed.contains('<');
    let mut cured: Vec<char> = trimmed.to_ascii_uppercase().chars().collect();
    for (at, digit) in digits {
        if let Some(slot) = cured.get_mut(place(at)) {
            *slot = digit;
        }
    }
    let cured: String = cured.into_iter().collect();
    (!wrong && cured != value).then_some(cured)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn against(value: &str, document: &str) -> Vec<String> {
        let context =
            Context { kind: Some("passport"), country: Some("UTO"), document: Some(document), ..Context::default() };
        let found = judge(value, &context);
        let other = found.defects.iter().any(|defect| defect.code == "docnum-mismatch" && defect.at.is_empty());
        assert_eq!(found.fix.as_deref(), (value != document && !other).then_some(document), "{value}");
        found.defects.into_iter().map(|d| d.code.into_owned()).collect()
    }

    fn alone(value: &str, country: &str, kind: &str) -> Vec<String> {
        let found = judge(value, &Context { kind: Some(kind), country: Some(country), ..Context::default() });
        found.defects.into_iter().map(|d| d.code.into_owned()).collect()
    }

    #[test]
    fn against_the_document() {
        for (value, code) in [
            ("L898902C36", "docnum-extra-checkdigit"),
            ("L898902C3<", "docnum-filler"),
            ("l898902c3", "docnum-case"),
            ("L898902 C3", "inner-space"),
            ("L898-902-C3", "docnum-hyphen"),
            ("L8989O2C3", "docnum-o-zero"),
            ("L898902CE", "docnum-mismatch"),
            ("L898.902.C3", "docnum-punctuation"),
            ("L898902C3!", "docnum-charset"),
            ("L89$902C3", "docnum-charset"),
            ("898902C3", "docnum-missing-char"),
            ("L898920C3", "docnum-transposed"),
            ("L89890222C3", "docnum-extra-char"),
            ("L898902222C3", "docnum-mismatch"),
            ("L8989022C3", "docnum-extra-char"),
        ] {
            assert_eq!(against(value, "L898902C3"), [code], "{value}");
        }
        assert!(against("L898902C3", "L898902C3").is_empty());
        assert_eq!(against("No L898902C3", "L898902C3"), ["inner-space", "docnum-case", "docnum-extra-char"]);
    }

    #[test]
    fn several_at_once() {
        assert_eq!(against("l8989O2C3 ", "L898902C3"), ["trailing-space", "docnum-case", "docnum-o-zero"]);
    }

    #[test]
    fn groups_of_the_document_count_for_nothing() {
        let judged = |value: &str| judge(value, &Context { document: Some("E 1234 5678"), ..Context::default() });
        assert!(judged("E12345678").is_clean() && judged("E 1234 5678").is_clean());
        let found = judged("E 12345678");
        assert!(found.has("inner-space") && found.defects.len() == 1);
        assert_eq!(found.fix.as_deref(), Some("E12345678"));
        assert_eq!(judged("EI2345678").fix.as_deref(), Some("E12345678"));
    }

    #[test]
    fn another_document_is_no_slip() {
        for (value, document, curable) in [
            ("X1234567", "L898902C3", false),
            ("L898902D3", "L898902C3", true),
            ("L898911C3", "L898902C3", false),
            ("L8989O2C3", "L898902C3", true),
            // The check character fits the second only.
            ("110105194912310041", "11010519491231002X", true),
            ("11010519500101002X", "11010519491231002X", false),
        ] {
            let context = Context {
                kind: Some("national_id"),
                country: Some("CN"),
                document: Some(document),
                ..Context::default()
            };
            assert_eq!(judge(value, &context).fix.is_some(), curable, "{value}");
        }
    }

    #[test]
    fn the_gravest_defect_comes_first() {
        let found = judge("l8989O2D3 ", &Context { document: Some("L898902C3"), ..Context::default() });
        assert_eq!(gravest(&found.defects).map(|defect| defect.code.as_ref()), Some("docnum-mismatch"));
        let found = judge("l8989O2C3 ", &Context { document: Some("L898902C3"), ..Context::default() });
        assert_eq!(gravest(&found.defects).map(|defect| defect.code.as_ref()), Some("docnum-o-zero"));
    }

    #[test]
    fn no_document_is_named_where_there_is_none() {
        for value in ["l898902c3", "L898-902-C3", "L898.902.C3", "L898902C", "L8989O2C3", "L898902D3", "X1234567"] {
            let context = Context { document: Some("L898902C3"), against: Against::Typed, ..Context::default() };
            let found = judge(value, &context).defects;
            assert!(!found.is_empty() && found.iter().all(|defect| !defect.note.contains("document")), "{found:?}");
        }
    }

    #[test]
    fn by_the_rules_of_the_country() {
        assert_eq!(alone("11010519491231002X", "CN", "national_id"), Vec::<String>::new());
        assert_eq!(alone("110105194912310021", "CN", "national_id"), ["docnum-checkdigit"]);
        assert_eq!(alone("11010519490231002X", "CHN", "national_id"), ["docnum-bad-date", "docnum-checkdigit"]);
        assert_eq!(alone("1101051949123100", "CN", "national_id"), ["docnum-length"]);
        assert_eq!(alone("111.444.777-36", "BR", "national_id"), ["docnum-checkdigit"]);
        assert_eq!(alone("111.444.777-35", "BR", "national_id"), Vec::<String>::new());
        assert_eq!(alone("9999 4105 7058", "IN", "national_id"), Vec::<String>::new());
        assert_eq!(alone("99994 1057058", "IN", "national_id"), ["inner-space"]);
        assert_eq!(alone("12.345.678-5", "CL", "national_id"), Vec::<String>::new());
    }

    #[test]
    fn letters_for_digits() {
        let found =
            judge("111.444.777-3S", &Context { kind: Some("national_id"), country: Some("BR"), ..Context::default() });
        assert_eq!((found.has("docnum-s-five"), found.fix.as_deref()), (true, Some("111.444.777-35")));
        assert_eq!(found.defects.first().map(|defect| defect.at.clone()), Some(vec![13]));
    }

    proptest! {
        #[test]
        fn a_fix_is_clean(value in "[A-Za-z0-9 <Ａ-Ｃ０-９-]{0,14}|\\PC{0,10}", document in "[A-Z0-9]{6,10}") {
            for context in [Context { document: Some(&document), ..Context::default() }, Context { kind: Some("passport"), country: Some("DE"), ..Context::default() }, Context { kind: Some("national_id"), country: Some("CL"), ..Context::default() }] {
                if let Some(fix) = judge(&value, &context).fix {
                    prop_assert!(judge(&fix, &context).is_clean(), "{:?} {:?}", fix, judge(&fix, &context));
                }
            }
        }
    }
}
