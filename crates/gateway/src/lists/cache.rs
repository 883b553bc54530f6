//! The last good text of each list on disk, so that a restart does not depend
//! on the list server.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A folder with one file per list.
pub(super) struct Cache(Option<PathBuf>);

impl Cache {
    pub(super) fn new(folder: Option<&Path>) -> Self {
        Self(folder.map(Path::to_owned))
    }

    /// The text that was kept, when there is one.
    pub(super) fn load(&self, name: &str) -> Option<String> {
        let folder = self.0.as_ref()?;
        std::fs::read_to_string(folder.join(name)).ok()
    }

    /// Keeps a text: it is there whole, or the old one stays.
    pub(super) fn store(&self, name: &str, text: &str) -> io::Result<()> {
        let Some(folder) = &self.0 else {
            return Ok(());
        };
        std::fs::create_dir_all(folder)?;
        let new = folder.join(format!("{name}.new"));
        let mut file = std::fs::File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&new, folder.join(name))
    }
}
