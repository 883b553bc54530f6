//! Judgements in words, all of them from the module's own file.

use inzage_judge::{
    Bound, Circumstance, Figure, Judgement, Limit, Person, Quantity, Reading, Withheld, Word, Words,
};
use inzage_measure::{Amount, Part};
use inzage_zib::view::Lang;

use super::super::measuring::{Owned, words as measured};
use super::super::protocol::judging::{Beside, Lies, Line, Question};
use super::Rules;

/// Most single values that are shown beside a limit.
const MOST: usize = 30;

/// What is needed to say a judgement.
pub(super) struct Says<'a> {
    pub(super) rules: &'a Rules,
    pub(super) words: &'a Words,
    pub(super) lang: Lang,
    /// What was asked for, newest first.
    pub(super) owned: &'a [Owned],
    /// Of which of those each reading is.
    pub(super) places: &'a [usize],
    pub(super) readings: &'a [Reading],
}

impl Says<'_> {
    /// Readings beside the limits.
    pub(super) fn judged(&self, found: &[Judgement<'_>], person: &Person) -> Beside {
        let mut beside = self.frame(person, false);
        beside.lines = found.iter().map(|one| self.line(one)).collect();
        if found.is_empty() {
            beside.notes.push(self.words.get("none").to_owned());
        }
        let silent = |read: &&Reading| read.quantity == Quantity::Glucose && read.moment.is_none();
        if self.readings.iter().any(|read| silent(&read)) {
            beside.notes.push(self.words.get("moments").to_owned());
        }
        beside
    }

    /// What lies outside, where it is not the subject: nothing when nothing does.
    pub(super) fn outside(&self, found: &[Judgement<'_>], person: &Person) -> Option<Beside> {
        let stays = |line: &mut Line| {
            line.each.retain(|(_, _, lies, _)| *lies == Lies::Outside);
            let whole = line
                .word
                .as_ref()
                .is_some_and(|(lies, _)| *lies == Lies::Outside);
            whole || !line.each.is_empty()
        };
        let mut lines: Vec<Line> = found.iter().map(|one| self.line(one)).collect();
        lines.retain_mut(stays);
        (!lines.is_empty()).then(|| Beside {
            lines,
            question: None,
            ..self.frame(person, false)
        })
    }

    /// Why no general limit is applied.
    pub(super) fn withheld(&self, why: Withheld, person: &Person) -> Beside {
        let asks = matches!(why, Withheld::NotAsked | Withheld::AskAgain);
        let mut beside = self.frame(person, asks);
        let words = self.words.get(why.key()).to_owned();
        match beside.question.as_mut().filter(|_| asks) {
            Some(question) => question.asked = words,
            None => beside.notes.push(words),
        }
        // What a source tells, the person cannot take back here.
        if matches!(why, Withheld::Minor | Withheld::AgeUnknown) || person.dialysis {
            beside.question = None;
        }
        beside
    }

    fn frame(&self, person: &Person, open: bool) -> Beside {
        let maker = [("manufacturer", self.rules.manufacturer.as_str())];
        Beside {
            title: self.words.get("title").to_owned(),
            lead: self.words.get("own").to_owned(),
            maker: self.words.fill("maker", &maker),
            question: Some(self.question(person, open)),
            ..Beside::default()
        }
    }

    fn question(&self, person: &Person, open: bool) -> Question {
        let choice = |one: Circumstance| {
            let words = self.words.get(&format!("say.{}", one.key()));
            (one.key().to_owned(), words.to_owned(), person.said(one))
        };
        Question {
            asked: self.said(person),
            open,
            change: self.words.get("change").to_owned(),
            choices: Circumstance::ALL.map(choice).into(),
            keep: self.words.get("keep").to_owned(),
        }
    }

    /// What the person said before.
    fn said(&self, person: &Person) -> String {
        let Some(said) = &person.said else {
            return String::new();
        };
        let what = said.what.iter();
        let what: Vec<&str> = what
            .map(|one| self.words.get(&format!("say.{}", one.key())))
            .collect();
        let what = if what.is_empty() {
            self.words.get("said.none").to_owned()
        } else {
            what.join("; ")
        };
        let date = measured::day(said.on, self.lang);
        self.words.fill("said", &[("date", &date), ("what", &what)])
    }

    fn line(&self, found: &Judgement<'_>) -> Line {
        let limit = found.limit;
        let value = found.thousandths.map(|value| {
            let amount = Amount::rounded(value, found.decimals);
            self.with_unit(figure_unit(limit), &amount)
        });
        let single = limit.figure == Figure::Value;
        let few = (value.is_none() && !single).then(|| {
            let (count, least) = (found.of.len().to_string(), limit.least.to_string());
            self.words
                .fill("few", &[("count", &count), ("least", &least)])
        });
        let mut about = vec![self.limit(limit)];
        about.extend(few);
        if matches!(limit.figure, Figure::Share | Figure::Variation) {
            about.push(self.words.get("sensor").to_owned());
        }
        Line {
            name: self.words.get(&limit.key()).to_owned(),
            value: value.unwrap_or_default(),
            count: self.count(found),
            word: found.word.map(|word| self.word(word)),
            each: self.each(found),
            limit: about,
            source: self.words.fill(
                "source",
                &[("source", &limit.source), ("date", &self.date(&limit.date))],
            ),
        }
    }

    fn count(&self, found: &Judgement<'_>) -> String {
        let count = found.of.len().to_string();
        match (found.limit.figure, found.of.len()) {
            (Figure::Share, _) => {
                let inside = found.inside.to_string();
                self.words
                    .fill("share", &[("inside", &inside), ("count", &count)])
            }
            (_, 1) => self.words.get("reading").to_owned(),
            _ => self.words.fill("readings", &[("count", &count)]),
        }
    }

    fn word(&self, word: Word) -> (Lies, String) {
        let lies = match word {
            Word::Above | Word::Below => Lies::Outside,
            Word::Within => Lies::Within,
        };
        (lies, self.words.get(word.key()).to_owned())
    }

    fn each(&self, found: &Judgement<'_>) -> Vec<(String, String, Lies, String)> {
        let rows = found.of.iter().zip(&found.each).take(MOST);
        rows.filter_map(|(place, word)| {
            let reading = &self.owned.get(*self.places.get(*place)?)?.reading;
            let day = measured::day(reading.at.day(), self.lang);
            let (lies, word) = self.word(*word);
            let value = measured::value(reading, self.lang);
            Some((format!("{day}, {}", reading.at.clock()), value, lies, word))
        })
        .collect()
    }

    /// `Grens: lager dan 135 mmHg, voor volwassenen …`
    fn limit(&self, limit: &Limit) -> String {
        let side = |bound: &Bound| {
            let amount = Amount::parse(&bound.text);
            amount.map_or_else(
                || bound.text.clone(),
                |amount| self.with_unit(&limit.unit, &amount),
            )
        };
        let (low, high) = (limit.low.as_ref(), limit.high.as_ref());
        let key = match (low, high) {
            (Some(_), Some(_)) => "between",
            (None, Some(high)) if high.included => "most",
            (None, _) => "under",
            (Some(low), None) if low.included => "least",
            (Some(_), None) => "over",
        };
        let sides = [
            ("low", low.map(side).unwrap_or_default()),
            ("high", high.map(side).unwrap_or_default()),
        ];
        let sides = sides.each_ref().map(|(name, text)| (*name, text.as_str()));
        let text = self.words.fill(key, &sides);
        let (from, to) = (limit.ages.0.to_string(), limit.ages.1.to_string());
        let group = format!("group.{}", limit.group.key());
        let group = self.words.fill(&group, &[("from", &from), ("to", &to)]);
        let limit = self.words.fill("limit", &[("limit", &text)]);
        format!("{limit} ({group}).")
    }

    fn with_unit(&self, ucum: &str, amount: &Amount) -> String {
        let parts = [Part::Systolic, Part::Glucose].into_iter();
        let mut parts = parts.filter(|part| part.ucum() == ucum);
        match parts.next() {
            Some(part) => measured::with_unit(part, amount, self.lang),
            None => format!("{}\u{a0}{ucum}", measured::number(amount, self.lang)),
        }
    }

    fn date(&self, date: &str) -> String {
        inzage_zib::date_text(date, self.lang)
    }
}

/// Shares and variation are told in per cent.
fn figure_unit(limit: &Limit) -> &str {
    match limit.figure {
        Figure::Mean | Figure::Value => &limit.unit,
        Figure::Share | Figure::Variation => "%",
    }
}
