//! Rows, fields, marks, and what is said about an entry.

use std::collections::BTreeMap;

use inzage::components::asked::{AskWay, AskedLine};
use inzage::components::discuss::DiscussThis;
use inzage::components::explain::{Explanation, ExplanationText, WhatIsThis};
use inzage::components::growing::{Growing, item_pieces_after};
use inzage::components::icon::{Draw, Icon};
use inzage::components::rows::{
    Fields, Fold, Mark, OpenBeside, PlainWords, RowLink, Rows, UnreadMark,
};
use inzage::engine::protocol::asking::{Brief, Kind, Outcome, Right, State, Via};
use inzage::engine::protocol::links::Selection;
use inzage::engine::protocol::{Explained, Part, Plain, Row, Unread, Variant};
use inzage::state::links;
use inzage_request::Reply;
use inzage_zib::view::{Chapter, Field};
use leptos::context::Provider;
use leptos::prelude::*;

use super::example::{example, forced, opened};
use super::made_up::{LONG_WORD, row, source};

/// One row of each kind.
fn kinds() -> Vec<Row> {
    let unread = |unread, title| Row {
        unread: Some(unread),
        ..row(title, "5,1 mmol/l", "3 maart 2026")
    };
    let several = Row {
        plain: Some("Suikerziekte".to_owned()),
        also: vec![source(1), source(2)],
        variants: vec![Variant {
            source: source(1),
            says: "sinds 2011".to_owned(),
        }],
        maybe_same: true,
        ..row("Diabetes mellitus type 2", "Actief", "2010")
    };
    let covered = Row {
        covered: true,
        status: None,
        ..row("Uitslag van weefselonderzoek", "", "12 februari 2026")
    };
    let long = Row {
        source: source(7),
        ..row(LONG_WORD, LONG_WORD, "29 september 2025, 08:15")
    };
    vec![
        row("Kalium", "5,1 mmol/l, hoog volgens de bron", "3 maart 2026"),
        unread(Unread::New, "Kreatinine"),
        unread(Unread::Changed, "Hemoglobine"),
        unread(Unread::Gone, "Natrium"),
        several,
        covered,
        long,
        row("Ureum", "", ""),
    ]
}

fn one() -> AnyView {
    view! { <Rows rows=vec![row("Kalium", "5,1 mmol/l", "3 maart 2026")] /> }.into_any()
}

/// Rows beside the entry that is open.
fn beside() -> AnyView {
    let open = OpenBeside(Memo::new(|_| "1".to_owned()));
    let found = view! { <span class="hit-because">"Opmerking: nuchter geprikt"</span> };
    let row = row("Kalium", "5,1 mmol/l", "3 maart 2026");
    view! {
        <Provider value=open>
            <ul class="rows">
                <li>
                    <RowLink row below=Some(found.into_any()) />
                </li>
            </ul>
        </Provider>
    }
    .into_any()
}

fn growing() -> AnyView {
    let first = Part {
        items: vec![row("Kalium", "5,1 mmol/l", "3 maart 2026")],
        total: 140,
    };
    let pieces = item_pieces_after(
        first,
        |start| links::entries(Chapter::Results, Selection::default(), start),
        |rows: Vec<Row>| view! { <Rows rows /> }.into_any(),
    );
    view! { <Growing start=0 pieces /> }.into_any()
}

fn lists() -> Vec<AnyView> {
    vec![
        example("Elke soort rij", view! { <Rows rows=kinds() /> }),
        forced("Rij, aangewezen", "hover", one()),
        forced("Rij, met de focus", "focus-visible", one()),
        example("Rij naast een open gegeven", beside()),
        example("Begin van een lange lijst", growing()),
        example(
            "Als er weinig nieuws is",
            view! { <UnreadMark unread=Unread::New /> },
        ),
    ]
}

fn marks() -> AnyView {
    let all = (0..8).map(|nth| view! { <li><Mark source=source(nth) /></li> });
    view! { <ul class="plain">{all.collect_view()}</ul> }.into_any()
}

fn field(label: &str, value: &str) -> Field {
    Field {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

fn plain() -> Plain {
    Plain {
        name: "Zout in het bloed".to_owned(),
        text: "Kalium helpt uw hart en spieren te werken.".to_owned(),
    }
}

/// Fields with what they mean, of which the first is opened.
fn fields() -> AnyView {
    let explained = Explained {
        about: None,
        labels: BTreeMap::from([(
            "Materiaal".to_owned(),
            "Waarin gemeten is: bloed, urine of iets anders.".to_owned(),
        )]),
        values: BTreeMap::from([("Kalium".to_owned(), plain())]),
    };
    let fields = vec![
        field("Test", "Kalium"),
        field("Materiaal", "Bloedplasma"),
        field("Uitslag", "5,1 mmol/l\nhoog volgens de bron"),
        field(LONG_WORD, LONG_WORD),
    ];
    view! {
        <Provider value=explained>
            <Fields fields />
        </Provider>
    }
    .into_any()
}

fn explained() -> AnyView {
    let explanation = Explanation::new("Hoe erg het is, volgens de zorgverlener.".to_owned());
    let text = explanation.clone();
    view! {
        <WhatIsThis explanation about="Ernst".to_owned() />
        <ExplanationText explanation=text />
    }
    .into_any()
}

fn folds() -> AnyView {
    view! {
        <div class="folds">
            <Fold title="Waar dit vandaan komt">
                <p>"Van het ziekenhuis."</p>
            </Fold>
            <details class="fold" open=true>
                <summary>
                    <Draw icon=Icon::Next />
                    <span>"Wat de bron nog meer zegt"</span>
                </summary>
                <div class="fold-body">
                    <p>"Nuchter geprikt."</p>
                </div>
            </details>
        </div>
    }
    .into_any()
}

fn asked(kind: Kind, state: State) -> AnyView {
    let brief = Brief {
        id: "1".to_owned(),
        kind,
        about: "Metoprolol".to_owned(),
        to: source(1),
        via: Via::Letter,
        state,
        at: "3 maart 2026".to_owned(),
    };
    view! { <AskedLine brief /> }.into_any()
}

fn asking() -> AnyView {
    let reply = Reply {
        outcome: Outcome::Yes,
        text: "We hebben het aangepast.".to_owned(),
        by: "De assistente".to_owned(),
    };
    view! {
        {asked(Kind::Wrong, State::Draft)}
        {asked(Kind::Missing, State::Sending)}
        {asked(Kind::Question, State::Uncertain)}
        {asked(Kind::Right(Right::Addition), State::Answered(reply))}
        {asked(Kind::Right(Right::Copy), State::Posted)}
        <AskWay number="1".to_owned() about="Metoprolol".to_owned() />
        <DiscussThis numbers=vec!["1".to_owned()] topic=None />
    }
    .into_any()
}

fn details() -> Vec<AnyView> {
    vec![
        example("Zorgaanbieders", marks()),
        example("Gegevens met uitleg", fields()),
        opened("Uitleg, open", explained()),
        example("In gewone woorden", view! { <PlainWords plain=plain() /> }),
        example("Uitklappen", folds()),
        forced("Uitklappen, aangewezen", "hover", folds()),
        example("Wat er gevraagd is", asking()),
    ]
}

pub(crate) fn all() -> AnyView {
    let all = [lists(), details()];
    all.into_iter().flatten().collect_view().into_any()
}
