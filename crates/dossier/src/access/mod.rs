//! Who used the person's data at a provider, in outline, as that tells it: the audit
//! trail of its own system (`docs/vendor-api.openapi.json`, `GET /audit-events`) and
//! FHIR `AuditEvent`s that came along. Facts only: nothing is called right or wrong.
//!
//! An [`Asking`] is kept per collection: its events are part of the record when the
//! collection is, so that a trail never shows whose data somebody else used.

mod asking;
mod filter;
mod told;

use std::collections::BTreeMap;

pub use asking::{Asking, End};
pub use filter::Filter;
pub use told::{Action, Told};

/// Somebody who used the data, as one provider tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// MedMij name of who tells it.
    pub provider: String,
    /// What it tells.
    pub told: Told,
    /// What it told of the same before, newest first.
    pub earlier: Vec<Told>,
    /// When it was told first: RFC 3339.
    pub since: String,
    /// Whether that was the first time that this provider was asked.
    pub first: bool,
    /// Number of the entry, when it came as FHIR.
    pub entry: Option<String>,
}

/// Everything that one provider told, oldest asking first. What was told once stays,
/// also when it is told no more.
pub fn uses<'a>(askings: impl IntoIterator<Item = &'a Asking>) -> Vec<Use> {
    let mut all: BTreeMap<String, Use> = BTreeMap::new();
    let mut first = true;
    for asking in askings {
        for text in &asking.told {
            let told = Told::read(text);
            let Some(known) = all.get_mut(&told.id) else {
                let found = Use {
                    provider: asking.provider.clone(),
                    earlier: Vec::new(),
                    since: asking.at.clone(),
                    first,
                    entry: None,
                    told,
                };
                all.insert(found.told.id.clone(), found);
                continue;
            };
            if known.told != told {
                let before = std::mem::replace(&mut known.told, told);
                known.earlier.insert(0, before);
            }
        }
        first = first && matches!(asking.end, End::Failed(_));
    }
    all.into_values().collect()
}

impl Use {
    /// Whether it happened after `visit` (RFC 3339), or was told only since then; what
    /// a first asking tells of the past is not new.
    pub fn is_since(&self, visit: &str) -> bool {
        let Some(visit) = told::seconds(visit) else {
            return false;
        };
        let after = |moment: Option<i64>| moment.is_some_and(|moment| moment > visit);
        after(self.told.seconds()) || (!self.first && after(told::seconds(&self.since)))
    }
}

#[cfg(test)]
mod tests;
