//! Whose data a plain link shows, as its entries say it. A link of another product, or one
//! from which the person's own Patient was left out, may hold Patients who are somebody
//! else: who pays, or a relative. In doubt nobody is named.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::person::{Known, Match, Person};
use inzage_fhir::{Reference, Value};
use inzage_vault::Store;

use super::super::collecting::person::person_of;
use super::super::open::Open;
use super::super::records::Loaded;
use super::belongs;

/// The elements that say whom an entry is about.
const ABOUT: [&str; 3] = ["subject", "patient", "beneficiary"];
/// The resources that refer to who pays.
const PAID: [&str; 2] = ["Coverage", "Account"];

/// What the entries of one source say of its Patients.
#[derive(Default)]
struct Source<'a> {
    patients: Vec<&'a Loaded>,
    /// The numbers of those that something is about.
    subjects: BTreeSet<&'a str>,
    /// The numbers of those that an insurance refers to.
    payers: BTreeSet<&'a str>,
    /// Something is about a Patient with an id that nobody here has.
    elsewhere: bool,
    /// Something does not say about whom here it is.
    untold: bool,
}

impl<'a> Source<'a> {
    /// Whose data it is: the Patients that something is about; else the only one there
    /// that nothing makes somebody else.
    fn persons(self) -> Vec<Person> {
        let number = |loaded: &'a Loaded| loaded.record.head.number.as_str();
        let is_it = |loaded: &&'a Loaded| {
            if !self.subjects.is_empty() {
                return self.subjects.contains(number(loaded));
            }
            let other = self.elsewhere && !loaded.record.head.id.is_empty();
            !other && !self.payers.contains(number(loaded))
        };
        let found = self.patients.iter().copied().filter(is_it);
        let found = found.filter_map(|loaded| person_of(loaded.resource.as_ref()?));
        let persons = apart(found.filter(|person| !person.name.is_empty()).collect());
        if self.subjects.is_empty() && self.untold && persons.len() > 1 {
            return Vec::new();
        }
        persons
    }
}

impl<S: Store> Open<S> {
    /// Whose data the record says it is: each person once, by the fullest of the names
    /// that sources write; empty where none says it.
    pub(super) fn subject_names(&self) -> String {
        let mut sources: BTreeMap<&str, Source<'_>> = BTreeMap::new();
        for loaded in self.joined() {
            let source = sources.entry(&loaded.record.head.provider).or_default();
            self.ask_about(loaded, source);
        }
        let persons = sources.into_values().flat_map(Source::persons);
        let names = apart(persons.collect()).into_iter().map(|it| it.name);
        names.collect::<Vec<_>>().join(", ")
    }

    /// What one entry says.
    fn ask_about<'a>(&'a self, loaded: &'a Loaded, source: &mut Source<'a>) {
        let Some(resource) = &loaded.resource else {
            return;
        };
        if resource.kind() == "Patient" {
            source.patients.push(loaded);
            return;
        }
        let known = self.known(&loaded.record.head);
        let patient = |reference: &str| {
            let found = known.record(reference)?;
            (found.record.head.kind == "Patient").then_some(found.record.head.number.as_str())
        };
        let about = ABOUT.iter().filter_map(|name| resource.get(name));
        let mut told = false;
        for reference in about.filter_map(reference) {
            let found = patient(reference);
            told |= found.is_some();
            source.subjects.extend(found);
            let kind = Reference::parse(reference);
            source.elsewhere |= found.is_none()
                && matches!(kind, Reference::Literal { kind, .. } if kind == "Patient");
        }
        source.untold |= !told && !belongs(loaded);
        if PAID.contains(&resource.kind()) {
            let all = inzage_zib::references(resource);
            source
                .payers
                .extend(all.iter().filter_map(|of| patient(of)));
        }
    }
}

/// What a `Reference` refers to with.
fn reference(said: &Value) -> Option<&str> {
    said.get("reference")?.as_str()
}

/// Each person once, by the fullest name.
fn apart(mut persons: Vec<Person>) -> Vec<Person> {
    persons.sort_by_cached_key(|person| {
        let length = person.name.chars().count();
        (Reverse(length), person.name.clone())
    });
    let mut apart: Vec<Known> = Vec::new();
    for person in persons {
        let same = |other: &Known| {
            other.confirmed.name == person.name || other.compare(&person) == Match::Same
        };
        if !apart.iter().any(same) {
            apart.push(Known {
                confirmed: person,
                also: Vec::new(),
            });
        }
    }
    apart.into_iter().map(|known| known.confirmed).collect()
}
