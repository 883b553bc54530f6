//! Readings out to a file, and in from one after looking.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Nobody, anew};
use super::words;
use crate::components::faces::{Notice, Tone, TroubleNotice};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::measure::{Answer, Preview, PreviewRow, Request, Verdict};
use crate::pages::back::Back;
use crate::platform::{clock, file, focus};
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::texts::{MeasureFRows, MeasureFSummary, MeasureFValue, MeasureFWord};

const FILE: &str = "measure-file";

/// Where an import stands.
#[derive(Clone)]
enum Stage {
    Choosing { wrong: Option<String> },
    Looked { bytes: Vec<u8>, preview: Preview },
    Done(Preview),
    Failed(Trouble),
}

/// Out and in.
#[component]
pub(super) fn FilePage() -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <div class="page">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=text.file_short />
            <Export />
            {anew(|| view! { <Import /> })}
            <Nobody />
        </div>
    }
}

#[component]
fn Export() -> impl IntoView {
    let text = &use_texts().measure;
    let session = StoredValue::new(use_session());
    let trouble = RwSignal::new(None::<Trouble>);
    let save = move |_| {
        let session = session.get_value();
        spawn_local(async move {
            match measure::file(session.engine(), Request::Export).await {
                Ok(bytes) => {
                    let name = format!("metingen-{}.csv", clock::today());
                    file::save(&name, &bytes);
                }
                Err(failed) => {
                    trouble.try_set(Some(failed));
                }
            }
        });
    };
    view! {
        <section class="section">
            <h2>{text.f_out}</h2>
            <p>{text.f_out_text}</p>
            <div class="buttons">
                <button type="button" class="button" on:click=save>
                    <Draw icon=Icon::Download />
                    {text.f_out}
                </button>
            </div>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        </section>
    }
}

#[component]
fn Import() -> impl IntoView {
    let text = &use_texts().measure;
    let session = StoredValue::new(use_session());
    let stage = RwSignal::new(Stage::Choosing { wrong: None });
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let session = session.get_value();
        spawn_local(async move {
            let Some(bytes) = file::chosen(FILE).await else {
                let wrong = Some(text.f_none.to_owned());
                stage.set(Stage::Choosing { wrong });
                return focus::focus(FILE);
            };
            let request = Request::Preview {
                bytes: bytes.clone(),
                now: clock::now_local(),
            };
            let answer = measure::act(session.engine(), request).await;
            stage.try_set(match answer {
                Ok(Answer::Preview(preview)) => Stage::Looked { bytes, preview },
                Ok(Answer::NoFile(columns)) => Stage::Choosing {
                    wrong: Some(if columns.is_empty() {
                        text.f_bad.to_owned()
                    } else {
                        text.f_columns(&columns.join(", "))
                    }),
                },
                Ok(_) => Stage::Choosing { wrong: None },
                Err(trouble) => Stage::Failed(trouble),
            });
        });
    };
    let take = Callback::new(move |bytes: Vec<u8>| {
        let session = session.get_value();
        spawn_local(async move {
            let now = clock::now_local();
            let answer = measure::act(session.engine(), Request::Import { bytes, now }).await;
            stage.try_set(match answer {
                Ok(Answer::Preview(preview)) => {
                    session.record_changed();
                    Stage::Done(preview)
                }
                Ok(_) => Stage::Choosing { wrong: None },
                Err(trouble) => Stage::Failed(trouble),
            });
        });
    });
    view! {
        <section class="section">
            <h2>{text.f_in}</h2>
            <p>{text.f_in_text}</p>
            <form class="stack" novalidate=true on:submit=look>
                <div class="field">
                    <label for=FILE>{text.f_choose}</label>
                    <input id=FILE type="file" accept=".csv,text/csv,text/plain" />
                </div>
                <div class="buttons">
                    <button type="submit" class="button-quiet">
                        {text.f_look}
                    </button>
                </div>
            </form>
            {live(move || came_of(stage.get(), take))}
        </section>
    }
}

fn came_of(stage: Stage, take: Callback<Vec<u8>>) -> AnyView {
    let text = &use_texts().measure;
    match stage {
        Stage::Choosing { wrong } => wrong
            .map(|wrong| view! { <p class="wrong" role="alert">{wrong}</p> })
            .into_any(),
        Stage::Looked { bytes, preview } => {
            let any = preview.fresh > 0;
            view! {
                <Found preview />
                {any.then(|| {
                    view! {
                        <div class="buttons">
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| take.run(bytes.clone())
                            >
                                {text.f_take}
                            </button>
                        </div>
                    }
                })}
            }
            .into_any()
        }
        Stage::Done(preview) => view! {
            <div role="status">
                <Notice tone=Tone::Good>
                    <p>{text.f_done(&preview.fresh.to_string())}</p>
                </Notice>
            </div>
        }
        .into_any(),
        Stage::Failed(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
    }
}

/// What a file brings.
#[component]
fn Found(preview: Preview) -> impl IntoView {
    let text = &use_texts().measure;
    let summary = text.f_summary(&MeasureFSummary {
        duplicates: &preview.duplicates.to_string(),
        fresh: &preview.fresh.to_string(),
        wrong: &preview.wrong.to_string(),
    });
    let (shown, total) = (
        preview.rows.len(),
        preview.fresh + preview.duplicates + preview.wrong,
    );
    let rest = (shown < total).then(|| {
        text.f_rows(&MeasureFRows {
            shown: &shown.to_string(),
            total: &total.to_string(),
        })
    });
    view! {
        <p class="lead" role="status">
            {summary}
        </p>
        <ul class="queries">{preview.rows.into_iter().map(row).collect_view()}</ul>
        {rest.map(|rest| view! { <p class="hint">{rest}</p> })}
    }
}

fn row(row: PreviewRow) -> impl IntoView {
    let text = &use_texts().measure;
    let said = row
        .says
        .map(|(kind, value, at)| format!("{}: {value}, {at}", words::kind(kind)));
    let (class, verdict) = match row.verdict {
        Verdict::New => ("state state-good", text.f_new.to_owned()),
        Verdict::Unlikely => ("state state-attention", text.f_unlikely.to_owned()),
        Verdict::Duplicate => ("state state-soft", text.f_duplicate.to_owned()),
        Verdict::Malformed => ("state state-serious", text.f_malformed.to_owned()),
        Verdict::Word(column, word) => (
            "state state-serious",
            text.f_word(&MeasureFWord {
                column: &column,
                word: &word,
            }),
        ),
        Verdict::Value(column, problem) => (
            "state state-serious",
            text.f_value(&MeasureFValue {
                column: &column,
                why: &words::problem(problem),
            }),
        ),
    };
    view! {
        <li>
            <span>{text.f_line(&row.line.to_string())} {said.map(|said| format!(": {said}"))}</span>
            <span class=class>{verdict}</span>
        </li>
    }
}
