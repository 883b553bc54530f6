//! One request: how it stands, what goes word for word, and what can be done.

use inzage_api::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::Urgent;
use super::sheet::Sheet;
use crate::components::asked::{kind_words, state_word};
use crate::components::faces::{Loading, Notice, Tone, TroubleNotice, faces};
use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::components::live::live;
use crate::components::rows::Mark;
use crate::components::signing::SignedIn;
use crate::engine::protocol::asking::{Kind, Reason, Request, Said, Shown, State, Via};
use crate::pages::back::Back;
use crate::platform::device;
use crate::route::{Ask, Route};
use crate::state::address::use_address;
use crate::state::asking::{self, Errand};
use crate::state::look::use_texts;
use crate::state::session::use_session;
use crate::state::words::Trouble;
use crate::texts::AskingStateRefusedWords;

/// What is going on beside the request itself.
#[derive(Clone, Copy)]
struct Doing {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

/// One request.
#[component]
pub(super) fn One(id: String) -> impl IntoView {
    let text = &use_texts().asking;
    let doing = Doing {
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    after_login(doing);
    let asked = asking::one(id);
    view! {
        <div class="page">
            <Back to=Route::Ask(Ask::Home) word=text.all />
            {live(move || {
                let gone = asked.get().is_some_and(|answer| answer.is_err());
                gone.then(|| view! { <Heading text=text.title /> })
            })}
            {live(move || doing.trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {live(move || {
                if doing.busy.get() {
                    view! {
                        <SignedIn only=true>
                            <Loading text=text.busy />
                        </SignedIn>
                    }
                        .into_any()
                } else {
                    faces(asked, move |shown| view! { <Content shown doing /> }.into_any())
                }
            })}
        </div>
    }
}

/// The browser came back from the provider: what the login was for is done now.
fn after_login(doing: Doing) {
    let address = use_address();
    let Some(login) = address.parameter("login") else {
        return;
    };
    let refused = address.parameter("error");
    let Some((errand, id)) = asking::waits_for(&login) else {
        return;
    };
    address.replace(&Route::Ask(Ask::One(id.clone())).path());
    asking::came_back();
    doing.busy.set(true);
    let session = use_session();
    let here = StoredValue::new(());
    let wanted = move || here.try_get_value().is_some();
    spawn_local(async move {
        let done = match refused {
            Some(code) => {
                let code = ErrorCode::parse(&code).unwrap_or(ErrorCode::Internal);
                Err(Trouble::Code(code))
            }
            None => asking::run(&session, &id, errand, &login, wanted).await,
        };
        session.record_changed();
        doing.trouble.try_set(done.err());
        doing.busy.try_set(false);
    });
}

#[component]
fn Content(shown: Shown, doing: Doing) -> impl IntoView {
    let text = &use_texts().asking;
    let name = shown.brief.to.name.clone();
    let about = shown.brief.about.clone();
    let letter = shown.letter.clone();
    let goes = shown.lines.clone();
    let right = matches!(shown.brief.kind, Kind::Right(_));
    view! {
        <div class="stack no-print asking">
            <Heading text=kind_words(shown.brief.kind) />
            {(!about.is_empty()).then(|| view! { <p class="asking-subject">{about}</p> })}
            <p><Mark source=shown.brief.to.clone() /></p>
            <Stands shown=shown.clone() />
            <Actions shown=shown.clone() doing />
            {shown.month.then(|| view! { <p>{text.month}</p> })}
            {(!right).then(|| view! { <Urgent name=name.clone() phones=shown.phones.clone() /> })}
        </div>
        {if let Some(letter) = letter {
            view! {
                <section class="section">
                    <h2 class="no-print">{text.letter_title(&name)}</h2>
                    <Sheet letter />
                </section>
            }
            .into_any()
        } else {
            let (gone, via) = (!shown.open, shown.brief.via);
            view! { <Words lines=goes gone via name=name.clone() /> }.into_any()
        }}
        <History shown />
    }
}

/// How it stands.
#[component]
fn Stands(shown: Shown) -> impl IntoView {
    let state = shown.brief.state.clone();
    let (_, title) = state_word(&state);
    let tone = match state {
        State::Sent(_) | State::Seen | State::Posted => Tone::Good,
        State::Uncertain | State::Failed(_) => Tone::Attention,
        State::Draft | State::Sending | State::Answered(_) | State::Withdrawn => Tone::Info,
    };
    let lines = state_lines(&shown);
    view! {
        <div role="status">
            <Notice tone>
                <p class="strong">{title}</p>
                {lines
                    .into_iter()
                    .map(|line| view! { <p class="as-typed" dir="auto">{line}</p> })
                    .collect_view()}
            </Notice>
        </div>
    }
}

fn state_lines(shown: &Shown) -> Vec<String> {
    let text = &use_texts().asking;
    let name = &shown.brief.to.name;
    let vendor = shown.brief.via == Via::Vendor;
    match &shown.brief.state {
        State::Draft if shown.brief.via == Via::Letter => vec![text.letter_why(name)],
        State::Draft => vec![text.state_draft_text.to_owned()],
        State::Sending => vec![text.busy.to_owned()],
        State::Sent(_) if vendor => vec![text.state_sent_vendor(name)],
        State::Sent(receipt) => {
            let receipt = (!receipt.text.is_empty()).then(|| text.state_receipt(&receipt.text));
            let no_answer = Some(text.state_no_answer.to_owned());
            receipt.into_iter().chain(no_answer).collect()
        }
        State::Uncertain if vendor => vec![text.state_uncertain_vendor.to_owned()],
        State::Uncertain => vec![text.state_uncertain_text(name)],
        State::Seen => vec![text.state_seen_text(name)],
        State::Answered(reply) => {
            let by = (!reply.by.is_empty()).then(|| text.state_by(&reply.by));
            let said = (!reply.text.is_empty()).then(|| reply.text.clone());
            let stays = Some(text.state_stays.to_owned());
            said.into_iter().chain(by).chain(stays).collect()
        }
        State::Withdrawn => vec![text.state_withdrawn_text.to_owned()],
        State::Failed(Reason::NotSent) => vec![text.state_failed_not_sent.to_owned()],
        State::Failed(Reason::Refused(why)) => {
            let why = (!why.is_empty())
                .then(|| text.state_refused_words(&AskingStateRefusedWords { name, why }));
            why.into_iter()
                .chain([text.state_failed_refused(name)])
                .collect()
        }
        State::Posted => vec![text.state_posted_text.to_owned()],
    }
}

/// What goes, word for word.
#[component]
fn Words(lines: Vec<(Said, String)>, gone: bool, via: Via, name: String) -> impl IntoView {
    let text = &use_texts().asking;
    let title = if gone {
        text.has_gone(&name)
    } else {
        text.will_go(&name)
    };
    let else_goes = match via {
        Via::Vendor => text.who_login(&name),
        Via::Correction | Via::Letter => text.who_goes.to_owned(),
    };
    view! {
        <section class="section">
            <h2>{title}</h2>
            <dl class="asking-words">
                {lines
                    .into_iter()
                    .map(|(said, words)| {
                        view! {
                            <div>
                                <dt>{said_word(said)}</dt>
                                <dd class="as-typed" dir="auto">{words}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <p class="hint">{else_goes}</p>
        </section>
    }
}

fn said_word(said: Said) -> &'static str {
    let text = &use_texts().asking;
    match said {
        Said::From => text.said_from,
        Said::Topic => text.said_topic,
        Said::About => text.said_about,
        Said::Numbers => text.said_numbers,
        Said::Since => text.said_since,
        Said::Name => text.said_name,
        Said::Dose => text.said_dose,
        Said::Prescriber => text.said_prescriber,
        Said::Text => text.said_text,
    }
}

/// What can be done now.
#[component]
fn Actions(shown: Shown, doing: Doing) -> impl IntoView {
    let text = &use_texts().asking;
    let letter = shown.brief.via == Via::Letter;
    let nobody = !letter && !shown.known;
    let away = !errands(&shown).is_empty() && !nobody;
    let open = shown.open;
    let id = shown.brief.id.clone();
    let change = Route::Ask(Ask::Change(id.clone())).path();
    let shown = StoredValue::new(shown);
    view! {
        {nobody.then(|| view! { <Notice tone=Tone::Attention><p>{text.nobody_known}</p></Notice> })}
        {away
            .then(|| {
                view! {
                    <SignedIn>
                        <Errands shown doing />
                    </SignedIn>
                }
            })}
        <div class="buttons">
            {letter.then(|| view! { <LetterButtons id=id.clone() open doing /> })}
            {open
                .then(|| {
                    view! {
                        <a class="button-quiet" href=change>{text.change_it}</a>
                        <Act request=asking::deleting(id) word=text.delete icon=Icon::Remove away=true doing />
                    }
                })}
        </div>
    }
}

/// What a login can be for now.
#[component]
fn Errands(shown: StoredValue<Shown>, doing: Doing) -> impl IntoView {
    let texts = use_texts();
    let text = &texts.asking;
    let name = shown.with_value(|shown| shown.brief.to.name.clone());
    let errands = shown.with_value(errands);
    let each = errands
        .into_iter()
        .map(|(errand, first)| view! { <Go errand first shown doing /> });
    view! {
        <p>{text.send_text(&name)}</p>
        <p class="strong">{texts.common.own_digid}</p>
        <div class="buttons">{each.collect_view()}</div>
    }
}

/// What a login can be for now, and whether it is the first thing to do.
fn errands(shown: &Shown) -> Vec<(Errand, bool)> {
    let vendor = shown.brief.via == Via::Vendor;
    match shown.brief.state {
        _ if shown.brief.via == Via::Letter => Vec::new(),
        State::Draft | State::Failed(_) => vec![(Errand::Send, true)],
        State::Uncertain if vendor => vec![(Errand::Send, true), (Errand::Look, false)],
        State::Uncertain => vec![(Errand::SendAgain, false)],
        State::Sent(_) | State::Seen if vendor => {
            vec![(Errand::Look, true), (Errand::Withdraw, false)]
        }
        _ => Vec::new(),
    }
}

/// Goes to the provider.
#[component]
fn Go(errand: Errand, first: bool, shown: StoredValue<Shown>, doing: Doing) -> impl IntoView {
    let text = &use_texts().asking;
    let again = shown.with_value(|shown| !matches!(shown.brief.state, State::Draft));
    let word = match errand {
        Errand::Send if again => text.again,
        Errand::Send => text.send,
        Errand::SendAgain => text.again_word,
        Errand::Look => text.check,
        Errand::Withdraw => text.withdraw,
    };
    let session = StoredValue::new(use_session());
    let go = move |_| {
        spawn_local(async move {
            let session = session.get_value();
            let gone = asking::log_in(&session, &shown.get_value(), errand).await;
            if let Err(found) = gone {
                doing.trouble.try_set(Some(found));
            }
        });
    };
    view! {
        <button
            type="button"
            class=if first { "button" } else { "button-quiet" }
            on:click=go
        >
            <Draw icon=Icon::Key />
            {word}
        </button>
    }
}

#[component]
fn LetterButtons(id: String, open: bool, doing: Doing) -> impl IntoView {
    let text = &use_texts().asking;
    view! {
        <button type="button" class="button" on:click=move |_| device::print()>
            <Draw icon=Icon::Print />
            {text.letter_print}
        </button>
        {open
            .then(|| {
                view! {
                    <Act request=asking::posted(id) word=text.letter_posted icon=Icon::Check away=false doing />
                }
            })}
    }
}

/// Does something in the vault; `away`: nothing is left to show here then.
#[component]
fn Act(
    request: Request,
    word: &'static str,
    icon: Icon,
    away: bool,
    doing: Doing,
) -> impl IntoView {
    let (session, address) = (
        StoredValue::new(use_session()),
        StoredValue::new(use_address()),
    );
    let act = move |_| {
        let request = request.clone();
        spawn_local(async move {
            let session = session.get_value();
            match asking::act(session.engine(), request).await {
                Ok(_) => {
                    if away {
                        address.get_value().go(&Route::Ask(Ask::Home));
                    }
                    session.record_changed();
                }
                Err(found) => {
                    doing.trouble.try_set(Some(found));
                }
            }
        });
    };
    view! {
        <button type="button" class="button-quiet" on:click=act>
            <Draw icon />
            {word}
        </button>
    }
}

/// What became of it, and numbers to quote.
#[component]
fn History(shown: Shown) -> impl IntoView {
    let text = &use_texts().asking;
    let entry = shown
        .entry
        .map(|(chapter, number)| Route::Entry(chapter, number).path());
    view! {
        <section class="section no-print">
            <h2>{text.history}</h2>
            <ol class="asking-history">
                {shown
                    .steps
                    .into_iter()
                    .map(|(state, at)| {
                        let (icon, word) = state_word(&state);
                        view! {
                            <li>
                                <Draw icon />
                                <span class="strong">{word}</span>
                                <span>{at}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {entry.map(|path| view! { <p><a href=path>{text.to_entry}</a></p> })}
            {(!shown.number.is_empty())
                .then(|| view! { <p class="small">{text.number(&shown.number)}</p> })}
            {shown.trace_id.map(|id| view! { <p class="small">{text.trace(&id)}</p> })}
        </section>
    }
}
