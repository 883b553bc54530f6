//! Known vulnerabilities: `Cargo.lock` against a copy of the `RustSec` advisory
//! database, when one lies beside the project.

use super::Verdict;
use super::metadata::Metadata;
use crate::{paths, say};
use anyhow::{Context as _, Result};
use semver::{Version, VersionReq};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// Looks for packages with an advisory that their version does not patch.
pub(crate) fn check() -> Result<Verdict> {
    let Some(database) = paths::beside("advisory-db") else {
        return Ok(Verdict::skipped(
            "no copy of the RustSec advisory database beside the project",
        ));
    };
    let (mut findings, mut newest) = (Vec::new(), String::new());
    for folder in fs::read_dir(database.join("crates"))? {
        for file in paths::files_below(&folder?.path())? {
            let Some(advisory) = read(&file)? else {
                continue;
            };
            newest = newest.max(advisory.date.clone());
            findings.push(advisory);
        }
    }
    let total = findings.len();
    let metadata = Metadata::read()?;
    let mut found = Vec::new();
    for advisory in findings {
        let mine = metadata
            .packages
            .values()
            .filter(|package| package.name == advisory.package);
        for package in mine {
            let version = Version::parse(&package.version)?;
            if !advisory.touches(&version) {
                continue;
            }
            let line = format!("{}: {} {version}", advisory.id, advisory.package);
            match &advisory.informational {
                Some(kind) => say::line(format_args!("   note ({kind}) {line}")),
                None => found.push(line),
            }
        }
    }
    Ok(Verdict::of(
        &found,
        format!("none of {total} advisories touches us; the newest is of {newest}"),
    ))
}

/// One advisory.
struct Advisory {
    id: String,
    package: String,
    date: String,
    /// `unmaintained`, `unsound`, `notice`: worth knowing, no vulnerability.
    informational: Option<String>,
    /// Versions that are not touched.
    safe: Vec<VersionReq>,
    withdrawn: bool,
}

impl Advisory {
    fn touches(&self, version: &Version) -> bool {
        !self.withdrawn && !self.safe.iter().any(|safe| safe.matches(version))
    }

    /// Reads the TOML block at the head of an advisory.
    fn parse(text: &str) -> Result<Option<Self>> {
        let Some(block) = text
            .split("```toml")
            .nth(1)
            .and_then(|rest| rest.split("```").next())
        else {
            return Ok(None);
        };
        let table: Table = block.parse()?;
        let Some(about) = table.get("advisory") else {
            return Ok(None);
        };
        let text = |key: &str| about.get(key).and_then(Value::as_str).map(str::to_owned);
        let versions = |key: &str| {
            let list = table
                .get("versions")
                .and_then(|versions| versions.get(key))
                .and_then(Value::as_array);
            list.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(VersionReq::parse)
        };
        Ok(Some(Self {
            id: text("id").context("an advisory has no id")?,
            package: text("package").context("an advisory names no package")?,
            date: text("date").unwrap_or_default(),
            informational: text("informational"),
            safe: versions("patched")
                .chain(versions("unaffected"))
                .collect::<Result<_, _>>()?,
            withdrawn: about.get("withdrawn").is_some(),
        }))
    }
}

fn read(file: &Path) -> Result<Option<Advisory>> {
    let text = fs::read_to_string(file)?;
    Advisory::parse(&text).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "```toml\n[advisory]\nid = \"RUSTSEC-0000-0001\"\npackage = \"thing\"\ndate = \"2020-01-02\"\n\
                        [versions]\npatched = [\">= 1.2.0\"]\nunaffected = [\"< 1.0.0\"]\n```\n\n# Title\n";

    #[test]
    fn versions_between_unaffected_and_patched_are_touched() {
        let advisory = Advisory::parse(TEXT).unwrap().unwrap();
        let touched = |version: &str| advisory.touches(&Version::parse(version).unwrap());
        assert!(touched("1.1.9"));
        assert!(!touched("1.2.0"));
        assert!(!touched("0.9.0"));
    }

    #[test]
    fn what_was_withdrawn_touches_nothing() {
        let text = TEXT.replace("date =", "withdrawn = \"2021-01-01\"\ndate =");
        let advisory = Advisory::parse(&text).unwrap().unwrap();
        assert!(!advisory.touches(&Version::parse("1.1.9").unwrap()));
    }
}
