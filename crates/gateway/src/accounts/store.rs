//! What is kept of accounts. Every transaction about an account begins with its row,
//! so that nobody comes in between.

use super::ceremony::Passkey;
use crate::problem::Failure;
use crate::store::{Store, note};
use inzage_api::ErrorCode;
use sqlx::{Any, Transaction};

/// An account has at most so many passkeys.
const MOST: i64 = 20;

const OPEN: &str = "INSERT INTO accounts (id, used) VALUES ($1, $2)";
const USE: &str = "UPDATE accounts SET used = $1 WHERE id = $2";
const HOLD: &str = "UPDATE accounts SET used = used WHERE id = $1";
const ADD: &str = "INSERT INTO passkeys (id, account, key, counter, copied) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
const COUNT: &str = "SELECT COUNT(*) FROM passkeys WHERE account = $1";
const FIND: &str = "SELECT account, key, counter, copied FROM passkeys WHERE id = $1";
const ADVANCE: &str = "UPDATE passkeys SET counter = $1 WHERE id = $2 AND account = $3 \
    AND (counter < $1 OR (counter = 0 AND $1 = 0))";
const OF_ACCOUNT: &str = "SELECT id FROM passkeys WHERE account = $1 ORDER BY id";
const HOLDS: &str = "SELECT id FROM passkeys WHERE id = $1 AND account = $2";
const REMOVE: &str = "DELETE FROM passkeys WHERE id = $1 AND account = $2";
const FORGET_PASSKEYS: &str = "DELETE FROM passkeys WHERE account = $1";
const FORGET: &str = "DELETE FROM accounts WHERE id = $1";
const FORGET_UNUSED: &str = "DELETE FROM accounts WHERE used < $1";
const FORGET_THEIRS: &str = "DELETE FROM passkeys WHERE account NOT IN (SELECT id FROM accounts)";
const HELD: &str = "SELECT (SELECT COUNT(*) FROM accounts), (SELECT COUNT(*) FROM passkeys)";

/// The accounts in the database.
pub(super) struct Kept(pub(super) Store);

/// Why something does not go, or what could not be asked.
pub(super) enum No {
    /// The database does not answer.
    Down(sqlx::Error),
    /// There is no such account or passkey.
    Gone,
    /// The passkey is registered already.
    Known,
    /// The account has enough of them.
    TooMany,
}

impl From<sqlx::Error> for No {
    fn from(error: sqlx::Error) -> Self {
        Self::Down(error)
    }
}

impl No {
    /// As an answer; `gone` is what it means that there is no such thing.
    pub(super) fn told(self, gone: ErrorCode) -> Failure {
        match self {
            Self::Down(error) => down(&error),
            Self::Gone => gone.into(),
            Self::Known => ErrorCode::PasskeyKnown.into(),
            Self::TooMany => ErrorCode::TooManyPasskeys.into(),
        }
    }
}

/// The database does not answer.
pub(super) fn down(error: &sqlx::Error) -> Failure {
    note(error);
    ErrorCode::AccountsUnavailable.into()
}

impl Kept {
    /// Makes an account with its first passkey; `day` is today.
    pub(super) async fn open(&self, account: &str, first: &Passkey, day: i64) -> Result<(), No> {
        let mut tx = self.0.begin().await?;
        let open = sqlx::query(OPEN).bind(account).bind(day);
        open.execute(&mut *tx).await?;
        add(&mut tx, account, first).await?;
        Ok(tx.commit().await?)
    }

    /// Adds a passkey to an account.
    pub(super) async fn add(&self, account: &str, passkey: &Passkey, day: i64) -> Result<(), No> {
        let mut tx = self.0.begin().await?;
        use_it(&mut tx, account, day).await?;
        if count(&mut tx, account).await? >= MOST {
            return Err(No::TooMany);
        }
        add(&mut tx, account, passkey).await?;
        Ok(tx.commit().await?)
    }

    /// A passkey with the account that it is of.
    pub(super) async fn find(&self, id: &str) -> Result<Option<(String, Passkey)>, sqlx::Error> {
        let found = sqlx::query_as::<Any, (String, String, i64, i64)>(FIND).bind(id);
        let found = found.fetch_all(self.0.pool()).await?.pop();
        Ok(found.map(|(account, key, counter, copied)| {
            let passkey = Passkey {
                id: id.to_owned(),
                key,
                counter: u32::try_from(counter).unwrap_or(u32::MAX),
                copied: copied != 0,
            };
            (account, passkey)
        }))
    }

    /// Takes down that a passkey signed in, when its counter still goes up.
    pub(super) async fn signed_in(
        &self,
        account: &str,
        id: &str,
        counter: u32,
        day: i64,
    ) -> Result<(), No> {
        let mut tx = self.0.begin().await?;
        use_it(&mut tx, account, day).await?;
        let advance = sqlx::query(ADVANCE).bind(i64::from(counter)).bind(id);
        let advanced = advance.bind(account).execute(&mut *tx).await?;
        if advanced.rows_affected() == 0 {
            return Err(No::Gone);
        }
        Ok(tx.commit().await?)
    }

    /// The passkeys of an account.
    pub(super) async fn of(&self, account: &str) -> Result<Vec<String>, sqlx::Error> {
        let all = sqlx::query_as::<Any, (String,)>(OF_ACCOUNT).bind(account);
        let all = all.fetch_all(self.0.pool()).await?;
        Ok(all.into_iter().map(|(id,)| id).collect())
    }

    /// Whether this passkey is of this account, now.
    pub(super) async fn holds(&self, account: &str, id: &str) -> Result<bool, sqlx::Error> {
        let found = sqlx::query_as::<Any, (String,)>(HOLDS)
            .bind(id)
            .bind(account);
        Ok(!found.fetch_all(self.0.pool()).await?.is_empty())
    }

    /// Removes a passkey, and the account when it was the last.
    pub(super) async fn remove(&self, account: &str, id: &str) -> Result<(), No> {
        let mut tx = self.0.begin().await?;
        sqlx::query(HOLD).bind(account).execute(&mut *tx).await?;
        let remove = sqlx::query(REMOVE).bind(id).bind(account);
        if remove.execute(&mut *tx).await?.rows_affected() == 0 {
            return Err(No::Gone);
        }
        if count(&mut tx, account).await? == 0 {
            sqlx::query(FORGET).bind(account).execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Deletes an account with everything of it.
    pub(super) async fn forget(&self, account: &str) -> Result<(), sqlx::Error> {
        let mut tx = self.0.begin().await?;
        for forget in [HOLD, FORGET_PASSKEYS, FORGET] {
            sqlx::query(forget).bind(account).execute(&mut *tx).await?;
        }
        tx.commit().await
    }

    /// Deletes accounts that were last used before a day; tells how many accounts and
    /// passkeys are left.
    pub(super) async fn sweep(&self, before: i64) -> Result<(u64, u64), sqlx::Error> {
        let mut tx = self.0.begin().await?;
        let unused = sqlx::query(FORGET_UNUSED).bind(before);
        if unused.execute(&mut *tx).await?.rows_affected() > 0 {
            sqlx::query(FORGET_THEIRS).execute(&mut *tx).await?;
        }
        let (accounts, passkeys): (i64, i64) = sqlx::query_as(HELD).fetch_one(&mut *tx).await?;
        tx.commit().await?;
        let number = |count| u64::try_from(count).unwrap_or_default();
        Ok((number(accounts), number(passkeys)))
    }
}

async fn use_it(tx: &mut Transaction<'static, Any>, account: &str, day: i64) -> Result<(), No> {
    let used = sqlx::query(USE).bind(day).bind(account);
    match used.execute(&mut **tx).await?.rows_affected() {
        0 => Err(No::Gone),
        _ => Ok(()),
    }
}

async fn add(tx: &mut Transaction<'static, Any>, account: &str, new: &Passkey) -> Result<(), No> {
    let add = sqlx::query(ADD).bind(new.id.as_str()).bind(account);
    let add = add.bind(new.key.as_str()).bind(i64::from(new.counter));
    let added = add
        .bind(i64::from(new.copied))
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if added == 0 { Err(No::Known) } else { Ok(()) }
}

async fn count(tx: &mut Transaction<'static, Any>, account: &str) -> Result<i64, sqlx::Error> {
    let (count,): (i64,) = sqlx::query_as(COUNT)
        .bind(account)
        .fetch_one(&mut **tx)
        .await?;
    Ok(count)
}
