//! The account at the gateway: passkeys that sign in (`/api/account`).

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use gloo_net::http::Request;
use inzage_api::{Account, AskChallenge, Ceremony, Challenge, Register, RemovePasskey, SignIn};

use super::http::{HttpError, json, json_with, send};

/// A credential id as the gateway writes it.
pub fn written(id: &[u8]) -> String {
    BASE64.encode(id)
}

/// A credential id as the gateway wrote it; none when it is not one.
pub fn read(id: &str) -> Option<Vec<u8>> {
    BASE64.decode(id).ok()
}

/// Who is signed in.
///
/// # Errors
/// See [`HttpError`]; so for every function here.
pub async fn state() -> Result<Account, HttpError> {
    json(Request::get("/api/account")).await
}

/// What a passkey is to sign.
pub async fn challenge(ceremony: Ceremony) -> Result<Challenge, HttpError> {
    let ask = AskChallenge { ceremony };
    json_with(Request::post("/api/account/challenges"), &ask).await
}

/// Makes a passkey known, and signs in with it.
pub async fn register(made: &Register) -> Result<Account, HttpError> {
    json_with(Request::post("/api/account/passkeys"), made).await
}

/// Signs in.
pub async fn sign_in(touched: &SignIn) -> Result<Account, HttpError> {
    json_with(Request::post("/api/account/session"), touched).await
}

/// Signs out.
pub async fn sign_out() -> Result<(), HttpError> {
    send(Request::delete("/api/account/session"))
        .await
        .map(|_| ())
}

/// The gateway forgets a passkey of who is signed in.
pub async fn remove(id: &[u8]) -> Result<Account, HttpError> {
    let remove = RemovePasskey { id: written(id) };
    json_with(Request::post("/api/account/passkeys/remove"), &remove).await
}

/// The gateway forgets who is signed in.
pub async fn delete() -> Result<(), HttpError> {
    send(Request::delete("/api/account")).await.map(|_| ())
}
