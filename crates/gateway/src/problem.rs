//! Errors as answers: `application/problem+json` (RFC 9457) with a stable code.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use inzage_api::{ErrorCode, Problem, TRACE_HEADER};

/// An error on its way out.
#[derive(Debug)]
pub(crate) struct Failure {
    code: ErrorCode,
    status: StatusCode,
    trace_id: Option<String>,
    retry_after: Option<u64>,
    provider_status: Option<u16>,
    provider_detail: Option<String>,
}

impl Failure {
    /// An error with the status that belongs to its code.
    pub(crate) fn new(code: ErrorCode) -> Self {
        Self {
            code,
            status: status(code),
            trace_id: None,
            retry_after: None,
            provider_status: None,
            provider_detail: None,
        }
    }

    /// Another code, with the status that belongs to it.
    pub(crate) fn with_code(mut self, code: ErrorCode) -> Self {
        (self.code, self.status) = (code, status(code));
        self
    }

    /// Another status than usual for this code.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The exchange it happened in.
    pub(crate) fn with_trace(mut self, trace_id: &str) -> Self {
        self.trace_id = Some(trace_id.to_owned());
        self
    }

    /// When to try again, in seconds.
    pub(crate) fn with_retry_after(mut self, seconds: Option<u64>) -> Self {
        self.retry_after = seconds;
        self
    }

    /// What the provider answered.
    pub(crate) fn with_provider_status(mut self, status: u16) -> Self {
        self.provider_status = Some(status);
        self
    }

    /// Why, in the provider's words.
    pub(crate) fn with_provider_detail(mut self, detail: Option<String>) -> Self {
        self.provider_detail = detail;
        self
    }

    /// Its code.
    pub(crate) fn code(&self) -> ErrorCode {
        self.code
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: "about:blank".to_owned(),
            title: title(self.code).to_owned(),
            status: self.status.as_u16(),
            code: self.code,
            trace_id: self.trace_id,
            retry_after: self.retry_after,
            provider_status: self.provider_status,
            provider_detail: self.provider_detail,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        let trace = problem.trace_id.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(trace)) = trace {
            headers.insert(TRACE_HEADER, trace);
        }
        response
    }
}

/// The HTTP status that belongs to a code. A fault of a provider is a 5xx of a
/// gateway (502 to 504), so that nobody mistakes it for a fault of ours.
fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::BadRequest => StatusCode::BAD_REQUEST,
        ErrorCode::Forbidden
        | ErrorCode::NotAllowed
        | ErrorCode::ProviderForbids
        | ErrorCode::PasskeyRefused
        | ErrorCode::PasskeyUnknown
        | ErrorCode::AccessDenied => StatusCode::FORBIDDEN,
        ErrorCode::NotFound | ErrorCode::ProviderNotFound | ErrorCode::SharingOff => {
            StatusCode::NOT_FOUND
        }
        ErrorCode::ShareEnded | ErrorCode::PasskeyKnown | ErrorCode::TooManyPasskeys => {
            StatusCode::CONFLICT
        }
        ErrorCode::PasscodeNeeded => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::ShareTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::SharesFull => StatusCode::INSUFFICIENT_STORAGE,
        ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::ListsUnavailable
        | ErrorCode::ProviderBusy
        | ErrorCode::AccountsUnavailable
        | ErrorCode::SharesUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::SignInNeeded
        | ErrorCode::LoginExpired
        | ErrorCode::GrantExpired
        | ErrorCode::ConsentLapsed
        | ErrorCode::TokenRefused => StatusCode::UNAUTHORIZED,
        ErrorCode::ProviderFault
        | ErrorCode::ProviderRefusedRequest
        | ErrorCode::ProviderError
        | ErrorCode::ProviderUnreachable
        | ErrorCode::TooLarge => StatusCode::BAD_GATEWAY,
        ErrorCode::ProviderTimeout | ErrorCode::SendUncertain => StatusCode::GATEWAY_TIMEOUT,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn title(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::BadRequest => "The request is not in order",
        ErrorCode::Forbidden => "The request did not come from this app",
        ErrorCode::NotFound => "Not found",
        ErrorCode::TooMany => "Too many requests",
        ErrorCode::ListsUnavailable => "No usable list from MedMij yet",
        ErrorCode::LoginExpired => "The login is unknown, expired or used",
        ErrorCode::AccessDenied => "Refused, or nothing available",
        ErrorCode::ProviderFault => "The provider has a fault",
        ErrorCode::ProviderRefusedRequest => "The provider refused our request",
        ErrorCode::TokenRefused => "The provider refused the code",
        ErrorCode::ConsentLapsed => "The consent has lapsed",
        ErrorCode::GrantExpired => "The access has ended",
        ErrorCode::ProviderForbids => "The provider does not accept the access",
        ErrorCode::ProviderNotFound => "The provider does not know this",
        ErrorCode::ProviderBusy => "The provider asks for patience",
        ErrorCode::ProviderError => "The provider answered with an error",
        ErrorCode::ProviderTimeout => "The provider did not answer in time",
        ErrorCode::SendUncertain => "It was sent, and no answer tells whether it was taken",
        ErrorCode::ProviderUnreachable => "No connection with the provider",
        ErrorCode::NotAllowed => "This may not be asked",
        ErrorCode::TooLarge => "The answer is too large",
        ErrorCode::SharingOff => "Sharing is off here",
        ErrorCode::ShareEnded => "The link has ended",
        ErrorCode::ShareTooLarge => "More than a link may hold",
        ErrorCode::SharesFull => "No room for more links",
        ErrorCode::SharesUnavailable => "The database of the links does not answer",
        ErrorCode::SignInNeeded => "Nobody is signed in",
        ErrorCode::PasskeyRefused => "The passkey did not sign in",
        ErrorCode::PasskeyUnknown => "No account has this passkey",
        ErrorCode::PasskeyKnown => "The passkey is registered already",
        ErrorCode::TooManyPasskeys => "The account can have no more passkeys",
        ErrorCode::AccountsUnavailable => "The database of the accounts does not answer",
        ErrorCode::PasscodeNeeded => "A link needs a passcode here",
        ErrorCode::Internal => "A fault of the gateway",
    }
}
