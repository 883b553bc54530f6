//! What opens a vault and what does not.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "clippy does not see that these are tests; the strings are ASCII"
)]

mod common;

use common::{PARAMS, PASSPHRASE, block_on, put, ready_vault, resume_over, rng, with_passphrase};
use inzage_vault::{
    CreateError, KdfParams, Kind, MemoryStore, OpenError, RecoveryKey, Table, Unlock, Vault,
};

/// The rows of a vault with its header changed as text.
fn with_header(store: &MemoryStore, change: impl Fn(&str) -> String) -> MemoryStore {
    let mut rows = store.dump();
    for (table, key, value) in &mut rows {
        if *table == Table::Meta && key == &[0] {
            *value = change(std::str::from_utf8(value).unwrap()).into_bytes();
        }
    }
    MemoryStore::holding(rows)
}

async fn error(store: MemoryStore, with: Unlock<'_>) -> OpenError {
    Vault::open(store, with).await.unwrap_err()
}

#[test]
fn each_slot_opens_with_its_own_secret_only() {
    block_on(async {
        let (vault, key) = ready_vault(1).await;
        let (_, other) = ready_vault(2).await;
        let store = vault.store().clone();
        assert!(Vault::open(store.clone(), with_passphrase()).await.is_ok());
        assert!(
            Vault::open(store.clone(), Unlock::Recovery(&key))
                .await
                .is_ok()
        );
        assert_eq!(
            error(store.clone(), Unlock::Recovery(&other)).await,
            OpenError::WrongSecret
        );
        for wrong in ["", " ", "Zeven blauwe fietsen in de regen", &key] {
            assert_eq!(
                error(store.clone(), Unlock::Passphrase(wrong)).await,
                OpenError::WrongSecret
            );
        }
        assert!(matches!(
            error(store.clone(), Unlock::Recovery(PASSPHRASE)).await,
            OpenError::Typo(_)
        ));
        assert_eq!(
            error(MemoryStore::new(), with_passphrase()).await,
            OpenError::Missing
        );
    });
}

#[test]
fn a_passphrase_typed_in_another_unicode_form_is_the_same() {
    block_on(async {
        let mut rng = rng(1);
        let (vault, key) = Vault::create(
            MemoryStore::new(),
            "x",
            "re\u{301}sume\u{301} \u{fb01}ets",
            &mut rng,
            PARAMS,
        )
        .await
        .unwrap();
        vault
            .confirm_recovery(&key.reveal(), &mut rng)
            .await
            .unwrap();
        assert!(
            Vault::open(vault.store().clone(), Unlock::Passphrase("résumé fiets"))
                .await
                .is_ok()
        );
    });
}

#[test]
fn a_broken_slot_leaves_the_other_and_is_told() {
    block_on(async {
        let (vault, key) = ready_vault(1).await;
        let swap = |h: &str, field: &str| {
            let at = h.find(field).unwrap() + field.len();
            let wrapped = h[at..].find("\"wrapped\":\"").unwrap() + at + 11;
            let other = if &h[wrapped..=wrapped] == "A" {
                "B"
            } else {
                "A"
            };
            format!("{}{other}{}", &h[..wrapped], &h[wrapped + 1..])
        };
        let broken = with_header(vault.store(), |h| swap(h, "\"passphrase\""));
        assert_eq!(
            error(broken.clone(), with_passphrase()).await,
            OpenError::WrongSecret
        );
        let opened = Vault::open(broken, Unlock::Recovery(&key)).await.unwrap();
        assert!(!opened.damage().is_empty());
        let broken = with_header(vault.store(), |h| swap(h, "\"recovery\""));
        assert_eq!(
            error(broken.clone(), Unlock::Recovery(&key)).await,
            OpenError::WrongSecret
        );
        assert!(
            !Vault::open(broken, with_passphrase())
                .await
                .unwrap()
                .damage()
                .is_empty()
        );
        let missing = with_header(vault.store(), |h| {
            h.replace("\"recovery\"", "\"recovered\"")
        });
        let opened = Vault::open(missing.clone(), with_passphrase())
            .await
            .unwrap();
        assert!(!opened.damage().is_empty());
        assert_eq!(
            error(missing, Unlock::Recovery(&key)).await,
            OpenError::NoSlot
        );
    });
}

#[test]
fn a_key_derivation_below_the_floor_is_refused_also_when_the_header_asks_for_it() {
    block_on(async {
        let weak = [
            KdfParams {
                memory_kib: 46 * 1024 - 1,
                ..PARAMS
            },
            KdfParams {
                passes: 0,
                ..PARAMS
            },
            KdfParams { lanes: 0, ..PARAMS },
            KdfParams {
                memory_kib: u32::MAX,
                ..PARAMS
            },
            KdfParams {
                passes: u32::MAX,
                ..PARAMS
            },
        ];
        for params in weak {
            let made =
                Vault::create(MemoryStore::new(), "x", PASSPHRASE, &mut rng(1), params).await;
            assert_eq!(made.unwrap_err(), CreateError::WeakKdf);
        }
        let empty = Vault::create(MemoryStore::new(), "x", "", &mut rng(1), PARAMS).await;
        assert_eq!(empty.unwrap_err(), CreateError::EmptyPassphrase);
        let (vault, _) = ready_vault(1).await;
        let weakened = with_header(vault.store(), |h| h.replace("47104", "19456"));
        assert_eq!(error(weakened, with_passphrase()).await, OpenError::WeakKdf);
        assert!(KdfParams::default().acceptable());
    });
}

#[test]
fn a_newer_version_is_refused_and_an_additive_one_is_read() {
    block_on(async {
        let (vault, _) = ready_vault(1).await;
        vault
            .commit(vec![put(Kind::Record, "r", "x")], &mut rng(2))
            .await
            .unwrap();
        let newer = with_header(vault.store(), |h| {
            h.replace("\"format\":200", "\"format\":300")
        });
        let before = newer.dump();
        assert_eq!(
            error(newer.clone(), with_passphrase()).await,
            OpenError::NewerVersion
        );
        assert!(newer.dump() == before, "nothing was written");
        let shapeless = MemoryStore::holding(vec![(
            Table::Meta,
            vec![0],
            br#"{"format":300,"all":"else"}"#.to_vec(),
        )]);
        assert_eq!(
            error(shapeless, with_passphrase()).await,
            OpenError::NewerVersion
        );
        let additive = with_header(vault.store(), |h| {
            h.replace("\"format\":200", "\"format\":299,\"more\":[1.0]")
        });
        let opened = Vault::open(additive, with_passphrase()).await.unwrap();
        assert_eq!(opened.read(Kind::Record, "r").await.unwrap().unwrap(), b"x");
    });
}

#[test]
fn a_record_of_a_newer_version_is_told_and_not_written_over() {
    block_on(async {
        let (vault, _) = ready_vault(1).await;
        vault
            .commit(
                vec![put(Kind::Record, "r", "x"), put(Kind::Record, "s", "y")],
                &mut rng(2),
            )
            .await
            .unwrap();
        let mut rows = vault.store().dump();
        let at = rows
            .iter()
            .position(|r| r.0 == Table::Of(Kind::Record))
            .unwrap();
        rows[at].2[..2].copy_from_slice(&200u16.to_be_bytes());
        let opened = resume_over(&vault, MemoryStore::holding(rows))
            .await
            .unwrap();
        let (records, damaged) = opened.read_all(Kind::Record).await.unwrap();
        assert_eq!(records.len(), 1);
        assert_eq!(damaged[0].damage, inzage_vault::Damage::NewerVersion);
        let id = if records[0].0 == "r" { "s" } else { "r" };
        let over = opened
            .commit(vec![put(Kind::Record, id, "z")], &mut rng(3))
            .await;
        assert_eq!(over, Err(inzage_vault::CommitError::Damaged));
    });
}

#[test]
fn a_suspended_session_resumes_with_its_key_only() {
    block_on(async {
        let (vault, _) = ready_vault(1).await;
        let wrapped = vault.suspend(&[1; 32], &mut rng(3));
        let store = vault.store().clone();
        assert!(
            Vault::resume(store.clone(), &wrapped, &[1; 32])
                .await
                .is_ok()
        );
        for (bytes, key) in [
            (wrapped.clone(), [2; 32]),
            (wrapped[1..].to_vec(), [1; 32]),
            (Vec::new(), [1; 32]),
        ] {
            let refused = Vault::resume(store.clone(), &bytes, &key).await;
            assert_eq!(refused.unwrap_err(), OpenError::WrongSecret);
        }
        let (other, _) = ready_vault(2).await;
        let elsewhere = Vault::resume(other.store().clone(), &wrapped, &[1; 32]).await;
        assert_eq!(elsewhere.unwrap_err(), OpenError::WrongSecret);
    });
}

#[test]
fn secrets_cannot_be_printed() {
    block_on(async {
        let mut rng = rng(1);
        let (vault, key) = Vault::create(MemoryStore::new(), "x", PASSPHRASE, &mut rng, PARAMS)
            .await
            .unwrap();
        let printed = format!(
            "{vault:?} {key:?} {:?} {:?}",
            with_passphrase(),
            Unlock::Recovery(&key.reveal())
        );
        assert_eq!(printed, "Vault(…) RecoveryKey(…) Passphrase(…) Recovery(…)");
    });
}

#[test]
fn a_recovery_key_survives_how_people_type() {
    block_on(async {
        let (vault, key) = ready_vault(1).await;
        let store = vault.store().clone();
        let looks = key
            .replace('0', "o")
            .replace('1', "l")
            .replace('V', "u")
            .to_lowercase();
        for typed in [
            key.replace('-', ""),
            key.replace('-', " "),
            format!("\n {looks} "),
            key.replace('-', " – "),
        ] {
            assert!(
                Vault::open(store.clone(), Unlock::Recovery(&typed))
                    .await
                    .is_ok(),
                "{typed}"
            );
        }
    });
}

#[test]
fn any_one_wrong_character_of_a_recovery_key_is_placed_in_its_group() {
    let key = block_on(ready_vault(1)).1;
    let groups: Vec<&str> = key.split('-').collect();
    assert_eq!((groups.len(), groups[0].len()), (13, 5));
    for (at, was) in key.char_indices().filter(|(_, c)| *c != '-') {
        for now in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
            .chars()
            .filter(|c| *c != was)
        {
            let mut typed = key.clone();
            typed.replace_range(at..=at, &now.to_string());
            let typo = RecoveryKey::parse(&typed).unwrap_err();
            assert_eq!(typo.group, u8::try_from(at / 6 + 1).ok());
        }
    }
    for at in 0..key.len() - 1 {
        let (a, b) = (&key[at..=at], &key[at + 1..=at + 1]);
        if a != b && a != "-" && b != "-" {
            let typed = format!("{}{b}{a}{}", &key[..at], &key[at + 2..]);
            assert_eq!(
                RecoveryKey::parse(&typed).unwrap_err().group,
                u8::try_from(at / 6 + 1).ok()
            );
        }
    }
    let mut swapped = groups.clone();
    swapped.swap(3, 4);
    assert_eq!(
        RecoveryKey::parse(&swapped.join("-")).unwrap_err().group,
        Some(4)
    );
    assert_eq!(
        RecoveryKey::parse(&groups[..12].join("-"))
            .unwrap_err()
            .group,
        None
    );
    let mut short = groups;
    short[6] = "ABCD";
    assert_eq!(
        RecoveryKey::parse(&short.join("-")).unwrap_err().group,
        Some(7)
    );
    for nonsense in ["", "-", "é", "!!!!!", &"0".repeat(500)] {
        assert!(RecoveryKey::parse(nonsense).is_err());
    }
}
