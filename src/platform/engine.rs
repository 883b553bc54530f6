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
use crate::engine::wire::{self, Arrived};

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
    waiting: Rc<Waiting>,
}

/// Who waits for an answer, and what arrived that cannot be read yet.
#[derive(Default)]
struct Waiting {
    askers: RefCell<BTreeMap<u32, oneshot::Sender<Answer>>>,
    views: Cell<Option<ReadView>>,
    unread: RefCell<Vec<Unread>>,
}

/// Reads a view.
type ReadView = fn(&[u8]) -> Option<Answer>;

/// A view that came before the part that reads views.
struct Unread {
    id: u32,
    view: Vec<u8>,
    bytes: Option<Vec<u8>>,
}

impl Waiting {
    /// Everything that has arrived for request `id`.
    fn arrive(&self, id: u32, arrived: Arrived, bytes: Option<Vec<u8>>) {
        match (arrived, self.views.get()) {
            (Arrived::Plain(answer), _) => self.tell(id, *answer, bytes),
            (Arrived::View(view), Some(read)) => {
                let answer = read(&view).unwrap_or(Answer::Failed(Failure::Internal));
                self.tell(id, answer, bytes);
            }
            (Arrived::View(view), None) => {
                self.unread.borrow_mut().push(Unread { id, view, bytes });
            }
        }
    }

    fn tell(&self, id: u32, mut answer: Answer, bytes: Option<Vec<u8>>) {
        if let Some(bytes) = bytes {
            wire::put_answer_bytes(&mut answer, bytes);
        }
        if let Some(asker) = self.askers.borrow_mut().remove(&id) {
            // The one who asked may be gone: then there is nobody to tell.
            let _ = asker.send(answer);
        }
    }

    /// Views can be read from now on.
    fn learn(&self, read: ReadView) {
        self.views.set(Some(read));
        for Unread { id, view, bytes } in self.unread.take() {
            self.arrive(id, Arrived::View(view), bytes);
        }
    }

    /// Nobody gets an answer any more.
    fn forget(&self) {
        self.askers.borrow_mut().clear();
        self.unread.borrow_mut().clear();
    }
}

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

    /// How views are read, known as soon as that part has come; answers that were
    /// waiting for it are given now.
    pub fn learn(&self, read: fn(&[u8]) -> Option<Answer>) {
        self.0.waiting.learn(read);
    }

    /// Ends the worker. Requests under way end with [`Failure::Locked`].
    pub fn stop(&self) {
        if let Some(running) = self.0.running.borrow_mut().take() {
            running.worker.terminate();
            self.0.waiting.forget();
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
            *running = Some(start(&self.0.waiting)?);
        }
        let running = running.as_ref()?;
        let (sender, receiver) = oneshot::channel();
        self.0.waiting.askers.borrow_mut().insert(id, sender);
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
fn start(waiting: &Rc<Waiting>) -> Option<Running> {
    let script = super::document()?
        .query_selector(&format!("meta[name={SCRIPT_META}]"))
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .filter(|content| !content.is_empty())?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&script, &options).ok()?;
    let early: Early = Rc::new(RefCell::new(Some(Vec::new())));
    let on_message = Closure::new({
        let (waiting, early, worker) = (Rc::clone(waiting), Rc::clone(&early), worker.clone());
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
        let waiting = Rc::clone(waiting);
        // A worker that cannot load answers nothing: let nobody wait for it.
        move |_: web_sys::Event| answer_all(&waiting)
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Some(Running {
        worker,
        early,
        _on_message: on_message,
        _on_error: on_error,
    })
}

fn answer_all(waiting: &Waiting) {
    for (_, asker) in waiting.askers.take() {
        // The one who asked may be gone: then there is nobody to tell.
        let _ = asker.send(Answer::Failed(Failure::Internal));
    }
}

fn receive(waiting: &Waiting, data: &JsValue) {
    let parts: &js_sys::Array = data.unchecked_ref();
    let message = js_sys::Uint8Array::from(parts.get(0)).to_vec();
    let Some((id, arrived)) = wire::decode_answer(&message) else {
        return;
    };
    let bytes = parts.get(1).dyn_into::<js_sys::Uint8Array>().ok();
    waiting.arrive(id, arrived, bytes.map(|bytes| bytes.to_vec()));
}
