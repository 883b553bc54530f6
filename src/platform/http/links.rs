//! Links: those of the person, and what others showed.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function of the module above says it for all"
)]

use gloo_net::http::{Request, RequestBuilder, Response};
use inzage_api::{
    APP_HEADER, ErrorCode, Manifest, NewShare, OpenLink, Publish, ShareChange, ShareMade,
    ShareState, WrongPasscode,
};

use super::{HttpError, checked, encode, json, json_with, send};

/// Makes a link at the gateway, without content.
pub async fn make_share(share: &NewShare) -> Result<ShareMade, HttpError> {
    json_with(Request::post("/api/shares"), share).await
}

fn owned(builder: RequestBuilder, control: &str) -> RequestBuilder {
    builder
        .header(APP_HEADER, "1")
        .header("authorization", &format!("Bearer {control}"))
}

fn share_path(share: &str, rest: &str) -> String {
    format!("/api/shares/{}{rest}", encode(share))
}

/// Brings one encrypted file of a link.
pub async fn put_share_file(
    share: &str,
    control: &str,
    generation: u32,
    nth: usize,
    bytes: &[u8],
) -> Result<(), HttpError> {
    let path = share_path(share, &format!("/files/{generation}/{nth}"));
    let request = owned(Request::put(&path), control)
        .header("content-type", "application/jose")
        .body(js_sys::Uint8Array::from(bytes))
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    Ok(())
}

/// Makes what was brought the content.
pub async fn publish_share(share: &str, control: &str, publish: &Publish) -> Result<(), HttpError> {
    let request = owned(Request::post(&share_path(share, "/publish")), control)
        .json(publish)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    Ok(())
}

/// How a link stands, and who looked.
pub async fn share_state(share: &str, control: &str) -> Result<ShareState, HttpError> {
    json(owned(Request::get(&share_path(share, "")), control)).await
}

/// Pauses, resumes or extends a link.
pub async fn change_share(
    share: &str,
    control: &str,
    change: &ShareChange,
) -> Result<(), HttpError> {
    let request = owned(Request::patch(&share_path(share, "")), control)
        .json(change)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    Ok(())
}

/// Stops a link, for ever and at once.
pub async fn stop_share(share: &str, control: &str) -> Result<(), HttpError> {
    send(owned(Request::delete(&share_path(share, "")), control))
        .await
        .map(|_| ())
}

/// Why a link gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The passcode is wrong; so many tries are left.
    WrongCode(u32),
    /// There is nothing (any more).
    Nothing,
    /// Anything else.
    Http(HttpError),
}

impl From<HttpError> for OpenError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}

/// The encrypted files of a link, as a standard reader asks for them. `who` is what
/// its owner reads in the list of who looked.
pub async fn open_link(
    url: &str,
    direct: bool,
    who: &str,
    passcode: Option<String>,
) -> Result<Vec<Vec<u8>>, OpenError> {
    if direct {
        let url = format!("{url}?recipient={}", encode(who));
        return Ok(vec![link_file(&url).await?]);
    }
    let asked = OpenLink {
        recipient: who.to_owned(),
        passcode,
        embedded_length_max: None,
    };
    let request = Request::post(url)
        .json(&asked)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    let answer = request.send().await.map_err(|_| HttpError::offline())?;
    if answer.status() == 401 {
        let wrong = answer.json::<WrongPasscode>().await;
        return Err(OpenError::WrongCode(
            wrong.map_or(0, |w| w.remaining_attempts),
        ));
    }
    let manifest: Manifest = opened(answer)
        .await?
        .json()
        .await
        .map_err(|_| HttpError::code(ErrorCode::Internal))?;
    let mut files = Vec::new();
    for file in manifest.files {
        match (file.embedded, file.location) {
            (Some(embedded), _) => files.push(embedded.into_bytes()),
            (None, Some(location)) => files.push(link_file(&location).await?),
            (None, None) => {}
        }
    }
    Ok(files)
}

async fn link_file(url: &str) -> Result<Vec<u8>, OpenError> {
    let answer = Request::get(url)
        .send()
        .await
        .map_err(|_| HttpError::offline())?;
    let bytes = opened(answer).await?.binary().await;
    Ok(bytes.map_err(|_| HttpError::offline())?)
}

async fn opened(answer: Response) -> Result<Response, OpenError> {
    if answer.status() == 404 {
        return Err(OpenError::Nothing);
    }
    Ok(checked(answer).await?)
}
