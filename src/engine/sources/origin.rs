//! Where an entry comes from: what we know of its delivery, then what its source
//! says.

use inzage_fhir::Resource;
use inzage_vault::Store;
use inzage_zib::view::{Field, Lang};

use crate::engine::open::Open;
use crate::engine::records::Loaded;
use crate::engine::words;

impl<S: Store> Open<S> {
    /// The plain block of origin on an entry's page.
    pub(in crate::engine) fn origin(&self, loaded: &Loaded, lang: Lang) -> Vec<Field> {
        let head = &loaded.record.head;
        let field = |key: &str, value: String| Field {
            label: inzage_words::field(key, lang).unwrap_or(key).to_owned(),
            value,
        };
        let service = words::service_name(&head.service, &head.service, lang);
        let mut from = self.mark(&head.provider).name;
        if !service.is_empty() {
            from = format!("{from} ({service})");
        }
        let mut rows = vec![
            field("originDelivered", from),
            field("originCollected", words::moment(&head.at, lang)),
        ];
        let before = self.collected_before(loaded, lang);
        if !before.is_empty() {
            rows.push(field("originCollectedBefore", before.join("; ")));
        }
        if let Some(resource) = &loaded.resource {
            let provenances = self.provenances(loaded);
            rows.extend(inzage_zib::origin(
                resource,
                &provenances,
                &self.known(head),
                lang,
            ));
        }
        rows
    }

    /// When earlier collections brought exactly this.
    fn collected_before(&self, loaded: &Loaded, lang: Lang) -> Vec<String> {
        let head = &loaded.record.head;
        let mut moments: Vec<&str> = head
            .brought_by()
            .iter()
            .filter(|id| **id != head.collection)
            .filter_map(|id| self.collections.get(id))
            .map(|collection| collection.at.as_str())
            .collect();
        moments.sort_unstable();
        moments
            .into_iter()
            .map(|at| words::moment(at, lang))
            .collect()
    }

    /// The Provenance resources of the same provider that are about this entry.
    fn provenances(&self, loaded: &Loaded) -> Vec<&Resource> {
        let head = &loaded.record.head;
        let key = format!("{}/{}", head.kind, head.id);
        let about = |resource: &&Resource| {
            resource.kind() == "Provenance"
                && inzage_zib::targets(resource)
                    .iter()
                    .any(|to| *to == key || to.ends_with(&format!("/{key}")))
        };
        self.joined()
            .filter(|other| {
                other.record.head.kind == "Provenance"
                    && other.record.head.provider == head.provider
            })
            .filter_map(|other| other.resource.as_ref())
            .filter(about)
            .collect()
    }
}
