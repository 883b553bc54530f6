//! Repeated measurements, asked for by the page.

use inzage_chart::view::Period;

use super::*;
use crate::engine::protocol::series::{
    Answer as Told, How, Measured, Request as Wanted, Shown, Size, Which,
};

const SIZE: Size = Size {
    width: 328,
    letters: 18,
};

fn potassium(id: &str, day: &str, value: &str, unit: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","id":"{id}","status":"final",
        "meta":{{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-LaboratoryTestResult-Observation"]}},
        "code":{{"coding":[{{"system":"http://loinc.org","code":"2823-3"}}],"text":"Kalium"}},
        "effectiveDateTime":"{day}",
        "valueQuantity":{{"value":{value},"unit":"{unit}","system":"http://unitsofmeasure.org","code":"{unit}"}},
        "referenceRange":[{{"low":{{"value":3.5,"unit":"{unit}"}},"high":{{"value":5.0,"unit":"{unit}"}}}}]}}"#
    )
}

impl Bench {
    /// A vault with these results of one provider.
    fn with_results(results: &[String]) -> Self {
        let mut bench = Self::ready();
        let id = bench.start("a@medmij");
        let person = bundle(&[&patient("Johanna", "1955-03-09")]);
        bench.ingest(&id, "48", "patient", &person);
        let results: Vec<&str> = results.iter().map(String::as_str).collect();
        bench.ingest(&id, "48", "laboratory", &bundle(&results));
        bench.finish(&id);
        bench.done(Request::ConfirmPerson { collection: id });
        bench
    }

    fn series(&mut self, wanted: Wanted) -> Told {
        match self.ask(Request::Series(wanted)) {
            Answer::Series(told) => told,
            _ => panic!("series"),
        }
    }

    fn chart_of(&mut self, which: Which, period: Period) -> Shown {
        let how = How {
            period,
            day: None,
            size: SIZE,
            rows: 50,
        };
        match self.series(Wanted::Show { which, how }) {
            Told::Shown(shown) => *shown,
            _ => panic!("shown"),
        }
    }

    fn results_of(&mut self, number: &str) -> Vec<Measured> {
        let number = number.to_owned();
        match self.series(Wanted::Of { number, size: SIZE }) {
            Told::Measured(measured) => measured,
            _ => panic!("measured"),
        }
    }
}

fn three() -> Bench {
    Bench::with_results(&[
        potassium("1", "2026-01-12", "4.8", "mmol/L"),
        potassium("2", "2026-03-03", "5.1", "mmol/L"),
        potassium("3", "2026-04-01", "20", "mg/dL"),
    ])
}

#[test]
fn a_series_is_listed_shown_and_says_where_it_begins() {
    let mut bench = three();
    let Told::List(Part { items: lines, .. }) = bench.series(Wanted::List(FIRST)) else {
        panic!("list")
    };
    let [line] = lines.as_slice() else {
        panic!("one series, not {}", lines.len())
    };
    assert_eq!(
        (line.title.as_str(), line.value.as_str(), line.points),
        ("Kalium in bloed", "5,1 mmol/L", 2)
    );
    let shown = bench.chart_of(line.which.clone(), Period::All);
    assert!(shown.chart.notes[0].contains("alleen de laatste uitslag"));
    assert!(shown.chart.notes[0].contains("26 mei 2026"));
    assert_eq!(shown.chart.spots.len(), 2);
    assert_eq!(shown.chart.table.rows.len(), 2);
    let [other] = shown.beside.as_slice() else {
        panic!("the other unit stands beside it")
    };
    assert_eq!(other.value, "20 mg/dL");
    let way = shown.chart.table.rows[0].link.clone().unwrap();
    assert_eq!(bench.page(&way).entry.chapter, Chapter::Results);
}

#[test]
fn a_result_says_the_word_the_line_and_what_was_before() {
    let mut bench = three();
    let rows = bench.chapter(Chapter::Results).rows;
    let newest = rows.iter().find(|row| row.title.contains("5,1")).unwrap();
    let measured = bench.results_of(&newest.number);
    let [one] = measured.as_slice() else {
        panic!("one result")
    };
    assert_eq!(
        one.said.as_deref(),
        Some("hoger dan het normale gebied van de bron")
    );
    assert_eq!(
        one.against.as_deref(),
        Some("hoger dan op 12 januari 2026 (4,8)")
    );
    assert_eq!(
        one.before,
        ["4,8 mmol/L · 12 januari 2026 · Ziekenhuis De Brug"]
    );
    assert!(one.line.is_some() && one.trend.is_some());
    let problem = bench.chapter(Chapter::Demographics).rows[0].number.clone();
    assert!(bench.results_of(&problem).is_empty());
}

#[test]
fn a_series_is_saved_and_an_unknown_one_is_not_found() {
    let mut bench = three();
    let Told::List(Part { items: lines, .. }) = bench.series(Wanted::List(FIRST)) else {
        panic!("list")
    };
    let Told::File(file) = bench.series(Wanted::Csv {
        which: lines[0].which.clone(),
    }) else {
        panic!("file")
    };
    assert_eq!(file.name, "Kalium-in-bloed.csv");
    assert_eq!(file.text.lines().count(), 3);
    let unknown = Wanted::Csv {
        which: Which {
            number: "0".into(),
            nth: 0,
        },
    };
    assert!(matches!(
        bench.ask(Request::Series(unknown)),
        Answer::Failed(Failure::NotFound)
    ));
}

#[test]
fn another_language_is_another_series() {
    let mut bench = three();
    let Told::List(Part { items: lines, .. }) = bench.series(Wanted::List(FIRST)) else {
        panic!("list")
    };
    bench.done(Request::Language { lang: Lang::En });
    let shown = bench.chart_of(lines[0].which.clone(), Period::All);
    assert!(shown.chart.sentence.contains("higher than on"));
}
