//! Where own readings went: a shared reading carries with whom and when, and what one
//! provider got in one sharing does not leave in another.

use std::collections::{BTreeMap, BTreeSet};

use inzage_measure::Moment;
use inzage_measure::sharing::{Fate as Kept, Sharing, Which};
use inzage_own::Entry;
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::Lang;

use super::super::super::open::Open;
use super::super::super::words::moment;

/// That a reading left for a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super::super) struct Gone {
    /// The id of the reading.
    reading: String,
    /// When: RFC 3339.
    at: String,
    /// The provider's name for people.
    to: String,
    /// Whether it said that it took it.
    taken: bool,
}

impl<S: Store> Open<S> {
    /// What left, by the entry it is of: a reading or a dialysis session.
    fn gone(&self) -> &BTreeMap<String, BTreeSet<Gone>> {
        self.derived.gone.get_or_init(|| {
            let mut gone: BTreeMap<String, BTreeSet<Gone>> = BTreeMap::new();
            for (_, sharing) in self.sharings() {
                for item in &sharing.items {
                    let (at, taken) = match &item.fate {
                        Kept::Accepted(at) => (at, true),
                        Kept::Uncertain(at) => (at, false),
                        Kept::Waiting | Kept::Sending | Kept::Refused(_) => continue,
                    };
                    let left = item.left.as_ref();
                    let entry = left.map_or(&item.reading, |left| &left.entry);
                    gone.entry(entry.clone()).or_default().insert(Gone {
                        reading: item.reading.clone(),
                        at: at.clone(),
                        to: sharing.name.clone(),
                        taken,
                    });
                }
            }
            gone
        })
    }

    /// With whom an entry was shared and when, in words; of a session only `reading`,
    /// when one is named.
    pub(in super::super) fn shared_words(
        &self,
        entry: &str,
        reading: Option<&str>,
        lang: Lang,
    ) -> Vec<String> {
        let gone = self.gone().get(entry).into_iter().flatten();
        let gone = gone.filter(|one| reading.is_none_or(|id| one.reading == id));
        let said = gone.map(|one| (&one.at, &one.to, one.taken));
        let said: BTreeSet<_> = said.collect();
        let words = said.into_iter().map(|(at, to, taken)| {
            let key = if taken {
                "own_shared_with"
            } else {
                "own_perhaps_with"
            };
            let words = phrase(key, lang).replacen("{}", to, 1);
            words.replacen("{}", &moment(at, lang), 1)
        });
        words.collect()
    }

    /// What the provider of a sharing took, or may have taken, in other sharings after
    /// this one was begun.
    pub(super) fn gone_since(&self, entry: &Entry, sharing: &Sharing) -> BTreeSet<(String, Which)> {
        let instant = |at: &str| Moment::parse(at).map(|at| at.seconds());
        let begun = entry.entered().and_then(|event| instant(&event.at));
        let others = self
            .sharings()
            .filter(|(other, of)| other.id != entry.id && of.provider == sharing.provider);
        let items = others.flat_map(|(_, other)| other.items);
        let since = items.filter(|item| match &item.fate {
            Kept::Accepted(at) | Kept::Uncertain(at) => instant(at) >= begun,
            Kept::Sending => true,
            Kept::Waiting | Kept::Refused(_) => false,
        });
        since.map(|item| (item.reading, item.which)).collect()
    }
}
