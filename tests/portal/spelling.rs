//! Ways to write an address so that it hides or breaks.

use super::leading::strangers;

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
pub fn spoilt(host: &str, path: &str) -> Vec<String> {
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
