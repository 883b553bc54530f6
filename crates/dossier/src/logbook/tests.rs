use inzage_words::Lang;
use proptest::prelude::*;

use super::*;

fn party() -> Party {
    Party {
        id: "a@medmij".into(),
        name: "Ziekenhuis De Brug".into(),
    }
}

fn at(at: &str, what: What) -> Event {
    Event {
        at: at.into(),
        what,
    }
}

fn collected() -> Event {
    let missing = vec![Missing {
        service: "48".into(),
        query: "problem".into(),
        code: "provider_unavailable".into(),
        trace_id: Some("t-2".into()),
    }];
    let what = What::Collected {
        from: party(),
        services: vec!["48".into()],
        entries: 12,
        missing,
        trace_id: "t-1".into(),
    };
    at("2026-05-26T11:00:00+02:00", what)
}

#[test]
fn a_line_comes_back_as_it_was_kept() {
    let erased = What::Erased {
        lines: 2,
        before: Some("2025-01-01".into()),
        by_term: true,
    };
    let opened = What::Unlocked {
        with: Opener::RecoveryKey,
    };
    for what in [collected().what, erased, opened, What::Restored] {
        let event = at("2026-05-26T11:00:00+02:00", what);
        assert_eq!(Event::from_bytes(&event.to_bytes().unwrap()), Some(event));
    }
}

#[test]
fn a_line_of_a_newer_version_is_shown_as_such() {
    for kept in [
        r#"{"format":101,"at":"2027-01-01T10:00:00Z","what":"looked","by":"x"}"#,
        r#"{"format":200,"at":"2027-01-01T10:00:00Z","what":"collected","from":7}"#,
    ] {
        let event = Event::from_bytes(kept.as_bytes()).unwrap();
        assert_eq!(
            (event.at.as_str(), &event.what),
            ("2027-01-01T10:00:00Z", &What::Unknown)
        );
        assert!(event.what.sentence(Lang::Nl).contains("nieuwere versie"));
    }
    assert_eq!(Event::from_bytes(b"kapot"), None);
}

#[test]
fn a_collection_tells_from_whom_how_much_and_what_is_missing() {
    let what = collected().what;
    assert_eq!(
        what.sentence(Lang::Nl),
        "Opgehaald bij Ziekenhuis De Brug: 12 gegevens."
    );
    let details = format!("{:?}", what.details(Lang::Nl));
    for part in ["provider_unavailable", "t-1", "t-2"] {
        assert!(details.contains(part), "{details}");
    }
}

#[test]
fn a_name_with_gaps_or_formulas_in_it_is_only_a_name() {
    let from = Party {
        id: "x@medmij".into(),
        name: "=cmd {entries}\"<b>\u{202e}".into(),
    };
    let event = at(
        "2026-05-26T11:00:00+02:00",
        What::ProviderAdded { of: from.clone() },
    );
    assert!(event.what.sentence(Lang::Nl).contains(&from.name));
    let file = csv(&[&event], Lang::Nl);
    assert!(
        file.contains("\"'=cmd {entries}\"\"<b>\u{202e}\""),
        "{file}"
    );
    let read: serde_json::Value = serde_json::from_str(&json(&[&event], Lang::En)).unwrap();
    assert_eq!(read["logboek"][0]["event"]["of"]["name"], from.name);
}

#[test]
fn a_period_a_provider_and_a_kind_can_be_chosen() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let event = collected();
    let keeps = |filter: Filter| filter.keeps(&event, today);
    assert!(keeps(Filter::default()));
    let period = |period| Filter {
        period,
        ..Filter::default()
    };
    assert!(keeps(period(Period::Days(7))));
    assert!(!keeps(period(Period::Days(6))));
    assert!(keeps(period(Period::Year(2026))));
    assert!(!keeps(period(Period::Year(2025))));
    let kind = |kind| Filter {
        kind: Some(kind),
        ..Filter::default()
    };
    assert!(keeps(kind(Kind::Collected)) && !keeps(kind(Kind::Settings)));
    let provider = |name: &str| Filter {
        provider: Some(name.into()),
        ..Filter::default()
    };
    assert!(keeps(provider("a@medmij")) && !keeps(provider("b@medmij")));
}

#[test]
fn order_is_by_moment_not_by_wall_clock() {
    let summer = Event::order("2026-10-25T02:30:00+02:00");
    let winter = Event::order("2026-10-25T02:10:00+01:00");
    assert!(summer < winter);
}

proptest! {
    #[test]
    fn no_text_breaks_a_line(name in "\\PC{0,40}", code in ".{0,20}", n in 0_usize..1_000_000) {
        let from = Party { id: name.clone(), name };
        let event = at("2026-05-26T11:00:00+02:00", What::Refused { from, code: code.clone(), trace_id: None });
        let more = at("x", What::Changed { kind: code, count: n, by: None });
        for event in [event, more] {
            prop_assert_eq!(Event::from_bytes(&event.to_bytes().unwrap()), Some(event.clone()));
            prop_assert!(!event.what.sentence(Lang::En).is_empty());
            prop_assert!(csv(&[&event], Lang::Nl).lines().count() >= 2);
        }
    }
}
