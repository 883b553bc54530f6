//! *Mijn zorgnetwerk*: who is found in the record, with what the person noted.

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::network::{Member, Sighting, alike, digits, network};
use inzage_own::{Author, Entry, Payload};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::open::Open;
use super::own::By;
use super::protocol::Answer;
use super::protocol::network::{Block, Card, Everybody, Noted, Phone, Request};
use super::records::Loaded;
use super::{Outcome, words};

/// Entries that a card shows.
const SHOWN: usize = 5;
/// Resources that are a carer.
const DESCRIBED: [&str; 3] = ["Practitioner", "PractitionerRole", "Organization"];
/// Resources that say somebody was met.
const MEETINGS: [&str; 3] = ["Encounter", "Procedure", "Appointment"];

impl Payload for Noted {
    const KIND: &'static str = "carer";
}

impl<S: Store> Open<S> {
    /// Requests about the network.
    pub(super) async fn networking(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let entry = match request {
            Request::Everybody => return Ok(Answer::Network(self.everybody(lang))),
            Request::Keep { id, noted, now } => match id {
                Some(id) => self.own_corrected(&id, &noted, by(now))?,
                None => Self::own_new(&noted, by(now), rng)?,
            },
            Request::Delete { id, now } => self.own_deleted::<Noted>(&id, by(now))?,
        };
        self.own_keep(vec![entry], &[], rng).await?;
        Ok(Answer::Done)
    }

    fn everybody(&self, lang: Lang) -> Everybody {
        let sightings: Vec<Sighting> = self
            .joined()
            .flat_map(|loaded| self.sightings(loaded, lang))
            .collect();
        let mut numbered = BTreeSet::new();
        let mut noted: BTreeMap<Option<String>, Vec<(&Entry, Noted)>> = BTreeMap::new();
        for (entry, own) in self.own.all::<Noted>() {
            noted
                .entry(own.about.clone())
                .or_default()
                .push((entry, own));
        }
        let mut cards: Vec<Card> = network(&sightings)
            .into_iter()
            .map(|member| {
                if member.numbered {
                    numbered.insert(member.id.clone());
                }
                let own = noted.get_mut(&Some(member.id.clone())).and_then(Vec::pop);
                self.carer_card(member, own, lang)
            })
            .collect();
        // Also what was noted about somebody whose data are gone meanwhile.
        cards.extend(noted.into_values().flatten().map(|own| {
            let member = Member::default();
            Card {
                about: own.1.about.clone(),
                ..self.carer_card(member, Some(own), lang)
            }
        }));
        cards.sort_by_key(|card| card.purpose.is_empty());
        Everybody {
            covered: sightings.iter().any(|sighting| sighting.covered),
            blocks: blocks(cards, &numbered),
        }
    }

    fn sightings(&self, loaded: &Loaded, lang: Lang) -> Vec<Sighting> {
        let Some(resource) = &loaded.resource else {
            return Vec::new();
        };
        let head = &loaded.record.head;
        let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
        // What is still to come was not seen yet.
        let date = inzage_zib::when(resource).map(|(date, _)| day(date));
        let date = date.filter(|date| *date <= day(&head.at));
        let met = MEETINGS.contains(&resource.kind()) && date.is_some();
        inzage_zib::carers(resource, &self.known(head), lang)
            .into_iter()
            .map(|carer| Sighting {
                carer,
                provider: head.provider.clone(),
                service: head.service.clone(),
                entry: head.number.clone(),
                date: date.clone(),
                met,
                covered: self.is_covered(loaded),
                itself: DESCRIBED.contains(&resource.kind()),
            })
            .collect()
    }

    fn carer_card(&self, member: Member, own: Option<(&Entry, Noted)>, lang: Lang) -> Card {
        let rows = member
            .entries
            .iter()
            .filter_map(|number| self.records.get(number));
        let mut card = Card {
            about: Some(member.id).filter(|id| !id.is_empty()),
            noted: None,
            history: Vec::new(),
            person: member.person,
            name: member.name,
            also: member.also.into_iter().collect(),
            roles: member.roles,
            organisations: member.organisations,
            phones: member.phones.into_iter().map(phone).collect(),
            mails: member.mails,
            purpose: String::new(),
            met: member.met.map(|date| inzage_zib::date_text(&date, lang)),
            named: member.named.map(|date| inzage_zib::date_text(&date, lang)),
            sources: member.sources.iter().map(|name| self.mark(name)).collect(),
            entries: rows
                .take(SHOWN)
                .map(|loaded| self.row_alone(loaded, lang))
                .collect(),
            more: member.entries.len().saturating_sub(SHOWN),
        };
        if let Some((entry, own)) = own {
            note(&mut card, entry, own, lang);
        }
        card
    }
}

/// Cards that may be of one stand together, at the place of the first: they have
/// the same name, and at most one of them a number (two numbers are two).
fn blocks(cards: Vec<Card>, numbered: &BTreeSet<String>) -> Vec<Block> {
    let key = |card: &Card| {
        card.about.as_ref()?;
        let name = alike(&card.name);
        (!name.is_empty()).then_some((card.person, name))
    };
    let has_number = |card: &Card| card.about.as_ref().is_some_and(|id| numbered.contains(id));
    let mut numbers: BTreeMap<_, usize> = BTreeMap::new();
    for card in cards.iter().filter(|card| has_number(card)) {
        *numbers.entry(key(card)).or_default() += 1;
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut place: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for card in cards {
        let key = key(&card);
        let alone = has_number(&card) && numbers.get(&key).is_some_and(|count| *count > 1);
        let there = key
            .as_ref()
            .filter(|_| !alone)
            .and_then(|key| place.get(key));
        if let Some(block) = there.and_then(|at| blocks.get_mut(*at)) {
            block.cards.push(card);
            continue;
        }
        place.extend(key.filter(|_| !alone).map(|key| (key, blocks.len())));
        blocks.push(Block { cards: vec![card] });
    }
    // Who can be called stands first: the rest of a block is folded away.
    for block in &mut blocks {
        let tells = |card: &Card| (card.phones.is_empty(), card.roles.is_empty());
        block.cards.sort_by_key(tells);
    }
    blocks
}

fn by(at: String) -> By {
    let author = Author::Me;
    By { at, author }
}

fn phone(shown: String) -> Phone {
    let dial = digits(&shown);
    Phone { shown, dial }
}

/// Puts what the person noted over what was received; that stays beside it.
fn note(card: &mut Card, entry: &Entry, own: Noted, lang: Lang) {
    if !own.name.is_empty() && own.name != card.name {
        let received = std::mem::replace(&mut card.name, own.name.clone());
        card.also
            .extend(Some(received).filter(|name| !name.is_empty()));
    }
    let first = |list: &mut Vec<String>, text: &str| {
        if !text.is_empty() && !list.iter().any(|there| there == text) {
            list.insert(0, text.to_owned());
        }
    };
    first(&mut card.roles, &own.role);
    first(&mut card.organisations, &own.organisation);
    let typed = phone(own.phone.clone());
    if !typed.shown.is_empty() {
        card.phones.retain(|there| there.dial != typed.dial);
        card.phones.insert(0, typed);
    }
    card.purpose.clone_from(&own.purpose);
    let typed = entry.typed::<Noted>();
    let earlier = typed
        .iter()
        .flat_map(|entry| entry.history.iter().rev().skip(1));
    card.history = earlier
        .filter_map(|event| Some((words::moment(&event.at, lang), event.what.says()?.clone())))
        .collect();
    card.noted = Some((entry.id.clone(), own));
}
