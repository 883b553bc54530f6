//! The module *beoordeling*, in the open vault: own readings beside general limits.
//! Without the rules that the operator switched on nothing here answers anything.

mod say;
mod who;

use chrono::{Days, NaiveDate};
use inzage_judge::{Limits, Quantity, Reading, Words, judge};
use inzage_measure::{Amount, GlucoseMoment, Kind, Moment, Part, Phase, within};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::measuring::Owned;
use super::open::Open;
use super::protocol::judging::{Answer, Request, What};
use super::protocol::{Answer as Whole, Failure};
use say::Says;

/// Setting: what the person said of herself.
pub(super) const SAID: &str = "judge-said";

/// What the operator switched on.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    manufacturer: String,
    limits: Limits,
    words: [Words; 2],
}

impl Rules {
    fn read(manufacturer: String, limits: &str, words: &str) -> Option<Self> {
        if manufacturer.trim().is_empty() {
            return None;
        }
        Some(Self {
            manufacturer,
            limits: Limits::read(limits).ok()?,
            words: [Words::read(words, false), Words::read(words, true)],
        })
    }

    fn words(&self, lang: Lang) -> &Words {
        let [dutch, english] = &self.words;
        match lang {
            Lang::Nl => dutch,
            Lang::En => english,
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an answer where any outcome may stand"
)]
fn answered(answer: Answer) -> Outcome {
    Ok(Whole::Judging(answer))
}

impl<S: Store> Open<S> {
    /// Requests about general limits.
    pub(super) async fn judging(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        match request {
            Request::Rules {
                manufacturer,
                limits,
                words,
            } => {
                self.rules = Rules::read(manufacturer, &limits, &words);
                match self.rules {
                    Some(_) => Ok(Whole::Done),
                    None => answered(Answer::NoRules),
                }
            }
            Request::Of { what, now } => {
                let now = Moment::parse(&now).ok_or(Failure::Internal)?;
                self.beside(&what, now, lang).await
            }
            Request::Say { holds, now } => {
                let now = Moment::parse(&now).ok_or(Failure::Internal)?;
                self.said_of_herself(&holds, now.day(), rng).await
            }
        }
    }

    async fn beside(&self, what: &What, now: Moment, lang: Lang) -> Outcome {
        let Some(rules) = &self.rules else {
            return answered(Answer::NoRules);
        };
        let owned = self.asked_for(what, now.day());
        let (places, readings): (Vec<usize>, Vec<Reading>) = owned
            .iter()
            .enumerate()
            .flat_map(|(place, one)| numbers(one).into_iter().map(move |read| (place, read)))
            .unzip();
        let about = |limit: &inzage_judge::Limit| {
            readings.iter().any(|read| read.quantity == limit.quantity)
        };
        if !rules.limits.all().iter().any(about) {
            return answered(Answer::Beside(None));
        }
        let person = self.who(now.day()).await?;
        let says = Says {
            rules,
            words: rules.words(lang),
            lang,
            owned: &owned,
            places: &places,
            readings: &readings,
        };
        let found = judge(&rules.limits, &person, &readings, now.day());
        let beside = match (found, what) {
            (Ok(found), What::Outside(_)) => says.outside(&found, &person),
            (Err(_), What::Outside(_)) => None,
            (Ok(found), _) => Some(says.judged(&found, &person)),
            (Err(why), _) => Some(says.withheld(why, &person)),
        };
        answered(Answer::Beside(beside.map(Box::new)))
    }

    /// Own readings only: limits for measuring at home say nothing of others.
    fn asked_for(&self, what: &What, today: NaiveDate) -> Vec<Owned> {
        let mut all = self.own_readings().to_vec();
        match what {
            What::Kind(kind, stretch) => all.retain(|owned| {
                let reading = &owned.reading;
                reading.kind == *kind && within(reading.at.day(), *stretch)
            }),
            What::Outside(days) => {
                let first = today.checked_sub_days(Days::new(*days));
                all.retain(|owned| first.is_none_or(|first| first < owned.reading.at.day()));
            }
            What::Week(week) => all.retain(|owned| {
                let slot = owned.reading.slot.as_ref();
                slot.is_some_and(|slot| slot.week == *week)
            }),
        }
        all.sort_by_key(|owned| std::cmp::Reverse(owned.reading.at.seconds()));
        all
    }
}

/// The numbers of a reading for which there can be a limit.
fn numbers(owned: &Owned) -> Vec<Reading> {
    let reading = &owned.reading;
    let of = |(part, amount): (&Part, &Amount)| {
        Some(Reading {
            quantity: quantity(reading.kind, *part)?,
            thousandths: amount.thousandths(),
            moment: reading.moment.map(moment),
            around_dialysis: matches!(owned.phase, Some(Phase::Before | Phase::After)),
        })
    };
    reading.amounts.iter().filter_map(of).collect()
}

fn quantity(kind: Kind, part: Part) -> Option<Quantity> {
    match (kind, part) {
        (Kind::BloodPressure, Part::Systolic) => Some(Quantity::Systolic),
        (Kind::BloodPressure, Part::Diastolic) => Some(Quantity::Diastolic),
        (Kind::Glucose, Part::Glucose) => Some(Quantity::Glucose),
        _ => None,
    }
}

fn moment(of: GlucoseMoment) -> inzage_judge::Moment {
    use GlucoseMoment as G;
    match of {
        G::Fasting => inzage_judge::Moment::Fasting,
        G::BeforeLunch | G::BeforeDinner | G::BeforeMeal => inzage_judge::Moment::BeforeMeal,
        G::AfterBreakfast | G::AfterLunch | G::AfterDinner | G::AfterMeal => {
            inzage_judge::Moment::AfterMeal
        }
        G::Bedtime => inzage_judge::Moment::Bedtime,
        G::Night => inzage_judge::Moment::Night,
    }
}
