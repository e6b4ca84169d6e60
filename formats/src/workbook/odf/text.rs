//! Paragraphs of OpenDocument.

use super::super::limits::ReadError;
use super::super::xml::{Node, Tag, Xml, add};
use super::styles::{Family, Look, Styles};

/// A paragraph, or all paragraphs of a cell.
#[derive(Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// Whether some of the text is not bold.
    pub(super) plain: bool,
    /// The texts of notes and text boxes in it, which are not part of its own text.
    pub(super) asides: Vec<String>,
}

/// The elements whose text is not part of the paragraph and is not told: comments, pronunciation, deleted text.
pub(super) const UNSEEN: [&[u8]; 6] = [
    b"annotation",
    b"ruby-text",
    b"hidden-text",
    b"tracked-changes",
    b"forms",
    b"event-listeners",
];

/// The elements whose text stands beside the paragraph: footnotes, text boxes, shapes.
pub(super) fn is_aside(name: &[u8]) -> bool {
    matches!(
        name,
        b"note"
            | b"frame"
            | b"text-box"
            | b"custom-shape"
            | b"rect"
            | b"g"
            | b"ellipse"
            | b"polygon"
            | b"path"
            | b"line"
    )
}

/// The elements that hold the text of paragraphs.
pub(super) const PARAGRAPHS: [&[u8]; 2] = [b"p", b"h"];

impl Written {
    /// Reads the paragraph whose element was opened last, and adds it to what was read before on a new line.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, styles: &Styles, look: Look) -> Result<(), ReadError> {
        if !self.text.is_empty() {
            add(&mut self.text, "\n");
        }
        let outside = xml.depth().saturating_sub(1);
        let mut spans = vec![(outside, look)];
        while xml.depth() > outside {
            while spans.last().is_some_and(|(depth, _)| *depth > xml.depth()) {
                spans.pop();
            }
            let depth = xml.depth();
            let look = spans.last().map_or(look, |(_, look)| *look);
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    b"span" | b"a" => {
                        let name = tag.attribute("style-name");
                        spans.push((depth + 1, styles.look(Family::Text, name.as_deref(), look)));
                    }
                    b"s" => {
                        let spaces = tag.number("c").unwrap_or(1).min(1_000);
                        self.add(&" ".repeat(spaces), look);
                    }
                    b"tab" => self.add("\t", look),
                    b"line-break" => self.add("\n", look),
                    name if UNSEEN.contains(&name) => xml.skip()?,
                    name if is_aside(name) => {
                        let text = xml.aside(&PARAGRAPHS)?;
                        self.asides.push(text);
                    }
                    _ => {}
                },
                Node::Text(text) => self.add(&evened(&text), look),
                Node::Close(_) | Node::End => {}
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, look: Look) {
        if look.hidden {
            return;
        }
        self.plain |= !look.bold && !text.trim().is_empty();
        add(&mut self.text, text);
    }
}

/// Returns the style of a paragraph, and how its text looks.
pub(super) fn look_of(tag: &Tag<'_>, styles: &Styles) -> Look {
    styles.look(
        Family::Paragraph,
        tag.attribute("style-name").as_deref(),
        Look::default(),
    )
}

/// Replaces each run of spaces and line breaks by one space: OpenDocument has elements of its own for them.
fn evened(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut blank = false;
    for sign in text.chars() {
        let space = matches!(sign, ' ' | '\t' | '\n' | '\r');
        if !space {
            all.push(sign);
        } else if !blank {
            all.push(' ');
        }
        blank = space;
    }
    all
}
