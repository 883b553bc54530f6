//! What became of what was shared, for people.

use std::collections::BTreeMap;

use inzage_measure::Kind;
use inzage_measure::sharing::{Fate as Kept, Sharing};
use inzage_own::Entry;
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::super::open::Open;
use super::super::super::protocol::measure::Row;
use super::super::super::protocol::sharing::{Answer, Fate, Line, Share, Since};
use super::super::super::protocol::{Failure, SourceMark};
use super::super::super::words::moment;
use super::super::{Owned, readings, words};
use super::choosing::says_the_same;

impl<S: Store> Open<S> {
    /// Every sharing, newest first.
    pub(super) fn shares(&self, lang: Lang) -> Vec<Share> {
        let shares = self.sharings();
        let mut shares: Vec<_> = shares
            .map(|(entry, sharing)| {
                let at = entry.entered().map_or("", |event| event.at.as_str());
                let key = readings::sort_key(at);
                (key, self.shown_share(entry, &sharing, lang))
            })
            .collect();
        shares.sort_by(|(a, _), (b, _)| b.cmp(a));
        shares.into_iter().map(|(_, share)| share).collect()
    }

    /// One sharing.
    pub(super) fn share(&self, id: &str, lang: Lang) -> Result<Answer, Failure> {
        let entry = self.own.get(id).ok_or(Failure::NotFound)?;
        let sharing = self.kept_share(id)?;
        Ok(Answer::Share(Box::new(
            self.shown_share(entry, &sharing, lang),
        )))
    }

    fn shown_share(&self, entry: &Entry, sharing: &Sharing, lang: Lang) -> Share {
        let readings = self.by_id();
        let elsewhere = self.gone_since(entry, sharing);
        let lines = sharing.items.iter().filter_map(|item| {
            let now = readings.get(&item.reading);
            let sent = self.as_sent(item);
            let (key, mut line) = share_line(sent.as_ref().or(now)?, sharing.notes, lang);
            line.since = if elsewhere.contains(&(item.reading.clone(), item.which)) {
                Since::SentLater
            } else {
                since(sent.as_ref(), now, sharing.notes, lang)
            };
            Some((
                item.reading.as_str(),
                shown_fate(&item.fate, lang),
                key,
                line,
            ))
        });
        // A blood pressure and its pulse are one line, with the worse fate.
        let mut worst: BTreeMap<&str, (Fate, String, Line)> = BTreeMap::new();
        for (id, fate, key, line) in lines {
            match worst.get(id) {
                Some((kept, ..)) if *kept <= fate => {}
                _ => {
                    worst.insert(id, (fate, key, line));
                }
            }
        }
        let mut lines: Vec<_> = worst.into_values().collect();
        lines.sort_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then(b.1.cmp(&a.1)));
        let at = entry.entered().map_or("", |event| event.at.as_str());
        Share {
            id: entry.id.clone(),
            to: SourceMark {
                name: sharing.name.clone(),
                ..self.mark(&sharing.provider)
            },
            group: sharing.group.clone(),
            service: sharing.service.clone(),
            at: moment(at, lang),
            lines: lines
                .into_iter()
                .map(|(fate, _, line)| (fate, line))
                .collect(),
            trace_id: sharing.trace_id.clone(),
        }
    }
}

/// What a provider gets of a reading, and nothing that it does not get.
pub(super) fn share_line(owned: &Owned, notes: bool, lang: Lang) -> (String, Line) {
    let (key, row) = readings::own_row(owned, lang);
    let kind = owned.reading.kind;
    let pulse = row.beside.filter(|_| kind == Kind::BloodPressure);
    let row = Row {
        beside: pulse,
        note: if notes { row.note } else { String::new() },
        ..row
    };
    let since = Since::Same;
    (key, Line { kind, row, since })
}

/// What happened to a reading after it was sent.
fn since(sent: Option<&Owned>, now: Option<&Owned>, notes: bool, lang: Lang) -> Since {
    match (sent, now) {
        (Some(_), None) => Since::Deleted,
        (Some(sent), Some(now)) if !says_the_same(sent, now, notes) => {
            let at = words::day(now.reading.at.day(), lang);
            let value = words::value(&now.reading, lang);
            Since::Changed(format!("{value}, {at} {}", now.reading.at.clock()))
        }
        _ => Since::Same,
    }
}

pub(super) fn shown_fate(fate: &Kept, lang: Lang) -> Fate {
    match fate {
        Kept::Waiting => Fate::Waiting,
        Kept::Sending => Fate::Uncertain(String::new()),
        Kept::Accepted(at) => Fate::Accepted(moment(at, lang)),
        Kept::Refused(why) => Fate::Refused(why.clone()),
        Kept::Uncertain(at) => Fate::Uncertain(moment(at, lang)),
    }
}

/// What needs attention stands first.
fn rank(fate: &Fate) -> u8 {
    match fate {
        Fate::Refused(_) => 0,
        Fate::Uncertain(_) => 1,
        Fate::Waiting => 2,
        Fate::Accepted(_) => 3,
    }
}
