//! Values by their rank.

/// The value that `percent` of the values lie below.
pub fn nth<T>(values: &mut [T], percent: usize, order: impl FnMut(&T, &T) -> std::cmp::Ordering) -> Option<&T> {
    let at = values.len() * percent / 100;
    (at < values.len()).then(|| &*values.select_nth_unstable_by(at, order).1)
}
