//! What was used once and may not be used again, in the memory of this process.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// More than this many are not remembered: the soonest to expire go first.
const MOST: usize = 200_000;

/// Used things, by their hash, with the second they may be forgotten.
#[derive(Default)]
pub(crate) struct Consumed(Mutex<BTreeMap<[u8; 32], i64>>);

impl Consumed {
    /// Marks a thing used until `until`; false when it was used already.
    pub(crate) fn take(&self, kind: &str, thing: &str, now: i64, until: i64) -> bool {
        let key = key(kind, thing);
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST {
            used.retain(|_, until| *until > now);
        }
        if used.len() >= MOST
            && let Some(soonest) = used
                .iter()
                .min_by_key(|(_, until)| **until)
                .map(|(k, _)| *k)
        {
            used.remove(&soonest);
        }
        used.insert(key, until).is_none()
    }

    /// Whether a thing was marked.
    pub(crate) fn has(&self, kind: &str, thing: &str) -> bool {
        let used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.contains_key(&key(kind, thing))
    }
}

fn key(kind: &str, thing: &str) -> [u8; 32] {
    Sha256::digest(format!("{kind}/{thing}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_used_once() {
        let consumed = Consumed::default();
        assert!(consumed.take("state", "a", 0, 10));
        assert!(!consumed.take("state", "a", 0, 10));
        assert!(consumed.take("grant", "a", 0, 10));
        assert!(consumed.has("state", "a"));
        assert!(!consumed.has("state", "b"));
    }
}
