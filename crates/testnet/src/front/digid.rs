//! A page that takes the place of `DigiD`: no passwords, only made-up people.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::html::{Look, escape, form, page};
use super::{no_session, redirect};
use crate::world::{World, lock};

/// `GET /digid/{session}`.
pub(super) async fn ask(State(world): State<Arc<World>>, Path(session): Path<String>) -> Response {
    if lock(&world.auth).login(&session).is_none() {
        return no_session();
    }
    question(&world, &session, "")
}

fn question(world: &World, session: &str, warning: &str) -> Response {
    let people = world
        .network
        .personas
        .iter()
        .map(|persona| {
            format!(
                "<label><input type=\"radio\" name=\"persona\" value=\"{id}\"> <span>{name} \
                 <small>Geboren {born}. {about}</small></span></label>\n",
                id = escape(&persona.id),
                name = escape(&persona.name),
                born = escape(&persona.birth_date),
                about = escape(&persona.about),
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let inside = format!("{warning}<fieldset><legend>Wie logt in?</legend>\n{people}</fieldset>\n");
    let body = format!(
        "<p>Dit is <strong>niet</strong> de echte DigiD. Vul hier nooit een echt wachtwoord in. \
         Kies een verzonnen persoon.</p>\n{}",
        form(
            &format!("/digid/{session}"),
            &inside,
            &[
                ("inloggen", "Inloggen"),
                ("annuleren", "Annuleren"),
                ("niveau", "Inloggen met te laag niveau"),
                ("storing", "Doe alsof er een storing is"),
            ],
        )
    );
    page(
        Look::Digid,
        StatusCode::OK,
        "DigiD nagemaakt: TEST",
        "Inloggen (TEST)",
        &body,
    )
}

/// What was chosen.
#[derive(Deserialize)]
pub(super) struct Answer {
    keuze: String,
    persona: Option<String>,
}

/// `POST /digid/{session}`.
pub(super) async fn answer(
    State(world): State<Arc<World>>,
    Path(session): Path<String>,
    Form(answer): Form<Answer>,
) -> Response {
    let Some(login) = lock(&world.auth).login(&session).cloned() else {
        return no_session();
    };
    let result = match answer.keuze.as_str() {
        "inloggen" => {
            let id = answer.persona.unwrap_or_default();
            if world.network.persona(&id).is_none() {
                let warning = "<p role=\"alert\"><strong>Kies eerst een persoon.</strong></p>\n";
                return question(&world, &session, warning);
            }
            lock(&world.auth).identify(&session, &id);
            "ok"
        }
        "niveau" => "niveau",
        "storing" => "storing",
        _ => "geannuleerd",
    };
    let host = world
        .network
        .dvas
        .get(login.dva)
        .map_or("", |dva| dva.front.as_str());
    redirect(&format!(
        "{}/oauth/terug/{session}?resultaat={result}",
        world.front_origin(host)
    ))
}
