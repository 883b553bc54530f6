//! What is made of the record: made when first asked for, kept until something
//! changes, and emptied in one place, [`Open::changed`] (ADR 0100).

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;
use inzage_dossier::duplicates::Groups;
use inzage_dossier::medication::{Difference, Told, Treatment};
use inzage_dossier::series::Catalogue;
use inzage_dossier::view::Topic;
use inzage_zib::Identity;
use inzage_zib::view::Chapter;

use super::access::Askings;
use super::chapters::{Counted, Listed};
use super::measuring::charts::Drawn;
use super::measuring::returned::Returned;
use super::measuring::{Gone, Owned};
use super::news::Fresh;
use super::open::Open;
use super::protocol::measure::What;
use super::protocol::{Choices, Unread};
use super::timeline::Moment;

/// Which state of an index and how many entries of it, and of each its group.
pub(super) type Grouped = ((u64, usize), Rc<Vec<Option<usize>>>);

/// Everything that is made of the record.
#[derive(Default)]
pub(super) struct Derived {
    /// What identifies entries, until that is used to find what stands together.
    pub(super) identities: RefCell<Identities>,
    /// What stands together.
    pub(super) groups: OnceCell<Groups>,
    /// In which group each entry of the index of search is.
    pub(super) grouped: RefCell<Option<Grouped>>,
    /// How many rows each provider and service has in each chapter.
    pub(super) counted: OnceCell<Counted>,
    /// What providers told of who used the data; read from the vault.
    pub(super) askings: OnceCell<Rc<Askings>>,
    /// What each link shows, as a hash, by the link and its end.
    pub(super) digests: RefCell<BTreeMap<String, String>>,
    /// Everything by date.
    pub(super) moments: OnceCell<Vec<Moment>>,
    /// Numbers of the entries that are unread, by why; newest first.
    pub(super) unread: OnceCell<BTreeMap<Unread, Vec<String>>>,
    /// What is unread of each provider.
    pub(super) fresh: OnceCell<BTreeMap<String, Fresh>>,
    /// How many entries of each service a collection held, by its id.
    pub(super) held: OnceCell<BTreeMap<String, BTreeMap<String, usize>>>,
    /// What the person measured, read.
    pub(super) readings: OnceCell<Vec<Owned>>,
    /// Entries of providers that are own readings.
    pub(super) returned: OnceCell<Returned>,
    /// Those of which the own reading is still here.
    pub(super) returned_and_here: OnceCell<Returned>,
    /// What was shared, by the entry it is of.
    pub(super) gone: OnceCell<BTreeMap<String, BTreeSet<Gone>>>,
    /// What is in words.
    pub(super) said: Said,
}

/// What identifies entries, as far as it was found: in the order of the records.
#[derive(Default)]
pub(super) struct Identities {
    /// Found.
    pub(super) found: Vec<Identity>,
    /// Whether that is all of them.
    pub(super) whole: bool,
}

/// What is made of the record in words of the chosen language, without the words
/// of what is covered.
#[derive(Default)]
pub(super) struct Said {
    /// The rows of each chapter.
    pub(super) listed: OnceCell<BTreeMap<Chapter, Listed>>,
    /// What can be chosen on the timeline.
    pub(super) choices: OnceCell<Choices>,
    /// Repeated measurements.
    pub(super) catalogue: OnceCell<Catalogue>,
    /// Every building block of medication.
    pub(super) told: OnceCell<Vec<Told>>,
    /// The treatments on a day.
    pub(super) treated: OfDay<Vec<Treatment>>,
    /// What sources say differently of medication on a day.
    pub(super) differing: OfDay<Vec<Difference>>,
    /// Where sources disagree on a day: about what, and the entries of each side.
    pub(super) disagree: OfDay<Vec<(Topic, Vec<String>)>>,
    /// What charts of measuring are drawn of.
    pub(super) drawn: RefCell<BTreeMap<What, Rc<Drawn>>>,
}

/// What is made for one day, and kept until another day is asked for.
pub(super) struct OfDay<T>(RefCell<Option<(NaiveDate, Rc<T>)>>);

impl<T> Default for OfDay<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T> OfDay<T> {
    /// Whether it is made for `day`.
    pub(super) fn is_of(&self, day: NaiveDate) -> bool {
        self.0.borrow().as_ref().is_some_and(|(of, _)| *of == day)
    }

    /// What was made for `day`, or is made now.
    pub(super) fn get(&self, day: NaiveDate, make: impl FnOnce() -> T) -> Rc<T> {
        let kept = self
            .0
            .borrow()
            .as_ref()
            .filter(|(of, _)| *of == day)
            .cloned();
        if let Some((_, kept)) = kept {
            return kept;
        }
        let fresh = Rc::new(make());
        *self.0.borrow_mut() = Some((day, Rc::clone(&fresh)));
        fresh
    }
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// The record, its providers, or what the person said about being the same.
    Record,
    /// The language, the plain names, or whether sensitive kinds open covered.
    Words,
    /// Something that was unread is read now.
    Read,
    /// Something that was covered was opened; it is read then too.
    Opened,
    /// What the person makes herself.
    Own,
}

impl<S> Open<S> {
    /// Forgets what was made of what is no longer so. Whatever changes something
    /// that is derived says it here; the index of search sees by itself that
    /// records came or went.
    pub(super) fn changed(&mut self, what: Changed) {
        match what {
            Changed::Record => self.derived = Derived::default(),
            Changed::Words => {
                self.derived.said = Said::default();
                self.searching.clear();
            }
            Changed::Read => {
                self.derived.unread = OnceCell::new();
                self.derived.fresh = OnceCell::new();
            }
            Changed::Opened => {
                self.changed(Changed::Read);
                self.derived.said = Said::default();
            }
            Changed::Own => {
                self.derived.digests = RefCell::default();
                self.derived.moments = OnceCell::new();
                self.derived.readings = OnceCell::new();
                self.derived.returned = OnceCell::new();
                self.derived.returned_and_here = OnceCell::new();
                self.derived.gone = OnceCell::new();
                self.derived.said.choices = OnceCell::new();
                self.derived.said.drawn = RefCell::default();
            }
        }
    }
}
