//! Asking something of a provider: what the page asks and what it shows.

pub use inzage_request::letter::Letter;
pub use inzage_request::{Change, Kind, Missing, Outcome, Reason, Right, Said, State, Wrong};
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::SourceMark;
use super::network::Phone;

/// What is asked. `now` is RFC 3339 on the clock of the device, with its offset.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Of whom something can be asked, and how; about an entry, or about nothing in
    /// the record. -> [`Answer::Start`]
    Begin { entry: Option<String> },
    /// Keep a concept, new or (with its id) written anew, and forget the draft it
    /// was typed in. -> [`Answer::Kept`] or [`Answer::Wrong`]
    Keep {
        id: Option<String>,
        form: Form,
        draft: String,
        now: String,
    },
    /// One request. -> [`Answer::One`]
    One { id: String },
    /// All requests, newest first. -> [`Answer::All`]
    All,
    /// Those about an entry, or about the treatment that it is part of.
    /// -> [`Answer::All`]
    About { entry: String },
    /// Throw away a concept, or one that was not taken. -> [`Answer::All`]
    Delete { id: String, now: String },
    /// The person posted a letter. -> [`Answer::One`]
    Posted { id: String, now: String },
    /// It leaves from here on; `again`: the person says so, knowing that it may be
    /// there already. -> [`Answer::Parcel`]
    Leave {
        id: String,
        again: bool,
        now: String,
    },
    /// How that ended. -> [`Answer::One`]
    Ended { id: String, end: End, now: String },
    /// What a provider says of its requests: one, or the list. -> [`Answer::All`]
    Heard { bytes: Vec<u8>, now: String },
}

/// How sending ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum End {
    /// The provider answered.
    Answered {
        bytes: Vec<u8>,
        trace_id: Option<String>,
    },
    /// It certainly did not arrive.
    NotSent,
    /// The provider refused it; `why` in its words, may be empty.
    Refused {
        why: String,
        trace_id: Option<String>,
    },
    /// Nobody knows.
    Lost { trace_id: Option<String> },
}

/// What the person filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What is asked.
    pub kind: Kind,
    /// `MedMij` name of the provider.
    pub provider: String,
    /// The entry it is about.
    pub entry: Option<String>,
    /// In her own words.
    pub text: String,
    /// Since when.
    pub since: String,
    /// A medicine that is missing.
    pub missing: Missing,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// The provider.
    Provider,
    /// Name of the missing medicine.
    Name,
    /// Its dose.
    Dose,
    /// Who prescribed it.
    Prescriber,
    /// Since when.
    Since,
    /// The text.
    Text,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Of whom, and how.
    Start(Start),
    /// It is kept, under this id.
    Kept(String),
    /// It cannot be kept as it is.
    Wrong(Vec<(Field, Wrong)>),
    /// One request.
    One(Box<Shown>),
    /// Requests.
    All(Vec<Brief>),
    /// What leaves; none: it may not leave now.
    Parcel(Option<Parcel>),
}

/// What leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Idempotency key; none: the other side knows none.
    pub key: Option<String>,
    /// JSON, as it goes.
    pub bytes: Vec<u8>,
}

/// How something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Via {
    /// The vendor's API.
    Vendor,
    /// Dossierwijzigingsverzoek.
    Correction,
    /// A letter.
    Letter,
}

/// Of whom something can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Who.
    pub to: SourceMark,
    /// How a wish about medication goes.
    pub wish: Via,
    /// How a correction goes.
    pub wrong: Via,
    /// Numbers to call, as its own data say.
    pub phones: Vec<Phone>,
}

/// Who can be called, or has a page on the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callable {
    /// Name; empty: the provider that is the source.
    pub name: String,
    /// What they are to the person: `Huisarts`. May be empty.
    pub what: String,
    /// Whose data say so.
    pub source: SourceMark,
    /// Numbers to call.
    pub phones: Vec<Phone>,
    /// Pages on the web; https only.
    pub sites: Vec<String>,
}

/// What can be asked about, and of whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The entry it is about.
    pub about: Option<About>,
    /// The providers added; the one that delivered the entry first.
    pub places: Vec<Place>,
    /// Names of medicines in the record, for whoever types one.
    pub names: Vec<String>,
    /// Whom to call for what needs no request.
    pub callable: Vec<Callable>,
    /// Whether the person of this vault is known: without that nothing can be sent.
    pub known: bool,
}

/// The entry that something is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its chapter.
    pub chapter: Chapter,
    /// Its number.
    pub number: String,
    /// What it is, in words.
    pub display: String,
    /// What it says now; may be empty.
    pub says: String,
    /// Whether it is a medicine.
    pub medicine: bool,
}

/// A request in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub kind: Kind,
    /// About what, in words; may be empty.
    pub about: String,
    /// Of whom.
    pub to: SourceMark,
    /// How it goes.
    pub via: Via,
    /// How it stands.
    pub state: State,
    /// Since when, for people.
    pub at: String,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The same as in a list.
    pub brief: Brief,
    /// The entry that it is about, while it is in the record.
    pub entry: Option<(Chapter, String)>,
    /// What goes, word for word.
    pub lines: Vec<(Said, String)>,
    /// The letter, when it goes as one.
    pub letter: Option<Letter>,
    /// What became of it, oldest first, with when, for people.
    pub steps: Vec<(State, String)>,
    /// Whether it can be written anew or thrown away.
    pub open: bool,
    /// Its number at the provider; empty: none yet.
    pub number: String,
    /// Login group and service that open the way; empty for a letter.
    pub login: (String, String),
    /// What was filled in.
    pub form: Form,
    /// Whether the law gives the provider a month to answer.
    pub month: bool,
    /// Numbers to call.
    pub phones: Vec<Phone>,
    /// Whether the person of this vault is known.
    pub known: bool,
    /// Trace id of the last exchange, to quote.
    pub trace_id: Option<String>,
}
