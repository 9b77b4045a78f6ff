//! This machine's clock against the hosts' clocks.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::fmt::rfc2822::DateTimeParser;

use super::jitter::median;

/// Hosts whose clocks have to agree before this machine's is doubted.
const MIN_CLOCKS: usize = 2;

/// How far a clock may be from the median to agree with it, in s: a `Date` has whole seconds and is written before it is sent.
const AGREEMENT_S: f64 = 2.5;

/// Half of the second that a `Date` header does not tell: RFC 9110 §5.6.7 has no fractions, and servers cut them off.
const CUT_OFF_S: f64 = 0.5;

/// Seconds by which this machine's clock is ahead of the host's, exact to about half a second and half of `rtt`.
///
/// `date` and `age` are the header fields (RFC 9110 §6.6.1, RFC 9111 §5.1), `received` when they came, `rtt` the round trip.
pub(super) fn offset(date: &str, age: Option<&str>, received: SystemTime, rtt: Duration) -> Option<f64> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let date = PARSER.parse_timestamp(date.trim()).ok()?;
    // A cache passes on the date of the original; without an age that can be read, it may be any time ago.
    let age = age.map_or(Some(0), |age| age.trim().parse::<u32>().ok())?;
    let written = date.as_second() as f64 + f64::from(age) + CUT_OFF_S;
    let local = match received.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    };
    Some(local - rtt.as_secs_f64() / 2.0 - written)
}

/// The offset that most hosts agree on: their median; `None` where they differ or are fewer than two.
pub(super) fn agreed(offsets: &[f64]) -> Option<f64> {
    let middle = median(offsets)?;
    let agreeing = offsets.iter().filter(|offset| (**offset - middle).abs() <= AGREEMENT_S).count();
    (agreeing >= MIN_CLOCKS && agreeing * 2 > offsets.len()).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 1994-11-06 08:49:37 UTC, the example of RFC 9110 §5.6.7.
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const SECOND: u64 = 784_111_777;

    fn ahead(seconds: f64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs_f64(SECOND as f64 + seconds)
    }

    #[test]
    fn half_the_round_trip_and_half_a_second_are_taken_off() {
        let offset = offset(DATE, None, ahead(90.7), Duration::from_millis(400)).unwrap();
        assert!((offset - 90.0).abs() < 1e-6, "{offset}");
    }

    #[test]
    fn a_cached_answer_is_older_than_its_way() {
        let offset = offset(DATE, Some("3600"), ahead(3600.5), Duration::ZERO).unwrap();
        assert!(offset.abs() < 1e-6, "{offset}");
        assert_eq!(super::offset(DATE, Some("soon"), ahead(0.0), Duration::ZERO), None);
    }

    #[test]
    fn what_is_no_date_says_nothing() {
        for date in ["", "now", "Sun, 06 Nov 1994", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            assert_eq!(offset(date, None, ahead(0.0), Duration::ZERO), None, "{date}");
        }
    }

    #[test]
    fn one_clock_or_a_quarrel_decides_nothing() {
        assert_eq!(agreed(&[]), None);
        assert_eq!(agreed(&[90.0]), None);
        assert_eq!(agreed(&[0.0, 90.0]), None);
        assert_eq!(agreed(&[-86_400.0, 0.0, 90.0]), None);
        assert_eq!(agreed(&[-86_400.0, 90.2, 89.9]), Some(89.9));
    }

    proptest! {
        #[test]
        fn any_header_is_survived(date in ".{0,60}", age in ".{0,20}") {
            offset(&date, Some(&age), SystemTime::now(), Duration::from_millis(40));
        }
    }
}
