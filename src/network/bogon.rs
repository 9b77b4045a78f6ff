//! Addresses that no public name can have.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is private, loopback, link-local, shared, unspecified, multicast or reserved (RFC 6890 and its registry).
pub fn is_bogon(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => four(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => four(mapped),
            None => six(address),
        },
    }
}

fn four(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared address space, RFC 6598, and benchmarks, RFC 2544.
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
}

fn six(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
        // Documentation, RFC 3849, and discard, RFC 6666.
        || (first == 0x2001 && second == 0x0db8)
        || first == 0x0100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_told_from_others() {
        for bogon in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "240.0.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(is_bogon(bogon.parse().unwrap()), "{bogon}");
        }
        for public in ["159.138.0.1", "100.128.0.1", "2606:2800::1", "8.8.8.8", "::ffff:8.8.8.8"] {
            assert!(!is_bogon(public.parse().unwrap()), "{public}");
        }
    }
}
