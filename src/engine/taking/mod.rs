//! Taking along: what is here as received, source by source; which source gave what
//! when; how old the backup is; and removing one entry (ADR 0170).

mod document;
mod merging;
mod received;
mod removing;
mod sources;
mod standing;

use inzage_dossier::logbook::What;
use inzage_dossier::selection::Selection;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::Open;
use super::protocol::Answer as Whole;
use super::protocol::taking::{Answer, Request};

impl<S: Store> Open<S> {
    /// Requests about taking along.
    pub(super) async fn taking_along(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let answer = match request {
            Request::Backup => Answer::Backup(self.last_backup(lang).await?),
            Request::Received { selection } => Answer::Received(self.received(&selection, lang)),
            Request::Document { selection } => Answer::Document(self.title_page(&selection, lang)),
            Request::Leaves {
                selection,
                chapter,
                part,
            } => Answer::Leaves(self.leaves(&selection, chapter, part, lang)),
            Request::Measured { part } => Answer::Measured(self.own_measured(part, lang)),
            Request::File { selection, file } => {
                let bytes = self.as_received(&selection, &file).await?;
                return Ok(self.exported("received", bytes));
            }
            Request::All { selection } => {
                let bytes = self.all_as_received(&selection, lang).await?;
                return Ok(self.exported("received", bytes));
            }
            Request::List => {
                let bytes = self
                    .list_of_sources(&Selection::everything(), lang)
                    .into_bytes();
                return Ok(self.exported("sources", bytes));
            }
            Request::Merge { bytes, with, mine } => {
                self.merge((&bytes, &with), mine, lang, rng).await?
            }
            Request::Remove { number } => {
                self.remove_entry(&number, rng).await?;
                return Ok(Whole::Done);
            }
        };
        Ok(Whole::Taking(answer))
    }

    /// A file, told to the log.
    fn exported(&mut self, of: &str, bytes: Vec<u8>) -> Whole {
        let of = of.to_owned();
        self.tell(What::Exported { of });
        Whole::Bytes(bytes)
    }
}
