//! Files: what the person saves, chooses, or looks at.

use std::time::Duration;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

/// An address inside this page for bytes in memory; it ends with this value.
#[derive(Debug)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Makes an address for `bytes`; `None` when the browser refuses.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Saves bytes as a file. Always as a plain download: the kind that the source
/// told never decides what a browser does with it.
pub fn save(file_name: &str, bytes: &[u8]) -> bool {
    let saved = || {
        let url = ObjectUrl::new(bytes, "application/octet-stream")?;
        let document = super::document()?;
        let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(url.as_str());
        link.set_download(file_name);
        document.body()?.append_child(&link).ok()?;
        link.click();
        link.remove();
        // The browser still reads the address after the click.
        leptos::prelude::set_timeout(move || drop(url), Duration::from_mins(1));
        Some(())
    };
    saved().is_some()
}

/// The bytes of the file chosen in the input with this id; `None` when none is.
pub async fn chosen(input: &str) -> Option<Vec<u8>> {
    let file = chosen_file(input)?;
    let buffer: JsValue = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// How many bytes the file has that was chosen in an input; `None` when none was.
pub fn chosen_size(input: &str) -> Option<f64> {
    Some(chosen_file(input)?.size())
}

fn chosen_file(input: &str) -> Option<web_sys::File> {
    let input: HtmlInputElement = super::document()?
        .get_element_by_id(input)?
        .dyn_into()
        .ok()?;
    input.files()?.get(0)
}
