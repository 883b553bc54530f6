//! Reading the record: overview, chapters, entries, search, documents.

use std::collections::BTreeSet;

use inzage_dossier::letters::Letter;
use inzage_dossier::record::Head;
use inzage_fhir::Resource;
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Entry, Lang};

use super::Outcome;
use super::chapters::{by_date, year_of};
use super::contacts::number_rows;
use super::derived::Changed;
use super::documents::attachments;
use super::news::unread;
use super::open::Open;
use super::protocol::discuss;
use super::protocol::{Answer, EntryPage, Failure, Overview, Request, Row};
use super::providers::{not_found, waiting_check};
use super::records::Loaded;
use super::words;

/// Chapters with what everybody who treats her has to know.
const WARNINGS: [Chapter; 2] = [Chapter::Allergies, Chapter::Alerts];
/// Rows of them on the overview; who has more has a reason to open the chapter.
const FIRST: usize = 30;

/// Follows references within what one provider delivered.
pub(super) struct Received<'a, S> {
    open: &'a Open<S>,
    head: &'a Head,
    /// The numbers of what may be named; none: of everything.
    among: Option<&'a BTreeSet<String>>,
}

impl<'a, S: Store> Received<'a, S> {
    /// The record that a reference points at: the `fullUrl` of one in the same Bundle, or
    /// `Type/id`, or an absolute URL that ends so, of the same service first, then of the
    /// same provider.
    pub(super) fn record(&self, reference: &str) -> Option<&'a Loaded> {
        let records = &self.open.records;
        let here = |loaded: &&Loaded| {
            let head = &loaded.record.head;
            self.may_name(loaded)
                && head.provider == self.head.provider
                && (!head.staged || head.collection == self.head.collection)
        };
        if let Some(found) = records.with_full_url(reference).find(here) {
            return Some(found);
        }
        let (rest, id) = reference.rsplit_once('/')?;
        let kind = rest.rsplit('/').next()?;
        let mut found = records.with_id(kind, id).filter(here);
        let first = found.next()?;
        let of_service = |loaded: &&Loaded| loaded.record.head.service == self.head.service;
        let mut all = std::iter::once(first).chain(found);
        Some(all.find(of_service).unwrap_or(first))
    }

    fn may_name(&self, loaded: &Loaded) -> bool {
        let number = &loaded.record.head.number;
        self.among.is_none_or(|among| among.contains(number))
    }
}

impl<S: Store> inzage_zib::Known for Received<'_, S> {
    fn find(&self, reference: &str) -> Option<&Resource> {
        // What is covered is covered on the pages that refer to it too.
        let found = self.record(reference)?;
        let shown = self.open.cover(found).is_none();
        found.resource.as_ref().filter(|_| shown)
    }

    fn patient(&self) -> Option<&Resource> {
        let patients = self.open.records.of_kind("Patient").filter(|loaded| {
            let head = &loaded.record.head;
            head.provider == self.head.provider && !head.staged && self.may_name(loaded)
        });
        patients
            .max_by_key(|loaded| loaded.record.head.service == self.head.service)?
            .resource
            .as_ref()
    }
}

impl<S: Store> Open<S> {
    /// Requests that read the record. What no part of the engine knows ends here.
    pub(super) async fn reading(&mut self, request: Request, lang: Lang) -> Outcome {
        match request {
            Request::Terms { file } => {
                self.keep_terms(&file);
                Ok(Answer::Done)
            }
            Request::Wording { texts } => {
                inzage_words::set_wording(texts);
                self.changed(Changed::Words);
                Ok(Answer::Done)
            }
            Request::Overview => Ok(Answer::Overview(self.overview(lang))),
            Request::Chapter { chapter } => Ok(Answer::Chapter(self.chapter(chapter, lang))),
            Request::Rows(request) => Ok(Answer::Rows(self.rows_of(&request, lang))),
            Request::Page { number } => self
                .page(&number, lang)
                .map(|page| Answer::Page(Box::new(page))),
            Request::Search(search) => Ok(Answer::Found(self.found(&search, lang))),
            Request::Timeline(request) => Ok(self.timeline(&request, lang)),
            Request::Series(request) => self.series(request, lang).map(Answer::Series),
            Request::Documents(part) => Ok(Answer::Documents(self.documents(part, lang))),
            Request::Document {
                number,
                attachment,
                version,
            } => {
                let letter = Letter {
                    number,
                    version,
                    attachment,
                };
                self.document(&letter, lang).await
            }
            Request::Sources(asked) => self.sources(&asked, lang),
            Request::Written => Ok(Answer::Written(self.written().await?)),
            Request::Discuss(discuss::Request::List) => {
                Ok(Answer::Discuss(self.discussed(lang).await?))
            }
            _ => Err(Failure::Internal),
        }
    }

    pub(super) fn known<'a>(&'a self, head: &'a Head) -> Received<'a, S> {
        Received {
            open: self,
            head,
            among: None,
        }
    }

    /// As [`Open::known`], where only some entries may be named: what is left out is not
    /// named by what refers to it either.
    pub(super) fn known_among<'a>(
        &'a self,
        head: &'a Head,
        among: &'a BTreeSet<String>,
    ) -> Received<'a, S> {
        Received {
            among: Some(among),
            ..self.known(head)
        }
    }

    /// What the row of one entry says, whatever it stands together with.
    pub(super) fn row_alone(&self, loaded: &Loaded, lang: Lang) -> Row {
        let known = self.known(&loaded.record.head);
        let resource = loaded.resource.as_ref();
        let text = resource.map(|resource| inzage_zib::row(resource, &known, lang));
        let text = text.unwrap_or_else(|| words::unreadable_row(lang));
        self.row_with(
            loaded,
            loaded.chapter(),
            self.shown(loaded, text, lang),
            lang,
        )
    }

    /// How many rows an entry has in `chapter`.
    pub(super) fn count_in(&self, loaded: &Loaded, chapter: Chapter) -> usize {
        match &loaded.resource {
            // Only a patient has rows beside its own.
            Some(resource) if resource.kind() == "Patient" => {
                inzage_zib::row_count(resource, chapter, &self.known(&loaded.record.head))
            }
            _ => usize::from(loaded.chapter() == chapter),
        }
    }

    /// The row of an entry in its own chapter.
    pub(super) fn row(&self, loaded: &Loaded, lang: Lang) -> Row {
        self.row_of_all(self.row_alone(loaded, lang), lang)
    }

    /// Every row of an entry in `chapter`, with what each stands for.
    pub(super) fn rows_in(&self, loaded: &Loaded, chapter: Chapter, lang: Lang) -> Vec<Row> {
        let rows = self.rows_alone_in(loaded, chapter, lang).into_iter();
        if chapter != Chapter::ContactPersons {
            return rows.map(|row| self.row_of_all(row, lang)).collect();
        }
        let within = loaded.chapter() != chapter;
        rows.filter(|row| !(within && self.stands_elsewhere(&row.number)))
            .map(|row| self.row_of_all(row, lang))
            .collect()
    }

    /// Every row of one entry in `chapter`: a patient has more than one there.
    pub(super) fn rows_alone_in(&self, loaded: &Loaded, chapter: Chapter, lang: Lang) -> Vec<Row> {
        let Some(resource) = &loaded.resource else {
            return vec![self.row_alone(loaded, lang)];
        };
        let known = self.known(&loaded.record.head);
        let texts = inzage_zib::rows(resource, chapter, &known, lang).into_iter();
        let mut rows: Vec<Row> = texts
            .map(|text| self.row_with(loaded, chapter, self.shown(loaded, text, lang), lang))
            .collect();
        number_rows(loaded, chapter, &mut rows);
        rows
    }

    fn row_with(
        &self,
        loaded: &Loaded,
        chapter: Chapter,
        text: inzage_zib::RowText,
        lang: Lang,
    ) -> Row {
        let head = &loaded.record.head;
        let resource = loaded.resource.as_ref();
        let covered = self.cover(loaded).is_some();
        let shown = resource.filter(|_| !covered);
        Row {
            number: head.number.clone(),
            chapter,
            plain: self.plain_name(loaded, &text.title, lang),
            title: text.title,
            date: text.date,
            status: Some(text.status).filter(|status| !status.is_empty()),
            source: self.mark(&head.provider),
            also: Vec::new(),
            variants: Vec::new(),
            maybe_same: false,
            year: resource.and_then(year_of),
            state: shown.and_then(|resource| inzage_zib::state(resource, lang)),
            unread: unread(&loaded.record),
            covered,
            own: None,
        }
    }

    /// Entries, newest first; without a date last. What is one thing at several
    /// sources is there once, as soon as one of them is kept: every list of rows
    /// is made of these.
    pub(super) fn sorted(&self, keep: impl Fn(&Loaded) -> bool) -> Vec<&Loaded> {
        let mut entries = self.merged(keep);
        by_date(&mut entries);
        entries
    }

    fn overview(&self, lang: Lang) -> Overview {
        let last = self
            .collections
            .values()
            .filter(|c| c.joined())
            .max_by(|a, b| a.at.cmp(&b.at));
        let warnings: usize = WARNINGS
            .iter()
            .map(|chapter| self.head(*chapter, lang).entries)
            .sum();
        Overview {
            person: self
                .known
                .as_ref()
                .map(|known| known.confirmed.name.clone()),
            chapters: CHAPTERS
                .iter()
                .map(|chapter| self.head(*chapter, lang))
                .collect(),
            warnings: WARNINGS
                .iter()
                .flat_map(|chapter| self.first_rows(*chapter, FIRST, lang).rows)
                .filter(|row| !self.is_void(&row.number))
                .take(FIRST)
                .collect(),
            warnings_in_all: warnings,
            providers: self.providers.len(),
            collected: last.map(|last| words::moment(&last.at, lang)),
            waiting: self
                .collections
                .values()
                .filter(|c| waiting_check(c, lang).is_some())
                .count(),
            damaged: self.damaged,
        }
    }

    /// Whether its source says that it is not so: it is no warning then.
    fn is_void(&self, number: &str) -> bool {
        let loaded = self.records.get(number);
        let resource = loaded.and_then(|loaded| Some((loaded, loaded.resource.as_ref()?)));
        resource.is_some_and(|(loaded, resource)| {
            let identity = inzage_zib::identity(resource, &self.known(&loaded.record.head));
            matches!(
                identity.verification.as_str(),
                "refuted" | "entered-in-error"
            )
        })
    }

    fn page(&self, number: &str, lang: Lang) -> Result<EntryPage, Failure> {
        match self.within(number) {
            Some((alone, patient)) => self.page_within(number, &alone, patient, lang),
            None => self.page_of_entry(number, lang),
        }
    }

    /// The page of somebody within a Patient: what is kept and asked about them is
    /// about the entry that they came in, and so is what was received.
    fn page_within(
        &self,
        number: &str,
        alone: &Loaded,
        patient: &Loaded,
        lang: Lang,
    ) -> Result<EntryPage, Failure> {
        let whole = self.page_of_entry(&patient.record.head.number, lang)?;
        let (entry, findings) = self.entry(alone, lang);
        Ok(EntryPage {
            removable: false,
            technical: words::technical_rows(&entry.source, lang),
            explained: self.explained(alone, &entry, lang),
            entry,
            findings,
            earlier: Vec::new(),
            same: self.same_within(alone, number, lang),
            origin: self.origin(alone, lang),
            related: vec![self.row_alone(patient, lang)],
            attachments: Vec::new(),
            ..whole
        })
    }

    fn page_of_entry(&self, number: &str, lang: Lang) -> Result<EntryPage, Failure> {
        let loaded = not_found(
            self.records
                .get(number)
                .filter(|loaded| !loaded.record.head.staged),
        )?;
        if let Some(kind) = self.cover(loaded) {
            return Ok(self.covered_page(loaded, kind, lang));
        }
        let head = &loaded.record.head;
        let (entry, findings) = self.entry(loaded, lang);
        let earlier = self.earlier(&loaded.record, &entry, lang);
        Ok(EntryPage {
            number: number.to_owned(),
            removable: true,
            technical: words::technical_rows(&entry.source, lang),
            explained: self.explained(loaded, &entry, lang),
            entry,
            source: self.mark(&head.provider),
            collected: words::moment(&head.at, lang),
            checked: self
                .collections
                .get(&head.collection)
                .is_none_or(|collection| {
                    collection.state
                        != (inzage_dossier::collection::State::Joined { checked: false })
                }),
            covered: false,
            absent: head.follow.absent.as_deref().map(|at| words::day(at, lang)),
            findings,
            related: self.related(loaded, lang),
            earlier,
            same: self.same(loaded, lang),
            origin: self.origin(loaded, lang),
            original: words::indented(&loaded.record.bytes),
            attachments: attachments(loaded),
        })
    }

    pub(super) fn entry(&self, loaded: &Loaded, lang: Lang) -> (Entry, Vec<String>) {
        Self::entry_knowing(loaded, &self.known(&loaded.record.head), lang)
    }

    /// As [`Open::entry`], with only what is known of the rest.
    pub(super) fn entry_knowing(
        loaded: &Loaded,
        known: &Received<'_, S>,
        lang: Lang,
    ) -> (Entry, Vec<String>) {
        match &loaded.resource {
            Some(resource) => inzage_zib::entry(resource, known, lang),
            None => words::unreadable_entry(&loaded.record, lang),
        }
    }

    /// What an entry points at, without the person it is about.
    fn related(&self, loaded: &Loaded, lang: Lang) -> Vec<Row> {
        let head = &loaded.record.head;
        let known = self.known(head);
        let mut seen = BTreeSet::from([head.number.clone()]);
        let references = loaded.resource.iter().flat_map(inzage_zib::references);
        let mut found: Vec<_> = references
            .filter_map(|reference| known.record(&reference))
            .filter(|found| {
                let head = &found.record.head;
                !head.staged && head.kind != "Patient" && seen.insert(head.number.clone())
            })
            .collect();
        // What it is about first; who did it and what it was made of last.
        found.sort_by_key(|found| {
            matches!(
                found.chapter(),
                Chapter::Supporting | Chapter::CareProviders
            )
        });
        found
            .into_iter()
            .map(|found| self.row(found, lang))
            .collect()
    }
}

/// Chapters in the order of the dossier.
pub(super) const CHAPTERS: [Chapter; 21] = [
    Chapter::Demographics,
    Chapter::Payer,
    Chapter::TreatmentDirectives,
    Chapter::ContactPersons,
    Chapter::FunctionalStatus,
    Chapter::Problems,
    Chapter::SocialHistory,
    Chapter::Alerts,
    Chapter::Allergies,
    Chapter::Medication,
    Chapter::Devices,
    Chapter::Vaccinations,
    Chapter::VitalSigns,
    Chapter::Results,
    Chapter::Procedures,
    Chapter::Encounters,
    Chapter::PlannedCare,
    Chapter::CareProviders,
    Chapter::Documents,
    Chapter::GeneralPractice,
    Chapter::Supporting,
];
