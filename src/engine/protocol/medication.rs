//! Medication: what the page asks and what it shows. Every text is in words of the
//! chosen language; the page puts them in their place.

use inzage_zib::view::Chapter;
use serde::{Deserialize, Serialize};

use super::{Emptiness, Rows, SourceMark, Stretch, Unread};

/// What the page asks about medication. Days are `YYYY-MM-DD` on its own calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Request {
    /// Everything, as it stands today, with the first `most` treatments of each
    /// place. -> [`Answer::List`]
    List { today: String, most: usize },
    /// A part of the treatments of one place. -> [`Answer::Treatments`]
    Treatments {
        today: String,
        place: Place,
        part: Stretch,
    },
    /// What is in use today, for the overview. -> [`Answer::InUse`]
    InUse { today: String },
    /// The schedule of a day. -> [`Answer::Day`]
    Day { day: String },
    /// What the person wrote about medicines herself. -> [`Answer::Written`]
    Written,
    /// How the person really uses a treatment, named by its number.
    /// -> [`super::Answer::Done`]
    Say {
        number: String,
        said: Said,
        words: String,
        at: String,
    },
    /// A medicine that no source names, new or (with its id) said anew.
    /// -> [`super::Answer::Done`]
    Medicine {
        id: Option<String>,
        product: String,
        usage: String,
        at: String,
    },
    /// The person takes back what she said herself. -> [`super::Answer::Done`]
    TakeBack { id: String, at: String },
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Everything.
    List(List),
    /// Treatments of one place.
    Treatments(super::Part<Treatment>),
    /// Number in use, and the first of them.
    InUse(usize, Vec<Brief>),
    /// The schedule of a day.
    Day(Day),
    /// What the person wrote herself, by medicine.
    Written(Vec<Written>),
}

/// "Mijn medicijnen volgens mijn bronnen".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Name of the person, once confirmed.
    pub person: Option<String>,
    /// Today in words.
    pub today: String,
    /// Treatments by place; only places that have one.
    pub sections: Vec<Section>,
    /// Medicines that the person added herself, by name.
    pub own: Vec<OwnMedicine>,
    /// The first of the allergies, for the printed list.
    pub allergies: Rows,
    /// Who delivered medication or may, and when it was last collected.
    pub sources: Vec<Collected>,
    /// Why there is nothing, or less.
    pub empties: Vec<Emptiness>,
}

impl List {
    /// Whether every treatment and allergy is in it.
    pub fn is_whole(&self) -> bool {
        let mut sections = self.sections.iter();
        sections.all(|section| section.treatments.len() == section.total)
            && self.allergies.rows.len() == self.allergies.total
    }
}

/// A source with the moment of its last collection, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Who.
    pub source: SourceMark,
    /// When.
    pub at: String,
}

/// Where treatments stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Nu in gebruik.
    InUse,
    /// Onduidelijk of dit nog geldt.
    Unclear,
    /// Begint later.
    Later,
    /// Tijdelijk gestopt.
    Interrupted,
    /// Gestopt.
    Stopped,
    /// Only handed out or given.
    Once,
    /// Does not count.
    Void,
}

/// The treatments of one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which.
    pub place: Place,
    /// Its heading.
    pub heading: String,
    /// The first of its treatments, by name.
    pub treatments: Vec<Treatment>,
    /// How many there are.
    pub total: usize,
}

/// One row: a treatment, or one entry without a treatment number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treatment {
    /// Number of its first entry: names the row on the page.
    pub number: String,
    /// The medicine.
    pub product: String,
    /// How it is used, as the source says it.
    pub usage: String,
    /// How it stands, with the date that matters.
    pub standing: String,
    /// Why it is unread: the first reason of its entries that nobody saw yet.
    pub unread: Option<Unread>,
    /// Why it was stopped or changed; empty when nobody says.
    pub reason: String,
    /// Who says so.
    pub sources: Vec<SourceMark>,
    /// What each said, by whose voice it is.
    pub voices: Vec<Voice>,
    /// Where sources differ about it.
    pub differences: Vec<Difference>,
    /// The person said that entries of it are one medicine.
    pub said_same: bool,
    /// Rows that may be the same medicine.
    pub perhaps_same: Vec<Brief>,
    /// What the person herself says about it.
    pub own: Option<Own>,
}

/// How a medicine is really used, against what was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Gebruik ik.
    Used,
    /// Gebruik ik anders.
    Differently,
    /// Gebruik ik niet meer.
    NoLonger,
}

/// What the person herself said, and before: date, answer, words; newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// Id of the own entry.
    pub id: String,
    /// The answer.
    pub said: Said,
    /// In her own words; may be empty.
    pub words: String,
    /// When, in words.
    pub date: String,
    /// What she said before.
    pub history: Vec<(String, Option<Said>, String)>,
}

/// A medicine that the person added herself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMedicine {
    /// Id of the own entry.
    pub id: String,
    /// Its name.
    pub product: String,
    /// How she uses it; may be empty.
    pub usage: String,
    /// When she said so, in words.
    pub date: String,
    /// What she said before.
    pub history: Vec<(String, Option<Said>, String)>,
}

/// What the person wrote about one medicine, whatever sources say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Id of the own entry.
    pub id: String,
    /// The medicine, as it was called then.
    pub product: String,
    /// How she uses it; none: she added the medicine herself.
    pub said: Option<Said>,
    /// In her own words; may be empty.
    pub words: String,
    /// When she said so, in words.
    pub date: String,
    /// What she said before.
    pub history: Vec<(String, Option<Said>, String)>,
}

/// A row of the list in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The medicine.
    pub product: String,
    /// How it is used.
    pub usage: String,
    /// Who says so.
    pub source: SourceMark,
}

/// What one voice (doctor, pharmacy, you) said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// Whose.
    pub heading: String,
    /// What, newest first.
    pub parts: Vec<Part>,
}

/// One entry within a treatment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Number of the entry.
    pub number: String,
    /// Chapter of the entry.
    pub chapter: Chapter,
    /// Kind of building block.
    pub kind: String,
    /// The medicine as named here.
    pub product: String,
    /// How it is used; empty when it does not say.
    pub usage: String,
    /// How it stands.
    pub standing: String,
    /// Period of use; empty when there is none.
    pub period: String,
    /// What it is for; empty when it does not say.
    pub purpose: String,
    /// Why it was changed or stopped; empty when it does not say.
    pub reason: String,
    /// What was noted beside it.
    pub note: String,
    /// Who agreed, told or did it; empty when it does not say.
    pub by: String,
    /// When, in words; empty when it does not say.
    pub date: String,
    /// Who delivered it, and who else delivered the same.
    pub sources: Vec<SourceMark>,
    /// Whether it is crossed out: replaced, or it does not count.
    pub void: bool,
}

/// A difference between two entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What differs.
    pub what: String,
    /// Both sides; neither wins.
    pub sides: [Side; 2],
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Number of the entry.
    pub number: String,
    /// What it says.
    pub says: String,
    /// When it was said; empty when not known.
    pub date: String,
    /// Who delivered it.
    pub source: SourceMark,
}

/// The schedule of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// `YYYY-MM-DD`
    pub day: String,
    /// In words, with the day of the week.
    pub words: String,
    /// The day before and the day after.
    pub around: [String; 2],
    /// Parts of the day that have something, in order.
    pub parts: Vec<DayPart>,
}

/// What a part of the day is for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayKind {
    /// A moment of the day.
    Moment,
    /// No moment: not given, as needed, unclear, not today.
    Apart,
}

/// One part of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPart {
    /// A moment or apart.
    pub kind: DayKind,
    /// Its heading.
    pub heading: String,
    /// What is used then.
    pub doses: Vec<Dose>,
}

/// One line of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dose {
    /// Clock time; empty when there is none.
    pub time: String,
    /// The medicine.
    pub product: String,
    /// How much, and which moment; empty when not given.
    pub dose: String,
    /// What the sources wrote, each text once.
    pub texts: Vec<String>,
    /// Who says so.
    pub sources: Vec<SourceMark>,
    /// Another line may be the same medicine.
    pub perhaps_same: bool,
}
