//! Latency, jitter and loss from samples.

use tokio::time::Instant;

/// The quantile of the normal distribution for 95 % (two-sided).
const Z: f64 = 1.959_964;

/// Samples that are held against each other in the estimate of jitter; beyond, the time between them is too long to blame
/// jitter for their difference.
const NEIGHBOURS: usize = 12;

/// A round trip, and when it began.
#[derive(Clone, Copy, Debug)]
pub struct RoundTrip {
    /// When it began.
    pub began: Instant,
    /// How long it took, in ms.
    pub ms: f64,
}

/// What an answer takes longer that the other side had to send again: its retransmission timeout is a fifth of a second at the
/// least (Linux, TCP_RTO_MIN; RFC 6298 §2.4 has a second).
const RESENT_MS: f64 = 200.0;

/// Fewer quiet round trips than these cannot say that the others were held up.
const MIN_QUIET: usize = 20;

/// Our own handshakes and pages are to blame for jitter where less than this share of it is left without them; on a path that
/// is uneven by itself they make no difference, and every sample counts.
const HELD_UP: f64 = 0.5;

/// Whether round trips were held up by what this run had on its way until `quiet`, to judge by those of all hosts.
pub fn held_up<'a>(hosts: impl Iterator<Item = &'a [RoundTrip]> + Clone, quiet: Instant) -> bool {
    let pooled = |quiet: Option<Instant>| {
        let trips: Vec<Vec<f64>> = hosts.clone().map(|trips| undisturbed(trips, quiet, false)).collect();
        let (sum, weight) = trips.iter().fold((0.0, 0.0), |(sum, all), trips| {
            let weight = trips.len().saturating_sub(1) as f64;
            (sum + jitter(trips).unwrap_or(0.0) * weight, all + weight)
        });
        (trips.iter().map(Vec::len).sum::<usize>(), sum / weight)
    };
    let ((count, without), (_, with)) = (pooled(Some(quiet)), pooled(None));
    count >= MIN_QUIET && without < HELD_UP * with
}

/// The round trips in ms that tell of the path itself: those that began when it was quiet, and on a `lossy` path none that was
/// sent again.
pub fn undisturbed(round_trips: &[RoundTrip], quiet: Option<Instant>, lossy: bool) -> Vec<f64> {
    let told = round_trips.iter().filter(|trip| quiet.is_none_or(|quiet| trip.began >= quiet));
    let mut told: Vec<f64> = told.map(|trip| trip.ms).collect();
    if lossy && let Some(shortest) = told.iter().copied().min_by(f64::total_cmp) {
        told.retain(|ms| *ms < shortest + RESENT_MS);
    }
    told
}

/// The middle value, or the mean of the two in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    let lower = if sorted.len().is_multiple_of(2) { *sorted.get(middle.checked_sub(1)?)? } else { upper };
    Some(f64::midpoint(lower, upper))
}

/// Interarrival jitter in the unit of the samples: the mean of |D|, the difference of two round trips (RFC 3550 §6.4.1).
///
/// The running estimate of the RFC forgets all but some thirty packets and is off by an eighth of the truth more often than not.
/// The mean of |D| over all pairs of near samples has the same expectation where samples are independent of each other, and
/// half the spread. `None` for fewer than two samples.
pub fn jitter(samples: &[f64]) -> Option<f64> {
    let mut sum = 0.0;
    let mut pairs = 0.0;
    for (at, sample) in samples.iter().enumerate() {
        for other in samples.iter().skip(at + 1).take(NEIGHBOURS) {
            sum += (sample - other).abs();
            pairs += 1.0;
        }
    }
    (pairs > 0.0).then(|| sum / pairs)
}

/// Ends of the 95 % interval for a share of which `lost` of `sent` were seen: Wilson's score interval, which holds for few
/// samples and for shares near 0 too.
pub fn wilson(lost: u32, sent: u32) -> Option<(f64, f64)> {
    if sent == 0 {
        return None;
    }
    let n = f64::from(sent);
    let share = f64::from(lost.min(sent)) / n;
    let shrink = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / shrink;
    let half = Z / shrink * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let low = if lost == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if lost >= sent { 1.0 } else { (middle + half).min(1.0) };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    use proptest::prelude::*;

    #[test]
    fn what_was_held_up_or_sent_again_says_nothing_of_the_path() {
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let trips =
            [(0, 30.0), (100, 400.0), (600, 31.0), (700, 260.0)].map(|(began, ms)| RoundTrip { began: at(began), ms });
        assert_eq!(undisturbed(&trips, None, false), [30.0, 400.0, 31.0, 260.0]);
        assert_eq!(undisturbed(&trips, Some(at(500)), false), [31.0, 260.0]);
        assert_eq!(undisturbed(&trips, Some(at(500)), true), [31.0]);
        let steady: Vec<RoundTrip> = (0..30).map(|n| RoundTrip { began: at(1000 + n), ms: 30.0 }).collect();
        assert!(!held_up([steady.as_slice()].into_iter(), at(500)));
        assert!(held_up([&trips[..2], &steady].into_iter(), at(500)));
        assert!(!held_up([trips.as_slice()].into_iter(), at(500)), "too few to tell");
    }

    #[test]
    fn the_middle_of_nothing_is_unknown() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[1.0, 9.0, 3.0, 5.0]), Some(4.0));
    }

    #[test]
    fn jitter_is_the_mean_difference() {
        assert_eq!(jitter(&[40.0]), None);
        assert_eq!(jitter(&[40.0; 9]), Some(0.0));
        assert_eq!(jitter(&[40.0, 140.0]), Some(100.0));
    }

    #[test]
    fn jitter_of_even_noise_is_two_thirds_of_its_reach() {
        // The minimal standard generator of Park and Miller.
        let mut state = 20_261_124_u64;
        let mut even = || {
            state = state * 48_271 % 2_147_483_647;
            state as f64 / 2_147_483_647.0
        };
        let samples: Vec<f64> = (0..400).map(|_| 60.0 * even()).collect();
        let jitter = jitter(&samples).unwrap();
        assert!((jitter - 20.0).abs() < 1.5, "{jitter}");
    }

    #[test]
    fn a_slow_drift_is_little_jitter() {
        let samples: Vec<f64> = (0..100).map(f64::from).collect();
        assert!(jitter(&samples).unwrap() < 8.0);
    }

    #[test]
    fn the_interval_is_wilsons() {
        // Newcombe, Statistics in Medicine 17 (1998) 857: 15 of 148 and 1 of 29.
        for (lost, sent, low, high) in [(15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718), (0, 20, 0.0, 0.1611)] {
            let found = wilson(lost, sent).unwrap();
            assert!((found.0 - low).abs() < 1e-4 && (found.1 - high).abs() < 1e-4, "{lost}/{sent}: {found:?}");
        }
        assert_eq!(wilson(0, 0), None);
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval(sent in 1u32..500, part in 0.0..=1.0f64) {
            let lost = (f64::from(sent) * part) as u32;
            let (low, high) = wilson(lost, sent).unwrap();
            let share = f64::from(lost) / f64::from(sent);
            prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
        }

        #[test]
        fn jitter_stays_within_the_spread(samples in prop::collection::vec(0.0..5000.0f64, 2..60)) {
            let spread = samples.iter().copied().fold(f64::MIN, f64::max) - samples.iter().copied().fold(f64::MAX, f64::min);
            prop_assert!((0.0..=spread + 1e-9).contains(&jitter(&samples).unwrap()));
        }
    }
}
