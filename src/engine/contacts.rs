//! The contact persons and the GP within a Patient: rows of a chapter without an entry
//! of their own. They have a number of their own, made of that of the Patient, by which
//! they have a page; by it contact persons are compared with the entries.

use std::collections::BTreeMap;

use inzage_dossier::duplicates::{Candidate, Thing};
use inzage_dossier::record::Record;
use inzage_fhir::{HumanName, Resource, Value};
use inzage_vault::Store;
use inzage_zib::NothingKnown;
use inzage_zib::view::{Chapter, Lang};

use super::open::Open;
use super::protocol::Row;
use super::records::Loaded;

/// Chapters with people from within a Patient, and what stands between the number of
/// the Patient and the place of the person.
const WITHIN: [(Chapter, &str); 2] = [
    (Chapter::ContactPersons, "-contact-"),
    (Chapter::CareProviders, "-gp-"),
];

/// The number of a person within a Patient, counted from 0.
fn number_within(patient: &str, chapter: Chapter, nth: usize) -> Option<String> {
    let (_, between) = WITHIN.iter().find(|(of, _)| *of == chapter)?;
    Some(format!("{patient}{between}{nth}"))
}

/// The Patient, the chapter and the place that the number of a person within tells.
fn apart(number: &str) -> Option<(&str, Chapter, usize)> {
    WITHIN.iter().find_map(|(chapter, between)| {
        let (patient, nth) = number.split_once(between)?;
        Some((patient, *chapter, nth.parse().ok()?))
    })
}

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

/// Gives the rows of a Patient in another chapter the numbers of the people they
/// are about.
pub(super) fn number_rows(loaded: &Loaded, chapter: Chapter, rows: &mut [Row]) {
    if loaded.chapter() == chapter {
        return;
    }
    for (nth, row) in rows.iter_mut().enumerate() {
        let number = number_within(&loaded.record.head.number, chapter, nth);
        row.number = number.unwrap_or_else(|| loaded.record.head.number.clone());
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
        let chapter = Chapter::ContactPersons;
        let alone = inzage_zib::people_within(patient, chapter, &self.known(head));
        // A family shares its name, and a father may have that of his son.
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        let contact = |(nth, alone): (usize, Resource)| {
            let number = number_within(&head.number, chapter, nth)?;
            let name = HumanName::read(alone.get("name").unwrap_or(&Value::Null)).assembled();
            let before = named.entry(name.to_lowercase()).or_default();
            *before += 1;
            Some(Contact {
                number,
                thing: Thing::contact(&loaded.record, &format!("{name} {before}")),
                patient: loaded,
                alone,
            })
        };
        alone.into_iter().enumerate().filter_map(contact).collect()
    }

    /// The person within a Patient who has this number, as if that person had come
    /// alone, and the Patient.
    pub(super) fn within(&self, number: &str) -> Option<(Loaded, &Loaded)> {
        let (patient, chapter, nth) = apart(number)?;
        let patient = self.records.get(patient)?;
        let record = &patient.record;
        let people = inzage_zib::people_within(
            patient.resource.as_ref()?,
            chapter,
            &self.known(&record.head),
        );
        let alone = people.get(nth)?.value();
        let record = Record {
            head: record.head.clone(),
            bytes: serde_json::to_vec(alone).ok()?,
            earlier: Vec::new(),
        };
        Some((Loaded::new(record), patient))
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
        let Some((patient, chapter, nth)) = apart(number) else {
            return Some(self.row_alone(self.records.get(number)?, lang));
        };
        let loaded = self.records.get(patient)?;
        let rows = self.rows_alone_in(loaded, chapter, lang);
        rows.into_iter().nth(nth)
    }

    /// What an entry or a contact person is a version of.
    pub(super) fn thing_numbered(&self, number: &str) -> Option<Thing> {
        let Some((patient, _, _)) = apart(number) else {
            return Some(Thing::of(&self.records.get(number)?.record));
        };
        let contacts = self.contacts(self.records.get(patient)?).into_iter();
        let mut found = contacts.filter(|contact| contact.number == number);
        found.next().map(|contact| contact.thing)
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
            loaded.map_or_else(
                || vec![number.to_owned()],
                |loaded| self.numbers_within(loaded),
            )
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
