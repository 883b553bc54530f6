//! The messages of the authorization and token interface (`MedMij`
//! "Authorization interface" and "Token interface" 2.x; RFC 6749, 7636, 9207).

mod authorization;
mod response;
mod scope;
mod token;

pub use authorization::{AuthorizationRequest, provider_scope, sharing_scope};
pub use response::{AuthorizationResponse, Malformed, Refusal};
pub use scope::granted_services;
pub use token::{TokenError, TokenResponse, authorization_code_form, refresh_token_form};

/// Header and parameter with which each request gets its own id (UUID).
pub const REQUEST_ID: &str = "MedMij-Request-ID";
/// Header and parameter that ties authorization, token and resource requests
/// together (UUID): the trace id.
pub const CORRELATION_ID: &str = "X-Correlation-ID";

#[cfg(test)]
mod tests;
