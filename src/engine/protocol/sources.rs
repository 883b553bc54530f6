//! Collections as they were, what each source offers, and where sources disagree.

use inzage_dossier::view::{Change, Fate, Topic};
use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::{ChapterCount, Emptiness, Part, Row, SourceMark, Stretch};

/// What is asked about sources.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Every provider with its collections. -> [`Answer::Index`]
    Index,
    /// One collection as it was. -> [`Answer::Collection`]
    Collection { id: String },
    /// A part of what one collection held in a chapter. -> [`Answer::Held`]
    Held {
        id: String,
        chapter: Chapter,
        part: Stretch,
    },
    /// Two collections of one provider. -> [`Answer::Compared`]
    Compare { one: String, other: String },
    /// A part of what became of their entries. -> [`Answer::ComparedPart`]
    ComparePart {
        one: String,
        other: String,
        fate: Fate,
        part: Stretch,
    },
    /// What each provider offers, and why a chapter is empty. -> [`Answer::Offers`]
    Offers,
    /// What a sheet of paper says of its sources. -> [`Answer::Sheet`]
    Sheet,
    /// Where sources disagree; `day` (`YYYY-MM-DD`) is today. -> [`Answer::Differences`]
    Differences { day: String, part: Stretch },
    /// In how many places. -> [`Answer::Count`]
    CountDifferences { day: String },
}

/// What is answered.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Every provider with its collections.
    Index(Vec<Source>),
    /// One collection as it was.
    Collection(Box<CollectionView>),
    /// Rows of one chapter of a collection, newest first.
    Held(Part<Row>),
    /// Two collections beside each other.
    Compared(Box<Compared>),
    /// Entries with one fate, by chapter and newest first.
    ComparedPart(Part<ComparedEntry>),
    /// What each provider offers.
    Offers(Vec<Offer>),
    /// Each provider, and when something of it was last collected, for people.
    Sheet(Vec<(String, String)>),
    /// Where sources disagree.
    Differences(Part<Difference>),
    /// In how many places.
    Count(usize),
}

/// A provider with what was collected from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who.
    pub source: SourceMark,
    /// Kind of care and town, as far as known.
    pub about: String,
    /// Newest first.
    pub collections: Vec<CollectionHead>,
}

/// A collection in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionHead {
    /// Its random id: its own number.
    pub id: String,
    /// Who delivered it.
    pub source: SourceMark,
    /// When it began, for people.
    pub at: String,
    /// Its services.
    pub services: Vec<ServicePart>,
    /// Entries it brought.
    pub entries: usize,
    /// Whether it is part of the record.
    pub joined: bool,
    /// Whether it can be shown exactly as it was.
    pub rebuilds: bool,
}

/// A service within a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePart {
    /// Name for people.
    pub name: String,
    /// Whether everything of it came; none when it did not grant it.
    pub whole: Option<bool>,
    /// Entries it brought.
    pub entries: usize,
}

/// One collection, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionView {
    /// What it is.
    pub head: CollectionHead,
    /// Organisations that the data name as who composed them.
    pub composed_by: Vec<String>,
    /// Other collections of the provider, to compare with: newest first.
    pub others: Vec<CollectionHead>,
    /// The 18 chapters, and others with something in them.
    pub chapters: Vec<HeldChapter>,
}

/// A chapter as one collection held it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldChapter {
    /// Which, with the entries that the collection held.
    pub head: ChapterCount,
    /// The newest of them, newest first.
    pub rows: Part<Row>,
    /// Why there is nothing, or less.
    pub empties: Vec<Emptiness>,
}

/// Two collections of one provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The older one.
    pub older: CollectionHead,
    /// The newer one.
    pub newer: CollectionHead,
    /// Every collection of the provider, newest first.
    pub all: Vec<CollectionHead>,
    /// Per fate the first of the entries of either, by chapter and newest first.
    pub parts: Vec<(Fate, Part<ComparedEntry>)>,
}

/// An entry of either collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedEntry {
    /// As the newest of the two held it.
    pub row: Row,
    /// What changed; empty when nothing that people read did.
    pub changes: Vec<Change>,
}

/// What one provider offers at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Who.
    pub source: SourceMark,
    /// Every service on its entry of the list, also what cannot be collected here.
    pub services: Vec<OfferedService>,
    /// Per chapter, in order, what was received of each service that can fill it.
    pub chapters: Vec<OfferedChapter>,
}

/// A service that a provider offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedService {
    /// Name for people.
    pub name: String,
    /// Its number on the list (`GegevensdienstId`).
    pub id: String,
    /// Whether it can be collected here.
    pub supported: bool,
    /// When it was last collected, for people.
    pub collected: Option<String>,
}

/// A chapter of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedChapter {
    /// Which.
    pub head: ChapterCount,
    /// One per service.
    pub states: Vec<Offered>,
}

/// What was received of one service in one chapter, and why not more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Name of the service; none when the provider offers no service for it.
    pub service: Option<String>,
    /// Entries in the record.
    pub entries: usize,
    /// Why there is nothing, or less.
    pub why: Option<Emptiness>,
}

/// Sources that do not say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// About what.
    pub topic: Topic,
    /// What it is about: the title of the first.
    pub subject: String,
    /// What each says, with its date and source; no order of worth.
    pub sides: Vec<Side>,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The entry.
    pub row: Row,
    /// What it says about it: label and value.
    pub says: Vec<inzage_zib::view::Field>,
    /// When it was collected, for people.
    pub collected: String,
}
