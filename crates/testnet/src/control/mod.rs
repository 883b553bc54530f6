//! The list server, the control page, the control API and the chain-log sink.

mod api;
mod desk;
mod page;
mod screen;
mod vendor;

use std::sync::Arc;

use axum::Router;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::journal::Seen;
use crate::lists::{Which, directory};
use crate::world::{World, lock};

/// Routes of everything that is not a provider's.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/", get(page::show))
        .route("/{file}", get(list))
        .route("/control", get(page::show))
        .route("/control/", get(page::show))
        .route("/control/form", post(page::submit))
        .route("/control/clock", get(api::time).post(api::clock))
        .route("/control/fault", get(api::faults).post(api::fault))
        .route("/control/list", post(api::list))
        .route("/control/reset", post(api::reset))
        .route("/control/requests", get(api::requests))
        .route("/control/chainlog", get(api::chainlog))
        .route("/control/received", get(screen::received))
        .route("/control/screen", get(screen::show))
        .route("/control/vendor", get(desk::show))
        .route("/control/vendor/form", post(desk::submit))
        .route("/control/vendor/requests", get(vendor::requests))
        .route("/control/vendor/measurements", get(vendor::measurements))
        .route("/control/vendor/seen", post(vendor::seen))
        .route("/control/vendor/answer", post(vendor::answer))
        .route("/eagleeye/v1/logs", post(api::log_event))
}

/// `GET /MedMij_*.xml?api=2` and `/directory.json`.
async fn list(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let which = match file.as_str() {
        "MedMij_Zorgaanbiederslijst.xml" => Which::Zal,
        "MedMij_OAuthclientlist.xml" => Which::Ocl,
        "MedMij_Whitelist.xml" => Which::Whl,
        "MedMij_Gegevensdienstnamenlijst.xml" => Which::Gnl,
        "directory.json" => return axum::Json(directory(&world)).into_response(),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let (status, xml) = lock(&world.lists).serve(&world, which);
    let seen = Seen {
        number: 0,
        at: String::new(),
        channel: "list",
        provider: None,
        method: "GET".to_owned(),
        uri: uri.to_string(),
        headers: crate::header_list(&headers),
        client: Vec::new(),
        form: Vec::new(),
        status,
    };
    lock(&world.journal).push(world.clock.now(), seen);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (
        status,
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8")],
        xml,
    )
        .into_response()
}
