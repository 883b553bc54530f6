//! Whose data is this? A PGO gets no BSN, so a collection is compared with the
//! person of the vault by birth date, sex and name before it joins.
//!
//! When in doubt the answer is "different": then a person decides, and nothing
//! is mixed. What she decides is kept as another way she is written
//! ([`Known::also`]), so that the same source is not asked about twice.

use serde::{Deserialize, Serialize};

/// A person as one source writes her.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Whole name, for people.
    pub name: String,
    /// Birth date as received: `1955`, `1955-03` or `1955-03-09`; empty when not given.
    pub birth: String,
    /// FHIR administrative gender; empty when not given.
    pub sex: String,
    /// Given names, without initials.
    pub given: Vec<String>,
    /// Every family name she is written with: own and partner's, without prefixes.
    pub family: Vec<String>,
}

/// The person of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// As confirmed after the first collection.
    pub confirmed: Person,
    /// Other ways she is written, each decided by herself.
    pub also: Vec<Person>,
}

/// Outcome of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The same person.
    Same,
    /// Seems somebody else, or cannot be told: a person decides.
    Different,
}

impl Known {
    /// Compares a person that was received with the person of this vault.
    pub fn compare(&self, received: &Person) -> Match {
        let same = self.also.iter().any(|other| other == received)
            || std::iter::once(&self.confirmed)
                .chain(&self.also)
                .any(|known| same_person(known, received));
        if same { Match::Same } else { Match::Different }
    }
}

fn same_person(a: &Person, b: &Person) -> bool {
    let Some(births) = same_birth(&a.birth, &b.birth) else {
        return false;
    };
    if sexes_differ(&a.sex, &b.sex) || !same_given(&a.given, &b.given) {
        return false;
    }
    let family = closest_family(&a.family, &b.family);
    match births {
        // Twins share birth date and family name, never the given name. A
        // family name may hold a typing error.
        Precision::Day => family.is_some_and(|errors| errors <= 2),
        // A vague date proves little: then the name has to be right.
        Precision::Vague => family == Some(0),
    }
}

enum Precision {
    Day,
    Vague,
}

/// `None` when they differ or one is missing: without a birth date a father and
/// a son with one name cannot be told apart.
fn same_birth(a: &str, b: &str) -> Option<Precision> {
    let (a, b) = (a.get(..10).unwrap_or(a), b.get(..10).unwrap_or(b));
    let common = a.len().min(b.len());
    if common < 4 || a.get(..common) != b.get(..common) {
        return None;
    }
    Some(if common == 10 {
        Precision::Day
    } else {
        Precision::Vague
    })
}

fn sexes_differ(a: &str, b: &str) -> bool {
    let told = |sex: &str| sex == "male" || sex == "female";
    told(a) && told(b) && a != b
}

/// One source gives all names, another the first or the call name: the first
/// of one has to be among those of the other.
fn same_given(a: &[String], b: &[String]) -> bool {
    let split = |names: &[String]| -> Vec<String> {
        names
            .iter()
            .flat_map(|name| name.split_whitespace())
            .map(fold)
            .filter(|n| n.chars().count() > 1)
            .collect()
    };
    let (a, b) = (split(a), split(b));
    let first_among =
        |one: &[String], other: &[String]| one.first().is_some_and(|first| other.contains(first));
    first_among(&a, &b) || first_among(&b, &a)
}

/// Fewest typing errors between any two family names; `None` when a side has none.
fn closest_family(a: &[String], b: &[String]) -> Option<usize> {
    let pairs = a
        .iter()
        .flat_map(|one| b.iter().map(move |other| (fold(one), fold(other))));
    pairs
        .filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .map(|(one, other)| errors(&one, &other))
        .min()
}

/// Typing errors (optimal string alignment); short names allow none.
fn errors(a: &str, b: &str) -> usize {
    if a == b {
        return 0;
    }
    if a.chars().count().min(b.chars().count()) < 5 {
        return usize::MAX;
    }
    strsim::osa_distance(a, b)
}

/// Lower case, without accents, spaces, hyphens and full stops.
fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(birth: &str, sex: &str, given: &[&str], family: &[&str]) -> Person {
        let own = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Person {
            name: String::new(),
            birth: birth.into(),
            sex: sex.into(),
            given: own(given),
            family: own(family),
        }
    }

    fn known() -> Known {
        Known {
            confirmed: person("1955-03-09", "female", &["Johanna Maria"], &["Vermeulen"]),
            also: vec![],
        }
    }

    #[track_caller]
    fn expect(verdict: Match, received: &Person) {
        assert_eq!(known().compare(received), verdict, "{received:?}");
    }

    #[test]
    fn the_same_person_written_another_way_is_the_same() {
        expect(
            Match::Same,
            &person(
                "1955-03-09",
                "female",
                &["Johanna", "Maria"],
                &["Vermeulen"],
            ),
        );
        expect(
            Match::Same,
            &person("1955-03-09", "unknown", &["JOHANNA"], &["vermeulen"]),
        );
        expect(
            Match::Same,
            &person("1955-03-09", "", &["Maria", "Johanna"], &["Vermeulen"]),
        );
        expect(
            Match::Same,
            &person(
                "1955-03-09",
                "female",
                &["Johanna"],
                &["Bakker", "Vermeulen"],
            ),
        );
        expect(
            Match::Same,
            &person("1955-03-09", "female", &["Jóhanna"], &["Vermuelen"]),
        );
        expect(
            Match::Same,
            &person("1955", "female", &["Johanna"], &["Vermeulen"]),
        );
    }

    #[test]
    fn somebody_else_is_never_taken_for_her() {
        expect(
            Match::Different,
            &person("1955-03-09", "female", &["Cornelia"], &["Vermeulen"]),
        ); // twin
        expect(
            Match::Different,
            &person("1955-03-09", "female", &["Johanne"], &["Vermeulen"]),
        ); // twin with a like name
        expect(
            Match::Different,
            &person("1981-07-01", "female", &["Johanna"], &["Vermeulen"]),
        ); // daughter
        expect(
            Match::Different,
            &person("1955-03-10", "female", &["Johanna"], &["Vermeulen"]),
        );
        expect(
            Match::Different,
            &person("1955-03-09", "male", &["Johanna"], &["Vermeulen"]),
        );
        expect(
            Match::Different,
            &person("1955-03-09", "female", &["Johanna"], &["De Groot"]),
        );
        expect(
            Match::Different,
            &person("1956", "female", &["Johanna"], &["Vermeulen"]),
        );
    }

    #[test]
    fn what_cannot_be_told_is_for_the_person_to_decide() {
        expect(
            Match::Different,
            &person("", "female", &["Johanna"], &["Vermeulen"]),
        );
        expect(
            Match::Different,
            &person("1955-03-09", "female", &["J"], &["Vermeulen"]),
        );
        expect(
            Match::Different,
            &person("1955-03-09", "female", &[], &["Vermeulen"]),
        );
        expect(
            Match::Different,
            &person("1955-03-09", "female", &["Johanna"], &[]),
        );
        expect(
            Match::Different,
            &person("1955", "female", &["Johanna"], &["Vermuelen"]),
        );
    }

    #[test]
    fn what_she_decided_once_is_not_asked_again() {
        let partner = person("1955-03-09", "female", &["J"], &["De Groot"]);
        let mut known = known();
        known.also.push(partner.clone());
        assert_eq!(known.compare(&partner), Match::Same);
    }
}
