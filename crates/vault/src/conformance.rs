//! What every store must do. The memory store and the browser's store run exactly
//! this; a new store is done when all of it holds.

use crate::device::{Device, VaultEntry};
use crate::kind::{Kind, Table};
use crate::store::{Expectation, Read, Seen, Store, StoreError, Write};
use std::fmt::Debug;

/// What a check says: nothing, or how it failed.
pub type Outcome = Result<(), String>;

const A: Table = Table::Meta;
const B: Table = Table::Of(Kind::Record);

fn put(table: Table, key: &[u8], value: &[u8]) -> Write {
    Write::Put(table, key.to_vec(), value.to_vec())
}

fn expect(value: Option<&[u8]>) -> Expectation {
    Expectation {
        table: A,
        key: b"guard".to_vec(),
        value: value.map(<[u8]>::to_vec),
    }
}

fn same<T: PartialEq>(what: &str, found: &T, expected: &T) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: not what was expected"))
    }
}

fn ok<T>(what: &str, result: Result<T, StoreError>) -> Result<T, String> {
    result.map_err(|error| format!("{what}: {error}"))
}

fn fails<T>(what: &str, result: Result<T, StoreError>, with: &StoreError) -> Outcome
where
    T: Debug,
{
    match result {
        Err(error) if error == *with => Ok(()),
        other => Err(format!("{what}: {other:?}")),
    }
}

/// Run every check on this device, each in a database of its own that is deleted
/// afterwards. `run` is a random name that no other run has.
pub async fn all<D: Device>(device: &D, run: &str) -> Vec<(&'static str, Outcome)> {
    vec![
        (
            "what is put is got",
            put_and_get(device, &format!("{run}1")).await,
        ),
        (
            "keys and rows come in the order of their bytes",
            order(device, &format!("{run}2")).await,
        ),
        (
            "a commit is whole or not there",
            whole(device, &format!("{run}3")).await,
        ),
        (
            "of two writers one is told",
            two_writers(device, &format!("{run}4")).await,
        ),
        (
            "a view is one moment",
            one_moment(device, &format!("{run}5")).await,
        ),
        (
            "a database stays until it is deleted",
            stays(device, &format!("{run}6")).await,
        ),
        (
            "deleting closes who has it open",
            closes(device, &format!("{run}7")).await,
        ),
        (
            "the directory remembers and forgets",
            directory(device, &format!("{run}8")).await,
        ),
        (
            "large values come back",
            large(device, &format!("{run}9")).await,
        ),
    ]
}

async fn put_and_get<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    same("empty", &ok("get", store.get(A, b"x").await)?, &None)?;
    let batch = vec![
        put(A, b"x", b"one"),
        put(B, b"x", b""),
        put(A, b"y", b"first"),
        put(A, b"y", b"second"),
        put(A, b"z", b"gone"),
        Write::Delete(A, b"z".to_vec()),
        Write::Delete(A, b"never there".to_vec()),
    ];
    ok("commit", store.commit(batch, expect(None)).await)?;
    same(
        "x",
        &ok("get", store.get(A, b"x").await)?,
        &Some(b"one".to_vec()),
    )?;
    same(
        "empty value",
        &ok("get", store.get(B, b"x").await)?,
        &Some(Vec::new()),
    )?;
    same(
        "last put",
        &ok("get", store.get(A, b"y").await)?,
        &Some(b"second".to_vec()),
    )?;
    same("deleted", &ok("get", store.get(A, b"z").await)?, &None)?;
    ok("delete", device.delete(name).await)
}

async fn order<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    let keys: [&[u8]; 6] = [&[0], &[0, 0], &[0, 255], &[1], &[127, 1], &[255, 0, 3]];
    let batch = keys.iter().rev().map(|key| put(B, key, key)).collect();
    ok("commit", store.commit(batch, expect(None)).await)?;
    let sorted: Vec<Vec<u8>> = keys.iter().map(|k| k.to_vec()).collect();
    same("keys", &ok("keys", store.keys(B).await)?, &sorted)?;
    let rows: Vec<_> = sorted.iter().map(|k| (k.clone(), k.clone())).collect();
    same("rows", &ok("all", store.all(B).await)?, &rows)?;
    same(
        "another table",
        &ok("keys", store.keys(A).await)?,
        &Vec::new(),
    )?;
    ok("delete", device.delete(name).await)
}

async fn whole<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    let first = vec![put(A, b"guard", b"1"), put(B, b"k", b"1")];
    ok("commit", store.commit(first, expect(None)).await)?;
    for wrong in [None, Some(b"2".as_slice()), Some(b"".as_slice())] {
        let batch = vec![
            put(B, b"k", b"2"),
            put(B, b"l", b"2"),
            put(A, b"guard", b"2"),
        ];
        let result = store.commit(batch, expect(wrong)).await;
        fails("wrong expectation", result, &StoreError::Changed)?;
    }
    same(
        "k",
        &ok("get", store.get(B, b"k").await)?,
        &Some(b"1".to_vec()),
    )?;
    same("l", &ok("get", store.get(B, b"l").await)?, &None)?;
    same(
        "guard",
        &ok("get", store.get(A, b"guard").await)?,
        &Some(b"1".to_vec()),
    )?;
    let second = vec![Write::Delete(B, b"k".to_vec()), put(A, b"guard", b"2")];
    ok("commit", store.commit(second, expect(Some(b"1"))).await)?;
    same("k", &ok("get", store.get(B, b"k").await)?, &None)?;
    ok("delete", device.delete(name).await)
}

async fn two_writers<D: Device>(device: &D, name: &str) -> Outcome {
    let one = ok("open", device.open(name).await)?;
    let two = ok("open twice", device.open(name).await)?;
    ok(
        "one",
        one.commit(vec![put(A, b"guard", b"1")], expect(None)).await,
    )?;
    let late = two.commit(vec![put(A, b"guard", b"2")], expect(None)).await;
    fails("two is late", late, &StoreError::Changed)?;
    same(
        "two sees one",
        &ok("get", two.get(A, b"guard").await)?,
        &Some(b"1".to_vec()),
    )?;
    ok(
        "two",
        two.commit(vec![put(A, b"guard", b"2")], expect(Some(b"1")))
            .await,
    )?;
    same(
        "one sees two",
        &ok("get", one.get(A, b"guard").await)?,
        &Some(b"2".to_vec()),
    )?;
    ok("delete", device.delete(name).await)
}

async fn one_moment<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    let batch = vec![put(A, b"x", b"1"), put(B, b"y", b"2"), put(B, b"z", b"3")];
    ok("commit", store.commit(batch, expect(None)).await)?;
    let reads = vec![
        Read::Keys(B),
        Read::Get(A, b"x".to_vec()),
        Read::Get(B, b"x".to_vec()),
        Read::All(A),
    ];
    let expected = vec![
        Seen::Keys(vec![b"y".to_vec(), b"z".to_vec()]),
        Seen::Value(Some(b"1".to_vec())),
        Seen::Value(None),
        Seen::Rows(vec![(b"x".to_vec(), b"1".to_vec())]),
    ];
    let seen = ok("view", store.view(reads).await)?;
    same("in the order of the questions", &seen, &expected)?;
    same(
        "nothing asked",
        &ok("view", store.view(Vec::new()).await)?,
        &Vec::new(),
    )?;
    ok("delete", device.delete(name).await)
}

async fn stays<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    ok(
        "commit",
        store.commit(vec![put(A, b"x", b"1")], expect(None)).await,
    )?;
    drop(store);
    let again = ok("open again", device.open(name).await)?;
    same(
        "still there",
        &ok("get", again.get(A, b"x").await)?,
        &Some(b"1".to_vec()),
    )?;
    drop(again);
    ok("delete", device.delete(name).await)?;
    ok("delete what is not there", device.delete(name).await)?;
    let empty = ok("open anew", device.open(name).await)?;
    same("gone", &ok("get", empty.get(A, b"x").await)?, &None)?;
    ok("delete", device.delete(name).await)
}

async fn closes<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    ok(
        "commit",
        store.commit(vec![put(A, b"x", b"1")], expect(None)).await,
    )?;
    ok("delete", device.delete(name).await)?;
    let read = store.get(A, b"x").await;
    fails("read", read, &StoreError::Closed)?;
    let write = store.commit(vec![put(A, b"x", b"2")], expect(None)).await;
    fails("write", write, &StoreError::Closed)
}

async fn directory<D: Device>(device: &D, name: &str) -> Outcome {
    let before = ok("vaults", device.vaults().await)?;
    let mut entry = VaultEntry {
        id: name.to_owned(),
        name: "Thuis — ë 🙂".to_owned(),
        ready: false,
        database: format!("{name}d"),
        next: None,
        retired: vec![format!("{name}o")],
    };
    ok("remember", device.remember(&entry).await)?;
    entry.ready = true;
    ok("remember again", device.remember(&entry).await)?;
    let mut expected = before.clone();
    expected.push(entry);
    expected.sort_by(|a, b| a.id.cmp(&b.id));
    same(
        "one entry",
        &ok("vaults", device.vaults().await)?,
        &expected,
    )?;
    ok("forget", device.forget(name).await)?;
    ok("forget what is not there", device.forget(name).await)?;
    same("gone", &ok("vaults", device.vaults().await)?, &before)
}

async fn large<D: Device>(device: &D, name: &str) -> Outcome {
    let store = ok("open", device.open(name).await)?;
    let value: Vec<u8> = (0u8..=255).cycle().take(3_000_001).collect();
    let batch = (0u8..4).map(|n| put(Table::Chunks, &[n], &value)).collect();
    ok("commit", store.commit(batch, expect(None)).await)?;
    let rows = ok("all", store.all(Table::Chunks).await)?;
    same("four", &rows.len(), &4)?;
    same("bytes", &rows.iter().all(|(_, v)| *v == value), &true)?;
    ok("delete", device.delete(name).await)
}
