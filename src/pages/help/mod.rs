//! Who helps, a file for the help desk, and the pages of the operator.

mod legal;
mod report;

use leptos::prelude::*;

pub use legal::LegalPage;
pub use report::ReportPage;

use crate::components::heading::Heading;
use crate::components::icon::{Draw, Icon};
use crate::route::{PGO_POINT, Route};
use crate::state::brand::{brand, dialled, said};
use crate::state::look::use_texts;

/// Whom to call, what to do.
#[component]
pub fn HelpPage() -> impl IntoView {
    let text = &use_texts().help;
    let organisation = brand().organisation.as_deref();
    view! {
        <div class="page">
            <Heading text=text.title />
            <p class="lead">{text.lead}</p>
            <section class="section">
                <h2>{text.desk}</h2>
                <Desk />
            </section>
            <section class="section">
                <h2>{text.report}</h2>
                <p>{text.report_text}</p>
                <p>
                    <a class="button-quiet" href=Route::Report.path()>
                        {text.report}
                    </a>
                </p>
            </section>
            <section class="section">
                <h2>{text.point}</h2>
                <p>{text.point_text}</p>
                <p>
                    <a class="button-quiet" href=dialled(PGO_POINT)>
                        {text.call(PGO_POINT)}
                    </a>
                </p>
            </section>
            <section class="section">
                <h2>{text.care}</h2>
                <p>{text.care_text}</p>
            </section>
            {organisation.map(|name| view! { <p class="hint">{text.organisation(name)}</p> })}
            <Pages />
        </div>
    }
}

/// How the operator's help desk is reached.
#[component]
fn Desk() -> impl IntoView {
    let text = &use_texts().help;
    let help = &brand().help;
    if help.phone.is_none() && help.mail.is_none() && help.web.is_none() {
        return view! { <p>{text.desk_none}</p> }.into_any();
    }
    let phone = help.phone.as_deref();
    let mail = help.mail.as_deref();
    let web = help.web.as_deref();
    view! {
        {said(&help.hours).map(|hours| view! { <p>{hours}</p> })}
        <p class="buttons">
            {phone
                .map(|phone| {
                    view! {
                        <a class="button" href=dialled(phone)>
                            {text.call(phone)}
                        </a>
                    }
                })}
            {mail
                .map(|mail| {
                    view! {
                        <a class="button-quiet" href=format!("mailto:{mail}")>
                            {text.mail(mail)}
                        </a>
                    }
                })}
            {web
                .map(|web| {
                    view! {
                        <a class="button-quiet" href=web rel="noreferrer">
                            {text.web}
                        </a>
                    }
                })}
        </p>
    }
    .into_any()
}

/// The pages of the operator.
#[component]
fn Pages() -> impl IntoView {
    let text = &use_texts().help;
    let pages = &brand().pages;
    (!pages.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{text.pages}</h2>
                <ul class="rows">
                    {pages
                        .iter()
                        .map(|page| {
                            view! {
                                <li>
                                    <a
                                        class="row row-way"
                                        href=Route::Legal(page.name.clone()).path()
                                    >
                                        <Draw icon=Icon::Documents />
                                        <span class="row-title">
                                            {said(&page.title).unwrap_or_default()}
                                        </span>
                                        <Draw icon=Icon::Next />
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
