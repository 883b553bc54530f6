//! Afspraak (eAfspraak-Appointment).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Appointment"],
    profiles: &["eAfspraak-Appointment"],
    codes: &[],
    chapter: Chapter::PlannedCare,
    title,
    date: &["start", "requestedPeriod", "created"],
    status: plain_status,
    fields: &[
        &[
            ("description", "description"),
            ("start", "start"),
            ("end", "end"),
            ("minutesDuration", "minutesDuration"),
            ("status", "status"),
            ("appointmentType", "appointmentType"),
            ("serviceCategory", "serviceCategory"),
            ("serviceType", "serviceType"),
            ("specialty", "specialty"),
            ("reason", "reason"),
            ("reason", "reasonCode"),
            ("reason", "reasonReference"),
            ("reason", "indication"),
            ("participant", "participant"),
            (
                "patientInstructions",
                "ext:eAfspraak-Appointment-PatientInstructions",
            ),
            ("patientInstructions", "patientInstruction"),
            ("priority", "priority"),
            ("requestedPeriod", "requestedPeriod"),
            ("cancelationReason", "cancelationReason"),
            ("created", "created"),
            ("supportingInformation", "supportingInformation"),
            ("incomingReferral", "incomingReferral"),
            ("slot", "slot"),
        ],
        NOTES,
    ],
};

#[expect(
    clippy::unnecessary_wraps,
    reason = "every building block has this signature"
)]
fn title(reader: &Reader<'_>) -> Option<String> {
    let name = reader.word("Afspraak", "Appointment");
    let about = reader.named(&[
        "description",
        "serviceType",
        "specialty",
        "reason",
        "reasonCode",
        "appointmentType",
    ]);
    Some(about.map_or(name.clone(), |about| format!("{name}: {about}")))
}
