//! The list to take along, as kept: in the vault, by what things are at their
//! sources, so that it holds after collecting again.

use inzage_dossier::duplicates::Thing;
use inzage_dossier::view::Topic;
use inzage_vault::{CryptoRng, Kind, Store};
use inzage_zib::view::Lang;
use serde::{Deserialize, Serialize};

use super::open::{Open, put_json};
use super::protocol::discuss::{Item, Request};
use super::protocol::{Answer, Failure};
use super::providers::not_found;
use super::{Outcome, random_hex, words};

/// Under which name the list is kept.
pub(super) const LIST: &str = "discuss";

/// One thing on the list, as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    id: String,
    title: String,
    topic: Option<Topic>,
    things: Vec<Thing>,
    text: String,
    done: bool,
    at: String,
}

/// Two lists in one, as kept: the one here, and behind it what only the other has.
///
/// # Errors
/// [`Failure::Damaged`] when one of them cannot be read.
pub(super) fn both(here: &[u8], there: &[u8]) -> Result<Vec<u8>, Failure> {
    let read = |bytes: &[u8]| serde_json::from_slice(bytes).map_err(|_| Failure::Damaged);
    let (mut all, there): (Vec<Kept>, Vec<Kept>) = (read(here)?, read(there)?);
    for item in there {
        if all.iter().all(|known| known.id != item.id) {
            all.push(item);
        }
    }
    serde_json::to_vec(&all).map_err(|_| Failure::Internal)
}

impl<S: Store> Open<S> {
    /// The list, with the entries it is about.
    pub(super) async fn discussed(&self, lang: Lang) -> Result<Vec<Item>, Failure> {
        let kept = self.kept_list().await?.into_iter();
        Ok(kept.map(|kept| self.item(kept, lang)).collect())
    }

    fn item(&self, kept: Kept, lang: Lang) -> Item {
        let loaded = kept.things.iter().filter_map(|thing| self.thing(thing));
        Item {
            rows: loaded.map(|loaded| self.row_alone(loaded, lang)).collect(),
            id: kept.id,
            title: kept.title,
            topic: kept.topic,
            text: kept.text,
            done: kept.done,
            at: words::moment(&kept.at, lang),
        }
    }

    /// Whether there is something on the list.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) async fn discusses(&self) -> Result<bool, Failure> {
        Ok(!self.kept_list().await?.is_empty())
    }

    async fn kept_list(&self) -> Result<Vec<Kept>, Failure> {
        match self.vault.read(Kind::Setting, LIST).await? {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| Failure::Damaged),
            None => Ok(Vec::new()),
        }
    }

    /// Changes the list.
    pub(super) async fn change_list(
        &mut self,
        change: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let mut list = self.kept_list().await?;
        match change {
            Request::List => {}
            Request::Add {
                numbers,
                topic,
                text,
                at,
            } => {
                let id = random_hex::<8>(rng);
                let kept = self.to_keep(id, &numbers, topic, text, at, lang)?;
                let there =
                    |old: &Kept| old.things == kept.things && old.topic == kept.topic && !old.done;
                if kept.things.is_empty() || !list.iter().any(there) {
                    list.push(kept);
                }
            }
            Request::Edit { id, text } => {
                not_found(list.iter_mut().find(|kept| kept.id == id))?.text = text;
            }
            Request::Check { id, done } => {
                not_found(list.iter_mut().find(|kept| kept.id == id))?.done = done;
            }
            Request::Move { id, up } => {
                let at = not_found(list.iter().position(|kept| kept.id == id))?;
                let to = if up { at.saturating_sub(1) } else { at + 1 };
                if to < list.len() {
                    list.swap(at, to);
                }
            }
            Request::Delete { id } => list.retain(|kept| kept.id != id),
        }
        let change = put_json(Kind::Setting, LIST, &list)?;
        self.commit(vec![change], rng).await?;
        Ok(Answer::Done)
    }

    fn to_keep(
        &self,
        id: String,
        numbers: &[String],
        topic: Option<Topic>,
        text: String,
        at: String,
        lang: Lang,
    ) -> Result<Kept, Failure> {
        let found = numbers
            .iter()
            .map(|number| not_found(self.records.get(number)));
        let loaded = found.collect::<Result<Vec<_>, _>>()?;
        let title = loaded
            .first()
            .map(|loaded| self.row_alone(loaded, lang).title);
        Ok(Kept {
            id,
            title: title.unwrap_or_default(),
            topic,
            things: loaded
                .iter()
                .map(|loaded| Thing::of(&loaded.record))
                .collect(),
            text,
            done: false,
            at,
        })
    }
}
