//! What a person sees of a series.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use chrono::{NaiveDate, NaiveDateTime};
use inzage_chart::view::{Chart, Form};
use inzage_chart::{
    Ask, Group, Lang, Limit, Moment, Noun, NumberLine, Period, Point, Precision, Range, Series,
    Target, Value, against, chart, csv, number_line, svg,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Moment {
    let wall = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    Moment::exact(wall, 3600)
}

fn value(text: &str) -> Value {
    Value {
        number: text.parse().unwrap(),
        text: text.to_owned(),
        limit: None,
    }
}

fn point(when: &str, text: &str, group: usize) -> Point {
    Point {
        at: Some(at(when)),
        values: vec![value(text)],
        group,
        ..Point::default()
    }
}

fn groups(names: &[&str]) -> Vec<Group> {
    let group = |name: &&str| Group {
        name: (*name).to_owned(),
        ..Group::default()
    };
    names.iter().map(group).collect()
}

fn potassium() -> Series {
    let range = Range {
        low: Some((3.5, "3.5".into())),
        high: Some((5.0, "5.0".into())),
    };
    let mut points = vec![
        point("2025-11-02 09:10", "4.6", 0),
        point("2025-12-01 08:15", "4.80", 0),
        point("2026-01-12 08:30", "5.1", 0),
        point("2026-03-03 08:05", "4.9", 1),
    ];
    for point in &mut points {
        point.range = Some(range.clone());
    }
    points[2].said = Some("hoog volgens de bron".into());
    points[2].outside = true;
    points[3].note = Some("Na de dialyse".into());
    points.push(Point {
        at: Some(Moment::vague(day("2026-02-01"), Precision::Month)),
        written: Some("niet te bepalen".into()),
        ..Point::default()
    });
    Series {
        title: "Kalium".into(),
        unit: "mmol/L".into(),
        groups: groups(&["Ziekenhuis Vennebos", "Dialysecentrum De Waterlelie"]),
        points,
        begins: vec!["Deze grafiek begint op 2 november 2025.".into()],
        ..Series::default()
    }
}

fn pressure() -> Series {
    let pair = |when: &str, over: &str, under: &str| Point {
        at: Some(at(when)),
        values: vec![value(over), value(under)],
        ..Point::default()
    };
    Series {
        title: "Bloeddruk".into(),
        unit: "mmHg".into(),
        noun: Noun::Readings,
        parts: vec!["Bovendruk".into(), "Onderdruk".into()],
        groups: groups(&["Uzelf"]),
        points: vec![
            pair("2026-03-02 08:00", "138", "86"),
            pair("2026-03-02 20:00", "142", "90"),
            pair("2026-03-04 08:00", "131", "84"),
        ],
        targets: vec![Target {
            number: 140.0,
            name: "Streefwaarde 140".into(),
            ..Target::default()
        }],
        ..Series::default()
    }
}

fn ask(period: Period) -> Ask {
    Ask {
        period,
        day: None,
        width: 328,
        letters: 18,
        rows: 50,
        small: false,
    }
}

/// A chart as lines that can be read.
fn told(chart: &Chart) -> String {
    let mut out = format!("{}\n", chart.sentence);
    let mut add = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    for note in &chart.notes {
        add(format!("note: {note}"));
    }
    add(format!("period: {:?}", chart.period));
    for spot in &chart.spots {
        add(format!("spot {} {:?}: {}", spot.x, spot.ys, spot.words));
    }
    for key in &chart.legend {
        add(format!("legend: {}", key.words));
    }
    add(chart.table.heads.join(" | "));
    for row in &chart.table.rows {
        add(row.cells.join(" | "));
    }
    for part in &chart.scene.parts {
        add(match &part.form {
            Form::Path(d) => format!("{}: {d}", part.class),
            Form::Text { x, y, text, .. } => format!("{}: {x} {y} “{text}”", part.class),
        });
    }
    out
}

#[test]
fn a_series_of_two_providers_in_dutch() {
    insta::assert_snapshot!(told(&chart(&potassium(), &ask(Period::All), Lang::Nl)));
}

#[test]
fn a_series_of_two_providers_in_english() {
    insta::assert_snapshot!(told(&chart(&potassium(), &ask(Period::All), Lang::En)));
}

#[test]
fn a_pair_in_a_week() {
    insta::assert_snapshot!(told(&chart(&pressure(), &ask(Period::Week), Lang::Nl)));
}

#[test]
fn limits_are_drawn_open_said_and_never_compared() {
    let mut series = potassium();
    series.points[3].values[0].limit = Some(Limit::Above);
    let shown = chart(&series, &ask(Period::All), Lang::Nl);
    let classes = shown.scene.parts.iter().map(|part| part.class.as_str());
    assert!(
        classes
            .into_iter()
            .any(|class| class == "chart-open chart-of-1")
    );
    let last = shown.spots.last().unwrap();
    assert!(last.words.contains("meer dan 4,9 mmol/L"), "{}", last.words);
    assert!(!shown.sentence.contains("dan op"), "{}", shown.sentence);
    assert!(shown.sentence.starts_with("> 4,9 mmol/L op 3 maart 2026"));
    assert_eq!(
        against(&series.points[3], &series.points[2], Lang::Nl),
        None
    );
}

#[test]
fn a_step_goes_to_the_nearest_stretch_that_has_points() {
    let mut question = ask(Period::Month);
    let march = chart(&potassium(), &question, Lang::Nl);
    assert_eq!(march.period.name, "maart 2026");
    assert_eq!(march.period.earlier.as_deref(), Some("2026-01-12"));
    assert_eq!(march.period.later, None);
    question.day = Some(day("2026-01-12"));
    let january = chart(&potassium(), &question, Lang::Nl);
    assert_eq!((january.spots.len(), january.table.total), (1, 1));
    question.day = Some(day("2020-01-12"));
    let nothing = chart(&potassium(), &question, Lang::Nl);
    assert_eq!(nothing.sentence, "In deze periode zijn er geen uitslagen.");
    assert!(nothing.scene.parts.is_empty());
}

#[test]
fn the_repeated_hour_keeps_its_order_and_its_clock() {
    let moment = |offset: i32| {
        let wall = NaiveDateTime::parse_from_str("2026-10-25 02:30", "%Y-%m-%d %H:%M").unwrap();
        Some(Moment::exact(wall, offset))
    };
    let (mut summer, mut winter) = (
        point("2026-10-25 02:30", "1", 0),
        point("2026-10-25 02:30", "2", 0),
    );
    (summer.at, winter.at) = (moment(7200), moment(3600));
    let series = Series {
        groups: groups(&["Uzelf"]),
        points: vec![winter, summer],
        ..Series::default()
    };
    let shown = chart(&series, &ask(Period::Week), Lang::Nl);
    let words: Vec<&str> = shown.spots.iter().map(|spot| spot.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "25 oktober 2026, 02:30 · 1 · Uzelf",
            "25 oktober 2026, 02:30 · 2 · Uzelf"
        ]
    );
}

#[test]
fn twenty_years_of_readings_become_bars_that_leave_nothing_out() {
    let start = day("2006-01-01");
    let points = (0..22_000_u32).map(|nth| {
        let wall = start + chrono::Days::new(u64::from(nth / 3));
        let wall = wall.and_hms_opt(8 + nth % 3 * 6, 0, 0).unwrap();
        Point {
            at: Some(Moment::exact(wall, 3600)),
            values: vec![value(&format!("{}", 60 + nth % 41))],
            ..Point::default()
        }
    });
    let series = Series {
        noun: Noun::Readings,
        groups: groups(&["Uzelf"]),
        points: points.collect(),
        ..Series::default()
    };
    let shown = chart(&series, &ask(Period::All), Lang::Nl);
    assert!(shown.spots.len() < 120, "{}", shown.spots.len());
    assert!(
        shown
            .notes
            .iter()
            .any(|note| note.contains("te veel metingen"))
    );
    let first = &shown.spots[0].words;
    assert!(first.contains("60 tot 100, gemiddeld 80"), "{first}");
    assert_eq!((shown.table.rows.len(), shown.table.total), (50, 22_000));
}

#[test]
fn a_note_has_its_number_at_the_bar_that_holds_it() {
    let start = day("2006-01-01");
    let noted = [10, 11, 12, 20_000];
    let points = (0..22_000_usize).map(|nth| {
        let wall = start + chrono::Days::new(u64::try_from(nth / 3).unwrap());
        let wall = wall.and_hms_opt(8, 15, 0).unwrap();
        Point {
            at: Some(Moment::exact(wall, 3600)),
            values: vec![value("72.4")],
            note: noted.contains(&nth).then(|| format!("notitie van {nth}")),
            ..Point::default()
        }
    });
    let series = Series {
        unit: "kg".into(),
        noun: Noun::Readings,
        groups: groups(&["Uzelf"]),
        points: points.collect(),
        ..Series::default()
    };
    let shown = chart(&series, &ask(Period::All), Lang::Nl);
    let marks = shown
        .scene
        .parts
        .iter()
        .filter_map(|part| match &part.form {
            Form::Text { text, .. } if part.class == "chart-note" => Some(text.as_str()),
            _ => None,
        });
    assert_eq!(marks.collect::<Vec<_>>(), ["1–3", "4"]);
    let first = &shown.remarks[0];
    assert_eq!(
        (first.number, first.of.as_str(), first.text.as_str()),
        (1, "4 januari 2006, 08:15 · 72,4 kg", "notitie van 10")
    );
    let spoken = |words: &str| {
        shown
            .spots
            .iter()
            .filter(|s| s.words.ends_with(words))
            .count()
    };
    assert_eq!(spoken("notities 1 tot en met 3"), 1);
    assert_eq!(spoken("notitie 4"), 1);
}

#[test]
fn the_number_line_shows_value_limits_and_the_value_before() {
    let line = NumberLine {
        value: value("5.4"),
        before: Some(value("5.1")),
        range: potassium().points[0].range.clone().unwrap(),
        normal: "normaal".into(),
    };
    let scene = number_line(&line, 328, 18, Lang::Nl).unwrap();
    let texts: Vec<&str> = scene
        .parts
        .iter()
        .filter_map(|part| match &part.form {
            Form::Text { text, .. } => Some(text.as_str()),
            Form::Path(_) => None,
        })
        .collect();
    assert_eq!(texts, ["3,5", "5,0", "normaal", "5,4"]);
    let none = NumberLine::default();
    assert_eq!(number_line(&none, 328, 18, Lang::Nl), None);
}

#[test]
fn files_hold_every_point_and_nothing_that_runs() {
    let mut series = potassium();
    series.title = "<script>".into();
    insta::assert_snapshot!(csv(&series, Lang::Nl));
    let picture = svg(&chart(&series, &ask(Period::All), Lang::Nl));
    assert!(picture.contains("<title>&lt;script&gt;</title>"));
    assert!(picture.ends_with("</svg>\n"));
}

#[test]
fn within_a_sentence_a_group_is_named_without_its_capital() {
    let mut all = groups(&["Uzelf, ochtend", "Ziekenhuis Vennebos"]);
    all[0].inside = "uzelf, ochtend".into();
    let series = Series {
        groups: all,
        points: vec![
            point("2026-03-01 08:00", "72.4", 1),
            point("2026-03-02 08:00", "72.6", 0),
        ],
        ..Series::default()
    };
    let shown = chart(&series, &ask(Period::All), Lang::Nl);
    assert!(
        shown.sentence.contains("(uzelf, ochtend)"),
        "{}",
        shown.sentence
    );
    assert!(
        shown.sentence.ends_with("bij Ziekenhuis Vennebos."),
        "{}",
        shown.sentence
    );
    let names: Vec<&str> = shown.legend.iter().map(|key| &*key.words).collect();
    assert_eq!(names, ["Uzelf, ochtend", "Ziekenhuis Vennebos"]);
}
