//! A picture judged as `preflight check` judges it.

use jiff::civil::{Date, date};
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Origin, Record, Strictness, Value, build};
use preflight::network::Plan;
use preflight::probe::{self, Sources};
use preflight::report::Finding;
use preflight::rule::{Pack, Rule, Severity};
use preflight::source::Source;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// No picture depends on it.
const TODAY: Date = date(2026, 5, 19);

/// The pack, and a folder that the pictures are put in.
pub struct Judge {
    pack: Pack,
    folder: tempfile::TempDir,
}

/// What came of one picture.
pub struct Verdict {
    /// Defects that are errors or warnings.
    pub defects: Vec<String>,
    /// The corners that were found.
    pub quad: Option<[[f32; 2]; 4]>,
}

/// A finding.
#[derive(Debug)]
#[allow(dead_code, reason = "printed")]
pub struct Found {
    pub rule: String,
    pub defect: String,
    pub field: String,
    pub fix: Option<String>,
}

impl Judge {
    pub fn new() -> Self {
        Self { pack: Pack::embedded().expect("the pack"), folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn look(&self, picture: &[u8]) -> Verdict {
        let (facts, findings) =
            self.judge(picture, "[[documents]]\nfile = \"picture.jpg\"\n", &|rule| self.asks_picture(rule));
        let grave = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        let numbers = facts.get("documents").items().first().and_then(Value::record).map(|document| {
            let sides = document.get("quad").items();
            sides.iter().filter_map(|side| if let Value::Double(side) = side { Some(*side as f32) } else { None })
        });
        let numbers: Vec<f32> = numbers.into_iter().flatten().collect();
        let corners: Vec<[f32; 2]> = numbers.as_chunks::<2>().0.to_vec();
        Verdict { defects: grave.map(|finding| finding.defect.clone()).collect(), quad: corners.try_into().ok() }
    }

    /// What is found in an application whose document is `picture.jpg` by rules that look at it, errors and warnings alone.
    pub fn hold(&self, picture: &[u8], application: &str) -> Vec<Found> {
        let (_, findings) = self.judge(picture, application, &|rule| self.asks_picture(rule));
        let grave = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        grave
            .map(|finding| Found {
                rule: finding.rule.to_string(),
                defect: finding.defect.clone(),
                field: finding.field.clone().unwrap_or_default(),
                fix: finding.fix.as_ref().and_then(|fix| fix.value.as_ref()).map(|value| value.expose().to_owned()),
            })
            .collect()
    }

    fn judge(&self, picture: &[u8], application: &str, wanted: &dyn Fn(&Rule) -> bool) -> (Record, Vec<Finding>) {
        let path: PathBuf = self.folder.path().join("picture.jpg");
        std::fs::write(&path, picture).expect("room for a picture");
        let source = Arc::new(Source::new("application.toml", application.to_owned()));
        let (node, _) = source.parse();
        let typed = build(&node, &ROOT, &source, Strictness::File).record;
        let sources = Sources {
            folder: self.folder.path(),
            network: &Plan::new(self.pack.network.clone()),
            steps: &|_| {},
            password: None,
            today: TODAY,
            progress: &|_, _| (),
        };
        let facts = probe::gather(&typed, &BTreeSet::from([Origin::File, Origin::Image]), &sources);
        let rules: Vec<_> = self.pack.rules.iter().filter(|rule| wanted(rule)).collect();
        let input = Input { pack: &self.pack, facts: &facts, now: TODAY.into(), online: false, memo: &Memo::default() };
        let findings = engine::judge(&input, &rules).findings;
        (facts, findings)
    }

    fn asks_picture(&self, rule: &Rule) -> bool {
        engine::origins(&self.pack, &[rule]).contains(&Origin::Image)
    }
}
