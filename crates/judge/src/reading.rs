//! What is set beside a limit.

/// A number that there can be a limit for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Systolic pressure, in `mm[Hg]`.
    Systolic,
    /// Diastolic pressure, in `mm[Hg]`.
    Diastolic,
    /// Glucose, in mmol/L.
    Glucose,
}

/// When, around meals and sleep, glucose was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Nothing eaten since the night.
    Fasting,
    /// Before a meal.
    BeforeMeal,
    /// After a meal.
    AfterMeal,
    /// Before going to sleep.
    Bedtime,
    /// In the night.
    Night,
}

/// One number of a reading that the person took herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Of what.
    pub quantity: Quantity,
    /// How much, in thousandths of the unit of the quantity.
    pub thousandths: i64,
    /// Around which meal; none when it was not told.
    pub moment: Option<Moment>,
    /// Taken before or after dialysis.
    pub around_dialysis: bool,
}

impl Quantity {
    /// How it is written in the tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Systolic => "systolic",
            Self::Diastolic => "diastolic",
            Self::Glucose => "glucose",
        }
    }

    /// Decimals that it is told with.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Systolic | Self::Diastolic => 0,
            Self::Glucose => 1,
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let all = [Self::Systolic, Self::Diastolic, Self::Glucose];
        all.into_iter().find(|one| one.key() == text)
    }
}

impl Moment {
    /// How it is written in the tables.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fasting => "fasting",
            Self::BeforeMeal => "before-meal",
            Self::AfterMeal => "after-meal",
            Self::Bedtime => "bedtime",
            Self::Night => "night",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let all = [
            Self::Fasting,
            Self::BeforeMeal,
            Self::AfterMeal,
            Self::Bedtime,
            Self::Night,
        ];
        all.into_iter().find(|one| one.key() == text)
    }
}
