use super::*;

fn shipped() -> Terms {
    let (terms, faults) = Terms::read(SHIPPED);
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
    terms
}

#[test]
fn the_shipped_file_reads_without_a_fault_and_holds_enough() {
    assert!(shipped().len() >= 220, "{} terms", shipped().len());
}

/// No advice, no judgement, no limit: what it is, and nothing else.
#[test]
fn the_shipped_texts_say_what_it_is_and_nothing_else() {
    let no_limit = |text: &str| !text.contains(['<', '>', '≥', '≤']);
    let advice = [
        "neem contact",
        "bel uw",
        "bel de",
        "moet u",
        "u moet",
        "ga naar",
        "raadpleeg",
        "wij adviseren",
        "you should",
        "you must",
        "call your",
        "see your doctor",
        "contact your",
        "we advise",
        "too high",
        "te hoog",
        "te laag",
        "too low",
        "gevaarlijk",
        "dangerous",
    ];
    for term in shipped().iter() {
        for lang in [Lang::Nl, Lang::En] {
            let text = term.text(lang).to_lowercase();
            assert!(no_limit(&text), "{text}");
            assert!(text.ends_with('.'), "{text}");
            assert!(text.len() <= 320, "{text}");
            assert!(advice.iter().all(|word| !text.contains(word)), "{text}");
            assert!(
                text.matches(". ").count() <= 2,
                "at most three sentences: {text}"
            );
        }
    }
}

#[test]
fn a_term_is_found_by_code_then_by_label_then_by_a_word() {
    let terms = shipped();
    let name = |system: &str, code: &str, called: &str| {
        let found = terms.find(&[(system.into(), code.into())], &[called.into()]);
        found.map(|term| term.name(Lang::Nl).to_owned())
    };
    let snomed = "http://snomed.info/sct";
    let by_code = name(snomed, "38341003", "Boezemfibrilleren");
    assert_eq!(by_code.as_deref(), Some("hoge bloeddruk"));
    assert_eq!(name("", "", "HYPERTENSIE"), by_code);
    let product = name("", "", "Metoprolol 100mg tb mga suc");
    assert_eq!(product, name("http://www.whocc.no/atc", "C07AB02", ""));
    assert_eq!(product.as_deref(), Some("bètablokker"));
    assert_eq!(name("http://x.example", "1", "Iets anders"), None);
}

#[test]
fn a_code_falls_under_the_shorter_ones_in_nested_systems_only() {
    let line = |key: &str| format!("{key}\ta\tA.\t\ta\tA.\t\n");
    let (terms, faults) = Terms::read(
        &[
            line("icpc:T90"),
            line("atc:C07"),
            line("sct:123"),
            line("http://x.example/y|1"),
        ]
        .concat(),
    );
    assert_eq!(faults, []);
    let has = |system: &str, code: &str| terms.of_code(system, code).is_some();
    assert!(has("http://hl7.org/fhir/sid/icpc-1-nl", "T90.02"));
    assert!(!has("http://hl7.org/fhir/sid/icpc-1-nl", "T900"));
    assert!(has("http://www.whocc.no/atc", "C07AB02"));
    assert!(!has("http://snomed.info/sct", "1234"));
    assert!(has("http://x.example/y", "1"));
    assert!(!has("http://x.example/z", "1"));
}

#[test]
fn a_bad_line_is_told_with_its_number_and_costs_nothing_else() {
    let file = "# c\nlabel:a\tx\tX.\t\tx\tX.\t\nlabel:b\tx\nfoo:1\tx\tX.\t\tx\tX.\t\nlabel:A\ty\tY.\t\ty\tY.\t\n\ty\tY.\t\ty\tY.\t\nlabel:c\ty\t\t\ty\tY.\t\nlabel:d\tz\tZ.\tz1; z2\tz\tZ.\t\n";
    let (terms, faults) = Terms::read(file);
    assert_eq!(terms.len(), 2);
    let found: Vec<_> = faults.into_iter().map(|f| (f.line, f.fault)).collect();
    assert_eq!(
        found,
        [
            (3, Fault::Columns(2)),
            (4, Fault::Key("foo:1".into())),
            (5, Fault::Twice("label:a".into())),
            (6, Fault::NoKey),
            (7, Fault::Empty(3)),
        ]
    );
    let words: Vec<_> = terms
        .of_label("D")
        .into_iter()
        .flat_map(Term::search_words)
        .collect();
    assert_eq!(words, ["z", "z", "z1", "z2"]);
}

#[test]
fn capitals_accents_and_signs_do_not_count() {
    assert_eq!(folded("  Bètablokker, (oud)-type "), "betablokker oud type");
    assert_eq!(folded("—"), "");
}
