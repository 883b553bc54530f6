//! Own readings and dialysis sessions among everything else: on the timeline and
//! in search.

use chrono::NaiveDate;
use inzage_dossier::search::{Doc, Part as Found};
use inzage_measure::{Kind, Moment, Phase, Reading, Session};
use inzage_own::Entry;
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::{Chapter, Lang};

use super::super::open::Open;
use super::super::protocol::{Made, Row, SourceMark, TimelineRow};
use super::{Owned, words};

/// Stands where the name of a provider would: it is the person's own.
pub(in super::super) const OWN: &str = "own";

/// An own thing that has a place in time.
pub(in super::super) struct Thing {
    pub(in super::super) id: String,
    /// RFC 3339.
    pub(in super::super) at: String,
    pub(in super::super) chapter: Chapter,
    /// A reading by itself: on the timeline it stands with others of its day. None of
    /// what stands alone: a dialysis session.
    pub(in super::super) day: Option<NaiveDate>,
}

/// What is said of one.
struct Said {
    at: Moment,
    chapter: Chapter,
    title: &'static str,
    value: String,
    note: String,
}

/// The source of what the person made herself.
pub(in super::super) fn own_mark(lang: Lang) -> SourceMark {
    SourceMark {
        provider: OWN.to_owned(),
        name: phrase("own", lang).to_owned(),
        mark: 0,
    }
}

impl<S: Store> Open<S> {
    /// Every own reading and session that is not deleted.
    pub(in super::super) fn own_things(&self) -> Vec<Thing> {
        let single = |owned: &&Owned| owned.phase.is_none();
        let readings = self.own_readings().iter().filter(single);
        let readings = readings.map(|owned| Thing {
            id: owned.id.clone(),
            at: owned.reading.at.rfc3339(),
            chapter: chapter(owned.reading.kind),
            day: Some(owned.reading.at.day()),
        });
        let sessions = self.own.all::<Session>().filter_map(|(entry, session)| {
            Some(Thing {
                id: entry.id.clone(),
                at: session.at()?.rfc3339(),
                chapter: Chapter::VitalSigns,
                day: None,
            })
        });
        readings.chain(sessions).collect()
    }

    /// The mark of what the person made herself, as whoever looks reads it.
    pub(in super::super) fn own_source(&self, lang: Lang) -> SourceMark {
        let mark = own_mark(lang);
        match self.viewing {
            None => mark,
            Some(_) => SourceMark {
                name: phrase("seen_own", lang).to_owned(),
                ..mark
            },
        }
    }

    /// Its row; none when it is deleted or something else.
    pub(in super::super) fn own_line(&self, id: &str, lang: Lang) -> Option<Row> {
        let said = said(self.own.get(id)?, lang)?;
        let status = [said.value, said.note];
        let status: Vec<String> = status.into_iter().filter(|text| !text.is_empty()).collect();
        let day = words::day(said.at.day(), lang);
        Some(Row {
            number: id.to_owned(),
            chapter: said.chapter,
            title: said.title.to_owned(),
            plain: None,
            date: format!("{day}, {}", said.at.clock()),
            status: Some(status.join(" · ")),
            source: self.own_source(lang),
            also: Vec::new(),
            variants: Vec::new(),
            maybe_same: false,
            year: said.at.day().format("%Y").to_string().parse().ok(),
            state: None,
            unread: None,
            covered: false,
            own: Some(Made::Measured),
        })
    }

    /// Several readings of one day together, in this order.
    pub(in super::super) fn own_day(&self, ids: &[String], lang: Lang) -> Option<TimelineRow> {
        let rows: Vec<Row> = ids
            .iter()
            .filter_map(|id| self.own_line(id, lang))
            .collect();
        let first = self.own.get(ids.first()?)?.now_typed::<Reading>()?;
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for row in &rows {
            match kinds.iter_mut().find(|(kind, _)| *kind == row.title) {
                Some((_, count)) => *count += 1,
                None => kinds.push((&row.title, 1)),
            }
        }
        let kinds = kinds.iter().map(|(kind, count)| match count {
            1 => (*kind).to_owned(),
            _ => format!("{kind} {count}\u{a0}×"),
        });
        Some(TimelineRow::Day {
            date: words::day(first.at.day(), lang),
            kinds: kinds.collect::<Vec<_>>().join(", "),
            rows,
        })
    }

    /// What it can be found by; none when it is deleted or something else.
    pub(in super::super) fn own_doc(
        &self,
        id: &str,
        lang: Lang,
    ) -> Option<(Doc, Vec<(Found, String)>)> {
        let said = said(self.own.get(id)?, lang)?;
        let doc = Doc {
            number: id.to_owned(),
            chapter: said.chapter,
            provider: OWN.to_owned(),
            date: said.at.rfc3339(),
        };
        let texts = vec![
            (Found::Label, self.chapter_name(said.chapter, lang)),
            (Found::Code, self.own_source(lang).name),
            (Found::Title, said.title.to_owned()),
            (Found::Value, said.value),
            (Found::Value, words::day(said.at.day(), lang)),
            (Found::Value, said.note),
        ];
        Some((doc, texts))
    }

    /// The note of an own thing: why it may have been found.
    pub(in super::super) fn own_note(&self, id: &str, lang: Lang) -> Option<String> {
        let said = said(self.own.get(id)?, lang)?;
        Some(said.note).filter(|note| !note.is_empty())
    }
}

/// Where a provider's reading of this kind would stand.
const fn chapter(kind: Kind) -> Chapter {
    match kind {
        Kind::Glucose => Chapter::Results,
        _ => Chapter::VitalSigns,
    }
}

fn said(entry: &Entry, lang: Lang) -> Option<Said> {
    if let Some(reading) = entry.now_typed::<Reading>() {
        let values = [
            Some(words::value(&reading, lang)),
            words::beside(&reading, lang),
        ];
        let values: Vec<String> = values.into_iter().flatten().collect();
        return Some(Said {
            at: reading.at,
            chapter: chapter(reading.kind),
            title: words::kind(reading.kind, lang),
            value: values.join(" · "),
            note: reading.note,
        });
    }
    let session = entry.now_typed::<Session>()?;
    Some(Said {
        at: session.at()?,
        chapter: Chapter::VitalSigns,
        title: phrase("session_title", lang),
        value: sides(entry, &session, lang),
        note: session.note,
    })
}

/// `voor dialyse 74,3 kg, 142/80 mmHg · na dialyse 72,1 kg`
fn sides(entry: &Entry, session: &Session, lang: Lang) -> String {
    let readings = session.readings(&entry.id);
    let side = |phase: Phase| {
        let of_it = readings.iter().filter(|(_, other, _)| *other == phase);
        let values: Vec<String> = of_it.map(|(_, _, one)| words::value(one, lang)).collect();
        let key = match phase {
            Phase::Before => "session_before",
            Phase::After => "session_after",
        };
        (!values.is_empty()).then(|| format!("{} {}", phrase(key, lang), values.join(", ")))
    };
    let sides: Vec<String> = Phase::ALL.into_iter().filter_map(side).collect();
    sides.join(" · ")
}
