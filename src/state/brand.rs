//! The brand of the operator (`docs/vendors.md`): what the page was told of it. Its
//! colours and logos are files that the page loads by itself.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use inzage_api::{BRAND_META, Brand, PerLanguage};
use inzage_zib::view::Lang;

use super::words::Trouble;
use crate::platform::{self, http};
use crate::route::Route;
use crate::state::look::{lang_code, use_lang_code, use_texts};
use crate::texts;

static BRAND: OnceLock<Brand> = OnceLock::new();

/// The brand; without one everything is as in Inzage. The first call, before any text
/// is asked for, also words the texts.
pub fn brand() -> &'static Brand {
    BRAND.get_or_init(|| {
        // What a gateway of another version says otherwise is left out as a whole.
        let told = platform::meta(BRAND_META)
            .and_then(|told| serde_json::from_str::<Brand>(&told).ok())
            .unwrap_or_default();
        texts::set_wording(told.texts.clone());
        told
    })
}

/// Whether there is a brand, with a sign of its own.
pub fn has_own_sign() -> bool {
    !brand().languages.is_empty()
}

/// The texts of the engine that differ, of all languages.
pub fn wording() -> BTreeMap<String, String> {
    let texts = brand().texts.values().flatten();
    texts
        .map(|(key, text)| (key.clone(), text.clone()))
        .collect()
}

/// Whether a way leads to a screen: not to one of a module that is off. To what is left
/// of such a module see [`Left`](super::left::Left).
pub fn shows(route: &Route) -> bool {
    route
        .module()
        .is_none_or(|module| !brand().off.contains(&module))
}

/// Whether there is a screen at an address.
pub fn has(route: &Route) -> bool {
    shows(route) || route.stays()
}

/// The languages that are offered.
pub fn languages() -> Vec<Lang> {
    let offered = &brand().languages;
    let is_offered =
        |lang: &Lang| offered.is_empty() || offered.iter().any(|code| code == lang_code(*lang));
    [Lang::Nl, Lang::En]
        .into_iter()
        .filter(is_offered)
        .collect()
}

/// A telephone number as an address.
pub fn dialled(phone: &str) -> String {
    let digit = |c: &char| c.is_ascii_digit() || *c == '+';
    format!("tel:{}", phone.chars().filter(digit).collect::<String>())
}

/// A text of the operator in the language now.
pub fn said(texts: &PerLanguage) -> Option<&str> {
    texts.get(use_lang_code()).map(String::as_str)
}

/// The text of a page of the operator.
///
/// # Errors
/// When it cannot be fetched.
pub async fn page(address: &str) -> Result<String, Trouble> {
    Ok(http::file(address).await?)
}

/// A name for a file that is saved, such as `inzage-logboek`: the name of the app in
/// small letters and digits, and what the file is.
pub fn file_name(what: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let app = use_texts().common.app.to_lowercase();
    format!("{}-{what}", app.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Ways to the screens of a module, and the folders that are the module itself.
    const WAYS: [(&str, &[&str]); 9] = [
        ("Route::Measure(", &["pages/measurements"]),
        ("Route::Medication", &["pages/medication"]),
        ("Route::Timeline", &[]),
        ("Route::Network", &[]),
        ("Route::Discuss", &[]),
        ("Route::Ask(Ask::New", &["pages/requests"]),
        ("Route::Ask(Ask::About", &["pages/requests"]),
        ("Route::Ask(Ask::Rights", &["pages/requests"]),
        ("Route::Links(Links::New", &["pages/links"]),
    ];
    /// What asks whether a module is there.
    const ASKS: [&str; 3] = ["shows(", "leads_to(", "makes("];
    /// The screens themselves, their titles, and a return from a login that was begun.
    const NOT_WAYS: [&str; 3] = ["app.rs", "late.rs", "pages/collect/mod.rs"];

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
    }

    /// A file that leads to a screen of a module asks whether the module is there. Which
    /// of its ways it asks for is for `end2end/tests/brand-modules.spec.js` to see.
    #[test]
    fn who_leads_to_a_module_asks_whether_it_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        sources(&root.join("pages"), &mut files);
        sources(&root.join("components"), &mut files);
        files.push(root.join("app.rs"));
        let mut led = 0;
        for path in files {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            let text = fs::read_to_string(&path).unwrap();
            // A reading of one's own stays.
            let text = text.replace("Route::Measure(Measure::Reading(", "");
            let leads = WAYS.iter().any(|(way, own)| {
                text.contains(way) && !own.iter().any(|folder| name.starts_with(folder))
            });
            if leads && !NOT_WAYS.contains(&name) {
                led += 1;
                assert!(ASKS.iter().any(|asks| text.contains(asks)), "{name}");
            }
        }
        assert!(led > 5, "{led} files lead to a module");
    }
}
