//! Answers of the provider's system that are wrong on purpose.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::access::Caller;
use super::problem::Problem;
use crate::faults::{Fault, Kind};
use crate::fhir::cut;
use crate::world::{World, lock};

/// The answer of a fault that strikes before anything is done.
pub(super) async fn before(world: &World, caller: &Caller<'_>, fault: &Fault) -> Option<Response> {
    let problem = match fault.kind {
        Kind::Silent => {
            tokio::time::sleep(Duration::from_secs(fault.seconds.unwrap_or(120))).await;
            Problem::Fault(StatusCode::GATEWAY_TIMEOUT)
        }
        Kind::Status => Problem::Fault(status(fault)),
        Kind::TooMany => Problem::TooMany,
        Kind::Refuse => Problem::InsufficientScope,
        Kind::Expire => {
            lock(&world.auth).expire(&caller.token);
            Problem::InvalidToken
        }
        Kind::Html => return Some(axum::response::Html(HTML).into_response()),
        _ => return None,
    };
    Some(problem.into_response())
}

const HTML: &str = "<!doctype html><html lang=\"nl\"><title>Onderhoud</title>\
    <h1>Wij zijn zo terug</h1><script>document.title='x'</script></html>";

/// The status of a fault.
fn status(fault: &Fault) -> StatusCode {
    let status = fault.status.and_then(|s| StatusCode::from_u16(s).ok());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The right answer, changed; what was asked has been done.
pub(super) async fn after(fault: &Fault, answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await;
    let bytes = bytes.unwrap_or_default();
    match fault.kind {
        Kind::Slow => {
            tokio::time::sleep(Duration::from_secs(fault.seconds.unwrap_or(5))).await;
            Response::from_parts(parts, Body::from(bytes))
        }
        Kind::NoBody => StatusCode::OK.into_response(),
        Kind::LostAnswer if fault.status.is_some() => Problem::Fault(status(fault)).into_response(),
        Kind::LostAnswer => cut(parts, &Bytes::new()),
        Kind::Truncated => cut(parts, &bytes),
        Kind::Malformed => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let half: String = text.chars().take(text.chars().count() / 2).collect();
            json_answer(parts.status, format!("{half},,}}"))
        }
        Kind::Bom => {
            let text = String::from_utf8_lossy(&bytes);
            json_answer(parts.status, format!("\u{feff}{text}"))
        }
        Kind::Empty => json_answer(parts.status, "{}".to_owned()),
        Kind::Big => reworded(parts.status, &bytes, &"lang ".repeat(2_000_000)),
        Kind::Hostile => reworded(parts.status, &bytes, HOSTILE),
        _ => Response::from_parts(parts, Body::from(bytes)),
    }
}

/// Text that a careless program would run, or read the wrong way round.
const HOSTILE: &str = "<script>window.inzageHacked=1</script><img src=x \
    onerror=window.inzageHacked=1> Tekst met \u{202e}omgekeerd\u{202c} stuk, '; DROP TABLE \
    verzoeken;-- javascript:alert(1) &lt;b&gt; 👩‍👩‍👧‍👦🏳️‍🌈 e\u{301}\u{301}\u{301}";

fn json_answer(status: StatusCode, text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, text).into_response()
}

/// The answer with every text of the provider replaced, and an answer to each request.
fn reworded(status: StatusCode, bytes: &Bytes, text: &str) -> Response {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(mut answer) => {
            reword(&mut answer, text);
            json_answer(status, answer.to_string())
        }
        Err(_) => (status, bytes.clone()).into_response(),
    }
}

fn reword(value: &mut Value, text: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| reword(item, text)),
        Value::Object(fields) => {
            if let Some(at) = fields.get("received_at").cloned()
                && fields.contains_key("key")
            {
                let answer = json!({"outcome": "other", "text": text, "by": text, "at": at});
                fields.insert("state".to_owned(), json!("answered"));
                fields.insert("answer".to_owned(), answer);
            }
            for name in [
                "role",
                "department",
                "data",
                "purpose",
                "organization",
                "title",
            ] {
                if let Some(field) = fields.get_mut(name) {
                    *field = json!(text);
                }
            }
            fields.values_mut().for_each(|field| reword(field, text));
        }
        _ => {}
    }
}
