//! Answers that are wrong on purpose.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};

use super::Asked;
use super::access::Opened;
use super::answer::{base, plain};
use super::outcome::{Refusal, content_type, json_response, outcome};
use crate::faults::{Fault, Kind};
use crate::world::{World, lock};

/// The answer to a request that meets a fault.
pub(super) async fn apply(
    world: &World,
    opened: &Opened<'_>,
    asked: &Asked,
    query: &str,
    fault: &Fault,
) -> Response {
    let fhir = opened.service.fhir;
    let seconds = |default| fault.seconds.unwrap_or(default);
    match fault.kind {
        Kind::Slow => {
            tokio::time::sleep(Duration::from_secs(seconds(5))).await;
            plain(world, opened, asked, query)
        }
        Kind::Silent => {
            tokio::time::sleep(Duration::from_secs(seconds(120))).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        Kind::TooMany => {
            let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "throttled", "too busy");
            let mut response = refusal.respond(fhir);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds(2).into());
            response
        }
        Kind::Refuse => {
            let text = "access is refused";
            Refusal::bearer(
                StatusCode::FORBIDDEN,
                "insufficient_scope",
                "forbidden",
                text,
            )
            .respond(fhir)
        }
        Kind::Expire => {
            lock(&world.auth).expire(&opened.token);
            let text = "the access token has ended";
            Refusal::bearer(StatusCode::UNAUTHORIZED, "invalid_token", "login", text).respond(fhir)
        }
        Kind::Status => {
            let status = fault.status.and_then(|s| StatusCode::from_u16(s).ok());
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Refusal::new(status, "exception", "something broke here").respond(fhir)
        }
        Kind::Html => axum::response::Html(HTML).into_response(),
        Kind::WrongPerson => somebody_else(world, opened, asked, query),
        _ => changed(world, opened, asked, query, fault.kind).await,
    }
}

const HTML: &str = "<!doctype html><html lang=\"nl\"><title>Onderhoud</title>\
    <h1>Wij zijn zo terug</h1><script>document.title='x'</script></html>";

/// The answer for the next person that this service knows.
fn somebody_else(world: &World, opened: &Opened<'_>, asked: &Asked, query: &str) -> Response {
    let mut others = opened
        .service
        .records
        .keys()
        .filter(|id| **id != opened.persona);
    let persona = others.next().unwrap_or(&opened.persona).clone();
    let other = Opened {
        provider: opened.provider,
        service: opened.service,
        persona,
        token: opened.token.clone(),
    };
    plain(world, &other, asked, query)
}

/// The right answer with its bytes or its Bundle changed.
async fn changed(
    world: &World,
    opened: &Opened<'_>,
    asked: &Asked,
    query: &str,
    kind: Kind,
) -> Response {
    let (parts, body) = plain(world, opened, asked, query).into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let fhir = opened.service.fhir;
    match kind {
        Kind::Truncated => return cut(parts, &bytes),
        Kind::Malformed => {
            let half: String = text.chars().take(text.chars().count() / 2).collect();
            return Response::from_parts(parts, Body::from(format!("{half},,}}")));
        }
        Kind::Bom => return Response::from_parts(parts, Body::from(format!("\u{feff}{text}"))),
        _ => {}
    }
    let Ok(mut bundle) = serde_json::from_str::<Value>(&text) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    if bundle.get("resourceType").and_then(Value::as_str) != Some("Bundle") {
        return Response::from_parts(parts, Body::from(bytes));
    }
    if kind == Kind::Odd {
        return odd(bundle, content_type(fhir));
    }
    let here = format!("{}/{}", base(world, opened), asked.path);
    change(&mut bundle, kind, &here, query);
    json_response(parts.status, fhir, &bundle)
}

/// Changes a Bundle; `here`: the address of the search without its query.
fn change(bundle: &mut Value, kind: Kind, here: &str, query: &str) {
    match kind {
        Kind::Empty => {
            if let Some(fields) = bundle.as_object_mut() {
                fields.insert("total".to_owned(), json!(0));
                fields.remove("entry");
            }
        }
        Kind::Outcome => push(
            bundle,
            json!({
                "resource": outcome("warning", "incomplete", "een deel kon niet worden opgehaald"),
                "search": {"mode": "outcome"},
            }),
        ),
        // Every page says that there is one more: itself.
        Kind::Endless => {
            let mark = if query.is_empty() { "" } else { "?" };
            next(bundle, &format!("{here}{mark}{query}"));
        }
        Kind::EndlessNew => {
            next(bundle, &format!("{here}?{}", next_round(query)));
        }
        Kind::NextElsewhere => {
            next(bundle, "https://elders.localhost/fhir/Condition?_page=2");
        }
        Kind::Big => push(
            bundle,
            json!({"resource": big(), "search": {"mode": "match"}}),
        ),
        Kind::Hostile => {
            push(
                bundle,
                json!({"resource": hostile(), "search": {"mode": "match"}}),
            );
        }
        _ => {}
    }
}

fn push(bundle: &mut Value, entry: Value) {
    let Some(fields) = bundle.as_object_mut() else {
        return;
    };
    let entries = fields.entry("entry").or_insert_with(|| json!([]));
    if let Some(list) = entries.as_array_mut() {
        list.push(entry);
    }
}

fn next(bundle: &mut Value, url: &str) {
    if let Some(links) = bundle.get_mut("link").and_then(Value::as_array_mut) {
        links.retain(|link| link.get("relation").and_then(Value::as_str) != Some("next"));
        links.push(json!({"relation": "next", "url": url}));
    }
}

/// The query with a counter that is one higher.
fn next_round(query: &str) -> String {
    let (rest, round) = query.rsplit_once("_round=").unwrap_or((query, "0"));
    let round = round.parse::<u64>().unwrap_or(0).saturating_add(1);
    let mark = if rest.is_empty() || rest.ends_with('&') {
        ""
    } else {
        "&"
    };
    format!("{rest}{mark}_round={round}")
}

fn big() -> Value {
    json!({
        "resourceType": "Condition",
        "id": "groot",
        "code": {"text": "Een heel lange tekst"},
        "note": [{"text": "lang ".repeat(2_000_000)}],
    })
}

fn hostile() -> Value {
    json!({
        "resourceType": "Condition",
        "id": "vijandig",
        "text": {
            "status": "generated",
            "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>window.inzageHacked=1</script>\
                <img src=\"x\" onerror=\"window.inzageHacked=1\"/><a href=\"javascript:alert(1)\">klik</a></div>",
        },
        "code": {
            "coding": [{"system": "javascript:alert(1)", "code": "<b>x</b>", "display": "<script>window.inzageHacked=1</script>"}],
            "text": "Tekst met \u{202e}omgekeerd\u{202c} stuk en <img src=x onerror=window.inzageHacked=1>",
        },
        "note": [{"text": "data:text/html,<script>window.inzageHacked=1</script>"}],
    })
}

/// Entries that are not in order, beside the good ones.
fn odd(bundle: Value, kind: &'static str) -> Response {
    let mut bundle = bundle;
    let deep = (0..100).fold(
        json!("diep"),
        |inside, _| json!({"extension": [{"url": "x", "extension": [inside]}]}),
    );
    for entry in [
        json!({"resource": {"resourceType": "Zeldzaam", "id": "onbekend", "iets": "bewaar dit"}}),
        json!({"fullUrl": "urn:uuid:leeg"}),
        json!({"resource": {"id": "zonder-type"}}),
        json!({"resource": {"resourceType": "Condition", "id": "diep", "extension": [deep]}}),
        json!({"resource": {"resourceType": "Condition", "code": "geen object", "onsetDateTime": 12}}),
        json!({"resource": {"resourceType": "Observation", "id": "getal", "valueQuantity": {"value": "GETAL", "unit": "x"}}}),
    ] {
        push(&mut bundle, entry);
    }
    let text = bundle.to_string().replace("\"GETAL\"", "1e999999");
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Half of the body, then the connection breaks.
pub(crate) fn cut(mut parts: axum::http::response::Parts, bytes: &Bytes) -> Response {
    parts.headers.remove(header::CONTENT_LENGTH);
    let half = bytes.slice(..bytes.len() / 2);
    let broken = std::io::Error::other("cut off on purpose");
    let pieces: [Result<Bytes, std::io::Error>; 2] = [Ok(half), Err(broken)];
    // Give the first half time to leave before the connection ends.
    let paced = stream::unfold(pieces.into_iter(), |mut left| async move {
        let piece = left.next()?;
        if piece.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Some((piece, left))
    });
    Response::from_parts(parts, Body::from_stream(paced))
}
