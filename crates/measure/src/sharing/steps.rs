//! How a sharing lies in its entry: whole at first, then only what changed each
//! time (ADR 0128). Nothing of its history is lost, and its size goes with what
//! happened, not with how much was chosen.

use std::collections::{BTreeMap, BTreeSet};

use inzage_own::{Entry, Payload};
use serde::{Deserialize, Serialize};

use super::{Fate, Item, Left, Sharing, Which};

/// What changed of a sharing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// How many items there were before it: no two steps in a row are the same.
    of: usize,
    /// Trace id of the last login.
    trace_id: Option<String>,
    /// Items that got another fate, by their place, together where it is the same.
    fates: Vec<(Fate, Vec<usize>)>,
    /// What items said when they left, by their place.
    left: Vec<(usize, Left)>,
    /// Places of items that do not leave any more.
    dropped: BTreeSet<usize>,
}

impl Payload for Step {
    const KIND: &'static str = Sharing::KIND;
}

/// An event of the entry of a sharing.
#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Step(Step),
    Whole(Sharing),
}

impl Step {
    /// From one state of a sharing to a later one.
    pub fn between(before: &Sharing, after: &Sharing) -> Self {
        let key = |item: &Item| (item.reading.clone(), item.which);
        let later: BTreeMap<(String, Which), &Item> =
            after.items.iter().map(|item| (key(item), item)).collect();
        let mut step = Self {
            of: before.items.len(),
            trace_id: after.trace_id.clone(),
            ..Self::default()
        };
        for (place, was) in before.items.iter().enumerate() {
            match later.get(&key(was)) {
                Some(is) => step.note(place, was, is),
                None => {
                    step.dropped.insert(place);
                }
            }
        }
        step
    }

    fn note(&mut self, place: usize, was: &Item, is: &Item) {
        if was.left != is.left {
            self.left.extend(is.left.clone().map(|left| (place, left)));
        }
        if was.fate == is.fate {
            return;
        }
        match self.fates.iter_mut().find(|(fate, _)| *fate == is.fate) {
            Some((_, places)) => places.push(place),
            None => self.fates.push((is.fate.clone(), vec![place])),
        }
    }

    /// Makes the earlier state the later one.
    pub fn apply(self, sharing: &mut Sharing) {
        sharing.trace_id = self.trace_id;
        for (fate, places) in self.fates {
            sharing.settle(&places, |_| fate.clone());
        }
        for (place, left) in self.left {
            if let Some(item) = sharing.items.get_mut(place) {
                item.left = Some(left);
            }
        }
        let mut place = 0..;
        sharing.items.retain(|_| {
            place
                .next()
                .is_none_or(|place| !self.dropped.contains(&place))
        });
    }
}

impl Sharing {
    /// What an entry comes to; none when it is deleted or something else.
    pub fn of(entry: &Entry) -> Option<Self> {
        entry.now().filter(|_| entry.kind == Self::KIND)?;
        let mut sharing = None;
        for said in entry.history.iter().filter_map(|event| event.what.says()) {
            match (Told::deserialize(said).ok()?, &mut sharing) {
                (Told::Whole(whole), _) => sharing = Some(whole),
                (Told::Step(step), Some(sharing)) => step.apply(sharing),
                (Told::Step(_), None) => return None,
            }
        }
        sharing
    }
}

#[cfg(test)]
mod tests {
    use inzage_own::Author;
    use proptest::prelude::*;

    use super::*;

    const AT: &str = "2026-05-26T10:00:00+02:00";

    fn of_items(count: usize) -> Sharing {
        let items = (0..count).map(|number| Item {
            reading: format!("6f0a1a52-8f4a-4a1e-9d57-{number:012}"),
            which: Which::Main,
            fate: Fate::Waiting,
            left: None,
        });
        Sharing {
            provider: "a@medmij".into(),
            name: "A".into(),
            group: "g".into(),
            service: "53".into(),
            notes: false,
            trace_id: None,
            items: items.collect(),
        }
    }

    fn entry(sharing: &Sharing) -> Entry {
        Entry::new([7; 16], AT.into(), Author::Me, sharing).unwrap()
    }

    /// Something that happens to a sharing.
    fn happens(sharing: &mut Sharing, what: u8, taken: u8) {
        let places: Vec<usize> = (0..sharing.items.len())
            .filter(|place| sharing.items[*place].fate == Fate::Sending)
            .collect();
        match what {
            0 => {
                let next = sharing.next();
                sharing.leave(&next, |reading| {
                    Some(Left {
                        entry: reading.to_owned(),
                        events: usize::from(taken),
                    })
                });
            }
            1 => {
                let mut verdicts = vec![super::super::Verdict::Taken; usize::from(taken)];
                verdicts.push(super::super::Verdict::Refused("nee".into()));
                sharing.answered(&places, &verdicts, AT);
                sharing.trace_id = Some(format!("t{taken}"));
            }
            2 => drop(sharing.interrupted(AT)),
            3 => drop(sharing.offer_again(taken > 2)),
            4 => sharing.returned(&places),
            _ => {
                let mut number = 0_u8;
                sharing.items.retain(|_| {
                    number = number.wrapping_add(1);
                    number % 7 != taken
                });
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_steps_come_to_what_happened(
            count in 0..60_usize,
            events in prop::collection::vec((0..6_u8, 0..7_u8), 0..20),
        ) {
            let mut sharing = of_items(count);
            let mut kept = entry(&sharing);
            for (what, taken) in events {
                let before = sharing.clone();
                happens(&mut sharing, what, taken);
                kept.correct(AT.into(), Author::Me, &Step::between(&before, &sharing));
                let now = Sharing::of(&kept);
                prop_assert!(now.as_ref() == Some(&sharing));
            }
        }
    }

    #[test]
    fn a_large_sharing_stays_small() {
        let mut sharing = of_items(1000);
        let mut kept = entry(&sharing);
        let first = kept.to_bytes().unwrap().len();
        while !sharing.next().is_empty() {
            for what in [0, 1] {
                let before = sharing.clone();
                happens(&mut sharing, what, 6);
                kept.correct(AT.into(), Author::Me, &Step::between(&before, &sharing));
            }
        }
        let all = kept.to_bytes().unwrap().len();
        assert!(all < 3 * first, "{all} bytes after {first}");
        assert!(Sharing::of(&kept) == Some(sharing));
    }

    #[test]
    fn a_history_of_whole_sharings_is_read_too() {
        let mut sharing = of_items(3);
        let mut kept = entry(&sharing);
        happens(&mut sharing, 0, 1);
        kept.correct(AT.into(), Author::Me, &sharing);
        assert_eq!(Sharing::of(&kept), Some(sharing));
        kept.delete(AT.into(), Author::Me);
        assert_eq!(Sharing::of(&kept), None);
    }
}
