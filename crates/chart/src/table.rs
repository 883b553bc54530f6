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

/// Which columns say something at all, beside date and value.
struct Columns {
    value: String,
    more: Vec<Column>,
}

#[derive(Clone, Copy)]
enum Column {
    Said,
    Range,
    Group,
    Beside,
    Note,
}

impl Column {
    const ALL: [Self; 5] = [
        Self::Said,
        Self::Range,
        Self::Group,
        Self::Beside,
        Self::Note,
    ];

    fn head(self, lang: Lang) -> &'static str {
        match self {
            Self::Said => lang.pick("Wat de bron zegt", "What the source says"),
            Self::Range => lang.pick("Normaal", "Normal"),
            Self::Group => lang.pick("Van wie", "From whom"),
            Self::Beside => lang.pick("Bijzonderheden", "Details"),
            Self::Note => lang.pick("Notitie", "Note"),
        }
    }

    fn is_said(self, point: &Point) -> bool {
        match self {
            Self::Said => point.said.is_some(),
            Self::Range => point.range.is_some(),
            Self::Group => true,
            Self::Beside => point.beside.is_some(),
            Self::Note => point.note.is_some(),
        }
    }

    fn cell(self, series: &Series, point: &Point, lang: Lang) -> String {
        let cell = match self {
            Self::Said => point.said.clone(),
            Self::Range => point.range.as_ref().map(|range| range.text(lang)),
            Self::Group => Some(series.group_name(point).to_owned()),
            Self::Beside => point.beside.clone(),
            Self::Note => point.note.clone(),
        };
        cell.unwrap_or_default()
    }
}

impl Columns {
    fn of(series: &Series, lang: Lang) -> Self {
        let value = if series.parts.is_empty() {
            lang.pick("Waarde", "Value").to_owned()
        } else {
            series.parts.join(" / ")
        };
        let said = |column: &Column| {
            let mut points = series.points.iter();
            matches!(column, Column::Group) || points.any(|point| column.is_said(point))
        };
        let more = Column::ALL.into_iter().filter(said).collect();
        Self { value, more }
    }

    fn heads(&self, lang: Lang) -> Vec<String> {
        let mut heads = vec![lang.pick("Datum", "Date").to_owned(), self.value.clone()];
        let more = self.more.iter();
        heads.extend(more.map(|column| column.head(lang).to_owned()));
        heads
    }

    fn row(&self, series: &Series, point: &Point, lang: Lang) -> TableRow {
        let unknown = lang.pick("Datum onbekend", "Date unknown");
        let when = point.at.map_or(unknown.to_owned(), |at| at.text(lang));
        let mut cells = vec![when, series.value_text(point, lang)];
        let more = self.more.iter();
        cells.extend(more.map(|column| column.cell(series, point, lang)));
        TableRow {
            cells,
            link: point.link.clone(),
        }
    }
}
