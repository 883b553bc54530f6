//! What is kept of links.
//!
//! Every transaction begins with the `UPDATE` of the link it is about: that takes the
//! lock of the row (of the file, with SQLite), so that what follows sees the link as
//! it is and nobody comes in between.

mod owner;
mod reader;
mod sweep;

pub(crate) use crate::store::hash;
pub(crate) use owner::{Made, Upload};
pub(crate) use reader::{Asked, Opened, OpenedFile, Opening, Outcome};
pub(crate) use sweep::{FETCHED, Held};

use crate::problem::Failure;
use crate::store::{Store, note};
use inzage_api::ErrorCode;

/// The links in the database.
pub(crate) struct Links(pub(crate) Store);

/// A number as the database has it; what does not fit is as good as endless.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        note(&error);
        ErrorCode::SharesUnavailable.into()
    }
}
