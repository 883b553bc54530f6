//! Enter a dialysis session, or change one: before and after, each when it is
//! known.

use std::collections::BTreeMap;

use inzage_measure::{Part, Phase};
use leptos::prelude::*;

use super::form::{KeepButton, Keeping, NoteField, Numbers, Outcome, WhenFields};
use super::parts::{Kept, Nobody};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::engine::protocol::measure::{Request, TypedSide};
use crate::pages::back::Back;
use crate::platform::clock;
use crate::route::{Measure, Route};
use crate::state::draft::use_changed;
use crate::state::look::use_texts;
use crate::state::measure::{Form, changed_draft, side_draft};

/// The numbers of one side.
const PARTS: &[Part] = &[Part::Weight, Part::Systolic, Part::Diastolic, Part::Pulse];

/// Enter a session.
#[component]
pub(super) fn EnterSession() -> impl IntoView {
    let text = &use_texts().measure;
    view! {
        <div class="page form">
            <Back to=Route::Measure(Measure::Sessions) word=text.sessions />
            <Heading text=text.session_new />
            <p class="lead">{text.session_hint}</p>
            <SessionForm id=None sides=BTreeMap::new() note=String::new() />
            <Nobody />
        </div>
    }
}

/// The form of a session: a new one, or one that is changed.
#[component]
pub(super) fn SessionForm(
    id: Option<String>,
    sides: BTreeMap<Phase, TypedSide>,
    note: String,
) -> impl IntoView {
    let text = &use_texts().measure;
    let fresh = id.is_none();
    let side = |phase| {
        let form = Form::new(PARTS);
        if let Some((at, numbers)) = sides.get(&phase) {
            form.fill(at, numbers, "");
        }
        form.kept_as(side_draft(phase, id.as_deref()))
    };
    let (before, after) = (side(Phase::Before), side(Phase::After));
    let note_draft = changed_draft("measure-note", id.as_deref());
    let drafts = [Phase::Before, Phase::After].map(|phase| side_draft(phase, id.as_deref()));
    let drafts: Vec<String> = drafts.into_iter().chain([note_draft.clone()]).collect();
    let note = use_changed(note, note_draft);
    let keeping = Keeping::new();
    let kept = RwSignal::new(false);
    let keep = Callback::new(move |sure| {
        let request = Request::KeepSession {
            id: id.clone(),
            sides: [(Phase::Before, before.side()), (Phase::After, after.side())].into(),
            note: note.get_untracked(),
            sure,
            drafts: drafts.clone(),
            now: clock::now_local(),
        };
        kept.set(false);
        keeping.keep(request, move |_| {
            if fresh {
                before.clear();
                after.clear();
                note.try_set(String::new());
            } else {
                before.settled();
                after.settled();
            }
            kept.try_set(true);
        });
    });
    let sessions = Route::Measure(Measure::Sessions).path();
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                keep.run(false);
            }
        >
            <div class="measure-sides">
                <fieldset class="card measure-side">
                    <legend>{text.session_before}</legend>
                    <Numbers form=before phase=Some(Phase::Before) keeping />
                    <WhenFields form=before phase=Some(Phase::Before) keeping />
                </fieldset>
                <fieldset class="card measure-side">
                    <legend>{text.session_after}</legend>
                    <Numbers form=after phase=Some(Phase::After) keeping />
                    <WhenFields form=after phase=Some(Phase::After) keeping />
                </fieldset>
            </div>
            <NoteField value=note keeping />
            <Outcome keeping again=Callback::new(move |()| keep.run(true)) />
            {live(move || {
                let sessions = sessions.clone();
                kept.get()
                    .then(|| {
                        view! {
                            <Kept>
                                <p>
                                    <a href=sessions>{text.see}</a>
                                </p>
                            </Kept>
                        }
                    })
            })}
            <div class="buttons">
                <KeepButton keeping />
            </div>
        </form>
    }
}
