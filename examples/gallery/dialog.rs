//! A dialog over the page.

use inzage::components::dialog::Dialog;
use inzage::components::faces::{Notice, Tone};
use leptos::prelude::*;

use super::example::example;

pub(crate) fn all() -> AnyView {
    let open = RwSignal::new(true);
    let close = Callback::new(move |()| open.set(false));
    let dialog = view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>
            "Openen"
        </button>
        <Dialog id="dialog" title="Zorgaanbieder verwijderen?" open on_close=close>
            <p>"Wat er is opgehaald, verdwijnt ook van dit apparaat."</p>
            <Notice tone=Tone::Attention>
                <p>"Bij de zorgaanbieder zelf verandert er niets."</p>
            </Notice>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| close.run(())>
                    "Verwijderen"
                </button>
                <button type="button" class="button-quiet" on:click=move |_| close.run(())>
                    "Niet doen"
                </button>
            </div>
        </Dialog>
    };
    example("Open", dialog)
}
