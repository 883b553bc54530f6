//! Whose data a collection is: compared with the person of the vault, confirmed by
//! her, or set aside until she decides.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use inzage_dossier::collection::{Collection, State};
use inzage_dossier::logbook::What;
use inzage_dossier::person::{Known, Match, Person};
use inzage_fhir::Resource;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::protocol::{Answer, Decision, Failure, PersonCheck};
use super::super::providers::{not_found, waiting_check};
use super::super::records::Loaded;

/// The query whose Patient says whose data a collection is. Patients that come
/// with other queries may be somebody else (a payer).
const PATIENT_QUERY: &str = "patient";

impl<S: Store> Open<S> {
    pub(super) async fn finish(
        &mut self,
        id: &str,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let collection = not_found(self.collections.get(id))?.clone();
        if let Some(check) = waiting_check(&collection, lang) {
            return Ok(Answer::Checked(check));
        }
        let patients = self.patients(id);
        let Some(first) = patients.first() else {
            // A second try of what was checked before stays checked.
            let checked = collection.state == State::Joined { checked: true };
            self.join_collection(collection, checked, Vec::new(), rng)
                .await?;
            return Ok(Answer::Checked(if checked {
                PersonCheck::Same
            } else {
                PersonCheck::Unchecked
            }));
        };
        let known = self.known.clone().unwrap_or_else(|| Known {
            confirmed: first.clone(),
            also: Vec::new(),
        });
        let other = patients
            .iter()
            .find(|patient| known.compare(patient) == Match::Different);
        let state = match (&self.known, other) {
            (Some(_), None) => {
                self.join_collection(collection, true, Vec::new(), rng)
                    .await?;
                return Ok(Answer::Checked(PersonCheck::Same));
            }
            // The first collection cannot be compared with anything, not even when vague.
            (None, None) => State::Unconfirmed(first.clone()),
            (None, Some(_)) if patients.len() == 1 => State::Unconfirmed(first.clone()),
            (_, Some(other)) => State::SetAside(other.clone()),
        };
        if matches!(state, State::SetAside(_)) {
            let (from, entries) = self.of_staged(&collection);
            let trace_id = collection.trace_id.clone();
            self.tell(What::SetAside {
                from,
                entries,
                trace_id,
            });
        }
        let collection = Collection {
            state,
            ..collection
        };
        let check = not_found(waiting_check(&collection, lang))?;
        self.save_collection(collection, Vec::new(), rng).await?;
        Ok(Answer::Checked(check))
    }

    /// Whose data the record says it is: each person once, by the fullest of the names
    /// that sources write; empty where none says it.
    pub(in super::super) fn subject_names(&self) -> String {
        let subjects = self.subjects();
        let patients: Vec<&Loaded> = self.records.of_kind("Patient").collect();
        let is_subject = |loaded: &&Loaded| subjects.contains(&loaded.record.head.number);
        let any = patients.iter().any(is_subject);
        let mut persons: Vec<Person> = patients
            .into_iter()
            .filter(|loaded| !any || is_subject(loaded))
            .filter_map(|loaded| person_of(loaded.resource.as_ref()?))
            .filter(|person| !person.name.is_empty())
            .collect();
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
        let names: Vec<String> = apart.into_iter().map(|it| it.confirmed.name).collect();
        names.join(", ")
    }

    /// The Patients that something is about. Another Patient in the record may be
    /// somebody else: who pays, or a relative.
    fn subjects(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for loaded in self.joined() {
            let resource = loaded.resource.as_ref();
            let said = ["subject", "patient"].map(|name| resource?.get(name));
            let said = said.into_iter().flatten();
            for reference in said.filter_map(|said| said.get("reference")?.as_str()) {
                let patient = self.known(&loaded.record.head).record(reference);
                found.extend(patient.map(|patient| patient.record.head.number.clone()));
            }
        }
        found
    }

    /// The persons that a collection says it is about, each once.
    fn patients(&self, collection: &str) -> Vec<Person> {
        let mut persons = Vec::new();
        let staged = self.records.all().filter(|loaded| {
            let head = &loaded.record.head;
            head.staged && head.collection == collection && head.queries.contains(PATIENT_QUERY)
        });
        for resource in staged.filter_map(|loaded| loaded.resource.as_ref()) {
            if let Some(person) = person_of(resource)
                && !persons.contains(&person)
            {
                persons.push(person);
            }
        }
        persons
    }

    pub(super) async fn confirm_person(
        &mut self,
        id: &str,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let collection = not_found(self.collections.get(id))?.clone();
        let State::Unconfirmed(person) = collection.state.clone() else {
            return Err(Failure::NotFound);
        };
        if self.known.is_some() {
            // Confirmed meanwhile by another collection: this one is compared.
            let collection = Collection {
                state: State::Collecting,
                ..collection
            };
            self.save_collection(collection, Vec::new(), rng).await?;
            self.finish(id, lang, rng).await?;
            return Ok(Answer::Done);
        }
        let known = Known {
            confirmed: person,
            also: Vec::new(),
        };
        let change = Self::put_known(&known)?;
        self.join_collection(collection, true, vec![change], rng)
            .await?;
        self.known = Some(known);
        // What came before she confirmed can be compared now.
        let waiting = self
            .collections
            .values()
            .filter(|c| matches!(c.state, State::Unconfirmed(_)));
        for collection in waiting.cloned().collect::<Vec<_>>() {
            let id = collection.id.clone();
            let collection = Collection {
                state: State::Collecting,
                ..collection
            };
            self.save_collection(collection, Vec::new(), rng).await?;
            self.finish(&id, lang, rng).await?;
        }
        Ok(Answer::Done)
    }

    pub(super) async fn decide(
        &mut self,
        id: &str,
        decision: Decision,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let collection = not_found(self.collections.get(id))?.clone();
        match decision {
            Decision::Discard => {
                self.tell_put_away(&collection, false);
                self.discard(&collection, rng).await?;
            }
            Decision::Mine => {
                let from = self.party(&collection.provider);
                self.tell(What::TakenUp { from });
                let mut known = self.known.clone().unwrap_or_default();
                known.also.extend(self.patients(id));
                let change = Self::put_known(&known)?;
                self.join_collection(collection, true, vec![change], rng)
                    .await?;
                self.known = Some(known);
            }
        }
        Ok(Answer::Done)
    }
}

/// The person of a Patient, as far as persons are compared.
fn person_of(resource: &Resource) -> Option<Person> {
    let person = inzage_zib::person(resource, Lang::Nl)?;
    let given = person
        .names
        .iter()
        .flat_map(|name| name.given.iter().chain(&name.call))
        .cloned();
    let family = person
        .names
        .iter()
        .flat_map(|name| [&name.own_name, &name.partner_name, &name.family]);
    Some(Person {
        given: given.collect(),
        family: family.flatten().cloned().collect(),
        name: person.name,
        birth: person.birth.unwrap_or_default(),
        sex: person.sex.unwrap_or_default(),
    })
}
