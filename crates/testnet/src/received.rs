//! What the providers took from people: kept as it came, for the provider's screen
//! and for tests.

use serde::Serialize;
use serde_json::Value;

/// One resource that a provider took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Taken {
    /// Bare `MedMij` name of the provider.
    pub(crate) provider: String,
    /// `GegevensdienstId`.
    pub(crate) service: String,
    /// Who sent it, by the login.
    pub(crate) persona: String,
    /// When, on the clock of the network: RFC 3339.
    pub(crate) at: String,
    /// Its id at the provider.
    pub(crate) id: String,
    /// As it came.
    pub(crate) resource: Value,
}

/// Everything that was taken, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Received {
    taken: Vec<Taken>,
    count: u64,
}

impl Received {
    /// An id that no resource has yet.
    pub(crate) fn next_id(&mut self) -> String {
        self.count = self.count.saturating_add(1);
        format!("ontvangen-{}", self.count)
    }

    /// Keeps these.
    pub(crate) fn keep(&mut self, taken: Vec<Taken>) {
        self.taken.extend(taken);
    }

    /// All of it.
    pub(crate) fn all(&self) -> &[Taken] {
        &self.taken
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.taken.clear();
    }
}
