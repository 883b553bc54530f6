//! Where sources disagree: both sides, and nobody is right.

use inzage_dossier::view::Topic;
use leptos::prelude::*;

use super::super::back::Back;
use crate::components::discuss::DiscussThis;
use crate::components::faces::Nothing;
use crate::components::growing::{Growing, item_pieces};
use crate::components::heading::Heading;
use crate::components::icon::Icon;
use crate::components::rows::{Fields, Rows};
use crate::engine::protocol::sources::{Difference, Side};
use crate::platform::clock;
use crate::route::Route;
use crate::state::look::{use_lang_code, use_texts};
use crate::state::sources;
use crate::texts::CommonCopyNotice;

/// Where sources disagree.
#[component]
pub fn DisagreementsPage() -> impl IntoView {
    let text = use_texts();
    view! {
        <div class="page page-wide">
            <Back to=Route::Sources word=text.sources.title />
            <Heading text=text.disagree.title />
            <p class="lead">{text.disagree.lead}</p>
            <Growing start=0 pieces=item_pieces(sources::differences, some) />
        </div>
    }
}

fn some(found: Vec<Difference>) -> AnyView {
    let text = &use_texts().disagree;
    if found.is_empty() {
        return view! {
            <Nothing icon=Icon::Check title=text.none_title text=text.none_text />
        }
        .into_any();
    }
    found
        .into_iter()
        .map(|difference| view! { <OneDifference difference /> })
        .collect_view()
        .into_any()
}

#[component]
fn OneDifference(difference: Difference) -> impl IntoView {
    let numbers = difference
        .sides
        .iter()
        .map(|side| side.row.number.clone())
        .collect();
    view! {
        <section class="section held">
            <h2>{difference.subject}</h2>
            <p>{topic_words(difference.topic)}</p>
            <div class="columns">{difference.sides.into_iter().map(side).collect_view()}</div>
            <DiscussThis numbers topic=Some(difference.topic) />
        </section>
    }
}

fn side(side: Side) -> impl IntoView {
    let collected = clock::for_people(&side.collected, use_lang_code());
    let copy = use_texts().common.copy_notice(&CommonCopyNotice {
        date: &collected,
        source: &side.row.source.name,
    });
    view! {
        <div class="side">
            <Rows rows=vec![side.row] />
            <Fields fields=side.says />
            <p class="small">{copy}</p>
        </div>
    }
}

/// What a difference is about, in words.
pub fn topic_words(topic: Topic) -> &'static str {
    let text = &use_texts().disagree;
    match topic {
        Topic::InUse => text.in_use,
        Topic::Strength => text.strength,
        Topic::Dose => text.dose,
        Topic::Allergy => text.allergy,
        Topic::Directive => text.directive,
        Topic::Smoking => text.smoking,
    }
}
