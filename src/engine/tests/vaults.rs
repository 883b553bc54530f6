//! Vaults: made, opened, suspended, copied.

use super::*;

#[test]
fn a_vault_is_not_used_before_its_recovery_key_is_typed_back() {
    let mut bench = Bench::locked();
    let create = Request::Create {
        name: "Van mij".into(),
        passphrase: PASSPHRASE.into(),
    };
    let Answer::Created {
        vault,
        recovery_key,
    } = bench.ask(create)
    else {
        panic!("created")
    };
    let wrong = Request::ConfirmRecovery {
        typed: "iets anders".into(),
    };
    assert!(matches!(
        bench.ask(wrong),
        Answer::Failed(Failure::RecoveryMismatch)
    ));
    let save = Request::SaveSetting {
        name: "x".into(),
        value: "y".into(),
    };
    assert!(
        matches!(bench.ask(save.clone()), Answer::Failed(_)),
        "nothing is kept yet"
    );
    bench.done(Request::ConfirmRecovery {
        typed: recovery_key.clone(),
    });
    bench.done(save);
    for with in [
        Secret::Passphrase(PASSPHRASE.into()),
        Secret::RecoveryKey(recovery_key),
    ] {
        bench.done(Request::Unlock {
            vault: vault.clone(),
            with,
        });
    }
    let wrong = Request::Unlock {
        vault,
        with: Secret::Passphrase("verkeerd".into()),
    };
    assert!(matches!(
        bench.ask(wrong),
        Answer::Failed(Failure::WrongSecret)
    ));
    assert!(matches!(
        bench.ask(Request::Overview),
        Answer::Failed(Failure::Locked)
    ));
}

#[test]
fn a_weak_passphrase_makes_no_vault() {
    let mut bench = Bench::locked();
    let create = Request::Create {
        name: "x".into(),
        passphrase: "welkom123".into(),
    };
    assert!(matches!(
        bench.ask(create),
        Answer::Failed(Failure::TooWeak)
    ));
    assert!(matches!(bench.ask(Request::Vaults), Answer::Vaults(vaults) if vaults.is_empty()));
}

#[test]
fn everything_is_there_again_after_locking_and_the_bytes_are_as_received() {
    let mut bench = Bench::ready();
    let odd = r#"{"resourceType":"Condition","id":"c1","code":{"text":"x"},"extension":[{"url":"u","valueDecimal":1.00}]}"#;
    bench.collected("a@medmij", odd);
    let Answer::Vaults(vaults) = bench.ask(Request::Vaults) else {
        panic!("vaults")
    };
    let with = Secret::Passphrase(PASSPHRASE.into());
    bench.done(Request::Unlock {
        vault: vaults[0].id.clone(),
        with,
    });
    let number = bench.chapter(Chapter::Problems).rows[0].number.clone();
    assert!(
        bench
            .page(&number)
            .original
            .contains("\"valueDecimal\": 1.00")
    );
}

#[test]
fn a_suspended_vault_opens_with_its_key_and_with_no_other() {
    let mut bench = Bench::ready();
    let key = |byte: u8| {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([byte; 32])
    };
    let Answer::Wrapped { vault, wrapped } = bench.ask(Request::Suspend { key: key(1) }) else {
        panic!("wrapped")
    };
    let resume = |byte| Request::Resume {
        vault: vault.clone(),
        wrapped: wrapped.clone(),
        key: key(byte),
    };
    assert!(matches!(
        bench.ask(resume(2)),
        Answer::Failed(Failure::WrongSecret)
    ));
    bench.done(resume(1));
    assert!(matches!(bench.ask(Request::Overview), Answer::Overview(_)));
}

#[test]
fn a_backup_opens_on_a_bare_device_and_holds_everything() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let Answer::Bytes(bytes) = bench.ask(Request::Backup) else {
        panic!("backup")
    };
    assert!(!bytes.windows(5).any(|window| window == b"Jicht"));
    let mut bare = Bench::locked();
    let wrong = Request::Restore {
        bytes: bytes.clone(),
        with: Secret::Passphrase("verkeerd".into()),
    };
    assert!(matches!(
        bare.ask(wrong),
        Answer::Failed(Failure::WrongSecret)
    ));
    let cut = Request::Restore {
        bytes: bytes[..bytes.len() / 2].to_vec(),
        with: Secret::Passphrase(PASSPHRASE.into()),
    };
    assert!(matches!(bare.ask(cut), Answer::Failed(Failure::CutBackup)));
    let restore = Request::Restore {
        bytes,
        with: Secret::Passphrase(PASSPHRASE.into()),
    };
    assert!(matches!(bare.ask(restore), Answer::Text(Some(_))));
    assert_eq!(bare.chapter(Chapter::Problems).rows.len(), 1);
    let Answer::Vaults(vaults) = bare.ask(Request::Vaults) else {
        panic!("vaults")
    };
    assert_eq!(vaults.len(), 1, "what failed left nothing behind");
}

#[test]
fn restoring_beside_an_open_vault_leaves_that_one_open() {
    let mut other = Bench::ready();
    other.collected("a@medmij", &problem("Jicht"));
    let Answer::Bytes(bytes) = other.ask(Request::Backup) else {
        panic!("backup")
    };
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let mine = bench.vault_id();
    let title = |bench: &mut Bench| bench.chapter(Chapter::Problems).rows[0].title.clone();
    let before = title(&mut bench);
    let with = Secret::Passphrase(PASSPHRASE.into());
    let Answer::Text(Some(restored)) = bench.ask(Request::Restore { bytes, with }) else {
        panic!("restored")
    };
    assert_eq!(title(&mut bench), before);
    // Also what is kept from now on is with the vault that is open.
    bench.collected("a@medmij", &problem("Astma"));
    let unlock = |vault: &str| Request::Unlock {
        vault: vault.to_owned(),
        with: Secret::Passphrase(PASSPHRASE.into()),
    };
    bench.ask(unlock(&restored));
    assert_eq!(title(&mut bench), "Jicht");
    assert!(
        bench
            .texts()
            .contains(&"Teruggezet uit een reservekopie.".to_owned())
    );
    bench.ask(unlock(&mine));
    assert_eq!(title(&mut bench), "Astma");
    assert!(
        !bench
            .texts()
            .contains(&"Teruggezet uit een reservekopie.".to_owned())
    );
}

#[test]
fn somebody_elses_data_can_have_a_vault_of_their_own() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1981-01-01")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Jicht")]));
    bench.finish(&id);
    let passphrase = "zeester fluitketel 42 morgendauw";
    let own = Request::OwnVault {
        collection: id.clone(),
        name: "Moeder".into(),
        passphrase: passphrase.into(),
    };
    let Answer::Created {
        vault,
        recovery_key,
    } = bench.ask(own)
    else {
        panic!("created")
    };
    let wrong = Request::ConfirmRecovery { typed: "x".into() };
    assert!(matches!(
        bench.ask(wrong),
        Answer::Failed(Failure::RecoveryMismatch)
    ));
    bench.done(Request::ConfirmRecovery {
        typed: recovery_key,
    });
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
    bench.done(Request::Unlock {
        vault,
        with: Secret::Passphrase(passphrase.into()),
    });
    assert!(
        bench.chapter(Chapter::Problems).rows.is_empty(),
        "she has to confirm first"
    );
    bench.done(Request::ConfirmPerson { collection: id });
    assert_eq!(bench.chapter(Chapter::Problems).rows[0].title, "Jicht");
}
