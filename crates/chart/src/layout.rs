//! Sizes in tenths of a pixel.

use crate::numbers::{float, whole};

/// Tenths of a pixel in a pixel.
pub(crate) const TENTHS: f64 = 10.0;

/// The measures of a chart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Width of the whole.
    pub(crate) width: i32,
    /// Height of the whole.
    pub(crate) height: i32,
    /// Size of the letters.
    pub(crate) letters: f64,
    /// Half the width of a shape.
    pub(crate) shape: f64,
}

impl Layout {
    /// For a width and a letter size in CSS pixels, kept within what can be drawn.
    pub(crate) fn new(width: u32, letters: u32) -> Self {
        let width = float(width.clamp(200, 2000));
        let letters = float(letters.clamp(10, 60));
        let height = (width * 0.52).clamp(letters * 13.0, letters * 20.0);
        Self {
            width: whole(width * TENTHS),
            height: whole(height * TENTHS),
            letters: letters * TENTHS,
            shape: letters * TENTHS / 3.0,
        }
    }

    /// Smaller shapes where `count` of them stand side by side on `stretch` tenths of a
    /// pixel; never so small that they look alike.
    pub(crate) fn crowded(self, count: usize, stretch: f64) -> Self {
        let room = stretch / float(count.max(1)) * 0.45;
        let shape = room.max(self.letters / 5.0).min(self.shape);
        Self { shape, ..self }
    }

    /// A low one, for beside something else.
    pub(crate) fn lower(self, small: bool) -> Self {
        if !small {
            return self;
        }
        Self {
            height: whole(self.letters * 8.0),
            ..self
        }
    }

    /// About how wide a text is. Letters of the app's font are a little over half
    /// as wide as they are high.
    pub(crate) fn text_width(&self, text: &str) -> f64 {
        float(text.chars().count()) * self.letters * 0.54
    }
}
