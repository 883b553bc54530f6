//! Plain names and explanations beside what the record says: of coded terms (the
//! term file), of labels and of chapters.

use std::collections::BTreeMap;

use inzage_vault::Store;
use inzage_words::terms::{Term, Terms, folded};
use inzage_zib::view::{Entry, Field, Lang};
use inzage_zib::{Concept, concepts, main_concept};

use super::derived::Changed;
use super::open::Open;
use super::protocol::{Explained, Plain};
use super::records::Loaded;

/// Names shorter than this are not looked for within a value.
const SHORTEST: usize = 4;

impl<S: Store> Open<S> {
    /// The term file came: plain names from now on.
    pub(super) fn keep_terms(&mut self, file: &str) {
        self.terms = Terms::read(file).0;
        self.changed(Changed::Words);
    }

    fn main(&self, loaded: &Loaded, lang: Lang) -> Option<Concept> {
        let known = self.known(&loaded.record.head);
        main_concept(loaded.resource.as_ref()?, &known, lang)
    }

    fn term(&self, concept: &Concept) -> Option<&Term> {
        self.terms.find(&concept.codes, &concept.names)
    }

    /// What people call what a row is about, where its title does not say it.
    pub(super) fn plain_name(&self, loaded: &Loaded, title: &str, lang: Lang) -> Option<String> {
        // What is covered is not told in other words either.
        if self.terms.is_empty() || self.cover(loaded).is_some() {
            return None;
        }
        let main = self.main(loaded, lang)?;
        let name = self.term(&main)?.name(lang);
        (!says(title, name)).then(|| name.to_owned())
    }

    /// What the words on the page of an entry mean.
    pub(super) fn explained(&self, loaded: &Loaded, entry: &Entry, lang: Lang) -> Explained {
        let main = self.main(loaded, lang);
        let about = main.as_ref().and_then(|main| self.term(main));
        let all = loaded.resource.iter().flat_map(|r| concepts(r, lang));
        let found: Vec<(Concept, &Term)> = all
            .filter_map(|concept| {
                let term = self.term(&concept).filter(|term| about != Some(*term))?;
                Some((concept, term))
            })
            .collect();
        let rows = entry.fields.iter().chain(&entry.source).chain(&entry.other);
        Explained {
            about: about.map(|term| plain(term, lang)),
            labels: labels(rows.clone(), lang),
            values: rows
                .filter_map(|row| Some((row.value.clone(), plain(named(row, &found)?, lang))))
                .collect(),
        }
    }

    /// Plain names and synonyms of everything coded in an entry, to search by.
    pub(super) fn other_words(&self, loaded: &Loaded, lang: Lang) -> impl Iterator<Item = String> {
        let all = loaded.resource.iter().flat_map(move |r| concepts(r, lang));
        let found = all.chain(self.main(loaded, lang));
        let terms = found.filter_map(|concept| self.term(&concept));
        terms.flat_map(|term| term.search_words().map(str::to_owned))
    }
}

fn plain(term: &Term, lang: Lang) -> Plain {
    Plain {
        name: term.name(lang).to_owned(),
        text: term.text(lang).to_owned(),
    }
}

/// Explanations of the labels among `rows` that are no everyday words.
fn labels<'a>(rows: impl Iterator<Item = &'a Field>, lang: Lang) -> BTreeMap<String, String> {
    rows.filter_map(|row| {
        let text = inzage_words::explain_label(&row.label, lang)?;
        Some((row.label.clone(), text.to_owned()))
    })
    .collect()
}

/// The term of a coded thing that a row names, in its label or its value.
fn named<'a>(row: &Field, found: &[(Concept, &'a Term)]) -> Option<&'a Term> {
    let (label, value) = (folded(&row.label), folded(&row.value));
    let stands = |name: &String| {
        let name = folded(name);
        name.len() >= SHORTEST && (holds(&label, &name) || holds(&value, &name))
    };
    let hit = |(concept, _): &&(Concept, &'a Term)| concept.names.iter().any(stands);
    found.iter().find(hit).map(|(_, term)| *term)
}

/// Whether a title says a plain name already.
fn says(title: &str, name: &str) -> bool {
    holds(&folded(title), &folded(name))
}

/// Whether a folded text holds a folded part as whole words.
fn holds(text: &str, part: &str) -> bool {
    format!(" {text} ").contains(&format!(" {part} "))
}
