//! A chart: SVG elements as the engine laid them out, and a walk along its
//! points by keyboard, touch and ear.

use inzage_chart::view::{Chart, Form, Key, Part, Scene, Spot};
use leptos::prelude::*;

use super::live::live;
use crate::state::look::use_texts;

/// A picture of SVG elements. What it shows is said in words beside it.
#[component]
pub fn Picture(scene: Scene, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let (width, height) = (scene.width, scene.height);
    view! {
        <svg
            class="chart-picture"
            viewBox=format!("0 0 {width} {height}")
            width=width / 10
            height=height / 10
            aria-hidden="true"
            focusable="false"
        >
            {scene.parts.into_iter().map(part).collect_view()}
            {children.map(|children| children())}
        </svg>
    }
}

fn part(part: Part) -> AnyView {
    match part.form {
        Form::Path(d) => view! { <path class=part.class d=d /> }.into_any(),
        Form::Text { x, y, anchor, text } => view! {
            <text class=part.class x=x y=y text-anchor=anchor.name()>
                {text}
            </text>
        }
        .into_any(),
    }
}

/// A chart with its legend and the walk along its points.
#[component]
pub fn ChartFigure(chart: Chart) -> impl IntoView {
    let Chart {
        scene,
        spots,
        legend,
        ..
    } = chart;
    let last = spots.len().saturating_sub(1);
    let now = RwSignal::new(last);
    let walked = RwSignal::new(false);
    let places = StoredValue::new(spots);
    let height = scene.height;
    view! {
        <figure class="chart">
            <Picture scene>
                {live(move || {
                    let spot = places.with_value(|spots| spots.get(now.get()).cloned());
                    spot.filter(|_| walked.get()).map(|spot| guide(&spot, height))
                })}
            </Picture>
            <Walk places now walked />
            <Legend legend />
        </figure>
    }
}

/// A line through the point that one stands at, and a ring around its values.
fn guide(spot: &Spot, height: i32) -> impl IntoView + use<> {
    let x = spot.x;
    let rings = spot.ys.iter().map(|y| {
        let left = x - 100;
        view! { <path class="chart-here" d=format!("M{left} {y}a100 100 0 1 0 200 0a100 100 0 1 0-200 0Z") /> }
    });
    view! {
        <path class="chart-guide" d=format!("M{x} 0V{height}") />
        {rings.collect_view()}
    }
}

/// The walk: a slider whose value is the text of the point.
#[component]
fn Walk(
    places: StoredValue<Vec<Spot>>,
    now: RwSignal<usize>,
    walked: RwSignal<bool>,
) -> impl IntoView {
    let text = &use_texts().series;
    let count = places.with_value(Vec::len);
    let words = move || {
        let at = now.get();
        places.with_value(|spots| spots.get(at).map(|spot| spot.words.clone()))
    };
    (count > 0).then(|| {
        view! {
            <div class="chart-walk no-print">
                <label>
                    <span class="hint">{text.walk}</span>
                    <input
                        type="range"
                        min="0"
                        max=count - 1
                        step="1"
                        prop:value=move || now.get().to_string()
                        aria-valuetext=words
                        on:focus=move |_| walked.set(true)
                        on:input=move |event| {
                            if let Ok(place) = event_target_value(&event).parse() {
                                walked.set(true);
                                now.set(place);
                            }
                        }
                    />
                </label>
                <p class="chart-spot" aria-hidden="true">
                    {live(words)}
                </p>
            </div>
        }
    })
}

/// What each shape, line and band is.
#[component]
fn Legend(legend: Vec<Key>) -> impl IntoView {
    view! {
        <ul class="chart-legend">
            {legend
                .into_iter()
                .map(|key| {
                    view! {
                        <li>
                            <Picture scene=key.scene />
                            <span>{key.words}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
