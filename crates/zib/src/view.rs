//! What a page shows. Plain data without logic: pages and the command line use
//! these same types.

mod numeric;

pub use inzage_words::Lang;
pub use numeric::{Code, Decimal, Numeric, ReferenceRange, Unit, When, Worded};
use serde::{Deserialize, Serialize};

/// Chapters of the dossier: the 18 of the `BgZ`, and four of a PGO.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chapter {
    /// Uw gegevens (demografie en identificatie).
    Demographics,
    /// Verzekering (financieel).
    Payer,
    /// Behandelwensen en -grenzen (behandelrestricties).
    TreatmentDirectives,
    /// Contactpersonen.
    ContactPersons,
    /// Wat u zelf kunt (functionele status).
    FunctionalStatus,
    /// Klachten en ziektes (klachten en diagnoses).
    Problems,
    /// Leefstijl en wonen (sociale anamnese).
    SocialHistory,
    /// Waarschuwingen.
    Alerts,
    /// Allergieën.
    Allergies,
    /// Medicijnen (medicatie).
    Medication,
    /// Hulpmiddelen (medische hulpmiddelen).
    Devices,
    /// Prikken (vaccinaties).
    Vaccinations,
    /// Bloeddruk, gewicht en lengte (vitale functies).
    VitalSigns,
    /// Uitslagen.
    Results,
    /// Operaties en ingrepen (verrichtingen).
    Procedures,
    /// Opnames (contacten).
    Encounters,
    /// Wat gepland is (zorgplan).
    PlannedCare,
    /// Uw zorgverleners.
    CareProviders,
    /// Documenten.
    Documents,
    /// Huisarts: episodes, contact reports.
    GeneralPractice,
    /// Eigen metingen.
    OwnMeasurements,
    /// What has no row in a chapter (a Medication, a Specimen …): a page only.
    Supporting,
}

impl Chapter {
    /// Whether what stands here has a date by its nature: people, organisations and
    /// insurances have none.
    pub const fn is_dated(self) -> bool {
        !matches!(
            self,
            Self::Demographics
                | Self::Payer
                | Self::ContactPersons
                | Self::CareProviders
                | Self::Supporting
        )
    }
}

/// Label and value, both for people, in the chosen language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
}

/// What the page of one entry shows: heading + `fields` + `source` + `other`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `Type/id` as received; an empty id where the resource has none.
    pub id: String,
    /// Chapter it belongs to.
    pub chapter: Chapter,
    /// What it is; never an id, never empty.
    pub title: String,
    /// The date that matters, for people; empty when there is none.
    pub date: String,
    /// The status or value that matters, in words; empty when there is none.
    pub status: String,
    /// Curated fields in the order of the zib.
    pub fields: Vec<Field>,
    /// Herkomst: who delivered, recorded, told; identifiers; technical dates.
    pub source: Vec<Field>,
    /// Everything that was not shown above.
    pub other: Vec<Field>,
}
