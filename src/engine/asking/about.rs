//! What in the record is asked about, and whom to call.

use std::collections::BTreeSet;

use inzage_fhir::Resource;
use inzage_request::{Key, Kind, Target, Way};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::asking::{About, Place, Start, Via};
use super::super::providers::not_found;
use super::super::records::Loaded;

/// Systems of the burgerservicenummer: its URI and its OID.
const BSN: [&str; 2] = [
    "http://fhir.nl/fhir/NamingSystem/bsn",
    "urn:oid:2.16.840.1.113883.2.4.6.3",
];

impl<S: Store> Open<S> {
    /// Of whom something can be asked about an entry, or about nothing.
    pub(super) fn begin_asking(&self, entry: Option<&str>, lang: Lang) -> Result<Start, Failure> {
        let about = entry.map(|number| self.asked_of(number)).transpose()?;
        let source = about.as_ref().map(|(source, _)| source.as_str());
        let mut places: Vec<Place> = self.providers.keys().map(|id| self.place(id)).collect();
        places.sort_by_key(|place| Some(place.to.provider.as_str()) != source);
        let told = self.told(lang).iter();
        let names: BTreeSet<String> = told.map(|told| told.medication.product.clone()).collect();
        Ok(Start {
            about: about.map(|(_, about)| about),
            places,
            names: names.into_iter().collect(),
            callable: self.callable(lang),
            known: self.known.is_some(),
        })
    }

    fn place(&self, provider: &str) -> Place {
        Place {
            to: self.mark(provider),
            wish: via(&self.way(provider, Kind::Missing)),
            wrong: via(&self.way(provider, Kind::Wrong)),
            phones: self.phones_of(provider),
        }
    }

    /// An entry that is not covered or set aside.
    fn askable(&self, number: &str) -> Result<&Loaded, Failure> {
        not_found(
            self.records
                .get(number)
                .filter(|loaded| !loaded.record.head.staged),
        )
    }

    /// The provider that delivered an entry, and what it is.
    fn asked_of(&self, number: &str) -> Result<(String, About), Failure> {
        let loaded = self.askable(number)?;
        let target = self.target(number)?;
        let known = self.known(&loaded.record.head);
        let resource = loaded.resource.as_ref();
        let medicine = resource.and_then(|read| inzage_zib::medication(read, &known, Lang::Nl));
        let about = About {
            chapter: loaded.chapter(),
            number: number.to_owned(),
            display: target.display,
            says: target.says,
            medicine: medicine.is_some(),
        };
        Ok((target.source, about))
    }

    /// An entry as a request refers to it, in Dutch as it goes.
    pub(super) fn target(&self, number: &str) -> Result<Target, Failure> {
        let loaded = self.askable(number)?;
        let resource = not_found(loaded.resource.as_ref())?;
        let head = &loaded.record.head;
        let known = self.known(head);
        let identity = inzage_zib::identity(resource, &known);
        let medication = inzage_zib::medication(resource, &known, Lang::Nl);
        let (display, says) = medication.map_or_else(
            || {
                let row = inzage_zib::row(resource, &known, Lang::Nl);
                let mut parts = vec![row.title, row.date];
                parts.retain(|part| !part.is_empty());
                (parts.join(", "), row.status)
            },
            |medication| (medication.product, medication.usage),
        );
        let reference = if head.kind.is_empty() || head.id.is_empty() {
            String::new()
        } else {
            format!("{}/{}", head.kind, head.id)
        };
        Ok(Target {
            entry: number.to_owned(),
            reference,
            source: head.provider.clone(),
            identifiers: identity.identifiers.into_iter().map(key).collect(),
            treatment: identity.treatment.into_iter().map(key).next(),
            display: one_line(&display),
            says: one_line(&says),
        })
    }

    /// What the provider's own data say that it is, when they do.
    pub(super) fn organization(&self, provider: &str) -> Option<&Resource> {
        let name = self.mark(provider).name.to_lowercase();
        let of_provider = self.joined().filter(|loaded| {
            let head = &loaded.record.head;
            head.provider == provider && head.kind == "Organization"
        });
        let mut resources = of_provider.filter_map(|loaded| loaded.resource.as_ref());
        resources.find(|resource| {
            let named = resource.value().get("name").and_then(|name| name.as_str());
            named.is_some_and(|named| named.to_lowercase() == name)
        })
    }

    /// The number of a provider, as its own data say: URA, AGB …
    pub(in super::super) fn provider_number(&self, provider: &str) -> Option<Key> {
        identifier(self.organization(provider)?)
    }

    /// The person's number at a provider, as it delivered it.
    pub(super) fn person_at(&self, provider: &str) -> Option<Key> {
        let here = |loaded: &&Loaded| loaded.record.head.provider == provider;
        let mut patients = self.known_patients().filter(here);
        patients.find_map(|loaded| identifier(loaded.resource.as_ref()?))
    }

    pub(super) fn known_patients(&self) -> impl Iterator<Item = &Loaded> {
        let all = self.records.of_kind("Patient");
        all.filter(|loaded| !loaded.record.head.staged)
    }

    /// The lines of the person's address: as this provider knows it, else as another.
    pub(super) fn person_lives(&self, provider: &str) -> Vec<String> {
        let mut patients: Vec<&Loaded> = self.known_patients().collect();
        patients.sort_by_key(|loaded| loaded.record.head.provider != provider);
        let addresses = patients.into_iter().filter_map(|loaded| {
            let address = inzage_zib::postal(loaded.resource.as_ref()?);
            Some(address).filter(|address| !address.is_empty())
        });
        addresses.into_iter().next().unwrap_or_default()
    }

    /// The lines of a provider's address, as its own data say.
    pub(super) fn address_of(&self, provider: &str) -> Vec<String> {
        let organization = self.organization(provider);
        organization.map(inzage_zib::postal).unwrap_or_default()
    }
}

/// How a way is called on the screen.
pub(super) const fn via(way: &Way) -> Via {
    match way {
        Way::Vendor { .. } => Via::Vendor,
        Way::Correction { .. } => Via::Correction,
        Way::Letter => Via::Letter,
    }
}

fn key((system, value): (String, String)) -> Key {
    Key { system, value }
}

/// The first identifier of a resource that is no BSN.
fn identifier(resource: &Resource) -> Option<Key> {
    let all = resource.value().get("identifier")?.as_array()?;
    all.iter().find_map(|identifier| {
        let system = identifier.get("system")?.as_str()?;
        let value = identifier.get("value")?.as_str()?;
        (!BSN.contains(&system)).then(|| key((system.to_owned(), value.to_owned())))
    })
}

/// A text of the record as one line: what it says, without what no system takes.
pub(in super::super) fn one_line(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
