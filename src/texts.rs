//! The texts of the screens: `locales/nl.json` (the source) and
//! `locales/en.json`, made into typed texts by `build.rs`. The brand of an operator
//! says some of them in other words; the code only knows the names.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

use inzage_zib::view::Lang;

#[expect(
    clippy::doc_markdown,
    clippy::struct_field_names,
    clippy::too_many_lines,
    reason = "generated: one line for each text, with the text itself as its docs"
)]
mod generated {
    use super::{Group, Lang, LazyLock, Taken, fill, worded};

    fn taken<T: Taken>(texts: &'static str, language: &str) -> T {
        let mut texts = texts.split(BETWEEN);
        T::made(&mut || worded(texts.next().unwrap_or_default(), language))
    }

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

pub use generated::*;

/// A group of texts, as `build.rs` makes them.
pub trait Taken: Sized + 'static {
    /// Takes the texts one by one, in the order of the source.
    fn made(next: &mut dyn FnMut() -> &'static str) -> Self;
    /// The group in a language, made when it is first asked for.
    fn of(lang: Lang) -> &'static Self;
}

/// Where a group of texts is to be had. It names the texts by their type only, so
/// that what the first screen does not say is no part of the first load (ADR 0050).
pub struct Group<T>(Lang, PhantomData<fn() -> T>);

impl<T> Group<T> {
    const fn of(lang: Lang) -> Self {
        Self(lang, PhantomData)
    }
}

impl<T: Taken> Deref for Group<T> {
    type Target = T;

    fn deref(&self) -> &T {
        T::of(self.0)
    }
}

/// What texts become in a brand: per language, by what they say without one.
pub type Wording = BTreeMap<String, BTreeMap<String, String>>;

static WORDING: OnceLock<Wording> = OnceLock::new();

/// Says the texts in the words of a brand; before the first is asked for, once.
pub fn set_wording(wording: Wording) {
    // A page has one brand: a second would reach only the texts not yet made.
    let _ = WORDING.set(wording);
}

/// A text in the words of the brand.
fn worded(text: &'static str, language: &str) -> &'static str {
    let wording = WORDING.get().and_then(|wording| wording.get(language));
    wording
        .and_then(|wording| wording.get(text))
        .map_or(text, String::as_str)
}

/// The texts of a language.
pub fn of(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Nl => &NL,
        Lang::En => &EN,
    }
}

/// Replaces each `{name}` of a text by its value.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
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

    #[test]
    fn a_value_that_looks_like_a_placeholder_stays_as_it_is() {
        assert_eq!(
            fill("Van {a} en {b}.", &[("a", "{b}"), ("b", "B")]),
            "Van {b} en B."
        );
    }

    #[test]
    fn several_values_are_given_by_name() {
        let of = CollectStep { now: "1", all: "3" };
        assert_eq!(NL.collect.step(&of), "Login 1 van 3");
    }

    #[test]
    fn a_counted_text_has_a_form_for_one_and_for_many() {
        assert_eq!(NL.common.entries(1), "1 gegeven");
        assert_eq!(NL.common.entries(0), "0 gegevens");
        assert_eq!(EN.common.entries(2), "2 items");
    }
}
