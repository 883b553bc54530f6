//! The worker's side of the engine port: requests in, answers out, one after
//! the other.

use futures_channel::mpsc;
use futures_util::{FutureExt as _, StreamExt as _};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::store::BrowserDevice;
use crate::engine::protocol::Request;
use crate::engine::{Engine, wire};

/// How long the engine works for itself before it looks for a request, in
/// milliseconds: shorter than anybody notices, longer than a turn costs.
const SLICE: f64 = 12.0;

/// Runs the engine in this worker, for as long as the worker lives.
pub fn run() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let (sender, mut requests) = mpsc::unbounded::<(u32, Request)>();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(request) = read(&event.data()) {
            // The receiver lives as long as the worker.
            let _ = sender.unbounded_send(request);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page may have asked before this script was ready.
    let _ = scope.post_message(&JsValue::from_str("ready"));
    wasm_bindgen_futures::spawn_local(async move {
        let rng = rand_core::UnwrapErr(getrandom::SysRng);
        let mut engine = Engine::new(
            BrowserDevice,
            Box::new(rng),
            Box::new(super::clock::now_local),
        );
        while let Some((id, request)) = next(&mut requests, &mut engine).await {
            let mut answer = engine.answer(request).await;
            let bytes = wire::take_answer_bytes(&mut answer);
            let Some(message) = wire::encode_answer(id, &answer) else {
                continue;
            };
            post(&scope, &message, bytes);
        }
    });
}

/// The next request. While there is none, the engine does a little of its own
/// work, and lets go in between so that a request can come in.
async fn next(
    requests: &mut mpsc::UnboundedReceiver<(u32, Request)>,
    engine: &mut Engine<BrowserDevice>,
) -> Option<(u32, Request)> {
    while engine.has_work() {
        if let Some(request) = requests.next().now_or_never() {
            return request;
        }
        let until = js_sys::Date::now() + SLICE;
        while js_sys::Date::now() < until && engine.has_work() {
            engine.work();
        }
        turn().await;
    }
    requests.next().await
}

/// Waits for the next turn of the worker's event loop.
async fn turn() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // Refused only without memory; then the work ends here.
        let _ = scope.set_timeout_with_callback(&resolve);
    });
    // It is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

fn read(data: &JsValue) -> Option<(u32, Request)> {
    let parts: &js_sys::Array = data.dyn_ref()?;
    let message = js_sys::Uint8Array::from(parts.get(0)).to_vec();
    let (id, mut request) = wire::decode::<(u32, Request)>(&message)?;
    if let Ok(bytes) = parts.get(1).dyn_into::<js_sys::Uint8Array>() {
        wire::put_request_bytes(&mut request, bytes.to_vec());
    }
    Some((id, request))
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &[u8], bytes: Option<Vec<u8>>) {
    let content = js_sys::Array::of1(&js_sys::Uint8Array::from(message));
    let sent = match bytes {
        None => scope.post_message(&content),
        Some(bytes) => {
            let array = js_sys::Uint8Array::from(bytes.as_slice());
            content.push(&array);
            scope.post_message_with_transfer(&content, &js_sys::Array::of1(&array.buffer()))
        }
    };
    // The page is gone when this fails: nobody waits for the answer.
    let _ = sent;
}
