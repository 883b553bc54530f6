//! Sending to a provider (Delen): one Bundle of the person, passed on unread, once.
//! Whether it was taken is uncertain as soon as something may have arrived and no
//! answer says so; then it is said, never sent again.

use crate::app::App;
use crate::fhir::{access, exchange, logged, note, turn};
use crate::problem::Failure;
use crate::router::read_body;
use crate::upstream::{self, Relay};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use inzage_api::{ErrorCode, Takes};
use inzage_medmij::chainlog::EventType;
use inzage_medmij::gegevensdiensten::FhirVersion;
use inzage_medmij::oauth::{CORRELATION_ID, REQUEST_ID};
use std::sync::Arc;

/// `POST /api/grants/{g}/services/{s}/fhir`: a Bundle to the base of a service
/// that takes it.
pub(crate) async fn send(
    State(app): State<Arc<App>>,
    Path((grant, service)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let takes = app.config.takes.get(&service).copied();
    let fhir = version(takes.ok_or(ErrorCode::NotAllowed)?);
    let bytes = read_body(&headers, body, "application/fhir+json").await?;
    let access = access(&app, &headers, &grant, &service)?;
    let base = access.service.base("").ok_or(ErrorCode::NotFound)?;
    let url = app
        .back
        .endpoint(&access.lists, base)
        .ok_or(ErrorCode::NotAllowed)?;
    let turn = turn(&app, &access.record).await?;
    let exchange = exchange(&app, &access, "POST", logged(&url, &access.service));
    let request = app
        .back
        .post(&url)
        .ok_or(ErrorCode::NotAllowed)?
        .bearer_auth(&access.record.token)
        .header(header::ACCEPT, fhir.accept())
        .header(header::CONTENT_TYPE, fhir.accept())
        .header("prefer", "return=representation")
        .header(REQUEST_ID, &exchange.request_id)
        .header(CORRELATION_ID, &access.record.trace_id)
        .body(bytes);
    app.chainlog.sent(EventType::SendResourceRequest, &exchange);
    let answer = app.back.hand_over(request).await;
    let status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
    let relay = Relay {
        trace_id: access.record.trace_id.clone(),
        now: app.env.now(),
        turn,
    };
    let outcome = upstream::relay(&app.back, answer.map_err(Failure::new), relay);
    let outcome = outcome.map_err(uncertain_after_a_fault);
    note(&app, &exchange, status, &outcome);
    outcome
}

/// The FHIR version of what is sent.
fn version(takes: Takes) -> FhirVersion {
    match takes {
        Takes::Measurements => FhirVersion::Stu3,
        Takes::Corrections => FhirVersion::R4,
    }
}

/// A provider that failed after it got everything may have kept it.
pub(crate) fn uncertain_after_a_fault(failure: Failure) -> Failure {
    match failure.code() {
        ErrorCode::ProviderError | ErrorCode::ProviderTimeout | ErrorCode::TooLarge => {
            failure.with_code(ErrorCode::SendUncertain)
        }
        _ => failure,
    }
}
