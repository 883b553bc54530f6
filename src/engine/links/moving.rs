//! A link that comes from another vault of the same person.

use super::keeping::PREFIX;
use super::kept::Stored;

/// Whether a setting is a link.
pub(in super::super) fn is_kept(setting: &str) -> bool {
    setting.starts_with(PREFIX)
}

/// A link as it is kept here, and whether everything that it leaves out is known here:
/// `known` gives the number here of an entry there. Where something is not, it would
/// show that here: then it never shows anything new. None when it cannot be read.
pub(in super::super) fn moved(
    there: &[u8],
    known: impl Fn(&str) -> Option<String>,
) -> Option<(Stored, bool)> {
    let mut link: Stored = serde_json::from_slice(there).ok()?;
    let entries = std::mem::take(&mut link.selection.entries);
    for number in entries {
        let here = known(&number);
        link.halted |= here.is_none();
        link.selection.entries.insert(here.unwrap_or(number));
    }
    let whole = !link.halted;
    Some((link, whole))
}

/// The link here, when the other device brought more to the gateway since: that takes
/// nothing older. None when it did not, or when either cannot be read.
pub(in super::super) fn further(here: &[u8], there: &[u8]) -> Option<Stored> {
    let mut link: Stored = serde_json::from_slice(here).ok()?;
    let there: Stored = serde_json::from_slice(there).ok()?;
    (there.generation > link.generation).then(|| {
        link.generation = there.generation;
        link.digest.clear();
        link
    })
}
