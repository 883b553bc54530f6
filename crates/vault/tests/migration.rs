//! Vaults of earlier versions, made by hand, brought up to date.

mod common;

use common::{block_on, delete, put, ready_vault, reopen, rng};
use inzage_vault::{Change, CommitError, FIRST_SCHEMA, Kind, Migration, MigrationError, Records};

/// 100 → 101: each setting gets a prefix.
fn prefixed(kind: Kind, records: Records) -> Vec<Change> {
    records
        .into_iter()
        .map(|(id, bytes)| Change::Put {
            kind,
            id,
            bytes: [b"v1:".as_slice(), &bytes].concat(),
        })
        .collect()
}

/// 101 → 102: settings become drafts.
fn moved(kind: Kind, records: Records) -> Vec<Change> {
    records
        .into_iter()
        .flat_map(|(id, bytes)| {
            [
                delete(kind, &id),
                Change::Put {
                    kind: Kind::Draft,
                    id,
                    bytes,
                },
            ]
        })
        .collect()
}

const STEPS: [Migration; 2] = [
    Migration {
        from: 101,
        to: 102,
        kinds: &[Kind::Setting],
        step: moved,
    },
    Migration {
        from: FIRST_SCHEMA,
        to: 101,
        kinds: &[Kind::Setting],
        step: prefixed,
    },
];

#[test]
fn an_older_vault_is_brought_up_step_by_step_and_only_once() {
    block_on(async {
        let (vault, _) = ready_vault(1).await;
        let old = vec![
            put(Kind::Setting, "taal", "nl"),
            put(Kind::Record, "r", "blijft"),
        ];
        vault.commit(old, &mut rng(2)).await.unwrap();
        let other_tab = reopen(&vault).await;
        other_tab.read_all(Kind::Setting).await.unwrap();
        vault.migrate(&STEPS, 102, &mut rng(3)).await.unwrap();
        other_tab.migrate(&STEPS, 102, &mut rng(4)).await.unwrap();
        assert_eq!(other_tab.schema(), 102);
        let again = reopen(&vault).await;
        again.migrate(&STEPS, 102, &mut rng(5)).await.unwrap();
        assert_eq!(again.schema(), 102);
        assert_eq!(
            again.read(Kind::Draft, "taal").await.unwrap().unwrap(),
            b"v1:nl"
        );
        assert_eq!(again.read(Kind::Setting, "taal").await.unwrap(), None);
        assert_eq!(
            again.read(Kind::Record, "r").await.unwrap().unwrap(),
            b"blijft"
        );
    });
}

#[test]
fn a_newer_vault_is_read_within_its_hundred_and_refused_beyond() {
    block_on(async {
        let far = Migration {
            from: 102,
            to: 200,
            kinds: &[],
            step: moved,
        };
        let (vault, _) = ready_vault(1).await;
        let old_tab = reopen(&vault).await;
        let steps = [STEPS[0], STEPS[1], far];
        vault.migrate(&steps, 102, &mut rng(2)).await.unwrap();
        assert_eq!(vault.migrate(&[], 100, &mut rng(3)).await, Ok(()));
        assert_eq!(vault.schema(), 102, "left as it is");
        assert_eq!(
            vault.migrate(&[], 103, &mut rng(3)).await,
            Err(MigrationError::NoWay)
        );
        vault.migrate(&steps, 200, &mut rng(4)).await.unwrap();
        let late = old_tab
            .commit(vec![put(Kind::Setting, "taal", "en")], &mut rng(5))
            .await;
        assert_eq!(late, Err(CommitError::Closed), "the old tab must reload");
        let before = vault.store().dump();
        let refused = vault.migrate(&STEPS, 102, &mut rng(5)).await;
        assert_eq!(refused, Err(MigrationError::NewerVersion));
        assert!(vault.store().dump() == before);
    });
}
