//! E-mail addresses, phone numbers, countries and the password.

use super::super::function::{Function, Kind, Vocabulary};
use super::judged::{self, Judged};
use super::{int_at, record_at, stop_of, text_at, text_of, texts_at};
use crate::fact::{Origin, Value};
use crate::text::{country, email, password, phone};
use smallvec::SmallVec;

/// What a form may ask a password to hold.
const SIGNS: &[&str] = &["letter", "upper", "lower", "digit", "sign"];

pub const TABLE: &[Function] = &[
    Function {
        name: "judge_email",
        params: &[("field", Kind::Field), ("local_signs", Kind::Text)],
        result: Kind::Judged,
        doc: "Whether an address is well formed and its domain likely; local_signs are the signs a provider allows before the @ besides letters and digits, empty for all of RFC 5321.",
        example: ("judge_email(field('anna@example.com', 'email'), '')", "[]"),
        reads: &[],
        call: |scope, args| {
            let field = record_at(args, 0)?;
            let signs = text_at(args, 1)?;
            let owned: Vec<&str> = scope.portals.owned_domains.iter().map(String::as_str).collect();
            let rules = email::Rules {
                local_chars: Some(signs).filter(|signs| !signs.is_empty()),
                disposable: &[],
                providers: &owned,
            };
            let judgement = email::judge(text_of(field, "value")?, &rules);
            Ok(judged::list(text_of(field, "path")?, &judgement))
        },
    },
    Function {
        name: "e164",
        params: &[("phone", Kind::Text), ("country", Kind::Text)],
        result: Kind::Text,
        doc: "A phone number as + and digits (E.164), with the country for numbers in national form; empty where it cannot be told.",
        example: ("e164('070-174 06 35', 'SE')", "'+46701740635'"),
        reads: &[],
        call: |_, args| {
            let country = Some(text_at(args, 1)?).filter(|country| !country.is_empty());
            let number = phone::parse(text_at(args, 0)?, country).map(|number| number.e164());
            Ok(Value::text(number.unwrap_or_default()))
        },
    },
    Function {
        name: "judge_phone",
        params: &[("field", Kind::Field), ("country", Kind::Text)],
        result: Kind::Judged,
        doc: "Whether a number is complete and possible (E.164), and how to type it; country is the account's, empty where unknown.",
        example: ("judge_phone(field('+46701234567', 'phone'), 'SE')", "[]"),
        reads: &[],
        call: |_, args| {
            let field = record_at(args, 0)?;
            let country = text_at(args, 1)?;
            let judgement = phone::judge(text_of(field, "value")?, Some(country).filter(|country| !country.is_empty()));
            Ok(judged::list(text_of(field, "path")?, &judgement))
        },
    },
    Function {
        name: "country_code",
        params: &[("text", Kind::Text)],
        result: Kind::Text,
        doc: "The ISO 3166-1 alpha-2 code of a country given as alpha-2, alpha-3, ICAO code or English name; empty where unknown.",
        example: ("country_code('SWE')", "'SE'"),
        reads: &[],
        call: |_, args| Ok(Value::text(country::canonical(text_at(args, 0)?).unwrap_or(""))),
    },
    Function {
        name: "countries_agree",
        params: &[("left", Kind::Text), ("right", Kind::Text)],
        result: Kind::Bool,
        doc: "Whether two texts may name the country of one document: the same, or a territory whose people hold passports of the other; also where one is no country that is known.",
        example: ("countries_agree('CHN', 'Hong Kong')", "true"),
        reads: &[],
        call: |_, args| Ok(Value::Bool(country::agree(text_at(args, 0)?, text_at(args, 1)?).unwrap_or(true))),
    },
    Function {
        name: "judge_country",
        params: &[("field", Kind::Field)],
        result: Kind::Judged,
        doc: "Whether a text names a country, and the code that was meant.",
        example: ("judge_country(field('SE', 'country'))", "[]"),
        reads: &[],
        call: |_, args| {
            let field = record_at(args, 0)?;
            let value = text_of(field, "value")?;
            if country::find(value).is_some() {
                return Ok(Value::list([]));
            }
            let meant = country::nearest(value);
            let note = match meant {
                Some(country) => format!("no country code; {} is {}", country.alpha2, country.name),
                None => "no country code of ISO 3166-1 or ICAO 9303".to_owned(),
            };
            Ok(Value::list([Judged::about(text_of(field, "path")?)
                .with("defect", Value::text("unknown-country"))
                .with("note", Value::text(note))
                .with("fix", Value::maybe_text(meant.map(|country| country.alpha2)))
                .value()]))
        },
    },
    Function {
        name: "judge_password",
        params: &[
            ("min_length", Kind::Int),
            ("max_length", Kind::Int),
            ("max_repeat", Kind::Int),
            ("needs", Kind::Words(Vocabulary::Of(SIGNS))),
            ("service_words", Kind::Texts),
        ],
        result: Kind::Judged,
        doc: "Whether the password keeps the provider's rules (these lengths, at most max_repeat equal characters in a row, one of each of needs: letter, upper, lower, digit, sign; no spaces) and is none that attackers try first. 0 is no limit for max_length and max_repeat.",
        example: ("has(security.password) && size(judge_password(8, 32, 2, ['letter', 'digit'], [])) > 0", "false"),
        reads: &[Origin::Prompt, Origin::Typed],
        call: |scope, args| {
            let security = scope.facts.get("security").record().ok_or_else(|| stop_of(&Value::Absent))?;
            let typed = scope.index.of(scope.facts);
            let length = |index| int_at(args, index).map(|number| usize::try_from(number).unwrap_or(0));
            let needs = texts_at(args, 3)?;
            let limit = |index| length(index).map(|limit| Some(limit).filter(|limit| *limit > 0));
            let rules = password::Rules {
                min_length: length(0)?,
                max_length: limit(1)?,
                need_letter: needs.contains(&"letter"),
                need_digit: needs.contains(&"digit"),
                need_upper: needs.contains(&"upper"),
                need_lower: needs.contains(&"lower"),
                need_special: needs.contains(&"sign"),
                spaces_allowed: false,
                max_repeat: limit(2)?,
                service_words: &texts_at(args, 4)?,
            };
            let mut about = password::About::default();
            let mut others: SmallVec<[&str; 8]> = SmallVec::new();
            for (typed, _) in typed.iter() {
                let Value::Text(text) = &typed.value else { continue };
                let text = text.expose();
                match &*typed.key {
                    "email" => _ = about.account.get_or_insert(text),
                    "username" => _ = about.username.get_or_insert(text),
                    "surname" => _ = about.name.get_or_insert(text),
                    "phone" => _ = about.phone.get_or_insert(text),
                    "birth_date" => _ = about.birth.get_or_insert(text),
                    "given_names" | "name" | "document_number" | "number" => others.push(text),
                    _ => {}
                }
            }
            about.others = &others;
            let judgement = password::judge(text_of(security, "password")?, &rules, &about);
            Ok(judged::list("security.password", &judgement))
        },
    },
];
