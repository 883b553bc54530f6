//! When something is repeated: `2 keer per dag, voor het slapen`.

use crate::reader::{Node, Reader, children};

impl<'a> Reader<'a> {
    /// A schedule in words. What the words leave out is shown beside it.
    pub(crate) fn timing(&self, node: Node<'a>) -> Option<String> {
        let mut said = Vec::new();
        if let Some(repeat) = children(node, "repeat").into_iter().next() {
            said.extend(self.how_often(repeat));
            said.extend(self.part(repeat, "dayOfWeek"));
            said.extend(self.part(repeat, "when"));
            if let Some(times) = self.part(repeat, "timeOfDay") {
                said.push(format!(
                    "{} {times}",
                    inzage_words::phrase("at_hour", self.lang)
                ));
            }
        }
        said.extend(self.part(node, "code"));
        said.extend(self.part(node, "event"));
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn how_often(&self, repeat: Node<'a>) -> Option<String> {
        let word = |key| inzage_words::phrase(key, self.lang);
        let frequency = self.part(repeat, "frequency");
        let most = self.part(repeat, "frequencyMax");
        let unit = self.part(repeat, "periodUnit");
        let one = children(repeat, "period")
            .first()
            .is_some_and(|n| *n.value == 1);
        let period = if one {
            None
        } else {
            self.part(repeat, "period")
        };
        let times = match (frequency, most) {
            (Some(least), Some(most)) => {
                Some(format!("{least} {} {most} {}", word("to"), word("times")))
            }
            (Some(least), None) => Some(format!("{least} {}", word("times"))),
            (None, Some(most)) => Some(format!(
                "{} {most} {}",
                word("times_at_most"),
                word("times")
            )),
            (None, None) => None,
        };
        let every = match (period, unit) {
            (Some(period), Some(unit)) => Some(format!("{period} {unit}")),
            (None, unit) => unit,
            (period, None) => period,
        };
        match (times, every) {
            (Some(times), Some(every)) => Some(format!("{times} {} {every}", word("per"))),
            (None, Some(every)) => Some(format!("{} {every}", word("per"))),
            (times, None) => times,
        }
    }
}
