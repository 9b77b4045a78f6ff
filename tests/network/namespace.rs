//! The scenarios once more without the seam: the program itself as an ordinary user, in a network namespace where the addresses and
//! ports of the world are real and the system's own resolver, routes and trust store count.
//!
//! A namespace takes root. Where that is not at hand the test says so and checks nothing.

use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use preflight::engine;
use preflight::fact::Origin;
use preflight::rule::{Pack, Rule};
use rustls::pki_types::CertificateDer;
use serde_json::Value;

use super::heartbeat::Heartbeat;
use super::hole;
use super::judgement::application_file;
use super::scenario::{Connect, Scenario};
use super::scenarios::{RUNS, STANDSTILL, fits, in_order};
use super::world::World;

/// Names the scenario of a namespace to the process in it.
const FILE: &str = "NETWORK_SCENARIO_FILE";

/// Namespaces at once: each runs the program as a process of its own.
const AT_ONCE: usize = 8;

/// The user and group `nobody`.
const NOBODY: u32 = 65_534;

/// The way out of the namespace: whatever takes it is lost.
const WAY_OUT: &str = "out";

#[test]
fn the_cause_is_named_in_a_namespace_of_its_own() {
    if let Err(reason) = possible() {
        eprintln!("skipped: a network namespace cannot be made here: {reason}");
        return;
    }
    let (waiting, failed) = (Mutex::new(in_order()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().pop();
                    let Some((file, scenario)) = next else { break };
                    if scenario.world.hosts.iter().any(|host| host.connect == Connect::LosesFirst) {
                        // A queue that is full cannot be at an address before its port is bound.
                        continue;
                    }
                    if let Err(reason) = apart(&file) {
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

/// What runs in the namespace.
#[test]
#[ignore = "is started in a namespace by the test above"]
fn inside() {
    let file = std::env::var(FILE).unwrap();
    let scenario: Scenario = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let pack = Pack::embedded().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let beat = Heartbeat::start();
    out_of_doors();
    let world = World::start_at_public_addresses(&scenario.world, &pack.network);
    roads(&scenario, &world);
    let report = ask(&pack, &scenario, &world, folder.path());
    let late = beat.stop();
    let judged = check(&scenario, &report).and_then(|()| super::privacy::nothing_personal(&world.ledger));
    if let Err(reason) = judged {
        let shown = if std::env::var_os("SCENARIO").is_some() { format!("{report:#}") } else { String::new() };
        let word = if late < STANDSTILL { "" } else { "(this machine stood still) " };
        panic!("{word}{reason}\n{shown}");
    }
}

/// Whether a namespace can be made.
fn possible() -> Result<(), String> {
    if std::fs::metadata("/proc/self").map_err(|error| error.to_string())?.uid() != 0 {
        return Err("this is not root".to_owned());
    }
    let tried = Command::new("unshare")
        .args(["--net", "--mount", "ip", "link", "add", "name", WAY_OUT, "type", "veth"])
        .output();
    let tried = tried.map_err(|error| format!("unshare: {error}"))?;
    if tried.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&tried.stderr).trim().to_owned()) }
}

/// Runs one scenario in a namespace.
fn apart(file: &Path) -> Result<(), String> {
    let mut reason = String::new();
    for _ in 0..RUNS {
        let mut command = Command::new("unshare");
        command.args(["--net", "--mount", "--"]).arg(std::env::current_exe().unwrap());
        command
            .args(["--exact", "namespace::inside", "--ignored", "--nocapture"])
            .env(FILE, file)
            .env("RUST_BACKTRACE", "0");
        let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
        if status.success() {
            return Ok(());
        }
        reason = String::from_utf8_lossy(&stderr).into_owned();
        if !reason.contains("(this machine stood still)") {
            reason.push_str(&String::from_utf8_lossy(&stdout));
            break;
        }
    }
    Err(reason)
}

/// Servers may have any address here, and there is a way out on which everything is lost.
fn out_of_doors() {
    std::fs::write("/proc/sys/net/ipv4/ip_nonlocal_bind", "1").unwrap();
    std::fs::write("/proc/sys/net/ipv6/ip_nonlocal_bind", "1").unwrap();
    ip(&["link", "set", "lo", "up"]);
    ip(&["link", "add", "name", WAY_OUT, "type", "veth", "peer", "name", "lost"]);
    for side in [WAY_OUT, "lost"] {
        // Nobody answers at the other end, so nobody is to be looked for.
        ip(&["link", "set", side, "arp", "off", "up"]);
    }
}

/// Routes: servers are on this machine, the rest is lost, refused or unreachable as the world wants it.
fn roads(scenario: &Scenario, world: &World) {
    let (wanted, loopback) = (&scenario.world, &world.loopback);
    let near = |address: &IpAddr| match address {
        IpAddr::V4(address) => address.is_private(),
        IpAddr::V6(address) => address.is_unique_local(),
    };
    let swallowed = |reached: &SocketAddr| *reached == hole::swallowing();
    let nowhere = |reached: &SocketAddr| *reached == hole::unreachable();
    let there = |reached: &SocketAddr| !swallowed(reached) && !nowhere(reached);
    let reached = loopback.sockets.iter().filter(|(_, reached)| there(reached)).map(|(address, _)| address);
    for (address, _) in loopback.sockets.iter().filter(|(_, reached)| nowhere(reached)) {
        let to = address.ip().to_string();
        ip(&[family(address.is_ipv6()), "route", "replace", "unreachable", &to, "table", "local"]);
    }
    for address in reached.chain(loopback.datagrams.keys()).map(SocketAddr::ip) {
        let there = if address.is_ipv4() { wanted.ipv4 } else { wanted.ipv6 };
        if there || near(&address) {
            local(&address.to_string(), "lo", address.is_ipv6());
        }
    }
    for (there, route, source, gateway) in [
        (wanted.ipv4, "0.0.0.0/0", "192.168.1.77/24", Some(wanted.gateway.to_string())),
        (wanted.ipv6, "::/0", "2a00:20:30:40::fffe/64", None),
    ] {
        let six = gateway.is_none();
        if there {
            ip(&[family(six), "address", "add", source, "dev", WAY_OUT]);
            match gateway.as_deref() {
                Some(gateway) => ip(&[family(six), "route", "add", "default", "via", gateway, "dev", WAY_OUT]),
                None => ip(&[family(six), "route", "add", "default", "dev", WAY_OUT]),
            }
            if wanted.direct != Connect::Swallows {
                local(route, "lo", six);
            }
            let lost =
                loopback.sockets.iter().filter(|(_, reached)| swallowed(reached)).map(|(address, _)| address.ip());
            for address in lost.filter(|address| address.is_ipv6() == six) {
                local(&address.to_string(), WAY_OUT, six);
            }
        }
    }
}

/// A route in the table that is asked first. `lo` makes the addresses this machine's own.
fn local(to: &str, device: &str, six: bool) {
    let kind = if device == "lo" { "local" } else { "unicast" };
    ip(&[family(six), "route", "replace", kind, to, "dev", device, "table", "local"]);
}

fn family(six: bool) -> &'static str {
    if six { "-6" } else { "-4" }
}

fn ip(arguments: &[&str]) {
    let made = Command::new("ip").args(arguments).output().unwrap();
    assert!(made.status.success(), "ip {arguments:?}: {}", String::from_utf8_lossy(&made.stderr));
}

/// The report of the program about this world, as an ordinary user gets it.
fn ask(pack: &Pack, scenario: &Scenario, world: &World, folder: &Path) -> Value {
    let wanted = &scenario.world;
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let servers = wanted.resolvers.iter().map(|address| format!("nameserver {address}\n"));
    let search = wanted.domain.iter().map(|domain| format!("search {domain}\n"));
    let resolvers = write("resolv.conf", servers.chain(search).collect());
    let bound = Command::new("mount").args(["--bind"]).arg(&resolvers).arg("/etc/resolv.conf").status().unwrap();
    assert!(bound.success(), "/etc/resolv.conf cannot be replaced");
    let program = folder.join("preflight");
    std::fs::copy(env!("CARGO_BIN_EXE_preflight"), &program).unwrap();
    let mut command = Command::new(program);
    command.env_clear().current_dir(folder).uid(NOBODY).gid(NOBODY);
    command.env("SSL_CERT_FILE", write("store.pem", pem(&world.loopback.store)));
    if let Some(proxy) = &wanted.proxy {
        command.env("all_proxy", proxy);
    }
    match application_file(&scenario.application) {
        None => command.arg("network"),
        Some(text) => {
            let about_network = |rule: &&Rule| engine::origins(pack, &[rule]).contains(&Origin::Network);
            let only: Vec<&str> = pack.rules.iter().filter(about_network).map(|rule| &*rule.id).collect();
            command.arg("check").arg(write("application.toml", text)).args(["--online", "--only", &only.join(",")])
        }
    };
    command.args(["--format", "json", "--deadline", &format!("{}", wanted.deadline_ms as f64 / 1000.0)]);
    command.arg("--ca-file").arg(write("roots.pem", pem(&world.roots)));
    if let Some(bytes) = wanted.upload {
        command.args(["--upload", &bytes.to_string()]);
    }
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    if let Some(after) = scenario.interrupt_ms {
        thread::sleep(Duration::from_millis(after));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
    let Output { stdout, stderr, .. } = child.wait_with_output().unwrap();
    let told = || format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    serde_json::from_slice(&stdout).unwrap_or_else(|error| panic!("{error}: {}", told()))
}

fn pem(certificates: &[Vec<u8>]) -> String {
    certificates.iter().map(|der| CertificateDer::from(der.as_slice())).map(|der| super::authority::pem(&der)).collect()
}

/// Holds a report against what the scenario expects.
fn check(scenario: &Scenario, report: &Value) -> Result<(), String> {
    let expected = &scenario.expect;
    let findings = report["findings"].as_array().ok_or("there are no findings in the report")?;
    let defect = |finding: &Value| finding["defect"].as_str().unwrap_or_default().to_owned();
    let found: Vec<String> = findings.iter().map(defect).collect();
    if found != expected.causes {
        return Err(format!("expected {:?}, found {found:?}", expected.causes));
    }
    for (path, wanted) in &expected.facts {
        let found = path.split('.').fold(&report["network"], |value, key| &value[key]);
        if !fits(found, wanted) {
            return Err(format!("`{path}` is {found}, not {wanted}"));
        }
    }
    let Some(first) = findings.first() else { return Ok(()) };
    let followed: Vec<String> = first["consequences"].as_array().into_iter().flatten().map(defect).collect();
    if let Some(missing) = expected.consequences.iter().find(|wanted| !followed.contains(wanted)) {
        return Err(format!("`{missing}` does not follow, but {followed:?}"));
    }
    if expected.severity.as_ref().is_some_and(|severity| first["severity"] != **severity) {
        return Err(format!("the severity is {}", first["severity"]));
    }
    for (name, wanted) in &expected.evidence {
        if !fits(&first["evidence"][name], wanted) {
            return Err(format!("`{name}` is {}, not {wanted}", first["evidence"][name]));
        }
    }
    Ok(())
}
