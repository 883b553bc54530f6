//! What is new, changed or no longer listed; what is covered.

use serde::{Deserialize, Serialize};

use super::{Row, SourceMark};

/// What a screen asks about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum NewsRequest {
    /// Everything unread; at most so many rows. -> [`super::Answer::News`]
    All { most: usize },
    /// A part of what is unread for one reason, from the place `start` on.
    /// -> [`super::Answer::Rows`]
    Rows {
        unread: Unread,
        start: usize,
        most: usize,
    },
    /// The person opened the page of an entry. -> [`super::Answer::Done`]
    Opened { number: String },
    /// Everything was read, of one provider or of all. -> [`super::Answer::Done`]
    AllRead { provider: Option<String> },
    /// Whether sensitive kinds open covered. -> [`super::Answer::Covers`]
    Covers,
    /// Change that. -> [`super::Answer::Done`]
    SetCovers { covers: bool },
}

/// Why a row is unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unread {
    /// It was not there before.
    New,
    /// It reads differently.
    Changed,
    /// Its source lists it no longer.
    Gone,
}

/// Everything unread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Per provider, most recent collection first; also those without news.
    pub providers: Vec<ProviderNews>,
    /// How many entries are unread for each reason; no reason without one.
    pub counts: Vec<(Unread, usize)>,
    /// The first unread entries, new first, then changed, then gone; newest first.
    pub rows: Vec<Row>,
}

/// What is unread of one provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderNews {
    /// Whose.
    pub source: SourceMark,
    /// When it was last collected, for people.
    pub collected: String,
    /// Since which day there is news, for people; empty without news.
    pub since: String,
    /// Entries that were not there before.
    pub new: usize,
    /// Entries that read differently.
    pub changed: usize,
    /// Entries that the source lists no longer.
    pub gone: usize,
    /// Whether nothing was collected before the last time.
    pub first: bool,
}
