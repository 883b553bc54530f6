//! Numbers that were measured, typed, for who compares, draws or converts them.

use super::Field;
use serde::{Deserialize, Serialize};

/// A code as received: system (empty when none came) and code.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code {
    /// URI of the code system, as received.
    pub system: String,
    /// The code itself.
    pub code: String,
}

/// A number as written, and as the program computes with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decimal {
    /// As written by the source, with a decimal point: `5.10`.
    pub text: String,
    /// To compute with; finite.
    pub value: f64,
}

/// The unit of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// UCUM code (`mm[Hg]`), when the source says it is one; else empty.
    pub ucum: String,
    /// For people: `mmHg`. Empty where the number has none.
    pub text: String,
}

/// What is normal according to the source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReferenceRange {
    /// Lower limit, in the unit of the number unless `unit` says otherwise.
    pub low: Option<Decimal>,
    /// Upper limit.
    pub high: Option<Decimal>,
    /// Unit of the limits; that of the number where the limits have none.
    pub unit: Unit,
    /// The whole range for people, with the source's own text.
    pub text: String,
}

/// When it was measured, as received (`2026-03-03T08:15:00+01:00`, `2026-03`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The moment, or the start of a period; empty where not known.
    pub start: String,
    /// The end of a period; empty for a moment.
    pub end: String,
}

/// One number of an Observation: its own value, or that of a component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numeric {
    /// Every coding of what was measured, in order.
    pub codes: Vec<Code>,
    /// What was measured, for people; never an id, never empty.
    pub name: String,
    /// What the whole is called where this is a part: `Bloeddruk`. Else empty.
    pub of: String,
    /// The number.
    pub number: Decimal,
    /// `<`, `<=`, `>=` or `>` where the number is only a limit; else empty.
    pub comparator: String,
    /// Its unit.
    pub unit: Unit,
    /// What is normal according to the source; several for several groups of people.
    pub ranges: Vec<ReferenceRange>,
    /// Codes of the source's own judgement: `H`, `L` …
    pub flags: Vec<Code>,
    /// The source's own judgement in words: `Boven referentiewaarde`. Else empty.
    pub interpretation: String,
    /// When it was measured.
    pub when: When,
    /// How it was measured, in words: position, cuff, clothing, place on the body.
    pub circumstances: Vec<Field>,
    /// The source says that this was entered in error: it does not count.
    pub wrong: bool,
    /// Provisional, in words; empty for what is final.
    pub status: String,
    /// What the source noted beside it; else empty.
    pub note: String,
}

/// A result of an Observation that is no number: its own, or that of a component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worded {
    /// Every coding of what was examined, in order.
    pub codes: Vec<Code>,
    /// What was examined, for people; never an id, never empty.
    pub name: String,
    /// What the whole is called where this is a part. Else empty.
    pub of: String,
    /// The result in words, or why there is none; never empty.
    pub text: String,
    /// The source's own judgement in words. Else empty.
    pub interpretation: String,
    /// When it was examined.
    pub when: When,
    /// The source says that this was entered in error: it does not count.
    pub wrong: bool,
    /// Provisional, in words; empty for what is final.
    pub status: String,
    /// What the source noted beside it; else empty.
    pub note: String,
}
