//! Measuring at home: what the screens ask, and a form that is never lost.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use std::collections::BTreeMap;

use inzage_measure::{GlucoseMoment, Kind, Part, Phase};
use leptos::prelude::*;

use super::draft::use_draft;
use super::record::{Asked, ask, use_asked};
use super::series::Chosen;
use super::words::Trouble;
use crate::engine::protocol::measure::{self, Request, Shown, Slot, Typed, TypedSide, What};
use crate::engine::protocol::series::How;
use crate::engine::protocol::{Answer, Request as Whole};
use crate::platform::clock;
use crate::platform::engine::Engine;

/// The setting with the number to call.
pub const PHONE: &str = "measure-phone";
/// The setting with the name of who helps on this device.
pub const HELPER: &str = "helper";

/// Asks something about measuring, to be shown.
pub fn asked(request: impl Fn() -> Request + 'static) -> Asked<measure::Answer> {
    use_asked(
        move || Whole::Measure(request()),
        |answer| match answer {
            Answer::Measure(answer) => Some(answer),
            _ => None,
        },
    )
}

/// The start of measuring.
pub fn home() -> Asked<measure::Answer> {
    asked(|| Request::Home {
        now: clock::now_local(),
    })
}

/// Measurements as a chart, as chosen.
pub fn shown(what: impl Fn() -> What + 'static, chosen: Chosen) -> Asked<Shown> {
    use_asked(
        move || {
            Whole::Measure(Request::Show {
                what: what(),
                how: chosen.how(),
            })
        },
        |answer| match answer {
            Answer::Measure(measure::Answer::Shown(shown)) => Some(*shown),
            _ => None,
        },
    )
}

/// A chart as a file: its points as CSV, or, with `how`, as SVG.
pub fn chart_file(what: What, how: Option<How>) -> Whole {
    Whole::Measure(Request::ChartFile { what, how })
}

/// Does something about measuring.
///
/// # Errors
/// What the engine says; so for every function here.
pub async fn act(engine: &Engine, request: Request) -> Result<measure::Answer, Trouble> {
    ask!(engine, Whole::Measure(request), Answer::Measure(answer) => answer)
}

/// Makes a file.
pub async fn file(engine: &Engine, request: Request) -> Result<Vec<u8>, Trouble> {
    ask!(engine, Whole::Measure(request), Answer::Bytes(bytes) => bytes)
}

/// Where the fields of a form stand in its draft.
const DATE: usize = 3;
const TIME: usize = 4;
const MILLIGRAMS: usize = 5;
const MOMENT: usize = 6;
const NOTE: usize = 7;
const FIELDS: usize = 8;
/// What stands between the fields of a draft.
const BETWEEN: char = '\u{1f}';

/// A form of one reading or one side of a session: its fields as typed, kept in
/// the vault while they are.
#[derive(Clone, Copy)]
pub struct Form {
    parts: &'static [Part],
    fields: StoredValue<Vec<RwSignal<String>>>,
    /// Date and time as they were at the start: while unchanged, it is now.
    started: StoredValue<(String, String)>,
    /// Every field as it was at the start: while unchanged, there is nothing to lose.
    began: StoredValue<Vec<String>>,
    /// Where it is kept while something is typed.
    draft: StoredValue<Option<RwSignal<String>>>,
}

impl Form {
    /// An empty form for some numbers.
    pub fn new(parts: &'static [Part]) -> Self {
        let fields: Vec<_> = (0..FIELDS).map(|_| RwSignal::new(String::new())).collect();
        let form = Self {
            parts,
            fields: StoredValue::new(fields),
            started: StoredValue::new((String::new(), String::new())),
            began: StoredValue::new(Vec::new()),
            draft: StoredValue::new(None),
        };
        form.clear();
        form
    }

    /// A form with what a reading says.
    pub fn of(typed: &Typed) -> Self {
        let form = Self::new(typed.kind.parts());
        form.fill(&typed.at, &typed.numbers, &typed.note);
        if typed.milligrams {
            form.milligrams().set("mg".into());
        }
        let moments = GlucoseMoment::ALL.iter();
        let place = moments
            .clone()
            .position(|moment| Some(*moment) == typed.moment);
        form.moment_field()
            .set(place.map(|place| place.to_string()).unwrap_or_default());
        form.begin();
        form
    }

    /// Fills in a moment (RFC 3339), numbers and a note.
    pub fn fill(&self, at: &str, numbers: &BTreeMap<Part, String>, note: &str) {
        for (part, text) in numbers {
            self.number(*part).set(text.clone());
        }
        self.date().set(at.get(..10).unwrap_or_default().to_owned());
        self.time()
            .set(at.get(11..16).unwrap_or_default().to_owned());
        self.started.set_value((String::new(), String::new()));
        self.note().set(note.to_owned());
        self.begin();
    }

    /// What stands in it was kept.
    pub fn settled(&self) {
        self.begin();
        if let Some(draft) = self.draft.get_value() {
            draft.set(String::new());
        }
    }

    /// What stands in it now is nothing new.
    fn begin(&self) {
        self.began.set_value(untrack(|| self.texts()));
    }

    fn at(&self, place: usize) -> RwSignal<String> {
        let found = self.fields.with_value(|fields| fields.get(place).copied());
        found.unwrap_or_default()
    }

    /// The field of a number.
    pub fn number(&self, part: Part) -> RwSignal<String> {
        let place = self.parts.iter().position(|other| *other == part);
        // A session has four numbers: the last one stands where the unit would.
        self.at(place.map_or(NOTE, |place| if place == 3 { MILLIGRAMS } else { place }))
    }

    /// The numbers it has.
    pub fn parts(&self) -> &'static [Part] {
        self.parts
    }

    /// The field of the date.
    pub fn date(&self) -> RwSignal<String> {
        self.at(DATE)
    }

    /// The field of the time.
    pub fn time(&self) -> RwSignal<String> {
        self.at(TIME)
    }

    /// `mg` when glucose is typed in mg/dL.
    pub fn milligrams(&self) -> RwSignal<String> {
        self.at(MILLIGRAMS)
    }

    /// The place of the chosen moment in [`GlucoseMoment::ALL`]; empty for none.
    pub fn moment_field(&self) -> RwSignal<String> {
        self.at(MOMENT)
    }

    /// The chosen moment.
    pub fn moment(&self) -> Option<GlucoseMoment> {
        let place: usize = self.moment_field().get().parse().ok()?;
        GlucoseMoment::ALL.get(place).copied()
    }

    /// The field of the note.
    pub fn note(&self) -> RwSignal<String> {
        self.at(NOTE)
    }

    fn moment_typed(&self) -> (String, String) {
        (self.date().get_untracked(), self.time().get_untracked())
    }

    /// Whether nobody changed the time: it is now.
    pub fn is_of_now(&self) -> bool {
        self.moment_typed() == self.started.get_value()
    }

    /// When: now while nobody changed it, else as typed.
    pub fn moment_of_reading(&self) -> String {
        if self.is_of_now() {
            return clock::now_local();
        }
        let (date, time) = self.moment_typed();
        clock::local(&date, &time).unwrap_or_default()
    }

    /// What stands in it.
    pub fn typed(&self, kind: Kind, slot: Option<Slot>) -> Typed {
        Typed {
            kind,
            at: self.moment_of_reading(),
            numbers: self.numbers(),
            milligrams: kind == Kind::Glucose && self.milligrams().get_untracked() == "mg",
            moment: self.moment().filter(|_| kind == Kind::Glucose),
            slot,
            note: self.note().get_untracked(),
        }
    }

    fn numbers(&self) -> BTreeMap<Part, String> {
        let parts = self.parts.iter();
        parts
            .map(|part| (*part, self.number(*part).get_untracked()))
            .collect()
    }

    /// What stands in it, as one side of a session.
    pub fn side(&self) -> TypedSide {
        (self.moment_of_reading(), self.numbers())
    }

    /// Whether something was typed that is not kept.
    fn is_touched(&self, texts: &[String]) -> bool {
        self.began.with_value(|began| began.as_slice() != texts)
    }

    /// Empties it after it was kept; the moment is now again.
    pub fn clear(&self) {
        for part in self.parts {
            self.number(*part).set(String::new());
        }
        self.note().set(String::new());
        let now = clock::now_local();
        let date = now.get(..10).unwrap_or_default().to_owned();
        let time = now.get(11..16).unwrap_or_default().to_owned();
        self.started.set_value((date.clone(), time.clone()));
        self.date().set(date);
        self.time().set(time);
        self.begin();
    }

    fn texts(&self) -> Vec<String> {
        (0..FIELDS).map(|place| self.at(place).get()).collect()
    }

    /// Keeps what is typed under a neutral name, and takes up what was typed before
    /// a lock.
    #[must_use]
    pub fn kept_as(self, name: impl Into<String>) -> Self {
        let draft = use_draft(name);
        self.draft.set_value(Some(draft));
        Effect::watch(
            move || draft.get(),
            move |kept: &String, _, _| {
                let now: Vec<String> = untrack(|| self.texts());
                if kept.is_empty() || self.is_touched(&now) {
                    return;
                }
                for (place, text) in kept.split(BETWEEN).enumerate().take(FIELDS) {
                    self.at(place).set(text.to_owned());
                }
            },
            true,
        );
        Effect::watch(
            move || self.texts(),
            move |texts: &Vec<String>, _, _| {
                if self.is_touched(texts) {
                    draft.set(texts.join(&BETWEEN.to_string()));
                } else if !draft.get_untracked().is_empty() {
                    draft.set(String::new());
                }
            },
            false,
        );
        self
    }
}

/// The name under which the form of a kind is kept.
pub const fn draft_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Weight => "measure-weight",
        Kind::BloodPressure => "measure-pressure",
        Kind::Glucose => "measure-glucose",
        Kind::HeartRate => "measure-heart",
        Kind::Temperature => "measure-temperature",
        Kind::OxygenSaturation => "measure-oxygen",
        Kind::Height => "measure-height",
    }
}

/// The name under which one side of a session is kept: a new one, or one that is
/// changed.
pub fn side_draft(phase: Phase, id: Option<&str>) -> String {
    let side = match phase {
        Phase::Before => "measure-before",
        Phase::After => "measure-after",
    };
    changed_draft(side, id)
}

/// The name under which a change of something is kept; none: of a new one.
pub fn changed_draft(name: &str, id: Option<&str>) -> String {
    id.map_or_else(|| name.to_owned(), |id| format!("{name}-{id}"))
}
