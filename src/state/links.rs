//! Links with which others look along: making one, keeping it up to date, what the
//! gateway tells of it, and looking as the other will.

#![expect(
    clippy::missing_errors_doc,
    reason = "what the engine or the gateway says, always"
)]

use std::time::Duration;

use inzage_api::ShareChange;
use inzage_zib::view::Chapter;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::about::use_about;
use super::finding::STEP;
use super::record::{Asked, ask, use_asked};
use super::session::{Session, Status};
use super::wishing::Wishing;
use super::words::Trouble;
use crate::engine::protocol::links::{
    Answer as Told, Choices, Deed, Link, Request as Ask, Selection, State, Wish,
};
use crate::engine::protocol::{Answer, Failure, Part, Request, Row, Stretch};
use crate::platform::engine::Engine;
use crate::platform::http::HttpError;
use crate::platform::{clock, http};

/// How often something about the links changed since this page was opened, and how
/// often a screen wanted to know; as a context.
#[derive(Clone, Copy, Default)]
pub struct Followed {
    moved: RwSignal<u32>,
    wanted: RwSignal<u32>,
}

fn moved() -> Option<RwSignal<u32>> {
    use_context::<Followed>().map(|followed| followed.moved)
}

/// A screen that shows links was opened: the gateway is asked who looked since.
pub fn ask_again() {
    if let Some(followed) = use_context::<Followed>() {
        followed.wanted.update(|times| *times += 1);
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    clock::epoch_seconds()
}

fn told(answer: Answer) -> Option<Told> {
    match answer {
        Answer::Links(answer) => Some(answer),
        _ => None,
    }
}

/// How long she ticks nothing before it is counted what her choice comes to.
const SETTLED: Duration = Duration::from_millis(300);

/// A choice as it stands once she stops ticking: a tick each time goes through the whole
/// record.
pub fn settled(selection: RwSignal<Selection>) -> RwSignal<Selection> {
    let settled = RwSignal::new(selection.get_untracked());
    let mut soon = debounce(SETTLED, move |chosen: Selection| {
        settled.try_set(chosen);
    });
    Effect::new(move |_| {
        let chosen = selection.get();
        if settled.with_untracked(|before| *before != chosen) {
            soon(chosen);
        }
    });
    settled
}

/// What can be chosen, and what a choice comes to; `most`: how many rows of what hangs
/// together with what stays.
pub fn choices(selection: RwSignal<Selection>, most: RwSignal<usize>) -> Asked<Choices> {
    let selection = settled(selection);
    use_asked(
        move || {
            let (selection, most) = (selection.get(), most.get());
            Request::Links(Ask::Choices { selection, most })
        },
        |answer| match told(answer)? {
            Told::Choices(choices) => Some(*choices),
            _ => None,
        },
    )
}

/// A part of the entries of a chapter, to choose from.
pub fn entries(chapter: Chapter, selection: Selection, start: usize) -> Asked<Part<Row>> {
    use_asked(
        move || {
            Request::Links(Ask::Entries {
                chapter,
                selection: selection.clone(),
                stretch: Stretch { start, most: STEP },
            })
        },
        |answer| match told(answer)? {
            Told::Entries(entries) => Some(entries),
            _ => None,
        },
    )
}

/// Every link, the newest first.
pub fn all() -> Asked<Vec<Link>> {
    let moved = moved();
    use_asked(
        move || {
            moved.map(|times| times.get());
            Request::Links(Ask::All { now: now() })
        },
        |answer| match told(answer)? {
            Told::Links(links) => Some(links),
            _ => None,
        },
    )
}

/// One link.
pub fn one(id: String) -> Asked<Link> {
    let moved = moved();
    use_asked(
        move || {
            moved.map(|times| times.get());
            let (id, now) = (id.clone(), now());
            Request::Links(Ask::One { id, now })
        },
        |answer| match told(answer)? {
            Told::Link(link) => Some(*link),
            _ => None,
        },
    )
}

async fn tell(engine: &Engine, ask: Ask) -> Result<Told, Trouble> {
    ask!(engine, Request::Links(ask), Answer::Links(answer) => answer)
}

async fn link(engine: &Engine, ask: Ask) -> Result<Link, Trouble> {
    match tell(engine, ask).await? {
        Told::Link(link) => Ok(*link),
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}

async fn done(engine: &Engine, ask: Ask) -> Result<(), Trouble> {
    ask!(engine, Request::Links(ask), Answer::Done => ())
}

/// The id at the gateway, what shows who its owner is, and when it would end if it were
/// extended.
struct Handle {
    share: String,
    control: String,
    longer: Option<i64>,
}

async fn handle(engine: &Engine, id: &str) -> Result<Handle, Trouble> {
    let id = id.to_owned();
    match tell(engine, Ask::Handle { id, now: now() }).await? {
        Told::Handle {
            share,
            control,
            longer,
        } => Ok(Handle {
            share,
            control,
            longer,
        }),
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}

/// Makes a link and brings its content to the gateway. Without a network nothing
/// stays behind.
pub async fn make(engine: &Engine, wish: Wish) -> Result<String, Trouble> {
    let Told::New { id, share } = tell(engine, Ask::Make { wish, now: now() }).await? else {
        return Err(Trouble::Engine(Failure::Internal));
    };
    match http::make_share(&share).await {
        Ok(made) => {
            let (id, share) = (id.clone(), made.id);
            link(
                engine,
                Ask::Made {
                    id,
                    share,
                    now: now(),
                },
            )
            .await?;
        }
        Err(error) => {
            done(engine, Ask::Drop { id }).await?;
            return Err(Trouble::Gateway(error));
        }
    }
    match bring(engine, &id).await {
        Ok(_) => Ok(id),
        Err(trouble) => {
            unmake(engine, id).await;
            Err(trouble)
        }
    }
}

/// Takes back a link that has no content. Without a network it stays at the gateway
/// until its end, and opens nothing.
async fn unmake(engine: &Engine, id: String) {
    if let Ok(Handle { share, control, .. }) = handle(engine, &id).await {
        let _ = http::stop_share(&share, &control).await;
    }
    let _ = done(engine, Ask::Drop { id }).await;
}

/// Brings what a link shows to the gateway, when that has something else; true when it
/// did.
pub async fn bring(engine: &Engine, id: &str) -> Result<bool, Trouble> {
    let encrypt = Ask::Encrypt { id: id.to_owned() };
    let Told::Content(Some(publish)) = tell(engine, encrypt).await? else {
        return Ok(false);
    };
    let Handle { share, control, .. } = handle(engine, id).await?;
    for nth in 0..publish.files.len() {
        let file = Request::Links(Ask::File { nth });
        let bytes = ask!(engine, file, Answer::Bytes(bytes) => bytes)?;
        http::put_share_file(&share, &control, publish.generation, nth, &bytes)
            .await
            .map_err(Trouble::Gateway)?;
    }
    http::publish_share(&share, &control, &publish)
        .await
        .map_err(Trouble::Gateway)?;
    let (id, now) = (id.to_owned(), now());
    link(engine, Ask::Published { id, now }).await?;
    Ok(true)
}

/// Asks the gateway how a link stands.
async fn look_after(engine: &Engine, id: &str) -> Result<Link, Trouble> {
    let Handle { share, control, .. } = handle(engine, id).await?;
    let (id, now) = (id.to_owned(), now());
    match http::share_state(&share, &control).await {
        Ok(state) => link(engine, Ask::Told { id, state, now }).await,
        Err(error) if is_gone(&error) => link(engine, Ask::Gone { id, now }).await,
        Err(error) => Err(Trouble::Gateway(error)),
    }
}

fn is_gone(error: &HttpError) -> bool {
    error.code == inzage_api::ErrorCode::NotFound
}

/// Looks after every link of which the end is not known: who looked, and what it
/// shows; true when anything is otherwise than it was. What does not work now is done
/// the next time.
async fn look_after_all(engine: &Engine) -> bool {
    let Ok(Told::Links(links)) = tell(engine, Ask::All { now: now() }).await else {
        return false;
    };
    let mut moved = false;
    for known in links.into_iter().filter(|link| !link.settled) {
        let Ok(told) = look_after(engine, &known.id).await else {
            continue;
        };
        let follows = told.state == State::Unfinished || (told.state == State::Open && told.live);
        let brought = follows && bring(engine, &known.id).await.unwrap_or(false);
        moved |= brought || Link { code: None, ..told } != known;
    }
    moved
}

/// Looks after the links whenever the vault opens and whenever the record changes.
pub fn follow(session: Session) {
    let followed = Followed::default();
    provide_context(followed);
    let wishing = Wishing::provide();
    let (busy, about) = (RwSignal::new(false), use_about());
    let done = StoredValue::new(None::<(u32, u32)>);
    Effect::new(move |_| {
        if matches!(session.status(), Status::Locked | Status::NoVault) {
            wishing.forget();
        }
        let now = (session.changes(), followed.wanted.get());
        let sharing = about.get().is_some_and(|about| about.share_url.is_some());
        let own = matches!(session.status(), Status::Open(_)) && session.seen().is_none();
        if !sharing || !own {
            return done.set_value(None);
        }
        // What changes meanwhile is looked after when this is done.
        if busy.get() || done.get_value() == Some(now) {
            return;
        }
        busy.set(true);
        done.set_value(Some(now));
        let session = session.clone();
        spawn_local(async move {
            if look_after_all(session.engine()).await {
                followed.moved.update(|times| *times += 1);
            }
            busy.set(false);
        });
    });
}

/// Pauses, resumes, stops or extends a link; at once, also for who is looking. The log
/// tells it only when the gateway did it.
pub async fn change(engine: &Engine, id: String, deed: Deed) -> Result<(), Trouble> {
    let Handle {
        share,
        control,
        longer,
    } = handle(engine, &id).await?;
    let change = match deed {
        Deed::Paused | Deed::Resumed => ShareChange {
            paused: Some(deed == Deed::Paused),
            expires: None,
        },
        Deed::Extended => match longer {
            Some(_) => ShareChange {
                paused: None,
                expires: longer,
            },
            // It lives as long as it may since the screen was drawn.
            None => return Ok(()),
        },
        Deed::Stopped => ShareChange::default(),
    };
    let outcome = if deed == Deed::Stopped {
        http::stop_share(&share, &control).await
    } else {
        http::change_share(&share, &control, &change).await
    };
    match outcome {
        Err(error) if !is_gone(&error) => return Err(Trouble::Gateway(error)),
        // It had ended before.
        Err(_) => {}
        Ok(()) => {
            let of = id.clone();
            done(engine, Ask::Did { id: of, deed }).await?;
        }
    }
    look_after(engine, &id).await?;
    Ok(())
}

/// Stops every link that may still open; how many could not be stopped.
pub async fn stop_all(engine: &Engine) -> Result<usize, Trouble> {
    let Told::Links(links) = tell(engine, Ask::All { now: now() }).await? else {
        return Err(Trouble::Engine(Failure::Internal));
    };
    let mut left = 0;
    for link in links.into_iter().filter(|link| link.state.lives()) {
        let stopped = change(engine, link.id, Deed::Stopped).await;
        left += usize::from(stopped.is_err());
    }
    Ok(left)
}

/// The person handed it over again after it was extended.
pub async fn given(engine: &Engine, id: String) -> Result<(), Trouble> {
    done(engine, Ask::Given { id }).await
}

/// Takes a link that has ended out of the list.
pub async fn forget(engine: &Engine, id: String) -> Result<(), Trouble> {
    done(engine, Ask::Forget { id }).await
}

/// Shows what the other will see; [`Session::look_back`] ends it.
pub async fn look(session: &Session, selection: Selection) -> Result<(), Trouble> {
    done(session.engine(), Ask::Look { selection }).await?;
    session.sees().await;
    Ok(())
}
