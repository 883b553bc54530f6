//! How a query or a login ended, in words.

use inzage_api::ErrorCode;
use inzage_flow::collect::{Cause, ItemState, Problem};

use super::words::{self, Trouble, TroubleWords};
use crate::components::icon::Icon;
use crate::engine::protocol::QueryEnd;
use crate::platform::http::HttpError;
use crate::texts::Texts;

/// A word with its icon and the name of its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateWords {
    /// The word.
    pub word: String,
    /// Its icon.
    pub icon: Icon,
    /// Its class in the style sheet.
    pub class: &'static str,
    /// Why, when it did not go well.
    pub why: Option<TroubleWords>,
}

impl StateWords {
    /// It went well.
    pub fn good(word: &str) -> Self {
        Self::new(word, Icon::Check, "state state-good")
    }

    /// It waits, or somebody decided so.
    pub fn soft(word: &str) -> Self {
        Self::new(word, Icon::Clock, "state state-soft")
    }

    /// It is under way.
    pub fn busy(word: &str) -> Self {
        Self::new(word, Icon::Refresh, "state state-info")
    }

    /// Part of it went well.
    pub fn attention(word: &str) -> Self {
        Self::new(word, Icon::Attention, "state state-attention")
    }

    /// It went wrong.
    pub fn serious(word: &str) -> Self {
        Self::new(word, Icon::Serious, "state state-serious")
    }

    fn new(word: &str, icon: Icon, class: &'static str) -> Self {
        Self {
            word: word.to_owned(),
            icon,
            class,
            why: None,
        }
    }

    /// With the reason.
    #[must_use]
    pub fn because(mut self, why: TroubleWords) -> Self {
        self.why = Some(why);
        self
    }
}

fn plain(what: &str) -> TroubleWords {
    TroubleWords {
        what: what.to_owned(),
        side: None,
        now: String::new(),
        trace: None,
    }
}

/// Why a query stopped halfway, from the reason that was kept.
fn partial(texts: &Texts, reason: &str) -> TroubleWords {
    match reason {
        "endless" => plain(texts.providers.why_endless),
        "unreadable" => plain(texts.providers.why_unreadable),
        code => ErrorCode::parse(code).map_or_else(
            || plain(texts.trouble.provider_error),
            |code| words::gateway(texts, code),
        ),
    }
}

/// How a query ended, as it was kept.
pub fn query(texts: &Texts, entries: usize, end: &QueryEnd) -> StateWords {
    let t = &texts.providers;
    let traced = |mut why: TroubleWords, trace: &Option<String>| {
        why.trace = trace.as_deref().map(|id| texts.common.trace(id));
        why
    };
    match end {
        QueryEnd::Complete if entries == 0 => {
            StateWords::new(t.q_empty, Icon::Check, "state state-soft")
        }
        QueryEnd::Complete => StateWords::good(&texts.common.entries(entries)),
        QueryEnd::Partial {
            reason, trace_id, ..
        } => StateWords::attention(t.q_partial).because(traced(partial(texts, reason), trace_id)),
        QueryEnd::Failed { code, trace_id, .. } => {
            StateWords::serious(t.q_failed).because(traced(words::gateway(texts, *code), trace_id))
        }
        QueryEnd::Cancelled { .. } => StateWords::soft(t.q_cancelled),
    }
}

/// How the fetching of one part goes, now.
pub fn item(texts: &Texts, entries: usize, state: &ItemState) -> StateWords {
    let t = &texts.collect;
    match state {
        ItemState::Todo => StateWords::soft(t.queued),
        ItemState::Running(_) => StateWords::busy(t.busy),
        ItemState::Waiting(_) => StateWords::busy(texts.trouble.provider_busy),
        ItemState::Complete => query(texts, entries, &QueryEnd::Complete),
        ItemState::Partial(cause) => {
            StateWords::attention(texts.providers.q_partial).because(match cause {
                Cause::Endless => plain(texts.providers.why_endless),
                Cause::Unreadable => plain(texts.providers.why_unreadable),
                Cause::Problem(found) => problem(texts, found),
            })
        }
        ItemState::Failed(found) => StateWords::serious(t.failed).because(problem(texts, found)),
        ItemState::Cancelled => StateWords::soft(t.cancelled),
    }
}

/// A problem while collecting as trouble.
pub fn trouble(problem: &Problem) -> Trouble {
    Trouble::Gateway(HttpError {
        trace_id: problem.trace_id.clone(),
        retry_after: problem.retry_after,
        provider_status: problem.provider_status,
        offline: problem.offline,
        ..HttpError::code(problem.code)
    })
}

/// The words for a problem while collecting.
pub fn problem(texts: &Texts, problem: &Problem) -> TroubleWords {
    words::trouble(texts, &trouble(problem))
}
