//! What the program can do with each building block: from the registry by which it
//! reads them, so that it is never said by hand.

use crate::blocks::{Block, registry};
use crate::view::Chapter;
use inzage_fhir::Resource;
use inzage_words::Lang;
use serde_json::json;

/// One building block, as the program reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Resource types it can be.
    pub resources: &'static [&'static str],
    /// Last part of the profiles that say so; none where the type or a code does.
    pub profiles: &'static [&'static str],
    /// Codes that say so where no profile does.
    pub codes: &'static [&'static str],
    /// Where its row stands.
    pub chapter: Chapter,
    /// Keys of its curated fields, in the order of the zib, each once; see [`label`].
    pub fields: Vec<&'static str>,
    /// Whether it has a date of its own: it stands on the timeline.
    pub dated: bool,
    /// Whether its numbers are read as numbers: charts, trends, units.
    pub numbers: bool,
    /// Whether it is read as medication: treatments, what is in use.
    pub medication: bool,
}

/// Every building block with a page of its own.
pub fn coverage() -> Vec<Covered> {
    registry().map(covered).collect()
}

/// Its place in [`coverage`]: as which building block a resource is read. None: it
/// has no page of its own, and is shown as it came.
pub fn place(resource: &Resource) -> Option<usize> {
    let found = crate::blocks::find(resource);
    registry().position(|block| std::ptr::eq(block, found))
}

/// The name of the building block that `resource` is read as, stable over versions of
/// the app: its first profile, else its resource type and what tells it from others of
/// that type. What has no page of its own is named by its resource type.
pub fn block(resource: &Resource) -> String {
    let found = crate::blocks::find(resource);
    let name = found.profiles.first().or_else(|| found.codes.first());
    let is_known = registry().any(|block| std::ptr::eq(block, found));
    match name.filter(|_| is_known) {
        Some(name) => (*name).to_owned(),
        None => resource.kind().to_owned(),
    }
}

/// Label of a field of [`Covered`].
pub fn label(key: &str, lang: Lang) -> String {
    crate::entry::label(key, lang)
}

fn covered(block: &'static Block) -> Covered {
    let mut fields = Vec::new();
    for (key, _) in block.fields.iter().copied().flatten() {
        if !fields.contains(key) {
            fields.push(*key);
        }
    }
    Covered {
        resources: block.kinds,
        profiles: block.profiles,
        codes: block.codes,
        chapter: block.chapter,
        fields,
        dated: !block.date.is_empty(),
        numbers: block.kinds.iter().any(|kind| crate::numeric::reads(kind)),
        medication: block.kinds.iter().any(|kind| is_medication(kind)),
    }
}

fn is_medication(kind: &str) -> bool {
    let bare = Resource::from_value(json!({"resourceType": kind}));
    bare.is_some_and(|bare| crate::medication(&bare, &crate::NothingKnown, Lang::Nl).is_some())
}
