//! Asking time servers, RFC 5905.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use rsntp::{AsyncSntpClient, Config};
use tokio::time::{sleep, timeout_at};

use super::Run;
use super::clock::NtpSample;

/// The port of NTP.
const NTP: u16 = 123;

/// Addresses of one name that are asked.
const MAX_ADDRESSES: usize = 2;

/// Questions to one server: the one with the shortest way counts.
const QUESTIONS: usize = 4;

/// Time between two questions.
const PACE: Duration = Duration::from_millis(120);

/// Time for one answer.
const PATIENCE: Duration = Duration::from_millis(1000);

/// Bytes of a question.
const BYTES: usize = 48;

impl Run {
    /// Asks one time server.
    pub async fn ask_time(self: Arc<Self>, at: usize, name: String) {
        let found = self.addresses(&name).await;
        let usable = |ip: &&IpAddr| self.routed(**ip);
        let addresses: Vec<_> = found.addresses.iter().filter(usable).take(MAX_ADDRESSES).collect();
        for (index, address) in addresses.into_iter().enumerate() {
            let Some(real) = self.world().datagram(SocketAddr::new(*address, NTP)) else { continue };
            let local = SocketAddr::new(if real.is_ipv4() { [0, 0, 0, 0].into() } else { [0u16; 8].into() }, 0);
            let client = AsyncSntpClient::with_config(Config::default().bind_address(local).timeout(PATIENCE));
            for _ in 0..QUESTIONS {
                if !self.budget.send(BYTES) {
                    return;
                }
                let Ok(Ok(answer)) = timeout_at(self.end, client.synchronize(real)).await else { break };
                let sample = NtpSample {
                    server: at * MAX_ADDRESSES + index,
                    // The library tells what to add to this clock.
                    offset_s: -answer.clock_offset().as_secs_f64(),
                    delay_s: answer.round_trip_delay().as_secs_f64(),
                };
                self.extras(|extras| extras.ntp.push(sample));
                sleep(PACE).await;
            }
        }
    }
}
