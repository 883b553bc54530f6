//! What each provider offers at all, and per chapter what came of it.

use std::collections::BTreeMap;

use inzage_dossier::emptiness::{Emptiness as Why, fills};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use crate::engine::empties::empty_state;
use crate::engine::open::{Open, StoredProvider};
use crate::engine::protocol::Emptiness;
use crate::engine::protocol::sources::{Offer, Offered, OfferedChapter, OfferedService};
use crate::engine::reading::CHAPTERS;
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
        let emptiness = |why, service: Option<(&str, &str)>| Emptiness {
            source: self.mark(name),
            service: service.map(|(id, _)| id.to_owned()),
            service_name: service.map(|(id, listed)| words::service_name(id, listed, lang)),
            scope: service
                .and_then(|(id, _)| inzage_words::scope_note(id, lang))
                .map(str::to_owned),
            state: empty_state(why, service.map_or("", |(id, _)| id), lang),
        };
        let states: Vec<_> = services
            .filter(|(_, service)| fills(&service.id, chapter))
            .map(|(group, service)| {
                let why = self.why_less(name, &group.id, &service.id, chapter);
                Offered {
                    service: Some(words::service_name(&service.id, &service.name, lang)),
                    entries: self.entries_of(name, &service.id, chapter),
                    why: why.map(|why| emptiness(why, Some((&service.id, &service.name)))),
                }
            })
            .collect();
        if !states.is_empty() {
            return states;
        }
        // Something of it may have come with a service that is for something else.
        let entries = self.entries_from(name, chapter);
        vec![Offered {
            service: None,
            entries,
            why: (entries == 0).then(|| emptiness(Why::NotOffered, None)),
        }]
    }

    /// Each provider of the record, and when it was last collected from.
    pub(super) fn sheet(&self, lang: Lang) -> Vec<(String, String)> {
        let mut last: BTreeMap<&str, &str> = BTreeMap::new();
        for collection in self.collections.values().filter(|c| c.joined()) {
            let at = last.entry(&collection.provider).or_default();
            *at = (*at).max(&collection.at);
        }
        last.into_iter()
            .map(|(provider, at)| (self.mark(provider).name, words::moment(at, lang)))
            .collect()
    }
}
