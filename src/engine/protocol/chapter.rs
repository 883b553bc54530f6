//! Long lists, in parts.

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

/// Which part of a long list is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Place of the first.
    pub start: usize,
    /// How many at most.
    pub most: usize,
}

impl Stretch {
    /// That part of `all`; only of those `make` makes something.
    pub fn of<T, U>(self, all: &[T], make: impl FnMut(&T) -> Option<U>) -> Part<U> {
        let part = all.iter().skip(self.start).take(self.most);
        Part {
            items: part.filter_map(make).collect(),
            total: all.len(),
        }
    }
}

/// A part of a long list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part<T> {
    /// What stands there, in the order of the list.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
}

/// A part of the rows of a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Newest first.
    pub rows: Vec<Row>,
    /// How many there are in all, of those that were asked for.
    pub total: usize,
}
