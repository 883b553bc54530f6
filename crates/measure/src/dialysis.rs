//! A dialysis session is one thing: what was measured before and after, possibly
//! hours apart or only half. The figures are differences of the person's own
//! numbers; none of them is called much or little.

use chrono::{Datelike as _, NaiveDate};
use inzage_own::Payload;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::{Amount, Difference, Kind, Moment, Part, Reading, Target, in_effect};

/// Before or after the dialysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before it.
    Before,
    /// After it.
    After,
}

impl Phase {
    /// Both, in the order of time.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];
}

/// What was measured at one side of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// When.
    pub at: Moment,
    /// Weight, blood pressure, pulse: what there is.
    pub amounts: BTreeMap<Part, Amount>,
}

/// A dialysis session; at least one side is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Before.
    #[serde(default)]
    pub before: Option<Side>,
    /// After.
    #[serde(default)]
    pub after: Option<Side>,
    /// What the person wrote with it.
    #[serde(default)]
    pub note: String,
}

impl Payload for Session {
    const KIND: &'static str = "dialysis-session";
}

impl Session {
    /// One side.
    pub const fn side(&self, phase: Phase) -> Option<&Side> {
        match phase {
            Phase::Before => self.before.as_ref(),
            Phase::After => self.after.as_ref(),
        }
    }

    /// When it was: the first moment there is.
    pub fn at(&self) -> Option<Moment> {
        let sides = [&self.before, &self.after];
        sides.into_iter().flatten().next().map(|side| side.at)
    }

    fn weight(&self, phase: Phase) -> Option<&Amount> {
        self.side(phase)?.amounts.get(&Part::Weight)
    }

    /// What it says as single readings, for charts, files and sharing. Each has an
    /// id of its own that is always the same: a UUID made of the session's id, the
    /// phase and the kind (RFC 9562, version 5).
    pub fn readings(&self, id: &str) -> Vec<(String, Phase, Reading)> {
        let mut all = Vec::new();
        for phase in Phase::ALL {
            let Some(side) = self.side(phase) else {
                continue;
            };
            for kind in [Kind::Weight, Kind::BloodPressure] {
                let amounts: BTreeMap<Part, Amount> = kind
                    .parts()
                    .iter()
                    .filter_map(|part| Some((*part, side.amounts.get(part)?.clone())))
                    .collect();
                if amounts.is_empty() {
                    continue;
                }
                let reading = Reading {
                    kind,
                    at: side.at,
                    amounts,
                    milligrams: None,
                    moment: None,
                    slot: None,
                    note: self.note.clone(),
                };
                all.push((part_id(id, phase, kind), phase, reading));
            }
        }
        all
    }
}

fn part_id(session: &str, phase: Phase, kind: Kind) -> String {
    let space = uuid::Uuid::parse_str(session).unwrap_or(uuid::Uuid::NAMESPACE_OID);
    let name = format!("{phase:?}/{kind:?}");
    uuid::Uuid::new_v5(&space, name.as_bytes()).to_string()
}

/// Why there is no gain since the last session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GainGap {
    /// It is the first session.
    First,
    /// The last session has no weight after it.
    NoWeightAfterLast,
    /// This session has no weight before it.
    NoWeightBefore,
}

/// The figures of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFigures {
    /// The session's id.
    pub id: String,
    /// When it was.
    pub at: Moment,
    /// Weight before minus weight after.
    pub taken_off: Option<Difference>,
    /// Weight before minus weight after the last session (interdialytic gain).
    pub gain: Result<Difference, GainGap>,
    /// That gain as a share of the target weight, in per cent.
    pub gain_share: Option<Difference>,
    /// The target weight that held on that day.
    pub target: Option<Amount>,
    /// Weight after minus target weight.
    pub from_target: Option<Difference>,
}

/// The figures of all sessions, newest first.
pub fn sessions(all: &[(String, Session)], targets: &[Target]) -> Vec<SessionFigures> {
    let mut in_order: Vec<(Moment, &String, &Session)> = all
        .iter()
        .filter_map(|(id, session)| Some((session.at()?, id, session)))
        .collect();
    in_order.sort_by_key(|(at, id, _)| (at.seconds(), *id));
    let mut last: Option<&Session> = None;
    let mut figures = Vec::with_capacity(in_order.len());
    for (at, id, session) in in_order {
        figures.push(of_session(at, id, session, last, targets));
        last = Some(session);
    }
    figures.reverse();
    figures
}

fn of_session(
    at: Moment,
    id: &str,
    session: &Session,
    last: Option<&Session>,
    targets: &[Target],
) -> SessionFigures {
    let (before, after) = (session.weight(Phase::Before), session.weight(Phase::After));
    let target = in_effect(targets, Part::Weight, at.day()).map(|target| &target.amount);
    let gain = match (before, last) {
        (_, None) => Err(GainGap::First),
        (None, _) => Err(GainGap::NoWeightBefore),
        (Some(before), Some(last)) => last
            .weight(Phase::After)
            .map(|dry| before.minus(dry))
            .ok_or(GainGap::NoWeightAfterLast),
    };
    SessionFigures {
        id: id.to_owned(),
        at,
        taken_off: before.zip(after).map(|(before, after)| before.minus(after)),
        gain_share: gain
            .ok()
            .zip(target)
            .and_then(|(gain, target)| gain.percent_of(target)),
        gain,
        from_target: after.zip(target).map(|(after, target)| after.minus(target)),
        target: target.cloned(),
    }
}

/// The sessions of one week (Monday to Sunday) together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekFigures {
    /// Its Monday.
    pub monday: NaiveDate,
    /// How many sessions.
    pub sessions: usize,
    /// Mean of what was taken off.
    pub taken_off: Option<Difference>,
    /// Mean gain since the last session.
    pub gain: Option<Difference>,
}

impl WeekFigures {
    /// Its Sunday.
    pub fn last_day(&self) -> NaiveDate {
        self.monday.week(chrono::Weekday::Mon).last_day()
    }
}

/// Sessions per week, newest week first.
pub fn over_weeks(figures: &[SessionFigures]) -> Vec<WeekFigures> {
    let mut weeks: BTreeMap<NaiveDate, Vec<&SessionFigures>> = BTreeMap::new();
    for session in figures {
        let week = session.at.day().week(chrono::Weekday::Mon);
        weeks.entry(week.first_day()).or_default().push(session);
    }
    let together = |(monday, sessions): (NaiveDate, Vec<&SessionFigures>)| {
        let taken_off: Vec<_> = sessions.iter().filter_map(|one| one.taken_off).collect();
        let gain: Vec<_> = sessions.iter().filter_map(|one| one.gain.ok()).collect();
        WeekFigures {
            monday,
            sessions: sessions.len(),
            taken_off: Difference::mean(&taken_off),
            gain: Difference::mean(&gain),
        }
    };
    let mut all: Vec<WeekFigures> = weeks.into_iter().map(together).collect();
    all.sort_by_key(|week| std::cmp::Reverse(week.monday.num_days_from_ce()));
    all
}

#[cfg(test)]
mod tests;
