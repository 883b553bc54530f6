//! The words for what went wrong, chosen here and nowhere else: what happened,
//! whose side it was on, what to do now.

use inzage_api::ErrorCode;

use crate::engine::protocol::Failure;
use crate::platform::http::HttpError;
use crate::platform::passkey::PasskeyError;
use crate::texts::Texts;

/// Something that did not work, wherever it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// In the engine or the vault.
    Engine(Failure),
    /// A recovery key that does not fit.
    WrongRecoveryKey,
    /// At the gateway or beyond.
    Gateway(HttpError),
    /// A code that came back in the address after a login.
    Code(ErrorCode),
    /// There is no passkey.
    Passkey(PasskeyError),
    /// Why a passkey that was just made opens nothing: it is on the device all the same.
    PasskeyLeft(Box<Trouble>),
    /// A passkey that does not fit.
    WrongPasskey,
}

impl Trouble {
    /// Whether signing in is what is missing.
    pub fn needs_sign_in(&self) -> bool {
        let code = match self {
            Self::Gateway(error) => error.code,
            Self::Code(code) => *code,
            _ => return false,
        };
        code == ErrorCode::SignInNeeded
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Engine(failure)
    }
}

impl From<PasskeyError> for Trouble {
    fn from(error: PasskeyError) -> Self {
        Self::Passkey(error)
    }
}

impl From<HttpError> for Trouble {
    fn from(error: HttpError) -> Self {
        Self::Gateway(error)
    }
}

/// The words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubleWords {
    /// What happened.
    pub what: String,
    /// Whose side it was on; none where that would only blame.
    pub side: Option<String>,
    /// What to do now.
    pub now: String,
    /// What to read to a help desk.
    pub trace: Option<String>,
}

impl TroubleWords {
    fn new(what: &str, side: Option<&str>, now: &str) -> Self {
        Self {
            what: what.to_owned(),
            side: side.map(str::to_owned),
            now: now.to_owned(),
            trace: None,
        }
    }
}

/// The words for a trouble.
pub fn trouble(texts: &Texts, trouble: &Trouble) -> TroubleWords {
    let t = &texts.trouble;
    match trouble {
        Trouble::Engine(failure) => engine(texts, failure),
        Trouble::WrongRecoveryKey => {
            TroubleWords::new(t.wrong_recovery, None, t.wrong_recovery_now)
        }
        Trouble::Code(code) => gateway(texts, *code),
        Trouble::Passkey(error) => passkey(texts, *error),
        Trouble::PasskeyLeft(why) => {
            let mut words = self::trouble(texts, why);
            words.now = format!("{} {}", words.now, t.passkey_left);
            words
        }
        Trouble::WrongPasskey => TroubleWords::new(t.wrong_passkey, None, t.wrong_passkey_now),
        Trouble::Gateway(error) if error.offline => {
            TroubleWords::new(t.offline, Some(t.side_network), t.offline_now)
        }
        Trouble::Gateway(error) => {
            let mut words = gateway(texts, error.code);
            if let Some(seconds) = error.retry_after {
                words.now = t.wait_seconds_now(&seconds.to_string());
            }
            words.trace = error.trace_id.as_deref().map(|id| texts.common.trace(id));
            words
        }
    }
}

fn passkey(texts: &Texts, error: PasskeyError) -> TroubleWords {
    let t = &texts.trouble;
    let (what, now) = match error {
        PasskeyError::Refused => (t.passkey_refused, t.passkey_refused_now),
        PasskeyError::Known => (t.passkey_known, t.passkey_known_now),
        PasskeyError::NoPrf => (t.passkey_no_prf, t.passkey_no_prf_now),
        PasskeyError::Failed => (t.passkey_failed, t.passkey_failed_now),
    };
    TroubleWords::new(what, None, now)
}

fn engine(texts: &Texts, failure: &Failure) -> TroubleWords {
    let t = &texts.trouble;
    let device = Some(t.side_device);
    match failure {
        Failure::Locked => TroubleWords::new(t.locked, None, t.locked_now),
        Failure::Conflict => TroubleWords::new(t.conflict, None, t.conflict_now),
        Failure::NotReady => TroubleWords::new(t.not_ready, None, t.not_ready_now),
        Failure::WrongSecret => TroubleWords::new(t.wrong_passphrase, None, t.wrong_passphrase_now),
        Failure::RecoveryMismatch => TroubleWords::new(t.mismatch, None, t.mismatch_now),
        Failure::NewerVersion => TroubleWords::new(t.newer, Some(t.side_app), t.newer_now),
        Failure::NotFound => TroubleWords::new(t.not_found, None, t.not_found_now),
        Failure::Damaged => TroubleWords::new(t.damaged, device, t.damaged_now),
        Failure::Unreadable { count } => {
            TroubleWords::new(&t.unreadable(&count.to_string()), device, t.unreadable_now)
        }
        Failure::Held => TroubleWords::new(t.held, device, t.held_now),
        Failure::NeedsPassphrase => {
            TroubleWords::new(t.needs_passphrase, None, t.needs_passphrase_now)
        }
        Failure::NoLocks => TroubleWords::new(t.no_locks, device, t.no_locks_now),
        Failure::Tampered => TroubleWords::new(t.tampered, device, t.tampered_now),
        Failure::Full => TroubleWords::new(t.full, device, t.full_now),
        Failure::NoStorage => TroubleWords::new(t.no_storage, device, t.no_storage_now),
        Failure::Storage => TroubleWords::new(t.storage, device, t.storage_now),
        Failure::BadBackup => TroubleWords::new(t.bad_backup, None, t.bad_backup_now),
        Failure::CutBackup => TroubleWords::new(t.cut_backup, None, t.cut_backup_now),
        Failure::DamagedBackup => TroubleWords::new(t.damaged_backup, None, t.bad_backup_now),
        Failure::OlderBackup => TroubleWords::new(t.older_backup, None, t.bad_backup_now),
        Failure::NewerBackup => TroubleWords::new(t.newer_backup, None, t.newer_backup_now),
        Failure::TooLong => TroubleWords::new(t.too_long, None, t.too_long_now),
        Failure::ReadOnly => TroubleWords::new(t.read_only, None, t.read_only_now),
        Failure::TooWeak => TroubleWords::new(t.too_weak, None, t.too_weak_now),
        Failure::Internal => TroubleWords::new(t.app, Some(t.side_app), t.app_now),
    }
}

/// The words for an error code of the gateway.
pub fn gateway(texts: &Texts, code: ErrorCode) -> TroubleWords {
    let t = &texts.trouble;
    let app = Some(t.side_app);
    let ours = Some(t.side_gateway);
    let theirs = Some(t.side_provider);
    let (what, side, now) = match code {
        ErrorCode::BadRequest => (t.bad_request, app, t.reload_now),
        ErrorCode::Forbidden => (t.forbidden, app, t.reload_now),
        ErrorCode::NotFound => (t.no_provider, Some(t.side_medmij), t.no_provider_now),
        ErrorCode::TooMany => (t.too_many, ours, t.wait_now),
        ErrorCode::ListsUnavailable => (t.lists, Some(t.side_medmij), t.lists_now),
        ErrorCode::LoginExpired => (t.login_expired, None, t.login_expired_now),
        ErrorCode::AccessDenied => (
            t.access_denied,
            Some(t.access_denied_side),
            t.access_denied_now,
        ),
        ErrorCode::ProviderFault => (t.provider_fault, theirs, t.later_now),
        ErrorCode::ProviderRefusedRequest => (t.refused_request, app, t.refused_request_now),
        ErrorCode::TokenRefused => (t.token_refused, theirs, t.token_refused_now),
        ErrorCode::ConsentLapsed => (t.lapsed, None, t.lapsed_now),
        ErrorCode::GrantExpired => (t.grant_expired, None, t.grant_expired_now),
        ErrorCode::ProviderForbids => (t.provider_forbids, theirs, t.token_refused_now),
        ErrorCode::ProviderNotFound => (t.provider_not_found, theirs, t.provider_not_found_now),
        ErrorCode::ProviderBusy => (t.provider_busy, theirs, t.wait_now),
        ErrorCode::ProviderError => (t.provider_error, theirs, t.later_now),
        ErrorCode::ProviderTimeout => (t.provider_timeout, theirs, t.later_now),
        ErrorCode::SendUncertain => (t.send_uncertain, theirs, t.send_uncertain_now),
        ErrorCode::ProviderUnreachable => (t.provider_unreachable, theirs, t.later_now),
        ErrorCode::NotAllowed => (t.not_allowed, theirs, t.not_allowed_now),
        ErrorCode::TooLarge => (t.too_large, theirs, t.later_now),
        ErrorCode::SharingOff => (t.sharing_off, ours, t.sharing_off_now),
        ErrorCode::ShareEnded => (t.share_ended, None, t.share_ended_now),
        ErrorCode::ShareTooLarge => (t.share_too_large, None, t.share_too_large_now),
        ErrorCode::SharesFull => (t.shares_full, ours, t.shares_fault_now),
        ErrorCode::SharesUnavailable => (t.shares_fault, ours, t.shares_fault_now),
        ErrorCode::SignInNeeded => (t.sign_in, None, t.sign_in_now),
        ErrorCode::PasskeyRefused => (t.sign_in_failed, None, t.sign_in_failed_now),
        ErrorCode::PasskeyUnknown => (t.not_this_passkey, None, t.not_this_passkey_now),
        ErrorCode::PasskeyKnown => (t.passkey_known_here, None, t.passkey_known_here_now),
        ErrorCode::TooManyPasskeys => (t.too_many_passkeys, None, t.too_many_passkeys_now),
        ErrorCode::AccountsUnavailable => (t.accounts_fault, ours, t.later_now),
        ErrorCode::PasscodeNeeded => (t.passcode_needed, None, t.passcode_needed_now),
        ErrorCode::Internal => (t.gateway, ours, t.later_now),
    };
    TroubleWords::new(what, side, now)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::texts::{EN, NL};

    const CODES: [ErrorCode; 34] = [
        ErrorCode::BadRequest,
        ErrorCode::Forbidden,
        ErrorCode::NotFound,
        ErrorCode::TooMany,
        ErrorCode::ListsUnavailable,
        ErrorCode::LoginExpired,
        ErrorCode::AccessDenied,
        ErrorCode::ProviderFault,
        ErrorCode::ProviderRefusedRequest,
        ErrorCode::TokenRefused,
        ErrorCode::ConsentLapsed,
        ErrorCode::GrantExpired,
        ErrorCode::ProviderForbids,
        ErrorCode::ProviderNotFound,
        ErrorCode::ProviderBusy,
        ErrorCode::ProviderError,
        ErrorCode::ProviderTimeout,
        ErrorCode::SendUncertain,
        ErrorCode::ProviderUnreachable,
        ErrorCode::NotAllowed,
        ErrorCode::TooLarge,
        ErrorCode::SharingOff,
        ErrorCode::ShareEnded,
        ErrorCode::ShareTooLarge,
        ErrorCode::SharesFull,
        ErrorCode::SharesUnavailable,
        ErrorCode::SignInNeeded,
        ErrorCode::PasskeyRefused,
        ErrorCode::PasskeyUnknown,
        ErrorCode::PasskeyKnown,
        ErrorCode::TooManyPasskeys,
        ErrorCode::AccountsUnavailable,
        ErrorCode::PasscodeNeeded,
        ErrorCode::Internal,
    ];

    fn http(code: ErrorCode) -> HttpError {
        HttpError {
            trace_id: Some("3f2a".into()),
            provider_status: Some(503),
            ..HttpError::code(code)
        }
    }

    #[test]
    fn every_error_says_what_happened_and_what_to_do_and_never_its_code() {
        for texts in [&NL, &EN] {
            let mut told = BTreeSet::new();
            for code in CODES {
                let words = trouble(texts, &Trouble::Gateway(http(code)));
                assert!(
                    words.what.ends_with('.') && words.now.ends_with('.'),
                    "{code:?}"
                );
                assert!(!words.what.contains(code.as_str()) && !words.what.contains("503"));
                assert!(told.insert(words.what), "{code:?} reads as another");
            }
        }
    }

    #[test]
    fn a_trace_id_is_shown_and_a_wait_is_told() {
        let mut error = http(ErrorCode::ProviderBusy);
        error.retry_after = Some(30);
        let words = trouble(&NL, &Trouble::Gateway(error));
        assert_eq!(
            words.trace.as_deref(),
            Some("Nummer voor de helpdesk: 3f2a")
        );
        assert_eq!(words.now, "Wacht 30 seconden en probeer het opnieuw.");
    }

    #[test]
    fn no_network_is_not_blamed_on_the_provider() {
        let error = HttpError {
            offline: true,
            ..http(ErrorCode::Internal)
        };
        let words = trouble(&NL, &Trouble::Gateway(error));
        assert_eq!(words.side.as_deref(), Some(NL.trouble.side_network));
    }

    #[test]
    fn refused_consent_and_no_data_read_the_same_after_a_login() {
        let words = trouble(&NL, &Trouble::Code(ErrorCode::AccessDenied));
        assert!(
            words.what.contains("geen toestemming") && words.what.contains("niets beschikbaar")
        );
    }

    #[test]
    fn a_wrong_recovery_key_gets_other_advice_than_a_wrong_passphrase() {
        let passphrase = trouble(&NL, &Trouble::Engine(Failure::WrongSecret));
        assert_ne!(passphrase, trouble(&NL, &Trouble::WrongRecoveryKey));
        assert!(passphrase.now.contains("herstelsleutel"));
    }
}
