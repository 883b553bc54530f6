//! Choosing a part of who used the data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Action, Use};
use crate::logbook::Period;

/// Which uses; none: all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// From when.
    pub period: Period,
    /// As which provider tells it.
    pub provider: Option<String>,
    /// What was done.
    pub action: Option<Action>,
    /// By somebody in this role.
    pub role: Option<String>,
}

impl Filter {
    /// Whether it keeps a use.
    pub fn keeps(&self, found: &Use, today: NaiveDate) -> bool {
        let told = &found.told;
        self.period.holds(found.day(), today)
            && self
                .provider
                .as_ref()
                .is_none_or(|it| *it == found.provider)
            && self.action.is_none_or(|it| it == told.action)
            && self.role.as_ref().is_none_or(|it| *it == told.role)
    }
}

impl Use {
    /// The day, on the clock of who tells it.
    pub fn day(&self) -> Option<NaiveDate> {
        self.told.at.get(..10)?.parse().ok()
    }
}
