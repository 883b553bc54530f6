//! Whose data a collection is: compared with the person of the vault, confirmed by
//! her, or set aside until she decides.

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
pub(in super::super) fn person_of(resource: &Resource) -> Option<Person> {
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
