//! Readings as text for people: numbers with their units, days and times.

use chrono::NaiveDate;
use inzage_fhir::Resource;
use inzage_measure::{Amount, Difference, Kind, Part, Reading};
use inzage_zib::view::Lang;

/// A number in the way of the language.
pub(in super::super) fn number(amount: &Amount, lang: Lang) -> String {
    match lang {
        Lang::Nl => amount.dutch(),
        Lang::En => amount.plain(),
    }
}

/// The name of a kind.
pub(super) fn kind(kind: Kind, lang: Lang) -> &'static str {
    let key = match kind {
        Kind::Weight => "kind_weight",
        Kind::BloodPressure => "kind_blood_pressure",
        Kind::Glucose => "kind_glucose",
        Kind::HeartRate => "kind_heart_rate",
        Kind::Temperature => "kind_temperature",
        Kind::OxygenSaturation => "kind_saturation",
        Kind::Height => "kind_height",
    };
    inzage_words::phrase(key, lang)
}

/// The name of one of two numbers.
pub(super) fn part(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Systolic => lang.pick("Bovendruk", "Upper pressure"),
        Part::Diastolic => lang.pick("Onderdruk", "Lower pressure"),
        _ => "",
    }
}

/// The unit of a number.
pub(super) fn unit(part: Part, lang: Lang) -> &'static str {
    inzage_words::unit(part.ucum(), lang).unwrap_or(part.ucum())
}

/// `72,4 kg`
pub(in super::super) fn with_unit(part: Part, amount: &Amount, lang: Lang) -> String {
    let (number, unit) = (number(amount, lang), unit(part, lang));
    if part == Part::OxygenSaturation {
        return format!("{number}%");
    }
    format!("{number}\u{a0}{}", unit.replace(' ', "\u{a0}"))
}

/// `+1,8 kg`
pub(super) fn difference(difference: Difference, unit: &str, lang: Lang) -> String {
    let text = difference.dutch();
    let text = match lang {
        Lang::Nl => text,
        Lang::En => text.replace(',', "."),
    };
    if unit == "%" {
        return format!("{text}%");
    }
    format!("{text}\u{a0}{unit}")
}

/// What was taken off: `2,2 kg`, with a minus when the weight went up.
pub(super) fn taken_off(off: Difference, lang: Lang) -> String {
    let text = difference(off, "kg", lang);
    text.strip_prefix('+').map(str::to_owned).unwrap_or(text)
}

/// `142/80 mmHg`
pub(super) fn pressure(high: &Amount, low: &Amount, lang: Lang) -> String {
    let (high, low) = (number(high, lang), number(low, lang));
    format!("{high}/{low}\u{a0}{}", unit(Part::Systolic, lang))
}

/// The number or numbers of a reading.
pub(in super::super) fn value(reading: &Reading, lang: Lang) -> String {
    let of = |part| reading.amount(part);
    if let (Some(high), Some(low)) = (of(Part::Systolic), of(Part::Diastolic)) {
        return pressure(high, low, lang);
    }
    let parts = reading.kind.parts().iter();
    let shown = parts.filter_map(|part| Some(with_unit(*part, of(*part)?, lang)));
    shown.collect::<Vec<_>>().join(", ")
}

/// What stands beside the value: the pulse, or glucose as it was typed.
pub(super) fn beside(reading: &Reading, lang: Lang) -> Option<String> {
    if let Some(milligrams) = &reading.milligrams {
        return Some(format!("{}\u{a0}mg/dL", number(milligrams, lang)));
    }
    let pulse = reading.amount(Part::Pulse);
    pulse
        .filter(|_| reading.kind == Kind::BloodPressure && reading.amounts.len() > 1)
        .map(|pulse| with_unit(Part::Pulse, pulse, lang))
}

/// `3 maart 2026`
pub(in super::super) fn day(day: NaiveDate, lang: Lang) -> String {
    inzage_zib::date_text(&day.format("%Y-%m-%d").to_string(), lang)
}

/// The telephone number of a dialysis centre, else of a GP, in the record.
pub(super) fn number_to_call<'a>(kept: impl Iterator<Item = &'a Resource>) -> Option<String> {
    let numbers: Vec<(String, String)> = kept.filter_map(organisation).collect();
    ["dialyse", "huisarts"].into_iter().find_map(|word| {
        let found = numbers.iter().find(|(name, _)| name.contains(word));
        found.map(|(_, number)| number.clone())
    })
}

fn organisation(resource: &Resource) -> Option<(String, String)> {
    if resource.kind() != "Organization" {
        return None;
    }
    let value = resource.value();
    let name = value.get("name")?.as_str()?.to_lowercase();
    let number = value
        .get("telecom")?
        .as_array()?
        .iter()
        .find_map(|telecom| {
            let phone = telecom.get("system")?.as_str()? == "phone";
            telecom.get("value")?.as_str().filter(|_| phone)
        });
    Some((name, number?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organisation(name: &str, telecom: &str) -> Resource {
        let text =
            format!(r#"{{"resourceType":"Organization","name":"{name}","telecom":[{telecom}]}}"#);
        Resource::parse(text.as_bytes()).unwrap()
    }

    fn phone(number: &str) -> String {
        format!(r#"{{"system":"phone","value":"{number}"}}"#)
    }

    #[test]
    fn the_number_to_call_is_that_of_the_dialysis_centre_then_of_the_gp() {
        let pharmacy = organisation("Apotheek De Vijzel", &phone("1"));
        let mail = r#"{"system":"email","value":"a@b.nl"}"#;
        let silent = organisation("Dialysecentrum Zonder Telefoon", mail);
        let gp = organisation("Huisartsenpraktijk De Linde", &phone("030 123"));
        let both = format!("{mail},{}", phone("030 456"));
        let centre = organisation("DIALYSECENTRUM De Waterlelie", &both);
        let found = |all: &[&Resource]| number_to_call(all.iter().copied());
        assert_eq!(found(&[&pharmacy, &silent]), None);
        assert_eq!(found(&[&pharmacy, &gp]).as_deref(), Some("030 123"));
        let all = [&pharmacy, &gp, &silent, &centre];
        assert_eq!(found(&all).as_deref(), Some("030 456"));
    }
}
