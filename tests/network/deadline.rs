//! The deadline is held, whatever stands still.

use std::thread;
use std::time::{Duration, Instant};

use preflight::network::{Loopback, Plan, Settings, World as Seam, observe};
use preflight::rule::Pack;

use super::judgement::plan;
use super::panics::{count_panics, panics};
use super::scenario::{Application, World as Wanted};
use super::world::World;

/// Times for a run, in ms; the shortest is shorter than anything takes.
const DEADLINES: [u64; 3] = [200, 700, 1900];

/// Time for an upload, in ms.
const UPLOAD: u64 = 500;

/// How late the end of a run may be noticed, and how much later everything may be written down that is known then: a busy machine
/// takes its time to judge certificates without optimisation.
const SLACK: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(4));

/// Worlds in which something stands still.
const STILL: [(&str, &str); 12] = [
    ("nothing answers", "direct = 'swallows'\ntime_servers = false\ndns = [{ answer = 'silence' }]"),
    ("nothing but names", "direct = 'swallows'\nipv6 = true"),
    ("everything is accepted", "direct = 'silent'\nipv6 = true\nupload = 100000"),
    ("handshakes", "hosts = [{ names = ['all'], handshake = 'stalls' }]"),
    ("pages", "hosts = [{ names = ['all'], pages = [{ answer = 'never' }] }]"),
    ("check pages", "check_pages = 'swallowed'"),
    ("IPv6", "ipv6 = true\nhosts = [{ names = ['all'], connect6 = 'swallows' }]"),
    (
        "a proxy",
        "proxy = 'http://10.0.0.9:3128'\nupload = 100000\nproxies = [{ address = '10.0.0.9:3128', answer = 'swallows' }]",
    ),
    (
        "a proxy that listens",
        "proxy = 'http://10.0.0.9:3128'\nupload = 100000\nproxies = [{ address = '10.0.0.9:3128', answer = 'silent' }]",
    ),
    (
        "what announces a proxy",
        "direct = 'swallows'\ndomain = 'office.example'\nhosts = [{ names = ['wpad.office.example'], connect = 'swallows' }]",
    ),
    ("an upload", "upload = 50000000\nuploads = { answer = 'stalls', after = 1000 }"),
    ("slow names", "dns = [{ delay_ms = 2500 }]"),
];

#[test]
fn the_deadline_is_held_in_every_black_hole() {
    count_panics();
    let pack = Pack::embedded().unwrap();
    for deadline_ms in DEADLINES {
        thread::scope(|scope| {
            for (name, text) in STILL {
                let pack = &pack;
                scope.spawn(move || holds(pack, name, text, deadline_ms));
            }
        });
    }
    assert_eq!(panics(), 0);
}

/// Whether a run ended in time by its own measure, and came back soon after.
pub fn held(elapsed_ms: f64, took: Duration, most: Duration) -> Result<(), String> {
    let elapsed = Duration::from_secs_f64(elapsed_ms / 1000.0);
    let good = elapsed <= most + SLACK.0 && took <= most + SLACK.1;
    if good { Ok(()) } else { Err(format!("it had {most:?}, ended after {elapsed:?} and took {took:?}")) }
}

fn holds(pack: &Pack, name: &str, text: &str, deadline_ms: u64) {
    let mut wanted: Wanted = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    (wanted.deadline_ms, wanted.upload_deadline_ms) = (deadline_ms, UPLOAD);
    let application = Application {
        portal: Some("https://www.huaweicloud.com/intl/en-us/free/".to_owned()),
        email: Some("ann@post.example".to_owned()),
    };
    let world = World::start(&wanted, &pack.network);
    let plan = plan(pack, &wanted, &application, &world);
    let began = Instant::now();
    let seen = observe(&plan, |_| {});
    let most = plan.kept_deadline() + plan.upload.map_or(Duration::ZERO, |_| plan.upload_deadline());
    if let Err(reason) = held(seen.elapsed_ms, began.elapsed(), most) {
        panic!("{name}: {reason}");
    }
    assert!(seen.asked, "{name}");
}

#[test]
fn nothing_to_ask_is_no_reason_to_wait() {
    count_panics();
    let nowhere = || Seam::loopback(Loopback { routes: (true, true), ..Loopback::default() });
    let began = Instant::now();
    let mut plan = Plan::new(Settings::default());
    plan.world = nowhere();
    let seen = observe(&plan, |_| {});
    assert!(seen.asked && !seen.online && seen.hosts.is_empty());
    assert!(began.elapsed() < plan.kept_deadline(), "{:?}", began.elapsed());
    assert_eq!(panics(), 0);
}

#[test]
fn without_a_dns_server_nothing_is_known() {
    count_panics();
    let pack = Pack::embedded().unwrap();
    let mut wanted = Wanted { deadline_ms: 1000, ..Wanted::default() };
    wanted.resolvers.clear();
    wanted.dns = vec![toml::from_str("servers = ['references']\nanswer = 'silence'").unwrap()];
    let world = World::start(&wanted, &pack.network);
    let began = Instant::now();
    let seen = observe(&plan(&pack, &wanted, &Application::default(), &world), |_| {});
    held(seen.elapsed_ms, began.elapsed(), Duration::from_secs(1)).unwrap();
    assert!(seen.hosts.iter().all(|host| host.addresses.is_empty() && host.tcp.is_none()));
    assert_eq!(panics(), 0);
}
