//! Grants: claimed once by the page that logged in, refreshed, ended.

use super::login::{LOGIN_LENGTH, keep_device};
use super::records::{AccessRecord, Granted, RefreshRecord, ResultRecord, open};
use super::token::{self, TokenRequest};
use crate::app::App;
use crate::cookies;
use crate::problem::Failure;
use crate::router::{json, read_json};
use crate::seal::Purpose;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use inzage_api::{ClaimRequest, ErrorCode, Grant};
use inzage_medmij::Secret;
use inzage_medmij::oauth::{granted_services, refresh_token_form};
use std::sync::Arc;

/// How long an ended grant is remembered: longer than an access token lives.
const REMEMBERED: i64 = 3700;

/// `POST /api/grants`: what the callback of a login brought, once.
pub(crate) async fn claim(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let claim: ClaimRequest = read_json(&headers, body).await?;
    if !cookies::is_token(&claim.login, LOGIN_LENGTH) {
        return Err(ErrorCode::BadRequest.into());
    }
    let prefix = format!("{}{}-", cookies::GRANT_PREFIX, claim.login);
    let device = cookies::device(&headers).ok_or(ErrorCode::LoginExpired)?;
    let binding = cookies::binding(device);
    let sealed = pieces(&headers, &prefix);
    let result: ResultRecord = app
        .keys
        .open(
            Purpose::Result,
            &format!("{binding}/{}", claim.login),
            &sealed,
        )
        .map_err(|_| ErrorCode::LoginExpired)?;
    let now = app.env.seconds();
    let ends = result.created + i64::from(cookies::GRANT_SECONDS);
    if now >= ends || !app.consumed.take("claim", &claim.login, now, ends) {
        return Err(ErrorCode::LoginExpired.into());
    }
    let mut response = json(&sealed_grant(&app, &binding, result.granted)?)?;
    let out = response.headers_mut();
    for (name, _) in cookies::read(&headers) {
        if name.starts_with(&prefix) {
            cookies::add(out, cookies::delete(name));
        }
    }
    cookies::add(out, keep_device(device));
    Ok(response)
}

/// The pieces of a sealed result, in order.
fn pieces(headers: &HeaderMap, prefix: &str) -> String {
    (0..)
        .map_while(|number| cookies::find(headers, &format!("{prefix}{number}")))
        .collect()
}

/// `POST /api/grants/{g}/refresh`: a new access token, and mostly a new refresh
/// token, without a login.
pub(crate) async fn refresh(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let record: RefreshRecord = open(&app, &headers, Purpose::Refresh)?;
    let device = cookies::device(&headers).ok_or(ErrorCode::GrantExpired)?;
    if record.id != id {
        return Err(ErrorCode::GrantExpired.into());
    }
    // The consent is for these endpoints; when they moved, it is asked anew.
    let group = app
        .lists()?
        .group(&record.provider, &record.group)
        .ok_or(ErrorCode::GrantExpired)?;
    let trace_id = app.env.uuid();
    let old = Secret::new(record.token);
    let asked = TokenRequest {
        endpoint: &group.token_endpoint,
        form: refresh_token_form(&old, &app.config.client_id),
        grant_type: "refresh_token",
        trace_id: &trace_id,
        provider: &record.provider,
    };
    let token = token::request(&app, asked).await?;
    let services = granted_services(token.scope.as_deref(), &record.provider, &record.services);
    if services.is_empty() {
        return Err(Failure::new(ErrorCode::ConsentLapsed).with_trace(&trace_id));
    }
    let new = token.refresh_token.unwrap_or(old);
    let granted = Granted {
        id: record.id,
        provider: record.provider,
        group: record.group,
        services,
        access_token: token.access_token.reveal().to_owned(),
        refresh_token: Some(new.reveal().to_owned()),
        expires: app.env.seconds() + i64::try_from(token.expires_in).unwrap_or_default(),
        trace_id,
    };
    let mut response = json(&sealed_grant(&app, &cookies::binding(device), granted)?)?;
    cookies::add(response.headers_mut(), keep_device(device));
    Ok(response)
}

/// `DELETE /api/grants/{g}`: this process takes its access token no more.
/// `MedMij` has no way to take a token back; forgetting the sealed tokens, as
/// the app does, is what ends a grant.
pub(crate) async fn end(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let record: AccessRecord = open(&app, &headers, Purpose::Access)?;
    if record.id != id {
        return Err(ErrorCode::GrantExpired.into());
    }
    let now = app.env.seconds();
    app.consumed.take("grant", &id, now, now + REMEMBERED);
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

/// Tokens leave sealed, bound to the browser.
fn sealed_grant(app: &App, binding: &str, granted: Granted) -> Result<Grant, Failure> {
    let failed = |_| Failure::new(ErrorCode::Internal);
    let expires_in = u64::try_from(granted.expires - app.env.seconds()).unwrap_or(0);
    let refresh = granted
        .refresh_token
        .map(|token| {
            let record = RefreshRecord {
                id: granted.id.clone(),
                provider: granted.provider.clone(),
                group: granted.group.clone(),
                services: granted.services.clone(),
                token,
            };
            app.keys.seal(&app.env, Purpose::Refresh, binding, &record)
        })
        .transpose()
        .map_err(failed)?;
    let record = AccessRecord {
        id: granted.id,
        provider: granted.provider,
        group: granted.group,
        services: granted.services,
        token: granted.access_token,
        expires: granted.expires,
        trace_id: granted.trace_id,
    };
    let access = app
        .keys
        .seal(&app.env, Purpose::Access, binding, &record)
        .map_err(failed)?;
    let name = |id: &String| app.config.collected.named(id).to_owned();
    let named = record.services.iter().map(name).collect();
    Ok(Grant {
        id: record.id,
        provider: record.provider,
        group: record.group,
        services: named,
        access,
        expires_in,
        refresh,
        trace_id: record.trace_id,
    })
}
