//! `OperationOutcomes` and the answers that carry them.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use inzage_medmij::gegevensdiensten::FhirVersion;
use serde_json::{Value, json};

/// A request that is answered with an `OperationOutcome`.
#[derive(Debug)]
pub(super) struct Refusal {
    /// HTTP status.
    pub(super) status: StatusCode,
    /// `issue.code`.
    pub(super) code: &'static str,
    /// For people.
    pub(super) diagnostics: String,
    /// `error` of `WWW-Authenticate: Bearer` (RFC 6750 section 3).
    pub(super) bearer: Option<&'static str>,
}

impl Refusal {
    /// Without `WWW-Authenticate`.
    pub(super) fn new(status: StatusCode, code: &'static str, text: impl Into<String>) -> Self {
        Self {
            status,
            code,
            diagnostics: text.into(),
            bearer: None,
        }
    }

    /// With `WWW-Authenticate`.
    pub(super) fn bearer(
        status: StatusCode,
        error: &'static str,
        code: &'static str,
        text: impl Into<String>,
    ) -> Self {
        Self {
            bearer: Some(error),
            ..Self::new(status, code, text)
        }
    }

    /// The answer, in this FHIR version.
    pub(super) fn respond(self, fhir: FhirVersion) -> Response {
        let body = outcome("error", self.code, &self.diagnostics);
        let mut response = json_response(self.status, fhir, &body);
        if let Some(error) = self.bearer {
            let text = format!(
                "Bearer error=\"{error}\", error_description=\"{}\"",
                self.diagnostics.replace(['"', '\\'], "'")
            );
            if let Ok(value) = HeaderValue::from_str(&text) {
                response
                    .headers_mut()
                    .insert(header::WWW_AUTHENTICATE, value);
            }
        }
        response
    }
}

/// An `OperationOutcome` with one issue.
pub(super) fn outcome(severity: &str, code: &str, diagnostics: &str) -> Value {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{
            "severity": severity,
            "code": code,
            "details": {"text": diagnostics},
            "diagnostics": diagnostics,
        }],
    })
}

/// The content type of FHIR JSON in a version.
pub(super) fn content_type(fhir: FhirVersion) -> &'static str {
    match fhir {
        FhirVersion::Stu3 => "application/fhir+json; fhirVersion=3.0; charset=utf-8",
        FhirVersion::R4 => "application/fhir+json; fhirVersion=4.0; charset=utf-8",
    }
}

/// FHIR JSON.
pub(super) fn json_response(status: StatusCode, fhir: FhirVersion, body: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, content_type(fhir))];
    (status, headers, body.to_string()).into_response()
}
