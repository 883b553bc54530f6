//! Keeping, correcting and deleting readings, sessions and targets.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use inzage_measure::reminder::Reminder;
use inzage_measure::{
    Checked, Field, Part, Phase, Problem, Reading, Session, Target, Typed, TypedSide, Week, check,
    check_session,
};
use inzage_own::{Entry, Payload};
use inzage_vault::{CryptoRng, Store};

use super::super::Outcome;
use super::super::open::Open;
use super::super::own::By;
use super::super::protocol::Failure;
use super::super::protocol::measure::Answer;
use super::{answered, moment};

impl<S: Store> Open<S> {
    pub(super) async fn keep_reading(
        &mut self,
        id: Option<String>,
        typed: &Typed,
        sure: bool,
        drafts: &[String],
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let checked = check(typed, moment(&by.at)?);
        let shown = |field: &Field| match field {
            Field::Number(_, part) => typed.numbers.get(part).cloned().unwrap_or_default(),
            _ => String::new(),
        };
        match taken(checked, sure, shown) {
            Ok(reading) => self.keep(id, &reading, drafts, by, rng).await,
            Err(answer) => answered(*answer),
        }
    }

    pub(super) async fn keep_session(
        &mut self,
        id: Option<String>,
        (sides, note): (&BTreeMap<Phase, TypedSide>, &str),
        sure: bool,
        drafts: &[String],
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let checked = check_session(sides, note, moment(&by.at)?);
        let shown = |field: &Field| match field {
            Field::Number(Some(phase), part) => {
                let side = sides.get(phase);
                let typed = side.and_then(|(_, numbers)| numbers.get(part));
                typed.cloned().unwrap_or_default()
            }
            _ => String::new(),
        };
        match taken(checked, sure, shown) {
            Ok(session) => self.keep(id, &session, drafts, by, rng).await,
            Err(answer) => answered(*answer),
        }
    }

    /// Keeps a new entry, or (with an id) what it says from now on.
    pub(super) async fn keep<P: Payload>(
        &mut self,
        id: Option<String>,
        payload: &P,
        drafts: &[String],
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let entry = match id {
            Some(id) => self.own_corrected(&id, payload, by)?,
            None => Self::own_new(payload, by, rng)?,
        };
        let id = entry.id.clone();
        self.own_keep(vec![entry], drafts, rng).await?;
        answered(Answer::Kept(id))
    }

    pub(super) async fn delete_measured(
        &mut self,
        id: &str,
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let kind = self.own.get(id).map(|entry| entry.kind.clone());
        let entry: Entry = match kind.as_deref() {
            Some(Reading::KIND) => self.own_deleted::<Reading>(id, by),
            Some(Session::KIND) => self.own_deleted::<Session>(id, by),
            Some(Target::KIND) => self.own_deleted::<Target>(id, by),
            Some(Week::KIND) => self.own_deleted::<Week>(id, by),
            Some(Reminder::KIND) => self.own_deleted::<Reminder>(id, by),
            _ => Err(Failure::NotFound),
        }?;
        self.own_keep(vec![entry], &[], rng).await?;
        answered(Answer::Kept(id.to_owned()))
    }

    pub(super) async fn keep_target(
        &mut self,
        (part, typed): (Part, &str),
        (from, with): (NaiveDate, &str),
        sure: bool,
        drafts: &[String],
        by: By,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let field = Field::Number(None, part);
        let wrong = |field, problem| answered(Answer::Wrong(vec![(field, problem)]));
        let limits = part.limits();
        let Some(amount) = inzage_measure::Amount::parse(typed) else {
            return wrong(field, Problem::NotANumber);
        };
        if !limits.allows(&amount) {
            let (low, high) = limits.possible;
            return wrong(field, Problem::Impossible(low, high));
        }
        if from > moment(&by.at)?.day() {
            return wrong(Field::At(None), Problem::Future);
        }
        if limits.asks_about(&amount) && !sure {
            return answered(Answer::Ask(vec![(field, typed.to_owned())]));
        }
        let target = Target {
            part,
            amount,
            from,
            with: with.trim().chars().take(200).collect(),
        };
        self.keep(None, &target, drafts, by, rng).await
    }
}

/// What can be kept, or what is answered instead.
fn taken<T>(
    checked: Checked<T>,
    sure: bool,
    shown: impl Fn(&Field) -> String,
) -> Result<T, Box<Answer>> {
    match checked {
        Checked::Good(value) => Ok(value),
        Checked::Ask(value, _) if sure => Ok(value),
        Checked::Ask(_, fields) => {
            let asked = fields.into_iter().map(|field| (field, shown(&field)));
            Err(Box::new(Answer::Ask(asked.collect())))
        }
        Checked::Wrong(wrong) => Err(Box::new(Answer::Wrong(wrong.into_iter().collect()))),
    }
}
