//! The screens of sharing and their addresses.

/// A screen of sharing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Links {
    /// Every link.
    Home,
    /// Make one.
    New,
    /// One link.
    One(String),
}

impl Links {
    /// The screen of what stands behind `/delen`.
    pub fn parse(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            [] => Self::Home,
            ["nieuw"] => Self::New,
            [id] if super::is_number(id) => Self::One((*id).to_owned()),
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/delen".into(),
            Self::New => "/delen/nieuw".into(),
            Self::One(id) => format!("/delen/{id}"),
        }
    }

    /// Every screen, once.
    #[cfg(test)]
    pub(super) fn all() -> Vec<Self> {
        vec![Self::Home, Self::New, Self::One("0f3a9c".into())]
    }
}
