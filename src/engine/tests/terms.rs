//! Plain names and explanations, end to end.

use inzage_words::terms::SHIPPED;

use super::*;

const TYPE_2: &str = r#"{"resourceType": "Bundle", "type": "searchset", "entry": [
  {"resource": {"resourceType": "Condition", "id": "c", "code": {"coding": [
     {"system": "http://hl7.org/fhir/sid/icpc-1-nl", "code": "T90.02", "display": "Diabetes mellitus type 2"}]},
    "verificationStatus": "confirmed",
    "evidence": [{"code": [{"text": "Retinopathie"}]}]}},
  {"resource": {"resourceType": "MedicationStatement", "id": "m",
    "medicationCodeableConcept": {"text": "METOPROLOL 100MG TB MGA SUC"}}}]}"#;

fn explained() -> Bench {
    let mut bench = Bench::ready();
    let collection = bench.start("a@medmij");
    bench.ingest(&collection, "48", "problem", TYPE_2);
    bench.ask(Request::FinishCollection {
        collection: collection.clone(),
    });
    bench
}

fn rows(bench: &mut Bench, chapter: Chapter) -> Vec<Row> {
    let shown = bench.chapter(chapter);
    assert!(!shown.explanation.is_empty());
    shown.rows
}

fn terms(bench: &mut Bench, file: &str) {
    let file = file.to_owned();
    bench.done(Request::Terms { file });
}

#[test]
fn a_row_has_the_plain_name_beside_the_medical_one() {
    let mut bench = explained();
    assert_eq!(
        rows(&mut bench, Chapter::Problems)[0].plain,
        None,
        "no file, no names"
    );
    terms(&mut bench, SHIPPED);
    let row = rows(&mut bench, Chapter::Problems).remove(0);
    assert_eq!(row.title, "Diabetes mellitus type 2");
    assert_eq!(row.plain.as_deref(), Some("suikerziekte type 2"));
    let medicine = rows(&mut bench, Chapter::Medication).remove(0);
    assert_eq!(medicine.plain.as_deref(), Some("bètablokker"));
}

#[test]
fn a_page_explains_its_title_its_labels_and_its_values() {
    let mut bench = explained();
    terms(&mut bench, SHIPPED);
    let number = rows(&mut bench, Chapter::Problems).remove(0).number;
    let Answer::Page(page) = bench.ask(Request::Page { number }) else {
        panic!("a page")
    };
    let about = page.explained.about.expect("the title is explained");
    assert_eq!(about.name, "suikerziekte type 2");
    assert!(page.explained.labels.contains_key("Zekerheid"));
    assert!(!page.explained.labels.contains_key("Naam"));
    let values: Vec<_> = page
        .explained
        .values
        .into_values()
        .map(|p| p.name)
        .collect();
    assert_eq!(values, ["schade aan het netvlies door diabetes"]);
}

#[test]
fn search_finds_by_plain_name_and_synonym() {
    let mut bench = explained();
    terms(&mut bench, SHIPPED);
    for words in ["suikerziekte", "ouderdomssuiker", "beta blocker"] {
        assert_eq!(bench.found(words).len(), 1, "{words}");
    }
}

#[test]
fn a_file_that_is_none_costs_the_names_and_nothing_else() {
    let mut bench = explained();
    terms(&mut bench, "<html>no such file</html>");
    assert_eq!(rows(&mut bench, Chapter::Problems)[0].plain, None);
}
