//! What is typed to what is found.

use inzage_zib::view::Chapter;
use proptest::prelude::*;

use super::*;

fn synonyms() -> Synonyms {
    Synonyms::new(inzage_words::synonyms())
}

/// An index of entries: number, date, title, value.
fn index(entries: &[(&str, &str, &str, &str)]) -> Index {
    let mut index = Index::default();
    for (number, date, title, value) in entries {
        let doc = Doc {
            number: (*number).into(),
            chapter: Chapter::Results,
            provider: "a@medmij".into(),
            date: (*date).into(),
        };
        index.add(
            doc,
            [
                (Part::Title, *title),
                (Part::Label, "Uitslag"),
                (Part::Value, *value),
                (Part::Code, "http://loinc.org|2823-3 a1b2c3d4-e5f6"),
            ],
        );
    }
    index
}

fn found(index: &Index, typed: &str) -> Vec<String> {
    let found = index.search(typed, &synonyms(), |_| true);
    found
        .places
        .iter()
        .filter_map(|at| Some(found.doc(*at)?.number.clone()))
        .collect()
}

fn record() -> Index {
    index(&[
        ("1", "2020", "Nierfunctie (eGFR)", "48 ml/min"),
        ("2", "2021", "Hypertensie", "actief"),
        ("3", "2022", "Bloeddruk 138/86 mmHg", "zittend"),
        ("4", "2023", "Kalium", "6,2 mmol/L, nieren gecontroleerd"),
        ("5", "2024", "Griepvaccinatie", "Influvac"),
        ("6", "2025", "Diabetes mellitus type 2", "actief"),
    ])
}

#[test]
fn what_is_typed_is_found_however_it_is_written() {
    let record = record();
    for (typed, number) in [
        ("kalium", "4"),
        ("KALIUM", "4"),
        ("kal", "4"),
        ("kaluim", "4"),
        ("6.2", "4"),
        ("6,2 mmol", "4"),
        ("hypertensei", "2"),
        ("hoge bloeddruk", "2"),
        ("mijn hoge bloeddruk", "2"),
        ("suikerziekte", "6"),
        ("diabetis", "6"),
        ("griepprik", "5"),
        ("druk", "3"),
        ("138/86", "3"),
        ("a1b2c3d4-e5f6", "1"),
        ("vaccinaties", "5"),
    ] {
        assert!(
            found(&record, typed).contains(&number.to_owned()),
            "{typed}: {:?}",
            found(&record, typed)
        );
    }
}

#[test]
fn every_word_has_to_be_there() {
    let record = record();
    assert_eq!(found(&record, "kalium actief"), Vec::<String>::new());
    assert_eq!(found(&record, "type 2 actief"), ["6"]);
    assert_eq!(found(&record, "xyzzy"), Vec::<String>::new());
    assert_eq!(found(&record, "  "), Vec::<String>::new());
}

#[test]
fn a_title_goes_before_a_value_and_newer_before_older() {
    let record = index(&[
        ("value", "2025", "Kalium", "nier"),
        ("old", "2001", "Nier", "x"),
        ("new", "2020", "Nier", "x"),
    ]);
    assert_eq!(found(&record, "nier"), ["new", "old", "value"]);
}

#[test]
fn a_compound_is_found_by_its_parts_when_nothing_else_fits() {
    let record = index(&[
        ("1", "", "Nieren", "normaal"),
        ("2", "", "Hart", "functie goed"),
    ]);
    assert_eq!(found(&record, "nierenfunctie").len(), 2);
    let record = index(&[("1", "", "Longen", "x"), ("2", "", "ontsteking", "x")]);
    assert_eq!(found(&record, "longontsteking").len(), 2);
}

#[test]
fn typing_errors_do_not_count_when_the_word_is_there() {
    let record = index(&[("1", "", "Natrium", ""), ("2", "", "Atrium", "")]);
    assert_eq!(found(&record, "natrium"), ["1"]);
}

proptest! {
    #[test]
    fn whatever_is_typed_gets_an_answer(typed in "\\PC{0,40}") {
        let record = record();
        let found = record.search(&typed, &synonyms(), |_| true);
        for doc in found.places.iter().filter_map(|at| found.doc(*at)) {
            prop_assert!(record.len() >= doc.number.len());
        }
        let _ = marked(&typed, |word| found.is_hit(word));
    }

    #[test]
    fn every_text_is_found_by_typing_it(text in "[a-zA-Z0-9éïöüç ,.;:/()%-]{1,60}") {
        let mut index = record();
        index.add(
            Doc {
                number: "it".into(),
                chapter: Chapter::Results,
                provider: String::new(),
                date: String::new(),
            },
            [(Part::Value, text.as_str())],
        );
        let words: Vec<String> = text::words_of(&text).collect();
        let found = index.search(&text, &synonyms(), |doc| doc.number == "it");
        prop_assert_eq!(found.places.len(), usize::from(!words.is_empty()));
    }

    #[test]
    fn a_long_word_is_found_with_one_typing_error(at in 1_usize..9, letter in "[a-z]") {
        let mut typed = String::from("hypertensie");
        typed.replace_range(at..=at, &letter);
        prop_assert!(found(&record(), &typed).contains(&"2".to_owned()), "{}", typed);
    }
}
