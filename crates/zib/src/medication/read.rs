//! A resource to a [`Medication`].

use super::timing::{length, period, timing, whole};
use super::{
    Identifier, Length, Medication, MedicationBlock, MedicationDosage, MedicationStatus, StopType,
    UsePeriod,
};
use crate::Known;
use crate::reader::{Reader, list, select};
use crate::view::Lang;
use inzage_fhir::{Resource, Value};
use inzage_words::phrase;

/// The typed reading of a medication building block; `None` for anything else.
pub fn medication(resource: &Resource, known: &dyn Known, lang: Lang) -> Option<Medication> {
    let reader = Reader::new(resource, known, lang);
    let block = block(&reader)?;
    let product = crate::entry::row(resource, known, lang).title;
    let usage = crate::entry::sentence(&reader.usage().unwrap_or_default());
    Some(Medication {
        block,
        product,
        codes: codes(&reader),
        treatment: treatment(&reader),
        identifiers: identifiers(&reader),
        status: status(&reader, block),
        taken: taken(&reader),
        stop: stop(&reader),
        state: state(&reader),
        period: use_period(&reader),
        cycle: first(&reader, CYCLE).map(length),
        dosages: dosages(&reader),
        usage,
        reason: said(&reader, REASON),
        change_reason: change_reason(&reader),
        note: said(&reader, &["note/text", "note"]),
        said: date(&reader, block),
        by: said(&reader, by(block)),
    })
}

const CYCLE: &[&str] = &[
    "mod:zib-Medication-RepeatPeriodCyclicalSchedule",
    "mod:ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
    "mod:ext-RepeatPeriodCyclicalSchedule",
    "ext:ext-InstructionsForUse.RepeatPeriodCyclicalSchedule",
];

const REASON: &[&str] = &["reasonReference", "reasonCode", "reasonCodeableConcept"];

const CHANGE_REASON: &[&str] = &[
    "ext:zib-MedicationUse-ReasonForChangeOrDiscontinuationOfUse",
    "ext:ext-MedicationUse2.ReasonModificationOrDiscontinuation",
    "ext:ext-MedicationAgreement.ReasonModificationOrDiscontinuation",
    "ext:ext-AdministrationAgreement.ReasonModificationOrDiscontinuation",
    "ext:zib-AdministrationAgreement-AgreementReason",
    "reasonNotTaken",
    "notDoneReason*",
    "statusReason",
    "statusReason*",
];

/// By profile, else by the code of its category, else by its resource type.
fn block(reader: &Reader<'_>) -> Option<MedicationBlock> {
    use MedicationBlock as B;
    let by_kind = match reader.resource.kind() {
        "MedicationRequest" => B::Agreement,
        "MedicationDispense" => B::Dispense,
        "MedicationStatement" => B::Use,
        "MedicationAdministration" => B::Administration,
        _ => return None,
    };
    let by_profile = reader.resource.profiles().find_map(|profile| {
        match profile.split('|').next()?.rsplit('/').next()? {
            "zib-MedicationAgreement" | "mp-MedicationAgreement" => Some(B::Agreement),
            "mp-VariableDosingRegimen" => Some(B::VariableDosing),
            "zib-DispenseRequest" | "mp-DispenseRequest" => Some(B::DispenseRequest),
            "zib-AdministrationAgreement" | "mp-AdministrationAgreement" => {
                Some(B::AdministrationAgreement)
            }
            "zib-Dispense" | "mp-MedicationDispense" => Some(B::Dispense),
            _ => None,
        }
    });
    let category = |codes: &[&str]| reader.is_one("category", codes);
    Some(by_profile.unwrap_or(match by_kind {
        B::Agreement if category(&["395067002"]) => B::VariableDosing,
        B::Agreement if category(&["52711000146108"]) => B::DispenseRequest,
        B::Dispense if category(&["422037009"]) => B::AdministrationAgreement,
        other => other,
    }))
}

/// The codes of the product, here or in the Medication that it points at.
fn codes(reader: &Reader<'_>) -> Vec<Identifier> {
    let mut found = Vec::new();
    let mut add = |concept: Option<&Value>| {
        for coding in list(concept.and_then(|c| c.get("coding"))) {
            let text = |key: &str| Some(coding.get(key)?.as_str()?.trim().to_owned());
            if let (Some(system), Some(value)) = (text("system"), text("code")) {
                let code = Identifier { system, value };
                if !code.system.contains("NullFlavor") && !found.contains(&code) {
                    found.push(code);
                }
            }
        }
    };
    add(reader.resource.get("medicationCodeableConcept"));
    let target = reader
        .at("medicationReference/reference")
        .into_iter()
        .find_map(|node| reader.target(node.value.as_str()?));
    add(target.and_then(|medication| medication.get("code")));
    found.sort();
    found
}

fn identifier(value: &Value) -> Option<Identifier> {
    let text = |key: &str| {
        let text = value.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Some(Identifier {
        system: text("system")?,
        value: text("value")?,
    })
}

/// Without a system a number is nobody's: it groups nothing.
fn treatment(reader: &Reader<'_>) -> Option<Identifier> {
    let paths = [
        "ext:zib-Medication-MedicationTreatment",
        "ext:ext-PharmaceuticalTreatment.Identifier",
    ];
    let mut found = paths.iter().flat_map(|path| reader.at(path));
    found.find_map(|node| identifier(node.value))
}

fn identifiers(reader: &Reader<'_>) -> Vec<Identifier> {
    let mut found: Vec<_> = list(reader.resource.get("identifier"))
        .iter()
        .filter_map(identifier)
        .collect();
    found.sort();
    found
}

fn status(reader: &Reader<'_>, block: MedicationBlock) -> MedicationStatus {
    use MedicationStatus as S;
    let wrong = ["entered-in-error", "refuted"];
    if reader.is_one("status", &wrong) || reader.is_one("verificationStatus", &wrong) {
        return S::Wrong;
    }
    if reader.is_true("doNotPerform") || reader.is_true("notDone") || reader.is_true("notGiven") {
        return S::NotTaken;
    }
    if reader.is_one("intent", &["proposal", "plan"]) {
        return S::Proposed;
    }
    match reader.resource.get("status").and_then(Value::as_str) {
        // STU3: used "unknown" or "not applicable" says nothing of use.
        Some("active") if reader.is_one("taken", &["unk", "na"]) => S::Unknown,
        Some("active" | "in-progress") => S::Active,
        Some("completed") => S::Completed,
        Some("stopped") => S::Stopped,
        Some("on-hold") => S::OnHold,
        Some("cancelled" | "declined") => S::Cancelled,
        Some("draft" | "intended" | "preparation") => S::Proposed,
        Some("not-taken" | "not-done") => S::NotTaken,
        // Medication used is told in STU3 by `taken` alone where no status says more.
        None if block == MedicationBlock::Use && taken(reader) == Some(false) => S::NotTaken,
        _ => S::Unknown,
    }
}

fn taken(reader: &Reader<'_>) -> Option<bool> {
    match reader.resource.get("taken").and_then(Value::as_str) {
        Some("y") => Some(true),
        Some("n") => Some(false),
        _ => None,
    }
}

/// Stoptype, by the codes of the zib 2017 value set and of SNOMED CT (zib 2020).
fn stop(reader: &Reader<'_>) -> Option<StopType> {
    let paths = ["mod:zib-Medication-StopType", "mod:ext-StopType"];
    paths.iter().find_map(|path| {
        reader.at(path).first()?;
        Some(
            if reader.is_one(path, &["1", "385655000", "113381000146106"]) {
                StopType::Temporary
            } else if reader.is_one(path, &["2", "410546004", "113371000146109"]) {
                StopType::Definite
            } else if reader.is_one(path, &["89925002"]) {
                StopType::Cancelled
            } else {
                StopType::Other
            },
        )
    })
}

/// Every word that tells how it stands.
fn state(reader: &Reader<'_>) -> String {
    let mut words: Vec<String> = Vec::new();
    let wrong = ["entered-in-error", "refuted"];
    if reader.is_one("status", &wrong[..1]) {
        words.push(phrase("wrong", reader.lang).to_owned());
    } else {
        words.extend(reader.first(&["status"]));
    }
    words.extend(reader.first(&["verificationStatus"]));
    words.extend(reader.first(&["mod:zib-Medication-StopType", "mod:ext-StopType"]));
    if reader.is_one("taken", &["n"]) {
        words.push(phrase("not_used", reader.lang).to_owned());
    }
    for (path, word) in [("notDone", "not_given"), ("notGiven", "not_given")] {
        if reader.is_true(path) {
            words.push(phrase(word, reader.lang).to_owned());
        }
    }
    let mut words: Vec<String> = words.iter().map(|w| crate::show::small(w)).collect();
    words.dedup();
    words.join(", ")
}

fn first<'a>(reader: &Reader<'a>, paths: &[&'a str]) -> Option<&'a Value> {
    let mut found = paths.iter().flat_map(|path| reader.at(path));
    found.next().map(|node| node.value)
}

fn use_period(reader: &Reader<'_>) -> UsePeriod {
    let paths = [
        "ext:zib-Medication-PeriodOfUse",
        "ext:ext-TimeInterval.Period",
        "effectivePeriod",
    ];
    let mut found = first(reader, &paths).map(period).unwrap_or_default();
    let lengths = [
        "ext:zib-MedicationUse-Duration",
        "ext:ext-TimeInterval.Duration",
    ];
    if found.length.is_none() {
        found.length = first(reader, &lengths).map(length);
    }
    // A length of nothing says nothing.
    found.length = found
        .length
        .filter(|l| !matches!(l, Length::Days(0) | Length::Months(0)));
    found
}

fn dosages(reader: &Reader<'_>) -> Vec<MedicationDosage> {
    let found = ["dosageInstruction", "dosage"]
        .iter()
        .flat_map(|p| reader.at(p));
    found
        .filter(|node| node.value.is_object())
        .map(|node| {
            let flag = node.value.get("asNeededBoolean");
            let dose = ["doseQuantity", "doseRange", "dose", "doseAndRate/dose*"]
                .iter()
                .flat_map(|path| select(node.value, node.key, path))
                .find_map(|dose| reader.text(dose));
            MedicationDosage {
                sequence: whole(node.value.get("sequence")),
                text: reader.part(node, "text"),
                sentence: reader.dosage(node).map(|s| crate::entry::sentence(&s)),
                dose,
                as_needed: flag == Some(&Value::Bool(true))
                    || node.value.get("asNeededCodeableConcept").is_some()
                    || node.value.get("asNeededFor").is_some(),
                timing: node.value.get("timing").map(timing).unwrap_or_default(),
            }
        })
        .collect()
}

/// Every text at `paths`, each once.
fn said<'a>(reader: &Reader<'a>, paths: &[&'a str]) -> String {
    let mut words: Vec<String> = Vec::new();
    for node in paths.iter().flat_map(|path| reader.at(path)) {
        let text = reader.text(node);
        words.extend(text.filter(|text| !words.iter().any(|w| w.contains(text))));
    }
    words.join(", ")
}

/// Why it was changed or stopped. A stop agreement may give that as the coded reason
/// of the agreement (`RedenMedicatieafspraak`); a text there tells what it is for.
fn change_reason(reader: &Reader<'_>) -> String {
    let reason = said(reader, CHANGE_REASON);
    if !reason.is_empty() || stop(reader).is_none() {
        return reason;
    }
    let coded = reader.at("reasonCode").into_iter();
    let coded = coded.filter(|node| node.value.get("coding").is_some());
    let words: Vec<String> = coded.filter_map(|node| reader.text(node)).collect();
    words.join(", ")
}

/// When it was agreed, told or done.
fn date(reader: &Reader<'_>, block: MedicationBlock) -> Option<String> {
    use MedicationBlock as B;
    let paths: &[&str] = match block {
        B::Agreement | B::VariableDosing | B::DispenseRequest => {
            &["authoredOn", "ext:ext-RegistrationDateTime"]
        }
        B::AdministrationAgreement => &[
            "ext:zib-AdministrationAgreement-AuthoredOn",
            "ext:ext-AdministrationAgreement.AuthoredOn",
            "ext:ext-RegistrationDateTime",
        ],
        B::Dispense => &[
            "whenHandedOver",
            "whenPrepared",
            "ext:zib-Dispense-RequestDate",
            "ext:ext-MedicationDispense.RequestDate",
        ],
        B::Use => &[
            "dateAsserted",
            "ext:ext-RegistrationDateTime",
            "effectiveDateTime",
        ],
        B::Administration => &["effective*", "ext:ext-RegistrationDateTime"],
    };
    reader.first_date(paths).map(|(_, text)| text.to_owned())
}

/// Where it says who agreed, told or did it.
fn by(block: MedicationBlock) -> &'static [&'static str] {
    use MedicationBlock as B;
    match block {
        B::Agreement | B::VariableDosing | B::DispenseRequest => &["requester/agent", "requester"],
        B::AdministrationAgreement | B::Dispense | B::Administration => &["performer/actor"],
        B::Use => &[
            "informationSource",
            "ext:zib-MedicationUse-Author",
            "ext:ext-MedicationUse2.Author",
        ],
    }
}
