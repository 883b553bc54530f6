//! A link as it is kept: its keys, what goes along, and what the gateway told last.

use inzage_api::{Access, AccessOutcome, Gate, NewShare, ShareEnd, ShareState};
use inzage_dossier::selection::Selection;
use inzage_share::{CareKeys, Key, Link as Words, Payload};
use inzage_vault::CryptoRng;
use inzage_zib::view::Lang;
use serde::{Deserialize, Serialize};

use super::super::protocol::Failure;
use super::super::protocol::links::{Sort, State, Wish};
use super::super::random_hex;

/// Seconds in a day.
pub(super) const DAY: i64 = 24 * 60 * 60;
/// The longest that a link lives, in seconds: a clock that is a little ahead is no
/// reason to refuse it.
const LONGEST: i64 = inzage_api::LONGEST_LIFE - 60 * 60;
/// How much longer a link lives when it is extended, in seconds.
const WEEK: i64 = 7 * DAY;
/// How long a link lives that is shown at a desk, in seconds.
const DESK: i64 = 10 * 60;
/// Digits of a passcode.
const DIGITS: usize = 6;

/// A link as kept. The keys are as base64url.
#[derive(Clone, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, as it is kept"
)]
pub(in super::super) struct Stored {
    pub(in super::super) id: String,
    pub(super) sort: Sort,
    pub(super) name: String,
    pub(super) selection: Selection,
    pub(super) live: bool,
    /// When it was made: RFC 3339.
    pub(super) made: String,
    /// When it ends, in seconds since 1970.
    pub(super) expires: i64,
    /// Where links are read.
    host: String,
    /// Its id at the gateway; empty until that made it.
    pub(super) share: String,
    pub(super) control: String,
    /// What stands in the link.
    secret: String,
    /// Whether its address gives its one file without a manifest (flag `U`).
    #[serde(default)]
    direct: bool,
    /// What encrypts the content.
    pub(super) key: String,
    pub(super) passcode: Option<String>,
    /// What the gateway has; 0: nothing yet.
    pub(super) generation: u32,
    /// What that was made of.
    pub(super) digest: String,
    pub(super) updated: Option<String>,
    /// What the gateway told last.
    pub(super) told: Option<ShareState>,
    pub(super) gone: bool,
    /// What it leaves out is not all known here, because it came from another vault or
    /// the entry was removed: it never shows anything new.
    #[serde(default)]
    pub(super) halted: bool,
    /// It was made to last longer, and what was handed over says an earlier end as far as
    /// the person has said.
    #[serde(default)]
    pub(super) extended: bool,
}

impl Stored {
    /// `direct`: whether everything it shows is one file of FHIR R4.
    pub(super) fn new(
        wish: Wish,
        direct: bool,
        (made, now): (String, i64),
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, Failure> {
        let secret = Key::random(rng);
        let passcode = wish
            .passcode
            .then(|| inzage_share::random_digits(DIGITS, rng));
        let key = match wish.sort {
            Sort::Care => care_keys(&secret, passcode.as_deref())?.content,
            Sort::Plain | Sort::Desk => secret.clone(),
        };
        let lives = match wish.sort {
            Sort::Desk => DESK,
            _ => wish.days.clamp(1, 31).saturating_mul(DAY).min(LONGEST),
        };
        let selection = Selection {
            // What is measured at home has no source: it is in no Bundle of one.
            readings: wish.selection.readings && wish.sort == Sort::Care,
            ..wish.selection
        };
        Ok(Self {
            id: random_hex::<16>(rng),
            sort: wish.sort,
            name: wish.name,
            selection,
            live: wish.live && wish.sort != Sort::Desk,
            made,
            expires: now.saturating_add(lives),
            host: wish.host,
            share: String::new(),
            control: Key::random(rng).text(),
            secret: secret.text(),
            // A file without a manifest says nothing of its version: R4 is assumed.
            // Without one nothing is asked either.
            direct: direct && wish.sort == Sort::Desk && passcode.is_none(),
            key: key.text(),
            passcode,
            generation: 0,
            digest: String::new(),
            updated: None,
            told: None,
            gone: false,
            halted: false,
            extended: false,
        })
    }

    /// What the gateway is asked to make.
    pub(super) fn share(&self, rng: &mut dyn CryptoRng) -> Result<NewShare, Failure> {
        let secret = Key::parse(&self.secret).ok_or(Failure::Damaged)?;
        let control = Key::parse(&self.control).ok_or(Failure::Damaged)?;
        let passcode = self.passcode.as_deref();
        let verifier = match (self.sort, passcode) {
            (Sort::Care, _) => Some(inzage_share::proof_verifier(
                &care_keys(&secret, passcode)?.proof,
            )),
            (_, Some(passcode)) => {
                Some(inzage_share::plain_verifier(passcode, rng).ok_or(Failure::Internal)?)
            }
            _ => None,
        };
        Ok(NewShare {
            control: control.hash(),
            expires: self.expires,
            opens: (self.sort == Sort::Desk).then_some(1),
            gate: verifier.map(|verifier| Gate { verifier }),
            direct: self.direct,
            lasting: self.live,
        })
    }

    /// The link itself; none while the gateway has not made it.
    pub(super) fn words(&self) -> Option<String> {
        let payload = Payload {
            url: format!(
                "{}{}{}",
                self.host.trim_end_matches('/'),
                inzage_api::LINK_PATH,
                self.share
            ),
            key: Key::parse(&self.secret)?,
            expires: u64::try_from(self.expires).ok(),
            label: Some(self.name.clone()).filter(|name| !name.is_empty()),
            lasting: self.live,
            passcode: self.passcode.is_some(),
            direct: self.direct,
        };
        let link = match self.sort {
            Sort::Care => Words::Care(payload),
            Sort::Plain | Sort::Desk => Words::Plain(payload),
        };
        (!self.share.is_empty()).then(|| link.text(&self.host))
    }

    /// What it is called.
    pub(in super::super) fn called(&self, lang: Lang) -> &str {
        if self.name.is_empty() {
            inzage_words::phrase("link_nameless", lang)
        } else {
            &self.name
        }
    }

    /// When it was opened since a moment (RFC 3339).
    pub(in super::super) fn looked_since(&self, since: &str) -> impl Iterator<Item = &Access> {
        let since = chrono::DateTime::parse_from_rfc3339(since).ok();
        let told = self.told.iter().flat_map(|told| &told.accesses);
        told.filter(move |look| {
            let later = since.is_some_and(|since| look.at >= since.timestamp());
            later && look.outcome == AccessOutcome::Opened
        })
    }

    /// When it would end if it were extended; none when it lives about as long as a link
    /// may, or is for one moment. Less than a day more is no reason to hand it over anew.
    pub(super) fn longer(&self, now: i64) -> Option<i64> {
        let end = (self.expires.saturating_add(WEEK)).min(now.saturating_add(LONGEST));
        (self.sort != Sort::Desk && end >= self.expires.saturating_add(DAY)).then_some(end)
    }

    pub(super) fn state(&self, now: i64) -> State {
        let told = self.told.as_ref();
        match told.and_then(|told| told.ended) {
            Some(ShareEnd::Stopped) => State::Stopped,
            Some(ShareEnd::Expired) => State::Expired,
            Some(ShareEnd::UsedUp) => State::UsedUp,
            Some(ShareEnd::Attempts) => State::Attempts,
            None if self.expires <= now => State::Expired,
            None if self.gone => State::Stopped,
            None if self.generation == 0 => State::Unfinished,
            None if told.is_some_and(|told| told.paused) => State::Paused,
            None => State::Open,
        }
    }
}

/// The keys of a caregiver's link; without a passcode the secret alone gives them.
fn care_keys(secret: &Key, passcode: Option<&str>) -> Result<CareKeys, Failure> {
    CareKeys::derive(secret, passcode.unwrap_or_default()).ok_or(Failure::Internal)
}
