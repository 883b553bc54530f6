//! Timing (zib `AdministrationSchedule`) as typed values.

use super::{DoseTiming, Length, UsePeriod};
use crate::reader::{list, select};
use chrono::Weekday;
use inzage_fhir::{FhirDate, Value};

/// The members of `Timing.repeat` that this reading understands.
const READ: &[&str] = &[
    "frequency",
    "frequencyMax",
    "period",
    "periodMax",
    "periodUnit",
    "dayOfWeek",
    "when",
    "timeOfDay",
    "offset",
    "boundsDuration",
    "boundsPeriod",
    // How long one dose takes: said in words, changes no moment.
    "duration",
    "durationMax",
    "durationUnit",
    "extension",
];

/// Reads a Timing.
pub(super) fn timing(value: &Value) -> DoseTiming {
    let texts = |holder: &Value, key: &str| -> Vec<String> {
        let found = list(holder.get(key)).iter().filter_map(Value::as_str);
        found.map(str::to_owned).collect()
    };
    let events = texts(value, "event");
    let coded = value.get("code").is_some();
    let Some(repeat) = value.get("repeat") else {
        let more = coded;
        return DoseTiming {
            events,
            more,
            ..DoseTiming::default()
        };
    };
    let days: Vec<String> = texts(repeat, "dayOfWeek");
    let known_days: Vec<Weekday> = days.iter().filter_map(|day| day.parse().ok()).collect();
    let unread = repeat
        .as_object()
        .is_some_and(|members| members.keys().any(|key| !READ.contains(&key.as_str())));
    DoseTiming {
        frequency: whole(repeat.get("frequency")),
        frequency_max: whole(repeat.get("frequencyMax")),
        period: repeat.get("period").and_then(number),
        period_varies: repeat.get("periodMax").is_some(),
        unit: texts(repeat, "periodUnit").into_iter().next(),
        when: texts(repeat, "when"),
        times: texts(repeat, "timeOfDay")
            .iter()
            .map(|time| time.chars().take(5).collect())
            .collect(),
        offset: repeat.get("offset").is_some(),
        length: repeat.get("boundsDuration").map(length),
        bounds: repeat.get("boundsPeriod").map(period),
        events,
        more: unread || coded || known_days.len() != days.len(),
        days: known_days,
    }
}

/// A Period with the length that may stand in or beside it.
pub(super) fn period(value: &Value) -> UsePeriod {
    let date = |key: &str| {
        let text = value.get(key)?.as_str()?.trim();
        FhirDate::parse(text).map(|_| text.to_owned())
    };
    let lengths = [
        "ext:zib-MedicationUse-Duration",
        "ext:ext-TimeInterval.Duration",
    ];
    let inside = lengths
        .iter()
        .flat_map(|path| select(value, "Period", path))
        .next();
    UsePeriod {
        start: date("start"),
        end: date("end"),
        length: inside.map(|node| length(node.value)),
    }
}

/// A Duration.
pub(super) fn length(value: &Value) -> Length {
    let unit = ["code", "unit"]
        .iter()
        .find_map(|key| value.get(*key).and_then(Value::as_str));
    let (Some(amount), Some(unit)) = (whole(value.get("value")), unit) else {
        return Length::Unclear;
    };
    let days = |each: u32| {
        amount
            .checked_mul(each)
            .map_or(Length::Unclear, Length::Days)
    };
    match unit {
        "d" | "dag" | "dagen" | "day" | "days" => days(1),
        "wk" | "week" | "weken" | "weeks" => days(7),
        "mo" | "maand" | "maanden" | "month" | "months" => Length::Months(amount),
        "a" | "jaar" | "year" | "years" => amount
            .checked_mul(12)
            .map_or(Length::Unclear, Length::Months),
        "h" | "uur" if amount > 0 && amount.is_multiple_of(24) => Length::Days(amount / 24),
        _ => Length::Unclear,
    }
}

/// A number as written, without zeros that say nothing.
fn number(value: &Value) -> Option<String> {
    let text = value.as_number()?.to_string();
    Some(match text.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole.to_owned(),
        _ => text,
    })
}

/// A whole number.
pub(super) fn whole(value: Option<&Value>) -> Option<u32> {
    number(value?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lengths_are_days_months_or_unclear() {
        let read = |amount: Value, code: &str| length(&json!({"value": amount, "code": code}));
        assert_eq!(read(json!(2), "wk"), Length::Days(14));
        assert_eq!(read(json!(21.0), "d"), Length::Days(21));
        assert_eq!(read(json!(48), "h"), Length::Days(2));
        assert_eq!(read(json!(3), "mo"), Length::Months(3));
        assert_eq!(read(json!(1), "h"), Length::Unclear);
        assert_eq!(read(json!(1.5), "d"), Length::Unclear);
        assert_eq!(read(json!(-1), "d"), Length::Unclear);
    }

    #[test]
    fn what_is_not_understood_is_marked() {
        let plain = json!({"repeat": {"when": ["MORN"], "dayOfWeek": ["mon"]}});
        assert!(!timing(&plain).more);
        for odd in [
            json!({"code": {"text": "BID"}}),
            json!({"repeat": {"count": 3}}),
            json!({"repeat": {"boundsRange": {}}}),
            json!({"repeat": {"dayOfWeek": ["someday"]}}),
        ] {
            assert!(timing(&odd).more, "{odd}");
        }
    }

    #[test]
    fn a_day_may_be_written_in_capitals_or_not() {
        let read = timing(&json!({"repeat": {"dayOfWeek": ["mon", "WED", "Fri"]}}));
        assert_eq!(read.days, [Weekday::Mon, Weekday::Wed, Weekday::Fri]);
    }
}
