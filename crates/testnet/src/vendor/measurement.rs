//! Measurements made at home.

use serde::{Deserialize, Serialize};

use super::words::{Decimal, Few, Line, Moment, Text, Uuid, present};

/// One number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    part: Line<50>,
    value: Decimal,
    unit: Line<50>,
}

/// A measurement as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measurement {
    /// Made by the sender.
    pub(super) id: Uuid,
    /// Which kind.
    pub(crate) kind: Line<50>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    moment: Option<Line<50>>,
    /// When it was made.
    pub(crate) at: Moment,
    values: Few<Number, 1, 5>,
    /// The patient's remark.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) note: Option<Text<2000>>,
}

/// Body of a `POST`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMeasurements {
    /// Each is judged by itself.
    pub(super) measurements: Few<Measurement, 1, 50>,
}

/// Whether anybody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MeasurementState {
    /// Nobody yet.
    Received,
    /// Somebody did.
    Seen,
}

/// A measurement as the provider holds it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StoredMeasurement {
    /// As sent.
    #[serde(flatten)]
    pub(crate) sent: Measurement,
    /// Whether anybody looked.
    pub(crate) state: MeasurementState,
    /// When it was taken.
    pub(crate) received_at: String,
}

/// What became of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Taken, now or before.
    Accepted,
    /// Not taken.
    Refused(Reason),
}

/// Why a measurement is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reason {
    /// A kind that this system does not know.
    UnknownKind,
    /// Numbers that do not belong to the kind, or units.
    WrongValues,
    /// The id was used with other content.
    IdReused,
    /// There are too many.
    Full,
}

/// The numbers of a kind: part, UCUM unit, whether it must be there.
fn parts(kind: &str) -> Option<&'static [(&'static str, &'static str, bool)]> {
    Some(match kind {
        "weight" => &[("weight", "kg", true)],
        "blood_pressure" => &[
            ("systolic", "mm[Hg]", true),
            ("diastolic", "mm[Hg]", true),
            ("pulse", "/min", false),
        ],
        "glucose" => &[("glucose", "mmol/L", true)],
        "heart_rate" => &[("heart_rate", "/min", true)],
        "temperature" => &[("temperature", "Cel", true)],
        "oxygen_saturation" => &[("oxygen_saturation", "%", true)],
        "height" => &[("height", "cm", true)],
        _ => return None,
    })
}

impl Measurement {
    /// Why it cannot be taken.
    pub(super) fn wrong(&self) -> Option<Reason> {
        let Some(parts) = parts(self.kind.as_str()) else {
            return Some(Reason::UnknownKind);
        };
        let given = |part: &str| {
            let all = self.values.all().iter();
            all.filter(|value| value.part.as_str() == part).count()
        };
        let known = |value: &Number| {
            let is = |(part, unit, _): &(&str, &str, bool)| {
                value.part.as_str() == *part && value.unit.as_str() == *unit
            };
            parts.iter().any(is)
        };
        let once = |(part, _, needed): &(&str, &str, bool)| match given(part) {
            0 => !needed,
            number => number == 1,
        };
        let right = self.values.all().iter().all(known) && parts.iter().all(once);
        (!right).then_some(Reason::WrongValues)
    }

    /// Its kind in Dutch, for the provider's screen.
    pub(crate) fn kind_in_words(&self) -> &str {
        match self.kind.as_str() {
            "weight" => "gewicht",
            "blood_pressure" => "bloeddruk",
            "glucose" => "glucose",
            "heart_rate" => "hartslag",
            "temperature" => "temperatuur",
            "oxygen_saturation" => "zuurstof in het bloed",
            "height" => "lengte",
            other => other,
        }
    }

    /// Its numbers with their units, for the provider's screen.
    pub(crate) fn values(&self) -> String {
        let all = self.values.all().iter();
        let one = |value: &Number| format!("{} {}", value.value.as_str(), value.unit.as_str());
        all.map(one).collect::<Vec<_>>().join(" / ")
    }
}

impl StoredMeasurement {
    /// A new one.
    pub(super) fn new(sent: Measurement, at: &str) -> Self {
        Self {
            sent,
            state: MeasurementState::Received,
            received_at: at.to_owned(),
        }
    }

    /// Somebody looked.
    pub(super) fn see(&mut self) {
        self.state = MeasurementState::Seen;
    }
}
