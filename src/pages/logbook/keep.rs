//! Saving the log as a file, how long it is kept, and erasing it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::dialog::Dialog;
use crate::components::faces::TroubleNotice;
use crate::components::field::ChoiceField;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::logbook::{File, Request};
use crate::state::logbook;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Terms that can be chosen, in months.
const TERMS: [u16; 4] = [3, 12, 36, 60];

/// The log as a file.
#[component]
pub fn Save() -> impl IntoView {
    let text = &use_texts().logbook;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let save = move |form| {
        spawn_local(async move {
            let session = session.get_value();
            trouble.try_set(logbook::save(&session, form).await.err());
        });
    };
    let button = move |form, word| {
        view! {
            <button type="button" class="button-quiet" on:click=move |_| save(form)>
                <Draw icon=Icon::Download />
                {word}
            </button>
        }
    };
    view! {
        <section class="section no-print">
            <h2>{text.save}</h2>
            <p>{text.save_text}</p>
            <div class="buttons">
                {button(File::Csv, text.save_csv)} {button(File::Json, text.save_json)}
            </div>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        </section>
    }
}

/// How long lines are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Months; none: always.
    pub months: Option<u16>,
}

/// How long lines are kept, and erasing them.
#[component]
pub fn Keep(
    /// What holds; unknown while it loads.
    term: Memo<Option<Term>>,
) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.logbook;
    let session = StoredValue::new(use_session());
    let asking = RwSignal::new(None::<Request>);
    let trouble = RwSignal::new(None::<Trouble>);
    let erase = move |_| {
        let Some(request) = asking.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let done = logbook::change(&session.get_value(), request).await;
            trouble.try_set(done.err());
            asking.try_set(None);
        });
    };
    let choose = move |months: Option<u16>| {
        if months.is_some() {
            return asking.set(Some(Request::Keep { months }));
        }
        spawn_local(async move {
            let done = logbook::change(&session.get_value(), Request::Keep { months }).await;
            trouble.try_set(done.err());
        });
    };
    let mut terms = vec![(None, text.term_always.to_owned())];
    terms.extend(TERMS.map(|months| (Some(months), term_words(months))));
    view! {
        <section class="section no-print">
            <h2>{text.keep}</h2>
            <p>{text.keep_text}</p>
            {live(move || {
                // Drawn anew when a choice was not confirmed: it shows what holds.
                asking.track();
                let terms = terms.clone();
                term.get()
                    .map(|known| {
                        view! {
                            <ChoiceField
                                id="log-term"
                                label=text.term
                                choices=terms
                                value=Signal::stored(known.months)
                                on_choose=choose
                            />
                        }
                    })
            })}
            <p>
                <button
                    type="button"
                    class="button-quiet button-serious"
                    on:click=move |_| asking.set(Some(Request::Erase { before: None }))
                >
                    <Draw icon=Icon::Remove />
                    {text.erase}
                </button>
            </p>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            <Dialog
                id="erase-log"
                title=text.erase_title
                open=Signal::derive(move || asking.get().is_some())
                on_close=Callback::new(move |()| asking.set(None))
            >
                <p>{live(move || asking.get().map(|request| question(&request)))}</p>
                <div class="buttons">
                    <button type="button" class="button-quiet button-serious" on:click=erase>
                        {text.erase_go}
                    </button>
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| asking.set(None)
                    >
                        {texts.common.cancel}
                    </button>
                </div>
            </Dialog>
        </section>
    }
}

fn term_words(months: u16) -> String {
    let text = &use_texts().logbook;
    if months < 12 {
        text.term_months(usize::from(months))
    } else {
        text.term_years(usize::from(months / 12))
    }
}

/// What the person is asked before lines go.
fn question(request: &Request) -> String {
    let text = &use_texts().logbook;
    match request {
        Request::Keep {
            months: Some(months),
        } => text.term_sure(&term_words(*months)),
        _ => text.erase_sure.to_owned(),
    }
}
