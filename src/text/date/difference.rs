//! How one day differs from another that it should be.

use super::Date;
use crate::text::{Against, Defect, difference};

impl Date {
    /// Whether a day is another by a slip: day and month changed places, or one digit is wrong, or two have changed places. A day of
    /// another year is no slip.
    pub fn is_slip_for(self, other: Self) -> bool {
        let one_edit = || !difference::describe(&self.iso(), &other.iso()).at.is_empty();
        self.year == other.year && (self.is_turned(other) || one_edit())
    }

    /// The difference from another day. `written_otherwise` says where the other one stands if the texts have not the form of
    /// [`Date::iso`], in which case single characters of them say nothing.
    pub fn difference(self, other: Self, written_otherwise: Option<Against>) -> Defect {
        let found = difference::describe(&self.iso(), &other.iso());
        if self.is_turned(other) {
            return Defect::whole(found.code, "day and month have changed places");
        }
        match written_otherwise {
            None => found,
            Some(against) => Defect::whole(found.code, self.parts_of(other, against)),
        }
    }

    fn is_turned(self, other: Self) -> bool {
        self.year == other.year && self.month == other.day && self.day == other.month
    }

    fn parts_of(self, other: Self, against: Against) -> String {
        let parts =
            [("year", self.year != other.year), ("month", self.month != other.month), ("day", self.day != other.day)];
        let differing: Vec<&str> = parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect();
        format!("{} has another {}", against.subject(), differing.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap_or(Date { year: 1, month: 1, day: 1 })
    }

    #[test]
    fn slips_keep_the_year() {
        for (mine, theirs, slip) in [
            ("1990-04-12", "1990-12-04", true),
            ("1990-04-12", "1990-04-21", true),
            ("1990-04-12", "1990-04-13", true),
            ("1990-04-12", "1990-07-31", false),
            ("1990-04-12", "1991-04-12", false),
        ] {
            assert_eq!(day(mine).is_slip_for(day(theirs)), slip, "{mine} {theirs}");
        }
    }

    #[test]
    fn the_parts_that_differ_are_named() {
        let said = |mine, theirs, against| day(mine).difference(day(theirs), against).note;
        let other = Some(Against::Document);
        assert_eq!(said("2032-04-15", "2033-04-15", other), "the document has another year");
        assert_eq!(said("2032-04-15", "2032-05-16", other), "the document has another month and day");
        assert_eq!(said("2032-04-05", "2032-05-04", other), "day and month have changed places");
        assert_eq!(said("2032-04-15", "2033-04-15", None), "only character 4 differs");
    }
}
