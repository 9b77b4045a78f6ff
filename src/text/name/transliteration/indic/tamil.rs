//! Tamil: one letter stands for voiced, unvoiced and aspirated stops.

use super::plan::{VIRAMA, joins, place};
use crate::text::name::transliteration::{Context, Spellings};

/// Where the letters sound otherwise than in the plan.
///
/// A vowel that parts a consonant from R is there because Tamil has no clusters at the beginning (PIRIYA is PRIYA).
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    let parts_cluster = context.after == Some('ர') && context.before.is_some_and(|c| matches!(place(c), 0x15..=0x39));
    Some(match c {
        'க' if !joins(context, 0x37) => &["k", "g", "h", "c"],
        'ச' if joins(context, 0x1A) => &["c", "ch", "s", ""],
        'ச' => &["s", "ch", "c", "sh"],
        'ட' if joins(context, 0x1F) => &["t", "d", ""],
        'ட' => &["t", "d"],
        'த' if joins(context, 0x24) => &["t", "th", ""],
        'த' => &["th", "t", "d", "dh"],
        'ப' if context.before == Some('ஃ') => &["f", "p"],
        'ப' => &["p", "b", "bh", "f"],
        'ற' if joins(context, 0x31) => &["t", "tr", "r", ""],
        'ற' => &["r", "tr"],
        'வ' => &["v", "w"],
        'ஜ' => &["j", "z"],
        'ஃ' => &[""],
        'ி' if parts_cluster => &["i", "e", ""],
        // KIRUSHNAN is KRISHNAN.
        'ு' if context.before == Some('ர') => &["u", "oo", "i"],
        'ு' if parts_cluster => &["u", "oo", "ou", ""],
        'ை' => &["ai", "ay", "i", "ei", "y"],
        'ஐ' => &["ai", "i", "ay", "iy"],
        'ய' if context.after.is_some_and(|c| place(c) == VIRAMA) => &["y", "i", ""],
        'ய' if context.before.is_some_and(|c| place(c) == VIRAMA) => &["y", "i", "iy"],
        'ஸ' => &["s", "sh"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "அருண் arun; குமார் kumar; முருகன் murugan; முத்து muthu; முத்து muttu; தமிழ் tamil; தமிழ் thamizh; \
                   கார்த்திக் karthik; கார்த்திக் kartik; சுரேஷ் suresh; ராஜேஷ் rajesh; விஜய் vijay; சண்முகம் shanmugam; \
                   பிரியா priya; பிரகாஷ் prakash; கிருஷ்ணன் krishnan; லட்சுமி latchumi; மீனா meena; மீனா mina; \
                   சரவணன் saravanan; செல்வி selvi; பாலா bala; தனுஷ் dhanush; ரஜினிகாந்த் rajinikanth; அஜித் ajith; \
                   அஜித் ajit; சந்திரன் chandran; எழில் ezhil; கோபால் gopal; பிள்ளை pillai; தேவி devi; \
                   ஸ்டாலின் stalin; கண்ணன் kannan; சிவா siva; சிவா shiva; வெற்றி vetri; அன்பு anbu; இளங்கோ ilango; சூர்யா suriya",
            other: "அருண் arul; அருண் aruna; குமார் kumari; முருகன் muthu; முத்து mathi; தமிழ் thamarai; கார்த்திக் karthika; \
                    சுரேஷ் satish; ராஜேஷ் ramesh; விஜய் vijaya; சண்முகம் saravanan; பிரியா preethi; பிரகாஷ் prasad; \
                    கிருஷ்ணன் kannan; மீனா mani; செல்வி selvam; பாலா balu; தனுஷ் danielle; அஜித் ajay; சந்திரன் chandra; \
                    எழில் ezhili; கோபால் gokul; பிள்ளை palani; தேவி deva; கண்ணன் karthik; சிவா selva; வெற்றி vetriselvan; \
                    அன்பு anbarasi",
        });
    }
}
