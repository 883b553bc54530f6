//! Documents: open one inside the app, or save it.

use leptos::prelude::*;

use crate::components::live::live;
use leptos::task::spawn_local;

use super::dialog::Dialog;
use super::faces::{Loading, Notice, Tone, TroubleNotice};
use super::icon::{Draw, Icon};
use crate::engine::protocol::{AttachmentView, DocumentBytes, DocumentKind};
use crate::platform::file::{self, ObjectUrl};
use crate::platform::pdf;
use crate::state::look::use_texts;
use crate::state::record;
use crate::state::session::{mine, use_session};
use crate::state::words::Trouble;
use crate::texts::DocumentsPageOf;

/// A document that the person wants to see.
#[derive(Clone, PartialEq, Eq)]
struct Wanted {
    number: String,
    of: AttachmentView,
}

/// The documents of one entry, each with its two buttons.
#[component]
pub fn Attachments(number: String, attachments: Vec<AttachmentView>) -> impl IntoView {
    let text = &use_texts().documents;
    let missing = if mine() {
        text.missing
    } else {
        use_texts().along.document_not_shared
    };
    let shown = RwSignal::new(None::<Wanted>);
    let trouble = RwSignal::new(None::<Trouble>);
    let close = Callback::new(move |()| shown.set(None));
    // A page may show the documents of many entries, each with a dialog of its own.
    let of = attachments.first().and_then(|one| one.version.as_deref());
    let dialog = format!("document-{number}-{}", of.unwrap_or("now"));
    view! {
        <ul class="attachments">
            {attachments
                .into_iter()
                .map(|attachment| {
                    let wanted = Wanted {
                        number: number.clone(),
                        of: attachment.clone(),
                    };
                    view! {
                        <li>
                            <span class="attachment-title">
                                <Draw icon=Icon::Documents />
                                <span>{attachment.title}</span>
                                {attachment.size.map(|size| view! { <span class="small">{bytes_in_words(size)}</span> })}
                            </span>
                            {if attachment.collected {
                                view! { <Buttons wanted shown trouble /> }.into_any()
                            } else {
                                view! { <p class="hint">{missing}</p> }.into_any()
                            }}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <Dialog
            id=dialog
            title=text.open
            open=Signal::derive(move || shown.get().is_some())
            on_close=close
        >
            {live(move || shown.get().map(|wanted| view! { <Reader wanted on_close=close /> }))}
        </Dialog>
    }
}

#[component]
fn Buttons(
    wanted: Wanted,
    shown: RwSignal<Option<Wanted>>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let text = use_texts();
    let engine = use_session().engine().clone();
    let read = text.documents.open_named(&wanted.of.title);
    let save = text.documents.download_named(&wanted.of.title);
    let to_save = wanted.clone();
    let download = move |_| {
        let (engine, wanted) = (engine.clone(), to_save.clone());
        trouble.set(None);
        spawn_local(async move {
            match record::document(&engine, wanted.number, wanted.of).await {
                Ok(document) => {
                    file::save(&document.file_name, &document.bytes);
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    view! {
        <span class="buttons">
            <button
                type="button"
                class="button"
                aria-label=read
                on:click=move |_| shown.set(Some(wanted.clone()))
            >
                {text.documents.open}
            </button>
            <button type="button" class="button-quiet" aria-label=save on:click=download>
                <Draw icon=Icon::Download />
                {text.common.download}
            </button>
        </span>
    }
}

/// One document, in the dialog.
#[component]
fn Reader(wanted: Wanted, on_close: Callback<()>) -> impl IntoView {
    let text = use_texts();
    let Wanted { number, of } = wanted;
    let title = of.title.clone();
    let asked = record::seen_document(number, of);
    view! {
        <div class="reader">
            <div class="buttons reader-bar">
                <button type="button" class="button-quiet" on:click=move |_| on_close.run(())>
                    <Draw icon=Icon::Close />
                    {text.documents.close}
                </button>
            </div>
            <p class="strong">{title.clone()}</p>
            {live(move || match asked.get() {
                None => view! { <Loading text=text.documents.loading /> }.into_any(),
                Some(Err(trouble)) => view! { <TroubleNotice trouble /> }.into_any(),
                Some(Ok(document)) => paper(document, &title),
            })}
        </div>
    }
}

/// The document itself, by what its first bytes say it is.
pub fn paper(document: DocumentBytes, title: &str) -> AnyView {
    let text = &use_texts().documents;
    match document.kind {
        DocumentKind::Pdf => view! { <Pdf bytes=document.bytes /> }.into_any(),
        DocumentKind::Png => picture(&document.bytes, "image/png", title),
        DocumentKind::Jpeg => picture(&document.bytes, "image/jpeg", title),
        DocumentKind::Text => {
            let words = String::from_utf8_lossy(&document.bytes).into_owned();
            view! { <pre class="paper" tabindex="0">{words}</pre> }.into_any()
        }
        DocumentKind::Other => notice(text.other_kind),
    }
}

fn notice(words: &'static str) -> AnyView {
    view! {
        <Notice tone=Tone::Info>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

fn picture(bytes: &[u8], media_type: &str, title: &str) -> AnyView {
    let text = &use_texts().documents;
    let Some(address) = ObjectUrl::new(bytes, media_type) else {
        return notice(text.unreadable);
    };
    let source = address.as_str().to_owned();
    on_cleanup(move || drop(address));
    view! { <img class="paper" src=source alt=text.image_of(title) /> }.into_any()
}

/// Element id that the PDF viewer fills.
const PAPER: &str = "paper";

#[component]
fn Pdf(bytes: Vec<u8>) -> impl IntoView {
    let text = &use_texts().documents;
    let failed = RwSignal::new(false);
    let loading = RwSignal::new(true);
    // The viewer ends when this part of the page goes.
    let viewer = StoredValue::new_local(None::<pdf::Viewer>);
    request_animation_frame(move || {
        spawn_local(async move {
            let label = |now: u32, all: u32| {
                use_texts().documents.page_of(&DocumentsPageOf {
                    all: &all.to_string(),
                    now: &now.to_string(),
                })
            };
            match pdf::show(PAPER, &bytes, label).await {
                Ok(shown) => {
                    viewer.try_set_value(Some(shown));
                }
                Err(_) => {
                    failed.try_set(true);
                }
            }
            loading.try_set(false);
        });
    });
    view! {
        {live(move || loading.get().then(|| view! { <Loading text=text.loading /> }))}
        {live(move || failed.get().then(|| notice(text.unreadable)))}
        <div id=PAPER class="paper paper-pdf"></div>
    }
}

/// A size as people say it.
fn bytes_in_words(size: u64) -> String {
    match size {
        0..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{} kB", size / 1_000),
        _ => format!("{} MB", size / 1_000_000),
    }
}
