//! Measuring at home, in the open vault.

pub(super) mod charts;
mod figures;
mod files;
mod keeping;
pub(super) mod lines;
mod points;
mod readings;
mod reminders;
pub(super) mod returned;
mod sessions;
mod sharing;
mod targets;
mod weeks;
pub(super) mod words;

pub(super) use readings::sort_key;
pub(super) use sharing::Gone;

use inzage_dossier::logbook::What;
use inzage_measure::{Moment, Reading, Session};
use inzage_vault::{CryptoRng, Kind as Table, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::Open;
use super::own::By;
use super::protocol::measure::{Answer, Due, Home, Request};
use super::protocol::{Answer as Whole, Failure};

/// Setting: the number to call, as the person entered it.
pub(super) const PHONE: &str = "measure-phone";

/// Seconds in a day.
const DAY: i64 = 24 * 60 * 60;

#[expect(
    clippy::unnecessary_wraps,
    reason = "an answer where any outcome may stand"
)]
fn answered(answer: Answer) -> Outcome {
    Ok(Whole::Measure(answer))
}

fn moment(now: &str) -> Result<Moment, Failure> {
    Moment::parse(now).ok_or(Failure::Internal)
}

impl<S: Store> Open<S> {
    /// Requests about measuring.
    pub(super) async fn measuring(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        match request {
            Request::Home { now } => self.measure_home(moment(&now)?, lang).await,
            Request::Keep {
                id,
                typed,
                sure,
                draft,
                now,
            } => {
                let by = self.by(now).await?;
                self.keep_reading(id, &typed, sure, draft.as_slice(), by, rng)
                    .await
            }
            Request::KeepInWeek {
                week,
                typed,
                sure,
                draft,
                now,
            } => {
                let by = self.by(now).await?;
                self.keep_in_week(&week, typed, sure, &[draft], by, rng)
                    .await
            }
            Request::KeepSession {
                id,
                sides,
                note,
                sure,
                drafts,
                now,
            } => {
                let by = self.by(now).await?;
                self.keep_session(id, (&sides, &note), sure, &drafts, by, rng)
                    .await
            }
            Request::Delete { id, now } => {
                let by = self.by(now).await?;
                self.delete_measured(&id, by, rng).await
            }
            Request::Show { what, how } => self.shown_chart(what, &how, lang),
            Request::ChartFile { what, how } => self.chart_file(what, how.as_ref(), lang),
            Request::Targets { kind, now } => answered(Answer::Targets(self.targets(
                kind.parts(),
                moment(&now)?.day(),
                lang,
            ))),
            Request::One { id } => self.one(&id, lang),
            Request::Sessions { most } => answered(Answer::Sessions(self.sessions(most, lang))),
            Request::KeepTarget {
                part,
                amount,
                from,
                with,
                sure,
                drafts,
                now,
            } => {
                let by = self.by(now).await?;
                self.keep_target((part, &amount), (from, &with), sure, &drafts, by, rng)
                    .await
            }
            Request::StartWeek { days, start, now } => {
                let by = self.by(now).await?;
                self.start_week(days, start, by, rng).await
            }
            Request::Weeks { week, now } => answered(Answer::Weeks(self.weeks(
                week.as_deref(),
                moment(&now)?,
                lang,
            ))),
            Request::Preview { bytes, now } => self.preview(&bytes, moment(&now)?, lang),
            Request::Import { bytes, now } => self.import(&bytes, &now, lang, rng).await,
            Request::Export => {
                let of = "measurements".to_owned();
                self.tell(What::Exported { of });
                self.export(lang)
            }
            Request::Reminders => answered(Answer::Reminders(self.reminders())),
            Request::Remind { reminder, now } => {
                let by = self.by(now).await?;
                self.remind(&reminder, by, rng).await
            }
            Request::Calendar { now } => self.calendar(moment(&now)?, lang),
        }
    }

    /// Who does something now: the person, or who helps on this device.
    pub(super) async fn by(&self, at: String) -> Result<By, Failure> {
        let author = self.author().await?;
        Ok(By { at, author })
    }

    /// Every own reading with its id, also those inside dialysis sessions.
    pub(super) fn own_readings(&self) -> &[Owned] {
        self.derived.readings.get_or_init(|| self.read_own())
    }

    fn read_own(&self) -> Vec<Owned> {
        let single = self.own.all::<Reading>().map(|(entry, reading)| Owned {
            id: entry.id.clone(),
            entry: entry.id.clone(),
            phase: None,
            reading,
        });
        let of_sessions = self.own.all::<Session>().flat_map(|(entry, session)| {
            let readings = session.readings(&entry.id).into_iter();
            readings.map(|(id, phase, reading)| Owned {
                id,
                entry: entry.id.clone(),
                phase: Some(phase),
                reading,
            })
        });
        single.chain(of_sessions).collect()
    }

    async fn measure_home(&mut self, now: Moment, lang: Lang) -> Outcome {
        let all = self.own_readings();
        let today = now.day();
        let due = self.due(all, today);
        let due = due.into_iter().map(|due| Due {
            time: due.time,
            what: due.what,
            done: due.done,
        });
        let sessions = self.own.all::<Session>();
        let mut sessions: Vec<_> = sessions
            .filter_map(|(entry, session)| Some((session.at()?, entry.id.clone(), session)))
            .collect();
        sessions.sort_by_key(|(at, ..)| at.seconds());
        let last = sessions.last();
        // A night on dialysis ends the day after it began.
        let half = last.filter(|(at, _, session)| {
            let open = session.before.is_none() || session.after.is_none();
            open && now.seconds() - at.seconds() < DAY
        });
        answered(Answer::Home(Home {
            due: due.collect(),
            latest: readings::latest(all, lang),
            half_session: half.map(|(_, id, _)| id.clone()),
            last_session: last.map(|(at, ..)| words::day(at.day(), lang)),
            week: self.week_today(today),
            phone: self.phone().await?,
            helper: self.helper().await?,
        }))
    }

    /// The number to call: as entered, else that of a dialysis centre or a GP in
    /// the record.
    async fn phone(&self) -> Result<Option<String>, Failure> {
        let entered = self.vault.read(Table::Setting, PHONE).await?;
        let entered = entered.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(entered.or_else(|| {
            let kept = self.records.of_kind("Organization");
            let kept = kept.filter(|loaded| !loaded.record.head.staged);
            words::number_to_call(kept.filter_map(|loaded| loaded.resource.as_ref()))
        }))
    }
}

/// An own reading.
#[derive(Clone)]
pub(super) struct Owned {
    /// Its own id.
    id: String,
    /// The id of the entry it is in: itself, or a session.
    entry: String,
    /// Its side of a session.
    pub(super) phase: Option<inzage_measure::Phase>,
    pub(super) reading: Reading,
}
