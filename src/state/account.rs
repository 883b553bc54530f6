//! Who is signed in at the gateway, where its operator asks for that: a passkey says
//! so. What lies in the vault never needs it.

#![expect(
    clippy::missing_errors_doc,
    reason = "what the gateway, the engine or the passkey says, always"
)]

use std::pin::pin;

use futures_util::future::{Either, select};
use inzage_api::{About, Account, Ceremony, Challenge, ErrorCode, Grant, Register, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::about::use_about;
use super::keys;
use super::words::Trouble;
use crate::platform::engine::Engine;
use crate::platform::http::{self, HttpError};
use crate::platform::passkey::{self, PasskeyError};
use crate::platform::{account, clock};
use crate::route::Route;

/// Seconds that opening a vault waits for the gateway at most.
const PATIENCE: u64 = 3;

/// Where signing in stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nobody asks for it, or the gateway cannot be reached to tell.
    Free,
    /// That is being found out.
    Waiting,
    /// She is not.
    Out,
    /// She is.
    In,
}

/// Signing in, as a context.
#[derive(Clone, Copy)]
pub struct Signing {
    about: RwSignal<Option<About>>,
    known: RwSignal<Option<Account>>,
    busy: RwSignal<bool>,
    /// What the passkey that opens the vault said for the gateway.
    proof: StoredValue<Option<SignIn>>,
    /// How often a vault was locked: what comes back later is not of this one.
    locked: StoredValue<u32>,
    /// Where she goes on once she has a passkey.
    back: RwSignal<Option<Route>>,
    /// Known once the part that comes late is there.
    way: StoredValue<Option<Way>>,
}

/// What shows the way to signing in, and on: what it is given is done then.
pub type Way = fn(Callback<()>) -> AnyView;

impl Signing {
    /// Makes itself a context.
    pub fn provide() -> Self {
        let signing = Self {
            about: use_about(),
            known: RwSignal::default(),
            busy: RwSignal::default(),
            proof: StoredValue::default(),
            locked: StoredValue::default(),
            back: RwSignal::default(),
            way: StoredValue::default(),
        };
        provide_context(signing);
        signing
    }

    /// The part that comes late brings what shows the way to signing in: nothing before
    /// it asks for that, so it is no part of the first load.
    pub fn shown_by(self, way: Way) {
        self.way.set_value(Some(way));
    }

    /// What shows the way to signing in.
    pub fn way(self) -> Option<Way> {
        self.way.get_value()
    }

    /// Where it stands.
    pub fn stands(self) -> Stands {
        if self.busy.get() {
            return Stands::Waiting;
        }
        self.known.with(|known| match known {
            None => Stands::Free,
            Some(account) if account.signed_in => Stands::In,
            Some(_) => Stands::Out,
        })
    }

    /// Whether the operator asks for it, as far as that is known.
    pub fn is_on(self) -> bool {
        let on = |about: &Option<About>| about.as_ref().is_some_and(|about| about.accounts);
        self.about.with(on) || self.known.with(Option::is_some)
    }

    /// Whether the operator asks for it; asked anew while it is not known.
    async fn needed(self) -> bool {
        if self.about.with_untracked(Option::is_none)
            && let Ok(found) = http::about().await
        {
            self.about.set(Some(found));
        }
        untrack(|| self.is_on())
    }

    /// What the passkey that opens a vault is to sign, so that one touch does both.
    /// None where nobody asks for it, and where the gateway does not answer soon: the
    /// vault opens all the same.
    pub async fn beside_opening(self) -> Option<Challenge> {
        let ask = async {
            if !self.needed().await {
                return None;
            }
            account::challenge(Ceremony::SignIn).await.ok()
        };
        match select(pin!(ask), pin!(clock::wait(PATIENCE))).await {
            Either::Left((asked, _)) => asked,
            Either::Right(_) => None,
        }
    }

    /// What a new passkey is to sign, and the passkeys of her account, beside which it
    /// comes; none where nobody asks for it. `sure`: that somebody does is known from
    /// before.
    pub async fn beside_making(
        self,
        engine: &Engine,
        sure: bool,
    ) -> Result<Option<(Challenge, Vec<Vec<u8>>)>, Trouble> {
        if !self.needed().await && !sure {
            return Ok(None);
        }
        let account = self.hers(engine).await?;
        let known = account.passkeys.iter().filter_map(|id| account::read(id));
        let known = known.collect();
        Ok(Some((account::challenge(Ceremony::Register).await?, known)))
    }

    /// The passkey that opens the vault said this for the gateway.
    pub fn bring(self, proof: Option<SignIn>) {
        self.proof.set_value(proof);
    }

    /// A vault was opened: signs in with what was brought, or finds out whether its
    /// person still is.
    pub fn opened(self, engine: Engine) {
        let off = |about: &Option<About>| about.as_ref().is_some_and(|about| !about.accounts);
        if self.about.with_untracked(off) {
            return;
        }
        self.busy.set(true);
        let turn = self.locked.get_value();
        spawn_local(async move {
            let found = self.find_out(&engine).await;
            if self.locked.get_value() != turn {
                // It was locked meanwhile: nobody stays signed in, unless she has opened
                // it anew.
                if !self.busy.get_untracked() && self.known.with_untracked(Option::is_none) {
                    let _ = account::sign_out().await;
                }
                return;
            }
            self.known.set(found);
            self.busy.set(false);
        });
    }

    async fn find_out(self, engine: &Engine) -> Option<Account> {
        let proof = self.proof.try_update_value(Option::take).flatten();
        if !self.needed().await {
            return None;
        }
        if let Some(proof) = proof
            && let Ok(account) = prove(engine, &proof, true).await
        {
            return Some(account);
        }
        hers(engine).await.ok()
    }

    /// The account of the person of the open vault, as the gateway says now; another tab
    /// may have signed in somebody else.
    async fn hers(self, engine: &Engine) -> Result<Account, HttpError> {
        let account = hers(engine).await?;
        self.known.set(Some(account.clone()));
        Ok(account)
    }

    /// Fetches what a login brought, once she is signed in: who comes back from a login
    /// opens her vault anew, and the login is not to be lost for that. What shows that it
    /// is being fetched stands within `SignedIn`, which asks her meanwhile. Locking the
    /// vault ends the waiting, and so does `wanted`, when nobody waits for it any more.
    pub async fn claim(self, login: &str, wanted: impl Fn() -> bool) -> Result<Grant, HttpError> {
        let turn = self.locked.get_value();
        let nobody = |error: &HttpError| error.code == ErrorCode::SignInNeeded;
        loop {
            self.settled().await;
            let is_out = untrack(|| self.stands()) == Stands::Out;
            if self.locked.get_value() != turn || !wanted() {
                return Err(HttpError::code(ErrorCode::SignInNeeded));
            }
            if is_out {
                clock::wait(1).await;
                continue;
            }
            let answer = http::claim_grant(login).await;
            if !answer.as_ref().is_err_and(nobody) {
                return answer;
            }
            if self.locked.get_value() == turn {
                self.known.set(Some(Account::default()));
            }
        }
    }

    /// Waits until it is known whether she is signed in, some seconds at most.
    async fn settled(self) {
        for _ in 0..3 * PATIENCE {
            if !self.busy.get_untracked() {
                return;
            }
            clock::wait(1).await;
        }
    }

    /// A call said that nobody is signed in: finds out how it stands.
    pub fn ended(self, engine: Engine) {
        self.busy.set(true);
        spawn_local(async move {
            let found = hers(&engine).await.ok();
            self.known.set(found);
            self.busy.set(false);
        });
    }

    /// Asks a passkey of the open vault, and signs in with it.
    pub async fn sign_in(self, engine: &Engine) -> Result<(), Trouble> {
        let mut all = keys::all(engine).await?;
        all.retain(|known| known.signs_in);
        let ids: Vec<_> = all.iter().map(|known| known.id.clone()).collect();
        let asked = account::challenge(Ceremony::SignIn).await?;
        let touched = passkey::touch(&ids, Some(&asked)).await?;
        let proof = touched.sign_in.ok_or(PasskeyError::Failed)?;
        let opens = all
            .iter()
            .any(|known| known.id == touched.id && known.opens);
        self.known.set(Some(prove(engine, &proof, opens).await?));
        Ok(())
    }

    /// Signs in with what a passkey said while it was asked for something else; when
    /// that does not work, she is not signed in.
    pub async fn sign_in_beside(self, engine: &Engine, proof: &SignIn) {
        if let Ok(account) = prove(engine, proof, true).await {
            self.known.set(Some(account));
        }
    }

    /// Makes a new passkey known at the gateway, and signs in with it.
    pub async fn register(self, made: &Register) -> Result<(), Trouble> {
        self.known.set(Some(account::register(made).await?));
        Ok(())
    }

    /// The gateway forgets a passkey.
    pub async fn remove(self, engine: &Engine, id: &[u8]) -> Result<(), Trouble> {
        self.hers(engine).await?;
        self.known.set(Some(account::remove(id).await?));
        Ok(())
    }

    /// The gateway forgets a passkey that was just made and that the vault did not take.
    pub async fn take_back(self, id: &[u8]) -> Result<(), Trouble> {
        self.known.set(Some(account::remove(id).await?));
        Ok(())
    }

    /// The gateway forgets this account.
    pub async fn delete(self, engine: &Engine) -> Result<(), Trouble> {
        self.hers(engine).await?;
        account::delete().await?;
        self.known.set(Some(Account::default()));
        Ok(())
    }

    /// Signs out; the vault stays open.
    pub async fn sign_out(self) -> Result<(), Trouble> {
        account::sign_out().await?;
        self.known.set(Some(Account::default()));
        Ok(())
    }

    /// The vault was locked in another tab.
    pub fn forget(self) {
        self.locked.update_value(|times| *times += 1);
        self.known.set(None);
        self.busy.set(false);
        self.proof.set_value(None);
        self.back.set(None);
    }

    /// The vault was locked: signs out. Without a network the session ends by itself.
    pub fn locked(self) {
        let on = untrack(|| self.is_on());
        self.forget();
        if on {
            spawn_local(async {
                let _ = account::sign_out().await;
            });
        }
    }

    /// A passkey is going to be made; after that she goes on here.
    pub fn make_for(self, back: Route) {
        self.back.set(Some(back));
    }

    /// Where she goes on once a passkey was made.
    pub fn back(self) -> Option<Route> {
        self.back.get_untracked()
    }

    /// She went on, or elsewhere.
    pub fn went_on(self) {
        self.back.set(None);
    }
}

/// The account of whoever is signed in, when it is the person of the open vault: it has
/// a passkey of this vault. On a shared computer it may be somebody else, who is signed
/// out then.
async fn hers(engine: &Engine) -> Result<Account, HttpError> {
    let account = account::state().await?;
    if !account.signed_in {
        return Ok(account);
    }
    let all = keys::all(engine).await.unwrap_or_default();
    let own = |id: &String| all.iter().any(|known| account::written(&known.id) == *id);
    if account.passkeys.iter().any(own) {
        return Ok(account);
    }
    account::sign_out().await?;
    Ok(Account::default())
}

/// Signs in with what a passkey said. The vault keeps whether that worked; `opens`:
/// whether it opens the vault too. Of one that does not, nothing more would be known.
async fn prove(engine: &Engine, proof: &SignIn, opens: bool) -> Result<Account, HttpError> {
    let answer = account::sign_in(proof).await;
    let learned = learned(&answer, opens);
    if let (Some(signs_in), Some(id)) = (learned, account::read(&proof.id)) {
        // A word in a list: what cannot be kept now is kept the next time.
        let _ = keys::signs_in(engine, id, signs_in).await;
    }
    answer
}

/// Whether a passkey signs in, as far as an answer tells: that the gateway does not know
/// it is certain; anything else that went wrong, like a challenge that has ended, was
/// of this one time.
fn learned(answer: &Result<Account, HttpError>, opens: bool) -> Option<bool> {
    match answer {
        Ok(_) => Some(true),
        Err(error) => (opens && error.code == ErrorCode::PasskeyUnknown).then_some(false),
    }
}

/// Signing in.
///
/// # Panics
/// Never in the app: it is given at the start, before any screen.
#[expect(clippy::expect_used, reason = "given before the first screen is built")]
pub fn use_signing() -> Signing {
    use_context::<Signing>().expect("signing in is given at the start")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_that_opens_is_marked_only_when_the_gateway_does_not_know_it() {
        let told = |code| learned(&Err(HttpError::code(code)), true);
        assert_eq!(told(ErrorCode::PasskeyUnknown), Some(false));
        for of_this_time in [
            ErrorCode::PasskeyRefused,
            ErrorCode::AccountsUnavailable,
            ErrorCode::TooMany,
            ErrorCode::Internal,
        ] {
            assert_eq!(told(of_this_time), None, "{of_this_time:?}");
        }
        assert_eq!(learned(&Err(HttpError::offline()), true), None);
        assert_eq!(learned(&Ok(Account::default()), true), Some(true));
    }

    #[test]
    fn a_passkey_that_opens_nothing_stays_listed_whatever_the_gateway_says() {
        let unknown = Err(HttpError::code(ErrorCode::PasskeyUnknown));
        assert_eq!(learned(&unknown, false), None);
        assert_eq!(learned(&Ok(Account::default()), false), Some(true));
    }
}
