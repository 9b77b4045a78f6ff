//! Numbering plans by region.

use super::LineKind;
use super::pattern;
use crate::text::list;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};

/// The lines of the table, not yet taken apart, by region and by calling code.
struct Table {
    by_region: FxHashMap<&'static str, &'static str>,
    by_code: FxHashMap<&'static str, Family>,
}

/// The lines that share a calling code, and their plans once somebody asks.
#[derive(Default)]
struct Family {
    lines: Vec<&'static str>,
    plans: OnceLock<Vec<Plan>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { by_region: FxHashMap::default(), by_code: FxHashMap::default() };
    for line in list(include_str!("../data/phone.txt")) {
        let mut fields = line.split('\t');
        if let (Some(region), Some(code)) = (fields.next(), fields.next()) {
            table.by_region.insert(region, line);
            table.by_code.entry(code).or_default().lines.push(line);
        }
    }
    table
});

/// Longest country calling code (ITU-T E.164 §6.2.1).
const MAX_CALLING_CODE: usize = 3;

/// The numbering plan of one region.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub region: &'static str,
    pub calling_code: u16,
    international_prefix: &'static str,
    pub trunk_prefix: &'static str,
    leading_digits: &'static str,
    lengths: &'static str,
    general: &'static str,
    fixed: &'static str,
    mobile: &'static str,
    special: &'static str,
}

impl Plan {
    /// The plan of a region by its alpha-2 code.
    pub fn of_region(region: &str) -> Option<Self> {
        TABLE.by_region.get(region).and_then(|line| Self::read(line))
    }

    /// The plans that share a calling code, the main region first.
    pub fn of_calling_code(code: &str) -> &'static [Self] {
        let plans = |family: &'static Family| {
            family.plans.get_or_init(|| family.lines.iter().filter_map(|line| Self::read(line)).collect()).as_slice()
        };
        TABLE.by_code.get(code).map_or(&[], plans)
    }

    /// Splits international digits into the plans of their calling code and the national number.
    pub fn split(digits: &str) -> Option<(&'static [Self], &str)> {
        (1..=MAX_CALLING_CODE).find_map(|length| {
            let (code, national) = digits.split_at_checked(length)?;
            let plans = Self::of_calling_code(code);
            (!plans.is_empty()).then_some((plans, national))
        })
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let region = fields.next()?;
        let calling_code = fields.next()?.parse().ok()?;
        let _main = fields.next()?;
        Some(Self {
            region,
            calling_code,
            international_prefix: fields.next()?,
            trunk_prefix: fields.next()?,
            leading_digits: fields.next()?,
            lengths: fields.next()?,
            general: fields.nth(1)?,
            fixed: fields.next().unwrap_or_default(),
            mobile: fields.next().unwrap_or_default(),
            special: fields.next().unwrap_or_default(),
        })
    }

    /// How long a prefix for calls abroad the digits begin with: bit n, where n digits are one.
    pub fn international_prefixes(&self, digits: &str) -> u64 {
        if self.international_prefix.is_empty() { 0 } else { pattern::ends(self.international_prefix, digits) }
    }

    /// The lengths that a national number may have.
    pub fn lengths(&self) -> Vec<usize> {
        self.lengths.split(',').filter_map(|length| length.parse().ok()).collect()
    }

    /// The longest fixed or mobile number.
    pub fn longest_of_people(&self) -> Option<usize> {
        let reach = [self.fixed, self.mobile].into_iter().filter(|pattern| !pattern.is_empty()).map(pattern::longest);
        reach.max().filter(|longest| *longest > 0)
    }

    /// Whether a national number has a possible length.
    pub fn is_possible(&self, national: &str) -> bool {
        self.lengths().contains(&national.len())
    }

    /// The kind of line of a national number; unknown where the plan has no such number.
    pub fn kind(&self, national: &str) -> LineKind {
        if !self.is_possible(national) || !pattern::matches(self.general, national) {
            return LineKind::Unknown;
        }
        if !self.leading_digits.is_empty() && !pattern::begins(self.leading_digits, national) {
            return LineKind::Unknown;
        }
        let is = |pattern: &'static str| !pattern.is_empty() && pattern::matches(pattern, national);
        match (is(self.special), is(self.mobile), is(self.fixed)) {
            (true, _, _) => LineKind::Special,
            (_, true, true) => LineKind::FixedOrMobile,
            (_, true, false) => LineKind::Mobile,
            (_, false, true) => LineKind::Fixed,
            _ => LineKind::Unknown,
        }
    }

    /// The digits without the trunk prefix, where they have one.
    pub fn without_trunk<'a>(&self, digits: &'a str) -> &'a str {
        if self.trunk_prefix.is_empty() || self.kind(digits) != LineKind::Unknown {
            return digits;
        }
        digits.strip_prefix(self.trunk_prefix).unwrap_or(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_reads() {
        assert!(TABLE.by_region.len() > 240);
        for line in TABLE.by_code.values().flat_map(|family| &family.lines) {
            assert!(Plan::read(line).is_some(), "{line}");
        }
    }

    #[test]
    fn shared_calling_codes() {
        let regions = |digits: &str| -> Vec<&str> {
            Plan::split(digits)
                .map(|(plans, national)| {
                    plans
                        .iter()
                        .filter(|plan| plan.kind(national) != LineKind::Unknown)
                        .map(|plan| plan.region)
                        .collect()
                })
                .unwrap_or_default()
        };
        assert_eq!(regions("79123456789"), ["RU"]);
        assert_eq!(regions("77710009998"), ["KZ"]);
    }
}
