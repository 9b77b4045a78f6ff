//! What came of comparing two names.

use super::note::{self, Against};
use super::relation::{Relation, Verdict};
use super::transliteration;
use crate::text::Defect;
use smallvec::SmallVec;

/// Code-point indexes into the typed name, ascending.
pub type Places = SmallVec<[usize; 4]>;

/// The findings of one comparison; most names have one defect, few have more than two.
pub(super) type Findings = SmallVec<[Finding; 2]>;

/// One relation that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How the names relate here.
    pub relation: Relation,
    /// The offending characters, where single ones can be named.
    pub at: Places,
    /// Whether retyping the printed name cures it and the person stays the same.
    pub curable: bool,
}

impl Finding {
    pub(super) fn new(relation: Relation, at: Places) -> Self {
        let curable = !matches!(relation, Relation::DifferentPerson | Relation::MissingPart | Relation::ExtraPart);
        Self { relation, at, curable }
    }

    /// The finding as a defect at these places, with its sentence.
    pub fn defect(&self, at: Vec<usize>, against: Against) -> Defect {
        let note = note::note(self.relation, &at, against);
        Defect::new(self.relation.code(), at, note)
    }

    /// A courtesy title: a part that the document does not print, and that is no part of the name.
    pub(super) fn title(at: Places) -> Self {
        Self { relation: Relation::ExtraPart, at, curable: true }
    }
}

/// How a typed name compares with a printed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The most serious relation found.
    pub relation: Relation,
    /// What to make of it.
    pub verdict: Verdict,
    /// Whether the verdict is sure; `false` where two scripts could not be read against each other.
    pub certain: bool,
    /// Every relation found, the most serious first, each once; empty where nothing is wrong.
    pub findings: SmallVec<[Finding; 2]>,
    /// The one string that cures everything: as printed. `None` unless the verdict is fixable.
    pub fix: Option<String>,
    /// The form without any risk, where the verdict is ok but the strings differ.
    pub advise: Option<String>,
}

impl Comparison {
    /// Every relation found, the most serious first; `exact` or another harmless one where nothing is wrong.
    pub fn relations(&self) -> impl Iterator<Item = Relation> {
        let harmless = self.findings.is_empty().then_some(self.relation);
        self.findings.iter().map(|finding| finding.relation).chain(harmless)
    }

    /// Every offending character.
    pub fn at(&self) -> Places {
        let mut at: Places = self.findings.iter().flat_map(|finding| finding.at.iter().copied()).collect();
        at.sort_unstable();
        at.dedup();
        at
    }

    /// The fix in the spelling of the machine-readable zone, for a portal that takes only A-Z.
    pub fn alt_fix(&self) -> Option<String> {
        self.fix.as_deref().filter(|fix| !fix.is_ascii()).and_then(transliteration::mrz_spelling)
    }

    /// The findings as defects, each with its sentence.
    pub fn defects(&self, against: Against) -> Vec<Defect> {
        self.findings.iter().map(|finding| finding.defect(finding.at.to_vec(), against)).collect()
    }

    /// Nothing is wrong.
    pub(super) fn clean(relation: Relation, advise: Option<String>) -> Self {
        Self { relation, verdict: Verdict::Ok, certain: true, findings: Findings::new(), fix: None, advise }
    }

    /// What was found; `printed` is the cure where there is one.
    pub(super) fn found(mut findings: Findings, printed: &str) -> Self {
        merge(&mut findings);
        let fixable = findings.iter().all(|finding| finding.curable);
        Self {
            relation: findings.first().map_or(Relation::DifferentPerson, |finding| finding.relation),
            verdict: if fixable { Verdict::Fixable } else { Verdict::Mismatch },
            certain: true,
            findings,
            fix: fixable.then(|| printed.to_owned()),
            advise: None,
        }
    }
}

/// One finding a relation, the most serious first.
fn merge(findings: &mut Findings) {
    if let [only] = findings.as_mut_slice() {
        only.at.sort_unstable();
        only.at.dedup();
        return;
    }
    let mut merged = Findings::new();
    for finding in findings.drain(..) {
        match merged.iter_mut().find(|known| known.relation == finding.relation) {
            Some(known) => {
                known.at.extend(finding.at);
                known.curable &= finding.curable;
            }
            None => merged.push(finding),
        }
    }
    merged.sort_unstable_by_key(|finding| (finding.curable, finding.relation));
    for finding in &mut merged {
        finding.at.sort_unstable();
        finding.at.dedup();
    }
    *findings = merged;
}
