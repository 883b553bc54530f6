//! Web Locks: one tab at a time.

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use inzage_vault::NotAlone;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks` (not in web-sys without unstable flags).
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &js_sys::Object,
        held: &js_sys::Function,
    ) -> Result<js_sys::Promise, JsValue>;
}

/// A lock that is held; dropping it lets go. The browser lets go by itself when
/// the page is left.
pub struct Lock {
    _release: Option<oneshot::Sender<()>>,
}

/// Takes the lock of this name when no other tab holds it; `None` when one does. Where
/// that cannot be told it is given: then the vault's own check of who wrote last is
/// what is left.
pub async fn take(name: &str) -> Option<SendWrapper<Lock>> {
    match take_surely(name).await {
        Ok(lock) => Some(lock),
        Err(NotAlone::Another) => None,
        Err(NotAlone::Unknown) => Some(SendWrapper::new(Lock { _release: None })),
    }
}

/// Takes the lock of this name when it is sure that no other tab holds it.
///
/// # Errors
/// [`NotAlone::Another`] when one does; [`NotAlone::Unknown`] in a browser without Web
/// Locks, or that gives none here.
pub async fn take_surely(name: &str) -> Result<SendWrapper<Lock>, NotAlone> {
    let locks = manager().ok_or(NotAlone::Unknown)?;
    let options = js_sys::Object::new();
    // Setting a plain property on a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let (answer, answered) = oneshot::channel();
    let held = Closure::once_into_js(move |lock: JsValue| -> js_sys::Promise {
        if lock.is_null() || lock.is_undefined() {
            let _ = answer.send(None);
            return js_sys::Promise::resolve(&JsValue::UNDEFINED);
        }
        let (release, released) = oneshot::channel::<()>();
        let _ = answer.send(Some(release));
        // The lock is held for as long as this promise is open.
        wasm_bindgen_futures::future_to_promise(async move {
            let _ = released.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let asked = locks.request(name, &options, held.unchecked_ref());
    let asked = asked.map_err(|_| NotAlone::Unknown)?;
    // Its promise ends with the lock; when it ends first, the browser gave none and
    // will call nobody (a page whose site data are blocked).
    let release = match select(answered, JsFuture::from(asked)).await {
        Either::Left((release, _)) => release.map_err(|_| NotAlone::Unknown)?,
        Either::Right(_) => return Err(NotAlone::Unknown),
    };
    let release = release.ok_or(NotAlone::Another)?;
    Ok(SendWrapper::new(Lock {
        _release: Some(release),
    }))
}

fn manager() -> Option<LockManager> {
    let navigator = js_sys::Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined() && !locks.is_null()).then(|| locks.unchecked_into())
}
