//! The authorization request: where the person's browser is sent.

use super::{CORRELATION_ID, REQUEST_ID};
use form_urlencoded::Serializer;

/// One authorization request (`GET` by the browser).
pub struct AuthorizationRequest<'a> {
    /// `AuthorizationEndpointuri`: has no query of its own by its pattern.
    pub endpoint: &'a str,
    /// Host name of the OAuth client's node.
    pub client_id: &'a str,
    /// Callback address, encoded once.
    pub redirect_uri: &'a str,
    /// As [`provider_scope`] makes it.
    pub scope: &'a str,
    /// Unguessable, single use, tied to this browser.
    pub state: &'a str,
    /// Fresh UUID of this request.
    pub request_id: &'a str,
    /// Fresh UUID of this login.
    pub correlation_id: &'a str,
    /// PKCE challenge (S256); servers that do not know it ignore it.
    pub code_challenge: &'a str,
}

impl AuthorizationRequest<'_> {
    /// The address with all its parameters.
    pub fn to_url(&self) -> String {
        let query = Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", self.client_id)
            .append_pair("redirect_uri", self.redirect_uri)
            .append_pair("scope", self.scope)
            .append_pair("state", self.state)
            .append_pair(REQUEST_ID, self.request_id)
            .append_pair(CORRELATION_ID, self.correlation_id)
            .append_pair("code_challenge", self.code_challenge)
            .append_pair("code_challenge_method", "S256")
            .finish();
        format!("{}?{query}", self.endpoint)
    }
}

/// The scope to ask for collecting. From interface version 2: the provider's
/// name without `@medmij`, alone. Before: `name~id` for each service.
pub fn provider_scope<'a>(
    zorgaanbiedernaam: &str,
    interfaceversie_id: &str,
    gegevensdienst_ids: impl IntoIterator<Item = &'a str>,
) -> String {
    let name = zorgaanbiedernaam
        .strip_suffix("@medmij")
        .unwrap_or(zorgaanbiedernaam);
    if is_before_2(interfaceversie_id) {
        let scopes: Vec<String> = gegevensdienst_ids
            .into_iter()
            .map(|id| format!("{name}~{id}"))
            .collect();
        scopes.join(" ")
    } else {
        name.to_owned()
    }
}

/// The scope to ask for sending (Delen): `name~id`, exactly one service, in every
/// version of the interfaces.
pub fn sharing_scope(zorgaanbiedernaam: &str, gegevensdienst_id: &str) -> String {
    let name = zorgaanbiedernaam
        .strip_suffix("@medmij")
        .unwrap_or(zorgaanbiedernaam);
    format!("{name}~{gegevensdienst_id}")
}

fn is_before_2(interfaceversie_id: &str) -> bool {
    interfaceversie_id
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok())
        .is_some_and(|major| major < 2)
}
