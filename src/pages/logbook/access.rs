//! Who used the person's data, as providers tell it.

use inzage_api::Module;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choose::periods;
use super::days;
use super::row::Row;
use crate::components::asked::state_word;
use crate::components::faces::{Nothing, TroubleNotice, faces};
use crate::components::field::ChoiceField;
use crate::components::filter::{FilterFold, provider_choices};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::more::Longer;
use crate::components::rows::Mark;
use crate::engine::protocol::access::{Asked, Choices, Filter, Line, Page, Stands, Which};
use crate::pages::back::Back;
use crate::route::{Ask, Route};
use crate::state::access;
use crate::state::address::use_address;
use crate::state::finding::STEP;
use crate::state::left::makes;
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::texts::{AccessTold, AccessToldPartly, AccessUnknownOf};

/// Who used the data.
#[component]
pub fn AccessPage() -> impl IntoView {
    let text = &use_texts().access;
    let filter = RwSignal::new(Filter::default());
    let most = RwSignal::new(STEP);
    Effect::watch(move || filter.get(), move |_, _, _| most.set(STEP), false);
    let longer = Longer::new("uses", "li", most, STEP);
    let asked = access::page(filter, most);
    let known = Signal::derive(move || asked.get().and_then(Result::ok));
    let choices = Memo::new(move |_| known.get().map(|page| page.choices).unwrap_or_default());
    let told = move || choices.with(|choices| !choices.providers.is_empty());
    let is_on = Memo::new(move |_| filter.with(|filter| *filter != Filter::default()));
    let on_clear = Callback::new(move |()| filter.set(Filter::default()));
    let trouble = RwSignal::new(None::<Trouble>);
    view! {
        <div class="page">
            <Back to=Route::Logbook word=use_texts().nav.logbook />
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            {live(move || known.get().map(|page| view! { <Providers asked=page.asked /> }))}
            {live(move || {
                told()
                    .then(|| {
                        view! {
                            <FilterFold is_on on_clear>{live(move || fields(choices.get(), filter))}</FilterFold>
                        }
                    })
            })}
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {faces(asked, move |page| view! { <Lines page longer trouble /> }.into_any())}
        </div>
    }
}

/// What each provider offers of it, and how far it was asked.
#[component]
fn Providers(asked: Vec<Asked>) -> impl IntoView {
    let text = &use_texts().access;
    if asked.is_empty() {
        return view! { <p>{use_texts().asking.no_place}</p> }.into_any();
    }
    let waits = |stands: &Stands| matches!(stands, Stands::NotAsked | Stands::Failed { .. });
    let go = asked.iter().any(|asked| waits(&asked.stands));
    let each = asked.into_iter().map(|asked| {
        view! {
            <li>
                <Mark source=asked.source />
                <p>{stands_words(&asked.stands)}</p>
            </li>
        }
    });
    view! {
        <section class="section">
            <h2>{text.providers}</h2>
            <ul class="access-providers">{each.collect_view()}</ul>
            {go
                .then(|| {
                    view! {
                        <p>
                            <a class="button" href=Route::Collect.path()>
                                <Draw icon=Icon::Refresh />
                                {use_texts().overview.collect}
                            </a>
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}

fn stands_words(stands: &Stands) -> String {
    let text = &use_texts().access;
    match stands {
        Stands::NotOffered => text.not_offered.to_owned(),
        Stands::NotAsked => text.not_asked.to_owned(),
        Stands::Told {
            at,
            count: 0,
            whole: true,
        } => text.told_none(at),
        Stands::Told {
            at,
            count,
            whole: true,
        } => text.told(&AccessTold {
            at,
            count: &count.to_string(),
        }),
        Stands::Told { at, count, .. } => text.told_partly(&AccessToldPartly {
            at,
            count: &count.to_string(),
        }),
        Stands::Failed {
            at,
            count,
            trace_id,
        } => {
            let failed = text.failed(at);
            let before = (*count > 0).then(|| text.failed_before(&count.to_string()));
            let trace = trace_id.as_deref().map(|id| use_texts().asking.trace(id));
            let parts = std::iter::once(failed).chain(before).chain(trace);
            parts.collect::<Vec<_>>().join(" ")
        }
    }
}

fn fields(choices: Choices, filter: RwSignal<Filter>) -> impl IntoView {
    let (text, log) = (&use_texts().access, &use_texts().logbook);
    let mut actions = vec![(None, log.all_kinds.to_owned())];
    let counted = choices.actions.into_iter();
    actions
        .extend(counted.map(|(action, name, count)| (Some(action), format!("{name} ({count})"))));
    let mut roles = vec![(None, text.all_roles.to_owned())];
    let counted = choices.roles.into_iter();
    roles.extend(counted.map(|(role, count)| {
        let word = format!("{role} ({count})");
        (Some(role), word)
    }));
    view! {
        <ChoiceField
            id="access-period"
            label=log.period
            choices=periods(&choices.years)
            value=Signal::derive(move || filter.get().period)
            on_choose=move |period| filter.update(|filter| filter.period = period)
        />
        <ChoiceField
            id="access-provider"
            label=use_texts().finding.provider
            choices=provider_choices(choices.providers)
            value=Signal::derive(move || filter.get().provider)
            on_choose=move |provider| filter.update(|filter| filter.provider = provider)
        />
        <ChoiceField
            id="access-role"
            label=text.role
            choices=roles
            value=Signal::derive(move || filter.get().role)
            on_choose=move |role| filter.update(|filter| filter.role = role)
        />
        <ChoiceField
            id="access-action"
            label=text.action
            choices=actions
            value=Signal::derive(move || filter.get().action)
            on_choose=move |action| filter.update(|filter| filter.action = action)
        />
    }
}

#[component]
fn Lines(page: Page, longer: Longer, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let text = &use_texts().access;
    if page.total == 0 {
        return view! { <Nothing icon=Icon::Eye title=text.none text=text.none_text /> }.into_any();
    }
    let (shown, total) = (page.lines.len(), page.total);
    let day = |(day, lines): (String, Vec<Line>)| {
        let day = if day.is_empty() {
            use_texts().common.date_unknown.to_owned()
        } else {
            day
        };
        let each = lines.into_iter().map(|line| view! { <One line trouble /> });
        view! {
            <section class="section">
                <h2>{day}</h2>
                <ol class="log">{each.collect_view()}</ol>
            </section>
        }
    };
    view! {
        <p class="hint" role="status">
            {use_texts().logbook.lines(page.total)}
        </p>
        <div id="uses">
            {days(page.lines, |line| &line.day).into_iter().map(day).collect_view()}
        </div>
        {longer.way(shown, total)}
    }
    .into_any()
}

#[component]
fn One(line: Line, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let text = &use_texts().access;
    let who = if line.who.is_empty() {
        text.nobody_named.to_owned()
    } else {
        line.who
    };
    let label = text.unknown_of(&AccessUnknownOf {
        what: &line.text,
        who: &who,
    });
    let entry = line
        .entry
        .map(|(chapter, number)| Route::Entry(chapter, number).path());
    view! {
        <Row
            icon=Icon::Eye
            title=who
            clock=line.clock
            source=Some(line.source)
            details=line.details
        >
            <p dir="auto">{line.text}</p>
            {(!line.why.is_empty()).then(|| view! { <p dir="auto">{text.why(&line.why)}</p> })}
            {entry.map(|path| view! { <p><a href=path>{use_texts().asking.to_entry}</a></p> })}
            {match line.asked {
                Some((id, state)) => {
                    let (icon, word) = state_word(&state);
                    view! {
                        <p class="asked-line">
                            <Draw icon />
                            <a href=Route::Ask(Ask::One(id)).path()>{text.asked}</a>
                            <span>{word}</span>
                        </p>
                    }
                        .into_any()
                }
                None if makes(Module::Verzoeken) => view! { <Unknown which=line.which label trouble /> }.into_any(),
                None => ().into_any(),
            }}
        </Row>
    }
}

/// "Ken ik niet": makes a question, and goes to where it is written.
#[component]
fn Unknown(which: Which, label: String, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let session = StoredValue::new(use_session());
    let address = StoredValue::new(use_address());
    let ask = move |_| {
        let which = which.clone();
        spawn_local(async move {
            match access::ask(&session.get_value(), which).await {
                Ok(id) => address.get_value().go(&Route::Ask(Ask::Change(id))),
                Err(found) => {
                    trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        <p class="no-print">
            <button type="button" class="button-quiet" aria-label=label on:click=ask>
                <Draw icon=Icon::Wishes />
                {use_texts().access.unknown}
            </button>
        </p>
    }
}
