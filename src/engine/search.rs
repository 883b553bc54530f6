//! Search: the index of an open vault, made in slices while nobody asks for
//! anything else, and what is found in it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use inzage_dossier::search::{Doc, Facet, Found as FoundDocs, Index, Part, Synonyms, marked};
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::{Chapter, Entry, Field, Lang};

use super::documents::attachments;
use super::measuring::lines::{OWN, own_mark};
use super::open::Open;
use super::protocol::{Because, Found, Hit, Search};
use super::records::Loaded;
use super::words;

/// Entries that are read in one slice: a few thousandths of a second.
const SLICE: usize = 16;

/// The index, and what is left to make of it.
#[derive(Default)]
pub(super) struct Searching {
    /// The last one that was made whole.
    whole: Option<Index>,
    /// How often another one took its place.
    made: u64,
    /// The one being made.
    growing: Index,
    /// Numbers that still have to go into it; none before the first slice.
    left: Option<Vec<String>>,
    /// Which state of the records the growing one is of.
    of: Option<u64>,
    /// Own entries that changed since they were made ready.
    changed: BTreeSet<String>,
    synonyms: OnceCell<Synonyms>,
}

impl Searching {
    /// Nothing of it is of use any more: another language, another vault.
    pub(super) fn clear(&mut self) {
        self.whole = None;
        self.made += 1;
        self.of = None;
    }

    /// An own entry came, went or changed.
    pub(super) fn changed(&mut self, id: &str) {
        self.changed.insert(id.to_owned());
    }

    /// How many entries are ready to be found, of how many.
    fn ready(&self) -> (usize, usize) {
        match &self.left {
            Some(left) => (self.growing.len(), self.growing.len() + left.len()),
            None => (self.index().len(), self.index().len()),
        }
    }

    /// The one to search in: whole, or as far as it has grown.
    fn index(&self) -> &Index {
        self.whole.as_ref().unwrap_or(&self.growing)
    }

    fn synonyms(&self) -> &Synonyms {
        self.synonyms
            .get_or_init(|| Synonyms::new(inzage_words::synonyms()))
    }
}

impl<S: Store> Open<S> {
    /// Whether something is left to make ready to search in.
    pub(super) fn has_to_index(&self) -> bool {
        self.searching.of != Some(self.records.state())
            || self.searching.left.is_some()
            || !self.searching.changed.is_empty()
    }

    /// Makes a few more entries ready to search in.
    pub(super) fn index_more(&mut self, lang: Lang) {
        self.begin_to_index();
        let Some(mut left) = self.searching.left.take() else {
            self.renew(lang);
            return;
        };
        let slice = left.split_off(left.len().saturating_sub(SLICE));
        for number in slice {
            self.make_ready(&number, lang);
        }
        if left.is_empty() {
            self.searching.whole = Some(std::mem::take(&mut self.searching.growing));
            self.searching.made += 1;
        } else {
            self.searching.left = Some(left);
        }
    }

    /// Notes what has to be made ready, when that is not what was begun with.
    fn begin_to_index(&mut self) {
        if self.searching.of == Some(self.records.state()) {
            return;
        }
        let numbers = self
            .joined()
            .map(|loaded| loaded.record.head.number.clone());
        let own = self.own_things().into_iter().map(|thing| thing.id);
        let own = own.chain(self.added_ids());
        self.searching.left = Some(numbers.chain(own).collect());
        self.searching.changed.clear();
        self.searching.growing = Index::default();
        self.searching.made += 1;
        self.searching.of = Some(self.records.state());
    }

    /// Makes own entries ready again that changed.
    fn renew(&mut self, lang: Lang) {
        for id in std::mem::take(&mut self.searching.changed) {
            self.make_ready_again(&id, lang);
        }
    }

    /// An entry reads differently now (it was opened): it is found by all it says.
    pub(super) fn make_ready_again(&mut self, number: &str, lang: Lang) {
        if let Some(mut index) = self.searching.whole.take() {
            index.forget(number);
            self.put_in(&mut index, number, lang);
            self.searching.whole = Some(index);
        }
    }

    fn make_ready(&mut self, number: &str, lang: Lang) {
        let mut index = std::mem::take(&mut self.searching.growing);
        self.put_in(&mut index, number, lang);
        self.searching.growing = index;
    }

    fn put_in(&self, index: &mut Index, number: &str, lang: Lang) {
        let Some(loaded) = self.records.get(number) else {
            let own = self.own_doc(number, lang);
            if let Some((doc, texts)) = own.or_else(|| self.added_doc(number, lang)) {
                index.add(doc, texts.iter().map(|(part, text)| (*part, text.as_str())));
            }
            return;
        };
        let head = &loaded.record.head;
        let doc = Doc {
            number: number.to_owned(),
            chapter: loaded.chapter(),
            provider: head.provider.clone(),
            date: loaded.date().unwrap_or_default().to_owned(),
        };
        let texts = self.texts(loaded, lang);
        index.add(doc, texts.iter().map(|(part, text)| (*part, text.as_str())));
    }

    /// A note or document of the person, and what it is found by.
    fn added_doc(&self, id: &str, lang: Lang) -> Option<(Doc, Vec<(Part, String)>)> {
        let (texts, date) = self.added_texts(id)?;
        let doc = Doc {
            number: id.to_owned(),
            chapter: self.added_row(id, lang)?.chapter,
            provider: OWN.to_owned(),
            date,
        };
        let own = (Part::Label, own_mark(lang).name);
        let texts = texts.into_iter().map(|text| (Part::Title, text));
        Some((doc, texts.chain([own]).collect()))
    }

    /// Everything that an entry can be found by.
    fn texts(&self, loaded: &Loaded, lang: Lang) -> Vec<(Part, String)> {
        let chapter = loaded.chapter();
        let mut texts = vec![
            (Part::Label, self.chapter_name(chapter, lang)),
            (Part::Label, words::chapter_official(chapter, lang)),
            (Part::Code, self.mark(&loaded.record.head.provider).name),
        ];
        if let Some(kind) = self.cover(loaded) {
            let row = words::covered_row(kind, String::new(), lang);
            texts.push((Part::Title, row.title));
            return texts;
        }
        let (entry, _) = self.entry(loaded, lang);
        texts.push((Part::Title, entry.title));
        texts.extend([entry.date, entry.status].map(|text| (Part::Value, text)));
        let parts = [
            (entry.fields, Part::Value),
            (entry.other, Part::Value),
            (entry.source, Part::Code),
        ];
        for (fields, part) in parts {
            for Field { label, value } in fields {
                texts.extend([(part.min(Part::Label), label), (part, value)]);
            }
        }
        let titles = attachments(loaded).into_iter();
        texts.extend(titles.map(|attachment| (Part::Title, attachment.title)));
        texts.extend(
            self.other_words(loaded, lang)
                .map(|name| (Part::Label, name)),
        );
        texts
    }

    /// What is found, each thing once, as far as it has been made ready.
    pub(super) fn found(&mut self, search: &Search, lang: Lang) -> Found {
        self.begin_to_index();
        if self.searching.left.is_none() {
            self.renew(lang);
        }
        let returned = self.returned_and_here();
        let index = self.searching.index();
        let is_new = !self.has_to_index();
        let docs = index.search(&search.words, self.searching.synonyms(), |doc| {
            if returned.contains_key(&doc.number) {
                return false;
            }
            // An index of an earlier state may know what is gone.
            is_new || {
                let record = self.records.get(&doc.number);
                record.map_or(doc.provider == OWN, |loaded| !loaded.record.head.staged)
            }
        });
        let facets = index.facets();
        // Of one thing at two sources both can be chosen; it counts once.
        let mut counts: Vec<Option<usize>> = vec![None; facets.len()];
        let mut count = |at: usize, more| {
            if let Some(count) = counts.get_mut(index.facet_of(at)) {
                *count.get_or_insert(0) += more;
            }
        };
        for at in &docs.places {
            count(*at, 0);
        }
        let once = self.each_once(docs.places.iter().copied());
        for at in &once {
            count(*at, 1);
        }
        let keeps = |facet: &Facet| {
            let (chapter, provider, year) = facts(facet);
            search.filter.keeps(chapter, provider, year)
        };
        let keeps: Vec<bool> = facets.iter().map(keeps).collect();
        let is_kept = |at: &usize| keeps.get(index.facet_of(*at)) == Some(&true);
        let kept = if keeps.iter().all(|kept| *kept) {
            once
        } else {
            self.each_once(docs.places.iter().copied().filter(is_kept))
        };
        let first = kept.iter().take(search.most);
        let first = first.filter_map(|at| docs.doc(*at));
        let there = facets.iter().zip(counts);
        let there = there.filter_map(|(facet, count)| Some((facet, count?)));
        Found {
            hits: first.filter_map(|doc| self.hit(doc, &docs, lang)).collect(),
            total: kept.len(),
            choices: self.choices(there.map(|(facet, count)| (facts(facet), count)), lang),
            ready: self.searching.ready(),
        }
    }

    /// Of what stands together only the first.
    fn each_once(&self, found: impl Iterator<Item = usize>) -> Vec<usize> {
        let groups = self.groups_of_docs();
        let mut seen = vec![false; self.groups().count()];
        let is_first = |at: &usize| {
            let group = groups.get(*at).copied().flatten();
            let known = group.and_then(|group| seen.get_mut(group));
            known.is_none_or(|known| !std::mem::replace(known, true))
        };
        found.filter(is_first).collect()
    }

    /// In which group of more than one each entry of the index is, looked up once for
    /// every letter that is typed after it.
    fn groups_of_docs(&self) -> Rc<Vec<Option<usize>>> {
        let index = self.searching.index();
        let of = (self.searching.made, index.len());
        let kept = &self.derived.grouped;
        if let Some((known, groups)) = kept.borrow().as_ref()
            && *known == of
        {
            return Rc::clone(groups);
        }
        let groups = self.groups();
        let docs = index.docs().iter();
        let fresh: Rc<Vec<_>> = Rc::new(docs.map(|doc| groups.group(&doc.number)).collect());
        *kept.borrow_mut() = Some((of, Rc::clone(&fresh)));
        fresh
    }

    fn own_hit(&self, doc: &Doc, found: &FoundDocs<'_>, lang: Lang) -> Option<Hit> {
        if let Some(row) = self.added_row(&doc.number, lang) {
            return Some(Hit { row, because: None });
        }
        let row = self.own_line(&doc.number, lang)?;
        let note = self.own_note(&doc.number, lang).unwrap_or_default();
        let (pieces, hits) = marked(&note, |word| found.is_hit(word));
        let because = (hits > 0).then(|| Because {
            label: phrase("own_note", lang).to_owned(),
            pieces: pieces
                .into_iter()
                .map(|piece| (piece.text, piece.hit))
                .collect(),
        });
        Some(Hit { row, because })
    }

    fn hit(&self, doc: &Doc, found: &FoundDocs<'_>, lang: Lang) -> Option<Hit> {
        if doc.provider == OWN {
            return self.own_hit(doc, found, lang);
        }
        let loaded = self.records.get(&doc.number)?;
        let row = self.row(loaded, lang);
        let covered = self.cover(loaded).is_some();
        let (entry, _) = self.entry(loaded, lang);
        let because = (!covered).then(|| because(&row.title, &entry, found));
        Some(Hit {
            row,
            because: because.flatten(),
        })
    }
}

/// Chapter, provider and year.
fn facts(facet: &Facet) -> (Chapter, &str, Option<i32>) {
    (facet.chapter, facet.provider.as_str(), facet.year)
}

/// The field that has most of the words; none when the title has as many.
fn because(title: &str, entry: &Entry, found: &FoundDocs<'_>) -> Option<Because> {
    let (_, in_title) = marked(title, |word| found.is_hit(word));
    let fields = entry.fields.iter().chain(&entry.other).chain(&entry.source);
    let mut best: Option<(usize, Because)> = None;
    for field in fields {
        let (pieces, hits) = marked(&field.value, |word| found.is_hit(word));
        let (_, in_label) = marked(&field.label, |word| found.is_hit(word));
        let weight = 2 * hits + in_label;
        if weight > 2 * in_title && best.as_ref().is_none_or(|(most, _)| weight > *most) {
            let pieces = pieces.into_iter().map(|piece| (piece.text, piece.hit));
            let label = field.label.clone();
            let pieces = pieces.collect();
            best = Some((weight, Because { label, pieces }));
        }
    }
    best.map(|(_, because)| because)
}
