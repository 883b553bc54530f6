use super::*;

fn resource(json: &str) -> Resource {
    Resource::parse(json.as_bytes()).unwrap()
}

fn labelled(json: &str) -> Vec<Label> {
    labels(&resource(json)).into_iter().collect()
}

fn goes(selection: &Selection, json: &str) -> bool {
    let resource = resource(json);
    let labels = labels(&resource);
    selection.takes(&Facts::of("1", "a@medmij", &resource, &labels))
}

#[test]
fn labels_are_told_by_codes_words_and_what_the_source_says() {
    let of_code = |system: &str, code: &str| {
        labelled(&format!(
            r#"{{"resourceType":"MedicationRequest","code":{{"coding":[{{"system":"{system}","code":"{code}"}}]}}}}"#
        ))
    };
    assert_eq!(
        of_code("http://www.whocc.no/atc", "N06AB03"),
        [Label::Mental]
    );
    assert_eq!(
        of_code("http://www.whocc.no/atc", "J05AR01"),
        [Label::Sexual]
    );
    assert_eq!(
        of_code("http://www.whocc.no/atc", "C09AA02"),
        [Label::General]
    );
    let told = r#"{"resourceType":"Condition","meta":{"security":[
        {"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}]}}"#;
    assert_eq!(labelled(told), [Label::Mental]);
    let long = format!(
        r#"{{"resourceType":"Composition","text":"{} mishandeling en depressie"}}"#,
        "woord ".repeat(200)
    );
    assert_eq!(labelled(&long), [Label::Mental, Label::Social]);
    let genes = r#"{"resourceType":"Observation","code":{"text":"Genetisch onderzoek"}}"#;
    assert_eq!(labelled(genes), [Label::Delicate]);
}

#[test]
fn the_name_of_a_clinic_labels_nobody() {
    let clinic = r#"{"resourceType":"Organization","name":"GGZ Psychiatrie Noord"}"#;
    assert_eq!(labelled(clinic), [Label::General]);
}

#[test]
fn the_bytes_of_a_document_are_not_read_as_words() {
    let data = "AAAA".repeat(200_000);
    let binary = format!(r#"{{"resourceType":"Binary","data":"{data}"}}"#);
    assert_eq!(labelled(&binary), [Label::General]);
}

#[test]
fn sensitive_kinds_and_treatment_directives_stay_unless_chosen() {
    let usual = Selection::default();
    assert!(goes(
        &usual,
        r#"{"resourceType":"Condition","code":{"text":"Astma"}}"#
    ));
    assert!(!goes(
        &usual,
        r#"{"resourceType":"Condition","code":{"text":"Depressie"}}"#
    ));
    let directive = r#"{"resourceType":"Consent","meta":{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective"]}}"#;
    assert!(!goes(&usual, directive));
    let all = Selection {
        chapters: BTreeSet::new(),
        labels: BTreeSet::new(),
        ..usual
    };
    assert!(goes(&all, directive));
}

#[test]
fn alcohol_can_stay_while_housing_goes() {
    let alcohol = r#"{"resourceType":"Observation","meta":{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-AlcoholUse"]}}"#;
    let housing = r#"{"resourceType":"Observation","meta":{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-LivingSituation"]}}"#;
    let without = Selection {
        blocks: BTreeSet::from([inzage_zib::block(&resource(alcohol))]),
        ..Selection::default()
    };
    assert!(goes(&Selection::default(), alcohol));
    assert!(!goes(&without, alcohol));
    assert!(goes(&without, housing));
}

#[test]
fn a_patient_stays_with_the_contact_persons_in_it() {
    let patient = r#"{"resourceType":"Patient","contact":[{"name":{"text":"Piet"}}]}"#;
    let without = Selection {
        chapters: BTreeSet::from([Chapter::ContactPersons]),
        ..Selection::default()
    };
    assert!(goes(&Selection::default(), patient));
    assert!(!goes(&without, patient));
    assert!(goes(&without, r#"{"resourceType":"Patient"}"#));
}

#[test]
fn without_documents_a_report_with_a_file_stays_too() {
    let report = r#"{"resourceType":"DiagnosticReport","presentedForm":[{"contentType":"application/pdf","data":"JVBERg=="}]}"#;
    let without = Selection {
        documents: false,
        ..Selection::default()
    };
    assert!(goes(&Selection::default(), report));
    assert!(!goes(&without, report));
    assert!(!goes(&without, r#"{"resourceType":"DocumentReference"}"#));
}

#[test]
fn a_choice_of_an_older_version_leaves_what_is_new_as_usual() {
    let read: Selection = serde_json::from_str(r#"{"documents":false}"#).unwrap();
    assert!(!read.documents && read.readings);
    assert_eq!(read.labels, Selection::default().labels);
}
