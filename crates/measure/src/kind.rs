//! What can be measured: kinds of readings, the numbers they have, their units.

use serde::{Deserialize, Serialize};

use crate::Amount;

/// A kind of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Body weight (zib Lichaamsgewicht).
    #[doc(alias = "Lichaamsgewicht")]
    Weight,
    /// Blood pressure with, if known, the pulse (zib Bloeddruk, Polsfrequentie).
    #[doc(alias = "Bloeddruk")]
    BloodPressure,
    /// Glucose in blood from a finger.
    #[doc(alias = "Bloedglucose")]
    Glucose,
    /// Heart rate (zib Hartfrequentie).
    #[doc(alias = "Hartfrequentie")]
    HeartRate,
    /// Body temperature (zib Lichaamstemperatuur).
    #[doc(alias = "Lichaamstemperatuur")]
    Temperature,
    /// Oxygen saturation by a clip on the finger (zib `O2Saturatie`).
    #[doc(alias = "O2Saturatie")]
    OxygenSaturation,
    /// Body height (zib Lichaamslengte).
    #[doc(alias = "Lichaamslengte")]
    Height,
}

/// One number of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Body weight.
    Weight,
    /// Systolic pressure ("bovendruk").
    Systolic,
    /// Diastolic pressure ("onderdruk").
    Diastolic,
    /// Pulse, as a blood-pressure meter shows it.
    Pulse,
    /// Glucose.
    Glucose,
    /// Heart rate.
    HeartRate,
    /// Temperature.
    Temperature,
    /// Oxygen saturation.
    OxygenSaturation,
    /// Height.
    Height,
}

/// What a number can be: outside `possible` it is a slip of the finger; outside
/// `likely` the person is asked. Not medical limits: see `docs/measurements.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Lowest and highest, in thousandths of the unit.
    pub possible: (i64, i64),
    /// Lowest and highest about which nothing is asked.
    pub likely: (i64, i64),
    /// Most decimals that a device for it shows.
    pub decimals: usize,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Weight,
        Self::BloodPressure,
        Self::Glucose,
        Self::HeartRate,
        Self::Temperature,
        Self::OxygenSaturation,
        Self::Height,
    ];

    /// Its numbers, in the order in which they are typed.
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::Weight => &[Part::Weight],
            Self::BloodPressure => &[Part::Systolic, Part::Diastolic, Part::Pulse],
            Self::Glucose => &[Part::Glucose],
            Self::HeartRate => &[Part::HeartRate],
            Self::Temperature => &[Part::Temperature],
            Self::OxygenSaturation => &[Part::OxygenSaturation],
            Self::Height => &[Part::Height],
        }
    }
}

impl Part {
    /// Whether a reading is one without it.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Pulse)
    }

    /// Its unit in UCUM.
    pub const fn ucum(self) -> &'static str {
        match self {
            Self::Weight => "kg",
            Self::Systolic | Self::Diastolic => "mm[Hg]",
            Self::Pulse | Self::HeartRate => "/min",
            Self::Glucose => "mmol/L",
            Self::Temperature => "Cel",
            Self::OxygenSaturation => "%",
            Self::Height => "cm",
        }
    }

    /// What it can be.
    pub const fn limits(self) -> Limits {
        // In tenths of the unit.
        let (possible, likely, decimals) = match self {
            Self::Weight => ((10, 6500), (300, 2000), 2),
            Self::Systolic => ((300, 3700), (700, 2300), 0),
            Self::Diastolic => ((100, 3600), (350, 1400), 0),
            Self::Pulse | Self::HeartRate => ((100, 3500), (350, 1800), 0),
            Self::Glucose => ((1, 1500), (20, 300), 1),
            Self::Temperature => ((130, 470), (340, 420), 1),
            Self::OxygenSaturation => ((100, 1000), (750, 1000), 0),
            Self::Height => ((200, 2750), (1200, 2200), 1),
        };
        Limits {
            possible: (possible.0 * 100, possible.1 * 100),
            likely: (likely.0 * 100, likely.1 * 100),
            decimals,
        }
    }
}

impl Limits {
    /// Whether a number can be.
    pub const fn allows(&self, amount: &Amount) -> bool {
        let value = amount.thousandths();
        value >= self.possible.0 && value <= self.possible.1
    }

    /// Whether the person is asked about a number.
    pub const fn asks_about(&self, amount: &Amount) -> bool {
        let value = amount.thousandths();
        value < self.likely.0 || value > self.likely.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_likely_is_possible() {
        for part in Kind::ALL.into_iter().flat_map(Kind::parts) {
            let limits = part.limits();
            assert!(limits.possible.0 < limits.likely.0, "{part:?}");
            assert!(limits.likely.1 <= limits.possible.1, "{part:?}");
        }
    }
}
