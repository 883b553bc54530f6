//! Files of readings, in and out.

use inzage_measure::csv::{Csv, Exported, export};
use inzage_measure::source::{FileProblem, Plan, RowProblem, Source, Verdict as Found, plan};
use inzage_measure::{Moment, Reading};
use inzage_own::{Author, Entry, Payload};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::super::Outcome;
use super::super::open::Open;
use super::super::own::By;
use super::super::protocol::measure::{Answer, Preview, PreviewRow, Verdict};
use super::super::protocol::{Answer as Whole, Failure};
use super::Owned;
use super::readings::deleted_ids;
use super::{answered, moment, words};

/// Rows of a preview: every one that cannot be read up to this many, ...
const MOST_WRONG: usize = 500;
/// ... and others as long as there are fewer than these; the rest is counted.
const MOST_SHOWN: usize = 40;

impl<S: Store> Open<S> {
    pub(super) fn preview(&self, bytes: &[u8], now: Moment, lang: Lang) -> Outcome {
        match self.planned(bytes, now) {
            Ok(plan) => answered(Answer::Preview(shown(&plan, lang))),
            Err(problem) => answered(no_file(problem)),
        }
    }

    fn planned(&self, bytes: &[u8], now: Moment) -> Result<Plan, FileProblem> {
        let rows = Csv.rows(bytes, now)?;
        let there = self.own_readings().iter();
        let there = there.map(|owned| (owned.id.clone(), owned.reading.clone()));
        let there: Vec<(String, Reading)> = there.collect();
        Ok(plan(rows, &there, &deleted_ids(self)))
    }

    /// Takes all that is new, in one commit.
    pub(super) async fn import(
        &mut self,
        bytes: &[u8],
        now: &str,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let plan = match self.planned(bytes, moment(now)?) {
            Ok(plan) => plan,
            Err(problem) => return answered(no_file(problem)),
        };
        let by = By {
            at: now.to_owned(),
            author: Author::File(Csv.name().to_owned()),
        };
        let mut entries = Vec::new();
        for (id, reading) in &plan.readings {
            entries.push(self.brought(id.as_deref(), reading, by.clone(), rng)?);
        }
        for (id, session) in &plan.sessions {
            entries.push(self.brought(id.as_deref(), session, by.clone(), rng)?);
        }
        self.own_keep(entries, &[], rng).await?;
        answered(Answer::Preview(shown(&plan, lang)))
    }

    /// An entry from elsewhere; it keeps its id, unless something here has it.
    fn brought<P: Payload>(
        &self,
        id: Option<&str>,
        payload: &P,
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Result<Entry, Failure> {
        let entry = Self::own_new(payload, by, rng)?;
        let free = id.filter(|id| self.own.get(id).is_none());
        let known = free.and_then(|id| entry.clone().with_id(id));
        Ok(known.unwrap_or(entry))
    }

    /// Everything, oldest first.
    pub(in super::super) fn export(&self, lang: Lang) -> Outcome {
        let mut all: Vec<&Owned> = self.own_readings().iter().collect();
        all.sort_by_key(|owned| (owned.reading.at.seconds(), owned.id.clone()));
        let me = lang.pick("uzelf", "yourself");
        let rows = all.iter().map(|owned| {
            let entry = self.own.get(&owned.entry);
            let by = match entry.and_then(Entry::entered).map(|event| &event.by) {
                Some(Author::Helper(name)) => name.as_str(),
                _ => me,
            };
            Exported {
                id: &owned.id,
                reading: &owned.reading,
                dialysis: owned.phase.map(|phase| (phase, owned.entry.as_str())),
                by,
            }
        });
        Ok(Whole::Bytes(export(rows).ok_or(Failure::Internal)?))
    }
}

fn shown(plan: &Plan, lang: Lang) -> Preview {
    let count = |wanted: fn(&Found) -> bool| {
        plan.rows
            .iter()
            .filter(|(.., verdict)| wanted(verdict))
            .count()
    };
    // What cannot be read comes first: that is what there is to look at.
    let mut rows: Vec<_> = plan.rows.iter().collect();
    rows.sort_by_key(|(line, _, verdict)| {
        let order = match verdict {
            Found::Wrong(_) => 0,
            Found::Unlikely => 1,
            Found::New => 2,
            Found::Duplicate => 3,
        };
        (order, *line)
    });
    let row = |(line, reading, verdict): &(u64, Option<Reading>, Found)| PreviewRow {
        line: *line,
        says: reading.as_ref().map(|reading| {
            let at = format!(
                "{}, {}",
                words::day(reading.at.day(), lang),
                reading.at.clock()
            );
            (reading.kind, words::value(reading, lang), at)
        }),
        verdict: verdict_of(verdict),
    };
    let wrong = count(|verdict| matches!(verdict, Found::Wrong(_)));
    let most = wrong.clamp(MOST_SHOWN, MOST_WRONG);
    Preview {
        rows: rows.into_iter().take(most).map(row).collect(),
        fresh: count(|verdict| matches!(verdict, Found::New | Found::Unlikely)),
        duplicates: count(|verdict| *verdict == Found::Duplicate),
        wrong,
    }
}

fn verdict_of(verdict: &Found) -> Verdict {
    match verdict {
        Found::New => Verdict::New,
        Found::Unlikely => Verdict::Unlikely,
        Found::Duplicate => Verdict::Duplicate,
        Found::Wrong(RowProblem::Malformed) => Verdict::Malformed,
        Found::Wrong(RowProblem::Kind(word)) => Verdict::Word("soort".into(), word.clone()),
        Found::Wrong(RowProblem::Unit(word)) => Verdict::Word("eenheid".into(), word.clone()),
        Found::Wrong(RowProblem::Word(column, word)) => {
            Verdict::Word((*column).to_owned(), word.clone())
        }
        Found::Wrong(RowProblem::Value(column, problem)) => {
            Verdict::Value((*column).to_owned(), *problem)
        }
    }
}

fn no_file(problem: FileProblem) -> Answer {
    Answer::NoFile(match problem {
        FileProblem::Empty | FileProblem::TooLong => Vec::new(),
        FileProblem::NoColumns(columns) => columns.into_iter().map(str::to_owned).collect(),
    })
}
