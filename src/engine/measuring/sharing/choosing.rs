//! What would be sent to whom, before anything is.

use std::collections::{BTreeMap, BTreeSet};

use inzage_api::Takes;
use inzage_measure::sharing::{Fate as Kept, Item};
use inzage_measure::{Kind, Reading, Session};
use inzage_own::Payload as _;
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::Lang;
use serde::Deserialize as _;

use super::super::super::open::Open;
use super::super::super::protocol::SourceMark;
use super::super::super::protocol::sharing::{Choice, Choices, Preview};
use super::super::Owned;
use super::shown::share_line;

impl<S: Store> Open<S> {
    /// Where something can be shared, and what there is.
    pub(super) fn sharing_choices(&self) -> Choices {
        let all = self.own_readings();
        let days: BTreeSet<_> = all.iter().map(|owned| owned.reading.at.day()).collect();
        let count = |kind: Kind| {
            all.iter()
                .filter(|owned| owned.reading.kind == kind)
                .count()
        };
        let kinds = Kind::ALL.into_iter().map(|kind| (kind, count(kind)));
        let (places, others) = self
            .providers
            .keys()
            .partition::<Vec<_>, _>(|name| self.taking(name).is_some());
        let marks = |names: Vec<&String>| -> Vec<SourceMark> {
            names.into_iter().map(|name| self.mark(name)).collect()
        };
        Choices {
            places: marks(places),
            others: marks(others),
            kinds: kinds.filter(|(_, count)| *count > 0).collect(),
            days: days.first().copied().zip(days.last().copied()),
        }
    }

    /// The login group and service with which a provider takes measurements.
    pub(super) fn taking(&self, provider: &str) -> Option<(String, String)> {
        let groups = self.providers.get(provider)?.groups.iter();
        let mut taking = groups.flat_map(|group| group.takes.iter().map(move |one| (group, one)));
        let (group, one) = taking.find(|(_, one)| one.takes == Takes::Measurements)?;
        Some((group.id.clone(), one.id.clone()))
    }

    /// What exactly would be sent.
    pub(super) fn preview_share(&self, choice: &Choice, lang: Lang) -> Preview {
        let (chosen, left_out) = self.chosen(choice);
        let mut lines: Vec<_> = chosen
            .iter()
            .map(|owned| share_line(owned, choice.notes, lang))
            .collect();
        lines.sort_by(|(a, _), (b, _)| b.cmp(a));
        Preview {
            to: self.mark(&choice.provider),
            person: self.sender_in_words(lang),
            lines: lines.into_iter().map(|(_, line)| line).collect(),
            before: left_out.same,
            changed: left_out.changed,
        }
    }

    /// Everything that a Bundle says of the person.
    fn sender_in_words(&self, lang: Lang) -> Option<String> {
        let person = &self.known.as_ref()?.confirmed;
        let said = |key, text: &str| phrase(key, lang).replace("{}", text);
        let mut all = vec![person.name.clone()];
        let unnamed = person
            .given
            .iter()
            .filter(|given| !person.name.contains(*given));
        let unnamed: Vec<&str> = unnamed.map(String::as_str).collect();
        if !unnamed.is_empty() {
            all.push(said("person_given", &unnamed.join(" ")));
        }
        let sex = inzage_words::code("Patient", "gender", &person.sex, lang);
        all.extend(sex.map(|sex| said("person_sex", sex)));
        let birth = inzage_zib::date_text(&person.birth, lang);
        if !birth.is_empty() {
            all.push(said("person_born", &birth));
        }
        Some(all.join(", "))
    }

    /// The readings of a choice, and how many are left out because this provider
    /// took them, or may have.
    pub(super) fn chosen(&self, choice: &Choice) -> (Vec<Owned>, LeftOut) {
        let gone = self.gone_to(&choice.provider);
        let mut all = self.own_readings().to_vec();
        all.retain(|owned| {
            let day = owned.reading.at.day();
            choice.kinds.contains(&owned.reading.kind)
                && choice.from.is_none_or(|from| day >= from)
                && choice.until.is_none_or(|until| day <= until)
        });
        let mut left_out = LeftOut::default();
        all.retain(|owned| {
            let sent = gone.get(&owned.id);
            let changed = sent.is_some_and(|sent| {
                sent.iter()
                    .all(|(one, notes)| !says_the_same(one, owned, *notes))
            });
            match (sent, changed) {
                (Some(_), true) if !choice.changed => {
                    left_out.changed += 1;
                    false
                }
                (Some(_), false) if !choice.again => {
                    left_out.same += 1;
                    false
                }
                _ => true,
            }
        });
        (all, left_out)
    }

    /// Readings that a provider took, may have taken, or is about to get, each with
    /// what it said then and whether notes went along.
    fn gone_to(&self, provider: &str) -> BTreeMap<String, Vec<(Owned, bool)>> {
        let mut gone: BTreeMap<String, Vec<(Owned, bool)>> = BTreeMap::new();
        let readings = self.by_id();
        let shares = self.sharings().map(|(_, sharing)| sharing);
        for sharing in shares.filter(|sharing| sharing.provider == provider) {
            for item in sharing.items {
                if matches!(item.fate, Kept::Refused(_) | Kept::Waiting) {
                    continue;
                }
                let now = || readings.get(&item.reading).cloned();
                let said = self.as_sent(&item).or_else(now);
                let said = said.map(|said| (said, sharing.notes));
                gone.entry(item.reading).or_default().extend(said);
            }
        }
        gone
    }

    /// What an item said when it left; none when that is not known, or it never did.
    pub(in super::super) fn as_sent(&self, item: &Item) -> Option<Owned> {
        let left = item.left.as_ref()?;
        let entry = self.own.get(&left.entry)?;
        let said = entry.history.get(..left.events)?;
        let said = said.iter().rev().find_map(|event| event.what.says())?;
        if entry.kind == Reading::KIND {
            return Some(Owned {
                id: item.reading.clone(),
                entry: left.entry.clone(),
                phase: None,
                reading: Reading::deserialize(said).ok()?,
            });
        }
        let session = Session::deserialize(said).ok()?;
        let parts = session.readings(&left.entry).into_iter();
        let mut of_it = parts.filter(|(id, ..)| *id == item.reading);
        let (id, phase, reading) = of_it.next()?;
        Some(Owned {
            id,
            entry: left.entry.clone(),
            phase: Some(phase),
            reading,
        })
    }
}

/// Readings of a choice that stay behind.
#[derive(Default)]
pub(super) struct LeftOut {
    /// The provider has, or may have, exactly these.
    pub(super) same: usize,
    /// They were changed since they were sent.
    pub(super) changed: usize,
}

/// Whether two readings would be told in the same way.
pub(super) fn says_the_same(one: &Owned, other: &Owned, notes: bool) -> bool {
    let (a, b) = (&one.reading, &other.reading);
    (a.at, &a.amounts, a.moment) == (b.at, &b.amounts, b.moment) && (!notes || a.note == b.note)
}
