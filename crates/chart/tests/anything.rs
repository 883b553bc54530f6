//! Whatever the points are, a chart comes out: whole numbers, nothing lost.

use chrono::NaiveDate;
use inzage_chart::view::Form;
use inzage_chart::{
    Ask, Group, Lang, Limit, Moment, NumberLine, Period, Point, Precision, Range, Series, Target,
    Value, chart, csv, number_line, svg,
};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(5.1),
        -200.0..200.0_f64,
        any::<f64>(),
        Just(f64::MAX),
        Just(f64::NAN),
    ]
}

prop_compose! {
    fn value()(number in number(), limit in 0..5_u8) -> Value {
        let limit = match limit {
            0 => Some(Limit::Below),
            1 => Some(Limit::AtLeast),
            _ => None,
        };
        Value { number, text: format!("{number}"), limit }
    }
}

prop_compose! {
    fn moment()(days in -700_000..2_900_000_i32, second in 0..86_400_u32, kind in 0..6_u8) -> Option<Moment> {
        let day = NaiveDate::from_num_days_from_ce_opt(719_163 + days)?;
        Some(match kind {
            0 => return None,
            1 => Moment::vague(day, Precision::Year),
            2 => Moment::vague(day, Precision::Month),
            3 => Moment::vague(day, Precision::Day),
            _ => Moment::exact(day.and_hms_opt(second / 3600, second / 60 % 60, 0)?, 3600),
        })
    }
}

prop_compose! {
    fn point()(
        at in moment(), values in prop::collection::vec(value(), 0..3), group in 0..12_usize,
        outside: bool, wrong: bool, range in prop::option::of((number(), number())),
    ) -> Point {
        let limit = |number: f64| Some((number, number.to_string()));
        Point {
            at, values, group, outside, wrong,
            range: range.map(|(low, high)| Range { low: limit(low), high: limit(high) }),
            note: outside.then(|| "een notitie".to_owned()),
            ..Point::default()
        }
    }
}

const PERIODS: [Period; 5] = [
    Period::Week,
    Period::Month,
    Period::Quarter,
    Period::Year,
    Period::All,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_points_make_a_chart(
        points in prop::collection::vec(point(), 0..200), target in number(),
        width in 0..5000_u32, letters in 0..100_u32, period in 0..5_usize,
    ) {
        let series = Series {
            title: "Iets".into(),
            groups: (0..9).map(|nth| Group { name: format!("Bron {nth}"), family: if nth % 3 == 0 { String::new() } else { "Uzelf".into() }, ..Group::default() }).collect(),
            targets: vec![Target { number: target, name: "Doel".into(), ..Target::default() }],
            points,
            ..Series::default()
        };
        let ask = Ask { period: PERIODS.get(period).copied().unwrap_or_default(), day: None, width, letters, rows: 1000, small: period == 0 };
        let shown = chart(&series, &ask, Lang::Nl);
        let drawable = series.points.iter().filter(|p| p.is_drawable()).count();
        if ask.period == Period::All {
            prop_assert_eq!(shown.table.rows.len(), series.points.len());
            prop_assert_eq!(shown.spots.is_empty(), drawable == 0);
        }
        for spot in &shown.spots {
            prop_assert!((0..=shown.scene.width).contains(&spot.x));
            for y in &spot.ys {
                prop_assert!((0..=shown.scene.height).contains(y));
            }
        }
        for part in &shown.scene.parts {
            if let Form::Path(d) = &part.form {
                prop_assert!(!d.contains("NaN") && !d.contains("inf"));
            }
        }
        prop_assert_eq!(csv(&series, Lang::En).lines().count(), series.points.len() + 1);
        prop_assert!(svg(&shown).ends_with("</svg>\n"));
    }

    #[test]
    fn any_number_has_a_line_or_none(value in value(), low in number(), high in number(), width in 0..3000_u32) {
        let limit = |number: f64| Some((number, number.to_string()));
        let line = NumberLine {
            value,
            range: Range { low: limit(low), high: limit(high) },
            ..NumberLine::default()
        };
        if let Some(scene) = number_line(&line, width, 18, Lang::Nl) {
            prop_assert!(!scene.parts.is_empty());
        }
    }
}
