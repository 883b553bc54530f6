//! The token request and response (back channel).

use crate::Secret;
use form_urlencoded::Serializer;
use serde::Deserialize;

/// Lifetime when the response does not say: 15 minutes, as usual in `MedMij`.
const DEFAULT_EXPIRES_IN: u64 = 900;
/// Longest lifetime that is believed, in seconds.
const LONGEST_EXPIRES_IN: u64 = 3600;
/// Longest token that can be carried in a sealed form, in bytes.
const LONGEST_TOKEN: usize = 3000;

/// Body of a token request that offers a code (`application/x-www-form-urlencoded`).
pub fn authorization_code_form(
    code: &Secret,
    client_id: &str,
    redirect_uri: &str,
    code_verifier: &Secret,
) -> Secret {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code.reveal())
        .append_pair("client_id", client_id)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("code_verifier", code_verifier.reveal());
    Secret::new(form.finish())
}

/// Body of a token request that offers a refresh token; no `redirect_uri`.
pub fn refresh_token_form(refresh_token: &Secret, client_id: &str) -> Secret {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "refresh_token")
        .append_pair("refresh_token", refresh_token.reveal())
        .append_pair("client_id", client_id);
    Secret::new(form.finish())
}

/// What a token endpoint gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenResponse {
    /// `access_token`, opaque.
    pub access_token: Secret,
    /// `refresh_token`, with lasting consent.
    pub refresh_token: Option<Secret>,
    /// `expires_in`, in seconds: 900 when absent, never more than 3600.
    pub expires_in: u64,
    /// `scope`, as written.
    pub scope: Option<String>,
}

/// Why a token response gives no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// `invalid_grant`: the code or the refresh token is not accepted.
    #[error("the grant is refused")]
    Refused,
    /// Another error of RFC 6749 section 5.2: our request was found wrong.
    #[error("the request is found wrong")]
    RequestWrong,
    /// Not a token response.
    #[error("not a token response")]
    NotAToken,
}

/// As it is on the wire; numbers may be written as text.
#[derive(Deserialize)]
struct Wire {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<serde_json::Value>,
    refresh_token: Option<String>,
    scope: Option<String>,
    error: Option<String>,
}

impl TokenResponse {
    /// Reads the body of an answer with this HTTP status.
    ///
    /// # Errors
    /// When it holds no token; says whose side that was on.
    pub fn parse(status: u16, body: &[u8]) -> Result<Self, TokenError> {
        let wire: Result<Wire, _> = serde_json::from_slice(body);
        if !(200..300).contains(&status) {
            return Err(match wire.ok().and_then(|wire| wire.error).as_deref() {
                Some("invalid_grant") => TokenError::Refused,
                Some(_) => TokenError::RequestWrong,
                None => TokenError::NotAToken,
            });
        }
        let wire = wire.map_err(|_| TokenError::NotAToken)?;
        let bearer = wire
            .token_type
            .as_deref()
            .is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        let access_token = wire.access_token.filter(|token| bearer && is_token(token));
        Ok(Self {
            access_token: Secret::new(access_token.ok_or(TokenError::NotAToken)?),
            refresh_token: wire
                .refresh_token
                .filter(|token| is_token(token))
                .map(Secret::new),
            expires_in: seconds(wire.expires_in.as_ref()),
            scope: wire.scope,
        })
    }
}

fn seconds(value: Option<&serde_json::Value>) -> u64 {
    let text = match value {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Number(number)) => number.to_string(),
        _ => return DEFAULT_EXPIRES_IN,
    };
    text.parse::<u64>()
        .unwrap_or(DEFAULT_EXPIRES_IN)
        .min(LONGEST_EXPIRES_IN)
}

/// Visible ASCII (RFC 6749 appendix A.12): fits in a header, and no more.
fn is_token(text: &str) -> bool {
    (1..=LONGEST_TOKEN).contains(&text.len()) && text.bytes().all(|b| (0x21..=0x7e).contains(&b))
}
