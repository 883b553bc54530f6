//! One thing to fetch within a login: what it is and how it goes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use inzage_medmij::gegevensdiensten::{Gegevensdienst, Query};
use serde::{Deserialize, Serialize};

use super::{From, Problem};

/// One thing to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What.
    pub work: Work,
    /// How it goes.
    pub state: ItemState,
    /// Entries it brought so far.
    pub entries: usize,
    /// Pages it brought so far.
    pub pages: u32,
    /// Next pages that were followed, to notice a loop.
    pub(super) seen: BTreeSet<String>,
    /// Times the request under way was sent again.
    pub(super) tries: u8,
}

/// What is fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Work {
    /// A query of a service.
    Query {
        /// GegevensdienstId.
        service: String,
        /// Query id within the service.
        query: String,
    },
    /// The bytes of a document.
    Document {
        /// GegevensdienstId.
        service: String,
        /// Entry number.
        number: String,
        /// Index of the attachment in the entry.
        attachment: u32,
        /// URL as received.
        url: String,
    },
    /// A resource that another one refers to.
    Reference {
        /// GegevensdienstId.
        service: String,
        /// `Type/id`.
        reference: String,
    },
}

impl Work {
    /// The query in its table.
    fn query(&self) -> Option<&'static Query> {
        let Self::Query { service, query } = self else {
            return None;
        };
        Gegevensdienst::find(service)?
            .queries
            .iter()
            .find(|known| known.id == query)
    }

    /// Whether a source that does not know it has still given everything.
    pub(super) fn optional(&self) -> bool {
        matches!(self, Self::Reference { .. }) || self.query().is_some_and(|query| query.optional)
    }
}

/// How the fetching of one item goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemState {
    /// Its turn has not come.
    Todo,
    /// Under way: page to be received, from the next-page URL when not the first.
    Running(Option<String>),
    /// The provider asked for patience.
    Waiting(Option<String>),
    /// Everything came.
    Complete,
    /// Something came, the rest did not.
    Partial(Cause),
    /// Nothing came.
    Failed(Problem),
    /// The person stopped it.
    Cancelled,
}

/// Why the rest of a query did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// The pages lead back to themselves, or never end.
    Endless,
    /// A page was no FHIR.
    Unreadable,
    /// A later page could not be fetched.
    Problem(Problem),
}

impl Item {
    /// An item whose turn has not come.
    pub fn new(work: Work) -> Self {
        Self {
            work,
            state: ItemState::Todo,
            entries: 0,
            pages: 0,
            seen: BTreeSet::new(),
            tries: 0,
        }
    }

    /// Whether it brought everything it could.
    pub fn complete(&self) -> bool {
        self.state == ItemState::Complete
    }

    /// Whether it has come to an end.
    pub fn ended(&self) -> bool {
        !matches!(
            self.state,
            ItemState::Todo | ItemState::Running(_) | ItemState::Waiting(_)
        )
    }

    pub(super) fn under_way(&self) -> bool {
        matches!(self.state, ItemState::Running(_) | ItemState::Waiting(_))
    }

    pub(super) fn reset(&mut self) {
        *self = Self::new(self.work.clone());
    }

    /// Ends it with a problem: partial when something came before.
    pub(super) fn end_with(&mut self, problem: &Problem) {
        self.state = if self.pages == 0 {
            ItemState::Failed(problem.clone())
        } else {
            ItemState::Partial(Cause::Problem(problem.clone()))
        };
    }

    /// The request for the page that is under way.
    pub(super) fn from(&self, today: NaiveDate) -> Option<From> {
        let (ItemState::Running(next) | ItemState::Waiting(next)) = &self.state else {
            return None;
        };
        match (next, &self.work) {
            (Some(url), _) | (None, Work::Document { url, .. }) => Some(From::Url(url.clone())),
            (None, Work::Reference { reference, .. }) => Some(From::Path(reference.clone())),
            (None, work) => work.query().map(|query| From::Path(query.path_on(today))),
        }
    }
}
