//! The front channel: what a person sees in the browser at a provider and at
//! the `DigiD` look-alike.

pub(crate) mod authorize;
mod consent;
mod digid;
pub(crate) mod html;
mod login;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::auth::Login;
use crate::network::{Dva, Provider};
use crate::world::World;
use html::{Look, escape, page};

/// Routes of the authorization servers and the `DigiD` look-alike.
pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/oauth/authorize", get(authorize::authorize))
        .route("/oauth/login/{session}", post(login::landing))
        .route("/oauth/terug/{session}", get(login::back_from_digid))
        .route("/oauth/toestemming/{session}", post(consent::answer))
        .route("/digid/{session}", get(digid::ask).post(digid::answer))
        .route("/stijl.css", get(stylesheet))
}

async fn stylesheet() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../../assets/stijl.css"),
    )
}

/// Host name of a request, without its port.
pub(crate) fn host_of(headers: &HeaderMap) -> &str {
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

/// The provider and DVA of a login.
fn parties<'a>(world: &'a World, login: &Login) -> Option<(&'a Provider, &'a Dva)> {
    let provider = world.network.provider(&login.provider)?;
    Some((provider, world.network.dvas.get(login.dva)?))
}

/// Back to the PGO with these parameters and the state.
fn back(login: &Login, parameters: &[(&str, &str)]) -> Response {
    redirect(&return_url(login, parameters))
}

/// The callback with these parameters and the state.
fn return_url(login: &Login, parameters: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    query.append_pair("state", &login.state);
    format!("{}?{}", login.redirect_uri, query.finish())
}

/// 303, never kept.
fn redirect(location: &str) -> Response {
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The page for a session that is not there (any more).
fn no_session() -> Response {
    page(
        Look::Provider,
        StatusCode::GONE,
        "Zorgaanbieder",
        "Deze inlogpoging is verlopen",
        "<p>Ga terug naar uw PGO en begin opnieuw.</p>",
    )
}

/// The page "Technische storing", with a way back when the client is known.
fn disturbance(world: &World, login: &Login, session: &str) -> Response {
    let (name, phone) = parties(world, login).map_or(("de zorgaanbieder", ""), |(_, dva)| {
        (dva.name.as_str(), dva.phone.as_str())
    });
    let url = return_url(login, &[("error", "temporarily_unavailable")]);
    let body = format!(
        "<p>Er is een storing bij {name}. U kunt nu niet verder. Probeer het later opnieuw.</p>\n\
         <p>Blijft het misgaan? Bel {name}: {phone}. Geef dan deze nummers door:</p>\n\
         <dl><dt>Trace ID</dt><dd id=\"trace\">{trace}</dd>\n\
         <dt>Session ID</dt><dd id=\"sessie\">{session}</dd></dl>\n\
         <p><a class=\"knop ander\" id=\"terug\" href=\"{url}\">Terug naar uw PGO</a></p>",
        name = escape(name),
        phone = escape(phone),
        trace = escape(&login.correlation),
        session = escape(session),
        url = escape(&url),
    );
    page(
        Look::Provider,
        StatusCode::SERVICE_UNAVAILABLE,
        name,
        "Technische storing",
        &body,
    )
}
