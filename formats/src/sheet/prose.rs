//! Converts Markdown that users write to paragraphs and lists. Other markup is dropped and its text kept, so
//! that no text is interpreted as code in any output format.

use super::Block;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Converts a Markdown text to blocks; for `None` or a blank text one block with the text `missing`.
pub(super) fn blocks(text: Option<&str>, missing: impl FnOnce() -> String) -> Vec<Block> {
    let found = text.map(to_blocks).unwrap_or_default();
    if found.is_empty() {
        return vec![Block::Missing { text: missing() }];
    }
    found
}

/// Converts a Markdown text to blocks.
pub(super) fn to_blocks(text: &str) -> Vec<Block> {
    let mut blocks = MarkdownBlocks::default();
    for event in Parser::new_ext(text, Options::empty()) {
        blocks.take(event);
    }
    blocks.end();
    blocks.blocks
}

#[derive(Default)]
struct MarkdownBlocks {
    blocks: Vec<Block>,
    /// The current paragraph or item.
    text: String,
    /// The nesting depth of lists, and whether the outermost is numbered.
    depth: usize,
    numbered: bool,
    /// The items of the current list.
    items: Vec<String>,
    /// The open links: target, and where their text begins.
    links: Vec<(String, usize)>,
}

impl MarkdownBlocks {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Start(Tag::List(first)) => {
                self.end();
                if self.depth == 0 {
                    self.numbered = first.is_some();
                }
                self.depth += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.end();
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 && !self.items.is_empty() {
                    self.blocks.push(Block::List {
                        numbered: self.numbered,
                        items: std::mem::take(&mut self.items),
                    });
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push((dest_url.to_string(), self.text.len())),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Start(Tag::Item | Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::CodeBlock(_))
            | Event::End(
                TagEnd::Item | TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock | TagEnd::CodeBlock,
            )
            | Event::Rule => self.end(),
            // Emphasis, quotes and images keep their text; the other events need options that are not
            // enabled.
            Event::Start(_)
            | Event::End(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    /// Appends the address of a link to its text, because a link cannot be clicked on paper.
    fn end_link(&mut self) {
        let Some((address, from)) = self.links.pop() else {
            return;
        };
        let label = self.text.get(from..).unwrap_or_default();
        let web = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        if web && label != address && format!("mailto:{label}") != address {
            self.text.push_str(&format!(" ({address})"));
        }
    }

    /// Ends the current paragraph or item.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.depth > 0 {
            self.items.push(text.to_owned());
            return;
        }
        match self.blocks.last_mut() {
            Some(Block::Prose { paragraphs }) => paragraphs.push(text.to_owned()),
            _ => self.blocks.push(Block::Prose {
                paragraphs: vec![text.to_owned()],
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, to_blocks};

    fn prose(paragraphs: &[&str]) -> Block {
        Block::Prose {
            paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    #[test]
    fn paragraphs_and_lists_keep_their_shape() {
        let list = |numbered, items: &[&str]| Block::List {
            numbered,
            items: items.iter().map(|item| (*item).to_owned()).collect(),
        };
        assert_eq!(
            to_blocks("One *two*\nthree\n\n- a\n- **b**\n  - c\n\nfour\n\n1. x\n2. y"),
            [
                prose(&["One two\nthree"]),
                list(false, &["a", "b", "c"]),
                prose(&["four"]),
                list(true, &["x", "y"]),
            ]
        );
    }

    #[test]
    fn links_are_written_out_and_markup_is_text() {
        assert_eq!(
            to_blocks(
                "See [here](https://x.example/a) or <https://y.example>.\n\n<b onclick=x>no</b> [z](javascript:x)"
            ),
            [prose(&[
                "See here (https://x.example/a) or https://y.example.",
                "<b onclick=x>no</b> z"
            ])]
        );
        assert_eq!(to_blocks(" \n\n---\n"), []);
    }
}
