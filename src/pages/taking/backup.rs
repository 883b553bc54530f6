//! The backup: how old the last is, making one, and asking for one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::faces::{Loading, Notice, Tone, TroubleNotice};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::taking::Backup as Stands;
use crate::platform::{clock, file};
use crate::route::Route;
use crate::state::look::use_texts;
use crate::state::record::Asked;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::state::{brand, taking, vaults};

/// Name of the setting that remembers the last backup.
const BACKUP_SETTING: &str = "backup-at";

/// How the last backup stands, and the way to make one.
#[component]
pub fn Backup() -> impl IntoView {
    let text = &use_texts().settings;
    let stands = taking::backup();
    view! {
        <section class="section">
            <h2>{text.backup}</h2>
            <p>{text.backup_text}</p>
            <p class="strong">
                {live(move || stands.get().and_then(Result::ok).map(|stands| words(&stands)))}
            </p>
            <Make stands />
        </section>
    }
}

#[component]
fn Make(stands: Asked<Stands>) -> impl IntoView {
    let text = &use_texts().settings;
    let session = use_session();
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<(), Trouble>>);
    let make = move |_| {
        busy.set(true);
        outcome.set(None);
        let engine = session.engine().clone();
        spawn_local(async move {
            let made = vaults::backup(&engine).await;
            if let Ok(bytes) = &made {
                let name = format!("{}.backup", clock::today());
                file::save(&brand::file_name(&name), bytes);
                // The file is there, also when the date of it cannot be kept.
                let _ = vaults::save_setting(&engine, BACKUP_SETTING, clock::now()).await;
                stands.refetch();
            }
            busy.try_set(false);
            outcome.try_set(Some(made.map(|_| ())));
        });
    };
    view! {
        <div role="status">
            {live(move || busy.get().then(|| view! { <Loading text=text.backup_making /> }))}
            {live(move || match outcome.get() {
                None => ().into_any(),
                Some(Ok(())) => {
                    view! {
                        <Notice tone=Tone::Good>
                            <p>{text.backup_done}</p>
                        </Notice>
                    }
                        .into_any()
                }
                Some(Err(trouble)) => view! { <TroubleNotice trouble /> }.into_any(),
            })}
        </div>
        <div class="buttons">
            <button type="button" class="button" disabled=move || busy.get() on:click=make>
                <Draw icon=Icon::Download />
                {text.backup_make}
            </button>
            <a class="button-quiet" href=Route::Restore.path()>
                {text.restore}
            </a>
        </div>
    }
}

/// How old the last backup is, and what came after it.
fn words(stands: &Stands) -> String {
    let texts = use_texts();
    let text = &texts.taking;
    let last = match &stands.last {
        Some(at) => texts.settings.backup_last(at),
        None => texts.settings.backup_never.to_owned(),
    };
    let days = stands
        .days
        .filter(|days| *days > 0)
        .map(|days| text.ago(days));
    let newer = (stands.newer > 0).then(|| match stands.last {
        Some(_) => text.newer(stands.newer),
        None => text.only_here(stands.newer),
    });
    [Some(last), days, newer]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Asks for a backup after new own data; nothing when there are none.
#[component]
pub fn AskForBackup() -> impl IntoView {
    let asked = taking::backup();
    live(move || {
        let stands = asked.get()?.ok().filter(|stands| stands.newer > 0)?;
        Some(view! {
            <Notice tone=Tone::Info>
                <p>{words(&stands)}</p>
                <p>
                    <a href=Route::Take.path()>{use_texts().settings.backup_make}</a>
                </p>
            </Notice>
        })
    })
}
