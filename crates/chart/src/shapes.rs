//! The shape of each group: told apart without colour.

use std::f64::consts::TAU;

use plotters::element::{Circle, IntoDynElement as _, Polygon};
use plotters::style::{Color as _, RGBColor};

use crate::backend::{KINDS, Sketch};
use crate::numbers::{float, whole};

/// An element at a point, in tenths of a pixel.
pub(crate) type Mark<'a> = plotters::element::DynElement<'static, Sketch<'a>, (i32, i32)>;

/// The shape of a group around a place, half as wide as `half`.
pub(crate) fn shape<'a>(group: usize, (x, y): (i32, i32), half: f64, ink: RGBColor) -> Mark<'a> {
    if group.is_multiple_of(KINDS) {
        let radius = u32::try_from(whole(half)).unwrap_or(1);
        return Circle::new((x, y), radius, ink.filled()).into_dyn();
    }
    let corners = corners(group % KINDS).into_iter();
    let around = corners.map(|(dx, dy)| (x + whole(dx * half), y + whole(dy * half)));
    Polygon::new(around.collect::<Vec<_>>(), ink.filled()).into_dyn()
}

/// The corners of a shape within a square from -1 to 1.
fn corners(shape: usize) -> Vec<(f64, f64)> {
    let square = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)];
    match shape {
        1 => square.to_vec(),
        2 => vec![(0.0, -1.15), (1.1, 0.9), (-1.1, 0.9)],
        3 => vec![(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        4 => vec![(0.0, 1.15), (1.1, -0.9), (-1.1, -0.9)],
        5 => cross(),
        6 => turned(5, 1.2, 0.5),
        _ => turned(3, 1.2, 1.2),
    }
}

fn cross() -> Vec<(f64, f64)> {
    let quarter = [(0.4, -0.4), (0.4, -1.15), (-0.4, -1.15)];
    let turn = |(x, y): (f64, f64), times: usize| match times {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    };
    (0..4)
        .flat_map(|times| quarter.map(|corner| turn(corner, times)))
        .collect()
}

/// Corners around a middle, in turn far and near: a star, or a hexagon.
fn turned(points: u8, far: f64, near: f64) -> Vec<(f64, f64)> {
    (0..points * 2)
        .map(|nth| {
            let angle = TAU * (float(nth) / float(points * 2) - 0.25);
            let reach = if nth % 2 == 0 { far } else { near };
            (angle.cos() * reach, angle.sin() * reach)
        })
        .collect()
}
