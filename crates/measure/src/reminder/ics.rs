//! Reminders as a calendar file (RFC 5545). Times are "floating" (section 3.3.5):
//! eight o'clock is eight o'clock where the person is, in summer and in winter.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::Reminder;

/// Most octets of a line (section 3.1).
const LINE: usize = 75;

/// A reminder with its id and the words for it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The id of the reminder, a UUID.
    pub id: &'a str,
    /// The reminder.
    pub reminder: &'a Reminder,
    /// What the calendar shows. Other people may see a calendar: the vendor's
    /// texts name no value.
    pub title: &'a str,
}

/// The file. `stamp` is now in UTC: `20260526T090000Z`.
pub fn calendar<'a>(entries: impl IntoIterator<Item = Entry<'a>>, stamp: &str) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//PGO//Metingen//NL");
    line(&mut out, "CALSCALE:GREGORIAN");
    for entry in entries {
        for time in &entry.reminder.times {
            event(&mut out, &entry, time, stamp);
        }
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, entry: &Entry<'_>, time: &str, stamp: &str) {
    let Some(first) = first_day(entry.reminder) else {
        return;
    };
    let clock = time.replace(':', "");
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}-{clock}@inzage", entry.id));
    line(out, &format!("DTSTAMP:{stamp}"));
    line(
        out,
        &format!("DTSTART:{}T{clock}00", first.format("%Y%m%d")),
    );
    line(out, "DURATION:PT10M");
    line(out, &rule(entry.reminder));
    line(out, &format!("SUMMARY:{}", escaped(entry.title)));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "CLASS:PRIVATE");
    line(out, "BEGIN:VALARM");
    line(out, "ACTION:DISPLAY");
    line(out, "TRIGGER:PT0S");
    line(out, &format!("DESCRIPTION:{}", escaped(entry.title)));
    line(out, "END:VALARM");
    line(out, "END:VEVENT");
}

/// The first day on which it holds: a rule starts on one of its own days.
fn first_day(reminder: &Reminder) -> Option<NaiveDate> {
    (0..7)
        .filter_map(|later| reminder.from.checked_add_days(Days::new(later)))
        .find(|day| reminder.holds(*day))
}

/// Section 3.3.10.
fn rule(reminder: &Reminder) -> String {
    const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let days: Vec<&str> = reminder
        .days
        .iter()
        .filter_map(|day| NAMES.get(usize::from(*day).checked_sub(1)?).copied())
        .collect();
    let mut rule = format!("RRULE:FREQ=WEEKLY;BYDAY={}", days.join(","));
    if let Some(until) = reminder.until {
        // Formatting into a string cannot fail.
        let _ = write!(rule, ";UNTIL={}T235959", until.format("%Y%m%d"));
    }
    rule
}

/// Section 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line, folded at 75 octets between characters (section 3.1).
fn line(out: &mut String, text: &str) {
    let mut room = LINE;
    for letter in text.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use crate::reminder::What;
    use proptest::prelude::*;

    const ID: &str = "07070707-0707-4707-8707-070707070707";

    fn reminder(days: &[u8]) -> Reminder {
        Reminder {
            what: What::Reading(Kind::Weight),
            days: days.iter().copied().collect(),
            times: ["08:00".to_owned()].into(),
            from: "2026-05-26".parse().unwrap(),
            until: Some("2026-06-30".parse().unwrap()),
        }
    }

    fn file(reminder: &Reminder, title: &str) -> String {
        let id = ID;
        calendar(
            [Entry {
                id,
                reminder,
                title,
            }],
            "20260526T090000Z",
        )
    }

    /// As a calendar reads it: unfolded, then unescaped.
    fn summary(file: &str) -> String {
        let unfolded = file.replace("\r\n ", "");
        let line = unfolded
            .lines()
            .find_map(|line| line.strip_prefix("SUMMARY:"));
        let mut out = String::new();
        let mut letters = line.unwrap().chars();
        while let Some(letter) = letters.next() {
            out.push(match letter {
                '\\' => match letters.next().unwrap() {
                    'n' => '\n',
                    other => other,
                },
                other => other,
            });
        }
        out
    }

    #[test]
    fn a_reminder_starts_on_one_of_its_own_days() {
        let file = file(&reminder(&[1, 3, 5]), "Wegen");
        assert!(file.contains("DTSTART:20260527T080000\r\n"), "{file}");
        assert!(file.contains("RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20260630T235959\r\n"));
        assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(file.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_reminder_without_days_is_no_event() {
        assert!(!file(&reminder(&[]), "Wegen").contains("VEVENT"));
    }

    proptest! {
        #[test]
        fn any_title_comes_back_and_no_line_is_longer_than_75_octets(title in "[ -~é€\n;,\\\\]{0,200}") {
            let file = file(&reminder(&[1]), &title);
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= 75, "{line}");
                prop_assert!(!line.contains('\n'));
            }
            prop_assert_eq!(summary(&file), title);
        }
    }
}
