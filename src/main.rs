//! The page: mounts the app.

use inzage::app::App;

fn main() {
    console_error_panic_hook::set_once();
    inzage::platform::trusted_types::install();
    leptos::mount::mount_to_body(App);
}
