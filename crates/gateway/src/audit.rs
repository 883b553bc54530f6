//! The audit trail: one line for each time a person's data was asked for at a
//! provider (NEN 7513: what, when, where, how it ended). Who the person is, the
//! gateway does not know.
//!
//! The lines are part of the log. Each holds the hash of the one before, so that
//! a line that was changed, added or taken out is found ([`verify`]). A chain
//! begins with the process and ends with its orderly stop; a chain without an
//! end was cut off, or its process still runs.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// What is recorded.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event<'a> {
    /// The process began.
    Start,
    /// Data were asked for.
    Read {
        /// `MedMij` name.
        provider: &'a str,
        /// `GegevensdienstId`.
        service: &'a str,
        /// Address without query and without anything that identifies a resource.
        resource: &'a str,
        /// `X-Correlation-ID`.
        trace_id: &'a str,
        /// `MedMij-Request-ID`.
        request_id: &'a str,
        /// HTTP status of the provider, when it answered.
        status: Option<u16>,
        /// `ok`, or a fixed code.
        outcome: &'a str,
    },
    /// The process stopped in order.
    End,
}

/// An entry as it is hashed.
#[derive(Serialize)]
struct Entry<'a> {
    number: u64,
    time: String,
    #[serde(flatten)]
    event: &'a Event<'a>,
}

/// The chain of this process.
#[derive(Default)]
pub(crate) struct Audit(Mutex<(u64, String)>);

impl Audit {
    /// Adds an entry.
    pub(crate) fn record(&self, now: DateTime<Utc>, event: &Event<'_>) {
        let mut chain = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, previous) = &*chain;
        let entry = Entry {
            number: *number,
            time: now.to_rfc3339_opts(SecondsFormat::Millis, true),
            event,
        };
        let entry = serde_json::to_string(&entry).unwrap_or_default();
        let hash = hash(previous, &entry);
        tracing::info!(target: "audit", entry, previous, hash);
        *chain = (number + 1, hash);
    }
}

fn hash(previous: &str, entry: &str) -> String {
    use base64::Engine;
    let digest = Sha256::digest(format!("{previous}\n{entry}"));
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest)
}

/// What a whole log turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Entries of the audit trail.
    pub entries: usize,
    /// Chains that began.
    pub chains: usize,
    /// Chains that have no end: cut off, or their process still runs.
    pub open: usize,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            entries,
            chains,
            open,
        } = self;
        write!(
            f,
            "{entries} entries in {chains} chains are in order; {open} without an end"
        )
    }
}

/// The trail does not hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit trail is broken at line {0}: changed, or an entry before it is missing")]
pub struct Broken(
    /// Line of the log, from 1.
    pub usize,
);

/// Checks the audit trail in a log (JSON lines; other lines are passed over).
/// Logs of several processes after each other are several chains.
///
/// # Errors
/// At the first entry that does not follow from the one before.
pub fn verify(log: &str) -> Result<Verdict, Broken> {
    let mut verdict = Verdict {
        entries: 0,
        chains: 0,
        open: 0,
    };
    let mut last: Option<String> = None;
    for (number, line) in log.lines().enumerate() {
        let Some((entry, previous, found)) = parts(line) else {
            continue;
        };
        let event: serde_json::Value = serde_json::from_str(&entry).unwrap_or_default();
        let kind = event.get("event").and_then(serde_json::Value::as_str);
        let follows = match kind {
            Some("start") => previous.is_empty(),
            _ => last.as_ref() == Some(&previous),
        };
        if !follows || hash(&previous, &entry) != found {
            return Err(Broken(number + 1));
        }
        if kind == Some("start") {
            verdict.chains += 1;
            verdict.open += 1;
        }
        let ended = kind == Some("end");
        verdict.open -= usize::from(ended);
        last = (!ended).then_some(found);
        verdict.entries += 1;
    }
    Ok(verdict)
}

/// Entry, previous hash and hash of a line of the audit trail.
fn parts(line: &str) -> Option<(String, String, String)> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    if line.get("target")? != "audit" {
        return None;
    }
    let field = |name: &str| {
        let value = line.get("fields").and_then(|fields| fields.get(name));
        Some(value?.as_str()?.to_owned())
    };
    Some((
        field("entry").unwrap_or_default(),
        field("previous").unwrap_or_default(),
        field("hash").unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log as the gateway writes it.
    fn log() -> Vec<String> {
        let events = ["start", "read", "read", "read", "end"];
        let mut previous = String::new();
        let mut lines = Vec::new();
        for (number, event) in events.into_iter().enumerate() {
            let entry = serde_json::json!({ "number": number, "event": event }).to_string();
            let hash = hash(&previous, &entry);
            let fields = serde_json::json!({ "entry": entry, "previous": previous, "hash": hash });
            lines.push(serde_json::json!({ "target": "audit", "fields": fields }).to_string());
            lines.push(r#"{"target":"other","fields":{}}"#.to_owned());
            previous = hash;
        }
        lines
    }

    #[test]
    fn a_trail_that_nobody_touched_is_in_order() {
        let lines = log();
        let twice = [lines.clone(), lines.clone()].concat().join("\n");
        let good = Verdict {
            entries: 10,
            chains: 2,
            open: 0,
        };
        assert_eq!(verify(&twice), Ok(good));
        let cut = lines[..lines.len() - 2].join("\n");
        assert_eq!(verify(&cut).unwrap().open, 1);
    }

    #[test]
    fn every_change_addition_and_removal_is_found() {
        let lines = log();
        for at in (0..lines.len() - 2).step_by(2) {
            let mut without = lines.clone();
            without.remove(at);
            assert!(verify(&without.join("\n")).is_err(), "without {at}");
            let mut doubled = lines.clone();
            doubled.insert(at + 2, lines[at].clone());
            // A second beginning is a second chain, which then has no end.
            assert!(
                verify(&doubled.join("\n")).is_ok_and(|v| v.open > 0)
                    || verify(&doubled.join("\n")).is_err()
            );
            for (from, to) in [
                ("number", "nomber"),
                ("read", "raed"),
                ("hash\":\"", "hash\":\"A"),
            ] {
                let mut changed = lines.clone();
                changed[at] = lines[at].replacen(from, to, 1);
                if changed != lines {
                    assert!(verify(&changed.join("\n")).is_err(), "{from} at {at}");
                }
            }
        }
    }
}
