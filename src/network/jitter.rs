//! Latency, jitter and loss from handshake times.

/// A host's first retransmission of a SYN comes after one second (RFC 6298 §2.1): a handshake that takes this much longer than
/// the quickest has lost its first SYN, and its time says nothing about the path's latency.
const RETRANSMISSION_MS: f64 = 1000.0;

/// Gain of the jitter estimator, RFC 3550 §6.4.1.
const GAIN: f64 = 1.0 / 16.0;

/// What a series of handshakes says about a path.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Quality {
    pub attempts: u32,
    pub lost: u32,
    pub rtt_ms: Option<f64>,
    pub jitter_ms: Option<f64>,
}

/// Judges handshake times in ms, in the order of sending; `None` is one that did not come about.
pub(super) fn quality(samples: &[Option<f64>]) -> Quality {
    let quickest = samples.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let times: Vec<f64> = samples.iter().flatten().copied().filter(|ms| *ms < quickest + RETRANSMISSION_MS).collect();
    Quality {
        attempts: count(samples.len()),
        lost: count(samples.len() - times.len()),
        rtt_ms: median(&times),
        jitter_ms: jitter(&times),
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The middle value, or the mean of the two in the middle.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    let lower = if sorted.len().is_multiple_of(2) { *sorted.get(middle.checked_sub(1)?)? } else { upper };
    Some(f64::midpoint(lower, upper))
}

/// Interarrival jitter: J += (|D| - J) / 16 over the differences D of consecutive times (RFC 3550 §6.4.1).
///
/// That recurrence starts from zero and needs dozens of packets to leave it; after the few handshakes of a run it would show a
/// quarter of the truth. So the weight that still rests on the zero is divided out, which long series do not feel.
fn jitter(times: &[f64]) -> Option<f64> {
    let mut jitter = 0.0;
    let mut start = 1.0;
    for (before, after) in times.iter().zip(times.iter().skip(1)) {
        jitter += ((after - before).abs() - jitter) * GAIN;
        start *= 1.0 - GAIN;
    }
    (times.len() > 1).then(|| jitter / (1.0 - start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_steady_path_has_no_jitter() {
        let quality = quality(&[Some(40.0); 5]);
        assert_eq!(quality, Quality { attempts: 5, lost: 0, rtt_ms: Some(40.0), jitter_ms: Some(0.0) });
    }

    #[test]
    fn few_samples_show_the_jitter_of_many() {
        let alternating: Vec<f64> = (0..400).map(|index| if index % 2 == 0 { 40.0 } else { 140.0 }).collect();
        for length in [2, 5, 400] {
            let jitter = jitter(&alternating[..length]).unwrap();
            assert!((jitter - 100.0).abs() < 1e-6, "{length}: {jitter}");
        }
    }

    #[test]
    fn a_repeated_syn_is_a_loss_and_no_latency() {
        let quality = quality(&[Some(50.0), Some(1052.0), None, Some(52.0)]);
        assert_eq!((quality.attempts, quality.lost, quality.rtt_ms), (4, 2, Some(51.0)));
        assert!(quality.jitter_ms.unwrap() < 3.0);
    }

    #[test]
    fn nothing_came_about() {
        assert_eq!(quality(&[None, None]), Quality { attempts: 2, lost: 2, rtt_ms: None, jitter_ms: None });
        assert_eq!(quality(&[]), Quality::default());
        assert_eq!(quality(&[Some(7.0)]).jitter_ms, None);
    }

    proptest! {
        #[test]
        fn stays_within_the_samples(samples in prop::collection::vec(prop::option::of(0.0..5000.0f64), 0..40)) {
            let quality = quality(&samples);
            prop_assert!(quality.lost <= quality.attempts);
            let known: Vec<f64> = samples.iter().flatten().copied().collect();
            if let Some(rtt) = quality.rtt_ms {
                prop_assert!(known.iter().any(|ms| *ms <= rtt) && known.iter().any(|ms| *ms >= rtt));
            }
            prop_assert!(quality.jitter_ms.is_none_or(|jitter| (0.0..=5000.0).contains(&jitter)));
        }
    }
}
