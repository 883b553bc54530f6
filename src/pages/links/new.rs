//! Making a link: for whom, what goes along, until when.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::chooser::Chooser;
use crate::components::faces::TroubleNotice;
use crate::components::field::{ChoiceField, Choices, TextField, Tick};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::engine::protocol::links::Sort;
use crate::pages::back::Back;
use crate::route::{Links, Route};
use crate::state::about::use_about;
use crate::state::account::use_signing;
use crate::state::address::use_address;
use crate::state::links;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::wishing::{Wishing, use_wishing};
use crate::state::words::Trouble;

/// Days that can be chosen.
const DAYS: [i64; 4] = [1, 7, 14, 31];

/// The form.
#[component]
pub fn New() -> impl IntoView {
    let text = &use_texts().links;
    let (chosen, signing) = (use_wishing(), use_signing());
    let care = Signal::derive(move || chosen.sort.get() == Sort::Care);
    let desk = move || chosen.sort.get() == Sort::Desk;
    view! {
        <div class="page">
            <Back to=Route::Links(Links::Home) word=text.title />
            <Heading text=text.make />
            <Choices
                name="link-sort"
                legend=text.for_whom
                choices=vec![
                    (Sort::Care, text.sort_care.to_owned()),
                    (Sort::Desk, text.sort_desk.to_owned()),
                    (Sort::Plain, text.sort_plain.to_owned()),
                ]
                value=chosen.sort
                on_choose=Callback::new(move |sort| chosen.sort.set(sort))
            />
            <p class="hint">
                {live(move || match chosen.sort.get() {
                    Sort::Care => text.sort_care_text,
                    Sort::Plain => text.sort_plain_text,
                    Sort::Desk => text.sort_desk_text,
                })}
            </p>
            <TextField id="link-name" label=text.name hint=text.name_hint value=chosen.name />
            {live(move || {
                (desk() && signing.is_on()).then(|| view! { <p class="hint">{use_texts().signing.links_desk}</p> })
            })}
            {live(move || (!desk()).then(|| view! { <Terms chosen /> }))}
            <section class="section">
                <h2>{text.what}</h2>
                <Chooser selection=chosen.selection own=care />
            </section>
            <Go chosen />
        </div>
    }
}

/// Until when, whether it follows the record, and whether a passcode is asked for.
#[component]
fn Terms(chosen: Wishing) -> impl IntoView {
    let text = &use_texts().links;
    let signing = use_signing();
    let days = DAYS.map(|days| {
        let n = usize::try_from(days).unwrap_or_default();
        (days, text.days(n))
    });
    view! {
        <ChoiceField
            id="link-days"
            label=text.how_long
            choices=days.to_vec()
            value=chosen.days
            on_choose=move |days| chosen.days.set(days)
        />
        <Tick words=text.live ticked=chosen.live on_tick=Callback::new(move |on| chosen.live.set(on)) />
        {live(move || {
            if signing.is_on() {
                return view! { <p>{use_texts().signing.links}</p> }.into_any();
            }
            view! { <Passcode chosen /> }.into_any()
        })}
    }
}

/// Whether a passcode is asked for.
#[component]
fn Passcode(chosen: Wishing) -> impl IntoView {
    let text = &use_texts().links;
    view! {
        <Tick
            words=text.with_passcode
            ticked=chosen.passcode
            on_tick=Callback::new(move |on| chosen.passcode.set(on))
        />
        {live(move || {
            (!chosen.passcode.get()).then(|| view! { <p class="hint">{text.without_passcode}</p> })
        })}
    }
}

/// Look first, or make it.
#[component]
fn Go(chosen: Wishing) -> impl IntoView {
    let text = &use_texts().links;
    let (session, address, about) = (StoredValue::new(use_session()), use_address(), use_about());
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let signing = use_signing();
    let look = move |_| {
        let selection = chosen.selection();
        spawn_local(async move {
            match links::look(&session.get_value(), selection).await {
                Ok(()) => address.go(&Route::Along),
                Err(failed) => trouble.set(Some(failed)),
            }
        });
    };
    let make = move |_| {
        let host = about.get_untracked().and_then(|about| about.share_url);
        let Some(host) = host else { return };
        busy.set(true);
        let wish = chosen.wish(host, untrack(|| signing.is_on()));
        spawn_local(async move {
            match links::make(session.get_value().engine(), wish).await {
                Ok(id) => {
                    chosen.forget();
                    address.go(&Route::Links(Links::One(id)));
                }
                Err(failed) => {
                    trouble.try_set(Some(failed));
                    busy.try_set(false);
                }
            }
        });
    };
    let cannot = move || busy.get() || about.get().is_none_or(|about| about.share_url.is_none());
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons">
            <button type="button" class="button-quiet" on:click=look>
                {text.look}
            </button>
            <button type="button" class="button" disabled=cannot on:click=make>
                {text.go}
            </button>
        </div>
    }
}
