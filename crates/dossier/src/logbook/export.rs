//! The log as a file, oldest first.

use inzage_chart::csv_line;
use inzage_words::Lang;
use serde_json::{Value, json as object};

use super::{Event, kind_name};

/// As CSV (RFC 4180) with a heading.
pub fn csv(events: &[&Event], lang: Lang) -> String {
    let heads = [
        ("moment", "moment"),
        ("soort", "kind"),
        ("zorgaanbieder", "care_provider"),
        ("wat", "what"),
        ("meer", "more"),
    ];
    let mut out = csv_line(&heads.map(|(nl, en)| lang.pick(nl, en).to_owned()));
    for event in events {
        let party = event.what.party();
        out += &csv_line(&[
            event.at.clone(),
            kind_name(event.what.kind(), lang).to_owned(),
            party.map(|party| party.name.clone()).unwrap_or_default(),
            event.what.sentence(lang),
            event.details_text(lang),
        ]);
    }
    out
}

/// As JSON: each line as it is kept, with the sentence that the screen shows.
pub fn json(events: &[&Event], lang: Lang) -> String {
    let lines = events.iter().map(|event| {
        let sentence = event.what.sentence(lang);
        object!({ "text": sentence, "event": event })
    });
    let all = object!({ "logboek": lines.collect::<Vec<Value>>() });
    format!("{all:#}\n")
}
