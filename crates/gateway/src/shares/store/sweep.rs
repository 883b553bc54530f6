//! What goes by itself: content when a link has ended, and a while later all of it.

use super::Links;
use super::owner::RECKON;
use crate::problem::Failure;
use sqlx::{Any, Transaction};

/// A verification takes seconds; a link without attempts is over after a minute.
const VERIFIED: i64 = 60;
/// How long the files of the last opening can be fetched.
pub(crate) const FETCHED: i64 = 60 * 60;
/// What was uploaded and not published goes after a day.
const PUBLISHED: i64 = 24 * 60 * 60;
/// How long the owner can read who looked, after the end.
const REMEMBERED: i64 = 30 * 24 * 60 * 60;

/// Why a link ends by itself, and when it did; `$1` is now, or a while before.
const ENDS: [(&str, i64); 3] = [
    (
        "UPDATE shares SET ended = 'expired', ended_at = expires WHERE ended = '' AND expires <= $1",
        0,
    ),
    (
        "UPDATE shares SET ended = 'attempts', ended_at = tried \
         WHERE ended = '' AND attempts_left <= 0 AND tried <= $1",
        VERIFIED,
    ),
    (
        "UPDATE shares SET ended = 'used_up', ended_at = opened \
         WHERE ended = '' AND opens_left <= 0 AND opened <= $1",
        FETCHED,
    ),
];
const FORGET_CONTENT: &str =
    "DELETE FROM files WHERE share IN (SELECT id FROM shares WHERE ended <> '')";
const FORGET_GATE: &str = "UPDATE shares SET bytes = 0, \
    gate = CASE WHEN gate = '' THEN '' ELSE '-' END WHERE ended <> '' AND (bytes > 0 OR LENGTH(gate) > 1)";
const FORGET_UPLOADS: &str = "DELETE FROM files WHERE added <= $1 AND generation > \
    (SELECT shares.generation FROM shares WHERE shares.id = files.share) RETURNING share";
const FORGET_ACCESSES: &str = "DELETE FROM accesses WHERE share IN \
    (SELECT id FROM shares WHERE ended <> '' AND ended_at <= $1)";
const FORGET_LINKS: &str = "DELETE FROM shares WHERE ended <> '' AND ended_at <= $1";
const COUNT: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM shares WHERE ended = ''";

/// What the database holds.
pub(crate) struct Held {
    /// Links that live.
    pub(crate) links: u64,
    /// What their files take, in bytes.
    pub(crate) bytes: u64,
}

impl Links {
    /// Deletes what is due, and tells what is left.
    pub(crate) async fn sweep(&self, now: i64) -> Result<Held, Failure> {
        let mut tx = self.0.begin().await?;
        for (end, after) in ENDS {
            sqlx::query(end).bind(now - after).execute(&mut *tx).await?;
        }
        for forget in [FORGET_CONTENT, FORGET_GATE] {
            sqlx::query(forget).execute(&mut *tx).await?;
        }
        forget_uploads(&mut tx, now - PUBLISHED).await?;
        for forget in [FORGET_ACCESSES, FORGET_LINKS] {
            let forget = sqlx::query(forget).bind(now - REMEMBERED);
            forget.execute(&mut *tx).await?;
        }
        let (links, bytes): (i64, i64) = sqlx::query_as(COUNT).fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(Held {
            links: u64::try_from(links).unwrap_or_default(),
            bytes: u64::try_from(bytes).unwrap_or_default(),
        })
    }
}

async fn forget_uploads(
    tx: &mut Transaction<'static, Any>,
    before: i64,
) -> Result<(), sqlx::Error> {
    let forgotten = sqlx::query_as::<Any, (String,)>(FORGET_UPLOADS).bind(before);
    for (share,) in forgotten.fetch_all(&mut **tx).await? {
        sqlx::query(RECKON).bind(share).execute(&mut **tx).await?;
    }
    Ok(())
}
