//! `DocumentReference`, `DocumentManifest` and the letters behind them.

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};

use super::FILES;
use super::make::{Source, absent, coding, concept, in_words};
use crate::letter::Letter;
use crate::network::Record;

/// A letter to put into a record.
pub(super) struct Subject {
    /// Part of the id.
    pub(super) name: &'static str,
    /// Type: system, code, display.
    pub(super) kind: (&'static str, &'static str, &'static str),
    /// Title.
    pub(super) title: &'static str,
    /// Written so many days ago.
    pub(super) days_ago: i64,
    /// Under an absolute address outside FHIR rather than as a Binary.
    pub(super) absolute: bool,
    /// Very restricted (Confidentiality `V`).
    pub(super) restricted: bool,
    /// Replaced by another.
    pub(super) superseded: bool,
    /// Paragraphs; `{naam}` stands for the person.
    pub(super) text: &'static [&'static str],
}

/// Adds a document and its file.
pub(super) fn add(record: &mut Record, source: &Source<'_>, subject: &Subject) {
    let file = source.id(subject.name);
    let url = if subject.absolute {
        format!("{FILES}/{file}.pdf")
    } else {
        format!("Binary/{file}")
    };
    let mut fields = json!({
        "contained": [{
            "resourceType": "Practitioner",
            "id": "schrijver",
            "name": [{"text": source.place.professional.name, "family": source.place.professional.family}],
        }],
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": format!("urn:x-test:{file}")},
        "status": if subject.superseded { "superseded" } else { "current" },
        "type": concept(subject.kind.0, subject.kind.1, subject.kind.2),
        "class": concept("http://loinc.org", "68609-7", "Brief"),
        "indexed": source.moment(subject.days_ago, "16:20"),
        "created": source.date(subject.days_ago),
        "author": [{"reference": "#schrijver", "display": source.place.professional.name}],
        "custodian": source.organisation(),
        "description": subject.title,
        "content": [{
            "attachment": {
                "contentType": "application/pdf",
                "language": "nl",
                "url": url,
                "title": subject.title,
            },
            "format": coding("urn:oid:1.3.6.1.4.1.19376.1.2.3", "urn:ihe:iti:xds-sd:pdf:2008", "PDF/A"),
        }],
    });
    if subject.restricted {
        fields["securityLabel"] = json!([concept(
            "http://hl7.org/fhir/v3/Confidentiality",
            "V",
            "zeer vertrouwelijk"
        )]);
    }
    let profile = "IHE.MHD.Minimal.DocumentReference";
    record
        .resources
        .push(source.zib("DocumentReference", profile, subject.name, fields));
    record.files.insert(file, letter(source, subject));
}

/// A set of documents.
pub(super) fn manifest(record: &mut Record, source: &Source<'_>, days_ago: i64, names: &[&str]) {
    let content: Vec<Value> = names
        .iter()
        .map(|name| json!({"pReference": source.refer("DocumentReference", name, name)}))
        .collect();
    let id = source.id("brieven");
    record.resources.push(source.zib("DocumentManifest", "IHE.MHD.DocumentManifest", "brieven", json!({
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": format!("urn:x-test:{id}")},
        "status": "current",
        "created": source.moment(days_ago, "16:30"),
        "source": "https://documentenplein.example",
        "description": "Brieven van de opname en de controle daarna",
        "content": content,
    })));
}

/// A document that is announced without a file behind it.
pub(super) fn broken(record: &mut Record, source: &Source<'_>, days_ago: i64) {
    record.resources.push(source.zib("DocumentReference", "IHE.MHD.Minimal.DocumentReference", "kwijt", json!({
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:x-test:kwijt"},
        "status": "current",
        "type": {"text": "Uitslag röntgenfoto"},
        "indexed": source.moment(days_ago, "12:00"),
        "_description": absent("unknown"),
        "content": [{"attachment": {"contentType": "application/pdf", "url": "Binary/bestaat-niet", "title": "Röntgenfoto"}}],
    })));
}

fn letter(source: &Source<'_>, subject: &Subject) -> Letter {
    let day = source.day(subject.days_ago);
    let place = source.place;
    let person = source.person;
    let title = if person.gender == "female" {
        "Mevrouw"
    } else {
        "De heer"
    };
    Letter {
        sender: vec![
            place.display.to_owned(),
            format!("{}, {} {}", place.street, place.postcode, place.town),
            format!("Telefoon {}", place.phone),
        ],
        recipient: vec![
            "Aan: Huisartsenpraktijk De Linde, Leusden".to_owned(),
            format!(
                "Over: {title} {}, geboren op {}",
                person.display(),
                in_words(person.born)
            ),
        ],
        day: numbers(day),
        dated: format!("{}, {}", place.town, in_words(day)),
        subject: subject.title.to_owned(),
        paragraphs: subject
            .text
            .iter()
            .map(|p| p.replace("{naam}", &person.display()))
            .collect(),
        signed: vec![
            place.professional.name.to_owned(),
            place.professional.role.1.to_owned(),
        ],
    }
}

fn numbers(day: NaiveDate) -> (u16, u8, u8) {
    (
        u16::try_from(day.year()).unwrap_or(2000),
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    )
}

/// Discharge letter.
pub(super) const DISCHARGE: &[&str] = &[
    "Geachte collega,",
    "Bovengenoemde patiënte was negen dagen opgenomen op de afdeling interne geneeskunde vanwege een longontsteking.",
    "# Reden van opname",
    "{naam} hoestte al een week en had koorts tot 39,2 graden. Zij kwam naar de spoedeisende hulp na de dialyse, omdat zij benauwd was. Op de longfoto was een longontsteking rechts te zien.",
    "# Beloop",
    "Wij gaven claritromycine, omdat mevrouw allergisch is voor penicilline. Na drie dagen was de koorts weg. De dialyse ging in het ziekenhuis door op de gewone dagen. Mevrouw verloor 1,5 kilo; het droog gewicht is in overleg met het dialysecentrum aangepast.",
    "# Medicijnen bij ontslag",
    "De bloedverdunner apixaban gaat door in dezelfde dosering. De antibiotica zijn klaar. Verder is er niets veranderd.",
    "# Afspraken",
    "Controle op de polikliniek over zes weken. Neem eerder contact op bij opnieuw koorts of benauwdheid.",
];

/// Cardiologist.
pub(super) const CARDIOLOGY: &[&str] = &[
    "Geachte collega,",
    "Ik zag {naam} op de polikliniek cardiologie voor controle van het boezemfibrilleren en de pacemaker.",
    "# Klachten",
    "Mevrouw heeft af en toe hartkloppingen, vooral op de ochtend na de dialyse. Zij is niet flauwgevallen. Traplopen gaat niet meer; zij slaapt beneden.",
    "# Onderzoek",
    "Bloeddruk 156/84, pols 72 en onregelmatig. De pacemaker werkt goed en de batterij gaat nog ongeveer zes jaar mee. Op de echo is de hartfunctie iets verminderd, hetzelfde als vorig jaar.",
    "# Beleid",
    "Metoprolol 100 mg gaat door. Ik hoor van mevrouw dat het dialysecentrum 50 mg noteert; ik vraag u en de nefroloog om dat na te gaan. Apixaban 2,5 mg twee keer per dag gaat door.",
    "Controle over een half jaar, of eerder bij klachten.",
];

/// Quarterly letter of the nephrologist.
pub(super) const QUARTER: &[&str] = &[
    "Geachte collega,",
    "Hierbij bericht ik u over {naam}, die drie keer per week bij ons dialyseert op maandag, woensdag en vrijdag.",
    "# Dialyse",
    "De behandelingen duren vier uur en verlopen rustig. De shunt in de linkerarm werkt goed. Tussen twee behandelingen komt mevrouw gemiddeld 2,1 kilo aan. Het droog gewicht is 68,5 kilo.",
    "# Bloeduitslagen",
    "Het hemoglobine is 6,8 mmol/L. Het fosfaat is met 1,72 mmol/L iets te hoog; wij spraken met mevrouw over het innemen van de fosfaatbinders bij het eten. Het kalium is goed.",
    "# Behandelgrenzen",
    "Wij spraken met mevrouw en haar man over reanimatie. Zij wil niet gereanimeerd worden. Dit is bij ons vastgelegd. Ik vraag u om dit ook in uw dossier te noteren.",
    "# Beleid",
    "Wij veranderden niets aan de medicijnen. De volgende brief komt over drie maanden.",
];

/// Start of the dialysis.
pub(super) const DIALYSIS_START: &[&str] = &[
    "Geachte collega,",
    "{naam} is gestart met hemodialyse in ons centrum. De nieren werken nog voor 8 procent.",
    "Mevrouw en haar man kregen uitleg over de behandeling, het dieet en de vochtbeperking. Zij weet bij wie zij terecht kan met vragen, dag en nacht.",
    "Wij schreven fosfaatbinders, vitamines en een middel tegen bloedarmoede voor. Wilt u geen ontstekingsremmers zoals ibuprofen voorschrijven? En bij nieuwe medicijnen graag overleg over de dosering.",
];

/// Dietitian.
pub(super) const DIET: &[&str] = &[
    "Beste {naam},",
    "Wij spraken over uw eten en drinken. Hieronder leest u wat we afspraken.",
    "# Drinken",
    "U drinkt per dag 800 milliliter. Dat zijn ongeveer zes kopjes. Heeft u dorst? Neem dan een ijsblokje of een zuur snoepje.",
    "# Eten",
    "Eet weinig zout. Neem de fosfaatbinders bij het eten in, ook bij een boterham met kaas. Kies per dag één stuk fruit uit de lijst die u kreeg.",
    "U mag mij altijd bellen als iets niet lukt.",
];

/// Referral by the GP.
pub(super) const REFERRAL: &[&str] = &[
    "Geachte collega,",
    "Graag uw beoordeling van {naam} vanwege duizeligheid bij het opstaan.",
    "# Voorgeschiedenis",
    "Nierfalen waarvoor dialyse, boezemfibrilleren, hoge bloeddruk, heupfractuur links.",
    "# Vraag",
    "Kan de bloeddrukmedicatie minder? De bloeddruk op de praktijk was 132/70 liggend en 108/62 staand.",
];
