//! What is kept, and in which table of the store it lies.

use std::fmt;

/// What a record of the vault is. On the device only a neutral letter shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One run of collecting at one login: what was asked, what came, when.
    Collection,
    /// A resource or page of resources, byte for byte as received.
    Record,
    /// An attachment (letter, image); kept in chunks of 1 MiB.
    Document,
    /// A provider that the person added.
    Provider,
    /// The sealed refresh token of one login group.
    Grant,
    /// What was being typed when the vault was locked.
    Draft,
    /// A setting of this vault.
    Setting,
    /// What was done, for the person to read back.
    Log,
    /// Whose vault this is.
    Person,
    /// What the person makes herself, with its history.
    Own,
}

impl Kind {
    /// Every kind, in the order of the tables.
    pub const ALL: [Self; 10] = [
        Self::Collection,
        Self::Record,
        Self::Document,
        Self::Provider,
        Self::Grant,
        Self::Draft,
        Self::Setting,
        Self::Log,
        Self::Person,
        Self::Own,
    ];
}

/// A table of the store. Its [name](Table::name) is a neutral letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The header with the key slots, and the manifest.
    Meta,
    /// The records of one kind.
    Of(Kind),
    /// The bytes of documents.
    Chunks,
}

impl Table {
    /// Every table: a store makes all of them when it makes a database.
    pub const ALL: [Self; 12] = [
        Self::Meta,
        Self::Of(Kind::Collection),
        Self::Of(Kind::Record),
        Self::Of(Kind::Document),
        Self::Of(Kind::Provider),
        Self::Of(Kind::Grant),
        Self::Of(Kind::Draft),
        Self::Of(Kind::Setting),
        Self::Of(Kind::Log),
        Self::Of(Kind::Person),
        Self::Of(Kind::Own),
        Self::Chunks,
    ];

    /// The name of the table on the device. Part of the format: never change one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meta => "a",
            Self::Of(Kind::Collection) => "b",
            Self::Of(Kind::Record) => "c",
            Self::Of(Kind::Document) => "d",
            Self::Of(Kind::Provider) => "e",
            Self::Of(Kind::Grant) => "f",
            Self::Of(Kind::Draft) => "g",
            Self::Of(Kind::Setting) => "h",
            Self::Of(Kind::Log) => "i",
            Self::Of(Kind::Person) => "j",
            Self::Chunks => "k",
            Self::Of(Kind::Own) => "l",
        }
    }

    /// The table with this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The kind whose damage it is when something in this table is damaged.
    pub(crate) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Meta => None,
            Self::Of(kind) => Some(kind),
            Self::Chunks => Some(Kind::Document),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
