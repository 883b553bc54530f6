//! Parts of several screens of asking.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::engine::protocol::network::Phone;
use crate::state::look::use_texts;

/// Whom to call when it is urgent: words and numbers, no judgement.
#[component]
pub(super) fn Urgent(name: String, phones: Vec<Phone>) -> impl IntoView {
    let text = &use_texts().asking;
    if phones.is_empty() {
        return view! { <p class="asking-urgent">{text.urgent_no_number(&name)}</p> }.into_any();
    }
    view! {
        <p class="asking-urgent">
            {text.urgent(&name)} " "
            <Phones phones />
        </p>
    }
    .into_any()
}

/// Numbers to call.
#[component]
pub(super) fn Phones(phones: Vec<Phone>) -> impl IntoView {
    phones
        .into_iter()
        .map(|phone| {
            view! {
                <a class="asking-phone" href=format!("tel:{}", phone.dial)>
                    {phone.shown}
                </a>
            }
        })
        .collect_view()
}

/// A way on: an icon, a word, perhaps a line below.
#[component]
pub(super) fn Way(
    href: String,
    icon: Icon,
    #[prop(into)] word: String,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <li>
            <a class="row row-way" href=href>
                <Draw icon />
                <span class="row-main">
                    <span class="row-title">{word}</span>
                    {(!hint.is_empty()).then(|| view! { <span class="row-status">{hint}</span> })}
                </span>
                <Draw icon=Icon::Next />
            </a>
        </li>
    }
}
