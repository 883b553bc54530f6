//! The texts of the screens: `locales/nl.json` (the source) and
//! `locales/en.json`, made into typed constants by `build.rs`. A white label
//! changes those files; the code only knows the names.

use inzage_zib::view::Lang;

#[expect(
    clippy::doc_markdown,
    clippy::struct_field_names,
    reason = "generated: the docs of a text are the text itself"
)]
mod generated {
    use super::fill;

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

pub use generated::*;

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
