//! The service worker (`public/sw.js`): the app without a network, and a newer
//! version only when the person agrees.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

/// Where the service worker's script is.
const SCRIPT: &str = "/sw.js";

thread_local! {
    /// The newer version that waits for the person.
    static NEWER: RefCell<Option<ServiceWorker>> = const { RefCell::new(None) };
}

/// Starts the service worker. `on_newer` is called, perhaps more than once,
/// when a newer version is ready and waits for [`agree`].
///
/// A browser without service workers, or one that refuses, changes nothing: the
/// app works, with a network.
pub fn start(on_newer: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let on_newer: Rc<dyn Fn()> = Rc::new(on_newer);
    hear(&container, Rc::clone(&on_newer));
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(registered) = JsFuture::from(container.register(SCRIPT)).await else {
            return;
        };
        let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        if let Some(waiting) = registration.waiting() {
            announce(waiting, &on_newer);
        }
        watch(&registration, on_newer);
        let Ok(ready) = container.ready() else { return };
        let Ok(ready) = JsFuture::from(ready).await else {
            return;
        };
        let active = ready.unchecked_ref::<ServiceWorkerRegistration>().active();
        if let Some(active) = active {
            // It answers whether it is the version that was chosen.
            let _ = active.post_message(&JsValue::from_str("hello"));
        }
    });
}

/// The person agrees to the newer version: it takes over and this page loads
/// anew.
pub fn agree() {
    if let Some(newer) = NEWER.with_borrow(Clone::clone) {
        let _ = newer.post_message(&JsValue::from_str("agree"));
    }
}

/// Asks the server whether there is a newer version.
pub fn look_for_newer() {
    let Some(container) = container() else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(found) = JsFuture::from(container.get_registration()).await else {
            return;
        };
        if let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>()
            && let Ok(update) = registration.update()
        {
            // Without a network there is nothing newer to be had.
            let _ = JsFuture::from(update).await;
        }
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = super::device::window()?.navigator();
    // Absent outside secure contexts.
    let found = js_sys::Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    found.dyn_into().ok()
}

fn announce(newer: ServiceWorker, on_newer: &Rc<dyn Fn()>) {
    NEWER.set(Some(newer));
    on_newer();
}

/// Hears what the service worker says: that another version was chosen than
/// the one that runs it, or that the person agreed.
fn hear(container: &ServiceWorkerContainer, on_newer: Rc<dyn Fn()>) {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let says = |name: &str| {
            js_sys::Reflect::get(&event.data(), &JsValue::from_str(name))
                .is_ok_and(|value| value.is_truthy())
        };
        if says("newer") {
            if let Some(source) = event
                .source()
                .and_then(|source| source.dyn_into::<ServiceWorker>().ok())
            {
                announce(source, &on_newer);
            }
        } else if says("agreed") && NEWER.with_borrow(Option::is_some) {
            super::device::reload();
        }
    });
    container.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // One listener per page, for its whole life.
    on_message.forget();
}

/// Watches for a version that is being fetched while this page is open.
fn watch(registration: &ServiceWorkerRegistration, on_newer: Rc<dyn Fn()>) {
    let of = registration.clone();
    let on_found = Closure::<dyn FnMut()>::new(move || {
        // The first version of all waits for nobody.
        let (Some(installing), Some(_)) = (of.installing(), of.active()) else {
            return;
        };
        let (on_newer, newer) = (Rc::clone(&on_newer), installing.clone());
        let on_state = Closure::<dyn FnMut(Event)>::new(move |_| {
            if newer.state() == ServiceWorkerState::Installed {
                announce(newer.clone(), &on_newer);
            }
        });
        installing.set_onstatechange(Some(on_state.as_ref().unchecked_ref()));
        on_state.forget();
    });
    registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
    on_found.forget();
}
