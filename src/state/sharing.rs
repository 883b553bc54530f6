//! Sharing own measurements: the login, and sending one Bundle after the other
//! until everything has left or the provider stops taking it.

#![expect(
    clippy::missing_errors_doc,
    reason = "what the engine or the gateway says, always"
)]

use inzage_api::Grant;

use super::record::{Asked, ask, use_asked};
use super::sending::{Arrived, arrived};
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::sharing::{
    Answer as Shared, Choice, Choices, End, Preview, Request as Ask, Share,
};
use crate::engine::protocol::{Answer, Failure, Request};
use crate::platform::engine::Engine;
use crate::platform::http::{self, HttpError};
use crate::platform::{clock, device, lock};

/// What the tab keeps while the browser is at the provider: the login and the share.
const AWAY: &str = "sharing";
/// One tab sends.
const LOCK: &str = "inzage-share";

fn now() -> String {
    clock::now_local()
}

fn sharing(answer: Answer) -> Option<Shared> {
    match answer {
        Answer::Sharing(answer) => Some(answer),
        _ => None,
    }
}

/// Where something can be shared, and what there is.
pub fn choices() -> Asked<Choices> {
    use_asked(
        || Request::Sharing(Ask::Choices),
        |answer| match sharing(answer)? {
            Shared::Choices(choices) => Some(choices),
            _ => None,
        },
    )
}

/// What exactly would be sent.
pub fn preview(choice: impl Fn() -> Choice + 'static) -> Asked<Preview> {
    use_asked(
        move || Request::Sharing(Ask::Preview { choice: choice() }),
        |answer| match sharing(answer)? {
            Shared::Preview(preview) => Some(preview),
            _ => None,
        },
    )
}

/// Every time that something was shared.
pub fn shares() -> Asked<Vec<Share>> {
    use_asked(
        || Request::Sharing(Ask::Shares),
        |answer| match sharing(answer)? {
            Shared::Shares(shares) => Some(shares),
            _ => None,
        },
    )
}

async fn share(engine: &Engine, ask: Ask) -> Result<Share, Trouble> {
    let answer = ask!(engine, Request::Sharing(ask), Answer::Sharing(answer) => answer)?;
    match answer {
        Shared::Share(share) => Ok(*share),
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}

/// Keeps what was chosen; nothing has left yet.
pub async fn start(engine: &Engine, choice: Choice) -> Result<Share, Trouble> {
    share(engine, Ask::Start { choice, now: now() }).await
}

/// One share, opened anew.
pub async fn open(engine: &Engine, id: String) -> Result<Share, Trouble> {
    share(engine, Ask::Share { id, now: now() }).await
}

/// Offers again what was refused, and perhaps what may have arrived.
pub async fn again(engine: &Engine, id: String, uncertain_too: bool) -> Result<Share, Trouble> {
    let now = now();
    let ask = Ask::Again {
        id,
        uncertain_too,
        now,
    };
    share(engine, ask).await
}

/// Goes to the provider to log in for a share; comes back with [`came_back`].
pub async fn log_in(session: &Session, share: &Share) -> Result<(), Trouble> {
    let started = http::start_login(&share.to.provider, &share.group, Some(&share.service))
        .await
        .map_err(Trouble::Gateway)?;
    device::keep_tab_value(AWAY, Some(&format!("{} {}", started.login, share.id)));
    session.suspend().await;
    device::go_to(&started.authorization_url);
    Ok(())
}

/// Whether a login that the browser came back from was for a share; which one.
pub fn waits_for(login: &str) -> Option<String> {
    let kept = device::tab_value(AWAY)?;
    let (known, share) = kept.split_once(' ')?;
    (known == login).then(|| share.to_owned())
}

/// The login is being used: it is for nothing else any more.
pub fn came_back() {
    device::keep_tab_value(AWAY, None);
}

/// Fetches what the login brought and sends, Bundle after Bundle; `sent` is told
/// how the share stands after each. What stopped it, when something did. `wanted`: as
/// [`Signing::claim`](super::account::Signing::claim) asks it.
pub async fn deliver(
    session: &Session,
    id: &str,
    login: &str,
    wanted: impl Fn() -> bool,
    sent: impl Fn(Share),
) -> Result<(), Trouble> {
    let engine = session.engine();
    let grant = session.signing().claim(login, wanted).await?;
    let Some(_lock) = lock::take(LOCK).await else {
        return Err(Trouble::Engine(Failure::Conflict));
    };
    let done = loop {
        let next = Ask::Next {
            id: id.to_owned(),
            now: now(),
        };
        let parcel =
            ask!(engine, Request::Sharing(next), Answer::Sharing(Shared::Parcel(bytes)) => bytes)?;
        let Some(bytes) = parcel else { break Ok(()) };
        let (end, trouble) = hand_over(&grant, id, engine, bytes).await?;
        sent(end);
        if let Some(trouble) = trouble {
            break Err(trouble);
        }
    };
    // The grant is for this once; when it cannot be ended it ends by itself.
    let _ = http::end_grant(&grant).await;
    done
}

/// Sends one Bundle; how the share stands then, and what is a reason to stop.
async fn hand_over(
    grant: &Grant,
    id: &str,
    engine: &Engine,
    bytes: Vec<u8>,
) -> Result<(Share, Option<Trouble>), Trouble> {
    let service = grant.services.first().map_or("", String::as_str);
    let offline = !device::is_online();
    let answer = http::send_bundle(grant, service, &bytes).await;
    let (end, trouble) = match answer {
        Ok(received) => (
            End::Answered {
                bytes: received.bytes,
                trace_id: received.trace_id.unwrap_or_default(),
            },
            None,
        ),
        Err(error) => (meaning(&error, offline), Some(Trouble::Gateway(error))),
    };
    let sent = Ask::Sent {
        id: id.to_owned(),
        end,
        now: now(),
    };
    Ok((share(engine, sent).await?, trouble))
}

/// What an error says of the Bundle that left.
fn meaning(error: &HttpError, was_offline: bool) -> End {
    let trace_id = error.trace_id.clone();
    match arrived(error, was_offline) {
        Arrived::No => End::Unsent,
        Arrived::Refused => End::Refused { trace_id },
        Arrived::Unknown => End::Uncertain { trace_id },
    }
}
