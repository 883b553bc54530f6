//! The timeline: every entry with a row in a chapter, by its date.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use inzage_dossier::timeline::{When, years};
use inzage_fhir::Precision;
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::measuring::lines::OWN;
use super::open::Open;
use super::protocol::{
    Answer, Choices, Filter, Row, Timeline, TimelineRequest, TimelineRow, TimelineYear,
};
use super::reading::CHAPTERS;

/// A place on the timeline.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    when: When,
    /// The end as received, when only that is known.
    until: Option<String>,
    chapter: Chapter,
    /// Everybody who delivered it.
    providers: Vec<String>,
    number: String,
    /// Other own measurements of the same day, which stand in its row, newest first.
    more: Vec<String>,
}

impl Moment {
    /// How many entries stand in its row.
    fn entries(&self) -> usize {
        1 + self.more.len()
    }
}

impl<S: Store> Open<S> {
    /// What a screen asks of the timeline.
    pub(super) fn timeline(&self, request: &TimelineRequest, lang: Lang) -> Answer {
        match request {
            TimelineRequest::Part {
                filter,
                start,
                most,
            } => Answer::Timeline(self.part(filter, *start, *most, lang)),
            TimelineRequest::Next { today } => Answer::Next(self.next_planned(today, lang)),
        }
    }

    /// Everything by date.
    pub(super) fn moments(&self) -> &[Moment] {
        self.derived.moments.get_or_init(|| self.all_moments())
    }

    /// Every moment, in order: entries and the person's own measurements. An own one
    /// that a provider gave back stands here once.
    fn all_moments(&self) -> Vec<Moment> {
        let returned = self.returned_and_here();
        let entries = self.merged(|loaded| {
            loaded.chapter() != Chapter::Supporting
                && !returned.contains_key(&loaded.record.head.number)
        });
        let mut moments: Vec<Moment> = entries
            .into_iter()
            .map(|loaded| {
                let found = loaded.resource.as_ref().and_then(inzage_zib::when);
                Moment {
                    when: When::of(found.map(|(text, _)| text)),
                    until: found
                        .filter(|(_, until)| *until)
                        .map(|(text, _)| text.to_owned()),
                    chapter: loaded.chapter(),
                    providers: self.deliverers(&loaded.record.head.number),
                    number: loaded.record.head.number.clone(),
                    more: Vec::new(),
                }
            })
            .collect();
        moments.extend(self.own_moments());
        moments.extend(self.added_moments());
        moments.sort_by(|a, b| a.when.cmp(&b.when).then_with(|| a.number.cmp(&b.number)));
        moments
    }

    /// The person's own measurements: of one day and chapter they are one, at the
    /// place of the newest.
    fn own_moments(&self) -> Vec<Moment> {
        let mut things = self.own_things();
        things.sort_by_cached_key(|thing| (When::of(Some(&thing.at)), thing.id.clone()));
        let mut days: BTreeMap<(NaiveDate, Chapter), usize> = BTreeMap::new();
        let mut moments: Vec<Moment> = Vec::new();
        for thing in things {
            if let Some(day) = thing.day {
                let place = *days.entry((day, thing.chapter)).or_insert(moments.len());
                if let Some(first) = moments.get_mut(place) {
                    first.more.push(thing.id);
                    continue;
                }
            }
            moments.push(own_moment(&thing.at, thing.chapter, thing.id));
        }
        moments
    }

    /// What the person added herself.
    fn added_moments(&self) -> impl Iterator<Item = Moment> {
        self.added_ids().filter_map(|number| {
            let (_, date) = self.added_texts(&number)?;
            Some(own_moment(&date, Chapter::Documents, number))
        })
    }

    fn part(&self, filter: &Filter, start: usize, most: usize, lang: Lang) -> Timeline {
        let all = self.moments();
        let kept: Vec<&Moment> = all.iter().filter(|moment| keeps(filter, moment)).collect();
        let entries = |from: usize, rows: usize| {
            let moments = kept.iter().skip(from).take(rows);
            moments.map(|moment| moment.entries()).sum()
        };
        let mut place = 0;
        let counted = years(kept.iter().map(|moment| &moment.when));
        let years = counted.into_iter().map(|(year, rows)| {
            let start = place;
            place += rows;
            TimelineYear {
                year,
                entries: entries(start, rows),
                start,
            }
        });
        let years = years.collect();
        let shown = kept.iter().skip(start).take(most);
        let choices = || self.choices(all.iter().flat_map(counted_once), lang);
        let choices = self.derived.said.choices.get_or_init(choices);
        Timeline {
            years,
            start,
            rows: shown
                .filter_map(|moment| Some((moment.when.year(), self.rows_at(moment, lang)?)))
                .collect(),
            entries: entries(0, kept.len()),
            total: kept.len(),
            choices: choices.clone(),
        }
    }

    /// What stands at a moment: one entry, or own measurements of a day.
    fn rows_at(&self, moment: &Moment, lang: Lang) -> Option<TimelineRow> {
        if moment.more.is_empty() {
            return self.row_at(moment, lang).map(TimelineRow::One);
        }
        let mut ids = vec![moment.number.clone()];
        ids.extend(moment.more.iter().cloned());
        self.own_day(&ids, lang)
    }

    /// The row of a moment; its date says how vague it is.
    fn row_at(&self, moment: &Moment, lang: Lang) -> Option<Row> {
        if moment.providers.iter().any(|provider| provider == OWN) {
            let own = self.own_line(&moment.number, lang);
            return own.or_else(|| self.added_row(&moment.number, lang));
        }
        let mut row = self.row(self.records.get(&moment.number)?, lang);
        let vague = moment
            .when
            .precision()
            .is_some_and(|known| known < Precision::Day);
        let (word, date) = match &moment.until {
            Some(end) => ("until", inzage_zib::date_text(end, lang)),
            None if vague => ("somewhere_in", row.date),
            None => return Some(row),
        };
        row.date = format!("{} {date}", inzage_words::phrase(word, lang));
        Some(row)
    }

    /// What can be chosen among things of these chapters, providers and years, each
    /// with how many there are.
    pub(super) fn choices<'a>(
        &self,
        things: impl Iterator<Item = ((Chapter, &'a str, Option<i32>), usize)>,
        lang: Lang,
    ) -> Choices {
        let mut chapters: BTreeMap<Chapter, usize> = BTreeMap::new();
        let (mut providers, mut known) = (Vec::new(), BTreeSet::new());
        for ((chapter, provider, year), count) in things {
            *chapters.entry(chapter).or_default() += count;
            // There are few: looking through them is faster than any set.
            if !providers.contains(&provider) {
                providers.push(provider);
            }
            known.extend(year);
        }
        providers.sort_unstable();
        let counted = CHAPTERS
            .iter()
            .filter_map(|chapter| Some((*chapter, *chapters.get(chapter)?)));
        Choices {
            chapters: counted
                .map(|(chapter, count)| (chapter, self.chapter_name(chapter, lang), count))
                .collect(),
            providers: providers
                .into_iter()
                .map(|name| match name {
                    OWN => self.own_source(lang),
                    name => self.mark(name),
                })
                .collect(),
            years: known.into_iter().rev().collect(),
        }
    }

    /// The first thing planned from `today` on that has a day.
    fn next_planned(&self, today: &str, lang: Lang) -> Option<Row> {
        let all = self.moments();
        let planned = all.iter().rev().find(|moment| {
            moment.chapter == Chapter::PlannedCare
                && moment.when.day().is_some_and(|day| day.as_str() >= today)
                && !self.is_off(&moment.number)
        });
        self.row_at(planned?, lang)
    }

    /// Whether something planned will not take place, as its source says.
    fn is_off(&self, number: &str) -> bool {
        let resource = self
            .records
            .get(number)
            .and_then(|loaded| loaded.resource.as_ref());
        let status = resource
            .and_then(|r| r.get("status"))
            .and_then(|s| s.as_str());
        matches!(
            status,
            Some("cancelled" | "entered-in-error" | "noshow" | "completed" | "stopped" | "revoked")
        )
    }
}

/// Something of the person's own; `at`: RFC 3339, or a FHIR date.
fn own_moment(at: &str, chapter: Chapter, number: String) -> Moment {
    Moment {
        when: When::of(Some(at)),
        until: None,
        chapter,
        providers: vec![OWN.to_owned()],
        number,
        more: Vec::new(),
    }
}

/// Chapter, provider and year of a moment; its entries count with the first who
/// delivered them.
fn counted_once(moment: &Moment) -> impl Iterator<Item = ((Chapter, &str, Option<i32>), usize)> {
    let providers = moment.providers.iter().enumerate();
    providers.map(|(nth, provider)| {
        let facts = (moment.chapter, provider.as_str(), moment.when.year());
        (facts, if nth == 0 { moment.entries() } else { 0 })
    })
}

fn keeps(filter: &Filter, moment: &Moment) -> bool {
    let mut providers = moment.providers.iter();
    providers.any(|provider| filter.keeps(moment.chapter, provider, moment.when.year()))
}
