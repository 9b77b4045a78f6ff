//! A time server, RFC 5905 §7.3.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::net::UdpSocket;

/// Seconds between the epochs of NTP and of Unix.
const EPOCHS: f64 = 2_208_988_800.0;

/// Answers with a time that this machine is ahead of.
pub async fn serve(socket: UdpSocket, ahead_s: f64) {
    let mut asked = [0; 512];
    while let Ok((length, client)) = socket.recv_from(&mut asked).await {
        if length < 48 {
            continue;
        }
        let mut answer = [0; 48];
        // No leap second, version 4, server; stratum 2; every 64 s; a precision of a µs.
        answer[..4].copy_from_slice(&[0b00_100_100, 2, 6, 0xEC]);
        answer[12..16].copy_from_slice(&[192, 0, 2, 1]);
        answer[16..24].copy_from_slice(&timestamp(ahead_s + 16.0));
        answer[24..32].copy_from_slice(&asked[40..48]);
        answer[32..40].copy_from_slice(&timestamp(ahead_s));
        answer[40..48].copy_from_slice(&timestamp(ahead_s));
        let _ = socket.send_to(&answer, client).await;
    }
}

/// Seconds and their fraction, 32 bits each.
fn timestamp(ahead_s: f64) -> [u8; 8] {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let seconds = now.as_secs_f64() - ahead_s + EPOCHS;
    let whole = seconds.floor();
    let fraction = ((seconds - whole) * 4_294_967_296.0) as u64;
    (((whole as u64) << 32) | fraction).to_be_bytes()
}
