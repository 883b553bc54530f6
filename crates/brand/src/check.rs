//! Whether a theme can be read by everybody: contrast of every pair of colours that
//! the components use (WCAG 2.2, 1.4.3 and 1.4.11; text at 7:1, 1.4.6), the ring of
//! the focus (2.4.7), and sizes (2.5.8; body text of 18 px, targets of 44 px).

use crate::colour::Colour;
use crate::tokens::{Scheme, Tokens};
use std::fmt;

/// Which token stands on which, and how much they must differ.
const PAIRS: &str = include_str!("pairs.tsv");
/// Height of a letter on the screen that `1rem` is (`style/base.css`), in px.
const ROOT: f32 = 18.0;
/// Sizes that a theme can set, and the least of each, in px.
pub(crate) const SIZES: [(&str, f32); 6] = [
    ("radius", 0.0),
    ("size-small", 16.0),
    ("size-body", 18.0),
    ("size-lead", 18.0),
    ("size-title", 20.0),
    ("target", 44.0),
];

/// Two tokens of which one stands on the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Letters, a line or a ring.
    pub fore: &'static str,
    /// What is behind it.
    pub back: &'static str,
    /// Least contrast, 1 to 21.
    pub least: f32,
    /// Where it is seen.
    pub what: &'static str,
}

/// Something in a theme that does not pass.
#[derive(Clone, Debug, PartialEq)]
pub enum Failing {
    /// Two colours that differ too little.
    Contrast {
        /// Where.
        scheme: Scheme,
        /// Which two.
        pair: Pair,
        /// Their colours.
        colours: [Colour; 2],
        /// The nearest colour for [`Pair::fore`] that passes on all it stands on.
        nearest: Option<Colour>,
    },
    /// A size below the least, both in px.
    Size {
        /// Its token.
        name: &'static str,
        /// How large it is.
        is: f32,
        /// How large it has to be.
        least: f32,
    },
}

impl fmt::Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contrast {
                scheme,
                pair,
                colours: [fore, back],
                nearest,
            } => {
                let Pair {
                    fore: name,
                    back: on,
                    least,
                    what,
                } = pair;
                let ratio = (fore.contrast(*back) * 100.0).floor() / 100.0;
                write!(
                    f,
                    "theme.{}.{name}: {fore} on {on} ({back}) has contrast {ratio:.2}, needs {least} ({what})",
                    scheme.as_str()
                )?;
                match nearest {
                    Some(colour) => write!(f, "; nearest that passes: {colour}"),
                    None => write!(f, "; no colour passes on all it stands on: change {on}"),
                }
            }
            Self::Size { name, is, least } => {
                write!(f, "theme.sizes.{name}: {is:.1} px, needs {least} px")?;
                write!(
                    f,
                    "; nearest that passes: {}rem",
                    (least / ROOT * 1000.0).ceil() / 1000.0
                )
            }
        }
    }
}

/// Every pair of colours that the components use.
pub fn pairs() -> Vec<Pair> {
    let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        let (fore, backs) = (cells.next()?, cells.next()?);
        let (least, what) = (cells.next()?.parse().ok()?, cells.next()?);
        Some((fore, backs, least, what))
    });
    rows.flat_map(|(fore, backs, least, what)| {
        backs.split(' ').map(move |back| Pair {
            fore,
            back,
            least,
            what,
        })
    })
    .collect()
}

/// What does not pass, in the order of the table; empty when all passes.
pub fn check(tokens: &Tokens) -> Vec<Failing> {
    let colours = Scheme::ALL
        .into_iter()
        .flat_map(|scheme| contrasts(tokens, scheme));
    colours.chain(sizes(tokens)).collect()
}

fn contrasts(tokens: &Tokens, scheme: Scheme) -> Vec<Failing> {
    let pairs = pairs();
    let found = pairs.iter().filter_map(|pair| {
        let fore = tokens.colour(scheme, pair.fore)?;
        let back = tokens.colour(scheme, pair.back)?;
        if fore.contrast(back) >= pair.least {
            return None;
        }
        let others = pairs.iter().filter(|other| other.fore == pair.fore);
        let backs: Vec<Colour> = others
            .filter_map(|other| tokens.colour(scheme, other.back))
            .collect();
        Some(Failing::Contrast {
            scheme,
            pair: pair.clone(),
            colours: [fore, back],
            nearest: fore.nearest(&backs, pair.least),
        })
    });
    found.collect()
}

fn sizes(tokens: &Tokens) -> Vec<Failing> {
    let small = SIZES.into_iter().filter_map(|(name, least)| {
        let is = px(tokens.value(Scheme::Light, name)?)?;
        // What is written with three or four digits is meant to be the whole size.
        (is < least - 0.01).then_some(Failing::Size { name, is, least })
    });
    small.collect()
}

/// A size in `rem` in px; none for anything else.
pub(crate) fn px(size: &str) -> Option<f32> {
    let rem: f32 = size.strip_suffix("rem")?.parse().ok()?;
    (rem.is_finite() && rem >= 0.0).then_some(rem * ROOT)
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
