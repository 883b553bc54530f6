//! Every way of opening a vault, with everything that can be the matter with it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{PARAMS, PASSPHRASE, block_on, put, rng, with_passphrase};
use inzage_vault::{
    Device, Kind, MemoryDevice, MemoryStore, OpenError, PrfOutput, Revoke, Table, Unlock, Vault,
    VaultEntry, passkeys, renew,
};
use serde_json::Value;

const TELEPHONE: &[u8] = b"telefoon";
const STICK: &[u8] = b"sleutelhanger";

fn prf(byte: u8) -> PrfOutput {
    PrfOutput::new(&[byte; 32]).unwrap()
}

/// A vault with a passphrase, a recovery key and two passkeys.
struct Bench {
    device: MemoryDevice,
    vault: Vault<MemoryStore>,
    recovery: String,
}

impl Bench {
    async fn new() -> Self {
        let device = MemoryDevice::new();
        let entry = VaultEntry {
            id: "id".into(),
            name: "Thuis".into(),
            ready: true,
            database: "first".into(),
            next: None,
            retired: Vec::new(),
        };
        device.remember(&entry).await.unwrap();
        let store = device.open("first").await.unwrap();
        let mut rng = rng(1);
        let (vault, key) = Vault::create(store, "Thuis", PASSPHRASE, &mut rng, PARAMS)
            .await
            .unwrap();
        let recovery = key.reveal().to_string();
        vault.confirm_recovery(&recovery, &mut rng).await.unwrap();
        vault
            .commit(vec![put(Kind::Record, "r", "waarde")], &mut rng)
            .await
            .unwrap();
        for (id, output) in [(TELEPHONE, prf(1)), (STICK, prf(2))] {
            vault.add_passkey(id, &output, &mut rng).await.unwrap();
        }
        Self {
            device,
            vault,
            recovery,
        }
    }

    /// The bytes of the device with the header changed.
    fn with_header(&self, change: impl Fn(&mut Value)) -> MemoryStore {
        let mut rows = self.vault.store().dump();
        for (table, key, value) in &mut rows {
            if *table == Table::Meta && key == &[0] {
                let mut header = serde_json::from_slice(value).unwrap();
                change(&mut header);
                *value = serde_json::to_vec(&header).unwrap();
            }
        }
        MemoryStore::holding(rows)
    }

    /// After revoking: the whole device, and a new recovery key if there is one.
    async fn revoked(&self, revoke: Revoke<'_>) -> (Vault<MemoryStore>, Option<String>) {
        let mut rng = rng(9);
        let renewal = self
            .vault
            .renewal(revoke, with_passphrase(), &mut rng)
            .unwrap();
        let key = renewal.recovery_key().map(|key| key.reveal().to_string());
        let typed = key.clone().unwrap_or_default();
        let renewed = renew(&self.device, "id", &self.vault, renewal, &typed, &mut rng)
            .await
            .unwrap();
        assert_eq!(self.device.databases().len(), 1, "the old one is gone");
        (renewed.vault, key)
    }
}

async fn opens(store: &MemoryStore, with: Unlock<'_>) -> Result<bool, OpenError> {
    let vault = Vault::open(store.clone(), with).await?;
    let read = vault.read(Kind::Record, "r").await.unwrap();
    assert_eq!(read.unwrap(), b"waarde");
    Ok(vault.damage().is_empty())
}

/// The slot of a way in the header.
fn slot(header: &mut Value, way: Way) -> &mut Value {
    match way {
        Way::Passphrase => &mut header["passphrase"],
        Way::Recovery => &mut header["recovery"],
        Way::Passkey => &mut header["passkeys"][0],
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Passphrase,
    Passkey,
    Recovery,
}

const WAYS: [Way; 3] = [Way::Passphrase, Way::Passkey, Way::Recovery];

#[test]
fn each_way_opens_with_its_own_secret_and_fails_alone() {
    block_on(async {
        let bench = Bench::new().await;
        let (right, wrong) = (prf(1), prf(2));
        let other_key = Bench::new()
            .await
            .revoked(Revoke::RecoveryKey)
            .await
            .1
            .unwrap();
        let secrets = |way| match way {
            Way::Passphrase => (with_passphrase(), Unlock::Passphrase("een andere wachtzin")),
            Way::Recovery => (
                Unlock::Recovery(&bench.recovery),
                Unlock::Recovery(&other_key),
            ),
            Way::Passkey => (
                Unlock::Passkey(TELEPHONE, &right),
                Unlock::Passkey(TELEPHONE, &wrong),
            ),
        };
        for way in WAYS {
            let (right, wrong) = secrets(way);
            let whole = bench.vault.store();
            assert_eq!(opens(whole, right).await, Ok(true), "{way:?} right");
            let refused = Err(OpenError::WrongSecret);
            assert_eq!(opens(whole, wrong).await, refused, "{way:?} wrong");

            let missing = bench.with_header(|header| *slot(header, way) = Value::Null);
            assert_eq!(
                opens(&missing, right).await,
                Err(OpenError::NoSlot),
                "{way:?}"
            );
            let mut damaged = Vec::new();
            for field in ["wrapped", "salt", "lock", "ephemeral"] {
                let changed = bench.with_header(|header| {
                    let value = &mut slot(header, way)[field];
                    let text = value.as_str().unwrap();
                    let other = if text.starts_with('B') { "C" } else { "B" };
                    *value = Value::from(format!("{other}{}", &text.get(1..).unwrap()));
                });
                assert_eq!(opens(&changed, right).await, refused, "{way:?} {field}");
                damaged.push(changed);
            }
            // The others open it, and are told that something is the matter.
            for other in WAYS.into_iter().filter(|other| *other != way) {
                for store in damaged.iter().chain([&missing]) {
                    assert_eq!(opens(store, secrets(other).0).await, Ok(false), "{other:?}");
                }
            }
        }
    });
}

#[test]
fn what_is_revoked_opens_nothing_on_the_device_and_the_rest_opens_it_still() {
    block_on(async {
        for way in WAYS {
            let bench = Bench::new().await;
            let before = bench.vault.store().dump();
            let revoke = match way {
                Way::Passphrase => Revoke::Passphrase {
                    new: "acht groene treinen in de zon",
                    params: PARAMS,
                },
                Way::Recovery => Revoke::RecoveryKey,
                Way::Passkey => Revoke::Passkey(TELEPHONE),
            };
            let (renewed, key) = bench.revoked(revoke).await;
            let store = renewed.store();
            let expected = |of| {
                let refused = if way == Way::Passkey {
                    OpenError::NoSlot
                } else {
                    OpenError::WrongSecret
                };
                if of == way { Err(refused) } else { Ok(true) }
            };
            let old = Unlock::Recovery(&bench.recovery);
            assert_eq!(
                opens(store, with_passphrase()).await,
                expected(Way::Passphrase)
            );
            assert_eq!(opens(store, old).await, expected(Way::Recovery));
            let telephone = prf(1);
            let telephone = Unlock::Passkey(TELEPHONE, &telephone);
            assert_eq!(opens(store, telephone).await, expected(Way::Passkey));
            let stick = prf(2);
            assert_eq!(opens(store, Unlock::Passkey(STICK, &stick)).await, Ok(true));
            assert_eq!(key.is_some(), way == Way::Recovery);
            let left = passkeys(store).await.unwrap();
            assert_eq!(left.len(), if way == Way::Passkey { 1 } else { 2 });

            // Nothing of what the old secrets opened is on the device, and who kept
            // the header of before opens nothing of now with it.
            let after = store.dump();
            let shared = |value: &Vec<u8>| after.iter().any(|(_, _, new)| new == value);
            assert!(!before.iter().any(|(_, _, value)| shared(value)));
            let header = |rows: &[(Table, Vec<u8>, Vec<u8>)]| {
                let found = rows.iter().find(|row| row.0 == Table::Meta && row.1 == [0]);
                serde_json::from_slice::<Value>(&found.unwrap().2).unwrap()
            };
            let (was, is) = (header(&before), header(&after));
            let mut mixed = after.clone();
            for row in mixed
                .iter_mut()
                .filter(|row| row.0 == Table::Meta && row.1 == [0])
            {
                let mut forged = was.clone();
                forged["data_key"] = is["data_key"].clone();
                forged["generation"] = is["generation"].clone();
                row.2 = serde_json::to_vec(&forged).unwrap();
            }
            let forged = opens(&MemoryStore::holding(mixed), with_passphrase()).await;
            assert_eq!(forged, Err(OpenError::Damaged), "{way:?}");
        }
    });
}

#[test]
fn what_a_passkey_without_prf_gives_is_no_secret() {
    for bytes in [&[0; 32][..], &[1; 31], &[1; 33], &[]] {
        assert!(PrfOutput::new(bytes).is_none());
    }
    assert_eq!(
        format!("{:?}", Unlock::Passkey(STICK, &prf(3))),
        "Passkey(…)"
    );
}
