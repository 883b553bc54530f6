//! What screens show of the record's logic. Plain data: each has its own words
//! on the screen.

use serde::{Deserialize, Serialize};

/// What the person said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// These are the same.
    Same,
    /// These are not the same.
    Different,
}

/// Why two entries stand together, or may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// The person said so.
    Confirmed,
    /// The same resource of the same provider, in two services.
    SameResource,
    /// The same identifier, and the same code or building block.
    Identifier,
    /// The same unique number of a document.
    Document,
    /// The same AGB or UZI number and name.
    Registry,
    /// The same AGB or UZI number under another name.
    RegistryOtherName,
    /// The same product and serial number.
    Device,
    /// The same product or serial number.
    DeviceProduct,
    /// The same measurement, to the minute, with the same value.
    Measurement,
    /// The same measurement on the same day, with the same value.
    MeasurementDay,
    /// The same test, moment, specimen and value, of one provider.
    Result,
    /// The same test, moment and specimen, with another status: perhaps a newer version.
    ResultVersion,
    /// The same problem, in overlapping periods.
    Problem,
    /// The same alert.
    Alert,
    /// The same substance.
    Substance,
    /// The same product, in overlapping periods.
    Product,
    /// The same name and role, number or address.
    Contact,
    /// The same vaccine on the same day.
    Vaccination,
    /// The same procedure on the same day and side.
    Procedure,
    /// A contact of the same kind, at the same place and time.
    Encounter,
}

/// One difference between a version and the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "label, the value before and the value now, all for people"
)]
pub enum Change {
    /// It was not there.
    Added { label: String, now: String },
    /// It is no longer there.
    Removed { label: String, was: String },
    /// It says something else.
    Changed {
        label: String,
        was: String,
        now: String,
    },
}

/// What became of an entry between two collections of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fate {
    /// Only the newer one holds it.
    New,
    /// Both hold it, and it says something else.
    Changed,
    /// Only the older one holds it.
    Gone,
    /// Only the older one holds it; the newer one could not, or did not, ask.
    NotAskedNow,
    /// Only the newer one holds it; the older one could not, or did not, ask.
    NotAskedBefore,
    /// Both hold it, every byte the same.
    Same,
}

/// About what sources say different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Topic {
    /// In use here, stopped there.
    InUse,
    /// Another strength of the product.
    Strength,
    /// Another dose or schedule.
    Dose,
    /// An allergy confirmed here, refuted there.
    Allergy,
    /// Another answer to a treatment directive.
    Directive,
    /// Smokes here, not there.
    Smoking,
}
