//! Two readings of one thing, field by field: an earlier version and the next,
//! or the same thing at several sources.

use std::collections::BTreeMap;

use inzage_zib::view::Field;

pub use crate::view::Change;

/// What changed from `was` to `now`: in the order of `now`, what is gone last.
/// A label that stands more than once is compared as one text.
pub fn between(was: &[Field], now: &[Field]) -> Vec<Change> {
    let (before, after) = (by_label(was), by_label(now));
    let mut changes = Vec::new();
    for label in labels([now, was]) {
        match (before.get(label), after.get(label)) {
            (None, Some(now)) => changes.push(Change::Added {
                label: label.to_owned(),
                now: now.clone(),
            }),
            (Some(was), None) => changes.push(Change::Removed {
                label: label.to_owned(),
                was: was.clone(),
            }),
            (Some(was), Some(now)) if was != now => changes.push(Change::Changed {
                label: label.to_owned(),
                was: was.clone(),
                now: now.clone(),
            }),
            _ => {}
        }
    }
    changes
}

/// The labels that not every side says in the same words, and what each side
/// says of it; empty where it says nothing.
pub fn side_by_side(sides: &[Vec<Field>]) -> Vec<(String, Vec<String>)> {
    let texts: Vec<_> = sides.iter().map(|side| by_label(side)).collect();
    let all = labels(sides.iter().map(Vec::as_slice)).into_iter();
    let said = all.map(|label| {
        let values = texts
            .iter()
            .map(|text| text.get(label).cloned().unwrap_or_default());
        (label.to_owned(), values.collect::<Vec<_>>())
    });
    said.filter(|(_, values)| values.iter().any(|value| values.first() != Some(value)))
        .collect()
}

/// Every label once, in the order in which they are first met.
fn labels<'a>(sides: impl IntoIterator<Item = &'a [Field]>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    let all = sides
        .into_iter()
        .flatten()
        .map(|field| field.label.as_str());
    all.filter(|label| seen.insert(*label)).collect()
}

/// Each label with all its values, in order.
fn by_label(fields: &[Field]) -> BTreeMap<&str, String> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for field in fields {
        let text = texts.entry(&field.label).or_default();
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&field.value);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<Field> {
        let field = |(label, value): &(&str, &str)| Field {
            label: (*label).to_owned(),
            value: (*value).to_owned(),
        };
        pairs.iter().map(field).collect()
    }

    #[test]
    fn what_was_added_removed_and_changed_is_told_apart() {
        let was = fields(&[("Dosis", "1"), ("Reden", "x"), ("Start", "2020")]);
        let now = fields(&[("Dosis", "2"), ("Start", "2020"), ("Einde", "2021")]);
        let expected = [
            Change::Changed {
                label: "Dosis".into(),
                was: "1".into(),
                now: "2".into(),
            },
            Change::Added {
                label: "Einde".into(),
                now: "2021".into(),
            },
            Change::Removed {
                label: "Reden".into(),
                was: "x".into(),
            },
        ];
        assert_eq!(between(&was, &now), expected);
        assert_eq!(between(&now, &now), []);
    }

    #[test]
    fn a_label_that_repeats_keeps_every_value() {
        let was = fields(&[("Taal", "nl"), ("Taal", "fy")]);
        let now = fields(&[("Taal", "nl")]);
        let changed = Change::Changed {
            label: "Taal".into(),
            was: "nl; fy".into(),
            now: "nl".into(),
        };
        assert_eq!(between(&was, &now), [changed]);
    }

    #[test]
    fn only_what_differs_stands_side_by_side_and_silence_is_no_value() {
        let sides = [
            fields(&[("Status", "Actief"), ("Start", "2020")]),
            fields(&[("Start", "2020"), ("Status", "Gestopt"), ("Reden", "x")]),
        ];
        let differing = side_by_side(&sides);
        assert_eq!(
            differing,
            [
                ("Status".into(), vec!["Actief".into(), "Gestopt".into()]),
                ("Reden".into(), vec![String::new(), "x".into()]),
            ]
        );
    }
}
