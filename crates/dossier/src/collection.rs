//! A collection: everything that one login, or one use of a lasting consent,
//! brought from one provider, and how each query ended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::person::Person;

/// One collection. It is kept also when it brought nothing: that, too, is an
/// answer to "why is this empty?".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Random id.
    pub id: String,
    /// MedMij name of the provider, with `@medmij`.
    pub provider: String,
    /// Login group at that provider.
    pub group: String,
    /// Gegevensdienst ids that the login granted.
    pub services: Vec<String>,
    /// When it began: RFC 3339 with offset.
    pub at: String,
    /// Trace id of the login.
    pub trace_id: String,
    /// Where it stands.
    pub state: State,
    /// Per service and query (`48`, `alert`) how it went.
    pub queries: BTreeMap<String, BTreeMap<String, QueryResult>>,
    /// Whether each entry tells that this collection brought it. False for what
    /// was collected before entries told that: it cannot be rebuilt as it was.
    #[serde(default)]
    pub rebuilds: bool,
}

/// Where a collection stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum State {
    /// Still coming in.
    Collecting,
    /// The first one: waits until the person has confirmed who this is.
    Unconfirmed(Person),
    /// Seems somebody else's: waits for a decision, outside the record.
    SetAside(Person),
    /// Part of the record. `checked` is false when it held no Patient.
    Joined {
        /// Whether the person was compared.
        checked: bool,
    },
}

impl State {
    /// The same in a vault that knows nobody yet: its person has to confirm.
    #[must_use]
    pub fn unconfirmed(&self) -> Self {
        match self {
            Self::SetAside(person) => Self::Unconfirmed(person.clone()),
            other => other.clone(),
        }
    }
}

impl Collection {
    /// Whether its records are part of the record.
    pub fn joined(&self) -> bool {
        matches!(self.state, State::Joined { .. })
    }

    /// Whether everything of a service came.
    pub fn is_whole(&self, service: &str) -> bool {
        let table = inzage_medmij::gegevensdiensten::Gegevensdienst::find(service);
        let queries = table.map_or(&[][..], |table| table.queries);
        queries
            .iter()
            .all(|query| self.completed(service, query.id))
    }

    /// Whether a query of a service brought everything.
    pub fn completed(&self, service: &str, query: &str) -> bool {
        let result = self
            .queries
            .get(service)
            .and_then(|queries| queries.get(query));
        let end = result.and_then(|result| result.end.as_ref());
        end.is_some_and(|end| end.outcome == Outcome::Complete)
    }

    /// The result of a query, made when it is not there yet.
    pub fn query(&mut self, service: &str, query: &str) -> &mut QueryResult {
        self.queries
            .entry(service.to_owned())
            .or_default()
            .entry(query.to_owned())
            .or_default()
    }
}

/// How one query went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryResult {
    /// Resources it brought, all pages together.
    pub entries: usize,
    /// Pages that were read.
    pub pages: u32,
    /// What was odd (an entry that could not be read, a message of the source).
    pub findings: Vec<String>,
    /// How it ended; none while it runs, or when the app was closed meanwhile.
    pub end: Option<End>,
}

/// How a query ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// In what way.
    pub outcome: Outcome,
    /// When: RFC 3339 with offset.
    pub at: String,
    /// Trace id to quote.
    pub trace_id: Option<String>,
}

/// In what way a query ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Everything came.
    Complete,
    /// Something came, the rest did not; why, as a stable word.
    Partial(String),
    /// Nothing came; the gateway's error code and the provider's status.
    Failed(String, Option<u16>),
    /// The person stopped it.
    Cancelled,
}
