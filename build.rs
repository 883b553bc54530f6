//! Turns `locales/nl.json` (the source) and `locales/en.json` into Rust: a text
//! that is missing, has other placeholders, or is used with a wrong name does
//! not compile. In the browser a group in a language is one constant, taken apart
//! when it is first asked for, in the words of the operator's brand: what only late
//! screens say is loaded with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

type Group = BTreeMap<String, Value>;
type Catalogue = BTreeMap<String, Group>;
type Failure = Box<dyn std::error::Error>;

/// What stands between two texts; in none of them.
const BETWEEN: char = '\u{1f}';

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=locales");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // What the splitter follows to tell the parts apart.
        println!("cargo::rustc-link-arg-bin=inzage=--emit-relocs");
    }
    let dutch = read("locales/nl.json")?;
    let english = read("locales/en.json")?;
    let mut out = String::new();
    declare(&dutch, &mut out)?;
    make(&dutch, &mut out)?;
    define("NL", &dutch, &dutch, &mut out)?;
    define("EN", &dutch, &english, &mut out)?;
    languages(&dutch, &mut out)?;
    let target = Path::new(&env::var("OUT_DIR")?).join("texts.rs");
    fs::write(target, out)?;
    Ok(())
}

fn read(path: &str) -> Result<Catalogue, Failure> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)
        .map_err(|error| format!("{path}: {error}"))?)
}

/// The placeholders of a text, in order of their names: `{name}`.
fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The forms of a text: one, or one and many (`{"one": …, "other": …}`).
fn forms(value: &Value) -> Result<Vec<&str>, Failure> {
    match value {
        Value::String(text) => Ok(vec![text]),
        Value::Object(map) => ["one", "other"]
            .iter()
            .map(|form| {
                map.get(*form)
                    .and_then(Value::as_str)
                    .ok_or_else(|| format!("a counted text has `{form}`").into())
            })
            .collect(),
        _ => Err("a text is a string, or an object with `one` and `other`".into()),
    }
}

/// What a text needs: whether it is counted, and the names it is filled with.
fn needs(value: &Value) -> Result<(bool, Vec<String>), Failure> {
    let counted = value.is_object();
    let mut names: Vec<String> = forms(value)?
        .into_iter()
        .flat_map(placeholders)
        .filter(|name| !(counted && *name == "n"))
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    Ok((counted, names))
}

/// `first_text` as the name of a type: `FirstText`.
fn type_name(key: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    key.split('_').map(capital).collect()
}

/// What a text with several placeholders is filled with: by name, so that two
/// values cannot change places.
fn declare_values(
    values: &str,
    doc: &str,
    placeholders: &[String],
    out: &mut String,
) -> Result<(), Failure> {
    writeln!(out, "/// {doc}\npub struct {values}<'a> {{")?;
    for name in placeholders {
        writeln!(
            out,
            "    /// Stands for `{{{name}}}`.\n    pub {name}: &'a str,"
        )?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn declare(catalogue: &Catalogue, out: &mut String) -> Result<(), Failure> {
    writeln!(
        out,
        "/// All texts of the screens in one language.\npub struct Texts {{"
    )?;
    for group in catalogue.keys() {
        writeln!(
            out,
            "    /// Texts of `{group}`.\n    pub {group}: Group<{}>,",
            type_name(group)
        )?;
    }
    writeln!(out, "}}")?;
    for (group, texts) in catalogue {
        let name = type_name(group);
        let mut fields = String::new();
        let mut filled = String::new();
        for (key, value) in texts {
            let (counted, names) = needs(value)?;
            let doc = forms(value)?
                .join(" / ")
                .replace('\n', " ")
                .replace('[', "(")
                .replace(']', ")");
            if !counted && names.is_empty() {
                writeln!(fields, "    /// {doc}\n    pub {key}: &'static str,")?;
                continue;
            }
            let form = if counted {
                "[&'static str; 2]"
            } else {
                "&'static str"
            };
            writeln!(fields, "    {key}: {form},")?;
            let mut parameters = String::new();
            let mut values = String::new();
            let mut template = format!("self.{key}");
            if counted {
                parameters.push_str(", n: usize");
                values.push_str("(\"n\", &n.to_string()), ");
                template = format!("if n == 1 {{ self.{key}[0] }} else {{ self.{key}[1] }}");
            }
            match names.as_slice() {
                [] => {}
                [one] => {
                    write!(parameters, ", {one}: &str")?;
                    write!(values, "(\"{one}\", {one})")?;
                }
                several => {
                    let by = format!("{name}{}", type_name(key));
                    write!(parameters, ", by: &{by}<'_>")?;
                    for one in several {
                        write!(values, "(\"{one}\", by.{one}), ")?;
                    }
                    declare_values(&by, &doc, several, out)?;
                }
            }
            writeln!(
                filled,
                "    /// {doc}\n    pub fn {key}(&self{parameters}) -> String {{\n        fill({template}, &[{values}])\n    }}"
            )?;
        }
        writeln!(
            out,
            "/// Texts of `{group}`.\npub struct {name} {{\n{fields}}}"
        )?;
        writeln!(out, "impl {name} {{\n{filled}}}")?;
    }
    Ok(())
}

/// The texts of a language one after the other, in the order in which `made` asks
/// for them.
fn define(
    name: &str,
    source: &Catalogue,
    texts: &Catalogue,
    out: &mut String,
) -> Result<(), Failure> {
    if let Some(extra) = texts.keys().find(|group| !source.contains_key(*group)) {
        return Err(format!("{name}: the group `{extra}` is not in the source").into());
    }
    for (group, wanted) in source {
        let found = texts
            .get(group)
            .ok_or_else(|| format!("{name}: no group `{group}`"))?;
        if let Some(extra) = found.keys().find(|key| !wanted.contains_key(*key)) {
            return Err(format!("{name}: `{group}.{extra}` is not in the source").into());
        }
        let mut all: Vec<&str> = Vec::new();
        for (key, model) in wanted {
            let value = found
                .get(key)
                .ok_or_else(|| format!("{name}: no text `{group}.{key}`"))?;
            if needs(value)? != needs(model)? {
                return Err(format!("{name}: `{group}.{key}` is filled in another way").into());
            }
            all.extend(forms(value)?);
        }
        if all.iter().any(|text| text.contains(BETWEEN)) {
            return Err(format!("{name}: a text holds what stands between texts").into());
        }
        let (constant, joined) = (group.to_uppercase(), all.join(&BETWEEN.to_string()));
        writeln!(
            out,
            "/// The texts of `{group}` in this language.\nconst {name}_{constant}: &str = {joined:?};"
        )?;
    }
    Ok(())
}

/// How the texts of a group are made from those of one language.
fn make(source: &Catalogue, out: &mut String) -> Result<(), Failure> {
    writeln!(
        out,
        "/// What stands between two texts.\nconst BETWEEN: char = {BETWEEN:?};"
    )?;
    for (group, texts) in source {
        let (name, constant) = (type_name(group), group.to_uppercase());
        let mut made = String::new();
        for (key, value) in texts {
            let next = if value.is_object() {
                "[next(), next()]"
            } else {
                "next()"
            };
            writeln!(made, "            {key}: {next},")?;
        }
        writeln!(
            out,
            "impl Taken for {name} {{\n    \
             fn made(next: &mut dyn FnMut() -> &'static str) -> Self {{\n        \
             Self {{\n{made}        }}\n    }}\n    \
             fn of(lang: Lang) -> &'static Self {{\n        \
             static NL: LazyLock<{name}> = LazyLock::new(|| taken(NL_{constant}, \"nl\"));\n        \
             static EN: LazyLock<{name}> = LazyLock::new(|| taken(EN_{constant}, \"en\"));\n        \
             match lang {{\n            Lang::Nl => &NL,\n            Lang::En => &EN,\n        \
             }}\n    }}\n}}"
        )?;
    }
    Ok(())
}

/// A language: where its groups are to be had.
fn languages(source: &Catalogue, out: &mut String) -> Result<(), Failure> {
    for (constant, lang) in [("NL", "Nl"), ("EN", "En")] {
        writeln!(
            out,
            "/// The texts in this language.\npub static {constant}: Texts = Texts {{"
        )?;
        for group in source.keys() {
            writeln!(out, "    {group}: Group::of(Lang::{lang}),")?;
        }
        writeln!(out, "}};")?;
    }
    Ok(())
}
