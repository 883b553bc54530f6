//! Where a series begins, and why: what each service gives, and since when it
//! was collected.

use std::collections::{BTreeMap, BTreeSet};

use inzage_words::Lang;

use super::reading::moment;
use crate::collection::Collection;

/// One sentence for each provider and service that a series comes from.
/// `name` is what a provider is called.
pub fn begins<'c>(
    from: &BTreeSet<(String, String)>,
    collections: impl IntoIterator<Item = &'c Collection>,
    name: impl Fn(&str) -> String,
    lang: Lang,
) -> Vec<String> {
    let mut firsts: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for collection in collections.into_iter().filter(|c| c.joined()) {
        for service in &collection.services {
            let key = (collection.provider.as_str(), service.as_str());
            let first = firsts.entry(key).or_insert(&collection.at);
            if collection.at.as_str() < *first {
                *first = &collection.at;
            }
        }
    }
    from.iter()
        .filter_map(|(provider, service)| {
            let at = firsts.get(&(provider.as_str(), service.as_str()))?;
            let day = moment(at)?.day_text(lang);
            Some(sentence(&name(provider), service, &day, lang))
        })
        .collect()
}

/// What a gegevensdienst gives of results, in its scope note (the same as on
/// the page that says why something is empty).
fn sentence(name: &str, service: &str, day: &str, lang: Lang) -> String {
    match (service, lang) {
        ("48", Lang::Nl) => format!(
            "{name} geeft in de basisgegevensset alleen de laatste uitslag. Van deze bron begint de grafiek daarom bij uw eerste ophaling op {day}."
        ),
        ("48", Lang::En) => format!(
            "{name} gives only the latest result in the basic data set. From this source the chart therefore begins at the first time you collected, on {day}."
        ),
        ("49", Lang::Nl) => format!(
            "{name} geeft uitslagen van de laatste veertien maanden voor een ophaling. Uw eerste ophaling was op {day}."
        ),
        ("49", Lang::En) => format!(
            "{name} gives results of the last fourteen months before a collection. You first collected on {day}."
        ),
        (_, Lang::Nl) => format!(
            "Van {name} staat hier wat deze bron gaf sinds uw eerste ophaling op {day}. Er kan ouder zijn dat niet is gegeven."
        ),
        (_, Lang::En) => format!(
            "From {name} this shows what the source gave since you first collected on {day}. There may be older results that were not given."
        ),
    }
}
