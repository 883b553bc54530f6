//! Every icon.

use inzage::components::icon::{Draw, Icon};
use leptos::prelude::*;

use super::example::example;

/// Every icon, in the order of the enum.
pub(crate) const ALL: [Icon; 52] = [
    Icon::Overview,
    Icon::Dossier,
    Icon::Providers,
    Icon::Documents,
    Icon::More,
    Icon::Search,
    Icon::Consents,
    Icon::Settings,
    Icon::Lock,
    Icon::Back,
    Icon::Next,
    Icon::Add,
    Icon::Check,
    Icon::Attention,
    Icon::Serious,
    Icon::Unknown,
    Icon::Info,
    Icon::Close,
    Icon::Download,
    Icon::Print,
    Icon::Refresh,
    Icon::Key,
    Icon::Shield,
    Icon::Eye,
    Icon::Heart,
    Icon::Person,
    Icon::Offline,
    Icon::Remove,
    Icon::Stop,
    Icon::Clock,
    Icon::External,
    Icon::Payer,
    Icon::Wishes,
    Icon::Contacts,
    Icon::Function,
    Icon::Problems,
    Icon::Life,
    Icon::Alert,
    Icon::Allergy,
    Icon::Pill,
    Icon::Device,
    Icon::Syringe,
    Icon::Vitals,
    Icon::Results,
    Icon::Procedure,
    Icon::Bed,
    Icon::Calendar,
    Icon::Stethoscope,
    Icon::Letter,
    Icon::Gp,
    Icon::Ruler,
    Icon::Link,
];

pub(crate) fn all() -> AnyView {
    let icons = ALL.map(|icon| {
        view! {
            <li>
                <Draw icon />
                <span class="small">{format!("{icon:?}")}</span>
            </li>
        }
    });
    example(
        "Alle",
        view! { <ul class="all-icons">{icons.collect_view()}</ul> },
    )
}
