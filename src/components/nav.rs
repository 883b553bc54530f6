//! The ways through the app: a bar at the bottom of a phone, a rail at the left
//! of a wide screen. The same list, laid out by the style sheet.

use leptos::prelude::*;

use super::icon::{Draw, Icon};
use super::live::live;
use crate::route::{Ask, Links, Measure, Route};
use crate::state::left::use_left;
use crate::state::look::use_texts;
use crate::state::session::{Session, use_session};

/// One way: where to, its icon and word, and where it is seen.
struct Way {
    to: Route,
    icon: Icon,
    word: &'static str,
    class: &'static str,
}

fn ways(session: &Session) -> Vec<Way> {
    let text = &use_texts().nav;
    let way = |to, icon, word, class| Way {
        to,
        icon,
        word,
        class,
    };
    if session.seen().is_some() {
        return vec![
            way(Route::Along, Icon::Eye, use_texts().along.short, "way"),
            way(Route::Dossier, Icon::Dossier, text.dossier, "way"),
            way(Route::Medication, Icon::Pill, text.medication, "way"),
            way(Route::Timeline, Icon::Clock, text.timeline, "way"),
            way(Route::Search, Icon::Search, text.search, "way"),
        ];
    }
    if session.is_guest() {
        let word = use_texts().helping.people;
        return vec![way(Route::Along, Icon::Heart, word, "way")];
    }
    vec![
        way(Route::Overview, Icon::Overview, text.overview, "way"),
        way(Route::Dossier, Icon::Dossier, text.dossier, "way"),
        way(
            Route::Measure(Measure::Home),
            Icon::Vitals,
            text.measure,
            "way",
        ),
        way(Route::Medication, Icon::Pill, text.medication, "way"),
        way(
            Route::Providers,
            Icon::Providers,
            text.providers,
            "way way-wide",
        ),
        way(
            Route::Documents,
            Icon::Documents,
            text.documents,
            "way way-wide",
        ),
        way(Route::Search, Icon::Search, text.search, "way way-wide"),
        way(Route::Timeline, Icon::Clock, text.timeline, "way way-wide"),
        way(
            Route::Ask(Ask::Home),
            Icon::Wishes,
            use_texts().asking.title,
            "way way-wide",
        ),
        way(
            Route::Network,
            Icon::Stethoscope,
            text.network,
            "way way-wide",
        ),
        way(
            Route::Links(Links::Home),
            Icon::Eye,
            use_texts().links.title,
            "way way-wide",
        ),
        way(Route::Logbook, Icon::Clock, text.logbook, "way way-wide"),
        way(
            Route::Consents,
            Icon::Consents,
            text.consents,
            "way way-wide",
        ),
        way(
            Route::Settings,
            Icon::Settings,
            text.settings,
            "way way-wide",
        ),
        way(Route::More, Icon::More, text.more, "way way-narrow"),
    ]
}

/// Whether a screen belongs to a way.
fn belongs(route: &Route, way: &Route) -> bool {
    let section = match route {
        Route::News => Route::Overview,
        Route::Chapter(_)
        | Route::Entry(..)
        | Route::Sources
        | Route::Offers
        | Route::Disagreements
        | Route::Source(_)
        | Route::Compare(..)
        | Route::Discuss => Route::Dossier,
        Route::AddProvider | Route::Collect => Route::Providers,
        Route::MedicationDay => Route::Medication,
        Route::Added(_) => Route::Documents,
        Route::Access => Route::Logbook,
        Route::Take | Route::Read | Route::Security => Route::Settings,
        Route::Measure(_) => Route::Measure(Measure::Home),
        Route::Ask(_) => Route::Ask(Ask::Home),
        Route::Links(_) => Route::Links(Links::Home),
        other => other.clone(),
    };
    let more = matches!(
        section,
        Route::Providers
            | Route::Documents
            | Route::Search
            | Route::Timeline
            | Route::Logbook
            | Route::Consents
            | Route::Settings
            | Route::Network
            | Route::Ask(_)
            | Route::Links(_)
    );
    section == *way || (more && *way == Route::More)
}

/// The ways through the app.
#[component]
pub fn Nav(route: Memo<Route>, on_lock: Callback<()>) -> impl IntoView {
    let text = &use_texts().nav;
    let (session, left) = (use_session(), use_left());
    view! {
        <nav class="nav" aria-label=text.label>
            <ul>
                {live(move || ways(&session)
                    .into_iter()
                    .filter(|way| left.leads_to(&way.to))
                    .map(|Way { to, icon, word, class }| {
                        let href = to.path();
                        view! {
                            <li class=class>
                                <a
                                    href=href
                                    aria-current=move || belongs(&route.get(), &to).then_some("page")
                                >
                                    <Draw icon />
                                    <span>{word}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view())}
                <li class="way way-wide way-lock">
                    <button type="button" on:click=move |_| on_lock.run(())>
                        <Draw icon=Icon::Lock />
                        <span>{text.lock}</span>
                    </button>
                </li>
            </ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use inzage_zib::view::Chapter;

    use super::*;

    #[test]
    fn a_screen_lights_up_the_way_it_belongs_to() {
        let entry = Route::Entry(Chapter::Alerts, "a".into());
        assert!(belongs(&entry, &Route::Dossier));
        assert!(belongs(&Route::Collect, &Route::Providers));
        assert!(belongs(&Route::MedicationDay, &Route::Medication));
        assert!(belongs(&Route::Collect, &Route::More));
        assert!(belongs(&Route::Settings, &Route::More));
        assert!(belongs(&Route::Settings, &Route::Settings));
        assert!(!belongs(&Route::Overview, &Route::More));
    }
}
