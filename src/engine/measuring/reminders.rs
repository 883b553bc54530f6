//! Reminders that the person set.

use chrono::NaiveDate;
use inzage_measure::reminder::ics::{Entry, calendar};
use inzage_measure::reminder::{Due, Reminder, What, due};
use inzage_measure::{Kind, Moment, Session};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::own::By;
use super::super::protocol::{Answer as Whole, Failure};
use super::Owned;

impl<S: Store> Open<S> {
    pub(super) fn reminders(&self) -> Vec<(String, Reminder)> {
        let mut all: Vec<(String, Reminder)> = self
            .own
            .all::<Reminder>()
            .map(|(entry, reminder)| (entry.id.clone(), reminder))
            .collect();
        all.sort_by(|a, b| (a.1.what, &a.0).cmp(&(b.1.what, &b.0)));
        all
    }

    /// What is due on a day.
    pub(super) fn due(&self, all: &[Owned], day: NaiveDate) -> Vec<Due> {
        let reminders: Vec<Reminder> = self.reminders().into_iter().map(|(_, one)| one).collect();
        due(&reminders, day, |what| match what {
            What::Reading(kind) => all
                .iter()
                .filter(|owned| owned.reading.kind == kind && owned.reading.at.day() == day)
                .count(),
            What::Dialysis => self
                .own
                .all::<Session>()
                .filter(|(_, session)| session.at().is_some_and(|at| at.day() == day))
                .count(),
        })
    }

    pub(super) async fn remind(
        &mut self,
        reminder: &Reminder,
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let time = |text: &String| chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
        let whole = !reminder.days.is_empty()
            && reminder.days.iter().all(|day| (1..=7).contains(day))
            && !reminder.times.is_empty()
            && reminder.times.iter().all(time);
        if !whole {
            return Err(Failure::Internal);
        }
        self.keep(None, reminder, &[], by, rng).await
    }

    /// The reminders as a calendar file.
    pub(super) fn calendar(&self, now: Moment, lang: Lang) -> Outcome {
        let reminders = self.reminders();
        let stamp = chrono::DateTime::from_timestamp(now.seconds(), 0);
        let stamp = stamp.ok_or(Failure::Internal)?.format("%Y%m%dT%H%M%SZ");
        let entries = reminders.iter().map(|(id, reminder)| Entry {
            id,
            reminder,
            title: title(reminder.what, lang),
        });
        let file = calendar(entries, &stamp.to_string());
        Ok(Whole::Bytes(file.into_bytes()))
    }
}

/// What the calendar shows: others may see a calendar.
fn title(what: What, lang: Lang) -> &'static str {
    let key = match what {
        What::Dialysis => "measure_dialysis",
        What::Reading(Kind::Weight) => "measure_weight",
        What::Reading(Kind::BloodPressure) => "measure_blood_pressure",
        What::Reading(Kind::Glucose) => "measure_glucose",
        What::Reading(Kind::HeartRate) => "measure_heart_rate",
        What::Reading(Kind::Temperature) => "measure_temperature",
        What::Reading(Kind::OxygenSaturation) => "measure_saturation",
        What::Reading(Kind::Height) => "measure_height",
    };
    inzage_words::phrase(key, lang)
}
