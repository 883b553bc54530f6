//! The few words that the engine itself chooses, and how moments read.

use chrono::{DateTime, Months};
use inzage_dossier::record::Record;
use inzage_dossier::selection::Label;
use inzage_fhir::{Finding, FindingKind};
use inzage_medmij::gegevensdiensten::GEGEVENSDIENSTEN;
use inzage_zib::RowText;
use inzage_zib::view::{Chapter, Entry, Field, Lang};

/// A moment (RFC 3339 with offset) as its own wall clock, for people:
/// `3 maart 2026, 14:05`. Anything else as it is; empty: that it is not known.
pub(super) fn moment(at: &str, lang: Lang) -> String {
    if at.is_empty() {
        return inzage_words::phrase("moment_unknown", lang).to_owned();
    }
    let Ok(read) = DateTime::parse_from_rfc3339(at) else {
        return at.to_owned();
    };
    let day = inzage_zib::date_text(&read.format("%Y-%m-%d").to_string(), lang);
    format!("{day}, {}", read.format("%H:%M"))
}

/// The day of a moment (RFC 3339), for people: `3 maart 2026`.
pub(super) fn day(at: &str, lang: Lang) -> String {
    inzage_zib::date_text(at.get(..10).unwrap_or(at), lang)
}

/// What a row says while it is covered: of which kind it is, and when.
pub(super) fn covered_row(kind: &str, date: String, lang: Lang) -> RowText {
    RowText {
        title: inzage_words::sensitive(kind, lang).to_owned(),
        date,
        status: String::new(),
    }
}

/// The day `months` later, as `YYYY-MM-DD`.
pub(super) fn months_later(at: &str, months: u32) -> Option<String> {
    let day = DateTime::parse_from_rfc3339(at).ok()?.date_naive();
    Some(
        day.checked_add_months(Months::new(months))?
            .format("%Y-%m-%d")
            .to_string(),
    )
}

/// What a query asks for.
pub(super) fn query_name(service: &str, query: &str, lang: Lang) -> String {
    inzage_words::query(service, query, lang)
        .unwrap_or(query)
        .to_owned()
}

/// What every query of every service asks for.
pub(super) fn query_names(lang: Lang) -> Vec<(String, String, String)> {
    let queries = GEGEVENSDIENSTEN
        .iter()
        .flat_map(|service| service.queries.iter().map(|query| (service.id, query.id)));
    queries
        .map(|(service, query)| {
            let name = query_name(service, query, lang);
            (service.to_owned(), query.to_owned(), name)
        })
        .collect()
}

/// How many rows at the end of a source are for machines only.
pub(super) fn technical_rows(source: &[Field], lang: Lang) -> usize {
    let technical = |field: &&Field| {
        inzage_words::TECHNICAL
            .iter()
            .any(|key| inzage_words::phrase(key, lang) == field.label)
    };
    source.iter().rev().take_while(technical).count()
}

/// What a service is called; the name of MedMij's own list where we have none.
pub(super) fn service_name(service: &str, listed: &str, lang: Lang) -> String {
    inzage_words::service(service, lang)
        .unwrap_or(listed)
        .to_owned()
}

/// Plain name of a chapter, for somebody who looks along: none speaks to the person
/// whose record it is.
pub(super) fn chapter_of_another(chapter: Chapter, lang: Lang) -> String {
    let key = match chapter {
        Chapter::Demographics => "seen_demographics",
        Chapter::FunctionalStatus => "seen_functional_status",
        Chapter::CareProviders => "seen_care_providers",
        _ => return chapter_name(chapter, lang),
    };
    inzage_words::phrase(key, lang).to_owned()
}

/// Plain name of a chapter.
pub(super) fn chapter_name(chapter: Chapter, lang: Lang) -> String {
    inzage_words::chapter(&chapter_key(chapter), lang)
        .unwrap_or_default()
        .to_owned()
}

/// What a sensitivity label is called.
pub(super) fn label(label: Label, lang: Lang) -> &'static str {
    let key = match label {
        Label::General => "label_general",
        Label::Mental => "label_mental",
        Label::Sexual => "label_sexual",
        Label::Social => "label_social",
        Label::Delicate => "label_delicate",
    };
    inzage_words::phrase(key, lang)
}

/// Official name of a chapter.
pub(super) fn chapter_official(chapter: Chapter, lang: Lang) -> String {
    inzage_words::chapter_official(&chapter_key(chapter), lang)
        .unwrap_or_default()
        .to_owned()
}

/// What is in a chapter.
pub(super) fn chapter_explained(chapter: Chapter, lang: Lang) -> String {
    inzage_words::explain_chapter(&chapter_key(chapter), lang)
        .unwrap_or_default()
        .to_owned()
}

/// Its name in snake case, as serialised.
fn chapter_key(chapter: Chapter) -> String {
    let key = serde_json::to_value(chapter).ok();
    key.and_then(|key| key.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A finding as kept: a stable word, and what it is about or what was told.
pub(super) fn stored_finding(finding: &Finding) -> String {
    let (word, about) = match &finding.kind {
        FindingKind::NotFhir => ("not-fhir", ""),
        FindingKind::CutOff => ("cut-off", ""),
        FindingKind::Malformed => ("malformed", ""),
        FindingKind::EmptyEntry => ("empty-entry", ""),
        FindingKind::NotUtf8 => ("not-utf8", ""),
        FindingKind::Told { text, .. } => ("told", text.as_str()),
    };
    format!("{word} {about}")
}

/// A kept finding in words.
pub(super) fn finding(stored: &str, lang: Lang) -> String {
    let (word, about) = stored.split_once(' ').unwrap_or((stored, ""));
    match word {
        "not-fhir" => lang.pick(
            "Het antwoord was niet te lezen: het was geen zorginformatie.",
            "The answer could not be read: it was not health information.",
        ),
        "cut-off" => lang.pick(
            "Het antwoord hield te vroeg op. Wat heel was, staat erin.",
            "The answer stopped too early. What was whole has been kept.",
        ),
        "malformed" => lang.pick("Een deel was niet te lezen.", "A part could not be read."),
        "empty-entry" => lang.pick("Een deel was leeg.", "A part was empty."),
        "not-utf8" => lang.pick(
            "Enkele tekens waren niet te lezen.",
            "Some characters could not be read.",
        ),
        "told" if about.is_empty() => lang.pick(
            "De bron gaf een melding zonder tekst.",
            "The source gave a message without text.",
        ),
        "told" => {
            return format!(
                "{} {about}",
                lang.pick("De bron meldt:", "The source says:")
            );
        }
        _ => return stored.to_owned(),
    }
    .to_owned()
}

/// The row of something that could not be read.
pub(super) fn unreadable_row(lang: Lang) -> RowText {
    RowText {
        title: lang
            .pick("Niet leesbaar gegeven", "Unreadable item")
            .to_owned(),
        date: String::new(),
        status: lang.pick("Niet te lezen", "Cannot be read").to_owned(),
    }
}

/// The page of something that could not be read: its text as received.
pub(super) fn unreadable_entry(record: &Record, lang: Lang) -> (Entry, Vec<String>) {
    let row = unreadable_row(lang);
    let text = String::from_utf8_lossy(&record.bytes).into_owned();
    let other = vec![Field {
        label: lang.pick("Zoals ontvangen", "As received").to_owned(),
        value: text,
    }];
    let entry = Entry {
        id: format!("{}/{}", record.head.kind, record.head.id),
        chapter: Chapter::Supporting,
        title: row.title,
        date: row.date,
        status: row.status.clone(),
        fields: Vec::new(),
        source: Vec::new(),
        other,
    };
    (entry, vec![row.status])
}

/// The resource as received, indented where it is JSON. Only white space between
/// the tokens changes: numbers and the order of things stay as written.
pub(super) fn indented(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
        return text.into_owned();
    }
    let (mut out, mut depth, mut in_string, mut escaped) = (String::new(), 0_usize, false, false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => in_string = true,
            c if c.is_whitespace() => continue,
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !out.ends_with(['{', '[']) {
                    new_line(&mut out, depth);
                }
            }
            _ => {}
        }
        out.push(c);
        match c {
            '{' | '[' => {
                depth += 1;
                while rest.next_if(|c| c.is_whitespace()).is_some() {}
                if !matches!(rest.peek(), Some('}' | ']')) {
                    new_line(&mut out, depth);
                }
            }
            ',' => new_line(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    // Deeply nested input must not make the page grow with the square of its size.
    out.extend(std::iter::repeat_n("  ", depth.min(40)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_keeps_its_numbers_and_its_order() {
        let shown = indented(br#"{"b":1.00,"a":[{},"x\"y: {", 1e999999 ]}"#);
        assert_eq!(
            shown,
            "{\n  \"b\": 1.00,\n  \"a\": [\n    {},\n    \"x\\\"y: {\",\n    1e999999\n  ]\n}"
        );
        assert_eq!(indented(b"<html>"), "<html>");
    }

    #[test]
    fn a_moment_is_its_own_wall_clock() {
        assert_eq!(
            moment("2026-03-03T14:05:59+01:00", Lang::Nl),
            "3 maart 2026, 14:05"
        );
        assert_eq!(
            moment("2026-03-03T14:05:59+01:00", Lang::En),
            "3 March 2026, 14:05"
        );
    }

    #[test]
    fn a_consent_of_six_months_ends_on_a_day_that_exists() {
        assert_eq!(
            months_later("2026-08-31T10:00:00+02:00", 6).as_deref(),
            Some("2027-02-28")
        );
    }
}
