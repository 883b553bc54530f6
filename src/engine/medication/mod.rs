//! Medication: the record read as treatments, and what the page shows of them.

mod own_use;
mod shown;

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use inzage_dossier::emptiness;
use inzage_dossier::medication::words::{day_words, dose_words, slot_words, weekday_words};
use inzage_dossier::medication::{
    DayDose, Difference as Differs, Place as Stands, Said, Slot, Told, Treatment as Treated,
    differences, schedule, treatments,
};
use inzage_dossier::view::Verdict;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::{Chapter, Lang};

use super::Outcome;
use super::open::Open;
use super::protocol::medication::{
    Answer, Brief, Collected, Day, DayKind, DayPart, Dose, List, Place, Request, Treatment,
};
use super::protocol::{self, Failure, SourceMark, Stretch};
use super::words;
pub(super) use own_use::{OwnUse, SelfCare};
use shown::Shown;

/// Rows that the overview shows.
const FIRST: usize = 4;

impl<S: Store> Open<S> {
    /// Everything about medication.
    pub(super) async fn medication(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let answer = match request {
            Request::List { today, most } => {
                Answer::List(self.medication_list(day(&today)?, most, lang))
            }
            Request::Treatments { today, place, part } => {
                Answer::Treatments(self.treatments_of(day(&today)?, place, part, lang))
            }
            Request::InUse { today } => {
                let (count, first) = self.medication_in_use(day(&today)?, lang);
                Answer::InUse(count, first)
            }
            Request::Written => Answer::Written(self.written_of_medicines(lang)),
            Request::Day { day: on } => Answer::Day(self.medication_day(day(&on)?, lang)),
            Request::Say {
                number,
                said,
                words,
                at,
            } => {
                let treatment = self.treatment_of(&number, &at, lang)?;
                return self.say_use(&treatment, said, &words, at, rng).await;
            }
            Request::Medicine {
                id,
                product,
                usage,
                at,
            } => {
                return self
                    .say_medicine(id.as_deref(), &product, &usage, at, rng)
                    .await;
            }
            Request::TakeBack { id, at } => return self.take_back(&id, at, rng).await,
        };
        Ok(protocol::Answer::Medication(Box::new(answer)))
    }

    /// Every building block of medication in the record.
    pub(super) fn told(&self, lang: Lang) -> &[Told] {
        let told = &self.derived.said.told;
        told.get_or_init(|| self.all_told(lang))
    }

    /// The treatments on a day.
    pub(super) fn treated(&self, day: NaiveDate, lang: Lang) -> Rc<Vec<Treated>> {
        let treated = &self.derived.said.treated;
        treated.get(day, || {
            treatments(self.told(lang), day, &self.said_of_medicines())
        })
    }

    fn all_told(&self, lang: Lang) -> Vec<Told> {
        self.joined()
            .filter_map(|loaded| {
                let resource = loaded.resource.as_ref()?;
                let head = &loaded.record.head;
                let medication = inzage_zib::medication(resource, &self.known(head), lang)?;
                Some(Told {
                    number: head.number.clone(),
                    provider: head.provider.clone(),
                    key: if head.id.is_empty() {
                        String::new()
                    } else {
                        resource.key()
                    },
                    medication,
                })
            })
            .collect()
    }

    /// What the person said about entries being one medicine.
    pub(super) fn said_of_medicines(&self) -> Said {
        let mut said = Said::default();
        for decision in self.decisions.all() {
            let numbers = self
                .number_of(&decision.one)
                .zip(self.number_of(&decision.other));
            match (numbers, decision.verdict) {
                (Some((one, other)), Verdict::Same) => said.same(&one, &other),
                (Some((one, other)), Verdict::Different) => said.different(&one, &other),
                (None, _) => {}
            }
        }
        said
    }

    /// The treatment of which this is the number, on the day of `at`.
    fn treatment_of(&self, number: &str, at: &str, lang: Lang) -> Result<Treated, Failure> {
        let today = day(at.split('T').next().unwrap_or(at))?;
        let all = self.treated(today, lang);
        let found = all.iter().find(|treatment| treatment.number() == number);
        found.cloned().ok_or(Failure::NotFound)
    }

    /// What sources say differently of it on a day.
    pub(super) fn medicines_differing(&self, day: NaiveDate, lang: Lang) -> Rc<Vec<Differs>> {
        let differing = &self.derived.said.differing;
        differing.get(day, || {
            differences(&self.treated(day, lang), &self.said_of_medicines())
        })
    }

    /// A part of the treatments of one place.
    fn treatments_of(
        &self,
        today: NaiveDate,
        place: Place,
        part: Stretch,
        lang: Lang,
    ) -> protocol::Part<Treatment> {
        let all = self.treated(today, lang);
        let differing = self.medicines_differing(today, lang);
        Shown::new(self, &all, &differing, lang).of_place(place, part)
    }

    fn medication_list(&self, today: NaiveDate, most: usize, lang: Lang) -> List {
        let all = self.treated(today, lang);
        let differing = self.medicines_differing(today, lang);
        let shown = Shown::new(self, &all, &differing, lang);
        List {
            person: self
                .known
                .as_ref()
                .map(|known| known.confirmed.name.clone()),
            today: day_words(&today.to_string(), lang),
            sections: shown.sections(most),
            own: self.own_medicines(lang),
            allergies: self.first_rows(Chapter::Allergies, most, lang),
            sources: self.medication_sources(lang),
            empties: self.empties(Chapter::Medication, lang),
        }
    }

    fn medication_in_use(&self, today: NaiveDate, lang: Lang) -> (usize, Vec<Brief>) {
        let all = self.treated(today, lang);
        let used: Vec<&Treated> = all.iter().filter(|t| t.place == Stands::InUse).collect();
        let first = used.iter().take(FIRST).filter_map(|t| self.brief(t));
        (used.len(), first.collect())
    }

    /// A treatment in a few words.
    fn brief(&self, treatment: &Treated) -> Option<Brief> {
        let told = &treatment.speaker()?.told;
        Some(Brief {
            product: told.medication.product.clone(),
            usage: told.medication.usage.clone(),
            source: self.mark(&told.provider),
        })
    }

    /// Who may deliver medication, and when it was last collected there.
    fn medication_sources(&self, lang: Lang) -> Vec<Collected> {
        let mut last: BTreeMap<&str, &str> = BTreeMap::new();
        for collection in self.collections.values().filter(|c| c.joined()) {
            let fills = collection
                .services
                .iter()
                .any(|s| emptiness::fills(s, Chapter::Medication));
            if fills {
                let at = last.entry(&collection.provider).or_default();
                *at = (*at).max(collection.at.as_str());
            }
        }
        let collected = |(provider, at): (&str, &str)| Collected {
            source: self.mark(provider),
            at: words::moment(at, lang),
        };
        last.into_iter().map(collected).collect()
    }

    fn medication_day(&self, on: NaiveDate, lang: Lang) -> Day {
        let told = self.told(lang);
        let all = self.treated(on, lang);
        let by_number: BTreeMap<&str, &Told> = told
            .iter()
            .map(|told| (told.number.as_str(), told))
            .collect();
        let mut parts: Vec<DayPart> = Vec::new();
        for line in schedule(&all, on) {
            let heading = slot_words(line.slot, lang).to_owned();
            let dose = self.dose(&line, &by_number, lang);
            match parts.last_mut().filter(|part| part.heading == heading) {
                Some(part) => part.doses.push(dose),
                None => parts.push(DayPart {
                    kind: if line.slot <= Slot::Meal {
                        DayKind::Moment
                    } else {
                        DayKind::Apart
                    },
                    heading,
                    doses: vec![dose],
                }),
            }
        }
        let near = |day: Option<NaiveDate>| day.unwrap_or(on).to_string();
        Day {
            day: on.to_string(),
            words: weekday_words(on, lang),
            around: [near(on.pred_opt()), near(on.succ_opt())],
            parts,
        }
    }

    fn dose(&self, line: &DayDose, told: &BTreeMap<&str, &Told>, lang: Lang) -> Dose {
        let told: Vec<&Told> = line
            .told_by
            .iter()
            .filter_map(|n| told.get(n.as_str()).copied())
            .collect();
        let mut texts: Vec<String> = Vec::new();
        let mut sources: Vec<SourceMark> = Vec::new();
        for one in &told {
            add(&mut texts, one.medication.usage.clone());
            add(&mut sources, self.mark(&one.provider));
        }
        texts.retain(|text| !text.is_empty());
        Dose {
            time: line.time.clone().unwrap_or_default(),
            product: told
                .first()
                .map(|t| t.medication.product.clone())
                .unwrap_or_default(),
            dose: dose_words(line, lang),
            texts,
            sources,
            perhaps_same: line.perhaps_same,
        }
    }
}

/// A day on the calendar of the page.
fn day(text: &str) -> Result<NaiveDate, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

fn place(place: Stands) -> Place {
    match place {
        Stands::InUse => Place::InUse,
        Stands::Unclear => Place::Unclear,
        Stands::Later => Place::Later,
        Stands::Interrupted => Place::Interrupted,
        Stands::Stopped => Place::Stopped,
        Stands::Once => Place::Once,
        Stands::Void => Place::Void,
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
