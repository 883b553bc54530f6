//! Documents in PDF, shown with pdf.js (`pdf/viewer.mjs`). The viewer is loaded
//! when the first document is opened and never before.

use std::cell::RefCell;

use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The name of the `<meta>` element that names the viewer's folder; the build
/// fills it in.
const FOLDER_META: &str = "inzage-pdf";

#[wasm_bindgen(inline_js = "export function load(address) { return import(address); }")]
extern "C" {
    /// The module at an address of our own.
    #[wasm_bindgen(catch)]
    fn load(address: &str) -> Result<js_sys::Promise, JsValue>;
}

/// A document on the screen; dropping it ends its worker and takes its pages
/// away.
pub struct Viewer {
    handle: SendWrapper<JsValue>,
    /// How many pages it has.
    pub pages: u32,
    _label: SendWrapper<Label>,
}

type Label = Closure<dyn Fn(u32, u32) -> JsValue>;

/// Why a document cannot be shown; it can still be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// It asks for a password.
    Protected,
    /// It is damaged, or no PDF.
    Unreadable,
    /// It took too long to open.
    Slow,
    /// The viewer itself could not be loaded (no network, first time).
    NoViewer,
}

/// Shows a document in the element with this id. `label` names a page for a
/// screen reader, from its number and the number of pages.
///
/// # Errors
/// [`PdfError`]; the element is then left empty.
pub async fn show(
    host: &str,
    bytes: &[u8],
    label: impl Fn(u32, u32) -> String + 'static,
) -> Result<Viewer, PdfError> {
    let host = super::document()
        .and_then(|document| document.get_element_by_id(host))
        .ok_or(PdfError::NoViewer)?;
    let module = viewer_module().await.ok_or(PdfError::NoViewer)?;
    let show = function(&module, "show").ok_or(PdfError::NoViewer)?;
    let label: Label = Closure::new(move |number, of| JsValue::from_str(&label(number, of)));
    let bytes = js_sys::Uint8Array::from(bytes);
    let started = show
        .call3(&module, &host, &bytes, label.as_ref())
        .map_err(|_| PdfError::NoViewer)?;
    let handle = JsFuture::from(js_sys::Promise::resolve(&started))
        .await
        .map_err(|why| match why.as_string().as_deref() {
            Some("protected") => PdfError::Protected,
            Some("slow") => PdfError::Slow,
            _ => PdfError::Unreadable,
        })?;
    let pages = property(&handle, "pages")
        .and_then(|pages| pages.as_f64())
        .map_or(0, whole);
    Ok(Viewer {
        handle: SendWrapper::new(handle),
        pages,
        _label: SendWrapper::new(label),
    })
}

impl Drop for Viewer {
    fn drop(&mut self) {
        if let Some(close) = function(&self.handle, "close") {
            // A page that is gone has nothing left to close.
            let _ = close.call0(&self.handle);
        }
    }
}

thread_local! {
    /// The viewer's module, once loaded.
    static MODULE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

async fn viewer_module() -> Option<JsValue> {
    if let Some(module) = MODULE.with_borrow(Clone::clone) {
        return Some(module);
    }
    let folder = super::meta(FOLDER_META)?;
    let module = JsFuture::from(load(&format!("{folder}viewer.mjs")).ok()?)
        .await
        .ok()?;
    MODULE.set(Some(module.clone()));
    Some(module)
}

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).ok()
}

fn function(of: &JsValue, name: &str) -> Option<js_sys::Function> {
    property(of, name)?.dyn_into().ok()
}

/// A count that came from script.
fn whole(number: f64) -> u32 {
    format!("{number:.0}").parse().unwrap_or(0)
}
