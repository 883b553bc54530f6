//! The hospital: `BgZ` (48) at its own DVA, letters (51) at another.

use super::letters::{self, Subject};
use super::make::{SCT, Source, means};
use super::medication;
use super::problems::{self, Problem};
use super::{lab, observations as obs, patient, plans};
use crate::network::Record;

/// Basisgegevens zorg.
pub(super) fn bgz(source: &Source<'_>) -> Option<Record> {
    let mut resources = patient::patient(source);
    match source.person.id {
        "riet" => {
            resources.extend(clinical(source));
            resources.extend(lifestyle(source));
            resources.extend(medicines(source));
            resources.extend(measured(source));
            resources.extend(plans::planned(source));
        }
        "daan" => resources.extend(daan(source)),
        "eva" => resources.push(eva(source)),
        "mees" | "jip" => resources.extend(twin(source)),
        "noor" | "sem" | "lotte" => {}
        _ => return None,
    }
    Some(Record {
        resources,
        ..Record::default()
    })
}

fn clinical(source: &Source<'_>) -> Vec<serde_json::Value> {
    let problem = |name, code, onset: String, abated, note| {
        problems::problem(
            source,
            &Problem {
                name,
                code,
                onset,
                abated,
                note,
            },
        )
    };
    let mut list = plans::payer(source);
    list.extend([
        plans::treatment_directive(
            source,
            "reanimatie",
            ("89666000", "Reanimatie"),
            ("JA_MAAR", "Ja, maar met beperkingen"),
            640,
        ),
        plans::advance_directive(source),
        problem(
            "nierfalen",
            ("46177005", "Terminale nierinsufficiëntie"),
            source.month(3, 2),
            None,
            "Dialyseert bij Dialysecentrum De Waterlelie.",
        ),
        problem(
            "boezemfibrilleren",
            ("49436004", "Boezemfibrilleren"),
            source.year(4),
            None,
            "",
        ),
        problem(
            "hypertensie",
            ("38341003", "Hypertensie"),
            source.year(22),
            None,
            "Streefwaarde in overleg met de nefroloog.",
        ),
        problem(
            "heup",
            ("", "Gebroken heup links na val"),
            source.month(9, 1),
            Some(source.month(8, 6)),
            "Volledig hersteld.",
        ),
        problems::entered_in_error(source),
    ]);
    list.extend(warnings(source));
    list.extend(done(source));
    list
}

/// Alerts and allergies.
fn warnings(source: &Source<'_>) -> Vec<serde_json::Value> {
    vec![
        problems::alert(
            source,
            "stolling",
            ("", "Bloedverdunner: let op bij ingrepen"),
            &source.date(1300),
        ),
        problems::alert(
            source,
            "arm",
            ("", "Niet prikken in de linkerarm (shunt)"),
            &source.date(900),
        ),
        problems::penicillin(
            source,
            &source.year(38),
            "Jeukende rode vlekken over het hele lijf",
        ),
        problems::refuted(source),
    ]
}

/// Procedures, admissions, vaccinations, devices.
fn done(source: &Source<'_>) -> Vec<serde_json::Value> {
    let mut list = vec![
        plans::procedure(
            source,
            "shunt",
            ("", "Aanleggen van een shunt in de linkeronderarm"),
            &source.date(860),
        ),
        plans::procedure(
            source,
            "heupoperatie",
            ("", "Operatie van de gebroken heup"),
            &source.month(9, 1),
        ),
        plans::admission(source, "opname-1", (212, 203), "Longontsteking"),
        plans::admission(source, "opname-2", (860, 858), "Aanleggen shunt"),
        plans::vaccination(
            source,
            "griep",
            "Influenzavaccin",
            "J07BB02",
            &source.date(190),
        ),
        plans::vaccination(
            source,
            "hepatitisb",
            "Hepatitis B-vaccin",
            "J07BC01",
            &source.month(3, 3),
        ),
    ];
    list.extend(plans::device(
        source,
        "pacemaker",
        ("14106009", "Pacemaker"),
        &source.month(4, 11),
        "Controle elk half jaar.",
    ));
    list.extend(plans::device(
        source,
        "rollator",
        ("", "Rollator"),
        &source.year(1),
        "Voor buiten.",
    ));
    list
}

fn lifestyle(source: &Source<'_>) -> Vec<serde_json::Value> {
    vec![
        obs::mobility(source),
        obs::mood(source),
        obs::living(source),
        obs::drugs(source),
        obs::alcohol(source),
        obs::smokes(source),
        plans::nutrition(source),
    ]
}

/// Fewer than the dialysis centre knows, metoprolol in another dose, and one
/// that she told she does not take.
fn medicines(source: &Source<'_>) -> Vec<serde_json::Value> {
    let mut known = medication::OF_DIALYSIS_PATIENT.to_vec();
    known.retain(|m| {
        matches!(
            m.name,
            "metoprolol" | "amlodipine" | "atorvastatine" | "acetylsalicylzuur" | "pantoprazol"
        )
    });
    for medicine in &mut known {
        if medicine.name == "metoprolol" {
            medicine.product = "Metoprolol tablet mga 100 mg";
            medicine.dosage = "1 tablet 's ochtends";
            medicine.since = 1600;
        }
    }
    known.push(medication::tablet(
        "apixaban",
        "Apixaban tablet 2,5 mg",
        ("B01AF02", "apixaban"),
        "2 keer per dag 1 tablet",
        ("1", 2),
        "Boezemfibrilleren",
        1300,
    ));
    known.push(medication::course());
    let mut list = Vec::new();
    for medicine in &known {
        list.push(medication::product(source, medicine));
        list.push(medication::agreement(source, medicine));
        let taken = if medicine.name == "atorvastatine" {
            "n"
        } else {
            "y"
        };
        let note = if taken == "n" {
            "Zelf gestopt vanwege spierpijn."
        } else {
            ""
        };
        list.push(medication::used(source, medicine, taken, note));
        if medicine.name == "apixaban" {
            list.push(medication::administration(source, medicine));
        }
    }
    list
}

fn measured(source: &Source<'_>) -> Vec<serde_json::Value> {
    let mut list = vec![
        obs::blood_pressure(
            source,
            "bloeddruk-1",
            &source.moment(203, "08:15"),
            (148, 82),
            "",
        ),
        obs::blood_pressure(
            source,
            "bloeddruk-2",
            &source.moment(41, "10:55"),
            (156, 84),
            "",
        ),
        obs::weight(
            source,
            "gewicht-1",
            &source.moment(203, "07:30"),
            "71.0",
            "",
        ),
        obs::weight(
            source,
            "gewicht-2",
            &source.moment(41, "10:50"),
            "70.4",
            "Met kleren",
        ),
        obs::height(source, 41, "164"),
        lab::below(source, 41),
        lab::specimen(source, 0, 41),
    ];
    list.extend(
        lab::MONTHLY
            .iter()
            .take(5)
            .map(|test| lab::result(source, test, 0, 41)),
    );
    list
}

fn daan(source: &Source<'_>) -> Vec<serde_json::Value> {
    vec![
        problems::problem(
            source,
            &Problem {
                name: "enkel",
                code: ("", "Verzwikte enkel rechts"),
                onset: source.date(640),
                abated: Some(source.date(600)),
                note: "",
            },
        ),
        obs::height(source, 640, "186"),
        obs::weight(source, "gewicht-1", &source.date(640), "81.5", ""),
    ]
}

fn eva(source: &Source<'_>) -> serde_json::Value {
    let mut allergy = problems::plasters(source);
    allergy["_criticality"] = means(SCT, "255604002", "Licht");
    allergy
}

/// Same birth date and family name, another blood pressure.
fn twin(source: &Source<'_>) -> Vec<serde_json::Value> {
    let value = if source.person.id == "mees" {
        (118, 74)
    } else {
        (131, 82)
    };
    vec![
        obs::blood_pressure(
            source,
            "bloeddruk-1",
            &source.moment(75, "09:40"),
            value,
            "",
        ),
        obs::height(source, 75, "179"),
    ]
}

/// Documenten: letters of the cardiologist and the discharge letter.
pub(super) fn documents(source: &Source<'_>) -> Option<Record> {
    let mut record = Record {
        resources: patient::patient(source),
        ..Record::default()
    };
    if source.person.id == "riet" {
        letters::add(
            &mut record,
            source,
            &Subject {
                name: "ontslagbrief",
                kind: ("http://snomed.info/sct", "11071000146104", "Ontslagbrief"),
                title: "Ontslagbrief longontsteking",
                days_ago: 203,
                absolute: true,
                restricted: false,
                superseded: false,
                text: letters::DISCHARGE,
            },
        );
        letters::add(
            &mut record,
            source,
            &Subject {
                name: "cardiologie",
                kind: ("http://loinc.org", "34781-5", "Brief cardioloog"),
                title: "Brief polikliniek cardiologie",
                days_ago: 41,
                absolute: true,
                restricted: true,
                superseded: false,
                text: letters::CARDIOLOGY,
            },
        );
        letters::add(
            &mut record,
            source,
            &Subject {
                name: "cardiologie-oud",
                kind: ("http://loinc.org", "34781-5", "Brief cardioloog"),
                title: "Brief polikliniek cardiologie (eerste versie)",
                days_ago: 42,
                absolute: true,
                restricted: false,
                superseded: true,
                text: letters::CARDIOLOGY,
            },
        );
        letters::manifest(&mut record, source, 41, &["ontslagbrief", "cardiologie"]);
        return Some(record);
    }
    (source.person.id == "noor").then_some(record)
}
