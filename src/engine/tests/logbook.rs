use super::*;

use super::protocol::logbook::{
    Answer as Told, File, Filter, Kind, Line, Page, Period, Request as Log,
};
use rand_chacha::rand_core::Rng as _;

impl Bench {
    pub(super) fn log_page(&mut self, filter: Filter, start: usize, most: usize) -> Page {
        let page = Log::Page {
            filter,
            start,
            most,
        };
        match self.ask(Request::Logbook(page)) {
            Answer::Logbook(Told::Page(page)) => *page,
            _ => panic!("a page"),
        }
    }

    /// Every line, oldest first.
    fn log(&mut self) -> Vec<Line> {
        let mut lines = self.log_page(Filter::default(), 0, usize::MAX).lines;
        lines.reverse();
        lines
    }

    pub(super) fn texts(&mut self) -> Vec<String> {
        self.log().into_iter().map(|line| line.text).collect()
    }

    fn clock(&self, now: &str) {
        now.clone_into(&mut self.now.borrow_mut());
    }

    pub(super) fn vault_id(&mut self) -> String {
        match self.ask(Request::Vaults) {
            Answer::Vaults(vaults) => vaults[0].id.clone(),
            _ => panic!("vaults"),
        }
    }

    fn unlock(&mut self) {
        let vault = self.vault_id();
        let with = Secret::Passphrase(PASSPHRASE.into());
        self.done(Request::Unlock { vault, with });
    }

    /// One of the things that can be done, some of which fail.
    fn anything(&mut self, step: u8) {
        match step % 8 {
            0 => self.unlock(),
            1 | 2 => drop(self.collected("a@medmij", &problem("Hoge bloeddruk"))),
            3 => drop(self.ask(Request::Backup)),
            4 => self.done(Request::Reload),
            5 => drop(self.ask(Request::RemoveProvider {
                provider: "b@medmij".into(),
                with_data: step > 99,
            })),
            6 => self.add("b@medmij", "=Apotheek {name}\u{202e}"),
            _ => self.setting("lock-minutes"),
        }
    }

    fn setting(&mut self, name: &str) {
        let (name, value) = (name.to_owned(), "5".to_owned());
        self.done(Request::SaveSetting { name, value });
    }
}

#[test]
fn what_was_done_is_told_in_order_with_its_numbers_and_survives_a_lock() {
    let mut bench = Bench::ready();
    bench.clock("2026-05-26T11:01:00+02:00");
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    bench.setting("lock-minutes");
    bench.setting("backup-at");
    bench.ask(Request::Backup);
    let before = bench.log();
    bench.clock("2026-05-26T11:02:00+02:00");
    bench.unlock();
    let after = bench.log();
    let texts: Vec<&str> = after.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Deze kluis is gemaakt.",
            "Ziekenhuis De Brug staat in uw lijst.",
            "Opgehaald bij Ziekenhuis De Brug: 2 gegevens.",
            "Instelling veranderd: wanneer de app vergrendelt.",
            "Reservekopie gemaakt.",
            "Geopend met de wachtwoordzin.",
        ]
    );
    assert_eq!(before, after[..5]);
    let details = format!("{:?}", after[2].details);
    assert!(details.contains("trace"), "{details}");
    assert_eq!(
        (after[2].day.as_str(), after[2].clock.as_str()),
        ("26 mei 2026", "11:01")
    );
}

#[test]
fn what_failed_is_not_told_as_done() {
    let mut bench = Bench::ready();
    let before = bench.log();
    let answer = bench.ask(Request::Decide {
        collection: "none".into(),
        decision: Decision::Discard,
    });
    assert!(matches!(answer, Answer::Failed(Failure::NotFound)));
    let vault = bench.vault_id();
    let with = Secret::Passphrase("verkeerd".into());
    bench.clock("2026-05-26T11:02:00+02:00");
    bench.ask(Request::Unlock { vault, with });
    bench.unlock();
    assert_eq!(bench.log()[..before.len()], before);
    assert_eq!(bench.log().len(), before.len() + 1);
}

#[test]
fn what_seems_somebody_elses_is_told_and_what_became_of_it() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let other = bench.start("a@medmij");
    bench.ingest(
        &other,
        "48",
        "patient",
        &bundle(&[&patient("Kees", "1981-01-01")]),
    );
    assert!(matches!(
        bench.finish(&other),
        PersonCheck::Different { .. }
    ));
    bench.done(Request::Decide {
        collection: other,
        decision: Decision::Discard,
    });
    let refused = Log::Refused {
        provider: "a@medmij".into(),
        code: ErrorCode::AccessDenied,
        trace_id: Some("t-9".into()),
    };
    bench.done(Request::Logbook(refused));
    let texts = bench.texts().join("\n");
    for part in ["Apart gezet: 1 gegeven", "weggegooid", "geen toestemming"] {
        assert!(texts.contains(part), "{texts}");
    }
    let kinds: Vec<Kind> = bench.log().iter().map(|line| line.kind).collect();
    assert!(kinds.contains(&Kind::SetAside) && kinds.contains(&Kind::Refused));
}

#[test]
fn a_long_log_comes_in_pages_and_can_be_filtered() {
    let mut bench = Bench::ready();
    for day in 1..=30 {
        bench.clock(&format!("2026-04-{day:02}T08:00:00+02:00"));
        bench.setting("lock-minutes");
    }
    let page = bench.log_page(Filter::default(), 10, 5);
    assert_eq!((page.lines.len(), page.total), (5, 32));
    let settings = Filter {
        kind: Some(Kind::Settings),
        period: Period::Days(7),
        provider: None,
    };
    let page = bench.log_page(settings, 0, 100);
    assert_eq!(page.total, 7);
    assert_eq!(page.lines[0].day, "30 april 2026");
    assert_eq!(page.choices.years, [2026]);
    let of_provider = Filter {
        provider: Some("a@medmij".into()),
        ..Filter::default()
    };
    assert_eq!(bench.log_page(of_provider, 0, 100).total, 1);
}

#[test]
fn erasing_leaves_one_line_and_a_term_does_it_by_itself() {
    let mut bench = Bench::ready();
    bench.clock("2026-06-01T08:00:00+02:00");
    bench.setting("lock-minutes");
    bench.done(Request::Logbook(Log::Erase { before: None }));
    assert_eq!(bench.texts(), ["U heeft het logboek gewist: 3 regels."]);
    bench.clock("2026-06-02T08:00:00+02:00");
    bench.done(Request::Logbook(Log::Keep { months: Some(3) }));
    bench.clock("2026-10-15T08:00:00+02:00");
    bench.unlock();
    let texts = bench.texts();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(
        texts
            .iter()
            .any(|text| text.contains("2 regels van voor 15 juli 2026"))
    );
    bench.clock("2026-10-16T08:00:00+02:00");
    bench.unlock();
    let erased = bench
        .log()
        .into_iter()
        .filter(|line| line.kind == Kind::Erased);
    assert_eq!(erased.count(), 1, "once a month");
    assert_eq!(bench.log_page(Filter::default(), 0, 1).term, Some(3));
}

#[test]
fn the_log_is_in_the_backup_and_in_files() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let before = bench.texts();
    let Answer::Bytes(file) = bench.ask(Request::Backup) else {
        panic!("a file")
    };
    let vault = bench.vault_id();
    bench.done(Request::Erase { vault });
    bench.clock("2026-05-27T11:02:00+02:00");
    let with = Secret::Passphrase(PASSPHRASE.into());
    bench.ask(Request::Restore { bytes: file, with });
    let mut expected = before;
    expected.push("Teruggezet uit een reservekopie.".into());
    assert_eq!(bench.texts(), expected);
    for file in [File::Csv, File::Json] {
        let Answer::Bytes(bytes) = bench.ask(Request::Logbook(Log::Export { file })) else {
            panic!("a file")
        };
        let text = String::from_utf8(bytes).unwrap();
        for line in &expected {
            assert!(text.contains(line.as_str()), "{text}");
        }
    }
    assert!(bench.texts().last().unwrap().contains("uw logboek"));
}

/// Whatever is done, and whatever the clock says: the lines that are there stay as
/// they are, until the person erases them.
#[test]
fn lines_are_only_ever_added() {
    for seed in 0..4 {
        let mut chance = ChaCha20Rng::from_seed([seed; 32]);
        let mut bench = Bench::ready();
        let mut before = bench.log();
        for _ in 0..16 {
            let mut drawn = [0_u8; 3];
            chance.fill_bytes(&mut drawn);
            let [step, day, year] = drawn;
            bench.clock(&format!(
                "20{:02}-08-{:02}T08:00:00+02:00",
                20 + year % 10,
                1 + day % 28
            ));
            bench.anything(step);
            let mut after = bench.log();
            for line in &before {
                // The colour of a provider that was removed is not of the line.
                let same = |kept: &Line| {
                    (&kept.text, &kept.details, &kept.day, &kept.clock)
                        == (&line.text, &line.details, &line.day, &line.clock)
                };
                let place = after.iter().position(same);
                after.remove(place.expect("each older line is there still, as it was"));
            }
            before = bench.log();
        }
        bench.done(Request::Logbook(Log::Erase { before: None }));
        assert_eq!(bench.log().len(), 1);
    }
}
