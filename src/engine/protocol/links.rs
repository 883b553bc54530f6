//! Links with which others look along: choosing, making, what becomes of them; and
//! looking through one.

pub use inzage_dossier::selection::{Label, Selection};
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::{Part, Row, SourceMark, Stretch};

/// What is asked. Moments are seconds since 1970.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// What can be chosen, and what a choice comes to; `most`: rows of what hangs together
    /// with what stays. -> [`Answer::Choices`]
    Choices { selection: Selection, most: usize },
    /// A part of the entries of a chapter that the rest of the choice takes.
    /// -> [`Answer::Entries`]
    Entries {
        chapter: Chapter,
        selection: Selection,
        stretch: Stretch,
    },
    /// See what the other will see, until [`Request::Back`].
    /// -> [`super::Answer::Done`]
    Look { selection: Selection },
    /// Back to the own record. -> [`super::Answer::Done`]
    Back,

    /// Make a link; nothing has left yet. -> [`Answer::New`]
    Make { wish: Wish, now: i64 },
    /// The gateway made it. -> [`Answer::Link`]
    Made { id: String, share: String, now: i64 },
    /// It was not made after all: forget it. -> [`super::Answer::Done`]
    Drop { id: String },
    /// Every link, the newest first. -> [`Answer::Links`]
    All { now: i64 },
    /// One link. -> [`Answer::Link`]
    One { id: String, now: i64 },
    /// How the gateway knows a link and its owner. -> [`Answer::Handle`]
    Handle { id: String, now: i64 },
    /// Encrypt what goes along; none when it is there already.
    /// -> [`Answer::Content`]
    Encrypt { id: String },
    /// A file of what was encrypted last. -> [`super::Answer::Bytes`]
    File { nth: usize },
    /// What was encrypted last is at the gateway. -> [`Answer::Link`]
    Published { id: String, now: i64 },
    /// What the gateway tells of a link. -> [`Answer::Link`]
    Told {
        id: String,
        state: inzage_api::ShareState,
        now: i64,
    },
    /// The gateway knows the link no longer. -> [`Answer::Link`]
    Gone { id: String, now: i64 },
    /// The gateway stopped, paused or extended it for the person: for the log.
    /// -> [`super::Answer::Done`]
    Did { id: String, deed: Deed },
    /// The person handed it over again after it was extended. -> [`super::Answer::Done`]
    Given { id: String },
    /// Take a link that has ended out of the list. -> [`super::Answer::Done`]
    Forget { id: String },

    /// A link that somebody opened here. -> [`Answer::Asks`]
    Read { link: String, now: i64 },
    /// What to show the server as passcode, and who asks. -> [`super::Answer::Text`]
    Proof { passcode: String, who: String },
    /// A file of what came. -> [`super::Answer::Done`]
    Take {
        #[serde(skip)]
        bytes: Vec<u8>,
    },
    /// Everything came: open it. -> [`Answer::Seen`]
    View,
    /// What is being looked at; none: the own record. -> [`Answer::Seen`]
    Seen,
}

impl Request {
    /// The bytes that go beside it.
    pub fn bytes(&mut self) -> Option<&mut Vec<u8>> {
        match self {
            Self::Take { bytes } => Some(bytes),
            _ => None,
        }
    }
}

/// What kind of link it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// For a caregiver: opens in Inzage, and the passcode is part of the key.
    Care,
    /// A SMART Health Link: opens in any standard reader.
    Plain,
    /// At the desk: a plain link of ten minutes, once, without a passcode.
    Desk,
}

/// What the person did with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// It opens nothing for the time being.
    Paused,
    /// It opens again.
    Resumed,
    /// It opens nothing, for ever.
    Stopped,
    /// It ends later.
    Extended,
}

/// A link as it is wished for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which kind.
    pub sort: Sort,
    /// A name for the person herself, and on the link.
    pub name: String,
    /// What goes along.
    pub selection: Selection,
    /// Whether it follows what comes later.
    pub live: bool,
    /// Days that it lives: 1 to 31. At the desk it is ten minutes.
    pub days: i64,
    /// Whether a passcode is asked for.
    pub passcode: bool,
    /// Where links are read: scheme, host and port.
    pub host: String,
}

/// What is answered.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Answer {
    /// What can be chosen.
    Choices(Box<Choices>),
    /// A part of the entries, newest first.
    Entries(Part<Row>),
    /// A link that the gateway has to make.
    New {
        id: String,
        share: inzage_api::NewShare,
    },
    /// One link.
    Link(Box<Link>),
    /// Links.
    Links(Vec<Link>),
    /// The id at the gateway, what shows that one is its owner, and when it would end if
    /// it were extended; none when it cannot be.
    Handle {
        share: String,
        control: String,
        longer: Option<i64>,
    },
    /// What was encrypted: under which generation and which files.
    Content(Option<inzage_api::Publish>),
    /// What a link asks before it opens.
    Asks(Asks),
    /// What is being looked at.
    Seen(Option<Seen>),
}

/// What can be chosen, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Chapters that have something.
    pub chapters: Vec<ChapterChoice>,
    /// Labels with their words and the number of their entries.
    pub labels: Vec<(Label, String, usize)>,
    /// Providers with the number of their entries.
    pub providers: Vec<(SourceMark, usize)>,
    /// Entries with a document.
    pub documents: usize,
    /// Own readings.
    pub readings: usize,
    /// Entries that go along.
    pub going: usize,
    /// Entries that go along and hang together with something that stays: as many as were
    /// asked for.
    pub linked: Vec<Row>,
    /// How many there are in all.
    pub linked_in_all: usize,
}

/// A chapter to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterChoice {
    /// Which one.
    pub chapter: Chapter,
    /// What it is called.
    pub name: String,
    /// Its entries.
    pub entries: usize,
    /// How many of them go along.
    pub going: usize,
    /// Its building blocks, when there are several: name in the choice, words, entries.
    pub blocks: Vec<(String, String, usize)>,
}

/// A link as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, as it is shown"
)]
pub struct Link {
    /// Its id in this vault.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Which kind.
    pub sort: Sort,
    /// How it stands.
    pub state: State,
    /// When it ends, in words.
    pub until: String,
    /// Days that are left, the last one being 0; none once it has ended.
    pub days_left: Option<i64>,
    /// Whether it follows what comes later.
    pub live: bool,
    /// It came from another vault, and shows nothing new from now on: what it leaves out
    /// is not all known here.
    pub halted: bool,
    /// When its content was brought up to date last, in words; none: not yet.
    pub updated: Option<String>,
    /// The link, to hand over.
    pub link: String,
    /// The passcode, to tell apart.
    pub passcode: Option<String>,
    /// It was extended, and what was handed over before says an earlier end, which other
    /// apps keep to: it has to be handed over again, until she says that she did.
    pub again: bool,
    /// When it would end if it were extended, in words; none when it cannot be.
    pub longer: Option<String>,
    /// Its QR code: the side of the view box, and the path.
    pub code: Option<(usize, String)>,
    /// Who looked: when in words, who by their own saying, whether it opened.
    pub looks: Vec<(String, String, bool)>,
    /// Wrong passcodes that it still takes.
    pub attempts_left: Option<u32>,
    /// Whether the gateway has told of its end: nothing comes after that.
    pub settled: bool,
}

/// How a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its content is not at the gateway yet.
    Unfinished,
    /// It opens.
    Open,
    /// It opens nothing for the time being.
    Paused,
    /// Its time is over.
    Expired,
    /// The person stopped it.
    Stopped,
    /// It was opened as often as it may.
    UsedUp,
    /// Too many wrong passcodes.
    Attempts,
}

impl State {
    /// Whether it may still open.
    pub const fn lives(self) -> bool {
        matches!(self, Self::Unfinished | Self::Open | Self::Paused)
    }
}

/// What a link asks before it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asks {
    /// Where to ask for the content.
    pub url: String,
    /// Whether a passcode is needed.
    pub passcode: bool,
    /// The name on the link.
    pub label: Option<String>,
    /// Whether its time is over, as the link says.
    pub over: bool,
    /// Whether the server gives one file by GET.
    pub direct: bool,
}

/// What is being looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Whose data it is; empty when it does not say.
    pub whose: String,
    /// The name on the link.
    pub name: String,
    /// From when it is, in words; none when it does not say.
    pub made: Option<String>,
    /// When it ends, in words; none when it does not say.
    pub until: Option<String>,
    /// What was left out, in words.
    pub left_out: Vec<String>,
    /// Whether the owner is looking as the other will.
    pub preview: bool,
    /// When the copy was made that is looked at, in words; none: the link itself.
    pub copied: Option<String>,
    /// As what the link is kept here; none: it is not.
    pub kept: Option<KeptAs>,
}

/// A link that whoever looks along has kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAs {
    /// Its id in her list.
    pub id: String,
    /// What she calls whose data it is.
    pub name: String,
    /// When she made a copy, in words; none: there is none.
    pub copy: Option<String>,
}
