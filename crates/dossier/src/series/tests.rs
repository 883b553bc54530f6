//! What is one series, and what is not.

use super::*;
use inzage_chart::{Ask, Limit, Period, chart};
use serde_json::{Value, json};

struct Record {
    number: &'static str,
    lead: &'static str,
    provider: &'static str,
    resource: Resource,
    earlier: Vec<Resource>,
}

fn record(number: &'static str, provider: &'static str, value: Value) -> Record {
    Record {
        number,
        lead: number,
        provider,
        resource: Resource::from_value(value).unwrap(),
        earlier: Vec::new(),
    }
}

fn catalogue(records: &[Record]) -> Catalogue {
    let held = records.iter().map(|record| Held {
        number: record.number,
        lead: record.lead,
        provider: record.provider,
        service: "48",
        chapter: Chapter::Results,
        resource: &record.resource,
        earlier: record.earlier.clone(),
    });
    Catalogue::read(held, |provider| format!("Bij {provider}"), Lang::Nl)
}

fn code(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}], "text": "Iets"})
}

fn loinc(number: &str) -> Value {
    code("http://loinc.org", number)
}

fn quantity(value: impl Into<Value>, unit: &str) -> Value {
    json!({"value": value.into(), "unit": unit, "code": unit, "system": "http://unitsofmeasure.org"})
}

fn result(code: &Value, day: &str, value: impl Into<Value>, unit: &str) -> Value {
    json!({
        "resourceType": "Observation", "status": "final", "code": code,
        "effectiveDateTime": day, "valueQuantity": quantity(value, unit),
    })
}

fn shown(found: &Found) -> Vec<String> {
    let mut points: Vec<_> = found.series.points.iter().collect();
    points.sort_by_key(|point| point.at.map(|at| at.instant()));
    let unit = &found.series.unit;
    points
        .iter()
        .map(|point| {
            let values = inzage_chart::values_text(point, Lang::Nl);
            let written = point.written.as_deref().unwrap_or_default();
            format!("{values} {unit} {written}").trim().to_owned()
        })
        .collect()
}

#[test]
fn one_code_at_two_providers_is_one_series_with_its_providers() {
    let found = catalogue(&[
        record(
            "1",
            "a",
            result(&loinc("2823-3"), "2026-01-01", 4.8, "mmol/L"),
        ),
        record(
            "2",
            "b",
            result(&loinc("2823-3"), "2026-02-01", 5.1, "mmol/l"),
        ),
    ]);
    let all: Vec<&Found> = found.repeated().collect();
    let [one] = all.as_slice() else {
        panic!("one series")
    };
    let names: Vec<&str> = one.series.groups.iter().map(|g| g.name.as_str()).collect();
    assert_eq!(names, ["Bij a", "Bij b"]);
    assert_eq!(one.number, "2");
    assert_eq!(found.of_entry("1").count(), 1);
}

#[test]
fn one_thing_at_two_sources_is_one_point_unless_they_say_something_else() {
    let potassium = loinc("2823-3");
    let at = |day: &str, value: f64| result(&potassium, day, value, "mmol/L");
    let mut records = [
        record("1", "a", at("2026-01-01", 4.8)),
        record("2", "b", at("2026-01-01", 4.8)),
        record("3", "b", at("2026-01-01", 4.9)),
    ];
    for record in &mut records {
        record.lead = "1";
    }
    let found = catalogue(&records);
    assert_eq!(shown(&found.series[0]), ["4,8 mmol/L", "4,9 mmol/L"]);
    assert_eq!(found.of_entry("2").count(), 1);
}

#[test]
fn units_are_never_mixed_and_conversion_is_said() {
    let glucose = loinc("14743-9");
    let found = catalogue(&[
        record("1", "a", result(&glucose, "2026-01-01", 5.0, "mmol/L")),
        record("2", "a", result(&glucose, "2026-01-02", 5.2, "mmol/L")),
        record("3", "a", result(&glucose, "2026-01-03", 90, "mg/dL")),
    ]);
    let all: Vec<&Found> = found.repeated().collect();
    assert_eq!(
        shown(all[0]),
        [
            "5,0 mmol/L",
            "5,2 mmol/L",
            "5 mmol/L omgerekend van 90 mg/dL"
        ]
    );
    let potassium = loinc("2823-3");
    let found = catalogue(&[
        record("1", "a", result(&potassium, "2026-01-01", 5.0, "mmol/L")),
        record("2", "a", result(&potassium, "2026-01-02", 5.2, "mmol/L")),
        record("3", "a", result(&potassium, "2026-01-03", 20, "mg/dL")),
        record("4", "a", result(&potassium, "2026-01-04", 21, "mg/dL")),
    ]);
    let units: Vec<&str> = found.repeated().map(|f| f.series.unit.as_str()).collect();
    assert_eq!(units.len(), 2, "{units:?}");
    let first = found.repeated().next().unwrap();
    assert_eq!(found.beside(first).count(), 1);
}

#[test]
fn every_series_has_one_unit_whatever_comes() {
    let units = ["mmol/L", "umol/L", "mg/dL", "%", "", "g/L", "kg"];
    let records: Vec<Record> = units
        .iter()
        .map(|unit| record("1", "a", result(&loinc("1"), "2026-01-01", 10, unit)))
        .collect();
    let found = catalogue(&records);
    let points: usize = found.series.iter().map(|one| one.series.points.len()).sum();
    assert_eq!(points, units.len());
    let kinds: Vec<&str> = found
        .series
        .iter()
        .map(|f| f.series.unit.as_str())
        .collect();
    let kinds: BTreeSet<&str> = kinds.into_iter().collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
}

#[test]
fn systems_are_not_merged_by_name() {
    let nhg = "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen";
    let found = catalogue(&[
        record(
            "1",
            "a",
            result(&loinc("2947-0"), "2026-01-01", 164, "mmol/L"),
        ),
        record(
            "2",
            "a",
            result(&code(nhg, "624"), "2026-01-01", 165, "mmol/L"),
        ),
    ]);
    assert_eq!(found.series.len(), 2);
    assert_eq!(found.repeated().count(), 0);
}

#[test]
fn a_blood_pressure_is_a_pair_in_one_entry_and_in_two() {
    let whole = |day: &str| {
        json!({
            "resourceType": "Observation", "status": "final", "code": loinc("85354-9"),
            "effectiveDateTime": day,
            "component": [
                {"code": loinc("8480-6"), "valueQuantity": quantity(138, "mm[Hg]")},
                {"code": loinc("8462-4"), "valueQuantity": quantity(86, "mm[Hg]")},
            ]
        })
    };
    let nhg = "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen";
    let half =
        |number: &str, day: &str, value: u8| result(&code(nhg, number), day, value, "mm[Hg]");
    let found = catalogue(&[
        record("1", "a", whole("2026-03-01T08:00:00+01:00")),
        record("2", "gp", half("1744", "2026-03-02", 142)),
        record("3", "gp", half("1740", "2026-03-02", 90)),
        // Two on one day: which belongs to which is not known.
        record("4", "gp", half("1744", "2026-03-05", 150)),
        record("5", "gp", half("1744", "2026-03-05", 148)),
        record("6", "gp", half("1740", "2026-03-05", 80)),
    ]);
    let pair = found.of_loinc("85354-9").unwrap();
    assert_eq!(shown(pair), ["138/86 mmHg", "142/90 mmHg"]);
    assert_eq!(pair.series.parts, ["Bovendruk", "Onderdruk"]);
    assert_eq!(found.of_entry("3").count(), 1);
    let upper = found.of_loinc("8480-6").unwrap();
    assert_eq!(shown(upper), ["150 mmHg", "148 mmHg"]);
}

#[test]
fn words_limits_and_what_is_wrong_stand_where_they_belong() {
    let potassium = loinc("2823-3");
    let mut limit = result(&potassium, "2026-01-02", 5.0, "mmol/L");
    limit["valueQuantity"]["comparator"] = "<".into();
    let mut wrong = result(&potassium, "2026-01-03", 50, "mmol/L");
    wrong["status"] = "entered-in-error".into();
    let words = json!({
        "resourceType": "Observation", "status": "final", "code": potassium,
        "effectiveDateTime": "2026-01-04", "valueString": "hemolytisch",
    });
    let found = catalogue(&[
        record("1", "a", result(&potassium, "2026-01-01", 4.8, "mmol/L")),
        record("2", "a", limit),
        record("3", "a", wrong),
        record("4", "a", words),
    ]);
    let one = found.repeated().next().unwrap();
    assert_eq!(one.series.drawn(), 2);
    assert_eq!(
        shown(one),
        [
            "4,8 mmol/L",
            "< 5,0 mmol/L",
            "50 mmol/L",
            "mmol/L hemolytisch"
        ]
    );
    assert_eq!(one.series.points[1].values[0].limit, Some(Limit::Below));
    let ask = Ask {
        period: Period::All,
        day: None,
        width: 328,
        letters: 18,
        rows: 9,
        small: false,
    };
    let table = chart(&one.series, &ask, Lang::Nl).table;
    assert_eq!(table.rows[0].cells[1], "hemolytisch");
    assert!(
        table.rows[1]
            .cells
            .iter()
            .any(|cell| cell.contains("foutief")),
        "{:?}",
        table.rows[1]
    );
}

#[test]
fn the_latest_under_one_id_are_measurements_of_their_own() {
    let weight = loinc("29463-7");
    let of =
        |day: &str, value: u8| Resource::from_value(result(&weight, day, value, "kg")).unwrap();
    let mut one = record("1", "a", result(&weight, "2026-03-01", 72, "kg"));
    // The second corrects the first of the same day.
    one.earlier = vec![of("2026-03-01", 27), of("2026-02-01", 73)];
    let found = catalogue(&[one]);
    let weights = found.of_loinc("29463-7").unwrap();
    assert_eq!(shown(weights), ["73 kg", "72 kg"]);
}

#[test]
fn the_flag_the_range_and_the_note_come_along() {
    let mut high = result(&loinc("2823-3"), "2026-03-03T08:15:00+01:00", 5.4, "mmol/L");
    high["referenceRange"] =
        json!([{"low": quantity(3.5, "mmol/L"), "high": quantity(5.0, "mmol/L")}]);
    high["comment"] = "nuchter".into();
    let found = catalogue(&[record("1", "a", high)]);
    let point = &found.series[0].series.points[0];
    assert_eq!(
        point.said.as_deref(),
        Some("hoger dan het normale gebied van de bron")
    );
    assert!(point.outside);
    assert_eq!(point.range.as_ref().unwrap().text(Lang::Nl), "3,5 – 5,0");
    assert_eq!(point.note.as_deref(), Some("nuchter"));
    assert_eq!(point.at.unwrap().text(Lang::Nl), "3 maart 2026, 08:15");
}

#[test]
fn where_it_begins_is_said_with_why() {
    use crate::collection::{Collection, State};
    let collection = |at: &str| Collection {
        id: at.into(),
        provider: "a".into(),
        group: "1".into(),
        services: vec!["48".into()],
        at: at.into(),
        trace_id: String::new(),
        state: State::Joined { checked: true },
        queries: BTreeMap::new(),
        rebuilds: true,
    };
    let all = [
        collection("2026-05-26T11:00:00+02:00"),
        collection("2026-03-03T11:00:00+01:00"),
    ];
    let from = BTreeSet::from([("a".to_owned(), "48".to_owned())]);
    let said = begins(&from, &all, |_| "De Linde".to_owned(), Lang::Nl);
    assert_eq!(
        said,
        [
            "De Linde geeft in de basisgegevensset alleen de laatste uitslag. Van deze bron begint de grafiek daarom bij uw eerste ophaling op 3 maart 2026."
        ]
    );
}
