//! Repeated measurements, from the whole record.

use std::collections::BTreeSet;

use inzage_chart::view::Period;
use inzage_chart::{Ask, NumberLine, Point, Series, against, number_line, values_text};
use inzage_dossier::document::safe_name;
use inzage_dossier::series::{Catalogue, Found, Held, begins};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::open::Open;
use super::protocol::series::{Answer, File, How, Line, Measured, Request, Shown, Size, Which};
use super::protocol::{Failure, Part, Stretch};
use super::providers::not_found;
use super::records::Loaded;
use super::versions::as_it_was;

/// Results before that stand beside one.
const BEFORE: usize = 3;

impl<S: Store> Open<S> {
    /// Answers what is asked of series.
    pub(super) fn series(&self, request: Request, lang: Lang) -> Result<Answer, Failure> {
        Ok(match request {
            Request::List(part) => Answer::List(self.series_list(part, lang)),
            Request::Show { which, how } => {
                let found = self.series_of(&which, lang)?;
                Answer::Shown(Box::new(self.drawn(found, &how, lang)))
            }
            Request::Of { number, size } => Answer::Measured(self.measured(&number, size, lang)),
            Request::Csv { which } => {
                let found = self.series_of(&which, lang)?;
                Answer::File(File {
                    name: safe_name(&found.series.title, "csv"),
                    text: inzage_chart::csv(&found.series, lang),
                })
            }
            Request::Svg { which, how } => {
                let found = self.series_of(&which, lang)?;
                let chart = self.drawn(found, &how, lang).chart;
                Answer::File(File {
                    name: safe_name(&found.series.title, "svg"),
                    text: inzage_chart::svg(&chart),
                })
            }
        })
    }

    /// Every series of what is part of the record; what is covered until it is
    /// opened is in none.
    pub(super) fn catalogue(&self, lang: Lang) -> &Catalogue {
        self.derived.said.catalogue.get_or_init(|| {
            let groups = self.groups();
            let seen = self.joined().filter(|loaded| self.cover(loaded).is_none());
            let held = seen.filter_map(|loaded| {
                let head = &loaded.record.head;
                let earlier = loaded.record.earlier.iter();
                Some(Held {
                    number: &head.number,
                    lead: groups.lead(&head.number),
                    provider: &head.provider,
                    service: &head.service,
                    chapter: inzage_zib::chapter(observation(loaded)?),
                    resource: loaded.resource.as_ref()?,
                    earlier: earlier
                        .filter_map(|version| as_it_was(&loaded.record, version).resource)
                        .collect(),
                })
            });
            Catalogue::read(held, |provider| self.mark(provider).name, lang)
        })
    }

    fn series_of(&self, which: &Which, lang: Lang) -> Result<&Found, Failure> {
        let mut all = self.catalogue(lang).of_entry(&which.number);
        not_found(all.nth(which.nth)).map(|(found, _)| found)
    }

    fn series_list(&self, part: Stretch, lang: Lang) -> Part<Line> {
        let repeated: Vec<&Found> = self.catalogue(lang).repeated().collect();
        part.of(&repeated, |found| Some(self.line(found, lang)))
    }

    pub(super) fn line(&self, found: &Found, lang: Lang) -> Line {
        let newest = newest(&found.series);
        let value = newest.map(|point| value_text(&found.series, point, lang));
        let at = newest.and_then(|point| point.at);
        let providers: BTreeSet<&str> = found.from.iter().map(|(who, _)| who.as_str()).collect();
        Line {
            which: self.which(found, lang),
            chapter: found.chapter,
            title: found.series.title.clone(),
            value: value.unwrap_or_default(),
            date: at.map_or_else(String::new, |at| at.day_text(lang)),
            points: found.series.drawn(),
            sources: providers.into_iter().map(|who| self.mark(who)).collect(),
        }
    }

    fn which(&self, found: &Found, lang: Lang) -> Which {
        Which {
            number: found.number.clone(),
            nth: self.catalogue(lang).place(found),
        }
    }

    fn drawn(&self, found: &Found, how: &How, lang: Lang) -> Shown {
        let mut series = found.series.clone();
        let name = |provider: &str| self.mark(provider).name;
        series.begins = begins(&found.from, self.collections.values(), name, lang);
        let beside = self.catalogue(lang).beside(found);
        Shown {
            chapter: found.chapter,
            chart: inzage_chart::chart(&series, &asked(how), lang),
            beside: beside.map(|other| self.line(other, lang)).collect(),
        }
    }

    /// Where each result of an entry stands; nothing for what is no measurement.
    fn measured(&self, number: &str, size: Size, lang: Lang) -> Vec<Measured> {
        if self.records.get(number).and_then(observation).is_none() {
            return Vec::new();
        }
        let all: Vec<_> = self.catalogue(lang).of_entry(number).collect();
        let several = all.len() > 1;
        let each = all.into_iter().enumerate().map(|(nth, (found, point))| {
            let which = Which {
                number: number.to_owned(),
                nth,
            };
            let title = if several {
                found.series.title.as_str()
            } else {
                ""
            };
            measured(which, title, &found.series, point, size, lang)
        });
        each.filter(Measured::says_something).collect()
    }
}

/// The resource of a measurement.
fn observation(loaded: &Loaded) -> Option<&inzage_fhir::Resource> {
    let resource = loaded.resource.as_ref()?;
    (resource.kind() == "Observation").then_some(resource)
}

fn measured(
    which: Which,
    title: &str,
    series: &Series,
    point: &Point,
    size: Size,
    lang: Lang,
) -> Measured {
    let mut before: Vec<&Point> = series.points.iter().filter(|p| p.is_drawable()).collect();
    before.retain(|other| other.at.map(|at| at.instant()) < point.at.map(|at| at.instant()));
    before.sort_by_key(|other| std::cmp::Reverse(other.at.map(|at| at.instant())));
    let last = before.first().copied();
    let how = How {
        period: Period::All,
        day: None,
        size,
        rows: 0,
    };
    let repeated = series.drawn() > 1;
    let chart = inzage_chart::chart(
        series,
        &Ask {
            small: true,
            ..asked(&how)
        },
        lang,
    );
    let range = point.range.as_ref().map(|range| range.text(lang));
    let normal = range.filter(|text| !text.is_empty()).map(|text| {
        let according = lang.pick("Normaal volgens de bron", "Normal according to the source");
        format!("{according}: {text} {}", series.unit)
            .trim()
            .to_owned()
    });
    let line = on_the_line(point, last, size, lang);
    let is_open = |part: &inzage_chart::view::Part| part.class == "chart-open";
    Measured {
        which,
        title: title.to_owned(),
        said: point.said.clone(),
        normal,
        before_drawn: point.values.iter().all(|value| value.limit.is_none())
            && line.iter().flat_map(|scene| &scene.parts).any(is_open),
        line,
        against: last.and_then(|last| against(point, last, lang)),
        before: before
            .iter()
            .take(BEFORE)
            .map(|point| told(series, point, lang))
            .collect(),
        trend: Some(chart.scene).filter(|_| repeated),
        sentence: chart.sentence,
        points: series.drawn(),
    }
}

impl Measured {
    fn says_something(&self) -> bool {
        self.said.is_some() || self.line.is_some() || self.points > 1
    }
}

/// One value against the one before on the line of what is normal.
fn on_the_line(
    point: &Point,
    before: Option<&Point>,
    size: Size,
    lang: Lang,
) -> Option<inzage_chart::view::Scene> {
    let [value] = point.values.as_slice() else {
        return None;
    };
    let before = before.and_then(|point| point.values.first());
    let line = NumberLine {
        value: value.clone(),
        before: before.cloned(),
        range: point.range.clone()?,
        normal: lang.pick("normaal", "normal").to_owned(),
    };
    number_line(&line, size.width, size.letters, lang)
}

/// `4,8 mmol/L · 12 januari 2026 · Ziekenhuis Vennebos`
fn told(series: &Series, point: &Point, lang: Lang) -> String {
    let day = point.at.map(|at| at.day_text(lang)).unwrap_or_default();
    let from = series
        .groups
        .get(point.group)
        .map(|group| group.name.as_str());
    let parts = [
        &value_text(series, point, lang),
        &day,
        from.unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn value_text(series: &Series, point: &Point, lang: Lang) -> String {
    format!("{} {}", values_text(point, lang), series.unit)
        .trim()
        .to_owned()
}

fn newest(series: &Series) -> Option<&Point> {
    let drawn = series.points.iter().filter(|point| point.is_drawable());
    drawn.max_by_key(|point| point.at.map(|at| at.instant()))
}

/// What the page asks, as the chart takes it. A day that is none is as no day.
pub(super) fn asked(how: &How) -> Ask {
    Ask {
        period: how.period,
        day: how.day.as_ref().and_then(|day| day.parse().ok()),
        width: how.size.width,
        letters: how.size.letters,
        rows: how.rows,
        small: false,
    }
}
