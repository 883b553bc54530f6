//! Whom a caregiver helps: links that she keeps, each under a name, in a vault of her
//! own behind what she looks at (ADR 0180). That vault holds no record of anybody:
//! each link is opened by itself, and a copy lies in it as one closed package.

use std::collections::BTreeMap;

use inzage_share::{CareKeys, Link};
use inzage_vault::{Change, Device, Kind, Store};
use inzage_zib::view::Lang;
use serde::{Deserialize, Serialize};

use super::super::open::{Open, delete, put_json};
use super::super::protocol::helping::{Answer, Door, Person, Request, State};
use super::super::protocol::links::KeptAs;
use super::super::protocol::{Answer as Whole, Failure};
use super::super::{Engine, Outcome, random_hex, words};
use super::package::{KINDS, pack, unpack};
use super::viewing::{Guest, Viewing, Way};

/// What the names of these settings begin with.
const PREFIX: &str = "followed/";
/// Longest name, in characters.
const LONGEST_NAME: usize = 80;

/// A link as its caregiver keeps it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Followed {
    id: String,
    name: String,
    /// The link without a viewer, and its passcode: both are needed each time.
    link: String,
    passcode: String,
    /// Who asks, by her own saying.
    who: String,
    /// Whose data it showed last; empty when it did not say.
    whose: String,
    /// When it ends, in seconds since 1970, as it told last.
    expires: Option<i64>,
    /// When it opened last: RFC 3339.
    opened: String,
    /// Whether it opened nothing since.
    nothing: bool,
    /// When the copy was made: RFC 3339.
    copy: Option<String>,
}

/// Under which id a copy is kept.
fn copy_id(id: &str) -> String {
    format!("copy/{id}")
}

impl Followed {
    fn put(&self) -> Result<Change, Failure> {
        put_json(Kind::Setting, &format!("{PREFIX}{}", self.id), self)
    }

    /// It showed something just now. An end that was before that is not its end any more:
    /// its owner let it live longer.
    fn showed(&mut self, seen: &Viewing, now: &str) {
        let ahead = chrono::DateTime::parse_from_rfc3339(now).map(|now| now.timestamp());
        self.whose.clone_from(&seen.about.whose);
        self.expires = seen
            .about
            .expires
            .filter(|at| ahead.is_ok_and(|now| *at > now));
        now.clone_into(&mut self.opened);
        self.nothing = false;
    }

    fn said(self, now: i64, at: impl Fn(i64) -> String, lang: Lang) -> Person {
        let over = self.expires.is_some_and(|ends| ends <= now);
        Person {
            id: self.id,
            name: self.name,
            whose: self.whose,
            until: self.expires.map(|ends| words::moment(&at(ends), lang)),
            state: match (over, self.nothing) {
                (true, _) => State::Over,
                (_, true) => State::Nothing,
                _ => State::Opens,
            },
            opened: words::moment(&self.opened, lang),
            copy: self.copy.map(|at| words::moment(&at, lang)),
        }
    }
}

impl<S: Store> Open<S> {
    /// The links that are kept here, by id.
    async fn followed(&self) -> Result<BTreeMap<String, Followed>, Failure> {
        let (settings, _) = self.vault.read_all(Kind::Setting).await?;
        let links = settings.into_iter().filter_map(|(name, bytes)| {
            let id = name.strip_prefix(PREFIX)?.to_owned();
            Some((id, serde_json::from_slice(&bytes).ok()?))
        });
        Ok(links.collect())
    }

    async fn follows(&self, id: &str) -> Result<Followed, Failure> {
        let known = self.followed().await?.remove(id);
        known.ok_or(Failure::NotFound)
    }

    /// The one that is kept of what is looked at.
    async fn keeps(&self, seen: &Viewing) -> Result<Option<Followed>, Failure> {
        let mut all = self.followed().await?.into_values();
        Ok(match &seen.way {
            Way::Preview => None,
            Way::Link(from) => all.find(|kept| kept.link == from.link.bare()),
            Way::Copy { id, .. } => all.find(|kept| kept.id == *id),
        })
    }

    /// As what the vault keeps what is looked at.
    pub(super) async fn kept_as(&self, seen: &Viewing, lang: Lang) -> Option<KeptAs> {
        let kept = self.keeps(seen).await.ok().flatten()?;
        Some(KeptAs {
            id: kept.id,
            name: kept.name,
            copy: kept.copy.map(|at| words::moment(&at, lang)),
        })
    }

    /// Everything that is looked at, as one package.
    async fn packed(&self) -> Result<Vec<u8>, Failure> {
        let about = &self.viewing.as_ref().ok_or(Failure::NotFound)?.about;
        let mut changes = Vec::new();
        for kind in KINDS {
            let (all, _) = self.vault.read_all(kind).await?;
            let put = |(id, bytes)| Change::Put { kind, id, bytes };
            changes.extend(all.into_iter().map(put));
        }
        pack(about, changes)
    }
}

impl<D: Device> Engine<D> {
    /// The vault of whoever sits here: open, or behind what is looked at.
    pub(in super::super) fn home(&self) -> Option<&Open<D::Store>> {
        let open = self.open.as_ref().filter(|open| open.viewing.is_none());
        self.aside.as_ref().or(open)
    }

    /// As [`Engine::home`].
    pub(in super::super) fn home_mut(&mut self) -> Option<&mut Open<D::Store>> {
        let open = self.open.as_mut().filter(|open| open.viewing.is_none());
        self.aside.as_mut().or(open)
    }

    /// Opens a vault of whoever sits here; what is looked at stays in front of it.
    pub(in super::super) fn open_own(&mut self, own: Open<D::Store>) {
        if self.looks() {
            self.aside = Some(own);
        } else {
            self.open = Some(own);
        }
    }

    /// Whether something is looked at that is not one's own.
    pub(in super::super) fn looks(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| open.viewing.is_some())
    }

    /// What a caregiver asks of her list. When another tab changed the same thing
    /// first, it is read again and done once more.
    pub(in super::super) async fn helping(&mut self, request: Request) -> Outcome {
        for _ in 0..3 {
            match self.helping_once(request.clone()).await {
                Err(Failure::Conflict) => {
                    self.home_mut().ok_or(Failure::Locked)?.reload().await?;
                }
                outcome => return outcome,
            }
        }
        Err(Failure::Storage)
    }

    async fn helping_once(&mut self, request: Request) -> Outcome {
        match request {
            Request::All { now } => return self.people(now).await,
            Request::Keep { name } => self.keep_link(&name).await?,
            Request::Open { id } => return self.door(&id).await,
            Request::Nothing { id } => {
                let mut kept = self.follows(&id).await?;
                kept.nothing = true;
                self.keep(vec![kept.put()?]).await?;
            }
            Request::Remove { id } => {
                let mut gone = vec![delete(Kind::Setting, &format!("{PREFIX}{id}"))];
                if self.follows(&id).await?.copy.is_some() {
                    gone.push(delete(Kind::Document, &copy_id(&id)));
                }
                self.keep(gone).await?;
            }
            Request::Copy => self.copy().await?,
            Request::OpenCopy { id } => return self.open_copy(&id).await,
            Request::DropCopy { id } => {
                let mut kept = self.follows(&id).await?;
                kept.copy = None;
                let gone = delete(Kind::Document, &copy_id(&id));
                self.keep(vec![kept.put()?, gone]).await?;
            }
        }
        Ok(Whole::Done)
    }

    async fn follows(&self, id: &str) -> Result<Followed, Failure> {
        self.home().ok_or(Failure::Locked)?.follows(id).await
    }

    /// Writes changes to the list; nothing that is derived changes by it.
    async fn keep(&mut self, changes: Vec<Change>) -> Result<(), Failure> {
        let own = self.aside.as_ref().or(self.open.as_ref());
        let vault = &own.ok_or(Failure::Locked)?.vault;
        Ok(vault.commit(changes, self.rng.as_mut()).await?)
    }

    async fn people(&self, now: i64) -> Outcome {
        let own = self.home().ok_or(Failure::Locked)?;
        let all = own.followed().await?.into_values();
        let said = |kept: Followed| kept.said(now, |at| own.at(at), self.lang);
        let mut people: Vec<Person> = all.map(said).collect();
        people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id.clone()));
        Ok(Whole::Helping(Answer::People(people)))
    }

    /// Keeps the link that is looked at; one that is kept already gets this name.
    async fn keep_link(&mut self, name: &str) -> Result<(), Failure> {
        let own = self.home().ok_or(Failure::Locked)?;
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let seen = open.viewing.as_ref().ok_or(Failure::NotFound)?;
        let known = own.keeps(seen).await?;
        let mut kept = match (&seen.way, known) {
            (_, Some(known)) => known,
            (Way::Link(from), None) => Followed {
                id: random_hex::<16>(self.rng.as_mut()),
                name: String::new(),
                link: from.link.bare(),
                passcode: from.passcode.clone(),
                who: from.who.clone(),
                whose: String::new(),
                expires: None,
                opened: String::new(),
                nothing: false,
                copy: None,
            },
            _ => return Err(Failure::NotFound),
        };
        kept.name = name.trim().chars().take(LONGEST_NAME).collect();
        if matches!(seen.way, Way::Link(_)) {
            kept.showed(seen, &(self.clock)());
        }
        self.keep(vec![kept.put()?]).await
    }

    /// Begins to open a link that is kept: with its passcode, which is kept with it.
    async fn door(&mut self, id: &str) -> Outcome {
        let kept = self.follows(id).await?;
        let link = Link::parse(&kept.link).map_err(|_| Failure::Damaged)?;
        let (url, direct) = (link.payload().url.clone(), link.payload().direct);
        self.guest = Guest::of(link);
        let proof = self.guest.prove(&kept.passcode, &kept.who)?;
        Ok(Whole::Helping(Answer::Door(Door {
            url,
            direct,
            who: kept.who,
            proof,
        })))
    }

    /// What is looked at was opened through a link: a link that is kept tells what it
    /// showed.
    pub(super) async fn note_opened(&mut self) {
        let (Some(own), Some(open)) = (&self.aside, &self.open) else {
            return;
        };
        let Some(seen) = &open.viewing else { return };
        if let Ok(Some(mut kept)) = own.keeps(seen).await {
            kept.showed(seen, &(self.clock)());
            if let Ok(put) = kept.put() {
                // It opened, also when that cannot be written down now.
                let _ = self.keep(vec![put]).await;
            }
        }
    }

    /// Keeps what is looked at, live no longer. A copy is kept already, of its own day.
    async fn copy(&mut self) -> Result<(), Failure> {
        let open = self.open.as_ref().ok_or(Failure::Locked)?;
        let seen = open.viewing.as_ref().ok_or(Failure::NotFound)?;
        if !matches!(seen.way, Way::Link(_)) {
            return Err(Failure::NotFound);
        }
        let own = self.home().ok_or(Failure::Locked)?;
        let kept = own.keeps(seen).await?;
        let mut kept = kept.ok_or(Failure::NotFound)?;
        let bytes = open.packed().await?;
        kept.copy = Some((self.clock)());
        let (kind, id) = (Kind::Document, copy_id(&kept.id));
        self.keep(vec![kept.put()?, Change::Put { kind, id, bytes }])
            .await
    }

    async fn open_copy(&mut self, id: &str) -> Outcome {
        let own = self.home().ok_or(Failure::Locked)?;
        let kept = own.follows(id).await?;
        let at = kept.copy.ok_or(Failure::NotFound)?;
        let file = own.vault.document(&copy_id(id)).await?;
        let (about, changes) = unpack(&file.ok_or(Failure::NotFound)?)?;
        let way = Way::Copy {
            id: id.to_owned(),
            at,
        };
        self.show(changes, about, way).await
    }
}

/// What opens the content of a link, and what its server is shown as passcode.
impl Guest {
    /// Derives the keys of the link.
    pub(super) fn prove(&mut self, passcode: &str, who: &str) -> Result<Option<String>, Failure> {
        let link = self.link.as_ref().ok_or(Failure::NotFound)?;
        let (content, shown) = match link {
            Link::Care(payload) => {
                let keys = CareKeys::derive(&payload.key, passcode).ok_or(Failure::Internal)?;
                (keys.content, Some(keys.proof.text()))
            }
            Link::Plain(payload) => {
                let shown = payload.passcode.then(|| passcode.trim().to_owned());
                (payload.key.clone(), shown)
            }
        };
        self.content = Some(content);
        passcode.clone_into(&mut self.passcode);
        who.clone_into(&mut self.who);
        self.files.clear();
        Ok(shown)
    }
}
