//! The address bar: read, written and followed.

use wasm_bindgen::prelude::*;
use web_sys::{Element, MouseEvent, Url};

/// The path and the query of the address, without `?`.
pub fn here() -> (String, String) {
    let location = super::window().map(|window| window.location());
    let part =
        |text: Option<Result<String, JsValue>>| text.and_then(Result::ok).unwrap_or_default();
    let path = part(location.as_ref().map(web_sys::Location::pathname));
    let query = part(location.as_ref().map(web_sys::Location::search));
    (path, query.trim_start_matches('?').to_owned())
}

/// Scheme, host and port of this page.
pub fn origin() -> String {
    let here = super::window().and_then(|window| window.location().origin().ok());
    here.unwrap_or_default()
}

/// Takes what stands behind the `#` out of the address, so that no history, log or
/// shoulder sees it; without the `#`. None when there is nothing.
pub fn take_fragment() -> Option<String> {
    let hash = super::window()?.location().hash().ok()?;
    let fragment = hash.strip_prefix('#').filter(|text| !text.is_empty())?;
    let (path, query) = here();
    let query = if query.is_empty() {
        query
    } else {
        format!("?{query}")
    };
    write(&format!("{path}{query}"), true);
    Some(fragment.to_owned())
}

/// Writes an address of our own into the bar; the page stays.
pub fn write(address: &str, replace: bool) {
    let Some(history) = super::window().and_then(|window| window.history().ok()) else {
        return;
    };
    // Refused only for another origin, which none of our addresses is.
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

/// Calls `moved` when the person goes back or forward, and `clicked` with the
/// address when she follows a link within the app. Lives as long as the page.
pub fn follow(moved: impl Fn() + 'static, clicked: impl Fn(String) + 'static) {
    let Some(window) = super::window() else {
        return;
    };
    let back = Closure::<dyn Fn()>::new(moved);
    window.set_onpopstate(Some(back.as_ref().unchecked_ref()));
    back.forget();
    let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(address) = address_of(&event) {
            event.prevent_default();
            clicked(address);
        }
    });
    // On the window: what a component does on its own click comes first.
    let _ = window.add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
    click.forget();
}

/// The address that a click leads to, when it is one of ours and the browser is
/// not asked for something else (a new tab, a download, a place on this page).
fn address_of(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    let href = link.get_attribute("href")?;
    if !plain
        || !href.starts_with('/')
        || link.has_attribute("target")
        || link.has_attribute("download")
    {
        return None;
    }
    let origin = super::window()?.location().origin().ok()?;
    let url = Url::new_with_base(&href, &origin).ok()?;
    (url.origin() == origin).then(|| format!("{}{}", url.pathname(), url.search()))
}
