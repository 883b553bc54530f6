//! Which provider and service gave what when: for changing to another app.

use std::collections::{BTreeMap, BTreeSet};

use inzage_chart::csv_line;
use inzage_dossier::collection::{Collection, Outcome, QueryResult};
use inzage_dossier::logbook::Event;
use inzage_dossier::selection::Selection;
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::links::belongs;
use super::super::open::Open;
use super::super::records::Loaded;
use super::super::words;

/// How many entries, by collection, service and query.
type Parts<'a> = BTreeMap<(String, &'a str, &'a str), usize>;

/// What stands above the columns, in Dutch and English.
const HEADS: [(&str, &str); 8] = [
    ("zorgaanbieder", "care_provider"),
    ("medmij_naam", "medmij_name"),
    ("gegevensdienst", "service"),
    ("naam", "name"),
    ("onderdeel", "part"),
    ("opgehaald", "collected"),
    ("aantal", "count"),
    ("hoe_het_ging", "how_it_went"),
];

impl<S: Store> Open<S> {
    /// A line for each part of each collection of the record, the oldest first: CSV (RFC
    /// 4180). Where something is left out only of what goes: nothing tells what else a
    /// provider gave, or that it gave something.
    pub(super) fn list_of_sources(&self, selection: &Selection, lang: Lang) -> String {
        let some = (*selection != Selection::everything()).then(|| self.parts_of(selection));
        let joined = self.collections.values().filter(|it| it.joined());
        let mut all: Vec<&Collection> = joined.collect();
        all.sort_by_key(|collection| Event::order(&collection.at));
        let heads = csv_line(&HEADS.map(|(nl, en)| lang.pick(nl, en).to_owned()));
        let lines = all
            .into_iter()
            .flat_map(|of| self.lines_of(of, some.as_ref(), lang));
        std::iter::once(heads).chain(lines).collect()
    }

    /// How many entries that go each part of each collection brought.
    fn parts_of(&self, selection: &Selection) -> Parts<'_> {
        let mut parts = Parts::new();
        let going = self.taken(selection);
        let stays = |of: &&Loaded| !going.contains(&of.record.head.number) && !belongs(of);
        let hidden: BTreeSet<(&str, &str)> =
            self.joined().filter(stays).flat_map(parts_with).collect();
        for loaded in going.iter().filter_map(|number| self.records.get(number)) {
            // What only belongs to something came with each part that names it, also with
            // one that is left out.
            let named = parts_with(loaded);
            let told = named.filter(|part| !belongs(loaded) || !hidden.contains(part));
            for (service, query) in told {
                for collection in loaded.record.head.brought_by() {
                    *parts.entry((collection, service, query)).or_default() += 1;
                }
            }
        }
        parts
    }

    fn lines_of(
        &self,
        collection: &Collection,
        some: Option<&Parts<'_>>,
        lang: Lang,
    ) -> Vec<String> {
        let count = |service: &str, query: &str, result: &QueryResult| match some {
            None => Some(result.entries),
            Some(parts) => parts.get(&(collection.id.clone(), service, query)).copied(),
        };
        let line = |service: &String, query: &String, result: &QueryResult| {
            let count = count(service, query, result)?;
            Some(csv_line(&[
                self.mark(&collection.provider).name,
                collection.provider.clone(),
                service.clone(),
                words::service_name(service, service, lang),
                words::query_name(service, query, lang),
                collection.at.clone(),
                count.to_string(),
                ended(result, lang).to_owned(),
            ]))
        };
        let services = collection.queries.iter();
        let lines = services.flat_map(|(service, queries)| {
            let of_service = queries.iter();
            of_service.filter_map(move |(query, result)| line(service, query, result))
        });
        lines.collect()
    }
}

/// The parts of services that brought an entry.
fn parts_with(loaded: &Loaded) -> impl Iterator<Item = (&str, &str)> {
    let head = &loaded.record.head;
    let queries = head.queries.iter();
    queries.map(|query| (&*head.service, &**query))
}

fn ended(result: &QueryResult, lang: Lang) -> &'static str {
    match result.end.as_ref().map(|end| &end.outcome) {
        Some(Outcome::Complete) => lang.pick("volledig", "complete"),
        Some(Outcome::Partial(_)) => lang.pick("niet alles", "not everything"),
        Some(Outcome::Failed(..)) => lang.pick("mislukt", "failed"),
        Some(Outcome::Cancelled) | None => lang.pick("gestopt", "stopped"),
    }
}
