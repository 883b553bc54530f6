//! Search: the index of an open vault, made in slices while nobody asks for
//! anything else, and what is found in it.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use inzage_dossier::search::{Doc, Found as FoundDocs, Index, Part, Synonyms, marked};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Entry, Field, Lang};

use super::added::own_mark;
use super::open::Open;
use super::protocol::{Because, Filter, Found, Hit, Search};
use super::reading::{attachments, chapter_of};
use super::records::Loaded;
use super::words;

/// Entries that are read in one slice: a few thousandths of a second.
const SLICE: usize = 16;

/// The index, and what is left to make of it.
#[derive(Default)]
pub(super) struct Searching {
    /// The last one that was made whole.
    whole: Option<Index>,
    /// The one being made.
    growing: Index,
    /// Numbers that still have to go into it; none before the first slice.
    left: Option<Vec<String>>,
    /// Which state of the records the growing one is of.
    of: Option<u64>,
    synonyms: OnceCell<Synonyms>,
}

impl Searching {
    /// Nothing of it is of use any more: another language, another vault.
    pub(super) fn clear(&mut self) {
        self.whole = None;
        self.of = None;
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
    /// Whether something is left to make ready.
    pub(super) fn has_work(&self) -> bool {
        self.searching.of != Some(self.records.state()) || self.searching.left.is_some()
    }

    /// Makes a few more entries ready to search in.
    pub(super) fn work(&mut self, lang: Lang) {
        if self.searching.of != Some(self.records.state()) {
            let numbers = self
                .joined()
                .map(|loaded| loaded.record.head.number.clone());
            self.searching.left = Some(numbers.chain(self.added_ids()).collect());
            self.searching.growing = Index::default();
            self.searching.of = Some(self.records.state());
        }
        let Some(mut left) = self.searching.left.take() else {
            return;
        };
        let slice = left.split_off(left.len().saturating_sub(SLICE));
        for number in slice {
            self.make_ready(&number, lang);
        }
        if left.is_empty() {
            self.searching.whole = Some(std::mem::take(&mut self.searching.growing));
        } else {
            self.searching.left = Some(left);
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

    /// The person added or changed something: it is found as it is now.
    pub(super) fn index_again(&mut self, id: &str, lang: Lang) {
        self.make_ready_again(id, lang);
        if self.searching.left.is_some() {
            self.searching.of = None;
        }
    }

    fn make_ready(&mut self, number: &str, lang: Lang) {
        let mut index = std::mem::take(&mut self.searching.growing);
        self.put_in(&mut index, number, lang);
        self.searching.growing = index;
    }

    fn put_in(&self, index: &mut Index, number: &str, lang: Lang) {
        let Some(loaded) = self.records.get(number) else {
            return self.put_added_in(index, number, lang);
        };
        let head = &loaded.record.head;
        let date = loaded.resource.as_ref().and_then(inzage_zib::sort_key);
        let doc = Doc {
            number: number.to_owned(),
            chapter: chapter_of(loaded),
            provider: head.provider.clone(),
            date: date.unwrap_or_default(),
        };
        let texts = self.texts(loaded, lang);
        index.add(doc, texts.iter().map(|(part, text)| (*part, text.as_str())));
    }

    fn put_added_in(&self, index: &mut Index, id: &str, lang: Lang) {
        let Some((texts, date)) = self.added_texts(id) else {
            return;
        };
        let doc = Doc {
            number: id.to_owned(),
            chapter: self
                .added_row(id, lang)
                .map_or(Chapter::Documents, |row| row.chapter),
            provider: String::new(),
            date,
        };
        let own = own_mark(lang).name;
        let texts = texts.iter().map(|text| (Part::Title, text.as_str()));
        index.add(doc, texts.chain([(Part::Label, own.as_str())]));
    }

    /// Everything that an entry can be found by.
    fn texts(&self, loaded: &Loaded, lang: Lang) -> Vec<(Part, String)> {
        let chapter = chapter_of(loaded);
        let mut texts = vec![
            (Part::Label, words::chapter_name(chapter, lang)),
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
        let index = self.searching.index();
        let docs = index.search(&search.words, self.searching.synonyms(), |doc| {
            let loaded = self.records.get(&doc.number);
            loaded.map_or_else(
                || {
                    self.own
                        .get(&doc.number)
                        .is_some_and(|own| own.now().is_some())
                },
                |loaded| !loaded.record.head.staged,
            )
        });
        let groups = self.groups();
        let mut seen = BTreeSet::new();
        let once: Vec<&Doc> = docs
            .docs
            .iter()
            .filter(|doc| seen.insert(groups.lead(&doc.number)))
            .copied()
            .collect();
        let kept = once.iter().filter(|doc| keeps(&search.filter, doc));
        let kept: Vec<&Doc> = kept.copied().collect();
        let first = kept.iter().take(search.most);
        Found {
            hits: first.filter_map(|doc| self.hit(doc, &docs, lang)).collect(),
            total: kept.len(),
            choices: self.choices(once.iter().map(|doc| facts(doc)), lang),
            ready: (index.len(), self.to_find().max(index.len())),
        }
    }

    /// How many things there are to find.
    fn to_find(&self) -> usize {
        self.joined().count() + self.added_ids().count()
    }

    fn hit(&self, doc: &Doc, found: &FoundDocs<'_>, lang: Lang) -> Option<Hit> {
        let Some(loaded) = self.records.get(&doc.number) else {
            let row = self.added_row(&doc.number, lang)?;
            return Some(Hit { row, because: None });
        };
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
fn facts(doc: &Doc) -> (Chapter, &str, Option<i32>) {
    let year = doc.date.get(..4).and_then(|year| year.parse().ok());
    (doc.chapter, doc.provider.as_str(), year)
}

fn keeps(filter: &Filter, doc: &Doc) -> bool {
    let (chapter, provider, year) = facts(doc);
    filter.keeps(chapter, provider, year)
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
