//! Following references, sorting, persons, attachments.
#![expect(
    clippy::unwrap_used,
    reason = "the helpers of these tests may fail loudly"
)]

use inzage_fhir::{Resource, Value};
use inzage_zib::view::{Chapter, Lang};
use inzage_zib::{
    Known, NothingKnown, attachments, chapter, chapters, date_text, entry, person, references, row,
    row_count, rows, sort_key,
};
use serde_json::json;

fn resource(value: Value) -> Resource {
    Resource::from_value(value).unwrap()
}

struct One(Resource);

impl Known for One {
    fn find(&self, reference: &str) -> Option<&Resource> {
        (reference == self.0.key()).then_some(&self.0)
    }
}

#[test]
fn a_prescription_is_called_what_its_medicine_is_called() {
    let prescription = resource(json!({
        "resourceType": "MedicationRequest",
        "medicationReference": {"reference": "Medication/1", "display": "tabletten"}
    }));
    let medicine =
        resource(json!({"resourceType": "Medication", "id": "1", "code": {"text": "Sevelamer"}}));
    let (page, _) = entry(&prescription, &One(medicine), Lang::Nl);
    assert_eq!(page.title, "Sevelamer");
    assert_eq!(page.fields[0].value, "Sevelamer (tabletten)");
    assert_eq!(
        row(&prescription, &NothingKnown, Lang::Nl).title,
        "tabletten"
    );
}

#[test]
fn a_title_is_never_an_id_or_a_bare_code() {
    for value in [
        json!({"resourceType": "Condition", "id": "c-1", "code": {"coding": [{"system": "x", "code": "123"}]}}),
        json!({"resourceType": "Condition", "id": "c-1"}),
        json!({"resourceType": "Condition", "id": "c-1", "code": {"text": "4711"}}),
    ] {
        assert_eq!(
            row(&resource(value), &NothingKnown, Lang::Nl).title,
            "Klacht of ziekte"
        );
    }
    let use_of_it = json!({"resourceType": "MedicationStatement", "medicationReference": {"reference": "Medication/77", "identifier": {"value": "77"}}});
    assert_eq!(
        row(&resource(use_of_it), &NothingKnown, Lang::En).title,
        "Medication use"
    );
}

#[test]
fn references_that_go_in_circles_end() {
    let value = json!({
        "resourceType": "DocumentReference",
        "author": [{"reference": "#a"}],
        "contained": [
            {"resourceType": "PractitionerRole", "id": "a", "practitioner": {"reference": "#a"}, "organization": {"reference": "#a"}}
        ]
    });
    let (page, _) = entry(&resource(value), &NothingKnown, Lang::Nl);
    assert!(
        page.fields
            .iter()
            .any(|f| f.label == "Auteur" && f.value == "Zorgverlener")
    );
}

#[test]
fn entries_sort_by_the_date_that_matters() {
    let dated = |date: &str| {
        sort_key(&resource(
            json!({"resourceType": "Observation", "effectiveDateTime": date, "issued": "2020-01-01T00:00:00Z"}),
        ))
    };
    assert!(dated("2026-05-20T10:00:00+02:00") < dated("2026-05-20T09:00:00Z"));
    assert!(dated("2025") < dated("2025-02"));
    assert_eq!(
        dated("gisteren").as_deref(),
        Some("2020-01-01T00:00:00.000Z")
    );
    assert_eq!(
        sort_key(&resource(json!({"resourceType": "Observation"}))),
        None
    );
}

#[test]
fn a_person_is_read_with_what_is_vague_or_missing() {
    let read = |value: Value| person(&resource(value), Lang::Nl);
    let vera = read(json!({"resourceType": "Patient", "birthDate": "1953", "gender": "female", "name": [{"text": "Vera de Boer"}]})).unwrap();
    assert_eq!(
        (
            vera.name.as_str(),
            vera.birth.as_deref(),
            vera.sex_text.as_deref()
        ),
        ("Vera de Boer", Some("1953"), Some("vrouw"))
    );
    let nobody = read(json!({"resourceType": "Patient", "birthDate": 1953, "name": 5})).unwrap();
    assert_eq!((nobody.name.as_str(), nobody.birth), ("", None));
    assert_eq!(read(json!({"resourceType": "Practitioner"})), None);
}

#[test]
fn documents_are_found_where_they_are() {
    let found = attachments(&resource(json!({
        "resourceType": "DocumentReference", "description": "Brief",
        "content": [{"attachment": {"contentType": "application/pdf", "url": "Binary/1"}}]
    })));
    assert_eq!(
        (found[0].title.as_str(), found[0].url.as_deref()),
        ("Brief", Some("Binary/1"))
    );
    let inline = attachments(&resource(
        json!({"resourceType": "Binary", "contentType": "application/pdf", "content": "JVBERi0="}),
    ));
    assert_eq!(inline[0].data.as_deref(), Some("JVBERi0="));
    let set = json!({"resourceType": "DocumentManifest", "content": [{"pReference": {"reference": "DocumentReference/1"}}]});
    assert!(attachments(&resource(set.clone())).is_empty());
    assert_eq!(references(&resource(set)), ["DocumentReference/1"]);
}

#[test]
fn dates_are_written_as_people_write_them() {
    assert_eq!(
        date_text("2026-03-03T08:05:00+01:00", Lang::Nl),
        "3 maart 2026, 08:05"
    );
    assert_eq!(
        date_text("2026-03-03T08:05:07Z", Lang::En),
        "3 March 2026, 08:05:07 (UTC)"
    );
    assert_eq!(date_text("2012", Lang::Nl), "2012");
    assert_eq!(date_text("2012-03", Lang::Nl), "maart 2012");
}

#[test]
fn what_is_unknown_is_supporting_and_still_shown() {
    let ship = resource(json!({"resourceType": "Spaceship", "warp": 9.5}));
    assert_eq!(chapter(&ship), Chapter::Supporting);
    let (page, findings) = entry(&ship, &NothingKnown, Lang::Nl);
    assert_eq!(page.other[0].value, "9,5");
    assert_eq!(findings.len(), 1);
}

#[test]
fn the_contact_persons_of_a_patient_have_a_chapter_of_their_own() {
    let vera = json!({"resourceType": "Patient", "contact": [{"name": {"text": "Noor"}}]});
    assert_eq!(
        chapters(&resource(vera)),
        [Chapter::Demographics, Chapter::ContactPersons]
    );
    let flag = json!({"resourceType": "Flag", "contact": [{}]});
    assert_eq!(chapters(&resource(flag)), [Chapter::Alerts]);
}

#[test]
fn a_patient_has_a_row_per_contact_person_and_one_for_the_gp() {
    let vera = resource(json!({
        "resourceType": "Patient",
        "name": [{"text": "Vera de Boer"}],
        "contact": [
            {"name": {"text": "Noor"}, "relationship": [{"text": "dochter"}]},
            {"relationship": [{"text": "buurman"}]},
            {},
            "onleesbaar"
        ],
        "generalPractitioner": [{"display": "drs. M. Hoek || Huisarts || De Linde"}, {"display": "M. Pot"}]
    }));
    let said = |chapter| -> Vec<(String, String)> {
        let found = rows(&vera, chapter, &NothingKnown, Lang::Nl);
        assert_eq!(found.len(), row_count(&vera, chapter));
        found.into_iter().map(|r| (r.title, r.status)).collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        said(Chapter::ContactPersons),
        [
            pair("Noor", "Dochter"),
            pair("Contactpersoon", "Buurman"),
            pair("Contactpersoon", "")
        ]
    );
    assert_eq!(
        said(Chapter::CareProviders),
        [
            pair("drs. M. Hoek", "Huisarts, De Linde"),
            pair("M. Pot", "Huisarts")
        ]
    );
    assert_eq!(said(Chapter::Demographics), [pair("Vera de Boer", "")]);
    assert_eq!(said(Chapter::Alerts), []);
}

#[test]
fn every_chapter_has_a_name() {
    for chapter in [
        Chapter::Demographics,
        Chapter::Payer,
        Chapter::TreatmentDirectives,
        Chapter::ContactPersons,
        Chapter::FunctionalStatus,
        Chapter::Problems,
        Chapter::SocialHistory,
        Chapter::Alerts,
        Chapter::Allergies,
        Chapter::Medication,
        Chapter::Devices,
        Chapter::Vaccinations,
        Chapter::VitalSigns,
        Chapter::Results,
        Chapter::Procedures,
        Chapter::Encounters,
        Chapter::PlannedCare,
        Chapter::CareProviders,
        Chapter::Documents,
        Chapter::GeneralPractice,
        Chapter::OwnMeasurements,
        Chapter::Supporting,
    ] {
        let key = serde_json::to_value(chapter).unwrap();
        let key = key.as_str().unwrap();
        for lang in [Lang::Nl, Lang::En] {
            assert!(inzage_words::chapter(key, lang).is_some());
            assert!(inzage_words::chapter_official(key, lang).is_some());
        }
    }
}
