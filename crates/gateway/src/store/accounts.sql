-- Both SQLite and PostgreSQL read this. No name, no address, no moment: only the day.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,             -- 32 random bytes, base64url: the user handle
    used BIGINT NOT NULL             -- the day of the last sign-in, counted from 1970
);

CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,             -- credential id, base64url
    account TEXT NOT NULL,
    key TEXT NOT NULL,               -- public key: COSE, base64url
    counter BIGINT NOT NULL,         -- signatures, as the authenticator counts; 0: it does not
    copied BIGINT NOT NULL           -- 1: it may be on several devices (backup eligible)
);

CREATE INDEX passkeys_of_account ON passkeys (account);
