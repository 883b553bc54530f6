//! Logins under way, authorization codes and tokens: the memory of all
//! authorization servers. Nothing here knows about HTTP.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Months, TimeDelta, Utc};

use crate::secret;

/// Seconds that a code and an access token live (medmij.md, 2.4).
pub(crate) const LIFETIME: i64 = 900;

/// A login under way at an authorization server.
#[derive(Clone, Debug)]
pub(crate) struct Login {
    /// Index of the DVA.
    pub(crate) dva: usize,
    /// Bare `MedMij` name of the provider.
    pub(crate) provider: String,
    /// Hostname of the PGO.
    pub(crate) client_id: String,
    /// Where to go back.
    pub(crate) redirect_uri: String,
    /// As received.
    pub(crate) state: String,
    /// X-Correlation-ID: the trace id.
    pub(crate) correlation: String,
    /// Gegevensdienst ids that were asked for.
    pub(crate) asked: Vec<String>,
    /// PKCE challenge, when one was sent.
    pub(crate) challenge: Option<String>,
    /// Who logged in at `DigiD`.
    pub(crate) persona: Option<String>,
}

/// What a person granted; goes from code to tokens.
#[derive(Clone, Debug)]
pub(crate) struct Granted {
    /// Index of the DVA.
    pub(crate) dva: usize,
    /// Bare `MedMij` name of the provider.
    pub(crate) provider: String,
    /// Hostname of the PGO.
    pub(crate) client_id: String,
    /// Whose data.
    pub(crate) persona: String,
    /// Gegevensdienst ids.
    pub(crate) services: Vec<String>,
    /// X-Correlation-ID that resource requests must carry.
    pub(crate) correlation: String,
    /// The consent it rests on; withdrawn together.
    pub(crate) consent: u64,
    /// Lasting consent was given.
    pub(crate) lasting: bool,
}

#[derive(Debug)]
struct Code {
    granted: Granted,
    redirect_uri: String,
    challenge: Option<String>,
    ends: DateTime<Utc>,
}

#[derive(Debug)]
struct Token {
    granted: Granted,
    ends: DateTime<Utc>,
}

/// Tokens as the token endpoint hands them out.
#[derive(Debug)]
pub(crate) struct Issued {
    /// Access token.
    pub(crate) access: String,
    /// Refresh token, with lasting consent.
    pub(crate) refresh: Option<String>,
    /// What they are for.
    pub(crate) granted: Granted,
}

/// Why no token (RFC 6749 section 5.2; all are `invalid_grant`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoToken {
    /// Never given out, or offered before.
    #[error("unknown, or offered before")]
    Unknown,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Given to another client, or by another authorization server.
    #[error("not of this client or this server")]
    Foreign,
    /// Another `redirect_uri` than in the authorization request.
    #[error("redirect_uri differs from the authorization request")]
    RedirectUri,
    /// X-Correlation-ID differs from that of the authorization request.
    #[error("X-Correlation-ID differs from the authorization request")]
    Correlation,
    /// PKCE is enforced and the verifier is missing or wrong.
    #[error("code_verifier is missing or wrong")]
    Verifier,
}

/// A token request with `grant_type=authorization_code`, as far as it counts.
pub(crate) struct CodeRequest<'a> {
    /// The code.
    pub(crate) code: &'a str,
    /// Index of the DVA asked.
    pub(crate) dva: usize,
    /// The client, as its certificate says.
    pub(crate) client_id: &'a str,
    /// As sent.
    pub(crate) redirect_uri: &'a str,
    /// X-Correlation-ID.
    pub(crate) correlation: &'a str,
    /// As sent.
    pub(crate) verifier: Option<&'a str>,
    /// Whether PKCE is enforced.
    pub(crate) enforce_pkce: bool,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Auth {
    logins: BTreeMap<String, Login>,
    codes: BTreeMap<String, Code>,
    access: BTreeMap<String, Token>,
    refresh: BTreeMap<String, Token>,
    request_ids: BTreeSet<String>,
    consents: u64,
    withdrawn: BTreeSet<u64>,
}

impl Auth {
    /// Remembers a MedMij-Request-ID; false when it was used before.
    pub(crate) fn first_use(&mut self, request_id: &str) -> bool {
        self.request_ids.insert(request_id.to_ascii_lowercase())
    }

    /// Starts a login; its session id.
    pub(crate) fn start(&mut self, login: Login) -> String {
        let session = secret::random(16);
        self.logins.insert(session.clone(), login);
        session
    }

    /// The login of a session.
    pub(crate) fn login(&self, session: &str) -> Option<&Login> {
        self.logins.get(session)
    }

    /// Notes who logged in.
    pub(crate) fn identify(&mut self, session: &str, persona: &str) {
        if let Some(login) = self.logins.get_mut(session) {
            login.persona = Some(persona.to_owned());
        }
    }

    /// Ends a session.
    pub(crate) fn end(&mut self, session: &str) -> Option<Login> {
        self.logins.remove(session)
    }

    /// Whether this person has given this client a lasting consent here.
    pub(crate) fn lasting_consent(&self, login: &Login, now: DateTime<Utc>) -> bool {
        let persona = login.persona.as_deref();
        self.refresh.values().any(|token| {
            token.ends > now
                && !self.withdrawn.contains(&token.granted.consent)
                && same_consent(&token.granted, login, persona)
        })
    }

    /// Withdraws what this person granted this client here before: a new answer
    /// to the question replaces the old one.
    pub(crate) fn withdraw(&mut self, login: &Login) {
        let persona = login.persona.as_deref();
        let held = self.refresh.values().chain(self.access.values());
        let consents: Vec<u64> = held
            .filter(|token| same_consent(&token.granted, login, persona))
            .map(|token| token.granted.consent)
            .collect();
        self.withdrawn.extend(consents);
    }

    /// A code for what the person granted.
    pub(crate) fn grant(
        &mut self,
        login: &Login,
        persona: &str,
        services: Vec<String>,
        lasting: bool,
        now: DateTime<Utc>,
    ) -> String {
        self.consents = self.consents.saturating_add(1);
        let granted = Granted {
            dva: login.dva,
            provider: login.provider.clone(),
            client_id: login.client_id.clone(),
            persona: persona.to_owned(),
            services,
            correlation: login.correlation.clone(),
            consent: self.consents,
            lasting,
        };
        let code = secret::random(32);
        let kept = Code {
            granted,
            redirect_uri: login.redirect_uri.clone(),
            challenge: login.challenge.clone(),
            ends: after(now, LIFETIME),
        };
        self.codes.insert(code.clone(), kept);
        code
    }

    /// Exchanges a code. It is thrown away whatever the answer
    /// (core.tknint.204).
    pub(crate) fn exchange(
        &mut self,
        request: &CodeRequest<'_>,
        now: DateTime<Utc>,
    ) -> Result<Issued, NoToken> {
        let code = self.codes.remove(request.code).ok_or(NoToken::Unknown)?;
        if code.granted.dva != request.dva || code.granted.client_id != request.client_id {
            return Err(NoToken::Foreign);
        }
        if code.ends <= now {
            return Err(NoToken::Expired);
        }
        if code.redirect_uri != request.redirect_uri {
            return Err(NoToken::RedirectUri);
        }
        if !code
            .granted
            .correlation
            .eq_ignore_ascii_case(request.correlation)
        {
            return Err(NoToken::Correlation);
        }
        if request.enforce_pkce && code.challenge != request.verifier.map(secret::s256) {
            return Err(NoToken::Verifier);
        }
        if request.enforce_pkce && code.challenge.is_none() {
            return Err(NoToken::Verifier);
        }
        Ok(self.issue(code.granted, now))
    }

    /// Exchanges a refresh token for a new access token and a new refresh token;
    /// the old one is dead. `correlation`: the new X-Correlation-ID.
    pub(crate) fn refresh(
        &mut self,
        token: &str,
        dva: usize,
        client_id: &str,
        correlation: &str,
        now: DateTime<Utc>,
    ) -> Result<Issued, NoToken> {
        let held = self.refresh.get(token).ok_or(NoToken::Unknown)?;
        if held.granted.dva != dva || held.granted.client_id != client_id {
            return Err(NoToken::Foreign);
        }
        if held.ends <= now || self.withdrawn.contains(&held.granted.consent) {
            return Err(NoToken::Expired);
        }
        if held.granted.correlation.eq_ignore_ascii_case(correlation) {
            return Err(NoToken::Correlation);
        }
        let mut granted = held.granted.clone();
        correlation.clone_into(&mut granted.correlation);
        self.refresh.remove(token);
        Ok(self.issue(granted, now))
    }

    /// What an access token opens, while it lives.
    pub(crate) fn opens(&self, token: &str, now: DateTime<Utc>) -> Option<&Granted> {
        self.access
            .get(token)
            .filter(|held| held.ends > now && !self.withdrawn.contains(&held.granted.consent))
            .map(|held| &held.granted)
    }

    /// Ends an access token before its time.
    pub(crate) fn expire(&mut self, token: &str) {
        self.access.remove(token);
    }

    fn issue(&mut self, granted: Granted, now: DateTime<Utc>) -> Issued {
        let access = secret::random(32);
        let token = |ends| Token {
            granted: granted.clone(),
            ends,
        };
        self.access
            .insert(access.clone(), token(after(now, LIFETIME)));
        let refresh = granted.lasting.then(|| secret::random(32));
        if let Some(refresh) = &refresh {
            let half_a_year = now.checked_add_months(Months::new(6)).unwrap_or(now);
            self.refresh.insert(refresh.clone(), token(half_a_year));
        }
        Issued {
            access,
            refresh,
            granted,
        }
    }
}

fn same_consent(granted: &Granted, login: &Login, persona: Option<&str>) -> bool {
    granted.dva == login.dva
        && granted.provider == login.provider
        && granted.client_id == login.client_id
        // To send something is another matter than to collect.
        && granted.services.iter().any(|id| login.asked.contains(id))
        && Some(granted.persona.as_str()) == persona
}

fn after(now: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    now.checked_add_signed(TimeDelta::seconds(seconds))
        .unwrap_or(now)
}
