//! Why is this empty? Per provider, service and chapter exactly one answer.

use inzage_zib::view::Chapter;

use crate::collection::{Collection, Outcome};

/// Why there is nothing, or less than there could be, of one provider's service
/// in one chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// Added, never collected.
    NotCollected,
    /// This provider offers no service with this chapter.
    NotOffered,
    /// Not part of this service by definition.
    NotInService,
    /// Refused, or nothing available: indistinguishable by MedMij's design.
    RefusedOrNothing,
    /// The lasting consent has lapsed, or was withdrawn.
    Lapsed,
    /// The provider could not answer.
    Failed(Part),
    /// Only part was received.
    Partial(Part),
    /// Received, and the source lists nothing.
    Empty {
        /// When: RFC 3339.
        at: String,
    },
    /// Received; set aside because it seems somebody else's.
    SetAside {
        /// When: RFC 3339.
        at: String,
    },
}

/// The part that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Query id within the service.
    pub query: String,
    /// When it was tried: RFC 3339.
    pub at: String,
    /// Trace id to quote.
    pub trace_id: Option<String>,
}

/// What is known of one service of one provider.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// GegevensdienstId.
    pub service: &'a str,
    /// The last collection of the login this service is in.
    pub last: Option<&'a Collection>,
    /// Whether the lasting consent was found to have lapsed since.
    pub lapsed: bool,
    /// Entries in this chapter that came from this service.
    pub entries: usize,
}

/// The chapters that a query fills. A query may fill several (a patient holds
/// her own data, her contact persons and her GP); an unknown one fills none.
pub fn chapters_of(service: &str, query: &str) -> &'static [Chapter] {
    use Chapter as C;
    match query {
        // The Patient of the GP has no contact persons (Huisartsgegevens 2.0).
        "patient" if service == "49" => &[C::Demographics, C::CareProviders],
        "patient" => &[C::Demographics, C::ContactPersons, C::CareProviders],
        "payer" => &[C::Payer],
        "treatment-directive" | "advance-directive" => &[C::TreatmentDirectives],
        "functional-status" => &[C::FunctionalStatus],
        "problem" => &[C::Problems],
        "living-situation" | "drug-use" | "alcohol-use" | "tobacco-use" | "nutrition-advice"
        | "family-situation" | "participation" => &[C::SocialHistory],
        "alert" => &[C::Alerts],
        "allergy" | "drug-allergy" => &[C::Allergies],
        "medication-use"
        | "medication-agreement"
        | "administration-agreement"
        | "current-medication"
        | "dispense-request"
        | "dispense"
        | "dosing-schedule"
        | "administration" => &[C::Medication],
        "device" => &[C::Devices],
        "vaccination" => &[C::Vaccinations],
        "blood-pressure" | "weight" | "height" | "vital-signs" => &[C::VitalSigns],
        "laboratory" | "glucose" | "report" | "measurement" => &[C::Results],
        "result" => &[C::Results, C::VitalSigns],
        "procedure" => &[C::Procedures],
        "encounter" => &[C::Encounters],
        "planned-procedure"
        | "planned-vaccination"
        | "planned-device"
        | "appointment"
        | "care-plan"
        | "help-from-others" => &[C::PlannedCare],
        "care-team" => &[C::CareProviders],
        "episode" | "contact-report" | "contact" => &[C::GeneralPractice],
        "document" | "document-set" => &[C::Documents],
        _ => &[],
    }
}

/// Whether any query of `service` fills `chapter`.
pub fn fills(service: &str, chapter: Chapter) -> bool {
    inzage_medmij::gegevensdiensten::Gegevensdienst::find(service).is_some_and(|known| {
        known
            .queries
            .iter()
            .any(|query| chapters_of(service, query.id).contains(&chapter))
    })
}

/// Why there is nothing, or less, of this service in `chapter`; `None` when
/// all of it was received and there is something.
pub fn of_service(known: Known<'_>, chapter: Chapter) -> Option<Emptiness> {
    if !fills(known.service, chapter) {
        return Some(Emptiness::NotInService);
    }
    let Some(last) = known.last else {
        return Some(if known.lapsed {
            Emptiness::Lapsed
        } else {
            Emptiness::NotCollected
        });
    };
    if matches!(last.state, crate::collection::State::SetAside(_)) {
        return Some(Emptiness::SetAside {
            at: last.at.clone(),
        });
    }
    if !last.services.iter().any(|s| s == known.service) {
        return Some(Emptiness::RefusedOrNothing);
    }
    missing_part(last, known.service, chapter).or_else(|| {
        if known.lapsed {
            return Some(Emptiness::Lapsed);
        }
        (known.entries == 0).then(|| Emptiness::Empty {
            at: last.at.clone(),
        })
    })
}

/// The first query of this chapter that did not bring everything.
fn missing_part(last: &Collection, service: &str, chapter: Chapter) -> Option<Emptiness> {
    let results = last.queries.get(service);
    let table = inzage_medmij::gegevensdiensten::Gegevensdienst::find(service)?;
    table
        .queries
        .iter()
        .filter(|query| chapters_of(service, query.id).contains(&chapter))
        .find_map(|query| {
            let result = results.and_then(|results| results.get(query.id));
            let part = |at: &str, trace_id: Option<String>| Part {
                query: query.id.to_owned(),
                at: at.to_owned(),
                trace_id,
            };
            match result.and_then(|result| result.end.as_ref()) {
                Some(end) => match end.outcome {
                    Outcome::Complete => None,
                    Outcome::Partial(_) => {
                        Some(Emptiness::Partial(part(&end.at, end.trace_id.clone())))
                    }
                    Outcome::Failed(..) => {
                        Some(Emptiness::Failed(part(&end.at, end.trace_id.clone())))
                    }
                    Outcome::Cancelled => Some(Emptiness::Partial(part(&end.at, None))),
                },
                // The app was closed while it ran, or it was never sent.
                None => Some(Emptiness::Partial(part(&last.at, None))),
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{End, State};
    use std::collections::BTreeMap;

    fn collection(services: &[&str]) -> Collection {
        let mut collection = Collection {
            id: "c".into(),
            provider: "a@medmij".into(),
            group: "g".into(),
            services: services.iter().map(|s| (*s).to_owned()).collect(),
            at: "2026-05-26T10:00:00+02:00".into(),
            trace_id: "t".into(),
            state: State::Joined { checked: true },
            queries: BTreeMap::new(),
            rebuilds: true,
        };
        collection.query("48", "alert").end = Some(end(Outcome::Complete));
        collection
    }

    fn end(outcome: Outcome) -> End {
        End {
            outcome,
            at: "2026-05-26T10:00:05+02:00".into(),
            trace_id: Some("trace".into()),
        }
    }

    fn of(last: Option<&Collection>, entries: usize, chapter: Chapter) -> Option<Emptiness> {
        of_service(
            Known {
                service: "48",
                last,
                lapsed: false,
                entries,
            },
            chapter,
        )
    }

    #[test]
    fn each_state_is_told_apart() {
        let mut last = collection(&["48"]);
        assert_eq!(of(None, 0, Chapter::Alerts), Some(Emptiness::NotCollected));
        assert_eq!(
            of(Some(&last), 0, Chapter::Documents),
            Some(Emptiness::NotInService)
        );
        assert_eq!(
            of(Some(&last), 0, Chapter::Alerts),
            Some(Emptiness::Empty {
                at: last.at.clone()
            })
        );
        assert_eq!(of(Some(&last), 2, Chapter::Alerts), None);
        assert_eq!(
            of(Some(&collection(&["51"])), 0, Chapter::Alerts),
            Some(Emptiness::RefusedOrNothing)
        );
        last.query("48", "alert").end =
            Some(end(Outcome::Failed("provider_error".into(), Some(500))));
        assert!(
            matches!(of(Some(&last), 0, Chapter::Alerts), Some(Emptiness::Failed(part)) if part.query == "alert")
        );
        last.query("48", "alert").end = Some(end(Outcome::Partial("loop".into())));
        assert!(matches!(
            of(Some(&last), 3, Chapter::Alerts),
            Some(Emptiness::Partial(_))
        ));
        last.state = State::SetAside(crate::person::Person::default());
        assert!(matches!(
            of(Some(&last), 0, Chapter::Alerts),
            Some(Emptiness::SetAside { .. })
        ));
    }

    #[test]
    fn a_query_that_never_ended_is_told_as_partly_received() {
        let mut last = collection(&["48"]);
        last.queries.clear();
        assert!(matches!(
            of(Some(&last), 0, Chapter::Alerts),
            Some(Emptiness::Partial(_))
        ));
    }

    #[test]
    fn every_query_of_every_table_fills_a_chapter() {
        for service in inzage_medmij::gegevensdiensten::GEGEVENSDIENSTEN {
            for query in service.queries {
                assert!(
                    !chapters_of(service.id, query.id).is_empty(),
                    "{} {}",
                    service.id,
                    query.id
                );
            }
        }
    }
}
