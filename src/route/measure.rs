//! The screens of measuring and their addresses.

use inzage_measure::Kind;

/// A screen of measuring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The start.
    Home,
    /// The readings of a kind.
    Readings(Kind),
    /// Enter one.
    Enter(Kind),
    /// One reading with its history.
    Reading(String),
    /// The dialysis sessions.
    Sessions,
    /// Enter one.
    EnterSession,
    /// One session with its history.
    Session(String),
    /// The blood-pressure week.
    Week,
    /// In from a file, out to a file.
    File,
    /// Reminders.
    Reminders,
    /// Share with a provider.
    Share,
}

const KINDS: [(Kind, &str); 7] = [
    (Kind::Weight, "gewicht"),
    (Kind::BloodPressure, "bloeddruk"),
    (Kind::Glucose, "bloedsuiker"),
    (Kind::HeartRate, "hartslag"),
    (Kind::Temperature, "temperatuur"),
    (Kind::OxygenSaturation, "zuurstof"),
    (Kind::Height, "lengte"),
];

fn kind(name: &str) -> Option<Kind> {
    let found = KINDS.iter().find(|(_, known)| *known == name);
    found.map(|(kind, _)| *kind)
}

fn name(kind: Kind) -> &'static str {
    let found = KINDS.iter().find(|(known, _)| *known == kind);
    found.map_or("", |(_, name)| name)
}

impl Measure {
    /// The screen of what stands behind `/metingen`.
    pub fn parse(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            [] => Self::Home,
            ["dialyse"] => Self::Sessions,
            ["dialyse", "nieuw"] => Self::EnterSession,
            ["dialyse", id] if super::is_number(id) => Self::Session((*id).to_owned()),
            ["meting", id] if super::is_number(id) => Self::Reading((*id).to_owned()),
            ["bloeddrukweek"] => Self::Week,
            ["bestand"] => Self::File,
            ["herinneringen"] => Self::Reminders,
            ["delen"] => Self::Share,
            [of] => Self::Readings(kind(of)?),
            [of, "nieuw"] => Self::Enter(kind(of)?),
            _ => return None,
        })
    }

    /// The path of the screen.
    pub fn path(&self) -> String {
        let below = match self {
            Self::Home => return "/metingen".into(),
            Self::Readings(kind) => name(*kind).to_owned(),
            Self::Enter(kind) => format!("{}/nieuw", name(*kind)),
            Self::Reading(id) => format!("meting/{id}"),
            Self::Sessions => "dialyse".into(),
            Self::EnterSession => "dialyse/nieuw".into(),
            Self::Session(id) => format!("dialyse/{id}"),
            Self::Week => "bloeddrukweek".into(),
            Self::File => "bestand".into(),
            Self::Reminders => "herinneringen".into(),
            Self::Share => "delen".into(),
        };
        format!("/metingen/{below}")
    }

    /// The screen above it.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::Home => None,
            Self::Enter(kind) => Some(Self::Readings(*kind)),
            Self::EnterSession | Self::Session(_) => Some(Self::Sessions),
            _ => Some(Self::Home),
        }
    }

    /// The screen after each: the compiler asks for it when there is a new one.
    #[cfg(test)]
    fn next(&self) -> Option<Self> {
        let id = || "6f2c1f0e-8c1c-4c1a-9a57-0d6a2a1f3b11".to_owned();
        Some(match self {
            Self::Home => Self::Reading(id()),
            Self::Reading(_) => Self::Sessions,
            Self::Sessions => Self::EnterSession,
            Self::EnterSession => Self::Session(id()),
            Self::Session(_) => Self::Week,
            Self::Week => Self::File,
            Self::File => Self::Reminders,
            Self::Reminders => Self::Share,
            Self::Share => Self::Readings(Kind::Weight),
            Self::Readings(_) => Self::Enter(Kind::Weight),
            Self::Enter(_) => return None,
        })
    }

    /// Every screen of every kind, for the tests of addresses.
    #[cfg(test)]
    pub fn all() -> Vec<Self> {
        let screens = std::iter::successors(Some(Self::Home), Self::next);
        screens
            .flat_map(|screen| match screen {
                Self::Readings(_) => KINDS.map(|(kind, _)| Self::Readings(kind)).to_vec(),
                Self::Enter(_) => KINDS.map(|(kind, _)| Self::Enter(kind)).to_vec(),
                screen => vec![screen],
            })
            .collect()
    }
}
