//! Letters: the files of the provider's documents.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::access::Caller;
use super::problem::Problem;
use crate::letter::Letter;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The letters of the caller, newest first.
fn letters<'a>(caller: &Caller<'a>) -> Vec<(&'a str, &'a Letter)> {
    let services = caller.provider.services.iter();
    let records = services.filter_map(|service| service.records.get(&caller.owner.persona));
    let mut all: Vec<(&str, &Letter)> = records
        .flat_map(|record| &record.files)
        .map(|(id, letter)| (id.as_str(), letter))
        .collect();
    all.sort_by(|(one, a), (other, b)| b.day.cmp(&a.day).then(one.cmp(other)));
    all
}

/// `GET /letters`
pub(super) fn list(caller: &Caller<'_>) -> Value {
    let one = |(id, letter): (&str, &Letter)| {
        let (year, month, day) = letter.day;
        let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
        json!({
            "id": id,
            "title": letter.subject,
            "date": date.unwrap_or_default(),
            "media_type": "application/pdf",
            "size": letter.pdf().len(),
        })
    };
    let letters: Vec<Value> = letters(caller).into_iter().map(one).collect();
    json!({"letters": letters})
}

/// `GET /letters/{id}`
pub(super) fn read(caller: &Caller<'_>, id: &str) -> Result<Response, Problem> {
    let mut all = letters(caller).into_iter();
    let (_, letter) = all
        .find(|(known, _)| *known == id)
        .ok_or(Problem::NotFound)?;
    let kind = [(header::CONTENT_TYPE, "application/pdf")];
    Ok((kind, letter.pdf()).into_response())
}
