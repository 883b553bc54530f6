//! What was received, as files: a FHIR Bundle for each source, every resource byte for
//! byte, and what does not go along.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};

use inzage_dossier::logbook::Event;
use inzage_dossier::selection::Selection;
use inzage_vault::Store;
use inzage_zib::view::Lang;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::documents::attachments;
use super::super::links::bundles::{R4, Source};
use super::super::open::Open;
use super::super::protocol::taking::{File, Given, Received};
use super::super::protocol::{Answer, Failure};
use super::super::providers::not_found;
use super::super::records::Loaded;
use super::super::words;

/// The entries of each file.
type Files<'a> = BTreeMap<Source<'a>, Vec<&'a Loaded>>;

impl<S: Store> Open<S> {
    /// The numbers of what goes along. Where nothing is left out everything goes, also
    /// what only belongs to something and that nothing refers to.
    pub(super) fn taken(&self, selection: &Selection) -> BTreeSet<String> {
        if *selection != Selection::everything() {
            return self.going(selection);
        }
        let readable = self.joined().filter(|loaded| loaded.resource.is_some());
        let numbers = readable.map(|loaded| loaded.record.head.number.clone());
        numbers.collect()
    }

    /// What goes along and what does not, in numbers.
    pub(super) fn received(&self, selection: &Selection, lang: Lang) -> Received {
        let going = self.taken(selection);
        let files = self.by_source(&going);
        let mut given: Vec<Given> = files
            .iter()
            .map(|file| self.given(file, &files, lang))
            .collect();
        given.sort_by(|a, b| (&a.source.name, &a.file).cmp(&(&b.source.name, &b.file)));
        let all = self.joined().count();
        let unreadable = self
            .joined()
            .filter(|loaded| loaded.resource.is_none())
            .count();
        let goes = || files.values().flatten();
        let documents = goes()
            .filter(|_| selection.documents)
            .flat_map(|loaded| attachments(loaded));
        Received {
            files: given,
            left_out: all - unreadable - going.len(),
            unreadable,
            waiting: self.records.all().count() - all,
            earlier: goes().map(|loaded| loaded.record.earlier.len()).sum(),
            missing: documents.filter(|document| !document.collected).count(),
        }
    }

    fn given(
        &self,
        (source, records): (&Source<'_>, &Vec<&Loaded>),
        files: &Files<'_>,
        lang: Lang,
    ) -> Given {
        let (provider, version) = *source;
        let heads = || records.iter().map(|loaded| &loaded.record.head);
        let last = heads()
            .map(|head| head.at.as_str())
            .max_by_key(|at| Event::order(at));
        let of_provider = files.keys().filter(|(of, _)| *of == provider).count();
        Given {
            file: File {
                provider: provider.to_owned(),
                r4: version == R4,
            },
            source: self.mark(provider),
            version: (of_provider > 1).then(|| fhir_name(version).to_owned()),
            at: words::moment(last.unwrap_or_default(), lang),
            entries: records.len(),
            documents: heads().map(|head| head.documents.len()).sum(),
        }
    }

    /// One file.
    pub(super) async fn as_received(
        &self,
        selection: &Selection,
        file: &File,
    ) -> Result<Vec<u8>, Failure> {
        let going = self.taken(selection);
        let files = self.by_source(&going);
        let wanted = files.iter().find(|((provider, version), _)| {
            *provider == file.provider && (*version == R4) == file.r4
        });
        let (source, records) = not_found(wanted)?;
        Ok(self
            .bundle_of(*source, records, selection.documents)
            .await?
            .bytes)
    }

    /// All files in one, with the list of who gave what, and own readings in a file of
    /// their own where they go along.
    pub(super) async fn all_as_received(
        &self,
        selection: &Selection,
        lang: Lang,
    ) -> Result<Vec<u8>, Failure> {
        let going = self.taken(selection);
        let mut zip = Zip::default();
        for (source, records) in self.by_source(&going) {
            let bundle = self
                .bundle_of(source, &records, selection.documents)
                .await?;
            let (provider, version) = source;
            let version = fhir_name(version).to_lowercase();
            zip.put(
                &format!("{}-{version}.fhir.json", plain(provider)),
                &bundle.bytes,
            )?;
        }
        zip.put(
            lang.pick("bronnen.csv", "sources.csv"),
            self.list_of_sources(selection, lang).as_bytes(),
        )?;
        if selection.readings
            && !self.own_readings().is_empty()
            && let Answer::Bytes(readings) = self.export(lang)?
        {
            zip.put(lang.pick("zelf-gemeten.csv", "own-readings.csv"), &readings)?;
        }
        zip.finish()
    }
}

/// A version of FHIR as people name it.
fn fhir_name(version: &str) -> &'static str {
    if version == R4 { "R4" } else { "STU3" }
}

/// The name of a provider as part of the name of a file.
fn plain(provider: &str) -> String {
    let name = provider.trim_end_matches("@medmij").chars();
    name.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// A zip file (APPNOTE 6.3.10) with its files as they are: no bytes of a resource
/// change, and every system opens it.
struct Zip {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    names: BTreeSet<String>,
}

impl Default for Zip {
    fn default() -> Self {
        Self {
            writer: ZipWriter::new(Cursor::new(Vec::new())),
            names: BTreeSet::new(),
        }
    }
}

impl Zip {
    /// A file; under another name when its own is taken.
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let mut free = name.to_owned();
        let mut nth = 1_u32;
        while !self.names.insert(free.clone()) {
            nth += 1;
            free = format!("{nth}-{name}");
        }
        let as_it_is = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let started = self.writer.start_file(free, as_it_is);
        started.map_err(|_| Failure::Internal)?;
        self.writer.write_all(bytes).map_err(|_| Failure::Internal)
    }

    fn finish(self) -> Result<Vec<u8>, Failure> {
        let done = self.writer.finish().map_err(|_| Failure::Internal)?;
        Ok(done.into_inner())
    }
}
