//! Measuring at home: entering, seeing, sessions, weeks, files, reminders.

mod beside;
mod charts;
mod enter;
mod figures;
mod file;
mod form;
mod grid;
mod home;
mod one;
mod parts;
mod readings;
mod reminders;
mod session;
mod sessions;
mod share;
mod targets;
mod week;
mod words;

use leptos::prelude::*;

use crate::route::Measure;

pub use home::OwnToday;

/// The page of a screen of measuring.
pub fn screen(screen: Measure) -> AnyView {
    match screen {
        Measure::Home => view! { <home::Home /> }.into_any(),
        Measure::Readings(kind) => view! { <readings::ReadingsPage kind /> }.into_any(),
        Measure::Enter(kind) => view! { <enter::Enter kind /> }.into_any(),
        Measure::Reading(id) | Measure::Session(id) => view! { <one::OnePage id /> }.into_any(),
        Measure::Sessions => view! { <sessions::SessionsPage /> }.into_any(),
        Measure::EnterSession => view! { <session::EnterSession /> }.into_any(),
        Measure::Week => view! { <week::WeekPage /> }.into_any(),
        Measure::File => view! { <file::FilePage /> }.into_any(),
        Measure::Reminders => view! { <reminders::RemindersPage /> }.into_any(),
        Measure::Share => view! { <share::SharePage /> }.into_any(),
    }
}
