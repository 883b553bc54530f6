use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::{Amount, GlucoseMoment, Kind, Moment, Phase};

const ID: &str = "6f0a1a52-8f4a-4a1e-9d57-0c5d7d1f0a11";

fn reading(kind: Kind, amounts: &[(Part, &str)]) -> Reading {
    let amounts = amounts.iter();
    Reading {
        kind,
        at: Moment::parse("2026-05-26T08:10:00+02:00").unwrap(),
        amounts: amounts
            .map(|(part, text)| (*part, Amount::parse(text).unwrap()))
            .collect(),
        milligrams: None,
        moment: None,
        slot: None,
        note: "Na het traplopen".to_owned(),
    }
}

fn sender() -> Sender {
    Sender {
        name: "Riet van Doorn".to_owned(),
        given: vec!["Margaretha".to_owned()],
        family: "van Doorn".to_owned(),
        sex: "female".to_owned(),
        birth: "1955-03-09".to_owned(),
    }
}

fn sent(reading: &Reading, phase: Option<Phase>, notes: bool) -> Value {
    let items: Vec<Outgoing<'_>> = observations(reading)
        .into_iter()
        .map(|which| Outgoing {
            id: ID,
            phase,
            reading,
            which,
        })
        .collect();
    bundle([7; 16], &sender(), &items, notes)
}

/// The essence of the bundles that were published for the qualification of
/// `SelfMeasurements` 2.0, per kind: profile, category, code, unit and UCUM code.
const PUBLISHED: [(&str, &str, &str, &[&str]); 8] = [
    ("zib-BodyWeight", "vital-signs", "29463-7", &["kg|kg"]),
    (
        "zib-BloodPressure",
        "vital-signs",
        "85354-9",
        &["8480-6|mmHg|mm[Hg]", "8462-4|mmHg|mm[Hg]"],
    ),
    ("zib-PulseRate", "vital-signs", "8893-0", &["/min|/min"]),
    (
        "vitalsign-bloodglucose",
        "49581000146104",
        "14770-2",
        &["mmol/l|mmol/L"],
    ),
    ("zib-HeartRate", "vital-signs", "8867-4", &["/min|/min"]),
    (
        "zib-BodyTemperature",
        "vital-signs",
        "8310-5",
        &["degree Celsius|Cel"],
    ),
    (
        "zib-OxygenSaturation",
        "vital-signs",
        "59408-5",
        &["percent|%"],
    ),
    ("zib-BodyHeight", "vital-signs", "8302-2", &["cm|cm"]),
];

/// One reading of each kind, with everything it can have.
fn one_of_each() -> Vec<Reading> {
    let mut glucose = reading(Kind::Glucose, &[(Part::Glucose, "5,4")]);
    glucose.moment = Some(GlucoseMoment::Fasting);
    vec![
        reading(Kind::Weight, &[(Part::Weight, "70,50")]),
        reading(
            Kind::BloodPressure,
            &[
                (Part::Systolic, "138"),
                (Part::Diastolic, "86"),
                (Part::Pulse, "72"),
            ],
        ),
        glucose,
        reading(Kind::HeartRate, &[(Part::HeartRate, "62")]),
        reading(Kind::Temperature, &[(Part::Temperature, "37,2")]),
        reading(Kind::OxygenSaturation, &[(Part::OxygenSaturation, "94")]),
        reading(Kind::Height, &[(Part::Height, "171")]),
    ]
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap()
}

/// Profile, category, code, and each quantity as `unit|code`.
fn essence(observation: &Value) -> (String, String, String, Vec<String>) {
    let profile = text(observation, "/meta/profile/0");
    let quantity = |value: &Value| {
        assert_eq!(
            text(value, "/valueQuantity/system"),
            "http://unitsofmeasure.org"
        );
        assert!(value["valueQuantity"]["value"].is_number());
        let (unit, code) = (
            text(value, "/valueQuantity/unit"),
            text(value, "/valueQuantity/code"),
        );
        format!("{unit}|{code}")
    };
    let has = |value: &Value| value.get("valueQuantity").is_some();
    let mut quantities: Vec<String> = Vec::new();
    if has(observation) {
        quantities.push(quantity(observation));
    }
    let parts = observation["component"].as_array().into_iter().flatten();
    for part in parts.filter(|part| has(part)) {
        quantities.push(format!(
            "{}|{}",
            text(part, "/code/coding/0/code"),
            quantity(part)
        ));
    }
    (
        profile.rsplit('/').next().unwrap().to_owned(),
        text(observation, "/category/0/coding/0/code").to_owned(),
        text(observation, "/code/coding/0/code").to_owned(),
        quantities,
    )
}

fn all_observations() -> Vec<Value> {
    let bundles = one_of_each()
        .iter()
        .map(|reading| sent(reading, None, true))
        .collect::<Vec<_>>();
    let entries = bundles
        .iter()
        .flat_map(|bundle| bundle["entry"].as_array().unwrap());
    let resources = entries.map(|entry| entry["resource"].clone());
    resources
        .filter(|resource| resource["resourceType"] == "Observation")
        .collect()
}

#[test]
fn each_kind_is_what_was_published_for_it() {
    let made: BTreeMap<String, _> = all_observations()
        .iter()
        .map(|made| {
            let (profile, category, code, quantities) = essence(made);
            (profile, (category, code, quantities))
        })
        .collect();
    assert_eq!(made.len(), PUBLISHED.len());
    for (profile, category, code, quantities) in PUBLISHED {
        let (made_category, made_code, made_quantities) = &made[profile];
        assert_eq!(
            (made_category.as_str(), made_code.as_str()),
            (category, code),
            "{profile}"
        );
        assert_eq!(made_quantities, quantities, "{profile}");
    }
}

/// Every path of elements, without positions in lists.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                paths(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, at, found)),
        _ => {
            found.insert(at.to_owned());
        }
    }
}

/// Where a folder with the published bundles is given, each of our kinds is held
/// against every bundle of its kind.
#[test]
fn the_structure_is_that_of_the_published_bundles() {
    let Some(folder) = std::env::var_os("INZAGE_SELFMEASUREMENTS") else {
        return;
    };
    let mut published: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let bundle: Value = serde_json::from_slice(&bytes).unwrap();
        if bundle["resourceType"] != "Bundle" || bundle["type"] != "batch" {
            continue;
        }
        for entry in bundle["entry"].as_array().unwrap() {
            if entry["resource"]["resourceType"] == "Observation" {
                assert_eq!(entry["request"]["method"], "POST");
                let profile = text(&entry["resource"], "/meta/profile/0").to_owned();
                published
                    .entry(profile)
                    .or_default()
                    .push(entry["resource"].clone());
            }
        }
    }
    for made in all_observations() {
        let theirs = &published[text(&made, "/meta/profile/0")];
        let (_, category, code, quantities) = essence(&made);
        let mut known = BTreeSet::from(["/comment".to_owned()]);
        for theirs in theirs {
            let (_, their_category, their_code, their_quantities) = essence(theirs);
            assert_eq!(
                (&category, &code, &quantities),
                (&their_category, &their_code, &their_quantities)
            );
            paths(theirs, "", &mut known);
        }
        let mut ours = BTreeSet::new();
        paths(&made, "", &mut ours);
        let unknown: Vec<_> = ours.difference(&known).collect();
        assert!(unknown.is_empty(), "{code}: {unknown:?}");
    }
}

#[test]
fn numbers_keep_the_decimals_that_were_typed() {
    let weight = reading(Kind::Weight, &[(Part::Weight, "70,50")]);
    assert!(
        sent(&weight, None, false)
            .to_string()
            .contains("\"value\":70.50")
    );
}

#[test]
fn before_and_after_dialysis_stand_in_words_and_notes_only_when_asked() {
    let weight = reading(Kind::Weight, &[(Part::Weight, "70,5")]);
    let comment = |phase, notes| {
        let bundle = sent(&weight, phase, notes);
        bundle["entry"][1]["resource"]["comment"]
            .as_str()
            .map(str::to_owned)
    };
    assert_eq!(
        comment(Some(Phase::Before), false).as_deref(),
        Some("Voor dialyse.")
    );
    assert_eq!(
        comment(Some(Phase::After), true).as_deref(),
        Some("Na dialyse. Na het traplopen")
    );
    assert_eq!(comment(None, false), None);
}

#[test]
fn nothing_in_a_bundle_is_a_bsn_or_an_id_of_the_server() {
    for reading in one_of_each() {
        let bundle = sent(&reading, None, true);
        let entries = bundle["entry"].as_array().unwrap();
        let mut addresses = BTreeSet::new();
        for entry in entries {
            assert!(entry["resource"].get("id").is_none());
            assert_eq!(entry["request"]["url"], entry["resource"]["resourceType"]);
            assert!(addresses.insert(entry["fullUrl"].as_str().unwrap()));
        }
        let patient = &entries[0];
        assert!(patient["resource"]["identifier"][0].get("value").is_none());
        for observation in &entries[1..] {
            assert_eq!(
                observation["resource"]["subject"]["reference"],
                patient["fullUrl"]
            );
            assert_eq!(
                observation["resource"]["performer"][0]["reference"],
                patient["fullUrl"]
            );
        }
    }
}

#[test]
fn what_is_sent_twice_keeps_its_identifier() {
    let pressure = &one_of_each()[1];
    let ids = |bundle: Value| -> Vec<String> {
        let entries = bundle["entry"].as_array().unwrap().iter().skip(1);
        entries
            .map(|entry| text(entry, "/resource/identifier/0/value").to_owned())
            .collect()
    };
    let items: Vec<Outgoing<'_>> = [Which::Main, Which::Pulse]
        .into_iter()
        .map(|which| Outgoing {
            id: ID,
            phase: None,
            reading: pressure,
            which,
        })
        .collect();
    let first = ids(bundle([1; 16], &sender(), &items, false));
    assert_eq!(first, ids(bundle([2; 16], &sender(), &items, false)));
    assert_eq!(first[0], format!("urn:uuid:{ID}"));
    assert_ne!(first[0], first[1]);
}

#[test]
fn an_answer_is_read_entry_by_entry() {
    let answer = r#"{"resourceType":"Bundle","type":"batch-response","entry":[
        {"response":{"status":"201 Created"}},
        {"response":{"status":"201"}},
        {"response":{"status":"422 Unprocessable Entity","outcome":{"issue":[{"details":{"text":"te oud"}}]}}},
        {"response":{"status":"500 Oops"}},
        {"response":{}}]}"#;
    assert_eq!(
        verdicts(answer.as_bytes(), 4),
        [
            Verdict::Taken,
            Verdict::Refused("te oud".to_owned()),
            Verdict::Unknown,
            Verdict::Unknown
        ]
    );
}

#[test]
fn an_answer_that_is_none_leaves_everything_open() {
    for answer in [
        "",
        "<html>",
        "{}",
        "[]",
        r#"{"resourceType":"Bundle","entry":[]}"#,
    ] {
        assert_eq!(
            verdicts(answer.as_bytes(), 2),
            [Verdict::Unknown, Verdict::Unknown]
        );
    }
}

/// What can happen to a sharing.
#[derive(Clone, Debug)]
enum Step {
    Leave,
    Answer(Vec<u8>),
    Lost,
    Unreached,
    Crash,
    Again { uncertain_too: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Leave),
        3 => proptest::collection::vec(0_u8..3, 0..MOST_AT_ONCE).prop_map(Step::Answer),
        1 => Just(Step::Lost),
        1 => Just(Step::Unreached),
        1 => Just(Step::Crash),
        1 => any::<bool>().prop_map(|uncertain_too| Step::Again { uncertain_too }),
    ]
}

proptest! {
    /// Against a provider that remembers what it got: nothing arrives twice but
    /// by the person's word, and what it took is never shown as not taken.
    #[test]
    fn nothing_is_sent_twice_unknowingly(count in 1_usize..50, steps in proptest::collection::vec(step(), 0..40)) {
        let item = |number: usize| Item { reading: number.to_string(), which: Which::Main, fate: Fate::Waiting, left: None };
        let mut sharing = Sharing {
            provider: "p".into(), name: "P".into(), group: "g".into(), service: "53".into(),
            notes: false, trace_id: None, items: (0..count).map(item).collect(),
        };
        let mut arrived = vec![0_u32; count];
        let mut allowed = vec![1_u32; count];
        let mut away: Vec<usize> = Vec::new();
        for step in steps {
            match step {
                Step::Leave if away.is_empty() => {
                    away = sharing.next();
                    sharing.leave(&away, |_| None);
                }
                Step::Leave => {}
                Step::Answer(kinds) => {
                    let verdicts: Vec<Verdict> = kinds.iter().map(|kind| match kind {
                        0 => Verdict::Taken,
                        1 => Verdict::Refused(String::new()),
                        _ => Verdict::Unknown,
                    }).collect();
                    for (place, verdict) in away.iter().zip(verdicts.iter().chain(std::iter::repeat(&Verdict::Unknown))) {
                        arrived[*place] += u32::from(!matches!(verdict, Verdict::Refused(_)));
                    }
                    sharing.answered(&away, &verdicts, "t");
                    away.clear();
                }
                Step::Lost | Step::Crash => {
                    for place in &away {
                        arrived[*place] += 1;
                    }
                    sharing.interrupted("t");
                    away.clear();
                }
                Step::Unreached => {
                    sharing.returned(&away);
                    away.clear();
                }
                Step::Again { uncertain_too } => {
                    for (place, item) in sharing.items.iter().enumerate() {
                        if uncertain_too && matches!(item.fate, Fate::Uncertain(_)) {
                            allowed[place] += 1;
                        }
                    }
                    sharing.offer_again(uncertain_too);
                }
            }
            for (place, item) in sharing.items.iter().enumerate() {
                prop_assert!(arrived[place] <= allowed[place]);
                let shown_as_gone = matches!(item.fate, Fate::Accepted(_) | Fate::Uncertain(_) | Fate::Sending);
                prop_assert!(arrived[place] < allowed[place] || shown_as_gone);
            }
        }
    }
}
