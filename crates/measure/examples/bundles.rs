//! Prints what is sent for each kind of reading, one JSON line each, for the models
//! of FHIR to judge (`cargo xtask check fhir`); and one that they must refuse.
#![expect(clippy::print_stdout, reason = "that is what it is for")]

use std::collections::BTreeMap;

use inzage_measure::sharing::{Outgoing, Sender, bundle, observations};
use inzage_measure::{Amount, GlucoseMoment, Kind, Moment, Phase, Reading};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut last = Value::Null;
    for kind in Kind::ALL {
        let reading = reading(kind).ok_or("a reading that is none")?;
        let phases = [None, Some(Phase::Before), Some(Phase::After)];
        for (phase, moment) in phases
            .into_iter()
            .zip(std::iter::repeat(None))
            .chain(moments(kind))
        {
            let reading = Reading {
                moment,
                ..reading.clone()
            };
            last = sent(&reading, phase);
            print(&format!("{kind:?} {phase:?} {moment:?}"), true, &last);
        }
    }
    let entries = last.get_mut("entry").and_then(Value::as_array_mut);
    for entry in entries.into_iter().flatten() {
        let resource = entry.get_mut("resource").and_then(Value::as_object_mut);
        if let Some(fields) = resource {
            fields.insert("valueQuantity".to_owned(), json!("171 cm"));
        }
    }
    print("a value that is none", false, &last);
    Ok(())
}

fn reading(kind: Kind) -> Option<Reading> {
    let mut amounts = BTreeMap::new();
    for part in kind.parts() {
        let middle = part.limits().likely.0 + 1000;
        amounts.insert(*part, Amount::rounded(middle, part.limits().decimals));
    }
    Some(Reading {
        kind,
        at: Moment::parse("2026-05-26T08:10:00+02:00")?,
        amounts,
        milligrams: None,
        moment: None,
        slot: None,
        note: "Na het traplopen".to_owned(),
    })
}

/// Every moment that a reading of a kind may have.
fn moments(kind: Kind) -> impl Iterator<Item = (Option<Phase>, Option<GlucoseMoment>)> {
    let moments = GlucoseMoment::ALL.into_iter();
    let moments = moments.filter(move |_| kind == Kind::Glucose);
    moments.map(|moment| (None, Some(moment)))
}

fn sent(reading: &Reading, phase: Option<Phase>) -> Value {
    let sender = Sender {
        name: "Riet van Doorn".to_owned(),
        given: vec!["Margaretha".to_owned()],
        family: "van Doorn".to_owned(),
        sex: "female".to_owned(),
        birth: "1955-03-09".to_owned(),
    };
    let items: Vec<Outgoing<'_>> = observations(reading)
        .into_iter()
        .map(|which| Outgoing {
            id: "6f0a1a52-8f4a-4a1e-9d57-0c5d7d1f0a11",
            phase,
            reading,
            which,
        })
        .collect();
    bundle([7; 16], &sender, &items, true)
}

fn print(name: &str, valid: bool, resource: &Value) {
    let line = json!({"name": name, "version": "STU3", "valid": valid, "resource": resource});
    println!("{line}");
}
