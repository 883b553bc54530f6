//! The typed port to the engine worker: one request, one answer.
//!
//! The worker's script is named by `<meta name="inzage-engine" content="…">` in
//! `index.html`, which the build fills in (the file name is hashed).

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::oneshot;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::engine::protocol::{Answer, Failure, Request};
use crate::engine::wire;

/// The name of the `<meta>` element that names the worker's script.
const SCRIPT_META: &str = "inzage-engine";

/// A handle on the engine worker; clones share one worker.
///
/// The worker starts with the first request. [`Engine::stop`] ends it, and with
/// it every key and every plain value it held; the next request starts a fresh,
/// locked one.
#[derive(Clone)]
pub struct Engine(SendWrapper<Rc<Inner>>);

#[derive(Default)]
struct Inner {
    running: RefCell<Option<Running>>,
    next: Cell<u32>,
}

type Waiting = Rc<RefCell<BTreeMap<u32, oneshot::Sender<Answer>>>>;

/// Messages for a worker that is still loading; `None` once it listens. A worker
/// whose script waits for its module drops what arrives before it listens.
type Early = Rc<RefCell<Option<Vec<Message>>>>;

/// A message, and the buffers that are handed over with it.
struct Message {
    content: js_sys::Array,
    transfer: js_sys::Array,
}

struct Running {
    worker: Worker,
    waiting: Waiting,
    early: Early,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Default for Engine {
    fn default() -> Self {
        Self(SendWrapper::new(Rc::default()))
    }
}

impl Engine {
    /// Asks the engine. Requests are answered one after the other, in order.
    ///
    /// # Errors
    /// What the engine says ([`Answer::Failed`] comes as `Err`);
    /// [`Failure::Internal`] when the worker does not start or stopped.
    pub async fn ask(&self, mut request: Request) -> Result<Answer, Failure> {
        let bytes = wire::take_request_bytes(&mut request);
        let id = self.0.next.get().wrapping_add(1);
        self.0.next.set(id);
        let message = wire::encode(&(id, &request)).ok_or(Failure::Internal)?;
        let answer = self.send(id, &message, bytes).ok_or(Failure::Internal)?;
        match answer.await {
            Ok(Answer::Failed(failure)) => Err(failure),
            Ok(answer) => Ok(answer),
            Err(_) => Err(Failure::Locked),
        }
    }

    /// Ends the worker. Requests under way end with [`Failure::Locked`].
    pub fn stop(&self) {
        if let Some(running) = self.0.running.borrow_mut().take() {
            running.worker.terminate();
            running.waiting.borrow_mut().clear();
        }
    }

    fn send(
        &self,
        id: u32,
        message: &[u8],
        bytes: Option<Vec<u8>>,
    ) -> Option<oneshot::Receiver<Answer>> {
        let mut running = self.0.running.borrow_mut();
        if running.is_none() {
            *running = Some(start()?);
        }
        let running = running.as_ref()?;
        let (sender, receiver) = oneshot::channel();
        running.waiting.borrow_mut().insert(id, sender);
        let content = js_sys::Array::of1(&js_sys::Uint8Array::from(message));
        let transfer = js_sys::Array::new();
        if let Some(bytes) = bytes {
            let array = js_sys::Uint8Array::from(bytes.as_slice());
            content.push(&array);
            transfer.push(&array.buffer());
        }
        let message = Message { content, transfer };
        match running.early.borrow_mut().as_mut() {
            Some(early) => early.push(message),
            None => post(&running.worker, &message)?,
        }
        Some(receiver)
    }
}

fn post(worker: &Worker, message: &Message) -> Option<()> {
    worker
        .post_message_with_transfer(&message.content, &message.transfer)
        .ok()
}

/// Starts the worker; `None` when the page names no script or the browser
/// refuses it.
fn start() -> Option<Running> {
    let script = super::document()?
        .query_selector(&format!("meta[name={SCRIPT_META}]"))
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .filter(|content| !content.is_empty())?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&script, &options).ok()?;
    let waiting: Waiting = Rc::default();
    let early: Early = Rc::new(RefCell::new(Some(Vec::new())));
    let on_message = Closure::new({
        let (waiting, early, worker) = (Rc::clone(&waiting), Rc::clone(&early), worker.clone());
        move |event: MessageEvent| {
            if event.data().is_string() {
                let kept = early.borrow_mut().take().unwrap_or_default();
                for message in &kept {
                    // A worker that does not take it answers nothing either.
                    let _ = post(&worker, message);
                }
            } else {
                receive(&waiting, &event.data());
            }
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::new({
        let waiting = Rc::clone(&waiting);
        // A worker that cannot load answers nothing: let nobody wait for it.
        move |_: web_sys::Event| answer_all(&waiting)
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Some(Running {
        worker,
        waiting,
        early,
        _on_message: on_message,
        _on_error: on_error,
    })
}

fn answer_all(waiting: &Waiting) {
    for (_, sender) in std::mem::take(&mut *waiting.borrow_mut()) {
        // The one who asked may be gone: then there is nobody to tell.
        let _ = sender.send(Answer::Failed(Failure::Internal));
    }
}

fn receive(waiting: &Waiting, data: &JsValue) {
    let parts: &js_sys::Array = data.unchecked_ref();
    let message = js_sys::Uint8Array::from(parts.get(0)).to_vec();
    let Some((id, mut answer)) = wire::decode::<(u32, Answer)>(&message) else {
        return;
    };
    if let Ok(bytes) = parts.get(1).dyn_into::<js_sys::Uint8Array>() {
        wire::put_answer_bytes(&mut answer, bytes.to_vec());
    }
    if let Some(sender) = waiting.borrow_mut().remove(&id) {
        let _ = sender.send(answer);
    }
}
