//! Time and randomness, passed in so that tests decide them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use uuid::Uuid;

type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
type Randomness = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// The clock and the source of randomness.
#[derive(Clone)]
pub struct Env {
    now: Clock,
    fill: Randomness,
}

impl Env {
    /// An environment of your own making.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        fill: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            fill: Arc::new(fill),
        }
    }

    /// The clock and the random generator of the operating system. Without
    /// randomness nothing here is safe, so the process ends when it fails.
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the edge where time comes in")]
        Self::new(Utc::now, |bytes| {
            if getrandom::fill(bytes).is_err() {
                std::process::abort();
            }
        })
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// Seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        self.now().timestamp()
    }

    /// `N` random bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }

    /// `N` random bytes as base64url text.
    pub(crate) fn token<const N: usize>(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<N>())
    }

    /// A random UUID (version 4), as `MedMij` asks for its ids.
    pub(crate) fn uuid(&self) -> String {
        uuid::Builder::from_random_bytes(self.bytes())
            .into_uuid()
            .hyphenated()
            .encode_lower(&mut Uuid::encode_buffer())
            .to_owned()
    }
}
