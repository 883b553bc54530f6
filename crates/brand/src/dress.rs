//! The files of the app in a brand: its page, its manifest, its service worker.

use crate::je::je;
use crate::tokens::{Scheme, Tokens};
use crate::wording::named;
use crate::{Brand, Files, FormOfAddress};
use inzage_api::BRAND_META;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The style sheet of the brand; empty in the app as it is built.
pub(crate) const SHEET: &str = "brand.css";
/// The font that the page of the app fetches at once.
const DEFAULT_FONT: &str = "/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2";
/// Sentences that stand in the page and the manifest themselves.
const SENTENCES: [&str; 2] = [
    "Uw medische gegevens, bij elkaar en van u.",
    "Zet JavaScript aan in uw browser en ververs de pagina.",
];
/// How the service worker begins to say what the build holds.
const BUILD: &str = "const BUILD = ";

impl Brand {
    /// The files that take the place of those of the built app, or come beside them,
    /// by path without a leading slash. `built` gives a file as it was built.
    pub fn files(&self, built: impl Fn(&str) -> Option<String>) -> Files {
        let mut files = self.files.clone();
        if let Some(page) = built("index.html") {
            files.insert("index.html".to_owned(), self.page(&page).into_bytes());
        }
        if let Some(manifest) = built("manifest.webmanifest") {
            let dressed = self.manifest(&manifest).unwrap_or(manifest);
            files.insert("manifest.webmanifest".to_owned(), dressed.into_bytes());
        }
        if let Some(worker) = built("sw.js") {
            let dressed = service_worker(&worker, &files).unwrap_or(worker);
            files.insert("sw.js".to_owned(), dressed.into_bytes());
        }
        files
    }

    fn page(&self, page: &str) -> String {
        let mut page = self.sentences(page);
        let ground = |tokens: &Tokens, scheme| tokens.colour(scheme, "ground");
        for scheme in Scheme::ALL {
            let before = ground(&Tokens::defaults(), scheme);
            if let (Some(before), Some(now)) = (before, ground(&self.tokens, scheme)) {
                page = page.replace(&before.to_string(), &now.to_string());
            }
        }
        if self.own_font {
            page = page.replace(DEFAULT_FONT, &format!("/{}", crate::theme::FONT));
        }
        let page = named(&page, &escaped(&self.name));
        let told = serde_json::to_string(&self.app).unwrap_or_default();
        with_meta(&page, BRAND_META, &told)
    }

    fn sentences(&self, text: &str) -> String {
        match self.form {
            FormOfAddress::U => text.to_owned(),
            FormOfAddress::Je => SENTENCES.iter().fold(text.to_owned(), |text, sentence| {
                text.replace(sentence, &je(sentence))
            }),
        }
    }

    fn manifest(&self, manifest: &str) -> Option<String> {
        let mut manifest: Value = serde_json::from_str(&self.sentences(manifest)).ok()?;
        let fields = manifest.as_object_mut()?;
        let mut set = |key: &str, value: String| fields.insert(key.to_owned(), value.into());
        set("name", self.name.clone());
        set("short_name", self.name.clone());
        if let Some(language) = &self.app.language {
            set("lang", language.clone());
        }
        for (key, token) in [("background_color", "ground"), ("theme_color", "action")] {
            if let Some(colour) = self.tokens.colour(Scheme::Light, token) {
                set(key, colour.to_string());
            }
        }
        serde_json::to_string_pretty(&manifest).ok()
    }
}

/// A page with the content of one of its `<meta>` elements, however it was minified.
fn with_meta(page: &str, name: &str, content: &str) -> String {
    let is_it = |element: &str| element.starts_with("meta ") && element.contains(name);
    let elements = page
        .split('<')
        .map(|element| match element.split_once('>') {
            Some((_, after)) if is_it(element) => {
                format!(
                    "meta name=\"{name}\" content=\"{}\">{after}",
                    escaped(content)
                )
            }
            _ => element.to_owned(),
        });
    elements.collect::<Vec<_>>().join("<")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The service worker of this brand: a version of its own, so that another brand, or
/// a change of this one, comes to a device as a whole; and the files it adds.
fn service_worker(worker: &str, files: &Files) -> Option<String> {
    let (before, rest) = worker.split_once(BUILD)?;
    let (build, after) = rest.split_once(";\n")?;
    let mut build: Value = serde_json::from_str(build).ok()?;
    let version = format!("{}-{}", build.get("version")?.as_str()?, hash(files));
    build
        .as_object_mut()?
        .insert("version".to_owned(), version.into());
    let known = build.get("now")?.as_array()?.clone();
    let now = build.get_mut("now")?.as_array_mut()?;
    let added = files.keys().map(|path| Value::from(format!("/{path}")));
    let own = ["/index.html", "/sw.js"].map(Value::from);
    now.extend(added.filter(|path| !known.contains(path) && !own.contains(path)));
    Some(format!("{before}{BUILD}{build};\n{after}"))
}

fn hash(files: &Files) -> String {
    let mut hasher = Sha256::new();
    for (path, bytes) in files {
        hasher.update(path);
        hasher.update([0]);
        hasher.update(bytes);
    }
    let digest = hasher.finalize();
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
