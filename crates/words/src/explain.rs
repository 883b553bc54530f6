//! What a label or a chapter means, in a plain sentence; shown where it stands.
//! Everyday words have none.

use crate::table::Table;
use crate::{CHAPTER_EXPLANATIONS, ELEMENTS, EXPLANATIONS, FIELDS, Lang};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Labels that need no explanation.
static EVERYDAY: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let keys = include_str!("../tables/everyday.txt").lines();
    keys.filter(|key| !key.starts_with('#'))
        .filter_map(|key| label(key, Lang::Nl))
        .collect()
});

static BY_LABEL: LazyLock<[BTreeMap<&'static str, &'static str>; 2]> =
    LazyLock::new(|| [Lang::Nl, Lang::En].map(|lang| by_label(&EXPLANATIONS, lang)));

fn by_label(table: &Table, lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let keys = table.first_keys();
    keys.filter_map(|key| Some((label(key, lang)?, table.find(key, lang)?)))
        .collect()
}

fn label(key: &str, lang: Lang) -> Option<&'static str> {
    FIELDS.find(key, lang).or_else(|| ELEMENTS.find(key, lang))
}

/// What a label as it stands on a page means; `None` for everyday words.
pub fn explain_label(label: &str, lang: Lang) -> Option<&'static str> {
    let [nl, en] = &*BY_LABEL;
    match lang {
        Lang::Nl => nl.get(label).copied(),
        Lang::En => en.get(label).copied(),
    }
}

/// What is in a chapter, by its name in snake case.
pub fn explain_chapter(key: &str, lang: Lang) -> Option<&'static str> {
    CHAPTER_EXPLANATIONS.find(key, lang)
}

/// Whether the label of this key is explained, or an everyday word.
pub fn is_understood(key: &str) -> bool {
    label(key, Lang::Nl)
        .is_some_and(|label| EVERYDAY.contains(label) || explain_label(label, Lang::Nl).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CHAPTERS;

    #[test]
    fn every_chapter_is_explained() {
        for chapter in CHAPTERS.first_keys() {
            assert!(explain_chapter(chapter, Lang::En).is_some(), "{chapter}");
        }
    }

    #[test]
    fn an_explanation_belongs_to_one_label_and_says_something_else_than_it() {
        for lang in [Lang::Nl, Lang::En] {
            let mut seen = BTreeSet::new();
            for key in EXPLANATIONS.first_keys() {
                let label = label(key, lang).unwrap_or_default();
                assert!(seen.insert(label), "{key}: another key has its label too");
                let text = EXPLANATIONS.find(key, lang).unwrap_or_default();
                assert!(text.ends_with('.') && text.len() > label.len(), "{key}");
                assert!(!EVERYDAY.contains(label), "{key} is explained and everyday");
            }
        }
    }

    #[test]
    fn a_label_is_explained_as_it_stands_on_the_page() {
        assert!(explain_label("Monster", Lang::Nl).is_some_and(|text| text.contains("bloed")));
        assert_eq!(explain_label("Naam", Lang::Nl), None);
        assert!(is_understood("name") && !is_understood("no such key"));
    }
}
