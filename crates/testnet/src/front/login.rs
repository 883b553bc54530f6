//! From the landing page to `DigiD` and back, and the availability check.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

use super::html::{Look, escape, page};
use super::{back, consent, disturbance, no_session, parties, redirect, return_url};
use crate::auth::Login;
use crate::faults::{Kind, Place};
use crate::network::Persona;
use crate::world::{World, lock};

/// The button that was pressed.
#[derive(Deserialize)]
pub(super) struct Choice {
    keuze: String,
}

/// `POST /oauth/login/{session}`: on to `DigiD`, or back.
pub(super) async fn landing(
    State(world): State<Arc<World>>,
    Path(session): Path<String>,
    Form(choice): Form<Choice>,
) -> Response {
    if choice.keuze == "verder" && lock(&world.auth).login(&session).is_some() {
        return redirect(&format!(
            "{}/digid/{session}",
            world.front_origin("digid.localhost")
        ));
    }
    match lock(&world.auth).end(&session) {
        Some(login) => back(&login, &[("error", "access_denied")]),
        None => no_session(),
    }
}

/// What `DigiD` reports.
#[derive(Deserialize)]
pub(super) struct Report {
    resultaat: String,
}

/// `GET /oauth/terug/{session}`: back from `DigiD`.
pub(super) async fn back_from_digid(
    State(world): State<Arc<World>>,
    Path(session): Path<String>,
    Query(report): Query<Report>,
) -> Response {
    let Some(login) = lock(&world.auth).login(&session).cloned() else {
        return no_session();
    };
    match report.resultaat.as_str() {
        "storing" => return disturbance(&world, &login, &session),
        "niveau" => {
            lock(&world.auth).end(&session);
            return stopped(&world, &login, "Uw DigiD is nog niet sterk genoeg", LEVEL);
        }
        "ok" => {}
        _ => {
            lock(&world.auth).end(&session);
            return back(&login, &[("error", "access_denied")]);
        }
    }
    if let Some(response) = fault(&world, &login, &session).await {
        return response;
    }
    let persona = login
        .persona
        .as_deref()
        .and_then(|id| world.network.persona(id));
    match persona {
        Some(persona) => checked(&world, &session, &login, persona),
        None => back(&login, &[("error", "access_denied")]),
    }
}

const LEVEL: &str = "<p>U logde in met alleen een gebruikersnaam en wachtwoord. Voor uw medische \
    gegevens is een sterkere manier nodig: de DigiD app of een sms-code.</p>";

async fn fault(world: &World, login: &Login, session: &str) -> Option<Response> {
    let fault = lock(&world.faults).take(Place::Login, &login.provider, None, "")?;
    match fault.kind {
        Kind::Slow => {
            tokio::time::sleep(std::time::Duration::from_secs(fault.seconds.unwrap_or(5))).await;
            None
        }
        Kind::Refuse => Some(back(login, &[("error", "access_denied")])),
        Kind::Outcome => Some(back(login, &[("error", "server_error")])),
        Kind::Malformed => Some(redirect(&login.redirect_uri)),
        _ => Some(disturbance(world, login, session)),
    }
}

/// The availability check: old enough, and something held here.
fn checked(world: &World, session: &str, login: &Login, persona: &Persona) -> Response {
    if !old_enough(&persona.birth_date, world.clock.today()) {
        lock(&world.auth).end(session);
        return stopped(world, login, "U bent nog geen 16 jaar", TOO_YOUNG);
    }
    let available: Vec<&str> = login
        .asked
        .iter()
        .map(String::as_str)
        .filter(|id| {
            let provider = world.network.provider(&login.provider);
            provider.is_some_and(|provider| {
                provider.service(id).is_some_and(|s| s.dva == login.dva)
                    && provider.serves(id, &persona.id)
            })
        })
        .collect();
    if available.is_empty() {
        lock(&world.auth).end(session);
        return stopped(
            world,
            login,
            "Er zijn geen gegevens om op te halen",
            NOTHING,
        );
    }
    consent::question(world, session, login, persona, &available)
}

const TOO_YOUNG: &str = "<p>Via een PGO kunt u uw gegevens pas ophalen als u 16 jaar of ouder bent.</p>\n\
    <p>U heeft wel recht op een kopie van uw dossier. Vraag die aan uw zorgaanbieder.</p>";
const NOTHING: &str = "<p>Wij kunnen geen gegevens van u vinden die u met uw PGO kunt ophalen.</p>\n\
    <p>Denkt u dat dit niet klopt? Bel dan uw zorgaanbieder.</p>";

/// A page that says why it stops. Going back looks like every refusal: the PGO
/// may not learn whether there is anything (Autoriseren 1 and 2).
fn stopped(world: &World, login: &Login, title: &str, text: &str) -> Response {
    let name = parties(world, login).map_or("", |(provider, _)| provider.display.as_str());
    let url = return_url(login, &[("error", "access_denied")]);
    let body = format!(
        "{text}\n<p><a class=\"knop hoofd\" id=\"terug\" href=\"{}\">Terug naar uw PGO</a></p>",
        escape(&url)
    );
    page(Look::Provider, StatusCode::OK, name, title, &body)
}

/// Sixteen or older. Of a vague birth date the last possible day counts.
fn old_enough(birth_date: &str, today: NaiveDate) -> bool {
    let mut parts = birth_date.split('-');
    let year = parts
        .next()
        .and_then(|p| p.parse::<i32>().ok())
        .unwrap_or(i32::MAX - 20);
    let month = parts
        .next()
        .and_then(|p| p.parse::<u32>().ok())
        .unwrap_or(12);
    let day = parts
        .next()
        .and_then(|p| p.parse::<u32>().ok())
        .unwrap_or(31);
    (year + 16, month, day) <= (today.year(), today.month(), today.day())
}

#[cfg(test)]
mod tests {
    use super::old_enough;
    use chrono::NaiveDate;

    #[test]
    fn sixteen_counts_from_the_birthday_itself() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 26).unwrap();
        assert!(old_enough("2010-05-26", today));
        assert!(!old_enough("2010-05-27", today));
        assert!(!old_enough("2010", today));
        assert!(old_enough("1955-03", today));
        assert!(!old_enough("", today));
    }
}
