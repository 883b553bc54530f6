//! What a reader of a link does. Each question asks whether the link lives in the very
//! statement that counts, so that nothing opens after it was stopped.

use super::{Links, hash};
use crate::problem::Failure;
use sqlx::{Any, Transaction};

/// The link, when it opens something now.
const PEEK: &str = "SELECT gate, direct, attempts_left FROM shares \
    WHERE id = $1 AND ended = '' AND paused = 0 AND expires > $2 AND generation > 0 \
    AND opens_left > 0 AND attempts_left > 0";
/// Counts down before anything is compared: what is lost in between is lost.
const TAKE: &str = "UPDATE shares SET attempts_left = attempts_left - 1, tried = $2 \
    WHERE id = $1 AND ended = '' AND paused = 0 AND expires > $2 AND generation > 0 \
    AND opens_left > 0 AND attempts_left > 0 RETURNING gate, attempts_left";
/// Counts an opening, and gives the attempt of a right passcode back.
const OPEN: &str = "UPDATE shares SET opens_left = opens_left - limited, opened = $2, \
    attempts_left = attempts_left + $3 \
    WHERE id = $1 AND ended = '' AND paused = 0 AND expires > $2 AND generation > 0 \
    AND opens_left > 0 AND attempts_left + $3 > 0 RETURNING generation, lasting";
const TRIED: &str = "UPDATE shares SET tried = $2 WHERE id = $1 RETURNING attempts_left";
const NOTE: &str = "INSERT INTO accesses (share, seq, at, recipient, outcome) SELECT $1, \
    COALESCE(MAX(seq), 0) + 1, $2, $3, $4 FROM accesses WHERE share = $1";
/// Of a link that is opened all the time the last 1,000 are kept.
const FORGET: &str = "DELETE FROM accesses WHERE share = $1 AND seq <= \
    (SELECT MAX(seq) FROM accesses WHERE share = $1) - 1000";
const FILES: &str = "SELECT n, CASE WHEN length <= $3 THEN content ELSE '' END AS content, \
    content_type, fhir_version, last_updated FROM files \
    WHERE share = $1 AND generation = $2 ORDER BY n";
const FILE: &str = "SELECT files.content FROM files JOIN shares ON shares.id = files.share \
    WHERE shares.id = $1 AND shares.ended = '' AND shares.paused = 0 AND shares.expires > $2 \
    AND shares.generation = $3 AND files.generation = $3 AND files.n = $4";

/// A link that opens something.
pub(crate) struct Asked {
    /// Verifier of its passcode; empty: it has none.
    pub(crate) gate: String,
    /// One file by `GET`, instead of a manifest by `POST`.
    pub(crate) direct: bool,
    /// Wrong passcodes that it still takes.
    pub(crate) attempts_left: u32,
}

/// An attempt that was counted and may be compared.
pub(crate) struct Attempt {
    /// What to compare with.
    pub(crate) gate: String,
    /// What is left when it is wrong.
    pub(crate) left: u32,
}

/// What stands in the access list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The content was given.
    Opened,
    /// The passcode was wrong.
    WrongPasscode,
}

impl Outcome {
    /// As the database, the log and the counters call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::WrongPasscode => "wrong_passcode",
        }
    }
}

/// What an opening gives.
pub(crate) struct Opened {
    /// Which generation it is.
    pub(crate) generation: i64,
    /// Whether the content may change.
    pub(crate) lasting: bool,
    /// Its files in order.
    pub(crate) files: Vec<OpenedFile>,
}

/// One file of an opening.
pub(crate) struct OpenedFile {
    /// Which it is, from 0.
    pub(crate) n: i64,
    /// The JWE; empty when it is longer than was asked for.
    pub(crate) content: String,
    /// Media type of what is inside.
    pub(crate) content_type: String,
    /// FHIR version of what is inside; empty: not told.
    pub(crate) fhir_version: String,
    /// Seconds since 1970; 0: not told.
    pub(crate) last_updated: i64,
}

/// Who opens what, when.
#[derive(Clone, Copy)]
pub(crate) struct Opening<'a> {
    /// The id that readers know.
    pub(crate) id: &'a str,
    /// What the reader says of itself.
    pub(crate) recipient: &'a str,
    /// Seconds since 1970.
    pub(crate) now: i64,
}

impl Links {
    /// The link, when it opens something now. Changes and counts nothing.
    pub(crate) async fn peek(&self, id: &str, now: i64) -> Result<Option<Asked>, Failure> {
        let found = sqlx::query_as::<Any, (String, i64, i64)>(PEEK);
        let found = found
            .bind(hash(id))
            .bind(now)
            .fetch_all(self.0.pool())
            .await?;
        let asked = |(gate, direct, left): (String, i64, i64)| Asked {
            gate,
            direct: direct != 0,
            attempts_left: u32::try_from(left).unwrap_or_default(),
        };
        Ok(found.into_iter().next().map(asked))
    }

    /// Counts an attempt down, on disk, before it is compared. None when there is
    /// none left, or the link opens nothing any more.
    pub(crate) async fn take_attempt(
        &self,
        id: &str,
        now: i64,
    ) -> Result<Option<Attempt>, Failure> {
        let mut tx = self.0.begin().await?;
        let taken = sqlx::query_as::<Any, (String, i64)>(TAKE);
        let taken = taken.bind(hash(id)).bind(now).fetch_all(&mut *tx).await?;
        tx.commit().await?;
        let attempt = |(gate, left): (String, i64)| Attempt {
            gate,
            left: u32::try_from(left).unwrap_or_default(),
        };
        Ok(taken.into_iter().next().map(attempt))
    }

    /// Takes down that an attempt was wrong.
    pub(crate) async fn wrong(&self, opening: Opening<'_>) -> Result<(), Failure> {
        let mut tx = self.0.begin().await?;
        let tried = sqlx::query_as::<Any, (i64,)>(TRIED).bind(hash(opening.id));
        tried.bind(opening.now).fetch_all(&mut *tx).await?;
        note(&mut tx, opening, Outcome::WrongPasscode).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Opens the link: counts it, takes it down, and gives its files, with the content
    /// of those that are at most `longest` bytes. `shown`: a right passcode was shown,
    /// whose attempt goes back. None when it opens nothing any more.
    pub(crate) async fn open(
        &self,
        opening: Opening<'_>,
        shown: bool,
        longest: i64,
    ) -> Result<Option<Opened>, Failure> {
        let mut tx = self.0.begin().await?;
        let counted = sqlx::query_as::<Any, (i64, i64)>(OPEN)
            .bind(hash(opening.id))
            .bind(opening.now)
            .bind(i64::from(shown));
        let Some((generation, lasting)) = counted.fetch_all(&mut *tx).await?.pop() else {
            return Ok(None);
        };
        note(&mut tx, opening, Outcome::Opened).await?;
        let files = sqlx::query_as::<Any, (i64, String, String, String, i64)>(FILES)
            .bind(hash(opening.id))
            .bind(generation)
            .bind(longest);
        let files = files.fetch_all(&mut *tx).await?;
        tx.commit().await?;
        let file = |(n, content, content_type, fhir_version, last_updated)| OpenedFile {
            n,
            content,
            content_type,
            fhir_version,
            last_updated,
        };
        Ok(Some(Opened {
            generation,
            lasting: lasting != 0,
            files: files.into_iter().map(file).collect(),
        }))
    }

    /// One file of the generation that readers get now.
    pub(crate) async fn file(
        &self,
        id: &str,
        (generation, n): (i64, i64),
        now: i64,
    ) -> Result<Option<String>, Failure> {
        let found = sqlx::query_as::<Any, (String,)>(FILE)
            .bind(hash(id))
            .bind(now)
            .bind(generation)
            .bind(n);
        let found = found.fetch_all(self.0.pool()).await?.pop();
        Ok(found.map(|(content,)| content))
    }
}

async fn note(
    tx: &mut Transaction<'static, Any>,
    opening: Opening<'_>,
    outcome: Outcome,
) -> Result<(), sqlx::Error> {
    sqlx::query(NOTE)
        .bind(hash(opening.id))
        .bind(opening.now)
        .bind(opening.recipient.to_owned())
        .bind(outcome.name().to_owned())
        .execute(&mut **tx)
        .await?;
    let forget = sqlx::query(FORGET).bind(hash(opening.id));
    forget.execute(&mut **tx).await?;
    Ok(())
}
