//! The control API: JSON in, JSON out.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::faults::Fault;
use crate::lists::{ListFault, Which};
use crate::world::{World, lock};

/// A body that is not what was expected: 400 with a plain message.
pub(super) fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Box<Response>> {
    serde_json::from_slice(bytes).map_err(|error| {
        (
            StatusCode::BAD_REQUEST,
            axum::Json(json!({"error": error.to_string()})),
        )
            .into_response()
            .into()
    })
}

/// `GET /control/clock`.
pub(super) async fn time(State(world): State<Arc<World>>) -> Response {
    now(&world)
}

fn now(world: &World) -> Response {
    axum::Json(json!({"now": world.clock.stamp()})).into_response()
}

/// Body of `POST /control/clock`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Time {
    /// Seconds to move; negative is back.
    #[serde(default)]
    advance: i64,
    /// A moment to set, RFC 3339.
    #[serde(default)]
    now: Option<DateTime<Utc>>,
}

/// `POST /control/clock`: `{"advance": seconds}` or `{"now": "…"}`.
pub(super) async fn clock(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    match body::<Time>(&bytes) {
        Ok(time) => {
            if let Some(moment) = time.now {
                world.clock.set(moment);
            }
            world.clock.advance(time.advance);
            now(&world)
        }
        Err(response) => *response,
    }
}

/// `GET /control/fault`: what is on.
pub(super) async fn faults(State(world): State<Arc<World>>) -> Response {
    let faults = lock(&world.faults);
    axum::Json(json!({"faults": faults.active, "enforcePkce": faults.enforce_pkce})).into_response()
}

/// Body of `POST /control/fault`: a fault, or one of the two switches.
#[derive(Deserialize)]
#[serde(untagged)]
enum Change {
    Pkce {
        #[serde(rename = "enforcePkce")]
        enforce_pkce: bool,
    },
    Clear {
        clear: bool,
    },
    Fault(Fault),
}

/// `POST /control/fault`.
pub(super) async fn fault(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    match body::<Change>(&bytes) {
        Ok(Change::Pkce { enforce_pkce }) => lock(&world.faults).enforce_pkce = enforce_pkce,
        Ok(Change::Clear { clear }) => {
            if clear {
                clear_faults(&world);
            }
        }
        Ok(Change::Fault(fault)) => add(&world, fault),
        Err(response) => return *response,
    }
    faults(State(world)).await
}

/// Switches a fault on.
pub(super) fn add(world: &World, fault: Fault) {
    let tls = fault.kind.is_tls();
    lock(&world.faults).active.push(fault);
    if tls {
        world
            .tls_changed
            .send_modify(|generation| *generation = generation.wrapping_add(1));
    }
}

/// Switches all faults off.
pub(super) fn clear_faults(world: &World) {
    lock(&world.faults).active.clear();
    world
        .tls_changed
        .send_modify(|generation| *generation = generation.wrapping_add(1));
}

/// Body of `POST /control/list`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListChange {
    /// The list a fault is for; `zal` unless told.
    #[serde(default)]
    list: Option<Which>,
    /// The fault.
    #[serde(default)]
    fault: Option<ListFault>,
    /// A provider to take off the Zorgaanbiederslijst.
    #[serde(default)]
    remove: Option<String>,
    /// A provider to put back.
    #[serde(default)]
    restore: Option<String>,
    /// A host, or a provider whose hosts are, to take off the Whitelist.
    #[serde(default, rename = "notWhitelisted")]
    not_whitelisted: Option<String>,
}

/// `POST /control/list`. Every change is a new publication.
pub(super) async fn list(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    let change = match body::<ListChange>(&bytes) {
        Ok(change) => change,
        Err(response) => return *response,
    };
    let mut lists = lock(&world.lists);
    lists.publish(Clock::real());
    if change.fault.is_some() || change.list.is_some() {
        lists.set_fault(change.list.unwrap_or(Which::Zal), change.fault);
    }
    if let Some(provider) = &change.remove {
        lists.set_gone(provider, true);
    }
    if let Some(provider) = &change.restore {
        lists.set_gone(provider, false);
    }
    for host in change
        .not_whitelisted
        .iter()
        .flat_map(|name| hosts(&world, name))
    {
        lists.set_not_whitelisted(&host, true);
    }
    axum::Json(json!({"volgnummer": lists.volgnummer()})).into_response()
}

/// A host name itself, or all back channel hosts of a provider.
fn hosts(world: &World, name: &str) -> Vec<String> {
    let Some(provider) = world.network.provider(name) else {
        return vec![name.to_owned()];
    };
    let dvas = provider
        .services
        .iter()
        .filter_map(|s| world.network.dvas.get(s.dva));
    dvas.flat_map(|dva| dva.back.clone()).collect()
}

/// `POST /control/reset`: no faults, no tokens, real time of the start, lists as
/// they were with a higher Volgnummer.
pub(super) async fn reset(State(world): State<Arc<World>>) -> Response {
    reset_all(&world);
    axum::Json(json!({"reset": true})).into_response()
}

/// Puts everything back as at the start.
pub(super) fn reset_all(world: &World) {
    lock(&world.faults).enforce_pkce = false;
    clear_faults(world);
    *lock(&world.auth) = crate::auth::Auth::default();
    *lock(&world.chainlog) = crate::chainlog::ChainLog::default();
    lock(&world.journal).clear();
    lock(&world.received).clear();
    *lock(&world.ledger) = crate::vendor::Ledger::default();
    lock(&world.lists).reset(Clock::real());
    world.clock.restart();
}

/// `GET /control/requests`: what clients sent, oldest first.
pub(super) async fn requests(State(world): State<Arc<World>>) -> Response {
    let journal = lock(&world.journal);
    axum::Json(journal.all()).into_response()
}

/// `GET /control/chainlog`: events and what is wrong with them.
pub(super) async fn chainlog(State(world): State<Arc<World>>) -> Response {
    let log = lock(&world.chainlog);
    axum::Json(json!({"events": log.events, "violations": log.violations})).into_response()
}

/// `POST /eagleeye/v1/logs`: one event or a list of them.
pub(super) async fn log_event(State(world): State<Arc<World>>, bytes: Bytes) -> Response {
    match body::<Value>(&bytes) {
        Ok(value) => {
            let journal = lock(&world.journal);
            lock(&world.chainlog).receive(&value, &world.client_id, &journal);
            StatusCode::ACCEPTED.into_response()
        }
        Err(response) => *response,
    }
}
