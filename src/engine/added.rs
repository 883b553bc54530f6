//! What the person adds herself: notes on entries, documents and photos. Each is
//! an own entry (ADR 0090); the bytes of a document lie with those of received
//! ones. An entry it is on is known by what it is at its source, so that it holds
//! after collecting again.

use chrono::NaiveDate;
use inzage_dossier::document::{Kind as FileKind, file_name, only_picture};
use inzage_dossier::duplicates::Thing;
use inzage_own::{Author, Entry, Payload, What as Done};
use inzage_vault::{Change, CryptoRng, Kind, Store};
use inzage_zib::view::{Chapter, Lang};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::documents::document_kind;
use super::measuring::lines::own_mark;
use super::open::{Open, delete};
use super::protocol::added::{Answer, Item, Refusal, Request};
use super::protocol::{Answer as Whole, AttachmentView, DocumentBytes, Failure, Made, Row};
use super::providers::not_found;
use super::{Outcome, words};

/// Most characters of a note, and of a title.
const LONGEST: usize = 2_000;
const LONGEST_TITLE: usize = 200;
/// Most bytes of a document.
const LARGEST: usize = 20_000_000;
/// Characters of a note that stand in a row.
const SHOWN: usize = 120;

/// The entry that something is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    thing: Thing,
    /// What it was called then.
    called: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    about: Option<About>,
    text: String,
}

impl Payload for Note {
    const KIND: &'static str = "note";
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Paper {
    about: Option<About>,
    title: String,
    /// `YYYY-MM-DD` or empty.
    date: String,
    size: u64,
}

impl Payload for Paper {
    const KIND: &'static str = "own-document";
}

/// Either of them, as it is now.
enum Added {
    Note(Note),
    Paper(Paper),
}

impl Added {
    fn of(entry: &Entry) -> Option<Self> {
        let note = entry.now_typed().map(Self::Note);
        note.or_else(|| entry.now_typed().map(Self::Paper))
    }

    const fn about(&self) -> Option<&About> {
        match self {
            Self::Note(note) => note.about.as_ref(),
            Self::Paper(paper) => paper.about.as_ref(),
        }
    }
}

/// Under which id the bytes of an own document are kept.
pub(super) fn bytes_id(id: &str) -> String {
    format!("own/{id}")
}

impl<S: Store> Open<S> {
    /// Requests about what the person adds.
    pub(super) async fn adding(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let outcome = match request {
            Request::On { number } => Ok(Answer::Items(self.added_on(number.as_deref(), lang))),
            Request::One { id } => {
                let entry = not_found(self.own.get(&id))?;
                let added = not_found(Added::of(entry))?;
                Ok(Answer::Items(vec![self.added_item(entry, &added, lang)]))
            }
            Request::Keep {
                id,
                number,
                text,
                now,
            } => match checked(&text, LONGEST) {
                Ok(text) => self.keep_note(id, number, text, now, rng).await,
                Err(refusal) => Ok(Answer::Refused(refusal)),
            },
            Request::Upload {
                number,
                title,
                date,
                bytes,
                now,
            } => match read(&title, &date, bytes) {
                Ok(read) => self.upload(number, read, now, rng).await,
                Err(refusal) => Ok(Answer::Refused(refusal)),
            },
            Request::Rename {
                id,
                title,
                date,
                now,
            } => match named(&title, &date) {
                Ok(named) => self.rename(&id, named, now, rng).await,
                Err(refusal) => Ok(Answer::Refused(refusal)),
            },
            Request::Delete { id, now } => self.delete_added(&id, now, rng).await,
        };
        outcome.map(Whole::Added)
    }

    /// What stands on an entry; without one, what stands by itself.
    fn added_on(&self, number: Option<&str>, lang: Lang) -> Vec<Item> {
        let all = self.all_added().filter(|(_, added)| {
            let on = added.about().and_then(|about| self.thing(&about.thing));
            match (number, on) {
                (Some(number), Some(on)) => on.record.head.number == number,
                (Some(_), None) => false,
                (None, on) => on.is_none() || matches!(added, Added::Paper(_)),
            }
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by_cached_key(|(entry, added)| {
            let date = sort_date(entry, added);
            (std::cmp::Reverse(date), entry.id.clone())
        });
        all.iter()
            .map(|(entry, added)| self.added_item(entry, added, lang))
            .collect()
    }

    fn all_added(&self) -> impl Iterator<Item = (&Entry, Added)> {
        let notes = self.own.all::<Note>();
        let papers = self.own.all::<Paper>();
        notes
            .map(|(entry, note)| (entry, Added::Note(note)))
            .chain(papers.map(|(entry, paper)| (entry, Added::Paper(paper))))
    }

    fn added_item(&self, entry: &Entry, added: &Added, lang: Lang) -> Item {
        let last = entry.history.last();
        let by = last.map(|event| &event.by);
        let about = added.about();
        let on = about.and_then(|about| self.thing(&about.thing));
        let row = on.map(|loaded| self.row_alone(loaded, lang));
        let (text, document) = match added {
            Added::Note(note) => (note.text.clone(), None),
            Added::Paper(paper) => {
                let attachment = AttachmentView {
                    version: None,
                    attachment: 0,
                    title: paper.title.clone(),
                    collected: true,
                    size: Some(paper.size),
                };
                (paper.title.clone(), Some((paper.date.clone(), attachment)))
            }
        };
        let entered = entry.entered().map_or("", |event| event.at.as_str());
        Item {
            id: entry.id.clone(),
            text,
            date: date_text(entry, added, lang),
            document,
            added: words::moment(entered, lang),
            helper: match by {
                Some(Author::Helper(name)) => Some(name.clone()),
                _ => None,
            },
            called: about.map(|about| about.called.clone()),
            on: row.map(|row| (row.chapter, row.number)),
            earlier: match added {
                Added::Note(_) => earlier(entry, lang, |note: Note| note.text),
                Added::Paper(_) => earlier(entry, lang, |paper: Paper| {
                    let date = inzage_zib::date_text(&paper.date, lang);
                    [paper.title, date].join(" ").trim().to_owned()
                }),
            },
        }
    }

    fn about_entry(&self, number: Option<String>, lang: Lang) -> Result<Option<About>, Failure> {
        let Some(number) = number else {
            return Ok(None);
        };
        let loaded = not_found(self.records.get(&number))?;
        Ok(Some(About {
            thing: Thing::of(&loaded.record),
            called: self.row_alone(loaded, lang).title,
        }))
    }

    async fn keep_note(
        &mut self,
        id: Option<String>,
        number: Option<String>,
        text: String,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let by = self.by(now).await?;
        let entry = if let Some(id) = id {
            let known = not_found(self.own.get(&id))?;
            let about = not_found(known.now_typed::<Note>())?.about;
            self.own_corrected(&id, &Note { about, text }, by)?
        } else {
            let about = self.about_entry(number, Lang::Nl)?;
            Self::own_new(&Note { about, text }, by, rng)?
        };
        self.keep_added(entry, Vec::new(), rng).await
    }

    async fn upload(
        &mut self,
        number: Option<String>,
        read: Read,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let paper = Paper {
            about: self.about_entry(number, Lang::Nl)?,
            title: read.title,
            date: read.date,
            size: u64::try_from(read.bytes.len()).unwrap_or(u64::MAX),
        };
        let by = self.by(now).await?;
        let entry = Self::own_new(&paper, by, rng)?;
        let put = Change::Put {
            kind: Kind::Document,
            id: bytes_id(&entry.id),
            bytes: read.bytes,
        };
        self.keep_added(entry, vec![put], rng).await
    }

    async fn rename(
        &mut self,
        id: &str,
        (title, date): (String, String),
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let known = not_found(self.own.get(id))?;
        let paper = not_found(known.now_typed::<Paper>())?;
        let paper = Paper {
            title,
            date,
            ..paper
        };
        let by = self.by(now).await?;
        let entry = self.own_corrected(id, &paper, by)?;
        self.keep_added(entry, Vec::new(), rng).await
    }

    /// The bytes of a document go with it; that it was there stays in its history.
    async fn delete_added(
        &mut self,
        id: &str,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let by = self.by(now).await?;
        let (entry, changes) = match Added::of(not_found(self.own.get(id))?) {
            Some(Added::Note(_)) => (self.own_deleted::<Note>(id, by)?, Vec::new()),
            Some(Added::Paper(_)) => {
                let gone = delete(Kind::Document, &bytes_id(id));
                (self.own_deleted::<Paper>(id, by)?, vec![gone])
            }
            None => return Err(Failure::NotFound),
        };
        self.keep_added(entry, changes, rng).await
    }

    async fn keep_added(
        &mut self,
        entry: Entry,
        changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let id = entry.id.clone();
        self.own_keep_with(vec![entry], changes, rng).await?;
        Ok(Answer::Kept(id))
    }

    /// An own document, to be seen or saved; none when there is no such thing.
    pub(super) async fn own_document(&self, id: &str) -> Result<Option<DocumentBytes>, Failure> {
        let Some(Added::Paper(paper)) = self.own.get(id).and_then(Added::of) else {
            return Ok(None);
        };
        let bytes = not_found(self.vault.document(&bytes_id(id)).await?)?;
        let kind = FileKind::of(&bytes);
        Ok(Some(DocumentBytes {
            file_name: file_name(&paper.title, kind),
            kind: document_kind(kind),
            bytes,
        }))
    }

    /// Ids of notes and documents: what is found and stands on the timeline.
    pub(super) fn added_ids(&self) -> impl Iterator<Item = String> {
        self.all_added().map(|(entry, _)| entry.id.clone())
    }

    /// What a note or document is found by, and its date (RFC 3339 or `YYYY-MM-DD`).
    pub(super) fn added_texts(&self, id: &str) -> Option<(Vec<String>, String)> {
        let entry = self.own.get(id)?;
        let added = Added::of(entry)?;
        let called = added.about().map(|about| about.called.clone());
        let text = match &added {
            Added::Note(note) => note.text.clone(),
            Added::Paper(paper) => paper.title.clone(),
        };
        let texts = std::iter::once(text).chain(called).collect();
        Some((texts, sort_date(entry, &added)))
    }

    /// The row of a note or document: a note leads to the entry it is on.
    pub(super) fn added_row(&self, id: &str, lang: Lang) -> Option<Row> {
        let entry = self.own.get(id)?;
        let added = Added::of(entry)?;
        let on = added.about().and_then(|about| self.thing(&about.thing));
        let date = sort_date(entry, &added);
        let (title, status) = match &added {
            Added::Note(note) => {
                let word = inzage_words::phrase("own_note", lang).to_owned();
                let text: String = note.text.chars().take(SHOWN).collect();
                let about = note.about.as_ref().map(|about| about.called.as_str());
                let title = about.map_or_else(|| word.clone(), |about| format!("{word}: {about}"));
                (title, Some(text))
            }
            Added::Paper(paper) => (paper.title.clone(), None),
        };
        let on = on.filter(|_| matches!(added, Added::Note(_)));
        let place = on.map(|loaded| self.row_alone(loaded, lang));
        Some(Row {
            own: place.is_none().then_some(Made::Added),
            number: place
                .as_ref()
                .map_or_else(|| id.to_owned(), |row| row.number.clone()),
            chapter: place.map_or(Chapter::Documents, |row| row.chapter),
            title,
            plain: None,
            year: date.get(..4).and_then(|year| year.parse().ok()),
            date: date_text(entry, &added, lang),
            status,
            source: own_mark(lang),
            also: Vec::new(),
            variants: Vec::new(),
            maybe_same: false,
            state: None,
            unread: None,
            covered: false,
        })
    }
}

/// A document that can be kept.
struct Read {
    title: String,
    date: String,
    bytes: Vec<u8>,
}

fn checked(text: &str, longest: usize) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::Empty),
        count if count > longest => Err(Refusal::TooLong),
        _ => Ok(text.to_owned()),
    }
}

fn named(title: &str, date: &str) -> Result<(String, String), Refusal> {
    let date = date.trim();
    let is_day = NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok();
    if !date.is_empty() && !is_day {
        return Err(Refusal::Date);
    }
    Ok((checked(title, LONGEST_TITLE)?, date.to_owned()))
}

/// What kind it is is told by its bytes; of a photo only the picture is kept.
fn read(title: &str, date: &str, bytes: Vec<u8>) -> Result<Read, Refusal> {
    let (title, date) = named(title, date)?;
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let bytes = match FileKind::of(&bytes) {
        FileKind::Other => return Err(Refusal::Kind),
        FileKind::Jpeg | FileKind::Png => only_picture(&bytes).ok_or(Refusal::Damaged)?,
        FileKind::Pdf | FileKind::Text => bytes,
    };
    Ok(Read { title, date, bytes })
}

/// By which date it stands in order: that of the document, or of the last writing.
fn sort_date(entry: &Entry, added: &Added) -> String {
    match added {
        Added::Paper(paper) if !paper.date.is_empty() => paper.date.clone(),
        _ => entry
            .history
            .last()
            .map(|event| event.at.clone())
            .unwrap_or_default(),
    }
}

fn date_text(entry: &Entry, added: &Added, lang: Lang) -> String {
    words::day(&sort_date(entry, added), lang)
}

fn earlier<P: DeserializeOwned>(
    entry: &Entry,
    lang: Lang,
    say: impl Fn(P) -> String,
) -> Vec<(String, String)> {
    let before = entry.history.iter().rev().skip(1);
    before
        .filter_map(|event| {
            let (Done::Entered(said) | Done::Corrected(said)) = &event.what else {
                return None;
            };
            let said = serde_json::from_value(said.clone()).ok()?;
            Some((words::moment(&event.at, lang), say(said)))
        })
        .collect()
}
