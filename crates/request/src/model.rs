//! A request, whatever way it goes.

use inzage_own::Payload;
use serde::{Deserialize, Serialize};

use crate::state::{State, Step};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// "Ik wil iets anders": about a medicine.
    Change(Change),
    /// "Ik mis een medicijn".
    Missing,
    /// "Dit staat er verkeerd": a fact in the record.
    Wrong,
    /// A right that the person uses.
    Right(Right),
    /// "Ken ik niet": about a use of her data that a provider told of.
    Question,
}

/// What should be different about a medicine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Another dose.
    Dose,
    /// Another time of the day.
    Time,
    /// Stop it.
    Stop,
    /// A side effect.
    SideEffect,
    /// Something else.
    Other,
}

impl Change {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Dose,
        Self::Time,
        Self::Stop,
        Self::SideEffect,
        Self::Other,
    ];
}

/// Rights of a patient, other than correction of a fact ([`Kind::Wrong`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// A copy of the record (AVG art. 15; art. 7:456 BW).
    Copy,
    /// A copy, by somebody of 12 to 15, for whom collecting is not possible yet.
    CopyYoung,
    /// Adding a statement of one's own (art. 7:454 lid 2 BW).
    Addition,
    /// Destruction (art. 7:455 BW; AVG art. 17).
    Destruction,
    /// Shielding from certain people.
    Shielding,
    /// Handing over to another provider.
    Transfer,
}

impl Right {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 6] = [
        Self::Copy,
        Self::CopyYoung,
        Self::Addition,
        Self::Destruction,
        Self::Shielding,
        Self::Transfer,
    ];
}

/// Within which time the law wants an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// One month (AVG art. 12 lid 3, for requests under art. 15, 16 and 17).
    Month,
    /// The law names none.
    None,
}

impl Kind {
    /// Whether it says too little without words of the person.
    pub const fn needs_text(self) -> bool {
        !matches!(
            self,
            Self::Missing | Self::Right(Right::Copy | Right::CopyYoung)
        )
    }

    /// The term of the law.
    pub const fn term(self) -> Term {
        match self {
            Self::Wrong | Self::Right(Right::Copy | Right::CopyYoung | Right::Destruction) => {
                Term::Month
            }
            Self::Change(_) | Self::Missing | Self::Question | Self::Right(_) => Term::None,
        }
    }
}

/// How a request goes to its provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The vendor's REST API: with an idempotency key, states and answers.
    Vendor {
        /// Login group that opens it.
        group: String,
        /// Service whose login opens it.
        service: String,
    },
    /// Dossierwijzigingsverzoek: a receipt and nothing after that.
    Correction {
        /// Login group that opens it.
        group: String,
        /// `GegevensdienstId`.
        service: String,
    },
    /// Printed and posted by the person.
    Letter,
}

/// To whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// `MedMij` name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its number in the record, as system and value (URA, AGB …).
    #[serde(default)]
    pub number: Option<Key>,
}

/// A system and a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// URI of the system.
    pub system: String,
    /// Value within it.
    pub value: String,
}

/// What in the record it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Number of the entry.
    pub entry: String,
    /// FHIR reference at the provider that delivered it (`Type/id`); empty: none.
    #[serde(default)]
    pub reference: String,
    /// The provider that delivered it.
    #[serde(default)]
    pub source: String,
    /// Its own numbers.
    #[serde(default)]
    pub identifiers: Vec<Key>,
    /// Medicamenteuze behandeling.
    #[serde(default)]
    pub treatment: Option<Key>,
    /// What it is, in words: for a medicine the product.
    pub display: String,
    /// What the record says of it now, in words; may be empty.
    #[serde(default)]
    pub says: String,
}

impl Target {
    /// The id of the use of her data that it is, as told: it stands under no system.
    pub fn use_of_data(&self) -> Option<&str> {
        let first = self.identifiers.first()?;
        first.system.is_empty().then_some(first.value.as_str())
    }
}

/// A medicine that is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its name.
    pub name: String,
    /// Dose, in the person's words; may be empty.
    #[serde(default)]
    pub dose: String,
    /// Who prescribed it; may be empty.
    #[serde(default)]
    pub prescriber: String,
}

/// What the person asks: an own entry. Its id is the idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What is asked.
    pub kind: Kind,
    /// Of whom.
    pub provider: Provider,
    /// How it goes.
    pub way: Way,
    /// What in the record it is about.
    #[serde(default)]
    pub target: Option<Target>,
    /// The medicine that is missing.
    #[serde(default)]
    pub missing: Option<Missing>,
    /// In the person's own words, as typed.
    pub text: String,
    /// Since when, in her words; may be empty.
    #[serde(default)]
    pub since: String,
    /// When it was made: RFC 3339 with the offset of the device.
    pub created: String,
    /// What became of it, oldest first.
    pub(crate) steps: Vec<Step>,
    /// Trace id of the last exchange, to quote.
    #[serde(default)]
    pub trace_id: Option<String>,
}

impl Payload for Asked {
    const KIND: &'static str = "request";
}

impl Asked {
    /// A concept.
    pub fn new(kind: Kind, provider: Provider, way: Way, text: String, created: String) -> Self {
        let first = Step {
            state: State::Draft,
            at: created.clone(),
        };
        Self {
            kind,
            provider,
            way,
            target: None,
            missing: None,
            text,
            since: String::new(),
            created,
            steps: vec![first],
            trace_id: None,
        }
    }
}
