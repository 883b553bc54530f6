//! The gallery: every component of `src/components` in every state, with made-up
//! data, for who builds or changes one, and for the pictures that
//! `end2end/tests/gallery.spec.js` takes (ADR 0190). `cargo xtask gallery` shows it at
//! `/galerij`. It is a program of its own: nothing of it is in the app that ships.
//!
//! No engine listens behind it. What a component asks is never answered; a component
//! that shows nothing before an answer is shown by the parts that it is made of.

mod buttons;
mod charts;
mod choosing;
mod dialog;
mod documents;
mod example;
mod fields;
mod frame;
mod icons;
mod keys;
mod made_up;
mod notices;
mod rows;
mod signing;
#[cfg(test)]
mod tests;

use inzage::components::heading::{FocusNext, Heading};
use inzage::components::paper::sheet;
use inzage::platform::{device, history, trusted_types};
use inzage::state::about::OperatorsCopy;
use inzage::state::address::Address;
use inzage::state::along::Brought;
use inzage::state::brand;
use inzage::state::collect::Collect;
use inzage::state::finding::Finding;
use inzage::state::look::Look;
use inzage::state::session::Session;
use inzage::state::vaults::Moving;
use leptos::prelude::*;

/// Where the gallery is.
const HOME: &str = "/galerij";

/// Components that belong together, on a page of their own.
#[derive(Clone, Copy)]
struct Group {
    /// The last part of its address.
    name: &'static str,
    /// What it is called.
    title: &'static str,
    /// What is in it.
    view: fn() -> AnyView,
}

const fn group(name: &'static str, title: &'static str, view: fn() -> AnyView) -> Group {
    Group { name, title, view }
}

const GROUPS: [Group; 12] = [
    group("knoppen", "Knoppen", buttons::all),
    group("velden", "Velden", fields::all),
    group("meldingen", "Meldingen en gezichten", notices::all),
    group("rijen", "Rijen en gegevens", rows::all),
    group("documenten", "Documenten", documents::all),
    group("grafieken", "Grafieken", charts::all),
    group("kiezen", "Kiezen en beantwoorden", choosing::all),
    group("sleutels", "Sleutels en geheimen", keys::all),
    group("aanmelden", "Aanmelden", signing::all),
    group("dialoog", "Dialoog", dialog::all),
    group("iconen", "Iconen", icons::all),
    group("kader", "Kader", frame::all),
];

fn main() {
    console_error_panic_hook::set_once();
    trusted_types::install();
    leptos::mount::mount_to_body(gallery);
}

fn gallery() -> AnyView {
    // First, as in the app: every text is in the words of the brand.
    brand::brand();
    let look = Look::provide();
    OperatorsCopy::provide();
    Brought::provide();
    let session = Session::provide(look);
    Collect::provide(session);
    Finding::provide();
    Address::provide();
    provide_context(FocusNext(StoredValue::new(false)));
    provide_context(Moving::default());
    let path = history::here().0;
    let name = path.rsplit('/').next().unwrap_or_default();
    match GROUPS.into_iter().find(|group| group.name == name) {
        Some(one) => page(one),
        None => index(),
    }
}

/// The page of a group.
fn page(group: Group) -> AnyView {
    device::set_title(&format!("{} · Galerij", group.title));
    frame::around(
        group.name == "kader",
        sheet(move || {
            view! {
                <div class="page page-wide gallery">
                    <a class="back" href=HOME target="_self">
                        "Galerij"
                    </a>
                    <Heading text=group.title />
                    {(group.view)()}
                </div>
            }
            .into_any()
        }),
    )
}

/// The way to each group.
fn index() -> AnyView {
    device::set_title("Galerij");
    let ways = GROUPS.map(|group| {
        let to = format!("{HOME}/{}", group.name);
        view! {
            <li>
                <a href=to target="_self">
                    {group.title}
                </a>
            </li>
        }
    });
    let ways = view! {
        <div class="page">
            <Heading text="Galerij" />
            <p class="lead">"Elk onderdeel van de schermen, in elke toestand. Alles is verzonnen."</p>
            <ul id="groups">{ways.collect_view()}</ul>
        </div>
    };
    frame::around(false, ways.into_any())
}
