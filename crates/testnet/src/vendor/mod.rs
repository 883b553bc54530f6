//! The API of the provider's own system (`docs/vendor-api.openapi.json`): requests of
//! the patient, who looked, letters, measurements made at home.

mod access;
mod answer;
mod audit;
mod fault;
mod ledger;
mod letters;
mod measurement;
mod problem;
mod request;
mod words;

pub(crate) use ledger::{Held, Ledger};
pub(crate) use measurement::{MeasurementState, StoredMeasurement};
pub(crate) use request::{Answer, Outcome, PatientRequest, State as RequestState};

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::http::HeaderValue;
use axum::response::Response;
use axum::routing::any;

use crate::journal::Seen;
use crate::tls::Peer;
use crate::world::{World, lock};

/// Largest body, in bytes.
const LARGEST: usize = 64 * 1024;

/// Routes of every back channel.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new().route("/vendor/v1/{provider}/{*path}", any(respond))
}

/// The base address of a provider's API, when it has one.
pub(crate) fn base(world: &World, provider: &crate::network::Provider) -> Option<String> {
    let service = provider.service(provider.vendor.as_deref()?)?;
    let origin = world.network.dvas.get(service.dva)?.back_origin();
    Some(format!("{origin}/vendor/v1/{}", provider.name))
}

/// Remembers what was asked, and answers.
async fn respond(
    State(world): State<Arc<World>>,
    Extension(peer): Extension<Peer>,
    Path((provider, path)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let host = crate::front::host_of(&parts.headers);
    let seen = Seen {
        number: 0,
        at: String::new(),
        channel: "vendor",
        provider: Some(provider.clone()),
        method: parts.method.to_string(),
        uri: format!("{host}{}", parts.uri),
        headers: crate::header_list(&parts.headers),
        client: peer.hosts.clone(),
        form: Vec::new(),
        status: 0,
    };
    let number = lock(&world.journal).push(world.clock.now(), seen);
    let body = axum::body::to_bytes(body, LARGEST).await.ok();
    let asked = answer::Asked {
        provider: &provider,
        path: &path,
        parts: &parts,
        body,
    };
    let mut response = answer::answer(&world, &peer, asked).await;
    let headers = response.headers_mut();
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    lock(&world.journal).answered(number, response.status().as_u16(), None);
    response
}
