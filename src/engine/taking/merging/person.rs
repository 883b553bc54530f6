//! Whose backup it is: compared as a collection is, and asked when it cannot be told.

use inzage_dossier::person::{Known, Match};
use inzage_vault::{Kind, MemoryStore, Store, Vault};
use inzage_zib::view::Lang;

use super::super::super::open::{ME, Open};
use super::super::super::protocol::Failure;
use super::super::super::protocol::taking::Whose;
use super::Coming;

impl<S: Store> Open<S> {
    /// Whose vault a backup is of; none when that was never confirmed.
    pub(super) async fn person_of(backup: &Vault<MemoryStore>) -> Result<Option<Known>, Failure> {
        let known = backup.read(Kind::Person, ME).await?;
        Ok(known.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// What to ask her; none when it surely is of the same person. A name that was
    /// corrected in one of the two is known in the other.
    pub(super) fn doubt(&self, theirs: Option<&Known>, lang: Lang) -> Option<Whose> {
        let same = self
            .known
            .as_ref()
            .zip(theirs)
            .is_some_and(|(here, there)| {
                here.compare(&there.confirmed) == Match::Same
                    || there.compare(&here.confirmed) == Match::Same
            });
        let person = theirs.map(|known| &known.confirmed);
        (!same).then(|| Whose {
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            birth: person
                .map(|person| inzage_zib::date_text(&person.birth, lang))
                .unwrap_or_default(),
        })
    }

    /// Every way in which she is written there is one of hers here too.
    pub(super) fn merge_person(
        &self,
        theirs: Option<Known>,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let Some(theirs) = theirs else {
            return Ok(());
        };
        let known = match &self.known {
            None => theirs,
            Some(here) => {
                let mut known = here.clone();
                for person in std::iter::once(theirs.confirmed).chain(theirs.also) {
                    if person != known.confirmed && !known.also.contains(&person) {
                        known.also.push(person);
                    }
                }
                known
            }
        };
        if self.known.as_ref() != Some(&known) {
            coming.changes.push(Self::put_known(&known)?);
        }
        Ok(())
    }
}
