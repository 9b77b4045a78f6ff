//! What follows a name to tell generations apart.

/// Whether a folded part tells a generation: such parts are told apart, never corrected.
pub(super) fn is_generation(part: &str) -> bool {
    part.len() <= LONGEST
        && matches!(
            part,
            "i" | "ii"
                | "iii"
                | "iv"
                | "v"
                | "vi"
                | "vii"
                | "viii"
                | "2nd"
                | "3rd"
                | "4th"
                | "jr"
                | "jnr"
                | "junior"
                | "sr"
                | "snr"
                | "senior"
        )
}

/// Letters of the longest such part.
const LONGEST: usize = 6;
