//! The words for kinds, numbers and problems.

use inzage_measure::reminder::What;
use inzage_measure::{Amount, GlucoseMoment, Kind, Part, PartOfDay, Phase, Problem, Turn};

use crate::components::icon::Icon;
use crate::state::look::{use_lang_code, use_texts};
use crate::texts::MeasureImpossible;

pub(super) fn kind(kind: Kind) -> &'static str {
    let text = &use_texts().measure;
    match kind {
        Kind::Weight => text.weight,
        Kind::BloodPressure => text.blood_pressure,
        Kind::Glucose => text.glucose,
        Kind::HeartRate => text.heart_rate,
        Kind::Temperature => text.temperature,
        Kind::OxygenSaturation => text.oxygen,
        Kind::Height => text.height,
    }
}

pub(super) fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Weight => Icon::Function,
        Kind::BloodPressure => Icon::Heart,
        Kind::Glucose => Icon::Results,
        Kind::HeartRate => Icon::Vitals,
        Kind::Temperature => Icon::Problems,
        Kind::OxygenSaturation => Icon::Device,
        Kind::Height => Icon::Ruler,
    }
}

pub(super) fn what(what: What) -> &'static str {
    match what {
        What::Reading(of) => kind(of),
        What::Dialysis => use_texts().measure.dialysis,
    }
}

pub(super) fn part(part: Part) -> &'static str {
    let text = &use_texts().measure;
    match part {
        Part::Weight => text.weight,
        Part::Systolic => text.systolic,
        Part::Diastolic => text.diastolic,
        Part::Pulse => text.pulse,
        Part::Glucose => text.glucose,
        Part::HeartRate => text.heart_rate,
        Part::Temperature => text.temperature,
        Part::OxygenSaturation => text.oxygen,
        Part::Height => text.height,
    }
}

/// A number in a table of figures: the pulse is not optional there.
pub(super) fn figure(of: Part) -> &'static str {
    match of {
        Part::Pulse => use_texts().measure.heart_rate,
        other => part(other),
    }
}

pub(super) fn unit(part: Part) -> &'static str {
    let text = &use_texts().measure;
    match part {
        Part::Weight => text.unit_kg,
        Part::Systolic | Part::Diastolic => text.unit_mmhg,
        Part::Pulse | Part::HeartRate => text.unit_minute,
        Part::Glucose => text.unit_mmol,
        Part::Temperature => text.unit_celsius,
        Part::OxygenSaturation => text.unit_percent,
        Part::Height => text.unit_cm,
    }
}

pub(super) fn moment(moment: GlucoseMoment) -> &'static str {
    let text = &use_texts().measure;
    match moment {
        GlucoseMoment::Fasting => text.fasting,
        GlucoseMoment::AfterBreakfast => text.after_breakfast,
        GlucoseMoment::BeforeLunch => text.before_lunch,
        GlucoseMoment::AfterLunch => text.after_lunch,
        GlucoseMoment::BeforeDinner => text.before_dinner,
        GlucoseMoment::AfterDinner => text.after_dinner,
        GlucoseMoment::Bedtime => text.bedtime,
        GlucoseMoment::Night => text.night,
        GlucoseMoment::BeforeMeal => text.before_meal,
        GlucoseMoment::AfterMeal => text.after_meal,
    }
}

pub(super) fn phase(phase: Phase) -> &'static str {
    let text = &use_texts().measure;
    match phase {
        Phase::Before => text.before,
        Phase::After => text.after,
    }
}

pub(super) fn turn(turn: Turn) -> &'static str {
    let text = &use_texts().measure;
    match turn {
        Turn::Morning => text.bw_morning,
        Turn::Evening => text.bw_evening,
    }
}

pub(super) fn part_of_day(time: PartOfDay) -> &'static str {
    let text = &use_texts().measure;
    match time {
        PartOfDay::Night => text.d_night,
        PartOfDay::Morning => text.d_morning,
        PartOfDay::Afternoon => text.d_afternoon,
        PartOfDay::Evening => text.d_evening,
    }
}

/// Why a field is refused.
pub(super) fn problem(problem: Problem) -> String {
    let text = &use_texts().measure;
    match problem {
        Problem::Missing => text.missing.to_owned(),
        Problem::NotANumber => text.not_a_number.to_owned(),
        Problem::Impossible(low, high) => text.impossible(&MeasureImpossible {
            high: &limit(high),
            low: &limit(low),
        }),
        Problem::NotBelow => text.not_below.to_owned(),
        Problem::Future => text.future.to_owned(),
        Problem::NoMoment => text.no_moment.to_owned(),
        Problem::BeforeOther => text.before_other.to_owned(),
        Problem::TooLong => text.too_long.to_owned(),
        Problem::NoPlace => text.bw_no_place.to_owned(),
    }
}

/// A limit of what can be typed, in thousandths: `650`, `0,1`.
fn limit(thousandths: i64) -> String {
    let amount = Amount::rounded(thousandths, usize::from(thousandths % 1000 != 0));
    match use_lang_code() {
        "en" => amount.plain(),
        _ => amount.dutch(),
    }
}
