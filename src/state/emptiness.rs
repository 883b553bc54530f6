//! Why something is not there, in words: one sentence for each state, and never
//! a "no" that the source did not say.

use crate::engine::protocol::{Emptiness, EmptyState};
use crate::platform::clock;
use crate::texts::Texts;

/// What the person can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Collect for the first time.
    Collect,
    /// Collect (or log in) again.
    Again,
    /// Decide about what was set aside.
    Decide,
}

/// The words for one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyWords {
    /// Why it is not there.
    pub sentence: String,
    /// What this service gives by definition, when that explains it.
    pub scope: Option<&'static str>,
    /// The standard sentence about what may be missing.
    pub may_be_incomplete: bool,
    /// What to read to a help desk.
    pub trace: Option<String>,
    /// What the person can do about it.
    pub remedy: Option<Remedy>,
}

/// The scope note of a service.
pub fn scope(texts: &Texts, service: &str) -> Option<&'static str> {
    match service {
        "48" => Some(texts.scope.s48),
        "49" => Some(texts.scope.s49),
        "51" => Some(texts.scope.s51),
        "63" => Some(texts.scope.s63),
        _ => None,
    }
}

/// The words for why something is not there. `lang` is the code of the language
/// for dates.
pub fn words(texts: &Texts, lang: &str, empty: &Emptiness) -> EmptyWords {
    let t = &texts.chapter;
    let date = |at: &str| clock::for_people(at, lang);
    let scope_note = || {
        empty
            .service
            .as_deref()
            .and_then(|service| scope(texts, service))
    };
    let plain = |sentence: String, remedy| EmptyWords {
        sentence,
        scope: None,
        may_be_incomplete: false,
        trace: None,
        remedy,
    };
    let told = |sentence: String, trace: &Option<String>| EmptyWords {
        trace: trace.as_deref().map(|id| texts.common.trace(id)),
        ..plain(sentence, Some(Remedy::Again))
    };
    match &empty.state {
        EmptyState::NotCollected => plain(t.s_not_collected.into(), Some(Remedy::Collect)),
        EmptyState::NotOffered => plain(t.s_not_offered.into(), None),
        EmptyState::NotInService => EmptyWords {
            scope: scope_note(),
            may_be_incomplete: true,
            ..plain(
                empty.service_name.as_deref().map_or_else(
                    || t.s_not_in_service.into(),
                    |name| t.s_not_in_service_named(name),
                ),
                None,
            )
        },
        EmptyState::RefusedOrNothing => plain(t.s_refused.into(), Some(Remedy::Again)),
        EmptyState::Lapsed => plain(t.s_lapsed.into(), Some(Remedy::Again)),
        EmptyState::Failed { part, at, trace_id } => told(t.s_failed(&date(at), part), trace_id),
        EmptyState::Partial { part, at, trace_id } => told(t.s_partial(&date(at), part), trace_id),
        EmptyState::Empty { at } => EmptyWords {
            scope: scope_note(),
            may_be_incomplete: true,
            ..plain(t.s_empty(&date(at)), None)
        },
        EmptyState::SetAside { at } => plain(t.s_set_aside(&date(at)), Some(Remedy::Decide)),
    }
}
