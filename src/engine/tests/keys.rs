//! Who can open the vault, changed.

use inzage_dossier::logbook::Filter;

use super::*;
use crate::engine::protocol::keys::{Answer as Keys, Passkey, Request as Ask, Revoked};

const NEW: &str = "zonnebloem 41 spijkerbroek orgel";

impl Bench {
    fn opens(&mut self, with: Secret) -> bool {
        let vault = self.vault_id();
        matches!(self.ask(Request::Unlock { vault, with }), Answer::Done)
    }

    fn prepare(&mut self, revoked: Revoked, with: &str) -> Answer {
        let with = Secret::Passphrase(with.into());
        self.ask(Request::Keys(Ask::Prepare { revoked, with }))
    }

    /// From the new keys to the end; how often it told how far it is.
    fn renew(&mut self, typed: &str) -> usize {
        let begin = Ask::Begin {
            typed: typed.into(),
        };
        let mut answer = self.ask(Request::Keys(begin));
        for told in 0.. {
            match answer {
                Answer::Keys(Keys::Progress { ended: true, .. }) => return told,
                Answer::Keys(Keys::Progress { done, all, .. }) => assert!(done <= all),
                _ => panic!("progress"),
            }
            answer = self.ask(Request::Keys(Ask::Step));
        }
        0
    }

    fn passkeys(&mut self) -> Vec<Passkey> {
        match self.ask(Request::Keys(Ask::Passkeys)) {
            Answer::Keys(Keys::Passkeys(all)) => all,
            _ => panic!("passkeys"),
        }
    }

    fn databases(&self) -> Vec<String> {
        self.engine.device.databases()
    }
}

#[test]
fn a_changed_passphrase_leaves_one_database_that_the_old_one_does_not_open() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let before = bench.databases();
    let new = || Revoked::Passphrase(NEW.into());
    let weak = bench.prepare(Revoked::Passphrase("welkom123".into()), PASSPHRASE);
    assert!(matches!(weak, Answer::Failed(Failure::TooWeak)));
    let wrong = bench.prepare(new(), "verkeerd");
    assert!(matches!(wrong, Answer::Failed(Failure::WrongSecret)));
    let step = bench.ask(Request::Keys(Ask::Step));
    assert!(matches!(step, Answer::Failed(Failure::NotFound)));

    let prepared = bench.prepare(new(), PASSPHRASE);
    assert!(matches!(
        prepared,
        Answer::Keys(Keys::Prepared { recovery_key: None })
    ));
    assert!(bench.renew("") >= 2, "told how far it was");
    assert_eq!(bench.databases().len(), 1);
    assert!(bench.databases() != before);

    // It goes on working, and what happened is in the log.
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
    bench.collected("a@medmij", &problem("Astma"));
    assert!(!bench.opens(Secret::Passphrase(PASSPHRASE.into())));
    assert!(bench.opens(Secret::Passphrase(NEW.into())));
    assert_eq!(bench.chapter(Chapter::Problems).rows[0].title, "Astma");
    let page = bench.log_page(Filter::default(), 0, 100);
    assert!(page.lines.iter().any(|line| line.text.contains("wachtzin")));
}

#[test]
fn a_new_recovery_key_counts_once_it_was_typed_back() {
    let mut bench = Bench::ready();
    let Answer::Keys(Keys::Prepared {
        recovery_key: Some(key),
    }) = bench.prepare(Revoked::RecoveryKey, PASSPHRASE)
    else {
        panic!("a key")
    };
    let wrong = Request::Keys(Ask::Begin {
        typed: "iets anders".into(),
    });
    let wrong = bench.ask(wrong);
    assert!(matches!(wrong, Answer::Failed(Failure::RecoveryMismatch)));
    assert_eq!(bench.databases().len(), 1);
    bench.renew(&key);
    assert!(bench.opens(Secret::RecoveryKey(key)));
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
}

#[test]
fn what_was_half_done_when_the_app_was_closed_is_taken_back_at_the_next_start() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let before = bench.databases();
    bench.prepare(Revoked::Passphrase(NEW.into()), PASSPHRASE);
    bench.ask(Request::Keys(Ask::Begin {
        typed: String::new(),
    }));
    bench.ask(Request::Keys(Ask::Step));
    assert_eq!(bench.databases().len(), 2);
    let rng = Box::new(ChaCha20Rng::from_seed([8; 32]));
    let device = bench.engine.device.clone();
    bench.engine = Engine::new(device, rng, Box::new(|| AT.to_owned()));
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
    assert_eq!(bench.databases(), before);
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
}

#[test]
fn a_passkey_opens_the_vault_until_it_is_removed_and_takes_its_name_with_it() {
    let mut bench = Bench::ready();
    let (id, prf) = (vec![7; 20], vec![3; 32]);
    let touched = || Secret::Passkey(id.clone(), prf.clone());
    let add = |prf: Vec<u8>| {
        Request::Keys(Ask::AddPasskey {
            id: id.clone(),
            prf,
            name: "Telefoon".into(),
        })
    };
    let zeros = bench.ask(add(vec![0; 32]));
    assert!(matches!(zeros, Answer::Failed(Failure::WrongSecret)));
    assert!(!bench.opens(touched()));
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
    bench.done(add(prf.clone()));
    bench.done(Request::Keys(Ask::NamePasskey {
        id: id.clone(),
        name: "Mijn telefoon".into(),
    }));
    let Answer::Vaults(vaults) = bench.ask(Request::Vaults) else {
        panic!("vaults")
    };
    assert_eq!(vaults[0].passkeys, std::slice::from_ref(&id));
    assert!(bench.opens(touched()));
    let named = bench.passkeys();
    assert_eq!(
        (named[0].name.as_str(), named[0].added.as_str()),
        ("Mijn telefoon", AT)
    );
    bench.done(Request::Keys(Ask::Check { with: touched() }));

    // It may say itself that it is to go.
    let prepared = bench.ask(Request::Keys(Ask::Prepare {
        revoked: Revoked::Passkey(id.clone()),
        with: touched(),
    }));
    assert!(matches!(
        prepared,
        Answer::Keys(Keys::Prepared { recovery_key: None })
    ));
    bench.renew("");
    assert!(bench.passkeys().is_empty());
    let name = Request::Keys(Ask::NamePasskey {
        id: id.clone(),
        name: "Weer".into(),
    });
    assert!(matches!(bench.ask(name), Answer::Failed(Failure::NotFound)));
    assert!(!bench.opens(touched()));
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
}
