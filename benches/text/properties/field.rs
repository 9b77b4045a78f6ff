//! The name field of a machine-readable zone, cut to its length (ICAO Doc 9303-4 section 4.2.3).

use super::super::random::Random;

/// Lengths of the field: TD3 and MRV-A, TD2 and MRV-B, TD1.
pub const LENGTHS: [usize; 3] = [39, 31, 30];

/// How an issuer makes a long name fit; the standard leaves it to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// What does not fit is left out at the end.
    End,
    /// The longest component loses its last letter, until all fit.
    Longest,
    /// Given names after the first become initials, the last one first; what room is left goes to them again.
    Initials,
}

impl Policy {
    /// All three.
    pub const ALL: [Self; 3] = [Self::End, Self::Longest, Self::Initials];
}

/// The field of two lists of components, without padding.
///
/// A field that was cut ends with a letter in its last place, or where a whole component ends beside it.
pub fn field(components: &[Vec<String>; 2], length: usize, policy: Policy, random: &mut Random) -> String {
    let whole = joined(components);
    if whole.len() <= length {
        return whole;
    }
    let cut = match policy {
        Policy::End => components.clone(),
        Policy::Longest => longest(components.clone(), length),
        Policy::Initials => initials(components.clone(), length),
    };
    let mut field = joined(&cut);
    // The separator and one letter of the given names stay in any case.
    if field.len() > length && field.find("<<").is_some_and(|at| at + 3 > length) {
        field = both_cut(components, length, random);
    }
    field.truncate(length);
    field.trim_end_matches('<').to_owned()
}

/// Both halves cut so that neither ends with a filler: some letters of the given names, the rest for the surname.
fn both_cut([primary, secondary]: &[Vec<String>; 2], length: usize, random: &mut Random) -> String {
    let (surname, given) = (primary.join("<"), secondary.join("<"));
    let heads = (1..=given.len().min(length / 2)).map(|letters| (&surname[..length - 2 - letters], &given[..letters]));
    let open: Vec<(&str, &str)> =
        heads.filter(|(surname, given)| !surname.ends_with('<') && !given.ends_with('<')).collect();
    match open.as_slice() {
        [] => format!("{}<<{}", &surname[..length - 3], &given[..1]),
        open => {
            let (surname, given) = random.pick(open);
            format!("{surname}<<{given}")
        }
    }
}

fn joined([primary, secondary]: &[Vec<String>; 2]) -> String {
    let separator = if secondary.is_empty() { "" } else { "<<" };
    format!("{}{separator}{}", primary.join("<"), secondary.join("<"))
}

/// Takes letters from the longest component, the last of several.
fn longest(mut components: [Vec<String>; 2], length: usize) -> [Vec<String>; 2] {
    while joined(&components).len() > length {
        let longest = components.iter_mut().flatten().max_by_key(|component| component.len());
        match longest {
            Some(component) if component.len() > 1 => drop(component.pop()),
            _ => break,
        }
    }
    components
}

/// Makes initials, then leaves names out, then gives letters back.
fn initials(components: [Vec<String>; 2], length: usize) -> [Vec<String>; 2] {
    let mut cut = components.clone();
    for later in (1..cut[1].len()).rev() {
        if joined(&cut).len() > length {
            cut[1][later].truncate(1);
        }
    }
    while cut[1].len() > 1 && joined(&cut).len() > length {
        cut[1].pop();
    }
    for later in 1..cut[1].len() {
        let room = length.saturating_sub(joined(&cut).len());
        let whole = &components[1][later];
        let now = cut[1][later].len();
        cut[1][later] = whole[..(now + room).min(whole.len())].to_owned();
    }
    cut
}
