//! zib-MedicationUse, zib-MedicationAgreement, zib-AdministrationAgreement and
//! zib-Product.

use serde_json::{Value, json};

use super::make::{ATC, Source, coding, concept, extension, number};

/// A medicine as one provider has it.
#[derive(Clone, Debug)]
pub(super) struct Medicine {
    /// Part of ids; the same medicine has the same at every provider.
    pub(super) name: &'static str,
    /// What is on the box.
    pub(super) product: &'static str,
    /// ATC code and name; empty: a medicine made by the pharmacy, text only.
    pub(super) atc: (&'static str, &'static str),
    /// Form.
    pub(super) form: &'static str,
    /// How to use it, in words.
    pub(super) dosage: &'static str,
    /// Number per time and unit.
    pub(super) dose: (&'static str, &'static str),
    /// Times per period in days.
    pub(super) timing: (u32, u32),
    /// Why.
    pub(super) reason: &'static str,
    /// Started so many days ago.
    pub(super) since: i64,
    /// Stopped so many days ago.
    pub(super) until: Option<i64>,
}

/// zib-Product.
pub(super) fn product(source: &Source<'_>, medicine: &Medicine) -> Value {
    let mut code = json!({"text": medicine.product});
    if !medicine.atc.0.is_empty() {
        code["coding"] = json!([coding(ATC, medicine.atc.0, medicine.atc.1)]);
    }
    let fields = json!({
        "code": code,
        "form": {"text": medicine.form},
    });
    source.zib(
        "Medication",
        "zib-Product",
        &format!("product-{}", medicine.name),
        fields,
    )
}

/// What agreement, use and dispensing have in common.
fn common(source: &Source<'_>, medicine: &Medicine, category: &Value, prefix: &str) -> Value {
    let mut period = json!({"start": source.moment(medicine.since, "00:00")});
    if let Some(until) = medicine.until {
        period["end"] = json!(source.moment(until, "23:59"));
    }
    json!({
        "extension": [
            extension("zib-Medication-PeriodOfUse", "valuePeriod", period),
            extension("zib-Medication-MedicationTreatment", "valueIdentifier", json!({
                "system": format!("https://{}.example/fhir/behandeling", source.place.short),
                "value": format!("{}-{}", source.person.id, medicine.name),
            })),
        ],
        "identifier": [source.identifier(&format!("{prefix}-{}-{}", source.person.id, medicine.name))],
        "category": category,
        "medicationReference": source.refer(
            "Medication",
            &format!("product-{}", medicine.name),
            medicine.product,
        ),
    })
}

fn dosage(medicine: &Medicine) -> Value {
    let mut dosage = json!({
        "sequence": 1,
        "text": medicine.dosage,
        "route": concept("urn:oid:2.16.840.1.113883.2.4.4.9", route(medicine.form).0, route(medicine.form).1),
        "doseQuantity": {"value": number(medicine.dose.0), "unit": medicine.dose.1},
    });
    if medicine.timing.0 > 0 {
        dosage["timing"] = json!({"repeat": repeat(medicine)});
    }
    if medicine.dosage.contains("als het nodig is") {
        dosage["asNeededBoolean"] = json!(true);
    }
    json!([dosage])
}

/// The schedule as a source codes what its text says: moments of the day, and the
/// days of the week on which there is dialysis, or none.
fn repeat(medicine: &Medicine) -> Value {
    let mut repeat = json!({
        "frequency": medicine.timing.0, "period": medicine.timing.1, "periodUnit": "d",
    });
    let moments = [
        ("'s ochtends", "MORN"),
        ("'s avonds", "EVE"),
        ("voor het slapen", "HS"),
        ("bij de maaltijd", "C"),
        ("voor het ontbijt", "ACM"),
    ];
    let said = |words: &str| medicine.dosage.contains(words);
    if let Some((_, code)) = moments.iter().find(|(words, _)| said(words)) {
        repeat["when"] = json!([code]);
    }
    if said("na elke dialyse") {
        repeat["dayOfWeek"] = json!(["mon", "wed", "fri"]);
    } else if said("dagen zonder dialyse") {
        repeat["dayOfWeek"] = json!(["tue", "thu", "sat", "sun"]);
    }
    repeat
}

fn route(form: &str) -> (&'static str, &'static str) {
    match form {
        "injectievloeistof" => ("5", "intraveneus"),
        "crème" | "zalf" => ("53", "cutaan"),
        _ => ("9", "oraal"),
    }
}

/// Medicatieafspraak.
pub(super) fn agreement(source: &Source<'_>, medicine: &Medicine) -> Value {
    let category = concept("http://snomed.info/sct", "16076005", "Medicatieafspraak");
    let mut fields = common(source, medicine, &category, "ma");
    fields["status"] = json!(if medicine.until.is_some() {
        "stopped"
    } else {
        "active"
    });
    fields["intent"] = json!("order");
    fields["authoredOn"] = json!(source.moment(medicine.since, "10:30"));
    fields["requester"] = json!({"agent": source.professional()});
    fields["dosageInstruction"] = dosage(medicine);
    if !medicine.reason.is_empty() {
        fields["reasonCode"] = json!([{"text": medicine.reason}]);
    }
    if medicine.until.is_some() {
        fields["modifierExtension"] = json!([extension(
            "zib-Medication-StopType",
            "valueCodeableConcept",
            concept(
                "urn:oid:2.16.840.1.113883.2.4.3.11.60.20.77.5.2.1",
                "2",
                "Definitief"
            ),
        )]);
    }
    let name = format!("ma-{}", medicine.name);
    source.zib(
        "MedicationRequest",
        "zib-MedicationAgreement",
        &name,
        fields,
    )
}

/// Toedieningsafspraak.
pub(super) fn administration(source: &Source<'_>, medicine: &Medicine) -> Value {
    let category = concept("http://snomed.info/sct", "422037009", "Toedieningsafspraak");
    let mut fields = common(source, medicine, &category, "ta");
    fields["status"] = json!(if medicine.until.is_some() {
        "completed"
    } else {
        "in-progress"
    });
    fields["performer"] = json!([{"actor": source.organisation()}]);
    fields["dosageInstruction"] = dosage(medicine);
    if let Some(extensions) = fields["extension"].as_array_mut() {
        extensions.push(extension(
            "zib-AdministrationAgreement-AuthoredOn",
            "valueDateTime",
            json!(source.moment(medicine.since, "14:00")),
        ));
    }
    let name = format!("ta-{}", medicine.name);
    source.zib(
        "MedicationDispense",
        "zib-AdministrationAgreement",
        &name,
        fields,
    )
}

/// Medicatiegebruik. `taken`: `y` or `n`; `note`: what the person told.
pub(super) fn used(source: &Source<'_>, medicine: &Medicine, taken: &str, note: &str) -> Value {
    let category = concept(
        "urn:oid:2.16.840.1.113883.2.4.3.11.60.20.77.5.3",
        "6",
        "Medicatiegebruik",
    );
    let mut fields = common(source, medicine, &category, "mgb");
    // The period of use of this zib is the effective period itself.
    if let Some(extensions) = fields["extension"].as_array_mut() {
        let period = extensions.remove(0);
        fields["effectivePeriod"] = period["valuePeriod"].clone();
    }
    if let Some(extensions) = fields["extension"].as_array_mut() {
        extensions.push(extension(
            "zib-MedicationUse-AsAgreedIndicator",
            "valueBoolean",
            json!(taken == "y" && note.is_empty()),
        ));
        extensions.push(extension(
            "zib-MedicationUse-Prescriber",
            "valueReference",
            source.professional(),
        ));
    }
    fields["status"] = json!(if taken == "y" { "active" } else { "stopped" });
    fields["taken"] = json!(taken);
    fields["dateAsserted"] = json!(source.moment(30, "09:15"));
    fields["informationSource"] = source.patient();
    fields["dosage"] = dosage(medicine);
    if !note.is_empty() {
        fields["note"] = json!([{"text": note}]);
    }
    let name = format!("mgb-{}", medicine.name);
    source.zib("MedicationStatement", "zib-MedicationUse", &name, fields)
}

/// A tablet for a long time, by mouth.
pub(super) const fn tablet(
    name: &'static str,
    product: &'static str,
    atc: (&'static str, &'static str),
    dosage: &'static str,
    (dose, times): (&'static str, u32),
    reason: &'static str,
    since: i64,
) -> Medicine {
    Medicine {
        name,
        product,
        atc,
        form: "tablet",
        dosage,
        dose: (dose, "tablet"),
        timing: (times, 1),
        reason,
        since,
        until: None,
    }
}

/// The medicines of the dialysis patient as the dialysis centre has them.
pub(super) const OF_DIALYSIS_PATIENT: &[Medicine] = &[
    tablet(
        "metoprolol",
        "Metoprolol tablet mga 50 mg",
        ("C07AB02", "metoprolol"),
        "1 tablet 's ochtends. Op dialysedagen na de dialyse.",
        ("1", 1),
        "Hoge bloeddruk",
        1400,
    ),
    tablet(
        "amlodipine",
        "Amlodipine tablet 5 mg",
        ("C08CA01", "amlodipine"),
        "1 tablet 's avonds",
        ("1", 1),
        "Hoge bloeddruk",
        1100,
    ),
    tablet(
        "calciumacetaat",
        "Calciumacetaat tablet 500 mg",
        ("V03AE07", "calciumacetaat"),
        "3 keer per dag 1 tablet bij de maaltijd",
        ("1", 3),
        "Te veel fosfaat",
        700,
    ),
    tablet(
        "sevelameer",
        "Sevelameer tablet 800 mg",
        ("V03AE02", "sevelameer"),
        "3 keer per dag 2 tabletten bij de maaltijd",
        ("2", 3),
        "Te veel fosfaat",
        500,
    ),
    Medicine {
        form: "capsule",
        dose: ("1", "capsule"),
        ..tablet(
            "alfacalcidol",
            "Alfacalcidol capsule 0,25 microgram",
            ("A11CC03", "alfacalcidol"),
            "1 capsule per dag",
            ("1", 1),
            "Botstofwisseling bij nierziekte",
            690,
        )
    },
    tablet(
        "atorvastatine",
        "Atorvastatine tablet 20 mg",
        ("C10AA05", "atorvastatine"),
        "1 tablet voor het slapen",
        ("1", 1),
        "Hoog cholesterol",
        2400,
    ),
    tablet(
        "acetylsalicylzuur",
        "Acetylsalicylzuur dispertablet 80 mg",
        ("B01AC06", "acetylsalicylzuur"),
        "1 tablet per dag",
        ("1", 1),
        "Vaatziekte",
        1500,
    ),
    tablet(
        "pantoprazol",
        "Pantoprazol tablet msr 40 mg",
        ("A02BC02", "pantoprazol"),
        "1 tablet per dag voor het ontbijt",
        ("1", 1),
        "Maagbescherming",
        1500,
    ),
    tablet(
        "furosemide",
        "Furosemide tablet 500 mg",
        ("C03CA01", "furosemide"),
        "1 tablet op dagen zonder dialyse",
        ("1", 1),
        "Restdiurese",
        650,
    ),
    tablet(
        "foliumzuur",
        "Foliumzuur tablet 5 mg",
        ("B03BB01", "foliumzuur"),
        "1 tablet na elke dialyse",
        ("1", 1),
        "Verlies door dialyse",
        690,
    ),
    tablet(
        "vitamineb",
        "Vitamine B-complex forte tablet",
        ("A11EX", "vitamine B-complex"),
        "1 tablet per dag",
        ("1", 1),
        "Verlies door dialyse",
        690,
    ),
    tablet(
        "cinacalcet",
        "Cinacalcet tablet 30 mg",
        ("H05BX01", "cinacalcet"),
        "1 tablet per dag bij het eten",
        ("1", 1),
        "Te hoog PTH",
        320,
    ),
    tablet(
        "macrogol",
        "Macrogol poeder voor drank",
        ("A06AD65", "macrogol, combinatiepreparaten"),
        "1 tot 2 sachets per dag als het nodig is",
        ("1", 2),
        "Verstopping",
        400,
    ),
    Medicine {
        name: "darbepoetine",
        product: "Darbepoëtine injectievloeistof 30 microgram",
        atc: ("B03XA02", "darbepoëtine alfa"),
        form: "injectievloeistof",
        dosage: "1 keer per week tijdens de dialyse",
        dose: ("30", "microgram"),
        timing: (1, 7),
        reason: "Bloedarmoede bij nierziekte",
        since: 680,
        until: None,
    },
    Medicine {
        name: "ijzer",
        product: "IJzersacharose injectievloeistof 20 mg/ml",
        atc: ("B03AC", "ijzer, parenterale preparaten"),
        form: "injectievloeistof",
        dosage: "1 keer per 2 weken 100 mg tijdens de dialyse",
        dose: ("100", "mg"),
        timing: (1, 14),
        reason: "IJzertekort",
        since: 260,
        until: None,
    },
];

/// A cream that the pharmacy makes itself: text only.
pub(super) fn cream() -> Medicine {
    Medicine {
        name: "creme",
        product: "Cetomacrogolcrème met 10 procent ureum (eigen bereiding)",
        atc: ("", ""),
        form: "crème",
        dosage: "2 keer per dag dun smeren op droge huid",
        dose: ("1", "laagje"),
        timing: (2, 1),
        reason: "Jeuk",
        since: 90,
        until: None,
    }
}

/// A course that is over.
pub(super) fn course() -> Medicine {
    Medicine {
        until: Some(203),
        ..tablet(
            "claritromycine",
            "Claritromycine tablet 500 mg",
            ("J01FA09", "claritromycine"),
            "2 keer per dag 1 tablet, 7 dagen",
            ("1", 2),
            "Luchtweginfectie",
            210,
        )
    }
}
