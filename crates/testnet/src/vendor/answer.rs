//! One call, from checks to answer.

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::access::{Caller, caller};
use super::ledger::Made;
use super::measurement::{NewMeasurements, Outcome};
use super::problem::Problem;
use super::request::Content;
use super::words::Uuid;
use super::{audit, fault, letters};
use crate::faults::Place;
use crate::tls::Peer;
use crate::world::{World, lock};

/// What is asked.
pub(super) struct Asked<'a> {
    /// Of which provider.
    pub(super) provider: &'a str,
    /// Path below the base.
    pub(super) path: &'a str,
    /// Method, query and headers.
    pub(super) parts: &'a Parts,
    /// None when it is too large.
    pub(super) body: Option<Bytes>,
}

/// Answers, with the fault that is on for it.
pub(super) async fn answer(world: &World, peer: &Peer, asked: Asked<'_>) -> Response {
    let caller = match caller(world, peer, asked.provider, &asked.parts.headers) {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let query = asked.parts.uri.query().unwrap_or_default();
    let whole = format!("{} {}?{query}", asked.parts.method, asked.path);
    let name = &caller.provider.name;
    let fault = lock(&world.faults).take(Place::Vendor, name, None, &whole);
    let Some(on) = fault else {
        return plain(world, &caller, &asked);
    };
    match fault::before(world, &caller, &on).await {
        Some(response) => response,
        None => fault::after(&on, plain(world, &caller, &asked)).await,
    }
}

/// The answer without faults.
fn plain(world: &World, caller: &Caller<'_>, asked: &Asked<'_>) -> Response {
    let done = done(world, caller, asked);
    done.unwrap_or_else(IntoResponse::into_response)
}

fn done(world: &World, caller: &Caller<'_>, asked: &Asked<'_>) -> Result<Response, Problem> {
    let method = &asked.parts.method;
    let get = *method == Method::GET;
    let post = *method == Method::POST;
    let segments: Vec<&str> = asked.path.split('/').collect();
    match segments.as_slice() {
        ["patient-requests"] if get => Ok(requests(world, caller)),
        ["patient-requests"] if post => make(world, caller, asked),
        ["patient-requests", id] if get => request(world, caller, id),
        ["patient-requests", id, "withdraw"] if post => withdraw(world, caller, id),
        ["audit-events"] if get => {
            let query = asked.parts.uri.query().unwrap_or_default();
            let list = audit::list(world.clock.now(), &caller.owner.persona, query)?;
            Ok(ok(&list))
        }
        ["letters"] if get => Ok(ok(&letters::list(caller))),
        ["letters", id] if get => letters::read(caller, id),
        ["self-measurements"] if get => Ok(measurements(world, caller)),
        ["self-measurements"] if post => measure(world, caller, asked),
        ["patient-requests" | "audit-events" | "letters" | "self-measurements"]
        | ["patient-requests" | "letters", _]
        | ["patient-requests", _, "withdraw"] => Err(Problem::MethodNotAllowed),
        _ => Err(Problem::NotFound),
    }
}

fn ok(value: &impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn requests(world: &World, caller: &Caller<'_>) -> Response {
    let ledger = lock(&world.ledger);
    ok(&json!({"requests": ledger.of(&caller.owner)}))
}

fn request(world: &World, caller: &Caller<'_>, id: &str) -> Result<Response, Problem> {
    let ledger = lock(&world.ledger);
    let mut mine = ledger.of(&caller.owner).into_iter();
    let found = mine.find(|request| request.id == id);
    found.map(ok).ok_or(Problem::NotFound)
}

fn make(world: &World, caller: &Caller<'_>, asked: &Asked<'_>) -> Result<Response, Problem> {
    let key = key(&asked.parts.headers)?;
    let content: Content = read(asked)?;
    let at = world.clock.stamp();
    let (request, made) = lock(&world.ledger).make(&caller.owner, key, content, &at)?;
    let status = match made {
        Made::New => StatusCode::CREATED,
        Made::Before => StatusCode::OK,
    };
    Ok((status, axum::Json(request)).into_response())
}

fn withdraw(world: &World, caller: &Caller<'_>, id: &str) -> Result<Response, Problem> {
    let at = world.clock.stamp();
    let withdrawn = lock(&world.ledger).withdraw(&caller.owner, id, &at)?;
    Ok(ok(&withdrawn))
}

fn measurements(world: &World, caller: &Caller<'_>) -> Response {
    let ledger = lock(&world.ledger);
    ok(&json!({"measurements": ledger.measured(&caller.owner)}))
}

fn measure(world: &World, caller: &Caller<'_>, asked: &Asked<'_>) -> Result<Response, Problem> {
    let new: NewMeasurements = read(asked)?;
    let at = world.clock.stamp();
    let mut ledger = lock(&world.ledger);
    let mut results = Vec::new();
    for measurement in Vec::from(new.measurements) {
        let id = measurement.id.clone();
        results.push(match ledger.take(&caller.owner, measurement, &at) {
            Outcome::Accepted => json!({"id": id, "outcome": "accepted"}),
            Outcome::Refused(why) => json!({"id": id, "outcome": "refused", "reason": why}),
        });
    }
    Ok(ok(&json!({"results": results})))
}

/// The `Idempotency-Key`, which must be there once.
fn key(headers: &HeaderMap) -> Result<Uuid, Problem> {
    let mut given = headers.get_all("idempotency-key").iter();
    let key = given.next().and_then(|value| value.to_str().ok());
    let key = key.and_then(|text| Uuid::try_from(text.to_owned()).ok());
    key.filter(|_| given.next().is_none())
        .ok_or(Problem::InvalidRequest)
}

/// The body as JSON of a kind.
fn read<T: DeserializeOwned>(asked: &Asked<'_>) -> Result<T, Problem> {
    let kind = asked.parts.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::UnsupportedMediaType);
    }
    let body = asked.body.as_ref().ok_or(Problem::TooLarge)?;
    serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            Problem::InvalidContent
        } else {
            Problem::InvalidRequest
        }
    })
}
