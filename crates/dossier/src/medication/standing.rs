//! How one building block stands on a day. In use only from an explicit period
//! and an explicit status.

use chrono::NaiveDate;
use inzage_zib::{Medication, MedicationBlock, MedicationStatus as Status, StopType};

use super::span::{Cover, Last, cover, days, last};

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The period covers the day and the status says that it is in force.
    InUse,
    /// The period begins later.
    Later,
    /// Halted for a while.
    Interrupted,
    /// Stopped before its time.
    Stopped,
    /// Its period is over.
    Ended,
    /// Not used, not to be used.
    NotTaken,
    /// Withdrawn before it began.
    Cancelled,
    /// Entered in error or refuted.
    Wrong,
    /// An event, no agreement: asked for, handed out, given.
    Once,
    /// It is not clear whether this still holds.
    Unclear(Why),
}

/// Why it is not clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no period.
    NoPeriod,
    /// The period holds, but no status says so.
    NoStatus,
    /// A date is missing or too vague.
    Vague,
    /// Only proposed or planned.
    Proposed,
    /// Carried out, while its period goes on.
    Completed,
    /// A stop type that the program does not know.
    StopUnknown,
}

impl Standing {
    /// Whether a source says that this is not used (any more).
    pub fn is_off(self) -> bool {
        matches!(
            self,
            Self::Interrupted | Self::Stopped | Self::Ended | Self::NotTaken
        )
    }

    /// Whether it says nothing about use at all.
    pub fn is_void(self) -> bool {
        matches!(self, Self::Wrong | Self::Cancelled | Self::Once)
    }

    /// Whether its period goes on, with or without a status.
    pub fn runs(self) -> bool {
        matches!(self, Self::InUse | Self::Unclear(Why::NoStatus))
    }
}

/// How `medication` stands on `day`.
pub fn standing(medication: &Medication, day: NaiveDate) -> Standing {
    if medication.status == Status::Wrong {
        return Standing::Wrong;
    }
    if medication.status == Status::Cancelled || medication.stop == Some(StopType::Cancelled) {
        return Standing::Cancelled;
    }
    if medication.status == Status::NotTaken || medication.taken == Some(false) {
        return match medication.status {
            Status::Stopped => Standing::Stopped,
            Status::OnHold => Standing::Interrupted,
            _ => Standing::NotTaken,
        };
    }
    if !medication.block.agrees() {
        return Standing::Once;
    }
    let covered = cover(&medication.period, day);
    stopped(medication, day, covered).unwrap_or_else(|| by_period(medication, covered))
}

/// What a stop type or a status of stopping comes to; `None` when there is none,
/// or when it stops later than `day`.
fn stopped(medication: &Medication, day: NaiveDate, covered: Cover) -> Option<Standing> {
    let by_status = match medication.status {
        Status::Stopped => Some(Standing::Stopped),
        Status::OnHold => Some(Standing::Interrupted),
        _ => None,
    };
    let Some(stop) = medication.stop else {
        return by_status;
    };
    let still_to_come = match last(&medication.period) {
        Last::Between(earliest, _) => day <= earliest && medication.period.end.is_some(),
        Last::Open | Last::Unknown => false,
    };
    if covered == Cover::Before || (still_to_come && by_status.is_none()) {
        return by_status;
    }
    Some(match stop {
        StopType::Temporary => Standing::Interrupted,
        StopType::Definite => Standing::Stopped,
        StopType::Cancelled => Standing::Cancelled,
        StopType::Other => by_status.unwrap_or(Standing::Unclear(Why::StopUnknown)),
    })
}

fn by_period(medication: &Medication, covered: Cover) -> Standing {
    if medication.status == Status::Proposed {
        return Standing::Unclear(Why::Proposed);
    }
    match (covered, medication.status) {
        (Cover::After, _) => Standing::Ended,
        (_, Status::Completed) if medication.block == MedicationBlock::Use => Standing::Ended,
        (Cover::Before, _) => Standing::Later,
        (_, Status::Completed) => Standing::Unclear(Why::Completed),
        (Cover::None, _) => Standing::Unclear(Why::NoPeriod),
        (Cover::Maybe, _) => Standing::Unclear(Why::Vague),
        (Cover::Within, Status::Active) => Standing::InUse,
        (Cover::Within, _) => Standing::Unclear(Why::NoStatus),
    }
}

/// The day since which something is off, as received: the end of its period,
/// else when it was said.
pub(super) fn off_since(medication: &Medication) -> Option<&str> {
    let end = medication.period.end.as_deref();
    end.or(medication.said.as_deref())
        .filter(|text| days(text).is_some())
}
