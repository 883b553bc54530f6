//! One collection as it was: whole, in its chapters, with its empties.

use leptos::prelude::*;

use super::super::back::Back;
use super::super::chapter::Empty;
use super::index::service_words;
use crate::components::faces::{Notice, Tone, faces_headed};
use crate::components::growing::{Growing, item_pieces_after};
use crate::components::heading::Heading;
use crate::components::rows::{Mark, Rows};
use crate::engine::protocol::sources::{CollectionView, HeldChapter};
use crate::platform::clock;
use crate::route::Route;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::{emptiness, sources};
use crate::texts::SourcesOf;

/// One collection as it was.
#[component]
pub fn SourcePage(id: String) -> impl IntoView {
    let asked = sources::collection(id);
    view! {
        <article class="page">
            <Back to=Route::Sources word=use_texts().sources.title />
            {faces_headed(use_texts().sources.title, asked, |view| view! { <Content view /> }.into_any())}
        </article>
    }
}

#[component]
fn Content(view: CollectionView) -> impl IntoView {
    let text = &use_texts().sources;
    let CollectionView {
        head,
        composed_by,
        others,
        chapters,
    } = view;
    let at = clock::for_people(&head.at, use_lang_code());
    let composed = if composed_by.is_empty() {
        head.source.name.clone()
    } else {
        composed_by.join(", ")
    };
    let compare = others.into_iter().map(|other| {
        let to = Route::Compare(other.id, head.id.clone());
        let at = clock::for_people(&other.at, use_lang_code());
        view! {
            <li>
                <a href=to.path()>{text.compare_with(&at)}</a>
            </li>
        }
    });
    let compare = compare.collect_view();
    let scopes = emptiness::scopes(chapters.iter().flat_map(|chapter| &chapter.empties));
    let scopes = scopes.into_iter().map(|(service, scope)| {
        let words = format!("{service}: {scope}");
        view! { <p class="hint">{words}</p> }
    });
    let scopes = scopes.collect_view();
    view! {
        <Heading text=text.of(&SourcesOf { date: &at, source: &head.source.name }) />
        <dl class="fields">
            <div class="field-pair">
                <dt>{text.provider}</dt>
                <dd>
                    <Mark source=head.source.clone() />
                </dd>
            </div>
            <div class="field-pair">
                <dt>{text.composed}</dt>
                <dd>{composed}</dd>
            </div>
            <div class="field-pair">
                <dt>{text.collected}</dt>
                <dd>{at}</dd>
            </div>
            <div class="field-pair">
                <dt>{text.services}</dt>
                {head
                    .services
                    .iter()
                    .map(|part| view! { <dd>{service_words(part)}</dd> })
                    .collect_view()}
            </div>
            <div class="field-pair">
                <dt>{text.number}</dt>
                <dd>{head.id.clone()}</dd>
            </div>
        </dl>
        {(!head.joined).then(|| view! { <Notice tone=Tone::Info><p>{text.waiting}</p></Notice> })}
        {(!head.rebuilds)
            .then(|| view! { <Notice tone=Tone::Info><p>{text.not_rebuilt}</p></Notice> })}
        {scopes}
        <p class="hint">{use_texts().common.incomplete}</p>
        <ul class="plain no-print">{compare}</ul>
        {chapters
            .into_iter()
            .map(|chapter| view! { <Chapter id=head.id.clone() chapter /> })
            .collect_view()}
    }
}

#[component]
fn Chapter(id: String, chapter: HeldChapter) -> impl IntoView {
    let HeldChapter {
        head,
        rows,
        empties,
    } = chapter;
    let count = if rows.total == 0 {
        use_texts().sources.nothing.to_owned()
    } else {
        use_texts().common.entries(rows.total)
    };
    let of = head.chapter;
    let pieces = (rows.total > 0).then(|| {
        let more = move |start| sources::held(id.clone(), of, start);
        item_pieces_after(rows, more, |rows| view! { <Rows rows /> }.into_any())
    });
    view! {
        <section class="section held">
            <h2>{head.name}</h2>
            <p class="hint">{count}</p>
            {pieces.map(|pieces| view! { <Growing start=0 pieces /> })}
            {(!empties.is_empty())
                .then(|| {
                    let empties = empties.into_iter();
                    let empties = empties.map(|empty| view! { <Empty empty alone=false /> });
                    view! { <ul class="empties">{empties.collect_view()}</ul> }
                })}
        </section>
    }
}
