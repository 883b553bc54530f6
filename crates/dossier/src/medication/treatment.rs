//! Building blocks put together per medicamenteuze behandeling.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use inzage_fhir::{FhirDate, sort_key};
use inzage_zib::{Identifier, Medication};

use super::standing::{Standing, standing};
use super::{Said, Told, folded};

/// One row of the list: a treatment, or one building block without a treatment id.
#[derive(Clone, Debug, PartialEq)]
pub struct Treatment {
    /// Its number at the source; `None`: nothing was put together.
    pub id: Option<Identifier>,
    /// What was said, in the order doctor, pharmacist, use; newest first.
    pub parts: Vec<Part>,
    /// Where it stands in the list.
    pub place: Place,
    /// The person said of some of it that it is one medicine.
    pub said_same: bool,
    /// Numbers of the first parts of other rows that may be the same medicine.
    pub perhaps_same: Vec<String>,
}

/// One building block within a treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What was said, by whom.
    pub told: Told,
    /// The same building block, delivered more than once.
    pub also: Vec<Told>,
    /// How it stands.
    pub standing: Standing,
    /// A later one of the same source and kind took its place.
    pub replaced: bool,
}

/// Where a treatment stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Only handed out or given: nothing says how it is used.
    Once,
    /// Entered in error, or withdrawn: does not count.
    Void,
}

impl Part {
    /// Whether it tells how the treatment stands now.
    pub fn counts(&self) -> bool {
        !self.replaced && !self.standing.is_void()
    }
}

impl Treatment {
    /// The part that its row speaks with: the first that says what its place says.
    pub fn speaker(&self) -> Option<&Part> {
        let speaks = |part: &&Part| part.counts() && place_of(part.standing) == self.place;
        self.parts
            .iter()
            .find(speaks)
            .or_else(|| self.parts.iter().find(|part| part.counts()))
            .or_else(|| self.parts.first())
    }

    /// The number by which other rows name it.
    pub fn number(&self) -> &str {
        self.parts.first().map_or("", |part| &part.told.number)
    }
}

/// The treatments of a record on `day`, by place and then by name; what the person
/// said comes before what is found.
pub fn treatments(told: &[Told], day: NaiveDate, said: &Said) -> Vec<Treatment> {
    let mut groups: BTreeMap<Group, Vec<Part>> = BTreeMap::new();
    for part in collapsed(told, day, said) {
        let group = match &part.told.medication.treatment {
            Some(id) => Group::Treatment(id.clone()),
            None => Group::Alone(part.told.number.clone()),
        };
        groups.entry(group).or_default().push(part);
    }
    let joined = join(&mut groups, said);
    let mut all: Vec<Treatment> = groups
        .into_iter()
        .map(|(group, parts)| Treatment {
            said_same: joined.contains(&group),
            ..together(group, parts)
        })
        .collect();
    suspect(&mut all, said);
    all.sort_by_cached_key(|treatment| {
        let speaker = treatment.speaker().map(|part| &part.told.medication);
        let name = speaker.map(|m| folded(&m.product)).unwrap_or_default();
        (treatment.place, name, treatment.number().to_owned())
    });
    all
}

/// Puts together what the person said is one, unless she said of some of it that it
/// is not. Returns what holds more than was found.
fn join(groups: &mut BTreeMap<Group, Vec<Part>>, said: &Said) -> BTreeSet<Group> {
    let mut joined = BTreeSet::new();
    for (one, other) in said.joined() {
        let holder = |number: &str| {
            let mut all = groups.iter();
            let found = all.find(|(_, parts)| numbers_of(parts).contains(&number));
            found.map(|(group, _)| group.clone())
        };
        let (Some(to), Some(from)) = (holder(one), holder(other)) else {
            continue;
        };
        let parts = |group| groups.get(group).map_or(&[][..], Vec::as_slice);
        if to == from || said.parts(&numbers_of(parts(&to)), &numbers_of(parts(&from))) {
            continue;
        }
        let (to, from) = (to.clone().min(from.clone()), to.max(from));
        let moved = groups.remove(&from).unwrap_or_default();
        groups.entry(to.clone()).or_default().extend(moved);
        joined.insert(to);
    }
    joined
}

/// The numbers of everything that parts were made of.
fn numbers_of(parts: &[Part]) -> Vec<&str> {
    let told = parts
        .iter()
        .flat_map(|part| std::iter::once(&part.told).chain(&part.also));
    told.map(|told| told.number.as_str()).collect()
}

/// What keeps building blocks together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Treatment(Identifier),
    Alone(String),
}

fn together(group: Group, mut parts: Vec<Part>) -> Treatment {
    parts.sort_by_cached_key(|part| {
        let medication = &part.told.medication;
        let said = medication.said.as_deref().and_then(sort_key);
        let number = part.told.number.clone();
        (medication.block, std::cmp::Reverse(said), number)
    });
    let replaced: Vec<bool> = parts
        .iter()
        .map(|part| parts.iter().any(|other| replaces(other, part)))
        .collect();
    for (part, replaced) in parts.iter_mut().zip(replaced) {
        part.replaced = replaced;
    }
    Treatment {
        place: place(&parts),
        id: match group {
            Group::Treatment(id) => Some(id),
            Group::Alone(_) => None,
        },
        parts,
        said_same: false,
        perhaps_same: Vec::new(),
    }
}

/// Whether `later` took the place of `earlier`: the same kind of building block
/// from the same provider, said on a later day, and begun.
fn replaces(later: &Part, earlier: &Part) -> bool {
    let (new, old) = (&later.told.medication, &earlier.told.medication);
    let holds = !later.standing.is_void() && later.standing != Standing::Later;
    new.block == old.block
        && later.told.provider == earlier.told.provider
        && holds
        && earlier.standing != Standing::Later
        && said_after(new, old)
}

/// Whether `new` was said after `old`; without both dates, or when one is too
/// vague to tell, it was not.
fn said_after(new: &Medication, old: &Medication) -> bool {
    let (Some(new), Some(old)) = (&new.said, &old.said) else {
        return false;
    };
    let timed = |text: &str| FhirDate::parse(text).is_some_and(|date| date.time.is_some());
    let (Some(new_key), Some(old_key)) = (sort_key(new), sort_key(old)) else {
        return false;
    };
    // `2026-03` may be before or after `2026-03-03`.
    let vague = new_key.starts_with(old_key.as_str()) || old_key.starts_with(new_key.as_str());
    new_key > old_key && (!vague || (timed(new) && timed(old)))
}

/// Where a treatment stands: in use when a source says so explicitly and none
/// says that it is off; a disagreement is unclear, no source wins.
fn place(parts: &[Part]) -> Place {
    let counting = || parts.iter().filter(|part| part.counts());
    let any = |wanted: fn(Standing) -> bool| counting().any(|part| wanted(part.standing));
    let off = any(Standing::is_off);
    if off && any(Standing::runs) {
        return Place::Unclear;
    }
    if any(|s| s == Standing::InUse) {
        return Place::InUse;
    }
    if off {
        let begins_again = any(|s| s == Standing::Later);
        let only_paused = !any(|s| matches!(s, Standing::Stopped | Standing::Ended));
        return match (begins_again, any(|s| s == Standing::Interrupted)) {
            (true, _) => Place::Later,
            (false, true) if only_paused => Place::Interrupted,
            _ => Place::Stopped,
        };
    }
    let first = counting().map(|part| place_of(part.standing)).min();
    first.unwrap_or_else(|| {
        let once = parts.iter().any(|part| part.standing == Standing::Once);
        if once { Place::Once } else { Place::Void }
    })
}

/// The place of one building block by itself.
fn place_of(standing: Standing) -> Place {
    match standing {
        Standing::InUse => Place::InUse,
        Standing::Unclear(_) => Place::Unclear,
        Standing::Later => Place::Later,
        Standing::Interrupted => Place::Interrupted,
        Standing::Stopped | Standing::Ended | Standing::NotTaken => Place::Stopped,
        Standing::Once => Place::Once,
        Standing::Cancelled | Standing::Wrong => Place::Void,
    }
}

/// Every building block once: what has the same number and says the same was
/// delivered more than once.
fn collapsed(told: &[Told], day: NaiveDate, said: &Said) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut known: BTreeMap<Number<'_>, Vec<usize>> = BTreeMap::new();
    for one in told {
        let numbers = numbers(one);
        let mut candidates = numbers.iter().filter_map(|n| known.get(n)).flatten();
        let twin = candidates.find(|at| {
            let part = parts.get(**at);
            part.is_some_and(|part| {
                let there = numbers_of(std::slice::from_ref(part));
                is_same(&part.told, one) && !said.parts(&[one.number.as_str()], &there)
            })
        });
        if let Some(part) = twin.copied().and_then(|at| parts.get_mut(at)) {
            part.also.push(one.clone());
            continue;
        }
        for number in numbers {
            known.entry(number).or_default().push(parts.len());
        }
        parts.push(Part {
            standing: standing(&one.medication, day),
            told: one.clone(),
            also: Vec::new(),
            replaced: false,
        });
    }
    parts
}

/// What tells that two deliveries may be of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Number<'a> {
    /// A number of its own.
    Own(&'a Identifier),
    /// Provider and id there.
    AtSource(&'a str, &'a str),
}

fn numbers(told: &Told) -> Vec<Number<'_>> {
    let own = told.medication.identifiers.iter().map(Number::Own);
    let here = Number::AtSource(&told.provider, &told.key);
    own.chain((!told.key.is_empty()).then_some(here)).collect()
}

/// Whether two are one and the same: by a number of their own, or by the id at
/// one provider; and they say the same (a number that was used again is no proof).
fn is_same(one: &Told, other: &Told) -> bool {
    let (a, b) = (&one.medication, &other.medication);
    let numbered = a.identifiers.iter().any(|id| b.identifiers.contains(id));
    let at_source = one.provider == other.provider && one.key == other.key && !one.key.is_empty();
    (numbered || at_source)
        && a.block == b.block
        && a.treatment == b.treatment
        && (a.codes == b.codes && (!a.codes.is_empty() || folded(&a.product) == folded(&b.product)))
        && (a.status, a.taken, a.stop) == (b.status, b.taken, b.stop)
        && a.period == b.period
        && a.cycle == b.cycle
        && a.dosages == b.dosages
        && folded(&a.usage) == folded(&b.usage)
}

/// How many other rows one names that may be the same medicine.
const MOST_ALIKE: usize = 20;

/// Notes which rows may be the same medicine, but for those that the person said are
/// not.
fn suspect(all: &mut [Treatment], said: &Said) {
    let mut alike: BTreeMap<Sign, BTreeSet<String>> = BTreeMap::new();
    for treatment in all.iter() {
        for sign in signs(treatment) {
            let numbers = alike.entry(sign).or_default();
            numbers.insert(treatment.number().to_owned());
        }
    }
    let within: BTreeMap<String, Vec<String>> = all
        .iter()
        .map(|treatment| {
            let numbers = numbers_of(&treatment.parts).into_iter();
            (
                treatment.number().to_owned(),
                numbers.map(str::to_owned).collect(),
            )
        })
        .collect();
    for treatment in all {
        let mine = numbers_of(&treatment.parts);
        let apart = |number: &String| {
            let others = within.get(number).into_iter().flatten().map(String::as_str);
            said.parts(&mine, &others.collect::<Vec<_>>())
        };
        let mut numbers: BTreeSet<&String> = BTreeSet::new();
        for others in signs(treatment).iter().filter_map(|sign| alike.get(sign)) {
            let others = others.iter().filter(|number| *number != treatment.number());
            numbers.extend(others.filter(|number| !apart(number)).take(MOST_ALIKE));
        }
        let first = numbers.into_iter().take(MOST_ALIKE).cloned();
        treatment.perhaps_same = first.collect();
    }
}

/// By what a medicine is suspected to be another: a product code, or its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Code(Identifier),
    Name(String),
}

fn signs(treatment: &Treatment) -> BTreeSet<Sign> {
    let medications = treatment.parts.iter().map(|part| &part.told.medication);
    medications
        .flat_map(|m| {
            let codes = m.codes.iter().cloned().map(Sign::Code);
            codes.chain(std::iter::once(Sign::Name(folded(&m.product))))
        })
        .collect()
}
