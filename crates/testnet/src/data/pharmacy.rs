//! The pharmacy: what it hands out and the allergies it knows (48), and its
//! appointments (eAfspraak).

use super::make::Source;
use super::{medication, patient, plans, problems};
use crate::network::Record;

/// Basisgegevens zorg of a pharmacy: medication and allergies.
pub(super) fn bgz(source: &Source<'_>) -> Option<Record> {
    let mut resources = match source.person.id {
        "riet" | "daan" => patient::patient(source),
        _ => return None,
    };
    if source.person.id == "riet" {
        let mut known = medication::OF_DIALYSIS_PATIENT.to_vec();
        known.retain(|medicine| ["tablet", "capsule"].contains(&medicine.form));
        known.push(medication::cream());
        known.push(medication::course());
        for medicine in &known {
            resources.push(medication::product(source, medicine));
            resources.push(medication::administration(source, medicine));
        }
        resources.push(problems::penicillin(
            source,
            &source.year(38),
            "Huiduitslag",
        ));
    }
    Some(Record {
        resources,
        ..Record::default()
    })
}

/// Afspraken: one that was, and one that comes.
pub(super) fn appointments(source: &Source<'_>) -> Option<Record> {
    if source.person.id != "riet" {
        return None;
    }
    let what = "Bespreken van alle medicijnen met de apotheker";
    let mut resources = patient::patient(source);
    resources.push(plans::appointment(
        source,
        "gesprek-1",
        -180,
        "11:00",
        what,
        "fulfilled",
    ));
    resources.push(plans::appointment(
        source,
        "gesprek-2",
        20,
        "11:00",
        what,
        "booked",
    ));
    Some(Record {
        resources,
        ..Record::default()
    })
}
