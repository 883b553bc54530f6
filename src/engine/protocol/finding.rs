//! Finding: by word, and by date. What is typed and chosen stays in memory.

use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::{Row, SourceMark};

/// Which part of the record is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Only this chapter.
    pub chapter: Option<Chapter>,
    /// Only of this provider, by its MedMij name.
    pub provider: Option<String>,
    /// Only from this year on.
    pub from: Option<i32>,
    /// Only up to and including this year.
    pub to: Option<i32>,
}

impl Filter {
    /// Whether something in this chapter, of this provider and year is meant.
    pub fn keeps(&self, chapter: Chapter, provider: &str, year: Option<i32>) -> bool {
        self.chapter.is_none_or(|wanted| wanted == chapter)
            && self
                .provider
                .as_ref()
                .is_none_or(|wanted| wanted == provider)
            && self
                .from
                .is_none_or(|from| year.is_some_and(|year| year >= from))
            && self.to.is_none_or(|to| year.is_some_and(|year| year <= to))
    }
}

/// What can be chosen, of what there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Chapters with their names and how many there are in each.
    pub chapters: Vec<(Chapter, String, usize)>,
    /// Providers.
    pub providers: Vec<SourceMark>,
    /// Years, newest first.
    pub years: Vec<i32>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// As typed.
    pub words: String,
    /// Where.
    pub filter: Filter,
    /// How many to give at most.
    pub most: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Best first; at most as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// What can be chosen among everything that was found.
    pub choices: Choices,
    /// How many entries have been made ready to search in, of how many.
    pub ready: (usize, usize),
}

/// An entry that was found, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The entry.
    pub row: Row,
    /// The field that has the words; none when the title says it already, or
    /// when the entry is covered.
    pub because: Option<Because>,
}

/// A field with the words marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// Label of the field.
    pub label: String,
    /// Its text in pieces; true: what was looked for.
    pub pieces: Vec<(String, bool)>,
}
