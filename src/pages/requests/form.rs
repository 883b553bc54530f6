//! Asking something: the one question that tells requests apart, and the form.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::Urgent;
use crate::components::asked::{kind_words, right_words};
use crate::components::faces::{Nothing, TroubleNotice, faces};
use crate::components::field::{ChoiceField, Choices, TextArea, TextField};
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::engine::protocol::asking::{
    Answer, Change as What, Field, Form, Kind, Place, Right, Start, Via, Wrong,
};
use crate::pages::back::Back;
use crate::platform::focus;
use crate::route::{Ask, Route};
use crate::state::address::use_address;
use crate::state::asking::{self, Fields};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::texts::AskingWrongLong;

/// A form with what it is about.
#[derive(Clone)]
struct Filling {
    fields: Fields,
    /// The entry it is about.
    entry: Option<String>,
    /// The request that is written anew.
    id: Option<String>,
    /// Under which name what is typed is kept.
    draft: String,
}

/// Something that is about no entry.
#[component]
pub(super) fn New(kind: Kind) -> impl IntoView {
    let parent = Ask::New(kind).parent().unwrap_or(Ask::Home);
    let filling = Filling {
        fields: Fields::of(Some(asking::empty(kind))),
        entry: None,
        id: None,
        draft: format!("ask-{}", Ask::New(kind).path().replace('/', "-")),
    };
    let title = match kind {
        Kind::Missing => use_texts().asking.new_missing,
        Kind::Wrong => use_texts().asking.new_wrong,
        Kind::Right(right) => right_words(right),
        Kind::Change(_) | Kind::Question => use_texts().asking.new_title,
    };
    view! { <Page title parent filling /> }
}

/// Something about an entry.
#[component]
pub(super) fn About(number: String) -> impl IntoView {
    let filling = Filling {
        fields: Fields::of(None),
        draft: format!("ask-{number}"),
        entry: Some(number),
        id: None,
    };
    view! { <Page title=use_texts().asking.about_title parent=Ask::Home filling /> }
}

/// One that is written anew.
#[component]
pub(super) fn Change(id: String) -> impl IntoView {
    let asked = asking::one(id);
    faces(asked, |shown| {
        let parent = Ask::One(shown.brief.id.clone());
        let filling = Filling {
            draft: format!("ask-{}", shown.brief.id),
            entry: shown.form.entry.clone(),
            fields: Fields::of(Some(shown.form)),
            id: Some(shown.brief.id),
        };
        view! { <Page title=kind_words(shown.brief.kind) parent filling /> }.into_any()
    })
}

#[component]
fn Page(#[prop(into)] title: String, parent: Ask, filling: Filling) -> impl IntoView {
    let asked = asking::begin(filling.entry.clone());
    filling.fields.keep_draft(&filling.draft);
    view! {
        <div class="page">
            <Back to=Route::Ask(parent) word=use_texts().common.back />
            <Heading text=title />
            {faces(asked, move |start| {
                let filling = filling.clone();
                view! { <Filled start filling /> }.into_any()
            })}
        </div>
    }
}

#[component]
fn Filled(start: Start, filling: Filling) -> impl IntoView {
    let text = &use_texts().asking;
    let Some(first) = start.places.first() else {
        return view! { <Nothing icon=Icon::Providers title=text.no_place text="" /> }.into_any();
    };
    let fields = filling.fields;
    if fields.provider.with_untracked(String::is_empty) && start.about.is_some() {
        fields.provider.set(first.to.provider.clone());
    }
    let medicine = start.about.as_ref().is_none_or(|about| about.medicine);
    let question = filling.entry.is_some();
    let start = StoredValue::new(start);
    let filling = StoredValue::new(filling);
    // Another change has the same fields: they stay, with what has the focus.
    let shape = Memo::new(move |_| {
        let kind = fields.kind.get()?;
        Some(match kind {
            Kind::Change(_) => Kind::Change(What::Other),
            kind => kind,
        })
    });
    view! {
        {start.with_value(|start| start.about.clone()).map(|about| {
            let says = (!about.says.is_empty()).then(|| text.says_now(&about.says));
            view! {
                <div class="asking-about">
                    <p class="strong">{about.display}</p>
                    {says.map(|says| view! { <p>{says}</p> })}
                </div>
            }
        })}
        {question.then(|| view! { <Question fields medicine /> })}
        {live(move || {
            let kind = shape.get()?;
            let (start, filling) = (start.get_value(), filling.get_value());
            Some(view! { <Rest kind start filling /> })
        })}
    }
    .into_any()
}

/// The one question that tells requests about an entry apart.
#[component]
fn Question(fields: Fields, medicine: bool) -> impl IntoView {
    let text = &use_texts().asking;
    let wrong = (Kind::Wrong, text.q_wrong, text.q_wrong_hint);
    let choices = if medicine {
        let change = Kind::Change(What::Dose);
        let missing = (Kind::Missing, text.q_missing, text.q_missing_hint);
        vec![(change, text.q_change, text.q_change_hint), wrong, missing]
    } else {
        let disagree = Kind::Right(Right::Addition);
        vec![wrong, (disagree, text.q_disagree, text.q_disagree_hint)]
    };
    let is = move |kind: Kind| match (fields.kind.get(), kind) {
        (Some(Kind::Change(_)), Kind::Change(_)) => true,
        (now, kind) => now == Some(kind),
    };
    view! {
        <fieldset class="asking-question">
            <legend>{text.question}</legend>
            {choices
                .into_iter()
                .map(|(kind, word, hint)| {
                    view! {
                        <label class="asking-choice">
                            <input
                                type="radio"
                                name="asking-kind"
                                prop:checked=move || is(kind)
                                on:change=move |_| fields.kind.set(Some(kind))
                            />
                            <span>
                                <span class="strong">{word}</span>
                                <span class="hint">{hint}</span>
                            </span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// The fields of a kind, and the way on.
#[component]
fn Rest(kind: Kind, start: Start, filling: Filling) -> impl IntoView {
    let text = &use_texts().asking;
    let fields = filling.fields;
    let wrong = RwSignal::new(Vec::new());
    let places = StoredValue::new(start.places.clone());
    view! {
        {matches!(kind, Kind::Change(_)).then(|| view! { <Changes fields /> })}
        {(kind == Kind::Missing)
            .then(|| view! { <Medicine fields wrong names=start.names.clone() /> })}
        <TextBox kind fields wrong />
        {matches!(kind, Kind::Change(_) | Kind::Missing)
            .then(|| {
                view! {
                    <TextField
                        id="since"
                        label=text.since
                        wrong=of(wrong, Field::Since)
                        value=fields.since
                    />
                }
            })}
        // A question about a use of the data is for who told of it.
        {(kind != Kind::Question).then(|| view! { <To fields places=start.places wrong /> })}
        {live(move || {
            let chosen = fields.provider.get();
            let place = places.get_value().into_iter().find(|place| place.to.provider == chosen)?;
            Some(view! {
                <p class="hint">{via_words(kind, &place)}</p>
                {(!matches!(kind, Kind::Right(_)))
                    .then(|| view! { <Urgent name=place.to.name phones=place.phones /> })}
            })
        })}
        <Keep filling wrong />
    }
}

/// How a request of a kind goes to a provider.
fn via_words(kind: Kind, place: &Place) -> String {
    let text = &use_texts().asking;
    let via = match kind {
        Kind::Change(_) | Kind::Missing | Kind::Question => place.wish,
        Kind::Wrong => place.wrong,
        Kind::Right(_) => Via::Letter,
    };
    match via {
        Via::Vendor => text.via_vendor(&place.to.name),
        Via::Correction => text.via_correction(&place.to.name),
        Via::Letter => text.via_letter(&place.to.name),
    }
}

/// What is wrong with a field, in words.
fn of(wrong: RwSignal<Vec<(Field, Wrong)>>, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || {
        let text = &use_texts().asking;
        let all = wrong.get();
        let (_, found) = all.iter().find(|(other, _)| *other == field)?;
        let most = match field {
            Field::Text => inzage_request::LONGEST,
            _ => inzage_request::LONGEST_NAME,
        };
        Some(match found {
            Wrong::Empty if field == Field::Provider => text.wrong_choose.to_owned(),
            Wrong::Empty => text.wrong_empty.to_owned(),
            Wrong::TooLong(count) => text.wrong_long(&AskingWrongLong {
                count: &count.to_string(),
                most: &most.to_string(),
            }),
            Wrong::Unreadable(place) => text.wrong_sign(&place.to_string()),
        })
    })
}

#[component]
fn Changes(fields: Fields) -> impl IntoView {
    let text = &use_texts().asking;
    let word = |change| match change {
        What::Dose => text.change_dose,
        What::Time => text.change_time,
        What::Stop => text.change_stop,
        What::SideEffect => text.change_side_effect,
        What::Other => text.change_other,
    };
    let choices = What::ALL
        .into_iter()
        .map(|change| (Some(Kind::Change(change)), word(change).to_owned()));
    view! {
        <Choices
            name="asking-change"
            legend=text.change
            choices=choices.collect()
            value=fields.kind
            on_choose=Callback::new(move |kind| fields.kind.set(kind))
        />
    }
}

/// The missing medicine; its name can be chosen from the record, or typed.
#[component]
fn Medicine(
    fields: Fields,
    wrong: RwSignal<Vec<(Field, Wrong)>>,
    names: Vec<String>,
) -> impl IntoView {
    let text = &use_texts().asking;
    let (name, problem) = (fields.name, of(wrong, Field::Name));
    view! {
        <div class="field">
            <label for="name">{text.name}</label>
            <p id="name-hint" class="hint">{text.name_hint}</p>
            <input
                id="name"
                list="names"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="name-hint name-wrong"
                aria-invalid=move || problem.get().map(|_| "true")
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
            <datalist id="names">
                {names.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <p id="name-wrong" class="wrong" role="alert">{live(move || problem.get())}</p>
        </div>
        <TextField id="dose" label=text.dose wrong=of(wrong, Field::Dose) value=fields.dose />
        <TextField
            id="prescriber"
            label=text.prescriber
            wrong=of(wrong, Field::Prescriber)
            value=fields.prescriber
        />
    }
}

/// The person's own words.
#[component]
fn TextBox(kind: Kind, fields: Fields, wrong: RwSignal<Vec<(Field, Wrong)>>) -> impl IntoView {
    let text = &use_texts().asking;
    let label = match kind {
        Kind::Change(_) | Kind::Question => text.text_change,
        Kind::Missing => text.text_missing,
        Kind::Wrong => text.text_wrong,
        Kind::Right(Right::Copy | Right::CopyYoung) => text.text_copy,
        Kind::Right(Right::Addition) => text.text_addition,
        Kind::Right(Right::Destruction) => text.text_destruction,
        Kind::Right(Right::Shielding) => text.text_shielding,
        Kind::Right(Right::Transfer) => text.text_transfer,
    };
    view! {
        <TextArea
            id="text"
            label
            hint=text.text_hint
            rows=6
            value=fields.text
            wrong=of(wrong, Field::Text)
        />
    }
}

/// Of whom.
#[component]
fn To(fields: Fields, places: Vec<Place>, wrong: RwSignal<Vec<(Field, Wrong)>>) -> impl IntoView {
    let text = &use_texts().asking;
    let mut choices = vec![(String::new(), "–".to_owned())];
    choices.extend(
        places
            .into_iter()
            .map(|place| (place.to.provider, place.to.name)),
    );
    let problem = of(wrong, Field::Provider);
    view! {
        <ChoiceField
            id="provider"
            label=text.to
            choices
            value=fields.provider
            on_choose=move |provider| fields.provider.set(provider)
        />
        <p class="wrong" role="alert">{live(move || problem.get())}</p>
    }
}

/// Keeps the concept, and goes to what would be sent.
#[component]
fn Keep(filling: Filling, wrong: RwSignal<Vec<(Field, Wrong)>>) -> impl IntoView {
    let trouble = RwSignal::new(None::<Trouble>);
    let (session, address) = (
        StoredValue::new(use_session()),
        StoredValue::new(use_address()),
    );
    let filling = StoredValue::new(filling);
    let keep = move |_| {
        let Filling {
            fields,
            entry,
            id,
            draft,
        } = filling.get_value();
        let form: Option<Form> = fields.form(entry);
        let Some(form) = form else { return };
        spawn_local(async move {
            let session = session.get_value();
            match asking::act(session.engine(), asking::keeping(id, form, draft)).await {
                Ok(Answer::Kept(id)) => {
                    session.record_changed();
                    address.get_value().go(&Route::Ask(Ask::One(id)));
                }
                Ok(Answer::Wrong(found)) => {
                    let first = found.first().map(|(field, _)| field_id(*field));
                    wrong.try_set(found);
                    focus::focus(first.unwrap_or_default());
                }
                Ok(_) => {}
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <div class="buttons">
            <button type="button" class="button" on:click=keep>
                {use_texts().asking.look}
            </button>
        </div>
    }
}

const fn field_id(field: Field) -> &'static str {
    match field {
        Field::Provider => "provider",
        Field::Name => "name",
        Field::Dose => "dose",
        Field::Prescriber => "prescriber",
        Field::Since => "since",
        Field::Text => "text",
    }
}
