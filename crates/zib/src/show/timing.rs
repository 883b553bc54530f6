//! When something is repeated: `2 keer per dag`, `elke 4 uur`, `voor het slapen`.

use crate::reader::{Node, Reader, children};
use inzage_words::{Lang, phrase};

/// The words of a schedule, still apart: a dose stands among them.
#[derive(Default)]
pub(crate) struct Schedule {
    /// `2 keer per dag`, `elke 4 uur`.
    pub(crate) often: Option<String>,
    /// `'s ochtends`, `om 08:00`: once each.
    pub(crate) moments: Vec<String>,
    /// Days, how long, how many times: after everything else.
    pub(crate) rest: Vec<String>,
}

impl<'a> Reader<'a> {
    /// A schedule in words. What the words leave out is shown beside it.
    pub(crate) fn timing(&self, node: Node<'a>) -> Option<String> {
        let schedule = self.schedule(node);
        let mut said: Vec<String> = schedule.often.into_iter().collect();
        said.extend(self.listed(&schedule.moments));
        said.extend(schedule.rest);
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// The words of a Timing.
    pub(crate) fn schedule(&self, timing: Node<'a>) -> Schedule {
        let mut found = Schedule::default();
        if let Some(repeat) = children(timing, "repeat").into_iter().next() {
            found.moments = self.moments(repeat);
            found.often = self.how_often(repeat, found.moments.len());
            let days: Vec<String> = self.parts(repeat, "dayOfWeek");
            if let Some(days) = self.listed(&days) {
                let on = phrase("on_day", self.lang);
                found.rest.push(format!("{on} {days}"));
            }
            found.rest.extend(self.how_long(repeat));
        }
        found.rest.extend(self.part(timing, "code"));
        found.rest.extend(self.part(timing, "event"));
        found
    }

    /// The texts of the elements of a member.
    fn parts(&self, node: Node<'a>, key: &'a str) -> Vec<String> {
        let found = children(node, key).into_iter();
        found.filter_map(|child| self.text(child)).collect()
    }

    /// `a, b en c`
    pub(crate) fn listed(&self, texts: &[String]) -> Option<String> {
        let (last, before) = texts.split_last()?;
        if before.is_empty() {
            return Some(last.clone());
        }
        let and = phrase("and", self.lang);
        Some(format!("{} {and} {last}", before.join(", ")))
    }

    fn moments(&self, repeat: Node<'a>) -> Vec<String> {
        let mut moments = self.parts(repeat, "when");
        if !moments.is_empty()
            && let Some(offset) = self.part(repeat, "offset")
        {
            let minutes = inzage_words::unit("min", self.lang).unwrap_or("min");
            moments = moments
                .iter()
                .map(|moment| format!("{offset} {minutes} {moment}"))
                .collect();
        }
        let at = phrase("at_hour", self.lang);
        let times = self.parts(repeat, "timeOfDay");
        moments.extend(times.iter().map(|time| format!("{at} {time}")));
        moments
    }

    /// Marks a number that the words hold in another way.
    fn implied(&self, repeat: Node<'a>, key: &'a str) {
        for child in children(repeat, key) {
            self.tell(child.value);
        }
    }

    /// `2 keer per dag`; nothing where the moments of the day say it already.
    fn how_often(&self, repeat: Node<'a>, moments: usize) -> Option<String> {
        let number = |key| {
            let found = children(repeat, key);
            found.first().and_then(|n| n.value.as_f64())
        };
        let is = |key, wanted: f64| number(key).is_some_and(|n| (n - wanted).abs() < f64::EPSILON);
        let single = is("period", 1.0) && number("periodMax").is_none();
        let daily = single
            && children(repeat, "periodUnit")
                .first()
                .is_some_and(|n| n.value == "d");
        let counted = u32::try_from(moments).map_or(0.0, f64::from);
        // Why it is missing may be said: that is not "once".
        let silent = children(repeat, "frequency").is_empty();
        let by_moments = silent || is("frequency", counted);
        if moments > 0 && daily && by_moments && number("frequencyMax").is_none() {
            for key in ["frequency", "period", "periodUnit"] {
                self.implied(repeat, key);
            }
            return None;
        }
        let per = self.span(repeat, single);
        let once = is("frequency", 1.0) || silent;
        if let Some(per) = &per
            && once
            && number("frequencyMax").is_none()
            && (!single || silent)
        {
            self.implied(repeat, "frequency");
            return Some(format!("{} {per}", phrase("every", self.lang)));
        }
        let times = self.times(repeat);
        match (times, per) {
            (Some(times), Some(per)) => Some(format!("{times} {} {per}", phrase("per", self.lang))),
            (times, _) => times,
        }
    }

    /// `3 keer`, `2 tot 3 keer`.
    fn times(&self, repeat: Node<'a>) -> Option<String> {
        let word = |key| phrase(key, self.lang);
        let least = self.part(repeat, "frequency");
        let most = self.part(repeat, "frequencyMax");
        let number = |text: &String| text.starts_with(|c: char| c.is_ascii_digit());
        if let Some(why) = least.as_ref().filter(|text| !number(text)) {
            return Some(format!("{} ({why})", word("number_of_times")));
        }
        Some(match (least, most) {
            (Some(least), Some(most)) => {
                format!("{least} {} {most} {}", word("to"), word("times"))
            }
            (Some(least), None) if least == "1" => format!("{least} {}", word("time")),
            (Some(least), None) => format!("{least} {}", word("times")),
            (None, Some(most)) => format!("{} {most} {}", word("times_at_most"), word("times")),
            (None, None) => return None,
        })
    }

    /// `dag`, `4 uur`, `4 tot 6 uur`.
    fn span(&self, repeat: Node<'a>, single: bool) -> Option<String> {
        let unit = children(repeat, "periodUnit").into_iter().next();
        let words = if single { "periodUnit" } else { "durationUnit" };
        let name = unit.and_then(|unit| {
            let code = unit.value.as_str()?.trim();
            match inzage_words::code("", words, code, self.lang) {
                Some(word) => {
                    self.tell(unit.value);
                    Some(word.to_owned())
                }
                None => self.text(unit),
            }
        });
        if single {
            if name.is_some() {
                self.implied(repeat, "period");
            }
            return name;
        }
        let count = match (self.part(repeat, "period"), self.part(repeat, "periodMax")) {
            (Some(least), Some(most)) => {
                Some(format!("{least} {} {most}", phrase("to", self.lang)))
            }
            (least, most) => least.or(most),
        };
        match (count, name) {
            (Some(count), Some(name)) => Some(format!("{count} {name}")),
            (count, name) => count.or(name),
        }
    }

    /// How long in all, how many times in all.
    fn how_long(&self, repeat: Node<'a>) -> Vec<String> {
        let word = |key| phrase(key, self.lang);
        let mut said = Vec::new();
        for bounds in crate::reader::select(repeat.value, repeat.key, "bounds*") {
            let text = self.text(bounds);
            said.extend(text.map(|text| match bounds.key {
                "boundsPeriod" => text,
                _ if self.cycle().is_some() => format!("{} {text}", word("each_during")),
                _ => format!("{} {text}", word("during")),
            }));
        }
        if let Some(count) = self.part(repeat, "count") {
            said.push(format!("{count} {}", word("times_in_all")));
        }
        said
    }

    /// A dose within a schedule, in the order of the language.
    pub(crate) fn dosed(&self, dose: Option<&str>, schedule: &Schedule) -> Vec<String> {
        let mut said = Vec::new();
        let moments: Vec<String> = schedule
            .moments
            .iter()
            .map(|moment| match dose {
                Some(dose) => format!("{dose} {moment}"),
                None => moment.clone(),
            })
            .collect();
        match (self.listed(&moments), &schedule.often, dose) {
            (Some(moments), often, _) => {
                said.push(moments);
                said.extend(often.clone());
            }
            (None, Some(often), Some(dose)) => said.push(match self.lang {
                Lang::Nl => format!("{often} {dose}"),
                Lang::En => format!("{dose} {often}"),
            }),
            (None, often, dose) => {
                said.extend(often.clone());
                said.extend(dose.map(str::to_owned));
            }
        }
        said.extend(schedule.rest.clone());
        said
    }
}
