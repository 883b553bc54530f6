//! Gets the text of a list, from a file or over the network.

use crate::upstream::Back;
use std::time::Duration;
use url::Url;

/// Largest list, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;
/// A list must be there within this time.
const TIME: Duration = Duration::from_mins(1);

/// Why a list could not be got.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    /// No answer, or no trust.
    #[error("no connection, or not trusted")]
    Unreachable,
    /// Took too long.
    #[error("not in time")]
    Timeout,
    /// Another status than 200.
    #[error("status {0}")]
    Status(u16),
    /// Larger than a list may be.
    #[error("larger than 16 MB")]
    TooLarge,
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotText,
    /// The file cannot be read.
    #[error("cannot be read")]
    File,
}

/// Gets a list.
pub(super) async fn text(back: &Back, url: &Url) -> Result<String, FetchError> {
    let bytes = if url.scheme() == "file" {
        from_file(url).await?
    } else {
        tokio::time::timeout(TIME, from_network(back, url))
            .await
            .map_err(|_| FetchError::Timeout)??
    };
    String::from_utf8(bytes).map_err(|_| FetchError::NotText)
}

async fn from_file(url: &Url) -> Result<Vec<u8>, FetchError> {
    let path = url.to_file_path().map_err(|()| FetchError::File)?;
    let size = tokio::fs::metadata(&path)
        .await
        .map_err(|_| FetchError::File)?
        .len();
    if usize::try_from(size).map_or(true, |size| size > LARGEST) {
        return Err(FetchError::TooLarge);
    }
    tokio::fs::read(path).await.map_err(|_| FetchError::File)
}

async fn from_network(back: &Back, url: &Url) -> Result<Vec<u8>, FetchError> {
    let request = back.get(url).ok_or(FetchError::Unreachable)?;
    let mut response = request.send().await.map_err(|_| FetchError::Unreachable)?;
    if response.status() != 200 {
        return Err(FetchError::Status(response.status().as_u16()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|_| FetchError::Unreachable)?
    {
        if bytes.len() + chunk.len() > LARGEST {
            return Err(FetchError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
