//! The same points in rows, newest first.

use std::cmp::Reverse;

use inzage_words::Lang;

use crate::Ask;
use crate::period::Window;
use crate::series::{Point, Series};
use crate::view::{Table, TableRow};

/// The rows of a stretch. What has no date stands at the end of every stretch:
/// it may belong there.
pub(crate) fn table(series: &Series, window: &Window, ask: &Ask, lang: Lang) -> Table {
    let belongs = |point: &&Point| point.at.is_none() || window.holds(point);
    let mut points: Vec<&Point> = series.points.iter().filter(belongs).collect();
    points.sort_by_key(|point| Reverse(point.at.map(|at| at.instant())));
    let columns = Columns::of(series, lang);
    let rows = points.iter().take(ask.rows);
    Table {
        heads: columns.heads(lang),
        rows: rows.map(|point| columns.row(series, point, lang)).collect(),
        total: points.len(),
    }
}

/// Which columns say something at all.
struct Columns {
    said: bool,
    range: bool,
    beside: bool,
    note: bool,
    value: String,
}

impl Columns {
    fn of(series: &Series, lang: Lang) -> Self {
        let any = |has: fn(&Point) -> bool| series.points.iter().any(has);
        let value = if series.parts.is_empty() {
            lang.pick("Waarde", "Value").to_owned()
        } else {
            series.parts.join(" / ")
        };
        Self {
            said: any(|point| point.said.is_some()),
            range: any(|point| point.range.is_some()),
            beside: any(|point| point.beside.is_some()),
            note: any(|point| point.note.is_some()),
            value,
        }
    }

    fn heads(&self, lang: Lang) -> Vec<String> {
        let mut heads = vec![lang.pick("Datum", "Date").to_owned(), self.value.clone()];
        let mut also = |there: bool, head: &str| {
            if there {
                heads.push(head.to_owned());
            }
        };
        also(
            self.said,
            lang.pick("Wat de bron zegt", "What the source says"),
        );
        also(self.range, lang.pick("Normaal", "Normal"));
        also(true, lang.pick("Van wie", "From whom"));
        also(self.beside, lang.pick("Bijzonderheden", "Details"));
        also(self.note, lang.pick("Notitie", "Note"));
        heads
    }

    fn row(&self, series: &Series, point: &Point, lang: Lang) -> TableRow {
        let unknown = lang.pick("Datum onbekend", "Date unknown");
        let when = point.at.map_or(unknown.to_owned(), |at| at.text(lang));
        let mut cells = vec![when, series.value_text(point, lang)];
        let mut also = |there: bool, cell: Option<String>| {
            if there {
                cells.push(cell.unwrap_or_default());
            }
        };
        also(self.said, point.said.clone());
        also(
            self.range,
            point.range.as_ref().map(|range| range.text(lang)),
        );
        also(true, Some(series.group_name(point).to_owned()));
        also(self.beside, point.beside.clone());
        also(self.note, point.note.clone());
        TableRow {
            cells,
            link: point.link.clone(),
        }
    }
}
