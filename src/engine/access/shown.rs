//! Who used the data, as the page shows it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use inzage_dossier::access::{Action, End, Filter, Told, Use};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::access::{Asked, Choices, Line, Page, Stands, Which};
use super::super::words;
use super::offers;

impl<S: Store> Open<S> {
    pub(super) fn access_page(&self, filter: &Filter, most: usize, lang: Lang) -> Page {
        let all = self.all_uses(lang);
        let today = self.log.now.get(..10).and_then(|day| day.parse().ok());
        let today = today.unwrap_or_default();
        let kept: Vec<&Use> = all.iter().filter(|it| filter.keeps(it, today)).collect();
        Page {
            asked: self.asked_of_each(&all, lang),
            lines: kept
                .iter()
                .take(most)
                .map(|it| self.access_line(it, lang))
                .collect(),
            total: kept.len(),
            choices: self.access_choices(&all, lang),
        }
    }

    /// Every provider that can be asked or has told something, then the others.
    fn asked_of_each(&self, all: &[Use], lang: Lang) -> Vec<Asked> {
        let each = self.providers.keys().map(|provider| Asked {
            source: self.mark(provider),
            stands: self.stands_with(provider, all, lang),
        });
        let mut each: Vec<Asked> = each.collect();
        each.sort_by_key(|asked| asked.stands == Stands::NotOffered);
        each
    }

    fn stands_with(&self, provider: &str, all: &[Use], lang: Lang) -> Stands {
        let askings = self.askings();
        let count = all.iter().filter(|it| it.provider == provider).count();
        let Some(last) = self.askings_in_order(&askings, provider).pop() else {
            let offered = self.logins(provider).any(offers);
            return if offered {
                Stands::NotAsked
            } else {
                Stands::NotOffered
            };
        };
        let at = words::moment(&last.at, lang);
        match &last.end {
            End::Failed(_) => Stands::Failed {
                at,
                count,
                trace_id: last.trace_id.clone(),
            },
            end => Stands::Told {
                at,
                count,
                whole: *end == End::Whole,
            },
        }
    }

    fn access_choices(&self, all: &[Use], lang: Lang) -> Choices {
        let mut actions: BTreeMap<Action, usize> = BTreeMap::new();
        let mut roles: BTreeMap<String, usize> = BTreeMap::new();
        let (mut providers, mut years) = (BTreeMap::new(), BTreeSet::new());
        for found in all {
            *actions.entry(found.told.action).or_default() += 1;
            if !found.told.role.is_empty() {
                *roles.entry(found.told.role.clone()).or_default() += 1;
            }
            providers.insert(found.provider.clone(), self.mark(&found.provider));
            years.extend(found.day().map(|day| day.year()));
        }
        let named = actions.into_iter();
        Choices {
            actions: named
                .map(|(action, count)| (action, word(action.key(), lang).to_owned(), count))
                .collect(),
            roles: roles.into_iter().collect(),
            providers: providers.into_values().collect(),
            years: years.into_iter().rev().collect(),
        }
    }

    fn access_line(&self, found: &Use, lang: Lang) -> Line {
        let told = &found.told;
        let which = Which {
            provider: found.provider.clone(),
            id: told.id.clone(),
        };
        let entry = found.entry.as_ref().and_then(|number| {
            let loaded = self.records.get(number)?;
            Some((loaded.chapter(), number.clone()))
        });
        Line {
            asked: self.asked_about_use(&which),
            which,
            day: day(told, lang),
            clock: clock(told),
            who: who(told),
            text: deed(told, lang),
            why: told.purpose.clone(),
            source: self.mark(&found.provider),
            entry,
            details: details(found, lang),
        }
    }
}

pub(super) fn word(key: &'static str, lang: Lang) -> &'static str {
    inzage_words::logbook(key, lang).unwrap_or(key)
}

fn day(told: &Told, lang: Lang) -> String {
    match told.seconds() {
        Some(_) => words::day(&told.at, lang),
        None => told.at.clone(),
    }
}

/// On the clock of who tells it.
pub(super) fn clock(told: &Told) -> String {
    let clock = told.seconds().and_then(|_| told.at.get(11..16));
    let utc = if told.at.ends_with('Z') { " (UTC)" } else { "" };
    clock
        .map(|clock| format!("{clock}{utc}"))
        .unwrap_or_default()
}

/// `Dialyseverpleegkundige, Dialyse`
pub(super) fn who(told: &Told) -> String {
    let parts = [told.role.as_str(), told.department.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// `Bekeken: Medicatieoverzicht`
pub(super) fn deed(told: &Told, lang: Lang) -> String {
    let did = word(told.action.key(), lang);
    if told.data.is_empty() {
        did.to_owned()
    } else {
        format!("{did}: {}", told.data)
    }
}

fn details(found: &Use, lang: Lang) -> Vec<(String, String)> {
    let label = |key| word(key, lang).to_owned();
    let told = &found.told;
    let mut all = vec![
        (label("access_organization"), told.organization.clone()),
        (label("access_told"), words::moment(&found.since, lang)),
    ];
    if found.entry.is_none() && !told.id.starts_with(['{', '"']) {
        all.push((label("access_number"), told.id.clone()));
    }
    let more = told.more.iter().map(|(name, text)| {
        let name = if name.is_empty() {
            label("access_more")
        } else {
            name.clone()
        };
        (name, text.clone())
    });
    all.extend(more);
    let earlier = found.earlier.iter().map(|told| {
        let said = [who(told), deed(told, lang), told.purpose.clone()];
        (label("access_earlier"), said.join("; "))
    });
    all.extend(earlier);
    all.retain(|(_, text)| !text.is_empty());
    all
}
