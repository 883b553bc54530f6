//! One time that a provider was asked who used the data.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

/// How asking ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Everything that the provider tells has come.
    Whole,
    /// Something has come, and there is more.
    Partly,
    /// Nothing came: a stable word for why.
    Failed(String),
}

/// One asking, as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// MedMij name of the provider.
    pub provider: String,
    /// When: RFC 3339 with offset.
    pub at: String,
    /// Number for the helpdesk.
    pub trace_id: Option<String>,
    /// How it ended, so far.
    pub end: End,
    /// Events that were not told before, each as received.
    pub told: Vec<String>,
    /// Up to which day (in the Netherlands) was asked for last.
    until: Option<NaiveDate>,
    /// Whether one day held more than one answer can.
    gap: bool,
}

/// An answer, whatever else is in it.
#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
    #[serde(default)]
    more: Value,
}

impl Asking {
    /// Before anything came.
    pub fn new(provider: &str, at: &str) -> Self {
        Self {
            provider: provider.to_owned(),
            at: at.to_owned(),
            trace_id: None,
            end: End::Partly,
            told: Vec::new(),
            until: None,
            gap: false,
        }
    }

    /// Takes up an answer; `known`: what earlier askings told. Gives the day up to
    /// which to ask on, when there is more.
    pub fn take(&mut self, answer: &[u8], known: &BTreeSet<&str>) -> Option<NaiveDate> {
        let answer = answer.strip_prefix("\u{feff}".as_bytes()).unwrap_or(answer);
        let Ok(Answer { events, more }) = serde_json::from_slice(answer) else {
            self.fail("unreadable");
            return None;
        };
        let texts: Vec<&str> = events.into_iter().map(RawValue::get).collect();
        let here: BTreeSet<String> = self.told.iter().cloned().collect();
        let fresh = texts
            .iter()
            .filter(|text| !known.contains(*text) && !here.contains(**text));
        self.told.extend(fresh.map(|text| (*text).to_owned()));
        let days = texts.iter().filter_map(|text| latest_day(text));
        let next = days.min().filter(|_| more == Value::Bool(true));
        if next.is_none() {
            let whole = more != Value::Bool(true) && !self.gap;
            self.end = if whole { End::Whole } else { End::Partly };
        }
        next.map(|day| self.go_on(day))
    }

    /// The day to ask on with: earlier each time, so that it ends.
    fn go_on(&mut self, day: NaiveDate) -> NaiveDate {
        let before = self
            .until
            .and_then(|until| until.checked_sub_days(Days::new(1)));
        let next = match before {
            Some(before) if day > before => {
                self.gap = true;
                before
            }
            _ => day,
        };
        self.until = Some(next);
        self.end = End::Partly;
        next
    }

    /// It came to nothing; what came before that stays.
    pub fn fail(&mut self, code: &str) {
        self.end = if self.until.is_some() {
            End::Partly
        } else {
            End::Failed(code.to_owned())
        };
    }
}

/// The day of an event in the Netherlands, which is one or two hours ahead of UTC: the
/// later one when that makes a difference, so that nothing is passed over.
pub(super) fn latest_day(event: &str) -> Option<NaiveDate> {
    let event: Value = serde_json::from_str(event).ok()?;
    let at = DateTime::parse_from_rfc3339(event.get("at")?.as_str()?).ok()?;
    let ahead = at.to_utc().checked_add_signed(TimeDelta::hours(2))?;
    Some(ahead.date_naive())
}
