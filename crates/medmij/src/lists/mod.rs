//! The four lists that `MedMij` publishes, read and written.
//!
//! They are XML with elements only, in a fixed order, without attributes
//! (`MedMij` "Interfaces lijsten", XML-schema's). Reading checks what the schemas
//! check: required elements, their order, uniqueness and patterns. An element
//! that the schema does not know gives a [`Warning`] and is passed over, so that
//! an addition to a list is not an outage; anything else that is wrong refuses
//! the whole list, because half a list is worse than yesterday's.

mod gegevensdienstnamenlijst;
mod oauthclientlist;
mod patterns;
mod walk;
mod whitelist;
mod write;
mod zorgaanbiederslijst;

pub use gegevensdienstnamenlijst::{Gegevensdienstnaam, Gegevensdienstnamenlijst};
pub use oauthclientlist::{ClientInterfaceversie, OAuthclient, OAuthclientlist};
pub use patterns::{Uris, is_hostname, is_zorgaanbiedernaam};
pub use whitelist::Whitelist;
pub use zorgaanbiederslijst::{
    Aanbiedertype, Abonneren, Gegevensdienst, Interfaceversie, Systeemrol, Zorgaanbieder,
    Zorgaanbiederslijst,
};

/// Something in a list that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown element or attribute {name:?} within {within} (byte {at})")]
pub struct Warning {
    /// Name as written, at most 64 characters of it.
    pub name: String,
    /// The element it stood in.
    pub within: String,
    /// Where, in bytes from the start.
    pub at: u64,
}

/// Why a list was refused as a whole. Names elements, never their content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault} (byte {at})")]
pub struct ListError {
    /// What is wrong.
    pub fault: Fault,
    /// Where, in bytes from the start.
    pub at: u64,
}

/// What is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not well-formed XML, or cut off.
    #[error("not well-formed XML")]
    NotXml,
    /// A document type declaration or an entity of its own: never needed, and a
    /// known way to attack readers.
    #[error("a document type declaration or an unknown entity is not allowed")]
    Doctype,
    /// Another document than this list.
    #[error("the root is not {0} in its own namespace")]
    WrongRoot(&'static str),
    /// A required element is not there, or something known stands in its place.
    #[error("{wanted} is missing or out of order within {within}")]
    Missing {
        /// The required element.
        wanted: &'static str,
        /// Its parent.
        within: String,
    },
    /// A known element where it may not be, or a second time.
    #[error("{name} may not stand here within {within}")]
    Unexpected {
        /// The element.
        name: String,
        /// Its parent.
        within: String,
    },
    /// A value that does not have the form the schema asks for.
    #[error("{0} does not have the form that the schema asks for")]
    Pattern(&'static str),
    /// A value that must be unique and is not.
    #[error("{0} is not unique")]
    Duplicate(&'static str),
    /// Text between elements.
    #[error("text where only elements may stand, within {0}")]
    Text(String),
    /// Nested deeper than any list can be.
    #[error("nested too deep")]
    TooDeep,
}

#[cfg(test)]
mod tests;
