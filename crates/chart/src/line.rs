//! A value on the line of what is normal: where it lies, not what it means.

use inzage_words::Lang;
use plotters::style::text_anchor::{HPos, VPos};

use crate::axis::Scale;
use crate::backend::Role;
use crate::layout::Layout;
use crate::numbers::{float, localised, whole};
use crate::pen::{Around, Failed, Pen};
use crate::series::{Range, Value};
use crate::view::Scene;

/// What stands on the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberLine {
    /// The value, in the unit of the range.
    pub value: Value,
    /// The value before, where there is one in the same unit.
    pub before: Option<Value>,
    /// What is normal according to the source.
    pub range: Range,
    /// The word in the middle of the range: `normaal`.
    pub normal: String,
}

/// The line, for a width and letter size in CSS pixels. None where the range has
/// no limit, or a number cannot be drawn.
pub fn number_line(line: &NumberLine, width: u32, letters: u32, lang: Lang) -> Option<Scene> {
    let layout = Layout::new(width, letters);
    let layout = Layout {
        height: whole(layout.letters * 4.6),
        ..layout
    };
    let along = scale(line)?;
    let up = Scale {
        from: 0.0,
        to: 1.0,
        ticks: Vec::new(),
    };
    let sides = layout.letters * 0.8;
    let around = Around {
        left: sides,
        right: sides,
        ..Around::default()
    };
    let mut parts = Vec::new();
    // As for the chart: what was drawn so far is shown.
    drop(Pen::new(&mut parts, layout, around, along, up).and_then(|pen| draw(&pen, line, lang)));
    Some(Scene {
        width: layout.width,
        height: layout.height,
        parts,
    })
}

/// From a little below the lowest number to a little above the highest.
fn scale(line: &NumberLine) -> Option<Scale> {
    let mut all: Vec<f64> = line.range.limits().collect();
    if all.is_empty() {
        return None;
    }
    all.push(line.value.number);
    all.extend(line.before.as_ref().map(|value| value.number));
    let low = all.iter().copied().fold(f64::MAX, f64::min);
    let high = all.iter().copied().fold(f64::MIN, f64::max);
    let room = ((high - low) * 0.25).max(high.abs() * 1e-6).max(1e-9);
    let whole = all.iter().all(|number| number.abs() < 1e300);
    let from = if low >= 0.0 {
        (low - room).max(0.0)
    } else {
        low - room
    };
    whole.then(|| Scale {
        from,
        to: high + room,
        ticks: Vec::new(),
    })
}

/// How high the bar lies, from the bottom.
const BAR: (f64, f64) = (0.36, 0.56);

fn draw(pen: &Pen<'_>, line: &NumberLine, lang: Lang) -> Result<(), Failed> {
    let (left, right) = pen.ends();
    let low = line.range.low.as_ref();
    let high = line.range.high.as_ref();
    let (from, until) = (
        low.map_or(left, |(number, _)| *number),
        high.map_or(right, |(number, _)| *number),
    );
    pen.area(
        pen.place(left, BAR.1),
        pen.place(right, BAR.0),
        Role::Grid.ink(),
    )?;
    let (start, end) = (pen.place(from, BAR.1), pen.place(until, BAR.0));
    pen.area(start, end, Role::Band.ink())?;
    limits(pen, [low, high], lang)?;
    name(pen, line, (start.0, end.0), lang)?;
    let middle = |number: f64| pen.place(number, f64::midpoint(BAR.0, BAR.1));
    let now = middle(line.value.number);
    let before = line.before.as_ref().map(|before| middle(before.number));
    // Where both stand at one place only the newest is seen.
    if let Some(at) = before.filter(|at| (at.0 - now.0).abs() > whole(pen.layout.shape)) {
        pen.mark(0, at, Role::Open.ink())?;
    }
    value(pen, line, lang)
}

/// The word below the middle of the range, where it has room between the limits.
fn name(
    pen: &Pen<'_>,
    line: &NumberLine,
    (start, end): (i32, i32),
    lang: Lang,
) -> Result<(), Failed> {
    let limits = [&line.range.low, &line.range.high].into_iter().flatten();
    let taken: f64 = limits
        .map(|(_, text)| pen.layout.text_width(&localised(text, lang)) / 2.0)
        .sum();
    let wanted = pen.layout.text_width(&line.normal) + taken + pen.layout.letters;
    if float(end - start) < wanted {
        return Ok(());
    }
    let (left, _) = pen.ends();
    let below = pen.place(left, BAR.0).1 + whole(pen.layout.letters * 0.25);
    let at = (i32::midpoint(start, end), below);
    let ink = Role::Label.ink();
    pen.text(&line.normal, at, (HPos::Center, VPos::Top), ink)
}

/// Where the range begins and ends, with its numbers below.
fn limits(pen: &Pen<'_>, limits: [Option<&(f64, String)>; 2], lang: Lang) -> Result<(), Failed> {
    for (number, text) in limits.into_iter().flatten() {
        let (top, bottom) = (pen.place(*number, BAR.1), pen.place(*number, BAR.0));
        pen.line(vec![top, bottom], Role::BandEdge.ink())?;
        let at = (bottom.0, bottom.1 + whole(pen.layout.letters * 0.25));
        let text = localised(text, lang);
        pen.text(&text, at, (HPos::Center, VPos::Top), Role::Label.ink())?;
    }
    Ok(())
}

/// The value: a pointer from above, with the number.
fn value(pen: &Pen<'_>, line: &NumberLine, lang: Lang) -> Result<(), Failed> {
    let at = pen.place(line.value.number, f64::midpoint(BAR.0, BAR.1));
    if let Some(limit) = line.value.limit {
        let sideways = if limit.is_downward() { -1 } else { 1 };
        let size = whole(pen.layout.shape);
        let along = [1, 4].map(|times| (at.0 + sideways * size * times, at.1));
        pen.mark(0, at, Role::Open.ink())?;
        pen.line(along.to_vec(), Role::Value.ink())?;
    } else {
        let reach = whole(pen.layout.letters * 0.55);
        let along = [-reach, reach].map(|dy| (at.0, at.1 + dy));
        pen.line(along.to_vec(), Role::Value.ink())?;
        pen.mark(0, at, Role::Value.ink())?;
    }
    let text = line.value.shown(lang);
    let half = whole(pen.layout.text_width(&text) / 2.0);
    let x = at.0.clamp(half, (pen.layout.width - half).max(half));
    let y = pen.place(line.value.number, BAR.1).1 - whole(pen.layout.letters * 0.35);
    pen.text(
        &text,
        (x, y),
        (HPos::Center, VPos::Bottom),
        Role::Value.ink(),
    )
}
