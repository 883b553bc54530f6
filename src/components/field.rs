//! Fields of forms: a label, a hint, what is wrong, and the input.

use leptos::prelude::*;

use crate::components::live::live;

/// One line of text.
#[component]
pub fn TextField(
    /// Element id; unique on the screen.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What is wrong, when something is.
    #[prop(optional, into)]
    wrong: Signal<Option<String>>,
    value: RwSignal<String>,
    /// Kind of input.
    #[prop(optional, into, default = Signal::stored("text"))]
    kind: Signal<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
) -> impl IntoView {
    let described = described(id, hint.is_some(), wrong);
    let input = view! {
        <input
            id=id
            type=move || kind.get()
            autocomplete=autocomplete
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=described
            aria-invalid=move || wrong.get().map(|_| "true")
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    around(id, label, hint, wrong, input.into_any())
}

/// Lines of text.
#[component]
pub fn TextArea(
    /// Element id; unique on the screen.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What is wrong, when something is.
    #[prop(optional, into)]
    wrong: Signal<Option<String>>,
    value: RwSignal<String>,
    /// Lines in sight.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let described = described(id, hint.is_some(), wrong);
    let area = view! {
        <textarea
            id=id
            rows=rows
            dir="auto"
            aria-describedby=described
            aria-invalid=move || wrong.get().map(|_| "true")
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    };
    around(id, label, hint, wrong, area.into_any())
}

/// The ids of what is said about a field: the hint, and what is wrong.
fn described(
    id: &'static str,
    has_hint: bool,
    wrong: Signal<Option<String>>,
) -> impl Fn() -> Option<String> {
    move || {
        let hint = has_hint.then(|| format!("{id}-hint"));
        let wrong = wrong.get().map(|_| format!("{id}-wrong"));
        let ids: Vec<String> = hint.into_iter().chain(wrong).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A field with its label, its hint and what is wrong with it.
fn around(
    id: &'static str,
    label: String,
    hint: Option<String>,
    wrong: Signal<Option<String>>,
    input: AnyView,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p id=format!("{id}-hint") class="hint">{hint}</p> })}
            {input}
            <p id=format!("{id}-wrong") class="wrong" role="alert">
                {live(move || wrong.get())}
            </p>
        </div>
    }
}

/// A choice out of a few, as a list that folds out.
#[component]
pub fn ChoiceField<T: Clone + PartialEq + Send + Sync + 'static>(
    /// Element id; unique on the screen.
    id: &'static str,
    #[prop(into)] label: String,
    /// The choices with their words.
    choices: Vec<(T, String)>,
    #[prop(into)] value: Signal<T>,
    on_choose: impl Fn(T) + 'static,
) -> impl IntoView {
    let values: Vec<T> = choices.iter().map(|(choice, _)| choice.clone()).collect();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                id=id
                on:change=move |event| {
                    let place = event_target_value(&event).parse::<usize>().ok();
                    if let Some(choice) = place.and_then(|place| values.get(place)) {
                        on_choose(choice.clone());
                    }
                }
            >
                {choices
                    .into_iter()
                    .enumerate()
                    .map(|(place, (choice, word))| {
                        view! {
                            <option value=place.to_string() selected=move || value.get() == choice>
                                {word}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

/// A choice out of a few, all in sight.
#[component]
pub fn Choices<T: Clone + PartialEq + Send + Sync + 'static>(
    /// Name of the group; unique on the screen.
    name: &'static str,
    #[prop(into)] legend: String,
    /// The choices with their words.
    choices: Vec<(T, String)>,
    #[prop(into)] value: Signal<T>,
    on_choose: Callback<T>,
) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            <div class="choices-row">
                {choices
                    .into_iter()
                    .map(|(choice, word)| {
                        let chosen = choice.clone();
                        view! {
                            <label class="choice">
                                <input
                                    type="radio"
                                    name=name
                                    prop:checked=move || value.get() == choice
                                    on:change=move |_| on_choose.run(chosen.clone())
                                />
                                <span>{word}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// A box to tick.
#[component]
pub fn Tick(
    #[prop(into)] words: String,
    #[prop(into)] ticked: Signal<bool>,
    on_tick: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=move || ticked.get()
                on:change=move |event| on_tick.run(event_target_checked(&event))
            />
            <span>{words}</span>
        </label>
    }
}
