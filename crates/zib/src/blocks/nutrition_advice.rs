//! Voedingsadvies (zib-NutritionAdvice, nl-core-NutritionAdvice).

use super::titles::plain_status;
use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["NutritionOrder"],
    profiles: &["zib-NutritionAdvice", "nl-core-NutritionAdvice"],
    codes: &[],
    chapter: Chapter::SocialHistory,
    title,
    date: &["dateTime"],
    status: plain_status,
    fields: &[
        &[
            ("dietType", "oralDiet/type"),
            ("oralDiet", "oralDiet"),
            ("explanation", "ext:zib-NutritionAdvice-Explanation"),
            ("supplement", "supplement"),
            ("enteralFormula", "enteralFormula"),
            ("allergyIntolerance", "allergyIntolerance"),
            ("foodPreferenceModifier", "foodPreferenceModifier"),
            ("excludeFoodModifier", "excludeFoodModifier"),
            ("date", "dateTime"),
            ("status", "status"),
            ("orderer", "orderer"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "oralDiet/type",
        "oralDiet/instruction",
        "supplement/productName",
        "enteralFormula/baseFormulaType",
    ])
}
