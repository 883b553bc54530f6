//! The building blocks and their registry. Adding one is one file and one line.

mod generic;

use crate::reader::Reader;
use crate::view::Chapter;
use inzage_fhir::{Resource, Value};

/// How one building block is read. STU3 and R4 differ in its paths only; a path
/// that finds nothing shows nothing.
#[derive(Debug)]
pub(crate) struct Block {
    /// Resource types it can be.
    pub(crate) kinds: &'static [&'static str],
    /// Last part of the profiles that say so (`meta.profile`).
    pub(crate) profiles: &'static [&'static str],
    /// Codes of `code` or `category` that say so where no profile does; empty:
    /// the resource type alone does.
    pub(crate) codes: &'static [&'static str],
    /// Where its row stands.
    pub(crate) chapter: Chapter,
    /// What it is, in words; `None` where it does not say.
    pub(crate) title: for<'a> fn(&Reader<'a>) -> Option<String>,
    /// Where its date is: the first that is there counts.
    pub(crate) date: &'static [&'static str],
    /// The status or value that matters, in words.
    pub(crate) status: for<'a> fn(&Reader<'a>) -> Option<String>,
    /// Label key and path of each field, in the order of the zib.
    pub(crate) fields: &'static [(&'static str, &'static str)],
}

/// Every building block; the first that fits counts.
static REGISTRY: &[&Block] = &[];

/// How to read `resource`: by its profile, else by type and codes, else as
/// anything.
pub(crate) fn find(resource: &Resource) -> &'static Block {
    let kind = resource.kind();
    let of_kind = || REGISTRY.iter().filter(|b| b.kinds.contains(&kind));
    let by_profile = resource.profiles().find_map(|profile| {
        let name = profile.split('|').next()?.rsplit('/').next()?;
        of_kind().find(|b| b.profiles.contains(&name))
    });
    by_profile
        .or_else(|| of_kind().find(|b| b.codes.is_empty() || has_one(resource, b.codes)))
        .copied()
        .unwrap_or(&generic::BLOCK)
}

/// Whether `code` or `category` holds one of `codes`.
fn has_one(resource: &Resource, codes: &[&str]) -> bool {
    ["code", "category"]
        .iter()
        .flat_map(|key| crate::reader::list(resource.get(key)))
        .flat_map(|concept| crate::reader::list(concept.get("coding")))
        .filter_map(|coding| coding.get("code").and_then(Value::as_str))
        .any(|code| codes.contains(&code))
}
