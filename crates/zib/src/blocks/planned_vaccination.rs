//! Vaccinatie, planned (zib-VaccinationRecommendation, nl-core-Vaccination-request).

use super::Block;
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["ImmunizationRecommendation"],
    profiles: &[
        "zib-VaccinationRecommendation",
        "nl-core-Vaccination-request",
    ],
    codes: &[],
    chapter: Chapter::PlannedCare,
    title,
    date: &[
        "recommendation/dateCriterion/value",
        "recommendation/date",
        "date",
    ],
    status,
    fields: &[&[
        (
            "orderStatus",
            "ext:zib-VaccinationRecommendation-OrderStatus",
        ),
        ("recommendation", "recommendation"),
        ("authority", "authority"),
        ("dateOfAdvice", "date"),
    ]],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&["recommendation/vaccineCode", "recommendation/targetDisease"])
}

fn status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&[
        "ext:zib-VaccinationRecommendation-OrderStatus",
        "recommendation/forecastStatus",
    ])
}
