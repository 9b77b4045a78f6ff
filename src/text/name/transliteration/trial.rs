//! What the tests of the tables have in common.

/// Pairs "national latin", separated by semicolons.
pub(super) struct Pairs {
    /// Spellings of one name.
    pub(super) same: &'static str,
    /// Spellings of two names.
    pub(super) other: &'static str,
}

/// Fails with every pair that is judged wrongly, and with fewer than twenty pairs of a kind.
pub(super) fn check(pairs: &Pairs) {
    let mut wrong = Vec::new();
    for (listed, same) in [(pairs.same, true), (pairs.other, false)] {
        let listed: Vec<(&str, &str)> = listed.split(';').filter_map(|pair| pair.trim().split_once(' ')).collect();
        assert!(listed.len() >= 20, "{} pairs", listed.len());
        wrong.extend(listed.into_iter().filter(|(national, latin)| matches(national, latin) != same));
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Whether one of the everyday spellings of a name is the target.
pub(super) fn matches(national: &str, target: &str) -> bool {
    super::spells(national, target)
}
