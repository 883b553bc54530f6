//! Colours and their contrast (WCAG 2.2, "contrast ratio").

use palette::color_difference::Wcag21RelativeContrast;
use palette::{FromColor, IntoColor, Oklch, Srgb};
use std::fmt;
use std::str::FromStr;

/// How fine the lightness is searched for a colour that passes (Oklch, 0 to 1).
const STEP: f32 = 0.004;

/// An opaque colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(Srgb<u8>);

impl Colour {
    /// How much two colours differ in luminance: 1 (not at all) to 21.
    pub fn contrast(self, other: Self) -> f32 {
        let linear = |colour: Self| colour.0.into_format::<f32>();
        linear(self).relative_contrast(linear(other))
    }

    /// The colour of the same hue, as near in lightness as can be, that has at least
    /// this contrast with every one of `backs`; none when none has.
    pub fn nearest(self, backs: &[Self], least: f32) -> Option<Self> {
        let own = Oklch::from_color(self.0.into_format::<f32>());
        let steps = (0_u8..=250).map(|step| f32::from(step) * STEP);
        let near = steps.flat_map(|by| [own.l - by, own.l + by]);
        near.filter(|l| (0.0..=1.0).contains(l))
            .map(|l| {
                let moved: Srgb = Oklch { l, ..own }.into_color();
                Self(moved.into_format())
            })
            .find(|colour| backs.iter().all(|back| colour.contrast(*back) >= least))
    }
}

impl FromStr for Colour {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "not a colour like #0b4a4f";
        if text.len() != 7 || !text.starts_with('#') {
            return Err(wrong);
        }
        text.parse().map(Self).map_err(|_| wrong)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_is_as_the_guideline_computes_it() {
        assert!((colour("#000000").contrast(colour("#ffffff")) - 21.0).abs() < 0.01);
        // The known border case of AA on white.
        assert!((colour("#767676").contrast(colour("#ffffff")) - 4.54).abs() < 0.01);
    }

    #[test]
    fn what_is_proposed_passes_and_keeps_its_hue() {
        let white = colour("#ffffff");
        let found = colour("#7fb2ff").nearest(&[white], 4.5).unwrap();
        assert!(found.contrast(white) >= 4.5);
        let Srgb { red, blue, .. } = found.0;
        assert!(blue > red, "{found} is still blue");
    }

    #[test]
    fn between_black_and_white_nothing_passes_seven_on_both() {
        let both = [colour("#000000"), colour("#ffffff")];
        assert_eq!(colour("#336699").nearest(&both, 7.0), None);
    }

    #[test]
    fn other_ways_to_write_a_colour_are_refused() {
        for text in ["red", "#fff", "#12345g", "0b4a4f0", "#0b4a4f80"] {
            assert!(text.parse::<Colour>().is_err(), "{text}");
        }
    }
}
