//! The page's `default` Trusted Types policy, which the gateway's CSP demands
//! (`require-trusted-types-for 'script'; trusted-types default`).
//!
//! Whatever would be parsed as HTML or run as script passes here, ours and any
//! library's: HTML only when it is inert (`inert_html`), script only
//! from the workers that this build names in `index.html`, script text never.

use wasm_bindgen::prelude::*;

use super::inert_html::is_inert;

/// Script addresses that are the same in every build.
const FIXED: [&str; 1] = ["/sw.js"];

/// Installs the policy; to be called before anything is shown. Browsers without
/// Trusted Types go without: the rest of the CSP stands there too.
pub fn install() {
    let Some(window) = super::device::window() else {
        return;
    };
    let Some(types) = property(&window, "trustedTypes").filter(|types| !types.is_undefined())
    else {
        return;
    };
    let Some(create) = property(&types, "createPolicy")
        .and_then(|create| create.dyn_into::<js_sys::Function>().ok())
    else {
        return;
    };
    let rules = js_sys::Object::new();
    add_rule(&rules, "createHTML", |html| is_inert(&html).then_some(html));
    add_rule(&rules, "createScriptURL", |address| {
        is_ours(&address, &named_scripts()).then_some(address)
    });
    // A second installation is refused by the browser, and changes nothing.
    let _ = create.call2(&types, &JsValue::from_str("default"), &rules);
}

/// Adds a rule: what comes back is allowed, `None` is refused.
fn add_rule(rules: &js_sys::Object, name: &str, rule: impl Fn(String) -> Option<String> + 'static) {
    let rule = Closure::<dyn Fn(String) -> JsValue>::new(move |value| {
        rule(value).map_or(JsValue::NULL, |value| JsValue::from_str(&value))
    });
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(rules, &JsValue::from_str(name), rule.as_ref());
    // The policy lives as long as the page.
    rule.forget();
}

/// The scripts that the build named in `index.html`.
fn named_scripts() -> Vec<String> {
    let engine = super::meta("inzage-engine");
    let pdf = super::meta("inzage-pdf").map(|folder| format!("{folder}pdf.worker.mjs"));
    engine.into_iter().chain(pdf).collect()
}

fn is_ours(address: &str, named: &[String]) -> bool {
    FIXED.contains(&address) || named.iter().any(|script| script == address)
}

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_the_workers_of_this_build_are_scripts() {
        let named = [
            "/engine-12_loader.js".to_owned(),
            "/pdf-34/pdf.worker.mjs".to_owned(),
        ];
        for ours in ["/sw.js", "/engine-12_loader.js", "/pdf-34/pdf.worker.mjs"] {
            assert!(is_ours(ours, &named), "{ours}");
        }
        for other in [
            "",
            "/",
            "/engine-13_loader.js",
            "https://elders.example/sw.js",
            "//elders.example/sw.js",
            "data:text/javascript,1",
            "/sw.js?x",
        ] {
            assert!(!is_ours(other, &named), "{other}");
        }
    }
}
