//! The points of a series in rows. On a phone each row is a block of its own;
//! the roles keep it a table for who hears it.

use inzage_chart::view::{Table, TableRow};
use leptos::prelude::*;

use super::more::Longer;
use crate::state::series::FIRST_ROWS;

/// Element id of the rows.
const TABLE: &str = "chart-rows";

/// A table that begins with as many rows as `rows` says.
pub fn longer(rows: RwSignal<usize>) -> Longer {
    Longer::new(TABLE, "tr", rows, FIRST_ROWS)
}

/// The rows, with a way to more of them.
#[component]
pub fn ChartTable(
    table: Table,
    /// Where each row leads to.
    links: Vec<Option<String>>,
    longer: Longer,
) -> impl IntoView {
    let Table { heads, rows, total } = table;
    let shown = rows.len();
    let labels = heads.clone();
    view! {
        <table class="chart-table" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    {heads
                        .into_iter()
                        .map(|head| view! { <th role="columnheader" scope="col">{head}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody id=TABLE role="rowgroup">
                {rows
                    .into_iter()
                    .zip(links)
                    .map(|(one, to)| row(one, &labels, to))
                    .collect_view()}
            </tbody>
        </table>
        {longer.way(shown, total)}
    }
}

fn row(row: TableRow, labels: &[String], to: Option<String>) -> impl IntoView + use<> {
    let cells = row
        .cells
        .into_iter()
        .zip(labels.iter().cloned())
        .enumerate();
    view! {
        <tr role="row">
            {cells
                .map(|(nth, (cell, label))| {
                    let empty = cell.is_empty();
                    let cell = match (&to, nth) {
                        (Some(to), 0) => view! { <a href=to.clone()>{cell}</a> }.into_any(),
                        _ => cell.into_any(),
                    };
                    view! {
                        <td role="cell" data-label=label class:empty=empty>
                            {cell}
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}
