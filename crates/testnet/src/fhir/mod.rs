//! The FHIR servers: STU3 and R4, searching what they hold.

mod access;
mod answer;
mod date;
mod fault;
mod include;
mod intake;
mod outcome;
mod page;
mod parameters;
mod search;
mod values;

pub(crate) use fault::cut;
pub(crate) use include::short;
pub(crate) use values::references;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::HeaderValue;
use axum::response::Response;
use axum::routing::any;

use crate::journal::Seen;
use crate::tls::Peer;
use crate::world::{World, lock};

/// Routes of every back channel.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/fhir/{provider}/{service}", any(at_base))
        .route("/fhir/{provider}/{service}/{*path}", any(below_base))
        .route("/bestanden/{provider}/{service}/{file}", any(file))
}

/// What is asked of which service.
struct Asked {
    provider: String,
    service: String,
    /// Path below the base.
    path: String,
    /// Whether it is a file outside FHIR.
    file: bool,
}

async fn at_base(
    State(world): State<Arc<World>>,
    Extension(peer): Extension<Peer>,
    Path((provider, service)): Path<(String, String)>,
    request: Request,
) -> Response {
    let asked = Asked {
        provider,
        service,
        path: String::new(),
        file: false,
    };
    respond(&world, &peer, asked, request).await
}

async fn below_base(
    State(world): State<Arc<World>>,
    Extension(peer): Extension<Peer>,
    Path((provider, service, path)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let asked = Asked {
        provider,
        service,
        path,
        file: false,
    };
    respond(&world, &peer, asked, request).await
}

async fn file(
    State(world): State<Arc<World>>,
    Extension(peer): Extension<Peer>,
    Path((provider, service, path)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let asked = Asked {
        provider,
        service,
        path,
        file: true,
    };
    respond(&world, &peer, asked, request).await
}

/// Remembers what was asked, answers, and echoes MedMij-Request-ID.
async fn respond(world: &World, peer: &Peer, asked: Asked, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // More than any PGO sends; what is larger reads as nothing, and is refused.
    let body = axum::body::to_bytes(body, 4 * 1024 * 1024).await;
    let body = body.unwrap_or_default();
    let host = crate::front::host_of(&parts.headers);
    let seen = Seen {
        number: 0,
        at: String::new(),
        channel: "fhir",
        provider: Some(asked.provider.clone()),
        method: parts.method.to_string(),
        uri: format!("{host}{}", parts.uri),
        headers: crate::header_list(&parts.headers),
        client: peer.hosts.clone(),
        form: Vec::new(),
        status: 0,
    };
    let number = lock(&world.journal).push(world.clock.now(), seen);
    let mut response = answer::answer(world, peer, &asked, &parts, body)
        .await
        .map(Body::new);
    if let Some(id) = parts.headers.get("medmij-request-id") {
        response
            .headers_mut()
            .insert("medmij-request-id", id.clone());
    }
    response
        .headers_mut()
        .insert("cache-control", HeaderValue::from_static("no-store"));
    lock(&world.journal).answered(number, response.status().as_u16(), None);
    response
}

/// Matches and included resources of a search in a record, without a server
/// around it.
#[cfg(test)]
pub(crate) fn ask(
    record: &crate::network::Record,
    path: &str,
) -> Option<(Vec<serde_json::Value>, Vec<serde_json::Value>)> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let (kind, lastn) = match path.strip_suffix("/$lastn") {
        Some(kind) => (kind, true),
        None => (path, false),
    };
    let search = parameters::read(kind, lastn, query).ok()?;
    let matches = search::find(&record.resources, &search).ok()?;
    let included = include::included(&record.resources, &matches, &search);
    let owned = |found: Vec<&serde_json::Value>| found.into_iter().cloned().collect();
    Some((owned(matches), owned(included)))
}
