//! The brand of an operator: one file (TOML, `docs/brand.schema.json`) with name,
//! logos, colours, font, modules, form of address, languages, texts and help; read
//! and checked at the start of the gateway, and what it makes of the app.
//!
//! What every person can always do is never switched off: collecting, viewing all
//! that was received, removing, exporting, adjusting consent, and the log.

mod check;
mod colour;
mod dress;
mod fault;
mod file;
mod files;
mod je;
mod schema;
mod theme;
mod tokens;
mod wording;

pub use check::{Failing, Pair, check, pairs};
pub use colour::Colour;
pub use fault::Fault;
pub use file::FormOfAddress;
pub use files::Files;
pub use je::je;
pub use schema::schema;
pub use tokens::{Scheme, Tokens};
pub use wording::DEFAULT_NAME;

use file::File;
use files::Folder;
use inzage_api::{Defaults, Help, Module, Page};
use inzage_words::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What no brand can switch, by the word that a vendor might try.
const ALWAYS: [&str; 6] = [
    "ophalen",
    "dossier",
    "verwijderen",
    "exporteren",
    "toestemmingen",
    "logboek",
];
/// Languages that there are.
const LANGUAGES: [&str; 2] = ["nl", "en"];
/// `[defaults] theme`.
const THEMES: [&str; 3] = ["auto", "light", "dark"];
/// `[defaults] text`.
const SIZES_OF_TEXT: [&str; 3] = ["normal", "large", "larger"];
/// `[defaults] lock_minutes`.
const LOCKS: [u32; 6] = [2, 5, 10, 20, 30, 60];
/// Most providers that are pinned.
const PINNED: usize = 12;
/// Longest name of a brand, in characters: it stands in the tab and on a phone.
const NAME: usize = 40;

/// A brand, checked.
#[derive(Clone, Debug)]
pub struct Brand {
    /// What the app needs.
    pub app: inzage_api::Brand,
    /// The name of the app.
    pub name: String,
    /// `[medmij] client_id`.
    pub client_id: Option<String>,
    form: FormOfAddress,
    tokens: Tokens,
    own_font: bool,
    files: Files,
}

impl Brand {
    /// Reads the file of a brand with everything that it names.
    ///
    /// # Errors
    /// The first thing that is wrong, with its key: an unknown key, a value that
    /// cannot be, a file that is not there, a theme that is not readable.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let file = parse(path)?;
        let folder = Folder::of(path);
        let tokens = theme::tokens(&file.theme)?;
        theme::readable(&tokens)?;
        let mut files = folder.logos(&file.logos)?;
        if let Some(font) = &file.theme.font {
            files.extend(folder.font(font)?);
        }
        for (name, page) in &file.pages {
            files.extend(folder.page(name, page, &file.languages)?);
        }
        let sheet = theme::sheet(&file.theme, &tokens);
        files.insert(dress::SHEET.to_owned(), sheet.into_bytes());
        Ok(Self {
            app: app(&file)?,
            client_id: file.medmij.client_id.clone(),
            form: file.form_of_address,
            own_font: file.theme.font.is_some(),
            name: file.name,
            tokens,
            files,
        })
    }
}

/// What does not pass in the theme of the file of a brand.
///
/// # Errors
/// When the file cannot be read as one, or names colours that are none.
pub fn check_file(path: &Path) -> Result<Vec<Failing>, Fault> {
    Ok(check(&theme::tokens(&parse(path)?.theme)?))
}

fn parse(path: &Path) -> Result<File, Fault> {
    let at = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Fault::new(&at, error.to_string()))?;
    toml::from_str(&text).map_err(|error| Fault::new(&at, error.to_string()))
}

fn app(file: &File) -> Result<inzage_api::Brand, Fault> {
    name(&file.name)?;
    let languages = languages(file)?;
    Ok(inzage_api::Brand {
        off: off(&file.modules)?,
        defaults: defaults(&file.defaults)?,
        pinned: pinned(&file.providers.pinned)?,
        help: help(file)?,
        pages: pages(file)?,
        organisation: file.medmij.organisation.clone(),
        texts: texts(file, &languages)?,
        language: Some(language(file)?),
        languages: file.languages.clone(),
    })
}

fn name(name: &str) -> Result<(), Fault> {
    let long = name.chars().count() > NAME;
    let odd = name.chars().any(|c| c.is_control() || "<>{}\"".contains(c));
    if name.trim().is_empty() || long || odd {
        let why = format!("1 to {NAME} characters, without < > {{ }} and quotes");
        return Err(Fault::new("name", why));
    }
    Ok(())
}

fn languages(file: &File) -> Result<Vec<Lang>, Fault> {
    let known = |language: &String| match language.as_str() {
        "nl" => Ok(Lang::Nl),
        "en" => Ok(Lang::En),
        other => {
            let why = format!("{other:?} is not there; there are nl, en");
            Err(Fault::new("languages", why))
        }
    };
    let languages = file
        .languages
        .iter()
        .map(known)
        .collect::<Result<Vec<_>, _>>()?;
    let different: BTreeSet<&String> = file.languages.iter().collect();
    if languages.is_empty() || different.len() != languages.len() {
        return Err(Fault::new("languages", "at least one, and none twice"));
    }
    Ok(languages)
}

fn language(file: &File) -> Result<String, Fault> {
    let first = file.languages.first().cloned().unwrap_or_default();
    let language = file.language.clone().unwrap_or(first);
    if file.languages.contains(&language) {
        Ok(language)
    } else {
        Err(Fault::new("language", "not one of languages"))
    }
}

fn off(modules: &BTreeMap<String, bool>) -> Result<BTreeSet<Module>, Fault> {
    let mut off = BTreeSet::new();
    for (name, on) in modules {
        let key = format!("modules.{name}");
        if ALWAYS.contains(&name.as_str()) {
            let why = "what every person can always do cannot be switched";
            return Err(Fault::new(key, why));
        }
        let Some((_, module)) = Module::ALL.iter().find(|(known, _)| known == name) else {
            let names = Module::ALL.map(|(name, _)| name).join(", ");
            return Err(Fault::new(
                key,
                format!("no such module; there are {names}"),
            ));
        };
        if !on {
            off.insert(*module);
        }
    }
    Ok(off)
}

fn defaults(raw: &file::Defaults) -> Result<Defaults, Fault> {
    let one_of = |key: &str, value: &Option<String>, known: [&str; 3]| match value {
        Some(value) if !known.contains(&value.as_str()) => {
            Err(Fault::new(key, format!("not one of {}", known.join(", "))))
        }
        _ => Ok(()),
    };
    one_of("defaults.theme", &raw.theme, THEMES)?;
    one_of("defaults.text", &raw.text, SIZES_OF_TEXT)?;
    if raw
        .lock_minutes
        .is_some_and(|chosen| !LOCKS.contains(&chosen))
    {
        let why = "not one of 2, 5, 10, 20, 30, 60";
        return Err(Fault::new("defaults.lock_minutes", why));
    }
    Ok(Defaults {
        theme: raw.theme.clone(),
        text: raw.text.clone(),
        lock_minutes: raw.lock_minutes,
    })
}

fn pinned(names: &[String]) -> Result<Vec<String>, Fault> {
    let wrong = |name: &&String| !name.ends_with("@medmij") || name.contains(char::is_whitespace);
    if let Some(name) = names.iter().find(wrong) {
        let why = format!("{name:?} is not a name like huisarts@medmij");
        return Err(Fault::new("providers.pinned", why));
    }
    if names.len() > PINNED {
        return Err(Fault::new("providers.pinned", format!("at most {PINNED}")));
    }
    Ok(names.to_vec())
}

fn help(file: &File) -> Result<Help, Fault> {
    let raw = &file.help;
    let dialled = |c: char| c.is_ascii_digit() || " -+()".contains(c);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let bad = |key: &str, why: &str| Err(Fault::new(key, why));
    match raw.phone.as_deref() {
        Some(phone) if !phone.chars().all(dialled) || !(3..=15).contains(&digits(phone)) => {
            return bad("help.phone", "not a telephone number");
        }
        _ => {}
    }
    if raw.mail.as_deref().is_some_and(|mail| !is_mail(mail)) {
        return bad("help.mail", "not a mail address");
    }
    if raw.web.as_deref().is_some_and(|web| !is_web(web)) {
        return bad("help.web", "not an https address");
    }
    if !raw.hours.is_empty() {
        complete("help.hours", &raw.hours, &file.languages)?;
    }
    Ok(Help {
        phone: raw.phone.clone(),
        hours: raw.hours.clone(),
        mail: raw.mail.clone(),
        web: raw.web.clone(),
    })
}

fn is_mail(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.contains([' ', '<', '>', '"', '?', '&']);
    text.split_once('@')
        .is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

fn is_web(text: &str) -> bool {
    text.strip_prefix("https://")
        .is_some_and(|rest| rest.contains('.') && !rest.contains([' ', '"', '<', '>']))
}

/// A text in every language that is offered, and in no other.
fn complete(key: &str, texts: &file::Texts, languages: &[String]) -> Result<(), Fault> {
    for language in languages {
        if texts
            .get(language)
            .is_none_or(|text| text.trim().is_empty())
        {
            return Err(Fault::new(format!("{key}.{language}"), "is missing"));
        }
    }
    match texts.keys().find(|language| !languages.contains(language)) {
        Some(language) => Err(Fault::new(
            format!("{key}.{language}"),
            "not one of languages",
        )),
        None => Ok(()),
    }
}

fn pages(file: &File) -> Result<Vec<Page>, Fault> {
    let mut pages = Vec::new();
    for (name, page) in &file.pages {
        let key = format!("pages.{name}");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !name.chars().all(plain) || name.len() > 32 {
            return Err(Fault::new(
                key,
                "small letters, digits and hyphens only, at most 32",
            ));
        }
        complete(&format!("{key}.title"), &page.title, &file.languages)?;
        complete(&format!("{key}.file"), &page.file, &file.languages)?;
        let at = |language: &String| {
            (
                language.clone(),
                format!("/{}", files::page_path(name, language)),
            )
        };
        pages.push(Page {
            name: name.clone(),
            title: page.title.clone(),
            file: file.languages.iter().map(at).collect(),
        });
    }
    Ok(pages)
}

fn texts(
    file: &File,
    languages: &[Lang],
) -> Result<BTreeMap<String, BTreeMap<String, String>>, Fault> {
    for (language, own) in &file.texts {
        let at = file.languages.iter().position(|known| known == language);
        let Some(lang) = at.and_then(|at| languages.get(at)) else {
            return Err(Fault::new(
                format!("texts.{language}"),
                "not one of languages",
            ));
        };
        for (name, text) in own {
            if let Some(why) = wording::refused(*lang, name, text) {
                return Err(Fault::new(format!("texts.{language}.{name}"), why));
            }
        }
    }
    let none = BTreeMap::new();
    let each = file.languages.iter().zip(languages);
    Ok(each
        .map(|(language, lang)| {
            let own = file.texts.get(language).unwrap_or(&none);
            let texts = wording::wording(*lang, &file.name, file.form_of_address, own);
            (language.clone(), texts)
        })
        .collect())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
