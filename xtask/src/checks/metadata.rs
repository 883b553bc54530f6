//! What Cargo knows of the packages.

use crate::run;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One package of the build.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// SPDX expression, when it has one.
    pub(crate) license: Option<String>,
    /// Where it comes from; none for our own.
    pub(crate) source: Option<String>,
}

/// All packages and who depends on whom.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    /// By Cargo's package id.
    pub(crate) packages: BTreeMap<String, Package>,
    /// Ids of the packages that a package is built with: without what only
    /// its tests need.
    pub(crate) needs: BTreeMap<String, BTreeSet<String>>,
}

impl Metadata {
    /// Asks Cargo.
    pub(crate) fn read() -> Result<Self> {
        let mut command = run::cargo();
        command.args(["metadata", "--format-version", "1", "--locked", "--quiet"]);
        let text = run::quietly(&mut command)
            .context("cargo metadata --locked failed: is Cargo.lock up to date?")?;
        Self::parse(&serde_json::from_str(&text)?)
            .context("cargo metadata has another shape than expected")
    }

    fn parse(value: &Value) -> Option<Self> {
        let mut all = Self::default();
        for package in value.get("packages")?.as_array()? {
            let text = |key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
            let found = Package {
                name: text("name")?,
                version: text("version")?,
                license: text("license"),
                source: text("source"),
            };
            all.packages.insert(text("id")?, found);
        }
        for node in value.get("resolve")?.get("nodes")?.as_array()? {
            let id = node.get("id")?.as_str()?.to_owned();
            let needs = all.needs.entry(id).or_default();
            for dependency in node.get("deps")?.as_array()? {
                let kinds = dependency.get("dep_kinds")?.as_array()?;
                if kinds
                    .iter()
                    .any(|kind| kind.get("kind").is_none_or(|kind| kind != "dev"))
                {
                    needs.insert(dependency.get("pkg")?.as_str()?.to_owned());
                }
            }
        }
        Some(all)
    }

    /// Our own packages with the names of ours that each needs directly.
    pub(crate) fn ours(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mine = |id: &String| {
            self.packages
                .get(id)
                .filter(|package| package.source.is_none())
        };
        self.needs
            .iter()
            .filter_map(|(id, needs)| {
                let names = needs
                    .iter()
                    .filter_map(mine)
                    .map(|package| package.name.clone());
                Some((mine(id)?.name.clone(), names.collect()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tests_need_is_not_a_need() {
        let value = serde_json::json!({
            "packages": [
                {"id": "a#1", "name": "a", "version": "1.0.0", "license": "MIT", "source": null},
                {"id": "b#1", "name": "b", "version": "1.0.0", "license": null, "source": null},
                {"id": "c#1", "name": "c", "version": "1.0.0", "license": null, "source": "registry"},
            ],
            "resolve": {"nodes": [
                {"id": "a#1", "deps": [
                    {"pkg": "b#1", "dep_kinds": [{"kind": "dev"}]},
                    {"pkg": "c#1", "dep_kinds": [{"kind": null}]},
                ]},
                {"id": "b#1", "deps": [{"pkg": "a#1", "dep_kinds": [{"kind": "dev"}, {"kind": null}]}]},
            ]},
        });
        let metadata = Metadata::parse(&value).unwrap();
        let ours = metadata.ours();
        assert!(ours["a"].is_empty());
        assert!(ours["b"].contains("a"));
        assert!(metadata.needs["a#1"].contains("c#1"));
    }
}
