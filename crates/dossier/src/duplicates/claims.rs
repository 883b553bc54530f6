//! What each chapter says about being the same: one table of keys. Two entries
//! with one key in common are the same, or may be, by that key's reason.

use std::collections::{BTreeMap, BTreeSet};

use inzage_fhir::{FhirDate, Precision};
use inzage_zib::Coded;
use inzage_zib::view::Chapter;

use super::{Candidate, Reason};

/// AGB and UZI numbers: who holds one is one person or organisation.
const REGISTRIES: [&str; 2] = ["agb-z", "uzi-nr-pers"];

/// Something that an entry says of itself, to be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    /// Whether equal claims are enough to stand together.
    pub(super) automatic: bool,
    /// Why.
    pub(super) reason: Reason,
    /// What has to be equal.
    pub(super) key: String,
}

/// Identifiers that one server gave to several things: they identify nothing.
pub(super) struct Reused(BTreeSet<(String, Coded)>);

impl Reused {
    pub(super) fn among(candidates: &[Candidate<'_>]) -> Self {
        let mut holders: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for candidate in candidates {
            let identity = &candidate.identity;
            for number in identity.identifiers.iter().chain(&identity.master) {
                let holder = (candidate.thing.server(), &identity.kind, number);
                holders
                    .entry(holder)
                    .or_default()
                    .insert(&candidate.thing.id);
            }
        }
        let several = holders.into_iter().filter(|(_, ids)| ids.len() > 1);
        Self(
            several
                .map(|((_, kind, number), _)| (kind.clone(), number.clone()))
                .collect(),
        )
    }

    fn holds(&self, kind: &str, number: &Coded) -> bool {
        self.0.contains(&(kind.to_owned(), number.clone()))
    }
}

/// Everything that `candidate` claims.
pub(super) fn claims(candidate: &Candidate<'_>, reused: &Reused) -> Vec<Claim> {
    let mut made = Maker {
        candidate,
        claims: Vec::new(),
    };
    made.same_resource();
    let chapter = candidate.identity.chapter;
    match chapter {
        Chapter::PlannedCare => {}
        chapter if shown_per_provider(chapter) => {}
        Chapter::Documents => {
            made.numbers(&candidate.identity.master, true, Reason::Document, reused);
        }
        Chapter::CareProviders => made.registry(),
        _ => made.numbers(
            &candidate.identity.identifiers,
            merges(chapter),
            Reason::Identifier,
            reused,
        ),
    }
    match chapter {
        Chapter::ContactPersons => made.contact(),
        Chapter::Problems => made.coded(Reason::Problem, &[]),
        Chapter::Alerts => made.coded(Reason::Alert, &[]),
        Chapter::Allergies => made.coded(Reason::Substance, &[]),
        Chapter::Medication => made.coded(Reason::Product, &[]),
        Chapter::Devices => made.device(),
        Chapter::Vaccinations => made.on_day(Reason::Vaccination),
        Chapter::VitalSigns => made.measurement(),
        Chapter::Results => made.result(),
        Chapter::Procedures => made.on_day(Reason::Procedure),
        Chapter::Encounters => made.encounter(),
        _ => {}
    }
    made.claims
}

/// Who she is and how she is insured: never taken together.
fn shown_per_provider(chapter: Chapter) -> bool {
    matches!(chapter, Chapter::Demographics | Chapter::Payer)
}

/// Whether an identifier is enough in this chapter.
fn merges(chapter: Chapter) -> bool {
    !matches!(
        chapter,
        Chapter::TreatmentDirectives
            | Chapter::FunctionalStatus
            | Chapter::SocialHistory
            | Chapter::Problems
            | Chapter::ContactPersons
    )
}

struct Maker<'a> {
    candidate: &'a Candidate<'a>,
    claims: Vec<Claim>,
}

impl Maker<'_> {
    fn claim(&mut self, automatic: bool, reason: Reason, parts: &[&str]) {
        let identity = &self.candidate.identity;
        let mut key = vec![identity.kind.as_str(), identity.block];
        key.extend(parts);
        let key = key.join("\u{1f}");
        self.claims.push(Claim {
            automatic,
            reason,
            key,
        });
    }

    /// The codes of what it is; nothing can be compared without one.
    fn codes(&self) -> Vec<String> {
        let codes = self.candidate.identity.codes.iter();
        codes
            .map(|(system, code)| format!("{system} {code}"))
            .collect()
    }

    fn same_resource(&mut self) {
        let thing = &self.candidate.thing;
        if !thing.id.starts_with('#') {
            let parts = [thing.provider.as_str(), &thing.id];
            self.claim(true, Reason::SameResource, &parts);
            if !shown_per_provider(self.candidate.identity.chapter) {
                self.claim(false, Reason::SameResource, &parts);
            }
        }
    }

    /// Equal numbers count where the codes are equal too, and what the source
    /// says of its being true.
    fn numbers(
        &mut self,
        numbers: &BTreeSet<Coded>,
        automatic: bool,
        reason: Reason,
        reused: &Reused,
    ) {
        let identity = &self.candidate.identity;
        let mut codes = self.codes();
        if codes.is_empty() {
            codes.push(String::new());
        }
        let wrong = if identity.status == "entered-in-error" {
            "wrong"
        } else {
            ""
        };
        let treatments: Vec<_> = identity
            .treatment
            .iter()
            .map(|(s, v)| format!("{s} {v}"))
            .collect();
        for number in numbers
            .iter()
            .filter(|number| !reused.holds(&identity.kind, number))
        {
            for code in &codes {
                let parts = [
                    &number.0,
                    &number.1,
                    code.as_str(),
                    &identity.verification,
                    wrong,
                ];
                let treatment = treatments.join(" ");
                self.claim(
                    automatic,
                    reason,
                    &[&parts[..], &[treatment.as_str()]].concat(),
                );
            }
        }
    }

    fn registry(&mut self) {
        let identity = &self.candidate.identity;
        let registered = identity.identifiers.iter().filter(|(system, _)| {
            REGISTRIES
                .iter()
                .any(|name| system.rsplit('/').next() == Some(name))
        });
        for (system, number) in registered {
            self.claim(true, Reason::Registry, &[system, number, &identity.name]);
            self.claim(false, Reason::RegistryOtherName, &[system, number]);
        }
    }

    /// One suggestion per code, with what else has to be equal.
    fn coded(&mut self, reason: Reason, with: &[&str]) {
        for code in self.codes() {
            self.claim(false, reason, &[&[code.as_str()], with].concat());
        }
    }

    /// The same code, day and side of the body.
    fn on_day(&mut self, reason: Reason) {
        if let Some(day) = self.day() {
            let side = self.side();
            self.coded(reason, &[&day, &side]);
        }
    }

    fn contact(&mut self) {
        let identity = &self.candidate.identity;
        if !identity.name.is_empty() {
            for said in &identity.contact {
                self.claim(false, Reason::Contact, &[&identity.name, said]);
            }
        }
    }

    fn device(&mut self) {
        let numbers = &self.candidate.identity.device;
        if !numbers.product.is_empty() {
            self.claim(false, Reason::DeviceProduct, &["product", &numbers.product]);
        }
        if !numbers.serial.is_empty() {
            self.claim(false, Reason::DeviceProduct, &["serial", &numbers.serial]);
            if !numbers.product.is_empty() {
                self.claim(true, Reason::Device, &[&numbers.product, &numbers.serial]);
            }
        }
    }

    /// Equal to the minute; a day alone is only a hint.
    fn measurement(&mut self) {
        let value = &self.candidate.identity.value;
        let side = self.side();
        if value.is_empty() {
            return;
        }
        for code in self.codes() {
            if let Some(minute) = self.minute() {
                self.claim(true, Reason::Measurement, &[&code, &minute, value, &side]);
            } else if let Some(day) = self.day() {
                self.claim(false, Reason::MeasurementDay, &[&code, &day, value, &side]);
            }
        }
    }

    /// Only within one provider; another status is another version.
    fn result(&mut self) {
        let identity = &self.candidate.identity;
        let provider = &self.candidate.thing.provider;
        let Some(moment) = self.minute().or_else(|| self.day()) else {
            return;
        };
        let exact = self.minute().is_some() || !identity.specimen.is_empty();
        for code in self.codes() {
            let what = [provider, code.as_str(), &moment, &identity.specimen];
            self.claim(
                exact,
                Reason::Result,
                &[&what[..], &[&identity.value, &identity.status]].concat(),
            );
            if exact {
                self.claim(false, Reason::ResultVersion, &what);
            }
        }
    }

    fn encounter(&mut self) {
        let identity = &self.candidate.identity;
        let (Some(start), false) = (
            self.minute().or_else(|| self.day()),
            identity.class.is_empty(),
        ) else {
            return;
        };
        let end = identity.end.as_deref().unwrap_or_default();
        for place in &identity.organisation {
            self.claim(
                false,
                Reason::Encounter,
                &[place, &identity.class, &start, end],
            );
        }
    }

    fn side(&self) -> String {
        let sides = self.candidate.identity.laterality.iter();
        sides.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The day, when it is wholly known.
    fn day(&self) -> Option<String> {
        let date = FhirDate::parse(self.candidate.identity.start.as_deref()?)?;
        (date.precision() >= Precision::Day).then(|| date.day().map(|day| day.to_string()))?
    }

    /// The minute, in one time zone where the zone is known.
    fn minute(&self) -> Option<String> {
        let date = FhirDate::parse(self.candidate.identity.start.as_deref()?)?;
        let minute = (date.precision() == Precision::Time).then(|| date.sort_key())?;
        let zone = if date.offset.is_empty() { "" } else { "Z" };
        Some(format!("{}{zone}", minute.get(..16)?))
    }
}
