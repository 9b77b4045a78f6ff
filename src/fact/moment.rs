//! The time of a run, with the calendar that its day is read on.

use jiff::civil::{Date, time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

/// An instant and the offset from UTC of whoever speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The offset of its local time.
    pub offset: Offset,
}

impl Moment {
    /// Now, on the clock and the calendar of this system.
    pub fn now() -> Self {
        let now = Zoned::now();
        Self { at: now.timestamp(), offset: now.offset() }
    }

    /// An RFC 3339 time on the calendar of its own offset.
    pub fn parse(text: &str) -> Option<Self> {
        let at: Timestamp = text.parse().ok()?;
        let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
        Some(Self { at, offset: offset.unwrap_or(Offset::UTC) })
    }

    /// The same instant told in another offset.
    pub fn in_offset(self, offset: Offset) -> Self {
        Self { offset, ..self }
    }

    /// The local day.
    pub fn date(self) -> Date {
        self.zoned().date()
    }

    /// So much later.
    pub fn after(self, duration: SignedDuration) -> Self {
        Self { at: self.at.checked_add(duration).unwrap_or(Timestamp::MAX), ..self }
    }

    /// Whole seconds from another instant to this one.
    pub fn seconds_since(self, other: Self) -> i64 {
        self.at.as_second() - other.at.as_second()
    }

    /// With its offset and calendar.
    pub fn zoned(self) -> Zoned {
        self.at.to_zoned(TimeZone::fixed(self.offset))
    }

    /// RFC 3339 to the second, in its own offset.
    pub fn rfc3339(self) -> String {
        self.zoned().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// The noon of a day, where nothing is known of the time.
impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        let noon = TimeZone::UTC.to_zoned(date.to_datetime(time(12, 0, 0, 0)));
        Self { at: noon.map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp()), offset: Offset::UTC }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_is_the_writers_own() {
        let late = Moment::parse("2026-05-19T23:30:00-08:00").unwrap();
        assert_eq!((late.date(), late.rfc3339().as_str()), (date(2026, 5, 19), "2026-05-19T23:30:00-08:00"));
        assert_eq!(late.in_offset(Offset::UTC).date(), date(2026, 5, 20));
        assert_eq!(late.after(SignedDuration::from_mins(40)).date(), date(2026, 5, 20));
        assert_eq!(Moment::parse("2026-05-19"), None);
        assert_eq!(Moment::from(date(2026, 5, 19)).date(), date(2026, 5, 19));
    }
}
