//! `/api/account`: what a person does with her passkeys.

use super::ceremony::{self, Expected, Refused};
use super::key::ALGORITHMS;
use super::session::Session;
use super::store::{No, down};
use super::{Accounts, on, today};
use crate::app::App;
use crate::cookies::{self, SameSite};
use crate::front::Client;
use crate::problem::Failure;
use crate::router::{json, read_json};
use crate::seal::Purpose;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use inzage_api::{
    Account, AskChallenge, Ceremony, Challenge, ErrorCode, Register, RemovePasskey, SignIn,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A challenge lives this long, in seconds.
const PATIENCE: i64 = 5 * 60;

/// A challenge as the browser brings it back.
#[derive(Serialize, Deserialize)]
struct Asked {
    ceremony: Ceremony,
    challenge: String,
    /// With a registration: for which account.
    account: String,
    /// Whether that account is there already.
    joins: bool,
    /// Seconds since 1970.
    created: i64,
}

/// `GET /api/account`
pub(crate) async fn account(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(accounts) = &app.accounts else {
        return json(&Account::default());
    };
    match Session::find(&app, accounts, &headers).await? {
        Some(session) => told(accounts, &session.account).await,
        None => json(&Account::default()),
    }
}

/// `POST /api/account/challenges`
pub(crate) async fn challenge(
    State(app): State<Arc<App>>,
    Extension(Client(address)): Extension<Client>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let accounts = on(&app)?;
    let AskChallenge { ceremony } = read_json(&headers, body).await?;
    let now = app.env.now().timestamp_millis();
    let patience = |wait| Failure::new(ErrorCode::TooMany).with_retry_after(Some(wait));
    accounts.asked.take(address, now).map_err(patience)?;
    let device = cookies::device(&headers).map_or_else(|| app.env.token::<32>(), str::to_owned);
    let registers = ceremony == Ceremony::Register;
    let session = if registers {
        Session::find(&app, accounts, &headers).await?
    } else {
        None
    };
    let asked = Asked {
        ceremony,
        challenge: app.env.token::<32>(),
        joins: session.is_some(),
        account: session.map_or_else(|| app.env.token::<32>(), |session| session.account),
        created: app.env.seconds(),
    };
    let binding = cookies::binding(&device);
    let state = app
        .keys
        .seal(&app.env, Purpose::Challenge, &binding, &asked)
        .map_err(|_| ErrorCode::Internal)?;
    let mut response = json(&Challenge {
        challenge: asked.challenge,
        rp_id: rp_id(&app).to_owned(),
        // Another for each: a passkey with the handle of one on the same device would
        // take its place there, with the key of a vault that may be in it.
        user: registers.then(|| app.env.token::<32>()),
        algorithms: if registers { ALGORITHMS.into() } else { vec![] },
        state,
        expires_in: PATIENCE.unsigned_abs(),
    })?;
    keep_device(&device, response.headers_mut());
    Ok(response)
}

/// `POST /api/account/passkeys`
pub(crate) async fn register(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let accounts = on(&app)?;
    let given: Register = read_json(&headers, body).await?;
    let (device, asked) = asked(&app, &headers, Ceremony::Register, &given.state)
        .map_err(|why| refused(&app, why))?;
    let passkey = ceremony::registered(&expected(&app, &asked, &app.config.origin()), &given)
        .map_err(|why| refused(&app, why))?;
    let (account, day) = (asked.account.as_str(), today(&app));
    if asked.joins {
        let session = Session::find(&app, accounts, &headers).await?;
        if session.is_none_or(|session| session.account != account) {
            return Err(ErrorCode::SignInNeeded.into());
        }
        accounts.kept.add(account, &passkey, day).await
    } else {
        accounts.kept.open(account, &passkey, day).await
    }
    .map_err(|no| no.told(ErrorCode::SignInNeeded))?;
    app.metrics.add("inzage_passkeys_registered_total", &[]);
    let mut response = told(accounts, account).await?;
    Session::begin(&app, device, account, &passkey.id, response.headers_mut())?;
    keep_device(device, response.headers_mut());
    Ok(response)
}

/// `POST /api/account/session`
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let accounts = on(&app)?;
    let given: SignIn = read_json(&headers, body).await?;
    let (device, asked) =
        asked(&app, &headers, Ceremony::SignIn, &given.state).map_err(|why| refused(&app, why))?;
    let known = accounts.kept.find(&given.id).await;
    let Some((account, passkey)) = known.map_err(|error| down(&error))? else {
        // Told, so that the app can: who has its random id has had the passkey.
        return Err(refused(&app, Refused("unknown")).with_code(ErrorCode::PasskeyUnknown));
    };
    let origin = app.config.origin();
    let counter = ceremony::asserted(&expected(&app, &asked, &origin), &given, &passkey)
        .map_err(|why| refused(&app, why))?;
    let day = today(&app);
    let taken = accounts.kept.signed_in(&account, &passkey.id, counter, day);
    taken.await.map_err(|no| match no {
        No::Down(error) => down(&error),
        _ => refused(&app, Refused("counter")),
    })?;
    let outcome = [("outcome", "signed_in")];
    app.metrics.add("inzage_sign_ins_total", &outcome);
    let mut response = told(accounts, &account).await?;
    Session::begin(&app, device, &account, &passkey.id, response.headers_mut())?;
    keep_device(device, response.headers_mut());
    Ok(response)
}

/// `DELETE /api/account/session`
pub(crate) async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    ended(&app, &headers)
}

/// `POST /api/account/passkeys/remove`
pub(crate) async fn remove(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let accounts = on(&app)?;
    let session = Session::find(&app, accounts, &headers).await?;
    let session = session.ok_or(ErrorCode::SignInNeeded)?;
    let RemovePasskey { id } = read_json(&headers, body).await?;
    let removed = accounts.kept.remove(&session.account, &id).await;
    removed.map_err(|no| no.told(ErrorCode::NotFound))?;
    if id != session.passkey {
        return told(accounts, &session.account).await;
    }
    let mut response = json(&Account::default())?;
    Session::end(&app, &headers, response.headers_mut());
    Ok(response)
}

/// `DELETE /api/account`
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let accounts = on(&app)?;
    let session = Session::find(&app, accounts, &headers).await?;
    let session = session.ok_or(ErrorCode::SignInNeeded)?;
    let forgotten = accounts.kept.forget(&session.account).await;
    forgotten.map_err(|error| down(&error))?;
    Ok(ended(&app, &headers))
}

/// The account of somebody who is signed in.
async fn told(accounts: &Accounts, account: &str) -> Result<Response, Failure> {
    let passkeys = accounts.kept.of(account).await;
    json(&Account {
        signed_in: true,
        passkeys: passkeys.map_err(|error| down(&error))?,
    })
}

fn ended(app: &App, headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Session::end(app, headers, response.headers_mut());
    response
}

/// The challenge that comes back, with the device secret of the browser it was made
/// for. It counts once in this process, whatever comes of it.
fn asked<'a>(
    app: &App,
    headers: &'a HeaderMap,
    ceremony: Ceremony,
    state: &str,
) -> Result<(&'a str, Asked), Refused> {
    let device = cookies::device(headers).ok_or(Refused("browser"))?;
    let binding = cookies::binding(device);
    let asked: Asked = app
        .keys
        .open(Purpose::Challenge, &binding, state)
        .map_err(|_| Refused("browser"))?;
    let (now, ends) = (app.env.seconds(), asked.created + PATIENCE);
    if now >= ends {
        return Err(Refused("expired"));
    }
    if !app.consumed.take("challenge", &asked.challenge, now, ends) {
        return Err(Refused("used"));
    }
    if asked.ceremony != ceremony {
        return Err(Refused("kind"));
    }
    Ok((device, asked))
}

fn expected<'a>(app: &'a App, asked: &'a Asked, origin: &'a str) -> Expected<'a> {
    Expected {
        challenge: &asked.challenge,
        origin,
        rp_id: rp_id(app),
    }
}

/// To whom passkeys belong: the host of the app.
fn rp_id(app: &App) -> &str {
    app.config.public_url.host_str().unwrap_or_default()
}

/// The same answer whatever was wrong with this try; the log has what, and nothing of
/// whom.
fn refused(app: &App, Refused(why): Refused) -> Failure {
    tracing::info!(why, "passkey refused");
    let outcome = [("outcome", "refused")];
    app.metrics.add("inzage_sign_ins_total", &outcome);
    ErrorCode::PasskeyRefused.into()
}

fn keep_device(device: &str, out: &mut HeaderMap) {
    let seconds = cookies::DEVICE_SECONDS;
    cookies::add(
        out,
        cookies::set(cookies::DEVICE, device, seconds, SameSite::Strict),
    );
}
