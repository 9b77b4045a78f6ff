//! What the kernel knows of a TCP connection: round trips, and segments that it sent again.
//!
//! The kernel stamps segments when they leave and arrive, so its times know nothing of this program's own delays.

use std::net::TcpStream;

/// A reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TcpInfo {
    /// Smoothed round trip (RFC 6298 §2) in µs; 0 where there is no sample.
    pub srtt_us: u32,
    /// Segments sent again since the connection began, SYNs included.
    pub retransmits: u32,
    /// Bytes that the other side acknowledged.
    pub acknowledged: u64,
}

/// Reads it; `None` where the operating system does not tell.
#[cfg(target_os = "linux")]
pub fn read(stream: &TcpStream) -> Option<TcpInfo> {
    use std::mem::size_of;
    use std::os::fd::AsRawFd;

    let mut info = empty();
    let mut length = size_of::<libc::tcp_info>() as libc::socklen_t;
    // SAFETY: the pointers are to a buffer of `length` bytes and to that length, both of this frame; the kernel writes no more
    // than that. No safe wrapper in the crates that are used here offers TCP_INFO.
    #[allow(unsafe_code)]
    let failed = unsafe {
        libc::getsockopt(stream.as_raw_fd(), libc::IPPROTO_TCP, libc::TCP_INFO, (&raw mut info).cast(), &raw mut length)
    };
    (failed == 0).then_some(TcpInfo {
        srtt_us: info.tcpi_rtt,
        retransmits: info.tcpi_total_retrans,
        // The SYN counts as a byte.
        acknowledged: info.tcpi_bytes_acked.saturating_sub(1),
    })
}

#[cfg(target_os = "linux")]
fn empty() -> libc::tcp_info {
    // SAFETY: the structure holds numbers only, for which all bits zero is a value.
    #[allow(unsafe_code)]
    unsafe {
        std::mem::zeroed()
    }
}

/// Reads it; `None` where the operating system does not tell.
#[cfg(not(target_os = "linux"))]
pub fn read(_stream: &TcpStream) -> Option<TcpInfo> {
    None
}

/// Turns readings of the smoothed round trip back into the samples behind it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Samples {
    srtt_us: f64,
    acknowledged: u64,
}

impl Samples {
    /// Begins after the connection's first reading.
    pub fn after(info: TcpInfo) -> Self {
        Self { srtt_us: f64::from(info.srtt_us), acknowledged: info.acknowledged }
    }

    /// The one round trip in ms that was sampled since the last reading: the kernel moves its mean by an eighth of the
    /// difference (RFC 6298 §2.3), which is undone here to within some µs. `None` where nothing new was acknowledged.
    pub fn next(&mut self, info: TcpInfo) -> Option<f64> {
        let srtt_us = f64::from(info.srtt_us);
        let sample = 8.0 * srtt_us - 7.0 * self.srtt_us;
        let known = self.srtt_us > 0.0 && sample > 0.0 && info.acknowledged > self.acknowledged;
        *self = Self::after(info);
        known.then_some(sample / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(srtt_us: f64, acknowledged: u64) -> TcpInfo {
        TcpInfo { srtt_us: srtt_us as u32, retransmits: 0, acknowledged }
    }

    #[test]
    fn samples_come_back_out_of_their_mean() {
        let mut smoothed = 40_000.0_f64;
        let mut samples = Samples::after(reading(smoothed, 0));
        for (count, sample) in [41_000.0, 90_000.0, 38_500.0, 40_100.0].into_iter().enumerate() {
            smoothed += (sample - smoothed) / 8.0;
            let read = samples.next(reading(smoothed, count as u64 + 1)).unwrap();
            assert!((read - sample / 1000.0).abs() < 0.02, "{read} {sample}");
        }
    }

    #[test]
    fn no_new_sample_is_none() {
        let mut samples = Samples::after(reading(40_000.0, 7));
        assert_eq!(samples.next(reading(40_000.0, 7)), None);
        assert_eq!(samples.next(reading(40_000.0, 8)), Some(40.0));
        assert_eq!(Samples::default().next(reading(40_000.0, 1)), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernel_tells_of_a_connection() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let info = read(&stream).unwrap();
        assert!(info.srtt_us > 0 && info.srtt_us < 1_000_000, "{info:?}");
        assert_eq!((info.retransmits, info.acknowledged), (0, 0));
    }
}
