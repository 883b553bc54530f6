//! Dates and times as a person writes them; vague ones stay vague.

use crate::reader::{Node, Reader, children};
use inzage_fhir::{FhirDate, Precision};
use inzage_words::{Lang, month, phrase};

/// A date of any precision in words, at the wall clock of the source; as received
/// when it is none.
pub fn date_text(text: &str, lang: Lang) -> String {
    let Some(date) = FhirDate::parse(text) else {
        return text.to_owned();
    };
    let mut out = String::new();
    if let Some(day) = date.day {
        out.push_str(&day.to_string());
        out.push(' ');
    }
    if let Some(number) = date.month {
        out.push_str(month(number, lang));
        out.push(' ');
    }
    out.push_str(date.year);
    if let Some(time) = date.time {
        out.push_str(", ");
        out.push_str(clock(time));
        if date.offset == "Z" {
            out.push_str(" (UTC)");
        }
    }
    out
}

/// The day of a date in words; as received when it is none.
pub(crate) fn day_text(text: &str, lang: Lang) -> String {
    match text.split_once('T') {
        Some((day, _)) if FhirDate::parse(text).is_some() => date_text(day, lang),
        _ => date_text(text, lang),
    }
}

/// A date with its time in words; midnight mostly means that only the day is known.
pub(crate) fn moment_text(text: &str, lang: Lang) -> String {
    let midnight = FhirDate::parse(text)
        .and_then(|date| date.time)
        .is_some_and(|time| time.starts_with("00:00:00") || time == "00:00");
    if midnight {
        return day_text(text, lang);
    }
    let whole = date_text(text, lang);
    // Seconds say nothing in a row; they stand on the page.
    match whole.rsplit_once(", ") {
        Some((day, clock)) if FhirDate::parse(text).is_some() => {
            let minutes: String = clock.chars().take(5).collect();
            let utc = if clock.ends_with(" (UTC)") {
                " (UTC)"
            } else {
                ""
            };
            format!("{day}, {minutes}{utc}")
        }
        _ => whole,
    }
}

/// Whether a time says no more than the day: its first moment, or the last one of
/// what ends. The first moment of an end may mean the day before: it is shown.
fn is_whole_day(node: Node<'_>, date: &FhirDate<'_>) -> bool {
    let Some(time) = date.time else {
        return false;
    };
    let midnight = time == "00:00" || time.starts_with("00:00:00");
    let ends = node.key == "end" && node.holder != "Appointment";
    (midnight && !ends) || (node.key == "end" && time.starts_with("23:59"))
}

/// `08:00:00` is `08:00`; seconds that say something stay.
fn clock(time: &str) -> &str {
    let whole = match time.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|b| b == b'0') => whole,
        _ => time,
    };
    whole
        .strip_suffix(":00")
        .filter(|t| t.len() == 5)
        .unwrap_or(whole)
}

impl<'a> Reader<'a> {
    /// A text that is a date or a time, in words.
    pub(crate) fn date_or_time(&self, node: Node<'a>, text: &str) -> Option<String> {
        if text.len() == 8 && text.split(':').filter(|p| p.len() == 2).count() == 3 {
            let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b':');
            return digits.then(|| clock(text).to_owned());
        }
        let date = FhirDate::parse(text)?;
        if let Some((day, _)) = text.split_once('T').filter(|_| is_whole_day(node, &date)) {
            // The hour only says where the day begins or ends; it stands with the source.
            self.hide(node.value);
            return Some(date_text(day, self.lang));
        }
        let named = [
            "date",
            "Date",
            "start",
            "end",
            "onset",
            "abatement",
            "effective",
            "occur",
        ];
        let vague = date.precision() < Precision::Day;
        let is_date = named.iter().any(|n| node.key.contains(n)) || node.holder == "dateCriterion";
        (!vague || is_date).then(|| date_text(text, self.lang))
    }

    /// From when until when.
    pub(crate) fn period(&self, node: Node<'a>) -> Option<String> {
        let start = self.part(node, "start");
        let mut end = self.part(node, "end");
        if node.value.get("start") == node.value.get("end") && start.is_some() {
            end.clone_from(&start);
        }
        let word = |key| phrase(key, self.lang);
        match (start, end) {
            (Some(start), Some(end)) if start == end => Some(start),
            (Some(start), Some(end)) => Some(format!("{start} {} {end}", word("until"))),
            (Some(start), None) => Some(format!("{} {start}", word("from"))),
            (None, Some(end)) => Some(format!("{} {end}", word("until"))),
            (None, None) => None,
        }
    }

    /// The first date among `paths`, in words and as received: of a period its
    /// start, else its end.
    pub(crate) fn first_date(&self, paths: &[&'a str]) -> Option<(String, &'a str)> {
        let (text, _) = self.first_moment(paths)?;
        Some((date_text(text, self.lang), text))
    }

    /// The first date among `paths` as received, and whether it is only an end.
    pub(crate) fn first_moment(&self, paths: &[&'a str]) -> Option<(&'a str, bool)> {
        for node in paths.iter().flat_map(|path| self.at(path)) {
            let ends = children(node, "end").into_iter();
            let starts = children(node, "start").into_iter();
            let only_end = node.key == "end" || node.key.starts_with("abatement");
            let all = std::iter::once((node, only_end))
                .chain(starts.map(|node| (node, false)))
                .chain(ends.map(|node| (node, true)));
            for (node, until) in all {
                let text = node.value.as_str();
                if let Some(text) = text.filter(|text| FhirDate::parse(text).is_some()) {
                    return Some((text, until));
                }
            }
        }
        None
    }
}
