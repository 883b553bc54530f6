//! Whether two ways of writing how a medicine is used say the same: `2dd1T` and
//! `2 keer per dag 1 stuk`.

use std::collections::BTreeSet;

/// Whether `made` says every word and number of `written`, and the same number of
/// times.
pub(crate) fn says_all(made: &str, written: &str) -> bool {
    let below = negatives(made) == negatives(written);
    let (made, mut written) = (tokens(made), tokens(written));
    // How many pieces a dose is says nothing against how much of the substance it is.
    let weighed = made.iter().any(|word| SUBSTANCE.contains(&word.as_str()));
    if weighed && !made.iter().any(|word| is_piece(word)) {
        written = without_pieces(&written);
    }
    let mut words: BTreeSet<&str> = made.iter().map(String::as_str).collect();
    let (often, written_often) = (counted(&made), counted(&written));
    // "Every three days" is once per three days.
    if words.contains(EVERY) && written_often.iter().all(|number| *number == "1") {
        words.insert("1");
    }
    // A moment of the day says that it is every day, unless something else is said.
    let daily = !LONGER.iter().any(|span| words.contains(span));
    // A tablet is a piece, and so is a capsule; neither is the other.
    let a_piece = |word: &str| is_piece(word) && words.contains(PIECE);
    let of_a_kind = |word: &str| word == PIECE && words.iter().any(|word| is_piece(word));
    let unsaid = |word: &str| {
        UNSAID.contains(&word) || (daily && word == DAY) || a_piece(word) || of_a_kind(word)
    };
    below
        && written
            .iter()
            .all(|word| words.contains(word.as_str()) || unsaid(word))
        && (often.is_empty() || written_often.is_subset(&often))
}

/// The numbers below zero: `-1`. A dash within or behind a word is none: `1-2 stuks`.
pub(super) fn negatives(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| c.is_whitespace() || c == '(')
        .filter_map(|word| word.strip_prefix(['-', '\u{2212}']))
        .map(|rest| rest.trim_end_matches(|c: char| !c.is_alphanumeric()))
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// The words without `1 stuk`, `2 stuk`.
fn without_pieces(words: &[String]) -> Vec<String> {
    let next = words.iter().skip(1).map(Some).chain([None]);
    let kept = words.iter().zip(next);
    kept.filter(|(word, next)| !is_piece(word) && !next.is_some_and(|next| is_piece(next)))
        .map(|(word, _)| word.clone())
        .collect()
}

/// Whether a word, in the form by which it is compared, counts pieces.
fn is_piece(word: &str) -> bool {
    [PIECE, "tablet", "capsule"].contains(&word)
}

/// The numbers that stand before "times".
fn counted(tokens: &[String]) -> BTreeSet<&str> {
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs
        .filter(|(_, word)| word.as_str() == TIMES)
        .map(|(number, _)| number.as_str())
        .filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// The words and numbers of a text, each in one form: `2dd 1T` is `2 times 1 stuk`.
fn tokens(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('½', " 0.5 ");
    let mut found: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            if matches!(word.as_str(), "zn" | "zonodig") {
                found.extend(["zo", "nodig"].map(str::to_owned));
                word.clear();
                return;
            }
            let daily = DAILY.contains(&word.as_str());
            found.push(one_form(word));
            found.extend(daily.then(|| DAY.to_owned()));
            word.clear();
        }
    };
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let digit = |c: char| c.is_ascii_digit();
        let in_number = word.starts_with(digit);
        let point = matches!(c, ',' | '.') && in_number && rest.peek().copied().is_some_and(digit);
        if !point && !c.is_alphanumeric() {
            end(&mut word);
        } else {
            if !point && !word.is_empty() && in_number != digit(c) {
                end(&mut word);
            }
            word.push(if point { '.' } else { c });
        }
    }
    end(&mut word);
    found
}

/// A word in the form by which it is compared; a number without zeros that say nothing.
fn one_form(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let word = match word.split_once('.') {
            Some((whole, part)) => format!("{whole}.{}", part.trim_end_matches('0')),
            None => word.to_owned(),
        };
        let short = word.trim_end_matches('.').trim_start_matches('0');
        return match short.chars().next() {
            None => "0".to_owned(),
            Some('.') => format!("0{short}"),
            Some(_) => short.to_owned(),
        };
    }
    let form = FORMS.iter().find(|(_, words)| words.contains(&word));
    form.map_or(word, |(form, _)| form).to_owned()
}

/// The form of "keer", "maal", "x".
pub(crate) const TIMES: &str = "times";
const DAY: &str = "dag";
const PIECE: &str = "stuk";
const EVERY: &str = "elke";

/// Units of the substance itself, in the form by which they are compared.
const SUBSTANCE: &[&str] = &["mg", "g", "ml", "eenheid", "microg"];

/// "Times a day" in one word.
const DAILY: &[&str] = &["dd", "dagelijks", "daags", "d", "daily"];

/// Other spans than a day, in the form by which they are compared.
const LONGER: &[&str] = &["week", "maand", "jaar", "uur"];

/// What is written in several ways, abbreviated too.
const FORMS: &[(&str, &[&str])] = &[
    (
        TIMES,
        &[
            "maal",
            "keer",
            "x",
            "dd",
            "dagelijks",
            "daags",
            "d",
            "times",
            "time",
            "daily",
        ],
    ),
    (
        "tablet",
        &["t", "tab", "tabl", "tablet", "tabletten", "tablets"],
    ),
    ("capsule", &["c", "caps", "capsule", "capsules"]),
    (PIECE, &["st", "stuk", "stuks", "piece", "pieces"]),
    ("ml", &["ml", "milliliter", "millilitre", "milliliters"]),
    ("mg", &["mg", "milligram"]),
    ("g", &["g", "gr", "gram"]),
    ("microg", &["mcg", "µg", "ug", "microgram"]),
    ("1", &["één", "one"]),
    ("2", &["twee", "two"]),
    ("3", &["drie", "three"]),
    ("druppel", &["dr", "druppel", "druppels", "drop", "drops"]),
    (
        "eenheid",
        &[
            "ie",
            "internat",
            "int",
            "eh",
            "eenh",
            "eenheid",
            "eenheden",
            "internationale",
            "units",
            "unit",
        ],
    ),
    ("dosis", &["dosis", "doses", "dose"]),
    ("max", &["max", "maximaal", "hoogstens", "most"]),
    (DAY, &["dag", "dagen", "day", "days"]),
    ("week", &["week", "weken", "weeks"]),
    ("maand", &["maand", "maanden", "month", "months"]),
    ("jaar", &["jaar", "jaren", "year", "years"]),
    ("uur", &["uur", "uren", "hour", "hours"]),
    (EVERY, &["elke", "iedere", "ieder", "elk", "every", "each"]),
];

/// Words that say nothing of their own beside the others.
const UNSAID: &[&str] = &[
    TIMES, "per", "a", "à", "en", "tot", "steeds", "van", "cyclus", "elke", "and", "to", "at",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_of_the_same_use_say_no_more() {
        let made = "2 keer per dag 1 stuk, oraal";
        for written in [
            "2 maal per dag 1T",
            "2dd1",
            "2 x daags 1 tablet",
            "2 maal per dag 1,0 stuk, Oraal",
            "twee maal per dag één tablet",
        ] {
            assert!(says_all(made, written), "{written}");
        }
        let needed = "3 keer per dag 1 stuk, zo nodig, oraal";
        assert!(says_all(
            needed,
            "3D1T zn (3 maal daags, 1 tablet, zo nodig)"
        ));
        let weighed = "2,5 mg 's ochtends en 2,5 mg 's nachts 2 keer";
        assert!(says_all(weighed, "2 maal per dag 1T"));
        assert!(!says_all(weighed, "3 maal per dag 1T") && !says_all(weighed, "2dd 5 mg"));
        let half = "1 keer per dag 0,5 stuk";
        assert!(says_all(half, "1D½T") && says_all(half, "1 dd 0.50 tabl."));
    }

    #[test]
    fn what_the_source_says_beyond_it_or_otherwise_is_seen() {
        let made = "2 keer per dag 1 stuk";
        for written in [
            "1 maal per dag 2 stuks",
            "2 maal per dag 1T zo nodig",
            "2 maal per week 1T",
            "2dd 1T, niet bij zwangerschap",
            "2 dd 1 ml",
            "eerst 2dd1, na 3 dagen 1dd1",
        ] {
            assert!(!says_all(made, written), "{written}");
        }
        assert!(!says_all("2 keer per week 1 stuk", "2dd 1 stuk"));
        assert!(!says_all("2 keer per dag 1 tablet", "2dd 1 capsule"));
        assert!(says_all("2 keer per dag 1 tablet", "2dd 1 stuk"));
        assert!(says_all(
            "elke 3 dagen 2 stuks",
            "1 maal per 3 dagen 2 stuks"
        ));
        assert!(!says_all(
            "elke 3 dagen 2 stuks",
            "2 maal per 3 dagen 1 stuk"
        ));
        assert!(says_all("1 stuk om 08:00", "elke dag om 8:00 1 stuk"));
    }
}
