//! The texts of the app in the words of a brand: its name, its form of address, and
//! the sentences it wrote itself. Every text is named by what it says without a
//! brand, so that the app needs no list of names.

use crate::file::FormOfAddress;
use crate::je::je;
use inzage_words::Lang;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The name of the app without a brand.
pub const DEFAULT_NAME: &str = "Inzage";
/// Groups of texts that a brand can write itself.
pub(crate) const OWN_GROUPS: [&str; 2] = ["welcome", "help"];

type Catalogue = BTreeMap<String, Vec<String>>;

static DUTCH: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue(include_str!("../../../locales/nl.json")));
static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue(include_str!("../../../locales/en.json")));

/// Texts of the screens by name (`group.key`); two forms where they are counted.
fn of(lang: Lang) -> &'static Catalogue {
    match lang {
        Lang::Nl => &DUTCH,
        Lang::En => &ENGLISH,
    }
}

fn catalogue(json: &str) -> Catalogue {
    // Without a fault: the build of the app reads the same file.
    let groups: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_str(json).unwrap_or_default();
    let mut texts = Catalogue::new();
    for (group, keys) in groups {
        for (key, value) in keys {
            let forms = match value {
                Value::String(text) => vec![text],
                Value::Object(forms) => forms.values().filter_map(text).collect(),
                _ => Vec::new(),
            };
            texts.insert(format!("{group}.{key}"), forms);
        }
    }
    texts
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The names between braces in a text.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// The names of the texts that a brand can write; those that are counted are not.
pub(crate) fn own_names() -> impl Iterator<Item = &'static str> {
    let own = |name: &&String| {
        let group = name.split('.').next();
        group.is_some_and(|group| OWN_GROUPS.contains(&group))
    };
    let single = DUTCH.iter().filter(|(_, forms)| forms.len() == 1);
    single.map(|(name, _)| name).filter(own).map(String::as_str)
}

/// Why a brand cannot write this text; none when it can.
pub(crate) fn refused(lang: Lang, name: &str, own: &str) -> Option<String> {
    let group = name.split('.').next().unwrap_or_default();
    if !OWN_GROUPS.contains(&group) {
        let groups = OWN_GROUPS.join(", ");
        return Some(format!(
            "not a text that a brand writes; those are of {groups}"
        ));
    }
    let Some([default]) = of(lang).get(name).map(Vec::as_slice) else {
        return Some("no such text".to_owned());
    };
    if own.trim().is_empty() {
        return Some("is empty".to_owned());
    }
    let (needs, has) = (placeholders(default), placeholders(own));
    (needs != has).then(|| format!("has the places {has:?}, needs {needs:?}"))
}

/// What each text that differs becomes, by what it says without a brand.
pub(crate) fn wording(
    lang: Lang,
    name: &str,
    form: FormOfAddress,
    own: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let worded = |text: &str| {
        let addressed = match (lang, form) {
            (Lang::Nl, FormOfAddress::Je) => je(text),
            _ => text.to_owned(),
        };
        named(&addressed, name)
    };
    let screens = of(lang).values().flatten().map(String::as_str);
    let mut texts: BTreeMap<String, String> = screens
        .chain(inzage_words::sentences(lang))
        .map(|text| (text.to_owned(), worded(text)))
        .filter(|(before, after)| before != after)
        .collect();
    for (key, own) in own {
        for text in of(lang).get(key).into_iter().flatten() {
            texts.insert(text.clone(), own.clone());
        }
    }
    texts
}

/// A text with the name of the brand for that of the default, where it is a word.
pub(crate) fn named(text: &str, name: &str) -> String {
    text.replace(DEFAULT_NAME, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lang: Lang) -> Vec<String> {
        let screens = of(lang).values().flatten().cloned();
        screens
            .chain(inzage_words::sentences(lang).map(str::to_owned))
            .collect()
    }

    #[test]
    fn nothing_says_the_default_name_or_the_other_form() {
        let texts = wording(Lang::Nl, "Zorgmap", FormOfAddress::Je, &BTreeMap::new());
        for text in all(Lang::Nl) {
            let shown = texts.get(&text).unwrap_or(&text);
            assert!(!shown.contains(DEFAULT_NAME), "{shown}");
            assert_eq!(placeholders(shown), placeholders(&text), "{shown}");
            let words = shown.split(|c: char| !c.is_alphabetic());
            let formal = words.filter(|word| ["u", "U", "uw", "Uw", "uzelf"].contains(word));
            assert_eq!(formal.count(), 0, "{shown}");
        }
    }

    #[test]
    fn a_brand_without_differences_changes_nothing() {
        for lang in [Lang::Nl, Lang::En] {
            let texts = wording(lang, DEFAULT_NAME, FormOfAddress::U, &BTreeMap::new());
            assert_eq!(texts, BTreeMap::new());
        }
    }

    #[test]
    fn own_sentences_take_the_place_of_those_of_the_app() {
        let own = BTreeMap::from([("welcome.title".to_owned(), "Welkom bij ons".to_owned())]);
        let texts = wording(Lang::Nl, DEFAULT_NAME, FormOfAddress::U, &own);
        let title = &of(Lang::Nl)["welcome.title"][0];
        assert_eq!(texts[title], "Welkom bij ons");
    }

    #[test]
    fn what_a_brand_may_not_write_is_refused_with_the_reason() {
        let why = |name: &str, own: &str| refused(Lang::Nl, name, own).unwrap_or_default();
        assert!(why("trouble.locked", "x").starts_with("not a text"));
        assert_eq!(why("welcome.nothing", "x"), "no such text");
        assert_eq!(why("welcome.title", " "), "is empty");
        assert!(why("welcome.title", "Dag {name}").contains("name"));
        assert_eq!(why("welcome.title", "Dag"), "");
    }
}
