//! Slips for the domains of well-known mail services: a wrong key, a digit for a letter, another ending.

use super::super::list;
use super::Rules;
use super::domain::is_known_tld;
use rapidfuzz::distance::osa;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Domains that many people have their mail at, by name: `yahoo` to `co.uk`, `com` and so on.
static PROVIDERS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut names: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    let domains = list(include_str!("../data/mail_providers.txt")).flat_map(str::split_ascii_whitespace);
    for (name, ending) in domains.filter_map(|domain| domain.split_once('.')) {
        names.entry(name).or_default().push(ending);
    }
    names
});

/// Fewest letters of a name that one wrong key is looked for in: shorter ones have many real neighbours (mail, ymail; live, olive).
const LONG: usize = 5;
/// Fewest letters for two wrong keys.
const VERY_LONG: usize = 7;
/// Services that have one ending only: any other is a slip.
const ONE_ENDING: &[&str] = &["gmail"];
/// Names of four letters that are words, with many real neighbours.
const WORDS: &[&str] = &["live", "mail", "free", "home", "post", "bell", "mweb", "duck", "juno"];

/// Endings typed for another, for a name that is itself right.
#[rustfmt::skip]
const ENDING_SLIPS: &[(&str, &[&str])] = &[
    ("com", &[
        "con", "co", "cm", "om", "cmo", "ocm", "comm", "vom", "xom", "cpm", "coom", "clm", "ccom", "coml", "comn", "cim", "c0m", "cok", "col",
        "net.com", "com.com", "cam", "dom", "fom", "cojm", "cpom", "ckm", "comt", "como", "coim",
    ]),
    ("net", &["ner", "nte", "ent", "nett", "met", "bet", "nrt", "bet", "ne", "nwt", "het", "neet"]),
    ("org", &["ogr", "orgg", "rog", "orf", "prg", "og", "ort"]),
    ("ru", &["tu", "eu", "ri", "rru", "r", "ry"]),
    ("de", &["dee", "ed", "d", "fe", "se", "dr"]),
    ("fr", &["ft", "rf", "f", "ffr", "fe", "dr", "gr"]),
    ("it", &["ti", "i", "itt", "ir", "ot"]),
    ("pl", &["lp", "pll", "pk", "ol"]),
    ("cn", &["cm", "nc"]),
    ("co.uk", &["co.ku", "cou.uk", "c.uk", "co.u", "com.uk", "couk", "co.yk", "co.ik", "vo.uk", "ac.uk"]),
    ("com.br", &["con.br", "cm.br", "co.br", "comb.r", "combr", "com.rb", "com.bt", "vom.br"]),
    ("co.jp", &["com.jp", "cojp", "co.jo", "cp.jp", "co.kp"]),
    ("co.in", &["coin", "com.in", "co.on"]),
];

/// Country endings under which a short name may well be a real domain.
const COUNTRY_ENDINGS: &[&str] = &[
    "de", "fr", "it", "es", "nl", "ru", "uk", "pl", "ch", "at", "be", "se", "no", "dk", "fi", "cz", "ua", "by", "kz",
    "jp", "kr", "cn", "in", "br", "us", "ca", "au", "nz", "ee", "lv", "lt", "me", "io", "co", "tv", "eu", "pt", "ro",
    "bg", "hu", "hr", "rs", "si", "sk", "gr", "ie", "tr",
];

/// Letters and digits that are typed for each other, or that look alike.
const ALIKE: &[(u8, u8)] = &[
    (b'0', b'o'),
    (b'1', b'l'),
    (b'1', b'i'),
    (b'3', b'e'),
    (b'4', b'a'),
    (b'5', b's'),
    (b'8', b'b'),
    (b'9', b'g'),
    (b'9', b'q'),
];

/// The edits between two texts (optimal string alignment).
pub(super) fn distance(a: &str, b: &str) -> usize {
    osa::distance(a.bytes(), b.bytes())
}

/// The well-known domain that an ASCII domain in small letters is a slip for, if there is exactly one.
pub(super) fn find(domain: &str, rules: &Rules<'_>) -> Option<String> {
    let (name, ending) = domain.split_once('.')?;
    if is_provider(domain, rules) {
        return None;
    }
    let mut ranked: Vec<(usize, &str, &str)> = Vec::new();
    let own = rules.providers.iter().filter_map(|provider| provider.split_once('.'));
    let listed = PROVIDERS.iter().flat_map(|(name, endings)| endings.iter().map(|ending| (*name, *ending)));
    for (known, known_ending) in own.chain(listed) {
        if let Some(cost) = cost(name, ending, known, known_ending) {
            ranked.push((cost, known, known_ending));
        }
    }
    ranked.sort_unstable();
    ranked.dedup();
    let best = ranked.first()?.0;
    ranked.retain(|(cost, _, _)| *cost == best);
    let whole = |name: &str, ending: &str| format!("{name}.{ending}");
    match ranked.as_slice() {
        [(_, name, ending)] => Some(whole(name, ending)),
        // Country forms of one service: the general one is meant.
        [(_, first, _), others @ ..] if others.iter().all(|(_, name, _)| name == first) => {
            ranked.iter().find(|(_, _, ending)| *ending == "com").map(|(_, name, ending)| whole(name, ending))
        }
        _ => None,
    }
}

/// Whether the domain itself is a well-known one.
pub(super) fn is_well_known(domain: &str) -> bool {
    let parts = domain.split_once('.');
    parts.is_some_and(|(name, ending)| PROVIDERS.get(name).is_some_and(|endings| endings.contains(&ending)))
}

/// Whether the domain, or one above it, is a well-known one.
fn is_provider(domain: &str, rules: &Rules<'_>) -> bool {
    let mut rest = domain;
    loop {
        if rules.providers.contains(&rest) {
            return true;
        }
        let Some((name, above)) = rest.split_once('.') else {
            return false;
        };
        if PROVIDERS.get(name).is_some_and(|endings| endings.contains(&above)) {
            return true;
        }
        rest = above;
    }
}

/// How unlikely the domain is a slip for a known one, in half edits; `None` where it is no likely slip for it.
fn cost(name: &str, ending: &str, known: &str, known_ending: &str) -> Option<usize> {
    if name.len().abs_diff(known.len()) > 2 || ending.len().abs_diff(known_ending.len()) > 4 {
        return None;
    }
    let slipped = || ENDING_SLIPS.iter().any(|(right, wrong)| *right == known_ending && wrong.contains(&ending));
    let of_endings = || distance(ending, known_ending);
    // A listed slip of an ending is likelier than any other edit of it.
    let of_ending = || if slipped() { 1 } else { 2 * of_endings() };
    if name == known {
        return (slipped()
            || ONE_ENDING.contains(&known)
            || of_endings() <= 2 && !is_known_tld(&format!("{name}.{ending}"))
            || of_endings() == 1 && same_country(ending, known_ending)
            || of_endings() == 1
                && name.len() <= 5
                && known_ending.len() == 2
                && ending.len() == 2
                && !COUNTRY_ENDINGS.contains(&ending))
        .then(of_ending);
    }
    let same_ending = ending == known_ending;
    if !same_ending && !slipped() {
        return None;
    }
    if is_drawn_alike(name, known) {
        return Some(of_ending());
    }
    let edits = osa::distance_with_args(name.bytes(), known.bytes(), &osa::Args::default().score_cutoff(2))?;
    let likely = match edits {
        1 => known.len() >= LONG || known.len() == 4 && name.len() >= 4 && same_ending && !WORDS.contains(&known),
        _ => known.len() >= VERY_LONG && name.bytes().next() == known.bytes().next(),
    };
    (likely && name.len() >= 4).then(|| 2 * edits + of_ending())
}

/// `con.br` for `com.br`: the same country, another second level.
fn same_country(ending: &str, known: &str) -> bool {
    matches!((ending.rsplit_once('.'), known.rsplit_once('.')), (Some((_, a)), Some((_, b))) if a == b)
}

/// Whether digits stand for letters that they look like, or two letters for one: `yah00`, `grnail`.
fn is_drawn_alike(name: &str, known: &str) -> bool {
    let alike = |name: &str| {
        name.len() == known.len()
            && name
                .bytes()
                .zip(known.bytes())
                .all(|(a, b)| a == b || ALIKE.contains(&(a, b)) || ALIKE.contains(&(b, a)))
    };
    alike(name)
        || (name.contains("rn") && alike(&name.replace("rn", "m")))
        || (name.contains("vv") && alike(&name.replace("vv", "w")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(domain: &str) -> Option<String> {
        find(domain, &Rules::default())
    }

    #[test]
    fn slips() {
        for (typed, meant) in [
            ("yah00.com", "yahoo.com"),
            ("gmai1.com", "gmail.com"),
            ("0utlook.com", "outlook.com"),
            ("1cloud.com", "icloud.com"),
            ("h0tmai1.fr", "hotmail.fr"),
            ("l63.com", "163.com"),
            ("grnail.com", "gmail.com"),
            ("gmail.co.uk", "gmail.com"),
            ("gmail.comm", "gmail.com"),
            ("hotmail.con.br", "hotmail.com.br"),
            ("yahoo.com.uk", "yahoo.co.uk"),
            ("rambler.tu", "rambler.ru"),
            ("rediffmial.com", "rediffmail.com"),
            ("bigpnod.com", "bigpond.com"),
            ("seznam.xz", "seznam.cz"),
            ("navre.com", "naver.com"),
            ("netvigater.com", "netvigator.com"),
            ("laposte.ne", "laposte.net"),
        ] {
            assert_eq!(slip(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn real_neighbours() {
        for domain in [
            "ymail.com",
            "gmx.com",
            "mail.com",
            "email.com",
            "me.com",
            "mac.com",
            "aol.com",
            "aim.com",
            "yahoo.co.jp",
            "yahoo.com.ph",
            "live.nl",
            "mail.gmail.com",
            "qq.com",
            "olive.com",
            "male.com",
            "gmx.us",
            "outlook.cz",
            "yandex.com.tr",
            "126.com",
            "139.com",
            "example.cm",
            "example.com",
            "fail.com",
            "tom.com",
            "sky.com",
            "cox.net",
            "fox.net",
            "3m.com",
            "ibm.com",
            "i.ua",
            "one.com",
            "web.de",
            "hey.com",
        ] {
            assert_eq!(slip(domain), None, "{domain}");
        }
    }
}
