//! A typed name against the name field of a machine-readable zone.

use std::rc::Rc;

use super::order::{self, Quality};
use super::{Pair, Target, length_before, outcome};
use crate::expr::functions::person::{Layout, Part};
use crate::fact::Value;
use crate::text::name::{self, Comparison, Verdict, Zone};

/// Both parts of a name are sure.
const WHOLE: [bool; 2] = [true, true];

impl Pair<'_> {
    /// Adds a result for every field that was compared with the other's machine-readable zone alone.
    pub fn judge_zone(&self, found: &mut Vec<Value>) {
        for typed in self.typed.layouts() {
            match (&self.other.picture, &self.other.zone) {
                (Some(picture), _) => self.against_picture(typed, picture, found),
                (None, Some(zone)) => self.against_zone(typed, zone, WHOLE, found),
                (None, None) => {}
            }
        }
    }

    /// Judges one way of naming against a zone of which surname and given names are sure or not: what is not is held against nothing.
    pub(super) fn against_zone(&self, typed: Layout<'_>, zone: &Part, sure: [bool; 2], found: &mut Vec<Value>) {
        match typed {
            Layout::Fields(surname, given) => self.fields_against_zone([surname, given], zone, sure, found),
            Layout::Full(full) if sure == WHOLE => self.full_against_zone(full, zone, found),
            Layout::Full(full) => found.push(outcome::not_read(full, zone)),
        }
    }

    fn compare_zone(&self, typed: &str, zone: &Part) -> Rc<Comparison> {
        self.memo.compare(typed, &zone.text, Zone::Mrz, self.locale)
    }

    /// The zone holds both fields and cuts them together, so each is judged beside what the zone says of the other.
    fn fields_against_zone(&self, typed: [Option<&Part>; 2], zone: &Part, sure: [bool; 2], found: &mut Vec<Value>) {
        let text = typed.map(|part| part.map_or("", |part| part.text.as_str()));
        let whole = self.compare_zone(&name::join(text[0], text[1]), zone);
        let decoded = halves(&name::mrz_name(&zone.text));
        for (index, part) in typed.into_iter().enumerate() {
            let Some(part) = part else { continue };
            if !sure[index] {
                found.push(outcome::not_read(part, zone));
                continue;
            }
            let before = |surname: &str| if index == 1 { length_before(surname) } else { 0 };
            let fix = |comparison: &Comparison| comparison.fix.as_deref().map(|fix| halves(fix)[index].clone());
            let alone = match index {
                0 => self.compare_zone(&name::join(&part.text, &decoded[1]), zone),
                _ => self.compare_zone(&name::join(&decoded[0], &part.text), zone),
            };
            let printed = Target::half(&zone.path, &decoded[index]);
            // What stands in the wrong field is no other person, though the field by itself looks so.
            let joined = sure == WHOLE;
            let moved = joined && alone.verdict == Verdict::Mismatch && whole.verdict != Verdict::Mismatch;
            if joined && whole.verdict == Verdict::Ok {
                self.report(part, 0, printed, &whole, Some(&decoded[index]), found);
            } else if moved {
                let both = typed.iter().all(Option::is_some) || decoded.iter().any(String::is_empty);
                let fix = fix(&whole).filter(|fix| both && !fix.is_empty());
                self.report(part, before(text[0]), printed, &whole, fix.as_deref(), found);
            } else {
                let advised = (alone.verdict == Verdict::Ok).then(|| decoded[index].clone());
                let fix = fix(&alone).or(advised).filter(|fix| !fix.is_empty());
                self.report(part, before(&decoded[0]), printed, &alone, fix.as_deref(), found);
            }
        }
    }

    /// One field for the full name, in the order of the zone or with the surname last.
    fn full_against_zone(&self, typed: &Part, zone: &Part, found: &mut Vec<Value>) {
        let direct = self.compare_zone(&typed.text, zone);
        let printed = Target::half(&zone.path, "");
        let mut best = (Quality::of(&direct), direct, None);
        if best.1.verdict != Verdict::Ok && zone.text.contains("<<") && !typed.text.contains(',') {
            for cut in order::cuts(&typed.text) {
                let compared = self.compare_zone(&name::join(&cut.surname.text, &cut.given.text), zone);
                let quality = Quality::of(&compared);
                if quality < best.0 {
                    best = (quality, compared, Some(cut));
                }
            }
        }
        let (_, comparison, cut) = best;
        let Some(cut) = cut else {
            self.report(typed, 0, printed, &comparison, to_type(&comparison), found);
            return;
        };
        let [left, right] = to_type(&comparison).map(halves).unwrap_or_default();
        let fix = if cut.is_surname_first() { format!("{left} {right}") } else { format!("{right} {left}") };
        let mut placed = Comparison::clone(&comparison);
        for finding in &mut placed.findings {
            finding.at = finding.at.iter().filter_map(|at| cut.place(*at)).collect();
            finding.at.sort_unstable();
        }
        self.report(typed, 0, printed, &placed, Some(fix.trim()), found);
    }
}

fn to_type(comparison: &Comparison) -> Option<&str> {
    comparison.fix.as_deref().or(comparison.advise.as_deref())
}

/// Surname and given names of a name as the comparison writes it.
pub(super) fn halves(name: &str) -> [String; 2] {
    match name.split_once(", ") {
        Some((surname, given)) => [surname.to_owned(), given.to_owned()],
        None => [name.to_owned(), String::new()],
    }
}
