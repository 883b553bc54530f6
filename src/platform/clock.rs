//! The clock of the device, read at the edge and handed on as a value.

use chrono::NaiveDate;
use wasm_bindgen::JsValue;

/// Now, as RFC 3339 in UTC (`2026-05-26T09:00:00.000Z`).
pub fn now() -> String {
    js_sys::Date::new_0()
        .to_iso_string()
        .as_string()
        .unwrap_or_default()
}

/// Today on this device's calendar, `YYYY-MM-DD`.
pub fn today() -> String {
    let date = js_sys::Date::new_0();
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}")
}

/// Seconds since this page was opened, never running back.
pub fn seconds() -> f64 {
    js_sys::Date::now() / 1000.0
}

/// Seconds since 1970, whole.
pub fn epoch_seconds() -> i64 {
    chrono::DateTime::parse_from_rfc3339(&now()).map_or(0, |now| now.timestamp())
}

/// A date or time (RFC 3339) as people write it in this language, on this
/// device's clock; the text itself when it is none.
pub fn for_people(at: &str, lang: &str) -> String {
    let date = js_sys::Date::new(&JsValue::from_str(at));
    // Only what starts as a year: a date in words is for people already.
    let written = at
        .bytes()
        .take(5)
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    if !written.eq(*b"0000-") || date.get_time().is_nan() {
        return at.to_owned();
    }
    let options = js_sys::Object::new();
    let set = |name: &str, value: &str| {
        // Setting a plain property on a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    };
    set("day", "numeric");
    set("month", "long");
    set("year", "numeric");
    if at.contains('T') {
        set("hour", "2-digit");
        set("minute", "2-digit");
        set("hourCycle", "h23");
    }
    date.to_locale_string(lang, &options).into()
}

/// Now, as RFC 3339 on this device's own clock, with its offset
/// (`2026-05-26T11:00:00+02:00`): what is kept as the moment of collecting.
pub fn now_local() -> String {
    let date = js_sys::Date::new_0();
    let offset = -date.get_timezone_offset();
    let shifted = js_sys::Date::new(&JsValue::from_f64(date.get_time() + offset * 60_000.0));
    let wall: String = shifted.to_iso_string().into();
    let sign = if offset < 0.0 { '-' } else { '+' };
    let minutes = whole(offset.abs());
    let (hours, minutes) = (minutes / 60, minutes % 60);
    format!(
        "{}{sign}{hours:02}:{minutes:02}",
        wall.get(..19).unwrap_or(&wall)
    )
}

/// A moment that was typed as a date (`YYYY-MM-DD`) and a time (`HH:MM`) on the
/// clock of this device, as RFC 3339 with the offset that the device has then;
/// `None` when it is no moment.
pub fn local(date: &str, time: &str) -> Option<String> {
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let time = chrono::NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    let wall = date.and_time(time).format("%Y-%m-%dT%H:%M:%S").to_string();
    // Without an offset this form is read on the device's own clock (ECMA-262).
    let there = js_sys::Date::new(&JsValue::from_str(&wall));
    let offset = -there.get_timezone_offset();
    let sign = if offset < 0.0 { '-' } else { '+' };
    let minutes = whole(offset.abs());
    let (hours, minutes) = (minutes / 60, minutes % 60);
    Some(format!("{wall}{sign}{hours:02}:{minutes:02}"))
}

/// A whole number from the clock; the float itself would bring its formatting.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "minutes of an offset are small and whole"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

/// Today on this device's calendar.
pub fn calendar_day() -> NaiveDate {
    let date = js_sys::Date::new_0();
    let year = i32::try_from(date.get_full_year()).unwrap_or_default();
    // The clock of a device always stands at a day that exists.
    NaiveDate::from_ymd_opt(year, date.get_month() + 1, date.get_date()).unwrap_or_default()
}

/// Waits.
pub async fn wait(seconds: u64) {
    let duration = std::time::Duration::from_secs(seconds);
    let (sender, receiver) = futures_channel::oneshot::channel::<()>();
    leptos::prelude::set_timeout(
        move || {
            // Nobody may be waiting any more.
            let _ = sender.send(());
        },
        duration,
    );
    let _ = receiver.await;
}
