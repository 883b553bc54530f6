//! Medication: the record read as treatments, and what the page shows of them.

mod own_use;

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use inzage_dossier::emptiness;
use inzage_dossier::medication::words::{
    Voice as Speaks, block_words, day_words, difference_words, dose_words, period_words,
    place_words, slot_words, standing_words, treatment_words, weekday_words,
};
use inzage_dossier::medication::{
    DayDose, Difference as Differs, Part as ToldPart, Place as Stands, Said, Slot, Told,
    Treatment as Treated, differences, schedule, treatments,
};
use inzage_dossier::view::Verdict;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::{Chapter, Lang};

use super::Outcome;
use super::news::unread;
use super::open::Open;
use super::protocol::medication::{
    Answer, Brief, Collected, Day, DayKind, DayPart, Difference, Dose, List, Part, Place, Request,
    Section, Side, Treatment, Voice,
};
use super::protocol::{self, Failure, SourceMark};
use super::words;

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
            Request::List { today } => Answer::List(self.medication_list(day(&today)?, lang)),
            Request::InUse { today } => {
                let (count, first) = self.medication_in_use(day(&today)?, lang);
                Answer::InUse(count, first)
            }
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
    fn treated(&self, day: NaiveDate, lang: Lang) -> Rc<Vec<Treated>> {
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

    fn medication_list(&self, today: NaiveDate, lang: Lang) -> List {
        let told = self.told(lang);
        let all = self.treated(today, lang);
        let shown = Shown {
            open: self,
            all: &all,
            differences: differences(told, today, &self.said_of_medicines()),
            lang,
        };
        List {
            person: self
                .known
                .as_ref()
                .map(|known| known.confirmed.name.clone()),
            today: day_words(&today.to_string(), lang),
            sections: shown.sections(),
            own: self.own_medicines(lang),
            allergies: self.first_rows(Chapter::Allergies, usize::MAX, lang),
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

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Treatments on their way to the page.
struct Shown<'a, S> {
    open: &'a Open<S>,
    all: &'a [Treated],
    differences: Vec<Differs>,
    lang: Lang,
}

impl<S: Store> Shown<'_, S> {
    fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<(Stands, Section)> = Vec::new();
        for treatment in self.all {
            let shown = self.treatment(treatment);
            match sections
                .last_mut()
                .filter(|(place, _)| *place == treatment.place)
            {
                Some((_, section)) => section.treatments.push(shown),
                None => sections.push((
                    treatment.place,
                    Section {
                        place: place(treatment.place),
                        heading: place_words(treatment.place, self.lang).to_owned(),
                        treatments: vec![shown],
                    },
                )),
            }
        }
        sections.into_iter().map(|(_, section)| section).collect()
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
    fn unread(&self, treatment: &Treated) -> Option<protocol::Unread> {
        let told = |part: &ToldPart| -> Vec<String> {
            let told = std::iter::once(&part.told).chain(&part.also);
            told.map(|told| told.number.clone()).collect()
        };
        let mut numbers = treatment.parts.iter().flat_map(told);
        numbers.find_map(|number| unread(&self.open.records.get(&number)?.record))
    }

    fn others(&self, numbers: &[String]) -> Vec<Brief> {
        let named = |number: &String| self.all.iter().find(|t| t.number() == number);
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
        let mut found: Vec<Difference> = Vec::new();
        for differs in &self.differences {
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
        let mut parts = self.all.iter().flat_map(|t| &t.parts);
        parts.find(|part| part.told.number == number)
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
