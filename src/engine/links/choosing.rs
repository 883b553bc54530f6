//! What there is to choose from, in words.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::selection::{Label, Selection};
use inzage_measure::Reading;
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::super::open::Open;
use super::super::protocol::links::{ChapterChoice, Choices};
use super::super::protocol::{Part, Row, Stretch};
use super::super::records::Loaded;
use super::super::words;
use super::going::share_facts;

/// What is counted in one chapter.
#[derive(Default)]
struct Tally<'a> {
    entries: usize,
    going: usize,
    /// Entries by building block, with one of each to name it by.
    blocks: BTreeMap<String, Vec<&'a Loaded>>,
}

impl<S: Store> Open<S> {
    /// Everything that can be chosen, and what a choice comes to, with so many rows of
    /// what hangs together with what stays.
    pub(super) fn share_choices(&self, selection: &Selection, most: usize, lang: Lang) -> Choices {
        let going = self.going(selection);
        let mut chapters: BTreeMap<Chapter, Tally<'_>> = BTreeMap::new();
        let mut labels: BTreeMap<Label, usize> = BTreeMap::new();
        let mut providers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut documents = 0;
        for loaded in self.joined() {
            let Some(facts) = share_facts(loaded).filter(|facts| !facts.supports()) else {
                continue;
            };
            for chapter in &facts.chapters {
                let tally = chapters.entry(*chapter).or_default();
                tally.entries += 1;
                tally.going += usize::from(going.contains(facts.number));
                let block = tally.blocks.entry(facts.block.clone()).or_default();
                block.push(loaded);
            }
            for label in facts.labels {
                *labels.entry(*label).or_default() += 1;
            }
            *providers.entry(&loaded.record.head.provider).or_default() += 1;
            documents += usize::from(facts.document);
        }
        let linked = self.linked_to_what_stays(&going);
        let named = chapters.into_iter();
        let providers = providers.into_iter();
        let labels = labels.into_iter();
        Choices {
            chapters: named
                .map(|(chapter, tally)| self.chapter_choice(chapter, tally, lang))
                .collect(),
            labels: labels
                .map(|(label, n)| (label, words::label(label, lang).to_owned(), n))
                .collect(),
            providers: providers.map(|(of, n)| (self.mark(of), n)).collect(),
            documents,
            readings: self.own.all::<Reading>().count(),
            linked_in_all: linked.len(),
            linked: linked
                .into_iter()
                .take(most)
                .map(|loaded| self.row_alone(loaded, lang))
                .collect(),
            going: self.counted(&going),
        }
    }

    /// How many of them are entries by themselves.
    fn counted(&self, going: &BTreeSet<String>) -> usize {
        let entries = going.iter().filter_map(|number| self.records.get(number));
        let facts = entries.filter_map(share_facts);
        facts.filter(|facts| !facts.supports()).count()
    }

    fn chapter_choice(&self, chapter: Chapter, tally: Tally<'_>, lang: Lang) -> ChapterChoice {
        let blocks = tally.blocks.into_iter();
        let blocks: Vec<_> = blocks
            .map(|(block, of)| (block, self.block_name(&of, lang), of.len()))
            .collect();
        ChapterChoice {
            chapter,
            name: words::chapter_name(chapter, lang),
            entries: tally.entries,
            going: tally.going,
            // One block is the chapter.
            blocks: if blocks.len() > 1 { blocks } else { Vec::new() },
        }
    }

    /// What the entries of a block are called: what all of them are titled, else the
    /// word for their resource type.
    fn block_name(&self, entries: &[&Loaded], lang: Lang) -> String {
        let titles = entries.iter().filter_map(|loaded| {
            let resource = loaded.resource.as_ref()?;
            let known = self.known(&loaded.record.head);
            Some(inzage_zib::row(resource, &known, lang).title)
        });
        let titles: BTreeSet<String> = titles.collect();
        match (titles.first(), titles.len()) {
            (Some(title), 1) => title.clone(),
            (first, _) => {
                let kind = entries.first().map(|loaded| &loaded.record.head.kind);
                let word = kind.and_then(|kind| inzage_words::kind(kind, lang));
                word.map_or_else(|| first.cloned().unwrap_or_default(), str::to_owned)
            }
        }
    }

    /// A part of the entries of a chapter that the choice takes when no single entry is
    /// left out, newest first.
    pub(super) fn share_entries(
        &self,
        chapter: Chapter,
        selection: &Selection,
        stretch: Stretch,
        lang: Lang,
    ) -> Part<Row> {
        let open = Selection {
            entries: BTreeSet::new(),
            ..selection.clone()
        };
        let takes = |loaded: &Loaded| {
            let facts = share_facts(loaded);
            facts.is_some_and(|facts| facts.chapters.contains(&chapter) && open.takes(&facts))
        };
        let mut entries: Vec<&Loaded> = self.merged(takes);
        entries.sort_by(|a, b| b.date().cmp(&a.date()));
        stretch.of(&entries, |loaded| Some(self.row_alone(loaded, lang)))
    }
}
