//! Readings of a kind: own ones and those of providers, with their figures.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use inzage_measure::{
    Amount, Kind, Moment, Part, Period, Reading, SEVEN_POINTS, Session, Target, by_part_of_day,
    figures, in_effect,
};
use inzage_own::{Author, Entry, Event, Payload, What};
use inzage_vault::Store;
use inzage_zib::view::{Lang, Numeric};

use super::super::Outcome;
use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::measure::{
    Answer, Done, Figures, Happened, One, PartFigures, Readings, Row, Says, TargetRow, Typed,
    TypedSide, Way,
};
use super::super::records::Loaded;
use super::{Owned, answered, words};

/// Most rows of a list.
const MOST_ROWS: usize = 400;

/// LOINC and other codes by which providers' measurements are known (zibs of 2017:
/// Bloeddruk, Lichaamsgewicht, Lichaamslengte, …; NHG table 45 for glucose).
const CODES: [(Kind, &[&str]); 7] = [
    (Kind::Weight, &["29463-7", "3141-9"]),
    (Kind::BloodPressure, &["8480-6", "8462-4"]),
    (Kind::Glucose, &["14743-9", "14770-2", "14760-3"]),
    (Kind::HeartRate, &["8867-4", "8893-0"]),
    (Kind::Temperature, &["8310-5"]),
    (Kind::OxygenSaturation, &["59408-5", "2708-6"]),
    (Kind::Height, &["8302-2", "8306-3", "8308-9"]),
];

/// A row with what it is sorted by.
type Sorted = (String, Row);

impl<S: Store> Open<S> {
    pub(super) fn readings(&self, kind: Kind, period: Period, now: Moment, lang: Lang) -> Outcome {
        let today = now.day();
        let mut all = self.own_readings();
        all.retain(|owned| {
            owned.reading.kind == kind && period.holds(owned.reading.at.day(), today)
        });
        let mut rows: Vec<Sorted> = all.iter().map(|owned| self.own_row(owned, lang)).collect();
        rows.extend(self.received(kind, period, today, lang));
        rows.sort_by(|(a, _), (b, _)| b.cmp(a));
        let count = rows.len();
        let rows = rows.into_iter().take(MOST_ROWS).map(|(_, row)| row);
        answered(Answer::Readings(Box::new(Readings {
            rows: rows.collect(),
            count,
            figures: figures_of(kind, &all, lang),
            targets: self.targets(kind.parts(), today, lang),
            seven: seven_points(&all, lang),
        })))
    }

    /// The last own reading of each kind.
    pub(super) fn latest(&self, all: &[Owned], lang: Lang) -> Vec<(Kind, Row)> {
        let newest = |kind| {
            let of_kind = all.iter().filter(|owned| owned.reading.kind == kind);
            of_kind.max_by_key(|owned| owned.reading.at.seconds())
        };
        let kinds = Kind::ALL.into_iter();
        kinds
            .filter_map(|kind| Some((kind, self.own_row(newest(kind)?, lang).1)))
            .collect()
    }

    /// An own reading as a row, with the instant it is sorted by.
    pub(super) fn own_row(&self, owned: &Owned, lang: Lang) -> Sorted {
        let reading = &owned.reading;
        let entry = self.own.get(&owned.entry);
        let helper = entry
            .and_then(Entry::entered)
            .and_then(|event| helper(&event.by));
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
            in_week: reading.slot.is_some(),
            note: reading.note.clone(),
            helper,
            corrected: entry.and_then(Entry::changed).is_some(),
            source: None,
        };
        (sort_key(&reading.at.rfc3339()), row)
    }

    /// What providers measured of this kind.
    fn received(&self, kind: Kind, period: Period, today: NaiveDate, lang: Lang) -> Vec<Sorted> {
        let codes = CODES.iter().find(|(known, _)| *known == kind);
        let codes = codes.map_or(&[][..], |(_, codes)| *codes);
        let in_period = |start: &str| {
            let day = start.get(..10).and_then(|day| day.parse().ok());
            day.map_or(period == Period::All, |day| period.holds(day, today))
        };
        let mut rows = Vec::new();
        for loaded in self.joined() {
            let Some(resource) = &loaded.resource else {
                continue;
            };
            let numbers = inzage_zib::numeric(resource, lang);
            let wanted = |number: &&Numeric| {
                !number.wrong && number.codes.iter().any(|code| codes.contains(&&*code.code))
            };
            let found: Vec<&Numeric> = numbers.iter().filter(wanted).collect();
            let start = found.first().map_or("", |number| &number.when.start);
            if !found.is_empty() && in_period(start) {
                rows.push(self.received_row(loaded, &found, lang));
            }
        }
        rows
    }

    fn received_row(&self, loaded: &Loaded, found: &[&Numeric], lang: Lang) -> Sorted {
        let head = &loaded.record.head;
        let numbers = found.iter().map(|number| {
            format!(
                "{}{}",
                number.comparator,
                decimal(&number.number.text, lang)
            )
        });
        let numbers = numbers.collect::<Vec<_>>().join("/");
        let unit = found.first().map_or("", |number| &number.unit.text);
        let start = found.first().map_or("", |number| &number.when.start);
        let (day, clock) = start.split_once('T').unwrap_or((start, ""));
        let chapter = loaded
            .resource
            .as_ref()
            .map_or(inzage_zib::view::Chapter::VitalSigns, inzage_zib::chapter);
        let row = Row {
            way: Way::Entry(chapter, head.number.clone()),
            value: format!("{numbers}\u{a0}{unit}"),
            beside: None,
            day: inzage_zib::date_text(day, lang),
            clock: clock.get(..5).unwrap_or_default().to_owned(),
            moment: None,
            phase: None,
            in_week: false,
            note: String::new(),
            helper: None,
            corrected: false,
            source: Some(self.mark(&head.provider)),
        };
        (sort_key(start), row)
    }

    /// The person's own targets for some numbers, newest first.
    pub(super) fn targets(&self, parts: &[Part], today: NaiveDate, lang: Lang) -> Vec<TargetRow> {
        let all = self.all_targets();
        let mut found: Vec<(&str, &Target)> = all
            .iter()
            .filter(|(_, target)| parts.contains(&target.part))
            .map(|(id, target)| (id.as_str(), target))
            .collect();
        found.sort_by_key(|(id, target)| (std::cmp::Reverse(target.from), *id));
        let targets: Vec<Target> = all.iter().map(|(_, target)| target.clone()).collect();
        let rows = found.into_iter().map(|(id, target)| TargetRow {
            id: id.to_owned(),
            part: target.part,
            amount: words::with_unit(target.part, &target.amount, lang),
            from: words::day(target.from, lang),
            with: target.with.clone(),
            now: in_effect(&targets, target.part, today) == Some(target),
        });
        rows.collect()
    }

    /// Every target with its id; of two of one day the later entered comes last.
    pub(super) fn all_targets(&self) -> Vec<(String, Target)> {
        let mut all: Vec<(String, String, Target)> = self
            .own
            .all::<Target>()
            .map(|(entry, target)| {
                let at = entry.entered().map(|event| event.at.clone());
                (at.unwrap_or_default(), entry.id.clone(), target)
            })
            .collect();
        all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        all.into_iter()
            .map(|(_, id, target)| (id, target))
            .collect()
    }

    /// One reading or session with its history.
    pub(super) fn one(&self, id: &str, lang: Lang) -> Outcome {
        let entry = self.own.get(id).ok_or(Failure::NotFound)?;
        let (says, history) = told_reading(entry, lang)
            .or_else(|| told_session(entry, lang))
            .ok_or(Failure::NotFound)?;
        answered(Answer::One(Box::new(One {
            says,
            deleted: entry.now().is_none(),
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

fn helper(by: &Author) -> Option<String> {
    match by {
        Author::Helper(name) => Some(name.clone()),
        Author::Me | Author::File(_) => None,
    }
}

fn moment_text(at: Moment, lang: Lang) -> String {
    format!("{}, {}", words::day(at.day(), lang), at.clock())
}

fn decimal(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => text.replace('.', ","),
        Lang::En => text.to_owned(),
    }
}

fn figures_of(kind: Kind, all: &[Owned], lang: Lang) -> Vec<PartFigures> {
    let shown = |part, figures: inzage_measure::Figures| Figures {
        count: figures.count,
        mean: words::with_unit(part, &figures.mean, lang),
        low: words::with_unit(part, &figures.low, lang),
        high: words::with_unit(part, &figures.high, lang),
    };
    let of_part = |part: &Part| {
        let values: Vec<(Moment, &Amount)> = all
            .iter()
            .filter_map(|owned| Some((owned.reading.at, owned.reading.amount(*part)?)))
            .collect();
        let whole = figures(*part, values.iter().map(|(_, amount)| *amount))?;
        let parts = by_part_of_day(*part, values);
        let parts = parts
            .into_iter()
            .map(|(time, figures)| (time, shown(*part, figures)));
        Some(PartFigures {
            part: *part,
            whole: shown(*part, whole),
            by_part_of_day: parts.collect(),
        })
    };
    kind.parts().iter().filter_map(of_part).collect()
}

/// Days with at least two of the seven moments, newest first.
fn seven_points(all: &[Owned], lang: Lang) -> Vec<(String, Vec<Option<String>>)> {
    let mut days: BTreeMap<NaiveDate, BTreeMap<_, (Moment, String)>> = BTreeMap::new();
    for owned in all {
        let reading = &owned.reading;
        let Some(moment) = reading.moment.filter(|one| SEVEN_POINTS.contains(one)) else {
            continue;
        };
        let amount = reading.amount(Part::Glucose);
        let text = amount.map(|amount| words::number(amount, lang));
        let place = days.entry(reading.at.day()).or_default();
        let newer = place.get(&moment).is_none_or(|(at, _)| *at < reading.at);
        if let Some(text) = text.filter(|_| newer) {
            place.insert(moment, (reading.at, text));
        }
    }
    let rows = days.into_iter().rev().filter(|(_, day)| day.len() > 1);
    rows.map(|(date, day)| {
        let cells = SEVEN_POINTS.iter();
        let cells = cells.map(|moment| day.get(moment).map(|(_, text)| text.clone()));
        (words::day(date, lang), cells.collect())
    })
    .collect()
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
