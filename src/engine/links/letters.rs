//! The documents in a Bundle that came through a plain link: the Binaries that are only
//! what an attachment beside them holds.

use std::collections::{BTreeMap, BTreeSet};

use inzage_fhir::Received;

use super::super::documents::inline;
use super::bundles::binary_id;

/// Each Binary that an attachment names, where no other content can be meant. A Binary
/// that is not here is an entry of its own.
#[derive(Default)]
pub(super) struct Letters {
    /// By the place of the entry in the file: which of its attachments, and the bytes.
    pub(super) of: BTreeMap<usize, Vec<(u32, Vec<u8>)>>,
    /// The places of the Binaries that they are from.
    pub(super) taken: BTreeSet<usize>,
}

impl Letters {
    /// Those of a file with these resources.
    pub(super) fn in_file(resources: &[Received]) -> Self {
        let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let (binaries, holders): (Vec<_>, Vec<_>) = resources
            .iter()
            .enumerate()
            .partition(|(_, of)| of.resource.kind() == "Binary");
        for (place, binary) in binaries {
            for name in names(binary) {
                named.entry(name).or_default().insert(place);
            }
        }
        let mut letters = Self::default();
        for (place, holder) in holders {
            for (index, attachment) in (0_u32..).zip(inzage_zib::attachments(&holder.resource)) {
                let Some(url) = attachment.url else {
                    continue;
                };
                let meant = called(holder, &url).find_map(|name| named.get(&name));
                let only = meant.and_then(|places| Some((places, the_content(resources, places)?)));
                if let Some((places, bytes)) = only {
                    letters.taken.extend(places);
                    let of = letters.of.entry(place).or_default();
                    of.push((index, bytes));
                }
            }
        }
        letters
    }
}

/// What these Binaries hold; none when they do not hold the same.
fn the_content(resources: &[Received], places: &BTreeSet<usize>) -> Option<Vec<u8>> {
    let mut contents = places.iter().map(|place| {
        let attachments = inzage_zib::attachments(&resources.get(*place)?.resource);
        let data = attachments.into_iter().find_map(|one| one.data)?;
        inline(&data)
    });
    let first = contents.next()??;
    let same = contents.all(|other| other.as_ref() == Some(&first));
    same.then_some(first)
}

/// What a Binary can be named with.
fn names(binary: &Received) -> impl Iterator<Item = String> {
    let id = Some(binary.resource.key()).filter(|_| !binary.resource.id().is_empty());
    binary.full_url.clone().into_iter().chain(id)
}

/// What an attachment of `holder` may mean with a URL, the most exact first: on the
/// server that `holder` is of where it is relative (FHIR, Bundle: resolving references),
/// as it stands, and by the id alone.
fn called(holder: &Received, url: &str) -> impl Iterator<Item = String> {
    let server = || {
        let of = holder.full_url.as_deref().filter(|of| of.contains("://"))?;
        let (of, _id) = of.rsplit_once('/')?;
        let (server, _kind) = of.rsplit_once('/')?;
        Some(format!("{server}/{url}"))
    };
    let whole = url.contains(':');
    let there = if whole { None } else { server() };
    let id = binary_id(url).map(|id| format!("Binary/{id}"));
    [there, Some(url.to_owned()), id].into_iter().flatten()
}
