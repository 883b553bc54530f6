//! Whom to call, and where their pages are.

use std::collections::BTreeSet;

use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::asking::Callable;
use super::super::protocol::network::{Noted, Phone};

impl<S: Store> Open<S> {
    /// Who can be called, or has a page, for what needs no request: the general
    /// practitioners that the sources name, then the providers that were added. Who is
    /// named by several sources is there once, with the first.
    pub(super) fn callable(&self, lang: Lang) -> Vec<Callable> {
        let mut seen = BTreeSet::new();
        let mut all = self.practitioners(lang);
        all.extend(self.providers.keys().map(|id| Callable {
            name: String::new(),
            what: String::new(),
            source: self.mark(id),
            phones: self.phones_of(id),
            sites: self.sites_of(id),
        }));
        all.retain(|one| {
            let reached = !one.phones.is_empty() || !one.sites.is_empty();
            let dials: Vec<String> = one.phones.iter().map(|phone| phone.dial.clone()).collect();
            let own = one.name.is_empty().then(|| one.source.provider.clone());
            reached && seen.insert((one.name.to_lowercase(), own, dials))
        });
        all
    }

    fn practitioners(&self, lang: Lang) -> Vec<Callable> {
        let what = inzage_words::phrase("general_practitioner", lang);
        let patients = self.known_patients();
        let named = patients.flat_map(|loaded| {
            let head = &loaded.record.head;
            let patient = loaded.resource.as_ref();
            let all = patient
                .map(|patient| inzage_zib::general_practitioners(patient, &self.known(head), lang));
            let all = all.into_iter().flatten();
            all.map(|carer| Callable {
                name: carer.name,
                what: what.to_owned(),
                source: self.mark(&head.provider),
                phones: carer.phones.iter().map(|shown| phone(shown)).collect(),
                sites: Vec::new(),
            })
        });
        named.collect()
    }

    /// Numbers to call at a provider: what the person noted, and what its own data
    /// say.
    pub(super) fn phones_of(&self, provider: &str) -> Vec<Phone> {
        let name = self.mark(provider).name.to_lowercase();
        let noted = self.own.all::<Noted>().filter(|(_, noted)| {
            let names = [&noted.name, &noted.organisation];
            names.iter().any(|known| known.to_lowercase() == name)
        });
        let mut phones: Vec<Phone> = noted.map(|(_, noted)| phone(&noted.phone)).collect();
        phones.extend(self.telecoms(provider, "phone").map(phone));
        let mut seen = BTreeSet::new();
        phones.retain(|phone| !phone.dial.is_empty() && seen.insert(phone.dial.clone()));
        phones
    }

    /// Its pages on the web, as its own data say: only addresses that are safe to
    /// follow.
    fn sites_of(&self, provider: &str) -> Vec<String> {
        let all = self.telecoms(provider, "url");
        let safe = |site: &&str| {
            site.starts_with("https://") && site.bytes().all(|byte| byte.is_ascii_graphic())
        };
        all.filter(safe).map(str::to_owned).collect()
    }

    /// What a provider's own data say of how to reach it (FHIR `ContactPoint`).
    fn telecoms<'a>(&'a self, provider: &str, system: &'a str) -> impl Iterator<Item = &'a str> {
        let organization = self.organization(provider);
        let all = organization.and_then(|resource| resource.value().get("telecom")?.as_array());
        all.into_iter().flatten().filter_map(move |telecom| {
            let is_this = telecom.get("system")?.as_str()? == system;
            telecom.get("value")?.as_str().filter(|_| is_this)
        })
    }
}

fn phone(shown: &str) -> Phone {
    Phone {
        dial: inzage_dossier::network::digits(shown),
        shown: shown.to_owned(),
    }
}
