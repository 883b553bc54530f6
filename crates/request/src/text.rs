//! What may be typed: anything that arrives as it is.

use serde::{Deserialize, Serialize};

/// Most characters of a request.
pub const LONGEST: usize = 10_000;
/// Most characters of a name or another line.
pub const LONGEST_NAME: usize = 200;

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrong {
    /// Nothing was typed.
    Empty,
    /// It has this many characters; at most [`LONGEST`] or [`LONGEST_NAME`] go.
    TooLong(usize),
    /// At this character (from 1) stands one that no system takes: a control
    /// character, or one that was broken already.
    Unreadable(usize),
}

/// Whether a text of several lines can be sent as it is. FHIR takes no control
/// character but tab and line ends (R4, 2.24.0.1, `string`).
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(text: &str) -> Result<(), Wrong> {
    checked(text, LONGEST, &['\n', '\r', '\t'])
}

/// The same for one line.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check_line(text: &str) -> Result<(), Wrong> {
    checked(text, LONGEST_NAME, &[])
}

fn checked(text: &str, longest: usize, allowed: &[char]) -> Result<(), Wrong> {
    if text.trim().is_empty() {
        return Err(Wrong::Empty);
    }
    let count = text.chars().count();
    if count > longest {
        return Err(Wrong::TooLong(count));
    }
    let unreadable = |sign: char| {
        sign == char::REPLACEMENT_CHARACTER || (sign.is_control() && !allowed.contains(&sign))
    };
    match text.chars().position(unreadable) {
        Some(place) => Err(Wrong::Unreadable(place + 1)),
        None => Ok(()),
    }
}
