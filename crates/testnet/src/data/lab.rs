//! Laboratory results: panels with members, specimens, reference ranges, flags,
//! and results such as `<5`.

use serde_json::{Value, json};

use super::make::{LOINC, Source, concept, means, quantity, sct};

/// A determination with its range and how its values run.
pub(super) struct Test {
    /// Part of the id.
    pub(super) name: &'static str,
    /// LOINC code and Dutch name.
    pub(super) code: (&'static str, &'static str),
    /// Unit and UCUM code.
    pub(super) unit: (&'static str, &'static str),
    /// Values in tenths or hundredths: first, middle, and what varies.
    pub(super) around: i64,
    /// How much it varies.
    pub(super) spread: i64,
    /// Digits after the point.
    pub(super) decimals: u32,
    /// Reference range in the same steps; -1: no such end.
    pub(super) range: (i64, i64),
}

const fn test(
    name: &'static str,
    code: (&'static str, &'static str),
    unit: (&'static str, &'static str),
    (around, spread, decimals): (i64, i64, u32),
    range: (i64, i64),
) -> Test {
    Test {
        name,
        code,
        unit,
        around,
        spread,
        decimals,
        range,
    }
}

/// What is measured every month in a dialysis patient.
pub(super) const MONTHLY: &[Test] = &[
    test(
        "hb",
        ("59260-0", "Hemoglobine"),
        ("mmol/L", "mmol/L"),
        (68, 7, 1),
        (74, 99),
    ),
    test(
        "kreatinine",
        ("14682-9", "Kreatinine"),
        ("µmol/L", "umol/L"),
        (640, 80, 0),
        (50, 90),
    ),
    test(
        "ureum",
        ("22664-7", "Ureum"),
        ("mmol/L", "mmol/L"),
        (221, 45, 1),
        (25, 64),
    ),
    test(
        "kalium",
        ("2823-3", "Kalium"),
        ("mmol/L", "mmol/L"),
        (52, 6, 1),
        (35, 50),
    ),
    test(
        "natrium",
        ("2951-2", "Natrium"),
        ("mmol/L", "mmol/L"),
        (138, 3, 0),
        (135, 145),
    ),
    test(
        "fosfaat",
        ("14879-1", "Fosfaat"),
        ("mmol/L", "mmol/L"),
        (172, 38, 2),
        (80, 140),
    ),
    test(
        "calcium",
        ("2000-8", "Calcium"),
        ("mmol/L", "mmol/L"),
        (231, 14, 2),
        (220, 255),
    ),
    test(
        "albumine",
        ("1751-7", "Albumine"),
        ("g/L", "g/L"),
        (38, 3, 0),
        (35, 50),
    ),
    test(
        "ferritine",
        ("2276-4", "Ferritine"),
        ("µg/L", "ug/L"),
        (310, 150, 0),
        (20, 150),
    ),
    test(
        "pth",
        ("14866-8", "PTH"),
        ("pmol/L", "pmol/L"),
        (381, 120, 1),
        (16, 69),
    ),
];

/// A number in steps of ten to the minus `decimals`, as it is written.
pub(super) fn written(value: i64, decimals: u32) -> String {
    let base = 10_i64.pow(decimals);
    if decimals == 0 {
        return value.to_string();
    }
    let width = usize::try_from(decimals).unwrap_or(1);
    format!("{}.{:0width$}", value / base, value % base)
}

/// A value for the n-th month: goes up and down in a fixed way.
fn value(test: &Test, month: i64) -> i64 {
    let wave = [0, 3, -2, 5, -4, 1, -1, 4, -5, 2];
    let at = usize::try_from(month.rem_euclid(10)).unwrap_or(0);
    let step = wave.get(at).copied().unwrap_or(0);
    test.around + step * test.spread / 5
}

/// One result, `days_ago`, as member of no panel.
pub(super) fn result(source: &Source<'_>, test: &Test, month: i64, days_ago: i64) -> Value {
    let value = value(test, month);
    let unit = |v: i64| quantity(&written(v, test.decimals), test.unit.0, test.unit.1);
    let mut fields = json!({
        "status": "final",
        "_status": means("urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.16.1", "final", "Definitief"),
        "category": [
            sct("275711006", "Klinische chemie"),
            sct("49581000146104", "Laboratoriumonderzoek"),
        ],
        "code": concept(LOINC, test.code.0, test.code.1),
        "effectiveDateTime": source.moment(days_ago, "07:45"),
        "performer": [source.organisation()],
        "valueQuantity": unit(value),
        "specimen": source.refer("Specimen", &format!("bloed-{month}"), "Bloed"),
        "referenceRange": [{"low": unit(test.range.0), "high": unit(test.range.1)}],
    });
    let flag = if value < test.range.0 {
        Some(("281300000", "Onder referentiewaarde"))
    } else if value > test.range.1 {
        Some(("281302008", "Boven referentiewaarde"))
    } else {
        None
    };
    if let Some((code, display)) = flag {
        fields["interpretation"] = sct(code, display);
    }
    let name = format!("lab-{}-{month}", test.name);
    source.zib(
        "Observation",
        "zib-LaboratoryTestResult-Observation",
        &name,
        fields,
    )
}

/// The sample of a month.
pub(super) fn specimen(source: &Source<'_>, month: i64, days_ago: i64) -> Value {
    let name = format!("bloed-{month}");
    source.zib(
        "Specimen",
        "zib-LaboratoryTestResult-Specimen",
        &name,
        json!({
            "type": sct("119297000", "Bloed"),
            "receivedTime": source.moment(days_ago, "08:30"),
            "collection": {"collectedDateTime": source.moment(days_ago, "07:45")},
        }),
    )
}

/// A panel without a value of its own: its members hold them.
pub(super) fn panel(source: &Source<'_>, month: i64, days_ago: i64, tests: &[Test]) -> Value {
    let related: Vec<Value> = tests
        .iter()
        .map(|test| {
            let target = source.refer(
                "Observation",
                &format!("lab-{}-{month}", test.name),
                test.code.1,
            );
            json!({"type": "has-member", "target": target})
        })
        .collect();
    source.zib(
        "Observation",
        "zib-LaboratoryTestResult-Observation",
        &format!("panel-{month}"),
        json!({
            "status": "final",
            "category": [sct("275711006", "Klinische chemie")],
            "code": {"text": "Maandelijks bloedonderzoek dialyse"},
            "effectiveDateTime": source.moment(days_ago, "07:45"),
            "performer": [source.organisation()],
            "specimen": source.refer("Specimen", &format!("bloed-{month}"), "Bloed"),
            "related": related,
        }),
    )
}

/// Below what can be measured: `<5 mg/L`.
pub(super) fn below(source: &Source<'_>, days_ago: i64) -> Value {
    let mut value = quantity("5", "mg/L", "mg/L");
    value["comparator"] = json!("<");
    source.zib("Observation", "zib-LaboratoryTestResult-Observation", "lab-crp", json!({
        "status": "final",
        "category": [sct("275711006", "Klinische chemie"), sct("49581000146104", "Laboratoriumonderzoek")],
        "code": concept(LOINC, "1988-5", "CRP"),
        "effectiveDateTime": source.moment(days_ago, "11:20"),
        "valueQuantity": value,
        "referenceRange": [{"high": quantity("10", "mg/L", "mg/L")}],
    }))
}

/// Words instead of a number, not final yet.
pub(super) fn culture(source: &Source<'_>, days_ago: i64) -> Value {
    source.zib("Observation", "zib-LaboratoryTestResult-Observation", "lab-kweek", json!({
        "status": "preliminary",
        "_status": means("urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.16.1", "preliminary", "Voorlopig"),
        "category": [sct("275711006", "Klinische chemie"), sct("49581000146104", "Laboratoriumonderzoek")],
        "code": {"text": "Kweek van de shunt"},
        "effectiveDateTime": source.moment(days_ago, "13:05"),
        "valueString": "Geen groei na 2 dagen",
        "comment": "Definitieve uitslag volgt.",
    }))
}
