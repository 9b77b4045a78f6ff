//! Days of the Gregorian calendar.

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// A date, if the calendar has it.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let month_signed = i8::try_from(month).ok()?;
        let day_signed = i8::try_from(day).ok()?;
        jiff::civil::Date::new(year, month_signed, day_signed).ok()?;
        Some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD` (ISO 8601 extended format) and nothing else.
    pub fn from_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') || !text.is_ascii() {
            return None;
        }
        let part = |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        Self::new(part(0, 4)?.parse().ok()?, part(5, 7)?.parse().ok()?, part(8, 10)?.parse().ok()?)
    }

    /// `YYYY-MM-DD`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Full years from this day to another; a birthday on 29 February is reached on 1 March.
    pub fn years_until(self, other: Self) -> i32 {
        let before_birthday = (other.month, other.day) < (self.month, self.day);
        i32::from(other.year) - i32::from(self.year) - i32::from(before_birthday)
    }

    /// Days from this day to another; negative where the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.day_number() - self.day_number()
    }

    /// Days since 1 March of the year 0 (proleptic Gregorian).
    fn day_number(self) -> i64 {
        let (month, year) = if self.month <= 2 {
            (i64::from(self.month) + 9, i64::from(self.year) - 1)
        } else {
            (i64::from(self.month) - 3, i64::from(self.year))
        };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + i64::from(self.day)
            - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar() {
        assert_eq!(Date::new(2000, 2, 29).map(Date::iso).as_deref(), Some("2000-02-29"));
        assert_eq!(Date::new(1900, 2, 29), None);
        assert_eq!(Date::from_iso("2026-05-19"), Date::new(2026, 5, 19));
        assert_eq!(Date::from_iso("2026-5-19"), None);
    }
}
