//! The port for readings from elsewhere: a source makes rows of bytes, and one
//! plan, the same for every source, says what is new, what is there already, and
//! what cannot be taken and why. A new source is one implementation of
//! [`Source`].

use std::collections::{BTreeMap, BTreeSet};

use crate::entering::Problem;
use crate::{Moment, Phase, Reading, Session, Side};

/// Something that can be read as readings: a file of an app or a device.
pub trait Source {
    /// Its name in the history of what it brought.
    fn name(&self) -> &'static str;

    /// Reads every row; one that cannot be read costs no other.
    ///
    /// # Errors
    /// When the file as a whole is not of this source.
    fn rows(&self, bytes: &[u8], now: Moment) -> Result<Vec<Row>, FileProblem>;
}

/// Why a file was not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It is empty.
    Empty,
    /// It has no such columns.
    NoColumns(Vec<&'static str>),
    /// It has more rows than are read at once.
    TooLong,
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, 1 for the first.
    pub line: u64,
    /// What it says.
    pub says: Result<Imported, RowProblem>,
}

/// Why a row cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// The file cannot be read here (quotes, columns).
    Malformed,
    /// No such kind of reading: what stands there.
    Kind(String),
    /// Another unit than this kind has: what stands there.
    Unit(String),
    /// A word that is none of those for this column: the column, and the word.
    Word(&'static str, String),
    /// A number or time that cannot be: the column, and why.
    Value(&'static str, Problem),
}

/// A reading from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The id it had, when it came from this app.
    pub id: Option<String>,
    /// Its place in a dialysis session, and the session's id if it is told.
    pub dialysis: Option<(Phase, Option<String>)>,
    /// The reading.
    pub reading: Reading,
    /// A number about which the person would be asked.
    pub unlikely: bool,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is new.
    New,
    /// It is new, and the person is asked whether it is right.
    Unlikely,
    /// It is there already.
    Duplicate,
    /// It cannot be taken.
    Wrong(RowProblem),
}

/// What an import would do; nothing is done yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Each row: its line, what it says, and what becomes of it.
    pub rows: Vec<(u64, Option<Reading>, Verdict)>,
    /// Readings to keep, with the id they had.
    pub readings: Vec<(Option<String>, Reading)>,
    /// Dialysis sessions to keep, with the id they had.
    pub sessions: Vec<(Option<String>, Session)>,
}

/// Compares rows with what is there. `there` are all readings with their ids,
/// those of sessions too; `deleted` are ids that were deleted: they stay so.
pub fn plan(rows: Vec<Row>, there: &[(String, Reading)], deleted: &BTreeSet<String>) -> Plan {
    let mut known = Known::new(there, deleted);
    let mut plan = Plan::default();
    let mut sessions: BTreeMap<String, (Option<String>, Session)> = BTreeMap::new();
    for row in rows {
        let imported = match row.says {
            Ok(imported) => imported,
            Err(problem) => {
                plan.rows.push((row.line, None, Verdict::Wrong(problem)));
                continue;
            }
        };
        let shown = Some(imported.reading.clone());
        if known.has(&imported) {
            plan.rows.push((row.line, shown, Verdict::Duplicate));
            continue;
        }
        known.add(&imported);
        let verdict = if imported.unlikely {
            Verdict::Unlikely
        } else {
            Verdict::New
        };
        plan.rows.push((row.line, shown, verdict));
        match imported.dialysis {
            Some((phase, session)) => {
                let day = imported.reading.at.day().to_string();
                let key = session.clone().unwrap_or(day);
                let (_, whole) = sessions.entry(key).or_insert_with(|| {
                    let empty = Session {
                        before: None,
                        after: None,
                        note: String::new(),
                    };
                    (session, empty)
                });
                join(whole, phase, imported.reading);
            }
            None => plan.readings.push((imported.id, imported.reading)),
        }
    }
    plan.sessions = sessions.into_values().collect();
    plan
}

/// Puts a reading into a session.
fn join(session: &mut Session, phase: Phase, reading: Reading) {
    if session.note.is_empty() {
        session.note = reading.note;
    }
    let place = match phase {
        Phase::Before => &mut session.before,
        Phase::After => &mut session.after,
    };
    let side = place.get_or_insert_with(|| Side {
        at: reading.at,
        amounts: BTreeMap::new(),
    });
    side.at = side.at.min(reading.at);
    side.amounts.extend(reading.amounts);
}

/// What is there, to find duplicates in.
struct Known<'a> {
    ids: BTreeSet<String>,
    deleted: &'a BTreeSet<String>,
    minutes: BTreeMap<i64, Vec<Reading>>,
}

impl<'a> Known<'a> {
    fn new(there: &[(String, Reading)], deleted: &'a BTreeSet<String>) -> Self {
        let mut known = Self {
            ids: there.iter().map(|(id, _)| id.clone()).collect(),
            deleted,
            minutes: BTreeMap::new(),
        };
        for (_, reading) in there {
            known.put(reading.clone());
        }
        known
    }

    fn put(&mut self, reading: Reading) {
        let minute = reading.at.seconds().div_euclid(60);
        self.minutes.entry(minute).or_default().push(reading);
    }

    fn add(&mut self, imported: &Imported) {
        self.ids.extend(imported.id.clone());
        self.put(imported.reading.clone());
    }

    fn has(&self, imported: &Imported) -> bool {
        let id = imported.id.as_ref();
        let minute = imported.reading.at.seconds().div_euclid(60);
        id.is_some_and(|id| self.ids.contains(id) || self.deleted.contains(id))
            || self.minutes.get(&minute).is_some_and(|there| {
                there
                    .iter()
                    .any(|reading| reading.same_as(&imported.reading))
            })
    }
}
