//! What is neither a provider nor a person: health, metrics, the description
//! of the interface, and the app itself.

use crate::app::App;
use crate::problem::Failure;
use crate::router::json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use inzage_api::{About, ErrorCode};
use std::sync::Arc;

/// The `OpenAPI` description.
pub(crate) const OPENAPI: &str = include_str!("openapi.json");

/// `GET /api/about`
pub(crate) async fn about(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    json(&About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        development: app.config.development,
        judging: app.config.judging.is_some(),
        share_url: app.config.share_origin(),
        accounts: app.config.accounts.is_some(),
    })
}

/// `GET /api/judging`: nothing of the module leaves while it is off.
pub(crate) async fn judging(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    match &app.config.judging {
        Some(judging) => json(judging),
        None => Err(ErrorCode::NotFound.into()),
    }
}

/// `GET /api/openapi.json`
pub(crate) async fn openapi() -> Response {
    text("application/json", OPENAPI.to_owned())
}

/// `GET /healthz`: the process answers.
pub(crate) async fn healthz() -> Response {
    text("text/plain; charset=utf-8", "ok\n".to_owned())
}

/// `GET /readyz`: people can be served.
pub(crate) async fn readyz(State(app): State<Arc<App>>) -> Response {
    let missing = match &app.store {
        _ if !app.lists.now().is_usable() => "no lists yet\n",
        Some(store) if !store.answers().await => "the database does not answer\n",
        _ => return text("text/plain; charset=utf-8", "ok\n".to_owned()),
    };
    let mut response = text("text/plain; charset=utf-8", missing.to_owned());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

/// `GET /metrics`
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Response {
    text(
        "text/plain; version=0.0.4; charset=utf-8",
        app.metrics.text(),
    )
}

/// Everything else: a file of the app, or its page.
pub(crate) async fn asset(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<Response, Failure> {
    let path = request.uri().path();
    let ours = ["/api", "/oauth", "/shl", "/healthz", "/readyz", "/metrics"];
    let is_ours = |own: &&str| {
        path.strip_prefix(*own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if ours.iter().any(is_ours) {
        return Err(ErrorCode::NotFound.into());
    }
    app.assets
        .as_ref()
        .and_then(|assets| assets.serve(request.method(), path, request.headers()))
        .ok_or(ErrorCode::NotFound.into())
}

fn text(kind: &'static str, content: String) -> Response {
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
