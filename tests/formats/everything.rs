//! One report with everything in it that a report can hold, made by hand, and a file that could not be judged beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use preflight::engine::{CheckOutcome, Judged as Outcomes, Outcome};
use preflight::fact::schema::ROOT;
use preflight::fact::{Places, Private, Record, Sensitivity, Strictness, build};
use preflight::report::{
    Comparison, Consequence, Entry, Evidence, Finding, FixOut, Judged, Picture, Refused, Region, Report, ReportFormat,
    Settings, Style, Waived, WaivedBy,
};
use preflight::rule::{Citation, Confidence, Pack, Piece, Severity};
use preflight::source::{Fault, Source};

/// What was typed, and what was measured of the picture.
pub const APPLICATION: &str = "\u{feff}[identity]
surname = \"ＥRIKSSON\" # from a Chinese keyboard
given_names = 'ANNA'
document_kind = 'pasport'

[[documents]]
kind = \"passport\"
file = \"images/a b.jpg\"
surname = \"ERIKSSON\"
format = \"jpeg\"
width = 1600
height = 1200
quad = [0.1, 0.1, 0.9, 0.12, 0.9, 0.9, 0.1, 0.88]
";

const PACK: &str = r#"[pack]
id = "example"
version = "1"
title = "An example"

[[problem]]
id = "rejected"
title = "Rejected"
guide = ["G1"]

[[guide]]
id = "G1"
says = "As printed"

[[limit]]
id = "name_max"
value = 255
source = "https://example.com/limits"
checked = 2026-11-22
confidence = "A"
"#;

const NAMES: &str = r#"title = "Names"

[[rule]]
id       = "as-printed"
title    = "Not the name that the document prints: {it.value}"
problem  = "rejected"
guide    = ["G1"]
severity = "error"
each     = '''fields(["name"])'''
at       = "it"
expect   = '''size(it.value) <= limits.name_max'''
defect   = "full-width"
why      = "At most {limits.name_max} characters, as printed."
fix      = { text = "Type it as printed" }
source   = { url = "https://example.com/names", checked = 2026-11-22, confidence = "A" }

[[rule]]
id       = "kind"
title    = "No kind of document"
problem  = "rejected"
severity = "warning"
at       = "identity.document_kind"
expect   = '''identity.document_kind == "passport"'''
defect   = "not-a-word"
why      = "The list has no such word."
source   = { url = "a leaflet at the counter", checked = 2026-11-22, confidence = "C" }
"#;

/// Everything that the report borrows.
pub struct Everything {
    pack: Pack,
    facts: Record,
    places: Places,
    broken: Source,
    fault: Fault,
}

impl Everything {
    pub fn new() -> Self {
        Self::in_file("application.toml")
    }

    /// The same from a file of this name.
    pub fn in_file(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("pack.toml", PACK), ("names.toml", NAMES)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let source = Arc::new(Source::new(name, APPLICATION.to_owned()));
        let (node, faults) = source.parse();
        let built = build(&node, &ROOT, &source, Strictness::Test);
        assert!(faults.is_empty() && built.faults.is_empty(), "{:?}", built.faults);
        let broken = Source::new("broken.toml", "[identity]\nsurnam = \"SECRET\"\n".to_owned());
        let span = broken.text.find("surnam").unwrap();
        let fault = Fault::at((span..span + 6).into(), "`identity` has no key `surnam`".to_owned());
        Self {
            pack: Pack::folder(folder.path()).unwrap(),
            facts: built.record,
            places: built.places,
            broken,
            fault: fault.help("did you mean `surname`?"),
        }
    }

    pub fn report(&self) -> Report<'_> {
        let check = |rule: &str, outcome, reason: Option<&str>| CheckOutcome {
            rule: rule.into(),
            outcome,
            reason: reason.map(|reason| reason.to_owned().into()),
        };
        let judged = Outcomes {
            checks: vec![
                check("as-printed", Outcome::Fail, None),
                check("kind", Outcome::Fail, None),
                check("glare", Outcome::Fail, None),
                check("proxy", Outcome::Fail, None),
                check("clean", Outcome::Pass, None),
                check("clock", Outcome::Inconclusive, Some("no time server <answered> & none | `will`")),
                check("upright", Outcome::Blocked, Some("`glare` comes first")),
                check("card", Outcome::Skipped, Some("billing.card_kind is not given")),
            ],
            findings: vec![as_printed(), kind(), glare(), proxy()],
            waived: vec![
                Waived {
                    finding: Finding { defect: "missing-part".to_owned(), field: given_names(), ..as_printed() },
                    reason: "the passport has <one> name | only".to_owned(),
                    by: WaivedBy::Waiver,
                },
                Waived { finding: kind(), reason: "known since May".to_owned(), by: WaivedBy::Baseline },
            ],
            comparisons: vec![
                pair("identity.surname", "documents[0].surname", "width", "fixable"),
                pair("identity.given_names", "documents[0].surname", "ok", "ok"),
            ],
        };
        Report {
            not_checked: vec!["the password: add --password".to_owned()],
            ..Report::new(&self.pack, "2026-05-19".parse().unwrap(), &self.facts, &self.places, judged)
        }
    }

    /// The report and the broken file in a format.
    pub fn written(&self, format: ReportFormat, values: bool) -> String {
        self.written_of(&self.report(), format, values, &[])
    }

    pub fn written_of(&self, report: &Report<'_>, format: ReportFormat, values: bool, pictures: &[Picture]) -> String {
        let style = Style::new(false, None);
        let mut renderer = format.renderer(Settings { values, style, fails_at: Some(Severity::Error) });
        let mut text = renderer.add(&Entry::Judged(Judged { pictures, ..Judged::alone(report) }));
        let fault =
            preflight::report::FaultReport { file: &self.broken.name, source: Some(&self.broken), fault: &self.fault };
        text.push_str(&renderer.add(&Entry::Refused(&Refused { file: &self.broken.name, faults: vec![fault] })));
        text + &renderer.finish()
    }
}

fn given_names() -> Option<String> {
    Some("identity.given_names".to_owned())
}

fn pair(field: &str, related: &str, relation: &str, verdict: &str) -> Comparison {
    let [field, related, relation, verdict] = [field, related, relation, verdict].map(str::to_owned);
    Comparison { field, related, relation, verdict }
}

fn text(text: &str) -> Vec<Piece> {
    vec![Piece::Text(text.to_owned())]
}

/// A finding with nothing but what each has.
pub fn plain(rule: &str, defect: &str, severity: Severity, message: &str) -> Finding {
    Finding {
        rule: rule.into(),
        theme: "names".into(),
        defect: defect.to_owned(),
        severity,
        problem: "rejected".into(),
        guide: vec!["G1".to_owned()],
        field: None,
        related: None,
        at: Vec::new(),
        region: None,
        message: text(message),
        why: text("It matters."),
        fix: None,
        evidence: BTreeMap::new(),
        consequences: Vec::new(),
        source: Citation {
            url: "https://example.com/a".to_owned(),
            checked: "2026-11-22".to_owned(),
            confidence: Confidence::A,
        },
    }
}

fn as_printed() -> Finding {
    let value = |name: &str, value: &str| Piece::Value {
        name: name.to_owned(),
        value: Private::new(value),
        sensitivity: Sensitivity::Personal,
    };
    Finding {
        field: Some("identity.surname".to_owned()),
        related: Some("documents[0].surname".to_owned()),
        at: vec![0],
        message: vec![Piece::Text("Not as printed: ".to_owned()), value("surname", "ＥRIKSSON")],
        fix: Some(FixOut { text: text("Type it as printed"), value: Some(Private::new("ERIKSSON")), safe: true }),
        evidence: [("relation".to_owned(), Evidence::Word("width".to_owned()))].into(),
        ..plain("as-printed", "full-width", Severity::Error, "")
    }
}

fn kind() -> Finding {
    Finding {
        field: Some("identity.document_kind".to_owned()),
        fix: Some(FixOut { text: Vec::new(), value: Some(Private::new("passport")), safe: false }),
        source: Citation { url: "a leaflet at the counter".to_owned(), ..plain("", "", Severity::Error, "").source },
        ..plain("kind", "not-a-word", Severity::Warning, "No kind of document")
    }
}

fn glare() -> Finding {
    Finding {
        theme: "photos".into(),
        field: Some("documents[0].file".to_owned()),
        region: Some(Region { page: 1, x: 0.6, y: 0.1, width: 0.25, height: 0.35 }),
        fix: Some(FixOut { text: text("Tilt the document"), value: None, safe: false }),
        evidence: [("glare".to_owned(), Evidence::Number(0.083))].into(),
        ..plain("glare", "glare", Severity::Advice, "Glare on the document")
    }
}

fn proxy() -> Finding {
    Finding {
        theme: "network".into(),
        field: Some("network".to_owned()),
        evidence: [("proxy".to_owned(), Evidence::Word("proxy.example:3128".to_owned()))].into(),
        consequences: vec![Consequence {
            defect: "tls-refused".to_owned(),
            message: text("No host answers"),
            evidence: BTreeMap::new(),
        }],
        ..plain("proxy", "proxy-blocks", Severity::Warning, "The proxy lets nothing through")
    }
}
