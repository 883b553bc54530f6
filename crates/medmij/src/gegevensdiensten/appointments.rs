//! Afspraken (eAfspraak 2.0).

use super::{Gegevensdienst, q, stu3};

/// eAfspraak 2.0: what is planned, and what was in the last fourteen months. Its
/// number in the lists of `MedMij` is the operator's to give (ADR 0060).
pub(super) const AFSPRAKEN: Gegevensdienst = stu3(
    "eafspraak",
    &[q("appointment", "Appointment?date=ge{today-14m}")],
);
