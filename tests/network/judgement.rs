//! What the program makes of a world.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use preflight::engine::{self, Input};
use preflight::expr::Memo;
use preflight::fact::schema::ROOT;
use preflight::fact::{Origin, Places, Record, SaveHead, SavedFacts, Strictness, build, load, save};
use preflight::network::{Plan, World as Seam};
use preflight::probe::{self, Sources, Wishes, network_plan};
use preflight::report::Finding;
use preflight::rule::{Pack, Rule};
use preflight::source::Source;

use super::panics::count_panics;
use super::scenario::{Application, Scenario};
use super::world::World;

/// The facts of one run and what was found in them.
pub struct Judgement {
    pub facts: Record,
    pub findings: Vec<Finding>,
    pub took: Duration,
}

/// What an application asks of a world, within a time.
pub fn plan(pack: &Pack, wanted: &super::scenario::World, application: &Application, world: &World) -> Plan {
    let wishes = Wishes {
        deadline: Some(Duration::from_millis(wanted.deadline_ms)),
        upload: wanted.upload,
        roots: Some(world.roots.clone()),
    };
    let mut plan = network_plan(&pack.network, &pack.portals, &typed(application), wishes);
    plan.settings.upload_deadline_ms = wanted.upload_deadline_ms;
    plan.world = Seam::loopback(world.loopback.clone());
    plan
}

/// Runs a scenario in its world and judges what was seen.
pub fn judge(pack: &Pack, scenario: &Scenario, world: &World) -> Judgement {
    let plan = plan(pack, &scenario.world, &scenario.application, world);
    let sources = Sources {
        folder: std::path::Path::new(""),
        network: &plan,
        steps: &|_| {},
        password: None,
        today: date(2026, 5, 19),
        progress: &|_, _| {},
    };
    count_panics();
    let began = Instant::now();
    let facts = probe::gather(&typed(&scenario.application), &[Origin::Network].into(), &sources);
    let took = began.elapsed();
    let findings = findings(pack, &facts);
    Judgement { facts, findings, took }
}

/// What the rules that ask the network find in facts.
pub fn findings(pack: &Pack, facts: &Record) -> Vec<Finding> {
    let asks = |rule: &&Rule| engine::origins(pack, &[rule]).contains(&Origin::Network);
    let rules: Vec<&Rule> = pack.rules.iter().filter(asks).collect();
    let input = Input { pack, facts, now: date(2026, 5, 19).into(), online: true, memo: &Memo::default() };
    let mut findings = engine::judge(&input, &rules).findings;
    engine::sort(&mut findings, &places());
    findings
}

/// The facts as they are after they were written down and read back.
pub fn saved_and_loaded(facts: &Record) -> Record {
    let head = SaveHead { pack: "specimen 1", today: "2026-05-19", online: true };
    let text = serde_json::to_string(&save(facts, &places(), &head, false)).unwrap();
    load(&serde_json::from_str::<SavedFacts>(&text).unwrap()).unwrap().0
}

fn places() -> Places {
    Places::saved("network", [].into())
}

fn typed(application: &Application) -> Record {
    let text = application_file(application).unwrap_or_default();
    let source = Arc::new(Source::new("application.toml", text));
    let built = build(&source.parse().0, &ROOT, &source, Strictness::File);
    assert!(built.faults.is_empty(), "{:?}", built.faults);
    built.record
}

/// The application file of a scenario that has one.
pub fn application_file(application: &Application) -> Option<String> {
    let portal = application.portal.iter().map(|url| format!("[portal]\nurl = {url:?}\n"));
    let account = application.email.iter().map(|email| format!("[account]\nemail = {email:?}\n"));
    let text: String = portal.chain(account).collect();
    (!text.is_empty()).then_some(text)
}
