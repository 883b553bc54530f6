//! The provider's screen: what the providers took from people, as somebody who
//! works there would see it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::front::html::{Look, escape, page};
use crate::received::Taken;
use crate::world::{World, lock};

/// `GET /control/received`: everything that was taken, oldest first.
pub(super) async fn received(State(world): State<Arc<World>>) -> Response {
    axum::Json(lock(&world.received).all()).into_response()
}

/// `GET /control/screen`.
pub(super) async fn show(State(world): State<Arc<World>>) -> Response {
    let received = lock(&world.received);
    let providers = world.network.providers.iter();
    let taking = providers.filter(|provider| provider.services.iter().any(|s| s.takes.is_some()));
    let parts: Vec<String> = taking
        .map(|provider| {
            let of = received
                .all()
                .iter()
                .filter(|taken| taken.provider == provider.name);
            let rows: Vec<String> = of.filter_map(|taken| row(&world, taken)).collect();
            let list = if rows.is_empty() {
                "<p>Nog niets ontvangen.</p>".to_owned()
            } else {
                format!(
                    "<table><thead><tr><th>Ontvangen</th><th>Van</th><th>Wat</th><th>Waarde of \
                     tekst</th></tr></thead><tbody>{}</tbody></table>",
                    rows.concat()
                )
            };
            format!("<h2>{}</h2>\n{list}", escape(&provider.display))
        })
        .collect();
    let body = format!(
        "<p>Dit ziet iemand die bij de zorgaanbieder werkt.</p>\n{}\n<p><a href=\"/control\">Terug \
         naar de besturing</a></p>",
        parts.concat()
    );
    page(
        Look::Control,
        StatusCode::OK,
        "Testnetwerk",
        "Scherm van de zorgaanbieder",
        &body,
    )
}

/// One line; none for what only goes with something else.
fn row(world: &World, taken: &Taken) -> Option<String> {
    let resource = &taken.resource;
    let (what, value) = match text(resource, "/resourceType") {
        "Observation" => (
            text(resource, "/code/coding/0/display").to_owned(),
            values(resource),
        ),
        "Communication" => (
            text(resource, "/topic/text").to_owned(),
            text(resource, "/payload/0/contentString").to_owned(),
        ),
        _ => return None,
    };
    let who = world.network.persona(&taken.persona);
    Some(format!(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        escape(&taken.at),
        escape(who.map_or("", |who| who.name.as_str())),
        escape(&what),
        escape(&value)
    ))
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The values of a measurement with their units, when it was made, and its note.
fn values(resource: &Value) -> String {
    let parts = resource.get("component").and_then(Value::as_array);
    let all = std::iter::once(resource).chain(parts.into_iter().flatten());
    let quantities = all.filter_map(|part| {
        let value = part.pointer("/valueQuantity/value")?;
        Some(format!("{value} {}", text(part, "/valueQuantity/unit")))
    });
    let values = quantities.collect::<Vec<_>>().join(" / ");
    let (at, note) = (
        text(resource, "/effectiveDateTime"),
        text(resource, "/comment"),
    );
    format!("{values} ({at}) {note}").trim_end().to_owned()
}
