//! The consent question (medmij.md 2.3, Toestemmingsverklaring) and its answer.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::html::{Look, escape, form, page};
use super::{back, no_session, parties};
use crate::auth::Login;
use crate::lists::known_client;
use crate::network::{Persona, weergavenaam};
use crate::world::{World, lock};

/// The page with the question. Services may be left out; lasting consent is
/// never chosen beforehand.
pub(super) fn question(
    world: &World,
    session: &str,
    login: &Login,
    persona: &Persona,
    available: &[&str],
) -> Response {
    if let [id] = available
        && takes(world, login, id)
    {
        return confirmation(world, session, login, persona, id);
    }
    let name = parties(world, login).map_or("", |(provider, _)| provider.display.as_str());
    let pgo = known_client(world, &login.client_id).map_or("uw PGO", |(pgo, _)| pgo);
    let lasting = lock(&world.auth).lasting_consent(login, world.clock.now());
    let earlier = if lasting {
        "<p>U gaf eerder langdurige toestemming. Uw antwoord van nu komt daarvoor in de plaats. \
         Zegt u nee, dan stopt uw toestemming.</p>\n"
    } else {
        ""
    };
    let services = available
        .iter()
        .map(|id| {
            format!(
                "<label><input type=\"checkbox\" name=\"dienst\" value=\"{id}\" checked> \
                 <span>{}</span></label>\n",
                escape(&weergavenaam(id)),
                id = escape(id),
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let inside = format!(
        "<fieldset><legend>Welke gegevens wilt u delen?</legend>\n{services}</fieldset>\n\
         <fieldset><legend>Hoe lang?</legend>\n\
         <label><input type=\"checkbox\" name=\"langdurig\" value=\"ja\" id=\"langdurig\"> \
         <span>Ik geef langdurige toestemming <small>Uw PGO kan uw gegevens dan opnieuw ophalen \
         zonder dat u inlogt. Haalt u langer dan zes maanden niets op? Dan stopt uw toestemming \
         vanzelf.</small></span></label>\n</fieldset>\n"
    );
    let body = format!(
        "<p>U logde in als <strong>{person}</strong>.</p>\n<p>Wilt u de gegevens die {name} over \
         u heeft in uw PGO zetten? Dan heeft {name} uw toestemming nodig om deze gegevens met \
         {pgo} te delen.</p>\n<p>Zonder uw toestemming deelt {name} niets.</p>\n{earlier}\
         {form}\n<p>U kunt uw toestemming later veranderen. Zoek daarvoor in uw PGO naar {name} \
         en kies 'Toestemmingen aanpassen'.</p>",
        person = escape(&persona.name),
        name = escape(name),
        form = form(
            &format!("/oauth/toestemming/{session}"),
            &inside,
            &[
                ("ja", "Ja, ik geef toestemming"),
                ("nee", "Nee, ik geef geen toestemming")
            ],
        ),
    );
    page(
        Look::Provider,
        StatusCode::OK,
        name,
        "Toestemming geven",
        &body,
    )
}

/// Whether a service takes something from the person.
fn takes(world: &World, login: &Login, id: &str) -> bool {
    let service = parties(world, login).and_then(|(provider, _)| provider.service(id));
    service.is_some_and(|service| service.takes.is_some())
}

/// The question before something is taken (Bevestigingsverklaring): this once.
fn confirmation(
    world: &World,
    session: &str,
    login: &Login,
    persona: &Persona,
    id: &str,
) -> Response {
    let name = parties(world, login).map_or("", |(provider, _)| provider.display.as_str());
    let pgo = known_client(world, &login.client_id).map_or("uw PGO", |(pgo, _)| pgo);
    let inside = format!(
        "<input type=\"hidden\" name=\"dienst\" value=\"{}\">\n",
        escape(id)
    );
    let body = format!(
        "<p>U logde in als <strong>{person}</strong>.</p>\n<p>U wilt vanuit {pgo} iets naar {name} \
         sturen: <strong>{what}</strong>.</p>\n<p>{name} bekijkt wat u stuurt. {name} beslist zelf \
         of het in uw dossier komt. Wat u gestuurd heeft, kunt u niet terughalen.</p>\n{form}",
        person = escape(&persona.name),
        name = escape(name),
        what = escape(&weergavenaam(id)),
        form = form(
            &format!("/oauth/toestemming/{session}"),
            &inside,
            &[
                ("ja", "Ja, stuur het naar deze zorgaanbieder"),
                ("nee", "Nee, stuur niets")
            ],
        ),
    );
    page(
        Look::Provider,
        StatusCode::OK,
        name,
        "Bevestigen dat u iets stuurt",
        &body,
    )
}

/// `POST /oauth/toestemming/{session}`.
pub(super) async fn answer(
    State(world): State<Arc<World>>,
    Path(session): Path<String>,
    body: String,
) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    let has = |name: &str, value: &str| fields.iter().any(|(n, v)| n == name && v == value);
    let mut auth = lock(&world.auth);
    let Some(login) = auth.end(&session) else {
        return no_session();
    };
    let Some(persona) = login.persona.clone() else {
        return back(&login, &[("error", "access_denied")]);
    };
    auth.withdraw(&login);
    let services: Vec<String> = login
        .asked
        .iter()
        .filter(|id| has("dienst", id) && holds(&world, &login, id, &persona))
        .cloned()
        .collect();
    if !has("keuze", "ja") || services.is_empty() {
        return back(&login, &[("error", "access_denied")]);
    }
    let now = world.clock.now();
    let code = auth.grant(&login, &persona, services, has("langdurig", "ja"), now);
    back(&login, &[("code", &code)])
}

fn holds(world: &World, login: &Login, service: &str, persona: &str) -> bool {
    world
        .network
        .provider(&login.provider)
        .is_some_and(|provider| provider.serves(service, persona))
}
