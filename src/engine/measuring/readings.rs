//! Own readings as rows, and one with its history.

use std::collections::{BTreeMap, BTreeSet};

use inzage_measure::{Kind, Moment, Part, Reading, Session};
use inzage_own::{Author, Entry, Event, Payload, What};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::measure::{
    Answer, Done, Happened, One, Row, Says, Typed, TypedSide, Way,
};
use super::{Owned, answered, words};

/// A row with what it is sorted by.
pub(super) type Sorted = (String, Row);

/// The last own reading of each kind.
pub(super) fn latest(all: &[Owned], lang: Lang) -> Vec<(Kind, Row)> {
    let newest = |kind| {
        let of_kind = all.iter().filter(|owned| owned.reading.kind == kind);
        of_kind.max_by_key(|owned| owned.reading.at.seconds())
    };
    let kinds = Kind::ALL.into_iter();
    kinds
        .filter_map(|kind| Some((kind, own_row(newest(kind)?, lang).1)))
        .collect()
}

/// An own reading as a row, with the instant it is sorted by.
pub(super) fn own_row(owned: &Owned, lang: Lang) -> Sorted {
    let reading = &owned.reading;
    let way = match owned.phase {
        Some(_) => Way::Session(owned.entry.clone()),
        None => Way::Reading(owned.id.clone()),
    };
    let row = Row {
        way,
        value: words::value(reading, lang),
        beside: words::beside(reading, lang),
        day: words::day(reading.at.day(), lang),
        clock: reading.at.clock(),
        moment: reading.moment,
        phase: owned.phase,
        note: reading.note.clone(),
    };
    (sort_key(&reading.at.rfc3339()), row)
}

impl<S: Store> Open<S> {
    /// One reading or session with its history.
    pub(super) fn one(&self, id: &str, lang: Lang) -> Outcome {
        let entry = self.own.get(id).ok_or(Failure::NotFound)?;
        let (says, history) = told_reading(entry, lang)
            .or_else(|| told_session(entry, lang))
            .ok_or(Failure::NotFound)?;
        answered(Answer::One(Box::new(One {
            says,
            deleted: entry.now().is_none(),
            shared: self.shared_words(&entry.id, None, lang),
            history,
        })))
    }
}

/// What an entry says last, as typed, and its history in words.
type Told = (Says, Vec<Happened>);

fn told_reading(entry: &Entry, lang: Lang) -> Option<Told> {
    let said = |reading: &Reading| {
        let mut said = vec![words::value(reading, lang)];
        said.extend(words::beside(reading, lang));
        said.push(moment_text(reading.at, lang));
        said.extend(Some(reading.note.clone()).filter(|note| !note.is_empty()));
        said
    };
    let (reading, history) = told(entry, said, lang)?;
    Some((Says::Reading(typed(&reading, lang)), history))
}

fn told_session(entry: &Entry, lang: Lang) -> Option<Told> {
    let said = |session: &Session| {
        let readings = session.readings(&entry.id);
        let readings = readings.iter().map(|(_, _, reading)| {
            let at = moment_text(reading.at, lang);
            format!("{at}: {}", words::value(reading, lang))
        });
        let note = Some(session.note.clone()).filter(|note| !note.is_empty());
        readings.chain(note).collect()
    };
    let (session, history) = told(entry, said, lang)?;
    Some((typed_session(&session, lang), history))
}

/// What an entry said last, and its history in words; none of another kind.
fn told<P: Payload + Clone>(
    entry: &Entry,
    said: impl Fn(&P) -> Vec<String>,
    lang: Lang,
) -> Option<(P, Vec<Happened>)> {
    let entry = entry.typed::<P>()?;
    let last = entry.last_said()?.clone();
    let happened = |event: &Event<P>| Happened {
        at: super::super::words::moment(&event.at, lang),
        helper: helper(&event.by),
        file: matches!(event.by, Author::File(_)),
        what: match event.what {
            What::Entered(_) => Done::Entered,
            What::Corrected(_) => Done::Corrected,
            What::Deleted => Done::Deleted,
        },
        said: event.what.says().map(&said).unwrap_or_default(),
    };
    let history = entry.history.iter().rev().map(happened).collect();
    Some((last, history))
}

/// A text by which moments sort; what has no time comes before what has.
pub(in super::super) fn sort_key(at: &str) -> String {
    inzage_fhir::FhirDate::parse(at).map_or_else(|| at.to_owned(), |date| date.sort_key())
}

/// Who helped; none for the person herself and for files.
pub(super) fn helper(by: &Author) -> Option<String> {
    match by {
        Author::Helper(name) => Some(name.clone()),
        Author::Me | Author::File(_) => None,
    }
}

fn moment_text(at: Moment, lang: Lang) -> String {
    format!("{}, {}", words::day(at.day(), lang), at.clock())
}

/// A reading as it would be typed.
fn typed(reading: &Reading, lang: Lang) -> Typed {
    let mut numbers: BTreeMap<Part, String> = reading
        .amounts
        .iter()
        .map(|(part, amount)| (*part, words::number(amount, lang)))
        .collect();
    if let Some(milligrams) = &reading.milligrams {
        numbers.insert(Part::Glucose, words::number(milligrams, lang));
    }
    Typed {
        kind: reading.kind,
        at: reading.at.rfc3339(),
        numbers,
        milligrams: reading.milligrams.is_some(),
        moment: reading.moment,
        slot: reading.slot.clone(),
        note: reading.note.clone(),
    }
}

fn typed_session(session: &Session, lang: Lang) -> Says {
    let side = |phase| -> Option<(_, TypedSide)> {
        let side = session.side(phase)?;
        let numbers = side.amounts.iter();
        let numbers = numbers.map(|(part, amount)| (*part, words::number(amount, lang)));
        Some((phase, (side.at.rfc3339(), numbers.collect())))
    };
    Says::Session {
        sides: inzage_measure::Phase::ALL
            .into_iter()
            .filter_map(side)
            .collect(),
        note: session.note.clone(),
    }
}

/// The ids of what was deleted.
pub(super) fn deleted_ids<S: Store>(open: &Open<S>) -> BTreeSet<String> {
    let readings = open.own.deleted::<Reading>().map(|entry| entry.id.clone());
    let sessions = open.own.deleted::<Session>().flat_map(|entry| {
        let last = entry.typed::<Session>();
        let last = last.and_then(|entry| entry.last_said().cloned());
        let parts = last.map(|session| session.readings(&entry.id));
        parts.into_iter().flatten().map(|(id, ..)| id)
    });
    readings.chain(sessions).collect()
}
