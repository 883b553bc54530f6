//! "Ik help iemand": the list of whom somebody helps, and the way in for a link.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::door::{Ending, outcome};
use crate::components::dialog::Dialog;
use crate::components::faces::{Loading, TroubleNotice, faces};
use crate::components::field::TextField;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::helping::{Person, State};
use crate::engine::protocol::links::Asks;
use crate::pages::unlock::OpenVault;
use crate::state::along::read;
use crate::state::helping;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// On the host of the patient: what looking along is, and where it is.
#[component]
pub(super) fn Elsewhere(address: Option<String>) -> impl IntoView {
    let text = &use_texts().helping;
    view! {
        <Heading text=text.title />
        <p class="lead">{text.lead}</p>
        <p>{use_texts().along.no_link_text}</p>
        {address
            .map(|address| {
                view! {
                    <p>{text.elsewhere}</p>
                    <div class="buttons">
                        <a class="button" href=address>
                            {text.elsewhere_go}
                        </a>
                    </div>
                }
            })}
    }
}

/// On the host of those who look along: the list, or what opens it, and a field for a
/// link.
#[component]
pub(super) fn Home(on_link: Callback<Asks>) -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    let known = Memo::new(move |_| (session.keeper(), session.list()));
    view! {
        <Heading text=text.title />
        {live(move || match known.get() {
            (Some(_), _) => view! { <List on_link /> }.into_any(),
            (None, Some(vault)) => {
                view! {
                    <section class="section">
                        <h2>{text.unlock}</h2>
                        <OpenVault vault only=true />
                    </section>
                    <section class="section">
                        <h2>{text.another}</h2>
                        <Paste on_link />
                    </section>
                }
                    .into_any()
            }
            (None, None) => {
                view! {
                    <p class="lead">{text.lead}</p>
                    <p>{use_texts().along.no_link_text}</p>
                    <Paste on_link />
                }
                    .into_any()
            }
        })}
    }
}

#[component]
fn List(on_link: Callback<Asks>) -> impl IntoView {
    let text = &use_texts().helping;
    let ending = Ending::default();
    view! {
        <section class="section">
            <h2>{text.people}</h2>
            <Opening ending />
            {faces(
                helping::people(),
                move |people| {
                    if people.is_empty() {
                        return view! { <p>{text.none}</p> }.into_any();
                    }
                    view! { <Cards people whole=true ending /> }.into_any()
                },
            )}
        </section>
        <section class="section">
            <h2>{text.another}</h2>
            <Paste on_link />
        </section>
        <Erase />
    }
}

/// Those in the list but one, to go on with somebody else.
#[component]
pub(super) fn Others(but: String) -> impl IntoView {
    let text = &use_texts().helping;
    let ending = Ending::default();
    faces(helping::people(), move |people| {
        let others = people.into_iter().filter(|person| person.id != but);
        let people: Vec<Person> = others.collect();
        (!people.is_empty())
            .then(|| {
                view! {
                    <section class="section">
                        <h2>{text.others}</h2>
                        <Opening ending />
                        <Cards people whole=false ending />
                    </section>
                }
            })
            .into_any()
    })
}

/// That something is being opened, or why it did not open.
#[component]
fn Opening(ending: Ending) -> impl IntoView {
    view! {
        {live(move || ending.busy.get().then(|| view! { <Loading text=use_texts().along.busy /> }))}
        {live(move || outcome(ending))}
    }
}

/// A card for each; `whole`: with what is done with the list itself.
#[component]
fn Cards(people: Vec<Person>, whole: bool, ending: Ending) -> impl IntoView {
    let cards = people.into_iter().map(|person| {
        view! {
            <li class="helping-person">
                <Card person whole ending />
            </li>
        }
    });
    view! { <ul class="helping-people">{cards.collect_view()}</ul> }
}

/// How the link of somebody stands.
fn stands(person: &Person) -> String {
    let text = &use_texts().helping;
    match (person.state, &person.until) {
        (State::Over, _) => text.over.to_owned(),
        (State::Nothing, _) => text.nothing.to_owned(),
        (State::Opens, Some(until)) => text.until(until),
        (State::Opens, None) => text.opened(&person.opened),
    }
}

#[component]
fn Card(person: Person, whole: bool, ending: Ending) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.helping;
    let session = use_session();
    let stands = stands(&person);
    let whose = (!person.whose.is_empty()).then(|| texts.along.whose(&person.whose));
    let look = text.look(&person.name);
    let copy = person.copy.as_ref().map(|at| text.look_copy(at));
    let (id, of) = (person.id.clone(), session.clone());
    let open = move |_| {
        let (id, of) = (id.clone(), of.clone());
        ending.run(async move { helping::open(&of, id).await });
    };
    let id = person.id.clone();
    let open_copy = move |_| {
        let (id, of) = (id.clone(), session.clone());
        ending.run(async move { helping::open_copy(&of, id).await });
    };
    view! {
        <h3>{person.name.clone()}</h3>
        {whose.map(|whose| view! { <p>{whose}</p> })}
        <p>{stands}</p>
        <div class="buttons">
            <button
                type="button"
                class="button"
                disabled=move || ending.busy.get()
                on:click=open
            >
                {look}
            </button>
            {copy
                .map(|copy| {
                    view! {
                        <button type="button" class="button-quiet" on:click=open_copy.clone()>
                            {copy}
                        </button>
                    }
                })}
            {whole.then(|| view! { <Remove person /> })}
        </div>
    }
}

#[component]
fn Remove(person: Person) -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    let Person { id, name, .. } = person;
    let dialog = format!("remove-{id}");
    let go = Callback::new(move |trouble: RwSignal<Option<Trouble>>| {
        let (session, id) = (session.clone(), id.clone());
        spawn_local(async move {
            let failed = helping::remove(&session, id).await.err();
            trouble.try_set(failed);
        });
    });
    view! {
        <Sure
            id=dialog
            open_word=text.remove(&name)
            title=text.remove_title(&name)
            words=text.remove_text
            go_word=text.remove_go
            go
        />
    }
}

#[component]
fn Erase() -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    let go = Callback::new(move |trouble: RwSignal<Option<Trouble>>| {
        let session = session.clone();
        spawn_local(async move {
            let failed = helping::erase(&session).await.err();
            trouble.try_set(failed);
        });
    });
    view! {
        <section class="section">
            <Sure
                id="erase-list".to_owned()
                open_word=text.erase.to_owned()
                title=text.erase_title.to_owned()
                words=text.erase_text
                go_word=text.erase_go
                go
            />
        </section>
    }
}

/// A button for what cannot be undone, and the question before it.
#[component]
fn Sure(
    id: String,
    open_word: String,
    title: String,
    words: &'static str,
    go_word: &'static str,
    go: Callback<RwSignal<Option<Trouble>>>,
) -> impl IntoView {
    let (asking, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    view! {
        <button
            type="button"
            class="button-quiet button-serious"
            on:click=move |_| asking.set(true)
        >
            <Draw icon=Icon::Remove />
            {open_word}
        </button>
        <Dialog id title open=asking on_close=Callback::new(move |()| asking.set(false))>
            <p>{words}</p>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <div class="buttons">
                <button
                    type="button"
                    class="button-quiet button-serious"
                    on:click=move |_| go.run(trouble)
                >
                    {go_word}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| asking.set(false)>
                    {use_texts().common.cancel}
                </button>
            </div>
        </Dialog>
    }
}

/// A field for a link that was sent.
#[component]
fn Paste(on_link: Callback<Asks>) -> impl IntoView {
    let text = &use_texts().helping;
    let session = use_session();
    let (link, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (session, typed) = (session.clone(), link.get_untracked());
        spawn_local(async move {
            match read(&session, typed).await {
                Ok(asks) => on_link.run(asks),
                Err(_) => {
                    wrong.try_set(Some(text.paste_wrong.to_owned()));
                }
            }
        });
    };
    view! {
        <form class="form stack" on:submit=go novalidate=true>
            <TextField id="along-link" label=text.paste hint=text.paste_hint wrong value=link />
            <div class="buttons">
                <button type="submit" class="button-quiet">
                    {text.paste_go}
                </button>
            </div>
        </form>
    }
}
