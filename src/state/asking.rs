//! Asking something of a provider: the form and its draft, the login, and what is
//! done after it: send, look for answers, withdraw.

#![expect(
    clippy::missing_errors_doc,
    reason = "what the engine or the gateway says, always"
)]

use inzage_api::Grant;
use leptos::prelude::*;

use super::draft::use_draft;
use super::record::{Asked, ask, use_asked};
use super::sending::{Arrived, arrived};
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::asking::{
    Answer as Said, Brief, Change, End, Form, Kind, Missing, Parcel, Request as Ask, Right, Shown,
    Start, Via,
};
use crate::engine::protocol::{Answer, Failure, Request};
use crate::platform::engine::Engine;
use crate::platform::http::{self, HttpError};
use crate::platform::{clock, device, lock};

/// What the tab keeps while the browser is at the provider: the login, what it is
/// for, and the request.
const AWAY: &str = "asking";
/// One tab sends.
const LOCK: &str = "inzage-ask";
/// Between the fields of a draft.
const BETWEEN: char = '\u{1f}';

fn asking(answer: Answer) -> Option<Said> {
    match answer {
        Answer::Asking(answer) => Some(*answer),
        _ => None,
    }
}

/// Of whom something can be asked about an entry, or about nothing.
pub fn begin(entry: Option<String>) -> Asked<Start> {
    use_asked(
        move || {
            let entry = entry.clone();
            Request::Asking(Ask::Begin { entry })
        },
        |answer| match asking(answer)? {
            Said::Start(start) => Some(start),
            _ => None,
        },
    )
}

/// One request.
pub fn one(id: String) -> Asked<Shown> {
    use_asked(
        move || Request::Asking(Ask::One { id: id.clone() }),
        |answer| match asking(answer)? {
            Said::One(shown) => Some(*shown),
            _ => None,
        },
    )
}

/// All requests, newest first; or those about an entry.
pub fn all(about: Option<String>) -> Asked<Vec<Brief>> {
    use_asked(
        move || {
            let about = about.clone();
            Request::Asking(about.map_or(Ask::All, |entry| Ask::About { entry }))
        },
        |answer| match asking(answer)? {
            Said::All(all) => Some(all),
            _ => None,
        },
    )
}

/// Does something, and gives what is answered.
pub async fn act(engine: &Engine, request: Ask) -> Result<Said, Trouble> {
    ask!(engine, Request::Asking(request), Answer::Asking(said) => *said)
}

/// Keeps a concept.
pub fn keeping(id: Option<String>, form: Form, draft: String) -> Ask {
    Ask::Keep {
        id,
        form,
        draft,
        now: clock::now_local(),
    }
}

/// Throws a concept away.
pub fn deleting(id: String) -> Ask {
    let now = clock::now_local();
    Ask::Delete { id, now }
}

/// The person posted the letter.
pub fn posted(id: String) -> Ask {
    let now = clock::now_local();
    Ask::Posted { id, now }
}

/// What is being filled in.
#[derive(Clone, Copy)]
pub struct Fields {
    /// What is asked; none: not chosen yet.
    pub kind: RwSignal<Option<Kind>>,
    /// Of whom.
    pub provider: RwSignal<String>,
    /// In the person's own words.
    pub text: RwSignal<String>,
    /// Since when.
    pub since: RwSignal<String>,
    /// The missing medicine.
    pub name: RwSignal<String>,
    /// Its dose.
    pub dose: RwSignal<String>,
    /// Who prescribed it.
    pub prescriber: RwSignal<String>,
}

impl Fields {
    /// With this in it.
    pub fn of(form: Option<Form>) -> Self {
        let kind = form.as_ref().map(|form| form.kind);
        let form = form.unwrap_or_else(|| empty(Kind::Missing));
        Self {
            kind: RwSignal::new(kind),
            provider: RwSignal::new(form.provider),
            text: RwSignal::new(form.text),
            since: RwSignal::new(form.since),
            name: RwSignal::new(form.missing.name),
            dose: RwSignal::new(form.missing.dose),
            prescriber: RwSignal::new(form.missing.prescriber),
        }
    }

    fn texts(self) -> [RwSignal<String>; 5] {
        [self.text, self.since, self.name, self.dose, self.prescriber]
    }

    /// What was chosen and typed, as a draft keeps it; the provider last.
    fn pieces(self) -> Vec<String> {
        let kind = self.kind.get();
        let kind = kind.map(|kind| format!("{kind:?}")).unwrap_or_default();
        let texts = self.texts().map(|text| text.get());
        let provider = self.provider.get();
        std::iter::once(kind)
            .chain(texts)
            .chain([provider])
            .collect()
    }

    /// Takes up a draft; one of another form is none.
    fn take_up(self, draft: &str) {
        let pieces: Vec<&str> = draft.split(BETWEEN).collect();
        let [kind, texts @ .., provider] = pieces.as_slice() else {
            return;
        };
        if texts.len() != self.texts().len() {
            return;
        }
        let known = kinds().find(|known| format!("{known:?}") == *kind);
        if let Some(kind) = known {
            self.kind.set(Some(kind));
        }
        if !provider.is_empty() {
            self.provider.set((*provider).to_owned());
        }
        for (field, text) in self.texts().into_iter().zip(texts) {
            field.set((*text).to_owned());
        }
    }

    /// Keeps what is chosen and typed under a neutral name, and takes it up after a
    /// lock, a reload or a crash.
    pub fn keep_draft(self, name: &str) {
        let draft = use_draft(name.to_owned());
        // The provider alone is filled in by itself.
        let own = |mut pieces: Vec<String>| {
            pieces.pop();
            pieces
        };
        let begun = StoredValue::new(own(untrack(|| self.pieces())));
        let fresh = move |pieces: &[String]| begun.with_value(|begun| pieces.starts_with(begun));
        Effect::watch(
            move || draft.get(),
            move |kept: &String, _, _| {
                if fresh(&untrack(|| self.pieces())) && !kept.is_empty() {
                    self.take_up(kept);
                }
            },
            true,
        );
        Effect::watch(
            move || self.pieces(),
            move |pieces: &Vec<String>, _, _| {
                if !fresh(pieces) {
                    draft.set(pieces.join(&BETWEEN.to_string()));
                } else if !draft.get_untracked().is_empty() {
                    draft.set(String::new());
                }
            },
            false,
        );
    }

    /// What was filled in; none while nothing was chosen.
    pub fn form(self, entry: Option<String>) -> Option<Form> {
        let kind = self.kind.get_untracked()?;
        let about = !matches!(kind, Kind::Missing);
        Some(Form {
            kind,
            provider: self.provider.get_untracked(),
            entry: entry.filter(|_| about),
            text: self.text.get_untracked(),
            since: self.since.get_untracked(),
            missing: Missing {
                name: self.name.get_untracked(),
                dose: self.dose.get_untracked(),
                prescriber: self.prescriber.get_untracked(),
            },
        })
    }
}

/// Everything that can be asked.
fn kinds() -> impl Iterator<Item = Kind> {
    let others = [Kind::Missing, Kind::Wrong, Kind::Question];
    let changes = Change::ALL.into_iter().map(Kind::Change);
    let rights = Right::ALL.into_iter().map(Kind::Right);
    changes.chain(others).chain(rights)
}

/// A form with nothing in it.
pub fn empty(kind: Kind) -> Form {
    Form {
        kind,
        provider: String::new(),
        entry: None,
        text: String::new(),
        since: String::new(),
        missing: Missing::default(),
    }
}

/// What a login is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Send it.
    Send,
    /// Send it again: the person says so, knowing that it may be there.
    SendAgain,
    /// Look whether there is an answer.
    Look,
    /// Withdraw it.
    Withdraw,
}

const ERRANDS: [(Errand, &str); 4] = [
    (Errand::Send, "send"),
    (Errand::SendAgain, "again"),
    (Errand::Look, "look"),
    (Errand::Withdraw, "withdraw"),
];

/// Goes to the provider to log in for a request; comes back with [`came_back`].
pub async fn log_in(session: &Session, shown: &Shown, errand: Errand) -> Result<(), Trouble> {
    let (group, service) = &shown.login;
    // The vendor's API is opened by a login to collect.
    let send = (shown.brief.via == Via::Correction).then_some(service.as_str());
    let started = http::start_login(&shown.brief.to.provider, group, send)
        .await
        .map_err(Trouble::Gateway)?;
    let name = ERRANDS.iter().find(|(known, _)| *known == errand);
    let name = name.map_or("", |(_, name)| name);
    let kept = format!("{} {name} {}", started.login, shown.brief.id);
    device::keep_tab_value(AWAY, Some(&kept));
    session.suspend().await;
    device::go_to(&started.authorization_url);
    Ok(())
}

/// Whether a login that the browser came back from was for a request; what for,
/// and which one.
pub fn waits_for(login: &str) -> Option<(Errand, String)> {
    let kept = device::tab_value(AWAY)?;
    let mut parts = kept.split(' ');
    let known = parts.next()? == login;
    let name = parts.next()?;
    let (errand, _) = ERRANDS.iter().find(|(_, known)| *known == name)?;
    let id = parts.next()?;
    known.then(|| (*errand, id.to_owned()))
}

/// The login is being used: it is for nothing else any more.
pub fn came_back() {
    device::keep_tab_value(AWAY, None);
}

/// Fetches what the login brought and does what it was for. What stopped it, when
/// something did; what is known by then is kept. `wanted`: as
/// [`Signing::claim`](super::account::Signing::claim) asks it.
pub async fn run(
    session: &Session,
    id: &str,
    errand: Errand,
    login: &str,
    wanted: impl Fn() -> bool,
) -> Result<(), Trouble> {
    let engine = session.engine();
    let grant = session.signing().claim(login, wanted).await?;
    keep_consent(engine, &grant).await?;
    let Some(_lock) = lock::take(LOCK).await else {
        return Err(Trouble::Engine(Failure::Conflict));
    };
    let Said::One(shown) = act(engine, Ask::One { id: id.to_owned() }).await? else {
        return Err(Trouble::Engine(Failure::Internal));
    };
    let done = match errand {
        Errand::Send | Errand::SendAgain => {
            send(engine, &grant, id, errand == Errand::SendAgain).await
        }
        Errand::Look => Ok(()),
        Errand::Withdraw => withdraw(&grant, &shown.number).await,
    };
    // What the provider has now, also of earlier requests, and after a doubt.
    let looked = if shown.brief.via == Via::Vendor {
        look(engine, &grant).await
    } else {
        Ok(())
    };
    if grant.refresh.is_none() {
        // The grant was for this once; when it cannot be ended it ends by itself.
        let _ = http::end_grant(&grant).await;
    }
    done.and(looked)
}

/// Keeps the lasting consent that the person gave with a login, for collecting.
async fn keep_consent(engine: &Engine, grant: &Grant) -> Result<(), Trouble> {
    let Some(refresh) = &grant.refresh else {
        return Ok(());
    };
    let keep = Request::SaveRefresh {
        provider: grant.provider.clone(),
        group: grant.group.clone(),
        refresh: Some(format!("{} {refresh}", grant.id)),
        at: clock::now_local(),
    };
    ask!(engine, keep, Answer::Done => ())
}

async fn send(engine: &Engine, grant: &Grant, id: &str, again: bool) -> Result<(), Trouble> {
    let leave = Ask::Leave {
        id: id.to_owned(),
        again,
        now: clock::now_local(),
    };
    let Said::Parcel(Some(parcel)) = act(engine, leave).await? else {
        return Err(Trouble::Engine(Failure::Conflict));
    };
    let offline = !device::is_online();
    let (end, trouble) = match hand_over(grant, &parcel).await {
        Ok(received) => (
            End::Answered {
                bytes: received.bytes,
                trace_id: received.trace_id,
            },
            Ok(()),
        ),
        Err(error) => (ended(&error, offline), Err(Trouble::Gateway(error))),
    };
    let ended = Ask::Ended {
        id: id.to_owned(),
        end,
        now: clock::now_local(),
    };
    act(engine, ended).await?;
    trouble
}

async fn hand_over(grant: &Grant, parcel: &Parcel) -> Result<http::Received, HttpError> {
    let Some(key) = &parcel.key else {
        let service = grant.services.first().map_or("", String::as_str);
        return http::send_bundle(grant, service, &parcel.bytes).await;
    };
    let sent = || http::vendor_post(grant, "patient-requests", Some(key), &parcel.bytes);
    match sent().await {
        // With its key the same is never taken twice: once more, at once.
        Err(error) if arrived(&error, !device::is_online()) == Arrived::Unknown => {
            sent().await.map_err(|_| error)
        }
        answer => answer,
    }
}

fn ended(error: &HttpError, offline: bool) -> End {
    let trace_id = error.trace_id.clone();
    match arrived(error, offline) {
        Arrived::No => End::NotSent,
        Arrived::Refused => End::Refused {
            why: error.provider_detail.clone().unwrap_or_default(),
            trace_id,
        },
        Arrived::Unknown => End::Lost { trace_id },
    }
}

/// Asks to withdraw; that it was answered meanwhile is no trouble: it will be seen.
async fn withdraw(grant: &Grant, number: &str) -> Result<(), Trouble> {
    let path = format!("patient-requests/{number}/withdraw");
    match http::vendor_post(grant, &path, None, &[]).await {
        Err(error) if error.provider_status != Some(409) => Err(Trouble::Gateway(error)),
        _ => Ok(()),
    }
}

async fn look(engine: &Engine, grant: &Grant) -> Result<(), Trouble> {
    let list = http::vendor_get(grant, "patient-requests")
        .await
        .map_err(Trouble::Gateway)?;
    let heard = Ask::Heard {
        bytes: list.bytes,
        now: clock::now_local(),
    };
    act(engine, heard).await.map(|_| ())
}
