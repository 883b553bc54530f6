//! Requests of a patient: as sent, and as held.

use serde::{Deserialize, Serialize};

use super::words::{Few, Id, Line, Text, Uuid, present};

/// An identifier as received with the medication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identifier {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    system: Option<Line<500>>,
    value: Line<500>,
}

/// The agreement that a request is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Medication {
    identifiers: Few<Identifier, 0, 20>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    treatment: Option<Identifier>,
    /// The product in words.
    pub(crate) display: Line<1000>,
}

/// Medication that is not in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Missing {
    /// What it is called.
    pub(crate) name: Line<500>,
    /// How it is used.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) dose: Option<Text<1000>>,
    /// Who prescribed it.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) prescriber: Option<Line<500>>,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Change {
    /// How much.
    Dose,
    /// When.
    Time,
    /// No more.
    Stop,
    /// A side effect.
    SideEffect,
    /// Something else.
    Other,
}

/// Something else than was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRequest {
    text: Text<10_000>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    since: Option<Line<200>>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    change: Option<Change>,
    medication: Medication,
}

/// Medication to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddRequest {
    text: Text<10_000>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    since: Option<Line<200>>,
    missing: Missing,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    text: Text<10_000>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    about_event: Option<Id>,
}

/// What a patient asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Content {
    /// To change what was agreed.
    Change(ChangeRequest),
    /// To add what is missing.
    Add(AddRequest),
    /// Something else.
    Question(Question),
}

impl Content {
    /// The patient's words.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Change(asked) => asked.text.as_str(),
            Self::Add(asked) => asked.text.as_str(),
            Self::Question(asked) => asked.text.as_str(),
        }
    }

    /// What it is about, in Dutch words for the provider's screen: label and value.
    pub(crate) fn about(&self) -> Vec<(&'static str, String)> {
        let mut about = Vec::new();
        let mut add = |label, value: Option<&str>| {
            about.extend(value.map(|value| (label, value.to_owned())));
        };
        match self {
            Self::Change(asked) => {
                add("Middel", Some(asked.medication.display.as_str()));
                add("Gaat over", asked.change.map(Change::words));
                add("Sinds", asked.since.as_ref().map(Line::as_str));
            }
            Self::Add(asked) => {
                let missing = &asked.missing;
                add("Mist in de lijst", Some(missing.name.as_str()));
                add("Dosering", missing.dose.as_ref().map(Text::as_str));
                add(
                    "Voorgeschreven door",
                    missing.prescriber.as_ref().map(Line::as_str),
                );
                add("Sinds", asked.since.as_ref().map(Line::as_str));
            }
            Self::Question(asked) => {
                add("Inzage", asked.about_event.as_ref().map(Id::as_str));
            }
        }
        about
    }

    /// What kind it is, in Dutch words.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Change(_) => "Iets anders bij een middel",
            Self::Add(_) => "Een middel ontbreekt",
            Self::Question(_) => "Vraag",
        }
    }
}

impl Change {
    fn words(self) -> &'static str {
        match self {
            Self::Dose => "de dosis",
            Self::Time => "het tijdstip",
            Self::Stop => "stoppen",
            Self::SideEffect => "een bijwerking",
            Self::Other => "iets anders",
        }
    }
}

/// Where a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// Taken; nobody looked yet.
    Received,
    /// Somebody looked.
    Seen,
    /// Answered: final.
    Answered,
    /// Withdrawn by the patient: final.
    Withdrawn,
}

/// What the answer comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// As asked.
    Yes,
    /// Not as asked.
    No,
    /// Something else.
    Other,
}

/// The provider's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Answer {
    /// What it comes down to.
    pub(crate) outcome: Outcome,
    /// In words.
    pub(crate) text: String,
    /// Who answered.
    pub(crate) by: String,
    /// When: RFC 3339.
    pub(crate) at: String,
}

/// A state and when it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    /// Which.
    pub(crate) state: State,
    /// When: RFC 3339.
    pub(crate) at: String,
}

/// A request as the provider holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PatientRequest {
    /// Given by the provider.
    pub(crate) id: String,
    /// The key it was sent with.
    pub(crate) key: Uuid,
    /// As sent.
    #[serde(flatten)]
    pub(crate) content: Content,
    /// Where it is.
    pub(crate) state: State,
    /// When it was taken.
    pub(crate) received_at: String,
    /// Every state so far, oldest first.
    pub(crate) history: Vec<Step>,
    /// The answer, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<Answer>,
}

impl PatientRequest {
    /// A new one.
    pub(super) fn new(id: String, key: Uuid, content: Content, at: &str) -> Self {
        let mut request = Self {
            id,
            key,
            content,
            state: State::Received,
            received_at: at.to_owned(),
            history: Vec::new(),
            answer: None,
        };
        request.enter(State::Received, at);
        request
    }

    /// Goes into a state.
    pub(super) fn enter(&mut self, state: State, at: &str) {
        self.state = state;
        let at = at.to_owned();
        self.history.push(Step { state, at });
    }

    /// Whether nothing changes it any more.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self.state, State::Answered | State::Withdrawn)
    }
}
