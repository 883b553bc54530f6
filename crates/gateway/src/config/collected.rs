//! `[verzamelen]`: numbers of gegevensdiensten that Inzage collects under a name,
//! because no number of theirs was published when its table was made.

use super::read::value;
use super::{ConfigError, Taken};
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use std::collections::BTreeMap;

/// Which table collects which gegevensdienst of the lists. The gateway speaks the
/// numbers of the lists everywhere; the app only knows the ids of the tables, so that
/// what was collected stays where it is when a number is published or changes.
#[derive(Clone, Debug, Default)]
pub struct Collected(BTreeMap<String, &'static Gegevensdienst>);

impl Collected {
    /// Checks the section: a key is a table without a number, a value a number that
    /// no other table and nothing in `takes` has. An empty value is as if it was not
    /// there.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Value`] with the key, for the first that is wrong.
    pub fn checked(raw: BTreeMap<String, String>, takes: &Taken) -> Result<Self, ConfigError> {
        let mut numbers = BTreeMap::new();
        for (name, listed) in raw.into_iter().filter(|(_, listed)| !listed.is_empty()) {
            let key = format!("verzamelen.{name}");
            let table = Gegevensdienst::find(&name).filter(|table| !is_number(table.id));
            let Some(table) = table else {
                return Err(value(key, "not a gegevensdienst that is collected by name"));
            };
            if !is_number(&listed) {
                return Err(value(key, "not the number of a gegevensdienst"));
            }
            let known = Gegevensdienst::find(&listed).is_some() || takes.contains_key(&listed);
            if known || numbers.insert(listed, table).is_some() {
                return Err(value(key, "the number of another gegevensdienst"));
            }
        }
        Ok(Self(numbers))
    }

    /// The table that collects a gegevensdienst of the lists; absent: not collected.
    pub(crate) fn table(&self, listed: &str) -> Option<&'static Gegevensdienst> {
        let named = self.0.get(listed).copied();
        named.or_else(|| Gegevensdienst::find(listed))
    }

    /// The id by which the app knows a gegevensdienst of the lists.
    pub(crate) fn named<'a>(&self, listed: &'a str) -> &'a str {
        self.0.get(listed).map_or(listed, |table| table.id)
    }

    /// The number in the lists of what the app knows by this id.
    pub(crate) fn listed<'a>(&'a self, named: &'a str) -> &'a str {
        let of = |(listed, table): (&'a String, _)| {
            let table: &&Gegevensdienst = table;
            (table.id == named).then_some(listed.as_str())
        };
        self.0.iter().find_map(of).unwrap_or(named)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
