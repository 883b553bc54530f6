//! A table of texts: tab separated, one or two key columns, Dutch, English.

use crate::{Lang, brand};
use std::collections::{BTreeMap, BTreeSet};

/// A table, read once.
#[derive(Debug)]
pub(crate) struct Table {
    rows: BTreeMap<&'static str, BTreeMap<&'static str, [&'static str; 2]>>,
    /// Lines with a missing language or a key that was there already.
    pub(crate) faults: Vec<String>,
}

impl Table {
    /// Reads the lines of `text`; `#` begins a comment line.
    pub(crate) fn read(text: &'static str, keys: usize) -> Self {
        let mut table = Self {
            rows: BTreeMap::new(),
            faults: Vec::new(),
        };
        for line in text
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let (key, texts) = cells.split_at(keys.min(cells.len()));
            let (one, two) = match *key {
                [one] => (one, ""),
                [one, two] => (one, two),
                _ => continue,
            };
            let [nl, en] = *texts else {
                table.faults.push(line.to_owned());
                continue;
            };
            let before = table.rows.entry(one).or_default().insert(two, [nl, en]);
            if nl.trim().is_empty() || en.trim().is_empty() || before.is_some() {
                table.faults.push(line.to_owned());
            }
        }
        table
    }

    pub(crate) fn find(&self, key: &str, lang: Lang) -> Option<&'static str> {
        self.find2(key, "", lang)
    }

    pub(crate) fn find2(&self, one: &str, two: &str, lang: Lang) -> Option<&'static str> {
        let [nl, en] = self.rows.get(one)?.get(two)?;
        Some(brand::worded(lang.pick(nl, en)))
    }

    /// Every text under the first key `one`, as the table has it.
    pub(crate) fn texts_of(&self, one: &str, lang: Lang) -> BTreeSet<&'static str> {
        let rows = self.rows.get(one).into_iter().flat_map(BTreeMap::values);
        rows.map(|[nl, en]| lang.pick(nl, en)).collect()
    }

    /// Every text, as the table has it.
    pub(crate) fn texts(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        let rows = self.rows.values().flat_map(BTreeMap::values);
        rows.map(move |[nl, en]| lang.pick(nl, en))
    }

    /// Every first key.
    pub(crate) fn first_keys(&self) -> impl Iterator<Item = &'static str> {
        self.rows.keys().copied()
    }

    /// Every second key, whatever the first.
    pub(crate) fn second_keys(&self) -> BTreeSet<&'static str> {
        self.rows
            .values()
            .flat_map(BTreeMap::keys)
            .copied()
            .collect()
    }

    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
