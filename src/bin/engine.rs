//! The engine worker: everything that touches keys and health data.

fn main() {
    inzage::platform::worker::run();
}
