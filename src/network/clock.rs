//! This machine's clock against others'.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::quality::median;

/// Sources that have to agree before this machine's clock is doubted.
const MIN_SOURCES: usize = 2;

/// What the `Date` of one answer says: this machine's clock is ahead by a number of seconds in this interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// From, in s.
    pub low: f64,
    /// To, in s.
    pub high: f64,
}

impl Interval {
    /// From a `Date` in whole seconds, which was written some time between the request and the head of the answer, and which
    /// cuts the second's fraction off (RFC 9110 §5.6.7).
    pub fn of(date: i64, sent: SystemTime, took: Duration) -> Self {
        let sent = seconds(sent);
        // It is written after half of the way and before the other half; a quarter allows for uneven ways.
        let way = took.as_secs_f64() / 4.0;
        Self { low: sent + way - date as f64 - 1.0, high: sent + took.as_secs_f64() - way - date as f64 }
    }
}

fn seconds(time: SystemTime) -> f64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}

/// The offset that most of these intervals share, and half its width, in s: Marzullo's algorithm, as in NTP's clock selection
/// (RFC 5905 §11.2.1). `None` where most share nothing.
pub fn shared(intervals: &[Interval]) -> Option<(f64, f64)> {
    let mut edges: Vec<(f64, i32)> =
        intervals.iter().flat_map(|interval| [(interval.low, 1), (interval.high, -1)]).collect();
    // An interval that begins where another ends shares that point with it.
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let (mut depth, mut best, mut found) = (0, 0, None);
    for (at, &(edge, step)) in edges.iter().enumerate() {
        depth += step;
        if depth > best {
            best = depth;
            found = edges.get(at + 1).map(|next| (edge, next.0));
        }
    }
    let (low, high) = found?;
    let most = usize::try_from(best).is_ok_and(|best| best * 2 > intervals.len());
    most.then_some((f64::midpoint(low, high), (high - low) / 2.0))
}

/// The offset of which two hosts or more agree, each with all its intervals, how far it may be off, and how many hosts agree.
pub fn by_dates(hosts: &[Vec<Interval>]) -> Option<(f64, f64, u32)> {
    // One host's many answers must not outvote the others.
    let own: Vec<Interval> = hosts
        .iter()
        .filter_map(|intervals| shared(intervals))
        .map(|(offset, half)| Interval { low: offset - half, high: offset + half })
        .collect();
    let (offset, half) = shared(&own)?;
    let agreeing = own.iter().filter(|host| host.low <= offset + half && host.high >= offset - half).count();
    (agreeing >= MIN_SOURCES).then_some((offset, half, u32::try_from(agreeing).unwrap_or(u32::MAX)))
}

/// One answer of a time server.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NtpSample {
    /// The server, by its place in the list of those that were asked.
    pub server: usize,
    /// Seconds by which this machine is ahead.
    pub offset_s: f64,
    /// Round trip in s; the offset is off by at most half of it (RFC 5905 §8).
    pub delay_s: f64,
}

/// The offset by the sample of each server that had the shortest way, and by their median over servers. The second number says
/// how many servers that are.
pub fn by_ntp(samples: &[NtpSample]) -> Option<(f64, u32)> {
    let mut servers: Vec<usize> = samples.iter().map(|sample| sample.server).collect();
    servers.sort_unstable();
    servers.dedup();
    let quickest = |server: &usize| {
        let own = samples.iter().filter(|sample| sample.server == *server);
        own.min_by(|a, b| a.delay_s.total_cmp(&b.delay_s)).map(|sample| sample.offset_s)
    };
    let offsets: Vec<f64> = servers.iter().filter_map(quickest).collect();
    Some((median(&offsets)?, u32::try_from(offsets.len()).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: f64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs_f64(seconds)
    }

    fn interval(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn a_date_bounds_the_offset() {
        let found = Interval::of(1000, at(1090.5), Duration::from_millis(400));
        assert!((found.low - 89.6).abs() < 1e-6 && (found.high - 90.8).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn many_dates_are_exact_where_one_is_not() {
        // Answers to requests at different moments of the second; the clock is 75.3 s ahead.
        let intervals: Vec<Interval> = (0..20)
            .map(|n| {
                let truth = 2000.0 + f64::from(n) * 0.137;
                Interval::of(truth.floor() as i64, at(truth + 75.3 - 0.02), Duration::from_millis(40))
            })
            .collect();
        let (offset, half) = shared(&intervals).unwrap();
        assert!((offset - 75.3).abs() < 0.1 && half < 0.1, "{offset} {half}");
    }

    #[test]
    fn one_clock_or_a_quarrel_decides_nothing() {
        let fine = vec![interval(-0.5, 0.5)];
        let wrong = vec![interval(89.0, 90.0)];
        assert_eq!(by_dates(&[]), None);
        assert_eq!(by_dates(std::slice::from_ref(&wrong)), None);
        assert_eq!(by_dates(&[fine.clone(), wrong.clone()]), None);
        assert_eq!(by_dates(&[fine, wrong.clone(), wrong]).unwrap().2, 2);
    }

    #[test]
    fn the_shortest_way_of_each_server_counts() {
        let sample = |server, offset_s, delay_s| NtpSample { server, offset_s, delay_s };
        assert_eq!(by_ntp(&[]), None);
        let samples = [sample(0, 0.9, 2.0), sample(0, 0.01, 0.04), sample(1, 0.03, 0.05)];
        let (offset, servers) = by_ntp(&samples).unwrap();
        assert!((offset - 0.02).abs() < 1e-9 && servers == 2);
    }

    proptest! {
        #[test]
        fn what_is_shared_lies_in_most(lows in prop::collection::vec(-5.0..5.0f64, 1..12)) {
            let intervals: Vec<Interval> = lows.iter().map(|low| interval(*low, low + 2.0)).collect();
            if let Some((middle, _)) = shared(&intervals) {
                let inside = intervals.iter().filter(|one| one.low <= middle && middle <= one.high).count();
                prop_assert!(inside * 2 > intervals.len());
            }
        }
    }
}
