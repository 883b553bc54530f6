//! An earlier version: what the next one changed, and the entry as it was.

use inzage_dossier::view::Change;
use inzage_zib::view::Entry;
use leptos::prelude::*;

use crate::components::documents::Attachments;
use crate::components::rows::{Fields, Fold};
use crate::engine::protocol::Earlier;
use crate::platform::clock;
use crate::state::look::{use_lang_code, use_texts};

/// One earlier version of the entry `number`.
#[component]
pub(super) fn EarlierVersion(number: String, earlier: Earlier) -> impl IntoView {
    let text = &use_texts().entry;
    let date = clock::for_people(&earlier.collected, use_lang_code());
    let Entry {
        title,
        date: when,
        status,
        fields,
        source,
        other,
        ..
    } = earlier.entry;
    let all = fields.into_iter().chain(other).chain(source).collect();
    let heading = [status, when].into_iter().filter(|part| !part.is_empty());
    let heading = heading.collect::<Vec<_>>().join(" · ");
    view! {
        <section class="earlier">
            <h3>{text.earlier_of(&date)}</h3>
            <Changes changes=earlier.changes />
            {(!earlier.attachments.is_empty())
                .then(|| {
                    view! {
                        <h4>{text.documents}</h4>
                        <Attachments number attachments=earlier.attachments />
                    }
                })}
            <Fold title=text.earlier_whole>
                <p class="strong">{title}</p>
                <p>{heading}</p>
                <Fields fields=all />
            </Fold>
        </section>
    }
}

/// What changed after it, field by field.
#[component]
pub fn Changes(changes: Vec<Change>) -> impl IntoView {
    let text = &use_texts().changes;
    if changes.is_empty() {
        return view! { <p class="hint">{text.none}</p> }.into_any();
    }
    view! {
        <dl class="fields changes">{changes.into_iter().map(change).collect_view()}</dl>
    }
    .into_any()
}

fn change(change: Change) -> impl IntoView {
    let text = &use_texts().changes;
    let (label, word, was, now) = match change {
        Change::Added { label, now } => (label, text.added, None, Some(now)),
        Change::Removed { label, was } => (label, text.removed, Some(was), None),
        Change::Changed { label, was, now } => (label, text.changed, Some(was), Some(now)),
    };
    view! {
        <div class="field-pair">
            <dt>
                {label} <span class="change-word">{word}</span>
            </dt>
            <dd>
                {was
                    .map(|was| {
                        view! {
                            <p>
                                <span class="small">{text.was}</span>
                                " "
                                <del>{was}</del>
                            </p>
                        }
                    })}
                {now
                    .map(|now| {
                        view! {
                            <p>
                                <span class="small">{text.now}</span>
                                " "
                                <ins>{now}</ins>
                            </p>
                        }
                    })}
            </dd>
        </div>
    }
}
