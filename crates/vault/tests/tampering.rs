//! Every change made outside the app is noticed; nothing false is shown and what
//! was not touched is still there.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{block_on, delete, put, ready_vault, resume_over, rng};
use inzage_vault::{Kind, MemoryStore, Table, Vault};
use rand_chacha::rand_core::Rng as _;
use std::collections::BTreeMap;

type Rows = Vec<(Table, Vec<u8>, Vec<u8>)>;
type Contents = BTreeMap<(Kind, String), Vec<u8>>;

async fn filled(seed: u64) -> Vault<MemoryStore> {
    let (vault, _) = ready_vault(seed).await;
    let mut rng = rng(seed + 1);
    for (n, kind) in Kind::ALL.into_iter().enumerate() {
        let changes = vec![
            put(kind, "een", &format!("geheim {n}")),
            put(kind, "twee", &"lang ".repeat(100 + n)),
        ];
        vault.commit(changes, &mut rng).await.unwrap();
    }
    vault
}

async fn contents(vault: &Vault<MemoryStore>) -> (Contents, usize) {
    let mut found = Contents::new();
    let mut damaged = vault.damage().len();
    for kind in Kind::ALL {
        let (records, broken) = vault.read_all(kind).await.unwrap();
        damaged += broken.len();
        found.extend(records.into_iter().map(|(id, body)| ((kind, id), body)));
    }
    (found, damaged)
}

/// Opens the changed rows. Fails the test unless the change is noticed, nothing
/// is shown that was not written, and at most `lost` records are missing.
async fn must_notice(
    (vault, whole): (&Vault<MemoryStore>, &Contents),
    rows: Rows,
    lost: usize,
    what: &str,
) {
    let rows = MemoryStore::holding(rows).dump();
    let Ok(changed) = resume_over(vault, MemoryStore::holding(rows.clone())).await else {
        return;
    };
    let (found, damaged) = contents(&changed).await;
    assert!(damaged > 0, "not noticed: {what}");
    for (key, body) in &found {
        assert_eq!(whole.get(key), Some(body), "false content: {what}");
    }
    assert!(found.len() + lost >= whole.len(), "neighbours lost: {what}");
    assert!(
        changed.store().dump() == rows,
        "opening wrote something: {what}"
    );
}

#[test]
fn every_changed_byte_of_header_manifest_record_and_chunk_is_noticed() {
    block_on(async {
        let vault = filled(1).await;
        let (whole, _) = contents(&vault).await;
        let rows = vault.store().dump();
        let mut rng = rng(5);
        let mut mutations = 0;
        for (row, (table, key, value)) in rows.iter().enumerate() {
            // Header, manifest and the first record byte by byte; of the others
            // sixteen bytes each.
            let every = *table == Table::Meta || row == 2;
            let count = if every { value.len() } else { 16 };
            for n in 0..count {
                let at = if every {
                    n
                } else {
                    usize::try_from(rng.next_u32()).unwrap() % value.len()
                };
                let mut changed = rows.clone();
                changed[row].2[at] ^= 1 << (rng.next_u32() % 8);
                must_notice((&vault, &whole), changed, 1, &format!("{table} byte {at}")).await;
                mutations += 1;
            }
            for at in 0..key.len() {
                let mut changed = rows.clone();
                changed[row].1[at] ^= 1 << (rng.next_u32() % 8);
                must_notice(
                    (&vault, &whole),
                    changed,
                    1,
                    &format!("{table} key byte {at}"),
                )
                .await;
                mutations += 1;
            }
            for length in [0, 1, 13, value.len() / 2, value.len() - 1] {
                let mut changed = rows.clone();
                changed[row].2.truncate(length);
                must_notice(
                    (&vault, &whole),
                    changed,
                    1,
                    &format!("{table} cut at {length}"),
                )
                .await;
                mutations += 1;
            }
        }
        assert!(mutations >= 1_000, "{mutations}");
    });
}

#[test]
fn any_two_records_swapped_are_noticed_also_across_tables() {
    block_on(async {
        let vault = filled(1).await;
        let (whole, _) = contents(&vault).await;
        let rows = vault.store().dump();
        for a in 0..rows.len() {
            for b in a + 1..rows.len() {
                let mut changed = rows.clone();
                let value = changed[a].2.clone();
                changed[a].2.clone_from(&rows[b].2);
                changed[b].2 = value;
                must_notice(
                    (&vault, &whole),
                    changed,
                    2,
                    &format!("{a} and {b} swapped"),
                )
                .await;
            }
        }
    });
}

#[test]
fn a_record_taken_away_doubled_or_moved_is_noticed() {
    block_on(async {
        let vault = filled(1).await;
        let (whole, _) = contents(&vault).await;
        let rows = vault.store().dump();
        for n in 0..rows.len() {
            let mut without = rows.clone();
            let (table, key, value) = without.remove(n);
            must_notice(
                (&vault, &whole),
                without.clone(),
                1,
                &format!("{n} deleted"),
            )
            .await;
            if table == Table::Meta {
                continue;
            }
            let mut doubled = rows.clone();
            let mut other = key.clone();
            other[23] ^= 0x40;
            doubled.push((table, other, value.clone()));
            must_notice((&vault, &whole), doubled, 1, &format!("{n} doubled")).await;
            let elsewhere = if table == Table::Chunks {
                Kind::Log
            } else {
                Kind::Draft
            };
            without.push((Table::Of(elsewhere), key, value));
            if table != Table::Of(elsewhere) {
                must_notice((&vault, &whole), without, 1, &format!("{n} moved")).await;
            }
        }
    });
}

#[test]
fn one_record_put_back_to_an_older_version_is_noticed() {
    block_on(async {
        let vault = filled(1).await;
        let before = vault.store().dump();
        let changes = vec![
            put(Kind::Record, "een", "nieuw"),
            delete(Kind::Grant, "een"),
        ];
        vault.commit(changes, &mut rng(9)).await.unwrap();
        let after = vault.store().dump();
        let gone: Rows = before
            .iter()
            .filter(|r| !after.contains(r) && r.0 != Table::Meta)
            .cloned()
            .collect();
        let new: Rows = after
            .iter()
            .filter(|r| !before.contains(r) && r.0 != Table::Meta)
            .cloned()
            .collect();
        assert_eq!((gone.len(), new.len()), (2, 1));
        for old in &gone {
            let mut beside = after.clone();
            beside.push(old.clone());
            let opened = resume_over(&vault, MemoryStore::holding(beside))
                .await
                .unwrap();
            assert!(!opened.damage().is_empty());
            let instead: Rows = after
                .iter()
                .filter(|r| **r != new[0])
                .cloned()
                .chain([old.clone()])
                .collect();
            let opened = resume_over(&vault, MemoryStore::holding(instead))
                .await
                .unwrap();
            assert!(!opened.damage().is_empty());
        }
        // The old manifest and header with the new records.
        let mut mixed: Rows = after
            .iter()
            .filter(|r| r.0 != Table::Meta)
            .cloned()
            .collect();
        mixed.extend(before.iter().filter(|r| r.0 == Table::Meta).cloned());
        let opened = resume_over(&vault, MemoryStore::holding(mixed))
            .await
            .unwrap();
        assert!(!opened.damage().is_empty());
    });
}

#[test]
fn records_of_another_vault_are_not_taken_for_ones_own() {
    block_on(async {
        let (vault, other) = (filled(1).await, filled(2).await);
        let (whole, _) = contents(&vault).await;
        let rows = vault.store().dump();
        for foreign in other
            .store()
            .dump()
            .into_iter()
            .filter(|r| r.0 != Table::Meta)
        {
            let mut changed = rows.clone();
            changed.push(foreign);
            must_notice((&vault, &whole), changed, 0, "a foreign record").await;
        }
    });
}

#[test]
fn damage_stays_told_after_later_commits_and_is_never_written_over() {
    block_on(async {
        let vault = filled(1).await;
        let mut rows = vault.store().dump();
        let at = rows
            .iter()
            .position(|r| r.0 == Table::Of(Kind::Person))
            .unwrap();
        rows[at].2[40] ^= 1;
        let taken = rows
            .iter()
            .position(|r| r.0 == Table::Of(Kind::Log))
            .unwrap();
        rows.remove(taken);
        let opened = resume_over(&vault, MemoryStore::holding(rows))
            .await
            .unwrap();
        let (people, damaged) = opened.read_all(Kind::Person).await.unwrap();
        assert_eq!((people.len(), damaged.len()), (1, 1));
        let lost = if people[0].0 == "een" { "twee" } else { "een" };
        let over = opened
            .commit(vec![put(Kind::Person, lost, "x")], &mut rng(3))
            .await;
        assert_eq!(over, Err(inzage_vault::CommitError::Damaged));
        opened
            .commit(vec![put(Kind::Log, "drie", "x")], &mut rng(3))
            .await
            .unwrap();
        let again = resume_over(&vault, opened.store().clone()).await.unwrap();
        assert!(
            !again.damage().is_empty(),
            "a commit hid what was taken away"
        );
        assert!(
            again.read(Kind::Log, "niet daar").await.is_err(),
            "nobody can tell"
        );
        again
            .commit(vec![delete(Kind::Person, lost)], &mut rng(4))
            .await
            .unwrap();
        again
            .commit(vec![put(Kind::Person, lost, "x")], &mut rng(5))
            .await
            .unwrap();
    });
}
