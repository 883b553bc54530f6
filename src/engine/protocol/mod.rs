//! What the page asks of the engine, and what comes back. The page never sees a
//! key, a token or FHIR: only these view types.

pub mod access;
pub mod added;
pub mod asking;
mod chapter;
pub mod discuss;
mod finding;
pub mod helping;
pub mod judging;
pub mod keys;
pub mod links;
pub mod logbook;
pub mod measure;
pub mod medication;
pub mod network;
mod news;
pub mod same;
pub mod series;
pub mod sharing;
pub mod sources;
pub mod taking;
mod timeline;
mod view;

use std::collections::BTreeMap;

use inzage_flow::collect::Plan;
use inzage_zib::view::{Chapter, Lang};
use serde::{Deserialize, Serialize};

pub use chapter::*;
pub use finding::*;
pub use news::*;
pub use timeline::*;
pub use view::*;

/// One request of the page.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// The vaults on this device. -> [`Answer::Vaults`]
    Vaults,
    /// Another tab changed the vault: read it again. -> [`Answer::Done`]
    Reload,
    /// How strong a passphrase is. -> [`Answer::Strength`]
    Strength { passphrase: String },
    /// Make a vault; it cannot be used before the recovery key is confirmed.
    /// -> [`Answer::Created`]
    Create { name: String, passphrase: String },
    /// The recovery key, typed back. -> [`Answer::Done`]
    ConfirmRecovery { typed: String },
    /// Open a vault. -> [`Answer::Done`]
    Unlock { vault: String, with: Secret },
    /// Open a vault with what [`Request::Suspend`] gave. -> [`Answer::Done`]
    Resume {
        vault: String,
        wrapped: String,
        key: String,
    },
    /// Wrap the key of the open vault under `key` (base64url, 32 bytes), for a
    /// login elsewhere or a reload. -> [`Answer::Wrapped`]
    Suspend { key: String },
    /// Choose the language of every later answer. -> [`Answer::Done`]
    Language { lang: Lang },
    /// Erase a vault from this device. -> [`Answer::Done`]
    Erase { vault: String },

    /// The providers added, with what came from each. -> [`Answer::Providers`]
    Providers,
    /// Add, or renew what is known of, a provider. -> [`Answer::Done`]
    AddProvider { detail: inzage_api::ProviderDetail },
    /// Remove a provider; with or without what came from it. -> [`Answer::Done`]
    RemoveProvider { provider: String, with_data: bool },
    /// Keep (or, with `None`, forget) a sealed refresh token. -> [`Answer::Done`]
    SaveRefresh {
        provider: String,
        group: String,
        refresh: Option<String>,
        at: String,
    },
    /// The sealed refresh token of a login group. -> [`Answer::Text`]
    Refresh { provider: String, group: String },

    /// Start a collection: everything one login gives. -> [`Answer::Text`] (its id)
    StartCollection {
        provider: String,
        group: String,
        services: Vec<String>,
        at: String,
        trace_id: String,
    },
    /// The bytes of one page of one query, as received. -> [`Answer::Ingested`]
    Ingest {
        collection: String,
        service: String,
        query: String,
        page: u32,
        at: String,
        #[serde(skip)]
        bytes: Vec<u8>,
    },
    /// How a query of a collection ended. -> [`Answer::Done`]
    QueryEnded {
        collection: String,
        service: String,
        query: String,
        end: QueryEnd,
    },
    /// All queries have ended: compare the person and join. -> [`Answer::Checked`]
    FinishCollection { collection: String },
    /// What the person decided about a collection set aside. -> [`Answer::Done`]
    Decide {
        collection: String,
        decision: Decision,
    },
    /// Put a collection that was set aside in a vault of its own: makes that vault;
    /// the next [`Request::ConfirmRecovery`] confirms it and moves the collection.
    /// -> [`Answer::Created`]
    OwnVault {
        collection: String,
        name: String,
        passphrase: String,
    },
    /// The person confirmed "Dit bent u". -> [`Answer::Done`]
    ConfirmPerson { collection: String },

    /// The term file (`docs/terms.md`): plain names from now on. -> [`Answer::Done`]
    Terms { file: String },
    /// What texts become in the brand of the operator, by what they say without one.
    /// -> [`Answer::Done`]
    Wording { texts: BTreeMap<String, String> },
    /// The overview. -> [`Answer::Overview`]
    Overview,
    /// A chapter without its rows. -> [`Answer::Chapter`]
    Chapter { chapter: Chapter },
    /// A part of the rows of a chapter. -> [`Answer::Rows`]
    Rows(RowsRequest),
    /// Sources side by side. -> [`Answer::Sources`]
    Sources(sources::Request),
    /// The modules of which something is kept that the person wrote down herself.
    /// -> [`Answer::Written`]
    Written,
    /// The list to take along. -> [`Answer::Discuss`] or [`Answer::Done`]
    Discuss(discuss::Request),
    /// What is the same at several sources. -> [`Answer::Done`]
    Same(same::Request),
    /// The page of one entry. -> [`Answer::Page`]
    Page { number: String },
    /// Everything that has the words. -> [`Answer::Found`]
    Search(Search),
    /// Everything by date.
    Timeline(TimelineRequest),
    /// What is new, and what is covered.
    News(NewsRequest),
    /// A part of the documents, newest first. -> [`Answer::Documents`]
    Documents(Stretch),
    /// Medication as treatments, or as the schedule of a day. -> [`Answer::Medication`]
    Medication(medication::Request),
    /// Repeated measurements. -> [`Answer::Series`]
    Series(series::Request),
    /// The bytes of a document that was collected, of the newest version of an entry or
    /// of an earlier one ([`AttachmentView::version`]). -> [`Answer::Document`]
    Document {
        number: String,
        attachment: u32,
        version: Option<String>,
    },
    /// What a collection names and still has to fetch. -> [`Answer::Named`]
    Named { collection: String },
    /// The bytes of an attachment, as received. -> [`Answer::Ingested`]
    IngestAttachment {
        number: String,
        attachment: u32,
        #[serde(skip)]
        bytes: Vec<u8>,
    },

    /// What every query is called. -> [`Answer::Names`]
    QueryNames,
    /// Keep the plan of collecting while the browser is away. -> [`Answer::Done`]
    SavePlan { plan: Plan },
    /// That plan. -> [`Answer::Plan`]
    Plan,
    /// Keep what is being typed, under a neutral name. -> [`Answer::Done`]
    SaveDraft { name: String, text: String },
    /// What was being typed. -> [`Answer::Text`]
    Draft { name: String },
    /// A setting of this vault. -> [`Answer::Text`]
    Setting { name: String },
    /// Change a setting of this vault. -> [`Answer::Done`]
    SaveSetting { name: String, value: String },
    /// Measuring at home. -> [`Answer::Measure`], unless said otherwise
    Measure(measure::Request),
    /// Own readings beside general limits. -> [`Answer::Judging`]
    Judging(judging::Request),
    /// Sharing own measurements. -> [`Answer::Sharing`]
    Sharing(sharing::Request),
    /// Asking something of a provider. -> [`Answer::Asking`]
    Asking(asking::Request),
    /// Mijn zorgnetwerk. -> [`Answer::Network`]
    Network(network::Request),
    /// Own notes and documents. -> [`Answer::Added`]
    Added(added::Request),
    /// The person's own log. -> [`Answer::Logbook`], unless said otherwise
    Logbook(logbook::Request),
    /// Who used the person's data. -> [`Answer::Access`]
    Access(access::Request),
    /// Links with which others look along. -> [`Answer::Links`], unless said otherwise
    Links(links::Request),
    /// Taking along, and removing. -> [`Answer::Taking`], unless said otherwise
    Taking(taking::Request),
    /// Who can open the vault. -> [`Answer::Keys`]
    Keys(keys::Request),
    /// Whom a caregiver helps. -> [`Answer::Helping`], unless said otherwise
    Helping(helping::Request),
    /// An encrypted backup of the open vault. -> [`Answer::Bytes`]
    Backup,
    /// Put a backup on a device as a vault of its own. -> [`Answer::Text`] (its id)
    Restore {
        #[serde(skip)]
        bytes: Vec<u8>,
        with: Secret,
    },
}

/// What opens a vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Secret {
    /// The passphrase, as typed.
    Passphrase(String),
    /// The recovery key, as typed.
    RecoveryKey(String),
    /// A passkey: its credential id, and what its PRF gave.
    Passkey(Vec<u8>, Vec<u8>),
}

/// How a query ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum QueryEnd {
    /// Everything came.
    Complete,
    /// Something came; the rest did not (paging that loops, another host …).
    Partial {
        reason: String,
        trace_id: Option<String>,
        at: String,
    },
    /// Nothing came.
    Failed {
        code: inzage_api::ErrorCode,
        status: Option<u16>,
        trace_id: Option<String>,
        at: String,
    },
    /// The person stopped it.
    Cancelled { at: String },
}

/// What the person decided about data that seem somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// Throw away.
    Discard,
    /// It is mine after all (logged).
    Mine,
}

/// The answer to a request.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Answer {
    /// It was done.
    Done,
    /// A text, or none.
    Text(Option<String>),
    /// Bytes.
    Bytes(#[serde(skip)] Vec<u8>),
    /// It could not be done.
    Failed(Failure),
    /// The vaults on this device.
    Vaults(Vec<VaultInfo>),
    /// Strength of a passphrase.
    Strength(Strength),
    /// A vault was made.
    Created { vault: String, recovery_key: String },
    /// The wrapped key and the vault it opens.
    Wrapped { vault: String, wrapped: String },
    /// Providers.
    Providers(Vec<ProviderCard>),
    /// One page was read and kept.
    Ingested(Ingested),
    /// Service, query, and what it asks for in words.
    Names(Vec<(String, String, String)>),
    /// The plan of collecting; none before the first.
    Plan(Option<Plan>),
    /// A collection was compared with the person of this vault.
    Checked(PersonCheck),
    /// The overview.
    Overview(Overview),
    /// A chapter.
    Chapter(ChapterView),
    /// A part of the rows of a chapter.
    Rows(Rows),
    /// An entry.
    Page(Box<EntryPage>),
    /// Sources side by side.
    Sources(sources::Answer),
    /// The modules in which the person wrote something down that is still there.
    Written(Vec<inzage_api::Module>),
    /// The list to take along.
    Discuss(Vec<discuss::Item>),
    /// Search results.
    Found(Found),
    /// A part of the timeline.
    Timeline(Timeline),
    /// What is planned next, if anything.
    Next(Option<Row>),
    /// What is new.
    News(News),
    /// Whether sensitive kinds open covered.
    Covers(bool),
    /// Documents.
    Documents(Part<DocumentRow>),
    /// Medication.
    Medication(Box<medication::Answer>),
    /// Repeated measurements.
    Series(series::Answer),
    /// A document's bytes and what kind they are.
    Document(DocumentBytes),
    /// Measuring at home.
    Measure(measure::Answer),
    /// Own readings beside general limits.
    Judging(judging::Answer),
    /// Sharing own measurements.
    Sharing(sharing::Answer),
    /// Asking something of a provider.
    Asking(Box<asking::Answer>),
    /// Everybody in the network.
    Network(network::Everybody),
    /// Own notes and documents.
    Added(added::Answer),
    /// The person's own log.
    Logbook(logbook::Answer),
    /// Who used the person's data.
    Access(access::Answer),
    /// Links with which others look along.
    Links(links::Answer),
    /// Taking along.
    Taking(taking::Answer),
    /// Who can open the vault.
    Keys(keys::Answer),
    /// Whom a caregiver helps.
    Helping(helping::Answer),
    /// Attachments and single resources to fetch.
    Named(Vec<AttachmentRef>, Vec<ReferenceRef>),
}

/// Why the engine could not do it; the page chooses the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// No vault is open.
    Locked,
    /// Another tab changed the same thing first.
    Conflict,
    /// This vault was never finished: its recovery key was not typed back.
    NotReady,
    /// The passphrase or recovery key does not open this vault.
    WrongSecret,
    /// The typed recovery key is not the one shown.
    RecoveryMismatch,
    /// The vault was made by a newer version of the app.
    NewerVersion,
    /// No such vault, entry or collection.
    NotFound,
    /// A record is damaged; the others open.
    Damaged,
    /// Another window holds the vault.
    Held,
    /// Only the passphrase allows it in this vault.
    NeedsPassphrase,
    /// So many things in the vault cannot be read, and would be lost.
    Unreadable {
        /// How many.
        count: usize,
    },
    /// The browser cannot tell whether another tab is at it too.
    NoLocks,
    /// The ways of opening the vault were changed outside the app; its records can be
    /// read.
    Tampered,
    /// The disk or the browser's quota is full. Nothing was half written.
    Full,
    /// The browser gives no storage here (private window, switched off).
    NoStorage,
    /// Storage failed in another way.
    Storage,
    /// The file is no backup.
    BadBackup,
    /// The backup ends too early.
    CutBackup,
    /// The backup was changed.
    DamagedBackup,
    /// The backup is of a version that this one no longer reads.
    OlderBackup,
    /// The backup is of a newer version.
    NewerBackup,
    /// The passphrase is too weak.
    TooWeak,
    /// This is somebody else's, or looked at as by somebody else: nothing changes it.
    ReadOnly,
    /// What was typed is too long to keep.
    TooLong,
    /// A fault of the app.
    Internal,
}
