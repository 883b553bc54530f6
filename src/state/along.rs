//! Looking along with somebody through a link: what stood behind the `#` of the
//! address, held in memory only, and opening it.

use leptos::prelude::*;

use super::about::use_about;
use super::record::ask;
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::links::{Answer as Told, Asks, Request as Ask};
use crate::engine::protocol::{Answer, Failure, Request};
use crate::platform::http::{self, OpenError};
use crate::platform::{clock, history};
use crate::route::Route;

/// The link that the address held when the page was opened, as a context.
#[derive(Clone, Copy)]
pub struct Brought(StoredValue<Option<String>>);

impl Brought {
    /// Takes the link out of the address, before anything else can see it.
    pub fn provide() {
        let here = history::here().0 == Route::Along.path();
        let link = here.then(history::take_fragment).flatten();
        provide_context(Self(StoredValue::new(link)));
    }
}

/// The link that was brought, if any.
pub fn brought() -> Option<String> {
    use_context::<Brought>()?.0.get_value()
}

/// Keeps the host of those who look along to that alone.
pub fn keep_to_looking_along(session: Session) {
    Effect::new(move |_| {
        if readers().is_some_and(|readers| readers.here) {
            session.is_for_guests();
        }
    });
}

/// The host of those who look along.
pub struct Readers {
    /// Where looking along begins.
    pub address: String,
    /// Whether this page is on it.
    pub here: bool,
}

/// That host; none when nobody can look along, or before that is known. Where links are
/// made no more, those that live still open.
pub fn readers() -> Option<Readers> {
    let url = use_about().get()?.share_url?;
    Some(Readers {
        here: url == history::origin(),
        address: format!("{url}{}", Route::Along.path()),
    })
}

/// Why a link does not open.
#[derive(Clone, Debug, PartialEq)]
pub enum NotOpened {
    /// The passcode is wrong; so many tries are left.
    WrongCode(u32),
    /// Stopped, paused, over, used up, or never there: the gateway does not tell.
    Nothing,
    /// The network, the gateway or the app.
    Trouble(Trouble),
}

impl From<Trouble> for NotOpened {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<OpenError> for NotOpened {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::WrongCode(left) => Self::WrongCode(left),
            OpenError::Nothing => Self::Nothing,
            OpenError::Http(error) => Self::Trouble(Trouble::Gateway(error)),
        }
    }
}

/// What the link asks; an error when it is no link.
#[expect(clippy::missing_errors_doc, reason = "what the engine says")]
pub async fn read(session: &Session, link: String) -> Result<Asks, Trouble> {
    let now = clock::epoch_seconds();
    let request = Request::Links(Ask::Read { link, now });
    match ask!(session.engine(), request, Answer::Links(answer) => answer)? {
        Told::Asks(asks) => Ok(asks),
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}

/// Opens it: shows the gateway who asks and the proof of the passcode, fetches what it
/// gives, and shows that.
#[expect(clippy::missing_errors_doc, reason = "see NotOpened")]
pub async fn open(
    session: &Session,
    asks: &Asks,
    who: &str,
    passcode: String,
) -> Result<(), NotOpened> {
    let engine = session.engine();
    let proof = Request::Links(Ask::Proof {
        passcode,
        who: who.to_owned(),
    });
    let proof = ask!(engine, proof, Answer::Text(proof) => proof)?;
    fetch(session, (&asks.url, asks.direct), who, proof).await
}

/// Fetches what a link gives, of which the engine knows the key, and shows it.
pub(super) async fn fetch(
    session: &Session,
    (url, direct): (&str, bool),
    who: &str,
    proof: Option<String>,
) -> Result<(), NotOpened> {
    let engine = session.engine();
    for file in http::open_link(url, direct, who, proof).await? {
        let take = Request::Links(Ask::Take { bytes: file });
        ask!(engine, take, Answer::Done => ())?;
    }
    Ok(show(session, Request::Links(Ask::View)).await?)
}

/// Shows what a request opens.
pub(super) async fn show(session: &Session, request: Request) -> Result<(), Trouble> {
    session.says_language().await;
    match ask!(session.engine(), request, Answer::Links(answer) => answer)? {
        Told::Seen(Some(seen)) => {
            session.looks_along(seen).await;
            Ok(())
        }
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}
