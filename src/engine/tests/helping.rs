//! Whom a caregiver helps: links that she keeps, switching, copies.

use super::super::protocol::helping::{Answer as Told, Person, Request as Ask, State};
use super::super::protocol::links::{Request as Look, Seen, Selection, Sort};
use super::links::{NOW, wish};
use super::*;

/// Somebody with one problem, and her link to it.
struct Helped {
    link: String,
    passcode: String,
    files: Vec<Vec<u8>>,
}

/// The `nth` link of a bench: each bench draws the same random numbers.
fn helped(problem_text: &str, nth: usize) -> Helped {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem(problem_text));
    let made = (0..nth).map(|_| bench.made(wish(Sort::Care, Selection::default())));
    let (link, files, _) = made.last().unwrap();
    Helped {
        link: link.link,
        passcode: link.passcode.unwrap(),
        files,
    }
}

fn seen(answer: Answer) -> Seen {
    match answer {
        Answer::Links(super::super::protocol::links::Answer::Seen(Some(seen))) => seen,
        Answer::Failed(failure) => panic!("{failure:?}"),
        _ => panic!("what is seen"),
    }
}

impl Bench {
    /// A browser of a caregiver who opened a link.
    fn looking(of: &Helped) -> Self {
        let mut bench = Self::locked();
        bench.looks(of);
        bench
    }

    fn looks(&mut self, of: &Helped) -> Seen {
        let read = Look::Read {
            link: of.link.clone(),
            now: NOW,
        };
        self.ask(Request::Links(read));
        let proof = Look::Proof {
            passcode: of.passcode.clone(),
            who: "Anna de Vries".into(),
        };
        self.ask(Request::Links(proof));
        self.comes(&of.files)
    }

    /// What the gateway gave is opened.
    fn comes(&mut self, files: &[Vec<u8>]) -> Seen {
        for bytes in files.iter().cloned() {
            self.done(Request::Links(Look::Take { bytes }));
        }
        seen(self.ask(Request::Links(Look::View)))
    }

    /// Makes a vault while something is looked at.
    fn makes_a_list(&mut self) -> String {
        let create = Request::Create {
            name: "Wie ik help".into(),
            passphrase: PASSPHRASE.into(),
        };
        let Answer::Created {
            vault,
            recovery_key: typed,
        } = self.ask(create)
        else {
            panic!("created")
        };
        self.done(Request::ConfirmRecovery { typed });
        vault
    }

    fn help(&mut self, ask: Ask) {
        self.done(Request::Helping(ask));
    }

    fn keeps_link(&mut self, name: &str) {
        self.help(Ask::Keep { name: name.into() });
    }

    fn people(&mut self, now: i64) -> Vec<Person> {
        match self.ask(Request::Helping(Ask::All { now })) {
            Answer::Helping(Told::People(people)) => people,
            _ => panic!("people"),
        }
    }

    fn opens_link(&mut self, name: &str, files: &[Vec<u8>]) -> Seen {
        let id = self.id_of(name);
        let Answer::Helping(Told::Door(door)) = self.ask(Request::Helping(Ask::Open { id })) else {
            panic!("a door")
        };
        assert_eq!(door.who, "Anna de Vries");
        assert!(door.proof.is_some());
        self.comes(files)
    }

    fn id_of(&mut self, name: &str) -> String {
        let people = self.people(NOW);
        let person = people.into_iter().find(|person| person.name == name);
        person.unwrap().id
    }

    fn titles(&mut self) -> Vec<String> {
        let rows = self.chapter(Chapter::Problems).rows;
        rows.into_iter().map(|row| row.title).collect()
    }
}

#[test]
fn a_link_is_kept_under_a_name_and_opens_again_with_its_passcode() {
    let mother = helped("Astma", 1);
    let mut bench = Bench::looking(&mother);
    let nothing = bench.ask(Request::Helping(Ask::Keep {
        name: "Mama".into(),
    }));
    assert!(matches!(nothing, Answer::Failed(Failure::Locked)));
    let vault = bench.makes_a_list();
    assert_eq!(bench.titles(), ["Astma"], "the list stands behind it");
    bench.keeps_link("Mama");
    let now = seen(bench.ask(Request::Links(Look::Seen)));
    assert_eq!(now.kept.unwrap().name, "Mama");

    // Another day: the browser is opened anew.
    bench.engine.open = None;
    bench.engine.aside = None;
    let with = Secret::Passphrase(PASSPHRASE.into());
    bench.done(Request::Unlock { vault, with });
    let people = bench.people(NOW);
    assert!(people[0].whose.contains("Vermeulen"));
    assert_eq!(people[0].state, State::Opens);
    assert!(people[0].until.is_some() && people[0].copy.is_none());
    assert_eq!(
        bench.opens_link("Mama", &mother.files).kept.unwrap().name,
        "Mama"
    );
    assert_eq!(bench.titles(), ["Astma"]);
    bench.done(Request::Links(Look::Back));
    assert_eq!(bench.people(NOW).len(), 1);
}

#[test]
fn nothing_of_one_person_is_with_the_other() {
    let (mother, father) = (helped("Astma", 1), helped("Jicht", 2));
    let mut bench = Bench::looking(&mother);
    bench.makes_a_list();
    bench.keeps_link("Mama");
    bench.help(Ask::Copy);
    bench.looks(&father);
    bench.keeps_link("Papa");
    for (name, files, own, other) in [
        ("Mama", &mother.files, "Astma", "Jicht"),
        ("Papa", &father.files, "Jicht", "Astma"),
        ("Mama", &mother.files, "Astma", "Jicht"),
    ] {
        let seen = bench.opens_link(name, files);
        assert_eq!(seen.kept.unwrap().name, name);
        assert_eq!(bench.titles(), [own]);
        assert!(bench.found(other).is_empty(), "{other} with {name}");
        assert_eq!(bench.found(own).len(), 1);
    }
    let id = bench.id_of("Mama");
    seen(bench.ask(Request::Helping(Ask::OpenCopy { id })));
    assert!(bench.found("Jicht").is_empty());
    // The list itself is nobody's record.
    bench.done(Request::Links(Look::Back));
    assert!(bench.titles().is_empty() && bench.found("Astma").is_empty());
}

#[test]
fn a_copy_stays_as_it_was_until_it_is_thrown_away() {
    let mother = helped("Astma", 1);
    let mut bench = Bench::looking(&mother);
    bench.makes_a_list();
    let unkept = bench.ask(Request::Helping(Ask::Copy));
    assert!(matches!(unkept, Answer::Failed(Failure::NotFound)));
    bench.keeps_link("Mama");
    bench.help(Ask::Copy);
    let id = bench.id_of("Mama");
    let nothing = Ask::Nothing { id: id.clone() };
    bench.help(nothing);
    let people = bench.people(NOW);
    assert_eq!(people[0].state, State::Nothing);
    assert!(people[0].copy.is_some());
    let opened = Request::Helping(Ask::OpenCopy { id: id.clone() });
    let copied = seen(bench.ask(opened.clone()));
    assert!(copied.copied.is_some() && copied.whose.contains("Vermeulen"));
    assert_eq!(bench.titles(), ["Astma"]);
    bench.help(Ask::DropCopy { id: id.clone() });
    assert!(matches!(
        bench.ask(opened),
        Answer::Failed(Failure::NotFound)
    ));
    assert_eq!(bench.people(NOW + 8 * 86_400)[0].state, State::Over);
    let again = bench.ask(Request::Helping(Ask::Copy));
    assert!(
        matches!(again, Answer::Failed(Failure::NotFound)),
        "a copy of a copy"
    );
    bench.looks(&mother);
    bench.help(Ask::Copy);
    bench.help(Ask::Remove { id });
    assert!(bench.people(NOW).is_empty());
}

#[test]
fn what_opens_again_says_that_it_does() {
    let mother = helped("Astma", 1);
    let mut bench = Bench::looking(&mother);
    bench.makes_a_list();
    bench.keeps_link("Mama");
    bench.keeps_link("Mijn moeder");
    let people = bench.people(NOW);
    assert_eq!(people.len(), 1, "another name, not another link");
    let id = people[0].id.clone();
    bench.help(Ask::Nothing { id });
    bench.opens_link("Mijn moeder", &mother.files);
    assert_eq!(bench.people(NOW)[0].state, State::Opens);
}

#[test]
fn a_link_that_lives_longer_than_it_said_is_not_over_once_it_opened() {
    let mother = helped("Astma", 1);
    let mut bench = Bench::looking(&mother);
    bench.makes_a_list();
    bench.keeps_link("Mama");
    let later = NOW + 8 * 86_400;
    assert_eq!(bench.people(later)[0].state, State::Over);
    // Its owner let it live longer: it opens, and what it shows could not know.
    *bench.now.borrow_mut() = chrono::DateTime::from_timestamp(later, 0)
        .unwrap()
        .to_rfc3339();
    bench.opens_link("Mama", &mother.files);
    let people = bench.people(later + 60);
    assert_eq!(
        (people[0].state, people[0].until.as_deref()),
        (State::Opens, None)
    );
}
