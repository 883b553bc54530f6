//! Where sources disagree: each side with what it says, its date and source.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;
use inzage_dossier::differences::{self, Statement};
use inzage_dossier::medication::DifferenceKind;
use inzage_dossier::view::Topic;
use inzage_vault::Store;
use inzage_zib::Identity;
use inzage_zib::view::{Chapter, Field, Lang};

use crate::engine::open::Open;
use crate::engine::protocol::sources::{Difference, Side};
use crate::engine::protocol::{Part, Stretch};
use crate::engine::records::Loaded;
use crate::engine::words;

impl<S: Store> Open<S> {
    /// A part of the differences; those of medication on `day` (`YYYY-MM-DD`).
    pub(super) fn disagreements(&self, day: &str, part: Stretch, lang: Lang) -> Part<Difference> {
        let found = self.disagreeing_on(day, lang);
        part.of(&found, |(topic, sides)| {
            self.difference(*topic, sides, lang)
        })
    }

    /// How many differences there are.
    pub(super) fn count_disagreements(&self, day: &str, lang: Lang) -> usize {
        self.disagreeing_on(day, lang).len()
    }

    /// A day that is none is one of long ago.
    fn disagreeing_on(&self, day: &str, lang: Lang) -> Rc<Vec<(Topic, Vec<String>)>> {
        self.disagreeing(day.parse().unwrap_or_default(), lang)
    }

    /// What disagrees on a day, by entry number.
    pub(in super::super) fn disagreeing(
        &self,
        day: NaiveDate,
        lang: Lang,
    ) -> Rc<Vec<(Topic, Vec<String>)>> {
        let kept = &self.derived.said.disagree;
        kept.get(day, || self.find_disagreements(day, lang))
    }

    fn find_disagreements(&self, day: NaiveDate, lang: Lang) -> Vec<(Topic, Vec<String>)> {
        let identities: Vec<(&Loaded, Identity)> = self
            .joined()
            .filter(|loaded| may_disagree(loaded))
            .filter_map(|loaded| {
                let resource = loaded.resource.as_ref()?;
                Some((
                    loaded,
                    inzage_zib::identity(resource, &self.known(&loaded.record.head)),
                ))
            })
            .collect();
        let statements: Vec<_> = identities
            .iter()
            .map(|(loaded, identity)| Statement {
                number: &loaded.record.head.number,
                provider: &loaded.record.head.provider,
                identity,
            })
            .collect();
        let found = differences::find(&statements).into_iter();
        let mut all: Vec<(Topic, Vec<String>)> =
            found.map(|found| (found.topic, found.sides)).collect();
        all.extend(self.medication_differences(day, lang));
        all.sort();
        all
    }

    /// Differences of medication between providers. Other words alone are none:
    /// whether the use differs is not known then.
    fn medication_differences(&self, day: NaiveDate, lang: Lang) -> Vec<(Topic, Vec<String>)> {
        let provider = |number: &str| {
            self.records
                .get(number)
                .map(|loaded| &loaded.record.head.provider)
        };
        let pairs = self.medicines_differing(day, lang);
        let pairs = pairs
            .iter()
            .filter(|found| provider(&found.one) != provider(&found.other))
            .filter_map(|found| {
                let topic = match found.kind {
                    DifferenceKind::Standing => Topic::InUse,
                    DifferenceKind::Strength => Topic::Strength,
                    DifferenceKind::Dose => Topic::Dose,
                    DifferenceKind::Wording => return None,
                };
                Some((topic, [found.one.clone(), found.other.clone()]))
            });
        joined(pairs)
    }

    fn difference(&self, topic: Topic, sides: &[String], lang: Lang) -> Option<Difference> {
        let loaded = sides.iter().filter_map(|number| self.records.get(number));
        let sides: Vec<Side> = loaded
            .map(|loaded| self.side(topic, loaded, lang))
            .collect();
        let subject = sides.first()?.row.title.clone();
        Some(Difference {
            topic,
            subject,
            sides,
        })
    }

    fn side(&self, topic: Topic, loaded: &Loaded, lang: Lang) -> Side {
        let keys: &[&str] = match topic {
            Topic::InUse => &["periodOfUse", "status", "stopType", "dosage"],
            Topic::Strength => &["medicine", "dosage"],
            Topic::Dose => &["dosage", "periodOfUse"],
            Topic::Allergy => &["verificationStatus", "clinicalStatus"],
            Topic::Directive => &["treatment", "treatmentPermitted", "restrictions"],
            Topic::Smoking => &["tobaccoStatus", "amount", "moment"],
        };
        let labels: Vec<_> = keys
            .iter()
            .map(|key| {
                inzage_words::field(key, lang)
                    .map_or_else(|| inzage_words::element(key, lang), str::to_owned)
            })
            .collect();
        let entry = (!self.is_covered(loaded)).then(|| self.entry(loaded, lang).0);
        let fields = entry.map(|entry| entry.fields).unwrap_or_default();
        let says: Vec<Field> = fields
            .into_iter()
            .filter(|field| labels.contains(&field.label))
            .collect();
        Side {
            row: self.row_alone(loaded, lang),
            says,
            collected: words::moment(&loaded.record.head.at, lang),
        }
    }
}

/// Whether an entry is of a kind that sources can disagree about; medication is
/// compared by itself.
fn may_disagree(loaded: &Loaded) -> bool {
    let kind = loaded.record.head.kind.as_str();
    matches!(kind, "AllergyIntolerance" | "Consent") || loaded.chapter() == Chapter::SocialHistory
}

/// Pairs that share an entry are one difference with all their sides.
fn joined(pairs: impl Iterator<Item = (Topic, [String; 2])>) -> Vec<(Topic, Vec<String>)> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut of: BTreeMap<(Topic, String), usize> = BTreeMap::new();
    for (topic, pair) in pairs {
        let known = pair
            .each_ref()
            .map(|number| of.get(&(topic, number.clone())).copied());
        let (to, from) = match known {
            [Some(one), Some(other)] => (one.min(other), Some(one.max(other))),
            [one, other] => (one.or(other).unwrap_or(groups.len()), None),
        };
        if to == groups.len() {
            groups.push(Vec::new());
        }
        let moved = from
            .filter(|from| *from != to)
            .and_then(|from| groups.get_mut(from));
        let mut more = moved.map(std::mem::take).unwrap_or_default();
        more.extend(pair);
        for number in &more {
            of.insert((topic, number.clone()), to);
        }
        if let Some(group) = groups.get_mut(to) {
            group.extend(more);
        }
    }
    let mut sides: BTreeMap<(Topic, usize), BTreeSet<String>> = BTreeMap::new();
    for ((topic, number), group) in of {
        sides.entry((topic, group)).or_default().insert(number);
    }
    let listed = sides.into_iter();
    listed
        .map(|((topic, _), sides)| (topic, sides.into_iter().collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_share_an_entry_are_one_difference() {
        let pair = |topic, one: &str, other: &str| (topic, [one.to_owned(), other.to_owned()]);
        let pairs = [
            pair(Topic::Dose, "a", "b"),
            pair(Topic::Dose, "c", "d"),
            pair(Topic::Strength, "a", "b"),
            pair(Topic::Dose, "b", "c"),
        ];
        let mut found = joined(pairs.into_iter());
        found.sort();
        let sides = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut wanted: Vec<(Topic, Vec<String>)> = vec![
            (Topic::Strength, sides(&["a", "b"])),
            (Topic::Dose, sides(&["a", "b", "c", "d"])),
        ];
        wanted.sort();
        assert_eq!(found, wanted);
    }
}
