//! Why a chapter is empty, or holds less than it could, as a person reads it.

use inzage_dossier::emptiness::{self, Emptiness as Why};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::open::Open;
use super::protocol::{Emptiness, EmptyState};
use super::words;

impl<S: Store> Open<S> {
    /// Per provider and service why there is nothing, or less, in a chapter.
    pub(super) fn empties(&self, chapter: Chapter, lang: Lang) -> Vec<Emptiness> {
        let mut all = Vec::new();
        for (name, stored) in &self.providers {
            let services = stored
                .groups
                .iter()
                .flat_map(|g| g.services.iter().map(move |s| (g, s)));
            let filling: Vec<_> = services
                .filter(|(_, s)| emptiness::fills(&s.id, chapter))
                .collect();
            let offers = !filling.is_empty() || self.entries_from(name, chapter) > 0;
            if !offers && !stored.groups.is_empty() {
                all.push(Emptiness {
                    source: self.mark(name),
                    service: None,
                    service_name: None,
                    scope: None,
                    state: EmptyState::NotOffered,
                });
            }
            for (group, service) in filling {
                if let Some(why) = self.why_less(name, &group.id, &service.id, chapter) {
                    all.push(Emptiness {
                        source: self.mark(name),
                        service: Some(service.id.clone()),
                        service_name: Some(words::service_name(&service.id, &service.name, lang)),
                        scope: inzage_words::scope_note(&service.id, lang).map(str::to_owned),
                        state: empty_state(why, &service.id, lang),
                    });
                }
            }
        }
        all
    }

    /// Why there is nothing, or less, of a provider's service in a chapter.
    pub(super) fn why_less(
        &self,
        provider: &str,
        group: &str,
        service: &str,
        chapter: Chapter,
    ) -> Option<Why> {
        let known = emptiness::Known {
            service,
            last: self.last_collection(provider, group),
            lapsed: self.lapsed(provider, group),
            entries: self.entries_of(provider, service, chapter),
        };
        emptiness::of_service(known, chapter)
    }
}

/// The answer of `emptiness`, in words for the parts of this service.
pub(super) fn empty_state(why: Why, service: &str, lang: Lang) -> EmptyState {
    let part = |part: emptiness::Part| {
        (
            words::query_name(service, &part.query, lang),
            words::moment(&part.at, lang),
            part.trace_id,
        )
    };
    match why {
        Why::NotCollected => EmptyState::NotCollected,
        Why::NotOffered => EmptyState::NotOffered,
        Why::NotInService => EmptyState::NotInService,
        Why::RefusedOrNothing => EmptyState::RefusedOrNothing,
        Why::Lapsed => EmptyState::Lapsed,
        Why::Failed(missing) => {
            let (part, at, trace_id) = part(missing);
            EmptyState::Failed { part, at, trace_id }
        }
        Why::Partial(missing) => {
            let (part, at, trace_id) = part(missing);
            EmptyState::Partial { part, at, trace_id }
        }
        Why::Empty { at } => EmptyState::Empty {
            at: words::moment(&at, lang),
        },
        Why::SetAside { at } => EmptyState::SetAside {
            at: words::moment(&at, lang),
        },
    }
}
