//! Errors: `application/problem+json` (RFC 9457) with a stable code, and nothing of
//! what was sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// A header, a parameter or the JSON is not in order.
    InvalidRequest,
    /// The access token is missing, unknown or has ended.
    InvalidToken,
    /// The access token does not open this.
    InsufficientScope,
    /// Not there, or not of this patient.
    NotFound,
    /// Another method is expected.
    MethodNotAllowed,
    /// The key was used with another request.
    KeyReused,
    /// The request has been answered.
    AlreadyAnswered,
    /// The body is too large.
    TooLarge,
    /// The body is not JSON by its content type.
    UnsupportedMediaType,
    /// The JSON is not what the description asks for.
    InvalidContent,
    /// Too much at once, or in all.
    TooMany,
    /// Any other status, on purpose.
    Fault(StatusCode),
}

impl Problem {
    /// Status, code and title.
    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::InvalidRequest => (
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "A header, a parameter or the JSON is not in order",
            ),
            Self::InvalidToken => (
                StatusCode::UNAUTHORIZED,
                "invalid_token",
                "The access token is missing, unknown or has ended",
            ),
            Self::InsufficientScope => (
                StatusCode::FORBIDDEN,
                "insufficient_scope",
                "The access token does not open this",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "not_found",
                "Not there, or not of this patient",
            ),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "Another method is expected here",
            ),
            Self::KeyReused => (
                StatusCode::CONFLICT,
                "key_reused",
                "The key was used before with another request",
            ),
            Self::AlreadyAnswered => (
                StatusCode::CONFLICT,
                "already_answered",
                "The request has been answered",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "The body is larger than 64 KiB",
            ),
            Self::UnsupportedMediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "The body is not sent as application/json",
            ),
            Self::InvalidContent => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid_content",
                "The JSON is not what the description asks for",
            ),
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                "too_many",
                "Too much at once, or too much in all",
            ),
            Self::Fault(status) if status.is_server_error() => {
                (status, "internal", "A fault of the provider")
            }
            Self::Fault(status) => (status, "invalid_request", "Refused on purpose"),
        }
    }
}

impl Problem {
    /// Why, for the patient.
    fn detail(self) -> Option<&'static str> {
        match self {
            Self::InvalidContent => Some(
                "Dit verzoek kunnen wij zo niet lezen. Maak het korter, of schrijf het anders op.",
            ),
            Self::Fault(status) if status.is_client_error() => {
                Some("Dit verzoek nemen wij nu niet aan. Belt u de balie van de dialyse.")
            }
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, title) = self.parts();
        let mut body = json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "code": code,
        });
        if let (Some(detail), Some(fields)) = (self.detail(), body.as_object_mut()) {
            fields.insert("detail".to_owned(), json!(detail));
        }
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, kind, body.to_string()).into_response();
        let more = match self {
            Self::InvalidToken => Some((
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            )),
            Self::TooMany => Some((header::RETRY_AFTER, HeaderValue::from_static("2"))),
            _ => None,
        };
        response.headers_mut().extend(more);
        response
    }
}
