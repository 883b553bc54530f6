//! Licences, sources and unwanted packages, by the policy in `deny.toml` (the
//! file that cargo-deny reads too; this check needs no installation).

use super::Verdict;
use super::metadata::{Metadata, Package};
use crate::paths;
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use std::fs;
use toml::{Table, Value};

/// What may be in the build.
struct Policy {
    licences: BTreeSet<String>,
    banned: BTreeSet<String>,
}

/// Looks for packages that the policy does not allow.
pub(crate) fn check() -> Result<Verdict> {
    let text =
        fs::read_to_string(paths::root().join("deny.toml")).context("cannot read deny.toml")?;
    let policy = Policy::parse(&text)?;
    let metadata = Metadata::read()?;
    let findings: Vec<String> = metadata
        .packages
        .values()
        .filter_map(|package| policy.against(package))
        .collect();
    Ok(Verdict::of(
        &findings,
        format!(
            "{} packages have a licence and a source we accept",
            metadata.packages.len()
        ),
    ))
}

impl Policy {
    fn parse(text: &str) -> Result<Self> {
        let table: Table = text.parse()?;
        let list = |section: &str, key: &str| -> Vec<Value> {
            let found = table
                .get(section)
                .and_then(|section| section.get(key))
                .and_then(Value::as_array);
            found.cloned().unwrap_or_default()
        };
        let text = |value: &Value| {
            value
                .get("crate")
                .unwrap_or(value)
                .as_str()
                .map(str::to_owned)
        };
        Ok(Self {
            licences: list("licenses", "allow").iter().filter_map(text).collect(),
            banned: list("bans", "deny").iter().filter_map(text).collect(),
        })
    }

    fn against(&self, package: &Package) -> Option<String> {
        let who = format!("{} {}", package.name, package.version);
        if self.banned.contains(&package.name) {
            return Some(format!("{who} is banned"));
        }
        // The git index and the sparse index of crates.io have this in common.
        if package.source.as_ref().is_some_and(|source| {
            !source.contains("crates.io-index") && !source.contains("index.crates.io")
        }) {
            return Some(format!("{who} comes from elsewhere than the registry"));
        }
        let Some(licence) = &package.license else {
            return Some(format!("{who} names no licence"));
        };
        (!self.allows(licence)).then(|| format!("{who} has the licence {licence}"))
    }

    /// An SPDX expression is allowed when one side of each OR, and both sides
    /// of each AND, are. The old `/` means OR.
    fn allows(&self, expression: &str) -> bool {
        let spaced = expression
            .replace('/', " OR ")
            .replace('(', " ( ")
            .replace(')', " ) ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut rest = words.as_slice();
        self.any(&mut rest) && rest.is_empty()
    }

    fn any(&self, rest: &mut &[&str]) -> bool {
        let mut allowed = self.all(rest);
        while take(rest, "OR") {
            let other = self.all(rest);
            allowed = allowed || other;
        }
        allowed
    }

    fn all(&self, rest: &mut &[&str]) -> bool {
        let mut allowed = self.one(rest);
        while take(rest, "AND") {
            let other = self.one(rest);
            allowed = allowed && other;
        }
        allowed
    }

    fn one(&self, rest: &mut &[&str]) -> bool {
        if take(rest, "(") {
            let allowed = self.any(rest);
            return take(rest, ")") && allowed;
        }
        let Some((name, after)) = rest.split_first() else {
            return false;
        };
        *rest = after;
        let mut name = (*name).to_owned();
        if take(rest, "WITH")
            && let Some((exception, after)) = rest.split_first()
        {
            name = format!("{name} WITH {exception}");
            *rest = after;
        }
        self.licences.contains(&name)
    }
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    match rest.split_first() {
        Some((first, after)) if *first == word => {
            *rest = after;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        Policy::parse(
            "[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Apache-2.0 WITH LLVM-exception\"]\n\
             [bans]\ndeny = [{ crate = \"openssl\" }]",
        )
        .unwrap()
    }

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        let policy = policy();
        for good in [
            "MIT",
            "MIT/GPL-3.0",
            "GPL-3.0 OR MIT AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
            "(MIT OR GPL-2.0) AND Apache-2.0",
        ] {
            assert!(policy.allows(good), "{good}");
        }
        for bad in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT AND (GPL-2.0 OR LGPL-2.1)",
            "",
            "MIT MIT",
            "MIT WITH something",
        ] {
            assert!(!policy.allows(bad), "{bad}");
        }
    }

    #[test]
    fn banned_packages_and_foreign_sources_are_found() {
        let package = |name: &str, source: &str| Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: Some("MIT".to_owned()),
            source: Some(source.to_owned()),
        };
        let registry = "registry+crates.io-index";
        assert!(policy().against(&package("openssl", registry)).is_some());
        assert!(
            policy()
                .against(&package("serde", "git+somewhere"))
                .is_some()
        );
        assert!(policy().against(&package("serde", registry)).is_none());
    }
}
