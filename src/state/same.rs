//! What the person says about two entries, and why the app thinks of them together.

#![expect(clippy::missing_errors_doc, reason = "what the engine says, always")]

use inzage_dossier::view::{Reason, Verdict};

use super::record::ask;
use super::words::Trouble;
use crate::engine::protocol::{Answer, Request, same};
use crate::platform::clock;
use crate::platform::engine::Engine;
use crate::texts::Texts;

/// Keeps that two entries are, or are not, the same.
pub async fn decide(
    engine: &Engine,
    number: String,
    other: String,
    verdict: Verdict,
) -> Result<(), Trouble> {
    let at = clock::now_local();
    let decide = same::Request::Decide {
        number,
        other,
        verdict,
        at,
    };
    ask!(engine, Request::Same(decide), Answer::Done => ())
}

/// Takes that back.
pub async fn undo(engine: &Engine, number: String, other: String) -> Result<(), Trouble> {
    let undo = same::Request::Undo { number, other };
    ask!(engine, Request::Same(undo), Answer::Done => ())
}

/// A reason in words.
pub fn reason(texts: &'static Texts, reason: Reason) -> &'static str {
    let text = &texts.because;
    match reason {
        Reason::Confirmed => text.confirmed,
        Reason::SameResource => text.resource,
        Reason::Identifier => text.identifier,
        Reason::Document => text.document,
        Reason::Registry => text.registry,
        Reason::RegistryOtherName => text.registry_other,
        Reason::Device => text.device,
        Reason::DeviceProduct => text.device_product,
        Reason::Measurement => text.measurement,
        Reason::MeasurementDay => text.measurement_day,
        Reason::Result => text.result,
        Reason::ResultVersion => text.result_version,
        Reason::Problem => text.problem,
        Reason::Alert => text.alert,
        Reason::Substance => text.substance,
        Reason::Product => text.product,
        Reason::Contact => text.contact,
        Reason::Vaccination => text.vaccination,
        Reason::Procedure => text.procedure,
        Reason::Encounter => text.encounter,
    }
}
