//! Reads the XML parts of office files as a stream. Elements and attributes are matched by their local names,
//! because each program chooses its own prefixes.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::limits::ReadError;

/// The maximum bytes of text that are collected for one cell or paragraph. More than the limit of a cell in any
/// encoding, so that the caller, who knows the place, reports that limit.
const MAX_TEXT: usize = 256 * 1024;

/// One part of an office file. Its depth and the length of its tokens were checked before
/// ([`super::packed::Parts::open`]).
pub(super) struct Xml<'a> {
    reader: Reader<Box<dyn BufRead + 'a>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// A piece of XML.
pub(super) enum Node<'b> {
    /// An element begins. An empty element begins and ends.
    Open(Tag<'b>),
    /// An element ends.
    Close(Name<'b>),
    /// Text, with its entities resolved. Empty for comments and instructions.
    Text(Cow<'b, str>),
    /// The part ends.
    End,
}

/// The name of an element that ends.
pub(super) struct Name<'b>(quick_xml::events::BytesEnd<'b>);

/// The start of an element.
pub(super) struct Tag<'b>(BytesStart<'b>);

impl<'a> Xml<'a> {
    pub(super) fn new(part: impl Read + 'a) -> Self {
        let part: Box<dyn BufRead + 'a> = Box::new(BufReader::new(part));
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// Returns the next element or text.
    pub(super) fn next(&mut self) -> Result<Node<'_>, ReadError> {
        self.buffer.clear();
        Ok(match self.reader.read_event_into(&mut self.buffer).map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                Node::Open(Tag(tag))
            }
            Event::End(name) => {
                self.depth = self.depth.saturating_sub(1);
                Node::Close(Name(name))
            }
            Event::Text(text) => Node::Text(text.xml10_content().map_err(damaged)?),
            Event::CData(text) => Node::Text(text.xml10_content().map_err(damaged)?),
            Event::GeneralRef(entity) => Node::Text(Cow::Owned(resolved(&entity)?)),
            Event::Eof if self.depth > 0 => return Err(damaged("an XML part ends before its last element")),
            Event::Eof => Node::End,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Node::Text(Cow::Borrowed("")),
        })
    }

    /// Skips the element that was opened last, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Returns the text of the element that was opened last, that of its children included.
    pub(super) fn text(&mut self) -> Result<String, ReadError> {
        let outside = self.depth.saturating_sub(1);
        let mut all = String::new();
        while self.depth > outside {
            if let Node::Text(text) = self.next()? {
                add(&mut all, &text);
            }
        }
        Ok(all)
    }

    /// Returns the text of paragraphs within the element that was opened last: what is in elements of the given
    /// names, with a space behind each paragraph.
    pub(super) fn aside(&mut self, inside: &[&[u8]]) -> Result<String, ReadError> {
        let outside = self.depth.saturating_sub(1);
        let (mut all, mut within) = (String::new(), 0_usize);
        while self.depth > outside {
            match self.next()? {
                Node::Open(tag) if inside.contains(&tag.name()) => within += 1,
                Node::Close(tag) => {
                    if inside.contains(&tag.name()) {
                        within = within.saturating_sub(1);
                    }
                    if matches!(tag.name(), b"p" | b"h") {
                        add(&mut all, " ");
                    }
                }
                Node::Text(text) if within > 0 => add(&mut all, &text),
                Node::Open(_) | Node::Text(_) => {}
                Node::End => break,
            }
        }
        Ok(all.trim().to_owned())
    }

    /// Returns the number of elements that are open.
    pub(super) const fn depth(&self) -> usize {
        self.depth
    }
}

impl Tag<'_> {
    /// Returns the name without its prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.0.local_name().into_inner()
    }

    /// Returns the value of an attribute by its name without a prefix. The first one counts.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let mut named = attributes
            .flatten()
            .filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes());
        named.next()?.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// Returns a number in an attribute.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Returns whether an attribute is present and true: `1`, `true` or `on`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| truth(&value))
    }

    /// Returns the truth of an element such as `<w:b/>`, which is true unless its `val` is false.
    pub(super) fn on(&self) -> bool {
        self.attribute("val").is_none_or(|value| truth(&value))
    }
}

impl Name<'_> {
    /// Returns the name without its prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.0.local_name().into_inner()
    }
}

/// Adds text to a cell or paragraph, up to [`MAX_TEXT`].
pub(super) fn add(all: &mut String, text: &str) {
    if all.len() <= MAX_TEXT {
        all.push_str(text);
    }
}

/// Returns an error about damaged content.
pub(super) fn damaged(error: impl ToString) -> ReadError {
    ReadError::Damaged {
        detail: error.to_string(),
    }
}

fn truth(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// Returns what a reference such as `&amp;` or `&#233;` stands for. One that is not known stays as written:
/// declared entities are not supported.
fn resolved(entity: &BytesRef) -> Result<String, ReadError> {
    if let Some(character) = entity.resolve_char_ref().map_err(damaged)? {
        return Ok(character.to_string());
    }
    let name = entity.decode().map_err(damaged)?;
    Ok(resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned))
}
