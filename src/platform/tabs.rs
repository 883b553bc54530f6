//! The other tabs of this browser: locking one locks all.

use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel between the tabs; it carries a word and never a value.
#[derive(Clone)]
pub struct Tabs(Option<SendWrapper<BroadcastChannel>>);

impl Tabs {
    /// Opens the channel of this name and calls `hear` for each word that
    /// another tab says. Lives as long as the page.
    pub fn open(name: &str, hear: impl Fn(String) + 'static) -> Self {
        let Ok(channel) = BroadcastChannel::new(name) else {
            return Self(None);
        };
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(word) = event.data().as_string() {
                hear(word);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // One channel per page, for its whole life.
        on_message.forget();
        Self(Some(SendWrapper::new(channel)))
    }

    /// Says a word to the other tabs.
    pub fn say(&self, word: &str) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&JsValue::from_str(word));
        }
    }
}
