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
fn born(today: NaiveDate, (age, month, day): (i32, u32, u32)) -> NaiveDate {
    let passed = (month, day) <= (today.month(), today.day());
    let year = today.year() - age - i32::from(!passed);
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today)
}

/// Everybody as on the first page of a dossier: age and birthday instead of a
/// birth date.
struct Row {
    id: &'static str,
    names: (&'static str, &'static str, &'static str),
    own: (&'static str, &'static str),
    partner: Option<(&'static str, &'static str)>,
    gender: &'static str,
    age: (i32, u32, u32),
    twin: bool,
    about: &'static str,
}

const fn row(
    id: &'static str,
    names: (&'static str, &'static str, &'static str),
    own: (&'static str, &'static str),
    gender: &'static str,
    age: (i32, u32, u32),
    about: &'static str,
) -> Row {
    Row {
        id,
        names,
        own,
        partner: None,
        gender,
        age,
        twin: false,
        about,
    }
}

const ROWS: &[Row] = &[
    Row {
        partner: Some(("van den", "Berg")),
        ..row(
            "riet",
            ("Hendrika Margaretha", "H.M.", "Riet"),
            ("", "Postma"),
            "female",
            (71, 3, 14),
            "Dialyseert drie keer per week. Veel medicijnen, brieven van drie instellingen.",
        )
    },
    row(
        "daan",
        ("Daniël Johannes", "D.J.", "Daan"),
        ("", "Visser"),
        "male",
        (34, 8, 2),
        "Gezonde volwassene met weinig gegevens.",
    ),
    row(
        "noor",
        ("Noor", "N.", "Noor"),
        ("el", "Amrani"),
        "female",
        (45, 11, 30),
        "Is bij drie aanbieders bekend, maar haar dossier is leeg.",
    ),
    row(
        "sem",
        ("Sem", "S.", "Sem"),
        ("", "Bakker"),
        "male",
        (15, 1, 20),
        "Is 15 jaar en mag nog niet zelf ophalen.",
    ),
    Row {
        partner: Some(("", "Bakker")),
        ..row(
            "eva",
            ("Eva Maria", "E.M.", "Eva"),
            ("de", "Groot"),
            "female",
            (41, 6, 9),
            "Moeder van Sem en Lotte.",
        )
    },
    row(
        "lotte",
        ("Lotte", "L.", "Lotte"),
        ("", "Bakker"),
        "female",
        (8, 10, 17),
        "Kind van Eva, 8 jaar: mag niet zelf ophalen.",
    ),
    Row {
        twin: true,
        ..row(
            "mees",
            ("Mees", "M.", "Mees"),
            ("", "Hoekstra"),
            "male",
            (27, 4, 5),
            "Tweeling van Jip: zelfde geboortedatum.",
        )
    },
    Row {
        twin: true,
        ..row(
            "jip",
            ("Jip", "J.", "Jip"),
            ("", "Hoekstra"),
            "male",
            (27, 4, 5),
            "Tweeling van Mees: zelfde geboortedatum.",
        )
    },
];

/// Everybody, with their ages on this day.
pub(super) fn all(today: NaiveDate) -> Vec<Person> {
    ROWS.iter()
        .map(|row| Person {
            id: row.id,
            given: row.names.0,
            initials: row.names.1,
            call: row.names.2,
            own: row.own,
            partner: row.partner,
            gender: row.gender,
            born: born(today, row.age),
            twin: row.twin,
            about: row.about,
        })
        .collect()
}
