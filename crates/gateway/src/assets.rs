//! The app as files, in memory: read once at start, compressed in the
//! background, served with the right caching.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Files smaller than this are not worth compressing.
const SMALLEST: usize = 512;
/// Brotli quality for what is compressed at start; a build can lay better
/// `.br` files beside its files.
const QUALITY: u32 = 9;
/// Brotli window (log2).
const WINDOW: u32 = 22;

/// All files of the app, by path without a leading slash.
pub(crate) struct Assets {
    files: Arc<BTreeMap<String, File>>,
    script_hashes: Vec<String>,
}

#[derive(Clone)]
struct File {
    bytes: Bytes,
    brotli: OnceLock<Bytes>,
    kind: &'static str,
    etag: String,
    immutable: bool,
}

impl Assets {
    /// Reads a folder with a built app.
    ///
    /// # Errors
    /// When a file cannot be read, or there is no `index.html`.
    pub(crate) fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        collect(folder, "", &mut files)?;
        Self::new(files)
    }

    /// The app that is carried inside the binary.
    #[cfg(feature = "embed")]
    pub(crate) fn embedded() -> io::Result<Self> {
        static DIST: include_dir::Dir<'static> =
            include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../dist");
        let mut files = BTreeMap::new();
        let mut folders = vec![&DIST];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.insert(path, Bytes::from_static(file.contents()));
            }
        }
        Self::new(files)
    }

    fn new(mut raw: BTreeMap<String, Bytes>) -> io::Result<Self> {
        let index = raw
            .get("index.html")
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no index.html in it"))?;
        let script_hashes = inline_scripts(&String::from_utf8_lossy(index))
            .into_iter()
            .map(|script| STANDARD.encode(Sha256::digest(script)))
            .collect();
        let compressed: Vec<String> = raw
            .keys()
            .filter(|path| {
                path.strip_suffix(".br")
                    .is_some_and(|path| raw.contains_key(path))
            })
            .cloned()
            .collect();
        let mut brotli: BTreeMap<String, Bytes> = compressed
            .into_iter()
            .filter_map(|path| Some((path.strip_suffix(".br")?.to_owned(), raw.remove(&path)?)))
            .collect();
        let files = raw
            .into_iter()
            .map(|(path, bytes)| {
                let file = File::new(&path, bytes, brotli.remove(&path));
                (path, file)
            })
            .collect();
        Ok(Self {
            files: Arc::new(files),
            script_hashes,
        })
    }

    /// The same with one file in place of the built one.
    pub(crate) fn with_file(self, path: &str, bytes: Bytes) -> Self {
        let Self {
            files,
            script_hashes,
        } = self;
        let mut files = Arc::unwrap_or_clone(files);
        files.insert(path.to_owned(), File::new(path, bytes, None));
        Self {
            files: Arc::new(files),
            script_hashes,
        }
    }

    /// A file as text; none when there is no such file, or it is no text.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let file = self.files.get(path)?;
        String::from_utf8(file.bytes.to_vec()).ok()
    }

    /// Compresses what is not compressed yet; takes a while.
    pub(crate) fn compress(&self) -> impl FnOnce() + Send + 'static {
        let files = Arc::clone(&self.files);
        move || {
            for file in files.values() {
                file.compress();
            }
        }
    }

    /// SHA-256 (base64) of each inline script of `index.html`.
    pub(crate) fn script_hashes(&self) -> &[String] {
        &self.script_hashes
    }

    /// The file at this path; the page itself for a path that is no file; `None`
    /// for a missing file.
    pub(crate) fn serve(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Option<Response> {
        let path = path.trim_start_matches('/');
        let decoded = percent_encoding::percent_decode_str(path)
            .decode_utf8()
            .ok()?;
        let file = self.files.get(decoded.as_ref()).or_else(|| {
            let last = decoded.rsplit('/').next().unwrap_or_default();
            (!last.contains('.'))
                .then(|| self.files.get("index.html"))
                .flatten()
        })?;
        Some(file.answer(method, headers))
    }
}

impl File {
    fn new(path: &str, bytes: Bytes, brotli: Option<Bytes>) -> Self {
        let digest: Vec<u8> = Sha256::digest(&bytes).into_iter().take(12).collect();
        Self {
            kind: content_type(path),
            etag: format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest)),
            immutable: is_hashed(path),
            brotli: brotli.map(OnceLock::from).unwrap_or_default(),
            bytes,
        }
    }

    fn compress(&self) {
        if self.bytes.len() < SMALLEST || !is_text(self.kind) || self.brotli.get().is_some() {
            return;
        }
        let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, QUALITY, WINDOW);
        if writer.write_all(&self.bytes).is_ok() && writer.flush().is_ok() {
            let compressed = writer.into_inner();
            if compressed.len() < self.bytes.len() {
                // Set once; a second compressor made the same.
                let _ = self.brotli.set(Bytes::from(compressed));
            }
        }
    }

    fn answer(&self, method: &Method, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let fresh = asked
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|tags| {
                tags.split(',')
                    .any(|tag| tag.trim().trim_start_matches("W/") == self.etag)
            });
        let brotli = self.brotli.get().filter(|_| takes_brotli(asked));
        let body = brotli.unwrap_or(&self.bytes);
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if method != Method::HEAD {
            *response.body_mut() = Body::from(body.clone());
        }
        let headers = response.headers_mut();
        let caching = if self.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        if !fresh {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
            if brotli.is_some() {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            }
        }
        response
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Bytes>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if !name.starts_with('.') {
            files.insert(path, Bytes::from(std::fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// Whether a browser takes brotli (`br` without `q=0`).
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    accepted.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        parts.next() == Some("br") && !parts.any(|q| q == "q=0" || q.starts_with("q=0.0"))
    })
}

/// A name with the hash of its content in it (`…-0123456789abcdef.js`): the
/// content can never change.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['.', '_']).any(|part| {
        part.rsplit_once('-').is_some_and(|(_, hash)| {
            hash.len() == 16 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        })
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

fn is_text(kind: &str) -> bool {
    !(kind.starts_with("image/") && kind != "image/svg+xml")
        && kind != "font/woff2"
        && kind != "application/pdf"
}

/// The content of each script that stands in the page itself.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once("</script>") else {
            break;
        };
        let is_elsewhere = attributes.split_whitespace().any(|a| a.starts_with("src="));
        if !is_elsewhere && !content.is_empty() {
            scripts.push(content);
        }
        rest = after;
    }
    scripts
}

#[cfg(test)]
#[path = "assets_tests.rs"]
mod tests;
