//! Treatments on their way to the page.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::medication::words::{
    Voice as Speaks, block_words, day_words, difference_words, period_words, place_words,
    standing_words, treatment_words,
};
use inzage_dossier::medication::{
    Difference as Differs, Part as ToldPart, Place as Stands, Treatment as Treated,
};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::super::news::unread;
use super::super::open::Open;
use super::super::protocol::medication::{
    Brief, Difference, Part, Place, Section, Side, Treatment, Voice,
};
use super::super::protocol::{self, Stretch, Unread};
use super::{add, place};

/// All treatments, found by what they are named by: a record may have thousands.
pub(super) struct Shown<'a, S> {
    open: &'a Open<S>,
    all: &'a [Treated],
    differences: &'a [Differs],
    /// By the number that names it.
    by_number: BTreeMap<&'a str, &'a Treated>,
    /// Parts by the number of their entry.
    parts: BTreeMap<&'a str, &'a ToldPart>,
    /// Places in `differences` by the number of either side.
    differing: BTreeMap<&'a str, Vec<usize>>,
    lang: Lang,
}

impl<'a, S: Store> Shown<'a, S> {
    pub(super) fn new(
        open: &'a Open<S>,
        all: &'a [Treated],
        differences: &'a [Differs],
        lang: Lang,
    ) -> Self {
        let mut differing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, found) in differences.iter().enumerate() {
            for side in [&found.one, &found.other] {
                differing.entry(side).or_default().push(at);
            }
        }
        let parts = all.iter().flat_map(|treatment| &treatment.parts);
        Self {
            open,
            all,
            differences,
            by_number: all.iter().map(|one| (one.number(), one)).collect(),
            parts: parts
                .map(|part| (part.told.number.as_str(), part))
                .collect(),
            differing,
            lang,
        }
    }

    /// Every place that has a treatment, each with the first `most` of them.
    pub(super) fn sections(&self, most: usize) -> Vec<Section> {
        let mut places: Vec<Stands> = self.all.iter().map(|treatment| treatment.place).collect();
        places.dedup();
        let section = |stands: Stands| {
            let start = 0;
            let part = self.of_place(place(stands), Stretch { start, most });
            Section {
                place: place(stands),
                heading: place_words(stands, self.lang).to_owned(),
                treatments: part.items,
                total: part.total,
            }
        };
        places.into_iter().map(section).collect()
    }

    /// A part of the treatments of a place.
    pub(super) fn of_place(&self, of: Place, part: Stretch) -> protocol::Part<Treatment> {
        let here = self.all.iter().filter(|one| place(one.place) == of);
        part.of(&here.collect::<Vec<_>>(), |one| Some(self.treatment(one)))
    }

    fn treatment(&self, treatment: &Treated) -> Treatment {
        let brief = self.open.brief(treatment);
        let mut sources = Vec::new();
        for part in treatment
            .parts
            .iter()
            .filter(|p| p.counts() || treatment.parts.len() == 1)
        {
            for told in std::iter::once(&part.told).chain(&part.also) {
                add(&mut sources, self.open.mark(&told.provider));
            }
        }
        let stopped = matches!(
            treatment.place,
            Stands::Stopped | Stands::Interrupted | Stands::Unclear
        );
        let reason = treatment
            .speaker()
            .filter(|_| stopped)
            .map(|part| part.told.medication.change_reason.clone());
        Treatment {
            number: treatment.number().to_owned(),
            product: brief
                .as_ref()
                .map(|b| b.product.clone())
                .unwrap_or_default(),
            usage: brief.map(|b| b.usage).unwrap_or_default(),
            standing: treatment_words(treatment, self.lang),
            unread: self.unread(treatment),
            reason: reason.unwrap_or_default(),
            sources,
            voices: self.voices(treatment),
            differences: self.differences_of(treatment),
            said_same: treatment.said_same,
            perhaps_same: self.others(&treatment.perhaps_same),
            own: self.open.own_use(treatment, self.lang),
        }
    }

    /// Why an entry of the treatment is unread.
    fn unread(&self, treatment: &Treated) -> Option<Unread> {
        let told = |part: &ToldPart| -> Vec<String> {
            let told = std::iter::once(&part.told).chain(&part.also);
            told.map(|told| told.number.clone()).collect()
        };
        let mut numbers = treatment.parts.iter().flat_map(told);
        numbers.find_map(|number| unread(&self.open.records.get(&number)?.record))
    }

    fn others(&self, numbers: &[String]) -> Vec<Brief> {
        let named = |number: &String| self.by_number.get(number.as_str()).copied();
        numbers
            .iter()
            .filter_map(named)
            .filter_map(|t| self.open.brief(t))
            .collect()
    }

    fn voices(&self, treatment: &Treated) -> Vec<Voice> {
        let mut voices: Vec<(Speaks, Voice)> = Vec::new();
        let mut parts: Vec<&ToldPart> = treatment.parts.iter().collect();
        parts.sort_by_key(|part| Speaks::of(part.told.medication.block));
        for part in parts {
            let speaks = Speaks::of(part.told.medication.block);
            let shown = self.part(part);
            match voices.last_mut().filter(|(voice, _)| *voice == speaks) {
                Some((_, voice)) => voice.parts.push(shown),
                None => voices.push((
                    speaks,
                    Voice {
                        heading: speaks.words(self.lang).to_owned(),
                        parts: vec![shown],
                    },
                )),
            }
        }
        voices.into_iter().map(|(_, voice)| voice).collect()
    }

    fn part(&self, part: &ToldPart) -> Part {
        let medication = &part.told.medication;
        let told = std::iter::once(&part.told).chain(&part.also);
        Part {
            number: part.told.number.clone(),
            chapter: Chapter::Medication,
            kind: block_words(medication.block, self.lang).to_owned(),
            product: medication.product.clone(),
            usage: medication.usage.clone(),
            standing: standing_words(part, self.lang),
            period: period_words(&medication.period, self.lang),
            purpose: medication.reason.clone(),
            reason: medication.change_reason.clone(),
            note: medication.note.clone(),
            by: medication.by.clone(),
            date: self.date(medication.said.as_deref()),
            sources: told.map(|told| self.open.mark(&told.provider)).collect(),
            void: part.replaced || part.standing.is_void() && medication.block.agrees(),
        }
    }

    fn date(&self, said: Option<&str>) -> String {
        said.map(|said| day_words(said, self.lang))
            .unwrap_or_default()
    }

    /// The differences in which an entry of this treatment has a side; its own first.
    fn differences_of(&self, treatment: &Treated) -> Vec<Difference> {
        let own = |number: &str| treatment.parts.iter().any(|p| p.told.number == number);
        let parts = treatment.parts.iter();
        let of_it = parts.filter_map(|part| self.differing.get(part.told.number.as_str()));
        let of_it: BTreeSet<usize> = of_it.flatten().copied().collect();
        let mut found: Vec<Difference> = Vec::new();
        for differs in of_it.iter().filter_map(|at| self.differences.get(*at)) {
            let (one, other) = match (own(&differs.one), own(&differs.other)) {
                (true, _) => (&differs.one, &differs.other),
                (false, true) => (&differs.other, &differs.one),
                (false, false) => continue,
            };
            let what = difference_words(differs.kind, self.lang).to_owned();
            let Some(sides) = self.sides(one, other) else {
                continue;
            };
            let [_, other] = &sides;
            // What one source said in several entries is said once.
            let known = found.iter().any(|d| {
                let [_, known] = &d.sides;
                d.what == what && (&known.source, &known.says) == (&other.source, &other.says)
            });
            if !known {
                found.push(Difference { what, sides });
            }
        }
        found
    }

    /// Both sides, each with what the other does not say too.
    fn sides(&self, one: &str, other: &str) -> Option<[Side; 2]> {
        let (one, other) = (self.part_of(one)?, self.part_of(other)?);
        let (here, there) = (self.says(one), self.says(other));
        Some([
            self.side(one, apart(&here, &there)),
            self.side(other, apart(&there, &here)),
        ])
    }

    fn part_of(&self, number: &str) -> Option<&ToldPart> {
        self.parts.get(number).copied()
    }

    fn says(&self, part: &ToldPart) -> Vec<String> {
        let medication = &part.told.medication;
        let standing = standing_words(part, self.lang);
        let mut says = vec![
            medication.product.clone(),
            medication.usage.clone(),
            standing,
        ];
        says.retain(|said| !said.is_empty());
        says
    }

    fn side(&self, part: &ToldPart, says: String) -> Side {
        Side {
            number: part.told.number.clone(),
            says,
            date: self.date(part.told.medication.said.as_deref()),
            source: self.open.mark(&part.told.provider),
        }
    }
}

/// What is said here and not there; everything, when nothing of it differs.
fn apart(here: &[String], there: &[String]) -> String {
    let own = here.iter().filter(|said| !there.contains(said));
    let own: Vec<&str> = own.map(String::as_str).collect();
    if own.is_empty() {
        here.join(" · ")
    } else {
        own.join(" · ")
    }
}
