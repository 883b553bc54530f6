//! The points of a series in rows. On a phone each row is a block of its own;
//! the roles keep it a table for who hears it.

use inzage_chart::view::{Table, TableRow};
use leptos::prelude::*;

use crate::state::look::use_texts;
use crate::texts::SeriesRowsOf;

/// The rows, with a way to more of them.
#[component]
pub fn ChartTable(
    table: Table,
    /// Where each row leads to.
    links: Vec<Option<String>>,
    more: Callback<()>,
) -> impl IntoView {
    let text = &use_texts().series;
    let Table { heads, rows, total } = table;
    let left = total.saturating_sub(rows.len());
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
            <tbody role="rowgroup">
                {rows
                    .into_iter()
                    .zip(links)
                    .map(|(one, to)| row(one, &labels, to))
                    .collect_view()}
            </tbody>
        </table>
        {(left > 0)
            .then(|| {
                view! {
                    <p class="hint">
                        {text.rows_of(&SeriesRowsOf {
                            shown: &shown.to_string(),
                            total: &total.to_string(),
                        })}
                    </p>
                    <button type="button" class="button-quiet no-print" on:click=move |_| more.run(())>
                        {text.more_rows}
                    </button>
                }
            })}
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
