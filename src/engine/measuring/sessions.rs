//! Dialysis sessions with their figures.

use std::collections::BTreeMap;

use inzage_measure::{Part, Phase, Session, SessionFigures, Side, Target, over_weeks, sessions};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::measure::{SessionRow, Sessions, SideRow};
use super::words;

impl<S: Store> Open<S> {
    pub(super) fn sessions(&self, most: usize, lang: Lang) -> Sessions {
        let all: BTreeMap<String, Session> = self
            .own
            .all::<Session>()
            .map(|(entry, session)| (entry.id.clone(), session))
            .collect();
        let pairs: Vec<(String, Session)> = all.clone().into_iter().collect();
        let targets: Vec<Target> = self.all_targets().into_iter().map(|(_, one)| one).collect();
        let figures = sessions(&pairs, &targets);
        let kilos = |difference| words::difference(difference, "kg", lang);
        let shown = figures.get(..most).unwrap_or(&figures);
        let oldest = shown.last().map(|one| one.at.day());
        let weeks = over_weeks(&figures).into_iter();
        let weeks = weeks.take_while(|week| oldest.is_some_and(|day| week.last_day() >= day));
        let weeks = weeks.map(|week| {
            (
                words::day(week.monday, lang),
                week.sessions,
                week.taken_off.map(|off| words::taken_off(off, lang)),
                week.gain.map(kilos),
            )
        });
        let last_day = figures.first().map(|one| one.at.day());
        let today = last_day.unwrap_or_default().max(
            targets
                .iter()
                .map(|target| target.from)
                .max()
                .unwrap_or_default(),
        );
        let rows = shown
            .iter()
            .filter_map(|one| Some(row(one, all.get(&one.id)?, lang)));
        Sessions {
            weeks: weeks.collect(),
            targets: self.targets(&[Part::Weight], today, lang),
            rows: rows.collect(),
            total: figures.len(),
        }
    }
}

fn row(figures: &SessionFigures, session: &Session, lang: Lang) -> SessionRow {
    let kilos = |difference| words::difference(difference, "kg", lang);
    let sides = Phase::ALL
        .into_iter()
        .filter_map(|phase| Some(side_row(phase, session.side(phase)?, lang)));
    SessionRow {
        id: figures.id.clone(),
        day: words::day(figures.at.day(), lang),
        sides: sides.collect(),
        taken_off: figures.taken_off.map(|off| words::taken_off(off, lang)),
        gain: figures.gain.map(kilos),
        share: figures
            .gain_share
            .map(|share| words::difference(share, "%", lang)),
        from_target: figures.from_target.map(kilos),
        note: session.note.clone(),
    }
}

fn side_row(phase: Phase, side: &Side, lang: Lang) -> SideRow {
    let of = |part| side.amounts.get(&part);
    let shown = |part| of(part).map(|amount| words::with_unit(part, amount, lang));
    let pressure = of(Part::Systolic).zip(of(Part::Diastolic));
    SideRow {
        phase,
        clock: side.at.clock(),
        weight: shown(Part::Weight),
        pressure: pressure.map(|(high, low)| words::pressure(high, low, lang)),
        pulse: shown(Part::Pulse),
    }
}
