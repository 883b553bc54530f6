//! Who looked: rows made for fictitious staff, the same for the same person and day.
//! They follow from the calendar, so that the trail grows with the network's clock.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Utc, Weekday};
use serde::Serialize;
use serde_json::{Value, json};

use super::problem::Problem;

/// Most rows in one answer.
const MOST: usize = 500;
/// How far back the trail goes, in days.
const DAYS: u64 = 400;

/// A row.
#[derive(Clone, Debug, Serialize)]
struct Row {
    id: String,
    at: String,
    #[serde(flatten)]
    work: Work,
}

/// Something that staff does.
#[derive(Clone, Copy, Debug, Serialize)]
struct Work {
    #[serde(skip)]
    clock: (u32, u32),
    role: &'static str,
    department: &'static str,
    action: &'static str,
    data: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<&'static str>,
}

const fn work(
    clock: (u32, u32),
    who: (&'static str, &'static str),
    what: (&'static str, &'static str),
    purpose: &'static str,
) -> Work {
    Work {
        clock,
        role: who.0,
        department: who.1,
        action: what.0,
        data: what.1,
        purpose,
        organization: None,
    }
}

const TREATMENT: &str = "Behandeling";
const NURSE: (&str, &str) = ("Dialyseverpleegkundige", "Dialyse");
const NEPHROLOGIST: (&str, &str) = ("Internist-nefroloog", "Nierziekten");
const DIETICIAN: (&str, &str) = ("Diëtist", "Voeding en dieet");
const PHARMACIST: (&str, &str) = ("Apotheker", "Ziekenhuisapotheek");
const SECRETARY: (&str, &str) = ("Medisch secretaresse", "Polikliniek nierziekten");
const BILLING: (&str, &str) = ("Medewerker declaraties", "Financiën");
const AUDITOR: (&str, &str) = ("Kwaliteitsmedewerker", "Bestuursbureau");

/// On each day of dialysis.
const SESSION: [Work; 2] = [
    work(
        (7, 42),
        NURSE,
        ("read", "Dialysebehandelingen en gewicht"),
        TREATMENT,
    ),
    work(
        (12, 5),
        NURSE,
        ("change", "Verslag van de dialyse"),
        TREATMENT,
    ),
];
/// Each Wednesday.
const WEEKLY: [Work; 1] = [work(
    (10, 20),
    NEPHROLOGIST,
    ("read", "Uitslagen van bloedonderzoek"),
    TREATMENT,
)];
/// Each month, by day.
const MONTHLY: [(u32, Work); 5] = [
    (
        3,
        work(
            (9, 10),
            DIETICIAN,
            ("read", "Uitslagen en voedingsadvies"),
            TREATMENT,
        ),
    ),
    (
        5,
        work(
            (14, 30),
            PHARMACIST,
            ("read", "Medicatieoverzicht"),
            "Medicatiecontrole",
        ),
    ),
    (
        12,
        work(
            (16, 15),
            NEPHROLOGIST,
            ("change", "Medicatieafspraken"),
            TREATMENT,
        ),
    ),
    (
        13,
        work(
            (8, 50),
            SECRETARY,
            ("print", "Brief aan de huisarts"),
            "Verslaglegging",
        ),
    ),
    (
        27,
        work(
            (11, 45),
            BILLING,
            ("read", "Uitgevoerde behandelingen"),
            "Declaratie",
        ),
    ),
];
/// Each month: sent to somebody else.
const SHARED: (u32, Work) = (
    14,
    Work {
        organization: Some("Huisartsenpraktijk De Linde"),
        ..work(
            (9, 0),
            SECRETARY,
            ("share", "Polikliniekbrief"),
            "Overdracht",
        )
    },
);
/// Each month, in the evening: what a patient may not expect.
const ODD: (u32, Work) = (
    19,
    work(
        (22, 47),
        AUDITOR,
        ("read", "Volledig dossier"),
        "Kwaliteitscontrole",
    ),
);

/// Who looked on a day at the data of a person, oldest first.
fn on(day: NaiveDate, persona: &str) -> Vec<Row> {
    let dialyses = persona == "riet";
    let session = matches!(day.weekday(), Weekday::Mon | Weekday::Wed | Weekday::Fri);
    let mut all = Vec::new();
    if dialyses && session {
        all.extend(SESSION);
    }
    if dialyses && day.weekday() == Weekday::Wed {
        all.extend(WEEKLY);
    }
    // Who does not dialyse is known to the secretary and the auditor only.
    let monthly = MONTHLY.into_iter().filter(|_| dialyses);
    let monthly = monthly
        .chain([SHARED, ODD])
        .filter(|(of, _)| *of == day.day());
    all.extend(monthly.map(|(_, work)| work));
    all.sort_by_key(|work| work.clock);
    let row = |(number, work): (usize, Work)| Row {
        id: format!("inzage-{}-{}", day.format("%Y%m%d"), number + 1),
        at: moment(day, work.clock).to_rfc3339(),
        work,
    };
    all.into_iter().enumerate().map(row).collect()
}

/// A time of day in the Netherlands: an hour or two before it in UTC, by the month, as
/// good as the test network needs it.
fn moment(day: NaiveDate, (hour, minute): (u32, u32)) -> DateTime<chrono::FixedOffset> {
    let hours = if (4..=10).contains(&day.month()) {
        2
    } else {
        1
    };
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let local = day.and_time(time);
    let offset = chrono::FixedOffset::east_opt(hours * 3600);
    let at = offset.and_then(|offset| local.and_local_timezone(offset).single());
    at.unwrap_or_else(|| local.and_utc().fixed_offset())
}

/// `GET /audit-events?from=&until=`
pub(super) fn list(now: DateTime<Utc>, persona: &str, query: &str) -> Result<Value, Problem> {
    let today = now.date_naive();
    let first = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
    let (mut from, mut until) = (first, today);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let day = || value.parse().map_err(|_| Problem::InvalidRequest);
        match name.as_ref() {
            "from" => from = first.max(day()?),
            "until" => until = today.min(day()?),
            _ => {}
        }
    }
    let days = from.iter_days().take_while(|day| *day <= until);
    let past = |row: &Row| DateTime::parse_from_rfc3339(&row.at).is_ok_and(|at| at <= now);
    let rows = days.flat_map(|day| on(day, persona)).filter(past);
    let mut rows: Vec<Row> = rows.collect();
    rows.reverse();
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    Ok(json!({"events": rows, "more": more}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(now: &str, query: &str) -> Vec<String> {
        let now = now.parse().unwrap();
        let all = list(now, "riet", query).unwrap();
        let events = all["events"].as_array().unwrap().iter();
        events
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_trail_grows_with_the_clock_and_never_changes() {
        let before = ids("2026-05-26T08:00:00Z", "");
        let after = ids("2026-05-28T08:00:00Z", "");
        let first = before.first().unwrap();
        let at = after.iter().position(|id| id == first).unwrap();
        assert!(at > 0, "somebody looked since");
        let old = after.iter().skip(at);
        assert!(old.zip(&before).all(|(one, other)| one == other));
        let unique: std::collections::BTreeSet<_> = after.iter().collect();
        assert_eq!(unique.len(), after.len());
    }

    #[test]
    fn a_period_is_a_period_and_nobody_looks_in_the_future() {
        let of = |query| ids("2026-05-26T08:00:00Z", query);
        assert!(of("from=2026-05-27").is_empty());
        assert!(
            of("from=2026-05-20&until=2026-05-20")
                .iter()
                .all(|id| id.starts_with("inzage-20260520"))
        );
        assert_eq!(of("from=2026-05-20&until=2026-05-20").len(), 3);
        assert!(
            list(
                "2026-05-26T08:00:00Z".parse().unwrap(),
                "riet",
                "from=gisteren"
            )
            .is_err()
        );
    }
}
