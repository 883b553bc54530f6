//! The pharmacy: what it hands out, and the allergies it knows (48).

use super::make::Source;
use super::{medication, patient, problems};
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
