//! Plain links as our own viewer shows them: whose it is, from when, where each entry
//! comes from; of our making and of another product.

use std::collections::BTreeSet;

use inzage_share::{Key, Link as Words, Payload};

use super::super::protocol::links::{
    Answer as Told, Link, Request as Ask, Seen, Selection, Sort, State,
};
use super::links::{NOW, record, wish};
use super::*;

/// Weeks after [`AT`], when all was collected.
const MADE: &str = "2026-06-10T09:30:00+02:00";
const LATER: &str = "2026-07-01T12:00:00+02:00";
const COLLECTED: &str = "26 mei 2026, 11:00";

fn seen(answer: Answer) -> Seen {
    let Answer::Links(Told::Seen(Some(seen))) = answer else {
        panic!("seen")
    };
    seen
}

/// A link of another product, with these files.
fn foreign(files: &[&str]) -> (Link, Vec<Vec<u8>>) {
    let mut rng = ChaCha20Rng::from_seed([9; 32]);
    let key = Key::random(&mut rng);
    let sealed = files.iter().map(|file| {
        let kind = "application/fhir+json";
        let sealed = inzage_share::seal(&key, kind, file.as_bytes(), &mut rng).unwrap();
        sealed.into_bytes()
    });
    let sealed = sealed.collect();
    let payload = Payload {
        url: "https://elders.example/manifest".into(),
        key,
        expires: None,
        label: None,
        lasting: false,
        passcode: false,
        direct: false,
    };
    let link = Link {
        id: String::new(),
        name: String::new(),
        sort: Sort::Plain,
        state: State::Open,
        until: String::new(),
        days_left: None,
        live: false,
        halted: false,
        updated: None,
        link: Words::Plain(payload).text("https://mee.example"),
        passcode: None,
        again: false,
        longer: None,
        code: None,
        looks: Vec::new(),
        attempts_left: None,
        settled: false,
    };
    (link, sealed)
}

/// A reference to a document that came apart.
fn letter(id: &str, url: &str) -> String {
    format!(
        r#"{{"resourceType":"DocumentReference","id":"{id}","status":"current","description":"Brief {id}",
        "content":[{{"attachment":{{"contentType":"text/plain","url":"{url}"}}}}]}}"#
    )
}

impl Bench {
    fn opened(&mut self, number: &str, attachment: u32) -> Option<String> {
        let asked = Request::Document {
            number: number.to_owned(),
            attachment,
            version: None,
        };
        match self.ask(asked) {
            Answer::Document(document) => Some(String::from_utf8(document.bytes).unwrap()),
            _ => None,
        }
    }
}

/// The documents that a file of another product shows: title, whether it is there, and
/// the bytes when it is opened; and each file that stands apart.
fn documents(file: &str) -> Vec<(String, bool, Option<String>)> {
    let (link, files) = foreign(&[file]);
    let (mut other, _) = Bench::look_along_at(LATER, &link, &files, "");
    let Answer::Documents(part) = other.ask(Request::Documents(FIRST)) else {
        panic!("documents")
    };
    let mut listed = BTreeSet::new();
    let mut found = Vec::new();
    for document in part.items {
        let one = &document.attachments[0];
        let bytes = other.opened(&document.row.number, one.attachment);
        found.push((document.row.title.clone(), one.collected, bytes));
        listed.insert(document.row.number);
    }
    for row in other.chapter(Chapter::Supporting).rows {
        if !listed.contains(&row.number) {
            let bytes = other.opened(&row.number, 0);
            found.push(("apart".to_owned(), bytes.is_some(), bytes));
        }
    }
    found.sort();
    found
}

fn said(title: &str, bytes: Option<&str>) -> (String, bool, Option<String>) {
    (title.to_owned(), bytes.is_some(), bytes.map(str::to_owned))
}

fn dated(resources: &[&str], member: &str) -> String {
    bundle(resources).replacen('{', &format!("{{{member},"), 1)
}

impl Bench {
    fn overview(&mut self) -> Overview {
        match self.ask(Request::Overview) {
            Answer::Overview(overview) => overview,
            _ => panic!("overview"),
        }
    }
}

#[test]
fn it_says_whose_it_is_when_it_was_made_and_when_each_entry_was_collected() {
    for sort in [Sort::Plain, Sort::Desk] {
        let mut bench = record();
        MADE.clone_into(&mut bench.now.borrow_mut());
        let (link, files, _) = bench.made(wish(sort, Selection::default()));
        let (mut other, answer) = Bench::look_along_at(LATER, &link, &files, "");
        let seen = seen(answer);
        assert_eq!(seen.whose, "Johanna Vermeulen");
        assert_eq!(seen.made.as_deref(), Some("10 juni 2026, 09:30"));
        let number = other.number_of("Astma");
        let page = other.page(&number);
        assert_eq!(page.collected, COLLECTED);
        let origin = |label: &str| {
            let found = page.origin.iter().find(|field| field.label == label);
            found.unwrap().value.as_str()
        };
        assert_eq!(
            origin("Gekregen van"),
            "Ziekenhuis De Brug (Basisgegevens Zorg)"
        );
        assert_eq!(origin("Opgehaald op"), COLLECTED);
        assert_eq!(other.overview().collected.as_deref(), Some(COLLECTED));
    }
}

#[test]
fn a_manifest_tells_when_its_files_were_made() {
    let mut bench = record();
    let wish = wish(Sort::Plain, Selection::default());
    let Told::New { id, .. } = bench.links(Ask::Make { wish, now: NOW }) else {
        panic!("new")
    };
    let Told::Content(Some(publish)) = bench.links(Ask::Encrypt { id }) else {
        panic!("content")
    };
    let updated = publish.files.iter().map(|file| file.last_updated);
    assert!(updated.eq([Some(NOW)]));
}

#[test]
fn what_another_product_does_not_date_is_not_dated_here() {
    let johanna = patient("Johanna", "1955-03-09");
    let eczema = problem("Eczeem");
    let (link, files) = foreign(&[&bundle(&[&johanna, &eczema])]);
    let (mut other, answer) = Bench::look_along_at(LATER, &link, &files, "");
    let seen = seen(answer);
    assert_eq!(
        (seen.whose.as_str(), seen.made),
        ("Johanna Vermeulen", None)
    );
    let number = other.number_of("Eczeem");
    let page = other.page(&number);
    assert_eq!(page.collected, "een onbekend moment");
    assert_eq!(page.source.name, "Bron niet genoemd");
    assert!(other.overview().collected.is_some());
}

#[test]
fn the_date_of_a_bundle_of_another_product_is_when_it_was_made_and_no_more() {
    let file = |member: &str| dated(&[&problem("Eczeem")], member);
    let made = |files: &[&str]| {
        let (link, files) = foreign(files);
        let (mut other, answer) = Bench::look_along_at(LATER, &link, &files, "");
        let number = other.number_of("Eczeem");
        assert_eq!(other.page(&number).collected, "een onbekend moment");
        seen(answer).made
    };
    let one = file(r#""timestamp":"2026-03-01T08:00:00Z""#);
    let two = file(r#""meta":{"lastUpdated":"2026-02-01T08:00:00Z"}"#);
    let odd = file(r#""timestamp":"gisteren""#);
    assert_eq!(made(&[&one]).as_deref(), Some("1 maart 2026, 08:00"));
    // All of it was so on the oldest of the days.
    assert_eq!(
        made(&[&one, &two]).as_deref(),
        Some("1 februari 2026, 08:00")
    );
    assert_eq!(made(&[&odd]), None);
    assert_eq!(made(&[&one, &odd]), None);
}

#[test]
fn who_pays_is_not_whose_data_it_is_and_two_people_are_both_named() {
    let subject = r#"{"resourceType":"Condition","id":"c9","code":{"text":"Eczeem"},"subject":{"reference":"Patient/p"}}"#;
    let payer = r#"{"resourceType":"Patient","id":"z","birthDate":"1950-01-01","name":[{"given":["Zorg"],"family":"Betaler"}]}"#;
    let johanna = patient("Johanna", "1955-03-09");
    let whose = |resources: &[&str]| {
        let (link, files) = foreign(&[&bundle(resources)]);
        seen(Bench::look_along_at(LATER, &link, &files, "").1).whose
    };
    assert_eq!(whose(&[&johanna, payer, subject]), "Johanna Vermeulen");
    assert_eq!(whose(&[&johanna, payer]), "Johanna Vermeulen, Zorg Betaler");
    assert_eq!(whose(&[&johanna, &johanna]), "Johanna Vermeulen");
    assert_eq!(whose(&[subject]), "");
}

#[test]
fn nobody_is_named_whose_data_it_may_not_be() {
    let about = |of: &str| {
        let subject = of.replace('\'', "\"");
        format!(r#"{{"resourceType":"Condition","id":"c9","code":{{"text":"Eczeem"}}{subject}}}"#)
    };
    let johanna = patient("Johanna", "1955-03-09");
    let payer = r#"{"resourceType":"Patient","id":"z","birthDate":"1950-01-01","name":[{"given":["Zorg"],"family":"Betaler"}]}"#;
    let covered = r#"{"resourceType":"Coverage","id":"v","beneficiary":{"reference":"Patient/p"},"payor":[{"reference":"Patient/z"}]}"#;
    let hers = about(",'subject':{'reference':'Patient/p'}");
    let untold = about("");
    let displayed = about(",'subject':{'display':'Mevrouw Vermeulen'}");
    let urn = about(",'subject':{'reference':'urn:uuid:1'}");
    let whose = |resources: &[&str]| {
        let (link, files) = foreign(&[&bundle(resources)]);
        seen(Bench::look_along_at(LATER, &link, &files, "").1).whose
    };
    // Her own Patient stayed: who pays is not named in its place.
    assert_eq!(whose(&[payer, covered, &hers]), "");
    assert_eq!(whose(&[payer, covered]), "");
    assert_eq!(whose(&[payer, &hers]), "");
    assert_eq!(whose(&[&johanna, payer, covered]), "Johanna Vermeulen");
    // The only one there, and nothing says that it is somebody else.
    for entry in [&untold, &displayed, &urn] {
        assert_eq!(whose(&[&johanna, entry]), "Johanna Vermeulen");
        assert_eq!(whose(&[&johanna, payer, entry]), "");
    }
}

#[test]
fn what_is_referred_to_by_its_full_url_is_found() {
    let johanna = patient("Johanna", "1955-03-09");
    let johanna = johanna.replace(r#""id":"p","#, "");
    let payer = r#"{"resourceType":"Patient","id":"z","birthDate":"1950-01-01","name":[{"given":["Zorg"],"family":"Betaler"}]}"#;
    let gp = r#"{"resourceType":"Practitioner","name":[{"text":"Dokter Roodborst"}]}"#;
    let eczema = r#"{"resourceType":"Condition","id":"c9","code":{"text":"Eczeem"},"subject":{"reference":"urn:uuid:1"},"asserter":{"reference":"urn:uuid:3"}}"#;
    let file = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"fullUrl":"urn:uuid:1","resource":{johanna}}},
        {{"fullUrl":"urn:uuid:2","resource":{payer}}},{{"fullUrl":"urn:uuid:3","resource":{gp}}},{{"resource":{eczema}}}]}}"#
    );
    let (link, files) = foreign(&[&file]);
    let (mut other, answer) = Bench::look_along_at(LATER, &link, &files, "");
    assert_eq!(seen(answer).whose, "Johanna Vermeulen");
    let number = other.number_of("Eczeem");
    let page = other.page(&number);
    let said = page.entry.source.iter().map(|field| field.value.as_str());
    let said: Vec<_> = said.collect();
    assert!(said.contains(&"Dokter Roodborst"), "{said:?}");
}

#[test]
fn a_document_in_the_file_opens_where_its_entry_names_it() {
    let (near, far, missing) = (
        letter("d1", "Binary/b1"),
        letter("d2", "https://bron.example/bestand/2"),
        letter("d3", "Binary/nergens"),
    );
    let binary =
        r#"{"resourceType":"Binary","id":"b1","contentType":"text/plain","data":"SGFsbG8="}"#;
    let whole = r#"{"resourceType":"Binary","contentType":"text/plain","content":"VmVy"}"#;
    let file = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{near}}},{{"resource":{far}}},{{"resource":{missing}}},
        {{"resource":{binary}}},{{"fullUrl":"https://bron.example/bestand/2","resource":{whole}}}]}}"#
    );
    let expected = [
        said("Brief d1", Some("Hallo")),
        said("Brief d2", Some("Ver")),
        said("Brief d3", None),
    ];
    assert_eq!(documents(&file), expected);
}

#[test]
fn of_two_documents_with_one_name_none_is_lost_and_none_is_guessed() {
    let binary = |id: &str, data: &str| {
        format!(
            r#"{{"resourceType":"Binary","id":"{id}","contentType":"text/plain","data":"{data}"}}"#
        )
    };
    let near = letter("d1", "Binary/b1");
    let far = letter("d2", "https://b.example/Binary/b1");
    let (unclear, twice) = (letter("d3", "Binary/b2"), letter("d4", "Binary/b3"));
    let (hello, other) = (binary("b1", "SGFsbG8="), binary("b1", "VmVy"));
    let (left, right) = (binary("b2", "TGlua3M="), binary("b2", "UmVjaHRz"));
    let same = binary("b3", "RWVu");
    let file = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[
        {{"fullUrl":"https://a.example/DocumentReference/d1","resource":{near}}},{{"resource":{far}}},
        {{"resource":{unclear}}},{{"resource":{twice}}},
        {{"fullUrl":"https://a.example/Binary/b1","resource":{hello}}},
        {{"fullUrl":"https://b.example/Binary/b1","resource":{other}}},
        {{"resource":{left}}},{{"resource":{right}}},{{"resource":{same}}},{{"resource":{same}}}]}}"#
    );
    let mut expected = vec![
        said("Brief d1", Some("Hallo")),
        said("Brief d2", Some("Ver")),
        said("Brief d3", None),
        said("Brief d4", Some("Een")),
        said("apart", Some("Links")),
        said("apart", Some("Rechts")),
    ];
    expected.sort();
    assert_eq!(documents(&file), expected);
}
