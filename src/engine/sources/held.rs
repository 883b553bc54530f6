//! One collection as it was, and two of one provider beside each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use inzage_dossier::changes;
use inzage_dossier::collection::{Collection, State};
use inzage_dossier::emptiness;
use inzage_dossier::held::{as_held, fate};
use inzage_dossier::record::Record;
use inzage_dossier::view::{Change, Fate};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use crate::engine::empties::empty_state;
use crate::engine::open::Open;
use crate::engine::protocol::sources::{
    CollectionHead, CollectionView, Compared, ComparedEntry, HeldChapter, ServicePart, Source,
};
use crate::engine::protocol::{ChapterCount, Emptiness, Failure, Part, Row, Stretch};
use crate::engine::providers::not_found;
use crate::engine::reading::CHAPTERS;
use crate::engine::records::Loaded;
use crate::engine::same::said_of;
use crate::engine::words;

/// The chapters of the `BgZ` itself: always shown, also when empty.
const BGZ: usize = 18;
/// Rows of a chapter, and entries of one fate, that come with the first answer.
const FIRST: Stretch = Stretch { start: 0, most: 20 };
/// Everything that can become of an entry, in the order in which it is told.
const FATES: [Fate; 6] = [
    Fate::New,
    Fate::Changed,
    Fate::Gone,
    Fate::NotAskedNow,
    Fate::NotAskedBefore,
    Fate::Same,
];

/// A record as a collection held it: as it is still, or as it was then.
enum Held<'a> {
    Still(&'a Loaded),
    Then(Box<Loaded>),
}

impl Deref for Held<'_> {
    type Target = Loaded;

    fn deref(&self) -> &Loaded {
        match self {
            Self::Still(loaded) => loaded,
            Self::Then(loaded) => loaded,
        }
    }
}

/// Two collections of one provider, and what became of each entry between them.
struct Between<'a> {
    older: &'a Collection,
    newer: &'a Collection,
    /// By chapter, newest first.
    fates: Vec<(Fate, &'a Loaded)>,
}

impl<S: Store> Open<S> {
    /// Every provider with its collections.
    pub(super) fn source_index(&self, lang: Lang) -> Vec<Source> {
        let mut names: BTreeSet<&str> = self.providers.keys().map(String::as_str).collect();
        names.extend(self.collections.values().map(|c| c.provider.as_str()));
        let source = |name: &str| {
            let stored = self.providers.get(name);
            let about = stored.map(|stored| [&stored.provider.kind, &stored.provider.place]);
            let about = about
                .into_iter()
                .flatten()
                .flatten()
                .cloned()
                .collect::<Vec<_>>();
            Source {
                source: self.mark(name),
                about: about.join(" · "),
                collections: self.collection_heads(name, lang),
            }
        };
        names.into_iter().map(source).collect()
    }

    /// The collections of a provider, newest first.
    fn collection_heads(&self, provider: &str, lang: Lang) -> Vec<CollectionHead> {
        let mut all: Vec<_> = self
            .collections
            .values()
            .filter(|c| c.provider == provider)
            .collect();
        all.sort_by(|a, b| (&b.at, &b.id).cmp(&(&a.at, &a.id)));
        all.into_iter()
            .map(|collection| self.collection_head(collection, lang))
            .collect()
    }

    fn collection_head(&self, collection: &Collection, lang: Lang) -> CollectionHead {
        let counts = self.held_counts().get(&collection.id);
        let counts = counts.unwrap_or(const { &BTreeMap::new() });
        let part = |service: &str, name: &str| ServicePart {
            name: words::service_name(service, name, lang),
            whole: collection
                .services
                .iter()
                .any(|granted| granted == service)
                .then(|| collection.is_whole(service)),
            entries: counts.get(service).copied().unwrap_or_default(),
        };
        let mut services: BTreeMap<&str, &str> = self.offered(collection).into_iter().collect();
        for service in collection
            .services
            .iter()
            .map(String::as_str)
            .chain(counts.keys().map(String::as_str))
        {
            services.entry(service).or_insert(service);
        }
        CollectionHead {
            id: collection.id.clone(),
            source: self.mark(&collection.provider),
            at: words::moment(&collection.at, lang),
            services: services
                .iter()
                .map(|(service, name)| part(service, name))
                .collect(),
            entries: counts.values().sum(),
            joined: matches!(collection.state, State::Joined { .. }),
            rebuilds: collection.rebuilds,
        }
    }

    /// How many entries of each service every collection held.
    pub(in crate::engine) fn held_counts(&self) -> &BTreeMap<String, BTreeMap<String, usize>> {
        self.derived.held.get_or_init(|| {
            let mut of_provider: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for collection in self.collections.values() {
                let ids = of_provider.entry(&collection.provider).or_default();
                ids.push(&collection.id);
            }
            let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
            for record in self.joined().map(|loaded| &loaded.record) {
                let ids = of_provider.get(record.head.provider.as_str());
                for id in ids.into_iter().flatten() {
                    if as_held(record, id).is_some() {
                        let counted = counts.entry((*id).to_owned()).or_default();
                        *counted.entry(record.head.service.clone()).or_default() += 1;
                    }
                }
            }
            counts
        })
    }

    /// The services of the login that a collection came with, with their names.
    fn offered(&self, collection: &Collection) -> Vec<(&str, &str)> {
        let stored = self.providers.get(&collection.provider);
        let groups = stored.into_iter().flat_map(|stored| &stored.groups);
        groups
            .filter(|group| group.id == collection.group)
            .flat_map(|group| &group.services)
            .map(|service| (service.id.as_str(), service.name.as_str()))
            .collect()
    }

    /// What a collection held, each as it brought it. Nothing of what has not joined
    /// the record.
    fn held<'a>(&'a self, collection: &'a Collection) -> impl Iterator<Item = Held<'a>> {
        self.joined()
            .filter(|loaded| loaded.record.head.provider == collection.provider)
            .filter_map(|loaded| as_it_was(loaded, collection))
    }

    pub(super) fn held_collection(&self, id: &str, lang: Lang) -> Result<CollectionView, Failure> {
        let collection = not_found(self.collections.get(id))?;
        let held: Vec<Held<'_>> = self.held(collection).collect();
        let mut others = self.collection_heads(&collection.provider, lang);
        others.retain(|other| other.id != id && other.joined);
        let composers = held.iter().flat_map(|loaded| {
            let known = self.known(&loaded.record.head);
            let resource = loaded.resource.as_ref();
            resource
                .map(|resource| inzage_zib::composers(resource, &known, lang))
                .unwrap_or_default()
        });
        let chapters = CHAPTERS
            .iter()
            .enumerate()
            .map(|(at, chapter)| (at, self.held_chapter(collection, &held, *chapter, lang)));
        Ok(CollectionView {
            head: self.collection_head(collection, lang),
            composed_by: composers.collect::<BTreeSet<_>>().into_iter().collect(),
            others,
            chapters: chapters
                .filter(|(at, chapter)| *at < BGZ || chapter.rows.total > 0)
                .map(|(_, chapter)| chapter)
                .collect(),
        })
    }

    fn held_chapter(
        &self,
        collection: &Collection,
        held: &[Held<'_>],
        chapter: Chapter,
        lang: Lang,
    ) -> HeldChapter {
        let here = self.held_in(held, chapter);
        let rows = self.rows_held(&here, chapter, FIRST, lang);
        HeldChapter {
            head: ChapterCount {
                entries: rows.total,
                ..self.head(chapter, lang)
            },
            empties: self.held_empties(collection, &here, chapter, lang),
            rows,
        }
    }

    /// A part of what a collection held in a chapter.
    pub(super) fn held_rows(
        &self,
        id: &str,
        chapter: Chapter,
        part: Stretch,
        lang: Lang,
    ) -> Result<Part<Row>, Failure> {
        let collection = not_found(self.collections.get(id))?;
        let held: Vec<Held<'_>> = self.held(collection).collect();
        Ok(self.rows_held(&self.held_in(&held, chapter), chapter, part, lang))
    }

    /// The rows of a chapter, newest first: of which entry, and which of its rows.
    fn held_in<'a>(&self, held: &'a [Held<'_>], chapter: Chapter) -> Vec<(&'a Loaded, usize)> {
        let mut here: Vec<(&Loaded, usize)> = held
            .iter()
            .map(|loaded| (&**loaded, self.count_in(loaded, chapter)))
            .filter(|(_, rows)| *rows > 0)
            .collect();
        here.sort_by_key(|(loaded, _)| (Reverse(loaded.date()), &loaded.record.head.number));
        here.into_iter()
            .flat_map(|(loaded, rows)| (0..rows).map(move |nth| (loaded, nth)))
            .collect()
    }

    fn rows_held(
        &self,
        here: &[(&Loaded, usize)],
        chapter: Chapter,
        part: Stretch,
        lang: Lang,
    ) -> Part<Row> {
        part.of(here, |(loaded, nth)| {
            let rows = self.rows_alone_in(loaded, chapter, lang);
            // Who stood within a Patient then may stand elsewhere in it now.
            Some(Row {
                number: loaded.record.head.number.clone(),
                ..rows.into_iter().nth(*nth)?
            })
        })
    }

    /// Why a collection held nothing, or less, in a chapter.
    fn held_empties(
        &self,
        collection: &Collection,
        here: &[(&Loaded, usize)],
        chapter: Chapter,
        lang: Lang,
    ) -> Vec<Emptiness> {
        let services: Vec<_> = self.offered(collection);
        let filling = services
            .iter()
            .filter(|(id, _)| emptiness::fills(id, chapter));
        let empties = filling.filter_map(|(id, name)| {
            let known = emptiness::Known {
                service: id,
                last: Some(collection),
                lapsed: false,
                entries: here
                    .iter()
                    .filter(|(loaded, _)| loaded.record.head.service == *id)
                    .count(),
            };
            let why = emptiness::of_service(known, chapter)?;
            Some(Emptiness {
                source: self.mark(&collection.provider),
                service: Some((*id).to_owned()),
                service_name: Some(words::service_name(id, name, lang)),
                scope: inzage_words::scope_note(id, lang).map(str::to_owned),
                state: empty_state(why, id, lang),
            })
        });
        let mut empties: Vec<_> = empties.collect();
        let fills = |(id, _): &(&str, &str)| emptiness::fills(id, chapter);
        if here.is_empty() && !services.iter().any(fills) {
            empties.push(Emptiness {
                source: self.mark(&collection.provider),
                service: None,
                service_name: None,
                scope: None,
                state: empty_state(emptiness::Emptiness::NotOffered, "", lang),
            });
        }
        empties
    }

    pub(super) fn compare(&self, one: &str, other: &str, lang: Lang) -> Result<Compared, Failure> {
        let between = self.between(one, other)?;
        let parts = FATES.map(|fate| (fate, self.part_of(&between, fate, FIRST, lang)));
        Ok(Compared {
            older: self.collection_head(between.older, lang),
            newer: self.collection_head(between.newer, lang),
            all: self.collection_heads(&between.older.provider, lang),
            parts: parts.into(),
        })
    }

    /// A part of the entries with one fate.
    pub(super) fn compared_part(
        &self,
        (one, other): (&str, &str),
        fate: Fate,
        part: Stretch,
        lang: Lang,
    ) -> Result<Part<ComparedEntry>, Failure> {
        let between = self.between(one, other)?;
        Ok(self.part_of(&between, fate, part, lang))
    }

    /// Whichever is named first, the older one comes first.
    fn between(&self, one: &str, other: &str) -> Result<Between<'_>, Failure> {
        let (one, other) = (
            not_found(self.collections.get(one))?,
            not_found(self.collections.get(other))?,
        );
        if one.provider != other.provider {
            return Err(Failure::NotFound);
        }
        let (older, newer) = if (&one.at, &one.id) <= (&other.at, &other.id) {
            (one, other)
        } else {
            (other, one)
        };
        let mut fates: Vec<(Fate, &Loaded)> = self
            .joined()
            .filter(|loaded| loaded.record.head.provider == older.provider)
            .filter_map(|loaded| Some((fate(&loaded.record, older, newer)?, loaded)))
            .collect();
        fates.sort_by_key(|(_, loaded)| {
            (
                loaded.chapter(),
                Reverse(loaded.date()),
                &loaded.record.head.number,
            )
        });
        Ok(Between {
            older,
            newer,
            fates,
        })
    }

    fn part_of(
        &self,
        between: &Between<'_>,
        wanted: Fate,
        part: Stretch,
        lang: Lang,
    ) -> Part<ComparedEntry> {
        let alike = between.fates.iter().filter(|(fate, _)| *fate == wanted);
        let alike: Vec<&Loaded> = alike.map(|(_, loaded)| *loaded).collect();
        part.of(&alike, |loaded| {
            self.compared(loaded, between, wanted, lang)
        })
    }

    fn compared(
        &self,
        loaded: &Loaded,
        between: &Between<'_>,
        fate: Fate,
        lang: Lang,
    ) -> Option<ComparedEntry> {
        let before = as_it_was(loaded, between.older);
        let now = as_it_was(loaded, between.newer);
        let said = |loaded: &Loaded| said_of(&self.entry(loaded, lang).0, lang);
        let changes: Vec<Change> = match (&before, &now) {
            (Some(before), Some(now)) if fate == Fate::Changed && !self.is_covered(now) => {
                changes::between(&said(before), &said(now))
            }
            _ => Vec::new(),
        };
        let shown = now.or(before)?;
        Some(ComparedEntry {
            row: self.row_alone(&shown, lang),
            changes,
        })
    }
}

/// A record as a collection brought it; none when it did not.
fn as_it_was<'a>(loaded: &'a Loaded, collection: &Collection) -> Option<Held<'a>> {
    let record = &loaded.record;
    let bytes = as_held(record, &collection.id)?;
    if bytes == record.bytes {
        return Some(Held::Still(loaded));
    }
    Some(Held::Then(Box::new(Loaded::new(Record {
        head: record.head.clone(),
        bytes: bytes.to_vec(),
        earlier: Vec::new(),
    }))))
}
