//! Own readings that a provider gives back: what was shared and is collected
//! later. They are one measurement, not two. Known by the lasting id that each
//! observation is sent with, else by provider, moment and numbers of what was sent.

use std::collections::BTreeMap;

use inzage_fhir::Resource;
use inzage_measure::sharing::{Fate, Sharing, Which, identifier};
use inzage_measure::{Moment, Part};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::records::Loaded;
use super::Owned;

/// By entry number: the id of the own reading that came back, which may have been
/// deleted here.
pub(in super::super) type Returned = BTreeMap<String, String>;

impl<S: Store> Open<S> {
    /// Entries of providers that are the person's own readings.
    pub(in super::super) fn returned(&self) -> &Returned {
        self.derived.returned.get_or_init(|| self.find_returned())
    }

    fn find_returned(&self) -> Returned {
        let shares: Vec<Sharing> = self.sharings().map(|(_, one)| one).collect();
        if shares.is_empty() {
            return Returned::new();
        }
        let (by_id, by_moment) = (known(&shares), self.told_to(&shares));
        let found = self.joined().filter_map(|loaded| {
            let resource = loaded.resource.as_ref()?;
            let provider = &loaded.record.head.provider;
            if !shares.iter().any(|sharing| sharing.provider == *provider) {
                return None;
            }
            let by_identifier = identifiers(resource).find_map(|value| by_id.get(value));
            let told = || by_moment.get(&told_by(loaded, resource)?);
            let reading = by_identifier.or_else(told)?;
            Some((loaded.record.head.number.clone(), reading.clone()))
        });
        found.collect()
    }

    /// Those of which the own reading is still here.
    pub(in super::super) fn returned_and_here(&self) -> &Returned {
        self.derived.returned_and_here.get_or_init(|| {
            let mut returned = self.returned().clone();
            if !returned.is_empty() {
                let readings = self.by_id();
                returned.retain(|_, reading| readings.contains_key(reading));
            }
            returned
        })
    }

    /// What each provider was told: moment and numbers of what it has or may have.
    fn told_to(&self, shares: &[Sharing]) -> BTreeMap<Told, String> {
        let readings = self.by_id();
        let mut told = BTreeMap::new();
        for sharing in shares {
            let arrived = |fate: &Fate| matches!(fate, Fate::Accepted(_) | Fate::Uncertain(_));
            for item in sharing.items.iter().filter(|item| arrived(&item.fate)) {
                let sent = self
                    .as_sent(item)
                    .or_else(|| readings.get(&item.reading).cloned());
                let Some(Owned { reading, .. }) = sent else {
                    continue;
                };
                let numbers = reading.amounts.iter();
                let numbers = numbers
                    .filter(|(part, _)| (**part == Part::Pulse) == (item.which == Which::Pulse));
                let numbers: Vec<i64> = numbers.map(|(_, amount)| amount.thousandths()).collect();
                let key = (sharing.provider.clone(), reading.at.seconds() / 60, numbers);
                told.insert(key, item.reading.clone());
            }
        }
        told
    }
}

/// Provider, minute since 1970, and the numbers in thousandths.
type Told = (String, i64, Vec<i64>);

/// The lasting ids of everything that was ever shared, with their readings.
fn known(shares: &[Sharing]) -> BTreeMap<String, String> {
    let items = shares.iter().flat_map(|sharing| &sharing.items);
    items
        .map(|item| (identifier(&item.reading, item.which), item.reading.clone()))
        .collect()
}

fn identifiers(resource: &Resource) -> impl Iterator<Item = &str> {
    let all = resource.get("identifier").and_then(|all| all.as_array());
    let values = all.into_iter().flatten();
    values.filter_map(|one| one.get("value")?.as_str())
}

/// What an entry says, as it would have been told.
fn told_by(loaded: &Loaded, resource: &Resource) -> Option<Told> {
    if resource.kind() != "Observation" {
        return None;
    }
    let at = resource.get("effectiveDateTime")?.as_str()?;
    let minute = Moment::parse(at)?.seconds() / 60;
    let numbers = inzage_zib::numeric(resource, Lang::Nl);
    let thousandths = numbers.iter().map(|number| {
        let amount = inzage_measure::Amount::parse(&number.number.text);
        amount.map(|amount| amount.thousandths())
    });
    let numbers = thousandths.collect::<Option<Vec<i64>>>()?;
    Some((loaded.record.head.provider.clone(), minute, numbers))
}
