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

/// The first shape of each class, the simplified one.
static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
    list(include_str!("../../data/hanzi_variants.txt")).filter_map(|line| line.chars().next()).collect()
});

/// The shape that stands for all shapes of a character; the character itself where it has no other.
pub fn simplest_han(c: char) -> char {
    let class = CLASSES.get(&c).and_then(|classes| classes.first());
    class.and_then(|class| FIRST.get(usize::from(*class))).copied().unwrap_or(c)
}

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
    fn one_shape_stands_for_all() {
        assert_eq!("驗證碼過期".chars().map(simplest_han).collect::<String>(), "验证码过期");
        assert_eq!(simplest_han('我'), '我');
    }

    #[test]
    fn shapes_of_one_character() {
        for (a, b) in [('伟', '偉'), ('沢', '澤'), ('发', '髮'), ('渡', '渡')] {
            assert!(a == b || is_variant(a, b), "{a} {b}");
        }
        assert!(!is_variant('伟', '韦') && !is_variant('未', '末'));
    }
}
