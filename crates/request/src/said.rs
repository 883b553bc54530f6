//! What exactly goes to the provider, in Dutch, piece by piece: shown to the person
//! word for word before it leaves.

use serde::{Deserialize, Serialize};

use crate::model::{Asked, Change, Kind, Missing, Right, Way};

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// The person, as the provider gets to know her.
    From,
    /// The subject.
    Topic,
    /// What in the record it is about.
    About,
    /// Numbers of that at the provider.
    Numbers,
    /// Since when.
    Since,
    /// A medicine that is missing.
    Name,
    /// Its dose.
    Dose,
    /// Who prescribed it.
    Prescriber,
    /// The text.
    Text,
}

/// What is asked about a missing medicine by whoever adds no words of her own.
pub const MISSING: &str = "Dit medicijn staat niet in mijn overzicht.";

/// A piece of what goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub said: Said,
    /// Word for word.
    pub text: String,
}

/// What goes, piece by piece, in the order in which it is read.
pub fn lines(asked: &Asked) -> Vec<Line> {
    let missing = asked.missing.clone().unwrap_or_default();
    let Missing {
        name,
        dose,
        prescriber,
    } = missing;
    let target = asked.target.as_ref();
    let about = target.map(|target| target.display.clone());
    let numbers = target.map(|_| numbers(asked));
    let whole = match asked.way {
        Way::Vendor { .. } => asked.text.clone(),
        Way::Correction { .. } | Way::Letter => in_words(asked),
    };
    let pieces = [
        (Said::Topic, topic(asked)),
        (Said::Name, name),
        (Said::Dose, dose),
        (Said::Prescriber, prescriber),
        (Said::About, about.unwrap_or_default()),
        (Said::Numbers, numbers.unwrap_or_default()),
        (Said::Since, asked.since.clone()),
        (Said::Text, whole),
    ];
    let goes = |said: Said| match asked.way {
        // Its words say what it is about.
        Way::Vendor { .. } if asked.kind == Kind::Question => said != Said::About,
        Way::Vendor { .. } => true,
        Way::Correction { .. } => matches!(said, Said::Topic | Said::Text | Said::Numbers),
        Way::Letter => matches!(said, Said::Topic | Said::Text),
    };
    pieces
        .into_iter()
        .filter(|(said, text)| goes(*said) && !text.is_empty())
        .map(|(said, text)| Line { said, text })
        .collect()
}

fn numbers(asked: &Asked) -> String {
    let target = asked.target.iter();
    let keys = target.flat_map(|target| target.identifiers.iter().chain(&target.treatment));
    let mut all: Vec<&str> = keys.map(|key| key.value.as_str()).collect();
    let reference = crate::correction::reference(asked).unwrap_or_default();
    if matches!(asked.way, Way::Correction { .. }) {
        all.truncate(1);
        all.push(reference);
    }
    all.retain(|number| !number.is_empty());
    all.join(", ")
}

/// The subject line.
pub(crate) fn topic(asked: &Asked) -> String {
    let about = asked.target.as_ref().map(|target| target.display.as_str());
    let about = about.filter(|_| asked.kind != Kind::Question);
    let missing = asked.missing.as_ref().map(|missing| missing.name.as_str());
    let subject = subject(asked.kind);
    match about.or(missing).filter(|about| !about.is_empty()) {
        Some(about) => format!("{subject}: {about}"),
        None => subject.to_owned(),
    }
}

const fn subject(kind: Kind) -> &'static str {
    match kind {
        Kind::Change(Change::Dose) => "Verzoek om een andere dosis",
        Kind::Change(Change::Time) => "Verzoek om een ander tijdstip",
        Kind::Change(Change::Stop) => "Verzoek om te stoppen",
        Kind::Change(Change::SideEffect) => "Bijwerking",
        Kind::Change(Change::Other) => "Verzoek over een medicijn",
        Kind::Missing => "Medicijn dat ontbreekt",
        Kind::Wrong => "Verzoek om een gegeven te corrigeren",
        Kind::Question => "Vraag over het gebruik van mijn gegevens",
        Kind::Right(Right::Copy | Right::CopyYoung) => "Verzoek om een kopie van mijn dossier",
        Kind::Right(Right::Addition) => "Verklaring om aan mijn dossier toe te voegen",
        Kind::Right(Right::Destruction) => "Verzoek om gegevens te vernietigen",
        Kind::Right(Right::Shielding) => "Verzoek om gegevens af te schermen",
        Kind::Right(Right::Transfer) => "Verzoek om mijn dossier over te dragen",
    }
}

/// Everything in words, for whoever has only the text: what it is about, what the
/// record says now, since when, and the person's own words, as typed.
pub(crate) fn in_words(asked: &Asked) -> String {
    let mut lines = Vec::new();
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    };
    if let Some(target) = &asked.target
        && asked.kind != Kind::Question
    {
        line("Het gaat om", &target.display);
        line("In mijn gegevens staat nu", &target.says);
    }
    if let Some(missing) = &asked.missing {
        line("Medicijn", &missing.name);
        line("Dosis", &missing.dose);
        line("Voorgeschreven door", &missing.prescriber);
    }
    line("Sinds", &asked.since);
    if lines.is_empty() {
        return asked.text.clone();
    }
    format!("{}\n\n{}", lines.join("\n"), asked.text)
}
