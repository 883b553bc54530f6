//! From the `[theme]` of a brand to tokens, and to the style sheet with them.

use crate::check::{SIZES, check, px};
use crate::colour::Colour;
use crate::fault::Fault;
use crate::file::Theme;
use crate::tokens::{Scheme, Tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The tokens of a theme, over those of the default.
pub(crate) fn tokens(theme: &Theme) -> Result<Tokens, Fault> {
    let defaults = Tokens::defaults();
    let of_a_brand: BTreeSet<&str> = defaults
        .of_a_brand()
        .filter_map(|name| name.strip_prefix("brand-"))
        .collect();
    let of_meaning: BTreeSet<&str> = defaults.of_meaning().collect();
    let mut tokens = defaults.clone();
    colours("brand", &theme.brand, &of_a_brand, |name, value| {
        tokens.set(Scheme::Light, &format!("brand-{name}"), value);
    })?;
    for (key, values, scheme) in [
        ("light", &theme.light, Scheme::Light),
        ("dark", &theme.dark, Scheme::Dark),
    ] {
        colours(key, values, &of_meaning, |name, value| {
            tokens.set(scheme, name, value);
        })?;
    }
    let sizes: BTreeSet<&str> = SIZES.into_iter().map(|(name, _)| name).collect();
    for (name, value) in &theme.sizes {
        let key = format!("theme.sizes.{name}");
        known(&key, name, &sizes)?;
        px(value).ok_or_else(|| Fault::new(&key, "not a size like 1.25rem"))?;
        tokens.set(Scheme::Light, name, value);
    }
    Ok(tokens)
}

fn colours(
    part: &str,
    values: &BTreeMap<String, String>,
    names: &BTreeSet<&str>,
    mut set: impl FnMut(&str, &str),
) -> Result<(), Fault> {
    for (name, value) in values {
        let key = format!("theme.{part}.{name}");
        known(&key, name, names)?;
        value
            .parse::<Colour>()
            .map_err(|why| Fault::new(&key, why))?;
        set(name, value);
    }
    Ok(())
}

fn known(key: &str, name: &str, names: &BTreeSet<&str>) -> Result<(), Fault> {
    if names.contains(name) {
        return Ok(());
    }
    let names: Vec<&str> = names.iter().copied().collect();
    Err(Fault::new(
        key,
        format!("no such token; there are {}", names.join(", ")),
    ))
}

/// The first of what does not pass, as a fault that also says how many there are.
pub(crate) fn readable(tokens: &Tokens) -> Result<(), Fault> {
    let failing = check(tokens);
    let Some(first) = failing.first() else {
        return Ok(());
    };
    let first = first.to_string();
    let (key, why) = first.split_once(": ").unwrap_or(("theme", &first));
    let more = failing.len() - 1;
    Err(Fault::new(
        key,
        format!("{why} (and {more} more: `inzage theme check` names them all)"),
    ))
}

/// Where the sign and the font of the brand are served.
pub(crate) const SIGN: &str = "icons/icon.svg";
/// Where the font of the brand is served.
pub(crate) const FONT: &str = "brand/font.woff2";

/// The style sheet of a brand: custom properties, in the layer of the tokens, and
/// where its font is.
pub(crate) fn sheet(theme: &Theme, tokens: &Tokens) -> String {
    let mut css = String::new();
    let mut light = format!("--brand-sign: url(\"/{SIGN}\");");
    if let Some(font) = &theme.font {
        let _ = writeln!(
            css,
            "@font-face {{ font-family: \"{}\"; font-display: swap; font-weight: 100 900; \
             src: url(\"/{FONT}\") format(\"woff2\"); }}",
            font.name
        );
        let _ = write!(light, " --font: \"{}\", system-ui, sans-serif;", font.name);
    }
    for (name, value) in &theme.brand {
        let _ = write!(light, " --brand-{name}: {value};");
    }
    for (name, value) in &theme.sizes {
        let _ = write!(light, " --{name}: {value};");
    }
    let mut dark = String::new();
    let names: BTreeSet<&String> = theme.light.keys().chain(theme.dark.keys()).collect();
    for name in names {
        // Both, so that it does not matter how the default tells them apart.
        for (css, scheme) in [(&mut light, Scheme::Light), (&mut dark, Scheme::Dark)] {
            if let Some(value) = tokens.value(scheme, name) {
                let _ = write!(css, " --{name}: {value};");
            }
        }
    }
    let _ = writeln!(
        css,
        "@layer tokens {{\n  :root {{ {light} }}\n  :root[data-theme=\"dark\"] {{{dark} }}\n  \
         @media (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{{dark} }} }}\n}}"
    );
    css
}
