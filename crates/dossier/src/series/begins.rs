//! Where a series begins, and why: what each service gives, and since when it
//! was collected.

use std::collections::{BTreeMap, BTreeSet};

use inzage_words::Lang;

use super::reading::moment;
use crate::collection::Collection;

/// A sentence for each service that a series comes with, and since when.
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
    // Providers that gave the same service since the same day are said together.
    let mut together: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for (provider, service) in from {
        let at = firsts.get(&(provider.as_str(), service.as_str()));
        let day = at.and_then(|at| Some(moment(at)?.day_text(lang)));
        if let Some(day) = day {
            let kind = together.entry((service, day)).or_default();
            kind.push(name(provider));
        }
    }
    together
        .into_iter()
        .map(|((service, day), names)| sentence(&names, service, &day, lang))
        .collect()
}

/// What a gegevensdienst gives of results, in its scope note (the same as on the
/// page that says why something is empty).
fn sentence(names: &[String], service: &str, day: &str, lang: Lang) -> String {
    let one = names.len() == 1;
    let who = names.join(lang.pick(" en ", " and "));
    let pick = |single: &'static str, many: &'static str| if one { single } else { many };
    match (service, lang) {
        ("48", Lang::Nl) => format!(
            "{who} {} in de basisgegevensset alleen de laatste uitslag. {} begint deze grafiek daarom bij uw eerste ophaling, op {day}: met de uitslag die toen de laatste was.",
            pick("geeft", "geven"),
            pick("Van deze bron", "Van deze bronnen")
        ),
        ("48", Lang::En) => format!(
            "{who} {} only the latest result in the basic data set. From {} this chart therefore begins at the first time you collected, on {day}: with the result that was the latest then.",
            pick("gives", "give"),
            pick("this source", "these sources")
        ),
        ("49", Lang::Nl) => format!(
            "{who} {} uitslagen van de laatste veertien maanden vóór een ophaling. Uw eerste ophaling was op {day}.",
            pick("geeft", "geven")
        ),
        ("49", Lang::En) => format!(
            "{who} {} results of the last fourteen months before a collection. You first collected on {day}.",
            pick("gives", "give")
        ),
        (_, Lang::Nl) => format!(
            "Van {who} staat hier wat is gegeven sinds uw eerste ophaling op {day}. Er kan ouder zijn dat niet is gegeven."
        ),
        (_, Lang::En) => format!(
            "From {who} this shows what was given since you first collected on {day}. There may be older results that were not given."
        ),
    }
}
