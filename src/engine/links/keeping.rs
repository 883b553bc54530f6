//! The links as they are kept: each one setting of the vault, with its keys.

use std::collections::{BTreeMap, BTreeSet};

use inzage_api::{AccessOutcome, ShareEnd, ShareState};
use inzage_dossier::logbook::{Event, What};
use inzage_vault::{Change, CryptoRng, Kind, Store};
use inzage_zib::view::Lang;

use super::super::open::{Open, delete, put_json};
use super::super::protocol::Failure;
use super::super::protocol::links::{Answer, Deed, Link, Sort, Wish};
use super::super::words;
use super::kept::{DAY, Stored};
use super::{Plain, package};

/// What the names of these settings begin with.
pub(super) const PREFIX: &str = "share-link/";
/// Links by id.
pub(in super::super) type Links = BTreeMap<String, Stored>;

impl<S: Store> Open<S> {
    pub(in super::super) async fn read_links(&mut self) -> Result<&mut Links, Failure> {
        if self.links.is_none() {
            let (settings, _) = self.vault.read_all(Kind::Setting).await?;
            let links = settings.into_iter().filter_map(|(name, bytes)| {
                let id = name.strip_prefix(PREFIX)?.to_owned();
                Some((id, serde_json::from_slice(&bytes).ok()?))
            });
            self.links = Some(links.collect());
        }
        self.links.as_mut().ok_or(Failure::Internal)
    }

    /// A link as kept.
    pub(super) async fn link(&mut self, id: &str) -> Result<Stored, Failure> {
        let links = self.read_links().await?;
        links.get(id).cloned().ok_or(Failure::NotFound)
    }

    /// Keeps a link as it now is.
    async fn keep_link(&mut self, link: Stored, rng: &mut dyn CryptoRng) -> Result<(), Failure> {
        let put = put_json(Kind::Setting, &format!("{PREFIX}{}", link.id), &link)?;
        self.write_link(vec![put], rng).await?;
        self.read_links().await?.insert(link.id.clone(), link);
        Ok(())
    }

    /// What is written when these entries go: the links that left one of them out never
    /// show anything new, because it would be shown if it came again under another
    /// number.
    pub(in super::super) async fn halting(
        &mut self,
        gone: &BTreeSet<String>,
    ) -> Result<Vec<Change>, Failure> {
        let links = self.read_links().await?.values();
        let leaving = links.filter(|link| !link.selection.entries.is_disjoint(gone));
        let halt = |link: &Stored| {
            let mut link = link.clone();
            link.halted = true;
            put_json(Kind::Setting, &format!("{PREFIX}{}", link.id), &link)
        };
        let changes = leaving.map(halt).collect();
        // As it is in the vault, whether they are written or not.
        self.links = None;
        changes
    }

    /// Writes it with what was told of it; nothing that is derived changes by it.
    async fn write_link(
        &mut self,
        mut changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        changes.extend(self.log.changes(rng)?);
        self.vault.commit(changes, rng).await?;
        self.log.written();
        Ok(())
    }

    /// Makes a link. It is kept before the gateway hears of it, so that none is there
    /// that cannot be stopped.
    pub(super) async fn make_link(
        &mut self,
        wish: Wish,
        now: i64,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let direct = self.is_one_file(&wish.selection);
        let link = Stored::new(wish, direct, (self.log.now.clone(), now), rng)?;
        let (id, share) = (link.id.clone(), link.share(rng)?);
        self.keep_link(link, rng).await?;
        Ok(Answer::New { id, share })
    }

    /// The gateway made it.
    pub(super) async fn link_made(
        &mut self,
        id: &str,
        share: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut link = self.link(id).await?;
        link.share = share;
        self.keep_link(link, rng).await
    }

    /// What was encrypted last is at the gateway.
    pub(super) async fn published(
        &mut self,
        id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut link = self.link(id).await?;
        let outgoing = std::mem::take(&mut self.outgoing);
        if outgoing.link != id {
            return Err(Failure::NotFound);
        }
        let name = link.name.clone();
        self.tell(if link.generation > 0 {
            What::LinkDeed {
                name,
                deed: "updated".to_owned(),
            }
        } else {
            What::LinkMade { name }
        });
        link.generation = outgoing.generation;
        link.digest = outgoing.digest;
        link.updated = Some(self.log.now.clone());
        self.keep_link(link, rng).await
    }

    /// What the gateway tells; who looked since goes into the log, by the moment it
    /// happened.
    pub(super) async fn link_told(
        &mut self,
        id: &str,
        state: ShareState,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut link = self.link(id).await?;
        if link.told.as_ref() == Some(&state) {
            return Ok(());
        }
        let known = link.told.as_ref();
        let known = known.map_or(&[][..], |told| &told.accesses);
        let fresh = state.accesses.iter().filter(|look| !known.contains(look));
        let events: Vec<Event> = fresh
            .map(|look| Event {
                at: self.at(look.at),
                what: What::Looked {
                    name: link.name.clone(),
                    by: look.recipient.clone(),
                    opened: look.outcome == AccessOutcome::Opened,
                },
            })
            .collect();
        let ended = state.ended.filter(|end| *end != ShareEnd::Stopped);
        if ended.is_some() && link.told.as_ref().is_none_or(|told| told.ended.is_none()) {
            self.tell(What::LinkDeed {
                name: link.name.clone(),
                deed: "ended".to_owned(),
            });
        }
        self.tell_earlier(events);
        // Another device of hers brought more since: the gateway takes nothing older, and
        // what it has is not what is here.
        if let Some(there) = state.generation.filter(|there| *there > link.generation) {
            link.generation = there;
            link.digest.clear();
        }
        link.expires = state.expires;
        link.told = Some(state);
        self.keep_link(link, rng).await
    }

    /// The gateway knows it no longer: its end is long ago.
    pub(super) async fn link_gone(
        &mut self,
        id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut link = self.link(id).await?;
        link.gone = true;
        self.keep_link(link, rng).await
    }

    /// What the person did goes into the log.
    pub(super) async fn link_deed(
        &mut self,
        id: &str,
        deed: Deed,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut link = self.link(id).await?;
        let name = link.name.clone();
        link.extended |= deed == Deed::Extended;
        let deed = match deed {
            Deed::Paused => "paused",
            Deed::Resumed => "resumed",
            Deed::Stopped => "stopped",
            Deed::Extended => "extended",
        };
        self.tell(What::LinkDeed {
            name,
            deed: deed.to_owned(),
        });
        self.keep_link(link, rng).await
    }

    /// Whoever she gave it to has it as it is since it was extended.
    pub(super) async fn link_given(
        &mut self,
        id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let mut link = self.link(id).await?;
        link.extended = false;
        self.keep_link(link, rng).await
    }

    /// Takes a link out of the list.
    pub(super) async fn forget_link(
        &mut self,
        id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        self.link(id).await?;
        let gone = delete(Kind::Setting, &format!("{PREFIX}{id}"));
        self.write_link(vec![gone], rng).await?;
        self.read_links().await?.remove(id);
        Ok(())
    }

    /// What a link shows, before it is encrypted.
    pub(super) async fn content(&self, link: &Stored) -> Result<Vec<Plain>, Failure> {
        match link.sort {
            Sort::Care => Ok(vec![Plain {
                content_type: package::CONTENT_TYPE,
                fhir_version: None,
                bytes: self.package(link).await?,
            }]),
            Sort::Plain | Sort::Desk => self.bundles(link).await,
        }
    }

    /// What the content is made of, as a hash: another whenever it shows something
    /// else. An entry that was collected again has another time.
    pub(super) fn digest(&self, link: &Stored) -> String {
        let of = format!("{} {}", link.id, link.expires);
        if let Some(known) = self.derived.digests.borrow().get(&of) {
            return known.clone();
        }
        let mut parts: Vec<Vec<u8>> = vec![of.clone().into_bytes()];
        let going = self.going(&link.selection);
        for loaded in going.iter().filter_map(|number| self.records.get(number)) {
            let (record, head) = (&loaded.record, &loaded.record.head);
            let versions = record.earlier.len();
            let told = format!(
                "{} {} {versions} {:?}",
                head.number, head.at, head.documents
            );
            parts.push(told.into_bytes());
        }
        if link.selection.readings {
            let readings = self.own.all::<inzage_measure::Reading>();
            let told = readings.map(|(entry, _)| format!("{} {}", entry.id, entry.history.len()));
            parts.extend(told.map(String::into_bytes));
        }
        let digest = inzage_share::digest(&parts);
        let mut digests = self.derived.digests.borrow_mut();
        digests.insert(of, digest.clone());
        digest
    }

    /// Every link, the newest first.
    pub(super) async fn all_links(&mut self, now: i64, lang: Lang) -> Result<Answer, Failure> {
        let mut links: Vec<Stored> = self.read_links().await?.values().cloned().collect();
        links.sort_by(|a, b| b.made.cmp(&a.made));
        let links = links.iter().map(|link| self.link_view(link, now, lang));
        Ok(Answer::Links(links.collect()))
    }

    /// One link as its owner sees it.
    pub(super) async fn link_answer(
        &mut self,
        id: &str,
        now: i64,
        lang: Lang,
    ) -> Result<Answer, Failure> {
        let link = self.link(id).await?;
        let mut view = self.link_view(&link, now, lang);
        // A list has no room for it.
        let code = inzage_share::qr(&view.link);
        view.code = code
            .filter(|_| !view.link.is_empty())
            .map(|code| (code.side, code.path));
        Ok(Answer::Link(Box::new(view)))
    }

    fn link_view(&self, link: &Stored, now: i64, lang: Lang) -> Link {
        let state = link.state(now);
        let words = link.words().filter(|_| state.lives());
        let accesses = link.told.iter().flat_map(|told| told.accesses.iter().rev());
        Link {
            id: link.id.clone(),
            name: link.name.clone(),
            sort: link.sort,
            state,
            until: words::moment(&self.at(link.expires), lang),
            days_left: state
                .lives()
                .then(|| link.expires.saturating_sub(now).div_euclid(DAY)),
            live: link.live && !link.halted,
            halted: link.halted,
            updated: link.updated.as_deref().map(|at| words::moment(at, lang)),
            link: words.unwrap_or_default(),
            passcode: link.passcode.clone().filter(|_| state.lives()),
            again: link.extended && link.sort == Sort::Plain && state.lives(),
            longer: link
                .longer(now)
                .filter(|_| state.lives())
                .map(|end| words::moment(&self.at(end), lang)),
            code: None,
            looks: accesses
                .map(|look| {
                    let opened = look.outcome == AccessOutcome::Opened;
                    let at = words::moment(&self.at(look.at), lang);
                    (at, look.recipient.clone(), opened)
                })
                .collect(),
            attempts_left: link.told.as_ref().and_then(|told| told.attempts_left),
            settled: link.gone || link.told.as_ref().is_some_and(|told| told.ended.is_some()),
        }
    }

    /// A moment in seconds since 1970 as RFC 3339, on the clock of this device.
    pub(super) fn at(&self, seconds: i64) -> String {
        let here = chrono::DateTime::parse_from_rfc3339(&self.log.now).ok();
        let here = here.map(|now| *now.offset());
        let moment = chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        match here {
            Some(offset) => moment.with_timezone(&offset).to_rfc3339(),
            None => moment.to_rfc3339(),
        }
    }
}
