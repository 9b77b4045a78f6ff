//! A picture judged as `preflight check` judges it.

use jiff::civil::{Date, date};
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Origin, Strictness, Value, build};
use preflight::network::Plan;
use preflight::probe::{self, Sources};
use preflight::rule::{Pack, Severity};
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

impl Judge {
    pub fn new() -> Self {
        Self { pack: Pack::embedded().expect("the pack"), folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn look(&self, picture: &[u8]) -> Verdict {
        let path: PathBuf = self.folder.path().join("picture.jpg");
        std::fs::write(&path, picture).expect("room for a picture");
        let source = Arc::new(Source::new("application.toml", "[[documents]]\nfile = \"picture.jpg\"\n".to_owned()));
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
        let rules: Vec<_> = self.pack.rules.iter().filter(|rule| self.asks_picture(rule)).collect();
        let input = Input { pack: &self.pack, facts: &facts, now: TODAY.into(), online: false, memo: &Memo::default() };
        let judged = engine::judge(&input, &rules);
        let grave = judged.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        let numbers = facts.get("documents").items().first().and_then(Value::record).map(|document| {
            let sides = document.get("quad").items();
            sides.iter().filter_map(|side| if let Value::Double(side) = side { Some(*side as f32) } else { None })
        });
        let numbers: Vec<f32> = numbers.into_iter().flatten().collect();
        let corners: Vec<[f32; 2]> = numbers.as_chunks::<2>().0.to_vec();
        Verdict { defects: grave.map(|finding| finding.defect.clone()).collect(), quad: corners.try_into().ok() }
    }

    fn asks_picture(&self, rule: &preflight::rule::Rule) -> bool {
        engine::origins(&self.pack, &[rule]).contains(&Origin::Image)
    }
}
