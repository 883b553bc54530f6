//! The chapters: their counts, and their rows in parts.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::open::Open;
use super::protocol::{ChapterCount, ChapterView, Choices, Filter, Row, Rows, RowsRequest};
use super::reading::CHAPTERS;
use super::records::Loaded;
use super::words;

/// How many rows there are, by provider, service and chapter.
pub(super) type Counted = BTreeMap<String, BTreeMap<String, BTreeMap<Chapter, usize>>>;

/// The rows of one chapter.
#[derive(Default)]
pub(super) struct Listed {
    /// Newest first.
    rows: Vec<Place>,
    /// By what they can be chosen, in the same order; made when first asked for.
    facts: OnceCell<Vec<Facts>>,
}

/// A row: of which entry, and which of its rows in the chapter.
struct Place {
    number: String,
    nth: usize,
}

/// By what a row can be chosen.
struct Facts {
    /// Everybody who delivered it.
    providers: Vec<String>,
    year: Option<i32>,
    state: Option<String>,
}

impl Facts {
    fn keeps(&self, chapter: Chapter, request: &RowsRequest) -> bool {
        let filter = Filter {
            chapter: None,
            ..request.filter.clone()
        };
        let mut providers = self.providers.iter();
        providers.any(|provider| filter.keeps(chapter, provider, self.year))
            && (request.state.is_none() || request.state == self.state)
    }
}

impl<S: Store> Open<S> {
    /// A chapter with its count.
    pub(super) fn head(&self, chapter: Chapter, lang: Lang) -> ChapterCount {
        ChapterCount {
            chapter,
            name: self.chapter_name(chapter, lang),
            official: words::chapter_official(chapter, lang),
            entries: self.listed(chapter).map_or(0, |listed| listed.rows.len()),
        }
    }

    /// The plain name of a chapter, as whoever looks reads it.
    pub(super) fn chapter_name(&self, chapter: Chapter, lang: Lang) -> String {
        match self.viewing {
            None => words::chapter_name(chapter, lang),
            Some(_) => words::chapter_of_another(chapter, lang),
        }
    }

    /// What stands above the rows of a chapter, and below.
    pub(super) fn chapter(&self, chapter: Chapter, lang: Lang) -> ChapterView {
        ChapterView {
            head: self.head(chapter, lang),
            explanation: words::chapter_explained(chapter, lang),
            choices: self.row_choices(chapter, lang),
            states: self.row_states(chapter, lang),
            empties: self.empties(chapter, lang),
        }
    }

    /// A part of the rows of a chapter.
    pub(super) fn rows_of(&self, request: &RowsRequest, lang: Lang) -> Rows {
        let chapter = request.chapter;
        let places = self.listed(chapter).map_or(&[][..], |listed| &listed.rows);
        let everything = request.filter == Filter::default() && request.state.is_none();
        let kept: Vec<&Place> = if everything {
            places.iter().collect()
        } else {
            let pairs = places.iter().zip(self.facts(chapter, lang));
            let kept = pairs.filter(|(_, facts)| facts.keeps(chapter, request));
            kept.map(|(place, _)| place).collect()
        };
        let part = kept.iter().skip(request.start).take(request.most);
        Rows {
            rows: part
                .filter_map(|place| self.row_of(place, chapter, lang))
                .collect(),
            total: kept.len(),
        }
    }

    /// The first rows of a chapter.
    pub(super) fn first_rows(&self, chapter: Chapter, most: usize, lang: Lang) -> Rows {
        let first = RowsRequest {
            chapter,
            filter: Filter::default(),
            state: None,
            start: 0,
            most,
        };
        self.rows_of(&first, lang)
    }

    /// How many rows a service of a provider has in a chapter.
    pub(super) fn entries_of(&self, provider: &str, service: &str, chapter: Chapter) -> usize {
        let counted = self.derived.counted.get_or_init(|| self.count_all());
        let found = counted
            .get(provider)
            .and_then(|of| of.get(service)?.get(&chapter));
        found.copied().unwrap_or(0)
    }

    /// Likewise, whichever service brought them.
    pub(super) fn entries_from(&self, provider: &str, chapter: Chapter) -> usize {
        let counted = self.derived.counted.get_or_init(|| self.count_all());
        let services = counted.get(provider).into_iter().flat_map(BTreeMap::values);
        services.filter_map(|of| of.get(&chapter)).sum()
    }

    fn count_all(&self) -> Counted {
        let mut counted = Counted::new();
        for loaded in self.joined() {
            let head = &loaded.record.head;
            let of = counted.entry(head.provider.clone()).or_default();
            let of = of.entry(head.service.clone()).or_default();
            for chapter in self.chapters_of(loaded) {
                *of.entry(chapter).or_default() += self.count_in(loaded, chapter);
            }
        }
        counted
    }

    /// The chapters in which an entry may have rows: its own, and for a patient more.
    fn chapters_of(&self, loaded: &Loaded) -> Vec<Chapter> {
        if loaded.record.head.kind != "Patient" {
            return vec![loaded.chapter()];
        }
        let all = CHAPTERS.into_iter();
        all.filter(|chapter| self.count_in(loaded, *chapter) > 0)
            .collect()
    }

    fn listed(&self, chapter: Chapter) -> Option<&Listed> {
        self.list_chapters().get(&chapter)
    }

    /// Which rows every chapter has.
    pub(super) fn list_chapters(&self) -> &BTreeMap<Chapter, Listed> {
        self.derived.said.listed.get_or_init(|| self.list_all())
    }

    /// The rows of every chapter, each thing once.
    fn list_all(&self) -> BTreeMap<Chapter, Listed> {
        let mut found: BTreeMap<Chapter, Vec<&Loaded>> = BTreeMap::new();
        for loaded in self.joined() {
            for chapter in self.chapters_of(loaded) {
                found.entry(chapter).or_default().push(loaded);
            }
        }
        let listed = found.into_iter().map(|(chapter, entries)| {
            let mut once = self.once(entries, |loaded| self.count_in(loaded, chapter) > 0);
            by_date(&mut once);
            let rows = once.into_iter().flat_map(|loaded| {
                let number = &loaded.record.head.number;
                (0..self.count_of_its_own(loaded, chapter)).map(|nth| Place {
                    number: number.clone(),
                    nth,
                })
            });
            let rows = rows.collect();
            (
                chapter,
                Listed {
                    rows,
                    facts: OnceCell::new(),
                },
            )
        });
        listed.collect()
    }

    fn row_of(&self, place: &Place, chapter: Chapter, lang: Lang) -> Option<Row> {
        let loaded = self.records.get(&place.number)?;
        let rows = self.rows_in(loaded, chapter, lang);
        rows.into_iter().nth(place.nth)
    }

    fn facts(&self, chapter: Chapter, lang: Lang) -> &[Facts] {
        let Some(listed) = self.listed(chapter) else {
            return &[];
        };
        listed.facts.get_or_init(|| {
            let places = listed.rows.iter();
            places.map(|place| self.facts_of(place, lang)).collect()
        })
    }

    fn facts_of(&self, place: &Place, lang: Lang) -> Facts {
        let loaded = self.records.get(&place.number);
        let resource = loaded.and_then(|loaded| loaded.resource.as_ref());
        let shown = resource.filter(|_| !loaded.is_some_and(|loaded| self.is_covered(loaded)));
        Facts {
            providers: self.deliverers(&place.number),
            year: resource.and_then(year_of),
            state: shown.and_then(|resource| inzage_zib::state(resource, lang)),
        }
    }

    /// What can be chosen among the rows of a chapter.
    fn row_choices(&self, chapter: Chapter, lang: Lang) -> Choices {
        let facts = self.facts(chapter, lang);
        let providers: BTreeSet<&String> = facts.iter().flat_map(|row| &row.providers).collect();
        let years: BTreeSet<i32> = facts.iter().filter_map(|row| row.year).collect();
        Choices {
            chapters: Vec::new(),
            providers: providers
                .into_iter()
                .map(|provider| self.mark(provider))
                .collect(),
            years: years.into_iter().rev().collect(),
        }
    }

    /// Every status that occurs among the rows of a chapter.
    fn row_states(&self, chapter: Chapter, lang: Lang) -> Vec<String> {
        let facts = self.facts(chapter, lang).iter();
        let states: BTreeSet<&String> = facts.filter_map(|row| row.state.as_ref()).collect();
        states.into_iter().cloned().collect()
    }
}

/// The year that an entry is of, when that is known.
pub(super) fn year_of(resource: &inzage_fhir::Resource) -> Option<i32> {
    let (date, _) = inzage_zib::when(resource)?;
    date.get(..4)?.parse().ok()
}

/// Newest first; what has no date last.
pub(super) fn by_date(entries: &mut [&Loaded]) {
    entries.sort_by(|a, b| {
        let (one, other) = (&a.record.head, &b.record.head);
        let same_day =
            (&one.kind, &one.id, &one.number).cmp(&(&other.kind, &other.id, &other.number));
        b.date().cmp(&a.date()).then(same_day)
    });
}
