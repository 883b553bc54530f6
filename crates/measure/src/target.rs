//! Own targets: what the person agreed with her care team, as she entered it.
//! Inzage makes none, and draws it as a line without comment.

use chrono::NaiveDate;
use inzage_own::Payload;
use serde::{Deserialize, Serialize};

use crate::{Amount, Part};

/// An agreed target, from a day on. The next one takes its place; the older ones
/// stay as history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Of which number; of weight it is the "streefgewicht".
    pub part: Part,
    /// How much.
    pub amount: Amount,
    /// The day on which it was agreed.
    pub from: NaiveDate,
    /// With whom, as typed; empty when not told.
    #[serde(default)]
    pub with: String,
}

impl Payload for Target {
    const KIND: &'static str = "target";
}

/// The target for a number that held on a day: the last one agreed until then.
pub fn in_effect(targets: &[Target], part: Part, day: NaiveDate) -> Option<&Target> {
    let until = targets
        .iter()
        .filter(|target| target.part == part && target.from <= day);
    until.max_by_key(|target| target.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_the_target_of_then() {
        let target = |amount: &str, from: &str| Target {
            part: Part::Weight,
            amount: Amount::parse(amount).unwrap(),
            from: from.parse().unwrap(),
            with: String::new(),
        };
        let targets = [target("71,5", "2026-05-01"), target("72", "2026-01-01")];
        let on = |day: &str| in_effect(&targets, Part::Weight, day.parse().unwrap());
        assert_eq!(on("2025-12-31"), None);
        assert_eq!(on("2026-04-30").unwrap().amount.plain(), "72");
        assert_eq!(on("2026-05-01").unwrap().amount.plain(), "71.5");
        let day = "2026-06-01".parse().unwrap();
        assert_eq!(in_effect(&targets, Part::Systolic, day), None);
    }
}
