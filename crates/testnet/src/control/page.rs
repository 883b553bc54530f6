//! The control page: faults, lists and clock by hand.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::api;
use crate::faults::{Fault, Kind, Place};
use crate::front::html::{Look, escape, page};
use crate::lists::{ListFault, Which};
use crate::world::{World, lock};

/// Faults that the page offers: value and words.
const KINDS: [(&str, &str); 27] = [
    ("slow", "traag (5 seconden)"),
    ("silent", "stil (120 seconden)"),
    ("status", "HTTP 500"),
    ("too_many", "HTTP 429 met Retry-After"),
    ("refuse", "weigeren (403, of geen toestemming)"),
    ("malformed", "kapotte JSON"),
    ("truncated", "halverwege afgebroken"),
    ("html", "HTML in plaats van FHIR"),
    ("endless", "eindeloos bladeren (zelfde adres)"),
    ("endless_new", "eindeloos bladeren (steeds een nieuw adres)"),
    ("next_elsewhere", "volgende bladzijde op een andere host"),
    ("expire", "token verloopt nu"),
    ("empty", "lege searchset"),
    ("outcome", "OperationOutcome in de searchset"),
    ("odd", "vreemde entries"),
    ("big", "een tekst van 10 MB"),
    ("bom", "BOM voor de JSON"),
    ("hostile", "tekst met script"),
    ("wrong_person", "gegevens van iemand anders"),
    ("refuse_entries", "sturen: elk tweede deel weigeren"),
    ("no_body", "sturen: bewaren en leeg antwoorden"),
    ("lost_answer", "sturen: bewaren en niet antwoorden"),
    ("half", "sturen: de helft bewaren en niet antwoorden"),
    ("wrong_ca", "certificaat van een andere CA"),
    ("expired_certificate", "verlopen certificaat"),
    (
        "no_client_certificate",
        "geen clientcertificaat goed genoeg",
    ),
    ("gone", "verbindingen worden verbroken"),
];

/// `GET /control`.
pub(super) async fn show(State(world): State<Arc<World>>) -> Response {
    let body = format!(
        "{}\n{}\n{}\n{}\n{}",
        active(&world),
        fault_form(&world),
        list_form(),
        other_forms(&world),
        people(&world)
    );
    page(
        Look::Control,
        StatusCode::OK,
        "Testnetwerk",
        "Besturing van het testnetwerk",
        &body,
    )
}

fn active(world: &World) -> String {
    let faults = lock(&world.faults);
    let rows = faults
        .active
        .iter()
        .map(|fault| {
            let json = serde_json::to_string(fault).unwrap_or_default();
            format!("<li><code>{}</code></li>", escape(&json))
        })
        .collect::<Vec<_>>()
        .concat();
    let list = if rows.is_empty() {
        "<p>Geen.</p>".to_owned()
    } else {
        format!("<ul>{rows}</ul>")
    };
    let violations = lock(&world.chainlog).violations.len();
    format!(
        "<p>Klok van het netwerk: <strong>{}</strong>. Volgnummer: <strong>{}</strong>. \
         Overtredingen in de ketenlog: <strong>{violations}</strong>.</p>\n\
         <p><a href=\"/control/requests\">Ontvangen verzoeken</a> · \
         <a href=\"/control/screen\">Scherm van de zorgaanbieder</a> · \
         <a href=\"/control/vendor\">Verzoeken van patiënten</a> · \
         <a href=\"/control/chainlog\">Ketenlog</a> · <a href=\"/directory.json\">Gids</a></p>\n\
         <h2>Storingen die aan staan</h2>\n{list}",
        world.clock.now().format("%Y-%m-%d %H:%M:%S UTC"),
        lock(&world.lists).volgnummer(),
    )
}

fn select(name: &str, label: &str, options: &[(String, String)]) -> String {
    let options = options
        .iter()
        .map(|(value, text)| {
            format!(
                "<option value=\"{}\">{}</option>",
                escape(value),
                escape(text)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    format!("<label>{label} <select name=\"{name}\">{options}</select></label>\n")
}

fn providers(world: &World) -> Vec<(String, String)> {
    let connected = world
        .network
        .providers
        .iter()
        .filter(|p| !p.services.is_empty());
    connected
        .map(|p| (p.name.clone(), p.display.clone()))
        .collect()
}

fn fault_form(world: &World) -> String {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    let kinds: Vec<_> = KINDS.iter().map(owned).collect();
    let mut who = vec![(String::new(), "alle".to_owned())];
    who.extend(providers(world));
    let places: Vec<_> = [
        ("fhir", "FHIR"),
        ("token", "token"),
        ("login", "inloggen"),
        ("vendor", "eigen systeem"),
    ]
    .iter()
    .map(owned)
    .collect();
    format!(
        "<h2>Storing aanzetten</h2>\n<form method=\"post\" action=\"/control/form\">\n\
         <input type=\"hidden\" name=\"doel\" value=\"storing\">\n{}{}{}\
         <label>Alleen dienst <input type=\"text\" name=\"service\" size=\"4\"></label>\n\
         <label>Alleen als de vraag dit bevat <input type=\"text\" name=\"query\"></label>\n\
         <label>Hoe vaak (leeg: steeds) <input type=\"number\" name=\"times\" min=\"1\"></label>\n\
         <p><button class=\"hoofd\">Aanzetten</button></p>\n</form>",
        select("kind", "Wat", &kinds),
        select("at", "Waar", &places),
        select("provider", "Bij wie", &who),
    )
}

/// Faults of lists that the page offers.
const LIST_FAULTS: [(&str, &str); 8] = [
    ("lower_volgnummer", "lager Volgnummer"),
    ("invalid_xml", "geen XML"),
    ("invalid_schema", "niet volgens het schema"),
    ("unknown_elements", "onbekende elementen"),
    ("huge", "50 MB"),
    ("empty", "leeg"),
    ("unavailable", "HTTP 503"),
    ("", "weer goed"),
];

fn list_form() -> String {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    let lists = [
        ("zal", "Zorgaanbiederslijst"),
        ("ocl", "OAuthclientlist"),
        ("whl", "Whitelist"),
        ("gnl", "Gegevensdienstnamenlijst"),
    ];
    format!(
        "<h2>Lijst kapotmaken</h2>\n<form method=\"post\" action=\"/control/form\">\n{}{}\
         <p><button class=\"ander\" name=\"doel\" value=\"lijst\">Publiceren</button></p>\n</form>",
        select(
            "list",
            "Welke",
            &lists.iter().map(owned).collect::<Vec<_>>()
        ),
        select(
            "listfault",
            "Hoe",
            &LIST_FAULTS.iter().map(owned).collect::<Vec<_>>()
        ),
    )
}

fn other_forms(world: &World) -> String {
    let button = |goal: &str, text: &str| {
        format!(
            "<form method=\"post\" action=\"/control/form\"><p>\
             <button class=\"ander\" name=\"doel\" value=\"{goal}\">{text}</button></p></form>\n"
        )
    };
    let remove = providers(world)
        .iter()
        .map(|(name, display)| {
            format!(
                "<form method=\"post\" action=\"/control/form\"><p>\
                 <input type=\"hidden\" name=\"provider\" value=\"{}\">\
                 <button class=\"ander\" name=\"doel\" value=\"weg\">{} van de lijst halen</button>\
                 </p></form>\n",
                escape(name),
                escape(display)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<h2>Klok, lijsten, alles</h2>\n{}{}{}{}{remove}",
        button("kwartier", "Klok een kwartier vooruit"),
        button("halfjaar", "Klok een half jaar vooruit"),
        button("uit", "Alle storingen uit"),
        button("reset", "Alles terug naar het begin"),
    )
}

fn people(world: &World) -> String {
    let rows = world
        .network
        .personas
        .iter()
        .map(|persona| {
            let held: Vec<String> = world
                .network
                .providers
                .iter()
                .flat_map(|provider| {
                    let known = provider
                        .services
                        .iter()
                        .filter(|service| service.records.contains_key(&persona.id));
                    known.map(|service| format!("{} {}", provider.display, service.id))
                })
                .collect();
            format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                escape(&persona.name),
                escape(&persona.birth_date),
                escape(&persona.about),
                escape(&held.join(", "))
            )
        })
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<h2>Wie er zijn</h2>\n<table><thead><tr><th>Naam</th><th>Geboren</th><th>Waarvoor</th>\
         <th>Bekend bij</th></tr></thead><tbody>\n{rows}</tbody></table>"
    )
}

/// Fields of the forms.
#[derive(Deserialize)]
pub(super) struct Fields {
    doel: String,
    kind: Option<Kind>,
    at: Option<Place>,
    provider: Option<String>,
    service: Option<String>,
    query: Option<String>,
    times: Option<String>,
    list: Option<Which>,
    listfault: Option<String>,
}

/// `POST /control/form`.
pub(super) async fn submit(
    State(world): State<Arc<World>>,
    Form(fields): Form<Fields>,
) -> Response {
    let filled = |text: Option<String>| text.filter(|t| !t.is_empty());
    match (fields.doel.as_str(), fields.kind) {
        ("storing", Some(kind)) => {
            let fault = Fault {
                kind,
                at: fields.at.unwrap_or_default(),
                provider: filled(fields.provider),
                service: filled(fields.service),
                query: filled(fields.query),
                times: filled(fields.times).and_then(|t| t.parse().ok()),
                seconds: None,
                status: None,
            };
            api::add(&world, fault);
        }
        ("kwartier", _) => world.clock.advance(900),
        ("halfjaar", _) => world.clock.advance(184 * 86_400),
        ("uit", _) => api::clear_faults(&world),
        ("reset", _) => api::reset_all(&world),
        ("lijst", _) => {
            let wanted = fields.listfault.unwrap_or_default();
            let fault = serde_json::from_value::<ListFault>(wanted.into()).ok();
            let mut lists = lock(&world.lists);
            lists.publish(crate::clock::Clock::real());
            lists.set_fault(fields.list.unwrap_or(Which::Zal), fault);
        }
        ("weg", _) => {
            let mut lists = lock(&world.lists);
            lists.publish(crate::clock::Clock::real());
            lists.set_gone(&fields.provider.unwrap_or_default(), true);
        }
        _ => return StatusCode::BAD_REQUEST.into_response(),
    }
    Redirect::to("/control").into_response()
}
