//! The letter: where a provider takes nothing else, and for the rights of a
//! patient. In Dutch, ready to sign and post. It says no more of the law than the
//! law says: the term of one month only where it applies ([`Kind::term`]).

use serde::{Deserialize, Serialize};

use crate::Sender;
use crate::model::{Asked, Kind, Right, Term};
use crate::said::{in_words, topic};

/// A letter, piece by piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Who writes: name, birth date, address, and what she fills in by hand.
    pub from: Vec<String>,
    /// To whom: its name, and the lines of its address where the record has one.
    pub to: Vec<String>,
    /// Subject.
    pub subject: String,
    /// What it says, paragraph by paragraph; a paragraph may have several lines.
    pub paragraphs: Vec<String>,
    /// Under which place is left to sign.
    pub closing: String,
    /// The name under that.
    pub name: String,
}

/// What stands above a letter, beside the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Birth date of who writes, in words.
    pub birth: String,
    /// Lines of her address; empty: she fills it in by hand.
    pub from: Vec<String>,
    /// Lines of the address it goes to; may be empty.
    pub to: Vec<String>,
}

/// The letter of a request.
pub fn letter(asked: &Asked, sender: &Sender, envelope: &Envelope) -> Letter {
    let mut paragraphs = vec![opening(asked.kind).to_owned(), in_words(asked)];
    paragraphs.extend(law(asked.kind).map(str::to_owned));
    if asked.kind.term() == Term::Month {
        paragraphs.push(MONTH.to_owned());
    }
    paragraphs.push(CLOSING.to_owned());
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    Letter {
        from: from(sender, envelope),
        to: std::iter::once(asked.provider.name.clone())
            .chain(envelope.to.clone())
            .collect(),
        subject: topic(asked),
        paragraphs,
        closing: "Met vriendelijke groet,".to_owned(),
        name: sender.name.clone(),
    }
}

fn from(sender: &Sender, envelope: &Envelope) -> Vec<String> {
    let mut lines = vec![sender.name.clone()];
    if !envelope.birth.is_empty() {
        lines.push(format!("Geboren op {}", envelope.birth));
    }
    if envelope.from.is_empty() {
        lines.push("Adres:".to_owned());
    }
    lines.extend(envelope.from.clone());
    lines.push("Telefoon:".to_owned());
    lines
}

const MONTH: &str = "Volgens artikel 12 lid 3 van de Algemene verordening \
    gegevensbescherming (AVG) laat u mij binnen een maand weten wat u met mijn verzoek doet.";

const CLOSING: &str = "Heeft u vragen, of wilt u eerst vaststellen wie ik ben? Dan hoor ik dat graag. \
    Wilt u mij schriftelijk antwoorden?";

const fn opening(kind: Kind) -> &'static str {
    match kind {
        Kind::Change(_) => "Graag wil ik met u iets afspreken over een medicijn dat ik gebruik.",
        Kind::Question => {
            "Ik heb gezien wie mijn gegevens bij u gebruikte. Daarover heb ik een vraag."
        }
        Kind::Missing => "In de gegevens die ik van u kreeg, mis ik een medicijn.",
        Kind::Wrong => {
            "In de gegevens die ik van u kreeg, staat iets dat feitelijk niet klopt. \
             Ik vraag u dit te verbeteren."
        }
        Kind::Right(Right::Copy) => "Ik vraag u om een kopie van mijn dossier.",
        Kind::Right(Right::CopyYoung) => {
            "Ik ben 12, 13, 14 of 15 jaar. Via een persoonlijke gezondheidsomgeving kan ik mijn \
             gegevens nog niet ophalen. Daarom vraag ik u om een kopie van mijn dossier."
        }
        Kind::Right(Right::Addition) => {
            "Ik vraag u de verklaring hieronder aan mijn dossier toe te voegen."
        }
        Kind::Right(Right::Destruction) => {
            "Ik vraag u de gegevens hieronder uit mijn dossier te vernietigen."
        }
        Kind::Right(Right::Shielding) => {
            "Ik vraag u om de gegevens hieronder af te schermen, zodat niet iedereen ze kan zien."
        }
        Kind::Right(Right::Transfer) => {
            "Ik vraag u om mijn dossier over te dragen aan een andere zorgverlener."
        }
    }
}

/// What the law says of it, where it says something.
const fn law(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Change(_)
        | Kind::Missing
        | Kind::Question
        | Kind::Right(Right::Shielding | Right::Transfer) => None,
        Kind::Wrong => Some("Dit verzoek doe ik op grond van artikel 16 van de AVG."),
        Kind::Right(Right::Copy | Right::CopyYoung) => Some(
            "Dit verzoek doe ik op grond van artikel 15 van de AVG en artikel 456 van Boek 7 van \
             het Burgerlijk Wetboek.",
        ),
        Kind::Right(Right::Addition) => Some(
            "Dit verzoek doe ik op grond van artikel 454 lid 2 van Boek 7 van het Burgerlijk \
             Wetboek.",
        ),
        Kind::Right(Right::Destruction) => Some(
            "Dit verzoek doe ik op grond van artikel 455 van Boek 7 van het Burgerlijk Wetboek en \
             artikel 17 van de AVG.",
        ),
    }
}
