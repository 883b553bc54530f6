//! `POST /api/logins`: begins a login.

use super::records::LoginRecord;
use crate::app::App;
use crate::chainlog::Exchange;
use crate::cookies::{self, SameSite};
use crate::lists::Group;
use crate::problem::Failure;
use crate::router::{json, read_json};
use crate::seal::Purpose;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inzage_api::{ErrorCode, LoginRequest, LoginStarted};
use inzage_medmij::chainlog::EventType;
use inzage_medmij::oauth::{AuthorizationRequest, provider_scope, sharing_scope};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use url::Url;

/// Length of a login's name: 16 bytes as base64url.
pub(super) const LOGIN_LENGTH: usize = 22;
/// Length of a `state`: the login's name and 32 bytes as base64url.
pub(super) const STATE_LENGTH: usize = LOGIN_LENGTH + 43;
/// Logins that may be under way in one browser; older ones make room.
const MOST_LOGINS: usize = 5;

/// Begins a login: seals what the callback must match into a cookie, and says
/// where the browser goes.
pub(crate) async fn start(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let asked: LoginRequest = read_json(&headers, body).await?;
    let lists = app.lists()?;
    let group = lists
        .group(&asked.provider, &asked.group)
        .ok_or(ErrorCode::NotFound)?;
    let services = wanted(&app, &group, asked.send.as_deref()).ok_or(ErrorCode::NotFound)?;
    // No code may be asked for that could not be exchanged.
    app.back
        .endpoint(&lists, &group.token_endpoint)
        .ok_or(ErrorCode::NotAllowed)?;
    let device = cookies::device(&headers).map_or_else(|| app.env.token::<32>(), str::to_owned);
    let login = app.env.token::<16>();
    let record = record(&app, &asked.provider, &group, (&login, services), &device);
    let sealed = app
        .keys
        .seal(&app.env, Purpose::Login, &login, &record)
        .map_err(|_| ErrorCode::Internal)?;
    note(&app, &record);
    let mut response = json(&LoginStarted {
        authorization_url: address(&app, &group, &record, asked.send.as_deref()),
        trace_id: record.trace_id.clone(),
        login: login.clone(),
    })?;
    let out = response.headers_mut();
    make_room(&app, &headers, out);
    let name = format!("{}{login}", cookies::LOGIN_PREFIX);
    cookies::add(
        out,
        cookies::set(&name, &sealed, cookies::LOGIN_SECONDS, SameSite::Lax),
    );
    cookies::add(out, keep_device(&device));
    Ok(response)
}

/// The device cookie, for another seven months.
pub(super) fn keep_device(device: &str) -> Option<axum::http::HeaderValue> {
    let seconds = cookies::DEVICE_SECONDS;
    cookies::set(cookies::DEVICE, device, seconds, SameSite::Strict)
}

/// The services that a login opens: all that can be collected, or the one that
/// something is sent to (Delen asks for one at a time).
fn wanted(app: &App, group: &Group, send: Option<&str>) -> Option<Vec<String>> {
    let services = match send {
        None => group.collectable(&app.config.collected),
        Some(id) => {
            let mut taking = group.taking(&app.config.takes).into_iter();
            taking
                .find(|(taken, _)| taken == id)
                .map(|(id, _)| vec![id])?
        }
    };
    (!services.is_empty()).then_some(services)
}

fn record(
    app: &App,
    provider: &str,
    group: &Group,
    (login, asked): (&str, Vec<String>),
    device: &str,
) -> LoginRecord {
    LoginRecord {
        state: format!("{login}{}", app.env.token::<32>()),
        verifier: app.env.token::<32>(),
        provider: provider.to_owned(),
        group: group.id.clone(),
        authorization_endpoint: group.authorization_endpoint.clone(),
        token_endpoint: group.token_endpoint.clone(),
        asked,
        trace_id: app.env.uuid(),
        request_id: app.env.uuid(),
        binding: cookies::binding(device),
        created: app.env.seconds(),
    }
}

fn address(app: &App, group: &Group, record: &LoginRecord, send: Option<&str>) -> String {
    let ids = record.asked.iter().map(String::as_str);
    let scope = match send {
        Some(id) => sharing_scope(&record.provider, id),
        None => provider_scope(&record.provider, &group.interfaceversie_id, ids),
    };
    AuthorizationRequest {
        endpoint: &record.authorization_endpoint,
        client_id: &app.config.client_id,
        redirect_uri: &app.config.redirect_uri(),
        scope: &scope,
        state: &record.state,
        request_id: &record.request_id,
        correlation_id: &record.trace_id,
        code_challenge: &URL_SAFE_NO_PAD.encode(Sha256::digest(&record.verifier)),
    }
    .to_url()
}

fn note(app: &App, record: &LoginRecord) {
    if let Some(exchange) = exchange(record) {
        app.chainlog
            .sent(EventType::SendAuthorizationRequest, &exchange);
    }
}

/// The authorization request as the chain log sees it.
pub(super) fn exchange(record: &LoginRecord) -> Option<Exchange> {
    Some(Exchange {
        trace_id: record.trace_id.clone(),
        request_id: record.request_id.clone(),
        method: "GET",
        url: Url::parse(&record.authorization_endpoint).ok()?,
        grant_type: None,
        provider: record.provider.clone(),
        service: None,
    })
}

/// Drops the oldest logins when there are many: abandoned ones would fill the
/// cookies of the browser.
fn make_room(app: &App, headers: &HeaderMap, out: &mut HeaderMap) {
    let mut logins: Vec<(i64, &str)> = cookies::read(headers)
        .into_iter()
        .filter_map(|(name, value)| {
            let login = name.strip_prefix(cookies::LOGIN_PREFIX)?;
            let record = app.keys.open::<LoginRecord>(Purpose::Login, login, value);
            Some((record.map_or(0, |record| record.created), name))
        })
        .collect();
    logins.sort_unstable();
    let surplus = (logins.len() + 1).saturating_sub(MOST_LOGINS);
    for (_, name) in logins.into_iter().take(surplus) {
        cookies::add(out, cookies::delete(name));
    }
}
