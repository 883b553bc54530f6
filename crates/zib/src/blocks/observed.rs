//! What the measuring building blocks have in common.

use super::Fields;
use super::titles::shortened;
use crate::reader::{Reader, select};
use inzage_words::phrase;

/// What every Observation may say, after what its own building block asks for.
pub(super) const MEASURED: Fields = &[
    ("value", "value*"),
    ("component", "component"),
    ("what", "code"),
    ("interpretation", "interpretation"),
    ("referenceRange", "referenceRange"),
    ("bodySite", "bodySite"),
    ("method", "method"),
    ("device", "device"),
    ("eventTiming", "ext:observation-eventTiming"),
    ("absentReason", "dataAbsentReason"),
    ("status", "status"),
    ("moment", "effective*"),
    ("performer", "performer"),
    ("specimen", "specimen"),
    ("related", "related"),
    ("hasMember", "hasMember"),
    ("derivedFrom", "derivedFrom"),
];

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
        (Some(name), None) => Some(name),
        // A number alone says nothing: a measurement it is.
        (None, value) => {
            let value = value?;
            let kind = inzage_words::kind("Observation", reader.lang)?;
            Some(format!("{kind}: {value}"))
        }
    }
}

/// What the source says of a result: high, low, provisional, wrong; and what is
/// normal according to it.
pub(super) fn judged(reader: &Reader<'_>) -> Option<String> {
    if reader.is_one("status", &["entered-in-error"]) {
        return reader.state(&[]);
    }
    let mut said = Vec::new();
    if let Some(flag) = reader.said(&["interpretation"]) {
        let whose = phrase("according_to_source", reader.lang);
        said.push(format!("{flag} {whose}"));
    } else if !reader.at("interpretation").is_empty() {
        said.push(phrase("flag_unreadable", reader.lang).to_owned());
    }
    said.extend(reader.said(&["dataAbsentReason"]));
    if !reader.is_one("status", &["final"]) {
        said.extend(reader.said(&["status"]));
    }
    let said = said.join(", ");
    Some(match normal(reader) {
        Some(normal) if said.is_empty() => normal,
        Some(normal) => format!("{said} ({normal})"),
        None => said,
    })
    .filter(|text| !text.is_empty())
}

/// What the source says of a result; without that, what did not fit in its title.
pub(super) fn judged_or_found(reader: &Reader<'_>) -> Option<String> {
    judged(reader).or_else(|| found(reader))
}

/// The beginning of a long text, or what the parts of a panel found: its members
/// (`hasMember`, in STU3 `related`) or components.
fn found(reader: &Reader<'_>) -> Option<String> {
    if let Some(value) = reader.first(&["value*"]) {
        let value = shortened(value);
        return measured(reader)
            .filter(|title| !title.contains(&value))
            .map(|_| value);
    }
    let members = ["hasMember", "related/target"]
        .iter()
        .flat_map(|path| reader.at(path))
        .filter_map(|node| reader.text(node));
    let components = reader.at("component").into_iter().filter_map(|node| {
        let what = reader.part(node, "code");
        let values = select(node.value, node.key, "value*");
        let value = values.into_iter().find_map(|value| reader.text(value))?;
        Some(what.map_or_else(|| value.clone(), |what| format!("{what}: {value}")))
    });
    let parts: Vec<String> = members.chain(components).collect();
    (!parts.is_empty()).then(|| shortened(parts.join(" · ")))
}

/// `normaal 3,5 – 5,0 mmol/l`, where the source gives one range.
fn normal(reader: &Reader<'_>) -> Option<String> {
    let ranges = reader.at("referenceRange");
    let [only] = ranges.as_slice() else {
        return None;
    };
    let range = reader.range(*only)?;
    Some(format!("{} {range}", phrase("normal", reader.lang)))
}
