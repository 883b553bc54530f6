//! "Meenemen": the backup, what was received as files for another app, the list of
//! which source gave what, and where to remove what.

mod backup;
mod files;
mod merge;
mod read;

use leptos::prelude::*;

pub use backup::{AskForBackup, Backup};
use files::{Files, List};
use merge::Merge;
pub use read::ReadPage;

use crate::components::chooser::Chooser;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::route::{Links, Measure, Route};
use crate::state::left::use_left;
use crate::state::look::use_texts;
use crate::state::taking::use_taken;

/// Taking along.
#[component]
pub fn TakePage() -> impl IntoView {
    let text = &use_texts().taking;
    let selection = use_taken();
    view! {
        <div class="page taking">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <Backup />
            <Merge />
            <section class="section">
                <h2>{text.what}</h2>
                <p>{text.what_text}</p>
                <Fold title=text.choose>
                    <Chooser selection />
                </Fold>
            </section>
            <section class="section">
                <h2>{text.read}</h2>
                <p>{text.read_text}</p>
                <div class="buttons">
                    <a class="button" href=Route::Read.path()>
                        <Draw icon=Icon::Print />
                        {text.read_go}
                    </a>
                </div>
            </section>
            <section class="section">
                <h2>{text.received}</h2>
                <p>{text.received_text}</p>
                <p class="strong">{text.open}</p>
                <Files selection />
                <Measured />
            </section>
            <List />
            <Removing />
        </div>
    }
}

/// The way to the file of own readings.
#[component]
fn Measured() -> impl IntoView {
    let (text, left) = (use_texts(), use_left());
    let route = Route::Measure(Measure::File);
    live(move || {
        left.leads_to(&route).then(|| {
            view! {
                <p>
                    {text.taking.measured} " "
                    <a href=route.path()>{text.measure.file_short}</a>
                </p>
            }
        })
    })
}

/// Where what is removed, and what remains then.
#[component]
fn Removing() -> impl IntoView {
    let (texts, left) = (use_texts(), use_left());
    let text = &texts.taking;
    let ways = [
        (text.removing_entry, Route::Dossier, texts.nav.dossier),
        (
            text.removing_provider,
            Route::Providers,
            texts.nav.providers,
        ),
        (
            text.removing_links,
            Route::Links(Links::Home),
            texts.links.title,
        ),
        (text.removing_all, Route::Settings, texts.nav.settings),
    ];
    view! {
        <section class="section">
            <h2>{text.removing}</h2>
            <ul>
                {live(move || {
                    ways.iter()
                        .filter(|(_, to, _)| left.leads_to(to))
                        .map(|&(what, ref to, word)| {
                            view! {
                                <li>
                                    {what} " " <a href=to.path()>{word}</a>
                                </li>
                            }
                        })
                        .collect_view()
                })}
            </ul>
            <p>{text.remains}</p>
        </section>
    }
}
