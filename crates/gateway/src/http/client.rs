//! Whose request it is, by address, and how many it may make. Addresses are
//! kept in memory only and reach no log.

use crate::config::Network;
use axum::http::HeaderMap;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

/// More than this many are not remembered; full ones are forgotten first.
const MOST: usize = 50_000;

/// The address that counts: the peer, or behind trusted proxies the last
/// address in `X-Forwarded-For` that is not one of them.
pub(crate) fn address(peer: IpAddr, trusted: &[Network], headers: &HeaderMap) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return peer.to_canonical();
    }
    let mut last = peer;
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    for text in lines.join(",").rsplit(',') {
        let Ok(address) = text.trim().parse::<IpAddr>() else {
            break;
        };
        last = address;
        if !is_trusted(address) {
            break;
        }
    }
    last.to_canonical()
}

/// A bucket per client (an address; IPv6: a /64), or per what is asked for, that fills
/// with time.
pub(crate) struct RequestLimit<Of> {
    per_minute: i64,
    /// What is left, in thousandths of a request, and when that was (ms).
    buckets: Mutex<BTreeMap<Of, (i64, i64)>>,
}

impl<Of: Ord> RequestLimit<Of> {
    /// So many requests per minute, and as many at once.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute: i64::from(per_minute),
            buckets: Mutex::default(),
        }
    }

    /// Takes one request; how many seconds to wait when there is none left.
    pub(crate) fn take(&self, of: Of, now_ms: i64) -> Result<(), u64> {
        let full = self.per_minute * 1000;
        let filled = |(left, since): (i64, i64)| {
            let passed = now_ms.saturating_sub(since).clamp(0, 60_000);
            (left + passed * self.per_minute / 60).min(full)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| filled(*bucket) < full);
        }
        let bucket = buckets.entry(of).or_insert((full, now_ms));
        let left = filled(*bucket);
        if left < 1000 {
            // The bucket stays as it was: writing down each refusal would round away
            // the little that had come back, and who keeps asking would wait for ever.
            let wait = (1000 - left) * 60 / self.per_minute / 1000 + 1;
            return Err(u64::try_from(wait).unwrap_or(1));
        }
        *bucket = (left - 1000, now_ms);
        Ok(())
    }
}

/// One household or server has a whole /64 of IPv6.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn seen(peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        address(peer.parse().unwrap(), &trusted, &headers).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1, 203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
        assert_eq!(seen("10.0.0.1", &["1.1.1.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn requests_run_out_and_come_back_with_time() {
        let limit = RequestLimit::new(60);
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..60 {
            assert_eq!(limit.take(one, 0), Ok(()));
        }
        assert_eq!(limit.take(one, 0), Err(2));
        assert_eq!(limit.take("192.0.2.2".parse().unwrap(), 0), Ok(()));
        assert_eq!(limit.take(one, 1000), Ok(()));
        assert!(limit.take(one, 1000).is_err());
    }

    #[test]
    fn who_keeps_asking_gets_its_turn_as_soon_as_who_waits() {
        let limit = RequestLimit::new(30);
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..30 {
            assert_eq!(limit.take(one, 0), Ok(()));
        }
        let turns: Vec<i64> = (1..=4000)
            .filter(|now| limit.take(one, *now).is_ok())
            .collect();
        assert_eq!(turns, [2000, 4000]);
    }

    #[test]
    fn one_network_of_ipv6_is_one_client() {
        let limit = RequestLimit::new(1);
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(limit.take(of("2001:db8::1"), 0), Ok(()));
        assert!(limit.take(of("2001:db8::2"), 0).is_err());
        assert_eq!(limit.take(of("2001:db8:0:1::1"), 0), Ok(()));
    }
}
