//! Every interleaving, against a provider that remembers what it got.

use super::*;
use proptest::prelude::*;

/// What can happen.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// The app writes that it leaves; `word`: the person says that it may go again.
    Leave {
        word: bool,
    },
    /// What left is taken, and the answer comes.
    Taken,
    /// What left is taken, and the answer is lost: a time-out, or a crash.
    TakenAndLost,
    /// What left is not taken, and nobody knows: a crash before it went.
    Crash,
    /// The app knows that it did not arrive.
    NotSent,
    /// The provider refuses it.
    Refused,
    /// At the provider: seen, answered.
    See,
    Answer,
    /// The person withdraws; the answer may be lost.
    Withdraw {
        lost: bool,
    },
    /// The app asks how it stands.
    Ask,
    /// The person types something else.
    Edit,
    /// The person posts a letter.
    Post,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => any::<bool>().prop_map(|word| Act::Leave { word }),
        2 => Just(Act::Taken),
        2 => Just(Act::TakenAndLost),
        1 => Just(Act::Crash),
        1 => Just(Act::NotSent),
        1 => Just(Act::Refused),
        1 => Just(Act::See),
        1 => Just(Act::Answer),
        1 => any::<bool>().prop_map(|lost| Act::Withdraw { lost }),
        2 => Just(Act::Ask),
        1 => Just(Act::Edit),
        1 => Just(Act::Post),
    ]
}

/// A provider that remembers.
#[derive(Default)]
struct There {
    /// Text of each request that it has.
    got: Vec<String>,
    state: Option<State>,
}

impl There {
    /// Takes a request; with an idempotency key the same is not taken twice.
    fn take(&mut self, text: &str, knows_again: bool) {
        if !knows_again || self.got.is_empty() {
            self.got.push(text.to_owned());
        }
        self.state.get_or_insert(State::Sent(Receipt::default()));
    }

    /// What became of it, oldest first.
    fn now(&self) -> Vec<Step> {
        let taken = State::Sent(Receipt::default());
        let states = self.state.clone().map(|now| [taken, now]);
        let at = AT.to_owned();
        let step = |state| Step {
            state,
            at: at.clone(),
        };
        states.into_iter().flatten().map(step).collect()
    }
}

/// The app, the provider, and how often the person gave her word.
struct World {
    here: Asked,
    there: There,
    /// Something is between the two.
    away: bool,
    words: usize,
}

impl World {
    fn act(&mut self, act: Act) {
        let knows_again = self.here.way.knows_again();
        match act {
            Act::Leave { word } => {
                let doubtful = matches!(self.here.state(), State::Sending | State::Uncertain);
                if self.here.happen(Event::Leave { again: word }, AT) {
                    self.words += usize::from(doubtful && word);
                    self.away = true;
                }
            }
            Act::Taken if self.away => {
                self.there.take(&self.here.text, knows_again);
                self.end(Event::Taken(Receipt::default()));
            }
            Act::TakenAndLost if self.away => {
                self.there.take(&self.here.text, knows_again);
                self.end(Event::Lost);
            }
            // The state that was written stays; nobody tells how it ended.
            Act::Crash => self.away = false,
            Act::NotSent if self.away => self.end(Event::NotSent),
            Act::Refused if self.away => self.end(Event::Refused("te lang".into())),
            Act::See if self.there.state == Some(State::Sent(Receipt::default())) => {
                self.there.state = Some(State::Seen);
            }
            Act::Answer if matches!(self.there.state, Some(State::Sent(_) | State::Seen)) => {
                self.there.state = Some(State::Answered(no()));
            }
            Act::Withdraw { lost } => self.withdraw(lost),
            Act::Ask if knows_again && !self.away => {
                self.here.happen(Event::Heard(self.there.now()), AT);
            }
            Act::Edit if self.here.is_open() => self.here.text.push('!'),
            Act::Post => {
                self.here.happen(Event::Posted, AT);
            }
            _ => {}
        }
    }

    fn end(&mut self, event: Event) {
        self.here.happen(event, AT);
        self.away = false;
    }

    fn withdraw(&mut self, lost: bool) {
        // Only what has a number there can be withdrawn, and only with the vendor.
        if !self.here.way.knows_again() || self.here.receipt().is_none() {
            return;
        }
        if matches!(self.there.state, Some(State::Sent(_) | State::Seen)) {
            self.there.state = Some(State::Withdrawn);
        }
        if !lost {
            self.here.happen(Event::Heard(self.there.now()), AT);
        }
    }

    fn holds(&self) -> Result<(), TestCaseError> {
        let (here, there) = (&self.here, &self.there);
        prop_assert!(here.way.reaches().contains(&here.state().stage()));
        if here.way == Way::Letter {
            prop_assert!(there.got.is_empty());
            return Ok(());
        }
        // Never a second one; without a key only by the person's word.
        let most = if here.way.knows_again() {
            1
        } else {
            1 + self.words
        };
        prop_assert!(there.got.len() <= most);
        // Never a lost one: what is there is not shown as if it were not.
        prop_assert!(there.got.is_empty() || !here.is_open());
        // What is there says what is here.
        prop_assert!(there.got.iter().all(|text| *text == here.text));
        // Taken is only said of what was taken; and nothing that cannot be known.
        prop_assert!(here.receipt().is_none() || !there.got.is_empty());
        if let State::Answered(_) | State::Seen | State::Withdrawn = here.state() {
            prop_assert!(here.way.knows_again());
        }
        if let State::Answered(_) = here.state() {
            prop_assert_eq!(there.state.as_ref(), Some(here.state()));
        }
        Ok(())
    }
}

fn no() -> Reply {
    Reply {
        outcome: Outcome::No,
        text: "Dit kan niet.".into(),
        by: "dr. Smit".into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_goes_twice_or_gets_lost_and_nothing_unknown_is_shown(
        way in 0_usize..3,
        acts in proptest::collection::vec(act(), 0..40),
    ) {
        let kind = Kind::Change(Change::Dose);
        let way = ways().into_iter().nth(way).unwrap();
        let mut world = World {
            here: asked(kind, way, "Graag minder"),
            there: There::default(),
            away: false,
            words: 0,
        };
        for act in acts {
            world.act(act);
            world.holds()?;
        }
        // In the end the vendor has it for certain: sending again is always safe.
        if world.here.way.knows_again() && world.here.receipt().is_none() {
            world.act(Act::Leave { word: false });
            world.act(Act::Taken);
            world.holds()?;
            prop_assert_eq!(world.there.got.len(), 1);
            prop_assert_eq!(world.here.state().stage(), Stage::Sent);
        }
    }
}

#[test]
fn a_correction_that_may_be_there_needs_the_persons_word() {
    let [_, correction, _] = ways();
    let mut asked = asked(Kind::Wrong, correction, "Dit is fout");
    assert!(asked.happen(Event::Leave { again: false }, AT));
    assert!(asked.happen(Event::Lost, AT));
    assert!(!asked.happen(Event::Leave { again: false }, AT));
    assert!(asked.happen(Event::Leave { again: true }, AT));
    // This time it certainly did not arrive; the first time it may have.
    assert!(asked.happen(Event::NotSent, AT));
    assert_eq!(*asked.state(), State::Uncertain);
}

#[test]
fn what_a_way_cannot_know_is_not_taken_on_and_not_shown() {
    let [_, correction, letter] = ways();
    for way in [correction, letter] {
        let mut asked = asked(Kind::Wrong, way, "Dit is fout");
        asked.happen(Event::Leave { again: false }, AT);
        asked.happen(Event::Taken(Receipt::default()), AT);
        let before = asked.state().clone();
        let answered = Step {
            state: State::Answered(no()),
            at: AT.into(),
        };
        assert!(!asked.happen(Event::Heard(vec![answered.clone()]), AT));
        // Nor when it was written by something else.
        asked.steps.push(answered);
        assert_eq!(*asked.state(), before);
    }
}

#[test]
fn a_letter_is_posted_by_the_person_and_can_not_be_sent() {
    let [vendor, _, letter] = ways();
    let mut posted = asked(Kind::Missing, letter, "x");
    assert!(!posted.happen(Event::Leave { again: true }, AT));
    assert!(posted.happen(Event::Posted, AT));
    assert_eq!(*posted.state(), State::Posted);
    let mut other = asked(Kind::Missing, vendor, "x");
    assert!(!other.happen(Event::Posted, AT));
}

#[test]
fn news_goes_forward_only() {
    let [vendor, ..] = ways();
    let mut asked = asked(Kind::Change(Change::Stop), vendor, "x");
    asked.happen(Event::Leave { again: false }, AT);
    asked.happen(Event::Taken(Receipt::default()), AT);
    let step = |state| Step {
        state,
        at: AT.into(),
    };
    let all = vec![
        step(State::Sent(Receipt::default())),
        step(State::Seen),
        step(State::Answered(no())),
    ];
    assert!(asked.happen(Event::Heard(all.clone()), AT));
    assert!(!asked.happen(Event::Heard(all), AT));
    assert!(!asked.happen(Event::Heard(vec![step(State::Withdrawn)]), AT));
    let stages: Vec<Stage> = asked.steps().map(|step| step.state.stage()).collect();
    let (draft, sending) = (Stage::Draft, Stage::Sending);
    assert_eq!(
        stages,
        [draft, sending, Stage::Sent, Stage::Seen, Stage::Answered]
    );
}
