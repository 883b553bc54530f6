//! "Wat ik echt gebruik": what the person says herself, always marked as hers.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::dialog::Dialog;
use crate::components::faces::TroubleNotice;
use crate::components::field::{Choices, TextField};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::medication::{Own, OwnMedicine, Request, Said};
use crate::platform::clock;
use crate::state::look::use_texts;
use crate::state::medication;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::texts::MedicationOwnBefore;

/// What is being filled in.
#[derive(Clone, PartialEq)]
enum About {
    /// A treatment, by number; its medicine; the own entry when there is one.
    Treatment(String, String, Option<String>),
    /// A medicine that no source names; its own entry when there is one.
    Medicine(Option<String>),
}

/// The form over the list, with what is typed in it.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    about: RwSignal<Option<About>>,
    said: RwSignal<Said>,
    words: RwSignal<String>,
    product: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Asking {
    /// For everything on this screen.
    pub(super) fn provide() -> Self {
        let asking = Self {
            about: RwSignal::new(None),
            said: RwSignal::new(Said::Used),
            words: RwSignal::new(String::new()),
            product: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        provide_context(asking);
        asking
    }

    fn open(self, about: About, said: Said, product: String, words: String) {
        self.said.set(said);
        self.product.set(product);
        self.words.set(words);
        self.wrong.set(None);
        self.trouble.set(None);
        self.about.set(Some(about));
    }

    fn close(self) {
        self.about.set(None);
    }

    /// What is to be kept, when it can be.
    fn request(self) -> Option<Request> {
        let at = clock::now_local();
        Some(match self.about.get_untracked()? {
            About::Treatment(number, ..) => Request::Say {
                number,
                said: self.said.get_untracked(),
                words: self.words.get_untracked(),
                at,
            },
            About::Medicine(id) => Request::Medicine {
                id,
                product: self.product.get_untracked(),
                usage: self.words.get_untracked(),
                at,
            },
        })
    }

    fn own_entry(self) -> Option<String> {
        match self.about.get()? {
            About::Treatment(_, _, id) | About::Medicine(id) => id,
        }
    }
}

/// An answer with the person's own words.
pub(super) fn said_words(said: Option<Said>, words: &str) -> String {
    let text = &use_texts().medication;
    let answer = said.map(|said| match said {
        Said::Used => text.own_used,
        Said::Differently => text.own_differently,
        Said::NoLonger => text.own_no_longer,
    });
    let parts = [answer.unwrap_or(""), words].into_iter();
    let said: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    said.join(": ")
}

/// What the person said about a treatment, and the way to say it.
#[component]
pub(super) fn OwnSaid(number: String, product: String, own: Option<Own>) -> impl IntoView {
    let text = &use_texts().medication;
    let Some(asking) = use_context::<Asking>() else {
        return ().into_any();
    };
    let id = own.as_ref().map(|own| own.id.clone());
    let said = own.as_ref().map_or(Said::Used, |own| own.said);
    let words = own
        .as_ref()
        .map(|own| own.words.clone())
        .unwrap_or_default();
    let word = if own.is_some() {
        text.own_change
    } else {
        text.own_add
    };
    let label = format!("{word}: {product}");
    let about = About::Treatment(number, product, id);
    view! {
        {own.map(|own| view! { <Mine own /> })}
        <button
            type="button"
            class="button-quiet no-print"
            aria-label=label
            on:click=move |_| asking.open(about.clone(), said, String::new(), words.clone())
        >
            <Draw icon=Icon::Person />
            {word}
        </button>
    }
    .into_any()
}

/// The same in one line, for a closed row.
#[component]
pub(super) fn OwnShort(own: Own) -> impl IntoView {
    let filled = use_texts().medication.own_filled;
    view! {
        <span class="own-short">
            <span class="small">{filled} ", " {own.date}</span>
            <span class="strong">{said_words(Some(own.said), &own.words)}</span>
        </span>
    }
}

#[component]
fn Mine(own: Own) -> impl IntoView {
    let text = &use_texts().medication;
    view! {
        <div class="own">
            <p class="small">{text.own_filled} ", " {own.date}</p>
            <p class="strong">{said_words(Some(own.said), &own.words)}</p>
            <Before history=own.history />
        </div>
    }
}

/// What was said before.
#[component]
pub(super) fn Before(history: Vec<(String, Option<Said>, String)>) -> impl IntoView {
    let text = &use_texts().medication;
    history
        .into_iter()
        .map(|(date, said, words)| {
            let said = said_words(said, &words);
            view! { <p class="small">{text.own_before(&MedicationOwnBefore { date: &date, said: &said })}</p> }
        })
        .collect_view()
}

/// Medicines that no source names, and the way to add one.
#[component]
pub(super) fn OwnMedicines(medicines: Vec<OwnMedicine>) -> impl IntoView {
    let text = &use_texts().medication;
    let Some(asking) = use_context::<Asking>() else {
        return ().into_any();
    };
    let add = move |_| {
        let about = About::Medicine(None);
        asking.open(about, Said::Used, String::new(), String::new());
    };
    view! {
        <section class="section">
            <h2>{text.own_medicines} " (" {medicines.len()} ")"</h2>
            <p class="hint">{text.own_medicines_hint}</p>
            <ul class="medicines">
                {medicines
                    .into_iter()
                    .map(|medicine| view! { <OneMedicine medicine asking /> })
                    .collect_view()}
            </ul>
            <button type="button" class="button-quiet no-print" on:click=add>
                <Draw icon=Icon::Add />
                {text.own_medicine_add}
            </button>
        </section>
    }
    .into_any()
}

#[component]
fn OneMedicine(medicine: OwnMedicine, asking: Asking) -> impl IntoView {
    let text = &use_texts().medication;
    let label = format!("{}: {}", text.own_medicine_change, medicine.product);
    let (product, usage) = (medicine.product.clone(), medicine.usage.clone());
    let about = About::Medicine(Some(medicine.id));
    let change = move |_| asking.open(about.clone(), Said::Used, product.clone(), usage.clone());
    view! {
        <li class="medicine">
            <h3 class="row-title">{medicine.product}</h3>
            <p>{medicine.usage}</p>
            <p class="small">{text.own_filled} ", " {medicine.date}</p>
            <Before history=medicine.history />
            <button type="button" class="button-quiet no-print" aria-label=label on:click=change>
                {text.own_medicine_change}
            </button>
        </li>
    }
}

/// The form, over the list.
#[component]
pub(super) fn OwnDialog(asking: Asking) -> impl IntoView {
    let text = &use_texts().medication;
    let on_close = Callback::new(move |()| asking.close());
    view! {
        <Dialog
            id="own-use"
            title=text.own_title
            open=Signal::derive(move || asking.about.get().is_some())
            on_close
        >
            {live(move || asking.about.get().map(|about| view! { <Form about asking /> }))}
            <p class="hint">{text.own_stays}</p>
            {live(move || asking.trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <Buttons asking />
        </Dialog>
    }
}

#[component]
fn Form(about: About, asking: Asking) -> impl IntoView {
    let text = &use_texts().medication;
    match about {
        About::Treatment(_, product, _) => {
            let choices: Vec<(Said, String)> = [Said::Used, Said::Differently, Said::NoLonger]
                .into_iter()
                .map(|said| (said, said_words(Some(said), "")))
                .collect();
            view! {
                <p class="strong">{product}</p>
                <Choices
                    name="own-said"
                    legend=text.own_question
                    choices
                    value=asking.said
                    on_choose=Callback::new(move |said| asking.said.set(said))
                />
                <TextField
                    id="own-words"
                    label=text.own_words
                    hint=text.own_words_hint
                    value=asking.words
                />
            }
            .into_any()
        }
        About::Medicine(_) => view! {
            <p class="strong">{text.own_medicine_question}</p>
            <TextField
                id="own-product"
                label=text.own_medicine_name
                hint=text.own_medicine_name_hint
                wrong=asking.wrong
                value=asking.product
            />
            <TextField id="own-usage" label=text.own_medicine_usage value=asking.words />
        }
        .into_any(),
    }
}

#[component]
fn Buttons(asking: Asking) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.medication;
    let save = move |_| {
        let nameless = asking.product.with_untracked(|name| name.trim().is_empty());
        if nameless && matches!(asking.about.get_untracked(), Some(About::Medicine(_))) {
            asking.wrong.set(Some(text.own_medicine_missing.to_owned()));
            return;
        }
        if let Some(request) = asking.request() {
            send(asking, request);
        }
    };
    let take_back = move |id: String| {
        let at = clock::now_local();
        send(asking, Request::TakeBack { id, at });
    };
    view! {
        <div class="buttons">
            <button type="button" class="button" on:click=save>
                {text.own_save}
            </button>
            {live(move || {
                asking
                    .own_entry()
                    .map(|id| {
                        view! {
                            <button
                                type="button"
                                class="button-quiet"
                                on:click=move |_| take_back(id.clone())
                            >
                                <Draw icon=Icon::Remove />
                                {text.own_take_back}
                            </button>
                        }
                    })
            })}
            <button type="button" class="button-quiet" on:click=move |_| asking.close()>
                {texts.common.cancel}
            </button>
        </div>
    }
}

/// Keeps it, and closes the form when that went well.
fn send(asking: Asking, request: Request) {
    let session = use_session();
    spawn_local(async move {
        match medication::say(session.engine(), request).await {
            Ok(()) => {
                asking.close();
                session.record_changed();
            }
            Err(found) => asking.trouble.set(Some(found)),
        }
    });
}
