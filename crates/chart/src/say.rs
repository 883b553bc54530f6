//! The series in words: the sentence, what has to be said beside the chart, and
//! each point to be read and heard. Words describe; they never judge.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use inzage_words::Lang;

use crate::buckets::{Bucket, Reach, Together};
use crate::draw::{Drawn, shared_range};
use crate::notes::{MOST, compact};
use crate::numbers::{number, values_text, with_unit};
use crate::series::{Moment, Noun, Point, Series, Value};

/// The newest value, how it compares with the one before, and between which
/// values all of them lie.
pub(crate) fn sentence(series: &Series, within: &[&Point], lang: Lang) -> String {
    let Some(newest) = within.last() else {
        let none = lang.pick(
            "In deze periode zijn er geen",
            "In this period there are no",
        );
        return format!("{none} {}.", series.noun.many(lang));
    };
    let value = series.value_text(newest, lang);
    let day = newest.at.map_or_else(String::new, |at| at.day_text(lang));
    let from = match series.group_inside(newest) {
        name if of_several_groups(within) && !name.is_empty() => format!(" ({name})"),
        _ => String::new(),
    };
    let said = newest.said.as_ref().map(|said| format!(", {said}"));
    let on = lang.pick("op", "on");
    let mut out = format!("{value}{} {on} {day}{from}", said.unwrap_or_default());
    let before = before(series, within, newest);
    if let Some(before) = before
        && let Some(compared) = against(newest, before, lang)
    {
        out = format!("{out}, {compared}");
        if series.lead(before.group) != series.lead(newest.group) {
            let at = lang.pick("bij", "at");
            out = format!("{out} {at} {}", series.group_inside(before));
        }
    }
    out.push('.');
    if let (Some(first), true) = (within.first(), within.len() > 2) {
        out = format!("{out} {}", overall(series, within, first, newest, lang));
    }
    out
}

/// What the newest point is compared with: the one before it, of the same family
/// where it has one (after dialysis with after dialysis).
fn before<'p>(series: &Series, within: &[&'p Point], newest: &Point) -> Option<&'p Point> {
    let has_family = |point: &Point| {
        let group = series.groups.get(point.group);
        group.is_some_and(|group| !group.family.is_empty())
    };
    let comparable = |point: &&&Point| {
        !has_family(newest) || series.lead(point.group) == series.lead(newest.group)
    };
    within.iter().rev().skip(1).find(comparable).copied()
}

/// `hoger dan op 3 maart 2026 (5,1)`. None where two values cannot be compared:
/// a limit, or values of another number of parts.
pub fn against(point: &Point, before: &Point, lang: Lang) -> Option<String> {
    let at = before.at?;
    let exact = |point: &Point| point.values.iter().all(Value::is_exact);
    let same_parts = point.values.len() == before.values.len();
    if !same_parts || !exact(point) || !exact(before) {
        return None;
    }
    let was = values_text(before, lang);
    let day = match (point.at?.day() == at.day(), at.clock()) {
        (true, Some(clock)) => {
            let of = lang.pick("om", "at");
            format!("{of} {}", clock.format("%H:%M"))
        }
        _ => format!("{} {}", lang.pick("op", "on"), at.day_text(lang)),
    };
    let [value] = point.values.as_slice() else {
        let word = lang.pick("de vorige was", "the one before was");
        return Some(format!("{word} {was} {day}"));
    };
    let order = value
        .number
        .partial_cmp(&before.values.first()?.number)
        .unwrap_or(Ordering::Equal);
    let word = match order {
        Ordering::Greater => lang.pick("hoger dan", "higher than"),
        Ordering::Less => lang.pick("lager dan", "lower than"),
        Ordering::Equal => lang.pick("hetzelfde als", "the same as"),
    };
    Some(format!("{word} {day} ({was})"))
}

/// `12 uitslagen van 3 mei 2024 tot en met 3 maart 2026, tussen 4,5 en 5,4.`
fn overall(series: &Series, within: &[&Point], first: &Point, last: &Point, lang: Lang) -> String {
    let count = within.len();
    let many = series.noun.many(lang);
    let day = |point: &Point| point.at.map_or_else(String::new, |at| at.day_text(lang));
    let (from, to) = (day(first), day(last));
    let when = match lang {
        Lang::Nl if from == to => format!("{count} {many} op {to}"),
        Lang::Nl => format!("{count} {many} van {from} tot en met {to}"),
        Lang::En if from == to => format!("{count} {many} on {to}"),
        Lang::En => format!("{count} {many} from {from} to {to}"),
    };
    let reach = |nth: usize| {
        let values = || within.iter().filter_map(|point| point.values.get(nth));
        let by = |a: &&Value, b: &&Value| a.number.total_cmp(&b.number);
        Some((values().min_by(by)?, values().max_by(by)?))
    };
    let between = |(low, high): (&Value, &Value)| {
        let (low, high) = (low.shown(lang), high.shown(lang));
        match lang {
            _ if low == high => format!("{} {low}", lang.pick("steeds", "always")),
            Lang::Nl => format!("tussen {low} en {high}"),
            Lang::En => format!("between {low} and {high}"),
        }
    };
    let all = series.parts_or_one();
    let said = all.iter().enumerate().filter_map(|(nth, name)| {
        let text = between(reach(nth)?);
        Some(format!("{} {text}", name.to_lowercase()).trim().to_owned())
    });
    format!("{when}, {}.", said.collect::<Vec<_>>().join(", "))
}

/// What has to be said beside the chart.
pub(crate) fn notes(series: &Series, within: &[&Point], drawn: &Drawn, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    if let Some((from, to)) = &drawn.scale {
        out.push(match lang {
            Lang::Nl => format!("De schaal loopt van {from} tot {to} en begint niet bij 0."),
            Lang::En => format!("The scale runs from {from} to {to} and does not begin at 0."),
        });
    }
    if let Some(together) = drawn.together {
        let name = together.name(lang);
        out.push(match lang {
            Lang::Nl => format!(
                "Er zijn te veel {} om elk apart te tekenen. Elke balk loopt van de laagste tot de hoogste van één {name}; het streepje is het gemiddelde, door deze app berekend. Kies een kortere periode om ze apart te zien.",
                series.noun.many(lang)
            ),
            Lang::En => format!(
                "There are too many {} to draw each one. Each bar runs from the lowest to the highest of one {name}; the dash is the mean, computed by this app. Choose a shorter period to see each one.",
                series.noun.many(lang)
            ),
        });
    }
    if drawn.unnumbered > 0 {
        out.push(match lang {
            Lang::Nl => format!(
                "De {MOST} nieuwste notities hebben een nummer. De andere staan in de tabel, of in een kortere periode."
            ),
            Lang::En => format!(
                "The {MOST} newest notes have a number. The others are in the table, or in a shorter period."
            ),
        });
    }
    if drawn.gaps {
        out.push(
            lang.pick(
                "De lijn stopt waar lang niet is gemeten.",
                "The line stops where nothing was measured for long.",
            )
            .to_owned(),
        );
    }
    let differ = shared_range(within).is_none() && within.iter().any(|p| p.range.is_some());
    if differ {
        out.push(
            lang.pick(
                "Het normale gebied verschilt tussen deze uitslagen.",
                "The normal range differs between these results.",
            )
            .to_owned(),
        );
    }
    let undrawn = series.points.iter().filter(|p| !p.is_drawable()).count();
    if undrawn > 0 {
        out.push(match lang {
            Lang::Nl => format!(
                "Alleen in de tabel: {undrawn} zonder getal of datum, of door de bron ongeldig verklaard."
            ),
            Lang::En => format!(
                "Only in the table: {undrawn} without a number or date, or withdrawn by the source."
            ),
        });
    }
    out
}

/// One point, to be read and heard.
pub(crate) fn point(
    series: &Series,
    point: &Point,
    at: Moment,
    number: Option<usize>,
    lang: Lang,
) -> String {
    let mut out = vec![at.text(lang), spoken_value(series, point, lang)];
    out.extend(point.said.clone());
    if let Some(range) = &point.range {
        let normal = lang.pick("normaal", "normal");
        out.push(format!("{normal} {}", range.text(lang)));
    }
    out.extend(point.beside.clone());
    out.push(series.group_name(point).to_owned());
    if let Some(note) = &point.note {
        let word = lang.pick("notitie", "note");
        let number = number.map_or_else(String::new, |number| format!(" {number}"));
        out.push(format!("{word}{number}: {note}"));
    }
    out.retain(|part| !part.is_empty());
    out.join(" · ")
}

/// A limit is said, because a sign is not heard.
fn spoken_value(series: &Series, point: &Point, lang: Lang) -> String {
    let shown = series.value_text(point, lang);
    let limits = point.values.iter().filter_map(|value| value.limit);
    limits.fold(shown, |text, limit| {
        text.replacen(limit.sign(), limit.words(lang), 1)
    })
}

/// Points taken together, to be read and heard.
pub(crate) fn bucket(
    series: &Series,
    bucket: &Bucket,
    (together, noted): (Together, &BTreeSet<usize>),
    lang: Lang,
) -> String {
    let count = bucket.count;
    let noun = if count == 1 {
        series.noun.one(lang)
    } else {
        series.noun.many(lang)
    };
    let mut out = vec![bucket.name(together, lang), format!("{count} {noun}")];
    let all = series.parts_or_one();
    for (name, reach) in all.iter().zip(&bucket.parts) {
        let text = reach_text(reach, &series.unit, lang);
        out.push(format!("{} {text}", name.to_lowercase()).trim().to_owned());
    }
    out.push(series.family_name(bucket.group).to_owned());
    if !noted.is_empty() {
        let word = match noted.len() {
            1 => lang.pick("notitie", "note"),
            _ => lang.pick("notities", "notes"),
        };
        let numbers = compact(noted, lang.pick(" tot en met ", " to "));
        out.push(format!("{word} {numbers}"));
    }
    out.retain(|part| !part.is_empty());
    out.join(" · ")
}

fn reach_text(reach: &Reach, unit: &str, lang: Lang) -> String {
    let text = |value| number(value, reach.decimals, lang);
    let between = if reach.low.total_cmp(&reach.high).is_eq() {
        with_unit(&text(reach.low), unit)
    } else {
        let to = lang.pick("tot", "to");
        let range = format!("{} {to} {}", text(reach.low), text(reach.high));
        with_unit(&range, unit)
    };
    match reach.mean() {
        Some(mean) => {
            let word = lang.pick("gemiddeld", "mean");
            format!("{between}, {word} {}", text(mean))
        }
        None => between,
    }
}

impl Noun {
    pub(crate) fn many(self, lang: Lang) -> &'static str {
        match self {
            Self::Results => lang.pick("uitslagen", "results"),
            Self::Readings => lang.pick("metingen", "readings"),
            Self::Differences => lang.pick("verschillen", "differences"),
        }
    }

    pub(crate) fn one(self, lang: Lang) -> &'static str {
        match self {
            Self::Results => lang.pick("uitslag", "result"),
            Self::Readings => lang.pick("meting", "reading"),
            Self::Differences => lang.pick("verschil", "difference"),
        }
    }
}

impl Series {
    /// Names of the parts, or one without a name.
    pub(crate) fn parts_or_one(&self) -> Vec<&str> {
        if self.parts.is_empty() {
            return vec![""];
        }
        self.parts.iter().map(String::as_str).collect()
    }
}

fn of_several_groups(within: &[&Point]) -> bool {
    let first = within.first().map(|point| point.group);
    within.iter().any(|point| Some(point.group) != first)
}
