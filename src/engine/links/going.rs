//! Which entries a choice takes along.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::selection::{Facts, Selection};
use inzage_vault::Store;
use inzage_zib::view::Chapter;

use super::super::open::Open;
use super::super::records::Loaded;

/// Resources that name somebody or some place.
const NAMING: [&str; 6] = [
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Location",
    "RelatedPerson",
];

/// Whether an entry names who or where.
fn names(loaded: &Loaded) -> bool {
    NAMING.contains(&loaded.record.head.kind.as_str())
}

/// Whether an entry goes with what refers to it.
pub(in super::super) fn belongs(loaded: &Loaded) -> bool {
    let resource = loaded.resource.as_ref();
    let supports = || resource.is_some_and(|it| inzage_zib::chapters(it) == [Chapter::Supporting]);
    names(loaded) || supports()
}

/// The facts that a choice looks at; none of what could not be read.
pub(super) fn share_facts(loaded: &Loaded) -> Option<Facts<'_>> {
    let head = &loaded.record.head;
    let resource = loaded.resource.as_ref()?;
    let mut facts = Facts::of(&head.number, &head.provider, resource, loaded.labels());
    facts.document |= !head.documents.is_empty();
    Some(facts)
}

impl<S: Store> Open<S> {
    /// The choice with what stands together with an entry that stays: it is the same
    /// thing, told by another source.
    fn with_the_same(&self, selection: &Selection) -> Selection {
        let mut all = selection.clone();
        for number in &selection.entries {
            let others = self.others(number);
            let numbers = others.iter().map(|other| other.record.head.number.clone());
            all.entries.extend(numbers);
        }
        all
    }

    /// The numbers of the entries that go along: those that the choice takes, and what
    /// they refer to that only belongs to something. Who is named only by what stays,
    /// stays too: the name of a psychiatrist tells what was left out.
    pub(in super::super) fn going(&self, selection: &Selection) -> BTreeSet<String> {
        let selection = self.with_the_same(selection);
        let takes = |loaded: &Loaded| {
            let facts = share_facts(loaded);
            facts.is_some_and(|facts| selection.takes(&facts))
        };
        let (belonging, own): (Vec<&Loaded>, Vec<&Loaded>) =
            self.joined().partition(|loaded| belongs(loaded));
        let (go, stay): (Vec<&Loaded>, Vec<&Loaded>) = own.into_iter().partition(|of| takes(of));
        let mut going = self.with_what_belongs(go, &takes);
        let hidden = self.with_what_belongs(stay, &|_| true);
        let free = belonging.into_iter().filter(|loaded| {
            let number = &loaded.record.head.number;
            !going.contains(number) && !hidden.contains(number) && names(loaded) && takes(loaded)
        });
        let free = self.with_what_belongs(free.collect(), &takes);
        going.extend(free);
        going
    }

    /// The numbers of entries, and of what they refer to that only belongs to something
    /// and that `takes` takes.
    fn with_what_belongs<'a>(
        &'a self,
        mut fresh: Vec<&'a Loaded>,
        takes: &dyn Fn(&Loaded) -> bool,
    ) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        while let Some(loaded) = fresh.pop() {
            if found.insert(loaded.record.head.number.clone()) {
                let referred = self.referred(loaded).into_iter();
                fresh.extend(referred.filter(|of| belongs(of) && takes(of)));
            }
        }
        found
    }

    /// What an entry refers to, of what its provider delivered.
    pub(super) fn referred<'a>(&'a self, loaded: &'a Loaded) -> Vec<&'a Loaded> {
        let known = self.known(&loaded.record.head);
        let references = loaded.resource.as_ref().map(inzage_zib::references);
        let references = references.unwrap_or_default();
        let found = references.iter().filter_map(|of| known.record(of));
        found.filter(|of| !of.record.head.staged).collect()
    }

    /// Entries that go and hang together with one that stays: they refer to it, or it
    /// refers to them.
    pub(super) fn linked_to_what_stays(&self, going: &BTreeSet<String>) -> Vec<&Loaded> {
        let mut linked: BTreeMap<&str, &Loaded> = BTreeMap::new();
        for loaded in self.joined().filter(|of| of.resource.is_some()) {
            let goes = going.contains(&loaded.record.head.number);
            for other in self.referred(loaded) {
                let other_goes = going.contains(&other.record.head.number);
                let kept = match (goes, other_goes) {
                    (true, false) => loaded,
                    (false, true) => other,
                    _ => continue,
                };
                // A name says nothing by itself of what stays.
                if !belongs(kept) {
                    linked.insert(&kept.record.head.number, kept);
                }
            }
        }
        linked.into_values().collect()
    }
}
