//! The OAuth client: a login from its start to a grant, and its refresh.

pub(crate) mod callback;
pub(crate) mod grants;
pub(crate) mod login;
mod records;
mod token;

pub(crate) use records::AccessRecord;
