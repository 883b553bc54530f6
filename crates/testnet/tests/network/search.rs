//! The FHIR servers: access, searching, paging, documents.

use std::collections::BTreeSet;

use inzage_medmij::gegevensdiensten::Gegevensdienst;
use serde_json::Value;

use crate::pgo::*;

/// Follows `next` until there is none.
async fn all_pages(net: &Net, grant: &Grant, first: Value) -> (Vec<String>, usize) {
    let mut found = ids(&first);
    let mut page = first;
    let mut pages = 1;
    while let Some(next) = link(&page, "next") {
        let response = net.get(grant, &next, STU3).await.unwrap();
        assert_eq!(response.status(), 200, "{next}");
        page = response.json().await.unwrap();
        found.extend(ids(&page));
        pages += 1;
    }
    (found, pages)
}

fn link(bundle: &Value, relation: &str) -> Option<String> {
    let links = bundle["link"].as_array()?;
    let found = links.iter().find(|link| link["relation"] == relation)?;
    Some(found["url"].as_str()?.to_owned())
}

fn dated(path: &str) -> String {
    path.replace("{today}", "2026-05-26")
        .replace("{today-14m}", "2025-03-26")
}

#[tokio::test]
async fn every_query_of_the_bgz_gives_something_for_the_dialysis_patient_at_the_hospital() {
    let net = network().await;
    let grant = net.login(HOSPITAL, "48", "riet").await;
    for query in Gegevensdienst::find("48").unwrap().queries {
        let (status, bundle) = net.fhir(&grant, HOSPITAL, "48", query.path).await;
        assert_eq!(status, 200, "{}", query.id);
        assert!(bundle["total"].as_u64().unwrap() > 0, "{}", query.id);
        assert_eq!(bundle["type"], "searchset");
        assert!(link(&bundle, "self").is_some());
        for entry in bundle["entry"].as_array().unwrap() {
            let url = entry["fullUrl"].as_str().unwrap();
            assert!(url.starts_with("https://"), "{url}");
            assert!(url.ends_with(entry["resource"]["id"].as_str().unwrap()));
        }
        let text = bundle.to_string();
        assert!(!text.contains("\"system\":\"http://fhir.nl/fhir/NamingSystem/bsn\",\"value\""));
    }
}

#[tokio::test]
async fn every_query_of_the_other_services_gives_something_too() {
    let net = network().await;
    for (provider, id) in [
        (GP, "49"),
        (DIALYSIS, "51"),
        (HOSPITAL, "51"),
        (REGISTER, "63"),
    ] {
        let grant = net.login(provider, id, "riet").await;
        for query in Gegevensdienst::find(id).unwrap().queries {
            let (status, bundle) = net.fhir(&grant, provider, id, &dated(query.path)).await;
            assert_eq!(status, 200, "{provider} {}", query.id);
            let manifest_elsewhere = query.id == "document-set" && provider == DIALYSIS;
            assert!(
                bundle["total"].as_u64().unwrap() > 0 || manifest_elsewhere,
                "{provider} {}",
                query.id
            );
        }
    }
}

#[tokio::test]
async fn pages_hold_everything_once_and_total_counts_matches_only() {
    let net = network().await;
    for (provider, id) in [(DIALYSIS, "48"), (GP, "49")] {
        let grant = net.login(provider, id, "riet").await;
        let (_, first) = net.fhir(&grant, provider, id, "Observation").await;
        let total = usize::try_from(first["total"].as_u64().unwrap()).unwrap();
        let (found, pages) = all_pages(&net, &grant, first).await;
        assert!(pages > 1);
        assert_eq!(found.len(), total);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), total);
    }
    let grant = net.login(HOSPITAL, "48", "riet").await;
    let path = "MedicationRequest?_include=MedicationRequest:medication&_count=2";
    let (_, first) = net.fhir(&grant, HOSPITAL, "48", path).await;
    assert_eq!(ids(&first).len(), 4, "two matches, each with its medicine");
    let second_url = link(&first, "next").unwrap();
    let second: Value = net
        .get(&grant, &second_url, STU3)
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(link(&second, "previous").is_some());
}

#[tokio::test]
async fn two_years_of_sessions_are_held_and_lastn_gives_the_latest() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let weight = "code=http://loinc.org%7C29463-7";
    let (_, all) = net
        .fhir(&grant, DIALYSIS, "48", &format!("Observation?{weight}"))
        .await;
    assert!(all["total"].as_u64().unwrap() > 600);
    let (_, last) = net
        .fhir(
            &grant,
            DIALYSIS,
            "48",
            &format!("Observation/$lastn?{weight}"),
        )
        .await;
    assert_eq!(last["total"], 1);
    assert_eq!(last["entry"][0]["resource"]["comment"], "na dialyse");
    let may = format!("Observation?{weight}&date=ge2026-05&date=lt2026-05-08");
    let (_, may) = net.fhir(&grant, DIALYSIS, "48", &may).await;
    assert_eq!(may["total"], 6, "1, 4 and 6 May: before and after");
}

#[tokio::test]
async fn stopped_medication_and_old_results_do_not_come_with_the_gp_data() {
    let net = network().await;
    let grant = net.login(GP, "49", "riet").await;
    let queries = Gegevensdienst::find("49").unwrap().queries;
    let path = |id: &str| dated(queries.iter().find(|q| q.id == id).unwrap().path);
    let (_, current) = net
        .fhir(&grant, GP, "49", &path("current-medication"))
        .await;
    assert!(!current.to_string().contains("laritromycine"));
    let (_, results) = net.fhir(&grant, GP, "49", &path("result")).await;
    assert_eq!(results["total"], 14 * 4);
    let (_, reports) = net.fhir(&grant, GP, "49", &path("contact-report")).await;
    let text = reports.to_string();
    assert!(!text.contains("\"code\":\"S\"") && !text.contains("\"code\":\"O\""));
}

#[tokio::test]
async fn what_is_not_supported_is_a_404_with_an_outcome() {
    let net = network().await;
    let grant = net.login(HOSPITAL, "48", "riet").await;
    for path in [
        "Composition",
        "Patient/vennebos-riet-patient",
        "DocumentReference",
    ] {
        let (status, body) = net.fhir(&grant, HOSPITAL, "48", path).await;
        assert_eq!(status, 404, "{path}");
        assert_eq!(body["resourceType"], "OperationOutcome");
        assert_eq!(body["issue"][0]["code"], "not-supported");
    }
    let (status, body) = net
        .fhir(&grant, HOSPITAL, "48", "Binary/foutieve-en-onbekend-id")
        .await;
    assert_eq!(
        (status, body["resourceType"].as_str()),
        (404, Some("OperationOutcome"))
    );
    assert_eq!(
        net.fhir(&grant, HOSPITAL, "48", "Observation?date=gisteren")
            .await
            .0,
        400
    );
    assert_eq!(
        net.fhir(&grant, HOSPITAL, "48", "Condition?code:in=x")
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn the_person_comes_from_the_token_and_never_from_the_url() {
    let net = network().await;
    let grant = net.login(HOSPITAL, "48", "mees").await;
    for path in [
        "Condition?patient=1",
        "Observation?subject:Patient=1",
        "Coverage?beneficiary=1",
    ] {
        assert_eq!(
            net.fhir(&grant, HOSPITAL, "48", path).await.0,
            400,
            "{path}"
        );
    }
    // 999999990 passes the check of a BSN and belongs to nobody.
    assert_eq!(
        net.fhir(&grant, HOSPITAL, "48", "Patient?identifier=999999990")
            .await
            .0,
        400
    );
    let (_, patient) = net.fhir(&grant, HOSPITAL, "48", "Patient").await;
    assert_eq!(ids(&patient), ["vennebos-mees-patient"]);
}

#[tokio::test]
async fn a_token_opens_only_what_was_granted_and_only_for_fifteen_minutes() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    assert_eq!(net.fhir(&grant, HOSPITAL, "48", "Condition").await.0, 401);
    let back = net
        .consent(DIALYSIS, "48", "riet", &[("keuze", "ja"), ("dienst", "48")])
        .await;
    let service = net.service(DIALYSIS, "48").await;
    let body = net.exchange(&service, &back).await.json().await.unwrap();
    let narrow = crate::pgo::grant(&body, &back.trace);
    assert_eq!(
        net.fhir(&narrow, DIALYSIS, "51", "DocumentReference")
            .await
            .0,
        403
    );
    net.clock(901).await;
    let base = net.base(DIALYSIS, "48").await;
    let late = net
        .get(&narrow, &format!("{base}/Condition"), STU3)
        .await
        .unwrap();
    assert_eq!(late.status(), 401);
    let header = late.headers()["www-authenticate"].to_str().unwrap();
    assert!(header.starts_with("Bearer error=\"invalid_token\""));
}

#[tokio::test]
async fn ids_headers_and_version_are_checked_and_the_request_id_comes_back() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let url = format!("{}/Condition", net.base(DIALYSIS, "48").await);
    let send = |request: String, trace: String, accept: &'static str| {
        let call = net
            .server
            .get(&url)
            .bearer_auth(&grant.access)
            .header("Accept", accept);
        call.header("MedMij-Request-ID", request)
            .header("X-Correlation-ID", trace)
            .send()
    };
    let id = uuid();
    let good = send(id.clone(), grant.trace.clone(), STU3).await.unwrap();
    assert_eq!(good.status(), 200);
    assert_eq!(good.headers()["medmij-request-id"].to_str().unwrap(), id);
    assert_eq!(
        send(id, grant.trace.clone(), STU3).await.unwrap().status(),
        400,
        "used before"
    );
    assert_eq!(
        send(uuid(), uuid(), STU3).await.unwrap().status(),
        400,
        "another trace"
    );
    let version = send(uuid(), grant.trace.clone(), R4).await.unwrap();
    assert_eq!(version.status(), 400);
    let header = version.headers()["www-authenticate"].to_str().unwrap();
    assert!(header.contains("Requested FHIR version not supported"));
}

#[tokio::test]
async fn a_letter_can_be_announced_without_a_file_behind_it() {
    let net = network().await;
    let grant = net.login(GP, "51", "eva").await;
    let (_, list) = net
        .fhir(&grant, GP, "51", "DocumentReference?status=current")
        .await;
    let attachment = &list["entry"][0]["resource"]["content"][0]["attachment"];
    let base = net.base(GP, "51").await;
    let whole = format!("{base}/{}", attachment["url"].as_str().unwrap());
    let answer = net.get(&grant, &whole, STU3).await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn letters_are_pdf_a_by_binary_and_by_address_of_another_host() {
    let net = network().await;
    for (provider, relative) in [(DIALYSIS, true), (HOSPITAL, false), (GP, true)] {
        let grant = net.login(provider, "51", "riet").await;
        let (_, list) = net
            .fhir(&grant, provider, "51", "DocumentReference?status=current")
            .await;
        let base = net.base(provider, "51").await;
        let mut read = 0;
        for entry in list["entry"].as_array().unwrap() {
            let url = entry["resource"]["content"][0]["attachment"]["url"]
                .as_str()
                .unwrap();
            assert_eq!(!url.starts_with("https://"), relative, "{url}");
            let whole = if relative {
                format!("{base}/{url}")
            } else {
                url.to_owned()
            };
            assert_eq!(
                net.server.get(&whole).send().await.unwrap().status(),
                400,
                "no token"
            );
            let answer = net.get(&grant, &whole, STU3).await.unwrap();
            assert_eq!(answer.status(), 200, "{whole}");
            let pdf = if relative {
                let binary: Value = answer.json().await.unwrap();
                assert_eq!(binary["contentType"], "application/pdf");
                decode(binary["content"].as_str().unwrap())
            } else {
                assert!(url.contains("documenten-bestanden.localhost"));
                answer.bytes().await.unwrap().to_vec()
            };
            assert!(pdf.starts_with(b"%PDF"));
            assert!(String::from_utf8_lossy(&pdf).contains("pdfaid:part"));
            read += 1;
        }
        assert!(read > 0, "{provider}");
    }
}

fn decode(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

#[tokio::test]
async fn superseded_documents_and_manifests_are_found_by_status_and_date() {
    let net = network().await;
    let grant = net.login(HOSPITAL, "51", "riet").await;
    let count = async |path: &str| net.fhir(&grant, HOSPITAL, "51", path).await.1["total"].clone();
    assert_eq!(count("DocumentReference").await, 3);
    assert_eq!(count("DocumentReference?status=current").await, 2);
    assert_eq!(
        count("DocumentReference?status=superseded,entered-in-error").await,
        1
    );
    assert_eq!(
        count("DocumentReference?indexed=ge2026-01-01&indexed=le2026-05-26").await,
        2
    );
    assert_eq!(
        count("DocumentManifest?status=current&created=ge2026-01-01").await,
        1
    );
    assert_eq!(count("DocumentManifest?created=lt2026-01-01").await, 0);
}

#[tokio::test]
async fn the_register_speaks_r4_and_gives_products_by_id() {
    let net = network().await;
    let grant = net.login(REGISTER, "63", "riet").await;
    let (_, list) = net.fhir(&grant, REGISTER, "63", "Immunization").await;
    let text = list.to_string();
    assert!(text.contains("occurrenceDateTime") && text.contains("not-done"));
    let product = between(&text, "\"reference\":\"Medication/", "\"");
    let (status, medication) = net
        .fhir(&grant, REGISTER, "63", &format!("Medication/{product}"))
        .await;
    assert_eq!(
        (status, medication["resourceType"].as_str()),
        (200, Some("Medication"))
    );
}
