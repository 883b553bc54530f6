//! Medication with typed values, for what the program computes: treatments,
//! whether something is in use, the schedule of a day. STU3 (zib2017, MP 9.0.7)
//! and R4 (MP9 3.0) differ in this file and its parts only.

mod read;
mod timing;

use chrono::Weekday;

pub use read::medication;

/// Which building block of the medication process a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MedicationBlock {
    /// Medicatieafspraak: agreed by the prescriber.
    Agreement,
    /// Wisselend doseerschema: doses that somebody else sets (R4).
    VariableDosing,
    /// Verstrekkingsverzoek: the question to the pharmacy.
    DispenseRequest,
    /// Toedieningsafspraak: agreed by the pharmacist.
    AdministrationAgreement,
    /// Medicatieverstrekking: handed out.
    Dispense,
    /// Medicatiegebruik: what is used, told by the patient or a professional.
    Use,
    /// Medicatietoediening: given once.
    Administration,
}

impl MedicationBlock {
    /// Whether it says what is, or is not, to be used; the others tell of one event.
    pub fn agrees(self) -> bool {
        matches!(
            self,
            Self::Agreement | Self::VariableDosing | Self::AdministrationAgreement | Self::Use
        )
    }
}

/// A code or number with the system that gives it its meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identifier {
    /// URI of the system.
    pub system: String,
    /// The code or number in it.
    pub value: String,
}

/// What a status says about use, whichever resource it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MedicationStatus {
    /// It is in force.
    Active,
    /// It has been carried out. Of an agreement this does not say that use ended.
    Completed,
    /// Ended before its time.
    Stopped,
    /// Halted for a while.
    OnHold,
    /// Withdrawn before it began.
    Cancelled,
    /// Only proposed or planned.
    Proposed,
    /// Not to be used, not taken, not given.
    NotTaken,
    /// Entered in error, or refuted.
    Wrong,
    /// None was given, or one that says nothing.
    Unknown,
}

/// Stoptype: why an agreement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopType {
    /// Tijdelijk, onderbroken.
    Temporary,
    /// Definitief, stopgezet.
    Definite,
    /// Geannuleerd: it never came into force.
    Cancelled,
    /// One that the program does not know.
    Other,
}

/// How long something lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Whole days.
    Days(u32),
    /// Calendar months.
    Months(u32),
    /// Anything that is no whole number of days.
    Unclear,
}

/// Gebruiksperiode: dates as received, of any precision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsePeriod {
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// How long, where the source gives that beside or instead of the end.
    pub length: Option<Length>,
}

/// When a dose is taken, as far as the source says it in structure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DoseTiming {
    /// Times per period.
    pub frequency: Option<u32>,
    /// At most so many times per period.
    pub frequency_max: Option<u32>,
    /// Length of the period in `unit`, as written (`1`, `0.5`).
    pub period: Option<String>,
    /// Whether the period is a range.
    pub period_varies: bool,
    /// UCUM unit of the period: `h`, `d`, `wk`, `mo` …
    pub unit: Option<String>,
    /// Days of the week; empty: it does not say.
    pub days: Vec<Weekday>,
    /// Moments of the day or meals, as FHIR codes (`MORN`, `AC`, `HS` …).
    pub when: Vec<String>,
    /// Clock times as `HH:MM`.
    pub times: Vec<String>,
    /// Minutes before or after the moment: the words hold it.
    pub offset: bool,
    /// How long this step of the schedule lasts (`boundsDuration`).
    pub length: Option<Length>,
    /// From when until when (`boundsPeriod`).
    pub bounds: Option<UsePeriod>,
    /// Exact dates or moments (`Timing.event`), as received.
    pub events: Vec<String>,
    /// Something in it that this reading does not place: a code, a count, a range.
    pub more: bool,
}

/// One dosage (zib `InstructionsForUse`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MedicationDosage {
    /// Steps with the same number go together, a higher number comes after.
    pub sequence: Option<u32>,
    /// As the source wrote it.
    pub text: Option<String>,
    /// The sentence that its parts make.
    pub sentence: Option<String>,
    /// How much at a time, in words.
    pub dose: Option<String>,
    /// Only when it is needed.
    pub as_needed: bool,
    /// When.
    pub timing: DoseTiming,
}

/// One building block of medication.
#[derive(Clone, Debug, PartialEq)]
pub struct Medication {
    /// Which.
    pub block: MedicationBlock,
    /// The medicine by name; never empty.
    pub product: String,
    /// Codes of the product: G-Standaard, ATC …
    pub codes: Vec<Identifier>,
    /// Medicamenteuze behandeling: what belongs together.
    pub treatment: Option<Identifier>,
    /// Its own numbers.
    pub identifiers: Vec<Identifier>,
    /// What its status says.
    pub status: MedicationStatus,
    /// Gebruikindicator (STU3 `taken`): whether it is used.
    pub taken: Option<bool>,
    /// Stoptype.
    pub stop: Option<StopType>,
    /// Every word of its state: status, stop type, use.
    pub state: String,
    /// Gebruiksperiode.
    pub period: UsePeriod,
    /// Days after which a cyclic schedule begins again.
    pub cycle: Option<Length>,
    /// Dosages.
    pub dosages: Vec<MedicationDosage>,
    /// How it is used, in words, as the source put it; empty when it does not say.
    pub usage: String,
    /// Why it is used.
    pub reason: String,
    /// Why it was changed or stopped.
    pub change_reason: String,
    /// What was noted beside it.
    pub note: String,
    /// When it was agreed, told or done: as received.
    pub said: Option<String>,
    /// Who agreed, told or did it.
    pub by: String,
}
