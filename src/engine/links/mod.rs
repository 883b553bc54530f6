//! Links with which others look along (ADR 0145): what goes along, the links
//! themselves, and looking through one. The content is encrypted here; the page
//! brings it to the gateway.

pub(super) mod bundles;
mod choosing;
mod going;
mod helping;
mod keeping;
mod kept;
mod letters;
mod moving;
mod package;
mod taken;
mod viewing;
mod whose;

use inzage_share::Key;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::Open;
use super::protocol::links::{Answer, Request};
use super::protocol::{Answer as Whole, Failure};
pub(super) use going::belongs;
use keeping::Links;
pub(super) use kept::Stored;
pub(super) use moving::{further, is_kept, moved};
pub(super) use viewing::{Guest, Viewing};

/// What was encrypted last, on its way to the gateway.
#[derive(Default)]
pub(super) struct Outgoing {
    /// Of which link.
    link: String,
    generation: u32,
    /// What it was made of, to know it again.
    digest: String,
    files: Vec<Vec<u8>>,
}

/// A file of a share before it is encrypted.
pub(super) struct Plain {
    content_type: &'static str,
    fhir_version: Option<&'static str>,
    pub(super) bytes: Vec<u8>,
}

impl<S: Store> Open<S> {
    /// Requests about links of this vault.
    pub(super) async fn linking(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let answer = match request {
            Request::Choices { selection, most } => {
                Answer::Choices(Box::new(self.share_choices(&selection, most, lang)))
            }
            Request::Entries {
                chapter,
                selection,
                stretch,
            } => Answer::Entries(self.share_entries(chapter, &selection, stretch, lang)),
            Request::Make { wish, now } => self.make_link(wish, now, rng).await?,
            Request::Made { id, share, now } => {
                self.link_made(&id, share, rng).await?;
                self.link_answer(&id, now, lang).await?
            }
            Request::Drop { id } | Request::Forget { id } => {
                self.forget_link(&id, rng).await?;
                return Ok(Whole::Done);
            }
            Request::All { now } => self.all_links(now, lang).await?,
            Request::One { id, now } => self.link_answer(&id, now, lang).await?,
            Request::Handle { id, now } => {
                let link = self.link(&id).await?;
                Answer::Handle {
                    longer: link.longer(now),
                    share: link.share,
                    control: link.control,
                }
            }
            Request::Encrypt { id } => Answer::Content(self.encrypt(&id, rng).await?),
            Request::File { nth } => {
                let file = self.outgoing.files.get_mut(nth);
                return Ok(Whole::Bytes(
                    file.map(std::mem::take).ok_or(Failure::NotFound)?,
                ));
            }
            Request::Published { id, now } => {
                self.published(&id, rng).await?;
                self.link_answer(&id, now, lang).await?
            }
            Request::Told { id, state, now } => {
                self.link_told(&id, state, rng).await?;
                self.link_answer(&id, now, lang).await?
            }
            Request::Gone { id, now } => {
                self.link_gone(&id, rng).await?;
                self.link_answer(&id, now, lang).await?
            }
            Request::Given { id } => {
                self.link_given(&id, rng).await?;
                return Ok(Whole::Done);
            }
            Request::Did { id, deed } => {
                self.link_deed(&id, deed, rng).await?;
                return Ok(Whole::Done);
            }
            _ => return Err(Failure::Internal),
        };
        Ok(Whole::Links(answer))
    }

    /// Encrypts what a link shows; none when the gateway has exactly that.
    async fn encrypt(
        &mut self,
        id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<Option<inzage_api::Publish>, Failure> {
        let link = self.link(id).await?;
        let digest = self.digest(&link);
        if link.halted || (link.digest == digest && link.generation > 0) {
            return Ok(None);
        }
        let key = Key::parse(&link.key).ok_or(Failure::Damaged)?;
        let plain = self.content(&link).await?;
        let now = chrono::DateTime::parse_from_rfc3339(&self.log.now);
        let now = now.ok().map(|now| now.timestamp());
        let mut files = Vec::with_capacity(plain.len());
        let mut named = Vec::with_capacity(plain.len());
        for file in plain {
            let sealed = inzage_share::seal(&key, file.content_type, &file.bytes, rng);
            files.push(sealed.map_err(|_| Failure::TooLong)?.into_bytes());
            named.push(inzage_api::PublishedFile {
                content_type: file.content_type.to_owned(),
                fhir_version: file.fhir_version.map(str::to_owned),
                last_updated: now,
            });
        }
        let generation = link.generation.saturating_add(1);
        self.outgoing = Outgoing {
            link: id.to_owned(),
            generation,
            digest,
            files,
        };
        Ok(Some(inzage_api::Publish {
            generation,
            files: named,
        }))
    }
}

/// The links of a vault, read when first asked for.
pub(super) type Kept = Option<Links>;
