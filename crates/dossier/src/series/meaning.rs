//! Which numbers are measurements of the same thing: by code, never by name
//! alone, and across code systems only where `same.tsv` says so.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use inzage_zib::view::Code;

const LOINC: &str = "http://loinc.org";
const NHG_45: &str =
    "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen";
const SNOMED: &str = "http://snomed.info/sct";

/// What was measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// A code of a system that names measurements.
    Code(Code),
    /// A code that means something only within a whole (`score` of a
    /// questionnaire).
    Within(String, Code),
    /// A name without a code, at one provider.
    Name {
        provider: String,
        of: String,
        name: String,
    },
}

impl Meaning {
    /// The meaning of something with these codes. LOINC goes before NHG table 45,
    /// before SNOMED CT, before what a source made itself: an Observation often
    /// has a second code that says how it was measured.
    pub(super) fn of(provider: &str, codes: &[Code], of: &str, name: &str) -> Self {
        let ranks = [LOINC, NHG_45, SNOMED];
        let rank = |code: &&Code| {
            let known = ranks.iter().position(|system| *system == code.system);
            known.unwrap_or(ranks.len())
        };
        match codes.iter().min_by_key(rank) {
            Some(code) if of.is_empty() || matches!(code.system.as_str(), LOINC | NHG_45) => {
                Self::Code(same(code))
            }
            Some(code) => Self::Within(of.to_owned(), same(code)),
            None => Self::Name {
                provider: provider.to_owned(),
                of: of.to_owned(),
                name: name.to_owned(),
            },
        }
    }

    /// The LOINC code, where it is one.
    pub(super) fn loinc(&self) -> Option<&str> {
        match self {
            Self::Code(code) if code.system == LOINC => Some(&code.code),
            _ => None,
        }
    }

    /// What this LOINC code means.
    pub(super) fn of_loinc(code: &str) -> Self {
        Self::Code(same(&Code {
            system: LOINC.to_owned(),
            code: code.to_owned(),
        }))
    }
}

/// The code that stands for this one in every series.
fn same(code: &Code) -> Code {
    let known = TABLE.get(&(code.system.as_str(), code.code.as_str()));
    known.map_or_else(
        || code.clone(),
        |(system, code)| Code {
            system: (*system).to_owned(),
            code: (*code).to_owned(),
        },
    )
}

/// System and code to the system and code that stand for them.
type Table = BTreeMap<(&'static str, &'static str), (&'static str, &'static str)>;

/// `same.tsv`, read once: every measurement of a record is looked up in it.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows = include_str!("same.tsv").lines();
    let read = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let from = (cells.next()?, cells.next()?);
        Some((from, (cells.next()?, cells.next()?)))
    });
    read.collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn code(system: &str, code: &str) -> Code {
        Code {
            system: system.into(),
            code: code.into(),
        }
    }

    fn of(codes: &[Code]) -> Meaning {
        Meaning::of("a", codes, "", "Iets")
    }

    #[test]
    fn systems_are_one_only_where_that_is_documented() {
        assert_eq!(of(&[code(NHG_45, "1744")]), Meaning::of_loinc("8480-6"));
        // Sodium: no source says that these are the same.
        assert_ne!(of(&[code(NHG_45, "624")]), Meaning::of_loinc("2947-0"));
    }

    #[test]
    fn how_it_was_measured_is_not_what_was_measured() {
        let height = [code(SNOMED, "33586001"), code(LOINC, "8302-2")];
        assert_eq!(of(&height), Meaning::of_loinc("8302-2"));
    }

    #[test]
    fn names_alone_are_one_at_one_provider_only() {
        let named = |provider: &str| Meaning::of(provider, &[], "", "Kalium");
        assert_ne!(named("a"), named("b"));
        assert_eq!(named("a"), named("a"));
    }

    #[test]
    fn every_row_of_the_table_leads_to_a_code_that_stays() {
        for row in include_str!("same.tsv")
            .lines()
            .filter(|row| !row.starts_with('#'))
        {
            let cells: Vec<&str> = row.split('\t').collect();
            let [_, _, system, to, documented] = cells.as_slice() else {
                panic!("five cells: {row}")
            };
            assert_eq!(same(&code(system, to)), code(system, to));
            assert!(!documented.is_empty());
        }
    }
}
