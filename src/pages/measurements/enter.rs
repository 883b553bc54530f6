//! Enter a reading: the number, and one button.

use inzage_measure::Kind;
use leptos::prelude::*;

use super::form::{KeepButton, Keeping, NoteField, Outcome, ReadingFields, WhenFields};
use super::parts::{Kept, Nobody};
use super::words;
use crate::components::heading::{Heading, leave_focus};
use crate::components::live::live;
use crate::components::rows::Fold;
use crate::engine::protocol::measure::Request;
use crate::pages::back::Back;
use crate::platform::{clock, focus};
use crate::route::{Measure, Route};
use crate::state::look::use_texts;
use crate::state::measure::{Form, draft_name};

/// The form.
#[component]
pub(super) fn Enter(kind: Kind) -> impl IntoView {
    let text = &use_texts().measure;
    let form = Form::new(kind.parts()).kept_as(draft_name(kind));
    let keeping = Keeping::new();
    let kept = RwSignal::new(false);
    let keep = Callback::new(move |sure| {
        let request = Request::Keep {
            id: None,
            typed: form.typed(kind, None),
            sure,
            draft: Some(draft_name(kind).to_owned()),
            now: clock::now_local(),
        };
        kept.set(false);
        keeping.keep(request, move |_| {
            form.clear();
            kept.try_set(true);
        });
    });
    let readings = Route::Measure(Measure::Readings(kind));
    let see = readings.path();
    // Whoever comes here comes to type a number.
    leave_focus();
    if let Some(first) = kind.parts().first() {
        let field = inzage_measure::Field::Number(None, *first);
        focus::begin_at(super::form::field_id(field));
    }
    view! {
        <form
            class="page form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                keep.run(false);
            }
        >
            <Back to=readings word=words::kind(kind) />
            <Heading text=words::kind(kind) />
            {live(move || {
                let see = see.clone();
                kept.get()
                    .then(|| {
                        view! {
                            <Kept>
                                <p>
                                    <a href=see>{text.see}</a>
                                </p>
                            </Kept>
                        }
                    })
            })}
            <ReadingFields form kind keeping />
            <Outcome keeping again=Callback::new(move |()| keep.run(true)) />
            <div class="buttons">
                <KeepButton keeping />
            </div>
            <div class="folds">
                <Fold title=text.details>
                    <WhenFields form phase=None keeping />
                    <NoteField value=form.note() keeping />
                </Fold>
            </div>
            <Nobody />
        </form>
    }
}
