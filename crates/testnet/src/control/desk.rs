//! The screen of somebody who works at a provider: what patients asked and measured
//! at home; look at it, and answer.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::DateTime;
use serde::Deserialize;

use super::vendor::DOCTOR;
use crate::front::html::{Look, escape, page};
use crate::vendor::{
    Answer, Held, MeasurementState, Outcome, PatientRequest, RequestState, StoredMeasurement,
};
use crate::world::{World, lock};

/// `GET /control/vendor`
pub(super) async fn show(State(world): State<Arc<World>>) -> Response {
    let ledger = lock(&world.ledger);
    let requests = ledger.requests().iter().rev();
    let (open, done): (Vec<_>, Vec<_>) = requests.partition(|held| !held.held.is_final());
    let body = format!(
        "<p>Dit ziet iemand die bij een zorgaanbieder werkt. De zorgaanbieder, de mensen en hun \
         verzoeken zijn verzonnen.</p>\n\
         <h2 id=\"open\">Te beantwoorden ({})</h2>\n{}\n\
         <h2 id=\"metingen\">Metingen van thuis</h2>\n{}\n\
         <h2 id=\"klaar\">Afgehandeld ({})</h2>\n{}\n\
         <p><a href=\"/control\">Naar de besturing</a></p>",
        open.len(),
        list(
            &world,
            &open,
            "Er zijn geen verzoeken die op antwoord wachten."
        ),
        measured(&world, ledger.measurements()),
        done.len(),
        list(&world, &done, "Nog niets."),
    );
    page(
        Look::Control,
        StatusCode::OK,
        "Testnetwerk",
        "Verzoeken en metingen van patiënten",
        &body,
    )
}

fn list(world: &World, requests: &[&Held<PatientRequest>], none: &str) -> String {
    if requests.is_empty() {
        return format!("<p>{none}</p>");
    }
    requests.iter().map(|held| one(world, held)).collect()
}

/// A request with what can be done about it.
fn one(world: &World, held: &Held<PatientRequest>) -> String {
    let request = &held.held;
    let about = request.content.about();
    let about = about.iter().map(|(label, value)| field(label, value));
    let id = escape(&request.id);
    let text = escape(request.content.text());
    format!(
        "<article id=\"{id}\"><h3>{kind}</h3>\n<dl>{who}{to}{at}{about}{state}</dl>\n\
         <blockquote dir=\"auto\">{text}</blockquote>\n{rest}</article>\n",
        kind = escape(request.content.kind()),
        who = field("Van", &name(world, &held.owner.persona)),
        to = field("Bij", &provider(world, &held.owner.provider)),
        at = field("Ontvangen", &clock(&request.received_at)),
        about = about.collect::<String>(),
        state = field("Stand", &state(request)),
        rest = match &request.answer {
            Some(answer) => answered(answer),
            None if request.is_final() => String::new(),
            None => forms(&id, request.state),
        },
    )
}

fn field(label: &str, value: &str) -> String {
    format!("<div><dt>{label}</dt><dd>{}</dd></div>", escape(value))
}

fn name(world: &World, persona: &str) -> String {
    let persona = world.network.persona(persona);
    persona.map_or_else(String::new, |persona| persona.name.clone())
}

fn provider(world: &World, name: &str) -> String {
    let provider = world.network.provider(name);
    provider.map_or_else(String::new, |provider| provider.display.clone())
}

/// A moment as a person writes it.
fn clock(at: &str) -> String {
    let read = DateTime::parse_from_rfc3339(at);
    read.map_or_else(
        |_| at.to_owned(),
        |at| at.format("%d-%m-%Y %H:%M").to_string(),
    )
}

fn state(request: &PatientRequest) -> String {
    let words = match request.state {
        RequestState::Received => "nieuw",
        RequestState::Seen => "bekeken",
        RequestState::Answered => "beantwoord",
        RequestState::Withdrawn => "ingetrokken door de patiënt",
    };
    let since = request.history.last().map(|step| clock(&step.at));
    format!("{words} ({})", since.unwrap_or_default())
}

fn answered(answer: &Answer) -> String {
    let outcome = match answer.outcome {
        Outcome::Yes => "ja",
        Outcome::No => "nee",
        Outcome::Other => "anders",
    };
    format!(
        "<dl>{}{}</dl>\n<blockquote dir=\"auto\">{}</blockquote>\n",
        field("Antwoord", outcome),
        field("Door", &answer.by),
        escape(&answer.text)
    )
}

/// To say that it was seen, and to answer.
fn forms(id: &str, state: RequestState) -> String {
    let seen = if state == RequestState::Received {
        format!(
            "<form method=\"post\" action=\"/control/vendor/form\">\
             <input type=\"hidden\" name=\"id\" value=\"{id}\">\
             <p><button class=\"ander\" name=\"doel\" value=\"gezien\">Ik heb dit bekeken</button></p></form>\n"
        )
    } else {
        String::new()
    };
    let choice = |value: &str, words: &str| {
        format!(
            "<label><input type=\"radio\" name=\"uitkomst\" value=\"{value}\" required> {words}</label>\n"
        )
    };
    format!(
        "{seen}<form method=\"post\" action=\"/control/vendor/form\">\
         <input type=\"hidden\" name=\"id\" value=\"{id}\">\n<fieldset><legend>Antwoord</legend>\n\
         {}{}{}<label for=\"tekst-{id}\">Toelichting voor de patiënt</label>\n\
         <textarea id=\"tekst-{id}\" name=\"tekst\" rows=\"3\" maxlength=\"10000\" required></textarea>\n\
         <p><button class=\"hoofd\" name=\"doel\" value=\"antwoord\">Antwoord sturen</button></p>\n\
         </fieldset></form>\n",
        choice("yes", "Ja"),
        choice("no", "Nee"),
        choice("other", "Anders"),
    )
}

/// All measurements in one table, newest first.
fn measured(world: &World, all: &[Held<StoredMeasurement>]) -> String {
    if all.is_empty() {
        return "<p>Nog niets ontvangen.</p>".to_owned();
    }
    let row = |held: &Held<StoredMeasurement>| {
        let sent = &held.held.sent;
        let new = held.held.state == MeasurementState::Received;
        format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&name(world, &held.owner.persona)),
            escape(sent.kind_in_words()),
            escape(&sent.values()),
            escape(&clock(sent.at.as_str())),
            escape(sent.note.as_ref().map_or("", |note| note.as_str())),
            if new { "nieuw" } else { "bekeken" }
        )
    };
    let rows: String = all.iter().rev().map(row).collect();
    format!(
        "<div class=\"breed\"><table><thead><tr><th>Van</th><th>Wat</th><th>Waarde</th>\
         <th>Gemeten</th><th>Opmerking</th><th>Stand</th></tr></thead><tbody>{rows}</tbody>\
         </table></div>\n<form method=\"post\" action=\"/control/vendor/form\"><p>\
         <button class=\"ander\" name=\"doel\" value=\"metingen\">Ik heb alle metingen bekeken\
         </button></p></form>"
    )
}

/// Fields of the forms.
#[derive(Deserialize)]
pub(super) struct Fields {
    doel: String,
    #[serde(default)]
    id: String,
    uitkomst: Option<Outcome>,
    #[serde(default)]
    tekst: String,
}

/// `POST /control/vendor/form`
pub(super) async fn submit(
    State(world): State<Arc<World>>,
    Form(fields): Form<Fields>,
) -> Response {
    let at = world.clock.stamp();
    let mut ledger = lock(&world.ledger);
    match (fields.doel.as_str(), fields.uitkomst) {
        ("gezien", _) => drop(ledger.see(&fields.id, &at).cloned()),
        ("metingen", _) => ledger.see_measurements(),
        ("antwoord", Some(outcome)) => {
            let answer = Answer {
                outcome,
                text: fields.tekst,
                by: DOCTOR.to_owned(),
                at,
            };
            drop(ledger.answer(&fields.id, answer).cloned());
        }
        _ => return StatusCode::BAD_REQUEST.into_response(),
    }
    Redirect::to("/control/vendor").into_response()
}
