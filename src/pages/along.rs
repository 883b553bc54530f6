//! Looking along with somebody: who asks, the passcode, and whose data it is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::engine::protocol::links::{Asks, Seen};
use crate::route::{Links, Route};
use crate::state::address::use_address;
use crate::state::along::{NotOpened, brought, open, read};
use crate::state::look::use_texts;
use crate::state::session::use_session;

/// Where opening stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Reading,
    NoLink,
    Asking(Asks),
}

/// The form while nothing is open, then whose data it is.
#[component]
pub fn Along() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="page">
            {live(move || match session.seen() {
                Some(seen) => view! { <About seen /> }.into_any(),
                None => view! { <Door /> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Door() -> impl IntoView {
    let text = &use_texts().along;
    let session = use_session();
    let stage = RwSignal::new(Stage::Reading);
    let link = brought();
    spawn_local(async move {
        let asks = match link {
            Some(link) => read(&session, link).await.ok(),
            None => None,
        };
        stage.try_set(asks.map_or(Stage::NoLink, Stage::Asking));
    });
    view! {
        <Heading text=text.title />
        {live(move || match stage.get() {
            Stage::Reading => view! { <Loading text=text.busy /> }.into_any(),
            Stage::NoLink => {
                view! {
                    <Notice tone=Tone::Info>
                        <p class="strong">{text.no_link}</p>
                        <p>{text.no_link_text}</p>
                    </Notice>
                }
                    .into_any()
            }
            Stage::Asking(asks) => view! { <Form asks /> }.into_any(),
        })}
    }
}

#[component]
fn Form(asks: Asks) -> impl IntoView {
    let text = &use_texts().along;
    let session = StoredValue::new(use_session());
    let (who, passcode) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotOpened>));
    let wrong = RwSignal::new(None::<String>);
    let needs = asks.passcode;
    let asks = StoredValue::new(asks);
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = who.get_untracked().trim().to_owned();
        if name.is_empty() {
            return wrong.set(Some(text.who_missing.to_owned()));
        }
        wrong.set(None);
        busy.set(true);
        let code = passcode.get_untracked();
        passcode.set(String::new());
        spawn_local(async move {
            let opened = open(&session.get_value(), &asks.get_value(), &name, code).await;
            busy.try_set(false);
            failed.try_set(opened.err());
        });
    };
    let outcome = move || {
        failed.get().map(|why| match why {
            NotOpened::WrongCode(left) => {
                let left = usize::try_from(left).unwrap_or_default();
                alert(text.wrong_code, text.attempts(left))
            }
            NotOpened::Nothing => alert(text.nothing, text.nothing_text.to_owned()),
            NotOpened::Trouble(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
        })
    };
    view! {
        <form class="form stack" on:submit=go novalidate=true>
            <p class="lead">{text.lead}</p>
            <TextField
                id="along-who"
                label=text.who
                hint=text.who_hint
                wrong=wrong
                value=who
                autocomplete="name"
            />
            {needs
                .then(|| {
                    view! {
                        <TextField
                            id="along-code"
                            label=text.code
                            hint=text.code_hint
                            value=passcode
                        />
                    }
                })}
            {live(outcome)}
            {live(move || busy.get().then(|| view! { <Loading text=text.busy /> }))}
            <div class="buttons">
                <button type="submit" class="button" disabled=move || busy.get()>
                    {text.go}
                </button>
            </div>
            <p class="hint">{text.keeps_nothing}</p>
        </form>
    }
}

fn alert(what: &'static str, now: String) -> AnyView {
    view! {
        <div role="alert">
            <Notice tone=Tone::Attention>
                <p class="strong">{what}</p>
                <p>{now}</p>
            </Notice>
        </div>
    }
    .into_any()
}

/// Whose data it is, from when, until when, what is left out.
#[component]
fn About(seen: Seen) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.along;
    let title = if seen.whose.is_empty() {
        text.somebody.to_owned()
    } else {
        text.whose(&seen.whose)
    };
    let ways = [
        (Route::Dossier, texts.nav.dossier),
        (Route::Medication, texts.nav.medication),
        (Route::SeriesList, texts.series.title),
        (Route::Timeline, texts.nav.timeline),
        (Route::Documents, texts.nav.documents),
        (Route::Search, texts.nav.search),
    ];
    let until = seen.until.map(|until| text.until(&until));
    view! {
        <Heading text=title />
        <p>{text.made(&seen.made)} " " {until}</p>
        <p>{text.read_only}</p>
        <section class="section">
            <h2>{text.left_out}</h2>
            {(!seen.left_out.is_empty())
                .then(|| {
                    let parts = seen.left_out.into_iter().map(|part| view! { <li>{part}</li> });
                    view! { <ul class="along-left-out">{parts.collect_view()}</ul> }
                })}
            <p>{text.left_out_more}</p>
        </section>
        <nav aria-label=text.ways>
            <ul class="rows">
                {ways
                    .into_iter()
                    .map(|(to, word)| {
                        view! {
                            <li>
                                <a class="row row-way" href=to.path()>
                                    <span class="row-title">{word}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
        <Leave preview=seen.preview />
    }
}

/// Back to one's own record, or away.
#[component]
fn Leave(preview: bool) -> impl IntoView {
    let text = &use_texts().along;
    let (session, address) = (use_session(), use_address());
    let leave = move |_| {
        let session = session.clone();
        spawn_local(async move {
            session.look_back().await;
            if preview {
                address.go(&Route::Links(Links::New));
            }
        });
    };
    view! {
        <div class="buttons">
            <button type="button" class="button" on:click=leave>
                {if preview { text.back } else { text.close }}
            </button>
        </div>
    }
}
