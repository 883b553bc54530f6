//! What the owner of a link does with it. Whoever shows its control token is its owner.

use super::{Links, Outcome, hash, number};
use crate::config::ShareLimits;
use crate::problem::Failure;
use inzage_api::{
    Access, AccessOutcome, ErrorCode, MOST_ATTEMPTS, NewShare, Publish, PublishedFile, ShareChange,
    ShareEnd, ShareState,
};
use sqlx::{Any, Transaction};

/// Takes the lock of a link that lives and is the asker's.
const LOCK: &str = "UPDATE shares SET bytes = bytes \
    WHERE id = $1 AND control = $2 AND ended = '' AND expires > $3 RETURNING generation, direct";
const MAKE: &str = "INSERT INTO shares (id, control, gate, direct, lasting, paused, expires, \
    opens_left, limited, attempts_left, tried, generation, bytes, opened, ended, ended_at) \
    VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, 0, 0, 0, 0, '', 0)";
/// What was uploaded before and never published.
const FORGET_OTHERS: &str =
    "DELETE FROM files WHERE share = $1 AND generation <> $2 AND generation <> $3";
const FORGET_ONE: &str = "DELETE FROM files WHERE share = $1 AND generation = $2 AND n = $3";
const SIZE: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM files \
    WHERE share = $1 AND generation = $2";
const SIZE_OF_ALL: &str = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM shares";
const ADD: &str = "INSERT INTO files (share, generation, n, content, length, content_type, \
    fhir_version, last_updated, added) VALUES ($1, $2, $3, $4, $5, '', '', 0, $6)";
pub(super) const RECKON: &str = "UPDATE shares SET bytes = \
    (SELECT CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM files WHERE share = $1) WHERE id = $1";
const DESCRIBE: &str = "UPDATE files SET content_type = $4, fhir_version = $5, last_updated = $6 \
    WHERE share = $1 AND generation = $2 AND n = $3";
const FORGET_OLDER: &str = "DELETE FROM files WHERE share = $1 AND generation <> $2";
const PUBLISH: &str = "UPDATE shares SET generation = $2 WHERE id = $1";
const CHANGE: &str = "UPDATE shares SET \
    paused = CASE WHEN $4 < 0 THEN paused ELSE $4 END, \
    expires = CASE WHEN $5 < 0 THEN expires ELSE $5 END \
    WHERE id = $1 AND control = $2 AND ended = '' AND expires > $3 RETURNING generation, direct";
const STOP: &str = "UPDATE shares SET ended = 'stopped', ended_at = $3, bytes = 0, \
    gate = CASE WHEN gate = '' THEN '' ELSE '-' END \
    WHERE id = $1 AND control = $2 AND ended = '' AND expires > $3 RETURNING generation, direct";
const FORGET_ALL: &str = "DELETE FROM files WHERE share = $1";
const KNOWN: &str = "SELECT generation FROM shares WHERE id = $1 AND control = $2";
const STATE: &str = "SELECT paused, expires, opens_left, limited, gate, attempts_left, bytes, \
    generation, ended FROM shares WHERE id = $1 AND control = $2";
const ACCESSES: &str = "SELECT at, recipient, outcome FROM accesses WHERE share = $1 ORDER BY seq";

/// A link, and the control token that was shown for it.
pub(crate) struct Made<'a> {
    /// The id that readers know.
    pub(crate) id: &'a str,
    /// Hash of the control token.
    pub(crate) control: &'a str,
}

/// One file on its way in.
pub(crate) struct Upload {
    /// The generation that it will belong to.
    pub(crate) generation: u32,
    /// Which file of it, from 0.
    pub(crate) n: u32,
    /// JWE, compact.
    pub(crate) content: String,
}

impl Links {
    /// Takes down a new link.
    pub(crate) async fn make(&self, id: &str, new: &NewShare) -> Result<(), Failure> {
        let gate = new.gate.as_ref().map_or("", |gate| &gate.verifier);
        let mut tx = self.0.begin().await?;
        sqlx::query(MAKE)
            .bind(hash(id))
            .bind(new.control.clone())
            .bind(gate.to_owned())
            .bind(i64::from(new.direct))
            .bind(i64::from(new.lasting))
            .bind(new.expires)
            .bind(new.opens.map_or(1, i64::from))
            .bind(i64::from(new.opens.is_some()))
            .bind(i64::from(MOST_ATTEMPTS))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Adds a file to a generation that is not published yet, in the place of the one
    /// that was uploaded there before.
    pub(crate) async fn upload(
        &self,
        share: Made<'_>,
        upload: Upload,
        limits: &ShareLimits,
        now: i64,
    ) -> Result<(), Failure> {
        let mut tx = self.0.begin().await?;
        let (published, _) = self.lock(&mut tx, LOCK, &share, now).await?;
        let (id, generation, n) = (
            hash(share.id),
            i64::from(upload.generation),
            i64::from(upload.n),
        );
        if generation <= published {
            return Err(ErrorCode::BadRequest.into());
        }
        let clear = sqlx::query(FORGET_OTHERS).bind(id.clone());
        clear
            .bind(generation)
            .bind(published)
            .execute(&mut *tx)
            .await?;
        let clear = sqlx::query(FORGET_ONE).bind(id.clone());
        clear.bind(generation).bind(n).execute(&mut *tx).await?;
        sqlx::query(RECKON)
            .bind(id.clone())
            .execute(&mut *tx)
            .await?;
        let length = number(upload.content.len());
        room(&mut tx, (&id, generation), length, limits).await?;
        sqlx::query(ADD)
            .bind(id.clone())
            .bind(generation)
            .bind(n)
            .bind(upload.content)
            .bind(length)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        sqlx::query(RECKON).bind(id).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes a generation the content, and deletes the others.
    pub(crate) async fn publish(
        &self,
        share: Made<'_>,
        publish: &Publish,
        now: i64,
    ) -> Result<(), Failure> {
        let mut tx = self.0.begin().await?;
        let (published, direct) = self.lock(&mut tx, LOCK, &share, now).await?;
        let (id, generation) = (hash(share.id), i64::from(publish.generation));
        let size = sqlx::query_as(SIZE).bind(id.clone()).bind(generation);
        let (uploaded, _): (i64, i64) = size.fetch_one(&mut *tx).await?;
        let count = number(publish.files.len());
        if generation <= published || uploaded != count || (direct != 0 && count != 1) {
            return Err(ErrorCode::BadRequest.into());
        }
        for (n, file) in (0_i64..).zip(&publish.files) {
            if !describe(&mut tx, (&id, generation, n), file).await? {
                return Err(ErrorCode::BadRequest.into());
            }
        }
        let older = sqlx::query(FORGET_OLDER).bind(id.clone()).bind(generation);
        older.execute(&mut *tx).await?;
        let publish = sqlx::query(PUBLISH).bind(id.clone()).bind(generation);
        publish.execute(&mut *tx).await?;
        sqlx::query(RECKON).bind(id).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Pauses, goes on, or sets another end.
    pub(crate) async fn change(
        &self,
        share: Made<'_>,
        change: &ShareChange,
        now: i64,
    ) -> Result<(), Failure> {
        let mut tx = self.0.begin().await?;
        let asked = sqlx::query_as::<Any, (i64, i64)>(CHANGE)
            .bind(hash(share.id))
            .bind(share.control.to_owned())
            .bind(now)
            .bind(change.paused.map_or(-1, i64::from))
            .bind(change.expires.unwrap_or(-1));
        if asked.fetch_all(&mut *tx).await?.is_empty() {
            return Err(gone(&mut tx, &share).await?);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends a link at once; one that has ended already stays as it is.
    pub(crate) async fn stop(&self, share: Made<'_>, now: i64) -> Result<(), Failure> {
        let mut tx = self.0.begin().await?;
        match self.lock(&mut tx, STOP, &share, now).await {
            Ok(_) => {}
            Err(failure) if failure.code() == ErrorCode::ShareEnded => return Ok(()),
            Err(failure) => return Err(failure),
        }
        let files = sqlx::query(FORGET_ALL).bind(hash(share.id));
        files.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the owner may know of it.
    pub(crate) async fn state(&self, share: Made<'_>, now: i64) -> Result<ShareState, Failure> {
        let row = sqlx::query_as::<Any, Row>(STATE)
            .bind(hash(share.id))
            .bind(share.control.to_owned());
        let row = row.fetch_all(self.0.pool()).await?.pop();
        let row = row.ok_or(ErrorCode::NotFound)?;
        let accesses = sqlx::query_as::<Any, (i64, String, String)>(ACCESSES);
        let accesses = accesses
            .bind(hash(share.id))
            .fetch_all(self.0.pool())
            .await?;
        let accesses = accesses.into_iter().map(access).collect();
        Ok(state(row, accesses, now))
    }

    async fn lock(
        &self,
        tx: &mut Transaction<'static, Any>,
        with: &'static str,
        share: &Made<'_>,
        now: i64,
    ) -> Result<(i64, i64), Failure> {
        let asked = sqlx::query_as::<Any, (i64, i64)>(with)
            .bind(hash(share.id))
            .bind(share.control.to_owned())
            .bind(now);
        match asked.fetch_all(&mut **tx).await?.pop() {
            Some(found) => Ok(found),
            None => Err(gone(tx, share).await?),
        }
    }
}

/// Why a link that lives and is the asker's was not found.
async fn gone(tx: &mut Transaction<'static, Any>, share: &Made<'_>) -> Result<Failure, Failure> {
    let known = sqlx::query_as::<Any, (i64,)>(KNOWN)
        .bind(hash(share.id))
        .bind(share.control.to_owned());
    let known = !known.fetch_all(&mut **tx).await?.is_empty();
    Ok(Failure::new(if known {
        ErrorCode::ShareEnded
    } else {
        ErrorCode::NotFound
    }))
}

/// Whether there is room for so many bytes: in the link, and in all.
async fn room(
    tx: &mut Transaction<'static, Any>,
    (id, generation): (&str, i64),
    length: i64,
    limits: &ShareLimits,
) -> Result<(), Failure> {
    let size = sqlx::query_as(SIZE).bind(id.to_owned()).bind(generation);
    let (files, bytes): (i64, i64) = size.fetch_one(&mut **tx).await?;
    if files >= limits.files || bytes + length > limits.share_bytes {
        return Err(ErrorCode::ShareTooLarge.into());
    }
    let (all,): (i64,) = sqlx::query_as(SIZE_OF_ALL).fetch_one(&mut **tx).await?;
    if all + length > limits.total_bytes {
        return Err(ErrorCode::SharesFull.into());
    }
    Ok(())
}

/// Whether the file was there to describe.
async fn describe(
    tx: &mut Transaction<'static, Any>,
    (id, generation, n): (&str, i64, i64),
    file: &PublishedFile,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(DESCRIBE)
        .bind(id.to_owned())
        .bind(generation)
        .bind(n)
        .bind(file.content_type.clone())
        .bind(file.fhir_version.clone().unwrap_or_default())
        .bind(file.last_updated.unwrap_or_default())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The columns of [`STATE`].
type Row = (i64, i64, i64, i64, String, i64, i64, i64, String);

fn state(row: Row, accesses: Vec<Access>, now: i64) -> ShareState {
    let (paused, expires, opens_left, limited, gate, attempts_left, bytes, generation, ended) = row;
    let counter = |value: i64| u32::try_from(value).unwrap_or_default();
    let ended = match ended.as_str() {
        "stopped" => Some(ShareEnd::Stopped),
        "expired" => Some(ShareEnd::Expired),
        "used_up" => Some(ShareEnd::UsedUp),
        "attempts" => Some(ShareEnd::Attempts),
        _ if expires <= now => Some(ShareEnd::Expired),
        _ if attempts_left <= 0 => Some(ShareEnd::Attempts),
        _ if opens_left <= 0 => Some(ShareEnd::UsedUp),
        _ => None,
    };
    ShareState {
        paused: paused != 0,
        expires,
        opens_left: (limited != 0).then(|| counter(opens_left)),
        attempts_left: (!gate.is_empty()).then(|| counter(attempts_left)),
        bytes: u64::try_from(bytes).unwrap_or_default(),
        generation: (generation > 0).then(|| counter(generation)),
        accesses,
        ended,
    }
}

fn access((at, recipient, outcome): (i64, String, String)) -> Access {
    let outcome = if outcome == Outcome::Opened.name() {
        AccessOutcome::Opened
    } else {
        AccessOutcome::WrongPasscode
    };
    Access {
        at,
        recipient,
        outcome,
    }
}
