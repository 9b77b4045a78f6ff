//! Everyday forms of given names.

use super::{fold, romanization};
use crate::text::list;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Everyday form to the full names that it stands for.
static FULL: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for line in list(include_str!("../data/nicknames.txt")) {
        let mut words = line.split_ascii_whitespace();
        let Some(full) = words.next() else { continue };
        for short in words {
            table.entry(short).or_default().extend(full.split('/'));
        }
    }
    table
});

/// The full names alone.
static FULL_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| FULL.values().flatten().copied().collect());

/// Whether one of two folded base names is an everyday form of the other.
pub(super) fn same(a: &str, b: &str) -> bool {
    stands_for(a, b) || stands_for(b, a)
}

/// Whether a name is in the list, as a short or a full form.
pub(super) fn is_known(name: &str) -> bool {
    FULL.contains_key(name) || FULL_NAMES.contains(name)
}

fn stands_for(short: &str, full: &str) -> bool {
    FULL.get(short).is_some_and(|names| {
        names.iter().any(|name| *name == full || romanization::same(name, full) || fold::base(name) == full)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_languages() {
        for (short, full) in [
            ("beth", "elizabeth"),
            ("peggy", "margaret"),
            ("paco", "francisco"),
            ("sasha", "aleksandr"),
            ("katya", "ekaterina"),
            ("pista", "istvan"),
            ("zeca", "jose"),
            ("beppe", "giuseppe"),
        ] {
            assert!(same(short, full), "{short} {full}");
        }
        assert!(!same("maria", "mario"));
    }
}
