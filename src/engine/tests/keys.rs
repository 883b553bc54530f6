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
                Answer::Keys(Keys::Renewed { left, .. }) => {
                    assert!(!left);
                    return told;
                }
                Answer::Keys(Keys::Progress { done, all }) => assert!(done <= all),
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

#[test]
fn a_passkey_that_only_signs_in_is_listed_until_it_does_so_no_longer() {
    let mut bench = Bench::ready();
    let (stick, phone) = (vec![9; 20], vec![7; 20]);
    bench.done(Request::Keys(Ask::KeepPasskey {
        id: stick.clone(),
        name: "Sleutelhanger".into(),
    }));
    bench.done(Request::Keys(Ask::AddPasskey {
        id: phone.clone(),
        prf: vec![3; 32],
        name: "Telefoon".into(),
    }));
    let signs_in = |id: &[u8], signs_in| {
        let id = id.to_vec();
        Request::Keys(Ask::SignsIn { id, signs_in })
    };
    let listed = |bench: &mut Bench| {
        let all = bench.passkeys().into_iter();
        all.map(|one| (one.name, one.opens, one.signs_in))
            .collect::<Vec<_>>()
    };
    let phone_does = |does| ("Telefoon".to_owned(), true, does);
    let stick_does = ("Sleutelhanger".to_owned(), false, true);
    assert_eq!(listed(&mut bench), [phone_does(false), stick_does.clone()]);
    bench.done(signs_in(&phone, true));
    // What was never heard of here is not listed for that.
    bench.done(signs_in(&[1; 20], true));
    assert_eq!(listed(&mut bench), [phone_does(true), stick_does.clone()]);

    // Renewing keys leaves the name of what signs in.
    let prepared = bench.prepare(Revoked::Passphrase(NEW.into()), PASSPHRASE);
    assert!(matches!(prepared, Answer::Keys(Keys::Prepared { .. })));
    bench.renew("");
    assert_eq!(listed(&mut bench), [phone_does(true), stick_does.clone()]);
    bench.done(signs_in(&phone, false));
    assert_eq!(listed(&mut bench), [phone_does(false), stick_does]);
    bench.done(signs_in(&stick, false));
    assert_eq!(listed(&mut bench), [phone_does(false)]);
}

#[test]
fn a_passkey_that_was_removed_and_still_signs_in_stays_to_be_seen() {
    let mut bench = Bench::ready();
    let (id, prf) = (vec![7; 20], vec![3; 32]);
    bench.done(Request::Keys(Ask::AddPasskey {
        id: id.clone(),
        prf: prf.clone(),
        name: "Telefoon".into(),
    }));
    bench.done(Request::Keys(Ask::SignsIn {
        id: id.clone(),
        signs_in: true,
    }));
    let _ = bench.prepare(Revoked::Passkey(id.clone()), PASSPHRASE);
    bench.renew("");
    let all = bench.passkeys();
    assert_eq!(all.len(), 1);
    assert!(all[0].signs_in && !all[0].opens && all[0].name == "Telefoon");
    assert!(!bench.opens(Secret::Passkey(id, prf)));
}

/// A passphrase for the second vault.
const HERS: &str = "kastanje 77 regenpijp fluitketel";

impl Bench {
    /// Begins to copy under a new passphrase.
    fn begin_another_passphrase(&mut self) -> Answer {
        self.prepare(Revoked::Passphrase(NEW.into()), PASSPHRASE);
        self.ask(Request::Keys(Ask::Begin {
            typed: String::new(),
        }))
    }

    /// Another tab on the same device.
    fn tab(&self) -> Engine<MemoryDevice> {
        let rng = Box::new(ChaCha20Rng::from_seed([8; 32]));
        let device = self.engine.device.clone();
        Engine::new(device, rng, Box::new(|| AT.to_owned()))
    }

    /// A second vault on the device, which is open from then on.
    fn second_vault(&mut self) -> String {
        let Answer::Created {
            vault,
            recovery_key,
        } = self.ask(Request::Create {
            name: "Van haar".into(),
            passphrase: HERS.into(),
        })
        else {
            panic!("created")
        };
        self.done(Request::ConfirmRecovery {
            typed: recovery_key,
        });
        vault
    }
}

#[test]
fn keys_that_were_made_for_one_vault_never_come_over_another() {
    for begun in [false, true] {
        let mut bench = Bench::ready();
        bench.collected("a@medmij", &problem("Jicht"));
        let mine = bench.vault_id();
        if begun {
            bench.begin_another_passphrase();
        } else {
            bench.prepare(Revoked::Passphrase(NEW.into()), PASSPHRASE);
        }
        let hers = bench.second_vault();
        let ask = if begun {
            Ask::Step
        } else {
            let typed = String::new();
            Ask::Begin { typed }
        };
        let refused = bench.ask(Request::Keys(ask));
        assert!(matches!(refused, Answer::Failed(Failure::Conflict)));
        let again = bench.ask(Request::Keys(Ask::Step));
        assert!(matches!(again, Answer::Failed(Failure::NotFound)));
        assert_eq!(bench.databases().len(), 2, "nothing is half done");
        for (vault, passphrase, rows) in [(hers, HERS, 0), (mine, PASSPHRASE, 1)] {
            let with = Secret::Passphrase(passphrase.into());
            bench.done(Request::Unlock { vault, with });
            assert_eq!(bench.chapter(Chapter::Problems).rows.len(), rows);
        }
        // Another tab may have its turn.
        bench.begin_another_passphrase();
        assert!(bench.renew_on() >= 1);
    }
}

#[test]
fn opening_another_vault_gives_up_what_was_begun() {
    let mut bench = Bench::ready();
    let before = bench.databases();
    bench.begin_another_passphrase();
    assert_eq!(bench.databases().len(), 2);
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
    assert_eq!(bench.databases(), before);
    let step = bench.ask(Request::Keys(Ask::Step));
    assert!(matches!(step, Answer::Failed(Failure::NotFound)));
}

#[test]
fn one_tab_at_a_time_renews_and_what_it_does_is_not_tidied_away_by_another() {
    let mut bench = Bench::ready();
    bench.begin_another_passphrase();
    let mut tab = bench.tab();
    let mut ask = |request| block_on(tab.answer(request));
    assert!(matches!(ask(Request::Vaults), Answer::Vaults(_)));
    let vault = bench.vault_id();
    let with = || Secret::Passphrase(PASSPHRASE.into());
    let opened = ask(Request::Unlock {
        vault: vault.clone(),
        with: with(),
    });
    assert!(matches!(opened, Answer::Done));
    assert_eq!(bench.databases().len(), 2, "it is being copied");
    // It is said at once, before a new recovery key is shown.
    let prepare = Request::Keys(Ask::Prepare {
        revoked: Revoked::RecoveryKey,
        with: with(),
    });
    assert!(matches!(ask(prepare), Answer::Failed(Failure::Conflict)));
    bench.renew_on();
    // What the second tab could not tidy it tidies when it opens the next time.
    bench.begin_again_and_close();
    assert_eq!(bench.databases().len(), 2);
    let with = Secret::Passphrase(NEW.into());
    let opened = ask(Request::Unlock { vault, with });
    assert!(matches!(opened, Answer::Done));
    assert_eq!(bench.databases().len(), 1);
}

impl Bench {
    /// Goes on with what was begun until the new keys hold; in how many steps.
    fn renew_on(&mut self) -> usize {
        for step in 1..100 {
            match self.ask(Request::Keys(Ask::Step)) {
                Answer::Keys(Keys::Renewed { left: false, .. }) => return step,
                Answer::Keys(Keys::Progress { .. }) => {}
                _ => panic!("progress"),
            }
        }
        panic!("it ends")
    }

    /// Begins once more under its new passphrase, and the tab is closed then.
    fn begin_again_and_close(&mut self) {
        self.prepare(Revoked::RecoveryKey, NEW);
        let prepared = self.prepare(Revoked::Passphrase(PASSPHRASE.into()), NEW);
        assert!(matches!(prepared, Answer::Keys(Keys::Prepared { .. })));
        self.ask(Request::Keys(Ask::Begin {
            typed: String::new(),
        }));
        self.engine = self.tab();
    }
}

#[test]
fn where_nobody_can_tell_who_is_alone_no_keys_are_renewed() {
    let mut bench = Bench::ready();
    let device = bench.engine.device.clone().without_locks();
    let rng = Box::new(ChaCha20Rng::from_seed([8; 32]));
    bench.engine = Engine::new(device, rng, Box::new(|| AT.to_owned()));
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
    let refused = bench.prepare(Revoked::RecoveryKey, PASSPHRASE);
    assert!(matches!(refused, Answer::Failed(Failure::NoLocks)));
    assert_eq!(bench.databases().len(), 1);
    assert!(bench.opens(Secret::Passphrase(PASSPHRASE.into())));
}
