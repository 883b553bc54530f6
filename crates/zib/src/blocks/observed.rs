//! What the measuring building blocks have in common.

use super::titles::shortened;
use crate::reader::Reader;

/// Longest value that still stands in a title.
const LONGEST_VALUE: usize = 60;

/// What was measured and, when it is short, what was found.
pub(super) fn measured(reader: &Reader<'_>) -> Option<String> {
    let name = reader.named(&["code", "category"]);
    let value = reader
        .first(&["value*", "component:9279-1/value*"])
        .filter(|v| v.chars().count() <= LONGEST_VALUE && !v.contains('\n'))
        // A bare code is no value for people.
        .filter(|v| !v.starts_with(inzage_words::phrase("unknown_code", reader.lang)));
    match (name, value) {
        (Some(name), Some(value)) => {
            let numeric = value.starts_with(|c: char| c.is_ascii_digit() || "<>-".contains(c));
            let between = if numeric { " " } else { ": " };
            Some(shortened(format!("{name}{between}{value}")))
        }
        (name, value) => name.or(value),
    }
}

/// What the source says of a result: high, low, provisional, wrong.
pub(super) fn judged(reader: &Reader<'_>) -> Option<String> {
    if reader.is_one("status", &["entered-in-error"]) {
        return reader.state(&[]);
    }
    if reader.is_one("status", &["final"]) {
        return reader.said(&["interpretation", "dataAbsentReason"]);
    }
    reader.said(&["interpretation", "dataAbsentReason", "status"])
}
