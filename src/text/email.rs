//! E-mail addresses: syntax (RFC 5321), what forms refuse, and domains that are slips for well-known ones.

mod domain;
mod local;
mod slip;
mod wrapping;

use super::{Defect, Judgement, Kind, character};

/// Longest address that a forward path can hold: 256 less the angle brackets (RFC 5321 §4.5.3.1.3).
const MAX_ADDRESS: usize = 254;

/// What a provider adds to the standards.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules<'a> {
    /// ASCII signs that the local part may hold besides letters and digits, such as `._-`; `None`: as RFC 5321.
    pub local_chars: Option<&'a str>,
    /// Further domains of throw-away addresses.
    pub disposable: &'a [&'a str],
    /// Further well-known domains, for the test of slips.
    pub providers: &'a [&'a str],
}

/// Judges an address as typed.
pub fn judge(value: &str, rules: &Rules<'_>) -> Judgement {
    once(value, rules).settled(|fix| once(fix, rules))
}

fn once(value: &str, rules: &Rules<'_>) -> Judgement {
    if value.trim().is_empty() {
        return Judgement::empty();
    }
    let mut defects = character::judge(value, Kind::Email);
    // A local part in another script is its own defect; its letters are no look-alikes of anything.
    let clean = character::clean(value, Kind::Email);
    let spaced_local = spaced_local(wrapping::strip(value.trim()));
    let text = wrapping::strip(&clean);
    let Some((local, domain)) = split(text) else {
        defects.push(Defect::whole("email-no-at", "there is no @ between the name and the domain"));
        return Judgement { defects, fix: None };
    };
    defects.extend(wrapping::judge(&clean, text));
    let local = local::judge(local, rules, &mut defects);
    let domain = domain::judge(domain, rules, &mut defects);
    if text.len() > MAX_ADDRESS {
        defects.push(Defect::whole("email-too-long", format!("an address has at most {MAX_ADDRESS} characters")));
    }
    let fix = match (local, domain) {
        (Some(local), Some(domain)) if !spaced_local => {
            Some(format!("{local}@{domain}")).filter(|fix| fix != value && fix.len() <= MAX_ADDRESS)
        }
        _ => None,
    };
    place(&mut defects, value);
    let fix = fix.filter(|_| !defects.is_empty());
    Judgement { defects, fix }
}

/// The local part and the domain, at the last @ outside a quoted local part.
fn split(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once('@')
}

/// Whether an ordinary space stands inside the local part: nobody knows what belongs in its place.
fn spaced_local(value: &str) -> bool {
    let trimmed = value.trim();
    trimmed.split('@').next().is_some_and(|local| {
        local.contains(' ') && !local.starts_with('"') && local.trim_end() == local || local.trim_end().contains(' ')
    })
}

/// A quoted local part may hold spaces: they are no defects of their own.
fn place(defects: &mut Vec<Defect>, value: &str) {
    if value.trim_start().starts_with('"') {
        defects.retain(|defect| defect.code != "inner-space");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(value: &str) -> (Vec<String>, Option<String>) {
        let found = judge(value, &Rules::default());
        (found.defects.into_iter().map(|d| d.code.into_owned()).collect(), found.fix)
    }

    #[test]
    fn clean_addresses() {
        for value in [
            "a.m.eriksson+cloud@gmail.com",
            "o'connor@example.ie",
            "x@example.io",
            "anna@mailinator.com.example.org",
            "a@ymail.com",
            "a@me.com",
            "a@yahoo.co.jp",
        ] {
            assert_eq!(codes(value), (vec![], None), "{value}");
        }
    }

    #[test]
    fn defects_and_fixes() {
        let cases = [
            ("anna.eriksson@gmail.com ", "trailing-space", Some("anna.eriksson@gmail.com")),
            ("anna eriksson@gmail.com", "inner-space", None),
            ("anna.eriksson@gmail .com", "inner-space", Some("anna.eriksson@gmail.com")),
            ("anna.eriksson@gmail\u{3002}com", "full-width", Some("anna.eriksson@gmail.com")),
            ("anna.eriksson@gmaiӏ.com", "homoglyph", Some("anna.eriksson@gmail.com")),
            ("anna..eriksson@gmail.com", "email-dot-local", Some("anna.eriksson@gmail.com")),
            ("anna.eriksson@gmail,com", "email-bad-domain", Some("anna.eriksson@gmail.com")),
            ("anna.eriksson@gnail.com", "email-domain-typo", Some("anna.eriksson@gmail.com")),
            ("anna.eriksson@example.cmo", "email-unknown-tld", Some("anna.eriksson@example.com")),
            ("anna@bücher.example", "email-idn-domain", Some("anna@xn--bcher-kva.example")),
            ("anna.eriksson@example.com/", "email-bad-domain", Some("anna.eriksson@example.com")),
            ("<anna.eriksson@example.com", "email-bad-local", Some("anna.eriksson@example.com")),
            ("mailto:anna.eriksson@example.com", "email-bad-local", Some("anna.eriksson@example.com")),
            ("anna.eriksson@gm١il.com", "non-ascii-digit", Some("anna.eriksson@gmail.com")),
            ("anna@maildrop.cc", "email-disposable", None),
            ("anna.eriksson.gmail.com", "email-no-at", None),
        ];
        for (value, code, fix) in cases {
            let (found, cured) = codes(value);
            assert_eq!((found.first().map(String::as_str), cured.as_deref()), (Some(code), fix), "{value}");
        }
    }

    #[test]
    fn what_is_copied_along_falls_away() {
        for value in [
            "<anna@example.com>",
            "Anna Eriksson <anna@example.com>",
            "\"Anna\" <anna@example.com>;",
            "(anna@example.com)",
            "'anna@example.com'",
            "\"anna@example.com\"",
            "mailto:anna@example.com",
            "MAILTO:anna@example.com?subject=x",
            "E-mail: anna@example.com",
            "anna@example.com.",
            "anna@example.com,",
            "anna@example.com;",
            "anna@example.com>",
            "anna@example.com).",
            "[anna@example.com]",
            "anna@example.com\u{3002}",
        ] {
            assert_eq!(codes(value).1.as_deref(), Some("anna@example.com"), "{value} {:?}", codes(value));
        }
        for value in ["o'neil@example.com", "'anna@example.com", "anna@[192.0.2.1]", "\"anna maria\"@example.com"] {
            assert_eq!(codes(value).1, None, "{value}");
        }
    }

    #[test]
    fn providers_of_the_pack() {
        let rules = Rules { local_chars: Some("._-"), providers: &["provider.example"], ..Rules::default() };
        assert!(judge("a+b@example.com", &rules).has("email-local-refused"));
        assert_eq!(judge("anna@provider.exampel", &rules).fix.as_deref(), Some("anna@provider.example"));
    }

    proptest! {
        #[test]
        fn a_fix_is_clean(value in "[a-zA-Z.@,_ ＡａО\u{200b}]{1,20}@[a-z.,＠ -]{1,12}|\\PC{0,20}|anna@[a-z]{3,7}\\.(com|con|co|cm)") {
            if let Some(fix) = judge(&value, &Rules::default()).fix {
                let again = judge(&fix, &Rules::default());
                prop_assert_eq!(again.fix, None);
                let lasting = ["email-disposable", "email-idn-domain", "email-quoted-local", "email-non-ascii-local"];
                prop_assert!(again.defects.iter().all(|d| lasting.contains(&d.code.as_ref())), "{:?} {:?}", fix, again.defects);
            }
        }
    }
}
