//! What is wrong in the file of a brand: the key, and why.

/// A value that cannot be, or a file that is not what it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {why}")]
pub struct Fault {
    /// The key in the file, with its section.
    pub key: String,
    /// What is wrong with it.
    pub why: String,
}

impl Fault {
    /// A fault of a key.
    pub(crate) fn new(key: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            why: why.into(),
        }
    }
}
