//! For whom: what the record and the person herself tell that keeps general limits
//! away.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use inzage_fhir::{Resource, Value};
use inzage_judge::{Circumstance, Person, Said, age};
use inzage_measure::Session;
use inzage_vault::{CryptoRng, Kind as Table, Store};

use super::super::open::{Open, StoredProvider};
use super::super::protocol::{Answer as Whole, Failure};
use super::super::{Outcome, records::Loaded};
use super::SAID;

/// In every word for dialysis, Dutch and English.
const DIALYSIS: &str = "dialys";
/// In words for pregnancy.
const PREGNANCY: [&str; 2] = ["zwanger", "pregnan"];
/// Days after which what a source said of a pregnancy is over.
const PREGNANCY_DAYS: i64 = 300;
/// What tells of a pregnancy: a problem, a finding, an alert, an episode.
const TELLING: [&str; 4] = ["Condition", "Observation", "Flag", "EpisodeOfCare"];

impl<S: Store> Open<S> {
    /// What is known of the person on a day.
    pub(super) async fn who(&self, today: NaiveDate) -> Result<Person, Failure> {
        let birth = self.known.as_ref().map(|known| &known.confirmed.birth);
        let kept = self.vault.read(Table::Setting, SAID).await?;
        let kept = kept.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(Person {
            age: birth.and_then(|birth| age(birth, today)),
            dialysis: self.has_dialysis(),
            pregnant: self.joined().any(|loaded| is_pregnancy(loaded, today)),
            said: kept.and_then(|text| Said::read(&text)),
        })
    }

    /// Keeps what the person said of herself today.
    pub(super) async fn said_of_herself(
        &mut self,
        holds: &BTreeSet<String>,
        today: NaiveDate,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let what = holds.iter().map(|key| Circumstance::parse(key));
        let what = what.collect::<Option<_>>().ok_or(Failure::Internal)?;
        let kept = Said { on: today, what }.kept();
        self.save_text(Table::Setting, SAID.to_owned(), kept, rng)
            .await?;
        Ok(Whole::Done)
    }

    /// A dialysis session of her own, a provider of dialysis, or anything in the
    /// record that names it. Measurements are left out: there are many, and what
    /// they are of stands in the rest.
    fn has_dialysis(&self) -> bool {
        self.own.all::<Session>().next().is_some()
            || self.providers.values().any(is_dialysis_provider)
            || self.joined().any(|loaded| {
                let resource = loaded.resource.as_ref();
                let telling = resource.filter(|resource| resource.kind() != "Observation");
                telling.is_some_and(|resource| names(resource.value(), &[DIALYSIS]))
            })
    }
}

fn is_dialysis_provider(stored: &StoredProvider) -> bool {
    let provider = &stored.provider;
    let texts = [Some(&provider.name), provider.kind.as_ref()];
    let texts = texts.into_iter().flatten().chain(&provider.aliases);
    let mut texts = texts.chain([&provider.zorgaanbiedernaam]);
    texts.any(|text| holds(text, &[DIALYSIS]))
}

fn is_pregnancy(loaded: &Loaded, today: NaiveDate) -> bool {
    let Some(resource) = &loaded.resource else {
        return false;
    };
    let subject = ["code", "valueCodeableConcept", "type", "extension"];
    let told = |resource: &Resource| {
        let mut parts = subject.iter().filter_map(|key| resource.get(key));
        parts.any(|part| names(part, &PREGNANCY))
    };
    TELLING.contains(&resource.kind()) && told(resource) && !is_over(resource, today)
}

/// Whether it was so long ago that a pregnancy is over; without a date it is not.
fn is_over(resource: &Resource, today: NaiveDate) -> bool {
    let date = inzage_zib::when(resource).and_then(|(date, _)| {
        let day = date.get(..10).unwrap_or(date);
        day.parse::<NaiveDate>().ok()
    });
    date.is_some_and(|date| (today - date).num_days() > PREGNANCY_DAYS)
}

/// Whether a text anywhere within holds one of some words.
fn names(value: &Value, words: &[&str]) -> bool {
    match value {
        Value::String(text) => holds(text, words),
        Value::Array(items) => items.iter().any(|item| names(item, words)),
        Value::Object(members) => members.values().any(|item| names(item, words)),
        _ => false,
    }
}

fn holds(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}
