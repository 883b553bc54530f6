//! Who used the person's data since her last visit, in short.

use leptos::prelude::*;

use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::access::{Looker, Since};
use crate::route::{Links, Route};
use crate::state::access;
use crate::state::look::use_texts;
use crate::texts::AccessSinceNone;

/// Lines that are shown here; the others are one tap away.
const SHOWN: usize = 4;

/// Who used the data; nothing where nobody tells it.
#[component]
pub(super) fn LookersBlock() -> impl IntoView {
    let asked = access::since();
    live(move || {
        let since = asked.get().and_then(Result::ok)?;
        let any = since.offered || !since.lookers.is_empty();
        any.then(|| view! { <Block since /> })
    })
}

#[component]
fn Block(since: Since) -> impl IntoView {
    let text = &use_texts().access;
    let more = since.lookers.len().saturating_sub(SHOWN);
    let lines = since.lookers.iter().take(SHOWN).map(|looker| {
        let link = looker.link.clone().map(|id| Route::Links(Links::One(id)));
        let words = line(looker);
        match link {
            Some(link) => view! { <li dir="auto"><a href=link.path()>{words}</a></li> }.into_any(),
            None => view! { <li dir="auto">{words}</li> }.into_any(),
        }
    });
    view! {
        <section class="section">
            <h2>{text.title}</h2>
            <p>{lead(&since)}</p>
            <ul class="access-lookers">{lines.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="hint">{text.since_more(more)}</p> })}
            <p>
                <a class="button-quiet" href=Route::Access.path()>
                    <Draw icon=Icon::Eye />
                    {text.since_all}
                </a>
            </p>
        </section>
    }
}

fn lead(since: &Since) -> String {
    let text = &use_texts().access;
    match (&since.visit, &since.asked) {
        (None, _) if !since.lookers.is_empty() => text.since_start.to_owned(),
        (None, _) => text.since_first.to_owned(),
        (Some(visit), _) if !since.lookers.is_empty() => text.since_some(visit),
        (Some(visit), Some(asked)) => text.since_none(&AccessSinceNone { asked, visit }),
        (Some(visit), None) => text.since_not_asked(visit),
    }
}

/// `Dialyseverpleegkundige, Dialyse (De Waterlelie): 3 keer`
fn line(looker: &Looker) -> String {
    let text = &use_texts().access;
    let who = if looker.who.is_empty() {
        text.nobody_named
    } else {
        &looker.who
    };
    format!("{who} ({}): {}", looker.at, text.times(looker.times))
}
