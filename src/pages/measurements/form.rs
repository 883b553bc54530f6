//! The form of one reading, and what keeping it comes to.

use inzage_measure::{Field, GlucoseMoment, Kind, Part, Phase, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::NumberField;
use super::words;
use crate::components::dialog::Dialog;
use crate::components::faces::TroubleNotice;
use crate::components::field::{ChoiceField, TextArea, TextField};
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::engine::protocol::measure::{Answer, Request};
use crate::platform::focus;
use crate::state::look::use_texts;
use crate::state::measure::{self, Form};
use crate::state::session::use_session;
use crate::state::words::Trouble;

/// What is being kept, and how it went.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    pub(super) wrong: RwSignal<Vec<(Field, Problem)>>,
    pub(super) ask: RwSignal<Vec<(Field, String)>>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    pub(super) busy: RwSignal<bool>,
}

impl Keeping {
    pub(super) fn new() -> Self {
        Self {
            wrong: RwSignal::new(Vec::new()),
            ask: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// What is wrong with a field.
    pub(super) fn of(self, field: Field) -> Signal<Option<String>> {
        let wrong = self.wrong;
        Signal::derive(move || {
            let wrong = wrong.get();
            let found = wrong.iter().find(|(other, _)| *other == field);
            found.map(|(_, problem)| words::problem(*problem))
        })
    }

    /// Keeps; `done` gets the id. What is wrong takes the focus.
    pub(super) fn keep(self, request: Request, done: impl FnOnce(String) + 'static) {
        let session = use_session();
        self.busy.set(true);
        spawn_local(async move {
            let answer = measure::act(session.engine(), request).await;
            self.busy.try_set(false);
            self.trouble.try_set(None);
            self.wrong.try_set(Vec::new());
            self.ask.try_set(Vec::new());
            match answer {
                Ok(Answer::Kept(id)) => {
                    session.record_changed();
                    done(id);
                }
                Ok(Answer::Wrong(wrong)) => {
                    let first = wrong.first().map(|(field, _)| field_id(*field));
                    self.wrong.try_set(wrong);
                    if let Some(first) = first {
                        focus::focus(&first);
                    }
                }
                Ok(Answer::Ask(asked)) => {
                    self.ask.try_set(asked);
                }
                Ok(_) => {}
                Err(trouble) => {
                    self.trouble.try_set(Some(trouble));
                }
            }
        });
    }
}

/// The element id of a field.
pub(super) fn field_id(field: Field) -> String {
    let side = |phase: Option<Phase>| match phase {
        None => "",
        Some(Phase::Before) => "before-",
        Some(Phase::After) => "after-",
    };
    match field {
        Field::Number(phase, part) => format!("{}{part:?}", side(phase)).to_lowercase(),
        Field::At(phase) => format!("{}date", side(phase)),
        Field::Note => "note".to_owned(),
    }
}

/// The numbers of a form.
#[component]
pub(super) fn Numbers(form: Form, phase: Option<Phase>, keeping: Keeping) -> impl IntoView {
    let text = &use_texts().measure;
    form.parts()
        .iter()
        .map(|part| {
            let field = Field::Number(phase, *part);
            let unit = (*part == Part::Glucose).then(|| {
                let milligrams = form.milligrams();
                Signal::derive(move || {
                    if milligrams.get() == "mg" {
                        text.unit_mg
                    } else {
                        text.unit_mmol
                    }
                })
            });
            let unit = unit.unwrap_or_else(|| Signal::stored(words::unit(*part)));
            view! {
                <NumberField
                    id=field_id(field)
                    part=*part
                    value=form.number(*part)
                    unit
                    wrong=keeping.of(field)
                />
            }
        })
        .collect_view()
}

/// What glucose has more: the moment, and the unit of the meter.
#[component]
pub(super) fn GlucoseFields(form: Form) -> impl IntoView {
    let text = &use_texts().measure;
    let moments = (0..GlucoseMoment::ALL.len()).zip(GlucoseMoment::ALL);
    let moments = moments.map(|(place, moment)| (place.to_string(), words::moment(moment).into()));
    let mut choices = vec![(String::new(), text.moment_none.to_owned())];
    choices.extend(moments);
    let units = vec![
        (String::new(), text.unit_mmol.to_owned()),
        ("mg".to_owned(), text.unit_mg.to_owned()),
    ];
    view! {
        <ChoiceField
            id="moment"
            label=text.moment
            choices
            value=form.moment_field()
            on_choose=move |chosen| form.moment_field().set(chosen)
        />
        <ChoiceField
            id="glucose-unit"
            label=text.which_unit
            choices=units
            value=form.milligrams()
            on_choose=move |chosen| form.milligrams().set(chosen)
        />
    }
}

/// Date and time.
#[component]
pub(super) fn WhenFields(form: Form, phase: Option<Phase>, keeping: Keeping) -> impl IntoView {
    let text = &use_texts().measure;
    let (date, time) = match phase {
        None => ("date", "time"),
        Some(Phase::Before) => ("before-date", "before-time"),
        Some(Phase::After) => ("after-date", "after-time"),
    };
    view! {
        <div class="measure-when">
            <TextField
                id=date
                label=text.date
                kind="date"
                value=form.date()
                wrong=keeping.of(Field::At(phase))
            />
            <TextField id=time label=text.time kind="time" value=form.time() />
        </div>
    }
}

/// The note.
#[component]
pub(super) fn NoteField(value: RwSignal<String>, keeping: Keeping) -> impl IntoView {
    let text = &use_texts().measure;
    let wrong = keeping.of(Field::Note);
    view! { <TextArea id="note" label=text.note hint=text.note_hint value wrong /> }
}

/// "Klopt dit?", and what went wrong with keeping. `again` keeps for sure.
#[component]
pub(super) fn Outcome(keeping: Keeping, again: Callback<()>) -> impl IntoView {
    let text = &use_texts().measure;
    let close = Callback::new(move |()| keeping.ask.set(Vec::new()));
    let shown = move || {
        let asked = keeping.ask.get();
        asked
            .iter()
            .filter_map(|(field, value)| match field {
                Field::Number(_, part) => Some(format!(
                    "{} {value} {}",
                    words::figure(*part),
                    words::unit(*part)
                )),
                _ => None,
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    view! {
        {live(move || keeping.trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <Dialog
            id="measure-sure"
            title=text.sure_title
            open=Signal::derive(move || !keeping.ask.get().is_empty())
            on_close=close
        >
            <p>{live(move || text.sure(&shown()))}</p>
            <div class="buttons">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        close.run(());
                        again.run(());
                    }
                >
                    {text.sure_yes}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| close.run(())>
                    {text.sure_no}
                </button>
            </div>
        </Dialog>
    }
}

/// The button that keeps.
#[component]
pub(super) fn KeepButton(keeping: Keeping) -> impl IntoView {
    view! {
        <button type="submit" class="button button-large" disabled=move || keeping.busy.get()>
            <Draw icon=Icon::Check />
            {use_texts().measure.keep}
        </button>
    }
}

/// Every field of a reading.
#[component]
pub(super) fn ReadingFields(form: Form, kind: Kind, keeping: Keeping) -> impl IntoView {
    view! {
        <Numbers form phase=None keeping />
        {(kind == Kind::Glucose).then(|| view! { <GlucoseFields form /> })}
    }
}
