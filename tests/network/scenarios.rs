//! Every file of `scenarios/`: a world, and the cause that has to be named in it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use preflight::fact::to_json;
use preflight::network::{MAX_CONNECTIONS, MAX_SENT_BYTES};
use preflight::report::{Evidence, Finding};
use preflight::rule::{Check, Pack, Rule};
use serde_json::Value;

use super::deadline::held;
use super::heartbeat::Heartbeat;
use super::judgement::{self, Judgement};
use super::ledger::Ledger;
use super::panics::panics;
use super::scenario::{Expectation, Scenario};
use super::world::World;

/// Scenarios that run at once: they wait most of their time.
const AT_ONCE: usize = 14;

/// A run in which this machine stood still for longer is no run, and is done again: that much jitter is a finding already.
pub const STANDSTILL: Duration = Duration::from_millis(30);

/// How often.
pub const RUNS: usize = 4;

#[test]
fn the_cause_is_named() {
    let mut files = in_order();
    files.retain(|(_, scenario)| scenario.interrupt_ms.is_none());
    let (waiting, failed) = (Mutex::new(files), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let pack = Pack::embedded().unwrap();
                loop {
                    let next = waiting.lock().unwrap().pop();
                    let Some((file, scenario)) = next else { break };
                    if let Err(reason) = run(&pack, &scenario) {
                        let name = file.file_name().unwrap().display().to_string();
                        failed.lock().unwrap().push(format!("{name} ({}): {reason}", scenario.title));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

#[test]
fn a_mistake_in_a_scenario_is_an_error() {
    let mistakes = [
        "title = 'x'\n[expect]\ncause = []",
        "title = 'x'\n[world]\nipv7 = true\n[expect]\ncauses = []",
        "title = 'x'\n[[world.hosts]]\nnames = ['all']\nhandshake = 'stals'\n[expect]\ncauses = []",
        "title = 'x'",
    ];
    for text in mistakes {
        assert!(toml::from_str::<Scenario>(text).is_err(), "{text}");
    }
}

/// The scenarios, those that take longest at the end, where the first are taken.
pub fn in_order() -> Vec<(PathBuf, Scenario)> {
    let mut files = files();
    assert!(!files.is_empty(), "there is no such scenario");
    files.sort_by_key(|(_, scenario)| {
        scenario.world.deadline_ms + scenario.world.upload.map_or(0, |_| scenario.world.upload_deadline_ms)
    });
    files
}

fn files() -> Vec<(PathBuf, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/network/scenarios");
    let only = std::env::var("SCENARIO").unwrap_or_default();
    let known = known_defects();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let scenario: Scenario = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for defect in scenario.expect.causes.iter().chain(&scenario.expect.consequences) {
            assert!(known.contains(defect), "{}: no rule finds `{defect}`", path.display());
        }
        if path.display().to_string().contains(&only) {
            files.push((path, scenario));
        }
    }
    files
}

fn known_defects() -> Vec<String> {
    let rules = Pack::embedded().unwrap().rules;
    let defect = |rule: &Rule| match &rule.check {
        Check::Expect(_, defect) => Some(defect.to_string()),
        Check::Judge(_) => None,
    };
    rules.iter().filter_map(defect).collect()
}

fn run(pack: &Pack, scenario: &Scenario) -> Result<(), String> {
    let mut result = Ok(());
    for _ in 0..RUNS {
        let heartbeat = Heartbeat::start();
        let world = World::start(&scenario.world, &pack.network);
        let judged = judgement::judge(pack, scenario, &world);
        result = check(pack, scenario, &judged, &world.ledger);
        let late = heartbeat.stop();
        if result.is_ok() || late < STANDSTILL {
            break;
        }
        result = result.map_err(|reason| format!("{reason} (this machine stood still for {late:?})"));
    }
    result
}

fn check(pack: &Pack, scenario: &Scenario, judged: &Judgement, ledger: &Ledger) -> Result<(), String> {
    let Expectation { causes, consequences, severity, evidence, facts, untouched } = &scenario.expect;
    let found: Vec<&str> = judged.findings.iter().map(|finding| finding.defect.as_str()).collect();
    if found != *causes {
        return Err(format!("expected {causes:?}, found {found:?}: {}", told(judged)));
    }
    if let Some(first) = judged.findings.first() {
        let followed: Vec<&str> = first.consequences.iter().map(|one| one.defect.as_str()).collect();
        if let Some(missing) = consequences.iter().find(|wanted| !followed.contains(&wanted.as_str())) {
            return Err(format!("`{missing}` does not follow, but {followed:?}"));
        }
        if severity.as_ref().is_some_and(|severity| *severity != first.severity.name()) {
            return Err(format!("the severity is {}", first.severity.name()));
        }
        for (name, wanted) in evidence {
            is(first, name, wanted)?;
        }
    }
    for (path, wanted) in facts {
        let found = fact(judged, path);
        if found != serde_json::to_value(wanted).unwrap() {
            return Err(format!("`{path}` is {found}, not {wanted}"));
        }
    }
    if let Some(name) = untouched.iter().find(|name| ledger.knows(name)) {
        return Err(format!("{name} was asked"));
    }
    again(pack, judged)?;
    costs(scenario, judged, ledger)
}

/// What holds in every world: the deadline, and what a run may cost.
fn costs(scenario: &Scenario, judged: &Judgement, ledger: &Ledger) -> Result<(), String> {
    let upload = scenario.world.upload.map_or(0, |_| scenario.world.upload_deadline_ms);
    let most = Duration::from_millis(scenario.world.deadline_ms + upload);
    held(fact(judged, "elapsed_ms").as_f64().unwrap(), judged.took, most)?;
    let number = |path| fact(judged, path).as_u64().unwrap();
    let (connections, bytes) = (number("connections"), number("sent_bytes"));
    if connections > u64::from(MAX_CONNECTIONS) || bytes > MAX_SENT_BYTES {
        return Err(format!("it says that it opened {connections} connections and sent {bytes} bytes"));
    }
    // An upload probe comes on top; a proxy passes on what it gets, and both ends are counted.
    let plain = scenario.world.upload.is_none() && scenario.world.proxies.is_empty();
    if plain && (ledger.connections() > MAX_CONNECTIONS || ledger.bytes() > MAX_SENT_BYTES) {
        return Err(format!("it opened {} connections and sent {} bytes", ledger.connections(), ledger.bytes()));
    }
    super::privacy::nothing_personal(ledger)?;
    if panics() > 0 { Err("the network's thread panicked".to_owned()) } else { Ok(()) }
}

/// Facts that were saved give the same findings.
fn again(pack: &Pack, judged: &Judgement) -> Result<(), String> {
    let told = |findings: &[Finding]| format!("{findings:?}");
    let again = judgement::findings(pack, &judgement::saved_and_loaded(&judged.facts));
    if told(&again) == told(&judged.findings) { Ok(()) } else { Err(format!("judged again: {}", told(&again))) }
}

/// A fact below `network`.
fn fact(judged: &Judgement, path: &str) -> Value {
    let network = judged.facts.get("network").record().map(|network| to_json(network, true)).unwrap_or_default();
    path.split('.').fold(network, |value, key| value[key].clone())
}

fn is(finding: &Finding, name: &str, wanted: &toml::Value) -> Result<(), String> {
    let found = finding.evidence.get(name).ok_or_else(|| format!("no evidence `{name}`: {:?}", finding.evidence))?;
    let value = match found {
        Evidence::Word(word) => Value::from(word.as_str()),
        Evidence::Words(words) => words.iter().map(|word| word.as_str()).collect(),
        Evidence::Flag(flag) => Value::from(*flag),
        Evidence::Int(number) => Value::from(*number),
        Evidence::Number(number) => Value::from(*number),
    };
    if fits(&value, wanted) { Ok(()) } else { Err(format!("`{name}` is {found:?}, not {wanted}")) }
}

/// Whether a value is what is wanted; two numbers are the ends between which a number lies.
pub fn fits(found: &Value, wanted: &toml::Value) -> bool {
    let number = |value: &toml::Value| value.as_float().or(value.as_integer().map(|number| number as f64));
    match (found.as_f64(), wanted) {
        (Some(found), toml::Value::Array(ends)) => {
            matches!(ends.as_slice(), [low, high] if number(low) <= Some(found) && Some(found) <= number(high))
        }
        _ => serde_json::to_value(wanted).unwrap() == *found,
    }
}

/// The facts of a run that went wrong, for whoever has to find out why.
fn told(judged: &Judgement) -> String {
    if std::env::var_os("SCENARIO").is_some() {
        format!("{:#}", to_json(&judged.facts, true)["network"])
    } else {
        String::new()
    }
}
