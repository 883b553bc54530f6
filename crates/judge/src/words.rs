//! The words of this module: a file of its own, so that the texts of the base
//! product hold none that judges.

use std::collections::BTreeMap;

/// Words by key, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Reads the file (`key`, Dutch, English; tabs between) in a language.
    pub fn read(file: &str, english: bool) -> Self {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let words = lines.filter_map(|line| {
            let mut columns = line.split('\t');
            let (key, dutch) = (columns.next()?, columns.next()?);
            let text = if english { columns.next()? } else { dutch };
            Some((key.to_owned(), text.to_owned()))
        });
        Self(words.collect())
    }

    /// The words of a key; empty when there are none.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// The words of a key with values for its `{names}`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        filled(self.get(key), values)
    }
}

/// A text with values for its `{names}`; a value is not looked into.
pub fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = tail;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Circumstance, Limits, Withheld};

    #[test]
    fn every_key_that_is_used_has_words_in_both_languages() {
        let withheld = [
            Withheld::Minor,
            Withheld::AgeUnknown,
            Withheld::Dialysis,
            Withheld::Pregnant,
            Withheld::NotAsked,
            Withheld::AskAgain,
        ];
        let mut keys: Vec<String> = withheld.iter().map(|one| one.key().to_owned()).collect();
        keys.extend(Circumstance::ALL.map(|one| format!("say.{}", one.key())));
        let limits = Limits::read(crate::LIMITS).unwrap();
        for limit in limits.all() {
            keys.push(limit.key());
            keys.push(format!("group.{}", limit.group.key()));
        }
        for english in [false, true] {
            let words = Words::read(crate::WORDS, english);
            for key in &keys {
                assert!(!words.get(key).is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn values_are_filled_in_and_not_looked_into() {
        assert_eq!(filled("a {b} c", &[("b", "{d}")]), "a {d} c");
        assert_eq!(filled("a {b} c", &[]), "a  c");
    }
}
