//! `inzage coverage`: per gegevensdienst which sections, building blocks, profiles and
//! fields are supported, and what can be done with each. Computed from the tables by
//! which the program collects, reads, computes and shares.

use inzage_dossier::emptiness::chapters_of;
use inzage_measure::Kind;
use inzage_measure::sharing::{Which, profile};
use inzage_medmij::gegevensdiensten::{FhirVersion, GEGEVENSDIENSTEN, Gegevensdienst, Query};
use inzage_words::Lang;
use inzage_zib::view::Chapter;
use inzage_zib::{Covered, field_label};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// All services.
#[derive(Debug, Serialize)]
struct Coverage {
    services: Vec<Service>,
}

/// One gegevensdienst.
#[derive(Debug, Serialize)]
struct Service {
    id: &'static str,
    name: String,
    fhir: &'static str,
    scope: String,
    queries: Vec<Section>,
}

/// One query of a service: what it asks for and how that is read.
#[derive(Debug, Serialize)]
struct Section {
    id: &'static str,
    name: String,
    query: &'static str,
    /// A source need not know it.
    optional: bool,
    /// Chapters of the dossier that it fills.
    sections: Vec<String>,
    blocks: Vec<BlockOf>,
}

/// One building block: what is shown of it and what can be done with it.
#[derive(Debug, Serialize)]
struct BlockOf {
    resources: &'static [&'static str],
    profiles: &'static [&'static str],
    /// `view`, `timeline`, `numbers`, `medication`, `share`.
    can: Vec<&'static str>,
    /// Labels of its curated fields; every other value is shown too.
    fields: Vec<String>,
}

/// Prints what is supported.
///
/// # Errors
/// Only when `out` cannot be written to.
pub fn coverage(lang: Lang, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let known = inzage_zib::coverage();
    let shared = shared();
    let services = GEGEVENSDIENSTEN
        .iter()
        .map(|service| of_service(service, &known, &shared, lang))
        .collect();
    let coverage = Coverage { services };
    if json {
        serde_json::to_writer_pretty(&mut *out, &coverage)?;
        writeln!(out)?;
    } else {
        print(&coverage, lang, out)?;
    }
    out.flush()
}

/// Profiles of what a person can send to a provider.
fn shared() -> BTreeSet<&'static str> {
    let whiches = [Which::Main, Which::Pulse];
    let all = Kind::ALL.into_iter();
    all.flat_map(|kind| whiches.map(|which| profile(kind, which)))
        .collect()
}

fn of_service(
    service: &Gegevensdienst,
    known: &[Covered],
    shared: &BTreeSet<&str>,
    lang: Lang,
) -> Service {
    let queries = service.queries.iter();
    Service {
        id: service.id,
        name: inzage_words::service(service.id, lang)
            .unwrap_or(service.id)
            .to_owned(),
        fhir: match service.fhir {
            FhirVersion::Stu3 => "STU3",
            FhirVersion::R4 => "R4",
        },
        scope: inzage_words::scope_note(service.id, lang)
            .unwrap_or_default()
            .to_owned(),
        queries: queries
            .map(|query| section(service.id, query, known, shared, lang))
            .collect(),
    }
}

fn section(
    service: &str,
    query: &Query,
    known: &[Covered],
    shared: &BTreeSet<&str>,
    lang: Lang,
) -> Section {
    let chapters = chapters_of(service, query.id);
    let blocks = blocks_of(query, chapters, known);
    Section {
        id: query.id,
        name: inzage_words::query(service, query.id, lang)
            .unwrap_or(query.id)
            .to_owned(),
        query: query.path,
        optional: query.optional,
        sections: chapters.iter().map(|c| chapter_name(*c, lang)).collect(),
        blocks: blocks
            .into_iter()
            .map(|block| BlockOf {
                resources: block.resources,
                profiles: block.profiles,
                can: can(block, shared),
                fields: block.fields.iter().map(|f| field_label(f, lang)).collect(),
            })
            .collect(),
    }
}

/// The building blocks that read what a query brings: of its resource type in its
/// chapters, and of the types that it includes by name.
fn blocks_of<'a>(query: &Query, chapters: &[Chapter], known: &'a [Covered]) -> Vec<&'a Covered> {
    let (path, parameters) = query.path.split_once('?').unwrap_or((query.path, ""));
    let kind = path.split('/').next().unwrap_or(path);
    let of_kind = |b: &&Covered| b.resources.contains(&kind) && chapters.contains(&b.chapter);
    let asked: Vec<&Covered> = known.iter().filter(of_kind).collect();
    let by_code = |b: &&&Covered| b.codes.iter().any(|code| parameters.contains(code));
    let coded = parameters.contains("category=") || parameters.contains("code=");
    let by_type = |b: &&&Covered| coded && b.codes.is_empty();
    let named: Vec<&Covered> = asked.iter().filter(by_code).copied().collect();
    // No block has the code that is asked for: the one that reads every other.
    let others: Vec<&Covered> = asked.iter().filter(by_type).copied().collect();
    let mut found = match (named.is_empty(), others.is_empty()) {
        (false, _) => named,
        (true, false) => others,
        (true, true) => asked,
    };
    let included = included(parameters);
    let of_included = |b: &&Covered| b.resources.iter().any(|r| included.contains(*r));
    found.extend(known.iter().filter(of_included));
    found
}

/// Resource types that a query includes: `_include=Coverage:payor:Patient` says it,
/// `_include=DeviceRequest:device` names it.
fn included(parameters: &str) -> BTreeSet<String> {
    parameters
        .split('&')
        .filter(|parameter| parameter.starts_with("_include"))
        .filter_map(|parameter| parameter.split_once('='))
        .filter_map(|(_, target)| {
            let mut parts = target.split(':').skip(1);
            let (name, kind) = (parts.next()?, parts.next());
            let name = match name {
                "general-practitioner" => "practitioner",
                "careteam" => "careTeam",
                name => name,
            };
            let (first, rest) = name.split_at_checked(1)?;
            Some(kind.map_or_else(|| first.to_uppercase() + rest, str::to_owned))
        })
        .collect()
}

fn can(block: &Covered, shared: &BTreeSet<&str>) -> Vec<&'static str> {
    let sent = block.profiles.iter().any(|p| shared.contains(p));
    let all = [
        (true, "view"),
        (block.dated, "timeline"),
        (block.numbers, "numbers"),
        (block.medication, "medication"),
        (sent, "share"),
    ];
    all.into_iter()
        .filter_map(|(can, what)| can.then_some(what))
        .collect()
}

fn chapter_name(chapter: Chapter, lang: Lang) -> String {
    let key = serde_json::to_value(chapter).unwrap_or_default();
    let key = key.as_str().unwrap_or_default();
    inzage_words::chapter(key, lang).unwrap_or(key).to_owned()
}

fn print(coverage: &Coverage, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for service in &coverage.services {
        writeln!(out, "# {} {} ({})", service.id, service.name, service.fhir)?;
        writeln!(out, "  {}", service.scope)?;
        for section in &service.queries {
            let optional = lang.pick("hoeft de bron niet te kennen", "a source need not know it");
            let note = if section.optional {
                format!(" ({optional})")
            } else {
                String::new()
            };
            let sections = section.sections.join(", ");
            writeln!(out, "\n  {} → {sections}{note}", section.name)?;
            writeln!(out, "    GET {}", section.query)?;
            for block in &section.blocks {
                let resources = block.resources.join(", ");
                writeln!(out, "    {resources}: {}", block.can.join(", "))?;
                if !block.profiles.is_empty() {
                    writeln!(out, "      {}", block.profiles.join(", "))?;
                }
                writeln!(out, "      {}", block.fields.join(" · "))?;
            }
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{}",
        lang.pick(
            "Wat hier niet staat maar wel is ontvangen, is ook te zien: met labels, onder Overig of Herkomst.",
            "What is not listed here but was received can be seen as well: with labels, under Other or Source."
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<(String, Section)> {
        let known = inzage_zib::coverage();
        GEGEVENSDIENSTEN
            .iter()
            .flat_map(|service| of_service(service, &known, &shared(), Lang::Nl).queries)
            .map(|section| (section.query.to_owned(), section))
            .collect()
    }

    #[test]
    fn every_query_has_words_a_chapter_and_something_that_reads_it() {
        for service in GEGEVENSDIENSTEN {
            for lang in [Lang::Nl, Lang::En] {
                assert!(
                    inzage_words::service(service.id, lang).is_some(),
                    "{}",
                    service.id
                );
                assert!(
                    inzage_words::scope_note(service.id, lang).is_some(),
                    "{}",
                    service.id
                );
                for query in service.queries {
                    assert!(
                        inzage_words::query(service.id, query.id, lang).is_some(),
                        "{}",
                        query.id
                    );
                }
            }
        }
        for (path, section) in all() {
            assert!(!section.sections.is_empty(), "{path}");
            assert!(!section.blocks.is_empty(), "{path}");
        }
    }

    #[test]
    fn what_can_be_done_follows_from_the_tables() {
        let all = all();
        let of = |query: &str| {
            let section = all.iter().find(|(path, _)| path.starts_with(query));
            section.map(|(_, s)| {
                s.blocks
                    .iter()
                    .flat_map(|b| b.can.clone())
                    .collect::<BTreeSet<_>>()
            })
        };
        let pressure = of("Observation/$lastn?code=http://loinc.org%7C85354-9").unwrap_or_default();
        assert!(pressure.contains("share") && pressure.contains("numbers"));
        let medicine = of("MedicationRequest").unwrap_or_default();
        assert!(medicine.contains("medication") && !medicine.contains("share"));
        let problem = of("Condition").unwrap_or_default();
        assert_eq!(
            problem.into_iter().collect::<Vec<_>>(),
            ["timeline", "view"]
        );
    }

    #[test]
    fn included_types_are_said_or_named() {
        let found = included("a=b&_include=Coverage:payor:Patient&_include=X:device");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["Device", "Patient"]);
    }
}
