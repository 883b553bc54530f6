//! The drawing backend: what plotters draws becomes SVG elements with a class.
//!
//! Plotters knows colours, not classes. So the red of a colour says which
//! [`Role`] an element has and the green its group; the style sheet colours it.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::numbers::{float, whole};
use crate::view::{Anchor, Form, Part};

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Lines across at the written values.
    Grid,
    /// The axis itself.
    Axis,
    /// What is written along the axes.
    Label,
    /// What is normal according to the source.
    Band,
    /// The edge of that.
    BandEdge,
    /// A target.
    Target,
    /// The name of a target.
    TargetLabel,
    /// The line between points.
    Line,
    /// A point.
    Point,
    /// A point of which the number is only a limit.
    Open,
    /// The arrow at such a point, the bar of a pair, the reach of a vague date.
    Stem,
    /// The ring around a point outside the reference range.
    Ring,
    /// From the lowest to the highest of many points.
    Reach,
    /// Their mean.
    Mean,
    /// The number of a note.
    Note,
    /// The value on a number line.
    Value,
}

const ROLES: [(Role, &str); 16] = [
    (Role::Grid, "chart-grid"),
    (Role::Axis, "chart-axis"),
    (Role::Label, "chart-label"),
    (Role::Band, "chart-band"),
    (Role::BandEdge, "chart-band-edge"),
    (Role::Target, "chart-target"),
    (Role::TargetLabel, "chart-target-label"),
    (Role::Line, "chart-line"),
    (Role::Point, "chart-point"),
    (Role::Open, "chart-open"),
    (Role::Stem, "chart-stem"),
    (Role::Ring, "chart-ring"),
    (Role::Reach, "chart-reach"),
    (Role::Mean, "chart-mean"),
    (Role::Note, "chart-note"),
    (Role::Value, "chart-value"),
];

/// How many groups have a colour and shape of their own.
pub(crate) const KINDS: usize = 8;

impl Role {
    /// The "colour" that stands for this role.
    pub(crate) fn ink(self) -> RGBColor {
        self.of(KINDS)
    }

    /// The "colour" that stands for this role in a group.
    pub(crate) fn of(self, group: usize) -> RGBColor {
        let role = ROLES.iter().position(|(role, _)| *role == self);
        let number = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let group = if group >= KINDS { KINDS } else { group };
        RGBColor(number(role.unwrap_or(0)), number(group), 0)
    }
}

fn class(color: BackendColor) -> String {
    let (role, group, _) = color.rgb;
    let role = ROLES.get(usize::from(role)).map_or("", |(_, class)| class);
    if usize::from(group) < KINDS {
        format!("{role} chart-of-{group}")
    } else {
        role.to_owned()
    }
}

/// Collects SVG elements; its "pixels" are tenths of a pixel.
pub(crate) struct Sketch<'a> {
    size: (u32, u32),
    out: &'a mut Vec<Part>,
}

impl<'a> Sketch<'a> {
    pub(crate) fn new(out: &'a mut Vec<Part>, width: i32, height: i32) -> Self {
        let size = |length: i32| u32::try_from(length).unwrap_or(0);
        Self {
            size: (size(width), size(height)),
            out,
        }
    }

    fn path(&mut self, color: BackendColor, d: String) {
        // A fill and its edge of one style are one element.
        let part = Part {
            class: class(color),
            form: Form::Path(d),
        };
        if color.alpha > 0.0 && self.out.last() != Some(&part) {
            self.out.push(part);
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn along(points: impl IntoIterator<Item = BackendCoord>, end: &str) -> String {
    let mut d = String::new();
    for (nth, (x, y)) in points.into_iter().enumerate() {
        let step = if nth == 0 { 'M' } else { 'L' };
        // Writing into a String does not fail.
        let _ = write!(d, "{step}{x} {y}");
    }
    d + end
}

impl DrawingBackend for Sketch<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.path(color, format!("M{x} {y}h10v10h-10Z"));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.path(style.color(), along([from, to], ""));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        self.path(style.color(), along(corners, "Z"));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.path(style.color(), along(path, ""));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let (r, d) = (radius, radius.saturating_mul(2));
        let left = x.saturating_sub_unsigned(r);
        let arcs = format!("M{left} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0Z");
        self.path(style.color(), arcs);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.path(style.color(), along(corners, "Z"));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        let down = match style.anchor().v_pos {
            VPos::Top => 0.78,
            VPos::Center => 0.34,
            VPos::Bottom => -0.22,
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        self.out.push(Part {
            class: class(style.color()),
            form: Form::Text {
                x,
                y: y.saturating_add(whole(style.size() * down)),
                anchor,
                text: text.to_owned(),
            },
        });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let wide = float(text.chars().count()) * style.size() * 0.56;
        let size = |length: f64| u32::try_from(whole(length)).unwrap_or(0);
        Ok((size(wide), size(style.size())))
    }
}
