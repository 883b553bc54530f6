//! What clients sent, for tests and for the person at the control page. This is
//! test data: nothing in it needs hiding.

use std::collections::VecDeque;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

/// One request that reached the network.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Seen {
    /// Counts from 1.
    pub(crate) number: u64,
    /// When, on the clock of the network.
    pub(crate) at: String,
    /// `list`, `authorize`, `token`, `fhir` or `vendor`.
    pub(crate) channel: &'static str,
    /// Provider, when the request tells.
    pub(crate) provider: Option<String>,
    /// Method.
    pub(crate) method: String,
    /// Host and path with query.
    pub(crate) uri: String,
    /// Headers, in the order received.
    pub(crate) headers: Vec<(String, String)>,
    /// Names in the client certificate, on the back channel.
    pub(crate) client: Vec<String>,
    /// Form fields, at the token endpoint.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) form: Vec<(String, String)>,
    /// HTTP status that was answered; 0: none (yet).
    pub(crate) status: u16,
}

/// The last ten thousand requests.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    seen: VecDeque<Seen>,
    count: u64,
}

const KEPT: usize = 10_000;

impl Journal {
    /// Remembers a request as it arrives; its number.
    pub(crate) fn push(&mut self, now: DateTime<Utc>, mut seen: Seen) -> u64 {
        self.count = self.count.saturating_add(1);
        seen.number = self.count;
        seen.at = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        if self.seen.len() == KEPT {
            self.seen.pop_front();
        }
        self.seen.push_back(seen);
        self.count
    }

    /// Notes what was answered to a request, and by whom when that is known now.
    pub(crate) fn answered(&mut self, number: u64, status: u16, provider: Option<String>) {
        let found = self
            .seen
            .iter_mut()
            .rev()
            .find(|seen| seen.number == number);
        if let Some(seen) = found {
            seen.status = status;
            if provider.is_some() {
                seen.provider = provider;
            }
        }
    }

    /// All that is remembered, oldest first.
    pub(crate) fn all(&self) -> Vec<&Seen> {
        self.seen.iter().collect()
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.seen.clear();
    }

    /// Whether a back channel request carried this MedMij-Request-ID and, as
    /// X-Correlation-ID, this trace.
    pub(crate) fn knows_exchange(&self, request: &str, trace: &str) -> bool {
        let has = |seen: &Seen, name: &str, value: &str| {
            seen.headers
                .iter()
                .any(|(n, v)| n == name && v.eq_ignore_ascii_case(value))
        };
        self.seen.iter().any(|seen| {
            has(seen, "medmij-request-id", request) && has(seen, "x-correlation-id", trace)
        })
    }
}
