//! The frame of every screen: contexts, the way in, header, menu, footer.

use leptos::prelude::*;

use crate::components::live::live;

use crate::components::dialog::Dialog;
use crate::components::faces::{Loading, Notice, Tone, failed};
use crate::components::heading::{FocusNext, HEADING, Heading};
use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::links::Seen;
use crate::late::{Coming, Load, NotLoaded};
use crate::pages;
use crate::platform::http::HttpError;
use crate::platform::{device, focus, service_worker};
use crate::route::{PGO_POINT, Route};
use crate::state::about::{OperatorsCopy, use_about};
use crate::state::address::{Address, use_address};
use crate::state::along::{Brought, keep_to_looking_along};
use crate::state::brand;
use crate::state::look::{Look, use_texts};
use crate::state::session::{Session, Status, use_session};
use crate::state::vaults::Moving;
use crate::state::words::Trouble;

/// The app.
#[component]
pub fn App(
    /// Fetches what comes after the first screen.
    load: Load,
) -> impl IntoView {
    // First: every text is in the words of the brand.
    brand::brand();
    let look = Look::provide();
    OperatorsCopy::provide();
    Brought::provide();
    let session = Session::provide(look);
    keep_to_looking_along(session.clone());
    let coming = Coming::start(load, session);
    provide_context(FocusNext(StoredValue::new(false)));
    provide_context(Moving::default());
    view! {
        <Screens look coming />
    }
}

/// Every screen, built anew when the language changes.
#[component]
fn Screens(look: Look, coming: Coming) -> impl IntoView {
    let address = Address::provide();
    let route = Memo::new(move |_| {
        let route = address.route();
        if brand::has(&route) {
            route
        } else {
            Route::Missing
        }
    });
    guard(route);
    follow(route);
    move || {
        look.lang();
        view! { <Frame route coming=coming.clone() /> }
    }
}

/// After navigation: the title of the tab, and the heading takes the focus.
fn follow(route: Memo<Route>) {
    let focus_next = use_context::<FocusNext>();
    window_event_listener(leptos::ev::focusin, |_| focus::remember());
    window_event_listener(leptos::ev::focusout, |_| {
        request_animation_frame(focus::forget_what_was_left);
    });
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        device::set_title(&tab_title(&now));
        if let Some(before) = before
            && before != now
            && let Some(FocusNext(wanted)) = focus_next
        {
            // The heading may be there already, or come with its data.
            wanted.set_value(true);
            focus::forget();
            focus::focus(HEADING);
        }
        now
    });
}

/// The title in the tab and the history: the screen, never what is on it.
fn tab_title(route: &Route) -> String {
    let text = use_texts();
    let screen = match route {
        Route::Welcome => return text.common.app.to_owned(),
        Route::Unlock => text.unlock.title,
        Route::Restore => text.restore.title,
        Route::Overview => text.nav.overview,
        Route::Providers => text.nav.providers,
        Route::AddProvider => text.add.title,
        Route::Collect => text.collect.title,
        Route::Dossier | Route::Chapter(_) | Route::Entry(..) => text.nav.dossier,
        Route::Medication => text.nav.medication,
        Route::MedicationDay => text.medication.day_title,
        Route::Sources | Route::Source(_) | Route::Compare(..) => text.sources.title,
        Route::Offers => text.offers.title,
        Route::Disagreements => text.disagree.title,
        Route::Discuss => text.discuss.title,
        Route::SeriesList | Route::Series(..) => text.series.title,
        Route::Documents | Route::Added(_) => text.nav.documents,
        Route::Search => text.nav.search,
        Route::Measure(_) => text.measure.title,
        Route::News => text.news.title,
        Route::Timeline => text.nav.timeline,
        Route::Network => text.network.title,
        Route::Consents => text.nav.consents,
        Route::Settings => text.nav.settings,
        Route::Take => text.taking.title,
        Route::Security => text.security.title,
        Route::Read => text.taking.read,
        Route::Help | Route::Legal(_) => text.help.title,
        Route::Report => text.help.report,
        Route::More => text.nav.more,
        Route::Ask(_) => text.asking.title,
        Route::Logbook | Route::Access => text.logbook.title,
        Route::Links(_) => text.links.title,
        Route::Along => text.along.title,
        Route::Missing => text.missing.title,
    };
    format!("{screen} · {}", text.common.app)
}

/// Leads to the screens that fit: make a vault, open one, or go on where the
/// person was.
fn guard(route: Memo<Route>) {
    let session = use_session();
    let address = use_address();
    Effect::new(move |_| {
        let now = route.get();
        if session.looks_elsewhere(&now) {
            return address.replace(&Route::Along.path());
        }
        let to = match session.status() {
            Status::NoVault if matches!(now, Route::Unlock) || !now.is_open_to_all() => {
                Route::Welcome.path()
            }
            Status::Locked if !now.is_open_to_all() => {
                let search = address.query();
                let query = if search.is_empty() {
                    search
                } else {
                    format!("?{search}")
                };
                device::keep_tab_value("return", Some(&format!("{}{query}", now.path())));
                Route::Unlock.path()
            }
            Status::Open(_) if now == Route::Unlock => {
                let kept = device::tab_value("return");
                device::keep_tab_value("return", None);
                // Only a path of our own: one slash, so never another host.
                kept.filter(|path| path.starts_with('/') && !path.starts_with("//"))
                    .unwrap_or_else(|| Route::Overview.path())
            }
            _ => return,
        };
        address.replace(&to);
    });
}

#[component]
fn Frame(route: Memo<Route>, coming: Coming) -> impl IntoView {
    let text = use_texts();
    let session = use_session();
    let status = {
        let session = session.clone();
        Memo::new(move |_| session.status())
    };
    let open = Memo::new(move |_| matches!(status.get(), Status::Open(_)));
    let lock = Callback::new({
        let session = session.clone();
        move |()| session.lock()
    });
    let for_nav = coming.clone();
    let seeing = session.clone();
    view! {
        <a class="skip" href="#inhoud">{text.common.skip}</a>
        <div class="frame" class:frame-open=move || open.get()>
            <header class="top">
                <a class="brand" href=Route::Overview.path()>
                    <span
                        class="brand-sign"
                        class:brand-own=brand::has_own_sign()
                        aria-hidden="true"
                    ></span>
                    <span>{text.common.app}</span>
                </a>
                {live(move || open.get().then(|| view! { <LockButton on_lock=lock /> }))}
            </header>
            {live(move || for_nav.came().filter(|_| open.get()).and_then(Result::ok).map(|late| (late.nav)(route, lock)))}
            <main id="inhoud" tabindex="-1">
                <Notices />
                {live(move || seeing.seen().map(|seen| view! { <Seeing seen /> }))}
                {live(move || screen(&status.get(), route, &coming))}
                <HelpLine />
            </main>
        </div>
        <LockWarning />
    }
}

/// On every screen: the way to help, and whom to call: the vendor, and the point for all
/// PGOs.
#[component]
fn HelpLine() -> impl IntoView {
    let text = &use_texts().help;
    let phone = brand::brand().help.phone.as_deref();
    view! {
        <p class="help-line no-print">
            <a href=Route::Help.path()>{text.title}</a>
            {phone.map(|phone| view! { <a href=brand::dialled(phone)>{text.call(phone)}</a> })}
            <a href=brand::dialled(PGO_POINT)>{text.call_point(PGO_POINT)}</a>
        </p>
    }
}

/// That this is not one's own record, on every screen of it.
#[component]
fn Seeing(seen: Seen) -> impl IntoView {
    let text = &use_texts().along;
    let words = match &seen.copied {
        _ if seen.preview => text.previewing.to_owned(),
        Some(at) => text.looking_copy(at),
        None if seen.whose.is_empty() => text.looking_somebody.to_owned(),
        None => text.looking(&seen.whose),
    };
    view! {
        <p class="ribbon">
            <Draw icon=Icon::Eye />
            <a href=Route::Along.path()>{words}</a>
        </p>
    }
}

#[component]
fn LockButton(on_lock: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button-quiet top-lock" on:click=move |_| on_lock.run(())>
            <Draw icon=Icon::Lock />
            {use_texts().nav.lock}
        </button>
    }
}

/// What every screen says: no network, a test network.
#[component]
fn Notices() -> impl IntoView {
    let text = use_texts();
    let online = RwSignal::new(device::is_online());
    let on = window_event_listener(leptos::ev::online, move |_| online.set(true));
    let off = window_event_listener(leptos::ev::offline, move |_| online.set(false));
    on_cleanup(move || {
        on.remove();
        off.remove();
    });
    let newer = RwSignal::new(false);
    service_worker::start(move || {
        newer.try_set(true);
    });
    let about = use_about();
    let testing = move || about.get().is_some_and(|about| about.development);
    view! {
        <div class="notices" role="status">
            {live(move || {
                (!online.get())
                    .then(|| {
                        view! {
                            <p class="ribbon">
                                <Draw icon=Icon::Offline />
                                <span>{text.common.offline}</span>
                            </p>
                        }
                    })
            })}
            {live(move || newer.get().then(|| view! { <Update newer /> }))}
            {live(move || testing().then(|| view! { <p class="ribbon ribbon-test">{text.common.test_network}</p> }))}
        </div>
    }
}

/// A newer version of the app waits until the person agrees.
#[component]
fn Update(newer: RwSignal<bool>) -> impl IntoView {
    let text = &use_texts().update;
    view! {
        <div class="ribbon">
            <Draw icon=Icon::Info />
            <span>{text.text}</span>
            <button type="button" class="link" on:click=move |_| service_worker::agree()>
                {text.go}
            </button>
            <button type="button" class="link" on:click=move |_| newer.set(false)>
                {text.later}
            </button>
        </div>
    }
}

fn screen(status: &Status, route: Memo<Route>, coming: &Coming) -> AnyView {
    let text = use_texts();
    match status {
        Status::Starting => view! { <Loading text=text.common.loading /> }.into_any(),
        Status::Broken(trouble) => {
            let session = use_session();
            view! {
                <div class="page">
                    <Heading text=text.common.app />
                    {failed(trouble.clone(), move || session.start())}
                </div>
            }
            .into_any()
        }
        status => {
            let status = status.clone();
            let coming = coming.clone();
            let frame = Memo::new(move |_| route.get().frame());
            (move || page(&status, frame.get(), &coming)).into_any()
        }
    }
}

/// The page of a route. What needs an open vault waits for the guard, which
/// leads elsewhere.
fn page(status: &Status, route: Route, coming: &Coming) -> AnyView {
    if !matches!(status, Status::Open(_)) && !route.is_open_to_all() {
        return ().into_any();
    }
    match route {
        Route::Welcome => view! { <pages::welcome::Welcome /> }.into_any(),
        Route::Unlock => view! { <pages::unlock::Unlock /> }.into_any(),
        Route::Restore => view! { <pages::restore::Restore /> }.into_any(),
        Route::Missing => view! { <pages::missing::Missing /> }.into_any(),
        route => late_page(route, coming),
    }
}

/// A page of the part that comes late.
fn late_page(route: Route, coming: &Coming) -> AnyView {
    match coming.came() {
        Some(Ok(late)) => (late.screen)(route),
        None => view! { <Loading text=use_texts().common.loading /> }.into_any(),
        Some(Err(NotLoaded)) => {
            let coming = coming.clone();
            view! {
                <div class="page">
                    <Heading text=use_texts().common.app />
                    {failed(Trouble::Gateway(HttpError::offline()), move || coming.fetch())}
                </div>
            }
            .into_any()
        }
    }
}

/// The warning before the lock falls.
#[component]
fn LockWarning() -> impl IntoView {
    let text = &use_texts().lock;
    let session = use_session();
    let left = {
        let session = session.clone();
        Memo::new(move |_| session.seconds_left())
    };
    let stay = Callback::new({
        let session = session.clone();
        move |()| session.touch()
    });
    view! {
        <Dialog
            id="lock-warning"
            title=text.warn_title
            open=Signal::derive(move || left.get().is_some())
            on_close=stay
        >
            <Notice tone=Tone::Attention>
                <p>{live(move || left.get().and_then(|left| usize::try_from(left).ok()).map(|left| text.warn_text(left)))}</p>
                <p>{text.warn_kept}</p>
            </Notice>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| stay.run(())>
                    {text.stay}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| session.lock()>
                    {text.now}
                </button>
            </div>
        </Dialog>
    }
}
