//! What the person asks of a provider: another dose, a medicine that is missing, a
//! correction of the record, a copy of it. One neutral model ([`Asked`]) with its
//! states, and three ways in which it can go: the vendor's REST API, `MedMij`'s
//! Dossierwijzigingsverzoek (Nictiz `PatientCorrections` 1.0, FHIR R4), a letter.
//!
//! A request never changes what was received. Before one leaves it is kept as
//! [`State::Sending`]; whoever finds it like that later knows that it may have
//! arrived. A state that its way cannot know is never taken on ([`Way::reaches`]).

pub mod correction;
pub mod letter;
mod model;
mod said;
mod state;
mod text;
pub mod vendor;

pub use model::{Asked, Change, Key, Kind, Missing, Provider, Right, Target, Term, Way};
pub use said::{Line, MISSING, Said, lines};
pub use state::{Event, Outcome, Reason, Receipt, Reply, Stage, State, Step};
pub use text::{LONGEST, LONGEST_NAME, Wrong, check, check_line};

/// The person as a request names her. What a source did not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Whole name.
    pub name: String,
    /// Given names.
    pub given: Vec<String>,
    /// Family name.
    pub family: String,
    /// FHIR administrative gender.
    pub sex: String,
    /// Birth date, of any precision.
    pub birth: String,
    /// Her number at the provider, as it delivered it; never a BSN.
    pub number: Option<Key>,
}

#[cfg(test)]
mod tests;
