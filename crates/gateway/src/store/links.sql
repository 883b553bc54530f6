-- Both SQLite and PostgreSQL read this. Times are seconds since 1970; truth is 0 or 1.
CREATE TABLE shares (
    id TEXT PRIMARY KEY,             -- SHA-256 of the id that readers know
    control TEXT NOT NULL,           -- SHA-256 of the control token
    gate TEXT NOT NULL,              -- verifier of the passcode; empty: none
    direct BIGINT NOT NULL,
    lasting BIGINT NOT NULL,
    paused BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    opens_left BIGINT NOT NULL,
    limited BIGINT NOT NULL,         -- whether opens_left counts
    attempts_left BIGINT NOT NULL,
    tried BIGINT NOT NULL,           -- the last time a passcode was shown; 0: never
    generation BIGINT NOT NULL,      -- what readers get; 0: nothing yet
    bytes BIGINT NOT NULL,           -- of all its files
    opened BIGINT NOT NULL,          -- the last time; 0: never
    ended TEXT NOT NULL,             -- why; empty while it lives
    ended_at BIGINT NOT NULL
);

CREATE TABLE files (
    share TEXT NOT NULL,
    generation BIGINT NOT NULL,
    n BIGINT NOT NULL,
    content TEXT NOT NULL,           -- JWE, compact
    length BIGINT NOT NULL,          -- of the content, in bytes
    content_type TEXT NOT NULL,
    fhir_version TEXT NOT NULL,      -- empty: not told
    last_updated BIGINT NOT NULL,    -- 0: not told
    added BIGINT NOT NULL,
    PRIMARY KEY (share, generation, n)
);

CREATE TABLE accesses (
    share TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    recipient TEXT NOT NULL,
    outcome TEXT NOT NULL
);

CREATE INDEX accesses_of_share ON accesses (share, seq);
