//! "Meld een probleem": one file for the help desk, seen before it is saved.

use leptos::prelude::*;

use crate::components::field::{ChoiceField, TextArea};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::ProviderCard;
use crate::pages::back::Back;
use crate::platform::{clock, device, file};
use crate::route::Route;
use crate::state::about::use_about;
use crate::state::brand::file_name;
use crate::state::look::use_texts;
use crate::state::providers;
use crate::state::report::{Report, text as report_text};
use crate::state::session::{Status, use_session};

/// The form, and what becomes of it.
#[component]
pub fn ReportPage() -> impl IntoView {
    let text = &use_texts().help;
    let open = matches!(use_session().status_untracked(), Status::Open(_));
    let about = RwSignal::new(0_usize);
    let expected = RwSignal::new(String::new());
    let seen = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<ProviderCard>);
    let saved = RwSignal::new(false);
    let operators = use_about();
    let at = clock::now();
    let made = Signal::derive(move || {
        let gateway = operators.with(|about| about.as_ref().map(|about| about.version.clone()));
        let report = Report {
            app: app(gateway),
            time: at.clone(),
            browser: device::browser(),
            about: subjects()
                .get(about.get())
                .copied()
                .unwrap_or_default()
                .to_owned(),
            expected: expected.get(),
            seen: seen.get(),
        };
        report_text(&report, chosen.get().as_ref())
    });
    let save = move |_| {
        let name = file_name(&format!("probleem-{}.txt", clock::today()));
        saved.set(file::save(&name, made.get_untracked().as_bytes()));
    };
    view! {
        <div class="page">
            <Back to=Route::Help word=text.title />
            <Heading text=text.report />
            <p class="lead">{text.report_lead}</p>
            <form class="stack" on:submit=|event| event.prevent_default()>
                <ChoiceField
                    id="report-about"
                    label=text.about
                    choices=subjects().into_iter().map(str::to_owned).enumerate().collect()
                    value=about
                    on_choose=move |subject| about.set(subject)
                />
                {if open {
                    view! { <ProviderChoice chosen /> }.into_any()
                } else {
                    view! { <p class="hint">{text.locked}</p> }.into_any()
                }}
                <TextArea
                    id="report-expected"
                    label=text.expected
                    hint=text.no_health.to_owned()
                    value=expected
                />
                <TextArea
                    id="report-seen"
                    label=text.seen
                    hint=text.no_health.to_owned()
                    value=seen
                />
            </form>
            <section class="section">
                <h2>{text.contents}</h2>
                <pre class="original" tabindex="0">{live(move || made.get())}</pre>
                <p class="buttons">
                    <button type="button" class="button" on:click=save>
                        <Draw icon=Icon::Download />
                        {text.save}
                    </button>
                </p>
                <p role="status">{live(move || saved.get().then_some(text.saved))}</p>
            </section>
        </div>
    }
}

/// What it can be about.
fn subjects() -> [&'static str; 5] {
    let text = &use_texts().help;
    [
        text.about_collect,
        text.about_login,
        text.about_missing,
        text.about_wrong,
        text.about_other,
    ]
}

/// Name and version of the app, and the version of the gateway where it is known.
fn app(gateway: Option<String>) -> String {
    let name = use_texts().common.app;
    let gateway = gateway.unwrap_or_else(|| "unknown".to_owned());
    format!("{name} {}, gateway {gateway}", env!("CARGO_PKG_VERSION"))
}

/// Which of the providers of the open vault it is about.
#[component]
fn ProviderChoice(chosen: RwSignal<Option<ProviderCard>>) -> impl IntoView {
    let text = &use_texts().help;
    let asked = providers::added();
    live(move || {
        let cards = asked.get().and_then(Result::ok).unwrap_or_default();
        let names = cards.iter().map(|card| card.provider.name.clone());
        let choices = std::iter::once(text.provider_none.to_owned()).chain(names);
        let known = cards.clone();
        let place = Signal::derive(move || {
            let chosen = chosen.get();
            let at = |card: &ProviderCard| Some(card) == chosen.as_ref();
            known.iter().position(at).map_or(0, |at| at + 1)
        });
        view! {
            <ChoiceField
                id="report-provider"
                label=text.provider
                choices=choices.enumerate().collect()
                value=place
                on_choose=move |place: usize| {
                    let card = place.checked_sub(1).and_then(|place| cards.get(place));
                    chosen.set(card.cloned());
                }
            />
        }
    })
}
