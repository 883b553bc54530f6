//! Looking along with somebody: the door, whose data it is, and keeping a link.

mod door;
mod helping;
mod keeping;
mod not_shared;
mod seen;

use leptos::prelude::*;

use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::links::Seen;
use crate::pages::display::Display;
use crate::pages::welcome::Welcome;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use door::Door;
pub use not_shared::NotShared;
use seen::About;

/// The form while nothing is open, then whose data it is.
#[component]
pub fn Along() -> impl IntoView {
    let session = use_session();
    let making = RwSignal::new(false);
    let make = Callback::new(move |()| making.set(true));
    let keeper = session.clone();
    let step = Memo::new(move |_| making.get() && keeper.keeper().is_none());
    // What is kept of it changes while it is looked at.
    let shown = Memo::new(move |_| session.seen().map(|seen| Seen { kept: None, ..seen }));
    live(move || match shown.get() {
        Some(_) if step.get() => view! { <Welcome /> }.into_any(),
        Some(seen) => view! { <div class="page"><About seen make /><Looks /></div> }.into_any(),
        None => view! { <div class="page"><Door /><Looks /></div> }.into_any(),
    })
}

/// Larger letters, colours, language: before and while looking along.
#[component]
fn Looks() -> impl IntoView {
    view! {
        <Fold title=use_texts().along.display>
            <div class="stack">
                <Display />
            </div>
        </Fold>
    }
}
