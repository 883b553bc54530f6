//! Finding providers, and what they share.

use crate::app::App;
use crate::lists::{Group, Snapshot, Wanted};
use crate::problem::Failure;
use crate::router::json;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use inzage_api::{ErrorCode, LoginGroup, ProviderDetail, Service, Taking, VendorApi};
use std::sync::Arc;
use url::form_urlencoded;

/// `GET /api/providers?q&place&kind`
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let lists = app.lists()?;
    let mut wanted = Wanted::default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        match name.as_ref() {
            "q" => wanted.q = value.into_owned(),
            "place" => wanted.place = value.into_owned(),
            "kind" => wanted.kind = value.into_owned(),
            _ => {}
        }
    }
    json(&lists.search(&wanted))
}

/// `GET /api/providers/{p}`
pub(crate) async fn detail(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let lists = app.lists()?;
    let provider = lists.provider(&name).ok_or(ErrorCode::NotFound)?;
    let groups = lists.groups(&name);
    json(&ProviderDetail {
        provider,
        groups: groups
            .iter()
            .map(|group| shown(&app, &lists, &name, group))
            .collect(),
    })
}

fn shown(app: &App, lists: &Snapshot, provider: &str, group: &Group) -> LoginGroup {
    let taking = group.taking(&app.config.takes);
    let collected = &app.config.collected;
    let service = |id: &str| Service {
        id: collected.named(id).to_owned(),
        name: lists.service_name(id),
        supported: collected.table(id).is_some(),
    };
    LoginGroup {
        id: group.id.clone(),
        services: group
            .services
            .iter()
            .filter(|service| !app.config.takes.contains_key(&service.id))
            .map(|s| service(&s.id))
            .collect(),
        takes: taking
            .into_iter()
            .map(|(id, takes)| Taking {
                name: lists.service_name(&id),
                id,
                takes,
            })
            .collect(),
        vendor: vendor(app, provider, group),
    }
}

/// The API of the provider's own system, with the login that opens it.
fn vendor(app: &App, provider: &str, group: &Group) -> Option<VendorApi> {
    let known = app.config.vendors.get(provider)?;
    group.service(&known.service)?;
    Some(VendorApi {
        service: app.config.collected.named(&known.service).to_owned(),
        parts: known.parts.clone(),
    })
}
