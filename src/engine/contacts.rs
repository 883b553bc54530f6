//! The contact persons within a Patient: rows of a chapter without an entry of their
//! own. Beside the entries they are compared by a number of their own, made of that
//! of the Patient.

use std::collections::BTreeMap;

use inzage_dossier::duplicates::{Candidate, Thing};
use inzage_fhir::{HumanName, Resource, Value};
use inzage_vault::Store;
use inzage_zib::NothingKnown;
use inzage_zib::view::{Chapter, Lang};

use super::open::Open;
use super::protocol::Row;
use super::records::Loaded;

/// Between the number of the Patient and the place of the contact person.
const WITHIN: &str = "/contact/";

/// A contact person within a Patient.
pub(super) struct Contact<'a> {
    /// The number it is compared by; no entry has it.
    pub(super) number: String,
    thing: Thing,
    patient: &'a Loaded,
    alone: Resource,
}

impl Contact<'_> {
    /// To be compared with the entries.
    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate {
            number: &self.number,
            thing: self.thing.clone(),
            identity: inzage_zib::identity(&self.alone, &NothingKnown),
            bytes: &self.patient.record.bytes,
        }
    }
}

impl<S: Store> Open<S> {
    /// The contact persons within an entry, in the order of their rows.
    pub(super) fn contacts<'a>(&self, loaded: &'a Loaded) -> Vec<Contact<'a>> {
        let patient = loaded.resource.as_ref();
        let Some(patient) = patient.filter(|resource| resource.kind() == "Patient") else {
            return Vec::new();
        };
        let head = &loaded.record.head;
        let alone = inzage_zib::contact_persons(patient, &self.known(head));
        // A family shares its name, and a father may have that of his son.
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        let contact = |(nth, alone): (usize, Resource)| {
            let name = HumanName::read(alone.get("name").unwrap_or(&Value::Null)).assembled();
            let before = named.entry(name.to_lowercase()).or_default();
            *before += 1;
            Contact {
                number: format!("{}{WITHIN}{nth}", head.number),
                thing: Thing::contact(&loaded.record, &format!("{name} {before}")),
                patient: loaded,
                alone,
            }
        };
        alone.into_iter().enumerate().map(contact).collect()
    }

    /// How many rows `loaded` has in `chapter`, without those for which another row
    /// stands.
    pub(super) fn count_of_its_own(&self, loaded: &Loaded, chapter: Chapter) -> usize {
        let hidden = match chapter {
            Chapter::ContactPersons => self
                .contacts(loaded)
                .iter()
                .filter(|contact| self.stands_elsewhere(&contact.number))
                .count(),
            _ => 0,
        };
        self.count_in(loaded, chapter) - hidden
    }

    /// Whether another row stands for a contact person within a Patient: that of an
    /// entry of its own, else the first.
    pub(super) fn stands_elsewhere(&self, number: &str) -> bool {
        let with = self.groups().with(number);
        let entry = with.iter().any(|other| self.records.get(other).is_some());
        entry || !self.groups().leads(number)
    }

    /// What the row of an entry or of a contact person says by itself.
    pub(super) fn row_numbered(&self, number: &str, lang: Lang) -> Option<Row> {
        let Some((patient, nth)) = number.split_once(WITHIN) else {
            return Some(self.row_alone(self.records.get(number)?, lang));
        };
        let loaded = self.records.get(patient)?;
        let rows = self.rows_alone_in(loaded, Chapter::ContactPersons, lang);
        rows.into_iter().nth(nth.parse().ok()?)
    }

    /// What an entry or a contact person is a version of.
    pub(super) fn thing_numbered(&self, number: &str) -> Option<Thing> {
        let Some((patient, nth)) = number.split_once(WITHIN) else {
            return Some(Thing::of(&self.records.get(number)?.record));
        };
        let contacts = self.contacts(self.records.get(patient)?);
        let nth = nth.parse().ok()?;
        contacts.into_iter().nth(nth).map(|contact| contact.thing)
    }

    /// The number of what is a version of a thing.
    pub(super) fn number_of(&self, thing: &Thing) -> Option<String> {
        if !thing.is_contact() {
            return self
                .thing(thing)
                .map(|found| found.record.head.number.clone());
        }
        let patients = self.records.of_kind("Patient");
        let contacts = patients.flat_map(|patient| self.contacts(patient));
        let mut found = contacts.filter(|contact| contact.thing == *thing);
        found.next().map(|contact| contact.number)
    }

    /// An entry, and the contact persons within it: by number.
    pub(super) fn numbers_within(&self, loaded: &Loaded) -> Vec<String> {
        let contacts = self.contacts(loaded).into_iter();
        let number = loaded.record.head.number.clone();
        std::iter::once(number)
            .chain(contacts.map(|contact| contact.number))
            .collect()
    }

    /// Which of two entries, or of the contact persons within them, are meant when
    /// the person speaks of them: those that are linked, else the entries.
    pub(super) fn meant(&self, one: &str, other: &str) -> (String, String) {
        let within = |number: &str| {
            let loaded = self.records.get(number);
            loaded.map_or_else(Vec::new, |loaded| self.numbers_within(loaded))
        };
        let others = within(other);
        let ones = within(one).into_iter();
        let mut pairs = ones.flat_map(|a| others.iter().map(move |b| (a.clone(), b.clone())));
        let linked = pairs.find(|(a, b)| self.linked(a, b));
        linked.unwrap_or_else(|| (one.to_owned(), other.to_owned()))
    }

    fn linked(&self, one: &str, other: &str) -> bool {
        let groups = self.groups();
        let lead = groups.lead(other);
        let maybe = groups.maybe(one);
        let said = || {
            let things = self.thing_numbered(one).zip(self.thing_numbered(other));
            things.is_some_and(|(a, b)| self.decisions.says(&a, &b).is_some())
        };
        groups.lead(one) == lead || maybe.iter().any(|(may, _)| groups.lead(may) == lead) || said()
    }
}
