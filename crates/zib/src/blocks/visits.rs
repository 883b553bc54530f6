//! What contacts have in common.

use crate::reader::Reader;

/// What kind of contact, and where or why.
pub(super) fn visit(reader: &Reader<'_>) -> Option<String> {
    let kind = reader.named(&["type", "class/ext:code-specification", "class"]);
    let place = reader.named(&[
        "reason",
        "reasonCode",
        "diagnosis/condition",
        "episodeOfCare",
        "serviceProvider",
        "participant/individual",
    ]);
    match (kind, place) {
        (Some(kind), Some(place)) if place != kind => Some(format!("{kind}: {place}")),
        (kind, place) => kind.or(place),
    }
}
