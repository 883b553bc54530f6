//! What a failed call to send something says of what was sent.

use inzage_api::ErrorCode;

use crate::platform::http::HttpError;

/// Whether what was sent arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// It never reached the provider.
    No,
    /// The provider did not take it.
    Refused,
    /// Nobody knows.
    Unknown,
}

/// Only what certainly never reached the provider did not arrive. `was_offline`:
/// the device had no network when it was sent.
pub fn arrived(error: &HttpError, was_offline: bool) -> Arrived {
    if error.offline {
        return if was_offline {
            Arrived::No
        } else {
            Arrived::Unknown
        };
    }
    match error.code {
        ErrorCode::ProviderNotFound | ErrorCode::ProviderForbids => Arrived::Refused,
        // A conflict: something with this key is there already.
        ErrorCode::ProviderRefusedRequest if error.provider_status != Some(409) => Arrived::Refused,
        ErrorCode::ProviderBusy
        | ErrorCode::ProviderUnreachable
        | ErrorCode::GrantExpired
        | ErrorCode::ListsUnavailable
        | ErrorCode::NotAllowed
        | ErrorCode::NotFound
        | ErrorCode::TooMany
        | ErrorCode::BadRequest
        | ErrorCode::SignInNeeded
        | ErrorCode::AccountsUnavailable
        | ErrorCode::Forbidden => Arrived::No,
        _ => Arrived::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_left_did_not_arrive() {
        let error = HttpError::code;
        let of = |code| arrived(&error(code), false);
        assert_eq!(of(ErrorCode::ProviderUnreachable), Arrived::No);
        assert_eq!(of(ErrorCode::SignInNeeded), Arrived::No);
        assert_eq!(of(ErrorCode::AccountsUnavailable), Arrived::No);
        assert_eq!(of(ErrorCode::SendUncertain), Arrived::Unknown);
        assert_eq!(of(ErrorCode::Internal), Arrived::Unknown);
        assert_eq!(of(ErrorCode::ProviderNotFound), Arrived::Refused);
        let conflict = HttpError {
            provider_status: Some(409),
            ..error(ErrorCode::ProviderRefusedRequest)
        };
        assert_eq!(arrived(&conflict, false), Arrived::Unknown);
        let lost = HttpError {
            offline: true,
            ..error(ErrorCode::Internal)
        };
        assert_eq!(arrived(&lost, true), Arrived::No);
        assert_eq!(arrived(&lost, false), Arrived::Unknown);
    }
}
