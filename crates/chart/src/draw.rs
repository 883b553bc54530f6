//! The chart: what is normal, lines across, targets, then the points.

use inzage_words::Lang;
use plotters::style::text_anchor::{HPos, VPos};

use crate::axis::{self, Scale};
use crate::backend::Role;
use crate::buckets::Together;
use crate::layout::{Layout, TENTHS};
use crate::numbers::{float, whole};
use crate::pen::{Around, Failed, Pen};
use crate::period::Window;
use crate::points::Points;
use crate::series::{Point, Range, Series, Target};
use crate::view::{Part, Remark, Scene, Spot};

/// What was drawn, and what has to be said about it.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) scene: Scene,
    pub(crate) spots: Vec<Spot>,
    /// Notes with the number that stands at their point.
    pub(crate) remarks: Vec<Remark>,
    /// Notes without a number, because there are too many.
    pub(crate) unnumbered: usize,
    /// Where the scale of values begins and ends, when 0 is not on it.
    pub(crate) scale: Option<(String, String)>,
    /// How points were taken together, when there were too many.
    pub(crate) together: Option<Together>,
    /// Whether the line between points stops somewhere.
    pub(crate) gaps: bool,
}

/// Draws the points `within` a stretch; nothing where there are none.
pub(crate) fn draw(
    series: &Series,
    within: &[&Point],
    window: &Window,
    layout: Layout,
    lang: Lang,
) -> Drawn {
    if within.is_empty() {
        return Drawn::default();
    }
    let (low, high) = extent(series, within);
    let room = float(layout.height) / (layout.letters * 2.6);
    let up = axis::values(low, high, room, lang);
    let widest = up.ticks.iter().map(|(_, text)| layout.text_width(text));
    let around = Around {
        left: widest.fold(layout.letters, f64::max) + layout.letters * 0.6,
        right: layout.letters * 0.8,
        top: layout.letters * 0.9,
        bottom: layout.letters * 1.7,
    };
    let wide = float(layout.width) - around.left - around.right;
    let along = axis::time(window, wide, layout, lang);
    let together = Together::fitting(series, within, window, wide / TENTHS);
    let layout = layout.crowded(within.len(), stretch(within, &along) * wide);
    let mut drawn = Drawn {
        scale: ends_beside_zero(&up),
        together,
        ..Drawn::default()
    };
    let mut parts: Vec<Part> = Vec::new();
    let points = Points {
        series,
        within,
        lang,
    };
    // Where plotters should fail after all, what was drawn so far is shown; the
    // sentence and the table have everything.
    let finished: Result<(), Failed> =
        Pen::new(&mut parts, layout, around, along, up).and_then(|mut pen| {
            bands(&pen, within)?;
            pen.mesh()?;
            targets(&pen, &series.targets)?;
            points.draw(&pen, together, &mut drawn)?;
            target_names(&pen, &series.targets, within)
        });
    drop(finished);
    drawn.scene = Scene {
        width: layout.width,
        height: layout.height,
        parts,
    };
    drawn
}

/// Which share of the width the points take, from the first to the last.
fn stretch(within: &[&Point], along: &Scale) -> f64 {
    let moments = within.iter().filter_map(|point| point.at);
    let ends = moments.map(|at| axis::place(at.place()));
    let (first, last) = ends.fold((f64::MAX, f64::MIN), |(first, last), at| {
        (first.min(at), last.max(at))
    });
    let whole = along.to - along.from;
    if first < last && whole > 0.0 {
        ((last - first) / whole).min(1.0)
    } else {
        1.0
    }
}

fn ends_beside_zero(scale: &Scale) -> Option<(String, String)> {
    let (first, last) = (scale.ticks.first()?, scale.ticks.last()?);
    (scale.from > 0.0 || scale.to < 0.0).then(|| (first.1.clone(), last.1.clone()))
}

/// From the lowest to the highest that has to be seen. A reference range or
/// target far away does not press the points together: it is cut off.
fn extent(series: &Series, within: &[&Point]) -> (f64, f64) {
    let numbers = within.iter().flat_map(|p| &p.values).map(|v| v.number);
    let (low, high) = numbers.fold((f64::MAX, f64::MIN), |(low, high), number| {
        (low.min(number), high.max(number))
    });
    let reach = (high - low).max(high.abs().max(low.abs()) * 0.3) * 1.5;
    let limits = within.iter().filter_map(|p| p.range.as_ref());
    let limits = limits.flat_map(Range::limits);
    let targets = series.targets.iter().map(|target| target.number);
    limits
        .chain(targets)
        .filter(|at| at.is_finite() && low - reach <= *at && *at <= high + reach)
        .fold((low, high), |(low, high), at| (low.min(at), high.max(at)))
}

/// The one range that every point with a range has.
pub(crate) fn shared_range<'p>(within: &[&'p Point]) -> Option<&'p Range> {
    let mut ranges = within.iter().filter_map(|point| point.range.as_ref());
    let first = ranges.next()?;
    let same = |other: &Range| {
        let number = |limit: &Option<(f64, String)>| limit.as_ref().map(|(number, _)| *number);
        number(&first.low) == number(&other.low) && number(&first.high) == number(&other.high)
    };
    ranges.all(same).then_some(first)
}

/// What is normal: one band where all points agree, else one behind each.
fn bands(pen: &Pen<'_>, within: &[&Point]) -> Result<(), Failed> {
    let (left, right) = pen.ends();
    if let Some(range) = shared_range(within) {
        return band(pen, range, left, right);
    }
    let half = (right - left) * pen.layout.shape * 1.6 / float(pen.layout.width);
    for point in within {
        if let (Some(at), Some(range)) = (point.at, &point.range) {
            let at = axis::place(at.place());
            band(pen, range, (at - half).max(left), (at + half).min(right))?;
        }
    }
    Ok(())
}

fn band(pen: &Pen<'_>, range: &Range, from: f64, until: f64) -> Result<(), Failed> {
    let (bottom, top) = pen.heights();
    let limit = |limit: &Option<(f64, String)>| limit.as_ref().map(|(number, _)| *number);
    let (low, high) = (limit(&range.low), limit(&range.high));
    let clipped = |edge: Option<f64>, end: f64| edge.unwrap_or(end).clamp(bottom, top);
    let (under, over) = (clipped(low, bottom), clipped(high, top));
    if (low.is_none() && high.is_none()) || under >= over {
        return Ok(());
    }
    pen.area(
        pen.place(from, over),
        pen.place(until, under),
        Role::Band.ink(),
    )?;
    for edge in [low, high].into_iter().flatten() {
        if (bottom..=top).contains(&edge) {
            let along = vec![pen.place(from, edge), pen.place(until, edge)];
            pen.line(along, Role::BandEdge.ink())?;
        }
    }
    Ok(())
}

/// The person's own targets as lines.
fn targets(pen: &Pen<'_>, targets: &[Target]) -> Result<(), Failed> {
    for target in targets {
        if let Some((start, end)) = reach(pen, target) {
            pen.line(vec![start, end], Role::Target.ink())?;
        }
    }
    Ok(())
}

/// The name of each target above its line, at the end where it hides fewer points;
/// one that would stand on another is told in the legend only.
fn target_names(pen: &Pen<'_>, targets: &[Target], within: &[&Point]) -> Result<(), Failed> {
    let mut taken: Vec<(i32, i32, i32)> = Vec::new();
    let (left, right) = pen.ends();
    for target in targets {
        let Some((start, end)) = reach(pen, target) else {
            continue;
        };
        let wide = whole(pen.layout.text_width(&target.name));
        let high = whole(pen.layout.letters);
        let ends = [left, right].map(|end| pen.place(end, target.number).0);
        let inside = |at: i32| at.min(ends[1] - wide).max(ends[0]);
        let hidden = |at: &i32| covered(pen, within, (*at, at + wide), (start.1 - high, start.1));
        let places = [inside(start.0), inside(end.0 - wide)];
        let at = places.into_iter().min_by_key(hidden).unwrap_or(start.0);
        let hits = |(from, until, y): &(i32, i32, i32)| {
            at < *until && *from < at + wide && (y - start.1).abs() < high
        };
        if taken.iter().any(hits) {
            continue;
        }
        taken.push((at, at + wide, start.1));
        let ink = Role::TargetLabel.ink();
        let place = (at, start.1);
        pen.text(&target.name, place, (HPos::Left, VPos::Bottom), ink)?;
    }
    Ok(())
}

/// How many values lie between two places along and two places up.
fn covered(pen: &Pen<'_>, within: &[&Point], (from, until): (i32, i32), up: (i32, i32)) -> usize {
    let values = within
        .iter()
        .filter_map(|point| Some((point.at?, &point.values)));
    let places = values.flat_map(|(at, values)| {
        let at = axis::place(at.place());
        values.iter().map(move |value| pen.place(at, value.number))
    });
    let hidden = places.filter(|(x, y)| (from..=until).contains(x) && (up.0..=up.1).contains(y));
    hidden.count()
}

/// Where the line of a target begins and ends; none when it is not in sight.
fn reach(pen: &Pen<'_>, target: &Target) -> Option<((i32, i32), (i32, i32))> {
    let (left, right) = pen.ends();
    let (bottom, top) = pen.heights();
    let day = |day: chrono::NaiveDate| axis::place(day.and_time(chrono::NaiveTime::MIN));
    let from = target.from.map_or(left, day).max(left);
    let until = target.until.map_or(right, day).min(right);
    let seen = from < until && (bottom..=top).contains(&target.number);
    seen.then(|| {
        (
            pen.place(from, target.number),
            pen.place(until, target.number),
        )
    })
}
