//! The texts of the screens: every language has every text, none is empty, and
//! none stands there unused.

use super::Verdict;
use crate::paths;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// The source, and the languages that must follow it.
const SOURCE: &str = "nl";
const OTHERS: [&str; 1] = ["en"];

/// Looks for missing, empty and unused texts.
pub(crate) fn check() -> Result<Verdict> {
    let source = read(SOURCE)?;
    let mut findings = empty(SOURCE, &source);
    for language in OTHERS {
        let texts = read(language)?;
        findings.extend(missing(&source, language, &texts));
        findings.extend(missing(&texts, SOURCE, &source));
        findings.extend(empty(language, &texts));
    }
    let mut code = String::new();
    for file in paths::sources(&paths::root().join("src"))? {
        if file.extension().is_some_and(|kind| kind == "rs") {
            code.push_str(&fs::read_to_string(file)?);
        }
    }
    findings.extend(unused(&source, &code));
    Ok(Verdict::of(
        &findings,
        format!("{} texts in {} languages", source.len(), OTHERS.len() + 1),
    ))
}

fn read(language: &str) -> Result<BTreeMap<String, String>> {
    let path = paths::root()
        .join("locales")
        .join(format!("{language}.json"));
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut texts = BTreeMap::new();
    flatten("", &serde_json::from_str(&text)?, &mut texts);
    Ok(texts)
}

/// `{"a": {"b": "text"}}` as `a.b` = `text`.
fn flatten(prefix: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let name = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                flatten(&name, value, texts);
            }
        }
        Value::String(text) => {
            texts.insert(prefix.to_owned(), text.clone());
        }
        other => {
            texts.insert(prefix.to_owned(), other.to_string());
        }
    }
}

fn missing(
    from: &BTreeMap<String, String>,
    language: &str,
    texts: &BTreeMap<String, String>,
) -> Vec<String> {
    let absent = from.keys().filter(|key| !texts.contains_key(*key));
    absent
        .map(|key| format!("{language} has no `{key}`"))
        .collect()
}

fn empty(language: &str, texts: &BTreeMap<String, String>) -> Vec<String> {
    let blank = texts.iter().filter(|(_, text)| text.trim().is_empty());
    blank
        .map(|(key, _)| format!("{language}: `{key}` is empty"))
        .collect()
}

/// Texts whose group and key no code names as `group.key` or `.key`.
fn unused(texts: &BTreeMap<String, String>, code: &str) -> Vec<String> {
    let named = |key: &str| {
        code.match_indices(&format!(".{key}")).any(|(at, found)| {
            let after = code
                .get(at + found.len()..)
                .and_then(|rest| rest.chars().next());
            !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    };
    texts
        .keys()
        .filter(|path| {
            let parts: Vec<&str> = path.split('.').collect();
            // A counted text has its forms below its key.
            let ([.., key, "one" | "other"] | [.., key]) = parts.as_slice() else {
                return false;
            };
            !named(key)
        })
        .map(|path| format!("`{path}` is used nowhere"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(value: &Value) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        flatten("", value, &mut texts);
        texts
    }

    #[test]
    fn missing_and_empty_texts_are_found() {
        let dutch = texts(&serde_json::json!({"welcome": {"title": "Welkom", "start": "Begin"}}));
        let english = texts(&serde_json::json!({"welcome": {"title": " "}}));
        assert_eq!(
            missing(&dutch, "en", &english),
            ["en has no `welcome.start`"]
        );
        assert_eq!(empty("en", &english), ["en: `welcome.title` is empty"]);
    }

    #[test]
    fn unused_texts_are_found() {
        let dutch = texts(&serde_json::json!({
            "a": {"title": "x", "title_long": "y", "rows": {"one": "1", "other": "n"}}
        }));
        let code = "t.a.title_long; t.a.rows(3)";
        assert_eq!(unused(&dutch, code), ["`a.title` is used nowhere"]);
    }
}
