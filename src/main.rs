//! The page: mounts the app.

use inzage::app::App;
use inzage::app::AppProps;

fn main() {
    console_error_panic_hook::set_once();
    inzage::platform::trusted_types::install();
    leptos::mount::mount_to_body(|| App(AppProps { load: parts::load }));
}

/// One program: everything is there from the start.
#[cfg(not(feature = "split"))]
mod parts {
    use std::pin::Pin;

    use inzage::late::{LATE, Late, NotLoaded};

    pub(super) fn load() -> Pin<Box<dyn Future<Output = Result<Late, NotLoaded>>>> {
        Box::pin(async { Ok(LATE) })
    }
}

/// A program in parts, taken apart by `cargo xtask web` (ADR 0050).
#[cfg(feature = "split")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the splitter adds the error of fetching"
)]
mod parts {
    use std::pin::Pin;

    use inzage::late::{LATE, Late, NotLoaded};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    pub(super) fn load() -> Pin<Box<dyn Future<Output = Result<Late, NotLoaded>>>> {
        Box::pin(async { late().await.map_err(|_| NotLoaded) })
    }

    /// Where the program is cut: what only this function reaches is the late part.
    #[wasm_split(late, wasm_split_path = leptos::wasm_split, fallible)]
    fn late() -> Result<Late, SplitLoaderError> {
        Ok(LATE)
    }
}
