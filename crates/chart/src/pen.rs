//! What draws: plotters' chart with the places of values and moments, and the
//! whole picture for what is put at a place.

use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea as _};
use plotters::element::{DynElement, IntoDynElement as _, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use crate::axis::Scale;
use crate::backend::{Role, Sketch};
use crate::layout::Layout;
use crate::numbers::whole;
use crate::shapes::shape;
use crate::view::Part;

/// Why plotters did not draw; drawing into a list gives it no reason to.
pub(crate) type Failed = DrawingAreaErrorKind<std::convert::Infallible>;

/// Draws one chart.
pub(crate) struct Pen<'a> {
    root: DrawingArea<Sketch<'a>, Shift>,
    chart: ChartContext<'a, Sketch<'a>, Cartesian2d<Scale, Scale>>,
    pub(crate) layout: Layout,
}

/// Room around the canvas, in tenths of a pixel.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(
        out: &'a mut Vec<Part>,
        layout: Layout,
        around: Around,
        along: Scale,
        up: Scale,
    ) -> Result<Self, Failed> {
        let root = Sketch::new(out, layout.width, layout.height).into_drawing_area();
        let chart = ChartBuilder::on(&root)
            .margin_top(whole(around.top))
            .margin_right(whole(around.right))
            .set_label_area_size(LabelAreaPosition::Left, whole(around.left))
            .set_label_area_size(LabelAreaPosition::Bottom, whole(around.bottom))
            .build_cartesian_2d(along, up)?;
        Ok(Self {
            root,
            chart,
            layout,
        })
    }

    /// Lines across and what is written along the axes.
    pub(crate) fn mesh(&mut self) -> Result<(), Failed> {
        let layout = self.layout;
        let style = |h, v| letters(layout, Role::Label.ink(), h, v);
        self.chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(Role::Grid.ink())
            .axis_style(Role::Axis.ink())
            .x_label_style(style(HPos::Center, VPos::Top))
            .y_label_style(style(HPos::Right, VPos::Center))
            .set_all_tick_mark_size(whole(layout.letters * 0.2))
            .draw()
    }

    /// Left and right end in seconds.
    pub(crate) fn ends(&self) -> (f64, f64) {
        let range = self.chart.x_range();
        (range.start, range.end)
    }

    /// The lowest and highest value.
    pub(crate) fn heights(&self) -> (f64, f64) {
        let range = self.chart.y_range();
        (range.start, range.end)
    }

    /// Where a moment and a value stand in the picture.
    pub(crate) fn place(&self, at: f64, value: f64) -> (i32, i32) {
        self.chart.backend_coord(&(at, value))
    }

    fn put(&self, element: &DynElement<'static, Sketch<'a>, (i32, i32)>) -> Result<(), Failed> {
        self.root.draw(element)
    }

    /// A line along places in the picture.
    pub(crate) fn line(&self, along: Vec<(i32, i32)>, ink: RGBColor) -> Result<(), Failed> {
        self.put(&PathElement::new(along, ink).into_dyn())
    }

    /// A filled rectangle between two corners.
    pub(crate) fn area(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        ink: RGBColor,
    ) -> Result<(), Failed> {
        self.put(&Rectangle::new([from, to], ink.filled()).into_dyn())
    }

    /// The shape of a group.
    pub(crate) fn mark(&self, group: usize, at: (i32, i32), ink: RGBColor) -> Result<(), Failed> {
        self.put(&shape(group, at, self.layout.shape, ink))
    }

    /// A circle around a place.
    pub(crate) fn ring(&self, at: (i32, i32), ink: RGBColor) -> Result<(), Failed> {
        self.put(&shape(0, at, self.layout.shape * 1.9, ink))
    }

    /// Letters at a place.
    pub(crate) fn text(
        &self,
        text: &str,
        at: (i32, i32),
        (h, v): (HPos, VPos),
        ink: RGBColor,
    ) -> Result<(), Failed> {
        let style = letters(self.layout, ink, h, v);
        self.put(&Text::new(text.to_owned(), at, style).into_dyn())
    }
}

fn letters(layout: Layout, ink: RGBColor, h: HPos, v: VPos) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, layout.letters, FontStyle::Normal);
    TextStyle {
        color: ink.to_backend_color(),
        pos: Pos::new(h, v),
        ..TextStyle::from(font)
    }
}
