//! Whatever is done to own readings, each keeps exactly the history it should.

use super::*;

use super::measure::{Answer as Measured, Done, Kind, One, Part, Request as Ask, Typed};
use proptest::prelude::*;
use std::collections::BTreeMap;

const NOW: &str = "2026-05-26T11:00:00+02:00";

#[derive(Clone, Debug)]
enum Step {
    Enter(u8, u8),
    Correct(usize, u8),
    Delete(usize),
    Import(u8, u8),
    ImportWhatWasExported,
    Reload,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0_u8..4, 70_u8..73).prop_map(|(minute, kilos)| Step::Enter(minute, kilos)),
        3 => (0_usize..6, 70_u8..73).prop_map(|(nth, kilos)| Step::Correct(nth, kilos)),
        2 => (0_usize..6).prop_map(Step::Delete),
        2 => (0_u8..4, 70_u8..73).prop_map(|(minute, kilos)| Step::Import(minute, kilos)),
        1 => Just(Step::ImportWhatWasExported),
        1 => Just(Step::Reload),
    ];
    proptest::collection::vec(step, 1..16)
}

/// A reading as the test knows it, by its own rules.
struct Known {
    id: String,
    minute: u8,
    history: Vec<(Done, u8)>,
}

impl Known {
    fn now(&self) -> Option<u8> {
        let (done, kilos) = self.history.last()?;
        (*done != Done::Deleted).then_some(*kilos)
    }
}

fn typed(minute: u8, kilos: u8) -> Typed {
    Typed {
        kind: Kind::Weight,
        at: format!("2026-05-25T08:{minute:02}:00+02:00"),
        numbers: BTreeMap::from([(Part::Weight, kilos.to_string())]),
        milligrams: false,
        moment: None,
        slot: None,
        note: String::new(),
    }
}

impl Bench {
    pub(super) fn weighed(&mut self, id: Option<String>, minute: u8, kilos: u8) -> String {
        let (sure, draft, now) = (true, None, NOW.into());
        let typed = typed(minute, kilos);
        match self.ask(Request::Measure(Ask::Keep {
            id,
            typed,
            sure,
            draft,
            now,
        })) {
            Answer::Measure(Measured::Kept(id)) => id,
            _ => panic!("kept"),
        }
    }

    fn imported(&mut self, bytes: Vec<u8>) {
        let now = NOW.into();
        let answer = self.ask(Request::Measure(Ask::Import { bytes, now }));
        assert!(matches!(answer, Answer::Measure(Measured::Preview(_))));
    }

    fn exported(&mut self) -> Vec<u8> {
        match self.ask(Request::Measure(Ask::Export)) {
            Answer::Bytes(bytes) => bytes,
            _ => panic!("a file"),
        }
    }

    fn all_ids(&mut self) -> Vec<String> {
        let ways = self.shown(Kind::Weight).ways.into_iter().flatten();
        let id = |way| match way {
            measure::Way::Reading(id) => id,
            other => panic!("{other:?}"),
        };
        ways.map(id).collect()
    }

    fn told(&mut self, id: &str) -> One {
        match self.ask(Request::Measure(Ask::One { id: id.into() })) {
            Answer::Measure(Measured::One(one)) => *one,
            _ => panic!("one"),
        }
    }
}

/// Does a step, and to `known` what it should come to.
fn take(bench: &mut Bench, known: &mut Vec<Known>, step: &Step, file: &mut Vec<u8>) {
    match *step {
        Step::Enter(minute, kilos) => {
            let id = bench.weighed(None, minute, kilos);
            let history = vec![(Done::Entered, kilos)];
            known.push(Known {
                id,
                minute,
                history,
            });
            *file = bench.exported();
        }
        Step::Correct(nth, kilos) => {
            let Some(one) = known.get_mut(nth) else {
                return;
            };
            bench.weighed(Some(one.id.clone()), one.minute, kilos);
            if one.now() != Some(kilos) {
                one.history.push((Done::Corrected, kilos));
            }
        }
        Step::Delete(nth) => {
            let Some(one) = known.get_mut(nth) else {
                return;
            };
            let (id, now) = (one.id.clone(), NOW.into());
            bench.ask(Request::Measure(Ask::Delete { id, now }));
            one.history.extend(one.now().map(|_| (Done::Deleted, 0)));
        }
        Step::Import(minute, kilos) => {
            let row = format!("soort;tijdstip;waarde\ngewicht;2026-05-25 08:{minute:02};{kilos}\n");
            bench.imported(row.into_bytes());
            let there = |one: &Known| one.minute == minute && one.now() == Some(kilos);
            if known.iter().any(there) {
                return;
            }
            let mut ids = bench.all_ids();
            ids.retain(|id| known.iter().all(|one| one.id != *id));
            let id = ids.pop().unwrap();
            let history = vec![(Done::Entered, kilos)];
            known.push(Known {
                id,
                minute,
                history,
            });
        }
        // Everything in it is known by its id, also what was deleted since.
        Step::ImportWhatWasExported if file.is_empty() => {}
        Step::ImportWhatWasExported => bench.imported(file.clone()),
        Step::Reload => bench.done(Request::Reload),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_sequence_with_files_and_reloads_keeps_exactly_the_history(steps in steps()) {
        let mut bench = Bench::ready();
        let (mut known, mut file) = (Vec::new(), Vec::new());
        for step in &steps {
            take(&mut bench, &mut known, step, &mut file);
        }
        bench.done(Request::Reload);
        let here = known.iter().filter(|one| one.now().is_some()).count();
        prop_assert_eq!(bench.all_ids().len(), here);
        for one in &known {
            let told = bench.told(&one.id);
            let found: Vec<(Done, Option<String>)> = told
                .history
                .iter()
                .rev()
                .map(|event| (event.what, event.said.first().cloned()))
                .collect();
            let expected: Vec<(Done, Option<String>)> = one
                .history
                .iter()
                .map(|(done, kilos)| {
                    let says = (*done != Done::Deleted).then(|| format!("{kilos}\u{a0}kg"));
                    (*done, says)
                })
                .collect();
            prop_assert_eq!(found, expected, "{:?}", steps);
        }
    }
}
