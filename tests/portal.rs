//! No way to hide or to break an address makes a page count as the pack's own station: every documented page, every trick.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use preflight::text::portal::{self, Portals};

fn portals() -> Portals {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/huaweicloud-intl/portal.toml");
    let pack: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    pack["portals"].clone().try_into().unwrap()
}

/// Hosts and paths of the documented pages of the pack's own station.
fn pages(portals: &Portals) -> Vec<(String, String)> {
    let own = portals.stations.iter().find(|station| station.defect.is_none()).expect("the pack has a station");
    own.pages.iter().map(|page| (page.host.clone(), format!("{}/", page.path))).collect()
}

fn stations(portals: &Portals, raw: &str) -> (Option<String>, Vec<String>) {
    let found = portal::judge(raw, portals);
    (found.station, found.defects.into_iter().map(|defect| defect.code.into_owned()).collect())
}

/// Characters that an address may hold without anybody seeing it, or that are read as others (UTS #46, WHATWG URL).
const SLIPPED_IN: &[&str] = &[
    "\t",
    "\n",
    "\r",
    " ",
    "\u{a0}",
    "\u{ad}",
    "\u{34f}",
    "\u{180b}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2060}",
    "\u{2064}",
    "\u{3000}",
    "\u{3164}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{e0041}",
    "\0",
    "\u{7f}",
];

/// Signs that are read as a dot.
const DOTS: &[&str] = &["\u{3002}", "\u{ff0e}", "\u{ff61}", "%2e", "%2E", "..", "\u{2024}", ",", "%E3%80%82"];

/// Every spoilt spelling of one page.
fn spoilt(host: &str, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sign in SLIPPED_IN {
        for place in [0, 3, host.len() / 2, host.len()] {
            let (head, tail) = host.split_at(place);
            found.push(format!("https://{head}{sign}{tail}{path}"));
        }
        found.push(format!("{sign}https://{host}{path}"));
        found.push(format!("https://{host}{path}{sign}"));
        found.push(format!("https:{sign}//{host}{path}"));
        found.push(format!("https:/{sign}/{host}{path}"));
        found.push(format!("ht{sign}tps://{host}{path}"));
        found.push(format!("https://{host}{path}{sign}x"));
    }
    for dot in DOTS {
        found.push(format!("https://{}{path}", host.replacen('.', dot, 1)));
        found.push(format!("https://{}{path}", host.replace('.', dot)));
        found.push(format!("https://{host}{dot}{path}"));
    }
    for lead in [
        "http://",
        "HTTP://",
        "",
        "//",
        "///",
        "/",
        "\\\\",
        "https:",
        "https:/",
        "https:///",
        "https:////",
        "https:\\\\",
        "https:/\\",
        "https:\\/",
        "https//",
        "https;//",
        "htps://",
        "ftp://",
        "wss://",
        "file://",
        "javascript://",
        "data:",
        "view-source:https://",
        "https://https://",
        "https:https://",
        "ｈｔｔｐｓ://",
        "https：//",
        "feed:https://",
        "blob:https://",
        "jar:https://",
        "https://.",
        "https://..",
        "https://-",
        "https://*.",
        "https://@",
        "https://:@",
        "https://x@",
        "https://x:y@",
        "https://%40@",
        "https://[",
        "https://%",
    ] {
        found.push(format!("{lead}{host}{path}"));
    }
    for tail in [
        ":80",
        ":8443",
        ":444",
        ":0443",
        ":00443",
        ":",
        ":+443",
        ":443x",
        ":65536",
        ":４４３",
        ".",
        "..",
        "。",
        "@evil.example",
        ":443@evil.example",
        "%40evil.example",
        "%2f@evil.example",
        "\\@evil.example",
        "\\.evil.example",
        ".evil.example",
        "-evil.example",
        "%2eevil.example",
        "%00.evil.example",
        "%20.evil.example",
        "]",
        "<",
        "^",
        "|",
        "`",
        "{",
        "&",
        ";",
        "'",
        "\"",
        "!",
        "$",
        "_",
        "/\\",
        "%2f",
        "%5c",
        "%23",
        "%3f",
    ] {
        found.push(format!("https://{host}{tail}{path}"));
    }
    for address in [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1%25eth0]",
        "0",
        "127.0.0.1.",
        "①②⑦.0.0.1",
    ] {
        found.push(format!("https://{address}{path}"));
        found.push(format!("https://{address}/{host}{path}"));
        found.push(format!("https://{address}#@{host}{path}"));
        found.push(format!("https://{address}?@{host}{path}"));
        found.push(format!("https://{host}@{address}{path}"));
        found.push(format!("https://{}@{address}{path}", host.repeat(20)));
    }
    for (letter, other) in [
        ('a', 'а'),
        ('c', 'с'),
        ('e', 'е'),
        ('i', 'і'),
        ('o', 'о'),
        ('u', 'υ'),
        ('l', 'ӏ'),
        ('w', 'ԝ'),
        ('m', 'ｍ'),
        ('o', 'ο'),
        ('l', 'I'),
        ('o', '0'),
        ('l', '1'),
        ('d', 'ԁ'),
        ('h', 'һ'),
        ('a', 'á'),
        ('i', 'ı'),
        ('c', 'ć'),
        ('o', 'ⓞ'),
        ('l', 'ℓ'),
        ('e', '𝐞'),
    ] {
        found.push(format!("https://{}{path}", host.replacen(letter, &other.to_string(), 1)));
    }
    for escape in ["%77", "%2577"] {
        found.push(format!("https://{}{path}", host.replacen('w', escape, 1)));
    }
    // Paths that a browser or a server reads as others.
    let eu = "/eu/";
    for climb in [
        "..",
        "%2e%2e",
        ".%2e",
        "%2E.",
        "..%2f..",
        "..%5c..",
        "..;",
        "..;x=1",
        "%252e%252e",
        "..%00",
        "%2e%2e%2f",
        "..\\",
    ] {
        let up = format!("{climb}/").repeat(path.matches('/').count().max(1));
        if !path.trim_matches('/').is_empty() {
            found.push(format!("https://{host}{path}{up}eu/"));
            found.push(format!("https://{host}{path}x/../{up}{up}"));
        }
    }
    let named = path.trim_matches('/');
    if let Some(first) = named.chars().next() {
        found.push(format!("https://{host}/%{:02x}{}/", u32::from(first), named.get(1..).unwrap_or_default()));
        found.push(format!("https://{host}/%2f{named}/"));
        found.push(format!("https://{host}/{named};x=1/"));
        found.push(format!("https://{host}/{named}x/"));
        found.push(format!("https://{host}/{}/", named.to_uppercase()));
        found.push(format!("https://{host}/#/{named}/"));
        found.push(format!("https://{host}/?/{named}/"));
        found.push(format!("https://{host}/#{path}"));
        found.push(format!("https://{host}/?path={path}"));
        found.push(format!("https://{host}{eu}{named}/"));
    }
    found.extend(strangers(host, path));
    found
}

/// Parameters that lead on to a stranger, or to another station.
fn strangers(host: &str, path: &str) -> Vec<String> {
    let wrapped = |times: usize, text: &str| (0..times).fold(text.to_owned(), |text, _| encoded(&text));
    let login = "https://auth.huaweicloud.com/authui/login.html?service=";
    let mut targets: Vec<String> = Vec::new();
    for stranger in [
        "https://evil.example/",
        "http://evil.example/",
        "//evil.example/",
        "https://console.huaweicloud.com.evil.example/",
    ] {
        targets.extend((0..6).map(|times| wrapped(times, stranger)));
        let mut nested = stranger.to_owned();
        for _ in 0..3 {
            nested = format!("{login}{}", encoded(&nested));
            targets.push(nested.clone());
            targets.push(encoded(&nested));
        }
    }
    targets.extend(
        [
            "/\\evil.example",
            "\\\\evil.example",
            "/%09/evil.example",
            "%20https://evil.example",
            "%00//evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "evil.com/x",
            "https://x@console-intl.huaweicloud.com/",
            "https://console-intl.huaweicloud.com:8443/",
            "https://console-intl.huaweicloud.com@evil.example/",
            "https%3A%2F%2Fevil。example%2F",
            "https://console.huaweicloud.com/",
            "https://www.huaweicloud.com/eu/",
            "https://console.eu.huaweicloud.com/",
        ]
        .map(str::to_owned),
    );
    let names = ["service", "SERVICE", "%73ervice", "service%5B%5D", "redirect", "redirect_uri", "goto", "next"];
    let mut found = Vec::new();
    for target in &targets {
        for name in names {
            found.push(format!("https://{host}{path}?{name}={target}"));
        }
        found.push(format!(
            "https://{host}{path}?locale=en-us&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F&redirect={target}"
        ));
        found.push(format!(
            "https://{host}{path}?service={target}&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F"
        ));
        found.push(format!("https://{host}{path}?a=1;service={target}"));
        found.push(format!("https://{host}{path}#/login?service={target}"));
        found.push(format!("https://{host}{path}#service={target}"));
        found.push(format!("https://auth.huaweicloud.com/authui/login.html?service={target}"));
    }
    found
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

#[test]
fn documented_pages_are_the_station() {
    let portals = portals();
    for (host, path) in pages(&portals) {
        for raw in [
            format!("https://{host}{path}"),
            format!("HTTPS://{}{path}", host.to_uppercase()),
            format!("https://{host}:443{path}"),
            format!("https://{host}{path}en-us/?locale=en-us&q=eu#/home"),
            format!("https://{host}{path}./x/../"),
            format!("https://{host}{path}@x"),
            format!("https://{host}{path}?service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F%3Fa%3Db"),
            format!("https://{host}{path}?next=/home"),
        ] {
            assert_eq!(stations(&portals, &raw), (Some("international".to_owned()), vec![]), "{raw}");
        }
    }
}

#[test]
fn no_spoilt_page_is_the_station() {
    let portals = portals();
    let mut count = 0;
    let mut wrong = Vec::new();
    for (host, path) in pages(&portals) {
        let plain = format!("https://{host}{path}");
        for raw in spoilt(&host, &path).into_iter().filter(|raw| *raw != plain) {
            let (station, defects) = stations(&portals, &raw);
            count += 1;
            if station.as_deref() == Some("international") || defects.is_empty() {
                wrong.push(raw);
            }
        }
    }
    assert!(count > 10_000 && wrong.is_empty(), "{} of {count}: {:#?}", wrong.len(), wrong.get(..wrong.len().min(60)));
}

#[test]
fn a_fix_is_the_page_itself() {
    let portals = portals();
    for (host, path) in pages(&portals) {
        for raw in spoilt(&host, &path) {
            if let Some(fix) = portal::judge(&raw, &portals).fix {
                let (station, defects) = stations(&portals, &fix);
                assert!(station.is_some() && defects.is_empty(), "{raw} {fix} {defects:?}");
                assert_eq!(portal::judge(&fix, &portals).host.as_ref(), Some(&host), "{raw} {fix}");
            }
        }
    }
}
