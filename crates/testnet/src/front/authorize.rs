//! The authorization request (medmij.md 2.2): strict checks, then the landing
//! page.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::html::{Look, escape, form, page};
use super::{back, host_of, parties, redirect};
use crate::auth::Login;
use crate::journal::Seen;
use crate::lists::known_client;
use crate::secret::is_uuid;
use crate::world::{World, lock};

type Parameters = BTreeMap<String, Vec<String>>;

/// `GET /oauth/authorize`.
pub(super) async fn authorize(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let host = host_of(&headers).to_owned();
    let response = answer(&world, &host, &query);
    let seen = Seen {
        number: 0,
        at: String::new(),
        channel: "authorize",
        provider: None,
        method: "GET".to_owned(),
        uri: format!("{host}/oauth/authorize?{query}"),
        headers: crate::header_list(&headers),
        client: Vec::new(),
        form: form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
        status: response.status().as_u16(),
    };
    lock(&world.journal).push(world.clock.now(), seen);
    response
}

fn answer(world: &World, host: &str, query: &str) -> Response {
    let Some(dva) = world.network.dva_by_front(host) else {
        return error_page("Dit adres hoort niet bij een zorgaanbieder.");
    };
    let mut parameters = Parameters::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
        parameters.entry(name).or_default().push(value);
    }
    let client_id = single(&parameters, "client_id").unwrap_or_default();
    let Some((_, services)) = known_client(world, client_id) else {
        return error_page("De PGO die u stuurde is hier niet bekend.");
    };
    let redirect_uri = single(&parameters, "redirect_uri").unwrap_or_default();
    if !redirect_uri_belongs(redirect_uri, client_id) {
        return error_page("Het adres waarnaar u terug zou gaan hoort niet bij uw PGO.");
    }
    let mut login = Login {
        dva,
        provider: String::new(),
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        state: single(&parameters, "state").unwrap_or_default().to_owned(),
        correlation: String::new(),
        asked: Vec::new(),
        challenge: None,
        persona: None,
    };
    match check(world, &parameters, &services, &mut login) {
        Ok(()) => landing_page(world, login),
        Err((code, description)) if login.state.is_empty() => redirect(&format!(
            "{redirect_uri}?error={code}&error_description={}",
            description.replace(' ', "+")
        )),
        Err((code, description)) => back(
            &login,
            &[("error", code), ("error_description", description)],
        ),
    }
}

type Wrong = (&'static str, &'static str);

/// The checks whose failure goes back to the PGO (RFC 6749 section 4.1.2.1).
fn check(
    world: &World,
    parameters: &Parameters,
    services: &[String],
    login: &mut Login,
) -> Result<(), Wrong> {
    const KNOWN: [&str; 7] = [
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "MedMij-Request-ID",
        "X-Correlation-ID",
    ];
    if KNOWN
        .iter()
        .any(|name| parameters.get(*name).is_some_and(|v| v.len() > 1))
    {
        return Err(("invalid_request", "a parameter is given more than once"));
    }
    if single(parameters, "response_type").is_none() {
        return Err(("invalid_request", "response_type is missing"));
    }
    if single(parameters, "response_type") != Some("code") {
        return Err(("unsupported_response_type", "response_type must be code"));
    }
    if !(22..=512).contains(&login.state.len()) {
        return Err(("invalid_request", "state is missing, guessable or too long"));
    }
    let request_id = single(parameters, "MedMij-Request-ID").unwrap_or_default();
    let correlation = single(parameters, "X-Correlation-ID").unwrap_or_default();
    if !is_uuid(request_id) || !is_uuid(correlation) || request_id == correlation {
        return Err((
            "invalid_request",
            "MedMij-Request-ID or X-Correlation-ID is not a UUID",
        ));
    }
    let mut auth = lock(&world.auth);
    if !auth.first_use(request_id) || !auth.first_use(correlation) {
        return Err((
            "invalid_request",
            "MedMij-Request-ID or X-Correlation-ID was used before",
        ));
    }
    correlation.clone_into(&mut login.correlation);
    login.challenge = single(parameters, "code_challenge").map(str::to_owned);
    let scope = single(parameters, "scope").unwrap_or_default();
    let unknown = ("invalid_scope", "scope is not known here");
    let (provider, mut asked) = read_scope(world, login.dva, scope).ok_or(unknown)?;
    let before = asked.len();
    asked.retain(|id| services.contains(id));
    // A client may only ask for what the list allows it; 2.x names no services.
    if asked.is_empty() || (scope.contains('~') && asked.len() != before) {
        return Err(unknown);
    }
    login.provider = provider;
    login.asked = asked;
    Ok(())
}

/// The provider and services of a scope: the name alone for interface version 2,
/// `name~id` one or more times for older ones.
fn read_scope(world: &World, dva: usize, scope: &str) -> Option<(String, Vec<String>)> {
    let first = scope.split(' ').next()?;
    let name = first.split('~').next()?;
    let provider = world.network.provider(name).filter(|p| p.name == name)?;
    let here = |takes: bool| {
        let mut ids = Vec::new();
        for service in &provider.services {
            if service.dva == dva && service.takes.is_some() == takes {
                ids.push(service.id.clone());
            }
        }
        ids
    };
    // Delen: `name~id`, exactly one service, whatever the version.
    let sharing = here(true);
    let one = |id: &String| scope == format!("{name}~{id}");
    if let Some(id) = sharing.iter().find(|id| one(id)) {
        return Some((provider.name.clone(), vec![id.clone()]));
    }
    let offered = here(false);
    if offered.is_empty() {
        return None;
    }
    if !provider.old_scopes() {
        return (scope == name).then(|| (provider.name.clone(), offered));
    }
    let asked: Option<Vec<String>> = scope
        .split(' ')
        .map(|part| {
            let (who, id) = part.split_once('~')?;
            (who == name && offered.iter().any(|o| o == id)).then(|| id.to_owned())
        })
        .collect();
    Some((provider.name.clone(), asked?))
}

/// The value of a parameter that is given once.
fn single<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    match parameters.get(name)?.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Whether the address is on the client's own host: https (http only for
/// `localhost` names), no user, query or fragment.
fn redirect_uri_belongs(uri: &str, client_id: &str) -> bool {
    let rest = if let Some(rest) = uri.strip_prefix("https://") {
        rest
    } else if let Some(rest) = uri
        .strip_prefix("http://")
        .filter(|_| client_id.ends_with("localhost"))
    {
        rest
    } else {
        return false;
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    host == client_id && !uri.contains(['?', '#', '@', ' ', '\\'])
}

/// An error page without any way back (RFC 6749 section 4.1.2.1).
fn error_page(why: &str) -> Response {
    let body = format!(
        "<p>{}</p>\n<p>Daarom stopt het hier. Ga zelf terug naar uw PGO. Gaat het weer mis? \
         Vertel het dan aan de maker van uw PGO.</p>",
        escape(why)
    );
    page(
        Look::Provider,
        StatusCode::BAD_REQUEST,
        "Zorgaanbieder",
        "Er gaat iets mis met deze aanvraag",
        &body,
    )
}

fn landing_page(world: &World, login: Login) -> Response {
    let name = parties(world, &login).map_or_else(String::new, |(p, _)| p.display.clone());
    let pgo = known_client(world, &login.client_id).map_or("uw PGO", |(pgo, _)| pgo);
    let session = lock(&world.auth).start(login);
    let body = format!(
        "<p>U bent nu bij <strong>{name}</strong>. U komt van {pgo}, uw persoonlijke \
         gezondheidsomgeving (PGO).</p>\n<p>U logt hier in met DigiD. Zo weet {name} zeker dat u \
         het bent. Daarna vragen wij of wij uw gegevens mogen delen.</p>\n\
         <p>Log in met uw eigen DigiD. Geef uw DigiD nooit aan iemand anders.</p>\n{form}",
        name = escape(&name),
        form = form(
            &format!("/oauth/login/{session}"),
            "",
            &[("verder", "Verder naar DigiD"), ("annuleren", "Annuleren")],
        ),
    );
    page(
        Look::Provider,
        StatusCode::OK,
        &name,
        "Gegevens ophalen voor uw PGO",
        &body,
    )
}

#[cfg(test)]
mod tests {
    use super::redirect_uri_belongs;

    #[test]
    fn a_redirect_uri_must_be_on_the_clients_own_host() {
        let belongs = |uri| redirect_uri_belongs(uri, "medmij.pgo.nl");
        assert!(belongs("https://medmij.pgo.nl/cb"));
        assert!(!belongs("http://medmij.pgo.nl/cb"));
        assert!(!belongs("https://medmij.pgo.nl.evil.nl/cb"));
        assert!(!belongs("https://evil.nl/medmij.pgo.nl"));
        assert!(!belongs("https://medmij.pgo.nl@evil.nl/cb"));
        assert!(!belongs("https://medmij.pgo.nl/cb?next=x"));
        assert!(redirect_uri_belongs(
            "http://inzage.localhost:8080/cb",
            "inzage.localhost"
        ));
    }
}
