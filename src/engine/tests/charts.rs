use super::*;

use super::measure::{
    Answer as Measured, Kind, Part, Request as Ask, SessionChart, Shown, Typed, Way, What,
};
use super::sharing::End;
use crate::engine::protocol::series::{File, How, Size};
use inzage_chart::Period;

const NOW: &str = "2026-05-26T11:00:00+02:00";

fn how(period: Period) -> How {
    How {
        period,
        day: None,
        size: Size {
            width: 328,
            letters: 18,
        },
        rows: 50,
    }
}

impl Bench {
    pub(super) fn shown(&mut self, kind: Kind) -> Shown {
        self.chart(What::Kind(kind), Period::All)
    }

    pub(super) fn chart(&mut self, what: What, period: Period) -> Shown {
        let how = how(period);
        match self.ask(Request::Measure(Ask::Show { what, how })) {
            Answer::Measure(Measured::Shown(shown)) => *shown,
            _ => panic!("a chart"),
        }
    }

    fn file(&mut self, what: What, how: Option<How>) -> File {
        match self.ask(Request::Measure(Ask::ChartFile { what, how })) {
            Answer::Measure(Measured::File(file)) => file,
            _ => panic!("a file"),
        }
    }

    fn entered(&mut self, typed: Typed) {
        let (id, sure, draft, now) = (None, true, None, NOW.into());
        let kept = self.ask(Request::Measure(Ask::Keep {
            id,
            typed,
            sure,
            draft,
            now,
        }));
        assert!(matches!(kept, Answer::Measure(Measured::Kept(_))));
    }
}

impl Shown {
    /// Date, value and from whom, newest first.
    pub(super) fn rows(&self) -> Vec<[String; 3]> {
        let heads = &self.chart.table.heads;
        let who = heads.iter().position(|head| head == "Van wie").unwrap();
        let rows = self.chart.table.rows.iter();
        rows.map(|row| [0, 1, who].map(|nth| row.cells[nth].clone()))
            .collect()
    }

    pub(super) fn details(&self) -> Vec<String> {
        let heads = &self.chart.table.heads;
        let place = heads.iter().position(|head| head == "Bijzonderheden");
        let rows = self.chart.table.rows.iter();
        rows.map(|row| place.map_or(String::new(), |nth| row.cells[nth].clone()))
            .collect()
    }
}

fn reading(kind: Kind, at: &str, numbers: &[(Part, &str)], note: &str) -> Typed {
    let numbers = numbers.iter();
    Typed {
        kind,
        at: at.into(),
        numbers: numbers
            .map(|(part, text)| (*part, (*text).to_owned()))
            .collect(),
        milligrams: false,
        moment: None,
        slot: None,
        note: note.into(),
    }
}

fn observation(code: &str, value: &str, unit: &str, more: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","id":"o","status":"final",{more}
         "code":{{"coding":[{{"system":"http://loinc.org","code":"{code}"}}]}},
         "effectiveDateTime":"2026-05-01T08:00:00+02:00",
         "valueQuantity":{{"value":{value},"unit":"{unit}","system":"http://unitsofmeasure.org","code":"{unit}"}}}}"#
    )
}

#[test]
fn what_was_shared_and_comes_back_is_one_measurement() {
    for (more, identified) in [("", false), ("identifier", true)] {
        let mut bench = Bench::to_share(&["72,4"]);
        let id = bench.begin();
        let parcel = bench.next(&id).unwrap();
        let lasting = parcel["entry"][1]["resource"]["identifier"].to_string();
        bench.sent(&id, super::sending::answer(&["201 Created", "201 Created"]));
        let more = if identified {
            format!(r#""{more}":{lasting},"#)
        } else {
            String::new()
        };
        // What the provider keeps under our id may be an older value.
        let value = if identified { "72.6" } else { "72.40" };
        bench.collected("a@medmij", &observation("29463-7", value, "kg", &more));
        let shown = bench.shown(Kind::Weight);
        assert_eq!(shown.chart.spots.len(), 1, "{:?}", shown.rows());
        assert_eq!(shown.rows()[0][2], "Uzelf, ochtend");
        let says = if identified {
            "heeft nog 72,6"
        } else {
            "ook bij"
        };
        assert!(shown.details()[0].contains(says), "{:?}", shown.details());
    }
}

/// What is sent of each kind, as a provider that never heard of us would hold it.
#[test]
fn what_is_sent_of_each_kind_lands_in_the_chart_of_its_kind() {
    for kind in Kind::ALL {
        let mut bench = Bench::to_share(&[]);
        let numbers: Vec<(Part, String)> = kind
            .parts()
            .iter()
            .map(|part| (*part, (part.limits().likely.0 / 1000 + 5).to_string()))
            .collect();
        let numbers: Vec<(Part, &str)> = numbers.iter().map(|(p, n)| (*p, n.as_str())).collect();
        let at = "2026-05-02T08:00:00+02:00";
        bench.entered(reading(kind, at, &numbers, ""));
        let id = bench.begin_with(Kind::ALL.to_vec());
        let parcel = bench.next(&id).unwrap();
        let observations = parcel["entry"].as_array().unwrap().iter().skip(1);
        let mut other = Bench::ready();
        for entry in observations {
            let mut resource = entry["resource"].clone();
            let number = resource["code"]["coding"][0]["code"].to_string();
            resource["id"] = format!("o{}", number.trim_matches('"')).into();
            other.collected("a@medmij", &resource.to_string());
        }
        let rows = other.shown(kind).rows();
        assert_eq!(rows.len(), 1, "{kind:?}: {rows:?}");
        assert_eq!(rows[0][2], "Ziekenhuis De Brug", "{kind:?}");
        let pulses = usize::from(kind == Kind::BloodPressure || kind == Kind::HeartRate);
        assert_eq!(
            other.shown(Kind::HeartRate).chart.spots.len(),
            pulses,
            "{kind:?}"
        );
    }
}

/// Where a folder with published bundles is given: each of their observations of a
/// kind of ours stands in the chart of that kind.
#[test]
fn published_measurements_land_in_the_charts_of_their_kinds() {
    let Some(folder) = std::env::var_os("INZAGE_SELFMEASUREMENTS") else {
        return;
    };
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let whole: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for entry in whole["entry"].as_array().into_iter().flatten() {
            let resource = &entry["resource"];
            let profile = resource["meta"]["profile"][0].as_str().unwrap_or_default();
            let kind = match profile.rsplit('/').next().unwrap() {
                "zib-BodyWeight" => Kind::Weight,
                "zib-BloodPressure" => Kind::BloodPressure,
                "vitalsign-bloodglucose" => Kind::Glucose,
                "zib-HeartRate" | "zib-PulseRate" => Kind::HeartRate,
                "zib-BodyTemperature" => Kind::Temperature,
                "zib-OxygenSaturation" => Kind::OxygenSaturation,
                "zib-BodyHeight" => Kind::Height,
                _ => continue,
            };
            let mut resource = resource.clone();
            resource["id"] = format!("o{seen}").into();
            let mut bench = Bench::ready();
            bench.collected("a@medmij", &resource.to_string());
            assert_eq!(bench.shown(kind).chart.spots.len(), 1, "{resource}");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn what_was_never_shared_stays_two() {
    let mut bench = Bench::to_share(&["72,4"]);
    bench.collected("a@medmij", &observation("29463-7", "72.4", "kg", ""));
    assert_eq!(bench.shown(Kind::Weight).chart.spots.len(), 2);
}

#[test]
fn uncertain_is_not_forgotten_when_it_comes_back() {
    let mut bench = Bench::to_share(&["72,4"]);
    let id = bench.begin();
    bench.next(&id).unwrap();
    bench.sent(&id, End::Uncertain { trace_id: None });
    bench.collected("a@medmij", &observation("29463-7", "72.4", "kg", ""));
    assert_eq!(bench.shown(Kind::Weight).chart.spots.len(), 1);
}

#[test]
fn a_providers_milligrams_stand_in_the_chart_in_millimoles() {
    let mut bench = Bench::to_share(&[]);
    let at = "2026-05-02T20:00:00+02:00";
    bench.entered(reading(Kind::Glucose, at, &[(Part::Glucose, "5,6")], ""));
    bench.collected("a@medmij", &observation("14743-9", "90", "mg/dL", ""));
    let rows = bench.shown(Kind::Glucose).rows();
    assert_eq!(rows[0][1], "5,6 mmol/L");
    assert!(
        rows[1][1].starts_with("5 mmol/L") && rows[1][1].contains("90 mg/dL"),
        "{rows:?}"
    );
}

#[test]
fn a_pulse_stands_with_its_pressure_and_among_heart_rates() {
    let mut bench = Bench::ready();
    let numbers = [
        (Part::Systolic, "142"),
        (Part::Diastolic, "80"),
        (Part::Pulse, "66"),
    ];
    for at in ["2026-05-02T08:00:00+02:00", "2026-05-02T20:00:00+02:00"] {
        bench.entered(reading(Kind::BloodPressure, at, &numbers, "na traplopen"));
    }
    let pressure = bench.shown(Kind::BloodPressure);
    assert_eq!(pressure.rows()[0][1], "142/80 mmHg");
    assert!(
        pressure.details()[0].contains("66"),
        "{:?}",
        pressure.details()
    );
    let names: Vec<&str> = pressure
        .chart
        .legend
        .iter()
        .map(|key| &*key.words)
        .collect();
    assert_eq!(names, ["Uzelf, ochtend", "Uzelf, avond"]);
    assert_eq!(pressure.chart.remarks.len(), 2, "notes have numbers");
    assert!(
        pressure.chart.spots[1]
            .words
            .contains("notitie 2: na traplopen")
    );
    let rate = bench.shown(Kind::HeartRate).rows();
    assert_eq!(rate.len(), 2);
    assert!(rate[0][1].starts_with("66"));
}

#[test]
fn a_target_is_a_line_with_its_dates_and_a_chart_is_two_files() {
    let mut bench = Bench::ready();
    for (day, amount) in [("2026-01-01", "72"), ("2026-05-01", "71,5")] {
        bench.ask(Request::Measure(Ask::KeepTarget {
            part: Part::Weight,
            amount: amount.into(),
            from: day.parse().unwrap(),
            with: "dr. De Vries".into(),
            sure: false,
            drafts: Vec::new(),
            now: NOW.into(),
        }));
    }
    let at = "2026-05-02T08:00:00+02:00";
    bench.entered(reading(Kind::Weight, at, &[(Part::Weight, "72,4")], ""));
    let what = What::Kind(Kind::Weight);
    let month = bench.chart(what, Period::Month);
    let words: Vec<&str> = month.chart.legend.iter().map(|key| &*key.words).collect();
    let line = "Streefgewicht 71,5\u{a0}kg, vanaf 1 mei 2026, met dr. De Vries";
    assert_eq!(words, ["Uzelf, ochtend", line], "only what counts then");
    assert!(matches!(month.ways[0], Some(Way::Reading(_))));
    let picture = bench.file(what, Some(how(Period::All)));
    assert!(
        picture.text.contains("Streefgewicht 71,5"),
        "{}",
        picture.name
    );
    let table = bench.file(what, None);
    assert!(
        table.text.contains("2026-05-02 08:00,72.4,kg"),
        "{}",
        table.text
    );
    let none = bench.chart(What::Sessions(SessionChart::Weight), Period::All);
    assert!(none.rows_or_none().is_empty());
}

impl Shown {
    fn rows_or_none(&self) -> &[inzage_chart::view::TableRow] {
        &self.chart.table.rows
    }
}

#[test]
fn figures_are_of_the_stretch_that_is_shown() {
    let mut bench = Bench::ready();
    for (at, kilos) in [
        ("2026-05-24T23:59:00+02:00", "70"),
        ("2026-05-25T00:00:00+02:00", "72"),
        ("2026-05-26T08:00:00+02:00", "73"),
    ] {
        bench.entered(reading(Kind::Weight, at, &[(Part::Weight, kilos)], ""));
    }
    let week = bench.chart(What::Kind(Kind::Weight), Period::Week);
    assert_eq!(week.figures[0].whole.mean, "72,5\u{a0}kg");
    assert_eq!(week.rows().len(), 2);
    assert_eq!(week.chart.period.earlier.as_deref(), Some("2026-05-24"));
}

#[test]
fn own_measurements_of_a_day_are_one_row_that_opens() {
    let mut bench = Bench::ready();
    for hour in [8, 12, 20] {
        let at = format!("2026-05-03T{hour:02}:00:00+02:00");
        bench.entered(reading(Kind::Weight, &at, &[(Part::Weight, "72,4")], ""));
    }
    let at = "2026-05-03T21:00:00+02:00";
    bench.entered(reading(Kind::Glucose, at, &[(Part::Glucose, "6,1")], ""));
    let at = "2026-05-04T08:00:00+02:00";
    bench.entered(reading(Kind::HeartRate, at, &[(Part::HeartRate, "66")], ""));
    let request = TimelineRequest::Part {
        filter: Filter::default(),
        start: 0,
        most: 20,
    };
    let Answer::Timeline(all) = bench.ask(Request::Timeline(request)) else {
        panic!("a timeline")
    };
    assert_eq!((all.total, all.entries, all.years[0].entries), (3, 5, 5));
    let TimelineRow::Day { date, kinds, rows } = &all.rows[2].1 else {
        panic!("a day: {:?}", all.rows)
    };
    assert_eq!(
        (date.as_str(), kinds.as_str()),
        ("3 mei 2026", "Gewicht 3\u{a0}×")
    );
    assert!(rows.len() == 3 && rows[0].date.ends_with("20:00"));
    let counted: usize = all.choices.chapters.iter().map(|(_, _, count)| count).sum();
    assert_eq!(counted, 5);
}

#[test]
fn own_measurements_stand_on_the_timeline_and_are_found() {
    let mut bench = Bench::to_share(&["72,4"]);
    let at = "2026-05-03T08:00:00+02:00";
    let numbers = [(Part::Systolic, "142"), (Part::Diastolic, "80")];
    bench.entered(reading(Kind::BloodPressure, at, &numbers, "na traplopen"));
    let timeline = |bench: &mut Bench| {
        let request = TimelineRequest::Part {
            filter: Filter::default(),
            start: 0,
            most: 20,
        };
        match bench.ask(Request::Timeline(request)) {
            Answer::Timeline(timeline) => timeline,
            _ => panic!("a timeline"),
        }
    };
    let before = timeline(&mut bench);
    let own = before.rows.iter().filter_map(|(_, row)| match row {
        TimelineRow::One(row) if row.own.is_some() => Some(row),
        _ => None,
    });
    let own: Vec<_> = own.collect();
    assert_eq!(own.len(), 2);
    assert_eq!(own[0].title, "Bloeddruk");
    assert_eq!(
        own[0].status.as_deref(),
        Some("142/80\u{a0}mmHg · na traplopen")
    );
    let hits = bench.found("traplopen");
    assert!(hits.len() == 1 && hits[0].own.is_some());
    let own = |rows: &[Row]| rows.iter().filter(|row| row.title == "Gewicht").count();
    assert_eq!(own(&bench.found("gewicht")), 1);
    // What was shared and comes back stands there once.
    let id = bench.begin();
    bench.next(&id).unwrap();
    bench.sent(&id, super::sending::answer(&["201", "201"]));
    bench.collected("a@medmij", &observation("29463-7", "72.4", "kg", ""));
    assert_eq!(timeline(&mut bench).total, before.total);
    assert_eq!(own(&bench.found("gewicht")), 1, "not twice");
    let way = bench.shown(Kind::BloodPressure).ways.remove(0);
    let Some(Way::Reading(id)) = way else {
        panic!("a reading")
    };
    let now = NOW.into();
    bench.ask(Request::Measure(Ask::Delete { id, now }));
    assert!(bench.found("traplopen").is_empty());
}
