//! Simplified, traditional and Japanese shapes of one Chinese character.

use crate::text::list;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::LazyLock;

/// The classes that hold a character; few are in more than one.
static CLASSES: LazyLock<FxHashMap<char, SmallVec<[u16; 2]>>> = LazyLock::new(|| {
    let mut classes: FxHashMap<char, SmallVec<[u16; 2]>> = FxHashMap::default();
    for (number, line) in (0u16..).zip(list(include_str!("../../data/hanzi_variants.txt"))) {
        for c in line.chars() {
            classes.entry(c).or_default().push(number);
        }
    }
    classes
});

/// Whether two characters are shapes of one.
pub(in super::super) fn is_variant(a: char, b: char) -> bool {
    match (CLASSES.get(&a), CLASSES.get(&b)) {
        (Some(a), Some(b)) => a.iter().any(|class| b.contains(class)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_one_character() {
        for (a, b) in [('伟', '偉'), ('沢', '澤'), ('发', '髮'), ('渡', '渡')] {
            assert!(a == b || is_variant(a, b), "{a} {b}");
        }
        assert!(!is_variant('伟', '韦') && !is_variant('未', '末'));
    }
}
