//! Measured at home: what the person measures herself, and what can be computed
//! over it: differences, means and ranges of her own values, and nothing that
//! judges them. Pure: no clock, no storage, no words for people.
//!
//! Times are the wall clock of the device with its offset, as typed: a reading of
//! 23:59 belongs to that day, whatever time zone looks at it later. Differences in
//! time use the instant.

mod amount;
pub mod csv;
mod dialysis;
mod entering;
mod kind;
mod reading;
pub mod reminder;
pub mod sharing;
pub mod source;
mod stats;
mod target;
mod week;

pub use amount::{Amount, Difference};
pub use dialysis::{
    GainGap, Phase, Session, SessionFigures, Side, WeekFigures, over_weeks, sessions,
};
pub use entering::{Checked, Field, Problem, Typed, TypedSide, check, check_session};
pub use kind::{Kind, Limits, Part};
pub use reading::{GlucoseMoment, MOST_NOTE, Moment, PartOfDay, Reading, SEVEN_POINTS};
pub use stats::{Figures, by_part_of_day, figures, within};
pub use target::{Target, in_effect};
pub use week::{Averages, Slot, Turn, Week, WeekView, averages};
