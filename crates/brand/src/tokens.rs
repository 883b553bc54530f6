//! The tokens of the style sheet (`style/tokens.css`): read, so that what is checked
//! is what is shown.

use crate::colour::Colour;
use std::collections::BTreeMap;

/// The style sheet with the default's values.
const SHEET: &str = include_str!("../../../style/tokens.css");
/// How deep a token may refer to another.
const DEPTH: usize = 6;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Dark letters on a light ground.
    Light,
    /// Light letters on a dark ground.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As it is called in the file of a brand.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Values by token, without the two dashes; in the dark what differs.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    light: BTreeMap<String, String>,
    dark: BTreeMap<String, String>,
}

impl Tokens {
    /// Those of the default.
    pub fn defaults() -> Self {
        Self::read(SHEET)
    }

    /// Reads every custom property of a sheet; what a narrow screen changes is not a
    /// value of its own.
    fn read(sheet: &str) -> Self {
        let mut tokens = Self::default();
        let mut within: Vec<String> = Vec::new();
        let mut piece = String::new();
        for part in without_comments(sheet).chars() {
            match part {
                '{' => within.push(std::mem::take(&mut piece)),
                ';' | '}' => {
                    tokens.declare(&within, &piece);
                    piece.clear();
                    if part == '}' {
                        within.pop();
                    }
                }
                other => piece.push(other),
            }
        }
        tokens
    }

    fn declare(&mut self, within: &[String], declaration: &str) {
        let Some((name, value)) = declaration.split_once(':') else {
            return;
        };
        let Some(name) = name.trim().strip_prefix("--") else {
            return;
        };
        let inside = |word: &str| within.iter().any(|prelude| prelude.contains(word));
        if inside("max-width") {
            return;
        }
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let scheme = if inside("dark") {
            Scheme::Dark
        } else {
            Scheme::Light
        };
        let both = value
            .strip_prefix("light-dark(")
            .and_then(|both| both.strip_suffix(')'))
            .and_then(|both| both.split_once(','));
        match both {
            Some((light, dark)) => {
                self.set(Scheme::Light, name, light.trim());
                self.set(Scheme::Dark, name, dark.trim());
            }
            None => self.set(scheme, name, &value),
        }
    }

    /// Gives a token another value; one of the light holds in the dark too, unless
    /// that has one.
    pub fn set(&mut self, scheme: Scheme, name: &str, value: &str) {
        let values = match scheme {
            Scheme::Light => &mut self.light,
            Scheme::Dark => &mut self.dark,
        };
        values.insert(name.to_owned(), value.to_owned());
    }

    /// The value as written.
    pub fn value(&self, scheme: Scheme, name: &str) -> Option<&str> {
        let dark = (scheme == Scheme::Dark).then(|| self.dark.get(name));
        let found = dark.flatten().or_else(|| self.light.get(name));
        found.map(String::as_str)
    }

    /// The token that a token stands for, and its value: references followed.
    pub fn followed<'a>(&'a self, scheme: Scheme, name: &'a str) -> Option<(&'a str, &'a str)> {
        let mut name = name;
        for _ in 0..DEPTH {
            let value = self.value(scheme, name)?;
            match reference(value) {
                Some(other) => name = other,
                None => return Some((name, value)),
            }
        }
        None
    }

    /// The colour that a token is.
    pub fn colour(&self, scheme: Scheme, name: &str) -> Option<Colour> {
        self.followed(scheme, name)?.1.parse().ok()
    }

    /// Every token of a brand: what its colours are made of.
    pub fn of_a_brand(&self) -> impl Iterator<Item = &str> {
        let names = self.light.keys().map(String::as_str);
        names.filter(|name| name.starts_with("brand-"))
    }

    /// Every token that says what a colour is for; those of components refer to them.
    pub fn of_meaning(&self) -> impl Iterator<Item = &str> {
        self.light.iter().filter_map(|(name, value)| {
            let own = reference(value).is_none_or(|other| other.starts_with("brand-"));
            let colour = self.colour(Scheme::Light, name).is_some();
            (own && colour && !name.starts_with("brand-")).then_some(name.as_str())
        })
    }
}

/// The token that a value refers to.
pub(crate) fn reference(value: &str) -> Option<&str> {
    let inside = value.strip_prefix("var(--")?.strip_suffix(')')?;
    inside.split(',').next().map(str::trim)
}

/// A sheet without what stands between `/*` and `*/`.
pub(crate) fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once("*/").map_or("", |(_, after)| after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_followed_and_the_dark_has_its_own() {
        let tokens = Tokens::read(
            ":root { --brand-deep: #0b4a4f; --action: var(--brand-deep); /* --x: y; */ }
             :root[data-theme=\"dark\"] { --action: #8fd3cd; }
             @media (max-width: 40em) { :root { --action: #ffffff; } }
             :root { --button-back: var(--action); --ground: light-dark(#fefefe, #010101); }",
        );
        let colour = |scheme, name| tokens.colour(scheme, name).unwrap().to_string();
        assert_eq!(colour(Scheme::Light, "button-back"), "#0b4a4f");
        assert_eq!(colour(Scheme::Dark, "button-back"), "#8fd3cd");
        assert_eq!(colour(Scheme::Dark, "ground"), "#010101");
        assert_eq!(colour(Scheme::Dark, "brand-deep"), "#0b4a4f");
        assert!(tokens.value(Scheme::Light, "x").is_none());
        assert_eq!(tokens.of_a_brand().collect::<Vec<_>>(), ["brand-deep"]);
        assert_eq!(
            tokens.of_meaning().collect::<Vec<_>>(),
            ["action", "ground"]
        );
    }

    #[test]
    fn a_circle_of_references_has_no_value() {
        let tokens = Tokens::read(":root { --a: var(--b); --b: var(--a); }");
        assert!(tokens.colour(Scheme::Light, "a").is_none());
    }

    #[test]
    fn the_sheet_of_the_app_has_both_schemes() {
        let tokens = Tokens::defaults();
        for scheme in Scheme::ALL {
            for name in tokens.of_meaning() {
                assert!(tokens.colour(scheme, name).is_some(), "{name}");
            }
        }
        assert_ne!(
            tokens.colour(Scheme::Light, "ground"),
            tokens.colour(Scheme::Dark, "ground")
        );
    }
}
