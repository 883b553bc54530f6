//! Own readings as points of a series.

use inzage_chart::{Group, Moment as At, Point, Value};
use inzage_measure::{
    Amount, Difference, GlucoseMoment, Kind, Moment, Part, PartOfDay, Phase, Reading,
};
use inzage_own::Entry;
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::Owned;
use super::readings::helper;
use super::words;

/// A point with the group it belongs to and the place of that group among the
/// others, so that a shape stays the same whatever else there is.
pub(super) type Placed = (u8, Group, Point);

impl<S: Store> Open<S> {
    /// An own reading as a point of its kind.
    pub(super) fn own_point(&self, owned: &Owned, lang: Lang) -> Placed {
        let reading = &owned.reading;
        let values = drawn(reading.kind).iter();
        let values = values.filter_map(|part| reading.amount(*part).map(value));
        self.placed(owned, values.collect(), words::beside(reading, lang), lang)
    }

    /// The pulse of a blood pressure as a point among heart rates.
    pub(super) fn pulse_point(&self, owned: &Owned, lang: Lang) -> Option<Placed> {
        let pulse = owned.reading.amount(Part::Pulse)?;
        let with = phrase("own_with_pressure", lang).to_owned();
        Some(self.placed(owned, vec![value(pulse)], Some(with), lang))
    }

    fn placed(
        &self,
        owned: &Owned,
        values: Vec<Value>,
        beside: Option<String>,
        lang: Lang,
    ) -> Placed {
        let reading = &owned.reading;
        let (place, group) = group(reading, owned.phase, lang);
        let note = Some(reading.note.clone()).filter(|note| !note.is_empty());
        let mut about: Vec<String> = beside.into_iter().collect();
        about.extend(self.about(owned, lang));
        let point = Point {
            at: Some(at(reading.at)),
            values,
            beside: Some(about.join(" · ")).filter(|text| !text.is_empty()),
            note,
            link: Some(owned.entry.clone()),
            ..Point::default()
        };
        (place, group, point)
    }

    /// What else there is to say of a reading.
    fn about(&self, owned: &Owned, lang: Lang) -> Vec<String> {
        let entry = self.own.get(&owned.entry);
        let by = entry.and_then(Entry::entered).map(|event| &event.by);
        let moment = owned.reading.moment.map(moment_key);
        let in_week = owned.reading.slot.is_some().then_some("own_in_week");
        let corrected = entry.and_then(Entry::changed).map(|_| "own_corrected");
        let said = [moment, in_week, corrected].into_iter().flatten();
        let mut about: Vec<String> = said.map(|key| phrase(key, lang).to_owned()).collect();
        let helped = by.and_then(helper);
        about.extend(helped.map(|name| phrase("own_helped", lang).replace("{}", &name)));
        about.extend(self.shared_words(&owned.entry, Some(&owned.id), lang));
        about
    }
}

/// The numbers of a kind that stand in its chart; the pulse has one of its own.
pub(super) fn drawn(kind: Kind) -> &'static [Part] {
    match kind {
        Kind::BloodPressure => &[Part::Systolic, Part::Diastolic],
        other => other.parts(),
    }
}

/// A moment of the chart.
pub(super) fn at(moment: Moment) -> At {
    At::exact(moment.wall(), moment.offset())
}

/// A number to draw.
pub(super) fn value(amount: &Amount) -> Value {
    of_text(amount.plain())
}

/// A difference to draw: its sign is a minus or nothing.
pub(super) fn difference(difference: Difference) -> Value {
    let text = difference
        .dutch()
        .replace(',', ".")
        .replace('\u{2212}', "-");
    of_text(text.trim_start_matches('+').to_owned())
}

fn of_text(text: String) -> Value {
    Value {
        number: text.parse().unwrap_or(f64::NAN),
        text,
        limit: None,
    }
}

/// Readings that share a shape: by dialysis, by meal, by part of the day. The
/// place keeps the order.
fn group(reading: &Reading, phase: Option<Phase>, lang: Lang) -> (u8, Group) {
    let (place, key, alone) = match (phase, reading.kind) {
        (Some(Phase::Before), _) => (10, "own_before", true),
        (Some(Phase::After), _) => (11, "own_after", true),
        (None, Kind::Height) => (0, "own", false),
        (None, Kind::Glucose) => meal(reading.moment),
        (None, _) => part_of_day(reading.at.part_of_day()),
    };
    let name = phrase(key, lang).to_owned();
    let family = if alone {
        name.clone()
    } else {
        phrase("own", lang).to_owned()
    };
    let inside = inside(&name);
    let group = Group {
        name,
        inside,
        family,
    };
    (place, group)
}

/// What begins with a capital by itself does not within a sentence: `uzelf, ochtend`.
pub(super) fn inside(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters.as_str().chars()).collect()
}

const fn part_of_day(part: PartOfDay) -> (u8, &'static str, bool) {
    match part {
        PartOfDay::Morning => (1, "own_morning", false),
        PartOfDay::Afternoon => (2, "own_afternoon", false),
        PartOfDay::Evening => (3, "own_evening", false),
        PartOfDay::Night => (4, "own_night", false),
    }
}

const fn meal(moment: Option<GlucoseMoment>) -> (u8, &'static str, bool) {
    use GlucoseMoment::{
        AfterBreakfast, AfterDinner, AfterLunch, AfterMeal, Bedtime, BeforeDinner, BeforeLunch,
        BeforeMeal, Fasting, Night,
    };
    match moment {
        None => (0, "own", false),
        Some(Fasting | BeforeLunch | BeforeDinner | BeforeMeal) => (1, "own_before_meal", true),
        Some(AfterBreakfast | AfterLunch | AfterDinner | AfterMeal) => (2, "own_after_meal", true),
        Some(Bedtime | Night) => (3, "own_bedtime", true),
    }
}

const fn moment_key(moment: GlucoseMoment) -> &'static str {
    match moment {
        GlucoseMoment::Fasting => "moment_fasting",
        GlucoseMoment::AfterBreakfast => "moment_after_breakfast",
        GlucoseMoment::BeforeLunch => "moment_before_lunch",
        GlucoseMoment::AfterLunch => "moment_after_lunch",
        GlucoseMoment::BeforeDinner => "moment_before_dinner",
        GlucoseMoment::AfterDinner => "moment_after_dinner",
        GlucoseMoment::Bedtime => "moment_bedtime",
        GlucoseMoment::Night => "moment_night",
        GlucoseMoment::BeforeMeal => "moment_before_meal",
        GlucoseMoment::AfterMeal => "moment_after_meal",
    }
}
