//! A small table. On a phone each row is a block of its own, with the heads as
//! labels; the roles keep it a table for who hears it.

use leptos::prelude::*;

/// What stands in a cell.
pub(super) struct Cell {
    /// The value; empty: a dash.
    pub(super) text: String,
    /// What stands small below it.
    pub(super) hint: Option<String>,
    /// Where it leads to.
    pub(super) to: Option<String>,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            hint: None,
            to: None,
        }
    }
}

/// The table.
#[component]
pub(super) fn Grid(
    /// What it is, for who hears it.
    label: &'static str,
    /// The head above the names of the rows; may be empty.
    first: &'static str,
    /// The heads above the cells.
    heads: Vec<&'static str>,
    /// Each row: its name and its cells.
    rows: Vec<(Cell, Vec<Cell>)>,
    /// Element id of its rows.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let head = |name: &'static str| match name {
        "" => view! { <td role="cell"></td> }.into_any(),
        name => view! { <th role="columnheader" scope="col">{name}</th> }.into_any(),
    };
    let all = std::iter::once(first).chain(heads.iter().copied());
    let all = all.map(head).collect_view();
    view! {
        <div class="measure-scroll" tabindex="0" role="group" aria-label=label>
            <table class="measure-table" role="table">
                <thead role="rowgroup">
                    <tr role="row">{all}</tr>
                </thead>
                <tbody id=id role="rowgroup">
                    {rows.into_iter().map(|(name, cells)| row(name, cells, &heads)).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn row(name: Cell, cells: Vec<Cell>, heads: &[&'static str]) -> impl IntoView + use<> {
    let cells = cells.into_iter().zip(heads.iter().copied());
    let cells = cells.map(|(cell, head)| {
        view! {
            <td role="cell" data-label=head>
                {content(cell)}
            </td>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {content(name)}
            </th>
            {cells.collect_view()}
        </tr>
    }
}

fn content(cell: Cell) -> impl IntoView {
    let text = match (cell.text, cell.to) {
        (text, Some(to)) => view! { <a href=to>{text}</a> }.into_any(),
        (text, None) if text.is_empty() => "–".into_any(),
        (text, None) => text.into_any(),
    };
    view! {
        {text}
        {cell.hint.map(small)}
    }
}

fn small(hint: String) -> impl IntoView {
    view! {
        " "
        <span class="hint">{hint}</span>
    }
}
