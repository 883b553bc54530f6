//! All routes in one place, and what every call of the app must show.

use crate::accounts::{owner as account, session};
use crate::app::App;
use crate::front::Route;
use crate::oauth::{callback, grants, login};
use crate::problem::Failure;
use crate::shares::{owner, reader};
use crate::site::Site;
use crate::{fhir, pages, providers, send, unlock, vendor};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use inzage_api::{APP_HEADER, CALLBACK_PATH, ErrorCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Every route with its methods, for the router and for the check that the
/// `OpenAPI` description names each of them.
pub(crate) fn routes() -> Vec<(&'static str, MethodRouter<Arc<App>>)> {
    vec![
        ("/api/about", get(pages::about)),
        ("/api/judging", get(pages::judging)),
        ("/api/openapi.json", get(pages::openapi)),
        ("/api/providers", get(providers::search)),
        ("/api/providers/{provider}", get(providers::detail)),
        ("/api/logins", post(login::start)),
        ("/api/grants", post(grants::claim)),
        ("/api/grants/{grant}", delete(grants::end)),
        ("/api/grants/{grant}/refresh", post(grants::refresh)),
        (
            "/api/grants/{grant}/services/{service}/fhir/{*path}",
            get(fhir::read).head(not_allowed),
        ),
        (
            "/api/grants/{grant}/services/{service}/fhir",
            post(send::send),
        ),
        (
            "/api/grants/{grant}/services/{service}/follow",
            post(fhir::follow),
        ),
        (
            "/api/grants/{grant}/vendor/{*path}",
            get(vendor::read).post(vendor::send).head(not_allowed),
        ),
        (
            "/api/unlock-key",
            get(unlock::get).post(unlock::make).delete(unlock::end),
        ),
        (
            "/api/account",
            get(account::account).delete(account::delete),
        ),
        ("/api/account/challenges", post(account::challenge)),
        ("/api/account/passkeys", post(account::register)),
        ("/api/account/passkeys/remove", post(account::remove)),
        (
            "/api/account/session",
            post(account::sign_in).delete(account::sign_out),
        ),
        ("/api/shares", post(owner::make)),
        (
            "/api/shares/{id}",
            get(owner::state)
                .patch(owner::change)
                .delete(owner::stop)
                .head(not_allowed),
        ),
        (
            "/api/shares/{id}/files/{generation}/{n}",
            put(owner::upload),
        ),
        ("/api/shares/{id}/publish", post(owner::publish)),
        (
            "/shl/{id}",
            post(reader::open)
                .get(reader::direct)
                .options(reader::preflight)
                .head(not_allowed),
        ),
        (
            "/shl/{id}/{ticket}",
            get(reader::file)
                .options(reader::preflight)
                .head(not_allowed),
        ),
        (CALLBACK_PATH, get(callback::callback).head(not_allowed)),
        ("/healthz", get(pages::healthz)),
        ("/readyz", get(pages::readyz)),
        ("/metrics", get(pages::metrics)),
    ]
}

/// The router.
pub(crate) fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for (path, methods) in routes() {
        let methods = if is_open(path) {
            methods
        } else {
            let app = Arc::clone(&app);
            methods.route_layer(middleware::from_fn_with_state(app, session::signed_in_only))
        };
        router = router.route(path, methods);
    }
    router
        .method_not_allowed_fallback(not_allowed)
        .route_layer(middleware::from_fn(note_route))
        .fallback(get(pages::asset).post(missing).delete(missing))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&app),
            own_page_only,
        ))
        .with_state(app)
}

/// Whether a route is for everybody. What is not named here needs somebody who is
/// signed in, while accounts are on; so does a route that is added.
fn is_open(path: &str) -> bool {
    let own = [
        "/api/about",
        "/api/judging",
        "/api/openapi.json",
        "/api/unlock-key",
        // Comes from another site without the cookie of the session; the login that
        // it ends is bound to the browser by a cookie of its own.
        CALLBACK_PATH,
        "/healthz",
        "/readyz",
        "/metrics",
    ];
    // Links are their owner's by a token of their own, and readers have no account.
    let below = ["/api/account", "/api/shares", "/shl/"];
    own.contains(&path) || below.iter().any(|start| path.starts_with(start))
}

async fn not_allowed() -> Failure {
    Failure::new(ErrorCode::BadRequest).with_status(StatusCode::METHOD_NOT_ALLOWED)
}

async fn missing() -> Failure {
    ErrorCode::NotFound.into()
}

async fn note_route(request: Request, next: Next) -> Response {
    if let Some(route) = request.extensions().get::<Route>() {
        route.note(request.extensions().get::<MatchedPath>());
    }
    next.run(request).await
}

/// Calls below `/api` must come from our own page: a header that other sites
/// cannot send, and no sign that another site sent it. The host of the readers has
/// nothing that is a person's own.
async fn own_page_only(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_api = path.starts_with("/api/") && path != "/api/openapi.json";
    let site = Site::of(&app.config, request.headers());
    if !site.has(path) {
        return Failure::new(ErrorCode::NotFound).into_response();
    }
    if is_api && !is_own(request.headers(), &site.origin(&app.config)) {
        return Failure::new(ErrorCode::Forbidden).into_response();
    }
    next.run(request).await
}

fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let is = |name: &str, wanted: &str| {
        headers
            .get(name)
            .is_none_or(|value| value.as_bytes() == wanted.as_bytes())
    };
    headers.contains_key(APP_HEADER)
        && is(APP_HEADER, "1")
        && is("sec-fetch-site", "same-origin")
        && is("origin", origin)
}

/// Reads a JSON body.
///
/// # Errors
/// When it is not sent as JSON, or is not what is asked.
pub(crate) async fn read_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
) -> Result<T, Failure> {
    let bytes = read_body(headers, body, "application/json").await?;
    serde_json::from_slice(&bytes).map_err(|_| Failure::new(ErrorCode::BadRequest))
}

/// Reads a body of one content type, of at most 64 KiB.
///
/// # Errors
/// When it is sent as something else, is larger, or breaks off.
pub(crate) async fn read_body(
    headers: &HeaderMap,
    body: Body,
    wanted: &str,
) -> Result<Bytes, Failure> {
    read_body_of(headers, body, wanted, 64 * 1024).await
}

/// Reads a body of one content type, of at most `most` bytes.
///
/// # Errors
/// When it is sent as something else, is larger, or breaks off.
pub(crate) async fn read_body_of(
    headers: &HeaderMap,
    body: Body,
    wanted: &str,
    most: usize,
) -> Result<Bytes, Failure> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case(wanted) {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Failure::new(ErrorCode::BadRequest).with_status(status));
    }
    axum::body::to_bytes(body, most)
        .await
        .map_err(|_| ErrorCode::BadRequest.into())
}

/// An answer as JSON that nobody keeps.
pub(crate) fn json(value: &impl Serialize) -> Result<Response, Failure> {
    let body = serde_json::to_vec(value).map_err(|_| Failure::new(ErrorCode::Internal))?;
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_description_names_every_route_and_no_other() {
        let description: serde_json::Value = serde_json::from_str(pages::OPENAPI).unwrap();
        let described: BTreeSet<String> = description["paths"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        let routed: BTreeSet<String> = routes()
            .iter()
            .map(|(path, _)| path.replace("{*", "{"))
            .collect();
        assert_eq!(described, routed);
    }
}
