//! Taking what a person sends (medmij.md 2.9): measurements as a Bundle `batch`,
//! of which each entry is judged by itself; requests for correction as a
//! `transaction`, which is taken whole or not.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};

use super::access::Opened;
use super::outcome::{Refusal, content_type, json_response, outcome};
use crate::faults::{Fault, Kind};
use crate::network::Takes;
use crate::received::Taken;
use crate::world::{World, lock};

/// Longest text in one element, as many records have it.
const LONGEST_TEXT: usize = 64 * 1024;

/// Takes it, and answers; with the fault that is on for it.
pub(super) async fn answer(
    world: &World,
    opened: &Opened<'_>,
    takes: Takes,
    parts: &Parts,
    body: &Bytes,
    fault: Option<Fault>,
) -> Response {
    let fhir = opened.service.fhir;
    if let Some(response) = fault
        .as_ref()
        .and_then(|fault| before(world, opened, fault))
    {
        return response;
    }
    let bundle = match read(takes, parts, body) {
        Ok(bundle) => bundle,
        Err(refusal) => return refusal.respond(fhir),
    };
    let kind = fault.as_ref().map(|fault| fault.kind);
    let judged = judge(takes, &bundle, kind == Some(Kind::RefuseEntries));
    let refused = judged.iter().any(Result::is_err);
    if takes == Takes::Corrections && refused {
        let text = judged.into_iter().find_map(Result::err);
        return unprocessable(text.unwrap_or_default()).respond(fhir);
    }
    let all = judged.len();
    let counted = if kind == Some(Kind::Half) {
        all / 2
    } else {
        all
    };
    let answers = keep(world, opened, takes, judged, counted);
    match kind {
        Some(Kind::NoBody) => StatusCode::OK.into_response(),
        Some(Kind::LostAnswer | Kind::Half) => broken(),
        Some(Kind::Slow) => {
            let seconds = fault.and_then(|fault| fault.seconds).unwrap_or(5);
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            json_response(StatusCode::OK, fhir, &answers)
        }
        Some(Kind::Malformed) => {
            let text: String = answers.to_string().chars().take(40).collect();
            (
                StatusCode::OK,
                [(header::CONTENT_TYPE, content_type(fhir))],
                text,
            )
                .into_response()
        }
        _ => json_response(StatusCode::OK, fhir, &answers),
    }
}

/// The answer of a fault that strikes before anything is taken.
fn before(world: &World, opened: &Opened<'_>, fault: &Fault) -> Option<Response> {
    let fhir = opened.service.fhir;
    let bearer = |status, error, text| Refusal::bearer(status, error, "login", text).respond(fhir);
    Some(match fault.kind {
        Kind::Status => {
            let status = fault.status.and_then(|s| StatusCode::from_u16(s).ok());
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Refusal::new(status, "exception", "something broke here").respond(fhir)
        }
        Kind::TooMany => {
            let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "throttled", "too busy");
            let mut response = refusal.respond(fhir);
            let seconds = fault.seconds.unwrap_or(2);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
            response
        }
        Kind::Refuse => bearer(
            StatusCode::FORBIDDEN,
            "insufficient_scope",
            "access is refused",
        ),
        Kind::Expire => {
            lock(&world.auth).expire(&opened.token);
            bearer(
                StatusCode::UNAUTHORIZED,
                "invalid_token",
                "the access token has ended",
            )
        }
        Kind::Html => axum::response::Html("<!doctype html><p>Onderhoud</p>").into_response(),
        _ => return None,
    })
}

fn unprocessable(text: String) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "processing", text)
}

/// The Bundle, when it is the one that this service takes.
fn read(takes: Takes, parts: &Parts, body: &Bytes) -> Result<Value, Refusal> {
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/fhir+json") {
        let text = "the body must be application/fhir+json";
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-supported",
            text,
        ));
    }
    let wrong = |text: &str| Refusal::new(StatusCode::BAD_REQUEST, "structure", text);
    let bundle: Value = serde_json::from_slice(body).map_err(|_| wrong("this is not JSON"))?;
    let wanted = match takes {
        Takes::Measurements => "batch",
        Takes::Corrections => "transaction",
    };
    let is = |name: &str, value: &str| bundle.get(name).and_then(Value::as_str) == Some(value);
    if !is("resourceType", "Bundle") || !is("type", wanted) {
        return Err(wrong(
            "the Bundle is not of the type that this service takes",
        ));
    }
    let entries = bundle.get("entry").and_then(Value::as_array);
    if entries.is_none_or(Vec::is_empty) {
        return Err(wrong("the Bundle is empty"));
    }
    Ok(bundle)
}

/// Per entry the resource, or why it is not taken.
fn judge(takes: Takes, bundle: &Value, every_second: bool) -> Vec<Result<Value, String>> {
    let entries = bundle.get("entry").and_then(Value::as_array);
    let mut number = 0;
    let one = |entry: &Value| {
        let resource = entry.get("resource").cloned().unwrap_or_default();
        let kind = text(&resource, "/resourceType").to_owned();
        if every_second && kind == "Observation" {
            number += 1;
            if number % 2 == 0 {
                return Err("deze meting kan niet worden verwerkt".to_owned());
            }
        }
        match wrong(takes, entry, &resource, &kind) {
            Some(why) => Err(why.to_owned()),
            None => Ok(resource),
        }
    };
    entries.into_iter().flatten().map(one).collect()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// What is wrong with an entry.
fn wrong(takes: Takes, entry: &Value, resource: &Value, kind: &str) -> Option<&'static str> {
    let method = text(entry, "/request/method");
    let known: &[&str] = match takes {
        Takes::Measurements => &["Patient", "Observation"],
        Takes::Corrections => &[
            "Communication",
            "Patient",
            "Organization",
            "Practitioner",
            "PractitionerRole",
        ],
    };
    if !known.contains(&kind) {
        return Some("this type of resource is not taken here");
    }
    if method != "POST" || text(entry, "/request/url") != kind {
        return Some("request must be a POST of its type");
    }
    if resource.get("id").is_some() {
        return Some("a resource that is posted has no id");
    }
    if text(resource, "/meta/profile/0").is_empty() {
        return Some("meta.profile is missing");
    }
    if has_bsn(resource) {
        return Some("a BSN may not be sent");
    }
    if longest(resource) > LONGEST_TEXT {
        return Some("a text is too long");
    }
    match kind {
        "Observation" => observation(resource),
        "Communication" => communication(resource),
        _ => None,
    }
}

fn observation(resource: &Value) -> Option<&'static str> {
    for (pointer, why) in [
        ("/status", "status is missing"),
        ("/category/0/coding/0/code", "category is missing"),
        ("/code/coding/0/code", "code is missing"),
        ("/subject/reference", "subject is missing"),
        ("/effectiveDateTime", "effectiveDateTime is missing"),
        ("/identifier/0/value", "identifier is missing"),
    ] {
        if text(resource, pointer).is_empty() {
            return Some(why);
        }
    }
    let quantity = |value: &Value| {
        value
            .pointer("/valueQuantity/value")
            .is_some_and(Value::is_number)
            && text(value, "/valueQuantity/system") == "http://unitsofmeasure.org"
            && !text(value, "/valueQuantity/code").is_empty()
    };
    let parts = resource.get("component").and_then(Value::as_array);
    let measured = quantity(resource) || parts.into_iter().flatten().any(quantity);
    (!measured).then_some("no value with a UCUM unit")
}

fn communication(resource: &Value) -> Option<&'static str> {
    for (pointer, why) in [
        ("/identifier/0/value", "identifier is missing"),
        ("/status", "status is missing"),
        ("/category/0/coding/0/code", "category is missing"),
        ("/subject/reference", "subject is missing"),
        ("/sender/reference", "sender is missing"),
        ("/recipient/0/reference", "recipient is missing"),
        ("/topic/text", "topic is missing"),
        ("/sent", "sent is missing"),
        ("/payload/0/contentString", "payload is missing"),
    ] {
        if text(resource, pointer).is_empty() {
            return Some(why);
        }
    }
    None
}

/// Whether a BSN stands in it in the clear.
fn has_bsn(resource: &Value) -> bool {
    let identifiers = resource.get("identifier").and_then(Value::as_array);
    identifiers.into_iter().flatten().any(|identifier| {
        text(identifier, "/system").ends_with("/bsn") && identifier.get("value").is_some()
    })
}

fn longest(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(longest).max().unwrap_or(0),
        Value::Object(fields) => fields.values().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

/// Keeps the first `counted` entries, as far as they are in order; the answer per
/// entry.
fn keep(
    world: &World,
    opened: &Opened<'_>,
    takes: Takes,
    judged: Vec<Result<Value, String>>,
    counted: usize,
) -> Value {
    let at = world.clock.stamp();
    let mut received = lock(&world.received);
    let (mut kept, mut entries) = (Vec::new(), Vec::new());
    for resource in judged {
        match resource {
            Ok(resource) => {
                let id = received.next_id();
                entries.push(created(&resource, &id, &at));
                kept.push(Taken {
                    provider: opened.provider.name.clone(),
                    service: opened.service.id.clone(),
                    persona: opened.persona.clone(),
                    at: at.clone(),
                    id,
                    resource,
                });
            }
            Err(why) => entries.push(json!({
                "response": {"status": "422 Unprocessable Entity", "outcome": outcome("error", "processing", &why)},
            })),
        }
    }
    kept.truncate(counted);
    received.keep(kept);
    if takes == Takes::Corrections {
        let receipt = outcome("information", "informational", RECEIPT);
        entries.push(json!({"resource": receipt, "response": {"status": "200 OK"}}));
    }
    let kind = match takes {
        Takes::Measurements => "batch-response",
        Takes::Corrections => "transaction-response",
    };
    json!({"resourceType": "Bundle", "type": kind, "entry": entries})
}

/// What a person who asks for a correction reads.
const RECEIPT: &str = "Wij hebben uw verzoek ontvangen. U krijgt binnen een maand antwoord.";

fn created(resource: &Value, id: &str, at: &str) -> Value {
    let mut resource = resource.clone();
    if let Some(fields) = resource.as_object_mut() {
        fields.insert("id".to_owned(), json!(id));
    }
    let kind = text(&resource, "/resourceType").to_owned();
    json!({
        "resource": resource,
        "response": {
            "status": "201 Created",
            "location": format!("{kind}/{id}/_history/1"),
            "lastModified": at,
        },
    })
}

/// The connection ends before a whole answer has come.
fn broken() -> Response {
    let error = std::io::Error::other("cut off on purpose");
    let body = Body::from_stream(stream::iter([Err::<Bytes, _>(error)]));
    (StatusCode::OK, body).into_response()
}
