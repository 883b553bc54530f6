//! Notes as numbers in the chart: at its point, or at the bar that holds it.

use std::collections::{BTreeMap, BTreeSet};

use inzage_words::Lang;
use plotters::style::text_anchor::{HPos, VPos};

use crate::backend::Role;
use crate::numbers::whole;
use crate::pen::{Failed, Pen};
use crate::series::{Point, Series};
use crate::view::Remark;

/// Most notes that get a number; the newest do.
pub(crate) const MOST: usize = 100;

/// Which points of a stretch have a number, by their place in it.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    numbers: BTreeMap<usize, usize>,
    /// Notes without a number, because there are too many.
    pub(crate) beyond: usize,
}

impl Numbers {
    /// Of points in order of time.
    pub(crate) fn of(within: &[&Point]) -> Self {
        let noted = |(_, point): &(usize, &&Point)| point.note.is_some();
        let places: Vec<usize> = within
            .iter()
            .enumerate()
            .filter(noted)
            .map(|(place, _)| place)
            .collect();
        let beyond = places.len().saturating_sub(MOST);
        let numbered = places.into_iter().skip(beyond).zip(1..);
        Self {
            numbers: numbered.collect(),
            beyond,
        }
    }

    /// The number of the point at a place.
    pub(crate) fn at(&self, place: usize) -> Option<usize> {
        self.numbers.get(&place).copied()
    }

    /// The numbers of points at some places.
    pub(crate) fn among(&self, places: &[usize]) -> BTreeSet<usize> {
        places.iter().filter_map(|place| self.at(*place)).collect()
    }

    /// What stands below the chart: number, moment, value and note.
    pub(crate) fn remarks(&self, series: &Series, within: &[&Point], lang: Lang) -> Vec<Remark> {
        let remark = |(place, number): (&usize, &usize)| {
            let point = within.get(*place)?;
            let at = point.at.map(|at| at.text(lang));
            let of = [at, Some(series.value_text(point, lang))];
            Some(Remark {
                number: *number,
                of: of.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                text: point.note.clone()?,
            })
        };
        self.numbers.iter().filter_map(remark).collect()
    }
}

/// Numbers at one place in the chart.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    /// Middle of what it belongs to, in tenths of a pixel.
    pub(crate) x: i32,
    /// Top of what it belongs to.
    pub(crate) top: i32,
    pub(crate) numbers: BTreeSet<usize>,
}

/// Writes the numbers above what they belong to. Those that would stand on each
/// other become one, above the highest.
pub(crate) fn draw(pen: &Pen<'_>, labels: Vec<Label>) -> Result<(), Failed> {
    let mut apart: Vec<Label> = Vec::new();
    for mut label in labels {
        let hit = |known: &[Label], label: &Label| {
            known.iter().position(|other| overlap(pen, other, label))
        };
        while let Some(place) = hit(&apart, &label) {
            label = apart.remove(place).with(label);
        }
        apart.push(label);
    }
    for label in apart {
        let (left, right) = reach(pen, &label);
        let at = (i32::midpoint(left, right), label.top);
        let above = (at.0, at.1 - whole(pen.layout.shape * 0.6));
        let text = compact(&label.numbers, "–");
        pen.text(&text, above, (HPos::Center, VPos::Bottom), Role::Note.ink())?;
    }
    Ok(())
}

fn overlap(pen: &Pen<'_>, one: &Label, other: &Label) -> bool {
    let space = whole(pen.layout.letters * 0.3);
    let (one_at, other_at) = (reach(pen, one), reach(pen, other));
    let beside = one_at.0 < other_at.1 + space && other_at.0 < one_at.1 + space;
    beside && (one.top - other.top).abs() < whole(pen.layout.letters)
}

/// Left and right side, within the chart.
fn reach(pen: &Pen<'_>, label: &Label) -> (i32, i32) {
    let wide = whole(pen.layout.text_width(&compact(&label.numbers, "–")));
    let (bottom, _) = pen.heights();
    let (start, end) = pen.ends();
    let [least, most] = [start, end].map(|at| pen.place(at, bottom).0);
    let left = (label.x - wide / 2).min(most - wide).max(least);
    (left, left + wide)
}

impl Label {
    /// Two as one, between both.
    fn with(mut self, other: Self) -> Self {
        self.x = i32::midpoint(self.x, other.x);
        self.top = self.top.min(other.top);
        self.numbers.extend(other.numbers);
        self
    }
}

/// `1, 3–5`: numbers that follow each other are written as from and to.
pub(crate) fn compact(numbers: &BTreeSet<usize>, to: &str) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let written = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}{to}{last}"),
    });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_from_and_to() {
        let of = |numbers: &[usize]| compact(&numbers.iter().copied().collect(), "–");
        assert_eq!(of(&[1]), "1");
        assert_eq!(of(&[1, 2]), "1, 2");
        assert_eq!(of(&[1, 3, 4, 5]), "1, 3–5");
    }

    #[test]
    fn the_newest_notes_have_a_number() {
        let noted = Point {
            note: Some("druk".to_owned()),
            ..Point::default()
        };
        let (plain, many) = (Point::default(), vec![&noted; MOST + 2]);
        let few = Numbers::of(&[&plain, &noted]);
        assert_eq!((few.at(0), few.at(1), few.beyond), (None, Some(1), 0));
        let all = Numbers::of(&many);
        assert_eq!((all.at(1), all.at(2), all.beyond), (None, Some(1), 2));
    }
}
