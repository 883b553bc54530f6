//! The dialysis centre: `BgZ` (48) with two years of sessions, and letters (51).

use serde_json::Value;

use super::letters::{self, Subject};
use super::make::{Source, moment};
use super::problems::{self, Problem};
use super::{lab, medication, observations as obs, patient, plans};
use crate::network::Record;

/// Days in which the sessions are kept: two years.
pub(super) const SESSION_DAYS: i64 = 730;

/// Basisgegevens zorg.
pub(super) fn bgz(source: &Source<'_>) -> Option<Record> {
    let mut resources = match source.person.id {
        "riet" | "noor" => patient::patient(source),
        _ => return None,
    };
    if source.person.id == "riet" {
        resources.extend(clinical(source));
        resources.extend(medicines(source));
        resources.extend(sessions(source));
        resources.extend(laboratory(source));
    }
    Some(Record {
        resources,
        ..Record::default()
    })
}

fn clinical(source: &Source<'_>) -> Vec<Value> {
    let problem = |name, code, onset: String, note| {
        problems::problem(
            source,
            &Problem {
                name,
                code,
                onset,
                abated: None,
                note,
            },
        )
    };
    let mut list = vec![
        problem(
            "nierfalen",
            ("46177005", "Terminale nierinsufficiëntie"),
            source.date(690),
            "Hemodialyse op maandag, woensdag en vrijdag.",
        ),
        problem(
            "hypertensie",
            ("38341003", "Hypertensie"),
            source.year(20),
            "",
        ),
        problem(
            "anemie",
            ("271737000", "Anemie"),
            source.month(2, 1),
            "Bij nierziekte.",
        ),
    ];
    list.extend(agreed(source));
    list
}

/// Allergies, alerts, directives, lifestyle, what is planned.
fn agreed(source: &Source<'_>) -> Vec<Value> {
    let mut list = vec![
        problems::penicillin(source, &source.year(40), "Huiduitslag"),
        problems::plasters(source),
        problems::alert(
            source,
            "arm",
            (
                "",
                "Shunt links: geen bloeddruk meten en niet prikken in deze arm",
            ),
            &source.date(850),
        ),
        plans::treatment_directive(
            source,
            "reanimatie",
            ("89666000", "Reanimatie"),
            ("NEE", "Nee"),
            150,
        ),
        plans::nutrition(source),
        obs::stopped_smoking(source),
        plans::vaccination(
            source,
            "hepatitisb-1",
            "Hepatitis B-vaccin",
            "J07BC01",
            &source.month(3, 3),
        ),
        plans::appointment(source, "dialyse", 2, "07:30", "Hemodialyse", "booked"),
    ];
    list.extend(plans::device(
        source,
        "shunt",
        ("", "Shunt (AV-fistel) linkeronderarm"),
        &source.date(850),
        "Aanprikken met twee naalden.",
    ));
    list
}

fn medicines(source: &Source<'_>) -> Vec<Value> {
    let known = medication::OF_DIALYSIS_PATIENT.to_vec();
    known
        .iter()
        .flat_map(|medicine| {
            [
                medication::product(source, medicine),
                medication::agreement(source, medicine),
                medication::used(source, medicine, "y", ""),
            ]
        })
        .collect()
}

/// Days of sessions, newest first: Monday, Wednesday and Friday of two years.
pub(super) fn session_days(source: &Source<'_>) -> Vec<chrono::NaiveDate> {
    use chrono::{Datelike as _, Weekday};
    (1..=SESSION_DAYS)
        .map(|ago| source.day(ago))
        .filter(|day| matches!(day.weekday(), Weekday::Mon | Weekday::Wed | Weekday::Fri))
        .collect()
}

/// Weight and blood pressure before and after each session.
fn sessions(source: &Source<'_>) -> Vec<Value> {
    let mut list = Vec::new();
    for (at, day) in (0_i64..).zip(session_days(source)) {
        // Tenths of kilograms; the dry weight goes slowly down towards the past.
        let dry = 685 + at / 60;
        let gained = 14 + (at * 7) % 17;
        let pressure = 142 + (at * 11) % 29;
        let name = |what: &str| format!("{what}-{day}");
        list.push(obs::weight(
            source,
            &name("gewicht-voor"),
            &moment(day, "07:35"),
            &lab::written(dry + gained, 1),
            "voor dialyse",
        ));
        list.push(obs::blood_pressure(
            source,
            &name("bloeddruk-voor"),
            &moment(day, "07:40"),
            (pressure, 78 + at % 9),
            "voor dialyse",
        ));
        list.push(obs::weight(
            source,
            &name("gewicht-na"),
            &moment(day, "11:50"),
            &lab::written(dry + at % 3, 1),
            "na dialyse",
        ));
        list.push(obs::blood_pressure(
            source,
            &name("bloeddruk-na"),
            &moment(day, "11:45"),
            (pressure - 17, 70 + at % 7),
            "na dialyse",
        ));
    }
    list
}

/// Months of laboratory results.
pub(super) const MONTHS: i64 = 24;

fn laboratory(source: &Source<'_>) -> Vec<Value> {
    let mut list = Vec::new();
    for month in 0..MONTHS {
        let days_ago = 5 + month * 30;
        list.push(lab::specimen(source, month, days_ago));
        list.push(lab::panel(source, month, days_ago, lab::MONTHLY));
        list.extend(
            lab::MONTHLY
                .iter()
                .map(|test| lab::result(source, test, month, days_ago)),
        );
    }
    list.push(lab::below(source, 3));
    list.push(lab::culture(source, 2));
    list
}

/// Documenten.
pub(super) fn documents(source: &Source<'_>) -> Option<Record> {
    if source.person.id != "riet" {
        return None;
    }
    let mut record = Record {
        resources: patient::patient(source),
        ..Record::default()
    };
    for (name, title, days_ago, text) in [
        (
            "brief-kwartaal-1",
            "Kwartaalbrief aan de huisarts",
            20,
            letters::QUARTER,
        ),
        (
            "brief-kwartaal-2",
            "Kwartaalbrief aan de huisarts",
            111,
            letters::QUARTER,
        ),
        (
            "brief-start",
            "Brief bij de start van de dialyse",
            688,
            letters::DIALYSIS_START,
        ),
        ("brief-dieet", "Advies van de diëtist", 62, letters::DIET),
    ] {
        letters::add(
            &mut record,
            source,
            &Subject {
                name,
                kind: ("http://loinc.org", "34797-1", "Brief nefroloog"),
                title,
                days_ago,
                absolute: false,
                restricted: false,
                superseded: false,
                text,
            },
        );
    }
    Some(record)
}
