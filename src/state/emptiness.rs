//! Why something is not there, in words: one sentence for each state, and never
//! a "no" that the source did not say.

use std::collections::BTreeMap;

use crate::engine::protocol::{Emptiness, EmptyState};
use crate::texts::{ChapterSFailed, ChapterSPartial, Texts};

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
    pub scope: Option<String>,
    /// The standard sentence about what may be missing.
    pub may_be_incomplete: bool,
    /// What to read to a help desk.
    pub trace: Option<String>,
    /// What the person can do about it.
    pub remedy: Option<Remedy>,
}

/// What services give by definition, by their names: said once where many chapters of
/// one provider stand together.
pub fn scopes<'a>(empties: impl Iterator<Item = &'a Emptiness>) -> BTreeMap<&'a str, &'a str> {
    let named =
        empties.filter_map(|empty| Some((empty.service_name.as_deref()?, empty.scope.as_deref()?)));
    named.collect()
}

/// The words for why something is not there. `date` writes a date for people.
pub fn words(texts: &Texts, date: impl Fn(&str) -> String, empty: &Emptiness) -> EmptyWords {
    let t = &texts.chapter;
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
            scope: empty.scope.clone(),
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
        EmptyState::Failed { part, at, trace_id } => told(
            t.s_failed(&ChapterSFailed {
                at: &date(at),
                part,
            }),
            trace_id,
        ),
        EmptyState::Partial { part, at, trace_id } => told(
            t.s_partial(&ChapterSPartial {
                at: &date(at),
                part,
            }),
            trace_id,
        ),
        EmptyState::Empty { at } => EmptyWords {
            scope: empty.scope.clone(),
            may_be_incomplete: true,
            ..plain(t.s_empty(&date(at)), None)
        },
        EmptyState::SetAside { at } => plain(t.s_set_aside(&date(at)), Some(Remedy::Decide)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::SourceMark;
    use crate::texts::{EN, NL};

    fn empty(service: Option<&str>, state: EmptyState) -> Emptiness {
        Emptiness {
            source: SourceMark {
                provider: "dc@medmij".into(),
                name: "Dialysecentrum".into(),
                mark: 0,
            },
            service: service.map(str::to_owned),
            service_name: service.map(|_| "Basisgegevens Zorg".to_owned()),
            scope: service.map(|_| "Alleen de laatste bloeddruk.".to_owned()),
            state,
        }
    }

    fn all() -> Vec<Emptiness> {
        let at = || "26 mei 2026".to_owned();
        let part = || "Uitslagen".to_owned();
        let trace_id = Some("3f2a".to_owned());
        vec![
            empty(Some("48"), EmptyState::NotCollected),
            empty(None, EmptyState::NotOffered),
            empty(Some("48"), EmptyState::NotInService),
            empty(None, EmptyState::NotInService),
            empty(Some("49"), EmptyState::RefusedOrNothing),
            empty(Some("49"), EmptyState::Lapsed),
            empty(
                Some("48"),
                EmptyState::Failed {
                    part: part(),
                    at: at(),
                    trace_id: trace_id.clone(),
                },
            ),
            empty(
                Some("48"),
                EmptyState::Partial {
                    part: part(),
                    at: at(),
                    trace_id,
                },
            ),
            empty(Some("49"), EmptyState::Empty { at: at() }),
            empty(Some("51"), EmptyState::SetAside { at: at() }),
        ]
    }

    fn told(texts: &Texts) -> String {
        let line = |empty: &Emptiness| format!("{:#?}", words(texts, str::to_owned, empty));
        all().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_state_has_its_own_sentence_in_both_languages() {
        insta::assert_snapshot!("dutch", told(&NL));
        insta::assert_snapshot!("english", told(&EN));
    }

    #[test]
    fn refused_consent_and_no_data_read_the_same() {
        let sentence = words(
            &NL,
            str::to_owned,
            &empty(Some("48"), EmptyState::RefusedOrNothing),
        )
        .sentence;
        assert!(sentence.contains("geen toestemming"));
        assert!(sentence.contains("niets beschikbaar"));
    }

    #[test]
    fn an_empty_list_never_says_that_the_person_has_none() {
        for empty in all() {
            let words = words(&NL, str::to_owned, &empty);
            assert!(
                !words.sentence.contains("U heeft geen"),
                "{}",
                words.sentence
            );
            if matches!(
                empty.state,
                EmptyState::Empty { .. } | EmptyState::NotInService
            ) {
                assert!(words.may_be_incomplete);
            }
        }
    }
}
