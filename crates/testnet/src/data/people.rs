//! The made-up people.

use chrono::{Datelike as _, NaiveDate};

use crate::network::Persona;

/// Somebody, as the sources write them down.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Persona id.
    pub(super) id: &'static str,
    /// Official given names.
    pub(super) given: &'static str,
    /// Initials.
    pub(super) initials: &'static str,
    /// What people say.
    pub(super) call: &'static str,
    /// Prefix and own family name.
    pub(super) own: (&'static str, &'static str),
    /// Prefix and family name of the partner, when it is used.
    pub(super) partner: Option<(&'static str, &'static str)>,
    /// `male` or `female`.
    pub(super) gender: &'static str,
    /// Birth date.
    pub(super) born: NaiveDate,
    /// Part of a multiple birth.
    pub(super) twin: bool,
    /// What this persona is there to test.
    pub(super) about: &'static str,
}

impl Person {
    /// Family name in the preferred order: partner's name first when used.
    pub(super) fn family(&self) -> String {
        let name = |(prefix, name): (&str, &str)| {
            if prefix.is_empty() {
                name.to_owned()
            } else {
                format!("{prefix} {name}")
            }
        };
        match self.partner {
            Some(partner) => format!("{}-{}", name(partner), name(self.own)),
            None => name(self.own),
        }
    }

    /// Name for people.
    pub(super) fn display(&self) -> String {
        format!("{} {}", self.call, self.family())
    }

    /// As a persona.
    pub(super) fn persona(&self) -> Persona {
        Persona {
            id: self.id.to_owned(),
            name: self.display(),
            birth_date: self.born.to_string(),
            about: self.about.to_owned(),
        }
    }
}

/// The day on which somebody who had a birthday this year turned `age`.
fn born(today: NaiveDate, age: i32, month: u32, day: u32) -> NaiveDate {
    let passed = (month, day) <= (today.month(), today.day());
    let year = today.year() - age - i32::from(!passed);
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today)
}

/// Everybody, with their ages on this day.
pub(super) fn all(today: NaiveDate) -> Vec<Person> {
    let plain = |id, call, own, gender, born, about| Person {
        id,
        given: call,
        initials: "",
        call,
        own,
        partner: None,
        gender,
        born,
        twin: false,
        about,
    };
    vec![
        Person {
            given: "Hendrika Margaretha",
            initials: "H.M.",
            partner: Some(("van den", "Berg")),
            ..plain(
                "riet",
                "Riet",
                ("", "Postma"),
                "female",
                born(today, 71, 3, 14),
                "Dialyseert drie keer per week. Veel medicijnen, brieven van drie instellingen.",
            )
        },
        Person {
            given: "Daniël Johannes",
            initials: "D.J.",
            ..plain(
                "daan",
                "Daan",
                ("", "Visser"),
                "male",
                born(today, 34, 8, 2),
                "Gezonde volwassene met weinig gegevens.",
            )
        },
        Person {
            initials: "N.",
            ..plain(
                "noor",
                "Noor",
                ("el", "Amrani"),
                "female",
                born(today, 45, 11, 30),
                "Is overal bekend, maar haar dossier is leeg.",
            )
        },
        Person {
            initials: "S.",
            ..plain(
                "sem",
                "Sem",
                ("", "Bakker"),
                "male",
                born(today, 15, 1, 20),
                "Is 15 jaar en mag nog niet zelf ophalen.",
            )
        },
        Person {
            given: "Eva Maria",
            initials: "E.M.",
            partner: Some(("", "Bakker")),
            ..plain(
                "eva",
                "Eva",
                ("de", "Groot"),
                "female",
                born(today, 41, 6, 9),
                "Moeder van Sem en Lotte.",
            )
        },
        Person {
            initials: "L.",
            ..plain(
                "lotte",
                "Lotte",
                ("", "Bakker"),
                "female",
                born(today, 8, 10, 17),
                "Kind van Eva, 8 jaar: mag niet zelf ophalen.",
            )
        },
        Person {
            initials: "M.",
            twin: true,
            ..plain(
                "mees",
                "Mees",
                ("", "Hoekstra"),
                "male",
                born(today, 27, 4, 5),
                "Tweeling van Jip: zelfde geboortedatum.",
            )
        },
        Person {
            initials: "J.",
            twin: true,
            ..plain(
                "jip",
                "Jip",
                ("", "Hoekstra"),
                "male",
                born(today, 27, 4, 5),
                "Tweeling van Mees: zelfde geboortedatum.",
            )
        },
    ]
}
