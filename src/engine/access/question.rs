//! "Ken ik niet": a question to the provider about one use of the data.

use inzage_dossier::access::Use;
use inzage_request::{Asked, Key, Kind, Provider, State, Target};
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::super::asking::about::one_line;
use super::super::open::Open;
use super::super::protocol::Failure;
use super::super::protocol::access::Which;
use super::super::providers::not_found;
use super::super::words;
use super::shown::{clock, deed, who};

/// Most characters of each text of the provider in a proposed question.
const LONGEST: usize = 500;

impl<S: Store> Open<S> {
    /// What was asked about a use: id, and how it stands.
    pub(super) fn asked_about_use(&self, which: &Which) -> Option<(String, State)> {
        let mut all = self.own.all::<Asked>();
        all.find_map(|(entry, asked)| {
            let target = asked.target.as_ref()?;
            let same = asked.kind == Kind::Question
                && target.source == which.provider
                && target.use_of_data() == Some(which.id.as_str());
            same.then(|| (entry.id.clone(), self.stands(entry, &asked)))
        })
    }

    /// A concept that asks about a use; the one that is there when there is one.
    pub(super) async fn question(
        &mut self,
        which: &Which,
        rng: &mut dyn CryptoRng,
    ) -> Result<String, Failure> {
        if let Some((id, _)) = self.asked_about_use(which) {
            return Ok(id);
        }
        // In Dutch, as it goes.
        let all = self.all_uses(Lang::Nl);
        let mut all = all.iter();
        let found = all.find(|it| it.provider == which.provider && it.told.id == which.id);
        let asked = self.question_about(not_found(found)?);
        let by = self.by(asked.created.clone()).await?;
        let entry = Self::own_new(&asked, by, rng)?;
        let id = entry.id.clone();
        self.own_keep(vec![entry], &[], rng).await?;
        Ok(id)
    }

    fn question_about(&self, found: &Use) -> Asked {
        let to = &found.provider;
        let provider = Provider {
            name: self.mark(to).name,
            number: self.provider_number(to),
            id: to.clone(),
        };
        let (way, created) = (self.way(to, Kind::Question), self.log.now.clone());
        let mut asked = Asked::new(Kind::Question, provider, way, text(found), created);
        asked.target = Some(Target {
            entry: found.entry.clone().unwrap_or_default(),
            source: to.clone(),
            identifiers: vec![Key {
                system: String::new(),
                value: found.told.id.clone(),
            }],
            display: format!("Gebruik van mijn gegevens op {}", moment(found)),
            ..Target::default()
        });
        asked
    }
}

fn moment(found: &Use) -> String {
    let day = words::day(&found.told.at, Lang::Nl);
    let clock = clock(&found.told);
    if clock.is_empty() {
        day
    } else {
        format!("{day} om {clock}")
    }
}

/// A text of the provider that goes back to it: one line that any system takes.
fn short(text: &str) -> String {
    one_line(text).chars().take(LONGEST).collect()
}

/// What is proposed to ask; the person changes it as she likes.
fn text(found: &Use) -> String {
    let told = &found.told;
    let who = who(told);
    let lines = [
        ("Wanneer", moment(found)),
        ("Wie", who),
        ("Wat", deed(told, Lang::Nl)),
        ("Reden", told.purpose.clone()),
    ];
    let lines = lines.map(|(label, text)| (label, short(&text)));
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let lines: Vec<String> = lines
        .map(|(label, text)| format!("{label}: {text}"))
        .collect();
    format!(
        "Ik zag dat mijn gegevens zijn gebruikt. Dit ken ik niet:\n\n{}\n\nWilt u mij laten \
         weten wie dit was en waarom dit nodig was?",
        lines.join("\n")
    )
}
