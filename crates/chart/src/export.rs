//! A series as files: the points as CSV, the chart as a picture that stands alone.

use std::fmt::Write as _;

use inzage_words::Lang;

use crate::series::{Point, Series};
use crate::view::{Chart, Form};

/// Every point, oldest first, as CSV (RFC 4180) with a heading. Dates are
/// `2026-03-03` or `2026-03-03 08:15` on the wall clock of who measured; numbers
/// have a decimal point; a limit stands before its number.
pub fn csv(series: &Series, lang: Lang) -> String {
    let mut points: Vec<&Point> = series.points.iter().collect();
    points.sort_by_key(|point| point.at.map(|at| at.instant()));
    let mut heads = vec![lang.pick("datum", "date").to_owned()];
    heads.extend(series.parts_or_one().iter().map(|name| match *name {
        "" => lang.pick("waarde", "value").to_owned(),
        name => name.to_lowercase(),
    }));
    let more = [
        ("eenheid", "unit"),
        ("in_woorden", "in_words"),
        ("wat_de_bron_zegt", "what_the_source_says"),
        ("van_wie", "from_whom"),
        ("bijzonderheden", "details"),
        ("notitie", "note"),
    ];
    heads.extend(more.map(|(nl, en)| lang.pick(nl, en).to_owned()));
    let mut out = csv_line(&heads);
    for point in points {
        out += &csv_line(&cells(series, point));
    }
    out
}

fn cells(series: &Series, point: &Point) -> Vec<String> {
    let when = point.at.map(|at| {
        use crate::series::Precision::{Day, Minute, Month, Year};
        let form = match at.precision() {
            Year => "%Y",
            Month => "%Y-%m",
            Day => "%Y-%m-%d",
            Minute => return format!("{} {}", at.day(), time(at)),
        };
        at.day().format(form).to_string()
    });
    let mut cells = vec![when.unwrap_or_default()];
    for nth in 0..series.parts_or_one().len() {
        let value = point.values.get(nth);
        let text = value.map(|value| {
            let sign = value.limit.map_or("", |limit| limit.sign());
            format!("{sign}{}", value.text)
        });
        cells.push(text.unwrap_or_default());
    }
    cells.extend([
        series.unit.clone(),
        point.written.clone().unwrap_or_default(),
        point.said.clone().unwrap_or_default(),
        series.group_name(point).to_owned(),
        point.beside.clone().unwrap_or_default(),
        point.note.clone().unwrap_or_default(),
    ]);
    cells
}

fn time(at: crate::series::Moment) -> String {
    at.clock()
        .map_or_else(String::new, |clock| clock.format("%H:%M").to_string())
}

/// One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula
/// gets an apostrophe before it.
pub fn csv_line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| {
        let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-') && cell.parse::<f64>().is_err());
        let safe = if formula {
            format!("'{cell}")
        } else {
            cell.clone()
        };
        if safe.contains(['"', ',', ';', '\n', '\r']) {
            format!("\"{}\"", safe.replace('"', "\"\""))
        } else {
            safe
        }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

/// What the style sheet does for a picture that stands alone: black on white.
const STYLE: &str = "text{font-family:sans-serif;font-size:180px;fill:#000}\
path{fill:none;stroke:#000;stroke-width:15}\
.chart-grid{stroke:#ccc}.chart-band{fill:#e8e8e8;stroke:none}.chart-band-edge{stroke:#999}\
.chart-target{stroke-dasharray:80 50}.chart-point,.chart-mean{fill:#000}\
.chart-reach{fill:#aaa;stroke:none}.chart-open,.chart-ring{fill:#fff}";

/// The chart with its title and sentence as an SVG file.
pub fn svg(chart: &Chart) -> String {
    let (width, height) = (chart.scene.width, chart.scene.height);
    let (wide, high) = (width / 10, height / 10);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{}</title><desc>{}</desc><style>{STYLE}</style>",
        escaped(&chart.title),
        escaped(&chart.sentence),
    );
    for part in &chart.scene.parts {
        let class = escaped(&part.class);
        // Writing into a String does not fail.
        let _ = match &part.form {
            Form::Path(d) => write!(out, "<path class=\"{class}\" d=\"{}\"/>", escaped(d)),
            Form::Text { x, y, anchor, text } => write!(
                out,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{}\">{}</text>",
                anchor.name(),
                escaped(text)
            ),
        };
    }
    out + "</svg>\n"
}

/// Text that is safe in XML; what XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_become_a_formula_or_another_cell() {
        let cells = ["=1+1", "-5.1", "-x", "a,\"b\"", "twee\nregels"].map(str::to_owned);
        assert_eq!(
            csv_line(&cells),
            "'=1+1,-5.1,'-x,\"a,\"\"b\"\"\",\"twee\nregels\"\r\n"
        );
    }
}
