//! Where the bytes of letters lie: attachments that were fetched, each with the version
//! of its entry that named it. A letter of an older version never stands under a newer.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::record::{Record, Version};

/// What tells the versions of one entry apart: the first 8 bytes of the SHA-256 of what
/// was received, hexadecimal.
pub fn mark(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let first = digest.first_chunk().copied().unwrap_or_default();
    format!("{:016x}", u64::from_be_bytes(first))
}

/// Where the bytes of one letter lie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letter {
    /// Entry number.
    pub number: String,
    /// [`mark`] of the version, unless that is the newest.
    pub version: Option<String>,
    /// Index of the attachment in that version.
    pub attachment: u32,
}

impl Letter {
    /// A letter of the newest version.
    pub fn newest(number: &str, attachment: u32) -> Self {
        Self {
            number: number.to_owned(),
            version: None,
            attachment,
        }
    }

    /// A letter of an earlier version.
    pub fn earlier(number: &str, version: &Version, attachment: u32) -> Self {
        Self {
            version: Some(mark(&version.bytes)),
            ..Self::newest(number, attachment)
        }
    }

    /// Under which id its bytes are kept.
    pub fn id(&self) -> String {
        let (number, attachment) = (&self.number, self.attachment);
        match &self.version {
            None => format!("{number}/{attachment}"),
            Some(version) => format!("{number}/{attachment}/{version}"),
        }
    }
}

/// A letter of an entry, with what was received when it came.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    record: &'a Record,
    version: Option<&'a Version>,
    /// Index of the attachment.
    pub attachment: u32,
}

impl<'a> Held<'a> {
    /// The version that it is of, as received.
    pub fn of(&self) -> &'a [u8] {
        self.version
            .map_or(&self.record.bytes, |version| &version.bytes)
    }

    /// Where it lies.
    pub fn place(&self) -> Letter {
        let number = &self.record.head.number;
        match self.version {
            None => Letter::newest(number, self.attachment),
            Some(version) => Letter::earlier(number, version, self.attachment),
        }
    }
}

/// Every letter of an entry, those of the newest version first.
pub fn letters(record: &Record) -> impl Iterator<Item = Held<'_>> {
    let newest = std::iter::once((None, &record.head.documents));
    let earlier = record.earlier.iter();
    let earlier = earlier.map(|version| (Some(version), &version.documents));
    newest.chain(earlier).flat_map(move |(version, documents)| {
        documents.keys().map(move |attachment| Held {
            record,
            version,
            attachment: *attachment,
        })
    })
}

/// Where all letters of an entry lie: what goes when the entry goes.
pub fn places(record: &Record) -> BTreeSet<Letter> {
    letters(record).map(|held| held.place()).collect()
}

/// Where an entry keeps this attachment of this version; none when it does not.
pub fn find(record: &Record, of: &[u8], attachment: u32) -> Option<Letter> {
    letters(record)
        .find(|held| held.attachment == attachment && held.of() == of)
        .map(|held| held.place())
}

/// The size of this attachment of this version, in bytes, when the entry keeps it.
pub(crate) fn size_of(record: &Record, of: &[u8], attachment: u32) -> Option<u64> {
    let newest = std::iter::once((&record.bytes, &record.head.documents));
    let earlier = record.earlier.iter();
    newest
        .chain(earlier.map(|version| (&version.bytes, &version.documents)))
        .filter(|(bytes, _)| bytes.as_slice() == of)
        .find_map(|(_, documents)| documents.get(&attachment).copied())
}

/// What has to be copied and deleted, so that every letter of an entry lies where it
/// belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Within this vault: from where to where. All at once: a place may be both.
    pub here: Vec<(Letter, Letter)>,
    /// From the other vault to this one.
    pub there: Vec<(Letter, Letter)>,
    /// What stands here and belongs nowhere any more.
    pub dropped: BTreeSet<Letter>,
}

/// How the letters of `united` come to lie where they belong, from where `here` (none:
/// the entry is new here) and `there` keep them.
pub fn plan(united: &Record, here: Option<&Record>, there: &Record) -> Plan {
    let mut plan = Plan::default();
    let stand = here.map(places).unwrap_or_default();
    let stays = |place: &Letter| place.version.is_some() && stand.contains(place);
    // A place of an earlier version names that version: what stands there is its letter.
    for (held, to) in letters(united).map(|held| (held, held.place())) {
        if stays(&to) {
            continue;
        }
        let known = here.and_then(|here| find(here, held.of(), held.attachment));
        match known {
            Some(from) if from == to => {}
            Some(from) => plan.here.push((from, to)),
            None => {
                let from = find(there, held.of(), held.attachment);
                plan.there.extend(from.map(|from| (from, to)));
            }
        }
    }
    let belong = places(united);
    plan.dropped = stand.difference(&belong).cloned().collect();
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::join;
    use crate::record::tests::record;
    use crate::unite::unite;
    use std::collections::BTreeMap;

    fn with(number: &str, day: u8, bytes: &str, letters: &[(u32, u64)]) -> Record {
        let mut record = record(number, &format!("c{day}"), "x", bytes);
        record.head.at = format!("2026-05-{day:02}T10:00:00+02:00");
        record.head.documents = letters.iter().copied().collect();
        record
    }

    /// A vault: what lies where.
    type Vault = BTreeMap<Letter, &'static str>;

    fn moved(vault: &mut Vault, from: &Vault, moves: &[(Letter, Letter)]) {
        let read: Vec<_> = moves
            .iter()
            .filter_map(|(from_, to)| Some((to.clone(), *from.get(from_)?)))
            .collect();
        vault.extend(read);
    }

    #[test]
    fn a_letter_of_a_changed_entry_stays_with_the_version_before() {
        let old = with("1", 1, "{\"v\":1}", &[(0, 10), (1, 11)]);
        let changes = join([&old], vec![with("2", 2, "{\"v\":2}", &[(1, 21)])]);
        let [joined] = changes.put.as_slice() else {
            panic!("one record")
        };
        assert_eq!(joined.head.documents, BTreeMap::from([(1, 21)]));
        assert_eq!(joined.earlier[0].documents, old.head.documents);
        let before: Vault = [
            (Letter::newest("1", 0), "old 0"),
            (Letter::newest("1", 1), "old 1"),
            (Letter::newest("2", 1), "new 1"),
        ]
        .into();
        let mut after = Vault::new();
        moved(&mut after, &before, &changes.moved);
        let of = |version: &[u8], attachment| {
            find(joined, version, attachment).and_then(|place| after.get(&place).copied())
        };
        assert_eq!(of(b"{\"v\":2}", 1), Some("new 1"));
        assert_eq!(of(b"{\"v\":1}", 0), Some("old 0"));
        assert_eq!(of(b"{\"v\":1}", 1), Some("old 1"));
        assert_eq!(of(b"{\"v\":2}", 0), None, "it was never fetched");
    }

    #[test]
    fn what_comes_again_unchanged_keeps_its_letters_where_they_are() {
        let old = with("1", 1, "{}", &[(0, 10)]);
        let changes = join([&old], vec![with("2", 2, "{}", &[])]);
        assert_eq!(changes.put[0].head.documents, old.head.documents);
        assert!(changes.moved.is_empty());
    }

    #[test]
    fn two_vaults_bring_every_letter_to_its_version() {
        let old = with("1", 1, "{\"v\":1}", &[(0, 10)]);
        let new = with("9", 2, "{\"v\":2}", &[(0, 20)]);
        let (united, other) = (unite(&old, &new), unite(&new, &old));
        let to_old = plan(&united, Some(&old), &new);
        let [(from, to)] = to_old.here.as_slice() else {
            panic!("the older letter makes room")
        };
        assert_eq!((from.version.as_ref(), from.attachment), (None, 0));
        assert_eq!(to.version.as_deref(), Some(&*mark(b"{\"v\":1}")));
        let newest = (Letter::newest("9", 0), Letter::newest("1", 0));
        assert_eq!(to_old.there, [newest]);
        assert!(to_old.dropped.is_empty(), "the new letter takes its place");
        let to_new = plan(&other, Some(&new), &old);
        assert!(to_new.here.is_empty());
        assert_eq!(to_new.there.len(), 1);
        assert_eq!(plan(&united, Some(&united), &new), Plan::default());
        let moved_away = plan(
            &unite(&old, &with("9", 2, "{\"v\":2}", &[])),
            Some(&old),
            &new,
        );
        assert_eq!(moved_away.dropped, [Letter::newest("1", 0)].into());
    }

    #[test]
    fn a_version_that_came_back_finds_its_letters() {
        let first = with("1", 1, "{\"v\":1}", &[(0, 10)]);
        let second = join([&first], vec![with("2", 2, "{\"v\":2}", &[])]);
        let third = join(&second.put, vec![with("3", 3, "{\"v\":1}", &[(0, 30)])]);
        let record = &third.put[0];
        assert_eq!(find(record, b"{\"v\":1}", 0), Some(Letter::newest("1", 0)));
        assert_eq!(places(record).len(), 2);
    }
}
