//! A page of the operator, such as the privacy statement: plain text with headings
//! and lists.

use leptos::prelude::*;

use crate::components::faces::{Loading, failed};
use crate::components::heading::Heading;
use crate::components::live::live;
use crate::pages::back::Back;
use crate::pages::missing::Missing;
use crate::route::Route;
use crate::state::asked::Awaited;
use crate::state::brand::{self, brand, said};
use crate::state::look::use_texts;

/// The page with this name.
#[component]
pub fn LegalPage(name: String) -> impl IntoView {
    let texts = use_texts();
    let Some(page) = brand().pages.iter().find(|page| page.name == name) else {
        return view! { <Missing /> }.into_any();
    };
    let address = said(&page.file).unwrap_or_default();
    let asked = Awaited::new(move || brand::page(address));
    view! {
        <div class="page">
            <Back to=Route::Help word=texts.help.title />
            <Heading text=said(&page.title).unwrap_or_default() />
            {live(move || match asked.get() {
                None => view! { <Loading text=texts.common.busy /> }.into_any(),
                Some(Err(trouble)) => failed(trouble, move || asked.refetch()),
                Some(Ok(text)) => blocks(&text).into_iter().map(shown).collect_view().into_any(),
            })}
        </div>
    }
    .into_any()
}

/// A piece of the page.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Title(String),
    Items(Vec<String>),
    Words(String),
}

/// `# ` begins a heading, `- ` an item of a list; an empty line ends a paragraph.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        let last = blocks.last_mut();
        match (line.strip_prefix("# "), line.strip_prefix("- "), last) {
            (Some(title), ..) => blocks.push(Block::Title(title.to_owned())),
            (_, Some(item), Some(Block::Items(items))) => items.push(item.to_owned()),
            (_, Some(item), _) => blocks.push(Block::Items(vec![item.to_owned()])),
            (.., Some(Block::Words(words))) if goes_on && !line.is_empty() => {
                words.push(' ');
                words.push_str(line);
            }
            _ if line.is_empty() => {}
            _ => blocks.push(Block::Words(line.to_owned())),
        }
        goes_on = !line.is_empty();
    }
    blocks
}

fn shown(block: Block) -> AnyView {
    match block {
        Block::Title(title) => view! { <h2>{title}</h2> }.into_any(),
        Block::Words(words) => view! { <p>{words}</p> }.into_any(),
        Block::Items(items) => {
            let items = items.into_iter().map(|item| view! { <li>{item}</li> });
            view! { <ul class="steps">{items.collect_view()}</ul> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_paragraphs_are_told_apart() {
        let words = |text: &str| Block::Words(text.to_owned());
        assert_eq!(
            blocks("# Een\n\nTwee\ndrie.\n\nVier.\n- a\n- b\n\n<b>vijf</b>"),
            [
                Block::Title("Een".to_owned()),
                words("Twee drie."),
                words("Vier."),
                Block::Items(vec!["a".to_owned(), "b".to_owned()]),
                words("<b>vijf</b>"),
            ]
        );
    }
}
