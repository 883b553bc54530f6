//! The screens of asking something and their addresses.

use inzage_request::{Kind, Right};

/// A screen of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// All requests.
    Home,
    /// The rights that go by letter.
    Rights,
    /// Ask something that is not about an entry.
    New(Kind),
    /// Ask something about an entry.
    About(String),
    /// One request.
    One(String),
    /// Write it anew.
    Change(String),
}

/// Length of the id of a request, a UUID.
const ID: usize = 36;

fn is_id(text: &str) -> bool {
    text.len() == ID && super::is_number(text)
}

/// What can be asked without an entry.
const KINDS: [(Kind, &str); 8] = [
    (Kind::Missing, "medicijn"),
    (Kind::Wrong, "fout"),
    (Kind::Right(Right::Copy), "kopie"),
    (Kind::Right(Right::CopyYoung), "kopie-12-tot-15"),
    (Kind::Right(Right::Addition), "verklaring"),
    (Kind::Right(Right::Destruction), "vernietigen"),
    (Kind::Right(Right::Shielding), "afschermen"),
    (Kind::Right(Right::Transfer), "overdragen"),
];

impl Ask {
    /// The screen of what stands behind `/verzoeken`.
    pub fn parse(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            [] => Self::Home,
            ["rechten"] => Self::Rights,
            ["nieuw", name] => {
                let found = KINDS.iter().find(|(_, known)| known == name);
                Self::New(found?.0)
            }
            ["over", number] if super::is_number(number) => Self::About((*number).to_owned()),
            [id] if is_id(id) => Self::One((*id).to_owned()),
            [id, "wijzigen"] if is_id(id) => Self::Change((*id).to_owned()),
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(&self) -> String {
        let below = match self {
            Self::Home => return "/verzoeken".to_owned(),
            Self::Rights => "rechten".to_owned(),
            Self::New(kind) => {
                let found = KINDS.iter().find(|(known, _)| known == kind);
                format!("nieuw/{}", found.map_or("medicijn", |(_, name)| name))
            }
            Self::About(number) => format!("over/{number}"),
            Self::One(id) => id.clone(),
            Self::Change(id) => format!("{id}/wijzigen"),
        };
        format!("/verzoeken/{below}")
    }

    /// The screen that "back" leads to.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::Home => None,
            Self::Change(id) => Some(Self::One(id.clone())),
            Self::New(Kind::Right(_)) => Some(Self::Rights),
            _ => Some(Self::Home),
        }
    }

    /// One of each, for tests.
    #[cfg(test)]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Home,
            Self::Rights,
            Self::About("0f3a9c".into()),
            Self::One("6f0a1a52-8f4a-4a1e-9d57-0c5d7d1f0a11".into()),
            Self::Change("6f0a1a52-8f4a-4a1e-9d57-0c5d7d1f0a11".into()),
        ];
        all.extend(KINDS.map(|(kind, _)| Self::New(kind)));
        all
    }
}
