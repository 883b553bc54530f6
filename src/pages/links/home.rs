//! Every link, with how it stands and who looked.

use inzage_api::Module;
use leptos::prelude::*;

use super::{name, soon, sort_name, state_text};
use crate::components::faces::{Nothing, Notice, Tone, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::links::{Link, Sort};
use crate::route::{Links, Route};
use crate::state::about::use_about;
use crate::state::left::makes;
use crate::state::links;
use crate::state::look::use_texts;
use crate::state::wishing::use_wishing;

/// The list.
#[component]
pub fn Home() -> impl IntoView {
    let text = &use_texts().links;
    let (about, wishing) = (use_about(), use_wishing());
    let off = move || {
        let closed = about.get().is_some_and(|about| about.share_url.is_none());
        (closed || !makes(Module::Delen)).then_some(if closed { text.off } else { text.off_left })
    };
    links::ask_again();
    let asked = links::all();
    view! {
        <div class="page">
            <Heading text=text.title />
            {makes(Module::Delen).then(|| view! { <p class="lead">{text.lead}</p> })}
            {live(move || {
                if let Some(off) = off() {
                    view! {
                        <Notice tone=Tone::Info>
                            <p>{off}</p>
                        </Notice>
                    }
                        .into_any()
                } else {
                    view! {
                        <div class="buttons">
                            <a
                                class="button"
                                href=Route::Links(Links::New).path()
                                on:click=move |_| wishing.sort.set(Sort::Care)
                            >
                                <Draw icon=Icon::Add />
                                {text.make}
                            </a>
                            <a
                                class="button-quiet"
                                href=Route::Links(Links::New).path()
                                on:click=move |_| wishing.sort.set(Sort::Desk)
                            >
                                <Draw icon=Icon::Stethoscope />
                                {text.desk}
                            </a>
                        </div>
                    }
                        .into_any()
                }
            })}
            {faces(
                asked,
                move |links| {
                    if links.is_empty() {
                        let why = if makes(Module::Delen) { text.none_text } else { text.off };
                        return view! { <Nothing icon=Icon::Eye title=text.none text=why /> }
                            .into_any();
                    }
                    view! {
                        <ul class="cards">
                            {links
                                .into_iter()
                                .map(|link| view! { <Card link /> })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                },
            )}
        </div>
    }
}

#[component]
fn Card(link: Link) -> impl IntoView {
    let text = &use_texts().links;
    let href = Route::Links(Links::One(link.id.clone())).path();
    let last = link.looks.iter().find(|(_, _, opened)| *opened);
    let looked = last.map_or_else(
        || text.nobody_looked.to_owned(),
        |(at, who, _)| text.looked_last(&crate::texts::LinksLookedLast { at, who }),
    );
    let soon = soon(&link);
    view! {
        <li class="card">
            <h2>
                <a href=href>{name(&link)}</a>
            </h2>
            <p>{format!("{}. {}", sort_name(link.sort), state_text(&link))}</p>
            <p>{looked}</p>
            {soon
                .map(|words| {
                    view! {
                        <Notice tone=Tone::Attention>
                            <p>{words}</p>
                        </Notice>
                    }
                })}
        </li>
    }
}
