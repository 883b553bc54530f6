//! Measurements of a kind as one series: the person's own, and those of providers.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use inzage_chart::{Noun, Point, Series, values_text};
use inzage_dossier::document::safe_name;
use inzage_dossier::series::{Found, begins};
use inzage_measure::{Kind, Session, SessionFigures, Target, sessions, within};
use inzage_own::Payload;
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::protocol::measure::{Answer, SessionChart, Shown, Way, What};
use super::super::protocol::series::{File, How, Line};
use super::super::series::asked;
use super::figures::{figures_of, seven_points};
use super::points::{self, Placed};
use super::{Owned, answered, targets, words};

/// LOINC codes by which providers' measurements are known (zibs of 2017: Bloeddruk,
/// Lichaamsgewicht, Lichaamslengte, …), and the unit as series compare it.
const fn codes(kind: Kind) -> (&'static [&'static str], &'static str) {
    match kind {
        Kind::Weight => (&["29463-7", "3141-9"], "kg"),
        Kind::BloodPressure => (&["85354-9", "8480-6", "8462-4"], "mm[Hg]"),
        Kind::Glucose => (&["14743-9", "14770-2", "14760-3"], "mmol/l"),
        Kind::HeartRate => (&["8867-4", "8893-0"], "/min"),
        Kind::Temperature => (&["8310-5"], "Cel"),
        Kind::OxygenSaturation => (&["59408-5", "2708-6"], "%"),
        Kind::Height => (&["8302-2"], "cm"),
    }
}

/// A series, and those of the same measurement in another unit.
pub(in super::super) type Drawn = (Series, Vec<Line>);

impl<S: Store> Open<S> {
    /// A chart with everything that stands on its screen.
    pub(super) fn shown_chart(&self, what: What, how: &How, lang: Lang) -> Outcome {
        let drawn = self.drawn_of(what, lang);
        let (series, beside) = drawn.as_ref();
        let ask = asked(how);
        let stretch = inzage_chart::stretch(series, &ask);
        let chart = inzage_chart::chart(series, &ask, lang);
        let own = self.own_readings().iter();
        let own =
            own.filter(|owned| belongs(what, owned) && within(owned.reading.at.day(), stretch));
        let own: Vec<&Owned> = own.collect();
        let rows = chart.table.rows.iter();
        let ways = rows.map(|row| self.way_to(row.link.as_deref()?));
        let figures = match what {
            What::Kind(kind) => figures_of(kind, &own, lang),
            What::Sessions(_) => Vec::new(),
        };
        answered(Answer::Shown(Box::new(Shown {
            stretch,
            ways: ways.collect(),
            chart,
            figures,
            seven: seven_points(&own, lang),
            beside: beside.clone(),
        })))
    }

    /// The same as a file: a picture with `how`, else all points as CSV.
    pub(super) fn chart_file(&self, what: What, how: Option<&How>, lang: Lang) -> Outcome {
        let drawn = self.drawn_of(what, lang);
        let (series, _) = drawn.as_ref();
        let (kind, text) = match how {
            Some(how) => {
                let chart = inzage_chart::chart(series, &asked(how), lang);
                ("svg", inzage_chart::svg(&chart))
            }
            None => ("csv", inzage_chart::csv(series, lang)),
        };
        let name = safe_name(&series.title, kind);
        answered(Answer::File(File { name, text }))
    }

    /// Its series, and those beside it, made once: every step along twenty years of
    /// readings draws a part of the same points.
    fn drawn_of(&self, what: What, lang: Lang) -> Rc<Drawn> {
        let kept = &self.derived.said.drawn;
        if let Some(known) = kept.borrow().get(&what) {
            return Rc::clone(known);
        }
        let (series, beside) = self.measured_series(what, lang);
        let beside = beside.into_iter().map(|found| self.line(found, lang));
        let fresh = Rc::new((series, beside.collect()));
        kept.borrow_mut().insert(what, Rc::clone(&fresh));
        fresh
    }

    fn measured_series(&self, what: What, lang: Lang) -> (Series, Vec<&Found>) {
        match what {
            What::Kind(kind) => self.of_kind(kind, lang),
            What::Sessions(SessionChart::Gains) => (self.gains(lang), Vec::new()),
            What::Sessions(SessionChart::Weight) => (
                self.of_sessions(Kind::Weight, "sessions_weight", lang),
                Vec::new(),
            ),
            What::Sessions(SessionChart::Pressure) => {
                let title = "sessions_pressure";
                (
                    self.of_sessions(Kind::BloodPressure, title, lang),
                    Vec::new(),
                )
            }
        }
    }

    /// Own readings of a kind with those of providers, each measurement once.
    fn of_kind(&self, kind: Kind, lang: Lang) -> (Series, Vec<&Found>) {
        let mut own: BTreeMap<String, Placed> = BTreeMap::new();
        for owned in self.own_readings() {
            let placed = match (owned.reading.kind, kind) {
                (of, wanted) if of == wanted => Some(self.own_point(owned, lang)),
                (Kind::BloodPressure, Kind::HeartRate) => self.pulse_point(owned, lang),
                _ => None,
            };
            own.extend(placed.map(|placed| (owned.id.clone(), placed)));
        }
        let (codes, unit) = codes(kind);
        let (received, beside) = self.catalogue(lang).measured(codes, unit, lang);
        let received = self.without_returned(received, &mut own, lang);
        let mut series = self.empty_series(kind, words::kind(kind, lang), lang);
        series.take_in(grouped(once_a_session(own)));
        for other in received {
            series.take_in(other);
        }
        series.begins = self.begins_of(codes, lang);
        (series, beside)
    }

    /// Only what was measured before and after dialysis.
    fn of_sessions(&self, kind: Kind, title: &'static str, lang: Lang) -> Series {
        let own = self.own_readings().iter();
        let own = own.filter(|owned| owned.reading.kind == kind && owned.phase.is_some());
        let points = own.map(|owned| (owned.id.clone(), self.own_point(owned, lang)));
        let mut series = self.empty_series(kind, phrase(title, lang), lang);
        series.take_in(grouped(once_a_session(points.collect())));
        series
    }

    /// Per session what came on since the one before, and what was taken off.
    fn gains(&self, lang: Lang) -> Series {
        let all = self.own.all::<Session>();
        let all: Vec<(String, Session)> = all
            .map(|(entry, session)| (entry.id.clone(), session))
            .collect();
        let targets: Vec<Target> = self.all_targets().into_iter().map(|(_, one)| one).collect();
        let figures = sessions(&all, &targets);
        let points = figures.iter().flat_map(|one| of_session(one, lang));
        let mut series = Series {
            title: phrase("sessions_gains", lang).to_owned(),
            unit: "kg".to_owned(),
            noun: Noun::Differences,
            begins: vec![phrase("session_computed", lang).to_owned()],
            ..Series::default()
        };
        series.take_in(grouped(points.collect()));
        series
    }

    fn empty_series(&self, kind: Kind, title: &str, lang: Lang) -> Series {
        let parts = points::drawn(kind);
        let unit = parts.first().map_or("", |part| words::unit(*part, lang));
        let named = parts.iter().map(|part| words::part(*part, lang).to_owned());
        Series {
            title: title.to_owned(),
            unit: unit.to_owned(),
            noun: Noun::Readings,
            parts: named.filter(|_| parts.len() > 1).collect(),
            targets: targets::lines(&self.all_targets(), parts, lang),
            ..Series::default()
        }
    }

    /// Leaves out what is an own reading that came back; the own point says where
    /// it is too, and what is said there when that is something else.
    fn without_returned(
        &self,
        mut received: Vec<Series>,
        own: &mut BTreeMap<String, Placed>,
        lang: Lang,
    ) -> Vec<Series> {
        let returned = self.returned();
        for series in &mut received {
            let groups = &series.groups;
            series.points.retain_mut(|point| {
                let link = point.link.as_ref();
                let Some(id) = link.and_then(|number| returned.get(number)) else {
                    return true;
                };
                let who = groups
                    .get(point.group)
                    .map_or("", |group| group.name.as_str());
                let Some((_, _, mine)) = own.get_mut(id) else {
                    add(
                        &mut point.beside,
                        phrase("own_deleted_here", lang).to_owned(),
                    );
                    return true;
                };
                let where_too = also_at(mine, point, who, lang);
                add(&mut mine.beside, where_too);
                false
            });
        }
        received
    }

    fn begins_of(&self, codes: &[&str], lang: Lang) -> Vec<String> {
        let found = codes
            .iter()
            .filter_map(|code| self.catalogue(lang).of_loinc(code));
        let from = found.flat_map(|found| found.from.iter().cloned()).collect();
        let name = |provider: &str| self.mark(provider).name;
        begins(&from, self.collections.values(), name, lang)
    }

    /// Where a row of the table leads to.
    fn way_to(&self, link: &str) -> Option<Way> {
        if let Some(entry) = self.own.get(link) {
            return Some(match entry.kind.as_str() {
                Session::KIND => Way::Session(link.to_owned()),
                _ => Way::Reading(link.to_owned()),
            });
        }
        let loaded = self.records.get(link)?;
        Some(Way::Entry(loaded.chapter(), link.to_owned()))
    }
}

/// Whether an own reading stands in a chart of this.
fn belongs(what: What, owned: &Owned) -> bool {
    match what {
        What::Kind(kind) => owned.reading.kind == kind,
        What::Sessions(_) => owned.phase.is_some(),
    }
}

/// `ook bij Ziekenhuis Vennebos`, or what it has when that is something else.
fn also_at(mine: &Point, theirs: &Point, who: &str, lang: Lang) -> String {
    let numbers = |point: &Point| -> Vec<f64> { point.values.iter().map(|v| v.number).collect() };
    let same = numbers(mine)
        .iter()
        .zip(&numbers(theirs))
        .all(|(a, b)| (a - b).abs() < 0.000_5);
    if same {
        return phrase("own_also_at", lang).replace("{}", who);
    }
    let has = phrase("own_differs_at", lang).replacen("{}", who, 1);
    has.replacen("{}", &values_text(theirs, lang), 1)
}

fn add(text: &mut Option<String>, more: String) {
    *text = Some(match text.take() {
        Some(before) => format!("{before} · {more}"),
        None => more,
    });
}

/// The note of a session stands at its first point only.
fn once_a_session(own: BTreeMap<String, Placed>) -> Vec<Placed> {
    let mut placed: Vec<Placed> = own.into_values().collect();
    placed.sort_by_key(|(_, _, point)| point.at.map(|at| at.instant()));
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (place, _, point) in &mut placed {
        let session = point
            .link
            .clone()
            .filter(|_| *place >= 10 && point.note.is_some());
        match session {
            Some(id) if told.contains(&id) => point.note = None,
            other => told.extend(other),
        }
    }
    placed
}

/// Points with their groups, in the order of their places.
fn grouped(placed: Vec<Placed>) -> Series {
    let groups: BTreeMap<u8, _> = placed
        .iter()
        .map(|(place, group, _)| (*place, group.clone()))
        .collect();
    let order: Vec<u8> = groups.keys().copied().collect();
    let points = placed.into_iter().map(|(place, _, mut point)| {
        point.group = order.iter().position(|known| *known == place).unwrap_or(0);
        point
    });
    Series {
        points: points.collect(),
        groups: groups.into_values().collect(),
        ..Series::default()
    }
}

/// The figures of a session as points.
fn of_session(one: &SessionFigures, lang: Lang) -> Vec<Placed> {
    let share = one.gain_share.map(|share| {
        let share = words::difference(share, "%", lang);
        phrase("session_share", lang).replace("{}", &share)
    });
    let of = |place, key, difference, beside| {
        let name = phrase(key, lang).to_owned();
        let (family, inside) = (name.clone(), points::inside(&name));
        let point = Point {
            at: Some(points::at(one.at)),
            values: vec![points::difference(difference)],
            beside,
            link: Some(one.id.clone()),
            ..Point::default()
        };
        let group = inzage_chart::Group {
            name,
            inside,
            family,
        };
        (place, group, point)
    };
    let gain = one.gain.ok().map(|gain| of(0, "session_gain", gain, share));
    let off = one.taken_off.map(|off| of(1, "session_off", off, None));
    gain.into_iter().chain(off).collect()
}
