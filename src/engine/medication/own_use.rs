//! What the person really uses, beside what sources say: own entries with their
//! history, never changing what was received.

use inzage_dossier::medication::Treatment as Treated;
use inzage_dossier::medication::words::day_words;
use inzage_own::{Entry, Payload, What};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::open::Open;
use super::super::protocol::medication::{Own, OwnMedicine, Said, Written};
use super::super::protocol::{Answer, Failure};
use super::super::{Outcome, own};

/// Most characters of a text of the person.
const LONGEST: usize = 2_000;

/// How a medicine is really used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct OwnUse {
    /// Which treatment.
    about: About,
    /// What the medicine was called when this was said.
    product: String,
    said: Said,
    /// In the person's own words; may be empty.
    words: String,
}

impl Payload for OwnUse {
    const KIND: &'static str = "medication-use";
}

/// A medicine that no source names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct SelfCare {
    product: String,
    usage: String,
}

impl Payload for SelfCare {
    const KIND: &'static str = "self-care-medicine";
}

/// By what a treatment is found again after the next collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum About {
    /// Its number at the source.
    Treatment { system: String, value: String },
    /// An entry without such a number.
    Entry(String),
}

fn about(treatment: &Treated) -> About {
    match &treatment.id {
        Some(id) => About::Treatment {
            system: id.system.clone(),
            value: id.value.clone(),
        },
        None => About::Entry(treatment.number().to_owned()),
    }
}

impl<S: Store> Open<S> {
    /// What the person said about a treatment.
    pub(super) fn own_use(&self, treatment: &Treated, lang: Lang) -> Option<Own> {
        let (entry, now) = self.own_use_entry(treatment)?;
        Some(Own {
            id: entry.id.clone(),
            said: now.said,
            words: now.words,
            date: said_on(entry, lang),
            history: history(entry, lang, |said: OwnUse| (Some(said.said), said.words)),
        })
    }

    fn own_use_entry(&self, treatment: &Treated) -> Option<(&Entry, OwnUse)> {
        let parts = || {
            treatment
                .parts
                .iter()
                .flat_map(|p| std::iter::once(&p.told).chain(&p.also))
        };
        self.own
            .all::<OwnUse>()
            .find(|(_, said)| match &said.about {
                About::Entry(number) => parts().any(|told| told.number == *number),
                known @ About::Treatment { .. } => *known == about(treatment),
            })
    }

    /// Keeps what the person says about a treatment; what was said before stays in
    /// its history.
    pub(super) async fn say_use(
        &mut self,
        treatment: &Treated,
        said: Said,
        words: &str,
        at: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let by = self.by(at).await?;
        let speaker = treatment.speaker().ok_or(Failure::NotFound)?;
        let payload = OwnUse {
            about: about(treatment),
            product: speaker.told.medication.product.clone(),
            said,
            words: plain(words)?,
        };
        let known = self
            .own_use_entry(treatment)
            .map(|(entry, _)| entry.id.clone());
        self.keep_said(known.as_deref(), &payload, by, rng).await
    }

    /// Keeps a medicine that no source names.
    pub(super) async fn say_medicine(
        &mut self,
        id: Option<&str>,
        product: &str,
        usage: &str,
        at: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let by = self.by(at).await?;
        let payload = SelfCare {
            product: plain(product)?,
            usage: plain(usage)?,
        };
        if payload.product.is_empty() {
            return Err(Failure::NotFound);
        }
        self.keep_said(id, &payload, by, rng).await
    }

    async fn keep_said<P: Payload>(
        &mut self,
        id: Option<&str>,
        payload: &P,
        by: own::By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let entry = match id {
            Some(id) => self.own_corrected(id, payload, by)?,
            None => Self::own_new(payload, by, rng)?,
        };
        self.own_keep(vec![entry], &[], rng).await?;
        Ok(Answer::Done)
    }

    /// Takes back what the person said; its history stays in the vault.
    pub(super) async fn take_back(
        &mut self,
        id: &str,
        at: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let by = self.by(at).await?;
        let entry = match self.own_deleted::<OwnUse>(id, by.clone()) {
            Err(Failure::NotFound) => self.own_deleted::<SelfCare>(id, by)?,
            other => other?,
        };
        self.own_keep(vec![entry], &[], rng).await?;
        Ok(Answer::Done)
    }

    /// Everything that the person wrote about medicines, by medicine; also about a
    /// treatment that no source names any more.
    pub(super) fn written_of_medicines(&self, lang: Lang) -> Vec<Written> {
        let used = self.own.all::<OwnUse>().map(|(entry, own)| Written {
            id: entry.id.clone(),
            product: own.product,
            said: Some(own.said),
            words: own.words,
            date: said_on(entry, lang),
            history: history(entry, lang, |said: OwnUse| (Some(said.said), said.words)),
        });
        let added = self.own_medicines(lang).into_iter().map(|own| Written {
            id: own.id,
            product: own.product,
            said: None,
            words: own.usage,
            date: own.date,
            history: own.history,
        });
        let mut all: Vec<Written> = used.chain(added).collect();
        all.sort_by(|a, b| (&a.product, &a.id).cmp(&(&b.product, &b.id)));
        all
    }

    /// Medicines that no source names, by name.
    pub(super) fn own_medicines(&self, lang: Lang) -> Vec<OwnMedicine> {
        let mut all: Vec<OwnMedicine> = self
            .own
            .all::<SelfCare>()
            .map(|(entry, medicine)| OwnMedicine {
                id: entry.id.clone(),
                product: medicine.product,
                usage: medicine.usage,
                date: said_on(entry, lang),
                history: history(entry, lang, |said: SelfCare| {
                    (None, [said.product, said.usage].join(": "))
                }),
            })
            .collect();
        all.sort_by(|a, b| (&a.product, &a.id).cmp(&(&b.product, &b.id)));
        all
    }
}

/// What was typed, without the spaces around it and not endless.
fn plain(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(Failure::TooLong);
    }
    Ok(text.to_owned())
}

/// When it was said as it now is.
fn said_on(entry: &Entry, lang: Lang) -> String {
    let last = entry.history.last();
    last.map(|event| day_words(&event.at, lang))
        .unwrap_or_default()
}

/// What was said before, newest first: when, which answer, in which words.
fn history<P: DeserializeOwned>(
    entry: &Entry,
    lang: Lang,
    say: impl Fn(P) -> (Option<Said>, String),
) -> Vec<(String, Option<Said>, String)> {
    let before = entry.history.iter().rev().skip(1);
    before
        .filter_map(|event| {
            let (What::Entered(said) | What::Corrected(said)) = &event.what else {
                return None;
            };
            let (answer, words) = say(serde_json::from_value(said.clone()).ok()?);
            Some((day_words(&event.at, lang), answer, words))
        })
        .collect()
}
