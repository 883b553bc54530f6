//! What was read, to follow references to.

use inzage_fhir::{Received, Reference, Resource};
use inzage_zib::Known;
use std::collections::BTreeMap;

/// Resources by `Type/id` and by full URL; where several have the same, the first.
pub(crate) struct Index<'a> {
    by_key: BTreeMap<String, &'a Resource>,
    by_url: BTreeMap<&'a str, &'a Resource>,
    patient: Option<&'a Resource>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(received: &'a [Received]) -> Self {
        let mut index = Self {
            by_key: BTreeMap::new(),
            by_url: BTreeMap::new(),
            patient: None,
        };
        let mut patients = received
            .iter()
            .map(|one| &one.resource)
            .filter(|resource| resource.kind() == "Patient");
        if let (Some(only), None) = (patients.next(), patients.next()) {
            index.patient = Some(only);
        }
        for one in received {
            index
                .by_key
                .entry(one.resource.key())
                .or_insert(&one.resource);
            if let Some(url) = &one.full_url {
                index.by_url.entry(url).or_insert(&one.resource);
            }
        }
        index
    }
}

impl Known for Index<'_> {
    fn find(&self, reference: &str) -> Option<&Resource> {
        if let Some(found) = self.by_url.get(reference) {
            return Some(found);
        }
        match Reference::parse(reference) {
            Reference::Literal { kind, id } => self.by_key.get(&format!("{kind}/{id}")).copied(),
            _ => None,
        }
    }

    fn patient(&self) -> Option<&Resource> {
        self.patient
    }
}
