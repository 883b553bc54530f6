//! *Mijn zorgnetwerk*: the professionals and organisations found in the record.
//!
//! Two are one only by a number of AGB or UZI, or because one resource of one
//! source describes both. Names never make two into one: the same text of one
//! source stands on one line, because that source wrote one name, and a number
//! it lacks is never taken from another.

use std::collections::{BTreeMap, BTreeSet};

use inzage_zib::{Carer, Register};

/// A carer, as one entry names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Who.
    pub carer: Carer,
    /// MedMij name of the provider that delivered the entry.
    pub provider: String,
    /// Its gegevensdienst.
    pub service: String,
    /// Number of the entry.
    pub entry: String,
    /// Day of the entry (`YYYY-MM-DD`, or less); none when it has none.
    pub date: Option<String>,
    /// Whether the entry is a visit, a stay or a treatment.
    pub met: bool,
    /// The entry is covered until the person opens it: who it names says of what it is.
    pub covered: bool,
    /// The entry is the carer: a Practitioner, a role or an Organization.
    pub itself: bool,
}

/// One in the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Tells this one from the others, the same with the next collection.
    pub id: String,
    /// A person; otherwise an organisation.
    pub person: bool,
    /// As written most often.
    pub name: String,
    /// Other ways it is written.
    pub also: BTreeSet<String>,
    /// Specialties, functions, kinds.
    pub roles: Vec<String>,
    /// Where a person works.
    pub organisations: Vec<String>,
    /// Telephone numbers, each once.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub mails: Vec<String>,
    /// Providers whose data name them.
    pub sources: BTreeSet<String>,
    /// Entries that name them, the newest first.
    pub entries: Vec<String>,
    /// Last visit, stay or treatment.
    pub met: Option<String>,
    /// Last time they are named at all.
    pub named: Option<String>,
    /// Whether they have a number of AGB or UZI.
    pub numbered: bool,
}

/// What tells one carer from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Number(bool, Register, String),
    /// A resource of one service of one provider.
    Resource(String, String, String),
    /// A text of one provider: only where nothing better came.
    Text(String, bool, String),
}

impl Identity {
    fn all(sighting: &Sighting) -> Vec<Self> {
        let carer = &sighting.carer;
        let numbers = carer.numbers.iter();
        let mut all: Vec<_> = numbers
            .map(|(register, number)| Self::Number(carer.person, *register, number.clone()))
            .collect();
        all.extend(carer.key.as_ref().map(|key| {
            Self::Resource(
                sighting.provider.clone(),
                sighting.service.clone(),
                key.clone(),
            )
        }));
        if all.is_empty() {
            all.push(Self::Text(
                sighting.provider.clone(),
                carer.person,
                carer.name.clone(),
            ));
        }
        all
    }

    fn id(&self) -> String {
        match self {
            Self::Number(person, register, number) => {
                let register = match register {
                    Register::Agb => "agb",
                    Register::Uzi => "uzi",
                };
                format!(
                    "{register}/{}/{number}",
                    if *person { "person" } else { "organisation" }
                )
            }
            Self::Resource(provider, service, key) => {
                format!("resource/{provider}/{service}/{key}")
            }
            Self::Text(provider, person, name) => format!("text/{provider}/{person}/{name}"),
        }
    }
}

/// The network of all sightings: who was met last first, then who was named last,
/// then by name. Who is named in nothing but covered entries is not there, and no
/// covered entry adds anything.
pub fn network(sightings: &[Sighting]) -> Vec<Member> {
    let mut groups: Vec<Vec<&Sighting>> = Vec::new();
    let mut place: BTreeMap<Identity, usize> = BTreeMap::new();
    for sighting in sightings {
        let identities = Identity::all(sighting);
        let mut there: Vec<usize> = identities
            .iter()
            .filter_map(|i| place.get(i))
            .copied()
            .collect();
        there.sort_unstable();
        there.dedup();
        let to = there.first().copied().unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        for from in there.into_iter().skip(1) {
            let moved = groups.get_mut(from).map(std::mem::take).unwrap_or_default();
            groups
                .get_mut(to)
                .into_iter()
                .for_each(|group| group.extend(&moved));
            place
                .values_mut()
                .filter(|at| **at == from)
                .for_each(|at| *at = to);
        }
        groups
            .get_mut(to)
            .into_iter()
            .for_each(|group| group.push(sighting));
        place.extend(identities.into_iter().map(|identity| (identity, to)));
    }
    let mut ids: BTreeMap<usize, String> = BTreeMap::new();
    for (identity, at) in &place {
        ids.entry(*at).or_insert_with(|| identity.id());
    }
    let members = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| !group.is_empty() && !only_covered(group));
    let mut members: Vec<Member> = members
        .map(|(at, group)| member(ids.get(&at).cloned().unwrap_or_default(), group))
        .collect();
    members.sort_by(|a, b| {
        let key = |m: &Member| (m.met.clone(), m.named.clone());
        key(b)
            .cmp(&key(a))
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.id.cmp(&b.id))
    });
    members
}

/// Whether a carer is named in covered entries, and nowhere else but in what came
/// along to describe them.
fn only_covered(group: &[&Sighting]) -> bool {
    let mut named = group.iter().filter(|sighting| !sighting.itself).peekable();
    named.peek().is_some() && named.all(|sighting| sighting.covered)
}

fn member(id: String, group: &[&Sighting]) -> Member {
    let group: Vec<_> = group.iter().filter(|sighting| !sighting.covered).collect();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for sighting in &group {
        *names.entry(&sighting.carer.name).or_default() += 1;
    }
    let most = names
        .iter()
        .max_by_key(|(name, times)| (**times, name.len()));
    let name = most.map(|(name, _)| (*name).to_owned()).unwrap_or_default();
    let mut member = Member {
        id,
        person: group.iter().any(|sighting| sighting.carer.person),
        also: names
            .into_keys()
            .filter(|other| *other != name)
            .map(str::to_owned)
            .collect(),
        name,
        ..Member::default()
    };
    let mut dated: Vec<(Option<&str>, &str)> = Vec::new();
    for sighting in group {
        let carer = &sighting.carer;
        member.numbered |= !carer.numbers.is_empty();
        add(&mut member.roles, &carer.roles, str::to_lowercase);
        add(
            &mut member.organisations,
            carer.organisation.as_slice(),
            str::to_lowercase,
        );
        add(&mut member.phones, &carer.phones, digits);
        add(&mut member.mails, &carer.mails, str::to_lowercase);
        member.sources.insert(sighting.provider.clone());
        dated.push((sighting.date.as_deref(), &sighting.entry));
        if sighting.met {
            member.met = member.met.take().max(sighting.date.clone());
        }
        member.named = member.named.take().max(sighting.date.clone());
    }
    dated.sort_by(|a, b| b.cmp(a));
    for (_, entry) in dated {
        if !member.entries.iter().any(|there| there == entry) {
            member.entries.push(entry.to_owned());
        }
    }
    member
}

/// Titles and forms of address that stand before or behind a name.
const TITLES: &[&str] = &[
    "dr",
    "drs",
    "prof",
    "ir",
    "mr",
    "mw",
    "mevr",
    "mevrouw",
    "dhr",
    "heer",
    "arts",
    "apotheker",
];

/// A name in a form by which two that may be one are found: without titles, points
/// and capitals, whatever the order. Empty for none.
pub fn alike(name: &str) -> String {
    let plain = name.to_lowercase().replace('.', "");
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let mut words: Vec<&str> = words
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// Adds what is not there yet, compared by `form`.
fn add(to: &mut Vec<String>, more: &[String], form: fn(&str) -> String) {
    for one in more {
        if !to.iter().any(|there| form(there) == form(one)) {
            to.push(one.clone());
        }
    }
}

/// A telephone number to dial: digits and a leading plus (RFC 3966).
pub fn digits(phone: &str) -> String {
    let phone = phone.replace("(0)", "");
    let plus = phone.trim_start().starts_with('+');
    let digits = phone.chars().filter(char::is_ascii_digit);
    plus.then_some('+').into_iter().chain(digits).collect()
}

#[cfg(test)]
mod tests;
