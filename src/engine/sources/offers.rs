//! What each provider offers at all, and per chapter what came of it.

use inzage_dossier::emptiness::{Emptiness as Why, fills};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use crate::engine::open::{Open, StoredProvider};
use crate::engine::protocol::sources::{Offer, Offered, OfferedChapter, OfferedService};
use crate::engine::reading::{CHAPTERS, empty_state};
use crate::engine::words;

impl<S: Store> Open<S> {
    /// Every provider that can be collected from.
    pub(super) fn offers(&self, lang: Lang) -> Vec<Offer> {
        let stored = self.providers.iter();
        let offering = stored.filter(|(_, stored)| !stored.groups.is_empty());
        offering
            .map(|(name, stored)| self.offer(name, stored, lang))
            .collect()
    }

    fn offer(&self, name: &str, stored: &StoredProvider, lang: Lang) -> Offer {
        let services = stored
            .groups
            .iter()
            .flat_map(|group| group.services.iter().map(move |service| (group, service)));
        let last = |group: &str, service: &str| {
            let collections = self
                .collections
                .values()
                .filter(|c| c.provider == name && c.group == group && c.joined());
            let granted = collections.filter(|c| c.services.iter().any(|s| s == service));
            granted
                .map(|c| c.at.as_str())
                .max()
                .map(|at| words::moment(at, lang))
        };
        Offer {
            source: self.mark(name),
            services: services
                .map(|(group, service)| OfferedService {
                    name: words::service_name(&service.id, &service.name, lang),
                    id: service.id.clone(),
                    supported: service.supported,
                    collected: last(&group.id, &service.id),
                })
                .collect(),
            chapters: CHAPTERS
                .iter()
                .filter(|chapter| **chapter != Chapter::Supporting)
                .map(|chapter| OfferedChapter {
                    head: self.head(*chapter, lang),
                    states: self.offered_in(name, stored, *chapter, lang),
                })
                .collect(),
        }
    }

    fn offered_in(
        &self,
        name: &str,
        stored: &StoredProvider,
        chapter: Chapter,
        lang: Lang,
    ) -> Vec<Offered> {
        let services = stored
            .groups
            .iter()
            .flat_map(|group| group.services.iter().map(move |service| (group, service)));
        let states: Vec<_> = services
            .filter(|(_, service)| fills(&service.id, chapter))
            .map(|(group, service)| Offered {
                service: Some((
                    service.id.clone(),
                    words::service_name(&service.id, &service.name, lang),
                )),
                entries: self.entries_of(name, &service.id, chapter),
                state: self
                    .why_less(name, &group.id, &service.id, chapter)
                    .map(|why| empty_state(why, &service.id, lang)),
            })
            .collect();
        if !states.is_empty() {
            return states;
        }
        vec![Offered {
            service: None,
            entries: 0,
            state: Some(empty_state(Why::NotOffered, "", lang)),
        }]
    }
}
