//! A line of the log in words.

use inzage_words::{Lang, logbook};

use super::{Event, Fates, Kind, Missing, Opener, Went, What};

/// Something more about a line: its label and what it says.
pub type Detail = (String, String);

/// What a kind of line is called.
pub fn kind_name(kind: Kind, lang: Lang) -> &'static str {
    let key = match kind {
        Kind::Collected => "kind_collected",
        Kind::Refused => "kind_refused",
        Kind::SetAside => "kind_set_aside",
        Kind::Shared => "kind_shared",
        Kind::Looked => "kind_looked",
        Kind::Requested => "kind_requested",
        Kind::Changed => "kind_changed",
        Kind::Deleted => "kind_deleted",
        Kind::Unlocked => "kind_unlocked",
        Kind::Backup => "kind_backup",
        Kind::Settings => "kind_settings",
        Kind::Erased => "kind_erased",
        Kind::Other => "kind_other",
    };
    word(key, lang)
}

fn word(key: &'static str, lang: Lang) -> &'static str {
    logbook(key, lang).unwrap_or(key)
}

fn found_or(key: &str, other: &'static str, lang: Lang) -> &'static str {
    logbook(key, lang).unwrap_or_else(|| word(other, lang))
}

/// A sentence with its gaps filled: `{name}`, `{n}`.
fn filled(key: &'static str, gaps: &[(&str, &str)], lang: Lang) -> String {
    let mut rest = word(key, lang);
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (gap, after) = after.split_once('}').unwrap_or((after, ""));
        let found = gaps.iter().find(|(name, _)| *name == gap);
        out.push_str(before);
        out.push_str(found.map_or(gap, |(_, text)| text));
        rest = after;
    }
    out + rest
}

fn entries(count: usize, lang: Lang) -> String {
    let key = if count == 1 {
        "entry_one"
    } else {
        "entry_many"
    };
    filled(key, &[("n", &count.to_string())], lang)
}

/// `3 metingen`; of a kind that has no word here: `3 eigen gegevens`.
fn own(kind: &str, count: usize, lang: Lang) -> String {
    let form = if count == 1 { "one" } else { "many" };
    let other = if count == 1 { "own_one" } else { "own_many" };
    let name = found_or(&format!("own_{kind}_{form}"), other, lang);
    format!("{count} {name}")
}

fn named(key: &'static str, name: &str, lang: Lang) -> String {
    filled(key, &[("name", name)], lang)
}

/// The name of a link, or that it has none.
fn called(name: &str, lang: Lang) -> &str {
    if name.is_empty() {
        inzage_words::phrase("link_nameless", lang)
    } else {
        name
    }
}

fn made(key: &'static str, kind: &str, count: usize, lang: Lang) -> String {
    filled(key, &[("things", &own(kind, count, lang))], lang)
}

const fn went_key(went: Went) -> &'static str {
    match went {
        Went::Taken => "requested",
        Went::Refused => "requested_refused",
        Went::Uncertain => "requested_uncertain",
        Went::Withdrawn => "requested_withdrawn",
        Went::Posted => "requested_posted",
    }
}

impl What {
    /// The line as a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let of = |key, name: &str, count| {
            let things = entries(count, lang);
            filled(key, &[("name", name), ("entries", &things)], lang)
        };
        match self {
            Self::Collected { from, entries, .. } => of("collected", &from.name, *entries),
            Self::Refused { from, code, .. } => {
                let key = match code.as_str() {
                    "access_denied" => "refused_denied",
                    "consent_lapsed" | "grant_expired" => "refused_lapsed",
                    _ => "refused",
                };
                named(key, &from.name, lang)
            }
            Self::SetAside { from, entries, .. } => of("set_aside", &from.name, *entries),
            Self::TakenUp { from } => named("taken_up", &from.name, lang),
            Self::PutAway {
                from,
                entries,
                moved,
            } => of(
                if *moved { "moved" } else { "thrown_away" },
                &from.name,
                *entries,
            ),
            Self::Sent { to, .. } => named("sent", &to.name, lang),
            Self::Requested {
                to, about, went, ..
            } => {
                let about = found_or(&format!("request_{about}"), "request_other", lang);
                filled(
                    went_key(*went),
                    &[("name", &to.name), ("about", about)],
                    lang,
                )
            }
            Self::UsesAsked {
                from,
                failed: Some(_),
                ..
            } => named("uses_failed", &from.name, lang),
            Self::UsesAsked { from, events, .. } => {
                let count = events.to_string();
                filled("uses_asked", &[("name", &from.name), ("n", &count)], lang)
            }
            Self::LinkMade { name } => named("link_made", called(name, lang), lang),
            Self::LinkDeed { name, deed } => {
                let key = match deed.as_str() {
                    "paused" => "link_paused",
                    "resumed" => "link_resumed",
                    "stopped" => "link_stopped",
                    "extended" => "link_extended",
                    "ended" => "link_ended",
                    _ => "link_updated",
                };
                named(key, called(name, lang), lang)
            }
            Self::Looked { name, by, opened } => {
                let key = if *opened { "looked" } else { "looked_wrong" };
                filled(key, &[("name", called(name, lang)), ("by", by)], lang)
            }
            Self::Added { kind, count, .. } => made("added", kind, *count, lang),
            Self::Changed { kind, count, .. } => made("changed", kind, *count, lang),
            Self::Deleted { kind, count, .. } => made("deleted", kind, *count, lang),
            Self::ProviderAdded { of } => named("provider_added", &of.name, lang),
            Self::ProviderRemoved { of: party, entries } => match entries {
                Some(count) => of("provider_removed", &party.name, *count),
                None => named("provider_removed_kept", &party.name, lang),
            },
            Self::Erased {
                lines,
                before,
                by_term,
            } => erased(*lines, before.as_deref(), *by_term, lang),
            Self::SettingChanged { name } => {
                let name = found_or(&format!("setting_{name}"), "setting_other", lang);
                filled("setting", &[("name", name)], lang)
            }
            Self::Exported { of } => {
                let name = found_or(&format!("file_{of}"), "file_other", lang);
                filled("exported", &[("name", name)], lang)
            }
            _ => word(self.plain(), lang).to_owned(),
        }
    }

    /// The key of a sentence without gaps.
    const fn plain(&self) -> &'static str {
        match self {
            Self::VaultMade => "vault_made",
            Self::Unlocked {
                with: Opener::Passphrase,
            } => "unlocked",
            Self::Unlocked {
                with: Opener::RecoveryKey,
            } => "unlocked_recovery",
            Self::Unlocked {
                with: Opener::Passkey,
            } => "unlocked_passkey",
            Self::BackedUp => "backed_up",
            Self::Restored => "restored",
            _ => "unknown",
        }
    }

    /// What else is known of it: services, what did not come, fates, numbers.
    pub fn details(&self, lang: Lang) -> Vec<Detail> {
        let trace = |id: &str| (word("trace", lang).to_owned(), id.to_owned());
        match self {
            Self::Collected {
                services,
                missing,
                trace_id,
                ..
            } => {
                let names = services.iter().map(|service| service_name(service, lang));
                let names: Vec<String> = names.collect();
                let asked = (word("services", lang).to_owned(), names.join(", "));
                let mut all: Vec<Detail> = Some(asked)
                    .filter(|_| !names.is_empty())
                    .into_iter()
                    .collect();
                all.extend(missing.iter().map(|part| missed(part, lang)));
                all.push(trace(trace_id));
                all
            }
            Self::Requested { trace_id, .. } => {
                trace_id.as_deref().map(trace).into_iter().collect()
            }
            Self::Refused { code, trace_id, .. } => because(Some(code), trace_id.as_ref(), lang),
            Self::UsesAsked {
                failed, trace_id, ..
            } => because(failed.as_ref(), trace_id.as_ref(), lang),
            Self::SetAside { trace_id, .. } => vec![trace(trace_id)],
            Self::Sent {
                fates, trace_id, ..
            } => {
                let mut all = fated(*fates, lang);
                all.extend(trace_id.as_deref().map(trace));
                all
            }
            Self::Added { by, .. } | Self::Changed { by, .. } | Self::Deleted { by, .. } => by
                .iter()
                .map(|by| (word("by", lang).to_owned(), by.clone()))
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// Why it came to nothing, and the number for the helpdesk.
fn because(code: Option<&String>, trace_id: Option<&String>, lang: Lang) -> Vec<Detail> {
    let code = code.map(|code| (word("code", lang).to_owned(), code.clone()));
    let trace = trace_id.map(|id| (word("trace", lang).to_owned(), id.clone()));
    code.into_iter().chain(trace).collect()
}

fn erased(lines: usize, before: Option<&str>, by_term: bool, lang: Lang) -> String {
    let count = filled(
        if lines == 1 { "line_one" } else { "line_many" },
        &[("n", &lines.to_string())],
        lang,
    );
    let day = before.map(|day| inzage_zib::date_text(day, lang));
    let key = match (before, by_term) {
        (None, _) => "erased_all",
        (Some(_), false) => "erased_before",
        (Some(_), true) => "erased_by_term",
    };
    let day = day.unwrap_or_default();
    filled(key, &[("lines", &count), ("day", &day)], lang)
}

fn service_name(service: &str, lang: Lang) -> String {
    inzage_words::service(service, lang)
        .unwrap_or(service)
        .to_owned()
}

/// `Medicatieafspraken: niet gekomen (provider_unavailable). Nummer …`
fn missed(part: &Missing, lang: Lang) -> Detail {
    let query = inzage_words::query(&part.service, &part.query, lang).unwrap_or(&part.query);
    let key = match part.code.as_str() {
        "partial" => "missing_partly",
        "cancelled" => "missing_stopped",
        _ => "missing",
    };
    let trace = part.trace_id.as_deref().unwrap_or("–");
    let said = filled(key, &[("code", &part.code), ("trace", trace)], lang);
    (query.to_owned(), said)
}

fn fated(fates: Fates, lang: Lang) -> Vec<Detail> {
    let all = [
        ("sent_taken", fates.taken),
        ("sent_refused", fates.refused),
        ("sent_uncertain", fates.uncertain),
    ];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(key, count)| (word(key, lang).to_owned(), count.to_string()))
        .collect()
}

impl Event {
    /// Everything that is known of it, as one text: for a file.
    pub(super) fn details_text(&self, lang: Lang) -> String {
        let all = self.what.details(lang).into_iter();
        let all: Vec<String> = all
            .map(|(label, text)| format!("{label}: {text}"))
            .collect();
        all.join("; ")
    }
}
