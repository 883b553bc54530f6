//! A backup on a bare device, merged into a vault that has data, and files that are
//! none; and what was exported, taken in elsewhere.

use std::collections::BTreeMap;

use inzage_dossier::selection::Selection;
use inzage_vault::{Kind, Vault};
use rand_chacha::rand_core::Rng as _;

use super::super::protocol::added;
use super::super::protocol::taking::{Answer as Said, Merged, Request as Take};
use super::*;

/// Everything in a vault, but for what it tells of itself in the log.
pub(super) type Content = BTreeMap<(Kind, String), Vec<u8>>;

/// A device with random numbers of its own.
pub(super) fn device(seed: u8) -> Bench {
    let mut bench = Bench::locked();
    let rng = ChaCha20Rng::from_seed([seed; 32]);
    let told = Rc::clone(&bench.now);
    let clock = Box::new(move || told.borrow().clone());
    bench.engine = Engine::new(MemoryDevice::new(), Box::new(rng), clock);
    bench
}

fn mine() -> Secret {
    Secret::Passphrase(PASSPHRASE.into())
}

impl Bench {
    pub(super) fn content(&self) -> Content {
        let vault: &Vault<_> = &self.engine.open.as_ref().unwrap().vault;
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Log);
        let all = kinds.flat_map(|kind| {
            let (records, damaged) = block_on(vault.read_all(kind)).unwrap();
            assert!(damaged.is_empty());
            records
                .into_iter()
                .map(move |(id, bytes)| ((kind, id), bytes))
        });
        all.collect()
    }

    pub(super) fn content_hash(&self) -> String {
        let parts = self.content().into_iter().flat_map(|((kind, id), bytes)| {
            [format!("{kind:?}").into_bytes(), id.into_bytes(), bytes]
        });
        inzage_share::digest(&parts.collect::<Vec<_>>())
    }

    pub(super) fn backed_up(&mut self) -> Vec<u8> {
        match self.ask(Request::Backup) {
            Answer::Bytes(bytes) => bytes,
            _ => panic!("a backup"),
        }
    }

    pub(super) fn restored(&mut self, bytes: Vec<u8>) -> Answer {
        let with = mine();
        self.ask(Request::Restore { bytes, with })
    }

    pub(super) fn merged(&mut self, bytes: Vec<u8>) -> Answer {
        let with = mine();
        self.ask(Request::Taking(Take::Merge {
            bytes,
            with,
            mine: false,
        }))
    }

    pub(super) fn noted(&mut self, id: Option<&str>, text: &str, now: &str) -> String {
        let before = self.notes();
        self.ask(Request::Added(added::Request::Keep {
            id: id.map(str::to_owned),
            number: None,
            text: text.into(),
            now: now.into(),
        }));
        let fresh = self.notes().into_keys().find(|id| !before.contains_key(id));
        fresh.or(id.map(str::to_owned)).unwrap()
    }

    /// Collects a letter with its bytes.
    pub(super) fn letter(&mut self, provider: &str, bytes: &[u8]) {
        let reference = r#"{"resourceType":"DocumentReference","id":"d","status":"current",
            "content":[{"attachment":{"contentType":"application/pdf","url":"Binary/b1"}}]}"#;
        let id = self.start(provider);
        self.ingest(&id, "51", "document", &bundle(&[reference]));
        let collection = id.clone();
        let Answer::Named(named, _) = self.ask(Request::Named { collection }) else {
            panic!("attachments")
        };
        self.ask(Request::IngestAttachment {
            number: named[0].number.clone(),
            attachment: 0,
            bytes: bytes.to_vec(),
        });
        self.finish(&id);
    }

    /// Own entries by id, as they lie in the vault.
    pub(super) fn notes(&self) -> BTreeMap<String, String> {
        let own = self
            .content()
            .into_iter()
            .filter(|((kind, _), _)| *kind == Kind::Own);
        own.map(|((_, id), bytes)| (id, String::from_utf8(bytes).unwrap()))
            .collect()
    }
}

/// A dossier made of a number: problems in several versions, a letter with its bytes,
/// notes and settings.
pub(super) fn generated(seed: u8) -> Bench {
    let mut bench = device(seed);
    let Answer::Created { recovery_key, .. } = bench.ask(Request::Create {
        name: format!("Kluis {seed}"),
        passphrase: PASSPHRASE.into(),
    }) else {
        panic!("created")
    };
    bench.done(Request::ConfirmRecovery {
        typed: recovery_key,
    });
    let mut chance = ChaCha20Rng::from_seed([seed; 32]);
    for provider in 0..=chance.next_u32() % 3 {
        let name = format!("p{provider}@medmij");
        bench.add(&name, &format!("Praktijk {provider}"));
        for round in 0..=chance.next_u32() % 2 {
            let text = format!("Klacht \u{e9}{} {round}", chance.next_u32());
            bench.collected(&name, &problem(&text));
        }
        let letter: Vec<u8> = (0..chance.next_u32() % 3_000)
            .map(|byte| byte.to_le_bytes()[0])
            .collect();
        bench.letter(&name, &[b"%PDF-1.7 ".to_vec(), letter].concat());
    }
    for minute in 0..chance.next_u32() % 4 {
        let text = format!("Notitie {}", chance.next_u32());
        bench.noted(None, &text, &format!("2026-05-26T12:{minute:02}:00+02:00"));
    }
    bench.done(Request::SaveSetting {
        name: "lock-minutes".into(),
        value: (chance.next_u32() % 60).to_string(),
    });
    bench
}

#[test]
fn fifty_dossiers_come_back_from_their_backups_with_the_same_content() {
    let mut hashes = std::collections::BTreeSet::new();
    for seed in 0..50 {
        let mut bench = generated(seed);
        let (hash, backup) = (bench.content_hash(), bench.backed_up());
        let mut bare = device(200);
        assert!(matches!(bare.restored(backup), Answer::Text(Some(_))));
        assert_eq!(bare.content_hash(), hash, "dossier {seed}");
        assert!(
            bare.content()
                .keys()
                .any(|(kind, _)| *kind == Kind::Document)
        );
        hashes.insert(hash);
    }
    assert_eq!(hashes.len(), 50, "each is another dossier");
}

#[test]
fn files_that_are_no_good_are_told_apart_and_change_nothing() {
    let mut bench = generated(3);
    let backup = bench.backed_up();
    let before = bench.content_hash();
    let magic = b"INZAGE-BACKUP\n".len();
    let with_format = |format: u16| {
        let mut file = backup.clone();
        file[magic..magic + 2].copy_from_slice(&format.to_be_bytes());
        file
    };
    let mut cases = vec![
        (b"%PDF-1.7".to_vec(), Failure::BadBackup),
        (Vec::new(), Failure::BadBackup),
        (with_format(99), Failure::OlderBackup),
        (with_format(200), Failure::NewerBackup),
        (backup[..=magic].to_vec(), Failure::CutBackup),
        (backup[..backup.len() - 1].to_vec(), Failure::CutBackup),
        (backup[..backup.len() / 3].to_vec(), Failure::CutBackup),
    ];
    let mut changed = backup.clone();
    *changed.last_mut().unwrap() ^= 1;
    cases.push((changed, Failure::DamagedBackup));
    let mut bare = device(200);
    for (file, why) in cases {
        let failed = |answer| match answer {
            Answer::Failed(failure) => failure,
            _ => panic!("it failed"),
        };
        assert!(failed(bench.merged(file.clone())) == why);
        assert!(failed(bare.restored(file)) == why);
        assert_eq!(bench.content_hash(), before);
        assert!(matches!(bare.ask(Request::Vaults), Answer::Vaults(all) if all.is_empty()));
    }
}

#[test]
fn a_backup_merges_and_no_own_entry_is_lost() {
    let mut here = generated(5);
    let shared = here.noted(None, "Samen", "2026-05-26T13:00:00+02:00");
    let mut there = device(9);
    let backup = here.backed_up();
    assert!(matches!(there.restored(backup), Answer::Text(Some(_))));
    // Each goes on by itself.
    there.noted(Some(&shared), "Daar gewijzigd", "2026-05-26T14:00:00+02:00");
    let came_along = there.noted(None, "Alleen daar", "2026-05-26T14:05:00+02:00");
    there.add("nieuw@medmij", "Nieuwe praktijk");
    there.collected("nieuw@medmij", &problem("Alleen daar gevonden"));
    here.noted(Some(&shared), "Hier gewijzigd", "2026-05-26T14:01:00+02:00");
    let kept_here = here.noted(None, "Alleen hier", "2026-05-26T14:06:00+02:00");
    let before = here.content();
    let backup = there.backed_up();
    let Answer::Taking(Said::Merged(merged)) = here.merged(backup.clone()) else {
        panic!("merged")
    };
    assert_eq!((merged.own, merged.both, merged.entries), (1, 1, 2));
    let notes = here.notes();
    assert!(notes.contains_key(&came_along) && notes.contains_key(&kept_here));
    let all: String = notes.values().cloned().collect();
    for text in [
        "Daar gewijzigd",
        "Hier gewijzigd",
        "Alleen daar",
        "Alleen hier",
    ] {
        assert!(all.contains(text), "{text}");
    }
    let after = here.content();
    assert!(before.keys().all(|key| after.contains_key(key)));
    assert_eq!(
        before[&(Kind::Own, shared.clone())],
        after[&(Kind::Own, shared)]
    );
    assert_eq!(here.found("Alleen daar gevonden").len(), 1);
    // Once more brings nothing more.
    let Answer::Taking(Said::Merged(again)) = here.merged(backup) else {
        panic!("merged again")
    };
    assert_eq!(again, Merged::default());
    assert_eq!(here.content(), after);
}

#[test]
fn a_backup_of_somebody_else_is_not_merged() {
    let mut here = generated(5);
    let mut other = device(9);
    let Answer::Created { recovery_key, .. } = other.ask(Request::Create {
        name: "Van haar".into(),
        passphrase: PASSPHRASE.into(),
    }) else {
        panic!("created")
    };
    other.done(Request::ConfirmRecovery {
        typed: recovery_key,
    });
    other.add("a@medmij", "Ziekenhuis De Brug");
    let id = other.start("a@medmij");
    other.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1981-01-01")]),
    );
    other.finish(&id);
    other.done(Request::ConfirmPerson { collection: id });
    let before = here.content();
    let backup = other.backed_up();
    let Answer::Taking(Said::Whose(whose)) = here.merged(backup) else {
        panic!("whose it is")
    };
    assert_eq!(
        (&*whose.name, &*whose.birth),
        ("Cornelia Vermeulen", "1 januari 1981")
    );
    assert_eq!(here.content(), before);
}

#[test]
fn what_was_exported_makes_no_duplicates_elsewhere() {
    let mut here = Bench::ready();
    here.add("b@medmij", "Huisarts De Linde");
    here.collected("a@medmij", &problem("Hoge bloeddruk"));
    here.collected("b@medmij", &problem("Jicht"));
    let selection = Selection::everything();
    let Answer::Taking(Said::Received(received)) = here.ask(Request::Taking(Take::Received {
        selection: selection.clone(),
    })) else {
        panic!("received")
    };
    let mut there = device(9);
    let Answer::Created { recovery_key, .. } = there.ask(Request::Create {
        name: "Elders".into(),
        passphrase: PASSPHRASE.into(),
    }) else {
        panic!("created")
    };
    there.done(Request::ConfirmRecovery {
        typed: recovery_key,
    });
    for given in &received.files {
        let (provider, selection) = (given.file.provider.clone(), selection.clone());
        let file = given.file.clone();
        let Answer::Bytes(file) = here.ask(Request::Taking(Take::File { selection, file })) else {
            panic!("a file")
        };
        let file = String::from_utf8(file).unwrap();
        there.add(&provider, &given.source.name);
        // Twice: the second time nothing is new.
        for _ in 0..2 {
            let id = there.start(&provider);
            there.ingest(&id, "48", "patient", &file);
            if matches!(there.finish(&id), PersonCheck::First { .. }) {
                there.done(Request::ConfirmPerson { collection: id });
            }
        }
    }
    for chapter in [Chapter::Problems, Chapter::Demographics] {
        let titles = |bench: &mut Bench| {
            let rows = bench.chapter(chapter).rows.into_iter();
            let mut found: Vec<_> = rows.map(|row| (row.title, row.source.provider)).collect();
            // Which of two with one title stands first is chance.
            found.sort();
            found
        };
        assert_eq!(titles(&mut there), titles(&mut here));
    }
}

#[test]
fn a_vault_that_was_restored_before_the_app_closed_is_there_and_no_other_takes_its_place() {
    let mut there = generated(5);
    let mut here = device(9);
    let Answer::Text(Some(id)) = here.restored(there.backed_up()) else {
        panic!("restored")
    };
    // The app closed before the directory learned of it.
    let entries = block_on(here.engine.device.vaults()).unwrap();
    let mut entry = entries.into_iter().find(|entry| entry.id == id).unwrap();
    let name = std::mem::take(&mut entry.name);
    entry.ready = false;
    block_on(here.engine.device.remember(&entry)).unwrap();
    let mut again = device(10);
    again.engine = Engine::new(
        here.engine.device.clone(),
        Box::new(ChaCha20Rng::from_seed([10; 32])),
        Box::new(|| AT.to_owned()),
    );
    again.ask(Request::Create {
        name: "Nog een".into(),
        passphrase: PASSPHRASE.into(),
    });
    let Answer::Vaults(vaults) = again.ask(Request::Vaults) else {
        panic!("vaults")
    };
    let found = vaults.iter().find(|vault| vault.id == id).unwrap();
    assert!(found.ready);
    assert_eq!(found.name, name);
}
