//! One resource request, from checks to answer.

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inzage_medmij::gegevensdiensten::FhirVersion;
use serde_json::{Value, json};

use super::access::{self, Opened};
use super::outcome::{Refusal, json_response};
use super::page::{Page, Position};
use super::{Asked, fault, include, intake, parameters, search};
use crate::faults::Place;
use crate::letter::Letter;
use crate::network::Record;
use crate::tls::Peer;
use crate::world::{World, lock};

/// Answers a request, with the fault that is on for it.
pub(super) async fn answer(
    world: &World,
    peer: &Peer,
    asked: &Asked,
    parts: &Parts,
    body: Bytes,
) -> Response {
    let query = parts.uri.query().unwrap_or_default();
    let Some(found) = access::find(world, peer, asked) else {
        let refusal = Refusal::new(StatusCode::NOT_FOUND, "not-found", "no such service here");
        return refusal.respond(FhirVersion::Stu3);
    };
    let fhir = found.1.fhir;
    let takes = found
        .1
        .takes
        .filter(|_| asked.path.is_empty() && !asked.file);
    let method = if takes.is_some() {
        Method::POST
    } else {
        Method::GET
    };
    let opened = match access::open(world, peer, found, &method, parts) {
        Ok(opened) => opened,
        Err(refusal) => return refusal.respond(fhir),
    };
    let whole = format!("{}?{query}", asked.path);
    let fault = lock(&world.faults).take(
        Place::Fhir,
        &opened.provider.name,
        Some(&opened.service.id),
        &whole,
    );
    if let Some(takes) = takes {
        return intake::answer(world, &opened, takes, parts, &body, fault).await;
    }
    if let Some(fault) = fault {
        return fault::apply(world, &opened, asked, query, &fault).await;
    }
    plain(world, &opened, asked, query)
}

/// The answer without faults.
pub(super) fn plain(world: &World, opened: &Opened<'_>, asked: &Asked, query: &str) -> Response {
    let fhir = opened.service.fhir;
    let empty = Record::default();
    let record = opened
        .service
        .records
        .get(&opened.persona)
        .unwrap_or(&empty);
    if asked.file {
        return download(record, &asked.path).unwrap_or_else(|| not_found(fhir));
    }
    if let Some((kind, id)) = asked.path.split_once('/').filter(|(_, id)| *id != "$lastn") {
        return read(record, kind, id, fhir);
    }
    match searchset(world, opened, record, &asked.path, query) {
        Ok(bundle) => json_response(StatusCode::OK, fhir, &bundle),
        Err(refusal) => refusal.respond(fhir),
    }
}

/// The base of a service, absolute.
pub(super) fn base(world: &World, opened: &Opened<'_>) -> String {
    let dva = world.network.dvas.get(opened.service.dva);
    let origin = dva
        .map(crate::network::Dva::back_origin)
        .unwrap_or_default();
    format!(
        "{origin}/fhir/{}/{}",
        opened.provider.name, opened.service.id
    )
}

fn searchset(
    world: &World,
    opened: &Opened<'_>,
    record: &Record,
    path: &str,
    query: &str,
) -> Result<Value, Refusal> {
    let position = position(path, query)?;
    let (kind, lastn) = match position.path.split_once('/') {
        Some((kind, "$lastn")) if kind == "Observation" => (kind, true),
        _ => (position.path.as_str(), false),
    };
    if !supported(&opened.service.id, kind) {
        let text = format!("resource type {} is not supported here", printable(kind));
        return Err(Refusal::new(StatusCode::NOT_FOUND, "not-supported", text));
    }
    let search = parameters::read(kind, lastn, &position.query)?;
    let found = search::find(&record.resources, &search)?;
    let base = base(world, opened);
    let dva = world.network.dvas.get(opened.service.dva);
    let page = Page {
        base: &base,
        under_base: dva.is_some_and(|dva| dva.pages_under_base),
        position: &position,
        count: search.count,
    };
    let shown: Vec<&Value> = found
        .iter()
        .copied()
        .skip(position.offset)
        .take(page.size())
        .collect();
    let included = include::included(&record.resources, &shown, &search);
    Ok(page.bundle(found.len(), &shown, &included))
}

/// Where in a search a request is: at its start, or on a page that a link gave.
fn position(path: &str, query: &str) -> Result<Position, Refusal> {
    let token = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| matches!(name.as_ref(), "_getpages" | "_page"))
        .map(|(_, value)| value.into_owned());
    let Some(token) = token else {
        return Ok(Position {
            path: path.to_owned(),
            query: query.to_owned(),
            offset: 0,
        });
    };
    Position::read(&token).ok_or_else(|| {
        Refusal::new(
            StatusCode::GONE,
            "not-found",
            "this page is not there any more",
        )
    })
}

/// Letters only, so that an error text carries nothing from outside.
fn printable(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphabetic)
        .take(40)
        .collect()
}

/// Resource types that a service can be asked for (its `CapabilityStatement`).
fn supported(service: &str, kind: &str) -> bool {
    let own: &[&str] = match service {
        "48" => &[
            "Patient",
            "Coverage",
            "Consent",
            "Observation",
            "Condition",
            "NutritionOrder",
            "Flag",
            "AllergyIntolerance",
            "MedicationStatement",
            "MedicationRequest",
            "MedicationDispense",
            "DeviceUseStatement",
            "Immunization",
            "Procedure",
            "Encounter",
            "ProcedureRequest",
            "ImmunizationRecommendation",
            "DeviceRequest",
            "Appointment",
            "Medication",
        ],
        "49" => &[
            "Patient",
            "EpisodeOfCare",
            "MedicationRequest",
            "AllergyIntolerance",
            "Observation",
            "Composition",
            "Encounter",
            "Medication",
        ],
        "51" => &["Patient", "DocumentReference", "DocumentManifest"],
        "63" => &["Patient", "Immunization", "Medication"],
        _ => return kind.chars().next().is_some_and(|c| c.is_ascii_uppercase()),
    };
    own.contains(&kind)
}

/// Types that may be read by id.
const READABLE: [&str; 3] = ["Binary", "DocumentReference", "Medication"];

fn read(record: &Record, kind: &str, id: &str, fhir: FhirVersion) -> Response {
    if !READABLE.contains(&kind) {
        let text = "reading this by id is not supported here";
        return Refusal::new(StatusCode::NOT_FOUND, "not-supported", text).respond(fhir);
    }
    let held = record.resources.iter().find(|resource| {
        search::kind_of(resource) == kind && resource.get("id").and_then(Value::as_str) == Some(id)
    });
    if let Some(resource) = held {
        return json_response(StatusCode::OK, fhir, resource);
    }
    match record.files.get(id).filter(|_| kind == "Binary") {
        Some(letter) => json_response(StatusCode::OK, fhir, &binary(id, letter, fhir)),
        None => not_found(fhir),
    }
}

/// A Binary: the bytes in `content` (STU3) or `data` (R4).
fn binary(id: &str, letter: &Letter, fhir: FhirVersion) -> Value {
    let name = match fhir {
        FhirVersion::Stu3 => "content",
        FhirVersion::R4 => "data",
    };
    json!({
        "resourceType": "Binary",
        "id": id,
        "contentType": "application/pdf",
        name: STANDARD.encode(letter.pdf()),
    })
}

/// A file under an address of its own.
fn download(record: &Record, file: &str) -> Option<Response> {
    let letter = record.files.get(file.strip_suffix(".pdf")?)?;
    let headers = [(header::CONTENT_TYPE, "application/pdf")];
    Some((StatusCode::OK, headers, letter.pdf()).into_response())
}

fn not_found(fhir: FhirVersion) -> Response {
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "nothing under this id").respond(fhir)
}
