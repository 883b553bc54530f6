//! `GET /oauth/callback`: the browser comes back from the provider.
//!
//! The code is used only when this browser began this very login, not long ago,
//! and only once. Whatever happens, the login's cookie dies here, and the
//! browser goes to one fixed path.

use super::login::{LOGIN_LENGTH, STATE_LENGTH, exchange};
use super::records::{Granted, LoginRecord, ResultRecord};
use super::token::{self, TokenRequest};
use crate::app::App;
use crate::chainlog::Ending;
use crate::cookies::{self, SameSite};
use crate::seal::Purpose;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use inzage_api::{AFTER_LOGIN_PATH, ErrorCode};
use inzage_medmij::Secret;
use inzage_medmij::chainlog::EventType;
use inzage_medmij::oauth::{
    AuthorizationResponse, Refusal, authorization_code_form, granted_services,
};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use url::Url;

/// Longest piece of a sealed result in one cookie; browsers take 4096 bytes
/// with the name.
const PIECE: usize = 3600;
/// Most pieces; together they fit in one head with all else.
const MOST_PIECES: usize = 3;

/// Handles a callback.
pub(crate) async fn callback(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    if !is_navigation(&headers) {
        return away(None, Some(ErrorCode::LoginExpired));
    }
    let answer = match AuthorizationResponse::parse(query.as_deref().unwrap_or_default()) {
        Ok(answer) => answer,
        Err(why) => {
            tracing::warn!(%why, "callback refused");
            return away(None, Some(ErrorCode::LoginExpired));
        }
    };
    let state = answer.state.reveal();
    let login = match state.split_at_checked(LOGIN_LENGTH) {
        Some((login, _)) if cookies::is_token(state, STATE_LENGTH) => login.to_owned(),
        _ => return away(None, Some(ErrorCode::LoginExpired)),
    };
    let cookie = format!("{}{login}", cookies::LOGIN_PREFIX);
    let Some(sealed) = cookies::find(&headers, &cookie) else {
        tracing::warn!("callback refused: no such login in this browser");
        return away(None, Some(ErrorCode::LoginExpired));
    };
    let outcome = match recognise(&app, &login, sealed, &answer) {
        Ok(record) => exchange_code(&app, &login, record, answer).await,
        Err(code) => Err(code),
    };
    let mut response = away(Some(&login), outcome.as_ref().err().copied());
    let out = response.headers_mut();
    cookies::add(out, cookies::delete(&cookie));
    for (number, piece) in outcome.unwrap_or_default().iter().enumerate() {
        let name = format!("{}{login}-{number}", cookies::GRANT_PREFIX);
        cookies::add(
            out,
            cookies::set(&name, piece, cookies::GRANT_SECONDS, SameSite::Strict),
        );
    }
    response
}

/// A person who follows a redirect; not a picture, a frame or a prefetch.
fn is_navigation(headers: &HeaderMap) -> bool {
    let is = |name: &str, wanted: &str| {
        headers
            .get(name)
            .is_none_or(|value| value.as_bytes() == wanted.as_bytes())
    };
    is("sec-fetch-mode", "navigate")
        && is("sec-fetch-dest", "document")
        && !headers.contains_key("sec-purpose")
        && !headers.contains_key("purpose")
}

/// The login that this callback belongs to. It is used up by this.
fn recognise(
    app: &App,
    login: &str,
    sealed: &str,
    answer: &AuthorizationResponse,
) -> Result<LoginRecord, ErrorCode> {
    let expired = |why: &'static str| {
        tracing::warn!(why, "callback refused");
        ErrorCode::LoginExpired
    };
    let record: LoginRecord = app
        .keys
        .open(Purpose::Login, login, sealed)
        .map_err(|_| expired("not sealed by us"))?;
    let same = answer
        .state
        .reveal()
        .as_bytes()
        .ct_eq(record.state.as_bytes());
    if !bool::from(same) {
        return Err(expired("another state"));
    }
    let now = app.env.seconds();
    let ends = record.created + i64::from(cookies::LOGIN_SECONDS);
    if now >= ends || now < record.created - 60 {
        return Err(expired("too late"));
    }
    if !app.consumed.take("state", &record.state, now, ends + 60) {
        return Err(expired("used already"));
    }
    if answer
        .iss
        .as_ref()
        .is_some_and(|iss| !is_issuer(iss, &record))
    {
        return Err(expired("another issuer"));
    }
    Ok(record)
}

/// The issuer of an authorization server is its origin: `MedMij` has no
/// metadata that could say otherwise.
fn is_issuer(iss: &str, record: &LoginRecord) -> bool {
    Url::parse(&record.authorization_endpoint)
        .is_ok_and(|url| url.origin().ascii_serialization() == iss)
}

/// Exchanges the code, and seals what came into pieces.
async fn exchange_code(
    app: &Arc<App>,
    login: &str,
    record: LoginRecord,
    answer: AuthorizationResponse,
) -> Result<Vec<String>, ErrorCode> {
    note(app, &record, answer.outcome.as_ref().err().copied());
    let code = answer.outcome.map_err(meaning)?;
    let form = authorization_code_form(
        &code,
        &app.config.client_id,
        &app.config.redirect_uri(),
        &Secret::new(record.verifier.clone()),
    );
    let asked = TokenRequest {
        endpoint: &record.token_endpoint,
        form,
        grant_type: "authorization_code",
        trace_id: &record.trace_id,
        provider: &record.provider,
    };
    let token = token::request(app, asked)
        .await
        .map_err(|failure| failure.code())?;
    let services = granted_services(token.scope.as_deref(), &record.provider, &record.asked);
    if services.is_empty() {
        return Err(ErrorCode::AccessDenied);
    }
    let now = app.env.seconds();
    let result = ResultRecord {
        granted: Granted {
            id: app.env.token::<16>(),
            provider: record.provider,
            group: record.group,
            services,
            access_token: token.access_token.reveal().to_owned(),
            refresh_token: token.refresh_token.map(|token| token.reveal().to_owned()),
            expires: now + i64::try_from(token.expires_in).unwrap_or_default(),
            trace_id: record.trace_id,
        },
        created: now,
    };
    let binding = format!("{}/{login}", record.binding);
    let sealed = app
        .keys
        .seal(&app.env, Purpose::Result, &binding, &result)
        .map_err(|_| ErrorCode::Internal)?;
    pieces(&sealed).ok_or(ErrorCode::ProviderFault)
}

fn pieces(sealed: &str) -> Option<Vec<String>> {
    let pieces: Vec<String> = sealed
        .as_bytes()
        .chunks(PIECE)
        .map(|piece| String::from_utf8_lossy(piece).into_owned())
        .collect();
    (pieces.len() <= MOST_PIECES).then_some(pieces)
}

fn meaning(refusal: Refusal) -> ErrorCode {
    match refusal {
        Refusal::AccessDenied => ErrorCode::AccessDenied,
        Refusal::ProviderFault => ErrorCode::ProviderFault,
        Refusal::RequestWrong => ErrorCode::ProviderRefusedRequest,
    }
}

fn note(app: &App, record: &LoginRecord, refusal: Option<Refusal>) {
    let Some(exchange) = exchange(record) else {
        return;
    };
    let (kind, ending) = match refusal {
        None => (EventType::ReceiveAuthorizationResponse, Ending::Status(302)),
        Some(refusal) => (
            EventType::ReceiveAuthorizationErrorResponse,
            Ending::Error(Some(302), meaning(refusal).as_str()),
        ),
    };
    app.chainlog.ended(kind, &exchange, ending);
    tracing::info!(
        provider = record.provider,
        trace_id = record.trace_id,
        outcome = refusal.map_or("code", |refusal| meaning(refusal).as_str()),
        "callback"
    );
}

/// Sends the browser on. The target is made of fixed words and a name that was
/// checked: nothing of the request decides where it goes.
fn away(login: Option<&str>, error: Option<ErrorCode>) -> Response {
    let login = login.map(|login| format!("login={login}"));
    let error = error.map(|code| format!("error={}", code.as_str()));
    let query: Vec<String> = login.into_iter().chain(error).collect();
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    let target = format!("{AFTER_LOGIN_PATH}?{}", query.join("&"));
    if let Ok(target) = HeaderValue::from_str(&target) {
        headers.insert(header::LOCATION, target);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
