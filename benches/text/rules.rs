//! How long all text rules take on one application.

use jiff::civil::date;
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Origin, Record, Strictness, build};
use preflight::rule::{Pack, Rule};
use preflight::source::Source;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

/// How often each application is judged.
const ROUNDS: u32 = 2_000;

/// Everything right.
const CLEAN: &str = r#"
[portal]
url = "https://www.huaweicloud.com/intl/en-us/"
[account]
email = "elsa.lindqvist@gmail.com"
phone = "+46701740635"
country = "SE"
[identity]
surname = "LINDQVIST"
given_names = "ELSA MARIA"
document_kind = "passport"
document_number = "AA8989021"
document_country = "SE"
nationality = "SE"
birth_date = "1991-03-09"
expiry_date = "2032-04-15"
[[forms]]
form = "billing"
surname = "LINDQVIST"
given_names = "ELSA MARIA"
[[documents]]
kind = "passport"
surname = "LINDQVIST"
given_names = "ELSA MARIA"
number = "AA8989021"
[billing]
method = "card"
card_brand = "visa"
card_kind = "credit"
"#;

/// Prints the figures for an application without a defect and for the one of the fixtures, which has several.
pub fn speed() {
    let pack = Pack::embedded().expect("the pack");
    let text: Vec<&Rule> = pack.rules.iter().filter(|rule| is_text(&pack, rule)).collect();
    let faulty = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/application.toml"));
    println!("all {} text rules on one application, the pack loaded", text.len());
    for (what, toml) in [("nothing wrong", CLEAN), ("several defects", &faulty.expect("the fixture"))] {
        let facts = record("application.toml", toml);
        let judge = || {
            let input = Input {
                pack: &pack,
                facts: &facts,
                now: date(2026, 5, 19).into(),
                online: false,
                memo: &Memo::default(),
            };
            black_box(engine::judge(&input, &text)).findings.len()
        };
        let found = judge();
        let start = Instant::now();
        (0..ROUNDS).for_each(|_| {
            judge();
        });
        let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS);
        println!("  {what:20} {each:8.1} µs, {found} findings");
    }
}

/// Whether a rule asks neither a picture nor the network.
pub fn is_text(pack: &Pack, rule: &Rule) -> bool {
    let origins = engine::origins(pack, &[rule]);
    !origins.contains(&Origin::Image) && !origins.contains(&Origin::Network)
}

/// The facts of an application file; its name says in which format it is.
pub fn record(name: &str, text: &str) -> Record {
    let source = Arc::new(Source::new(name, text.to_owned()));
    let (node, faults) = source.parse();
    assert!(faults.is_empty(), "{faults:?}");
    build(&node, &ROOT, &source, Strictness::File).record
}
