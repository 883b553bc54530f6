//! How one building block stands on a day.

use super::*;

#[test]
fn in_use_only_from_an_explicit_period_and_status() {
    let no_period = json!({"extension": [treatment("mbh-1")]});
    let vague = json!({"extension": [period("2026", "")]});
    for (name, value, wanted) in [
        ("active, started", agreement(), Standing::InUse),
        (
            "in progress at the pharmacy",
            administration(),
            Standing::InUse,
        ),
        ("told as used", used(), Standing::InUse),
        (
            "until later",
            with(
                agreement(),
                json!({"extension": [period("2026-01-01", "2026-03-15T23:59:59+01:00")]}),
            ),
            Standing::InUse,
        ),
        (
            "no status",
            with(agreement(), json!({"status": null})),
            Standing::Unclear(Why::NoStatus),
        ),
        (
            "status unknown (MP9)",
            with(agreement(), json!({"status": "unknown"})),
            Standing::Unclear(Why::NoStatus),
        ),
        (
            "no period",
            with(agreement(), no_period.clone()),
            Standing::Unclear(Why::NoPeriod),
        ),
        (
            "only a moment",
            with(
                with(used(), no_period),
                json!({"effectivePeriod": null, "effectiveDateTime": "2026-01-01"}),
            ),
            Standing::Unclear(Why::NoPeriod),
        ),
        (
            "a vague start",
            with(agreement(), vague),
            Standing::Unclear(Why::Vague),
        ),
        (
            "handed out in full",
            with(administration(), json!({"status": "completed"})),
            Standing::Unclear(Why::Completed),
        ),
        (
            "use that was completed",
            with(used(), json!({"status": "completed"})),
            Standing::Ended,
        ),
        (
            "use that is not known",
            with(used(), json!({"taken": "unk"})),
            Standing::Unclear(Why::NoStatus),
        ),
        (
            "only a plan",
            with(agreement(), json!({"intent": "plan"})),
            Standing::Unclear(Why::Proposed),
        ),
        (
            "over",
            with(
                agreement(),
                json!({"extension": [period("2025-01-01", "2025-02-01")]}),
            ),
            Standing::Ended,
        ),
    ] {
        assert_eq!(stands(&value), wanted, "{name}");
    }
}

#[test]
fn interrupted_stopped_later_and_refuted_are_never_in_use() {
    let stop = |code: &str, word: &str, start: &str, end: &str| {
        with(
            agreement(),
            json!({"modifierExtension": stop_type(code, word), "extension": [period(start, end)]}),
        )
    };
    for (name, value, wanted) in [
        (
            "temporary interruption",
            stop("1", "Tijdelijk", "2026-01-01", "2026-03-01"),
            Standing::Interrupted,
        ),
        (
            "interrupted without an end",
            stop("1", "Tijdelijk", "2026-03-01", ""),
            Standing::Interrupted,
        ),
        (
            "on hold",
            with(used(), json!({"status": "on-hold"})),
            Standing::Interrupted,
        ),
        (
            "definite stop",
            stop("2", "Definitief", "2026-01-01", "2026-03-01"),
            Standing::Stopped,
        ),
        (
            "stops next week",
            stop("2", "Definitief", "2026-01-01", "2026-03-22"),
            Standing::InUse,
        ),
        (
            "stopped",
            with(agreement(), json!({"status": "stopped"})),
            Standing::Stopped,
        ),
        (
            "an unknown stop type",
            stop("9", "Anders", "2026-01-01", ""),
            Standing::Unclear(Why::StopUnknown),
        ),
        (
            "withdrawn",
            with(agreement(), json!({"status": "cancelled"})),
            Standing::Cancelled,
        ),
        (
            "future start",
            with(
                agreement(),
                json!({"extension": [period("2026-04-01", "")]}),
            ),
            Standing::Later,
        ),
        (
            "refuted: not taken",
            with(used(), json!({"taken": "n"})),
            Standing::NotTaken,
        ),
        (
            "refuted: not taken and stopped",
            with(used(), json!({"taken": "n", "status": "stopped"})),
            Standing::Stopped,
        ),
        (
            "refuted",
            with(agreement(), json!({"verificationStatus": "refuted"})),
            Standing::Wrong,
        ),
        (
            "entered in error",
            with(agreement(), json!({"status": "entered-in-error"})),
            Standing::Wrong,
        ),
        (
            "not to be used",
            with(agreement(), json!({"doNotPerform": true})),
            Standing::NotTaken,
        ),
    ] {
        assert_eq!(stands(&value), wanted, "{name}");
    }
}

#[test]
fn the_stop_types_of_mp9_are_read_too() {
    for (code, wanted) in [
        ("385655000", Standing::Interrupted),
        ("410546004", Standing::Stopped),
        ("89925002", Standing::Cancelled),
    ] {
        let stop = json!([{
            "url": format!("{ZIB}ext-StopType"),
            "valueCodeableConcept": {"coding": [{"system": SNOMED, "code": code, "display": "x"}]},
        }]);
        let interval = json!([{"url": format!("{ZIB}ext-TimeInterval.Period"), "valuePeriod": {"start": "2026-01-01", "end": "2026-03-01"}}]);
        let value = with(
            agreement(),
            json!({"modifierExtension": stop, "extension": interval, "status": "unknown"}),
        );
        assert_eq!(stands(&value), wanted, "{code}");
    }
}
