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
        "Tabletten"
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
        assert_eq!(found.len(), row_count(&vera, chapter, &NothingKnown));
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
fn a_narrative_that_only_repeats_is_left_out_and_one_that_says_more_is_not() {
    let shown = |status: &str, div: &str| {
        let value = json!({
            "resourceType": "Condition", "code": {"text": "Jicht"},
            "text": {"status": status, "div": format!("<div>{div}</div>")}
        });
        let (page, _) = entry(&resource(value), &NothingKnown, Lang::Nl);
        page.other
            .into_iter()
            .find(|f| f.label == "Tekst van de bron")
            .map(|f| f.value)
    };
    assert_eq!(shown("generated", "Aandoening Jicht"), None);
    assert_eq!(shown("extensions", "Aandoening Jicht"), None);
    assert_eq!(shown("additional", "Jicht"), None);
    assert_eq!(
        shown("additional", "Jicht: bel bij koorts").as_deref(),
        Some("Jicht: bel bij koorts")
    );
}

#[test]
fn a_resource_with_nothing_but_a_narrative_shows_it() {
    let value = json!({"resourceType": "Condition", "text": {"status": "generated", "div": "<div>Jicht</div>"}});
    let (page, _) = entry(&resource(value), &NothingKnown, Lang::Nl);
    assert_eq!(page.other[0].value, "Jicht");
}

#[test]
fn titles_bear_no_dates_of_machines() {
    let title = |text: &str| {
        let value = json!({"resourceType": "Composition", "title": text});
        row(&resource(value), &NothingKnown, Lang::Nl).title
    };
    assert_eq!(title("Contactverslag 2026-10-15"), "Contactverslag");
    assert_eq!(title("Contactverslag dd. 2026-10-15"), "Contactverslag");
    assert_eq!(title("Brief van 2026-10-15"), "Brief van 15 oktober 2026");
    assert_eq!(
        title("Brief 2026-10-15 aan u"),
        "Brief 15 oktober 2026 aan u"
    );
    assert_eq!(title("2026-10-15"), "Verslag");
}

#[test]
fn a_row_has_the_time_only_where_it_matters() {
    let dated = |value: Value| row(&resource(value), &NothingKnown, Lang::Nl).date;
    let at = |time: &str| format!("2026-11-22T{time}+01:00");
    let problem = |time| dated(json!({"resourceType": "Condition", "onsetDateTime": at(time)}));
    let result =
        |time| dated(json!({"resourceType": "Observation", "effectiveDateTime": at(time)}));
    assert_eq!(problem("09:30:00"), "22 november 2026");
    assert_eq!(result("09:30:12"), "22 november 2026, 09:30");
    assert_eq!(result("00:00:00"), "22 november 2026");
}

#[test]
fn a_name_with_a_role_reads_as_one_and_stays_reachable_as_received() {
    let shown = "drs. A. (Anneke) van Dam || Huisarts || Huisartsenpraktijk De Linde";
    let value = json!({"resourceType": "MedicationRequest", "requester": {"agent": {
        "reference": "Practitioner/1", "display": "drs. A. (Anneke) van Dam",
        "extension": [{
            "url": "http://nictiz.nl/fhir/StructureDefinition/practitionerrole-reference",
            "valueReference": {"reference": "PractitionerRole/1", "display": shown}
        }]
    }}});
    let (page, _) = entry(&resource(value), &NothingKnown, Lang::Nl);
    let by: Vec<_> = page
        .fields
        .iter()
        .map(|f| (f.label.as_str(), f.value.as_str()))
        .collect();
    assert_eq!(
        by,
        [(
            "Voorgeschreven door",
            "drs. A. (Anneke) van Dam, huisarts, Huisartsenpraktijk De Linde"
        )]
    );
    assert!(
        page.source
            .iter()
            .any(|f| f.label == "Zoals ontvangen" && f.value == shown)
    );
}

#[test]
fn a_result_says_whose_judgement_it_is() {
    let value = json!({
        "resourceType": "Observation", "status": "final",
        "category": [{"coding": [{"code": "laboratory"}]}],
        "code": {"text": "Kalium"},
        "valueQuantity": {"value": 5.4, "unit": "mmol/l", "comparator": ">"},
        "interpretation": {"coding": [{"system": "http://hl7.org/fhir/v2/0078", "code": "H"}]},
        "referenceRange": [{"low": {"value": 3.5, "unit": "mmol/l"}, "high": {"value": 5.0, "unit": "mmol/l"}}]
    });
    let text = row(&resource(value), &NothingKnown, Lang::Nl);
    assert_eq!(text.title, "Kalium > 5,4 mmol/l");
    assert_eq!(
        text.status,
        "Hoog volgens de bron (normaal 3,5 – 5,0 mmol/l)"
    );
}

#[test]
fn a_panel_names_its_results_with_what_was_found() {
    let potassium = resource(json!({
        "resourceType": "Observation", "id": "k", "code": {"text": "Kalium"},
        "valueQuantity": {"value": 5.4, "unit": "mmol/l"}
    }));
    let panel = resource(json!({
        "resourceType": "Observation", "code": {"text": "Zouten"},
        "hasMember": [{"reference": "Observation/k", "display": "laboratorium_test"}]
    }));
    let (page, _) = entry(&panel, &One(potassium), Lang::Nl);
    let members: Vec<_> = page
        .fields
        .iter()
        .filter(|f| f.label == "Bestaat uit")
        .collect();
    assert_eq!(members[0].value, "Kalium: 5,4 mmol/l");
    assert!(page.source.iter().any(|f| f.value == "laboratorium_test"));
}

#[test]
fn results_that_point_at_each_other_end() {
    let value = json!({
        "resourceType": "Observation", "id": "k", "code": {"text": "Kring"},
        "valueReference": {"reference": "Observation/k"}
    });
    let (page, _) = entry(&resource(value.clone()), &One(resource(value)), Lang::Nl);
    assert!(!page.title.is_empty());
}

#[test]
fn a_part_that_says_what_the_whole_said_is_left_out() {
    let value = json!({
        "resourceType": "MedicationRequest",
        "requester": {"agent": {"display": "Max Hart"}, "onBehalfOf": {"display": "Max Hart"}}
    });
    let (page, _) = entry(&resource(value), &NothingKnown, Lang::Nl);
    assert_eq!(page.fields.len(), 1, "{:?}", page.fields);
}

#[test]
fn labels_have_two_parts_at_most_and_lose_no_title_of_the_source() {
    let value = json!({
        "resourceType": "Composition", "title": "Verslag",
        "section": [{"title": "Plan", "section": [{
            "title": "Thuis", "section": [{"title": "Avond", "text": {"div": "<div>Rust</div>"}}]
        }]}]
    });
    let (page, _) = entry(&resource(value), &NothingKnown, Lang::Nl);
    let row = page.fields.iter().find(|f| f.value == "Rust").unwrap();
    assert_eq!(row.label, "Plan: Thuis: Avond");
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

/// A patient and her GP, of one source.
struct Pair(Resource, Resource);

impl Known for Pair {
    fn find(&self, reference: &str) -> Option<&Resource> {
        [&self.0, &self.1]
            .into_iter()
            .find(|resource| resource.key() == reference)
    }

    fn patient(&self) -> Option<&Resource> {
        Some(&self.0)
    }
}

#[test]
fn a_gp_who_came_along_has_one_row() {
    let vera = resource(json!({
        "resourceType": "Patient", "id": "p",
        "generalPractitioner": [{"reference": "Practitioner/g", "display": "Maria M. Ria Pot"}]
    }));
    let gp = resource(json!({
        "resourceType": "Practitioner", "id": "g", "name": [{"text": "Ria Pot"}]
    }));
    let known = Pair(vera.clone(), gp.clone());
    let providers = Chapter::CareProviders;
    assert_eq!(row_count(&vera, providers, &known), 0);
    let row = row(&gp, &known, Lang::Nl);
    assert_eq!(
        (row.title.as_str(), row.status.as_str()),
        ("Ria Pot", "Huisarts")
    );
    assert_eq!(row_count(&vera, providers, &NothingKnown), 1);
}

#[test]
fn a_row_shows_no_code_without_words_and_no_missing_name_as_a_name() {
    let code = json!({"coding": [{"system": "http://x.example", "code": "X9"}]});
    let why = json!({"extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"
    }]});
    let said = |value: Value| {
        let row = row(&resource(value), &NothingKnown, Lang::Nl);
        format!("{}: {}", row.title, row.status)
    };
    let allergy = json!({"resourceType": "AllergyIntolerance", "code": {"text": "Pinda"},
        "clinicalStatus": code, "criticality": code, "verificationStatus": "confirmed"});
    assert_eq!(said(allergy), "Pinda: Status niet te lezen, bevestigd");
    let directive = json!({"resourceType": "Consent", "status": "active",
        "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective"]},
        "modifierExtension": [{
            "url": "http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective-TreatmentPermitted",
            "valueCodeableConcept": code}]});
    let directive = said(directive);
    assert!(
        directive.contains("Niet te lezen of dit is toegestaan"),
        "{directive}"
    );
    let result = json!({"resourceType": "Observation", "code": {"text": "Natrium"},
        "valueQuantity": {"value": 140}, "status": "final", "interpretation": code});
    assert_eq!(said(result), "Natrium 140: Met een aanduiding van de bron");
    let report = json!({"resourceType": "Composition", "_title": why,
        "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/gp-EncounterReport"]}});
    assert_eq!(said(report), "Verslag (afgeschermd): ");
    let patient = json!({"resourceType": "Patient",
        "name": [{"use": "nickname", "given": ["Jo"]},
            {"use": "official", "given": ["Johanna"], "family": "Dam"}]});
    assert_eq!(said(patient), "Jo Dam: ");
}

#[test]
fn a_status_that_is_only_its_english_name_is_read_all_the_same() {
    let problem = |clinical: &str, verification: &str| {
        let value = json!({"resourceType": "Condition", "code": {"text": "Angina"},
            "clinicalStatus": {"text": clinical}, "verificationStatus": {"text": verification}});
        let problem = resource(value);
        let (page, _) = entry(&problem, &NothingKnown, Lang::Nl);
        let shown = format!("{page:?}");
        assert!(shown.contains(clinical) && shown.contains(verification));
        row(&problem, &NothingKnown, Lang::Nl).status
    };
    assert_eq!(
        problem("Active", "Confirmed"),
        "Actief (Active), bevestigd (Confirmed)"
    );
    assert_eq!(
        problem("Inactive", "Entered in Error"),
        "Foutief ingevoerd: telt niet"
    );
    // What is no name of a code stays what the source wrote.
    assert_eq!(
        problem("Sluimerend", "Confirmed"),
        "Sluimerend, bevestigd (Confirmed)"
    );
    let refuted = json!({"resourceType": "Condition", "code": {"text": "Angina"},
        "verificationStatus": {"text": "Refuted"}});
    let known = inzage_zib::identity(&resource(refuted), &NothingKnown);
    assert_eq!(known.verification, "refuted");
}
