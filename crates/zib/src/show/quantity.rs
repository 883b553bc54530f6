//! Quantities, ratios, ranges: numbers as written, units in words.

use crate::reader::{Node, Reader, children, select};

impl<'a> Reader<'a> {
    /// `< 5 mmol/l`
    pub(crate) fn quantity(&self, node: Node<'a>) -> String {
        let mut out = String::new();
        if let Some(comparator) = node.value.get("comparator")
            && let Some(sign) = comparator.as_str()
        {
            self.mark(comparator);
            out.push_str(sign);
            out.push(' ');
        }
        let number = self.part(node, "value");
        out.push_str(number.as_deref().unwrap_or(""));
        if let Some(unit) = self.unit(node) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&unit);
        } else if let Some(why) = self.part(node, "unit") {
            let unit = inzage_words::element("unit", self.lang).to_lowercase();
            out = format!("{out} ({unit} {why})");
        }
        if let Some(currency) = self.part(node, "currency") {
            out = format!("{out} {currency}");
        }
        // The same amount in the unit of another system: said once.
        for other in select(node.value, node.key, "ext:iso21090-PQ-translation") {
            if let Some(other) = self.text(other)
                && !out.to_lowercase().contains(&other.to_lowercase())
            {
                out = format!("{out} ({other})");
            }
        }
        out
    }

    /// The unit as received, or in words where its code has them.
    pub(crate) fn unit(&self, node: Node<'a>) -> Option<String> {
        let at = |key: &str| {
            node.value
                .get(key)
                .and_then(|v| Some((v, v.as_str()?.trim())))
                .filter(|(_, t)| !t.is_empty())
        };
        let (unit, code) = (at("unit"), at("code"));
        let one = node.value.get("value").is_some_and(|v| *v == 1);
        let many = |text: &str| inzage_words::units(&text.to_lowercase(), self.lang);
        let word = [code, unit].into_iter().flatten().find_map(|(_, text)| {
            let single = inzage_words::code("", "periodUnit", text, self.lang)
                .or_else(|| inzage_words::unit_of_one(&text.to_lowercase(), self.lang));
            single
                .filter(|_| one)
                .or_else(|| many(text).filter(|_| !one))
                .or_else(|| inzage_words::unit(text, self.lang))
                .or_else(|| inzage_words::unit(&text.to_lowercase(), self.lang))
        });
        let text = match (unit, code) {
            (Some((value, text)), _) if word.is_none() => {
                self.mark(value);
                text
            }
            (None, Some((_, "1"))) => return None,
            (None, Some((value, text))) if word.is_none() && !text.starts_with('{') => {
                self.mark(value);
                text
            }
            _ => word?,
        };
        for (value, part) in [unit, code].into_iter().flatten() {
            if text.contains(part) && !annotated(part) {
                self.mark(value);
            } else {
                self.hide(value);
            }
        }
        Some(if annotated(text) {
            text.replace(['{', '}'], "")
        } else {
            text.to_owned()
        })
    }

    /// `40 mg per tablet`
    pub(crate) fn ratio(&self, node: Node<'a>) -> Option<String> {
        let (over, under) = (self.part(node, "numerator"), self.part(node, "denominator"));
        let under = under.map(|text| match text.strip_prefix("1 ") {
            Some(unit) if over.is_some() => {
                for one in select(node.value, node.key, "denominator/value") {
                    self.hide(one.value);
                }
                unit.to_owned()
            }
            _ => text,
        });
        match (over, under) {
            (Some(over), Some(under)) => Some(format!(
                "{over} {} {under}",
                inzage_words::phrase("per", self.lang)
            )),
            (over, under) => over.or(under),
        }
    }

    /// `3,5 – 5,0 mmol/l`, then what the source says beside it.
    pub(crate) fn reference_range(&self, node: Node<'a>) -> Option<String> {
        let range = self.range(node);
        let text = self.part(node, "text");
        // That it is the normal range is what the label says.
        for code in select(node.value, node.key, "type/coding/code") {
            if code.value == "normal" {
                self.tell(code.value);
            }
        }
        match (range, text) {
            (Some(range), Some(text)) if range == text => Some(range),
            (Some(range), Some(text)) => Some(format!("{range} ({text})")),
            (range, text) => range.or(text),
        }
    }

    /// `3,5 – 5,0 mmol/l`
    pub(crate) fn range(&self, node: Node<'a>) -> Option<String> {
        let limit = |key| children(node, key).into_iter().next();
        let unit = |key| {
            let said = limit(key)?.value;
            said.get("unit").or_else(|| said.get("code"))?.as_str()
        };
        let same = unit("low").is_some() && unit("low") == unit("high");
        let low = self.part(node, "low");
        let high = self.part(node, "high");
        match (low, high) {
            (Some(low), Some(high)) => {
                // `0 stuks – 1 stuk`: the unit is said once, behind the last number.
                // What stands behind the unit (the amount in another system) stays.
                let plain = Some(&low).filter(|low| !low.contains('('));
                let number = plain.and_then(|low| Some(low.split_once(' ')?.0));
                let number = number.filter(|n| same && n.ends_with(|c: char| c.is_ascii_digit()));
                let low = number.unwrap_or(&low);
                Some(format!("{low} – {high}"))
            }
            (Some(low), None) => Some(format!("≥ {low}")),
            (None, Some(high)) => Some(format!("≤ {high}")),
            (None, None) => None,
        }
    }
}

/// `{glas}/w`: the braces are for machines.
fn annotated(unit: &str) -> bool {
    unit.contains('{') && unit.contains('}')
}
