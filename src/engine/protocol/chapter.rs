//! The rows of a chapter, in parts.

use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::{Filter, Row};

/// Which rows of a chapter are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsRequest {
    /// Of which chapter.
    pub chapter: Chapter,
    /// Which of them; a chapter in it is not looked at.
    pub filter: Filter,
    /// Only with this status, in the words of [`Row::state`].
    pub state: Option<String>,
    /// Place of the first; 0 is the newest.
    pub start: usize,
    /// How many at most.
    pub most: usize,
}

/// A part of the rows of a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Newest first.
    pub rows: Vec<Row>,
    /// How many there are in all, of those that were asked for.
    pub total: usize,
}
