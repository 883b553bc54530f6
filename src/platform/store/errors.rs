//! What the browser's failures mean for a store. Only their names are passed on:
//! a message may hold a key.

use inzage_vault::StoreError;
use matrix_indexed_db_futures::error::{Error, OpenDbError};
use wasm_bindgen::{JsCast as _, JsValue};

/// The name of the browser's exception.
fn name(error: &Error) -> String {
    match error {
        Error::DomException(exception) => {
            let value: &JsValue = exception.as_ref();
            let exception = value.dyn_ref::<web_sys::DomException>();
            exception.map_or_else(|| "DOMException".into(), web_sys::DomException::name)
        }
        Error::Serialisation(_) => "a value of another shape".into(),
        Error::MissingData(_) => "the transaction was aborted".into(),
        Error::Unknown(_) => "an unknown failure".into(),
    }
}

/// What a failure of a transaction means.
pub(super) fn told(error: &Error) -> StoreError {
    match name(error).as_str() {
        "QuotaExceededError" => StoreError::Full,
        // The connection is closed, or being closed.
        "InvalidStateError" => StoreError::Closed,
        name => StoreError::Failed(name.to_owned()),
    }
}

/// What a failure to open or delete a database means.
pub(super) fn told_of_opening(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => StoreError::NoStorage,
        OpenDbError::VersionZero => StoreError::Failed("version zero".into()),
        OpenDbError::Base(error) => match name(&error).as_str() {
            "QuotaExceededError" => StoreError::Full,
            // Blocked by a setting; private mode of some browsers.
            "SecurityError" | "InvalidStateError" => StoreError::NoStorage,
            name => StoreError::Failed(name.to_owned()),
        },
    }
}
