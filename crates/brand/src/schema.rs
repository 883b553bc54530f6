//! The JSON schema of the file, as closed as the gateway is: an editor that checks with
//! it refuses the modules, tokens, languages and texts that the gateway refuses. The
//! names come from where the gateway has them.

use crate::check::SIZES;
use crate::file::File;
use crate::tokens::Tokens;
use crate::{LANGUAGES, LOCKS, NAME, PINNED, SIZES_OF_TEXT, THEMES, wording};
use inzage_api::Module;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// The JSON schema of the file, as published in `docs/brand.schema.json`.
pub fn schema() -> String {
    let schema = schemars::schema_for!(File);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn of(value: Value) -> Schema {
    match value {
        Value::Object(members) => Schema::from(members),
        _ => Schema::default(),
    }
}

/// An object with these members and no other, each of one form.
fn closed<'a>(names: impl IntoIterator<Item = &'a str>, form: &Value) -> Schema {
    let members: Map<String, Value> = names
        .into_iter()
        .map(|name| (name.to_owned(), form.clone()))
        .collect();
    of(json!({"type": "object", "properties": members, "additionalProperties": false}))
}

pub(crate) fn name(_: &mut SchemaGenerator) -> Schema {
    of(json!({"type": "string", "minLength": 1, "maxLength": NAME}))
}

pub(crate) fn languages(_: &mut SchemaGenerator) -> Schema {
    let item = json!({"type": "string", "enum": LANGUAGES});
    of(json!({"type": "array", "items": item, "minItems": 1, "uniqueItems": true}))
}

pub(crate) fn language(_: &mut SchemaGenerator) -> Schema {
    of(json!({"type": "string", "enum": LANGUAGES}))
}

/// A text per language.
pub(crate) fn texts(_: &mut SchemaGenerator) -> Schema {
    closed(LANGUAGES, &json!({"type": "string", "minLength": 1}))
}

pub(crate) fn modules(_: &mut SchemaGenerator) -> Schema {
    let names = Module::ALL.map(|(name, _)| name);
    closed(names, &json!({"type": "boolean"}))
}

/// The texts that a brand writes, per language.
pub(crate) fn own_texts(_: &mut SchemaGenerator) -> Schema {
    let names = wording::own_names();
    let one = closed(names, &json!({"type": "string", "minLength": 1}));
    closed(LANGUAGES, one.as_value())
}

fn colour() -> Value {
    json!({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})
}

pub(crate) fn brand_colours(_: &mut SchemaGenerator) -> Schema {
    let tokens = Tokens::defaults();
    let names = tokens.of_a_brand();
    let names: Vec<&str> = names.filter_map(|it| it.strip_prefix("brand-")).collect();
    closed(names, &colour())
}

pub(crate) fn colours(_: &mut SchemaGenerator) -> Schema {
    let tokens = Tokens::defaults();
    let names: Vec<&str> = tokens.of_meaning().collect();
    closed(names, &colour())
}

pub(crate) fn sizes(_: &mut SchemaGenerator) -> Schema {
    let size = json!({"type": "string", "pattern": "^[0-9]*\\.?[0-9]+rem$"});
    closed(SIZES.map(|(name, _)| name), &size)
}

pub(crate) fn theme(_: &mut SchemaGenerator) -> Schema {
    of(json!({"type": "string", "enum": THEMES}))
}

pub(crate) fn text_size(_: &mut SchemaGenerator) -> Schema {
    of(json!({"type": "string", "enum": SIZES_OF_TEXT}))
}

pub(crate) fn lock(_: &mut SchemaGenerator) -> Schema {
    of(json!({"type": "integer", "enum": LOCKS}))
}

pub(crate) fn pinned(_: &mut SchemaGenerator) -> Schema {
    let name = json!({"type": "string", "pattern": "^\\S*@medmij$"});
    of(json!({"type": "array", "items": name, "maxItems": PINNED}))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the schema says of a part of the file.
    fn part(keys: &[&str]) -> Value {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        let resolve = |value: &Value| match value.get("$ref").and_then(Value::as_str) {
            Some(to) => schema.pointer(to.trim_start_matches('#')).unwrap().clone(),
            None => value.clone(),
        };
        keys.iter().fold(resolve(&schema), |at, key| {
            let below = at.pointer(&format!("/properties/{key}"));
            resolve(below.unwrap_or_else(|| panic!("{key} in {at}")))
        })
    }

    /// Whether the schema has a member of this name there.
    fn has(keys: &[&str], name: &str) -> bool {
        let part = part(keys);
        let named = part["properties"].get(name).is_some();
        named || part["additionalProperties"] != json!(false)
    }

    fn gateway_takes(more: &str) -> bool {
        crate::tests::read(&format!("{}{more}", crate::tests::SMALL)).is_ok()
    }

    #[test]
    fn the_schema_and_the_gateway_know_the_same_modules() {
        for (name, _) in Module::ALL {
            assert!(has(&["modules"], name), "{name}");
            assert!(gateway_takes(&format!("[modules]\n{name} = false\n")));
        }
        for name in crate::ALWAYS.into_iter().chain(["routeplanner"]) {
            assert!(!has(&["modules"], name), "{name}");
            assert!(!gateway_takes(&format!("[modules]\n{name} = true\n")));
        }
    }

    #[test]
    fn the_schema_and_the_gateway_know_the_same_tokens() {
        let defaults = Tokens::defaults();
        let (scheme, value) = (crate::Scheme::Light, "#0b4a4f");
        for table in ["brand", "light", "dark", "sizes"] {
            let keys = ["theme", table];
            let known = part(&keys)["properties"].as_object().unwrap().clone();
            assert!(known.len() > 4, "{table}");
            for name in known.keys() {
                // As it is by default, so that it can be read.
                let token = if table == "brand" { "brand-" } else { "" };
                let is = defaults.value(scheme, &format!("{token}{name}")).unwrap();
                let is = match is.strip_prefix("var(--") {
                    Some(_) => defaults.colour(scheme, name).unwrap().to_string(),
                    None => is.to_owned(),
                };
                let file = format!("[theme.{table}]\n{name} = \"{is}\"\n");
                let said = crate::tests::read(&format!("{}{file}", crate::tests::SMALL));
                // A colour of the light is not for the dark, and may be refused as such.
                let known = said.map_or_else(|fault| fault.to_string(), |_| String::new());
                assert!(!known.contains("no such token"), "{known}");
            }
            for unknown in ["button", "brand-deep"] {
                assert!(!has(&keys, unknown), "{table} {unknown}");
                let file = format!("[theme.{table}]\n{unknown} = \"{value}\"\n");
                assert!(!gateway_takes(&file), "{table} {unknown}");
            }
        }
    }

    #[test]
    fn the_schema_and_the_gateway_know_the_same_languages_and_texts() {
        let languages = part(&["languages"])["items"]["enum"].clone();
        assert_eq!(languages, json!(LANGUAGES));
        assert_eq!(part(&["language"])["enum"], languages);
        let before = |line: &str| crate::tests::read(&format!("{line}\n{}", crate::tests::SMALL));
        for language in LANGUAGES {
            assert!(before(&format!("languages = [\"{language}\"]")).is_ok());
        }
        assert!(before("languages = [\"nl\", \"de\"]").is_err());
        assert!(before("language = \"de\"").is_err());
        for keys in [&["texts"][..], &["help", "hours"]] {
            assert!(has(keys, "nl") && !has(keys, "de"), "{keys:?}");
        }
        assert!(!gateway_takes("[texts.de]\n\"welcome.lead\" = \"Hallo\"\n"));
        assert!(!gateway_takes(
            "[help.hours]\nnl = \"a\"\nen = \"b\"\nde = \"c\"\n"
        ));
        for (name, taken) in [
            ("welcome.lead", true),
            ("welcome.leads", false),
            ("lock.warn_text", false),
        ] {
            assert_eq!(has(&["texts", "nl"], name), taken, "{name}");
            let file = format!("[texts.nl]\n\"{name}\" = \"Hallo\"\n");
            assert_eq!(gateway_takes(&file), taken, "{name}");
        }
    }
}
