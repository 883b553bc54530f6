//! The token endpoint, over mutual TLS.

use crate::app::App;
use crate::chainlog::{Ending, Exchange};
use crate::problem::Failure;
use crate::upstream::{NoAnswer, no_answer};
use inzage_api::ErrorCode;
use inzage_medmij::Secret;
use inzage_medmij::chainlog::EventType;
use inzage_medmij::oauth::{CORRELATION_ID, REQUEST_ID, TokenError, TokenResponse};
use reqwest::header;
use std::sync::Arc;

/// Largest token response, in bytes.
const LARGEST: usize = 64 * 1024;

/// One request to a token endpoint.
pub(super) struct TokenRequest<'a> {
    /// From the sealed login, or the list.
    pub(super) endpoint: &'a str,
    /// The body.
    pub(super) form: Secret,
    /// `authorization_code` or `refresh_token`.
    pub(super) grant_type: &'static str,
    /// `X-Correlation-ID`.
    pub(super) trace_id: &'a str,
    /// `MedMij` name.
    pub(super) provider: &'a str,
}

/// Asks for a token: once, never again (a code may be offered once).
pub(super) async fn request(
    app: &Arc<App>,
    asked: TokenRequest<'_>,
) -> Result<TokenResponse, Failure> {
    let lists = app.lists()?;
    let url = app
        .back
        .endpoint(&lists, asked.endpoint)
        .ok_or_else(|| Failure::new(ErrorCode::NotAllowed).with_trace(asked.trace_id))?;
    let request_id = app.env.uuid();
    let exchange = Exchange {
        trace_id: asked.trace_id.to_owned(),
        request_id: request_id.clone(),
        method: "POST",
        url: url.clone(),
        grant_type: Some(asked.grant_type),
        provider: asked.provider.to_owned(),
        service: None,
    };
    let request = app
        .back
        .post(&url)
        .ok_or(ErrorCode::NotAllowed)?
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
        .header(REQUEST_ID, &request_id)
        .header(CORRELATION_ID, asked.trace_id)
        .body(asked.form.reveal().to_owned());
    app.chainlog.sent(EventType::SendTokenRequest, &exchange);
    let answer = match app.back.send_once(request).await {
        Ok(response) => {
            let status = response.status().as_u16();
            app.back
                .small(response, LARGEST)
                .await
                .map(|body| (status, body))
                .ok_or(NoAnswer::Unreachable)
        }
        Err(why) => Err(why),
    };
    let outcome = match &answer {
        Ok((status, body)) => TokenResponse::parse(*status, body).map_err(|why| {
            Failure::new(meaning(why, asked.grant_type)).with_provider_status(*status)
        }),
        Err(why) => Err(no_answer(*why)),
    };
    note(
        app,
        &exchange,
        answer.map(|(status, _)| status).ok(),
        &outcome,
    );
    outcome.map_err(|failure| failure.with_trace(asked.trace_id))
}

fn meaning(why: TokenError, grant_type: &str) -> ErrorCode {
    match why {
        TokenError::Refused if grant_type == "refresh_token" => ErrorCode::ConsentLapsed,
        TokenError::Refused => ErrorCode::TokenRefused,
        TokenError::RequestWrong => ErrorCode::ProviderRefusedRequest,
        TokenError::NotAToken => ErrorCode::ProviderFault,
    }
}

fn note(
    app: &App,
    exchange: &Exchange,
    status: Option<u16>,
    outcome: &Result<TokenResponse, Failure>,
) {
    let (kind, ending, label) = match (outcome, status) {
        (Ok(_), Some(status)) => (
            EventType::ReceiveTokenResponse,
            Ending::Status(status),
            "ok",
        ),
        (Err(failure), Some(status)) => (
            EventType::ReceiveTokenErrorResponse,
            Ending::Error(Some(status), failure.code().as_str()),
            failure.code().as_str(),
        ),
        _ => (
            EventType::ReceiveTokenRequestError,
            Ending::Error(None, "temporarily_unavailable"),
            "no_answer",
        ),
    };
    app.chainlog.ended(kind, exchange, ending);
    app.metrics
        .add("inzage_token_requests_total", &[("outcome", label)]);
    tracing::info!(
        provider = exchange.provider,
        trace_id = exchange.trace_id,
        request_id = exchange.request_id,
        grant_type = exchange.grant_type,
        status,
        outcome = label,
        "token request"
    );
}
