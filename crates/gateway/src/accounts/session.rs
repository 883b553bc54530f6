//! Who is signed in: a sealed cookie of this browser that names account and passkey.
//! Each use looks the passkey up, so that removing it ends what it signed in.

use super::Accounts;
use super::store::down;
use crate::app::App;
use crate::cookies;
use crate::problem::Failure;
use crate::seal::Purpose;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use inzage_api::ErrorCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Longest life of a session, used or not: 12 hours.
const LIFE: i64 = 12 * 3600;

/// What the cookie holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Session {
    /// Random.
    id: String,
    /// Account id.
    pub(super) account: String,
    /// Credential id of the passkey that signed in.
    pub(super) passkey: String,
    /// Seconds since 1970.
    created: i64,
}

impl Session {
    /// Begins a session: adds its cookie to the answer.
    pub(super) fn begin(
        app: &App,
        device: &str,
        account: &str,
        passkey: &str,
        out: &mut HeaderMap,
    ) -> Result<(), Failure> {
        let session = Self {
            id: app.env.token::<16>(),
            account: account.to_owned(),
            passkey: passkey.to_owned(),
            created: app.env.seconds(),
        };
        let binding = cookies::binding(device);
        let sealed = app
            .keys
            .seal(&app.env, Purpose::Session, &binding, &session)
            .map_err(|_| ErrorCode::Internal)?;
        cookies::add(out, cookies::until_closed(cookies::SESSION, &sealed));
        Ok(())
    }

    /// The session of a request, as far as its cookie tells.
    fn read(app: &App, headers: &HeaderMap) -> Option<Self> {
        let device = cookies::device(headers)?;
        let sealed = cookies::find(headers, cookies::SESSION)?;
        let binding = cookies::binding(device);
        let session: Self = app.keys.open(Purpose::Session, &binding, sealed).ok()?;
        let lives = app.env.seconds() < session.created + LIFE;
        (lives && !app.consumed.has("session", &session.id)).then_some(session)
    }

    /// The session of a request whose passkey still counts.
    ///
    /// # Errors
    /// When the database does not answer: then nobody is signed in.
    pub(super) async fn find(
        app: &App,
        accounts: &Accounts,
        headers: &HeaderMap,
    ) -> Result<Option<Self>, Failure> {
        let Some(session) = Self::read(app, headers) else {
            return Ok(None);
        };
        let holds = accounts.kept.holds(&session.account, &session.passkey);
        let holds = holds.await.map_err(|error| down(&error))?;
        Ok(holds.then_some(session))
    }

    /// Ends the session of a request: its cookie opens nothing here any more.
    pub(super) fn end(app: &App, headers: &HeaderMap, out: &mut HeaderMap) {
        if let Some(session) = Self::read(app, headers) {
            let ends = session.created + LIFE;
            app.consumed
                .take("session", &session.id, app.env.seconds(), ends);
        }
        cookies::add(out, cookies::delete(cookies::SESSION));
    }
}

/// Lets signed-in people through only, while accounts are on.
pub(crate) async fn signed_in_only(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(accounts) = &app.accounts {
        match Session::find(&app, accounts, request.headers()).await {
            Ok(Some(_)) => {}
            Ok(None) => return Failure::new(ErrorCode::SignInNeeded).into_response(),
            Err(failure) => return failure.into_response(),
        }
    }
    next.run(request).await
}
