//! What is one thing at several sources: found once, used by every list of rows.

use inzage_dossier::duplicates::{Candidate, Decisions, Groups, Thing, find};
use inzage_vault::{Kind, ReadError, Store};
use inzage_zib::view::Lang;

use super::open::Open;
use super::protocol::{Failure, Row, Variant};
use super::records::Loaded;

/// Under which name the decisions of the person are kept.
pub(super) const DECISIONS: &str = "same";

impl<S: Store> Open<S> {
    /// What stands together, of what is part of the record.
    pub(super) fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| {
            let candidates: Vec<_> = self
                .joined()
                .filter_map(|loaded| self.candidate(loaded))
                .collect();
            find(&candidates, &self.decisions)
        })
    }

    fn candidate<'a>(&self, loaded: &'a Loaded) -> Option<Candidate<'a>> {
        let resource = loaded.resource.as_ref()?;
        let head = &loaded.record.head;
        Some(Candidate {
            number: &head.number,
            thing: Thing::of(&loaded.record),
            identity: inzage_zib::identity(resource, &self.known(head)),
            bytes: &loaded.record.bytes,
        })
    }

    /// Entries to show, each thing once: the first of those that stand together
    /// and that `keep` keeps.
    pub(super) fn merged(&self, keep: impl Fn(&Loaded) -> bool) -> Vec<&Loaded> {
        let groups = self.groups();
        let kept = self.joined().filter(|loaded| keep(loaded));
        kept.filter(|loaded| {
            let number = loaded.record.head.number.as_str();
            groups.leads(number) || {
                let before = groups
                    .with(number)
                    .into_iter()
                    .take_while(|other| *other != number);
                !before
                    .filter_map(|other| self.records.get(other))
                    .any(&keep)
            }
        })
        .collect()
    }

    /// The other entries that stand together with this one.
    pub(super) fn others(&self, number: &str) -> Vec<&Loaded> {
        let with = self.groups().with(number).into_iter();
        with.filter(|other| *other != number)
            .filter_map(|other| self.records.get(other))
            .collect()
    }

    /// A row with everything that it stands for.
    pub(super) fn row_of_all(&self, mut row: Row, lang: Lang) -> Row {
        for other in self.others(&row.number) {
            let said = self.row_alone(other, lang);
            let parts = [
                (said.title != row.title).then_some(said.title),
                (said.date != row.date).then_some(said.date),
                (said.status != row.status).then_some(said.status.unwrap_or_default()),
            ];
            let says: Vec<_> = parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect();
            if !says.is_empty() {
                row.variants.push(Variant {
                    source: said.source.clone(),
                    says: says.join(" · "),
                });
            }
            row.also.push(said.source);
        }
        row.maybe_same = !self.groups().maybe(&row.number).is_empty();
        row
    }

    /// The decisions as kept; none when they cannot be read, which is counted.
    pub(super) async fn read_decisions(&mut self) -> Result<Decisions, Failure> {
        let read = self.vault.read(Kind::Setting, DECISIONS).await;
        let bytes = match read {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(Decisions::default()),
            Err(ReadError::Damaged) => {
                self.damaged += 1;
                return Ok(Decisions::default());
            }
            Err(error) => return Err(error.into()),
        };
        Ok(serde_json::from_slice(&bytes).unwrap_or_else(|_| {
            self.damaged += 1;
            Decisions::default()
        }))
    }
}
