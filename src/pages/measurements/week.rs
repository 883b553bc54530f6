//! The blood-pressure week: guided, and on one A4 for the practice.

use std::time::Duration;

use inzage_measure::{Kind, Slot, Turn};
use leptos::prelude::*;

use super::beside::BesideLimits;
use super::form::{KeepButton, Keeping, Numbers, Outcome, WhenFields};
use super::grid::{Cell, Grid};
use super::parts::{self, Nobody, anew, measures};
use super::words;
use crate::components::faces::{Notice, Tone, faces};
use crate::components::field::Choices;
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::judging::What;
use crate::engine::protocol::measure::{Answer, Means, Request, Row, Week, Weeks};
use crate::pages::back::Back;
use crate::platform::{clock, device};
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure::{self, Form};
use crate::texts::MeasureBwNext;

/// Seconds between two readings.
const PAUSE: f64 = 60.0;
/// The name under which what is typed is kept.
const DRAFT: &str = "measure-week";

/// The week.
#[component]
pub(super) fn WeekPage() -> impl IntoView {
    let text = &use_texts().measure;
    let chosen = RwSignal::new(None::<String>);
    // When the last reading was kept here: the next one waits a minute.
    let last = RwSignal::new(None::<f64>);
    let asked = measure::asked(move || Request::Weeks {
        week: chosen.get(),
        now: clock::now_local(),
    });
    view! {
        <div class="page page-wide">
            <Back to=Route::Measure(Measure::Home) word=text.title />
            <Heading text=text.week />
            {faces(asked, move |answer| match answer {
                Answer::Weeks(weeks) => view! { <Content weeks chosen last /> }.into_any(),
                _ => ().into_any(),
            })}
            <Nobody />
        </div>
    }
}

#[component]
fn Content(
    weeks: Weeks,
    chosen: RwSignal<Option<String>>,
    last: RwSignal<Option<f64>>,
) -> impl IntoView {
    let text = &use_texts().measure;
    let Weeks { all, open, person } = weeks;
    let running = open.as_ref().is_some_and(|week| week.today.is_some());
    let older: Vec<_> = all
        .iter()
        .filter(|(id, _)| open.as_ref().is_none_or(|week| week.id != *id))
        .cloned()
        .collect();
    let started = open.as_ref().and_then(|week| {
        let (_, day) = all.iter().find(|(id, _)| *id == week.id)?;
        Some(day.clone())
    });
    view! {
        {open.is_none().then(|| anew(|| view! { <p class="lead">{text.bw_lead}</p> }))}
        {open.map(|week| {
            let started = started.unwrap_or_default();
            let what = Signal::stored(What::Week(week.id.clone()));
            view! {
                <Running week last started person />
                <BesideLimits what />
            }
        })}
        {(!running && measures()).then(|| view! { <Start chosen /> })}
        {(!older.is_empty()).then(|| view! { <Older older chosen /> })}
    }
}

#[component]
fn Older(older: Vec<(String, String)>, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <section class="section no-print">
            <h2>{text.bw_older}</h2>
            <div class="buttons">
                {older
                    .into_iter()
                    .map(|(id, day)| {
                        view! {
                            <button
                                type="button"
                                class="button-quiet"
                                on:click=move |_| chosen.set(Some(id.clone()))
                            >
                                {day}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Start(chosen: RwSignal<Option<String>>) -> impl IntoView {
    let text = &use_texts().measure;
    let days = RwSignal::new(7_u8);
    let keeping = Keeping::new();
    let start = move || {
        let request = Request::StartWeek {
            days: days.get_untracked(),
            start: clock::calendar_day(),
            now: clock::now_local(),
        };
        keeping.keep(request, move |_| {
            chosen.try_set(None);
        });
    };
    view! {
        <section class="card no-print">
            <h2>{text.bw_new}</h2>
            <Choices
                name="days"
                legend=text.bw_days
                choices=vec![(7, text.bw_7.to_owned()), (5, text.bw_5.to_owned())]
                value=days
                on_choose=Callback::new(move |chosen| days.set(chosen))
            />
            <Outcome keeping again=Callback::new(|()| {}) />
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| start()>
                    {text.bw_start}
                </button>
            </div>
            <Tips />
        </section>
    }
}

#[component]
fn Tips() -> impl IntoView {
    let text = &use_texts().measure;
    let tips = [
        text.bw_tip1,
        text.bw_tip2,
        text.bw_tip3,
        text.bw_tip4,
        text.bw_tip5,
    ];
    view! {
        <div class="folds no-print">
            <Fold title=text.bw_tips>
                <ul class="steps">{tips.map(|tip| view! { <li>{tip}</li> }).collect_view()}</ul>
            </Fold>
        </div>
    }
}

/// A week that was started: the next reading, the table, the means.
#[component]
fn Running(
    week: Week,
    last: RwSignal<Option<f64>>,
    started: String,
    person: Option<String>,
) -> impl IntoView {
    let text = &use_texts().measure;
    let Week {
        id,
        today,
        days,
        next,
        means,
    } = week;
    let now = || match (next, today) {
        (Some(place), _) => view! { <Next place last /> }.into_any(),
        (None, Some(_)) => view! {
            <Notice tone=Tone::Good>
                <p>{text.bw_done_now}</p>
            </Notice>
            <Other week=id last />
        }
        .into_any(),
        (None, None) => view! {
            <p class="lead">{text.bw_over}</p>
            <Other week=id last />
        }
        .into_any(),
    };
    view! {
        <div class="no-print stack">{anew(now)}</div>
        <div class="print-only">
            <p class="strong">{person.map(|name| text.bw_of(&name))}</p>
            <p>{text.bw_made}</p>
        </div>
        <section class="section">
            <h2>{text.bw_table}</h2>
            <p class="hint">{text.bw_from(&started)}</p>
            <Table days />
        </section>
        <MeansTable means />
        <div class="buttons no-print">
            <button type="button" class="button-quiet" on:click=move |_| device::print()>
                <Draw icon=Icon::Print />
                {text.bw_print}
            </button>
        </div>
    }
}

/// The form of the next reading, after the pause.
#[component]
fn Next(place: Slot, last: RwSignal<Option<f64>>) -> impl IntoView {
    let text = &use_texts().measure;
    let title = text.bw_next(&MeasureBwNext {
        day: &place.day.to_string(),
        number: &place.number.to_string(),
        turn: words::turn(place.turn),
    });
    let left = seconds_left(last);
    view! {
        <section class="card">
            <h2>{title}</h2>
            {live(move || {
                left.get()
                    .map(|left| {
                        view! {
                            <p class="measure-wait" role="timer">
                                <Draw icon=Icon::Clock />
                                <span>{text.bw_wait(&left.to_string())}</span>
                            </p>
                            <p>
                                <button type="button" class="link" on:click=move |_| last.set(None)>
                                    {text.bw_skip}
                                </button>
                            </p>
                        }
                    })
            })}
            <div class:hidden=move || left.get().is_some()>
                <WeekForm week=place.week first=place.number == 1 last now=true />
            </div>
            <Tips />
        </section>
    }
}

/// A reading of another moment, when nothing has to be measured now.
#[component]
fn Other(week: String, last: RwSignal<Option<f64>>) -> impl IntoView {
    view! {
        <div class="folds">
            <Fold title=use_texts().measure.bw_other>
                <WeekForm week first=false last now=false />
            </Fold>
        </div>
    }
}

/// The form of a reading of a week: of now, or of another moment. Its place follows
/// its time.
#[component]
fn WeekForm(
    week: String,
    /// Whether a second reading follows after the pause.
    first: bool,
    last: RwSignal<Option<f64>>,
    /// Whether it is of now unless the person says otherwise.
    now: bool,
) -> impl IntoView {
    let text = &use_texts().measure;
    let form = Form::new(Kind::BloodPressure.parts()).kept_as(DRAFT);
    let keeping = Keeping::new();
    let keep = Callback::new(move |sure| {
        let of_now = form.is_of_now();
        let request = Request::KeepInWeek {
            week: week.clone(),
            typed: form.typed(Kind::BloodPressure, None),
            sure,
            draft: DRAFT.to_owned(),
            now: clock::now_local(),
        };
        keeping.keep(request, move |_| {
            form.clear();
            last.try_set((first && of_now).then(clock::seconds));
        });
    });
    let when = move || {
        view! {
            <p class="hint">{text.bw_other_text}</p>
            <WhenFields form phase=None keeping />
        }
    };
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                keep.run(false);
            }
        >
            {(!now).then(when)}
            <Numbers form phase=None keeping />
            <Outcome keeping again=Callback::new(move |()| keep.run(true)) />
            <div class="buttons">
                <KeepButton keeping />
            </div>
            {now.then(|| view! {
                <div class="folds">
                    <Fold title=text.bw_other>{when()}</Fold>
                </div>
            })}
        </form>
    }
}

/// Whole seconds until the next reading; none when it may be taken.
fn seconds_left(last: RwSignal<Option<f64>>) -> RwSignal<Option<u32>> {
    let count = move || {
        // The screen may be gone when the clock ticks.
        let since = clock::seconds() - last.try_get_untracked()??;
        (1..=60_u32).find(|left| since + f64::from(*left) >= PAUSE && since < PAUSE)
    };
    let left = RwSignal::new(count());
    let ticking = set_interval_with_handle(
        move || {
            let now = count();
            if left.try_get_untracked().is_some_and(|before| before != now) {
                left.try_set(now);
            }
        },
        Duration::from_millis(500),
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    left
}

#[component]
fn Table(days: Vec<(u8, String, Vec<Option<Row>>)>) -> impl IntoView {
    let text = &use_texts().measure;
    let heads = vec![text.bw_col1, text.bw_col2, text.bw_col3, text.bw_col4];
    let cell = |row: Option<Row>| {
        row.map_or_else(
            || "".into(),
            |row| Cell {
                text: row.value,
                hint: row.beside,
                to: Some(parts::way(&row.way)),
            },
        )
    };
    let rows = days.into_iter().map(|(day, date, cells)| {
        let name = Cell {
            text: format!("{} {day}", text.bw_day),
            hint: Some(date),
            to: None,
        };
        (name, cells.into_iter().map(cell).collect())
    });
    view! { <Grid label=text.bw_table first=text.bw_day heads rows=rows.collect() /> }
}

/// The means, with and without the first day.
#[component]
fn MeansTable(means: Vec<(Option<Turn>, Means, Means)>) -> impl IntoView {
    let text = &use_texts().measure;
    let cell = |means: Means| {
        let shown = [means.pressure, means.pulse].into_iter().flatten();
        Cell {
            text: shown.collect::<Vec<_>>().join(", "),
            hint: Some(format!("({})", means.count)),
            to: None,
        }
    };
    let rows = means.into_iter().map(|(turn, with, without)| {
        let name = turn.map_or(text.bw_both, words::turn);
        (name.into(), vec![cell(with), cell(without)])
    });
    let (rows, heads) = (rows.collect(), vec![text.bw_with, text.bw_without]);
    view! {
        <section class="section">
            <h2>{text.bw_means}</h2>
            <Grid label=text.bw_means first="" heads rows />
            <p class="hint">{text.bw_convention}</p>
        </section>
    }
}
