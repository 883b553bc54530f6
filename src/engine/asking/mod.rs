//! Asking something of a provider, in the open vault. What leaves is kept as on its
//! way before the page gets its bytes; a request changes nothing that was received.

pub(super) mod about;
mod calling;
mod sending;
mod shown;

use inzage_api::{Takes, VendorPart};
use inzage_dossier::logbook::What;
use inzage_own::{Entry, Payload as _};
use inzage_request::{
    Asked, Event, Kind, Missing, Provider, State, Target, Way, Wrong, check, check_line,
};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::Open;
use super::protocol::asking::{Answer, Field, Form, Request};
use super::protocol::{Answer as Whole, Failure};

impl<S: Store> Open<S> {
    /// Requests about asking something.
    pub(super) async fn asking(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let answer = match request {
            Request::Begin { entry } => Answer::Start(self.begin_asking(entry.as_deref(), lang)?),
            Request::Keep {
                id,
                form,
                draft,
                now,
            } => self.keep_asked(id, form, draft, now, rng).await?,
            Request::One { id } => self.one_asked(&id, lang)?,
            Request::All => Answer::All(self.all_asked(|_| true, lang)),
            Request::About { entry } => Answer::All(self.asked_about(&entry, lang)),
            Request::Delete { id, now } => {
                self.throw_away(&id, now, rng).await?;
                Answer::All(self.all_asked(|_| true, lang))
            }
            Request::Posted { id, now } => {
                self.happened(&id, Event::Posted, now, rng).await?;
                self.one_asked(&id, lang)?
            }
            Request::Leave { id, again, now } => {
                Answer::Parcel(self.leave(&id, again, now, rng).await?)
            }
            Request::Ended { id, end, now } => {
                self.ended(&id, end, now, rng).await?;
                self.one_asked(&id, lang)?
            }
            Request::Heard { bytes, now } => {
                self.heard(&bytes, &now, rng).await?;
                Answer::All(self.all_asked(|_| true, lang))
            }
        };
        Ok(Whole::Asking(Box::new(answer)))
    }

    /// How a kind of request goes to a provider.
    pub(super) fn way(&self, provider: &str, kind: Kind) -> Way {
        let groups = self.providers.get(provider).into_iter();
        let groups = groups.flat_map(|known| known.groups.iter());
        let mut ways = groups.filter_map(|group| match kind {
            Kind::Change(_) | Kind::Missing | Kind::Question => {
                let vendor = group.vendor.as_ref()?;
                let takes = vendor.parts.contains(&VendorPart::Requests);
                takes.then(|| Way::Vendor {
                    group: group.id.clone(),
                    service: vendor.service.clone(),
                })
            }
            Kind::Wrong => {
                let mut takes = group.takes.iter();
                let taking = takes.find(|taking| taking.takes == Takes::Corrections)?;
                Some(Way::Correction {
                    group: group.id.clone(),
                    service: taking.id.clone(),
                })
            }
            Kind::Right(_) => None,
        });
        ways.next().unwrap_or(Way::Letter)
    }

    fn kept_asked(&self, id: &str) -> Result<Asked, Failure> {
        let entry = self.own.get(id);
        entry.and_then(Entry::now_typed).ok_or(Failure::NotFound)
    }

    async fn keep_asked(
        &mut self,
        id: Option<String>,
        form: Form,
        draft: String,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<Answer, Failure> {
        let wrong = wrong(&form);
        if !wrong.is_empty() {
            return Ok(Answer::Wrong(wrong));
        }
        let target = match &form.entry {
            Some(number) => Some(self.target(number)?),
            None => None,
        };
        let by = self.by(now.clone()).await?;
        let entry = match id {
            None => Self::own_new(&self.filled(form, target, now), by, rng)?,
            Some(id) => {
                let kept = self.kept_asked(&id)?;
                if !kept.is_open() {
                    return Err(Failure::Conflict);
                }
                let target = kept.target.or(target);
                self.tell(What::Changed {
                    kind: Asked::KIND.to_owned(),
                    count: 1,
                    by: by.author.helper().map(str::to_owned),
                });
                self.own_corrected(&id, &self.filled(form, target, kept.created), by)?
            }
        };
        let id = entry.id.clone();
        self.own_keep(vec![entry], &[draft], rng).await?;
        Ok(Answer::Kept(id))
    }

    /// A concept of what was filled in.
    fn filled(&self, form: Form, target: Option<Target>, created: String) -> Asked {
        let way = self.way(&form.provider, form.kind);
        let provider = Provider {
            name: self.mark(&form.provider).name,
            number: self.provider_number(&form.provider),
            id: form.provider,
        };
        let text = if form.text.trim().is_empty() && form.kind == Kind::Missing {
            inzage_request::MISSING.to_owned()
        } else {
            form.text
        };
        let mut asked = Asked::new(form.kind, provider, way, text, created);
        asked.target = target;
        asked.since = form.since;
        asked.missing = (form.kind == Kind::Missing).then_some(form.missing);
        asked
    }

    async fn throw_away(
        &mut self,
        id: &str,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        if !self.kept_asked(id)?.is_open() {
            return Err(Failure::Conflict);
        }
        let entry = self.own_deleted::<Asked>(id, self.by(now).await?)?;
        self.own_keep(vec![entry], &[], rng).await
    }

    /// Keeps what happened to a request; nothing when it cannot happen now.
    async fn happened(
        &mut self,
        id: &str,
        event: Event,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<bool, Failure> {
        let mut asked = self.kept_asked(id)?;
        if !asked.happen(event, &now) {
            return Ok(false);
        }
        if matches!(asked.state(), State::Withdrawn | State::Posted) {
            self.tell_asked(&asked);
        }
        self.keep_state(id, &asked, now, rng).await?;
        Ok(true)
    }

    async fn keep_state(
        &mut self,
        id: &str,
        asked: &Asked,
        now: String,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let entry = self.own_corrected(id, asked, self.by(now).await?)?;
        self.own_keep(vec![entry], &[], rng).await
    }
}

/// What is wrong with what was filled in.
fn wrong(form: &Form) -> Vec<(Field, Wrong)> {
    let Missing {
        name,
        dose,
        prescriber,
    } = &form.missing;
    let optional = |text: &str, found: Result<(), Wrong>| match found {
        Err(Wrong::Empty) if text.is_empty() => Ok(()),
        found => found,
    };
    let text = check(&form.text);
    let text = if form.kind.needs_text() {
        text
    } else {
        optional(form.text.trim(), text)
    };
    let mut all = vec![
        (
            Field::Since,
            optional(form.since.trim(), check_line(&form.since)),
        ),
        (Field::Text, text),
    ];
    if form.kind == Kind::Missing {
        all.push((Field::Name, check_line(name)));
        all.push((Field::Dose, optional(dose.trim(), check_line(dose))));
        let found = optional(prescriber.trim(), check_line(prescriber));
        all.push((Field::Prescriber, found));
    }
    if form.provider.is_empty() {
        all.push((Field::Provider, Err(Wrong::Empty)));
    }
    let found = all
        .into_iter()
        .filter_map(|(field, found)| Some((field, found.err()?)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(field, _)| *field);
    found
}
