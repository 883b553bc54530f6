//! The authorization response: what the browser brings back.

use crate::Secret;
use std::collections::BTreeMap;

/// The parameters of a callback, read strictly: one that is known may stand
/// once (RFC 6749 section 3.1); unknown ones are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationResponse {
    /// `state`, required.
    pub state: Secret,
    /// `iss` (RFC 9207), when sent.
    pub iss: Option<String>,
    /// The code, or why there is none.
    pub outcome: Result<Secret, Refusal>,
}

/// Why there is no code. Autoriseren 1 and 2 (no data, no consent) are one
/// here, because they must be one to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `access_denied`: refused, cancelled, or nothing available.
    AccessDenied,
    /// `server_error`, `temporarily_unavailable` or an unknown error: a fault
    /// of the provider, or its answer could not be established (Autoriseren 3).
    ProviderFault,
    /// `invalid_request`, `unauthorized_client`, `unsupported_response_type`,
    /// `invalid_scope`: the provider found our request wrong.
    RequestWrong,
}

impl Refusal {
    fn of(error: &str) -> Self {
        match error {
            "access_denied" => Self::AccessDenied,
            "invalid_request"
            | "unauthorized_client"
            | "unsupported_response_type"
            | "invalid_scope" => Self::RequestWrong,
            _ => Self::ProviderFault,
        }
    }
}

/// A callback that no authorization server sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// `state` is missing.
    #[error("state is missing")]
    NoState,
    /// A known parameter stands twice.
    #[error("a parameter stands twice")]
    Twice,
    /// Neither a code nor an error, both, or an empty one.
    #[error("neither a code nor an error, or both")]
    NoOutcome,
    /// Longer than any code, or not UTF-8.
    #[error("too long, or not text")]
    NotText,
}

/// Longest query that is looked at, in bytes.
const LONGEST: usize = 6 * 1024;

impl AuthorizationResponse {
    /// Reads the query of a callback.
    ///
    /// # Errors
    /// When it is not one that may be acted on.
    pub fn parse(query: &str) -> Result<Self, Malformed> {
        if query.len() > LONGEST {
            return Err(Malformed::NotText);
        }
        let mut known: BTreeMap<&str, String> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if value.contains('\u{fffd}') || value.chars().any(char::is_control) {
                return Err(Malformed::NotText);
            }
            let name = match name.as_ref() {
                "state" => "state",
                "code" => "code",
                "error" => "error",
                "iss" => "iss",
                _ => continue,
            };
            if known.insert(name, value.into_owned()).is_some() {
                return Err(Malformed::Twice);
            }
        }
        let state = known.remove("state").filter(|state| !state.is_empty());
        let state = Secret::new(state.ok_or(Malformed::NoState)?);
        let outcome = match (known.remove("code"), known.remove("error")) {
            (Some(code), None) if !code.is_empty() => Ok(Secret::new(code)),
            (None, Some(error)) if !error.is_empty() => Err(Refusal::of(&error)),
            _ => return Err(Malformed::NoOutcome),
        };
        Ok(Self {
            state,
            iss: known.remove("iss"),
            outcome,
        })
    }
}
