//! Services of every kind, and what they bring where.

use super::*;

#[test]
fn what_a_service_of_one_kind_brings_stands_in_its_chapter_with_its_scope() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let result = r#"{"resourceType":"Observation","id":"k","status":"final",
        "category":[{"coding":[{"system":"http://snomed.info/sct","code":"49581000146104"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},
        "valueQuantity":{"value":4.1,"unit":"mmol/l"}}"#;
    let visit = r#"{"resourceType":"Appointment","id":"v","status":"booked","start":"2026-06-02T09:30:00+02:00",
        "description":"Controle"}"#;
    bench.ingest(&id, "46", "laboratory", &bundle(&[result]));
    bench.ingest(&id, "eafspraak", "appointment", &bundle(&[visit]));
    bench.finish(&id);
    let titles = |bench: &mut Bench, chapter| -> Vec<String> {
        let rows = bench.chapter(chapter).rows.into_iter();
        rows.map(|row| row.title).collect()
    };
    assert_eq!(
        titles(&mut bench, Chapter::Results),
        ["Kalium in bloed 4,1 mmol/l"]
    );
    assert_eq!(
        titles(&mut bench, Chapter::PlannedCare),
        ["Afspraak: Controle"]
    );
}
