//! Writing a note, adding a document, taking one of them away: one form over the
//! page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::dialog::Dialog;
use crate::components::faces::TroubleNotice;
use crate::components::field::{TextArea, TextField};
use crate::components::live::live;
use crate::engine::protocol::added::{Refusal, Request};
use crate::platform::clock;
use crate::state::added;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// Element id of the file field.
const FILE: &str = "own-file";

/// What the form is for; with the id of what is there already.
#[derive(Clone, PartialEq)]
pub(super) enum What {
    Note(Option<String>),
    Paper(Option<String>),
    Remove(String),
}

/// The form, with what is typed in it.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    /// The entry that something is added to.
    number: StoredValue<Option<String>>,
    what: RwSignal<Option<What>>,
    text: RwSignal<String>,
    date: RwSignal<String>,
    wrong: RwSignal<Option<Refusal>>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
}

impl Doing {
    pub(super) fn new(number: Option<String>) -> Self {
        Self {
            number: StoredValue::new(number),
            what: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            date: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    pub(super) fn open(self, what: What, text: &str, date: &str) {
        self.text.set(text.to_owned());
        self.date.set(date.to_owned());
        self.wrong.set(None);
        self.trouble.set(None);
        self.what.set(Some(what));
    }

    fn close(self) {
        self.what.set(None);
    }

    /// What is to be done, as it is filled in now.
    async fn request(self) -> Result<Option<Request>, Refusal> {
        let now = clock::now_local();
        let (text, date) = (self.text.get_untracked(), self.date.get_untracked());
        let number = self.number.get_value();
        Ok(match self.what.get_untracked() {
            None => None,
            Some(What::Note(id)) => Some(Request::Keep {
                id,
                number,
                text,
                now,
            }),
            Some(What::Paper(Some(id))) => Some(Request::Rename {
                id,
                title: text,
                date,
                now,
            }),
            Some(What::Paper(None)) => Some(Request::Upload {
                number,
                title: text,
                date,
                bytes: added::chosen(FILE).await?,
                now,
            }),
            Some(What::Remove(id)) => Some(Request::Delete { id, now }),
        })
    }
}

/// The form.
#[component]
pub(super) fn Form(doing: Doing) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.added;
    let session = StoredValue::new(use_session());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if doing.busy.get_untracked() {
            return;
        }
        doing.busy.set(true);
        spawn_local(async move {
            let done = match doing.request().await {
                Ok(Some(request)) => added::change(&session.get_value(), request).await,
                Ok(None) => Ok(None),
                Err(why) => Ok(Some(why)),
            };
            doing.busy.try_set(false);
            match done {
                Ok(None) => doing.close(),
                Ok(Some(why)) => {
                    doing.wrong.try_set(Some(why));
                }
                Err(found) => {
                    doing.trouble.try_set(Some(found));
                }
            }
        });
    };
    let title = Signal::derive(move || match doing.what.get() {
        Some(What::Paper(_)) => text.add_paper,
        Some(What::Remove(_)) => text.remove_title,
        _ => text.add_note,
    });
    view! {
        {live(move || {
            doing.what.get().map(|what| {
                view! {
                    <Dialog
                        id="added"
                        title=title.get_untracked()
                        open=Signal::stored(true)
                        on_close=Callback::new(move |()| doing.close())
                    >
                        <form class="stack" novalidate=true on:submit=send>
                            {fields(what, doing)}
                            <p class="wrong" role="alert">
                                {live(move || doing.wrong.get().map(refused))}
                            </p>
                            {live(move || {
                                doing.trouble.get().map(|trouble| view! { <TroubleNotice trouble /> })
                            })}
                            <div class="buttons">
                                <button
                                    type="submit"
                                    class="button"
                                    disabled=move || doing.busy.get()
                                >
                                    {live(move || match doing.what.get() {
                                        Some(What::Remove(_)) => text.remove,
                                        _ => text.keep,
                                    })}
                                </button>
                                <button
                                    type="button"
                                    class="button-quiet"
                                    on:click=move |_| doing.close()
                                >
                                    {texts.common.cancel}
                                </button>
                            </div>
                        </form>
                    </Dialog>
                }
            })
        })}
    }
}

fn fields(what: What, doing: Doing) -> AnyView {
    let text = &use_texts().added;
    match what {
        What::Note(_) => view! {
            <TextArea id="own-note" label=text.note hint=text.note_hint rows=6 value=doing.text />
        }
        .into_any(),
        What::Paper(known) => view! {
            {known.is_none().then(|| view! { <FileField /> })}
            <TextField id="own-title" label=text.title value=doing.text />
            <TextField
                id="own-date"
                label=text.date
                hint=text.date_hint.to_owned()
                kind="date"
                value=doing.date
            />
        }
        .into_any(),
        What::Remove(_) => view! {
            <p class="strong added-text">{move || doing.text.get()}</p>
            <p>{text.remove_sure}</p>
        }
        .into_any(),
    }
}

#[component]
fn FileField() -> impl IntoView {
    let text = &use_texts().added;
    view! {
        <div class="field">
            <label for=FILE>{text.file}</label>
            <p class="hint" id="own-file-hint">{text.file_hint}</p>
            <input
                id=FILE
                type="file"
                aria-describedby="own-file-hint"
                accept="application/pdf,image/jpeg,image/png,text/plain"
            />
        </div>
    }
}

fn refused(why: Refusal) -> &'static str {
    let text = &use_texts().added;
    match why {
        Refusal::Empty => text.no_empty,
        Refusal::TooLong => text.no_long,
        Refusal::TooLarge => text.no_large,
        Refusal::Kind => text.no_kind,
        Refusal::Damaged => text.no_damaged,
        Refusal::Date => text.no_date,
    }
}
