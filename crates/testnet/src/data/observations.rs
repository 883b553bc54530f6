//! Observations: lifestyle, functional status, vital signs.

use serde_json::{Value, json};

use super::make::{LOINC, Source, coding, concept, quantity, sct};

/// A vital sign's category.
fn vital() -> Value {
    json!([concept(
        "http://hl7.org/fhir/observation-category",
        "vital-signs",
        "Vitale functies"
    )])
}

/// zib-BloodPressure. `when`: moment; `about`: for instance `voor dialyse`.
pub(super) fn blood_pressure(
    source: &Source<'_>,
    name: &str,
    when: &str,
    (systolic, diastolic): (i64, i64),
    about: &str,
) -> Value {
    let part = |code: &str, display: &str, value: i64| {
        json!({
            "code": concept(LOINC, code, display),
            "valueQuantity": quantity(&value.to_string(), "mmHg", "mm[Hg]"),
        })
    };
    let mut components = vec![
        part("8480-6", "Systolische bloeddruk", systolic),
        part("8462-4", "Diastolische bloeddruk", diastolic),
    ];
    if about.is_empty() {
        components.push(json!({
            "code": concept(LOINC, "8361-8", "Houding"),
            "valueCodeableConcept": sct("33586001", "Zittende positie"),
        }));
    }
    let mut fields = json!({
        "status": "final",
        "category": vital(),
        "code": concept(LOINC, "85354-9", "Bloeddruk"),
        "effectiveDateTime": when,
        "performer": [source.professional()],
        "method": sct("22762002", "Niet-invasief"),
        "component": components,
    });
    if !about.is_empty() {
        fields["comment"] = json!(about);
    }
    source.zib("Observation", "zib-BloodPressure", name, fields)
}

/// zib-BodyWeight in kg, one decimal as written.
pub(super) fn weight(source: &Source<'_>, name: &str, when: &str, kg: &str, about: &str) -> Value {
    let mut fields = json!({
        "status": "final",
        "category": vital(),
        "code": concept(LOINC, "29463-7", "Lichaamsgewicht"),
        "effectiveDateTime": when,
        "performer": [source.professional()],
        "valueQuantity": quantity(kg, "kg", "kg"),
    });
    if !about.is_empty() {
        fields["comment"] = json!(about);
    }
    source.zib("Observation", "zib-BodyWeight", name, fields)
}

/// zib-BodyHeight in cm.
pub(super) fn height(source: &Source<'_>, days_ago: i64, cm: &str) -> Value {
    source.zib(
        "Observation",
        "zib-BodyHeight",
        "lengte",
        json!({
            "status": "final",
            "category": vital(),
            "code": concept(LOINC, "8302-2", "Lichaamslengte"),
            "effectiveDateTime": source.date(days_ago),
            "valueQuantity": quantity(cm, "cm", "cm"),
        }),
    )
}

/// Something about how somebody lives: the code that is searched for, and the
/// value.
fn lifestyle(
    source: &Source<'_>,
    profile: &str,
    name: &str,
    code: (&str, &str),
    value: &Value,
    rest: Value,
) -> Value {
    let mut fields = json!({
        "status": "final",
        "code": sct(code.0, code.1),
        "valueCodeableConcept": value,
    });
    if let (Some(into), Value::Object(rest)) = (fields.as_object_mut(), rest) {
        into.extend(rest);
    }
    source.zib("Observation", profile, name, fields)
}

/// zib-LivingSituation.
pub(super) fn living(source: &Source<'_>) -> Value {
    let house = json!({"coding": [coding(
        "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.13.1", "EENGEZW", "Eengezinswoning",
    )]});
    lifestyle(
        source,
        "zib-LivingSituation",
        "wonen",
        ("365508006", "Woonsituatie"),
        &house,
        json!({"effectiveDateTime": source.date(500),
            "comment": "Slaapkamer en douche beneden sinds de trap te zwaar is."}),
    )
}

/// zib-TobaccoUse: smokes.
pub(super) fn smokes(source: &Source<'_>) -> Value {
    lifestyle(
        source,
        "zib-TobaccoUse",
        "roken",
        ("365980008", "Tabakgebruik"),
        &sct("449868002", "Rookt dagelijks"),
        json!({"effectivePeriod": {"start": source.year(50)},
        "component": [{
            "code": sct("266918002", "Hoeveelheid"),
            "valueQuantity": {"value": 10, "unit": "sigaretten per dag"},
        }]}),
    )
}

/// zib-TobaccoUse: stopped. Another provider says that she smokes.
pub(super) fn stopped_smoking(source: &Source<'_>) -> Value {
    lifestyle(
        source,
        "zib-TobaccoUse",
        "roken",
        ("365980008", "Tabakgebruik"),
        &sct("8517006", "Ex-roker"),
        json!({"effectivePeriod": {"start": source.year(50), "end": source.month(3, 6)},
            "comment": "Gestopt met hulp van de praktijkondersteuner."}),
    )
}

/// zib-AlcoholUse.
pub(super) fn alcohol(source: &Source<'_>) -> Value {
    lifestyle(
        source,
        "zib-AlcoholUse",
        "alcohol",
        ("228273003", "Alcoholgebruik"),
        &sct("105542008", "Niet-drinker"),
        json!({"effectiveDateTime": source.date(500)}),
    )
}

/// zib-DrugUse.
pub(super) fn drugs(source: &Source<'_>) -> Value {
    lifestyle(
        source,
        "zib-DrugUse",
        "drugs",
        ("228366006", "Drugsgebruik"),
        &sct("228367002", "Gebruikt geen drugs"),
        json!({"effectiveDateTime": source.date(500)}),
    )
}

/// zib-FunctionalOrMentalStatus, functional.
pub(super) fn mobility(source: &Source<'_>) -> Value {
    lifestyle(
        source,
        "zib-FunctionalOrMentalStatus",
        "lopen",
        ("8510008", "Verminderde mobiliteit"),
        &sct("11896004", "Gemiddeld"),
        json!({
            "category": [sct("118228005", "Functionele status")],
            "effectivePeriod": {"start": source.month(1, 9)},
            "comment": "Loopt buiten met een rollator.",
        }),
    )
}

/// zib-FunctionalOrMentalStatus, mental.
pub(super) fn mood(source: &Source<'_>) -> Value {
    lifestyle(
        source,
        "zib-FunctionalOrMentalStatus",
        "stemming",
        ("365949003", "Stemming"),
        &sct("134416007", "Stemming normaal"),
        json!({
            "category": [sct("384821006", "Mentale status")],
            "effectiveDateTime": source.date(120),
        }),
    )
}
