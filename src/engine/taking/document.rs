//! The record, or what was chosen of it, as one document to read, print or keep as
//! PDF: chapter after chapter, each entry whole and with its source.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::logbook::Event;
use inzage_dossier::selection::Selection;
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Entry, Lang};

use super::super::chapters::by_date;
use super::super::documents::attachments;
use super::super::open::Open;
use super::super::protocol::taking::{Document, Leaf};
use super::super::protocol::{Part, Row, Stretch};
use super::super::reading::CHAPTERS;
use super::super::records::Loaded;
use super::super::words;

impl<S: Store> Open<S> {
    /// The title page, with the chapters that have something.
    pub(super) fn title_page(&self, selection: &Selection, lang: Lang) -> Document {
        let taken = self.taken(selection);
        let goes = || taken.iter().filter_map(|number| self.records.get(number));
        let mut collected: BTreeMap<&str, &str> = BTreeMap::new();
        let mut counts: BTreeMap<Chapter, usize> = BTreeMap::new();
        for loaded in goes() {
            let head = &loaded.record.head;
            let last = collected.entry(&head.provider).or_insert(&head.at);
            *last = later(last, &head.at);
            *counts.entry(loaded.chapter()).or_default() += 1;
        }
        let known = self.known.as_ref().map(|known| &known.confirmed);
        let chapters = CHAPTERS.into_iter().filter_map(|chapter| {
            let count = counts.get(&chapter)?;
            Some((chapter, words::chapter_name(chapter, lang), *count))
        });
        let sources = collected.into_iter();
        Document {
            person: known.map(|person| person.name.clone()),
            birth: known.map(|person| inzage_zib::date_text(&person.birth, lang)),
            made: words::day(&self.log.now, lang),
            sources: sources
                .map(|(provider, at)| (self.mark(provider), words::day(at, lang)))
                .collect(),
            chapters: chapters.collect(),
            left_out: self.joined().count() - taken.len(),
            readings: selection.readings.then(|| self.own_things().len()),
        }
    }

    /// A part of the entries of a chapter, the newest first.
    pub(super) fn leaves(
        &self,
        selection: &Selection,
        chapter: Chapter,
        part: Stretch,
        lang: Lang,
    ) -> Part<Leaf> {
        let taken: BTreeSet<String> = self.taken(selection);
        let goes = taken.iter().filter_map(|number| self.records.get(number));
        let mut all: Vec<&Loaded> = goes.filter(|loaded| loaded.chapter() == chapter).collect();
        by_date(&mut all);
        part.of(&all, |loaded| Some(self.leaf(loaded, &taken, lang)))
    }

    /// A part of what she measured herself, the newest first.
    pub(super) fn own_measured(&self, part: Stretch, lang: Lang) -> Part<Row> {
        let mut all = self.own_things();
        all.sort_by_cached_key(|of| (Reverse(Event::order(&of.at)), of.id.clone()));
        part.of(&all, |of| self.own_line(&of.id, lang))
    }

    /// What is covered until it is opened is covered here too, and what is not `taken`
    /// is not named by what refers to it.
    fn leaf(&self, loaded: &Loaded, taken: &BTreeSet<String>, lang: Lang) -> Leaf {
        let head = &loaded.record.head;
        if let Some(kind) = self.cover(loaded) {
            return Leaf {
                covered: true,
                ..self.leaf_of(loaded, self.covered_page(loaded, kind, lang).entry, lang)
            };
        }
        let known = self.known_among(head, taken);
        let (entry, findings) = Self::entry_knowing(loaded, &known, lang);
        let documents = attachments(loaded).into_iter();
        Leaf {
            findings,
            documents: documents.map(|document| document.title).collect(),
            absent: head.follow.absent.as_deref().map(|at| words::day(at, lang)),
            ..self.leaf_of(loaded, entry, lang)
        }
    }

    fn leaf_of(&self, loaded: &Loaded, entry: Entry, lang: Lang) -> Leaf {
        let head = &loaded.record.head;
        let Entry {
            title,
            date,
            status,
            fields,
            other,
            ..
        } = entry;
        Leaf {
            title,
            date,
            status,
            source: self.mark(&head.provider),
            collected: words::day(&head.at, lang),
            fields: fields.into_iter().chain(other).collect(),
            documents: Vec::new(),
            findings: Vec::new(),
            absent: None,
            covered: false,
        }
    }
}

/// The later of two moments (RFC 3339).
fn later<'a>(one: &'a str, other: &'a str) -> &'a str {
    if Event::order(other) > Event::order(one) {
        other
    } else {
        one
    }
}
