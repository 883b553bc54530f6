//! Payer, directives, devices, procedures, admissions, vaccinations and what is
//! planned.

use serde_json::{Value, json};

use super::make::{Source, absent, coding, concept, extension, means, other, quantity, sct};

/// zib-Payer: insurer and a supplementary insurance.
pub(super) fn payer(source: &Source<'_>) -> Vec<Value> {
    let cover = |name: &str, code: &str, display: &str| {
        source.zib(
            "Coverage",
            "zib-Payer",
            name,
            json!({
                "type": concept("urn:oid:2.16.840.1.113883.2.4.3.11.60.101.5.1", code, display),
                "subscriberId": "000000071",
                "period": {"start": source.year(0)},
                "payor": [{
                    "reference": format!("Organization/{}-verzekeraar", source.place.short),
                    "display": "Zorgverzekeraar De Polder",
                }],
            }),
        )
    };
    vec![
        cover("basis", "B", "Basisverzekering"),
        cover("aanvullend", "A", "Aanvullende verzekering"),
        json!({
            "resourceType": "Organization",
            "id": format!("{}-verzekeraar", source.place.short),
            "meta": {"profile": ["http://fhir.nl/fhir/StructureDefinition/nl-core-organization"]},
            "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/uzovi", "value": "9990"}],
            "name": "Zorgverzekeraar De Polder",
        }),
    ]
}

/// zib-TreatmentDirective: what, allowed or not, verified with whom.
pub(super) fn treatment_directive(
    source: &Source<'_>,
    name: &str,
    treatment: (&str, &str),
    (permitted, words): (&str, &str),
    days_ago: i64,
) -> Value {
    let mut fields = json!({
        "extension": [
            {
                "url": "http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective-Verification",
                "extension": [
                    {"url": "Verified", "valueBoolean": true},
                    {"url": "VerifiedWith", "valueCodeableConcept": sct("116154003", "Patiënt")},
                    {"url": "VerificationDate", "valueDateTime": source.date(days_ago)},
                ],
            },
            extension("zib-TreatmentDirective-Treatment", "valueCodeableConcept", sct(treatment.0, treatment.1)),
        ],
        "modifierExtension": [extension(
            "zib-TreatmentDirective-TreatmentPermitted",
            "valueCodeableConcept",
            concept("urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4", permitted, words),
        )],
        "status": "active",
        "category": [sct("11291000146105", "Behandelaanwijzing")],
        "_dateTime": absent("unknown"),
        "period": {"start": source.date(days_ago)},
        "policy": [{"uri": "http://wetten.overheid.nl/"}],
    });
    if permitted == "JA_MAAR" {
        fields["except"] = json!([{
            "extension": [extension(
                "zib-TreatmentDirective-Restrictions",
                "valueString",
                json!("Alleen als herstel te verwachten is. Niet langer dan een week."),
            )],
            "type": "deny",
        }]);
    }
    source.zib("Consent", "zib-TreatmentDirective", name, fields)
}

/// zib-AdvanceDirective with the paper as text.
pub(super) fn advance_directive(source: &Source<'_>) -> Value {
    source.zib("Consent", "zib-AdvanceDirective", "wilsverklaring", json!({
        "extension": [extension("Comment", "valueString",
            json!("Mevrouw heeft de verklaring zelf meegenomen. Besproken op de polikliniek."))],
        "status": "active",
        "category": [
            sct("11341000146107", "Levenstestament en wilsverklaring in dossier"),
            concept("urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1", "VOL", "Volmacht"),
        ],
        "dateTime": source.date(640),
        "consentingParty": [{
            "reference": format!("RelatedPerson/{}", source.id("echtgenoot")),
            "display": "Kees van den Berg (echtgenoot)",
        }],
        "policy": [{"uri": "http://wetten.overheid.nl/"}],
    }))
}

/// zib-NutritionAdvice.
pub(super) fn nutrition(source: &Source<'_>) -> Value {
    source.zib(
        "NutritionOrder",
        "zib-NutritionAdvice",
        "dieet",
        json!({
            "extension": [extension("zib-NutritionAdvice-Explanation", "valueString",
                json!("Per dag 800 ml drinken. Weinig zout, kalium en fosfaat."))],
            "status": "active",
            "_dateTime": absent("unknown"),
            "orderer": source.professional(),
            "oralDiet": {"type": [{"text": "Dialysedieet met vochtbeperking"}]},
        }),
    )
}

/// zib-MedicalDevice with its product. `code`: SNOMED, or empty for words only.
pub(super) fn device(
    source: &Source<'_>,
    name: &str,
    (code, display): (&str, &str),
    since: &str,
    note: &str,
) -> Vec<Value> {
    let kind = if code.is_empty() {
        other(display)
    } else {
        sct(code, display)
    };
    let product = format!("{name}-product");
    vec![
        source.zib("DeviceUseStatement", "zib-MedicalDevice", name, json!({
            "extension": [
                extension("zib-MedicalDevice-Organization", "valueReference", source.organisation()),
                extension("zib-MedicalDevice-Practitioner", "valueReference", source.professional()),
            ],
            "status": "active",
            "whenUsed": {"start": since},
            "device": source.refer("Device", &product, display),
            "note": [{"text": note}],
        })),
        source.zib("Device", "zib-MedicalDeviceProduct", &product, json!({
            "status": "active",
            "type": kind,
            "note": [{"text": display}],
        })),
    ]
}

/// zib-Vaccination (STU3).
pub(super) fn vaccination(
    source: &Source<'_>,
    name: &str,
    vaccine: &str,
    atc: &str,
    date: &str,
) -> Value {
    source.zib("Immunization", "zib-Vaccination", name, json!({
        "status": "completed",
        "notGiven": false,
        "vaccineCode": {"coding": [coding("urn:oid:2.16.840.1.113883.6.73", atc, vaccine)], "text": vaccine},
        "date": date,
        "primarySource": true,
        "doseQuantity": quantity("0.5", "ml", "mL"),
        "practitioner": [{"actor": source.professional()}],
    }))
}

/// zib-Procedure, surgical.
pub(super) fn procedure(source: &Source<'_>, name: &str, code: (&str, &str), start: &str) -> Value {
    let code = if code.0.is_empty() {
        other(code.1)
    } else {
        sct(code.0, code.1)
    };
    source.zib(
        "Procedure",
        "zib-Procedure",
        name,
        json!({
            "status": "completed",
            "category": sct("387713003", "Chirurgische verrichting"),
            "code": code,
            "performedPeriod": {"start": start, "end": start},
            "performer": [{"actor": source.professional(), "onBehalfOf": source.organisation()}],
            "bodySite": [{
                "coding": [coding("http://snomed.info/sct", "66480008", "Linkeronderarm")],
            }],
        }),
    )
}

/// zib-Encounter, an admission.
pub(super) fn admission(
    source: &Source<'_>,
    name: &str,
    (from, until): (i64, i64),
    why: &str,
) -> Value {
    let class = coding("http://hl7.org/fhir/v3/ActCode", "IMP", "Opname");
    let mut class = class;
    class["extension"] = json!([extension(
        "code-specification",
        "valueCodeableConcept",
        concept("http://hl7.org/fhir/v3/ActCode", "IMP", "Klinisch")
    )]);
    source.zib(
        "Encounter",
        "zib-Encounter",
        name,
        json!({
            "status": "finished",
            "class": class,
            "participant": [{"individual": source.professional()}],
            "period": {"start": source.moment(from, "10:00"), "end": source.moment(until, "15:30")},
            "reason": [{"text": why}],
            "hospitalization": {
                "admitSource": sct("264362003", "Thuis"),
                "dischargeDisposition": sct("264362003", "Thuis"),
            },
            "serviceProvider": source.organisation(),
        }),
    )
}

/// Everything that is planned: procedure, vaccination, device.
pub(super) fn planned(source: &Source<'_>) -> Vec<Value> {
    let when = |days: i64| json!({"start": source.date(-days)});
    let mut list = vec![
        source.zib("ProcedureRequest", "zib-ProcedureRequest", "echo-shunt", json!({
            "status": "active",
            "_status": means("http://hl7.org/fhir/v3/ActStatus", "active", "In behandeling"),
            "intent": "plan",
            "code": other("Echo van de shunt"),
            "occurrencePeriod": when(12),
            "requester": {"agent": source.professional()},
            "performer": source.organisation(),
        })),
        source.zib("ImmunizationRecommendation", "zib-VaccinationRecommendation", "hepatitisb-herhaling", json!({
            "recommendation": [{
                "date": source.date(-40),
                "vaccineCode": concept("urn:oid:2.16.840.1.113883.6.73", "J07BC01", "Hepatitis B-vaccin"),
                "forecastStatus": concept("http://hl7.org/fhir/immunization-recommendation-status", "due", "Aan de beurt"),
            }],
        })),
        source.zib("DeviceRequest", "zib-MedicalDeviceRequest", "traplift", json!({
            "status": "active",
            "intent": "plan",
            "codeReference": source.refer("Device", "traplift-product", "Traplift"),
            "occurrencePeriod": when(60),
            "requester": {"agent": source.professional()},
        })),
        source.zib("Device", "zib-MedicalDeviceProduct", "traplift-product", json!({
            "type": other("Traplift"),
        })),
    ];
    list.push(appointment(
        source,
        "controle",
        9,
        "10:40",
        "Controle cardiologie",
        "booked",
    ));
    list.push(appointment(
        source,
        "voorstel",
        75,
        "09:00",
        "Halfjaarlijks gesprek",
        "proposed",
    ));
    list
}

/// eAfspraak-Appointment, so many days ahead.
pub(super) fn appointment(
    source: &Source<'_>,
    name: &str,
    days_ahead: i64,
    time: &str,
    what: &str,
    status: &str,
) -> Value {
    let hour: u32 = time.get(..2).and_then(|h| h.parse().ok()).unwrap_or(9);
    let end = format!("{:02}:{}", hour + 1, time.get(3..).unwrap_or("00"));
    source.zib(
        "Appointment",
        "eAfspraak-Appointment",
        name,
        json!({
            "status": status,
            "appointmentType": concept("http://hl7.org/fhir/v3/ActCode", "AMB", "Poliklinisch"),
            "description": what,
            "start": source.moment(-days_ahead, time),
            "end": source.moment(-days_ahead, &end),
            "participant": [
                {"actor": source.patient(), "status": "accepted"},
                {"actor": source.professional(), "status": "accepted"},
                {"actor": source.organisation(), "status": "accepted"},
            ],
        }),
    )
}
