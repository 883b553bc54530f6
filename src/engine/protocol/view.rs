//! What the screens show: view types without logic.

use std::collections::BTreeMap;

use inzage_zib::view::{Chapter, Entry, Field};
use serde::{Deserialize, Serialize};

use inzage_dossier::view::Change;

use super::same::Same;
use super::{Choices, QueryEnd, Unread};

/// A vault on this device. Its name is readable without unlocking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultInfo {
    /// Random id.
    pub id: String,
    /// Name that the person chose.
    pub name: String,
    /// False while the recovery key has not been typed back.
    pub ready: bool,
    /// The credential ids of the passkeys that open it.
    pub passkeys: Vec<Vec<u8>>,
}

/// Strength of a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// 0 (none) to 4 (strong), as zxcvbn counts.
    pub score: u8,
    /// Whether it may be used.
    pub enough: bool,
}

/// Where something came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMark {
    /// MedMij name with `@medmij`.
    pub provider: String,
    /// Name for people.
    pub name: String,
    /// Stable colour number of the provider (0 to 7), given when it was added.
    pub mark: u8,
}

/// One provider with what came from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProviderCard {
    /// Who.
    pub provider: inzage_api::Provider,
    /// Its mark.
    pub source: SourceMark,
    /// Its logins.
    pub groups: Vec<GroupCard>,
    /// Entries in the record from this provider.
    pub entries: usize,
}

/// One login of a provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupCard {
    /// Login group id.
    pub group: String,
    /// Whether a refresh token is kept: collecting again needs no login.
    pub lasting: bool,
    /// The lasting consent was found to have lapsed, or to be withdrawn.
    pub lapsed: bool,
    /// Lasting consent ends when nothing is collected before this date
    /// (`YYYY-MM-DD`).
    pub valid_until: Option<String>,
    /// Its services.
    pub services: Vec<ServiceCard>,
    /// Collections that wait for a decision of the person.
    pub waiting: Vec<Waiting>,
}

/// A collection that has not joined the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its id.
    pub collection: String,
    /// What was found about the person.
    pub check: PersonCheck,
}

/// One service of a login.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceCard {
    /// GegevensdienstId.
    pub id: String,
    /// Name for people, in the chosen language.
    pub name: String,
    /// When it was last collected, for people; none when never.
    pub collected: Option<String>,
    /// Whether the last login was granted this service; none before any login.
    pub granted: Option<bool>,
    /// Whether Inzage can collect this service.
    pub supported: bool,
    /// Per query what came, and what did not and why.
    pub queries: Vec<QueryCard>,
}

/// One query of a service, the last time it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryCard {
    /// Query id within the service.
    pub id: String,
    /// What it asks for, in words.
    pub name: String,
    /// Entries it brought.
    pub entries: usize,
    /// How it ended.
    pub end: QueryEnd,
    /// What was odd, in words.
    pub findings: Vec<String>,
}

/// What came of one page of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingested {
    /// Resources read.
    pub entries: usize,
    /// Things that were odd.
    pub findings: usize,
    /// URL of the next page, exactly as received, when there is one.
    pub next: Option<String>,
    /// True when the bytes were no FHIR at all (HTML, cut off): nothing was kept
    /// but the finding.
    pub unreadable: bool,
}

/// The person of a collection against the person of the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum PersonCheck {
    /// The first one: ask "Dit bent u: naam, geboortedatum".
    First { name: String, birth: String },
    /// The same person; it has joined.
    Same,
    /// Seems somebody else; set aside.
    Different { name: String, birth: String },
    /// No Patient resource: it has joined, marked "niet gecontroleerd".
    Unchecked,
}

/// One line that stands for an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Random entry number, for the URL.
    pub number: String,
    /// Chapter it is in.
    pub chapter: Chapter,
    /// What it is; never an id.
    pub title: String,
    /// What people call it, where the title does not say so.
    pub plain: Option<String>,
    /// When, for people; empty when not known.
    pub date: String,
    /// Value or status that matters, in words.
    pub status: Option<String>,
    /// Who delivered it.
    pub source: SourceMark,
    /// Who else delivered the same thing: the other entries that this row stands
    /// for too. Empty when it stands for one.
    pub also: Vec<SourceMark>,
    /// What the other sources say in another way: title, date or status, each
    /// with whose it is. Nothing that stands under one row is hidden.
    pub variants: Vec<Variant>,
    /// Whether something else may be the same.
    pub maybe_same: bool,
    /// The year it is of, when that is known.
    pub year: Option<i32>,
    /// How it stands, as its source codes it, in words; none while it is covered.
    pub state: Option<String>,
    /// Why it is unread; none when she has seen it.
    pub unread: Option<Unread>,
    /// Whether title and value are covered until it is opened.
    pub covered: bool,
    /// What it is when the person made it herself: `number` is the id of her own
    /// entry.
    pub own: Option<Made>,
}

/// What the person made herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Made {
    /// Measured at home.
    Measured,
    /// A note or document, see [`super::added`].
    Added,
}

/// What another source of the same thing says differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Whose.
    pub source: SourceMark,
    /// What it says, in the words of its own row.
    pub says: String,
}

/// The overview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Name of the person, once confirmed.
    pub person: Option<String>,
    /// Chapters with counts, in order, empty ones too.
    pub chapters: Vec<ChapterCount>,
    /// The first of the allergies and alerts.
    pub warnings: Vec<Row>,
    /// How many there are of them.
    pub warnings_in_all: usize,
    /// Number of providers added.
    pub providers: usize,
    /// When something was last collected, for people.
    pub collected: Option<String>,
    /// Collections that wait for a decision.
    pub waiting: usize,
    /// Things in the vault that are damaged and could not be opened.
    pub damaged: usize,
}

/// A chapter with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterCount {
    /// Which.
    pub chapter: Chapter,
    /// Name in plain words.
    pub name: String,
    /// Official name.
    pub official: String,
    /// Entries with a row.
    pub entries: usize,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChapterView {
    /// Which, with its name and count.
    pub head: ChapterCount,
    /// What is in it, in a plain sentence.
    pub explanation: String,
    /// What can be chosen among its rows.
    pub choices: Choices,
    /// Every status that its rows have, in words.
    pub states: Vec<String>,
    /// Per provider and service why there is nothing, or less, here.
    pub empties: Vec<Emptiness>,
}

/// Why something is missing from a chapter, for one provider and service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emptiness {
    /// Whose.
    pub source: SourceMark,
    /// Service id, when one is meant.
    pub service: Option<String>,
    /// Name of the service.
    pub service_name: Option<String>,
    /// What the service gives by definition, and what not.
    pub scope: Option<String>,
    /// Why.
    pub state: EmptyState,
}

/// The states of emptiness of `docs/ARCHITECTURE.md`; exactly one each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum EmptyState {
    /// Added, never collected.
    NotCollected,
    /// This provider does not offer a service with this chapter.
    NotOffered,
    /// Not part of this service by definition; the scope note says what is.
    NotInService,
    /// Refused, or nothing available: indistinguishable by design.
    RefusedOrNothing,
    /// Consent lapsed.
    Lapsed,
    /// The provider could not answer.
    Failed {
        part: String,
        at: String,
        trace_id: Option<String>,
    },
    /// Only part was received.
    Partial {
        part: String,
        at: String,
        trace_id: Option<String>,
    },
    /// Received, and the source lists nothing.
    Empty { at: String },
    /// Received; set aside because it seems somebody else's.
    SetAside { at: String },
}

/// The page of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntryPage {
    /// Its number.
    pub number: String,
    /// Heading, fields, source, other.
    pub entry: Entry,
    /// What its words mean.
    pub explained: Explained,
    /// Who delivered it.
    pub source: SourceMark,
    /// When it was collected, for people.
    pub collected: String,
    /// How many rows at the end of the entry's `source` are for machines only.
    pub technical: usize,
    /// Whether it is an entry by itself, that can be removed.
    pub removable: bool,
    /// False when the collection held no Patient: "niet gecontroleerd".
    pub checked: bool,
    /// Of a sensitive kind that nobody opened yet: nothing of it is here but
    /// which kind that is (the title), from whom, and when it was collected.
    pub covered: bool,
    /// Since when its source lists it no longer, for people.
    pub absent: Option<String>,
    /// What was odd while reading it, in words.
    pub findings: Vec<String>,
    /// Where it comes from, in plain words: who delivered, recorded and told it,
    /// where it was first, its dates and numbers.
    pub origin: Vec<Field>,
    /// The same thing at other sources.
    pub same: Same,
    /// Entries it refers to that were received.
    pub related: Vec<Row>,
    /// Earlier versions: when collected, and the entry as it was.
    pub earlier: Vec<Earlier>,
    /// The resource as received, indented.
    pub original: String,
    /// Documents that can be opened.
    pub attachments: Vec<AttachmentView>,
}

/// What the words on a page mean; everyday words have no explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// What the entry is about.
    pub about: Option<Plain>,
    /// Explanations by label.
    pub labels: BTreeMap<String, String>,
    /// Coded terms by the value in which they stand.
    pub values: BTreeMap<String, Plain>,
}

/// A coded term in plain words, beside the medical one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plain {
    /// What people call it.
    pub name: String,
    /// What it is.
    pub text: String,
}

/// An earlier version of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// When it was collected, for people.
    pub collected: String,
    /// The entry as it was.
    pub entry: Entry,
    /// What the next version changed; empty when only what is for machines did.
    pub changes: Vec<Change>,
    /// Its documents.
    pub attachments: Vec<AttachmentView>,
}

/// An attachment on an entry's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// Its index in the entry.
    pub attachment: u32,
    /// Which earlier version of the entry it is of; none: the newest.
    pub version: Option<String>,
    /// Title for people.
    pub title: String,
    /// Whether its bytes were collected.
    pub collected: bool,
    /// Size in bytes when collected.
    pub size: Option<u64>,
}

/// A row of the documents page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// The entry.
    pub row: Row,
    /// Its attachments.
    pub attachments: Vec<AttachmentView>,
}

/// A document's bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentBytes {
    /// Name to save it under.
    pub file_name: String,
    /// Its kind by its first bytes, never by what the source said.
    pub kind: DocumentKind,
    /// The bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// Kinds of document that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// Plain text (also XML, shown as text).
    Text,
    /// Anything else: download only.
    Other,
}

/// An attachment that still has to be fetched.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRef {
    /// Entry it belongs to.
    pub number: String,
    /// Its index in the entry.
    pub attachment: u32,
    /// Service it came from.
    pub service: String,
    /// URL exactly as received, relative (`Binary/…`) or absolute.
    pub url: String,
}

/// A resource that was referred to and still has to be read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReferenceRef {
    /// Service of the resource that refers to it.
    pub service: String,
    /// `Type/id`.
    pub reference: String,
}
