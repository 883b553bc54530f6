//! The module *beoordeling*: off unless this copy's operator switched it on. What
//! it needs is fetched only then, when a screen first asks for it.

#![expect(clippy::missing_errors_doc, reason = "what the engine says, always")]

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::about::use_about;
use super::record::ask;
use super::session::use_session;
use super::words::Trouble;
use crate::engine::protocol::judging::{self, Beside, Request, What};
use crate::engine::protocol::{Answer, Request as Whole};
use crate::platform::engine::Engine;
use crate::platform::{clock, http};

/// Own readings beside general limits; none while the module is off.
pub fn beside(what: impl Fn() -> What + 'static) -> RwSignal<Option<Beside>> {
    let found = RwSignal::new(None);
    let session = use_session();
    let about = use_about();
    Effect::new(move |_| {
        let what = what();
        session.changes();
        let on = about.with(|about| about.as_ref().is_some_and(|about| about.judging));
        if !on {
            return;
        }
        let engine = session.engine().clone();
        spawn_local(async move {
            let answer = asked(&engine, what).await;
            // The screen may be left meanwhile.
            found.try_set(answer);
        });
    });
    found
}

async fn asked(engine: &Engine, what: What) -> Option<Beside> {
    let now = clock::now_local();
    let request = Request::Of { what, now };
    let first = told(engine, request.clone()).await?;
    let answer = match first {
        judging::Answer::NoRules => {
            hand_over(engine).await?;
            told(engine, request).await?
        }
        answer @ judging::Answer::Beside(_) => answer,
    };
    match answer {
        judging::Answer::Beside(beside) => beside.map(|beside| *beside),
        judging::Answer::NoRules => None,
    }
}

async fn told(engine: &Engine, request: Request) -> Option<judging::Answer> {
    let answer = ask!(engine, Whole::Judging(request), Answer::Judging(answer) => answer);
    answer.ok()
}

/// Gives the engine the limits and the words; none when they cannot be had.
async fn hand_over(engine: &Engine) -> Option<()> {
    let rules = http::judging().await.ok()?;
    let request = Request::Rules {
        manufacturer: rules.manufacturer,
        limits: rules.limits,
        words: rules.words,
    };
    ask!(engine, Whole::Judging(request), Answer::Done => ()).ok()
}

/// Keeps what holds for the person.
pub async fn say(engine: &Engine, holds: BTreeSet<String>) -> Result<(), Trouble> {
    let now = clock::now_local();
    ask!(engine, Whole::Judging(Request::Say { holds, now }), Answer::Done => ())
}
