//! Everything that is logged in this process, at TRACE.

use std::io::{self, Write};
use std::sync::{Mutex, Once, OnceLock};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

static LOG: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();
static START: Once = Once::new();

struct Collect;

impl Write for Collect {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.get_or_init(Mutex::default)
            .lock()
            .unwrap()
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Collect {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}

/// Collects from now on.
pub(crate) fn collect_log() {
    START.call_once(|| {
        tracing_subscriber::fmt()
            .json()
            .with_max_level(LevelFilter::TRACE)
            .with_writer(Collect)
            .init();
    });
}

/// What was logged so far by every test of this process.
pub(crate) fn log() -> String {
    let log = LOG.get_or_init(Mutex::default).lock().unwrap();
    String::from_utf8_lossy(&log).into_owned()
}
