//! Requests as the page shows them.

use inzage_own::Entry;
use inzage_request::letter::{Envelope, Letter, letter};
use inzage_request::{Asked, Line, Said, Sender, State, Term, Way, lines};
use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::super::measuring::sort_key;
use super::super::open::Open;
use super::super::protocol::asking::{Answer, Brief, Form, Shown};
use super::super::protocol::{Failure, SourceMark};
use super::super::words;
use super::about::via;

impl<S: Store> Open<S> {
    /// Requests, newest first.
    pub(super) fn all_asked(&self, which: impl Fn(&Asked) -> bool, lang: Lang) -> Vec<Brief> {
        let all = self.own.all::<Asked>();
        let mut all: Vec<_> = all
            .filter(|(_, asked)| which(asked))
            .map(|(entry, asked)| {
                let key = sort_key(&asked.created);
                (key, self.brief_asked(entry, &asked, lang))
            })
            .collect();
        all.sort_by(|(a, _), (b, _)| b.cmp(a));
        all.into_iter().map(|(_, brief)| brief).collect()
    }

    /// Those about an entry, or about the treatment that it is part of.
    pub(super) fn asked_about(&self, number: &str, lang: Lang) -> Vec<Brief> {
        let treatment = self.target(number).ok().and_then(|target| target.treatment);
        let about = |asked: &Asked| {
            asked.target.as_ref().is_some_and(|target| {
                target.entry == number || (treatment.is_some() && target.treatment == treatment)
            })
        };
        self.all_asked(about, lang)
    }

    fn brief_asked(&self, entry: &Entry, asked: &Asked, lang: Lang) -> Brief {
        let target = asked.target.as_ref().map(|target| target.display.clone());
        let missing = asked.missing.as_ref().map(|missing| missing.name.clone());
        let at = asked
            .steps()
            .last()
            .map(|step| words::moment(&step.at, lang));
        Brief {
            id: entry.id.clone(),
            kind: asked.kind,
            about: target.or(missing).unwrap_or_default(),
            to: SourceMark {
                name: asked.provider.name.clone(),
                ..self.mark(&asked.provider.id)
            },
            via: via(&asked.way),
            state: self.stands(entry, asked),
            at: at.unwrap_or_default(),
        }
    }

    /// One request, with everything.
    pub(super) fn one_asked(&self, id: &str, lang: Lang) -> Result<Answer, Failure> {
        let entry = self.own.get(id).ok_or(Failure::NotFound)?;
        let asked = self.kept_asked(id)?;
        let brief = self.brief_asked(entry, &asked, lang);
        let steps = steps(&asked, &brief.state, lang);
        let target = asked.target.as_ref();
        let loaded = target.and_then(|target| self.records.get(&target.entry));
        let letter = (asked.way == Way::Letter).then(|| self.letter_of(&asked));
        let receipt = asked.receipt().cloned().unwrap_or_default();
        Ok(Answer::One(Box::new(Shown {
            entry: loaded.map(|loaded| (loaded.chapter(), loaded.record.head.number.clone())),
            lines: self.goes(&asked),
            letter,
            steps,
            open: asked.is_open(),
            number: receipt.number,
            login: match &asked.way {
                Way::Vendor { group, service } | Way::Correction { group, service } => {
                    (group.clone(), service.clone())
                }
                Way::Letter => (String::new(), String::new()),
            },
            month: asked.kind.term() == Term::Month,
            phones: self.phones_of(&asked.provider.id),
            known: self.known.is_some(),
            trace_id: asked.trace_id.clone(),
            form: form(asked),
            brief,
        })))
    }

    fn letter_of(&self, asked: &Asked) -> Letter {
        // Without a confirmed person her name is written by hand.
        let sender = self.asker(asked).unwrap_or_else(|_| Sender::default());
        let envelope = Envelope {
            birth: inzage_zib::date_text(&sender.birth, Lang::Nl),
            from: self.person_lives(&asked.provider.id),
            to: self.address_of(&asked.provider.id),
        };
        letter(asked, &sender, &envelope)
    }

    /// What goes, word for word. The vendor's API says nothing of the person: its
    /// login does.
    fn goes(&self, asked: &Asked) -> Vec<(Said, String)> {
        let correction = matches!(asked.way, Way::Correction { .. });
        let sender = self.asker(asked).ok().filter(|_| correction);
        let from = sender.map(|sender| (Said::From, from(&sender)));
        let lines = lines(asked).into_iter();
        from.into_iter()
            .chain(lines.map(|Line { said, text }| (said, text)))
            .collect()
    }
}

/// The person as a correction names her, in Dutch as it goes.
fn from(sender: &Sender) -> String {
    let sex = match sender.sex.as_str() {
        "male" => "man",
        "female" => "vrouw",
        "other" => "geslacht anders",
        "unknown" => "geslacht onbekend",
        _ => "",
    };
    let birth = inzage_zib::date_text(&sender.birth, Lang::Nl);
    let born = (!birth.is_empty()).then(|| format!("geboren op {birth}"));
    let number = sender.number.as_ref();
    let number = number.map(|key| format!("nummer {}", key.value));
    let parts = [
        Some(sender.name.clone()),
        born,
        Some(sex.to_owned()),
        number,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// What became of it; the last as it stands.
fn steps(asked: &Asked, now: &State, lang: Lang) -> Vec<(State, String)> {
    let steps = asked.steps();
    let mut steps: Vec<_> = steps
        .map(|step| (step.state.clone(), words::moment(&step.at, lang)))
        .collect();
    if let Some((last, _)) = steps.last_mut() {
        last.clone_from(now);
    }
    steps
}

fn form(asked: Asked) -> Form {
    Form {
        kind: asked.kind,
        provider: asked.provider.id,
        entry: asked
            .target
            .map(|target| target.entry)
            .filter(|number| !number.is_empty()),
        text: asked.text,
        since: asked.since,
        missing: asked.missing.unwrap_or_default(),
    }
}
