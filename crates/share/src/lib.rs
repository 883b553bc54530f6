//! Links to a part of the record, made and encrypted where the record is. The
//! gateway that keeps what they lead to gets ciphertext and no key.
//!
//! Two kinds (ADR 0145). The plain SMART Health Link (HL7 SHL STU 1) opens in any
//! standard reader: whoever has the link has the key, and a passcode is asked by
//! the server only. The link of a caregiver opens in Inzage: its passcode is part
//! of the key, so that the link alone opens nothing.

mod care;
mod jwe;
mod link;
mod passcode;
mod qr;
mod secret;

pub use care::CareKeys;
pub use jwe::{Opened, SealError, UnsealError, open, seal};
pub use link::{Link, NotALink, Payload, viewer};
pub use passcode::{plain_verifier, proof_verifier, random_digits};
pub use qr::{Qr, qr};
pub use secret::{Key, digest};
