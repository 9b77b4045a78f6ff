//! Dates of birth inside numbers.

use super::scheme::no_date;
use crate::text::Defect;
use crate::text::date::Date;

/// The order of the six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `YYMMDD`
    YearMonthDay,
    /// `DDMMYY`
    DayMonthYear,
}

/// The defect of six digits from `start` that are a date in no century, months and days as written.
pub(super) fn judge(number: &str, start: usize, order: Order) -> Vec<Defect> {
    judge_shifted(number, start, order, &[], &[])
}

/// The same, where issuers add to the month or the day for women, for foreigners or for a century.
pub(super) fn judge_shifted(number: &str, start: usize, order: Order, months: &[u8], days: &[u8]) -> Vec<Defect> {
    let pair = |place: usize| number.get(start + place..start + place + 2).and_then(|text| text.parse::<u8>().ok());
    let (Some(first), Some(month), Some(last)) = (pair(0), pair(2), pair(4)) else {
        return vec![no_date(start..start + 6)];
    };
    let (year, day) = if order == Order::YearMonthDay { (first, last) } else { (last, first) };
    let without = |value: u8, added: &[u8]| {
        added.iter().copied().filter(|more| value > *more).max().map_or(value, |more| value - more)
    };
    let (month, day) = (without(month, months), without(day, days));
    let is_date = [1800, 1900, 2000].iter().any(|century| Date::new(century + i16::from(year), month, day).is_some());
    if is_date { Vec::new() } else { vec![no_date(start..start + 6)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendars() {
        assert!(judge("800101145023", 0, Order::YearMonthDay).is_empty());
        assert!(!judge("801301145023", 0, Order::YearMonthDay).is_empty());
        assert!(judge("2110625629", 0, Order::DayMonthYear).is_empty());
        assert!(judge_shifted("7523169263", 0, Order::YearMonthDay, &[20, 40], &[]).is_empty());
        assert!(judge_shifted("3171017006900001", 6, Order::DayMonthYear, &[], &[40]).is_empty());
    }
}
