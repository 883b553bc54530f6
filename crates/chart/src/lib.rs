//! A series of measurements to what a person sees of it: one sentence, a chart,
//! the same points to walk along and to hear, and a table. All from one
//! [`Series`]; no DOM, no clock, no FHIR.
//!
//! The chart is a list of SVG elements ([`view::Scene`]) laid out for a width and
//! a letter size; colours are the style sheet's, by class. ADR 0080.

mod axis;
mod backend;
mod buckets;
mod draw;
mod export;
mod layout;
mod legend;
mod line;
mod notes;
mod numbers;
mod pen;
mod period;
mod points;
mod say;
mod series;
mod shapes;
mod table;
pub mod view;

pub use export::{csv, csv_line, svg};
pub use inzage_words::Lang;
pub use line::{NumberLine, number_line};
pub use numbers::values_text;
pub use period::Period;
pub use say::against;
pub use series::{Group, Limit, Moment, Noun, Point, Precision, Range, Series, Target, Value};

use chrono::NaiveDate;
use period::Window;
use view::Chart;

/// How the chart is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which stretch of time.
    pub period: Period,
    /// A day within it (`2026-03-05`); none: the stretch of the newest point.
    pub day: Option<NaiveDate>,
    /// Width in CSS pixels that the chart may take.
    pub width: u32,
    /// Size of the letters around it in CSS pixels.
    pub letters: u32,
    /// Most rows of the table.
    pub rows: usize,
    /// A low chart beside something else, with fewer values written.
    pub small: bool,
}

/// The first day of the stretch that is asked for and the first day after it; none
/// for everything.
pub fn stretch(series: &Series, ask: &Ask) -> Option<(NaiveDate, NaiveDate)> {
    if ask.period == Period::All {
        return None;
    }
    let window = Window::of(&series.drawable(), ask.period, ask.day);
    Some((window.from.date(), window.until.date()))
}

/// Everything that a screen shows of `series`.
pub fn chart(series: &Series, ask: &Ask, lang: Lang) -> Chart {
    let drawable = series.drawable();
    let window = Window::of(&drawable, ask.period, ask.day);
    let within: Vec<&Point> = drawable
        .iter()
        .copied()
        .filter(|point| window.holds(point))
        .collect();
    let layout = layout::Layout::new(ask.width, ask.letters).lower(ask.small);
    let drawn = draw::draw(series, &within, &window, layout, lang);
    let mut notes = series.begins.clone();
    notes.extend(say::notes(series, &within, &drawn, lang));
    Chart {
        title: series.title.clone(),
        unit: series.unit.clone(),
        sentence: say::sentence(series, &within, lang),
        notes,
        remarks: drawn.remarks,
        scene: drawn.scene,
        spots: drawn.spots,
        legend: legend::legend(
            series,
            &within,
            &window,
            drawn.together.is_some(),
            layout,
            lang,
        ),
        period: window.view(&drawable, lang),
        table: table::table(series, &window, ask, lang),
    }
}
