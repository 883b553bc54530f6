//! The timeline: every entry with a row in a chapter, by its date.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::timeline::{When, years};
use inzage_fhir::Precision;
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::measuring::lines::{OWN, own_mark};
use super::open::Open;
use super::protocol::{Answer, Choices, Filter, Row, Timeline, TimelineRequest, TimelineYear};
use super::reading::CHAPTERS;
use super::words;

/// A place on the timeline.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    when: When,
    /// The end as received, when only that is known.
    until: Option<String>,
    chapter: Chapter,
    provider: String,
    number: String,
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

    fn moments(&self) -> &[Moment] {
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
                    provider: loaded.record.head.provider.clone(),
                    number: loaded.record.head.number.clone(),
                }
            })
            .collect();
        let own = self.own_things().into_iter().map(|thing| Moment {
            when: When::of(Some(&thing.at)),
            until: None,
            chapter: thing.chapter,
            provider: OWN.to_owned(),
            number: thing.id,
        });
        moments.extend(own);
        moments.extend(self.added_moments());
        moments.sort_by(|a, b| a.when.cmp(&b.when).then_with(|| a.number.cmp(&b.number)));
        moments
    }

    /// What the person added herself.
    fn added_moments(&self) -> impl Iterator<Item = Moment> {
        self.added_ids().filter_map(|number| {
            let (_, date) = self.added_texts(&number)?;
            Some(Moment {
                when: When::of(Some(&date)),
                until: None,
                chapter: Chapter::Documents,
                provider: OWN.to_owned(),
                number,
            })
        })
    }

    fn part(&self, filter: &Filter, start: usize, most: usize, lang: Lang) -> Timeline {
        let all = self.moments();
        let kept: Vec<&Moment> = all.iter().filter(|moment| keeps(filter, moment)).collect();
        let mut place = 0;
        let counted = years(kept.iter().map(|moment| &moment.when));
        let years = counted.into_iter().map(|(year, entries)| {
            let start = place;
            place += entries;
            TimelineYear {
                year,
                entries,
                start,
            }
        });
        let years = years.collect();
        let shown = kept.iter().skip(start).take(most);
        let choices = || self.choices(all.iter().map(facts), lang);
        let choices = self.derived.said.choices.get_or_init(choices);
        Timeline {
            years,
            start,
            rows: shown
                .filter_map(|moment| Some((moment.when.year(), self.row_at(moment, lang)?)))
                .collect(),
            total: kept.len(),
            choices: choices.clone(),
        }
    }

    /// The row of a moment; its date says how vague it is.
    fn row_at(&self, moment: &Moment, lang: Lang) -> Option<Row> {
        if moment.provider == OWN {
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

    /// What can be chosen among things of these chapters, providers and years.
    pub(super) fn choices<'a>(
        &self,
        things: impl Iterator<Item = (Chapter, &'a str, Option<i32>)>,
        lang: Lang,
    ) -> Choices {
        let mut chapters: BTreeMap<Chapter, usize> = BTreeMap::new();
        let (mut providers, mut known) = (Vec::new(), BTreeSet::new());
        for (chapter, provider, year) in things {
            *chapters.entry(chapter).or_default() += 1;
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
                .map(|(chapter, count)| (chapter, words::chapter_name(chapter, lang), count))
                .collect(),
            providers: providers
                .into_iter()
                .map(|name| match name {
                    OWN => own_mark(lang),
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

/// Chapter, provider and year.
fn facts(moment: &Moment) -> (Chapter, &str, Option<i32>) {
    (moment.chapter, &moment.provider, moment.when.year())
}

fn keeps(filter: &Filter, moment: &Moment) -> bool {
    let (chapter, provider, year) = facts(moment);
    filter.keeps(chapter, provider, year)
}
