//! Which provider and service gave what when: for changing to another app.

use inzage_chart::csv_line;
use inzage_dossier::collection::{Collection, Outcome, QueryResult};
use inzage_dossier::logbook::Event;
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::words;

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
    /// A line for each part of each collection of the record, the oldest first: CSV (RFC 4180).
    pub(super) fn list_of_sources(&self, lang: Lang) -> String {
        let joined = self.collections.values().filter(|it| it.joined());
        let mut all: Vec<&Collection> = joined.collect();
        all.sort_by_key(|collection| Event::order(&collection.at));
        let heads = csv_line(&HEADS.map(|(nl, en)| lang.pick(nl, en).to_owned()));
        let lines = all.into_iter().flat_map(|of| self.lines_of(of, lang));
        std::iter::once(heads).chain(lines).collect()
    }

    fn lines_of(&self, collection: &Collection, lang: Lang) -> Vec<String> {
        let line = |service: &String, query: &String, result: &QueryResult| {
            csv_line(&[
                self.mark(&collection.provider).name,
                collection.provider.clone(),
                service.clone(),
                words::service_name(service, service, lang),
                words::query_name(service, query, lang),
                collection.at.clone(),
                result.entries.to_string(),
                ended(result, lang).to_owned(),
            ])
        };
        let services = collection.queries.iter();
        let lines = services.flat_map(|(service, queries)| {
            let of_service = queries.iter();
            of_service.map(move |(query, result)| line(service, query, result))
        });
        lines.collect()
    }
}

fn ended(result: &QueryResult, lang: Lang) -> &'static str {
    match result.end.as_ref().map(|end| &end.outcome) {
        Some(Outcome::Complete) => lang.pick("volledig", "complete"),
        Some(Outcome::Partial(_)) => lang.pick("niet alles", "not everything"),
        Some(Outcome::Failed(..)) => lang.pick("mislukt", "failed"),
        Some(Outcome::Cancelled) | None => lang.pick("gestopt", "stopped"),
    }
}
