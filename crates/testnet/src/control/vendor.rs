//! The provider's own system from the inside, for tests: what it received, and
//! somebody who looks and answers.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::body;
use crate::vendor::{Answer, Ledger, Outcome, PatientRequest};
use crate::world::{World, lock};

/// Who answers unless told otherwise.
pub(super) const DOCTOR: &str = "dr. S. Benali, internist";

/// Which request is meant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    /// Its id at the provider.
    #[serde(default)]
    id: Option<String>,
    /// Its `Idempotency-Key`. Without either: the newest that is not final.
    #[serde(default)]
    key: Option<String>,
}

/// Body of `POST /control/vendor/answer`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    key: Option<String>,
    outcome: Outcome,
    text: String,
    #[serde(default)]
    by: Option<String>,
}

/// `GET /control/vendor/requests`: oldest first.
pub(super) async fn requests(State(world): State<Arc<World>>) -> Response {
    let ledger = lock(&world.ledger);
    let one = |held: &crate::vendor::Held<PatientRequest>| json!({"provider": held.owner.provider, "persona": held.owner.persona, "request": held.held});
    let all: Vec<Value> = ledger.requests().iter().map(one).collect();
    axum::Json(all).into_response()
}

/// `GET /control/vendor/measurements`: oldest first.
pub(super) async fn measurements(State(world): State<Arc<World>>) -> Response {
    let ledger = lock(&world.ledger);
    let all: Vec<Value> = ledger
        .measurements()
        .iter()
        .map(|held| {
            json!({"provider": held.owner.provider, "persona": held.owner.persona, "measurement": held.held})
        })
        .collect();
    axum::Json(all).into_response()
}

/// The id of the request that is meant.
fn find(ledger: &Ledger, which: &Which) -> Option<String> {
    let mut newest = ledger.requests().iter().rev().map(|held| &held.held);
    let meant = |request: &&PatientRequest| match (&which.id, &which.key) {
        (Some(id), _) => request.id == *id,
        (None, Some(key)) => request.key.as_str().eq_ignore_ascii_case(key),
        (None, None) => !request.is_final(),
    };
    newest.find(meant).map(|request| request.id.clone())
}

/// The request after something was done to it, or 404.
fn shown(request: Option<&PatientRequest>) -> Response {
    match request {
        Some(request) => axum::Json(request).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `POST /control/vendor/seen`: somebody looks.
pub(super) async fn seen(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    let which: Which = match body(&bytes) {
        Ok(which) => which,
        Err(response) => return *response,
    };
    let at = world.clock.stamp();
    let mut ledger = lock(&world.ledger);
    let id = find(&ledger, &which);
    shown(id.and_then(|id| ledger.see(&id, &at)))
}

/// `POST /control/vendor/answer`: somebody answers.
pub(super) async fn answer(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    let reply: Reply = match body(&bytes) {
        Ok(reply) => reply,
        Err(response) => return *response,
    };
    let answer = Answer {
        outcome: reply.outcome,
        text: reply.text,
        by: reply.by.unwrap_or_else(|| DOCTOR.to_owned()),
        at: world.clock.stamp(),
    };
    let which = Which {
        id: reply.id,
        key: reply.key,
    };
    let mut ledger = lock(&world.ledger);
    let id = find(&ledger, &which);
    shown(id.and_then(|id| ledger.answer(&id, answer)))
}
