//! Whom a caregiver helps: the links that she keeps in a vault of her own, on the host
//! of those who look along.

#![expect(clippy::missing_errors_doc, reason = "what the engine says, always")]

use leptos::prelude::untrack;

use super::along::{NotOpened, fetch, show};
use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::vaults;
use super::words::Trouble;
use crate::engine::protocol::helping::{Answer as Told, Person, Request as Ask};
use crate::engine::protocol::{Answer, Failure, Request};
use crate::platform::clock;

/// Everybody in the list, by name.
pub fn people() -> Asked<Vec<Person>> {
    use_asked(
        || {
            let now = clock::epoch_seconds();
            Request::Helping(Ask::All { now })
        },
        |answer| match answer {
            Answer::Helping(Told::People(people)) => Some(people),
            _ => None,
        },
    )
}

async fn done(session: &Session, ask: Ask) -> Result<(), Trouble> {
    ask!(session.engine(), Request::Helping(ask), Answer::Done => ())
}

/// Opens the link of somebody in the list, live. That it opens nothing is kept.
pub async fn open(session: &Session, id: String) -> Result<(), NotOpened> {
    let request = Request::Helping(Ask::Open { id: id.clone() });
    let door = match ask!(session.engine(), request, Answer::Helping(told) => told)? {
        Told::Door(door) => door,
        Told::People(_) => return Err(Trouble::Engine(Failure::Internal).into()),
    };
    let opened = fetch(session, (&door.url, door.direct), &door.who, door.proof).await;
    if opened == Err(NotOpened::Nothing) {
        done(session, Ask::Nothing { id }).await?;
        session.record_changed();
    }
    opened
}

/// Opens the copy that was kept.
pub async fn open_copy(session: &Session, id: String) -> Result<(), NotOpened> {
    Ok(show(session, Request::Helping(Ask::OpenCopy { id })).await?)
}

/// Keeps the link that is looked at.
pub async fn keep(session: &Session, name: String) -> Result<(), Trouble> {
    done(session, Ask::Keep { name }).await?;
    session.sees().await;
    Ok(())
}

/// Keeps a copy of what is looked at.
pub async fn copy(session: &Session) -> Result<(), Trouble> {
    done(session, Ask::Copy).await?;
    session.sees().await;
    Ok(())
}

/// Throws a copy away; who was looking at it is back at her list.
pub async fn drop_copy(session: &Session, id: String) -> Result<(), Trouble> {
    done(session, Ask::DropCopy { id }).await?;
    let frozen = untrack(|| session.seen()).is_some_and(|seen| seen.copied.is_some());
    if frozen {
        session.look_back().await;
    } else {
        session.sees().await;
    }
    Ok(())
}

/// Takes somebody out of the list.
pub async fn remove(session: &Session, id: String) -> Result<(), Trouble> {
    done(session, Ask::Remove { id }).await?;
    session.record_changed();
    Ok(())
}

/// Erases the whole list from this browser.
pub async fn erase(session: &Session) -> Result<(), Trouble> {
    if let Some(list) = session.vault() {
        vaults::erase(session.engine(), list.id).await?;
        session.no_list();
        session.erased().await;
    }
    Ok(())
}
