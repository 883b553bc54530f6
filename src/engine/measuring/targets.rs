//! The person's own targets: as rows, and as lines of a chart.

use chrono::NaiveDate;
use inzage_chart::Target as Line;
use inzage_measure::{Part, Target, in_effect};
use inzage_vault::Store;
use inzage_words::phrase;
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::measure::TargetRow;
use super::{points, words};

impl<S: Store> Open<S> {
    /// The person's own targets for some numbers, newest first.
    pub(super) fn targets(&self, parts: &[Part], today: NaiveDate, lang: Lang) -> Vec<TargetRow> {
        let all = self.all_targets();
        let mut found: Vec<(&str, &Target)> = all
            .iter()
            .filter(|(_, target)| parts.contains(&target.part))
            .map(|(id, target)| (id.as_str(), target))
            .collect();
        found.sort_by_key(|(id, target)| (std::cmp::Reverse(target.from), *id));
        let targets: Vec<Target> = all.iter().map(|(_, target)| target.clone()).collect();
        let rows = found.into_iter().map(|(id, target)| TargetRow {
            id: id.to_owned(),
            part: target.part,
            amount: words::with_unit(target.part, &target.amount, lang),
            from: words::day(target.from, lang),
            with: target.with.clone(),
            now: in_effect(&targets, target.part, today) == Some(target),
        });
        rows.collect()
    }

    /// Every target with its id; of two of one day the later entered comes last.
    pub(super) fn all_targets(&self) -> Vec<(String, Target)> {
        let mut all: Vec<(String, String, Target)> = self
            .own
            .all::<Target>()
            .map(|(entry, target)| {
                let at = entry.entered().map(|event| event.at.clone());
                (at.unwrap_or_default(), entry.id.clone(), target)
            })
            .collect();
        all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        all.into_iter()
            .map(|(_, id, target)| (id, target))
            .collect()
    }
}

/// Targets as lines of a chart, each until the next of its number.
pub(super) fn lines(all: &[(String, Target)], parts: &[Part], lang: Lang) -> Vec<Line> {
    let wanted = all.iter().map(|(_, target)| target);
    let wanted = wanted.filter(|target| parts.contains(&target.part));
    let line = |target: &Target| {
        let later = all.iter().map(|(_, other)| other);
        let later = later.filter(|other| other.part == target.part && other.from > target.from);
        let until = later.map(|other| other.from).min();
        let amount = words::with_unit(target.part, &target.amount, lang);
        let name = format!("{} {amount}", phrase(key(target.part), lang));
        let said = |key, text: &str| phrase(key, lang).replace("{}", text);
        let mut about = vec![name.clone()];
        about.push(said("target_since", &words::day(target.from, lang)));
        about.extend(until.map(|day| said("target_until", &words::day(day, lang))));
        about.extend(
            Some(target.with.as_str())
                .filter(|with| !with.is_empty())
                .map(|with| said("target_with", with)),
        );
        Line {
            number: points::value(&target.amount).number,
            name,
            words: about.join(", "),
            from: Some(target.from),
            until,
        }
    };
    wanted.map(line).collect()
}

const fn key(part: Part) -> &'static str {
    match part {
        Part::Weight => "target_weight",
        Part::Systolic => "target_systolic",
        Part::Diastolic => "target_diastolic",
        Part::Pulse => "target_pulse",
        _ => "target_other",
    }
}
