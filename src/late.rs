//! What is loaded after the first screen: every screen that needs an open vault,
//! and what it needs. A module of its own for the browser (ADR 0050), fetched
//! while the person reads the welcome or types the passphrase.
//!
//! Only this file may name what comes late. It hands the first part functions,
//! so that nothing there refers to them directly.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::nav::{Nav, NavProps};
use crate::components::paper::sheet;
use crate::components::signing::sign_in_again;
use crate::engine::wire;
use crate::pages;
use crate::route::Route;
use crate::state::account::use_signing;
use crate::state::collect::Collect;
use crate::state::finding::Finding;
use crate::state::links;
use crate::state::session::{Session, Status};
use crate::state::taking::Taken;

/// The ways into the part that is loaded later.
#[derive(Clone, Copy)]
pub struct Late {
    /// Makes the contexts of an open vault; once, under the owner of the app.
    pub begin: fn(Session),
    /// The ways through the app.
    pub nav: fn(Memo<Route>, Callback<()>) -> AnyView,
    /// The screen of a route that needs an open vault.
    pub screen: fn(Route) -> AnyView,
}

fn begin(session: Session) {
    session.engine().learn(wire::decode_view);
    let collect = Collect::provide(session.clone());
    let finding = Finding::provide();
    let taken = Taken::provide();
    links::follow(session.clone());
    use_signing().shown_by(sign_in_again);
    Effect::new(move |before: Option<Option<_>>| {
        // What was looked for in the data of one person is nothing for another's.
        let seen = session.seen();
        if before.is_some_and(|before| before != seen) {
            finding.forget();
        }
        // What is known of a vault goes with it.
        if matches!(session.status(), Status::Locked | Status::NoVault) {
            collect.forget();
            finding.forget();
            taken.forget();
        }
        seen
    });
}

fn nav(route: Memo<Route>, on_lock: Callback<()>) -> AnyView {
    Nav(NavProps { route, on_lock }).into_any()
}

/// The screen of a route: one page, or an entry with a list beside it.
fn screen(route: Route) -> AnyView {
    match route {
        Route::Entry(chapter, _) => view! { <pages::entry::ListAndEntry chapter /> }.into_any(),
        // A recovery key is not to be copied like a page of the record.
        Route::Security => page(Route::Security),
        route => sheet(move || page(route)),
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Overview => view! { <pages::overview::OverviewPage /> }.into_any(),
        Route::Providers => view! { <pages::providers::Providers /> }.into_any(),
        Route::AddProvider => view! { <pages::add_provider::AddProvider /> }.into_any(),
        Route::Collect => view! { <pages::collect::Collect /> }.into_any(),
        Route::Dossier => view! { <pages::dossier::Dossier /> }.into_any(),
        Route::Chapter(chapter) => view! { <pages::chapter::ChapterPage chapter /> }.into_any(),
        Route::Medication => view! { <pages::medication::Medication /> }.into_any(),
        Route::MedicationDay => view! { <pages::medication::MedicationDay /> }.into_any(),
        Route::Sources => view! { <pages::sources::SourcesPage /> }.into_any(),
        Route::Offers => view! { <pages::sources::OffersPage /> }.into_any(),
        Route::Disagreements => view! { <pages::sources::DisagreementsPage /> }.into_any(),
        Route::Source(id) => view! { <pages::sources::SourcePage id /> }.into_any(),
        Route::Compare(one, other) => {
            view! { <pages::sources::ComparePage one other /> }.into_any()
        }
        Route::Discuss => view! { <pages::discuss::DiscussPage /> }.into_any(),
        Route::SeriesList => view! { <pages::series::SeriesList /> }.into_any(),
        Route::Series(number, nth) => {
            view! { <pages::series::SeriesScreen number nth /> }.into_any()
        }
        Route::Documents => view! { <pages::documents::Documents /> }.into_any(),
        Route::Search => view! { <pages::search::Search /> }.into_any(),
        Route::Network => view! { <pages::network::Network /> }.into_any(),
        Route::Take => view! { <pages::taking::TakePage /> }.into_any(),
        Route::Read => view! { <pages::taking::ReadPage /> }.into_any(),
        Route::Timeline => view! { <pages::timeline::TimelinePage /> }.into_any(),
        Route::Measure(screen) => pages::measurements::screen(screen),
        Route::Ask(screen) => pages::requests::screen(screen),
        Route::Links(screen) => pages::links::screen(screen),
        Route::Along => view! { <pages::along::Along /> }.into_any(),
        Route::News => view! { <pages::news::NewsPage /> }.into_any(),
        Route::Added(id) => view! { <pages::added::AddedScreen id /> }.into_any(),
        Route::Logbook => view! { <pages::logbook::LogbookPage /> }.into_any(),
        Route::Access => view! { <pages::logbook::AccessPage /> }.into_any(),
        Route::Consents => view! { <pages::consents::Consents /> }.into_any(),
        Route::Settings => view! { <pages::settings::Settings /> }.into_any(),
        Route::Security => view! { <pages::security::Security /> }.into_any(),
        Route::Help => view! { <pages::help::HelpPage /> }.into_any(),
        Route::Report => view! { <pages::help::ReportPage /> }.into_any(),
        Route::Legal(name) => view! { <pages::help::LegalPage name /> }.into_any(),
        Route::More => view! { <pages::more::More /> }.into_any(),
        Route::Welcome | Route::Unlock | Route::Restore | Route::Missing | Route::Entry(..) => {
            ().into_any()
        }
    }
}

/// What comes late, for `main.rs` to hand over.
pub const LATE: Late = Late { begin, nav, screen };

/// Fetches what comes late; done at once when it is there already.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Result<Late, NotLoaded>>>>;

/// It could not be fetched: no network, or a server that has a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// The part that comes late, on its way.
#[derive(Clone)]
pub struct Coming {
    load: Load,
    session: Session,
    owner: Owner,
    came: RwSignal<Option<Result<Late, NotLoaded>>>,
}

impl Coming {
    /// Starts fetching; what comes lives as long as the caller's owner.
    pub fn start(load: Load, session: Session) -> Self {
        let coming = Self {
            load,
            session,
            owner: Owner::current().unwrap_or_default(),
            came: RwSignal::new(None),
        };
        coming.fetch();
        coming
    }

    /// Fetches it (again).
    pub fn fetch(&self) {
        let coming = self.clone();
        coming.came.set(None);
        spawn_local(async move {
            let came = (coming.load)().await;
            if let Ok(late) = came {
                let session = coming.session.clone();
                coming.owner.with(|| (late.begin)(session));
            }
            coming.came.set(Some(came));
        });
    }

    /// What came; `None` while it is under way.
    pub fn came(&self) -> Option<Result<Late, NotLoaded>> {
        self.came.get()
    }
}
