//! One link: to hand over, who looked, pausing and stopping it.

use std::time::Duration;

use inzage_api::Module;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{name, soon, state_text};
use crate::components::dialog::Dialog;
use crate::components::faces::{Notice, Tone, TroubleNotice, faces_headed};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::links::{Deed, Link, Sort, State};
use crate::pages::back::Back;
use crate::platform::{clipboard, device};
use crate::route::{Links, Route};
use crate::state::address::use_address;
use crate::state::left::makes;
use crate::state::links;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// How often it is asked who looked, while the screen is open.
const OFTEN: Duration = Duration::from_secs(20);

/// The screen.
#[component]
pub fn One(id: String) -> impl IntoView {
    let text = &use_texts().links;
    links::ask_again();
    if let Ok(asking) = set_interval_with_handle(links::ask_again, OFTEN) {
        on_cleanup(move || asking.clear());
    }
    let asked = links::one(id);
    view! {
        <div class="page">
            <Back to=Route::Links(Links::Home) word=text.title />
            {faces_headed(
                text.title,
                asked,
                move |link| {
                    let again = Callback::new(move |()| asked.refetch());
                    view! { <Content link again /> }.into_any()
                },
            )}
        </div>
    }
}

#[component]
fn Content(link: Link, again: Callback<()>) -> impl IntoView {
    let text = &use_texts().links;
    let ends = soon(&link);
    let updated = link.updated.as_deref().map(|at| text.updated(at));
    let follows = match (link.halted, link.live) {
        (true, _) => text.halted,
        (_, true) => text.follows,
        _ => text.frozen,
    };
    view! {
        <Heading text=name(&link) />
        <p class="strong">{state_text(&link)}</p>
        {ends
            .map(|words| {
                view! {
                    <Notice tone=Tone::Attention>
                        <p>{words}</p>
                    </Notice>
                }
            })}
        {(!link.link.is_empty()).then(|| view! { <HandOver link=link.clone() again /> })}
        <p class="no-print">{follows} " " {updated}</p>
        <Looks link=link.clone() />
        <Deeds link again />
    }
}

/// The card: code, link and passcode.
#[component]
fn HandOver(link: Link, again: Callback<()>) -> impl IntoView {
    let text = &use_texts().links;
    let copied = RwSignal::new(None::<bool>);
    let address = StoredValue::new(link.link.clone());
    let copy = move |_| {
        spawn_local(async move {
            let done = clipboard::copy_text(&address.get_value()).await;
            copied.try_set(Some(done));
        });
    };
    let how = match link.sort {
        Sort::Care => text.how,
        Sort::Plain => text.how_plain,
        Sort::Desk => text.sort_desk_text,
    };
    let steps = [
        Some(text.card_scan),
        Some(text.card_open),
        link.passcode.is_some().then_some(text.card_passcode),
    ];
    let steps = steps.into_iter().flatten();
    view! {
        <section class="section link-card">
            <h2>{text.hand_over}</h2>
            {link
                .again
                .then(|| view! { <GiveAgain id=link.id.clone() again /> })}
            <p class="no-print">{how}</p>
            <div class="print-only">
                <p>{text.card_lead}</p>
                <ol>{steps.map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
            </div>
            {link
                .code
                .map(|(side, path)| {
                    view! {
                        <svg
                            class="link-code"
                            class:link-code-big=link.sort == Sort::Desk
                            viewBox=format!("0 0 {side} {side}")
                            role="img"
                            aria-label=text.code
                        >
                            <path d=path />
                        </svg>
                    }
                })}
            <p class="link-text">{link.link}</p>
            <div class="buttons">
                <button type="button" class="button-quiet" on:click=copy>
                    {text.copy}
                </button>
                {(link.sort != Sort::Desk)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button-quiet"
                                on:click=move |_| device::print()
                            >
                                <Draw icon=Icon::Print />
                                {text.card_print}
                            </button>
                        }
                    })}
            </div>
            <p role="status">
                {live(move || copied.get().map(|done| if done { text.copied } else { text.not_copied }))}
            </p>
        </section>
        {link
            .passcode
            .map(|passcode| {
                view! {
                    <section class="section no-print">
                        <h2>{text.passcode}</h2>
                        <p>
                            {if link.sort == Sort::Desk {
                                use_texts().signing.links_desk_code
                            } else {
                                text.passcode_apart
                            }}
                        </p>
                        <p class="link-passcode">{passcode}</p>
                    </section>
                }
            })}
    }
}

/// After it was extended: the link has to be given again, until she says that she did.
#[component]
fn GiveAgain(id: String, again: Callback<()>) -> impl IntoView {
    let text = &use_texts().links;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let id = StoredValue::new(id);
    let given = move |_| {
        spawn_local(async move {
            let session = session.get_value();
            match links::given(session.engine(), id.get_value()).await {
                Ok(()) => again.run(()),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    view! {
        <div class="no-print" role="status">
            <Notice tone=Tone::Attention>
                <p>{text.again}</p>
                <div class="buttons">
                    <button type="button" class="button-quiet" on:click=given>
                        {text.given}
                    </button>
                </div>
            </Notice>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        </div>
    }
}

/// Who looked.
#[component]
fn Looks(link: Link) -> impl IntoView {
    let text = &use_texts().links;
    let left = link
        .attempts_left
        .and_then(|left| usize::try_from(left).ok());
    view! {
        <section class="section no-print">
            <h2>{text.who_looked}</h2>
            {if link.looks.is_empty() {
                view! { <p>{text.nobody_looked}</p> }.into_any()
            } else {
                view! {
                    <ul class="link-looks">
                        {link
                            .looks
                            .into_iter()
                            .map(|(at, who, opened)| {
                                let what = if opened { text.opened } else { text.wrong_code };
                                view! {
                                    <li>
                                        <span class="strong">{who}</span>
                                        <span>{at}</span>
                                        <span>{what}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                    <p class="hint">{text.who_says}</p>
                }
                    .into_any()
            }}
            {left.map(|left| view! { <p class="hint">{text.attempts_left(left)}</p> })}
        </section>
    }
}

/// What can be done with it.
#[component]
fn Deeds(link: Link, again: Callback<()>) -> impl IntoView {
    let text = &use_texts().links;
    let (session, address) = (StoredValue::new(use_session()), use_address());
    let trouble = RwSignal::new(None::<Trouble>);
    let sure = RwSignal::new(false);
    let id = StoredValue::new(link.id.clone());
    let act = move |deed| {
        sure.set(false);
        spawn_local(async move {
            let session = session.get_value();
            let done = links::change(session.engine(), id.get_value(), deed).await;
            trouble.try_set(done.err());
            again.run(());
        });
    };
    let button = move |deed, words: String| {
        view! {
            <button type="button" class="button-quiet" on:click=move |_| act(deed)>
                {words}
            </button>
        }
    };
    let forget = move |_| {
        spawn_local(async move {
            let session = session.get_value();
            if links::forget(session.engine(), id.get_value())
                .await
                .is_ok()
            {
                // The menu leads to links for as long as there are any.
                session.record_changed();
                address.go(&Route::Links(Links::Home));
            }
        });
    };
    if !link.state.lives() {
        return view! {
            <div class="buttons">
                <button type="button" class="button-quiet" on:click=forget>
                    <Draw icon=Icon::Close />
                    {text.forget}
                </button>
            </div>
        }
        .into_any();
    }
    let lasts = link.sort != Sort::Desk && makes(Module::Delen);
    let most = lasts && link.longer.is_none();
    let longer = link.longer.filter(|_| lasts);
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons">
            {match link.state {
                State::Paused => button(Deed::Resumed, text.resume.to_owned()),
                _ => button(Deed::Paused, text.pause.to_owned()),
            }} {longer.map(|until| button(Deed::Extended, text.extend(&until)))}
            <button type="button" class="button" on:click=move |_| sure.set(true)>
                {text.stop}
            </button>
        </div>
        {most.then(|| view! { <p class="hint no-print">{text.extend_most}</p> })}
        <Dialog
            id="link-stop"
            title=text.stop_title
            open=Signal::from(sure)
            on_close=Callback::new(move |()| sure.set(false))
        >
            <p>{text.stop_text}</p>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| act(Deed::Stopped)>
                    {text.stop_go}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| sure.set(false)>
                    {use_texts().common.cancel}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
