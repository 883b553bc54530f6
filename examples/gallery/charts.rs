//! Charts, as the engine lays them out for the room there is.

use chrono::NaiveDate;
use inzage::components::chart::{ChartFigure, Picture};
use inzage::components::chart_table::{ChartTable, longer};
use inzage::components::charting::{ChartBody, Files, Periods};
use inzage::components::measured::MeasuredResult;
use inzage::engine::protocol::series::{Measured, Size, Which};
use inzage::state::look::use_lang;
use inzage::state::series::{Chosen, use_room};
use inzage_chart::view::{Chart, Period, PeriodView, Scene};
use inzage_chart::{
    Ask, Group, Lang, Moment, Noun, NumberLine, Point, Precision, Range, Series, Target, Value,
    chart, number_line,
};
use inzage_zib::view::Lang as ViewLang;
use leptos::prelude::*;

use super::example::{example, forced};

/// Where the room for a chart is measured.
const ROOM: &str = "gallery-room";

fn value(number: f64) -> Value {
    Value {
        number,
        text: format!("{number}"),
        limit: None,
    }
}

fn moment(month: u32) -> Option<Moment> {
    let day = NaiveDate::from_ymd_opt(2025, month, 3)?;
    Some(Moment::vague(day, Precision::Day))
}

fn group(name: &str) -> Group {
    Group {
        name: name.to_owned(),
        ..Group::default()
    }
}

fn range() -> Range {
    Range {
        low: Some((3.5, "3.5".to_owned())),
        high: Some((5.0, "5.0".to_owned())),
    }
}

/// Results of two providers, with what is normal, one outside it and one with a note.
fn results() -> Series {
    let numbers = [4.2, 4.4, 4.1, 4.9, 5.3, 4.8];
    let points = (1_u32..).zip(numbers).map(|(month, number)| {
        let outside = number > 5.0;
        Point {
            at: moment(month),
            values: vec![value(number)],
            group: usize::from(month % 3 == 0),
            said: outside.then(|| "hoog volgens de bron".to_owned()),
            outside,
            range: Some(range()),
            note: outside.then(|| "Nuchter geprikt".to_owned()),
            ..Point::default()
        }
    });
    Series {
        title: "Kalium".to_owned(),
        unit: "mmol/l".to_owned(),
        groups: vec![group("Ziekenhuis Vennebos"), group("De Waterlelie")],
        points: points.collect(),
        ..Series::default()
    }
}

/// Readings of two numbers, with a target of one's own.
fn pressure() -> Series {
    let pairs = [(142.0, 88.0), (138.0, 84.0), (151.0, 93.0), (135.0, 82.0)];
    let points = (1_u32..).zip(pairs).map(|(month, (upper, lower))| Point {
        at: moment(month),
        values: vec![value(upper), value(lower)],
        ..Point::default()
    });
    Series {
        title: "Bloeddruk".to_owned(),
        unit: "mmHg".to_owned(),
        noun: Noun::Readings,
        parts: vec!["Bovendruk".to_owned(), "Onderdruk".to_owned()],
        groups: vec![group("Uzelf")],
        points: points.collect(),
        targets: vec![Target {
            number: 140.0,
            name: "Streefwaarde 140".to_owned(),
            ..Target::default()
        }],
        ..Series::default()
    }
}

fn lang() -> Lang {
    match use_lang() {
        ViewLang::Nl => Lang::Nl,
        ViewLang::En => Lang::En,
    }
}

/// A chart for the room there is.
fn drawn(series: &Series, size: Size) -> Chart {
    let ask = Ask {
        period: Period::All,
        day: None,
        width: size.width,
        letters: size.letters,
        rows: 50,
        small: false,
    };
    chart(series, &ask, lang())
}

/// What is drawn once it is known how much room there is, and anew when that changes.
fn fitting(draw: impl Fn(Size) -> AnyView + Send + 'static) -> AnyView {
    let size = expect_context::<RwSignal<Size>>();
    (move || draw(size.get())).into_any()
}

/// Everything around a chart but the chart.
fn body(size: Size) -> AnyView {
    let chart = drawn(&results(), size);
    let links = vec![Some("/galerij/grafieken".to_owned()); chart.table.rows.len()];
    view! { <ChartBody chart links longer=longer(RwSignal::new(50)) /> }.into_any()
}

/// Results of which it is not known when they were: there is nothing to draw.
fn undated(size: Size) -> AnyView {
    let mut series = results();
    for point in &mut series.points {
        point.at = None;
    }
    let chart = drawn(&series, size);
    let links = vec![None; chart.table.rows.len()];
    view! { <ChartBody chart links longer=longer(RwSignal::new(50)) /> }.into_any()
}

/// Rows of which there are more.
fn table(size: Size) -> AnyView {
    let mut table = drawn(&pressure(), size).table;
    table.total = 60;
    let links = vec![None; table.rows.len()];
    view! { <ChartTable table links longer=longer(RwSignal::new(50)) /> }.into_any()
}

/// The line of what is normal.
fn line(size: Size, number: f64) -> Option<Scene> {
    let line = NumberLine {
        value: value(number),
        before: Some(value(4.9)),
        range: range(),
        normal: "normaal".to_owned(),
    };
    // The card around it takes some of the room.
    number_line(&line, size.width.saturating_sub(40), size.letters, lang())
}

fn measured(size: Size) -> AnyView {
    let one = Measured {
        which: Which::default(),
        title: "Kalium".to_owned(),
        said: Some("hoog volgens de bron".to_owned()),
        normal: Some("Normaal is 3,5 – 5,0 mmol/l volgens Ziekenhuis Vennebos.".to_owned()),
        line: line(size, 5.3),
        before_drawn: true,
        against: Some("0,4 hoger dan de vorige keer".to_owned()),
        before: vec![
            "4,9 mmol/l, 3 april 2025, Ziekenhuis Vennebos".to_owned(),
            "4,1 mmol/l, 3 maart 2025, De Waterlelie".to_owned(),
        ],
        trend: None,
        sentence: String::new(),
        points: 6,
    };
    let bare = Measured {
        title: String::new(),
        said: None,
        normal: None,
        line: None,
        before_drawn: false,
        points: 2,
        ..one.clone()
    };
    view! {
        <MeasuredResult one />
        <MeasuredResult one=bare />
    }
    .into_any()
}

fn around() -> Vec<AnyView> {
    let period = PeriodView {
        name: "2025".to_owned(),
        earlier: Some("2024-11-02".to_owned()),
        later: None,
    };
    let chosen = Chosen::new(Period::Year, ROOM, 50);
    let shown = Signal::stored(Some(period));
    let files = view! {
        <Files trouble=RwSignal::new(None) save=Callback::new(|_| {}) />
    };
    vec![
        example("Periode", view! { <Periods chosen period=shown /> }),
        example("Bewaren", files),
    ]
}

pub(crate) fn all() -> AnyView {
    provide_context(use_room(ROOM));
    let figure = |series: Series| {
        move |size| view! { <ChartFigure chart=drawn(&series, size) /> }.into_any()
    };
    let legend = |size: Size| {
        let keys = drawn(&results(), size).legend;
        let all = keys
            .into_iter()
            .map(|key| view! { <Picture scene=key.scene /> });
        all.collect_view().into_any()
    };
    let room = view! {
        <div class="room" id=ROOM>
            <span class="room-letter" id="gallery-room-letter"></span>
        </div>
    };
    let pictures = vec![
        room.into_any(),
        example("Uitslagen, met tabel", fitting(body)),
        forced(
            "Twee getallen en een streefwaarde, met de focus op de punten",
            "focus-visible",
            fitting(figure(pressure())),
        ),
        example("Zonder data: alleen een tabel", fitting(undated)),
        example("Tekens uit de legenda", fitting(legend)),
        example("Tabel waarvan er meer is", fitting(table)),
        example("Een uitslag op zijn plaats", fitting(measured)),
    ];
    let all = [pictures, around()];
    all.into_iter().flatten().collect_view().into_any()
}
