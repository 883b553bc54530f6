//! What is made while nobody asks for anything, so that it is there when it is asked
//! for: first what the screens show most, then what everything can be found by.

use chrono::NaiveDate;
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::open::Open;

/// Entries of which one step finds what identifies them.
const SLICE: usize = 500;

/// Makes one thing of the record, as it is on a day.
type Step<S> = fn(&Open<S>, NaiveDate, Lang);

impl<S: Store> Open<S> {
    /// Whether something is left to make; `today` by the clock of the device.
    pub(super) fn has_work(&self, today: NaiveDate) -> bool {
        self.next_step(today).is_some() || self.has_to_index()
    }

    /// Makes a little of it.
    pub(super) fn work(&mut self, today: NaiveDate, lang: Lang) {
        match self.next_step(today) {
            Some(make) => make(self, today, lang),
            None => self.index_more(lang),
        }
    }

    /// The first thing that is not made yet; each rests on those before it.
    fn next_step(&self, today: NaiveDate) -> Option<Step<S>> {
        let (made, said) = (&self.derived, &self.derived.said);
        let grouped = made.groups.get().is_some();
        let steps: [(bool, Step<S>); 13] = [
            (grouped || made.identities.borrow().whole, |open, _, _| {
                open.identify(SLICE);
            }),
            (grouped, |open, _, _| {
                open.groups();
            }),
            (said.listed.get().is_some(), |open, _, _| {
                open.list_chapters();
            }),
            (made.unread.get().is_some(), |open, _, _| {
                open.unread();
            }),
            (made.fresh.get().is_some(), |open, _, _| {
                open.fresh();
            }),
            (made.readings.get().is_some(), |open, _, _| {
                open.own_readings();
            }),
            (made.moments.get().is_some(), |open, _, _| {
                open.moments();
            }),
            (made.held.get().is_some(), |open, _, _| {
                open.held_counts();
            }),
            (said.told.get().is_some(), |open, _, lang| {
                open.told(lang);
            }),
            (said.treated.is_of(today), |open, today, lang| {
                open.treated(today, lang);
            }),
            (said.differing.is_of(today), |open, today, lang| {
                open.medicines_differing(today, lang);
            }),
            (said.disagree.is_of(today), |open, today, lang| {
                open.disagreeing(today, lang);
            }),
            (said.catalogue.get().is_some(), |open, _, lang| {
                open.catalogue(lang);
            }),
        ];
        let mut left = steps.into_iter().filter(|(is_made, _)| !is_made);
        left.next().map(|(_, make)| make)
    }
}
