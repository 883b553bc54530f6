//! The points: lines between them, their shapes, what stands beside them, and
//! where one can walk to.

use std::collections::BTreeMap;

use inzage_words::Lang;

use crate::axis;
use crate::backend::Role;
use crate::buckets::{Bucket, Reach, Together, buckets};
use crate::draw::Drawn;
use crate::notes::{self, Label, Numbers};
use crate::numbers::{float, whole};
use crate::pen::{Failed, Pen};
use crate::say;
use crate::series::{Limit, Moment, Point, Series};
use crate::view::Spot;

/// The points of a stretch.
pub(crate) struct Points<'s> {
    pub(crate) series: &'s Series,
    /// Oldest first.
    pub(crate) within: &'s [&'s Point],
    pub(crate) lang: Lang,
}

impl Points<'_> {
    pub(crate) fn draw(
        &self,
        pen: &Pen<'_>,
        together: Option<Together>,
        drawn: &mut Drawn,
    ) -> Result<(), Failed> {
        let numbers = Numbers::of(self.within);
        drawn.remarks = numbers.remarks(self.series, self.within, self.lang);
        drawn.unnumbered = numbers.beyond;
        match together {
            Some(together) => self.reaches(pen, together, &numbers, drawn),
            None => self.each(pen, &numbers, drawn),
        }
    }

    /// Each point at its own place.
    fn each(&self, pen: &Pen<'_>, numbers: &Numbers, drawn: &mut Drawn) -> Result<(), Failed> {
        drawn.gaps = self.lines(pen)?;
        let mut labels = Vec::new();
        for (place, point) in self.within.iter().enumerate() {
            let Some(at) = point.at else { continue };
            let places = one(pen, point, at, self.series.lead(point.group))?;
            let Some(&(x, top)) = places.first() else {
                continue;
            };
            let number = numbers.at(place);
            labels.extend(number.map(|number| Label {
                x,
                top: top - whole(pen.layout.shape * 1.4),
                numbers: [number].into(),
            }));
            drawn.spots.push(Spot {
                x,
                ys: places.iter().map(|(_, y)| *y).collect(),
                words: say::point(self.series, point, at, number, self.lang),
            });
        }
        notes::draw(pen, labels)
    }

    /// Lines between the points of a group that follow each other closely; whether
    /// somewhere they do not. A pair has a bar of its own instead.
    fn lines(&self, pen: &Pen<'_>) -> Result<bool, Failed> {
        let mut gaps = false;
        for (group, points) in self.by_group() {
            let moments: Vec<f64> = points.iter().filter_map(|p| Self::seconds(p)).collect();
            let longest = longest_step(&moments);
            let mut along = Vec::new();
            for (nth, point) in points.iter().enumerate() {
                let now = moments.get(nth).copied().unwrap_or_default();
                let before = nth.checked_sub(1).and_then(|nth| moments.get(nth));
                let far = before.is_some_and(|before| now - before > longest);
                gaps |= far;
                let value = point.values.first().filter(|v| v.is_exact());
                if far || value.is_none() {
                    finish(pen, &mut along, group)?;
                }
                along.extend(value.map(|value| pen.place(now, value.number)));
            }
            finish(pen, &mut along, group)?;
        }
        Ok(gaps)
    }

    fn seconds(point: &Point) -> Option<f64> {
        point.at.map(|at| axis::place(at.place()))
    }

    /// The points with one value, per group.
    fn by_group(&self) -> BTreeMap<usize, Vec<&Point>> {
        let mut found: BTreeMap<usize, Vec<&Point>> = BTreeMap::new();
        for point in self.within.iter().filter(|p| p.values.len() == 1) {
            found
                .entry(self.series.lead(point.group))
                .or_default()
                .push(point);
        }
        found
    }

    /// Points taken together: bars from the lowest to the highest.
    fn reaches(
        &self,
        pen: &Pen<'_>,
        together: Together,
        numbers: &Numbers,
        drawn: &mut Drawn,
    ) -> Result<(), Failed> {
        let mut labels = Vec::new();
        let found = buckets(self.series, self.within, together);
        let mut groups: Vec<usize> = found.iter().map(|bucket| bucket.group).collect();
        groups.sort_unstable();
        groups.dedup();
        for bucket in &found {
            let lane = groups.iter().position(|group| *group == bucket.group);
            let (left, right) = lane_of(pen, bucket, lane.unwrap_or(0), groups.len());
            let (mut ys, mut tops) = (Vec::new(), Vec::new());
            for reach in &bucket.parts {
                let (top, bottom) = bar(pen, bucket, *reach, left, right)?;
                ys.push(i32::midpoint(top, bottom));
                tops.push(top);
            }
            let x = i32::midpoint(left, right);
            let noted = numbers.among(&bucket.noted);
            let words = say::bucket(self.series, bucket, (together, &noted), self.lang);
            drawn.spots.push(Spot { x, ys, words });
            let top = tops.into_iter().min().filter(|_| !noted.is_empty());
            labels.extend(top.map(|top| Label {
                x,
                top,
                numbers: noted,
            }));
        }
        notes::draw(pen, labels)
    }
}

/// One point with everything that belongs to it; where its values stand, from
/// the top.
fn one(pen: &Pen<'_>, point: &Point, at: Moment, lead: usize) -> Result<Vec<(i32, i32)>, Failed> {
    let seconds = axis::place(at.place());
    let values = point.values.iter();
    let mut places: Vec<(i32, i32)> = values.map(|v| pen.place(seconds, v.number)).collect();
    let stem = Role::Stem.of(lead);
    if places.len() > 1 {
        pen.line(places.clone(), stem)?;
    }
    let (from, until) = at.span();
    for (place, value) in places.iter().zip(&point.values) {
        let ends = [from, until].map(|end| pen.place(axis::place(end), value.number));
        if ends[1].0 - ends[0].0 > whole(pen.layout.shape * 3.0) {
            pen.line(ends.to_vec(), stem)?;
        }
        if point.outside {
            pen.ring(*place, Role::Ring.ink())?;
        }
        let role = match value.limit {
            None => Role::Point,
            Some(limit) => {
                arrow(pen, *place, limit, lead)?;
                Role::Open
            }
        };
        pen.mark(point.group, *place, role.of(lead))?;
    }
    places.sort_by_key(|(_, y)| *y);
    Ok(places)
}

/// Ends a line that is under way.
fn finish(pen: &Pen<'_>, along: &mut Vec<(i32, i32)>, group: usize) -> Result<(), Failed> {
    let along = std::mem::take(along);
    if along.len() < 2 {
        return Ok(());
    }
    pen.line(along, Role::Line.of(group))
}

/// Three times the usual time between points, at least two days: beyond it the
/// line stops.
fn longest_step(moments: &[f64]) -> f64 {
    let mut steps: Vec<f64> = moments
        .iter()
        .zip(moments.iter().skip(1))
        .map(|(a, b)| (b - a).max(0.0))
        .collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    (usual * 3.0).max(2.0 * 86_400.0)
}

/// The arrow at a number that is only a limit.
pub(crate) fn arrow(
    pen: &Pen<'_>,
    (x, y): (i32, i32),
    limit: Limit,
    group: usize,
) -> Result<(), Failed> {
    let down = if limit.is_downward() { 1 } else { -1 };
    let size = whole(pen.layout.shape);
    let tip = y + down * size * 4;
    let ink = Role::Stem.of(group);
    pen.line(vec![(x, y + down * size), (x, tip)], ink)?;
    let back = tip - down * size;
    pen.line(vec![(x - size, back), (x, tip), (x + size, back)], ink)
}

/// Left and right side of a bar among those of its stretch.
fn lane_of(pen: &Pen<'_>, bucket: &Bucket, lane: usize, lanes: usize) -> (i32, i32) {
    let (low, _) = pen.heights();
    let x = |day: chrono::NaiveDate| {
        let at = axis::place(day.and_time(chrono::NaiveTime::MIN));
        float(pen.place(at, low).0)
    };
    let (from, until) = (x(bucket.from), x(bucket.until));
    let wide = ((until - from).max(20.0) * 0.8).min(pen.layout.letters * 2.0) / float(lanes.max(1));
    let first = f64::midpoint(from, until) - wide * float(lanes) / 2.0;
    let left = first + wide * float(lane);
    (whole(left), whole(left + wide * 0.85))
}

/// One bar; where its top and bottom stand.
fn bar(
    pen: &Pen<'_>,
    bucket: &Bucket,
    reach: Reach,
    left: i32,
    right: i32,
) -> Result<(i32, i32), Failed> {
    let (start, _) = pen.ends();
    let y = |value: f64| pen.place(start, value).1;
    let (top, bottom) = (y(reach.high), y(reach.low));
    // A single value is a bar that can be seen, too.
    let (top, bottom) = if bottom - top < 20 {
        let middle = i32::midpoint(top, bottom);
        (middle - 10, middle + 10)
    } else {
        (top, bottom)
    };
    pen.area((left, top), (right, bottom), Role::Reach.of(bucket.group))?;
    if let Some(mean) = reach.mean() {
        let at = y(mean);
        pen.line(vec![(left, at), (right, at)], Role::Mean.of(bucket.group))?;
    }
    Ok((top, bottom))
}
