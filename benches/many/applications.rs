//! Applications of invented people, one a line: most of them in order, the others with a mistake or two.

use serde_json::{Value, json};

#[path = "../text/random.rs"]
mod random;

use random::Random;

const SURNAMES: &str = "LINDQVIST OKONKWO FERNÁNDEZ TANAKA KOWALSKI SILVA HADDAD NOVÁK ROSSI MÜLLER ANDERSEN PETROVA NGUYEN KAPOOR YILMAZ \
                        DUBOIS JANSEN KAMAU ORTEGA BERG";
const GIVEN: &str = "ELSA AMARA LUCÍA KENJI PIOTR JOÃO LAYLA TEREZA MARCO ANNA LARS IRINA MINH PRIYA EMRE CHLOÉ PIETER WANJIRU DIEGO MARIA";
const COUNTRIES: &str = "SE NG ES JP PL BR LB CZ IT DE DK BG VN IN TR FR NL KE MX NO";
/// Country code and the beginning of a mobile number, and how many digits follow.
#[rustfmt::skip]
const MOBILE: [(&str, usize); 20] = [
    ("+4670", 7), ("+234803", 7), ("+346", 8), ("+8190", 8), ("+48601", 6), ("+55119", 8), ("+9613", 6), ("+420601", 6), ("+39333", 7),
    ("+49151", 8), ("+452", 7), ("+35988", 7), ("+849", 8), ("+9198", 8), ("+9053", 8), ("+336", 8), ("+316", 8), ("+2547", 8),
    ("+5255", 8), ("+474", 7),
];

/// The line of application number `case`.
pub fn line(case: usize) -> String {
    let mut random = Random::of_case(20_261_122, case);
    let place = random.below(20);
    let pick = |list: &str, at: usize| list.split_whitespace().nth(at).unwrap_or_default().to_owned();
    let surname = pick(SURNAMES, place);
    let given = format!("{} {}", random.word(GIVEN), random.word(GIVEN));
    let country = pick(COUNTRIES, place);
    let number = format!("{}{}", random.pick(&["AA", "P", "X7"]), 1_000_000 + random.below(8_999_999));
    let birth = format!("19{:02}-{:02}-{:02}", 50 + random.below(50), 1 + random.below(12), 1 + random.below(28));
    let (begins, digits) = MOBILE[place];
    let phone: String = begins.chars().chain((0..digits).map(|_| char::from(b'1' + random.below(9) as u8))).collect();
    let mail = format!("user{case}.{}@gmail.com", country.to_lowercase());
    let mut application = json!({
        "portal": {"url": "https://www.huaweicloud.com/intl/en-us/"},
        "account": {"email": mail, "phone": phone, "country": country, "purpose": "personal", "username": format!("user_{case}")},
        "identity": {
            "surname": surname, "given_names": given, "document_kind": "passport", "document_number": number,
            "document_country": country, "nationality": country, "sex": "F", "birth_date": birth,
            "issue_date": "2022-04-16", "expiry_date": "2032-04-15",
        },
        "forms": [{"form": "billing", "surname": surname, "given_names": given, "email": mail}],
        "documents": [{
            "kind": "passport", "side": "data-page", "surname": surname, "given_names": given, "number": number,
            "birth_date": birth, "expiry_date": "2032-04-15",
        }],
        "security": {"second_factor": "authenticator", "recovery_email": format!("other{case}@outlook.com"), "login_alerts": true},
        "billing": {
            "wanted": true, "method": "card", "card_brand": "visa", "card_kind": "credit", "card_country": country,
            "card_expiry": "08/29", "holder": format!("{given} {surname}"),
        },
        "situation": {"travelling": false, "network": "home"},
    });
    // One in three has something to find.
    if random.chance(33) {
        let mut defects: Vec<usize> = (0..8).collect();
        random.shuffle(&mut defects);
        let count = 1 + random.below(2);
        defects.iter().take(count).for_each(|&defect| spoil(&mut application, defect));
    }
    application.to_string()
}

fn spoil(application: &mut Value, defect: usize) {
    let (pointer, value) = match defect {
        0 => ("/identity/surname", json!("ＬINDQVIST")),
        1 => ("/portal/url", json!("https://www.huaweicloud.com/")),
        2 => ("/account/email", json!("someone@gmial.com")),
        3 => ("/account/phone", json!("0701740635")),
        4 => ("/identity/expiry_date", json!("2024-04-15")),
        5 => ("/forms/0/given_names", json!("E. MARIA")),
        6 => ("/billing/card_kind", json!("debit")),
        _ => ("/identity/document_number", json!("AA898902l")),
    };
    if let Some(place) = application.pointer_mut(pointer) {
        *place = value;
    }
}
