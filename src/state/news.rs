//! What is new, and what is covered, asked of the open vault.

use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::{Answer, News, NewsRequest, ProviderNews, Request, Rows, Unread};
use crate::texts::{NewsSince, Texts};

/// What is unread; at most so many rows.
pub fn all(most: usize) -> Asked<News> {
    use_asked(
        move || Request::News(NewsRequest::All { most }),
        |answer| match answer {
            Answer::News(news) => Some(news),
            _ => None,
        },
    )
}

/// A part of what is unread for one reason.
pub fn rows(unread: Unread, start: usize, most: usize) -> Asked<Rows> {
    use_asked(
        move || {
            Request::News(NewsRequest::Rows {
                unread,
                start,
                most,
            })
        },
        |answer| match answer {
            Answer::Rows(rows) => Some(rows),
            _ => None,
        },
    )
}

/// Whether sensitive kinds open covered.
pub fn covers() -> Asked<bool> {
    use_asked(
        || Request::News(NewsRequest::Covers),
        |answer| match answer {
            Answer::Covers(covers) => Some(covers),
            _ => None,
        },
    )
}

/// Does what a request says. After it the lists read differently, but for a page
/// that was opened: it is told of nobody's list.
///
/// # Errors
/// What the engine says.
pub async fn tell(session: &Session, request: NewsRequest) -> Result<(), Trouble> {
    let quiet = matches!(request, NewsRequest::Opened { .. });
    ask!(session.engine(), Request::News(request), Answer::Done => ())?;
    if !quiet {
        session.record_changed();
    }
    Ok(())
}

/// What there is of one provider, as a sentence.
pub fn sentence(texts: &Texts, news: &ProviderNews) -> String {
    let t = &texts.news;
    let counts: Vec<String> = [
        (news.new > 0).then(|| t.count_new(news.new)),
        (news.changed > 0).then(|| t.count_changed(news.changed)),
        (news.gone > 0).then(|| t.count_gone(news.gone)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !counts.is_empty() {
        t.since(&NewsSince {
            counts: &counts.join(", "),
            date: &news.since,
        })
    } else if news.first {
        t.first(&news.collected)
    } else {
        t.nothing(&news.collected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::SourceMark;
    use crate::texts::NL;

    #[test]
    fn a_sentence_names_only_what_there_is() {
        let mut news = ProviderNews {
            source: SourceMark {
                provider: "a@medmij".into(),
                name: "A".into(),
                mark: 0,
            },
            collected: "3 april 2026, 10:00".into(),
            since: "3 maart 2026".into(),
            new: 4,
            changed: 0,
            gone: 1,
            first: false,
        };
        assert_eq!(
            sentence(&NL, &news),
            "Sinds 3 maart 2026: 4 nieuw, 1 niet meer geleverd"
        );
        (news.new, news.gone, news.first) = (0, 0, true);
        assert!(sentence(&NL, &news).starts_with("Voor het eerst"));
    }
}
