//! A link as a QR code (ISO/IEC 18004), error correction M as SHL STU 1 asks.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around it: what scanners need (ISO/IEC 18004, section 5.3.8).
const QUIET: usize = 4;

/// A QR code to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules on a side, with the light ones around it: the side of the view box.
    pub side: usize,
    /// The dark modules as one path of an SVG element, a module being one unit.
    pub path: String,
}

/// Draws `text`; none when it is longer than a QR code holds (about 2,300 bytes).
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (row, modules) in colors.chunks(width).enumerate() {
        for (column, module) in modules.iter().enumerate() {
            if *module == Color::Dark {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h1v1h-1z", column + QUIET, row + QUIET);
            }
        }
    }
    Some(Qr {
        side: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_code_has_its_three_corners() {
        let code = qr("A").unwrap();
        assert_eq!(code.side, 21 + 8);
        for corner in ["M4 4h", "M24 4h", "M4 24h"] {
            assert!(code.path.contains(corner), "{corner}");
        }
        assert!(!code.path.contains("M24 24h"), "three corners, not four");
    }

    #[test]
    fn what_is_too_long_gives_none() {
        assert!(qr(&"a".repeat(3_000)).is_none());
    }
}
