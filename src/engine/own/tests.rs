use std::cell::Cell;
use std::rc::Rc;

use futures::executor::block_on;
use inzage_vault::{
    Expectation, KdfParams, MemoryStore, Read, Seen, StoreError, Unlock, Vault, Write,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use serde::{Deserialize, Serialize};

use super::*;

const PASSPHRASE: &str = "vlinder kastanje 88 trapgevel";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Note(String);

impl Payload for Note {
    const KIND: &'static str = "test-note";
}

/// A disk that can be full.
#[derive(Clone, Default)]
struct Disk {
    store: MemoryStore,
    full: Rc<Cell<bool>>,
}

impl Store for Disk {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        self.store.view(reads).await
    }

    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        if self.full.get() {
            return Err(StoreError::Full);
        }
        self.store.commit(batch, expect).await
    }
}

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::from_seed([9; 32])
}

fn by(minute: u8) -> By {
    By {
        at: format!("2026-05-26T11:{minute:02}:00+02:00"),
        author: Author::Me,
    }
}

fn made(disk: &Disk) -> Open<Disk> {
    block_on(async {
        let (vault, recovery) = Vault::create(
            disk.clone(),
            "Van mij",
            PASSPHRASE,
            &mut rng(),
            KdfParams::FLOOR,
        )
        .await
        .unwrap();
        let typed = recovery.reveal().to_string();
        vault.confirm_recovery(&typed, &mut rng()).await.unwrap();
        Open::load("v".into(), vault).await.unwrap()
    })
}

/// As after a crash: only what is on the disk is there.
fn reopened(disk: &Disk) -> Open<Disk> {
    block_on(async {
        let vault = Vault::open(disk.clone(), Unlock::Passphrase(PASSPHRASE));
        Open::load("v".into(), vault.await.unwrap()).await.unwrap()
    })
}

fn enter(open: &mut Open<Disk>, text: &str, draft: Option<&str>) -> Result<String, Failure> {
    let mut rng = rng();
    let entry = Open::<Disk>::own_new(&Note(text.into()), by(0), &mut rng)?;
    let id = entry.id.clone();
    let drafts: Vec<String> = draft.map(str::to_owned).into_iter().collect();
    block_on(open.own_keep(vec![entry], &drafts, &mut rng))?;
    Ok(id)
}

fn says(open: &Open<Disk>) -> Vec<String> {
    open.own.all::<Note>().map(|(_, note)| note.0).collect()
}

#[test]
fn what_is_kept_is_there_after_a_crash_with_its_history() {
    let disk = Disk::default();
    let mut open = made(&disk);
    let id = enter(&mut open, "a", None).unwrap();
    let corrected = open.own_corrected(&id, &Note("b".into()), by(1)).unwrap();
    block_on(open.own_keep(vec![corrected], &[], &mut rng())).unwrap();
    let mut open = reopened(&disk);
    assert_eq!(says(&open), ["b"]);
    let deleted = open.own_deleted::<Note>(&id, by(2)).unwrap();
    block_on(open.own_keep(vec![deleted], &[], &mut rng())).unwrap();
    let open = reopened(&disk);
    assert!(says(&open).is_empty());
    let history = open.own.get(&id).unwrap().history.len();
    assert_eq!(history, 3, "deleted, and still told");
}

#[test]
fn on_a_full_disk_nothing_changes_and_the_draft_stays() {
    let disk = Disk::default();
    let mut open = made(&disk);
    let draft = |open: &mut Open<Disk>| block_on(open.text(Kind::Draft, "d"));
    let mut chance = rng();
    let save = open.save_text(Kind::Draft, "d".into(), "72,4".into(), &mut chance);
    assert!(block_on(save).is_ok());
    disk.full.set(true);
    assert_eq!(enter(&mut open, "72,4", Some("d")), Err(Failure::Full));
    assert!(says(&open).is_empty());
    disk.full.set(false);
    assert!(enter(&mut open, "72,4", Some("d")).is_ok());
    let gone = draft(&mut reopened(&disk)).ok();
    assert!(gone == Some(super::super::protocol::Answer::Text(None)));
}

#[test]
fn what_a_newer_version_wrote_is_told_and_stays_byte_for_byte() {
    let disk = Disk::default();
    let open = made(&disk);
    let newer = br#"{"format":999,"of":"another form"}"#.to_vec();
    let put = Change::Put {
        kind: Kind::Own,
        id: "x".into(),
        bytes: newer.clone(),
    };
    block_on(open.vault.commit(vec![put], &mut rng())).unwrap();
    let mut open = reopened(&disk);
    assert_eq!((open.own.unread(), open.damaged), (1, 1));
    enter(&mut open, "a", None).unwrap();
    let kept = block_on(reopened(&disk).vault.read(Kind::Own, "x")).unwrap();
    assert_eq!(kept, Some(newer));
}

#[test]
fn what_is_not_there_or_of_another_kind_is_not_found() {
    let open = made(&Disk::default());
    let missing = open.own_deleted::<Note>("x", by(0)).err();
    assert_eq!(missing, Some(Failure::NotFound));
}
