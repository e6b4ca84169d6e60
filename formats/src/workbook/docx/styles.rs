//! The styles of a Word document, as far as they tell what a reader sees.

use std::collections::BTreeMap;

use super::super::limits::ReadError;
use super::super::packed::Parts;
use super::super::styles::inherited;
use super::super::xml::{Node, Tag};

/// The maximum number of styles.
const MAX: usize = 30_000;

/// The styles of paragraphs and characters by id.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    level: Option<u8>,
    list: Option<bool>,
}

/// How a run looks. `None` means that the paragraph decides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Look {
    /// Takes a property of a run from its element.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            b"b" => self.bold = Some(tag.on()),
            b"vanish" => self.hidden = Some(tag.on()),
            _ => {}
        }
    }

    /// Returns this look, and `other` where this one leaves it open.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
        }
    }
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(parts: &mut Parts<'_>, part: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let Some(mut xml) = parts.xml(part)? else {
            return Ok(styles);
        };
        let mut current: Option<(String, Style)> = None;
        loop {
            match xml.next()? {
                Node::Open(tag) => match (tag.name(), &mut current) {
                    (b"style", _) => {
                        let id = tag.attribute("styleId").unwrap_or_default().into_owned();
                        let kind = tag.attribute("type").unwrap_or_default();
                        // Styles of tables hold the looks of their first rows.
                        current = matches!(&*kind, "paragraph" | "character").then(|| (id, Style::default()));
                    }
                    (b"tblStylePr", _) => xml.skip()?,
                    (_, Some((_, style))) => style.take(&tag),
                    (_, None) => {}
                },
                Node::Close(tag) if tag.name() == b"style" => {
                    if let Some((id, style)) = current.take().filter(|_| styles.0.len() < MAX) {
                        styles.0.insert(id, style);
                    }
                }
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Ok(styles),
            }
        }
    }

    /// Returns how text of a style looks.
    pub(super) fn look(&self, id: &str) -> Look {
        Look {
            bold: self.find(id, |style| style.bold),
            hidden: self.find(id, |style| style.hidden),
        }
    }

    /// Returns the heading level of a style, from 1.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        self.find(id, |style| style.level)
    }

    /// Returns whether a style puts its paragraphs in a list.
    pub(super) fn list(&self, id: &str) -> bool {
        self.find(id, |style| style.list).unwrap_or(false)
    }

    /// Returns a property of a style or of the nearest one that it is based on.
    fn find<T>(&self, id: &str, property: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let parent = |style: &Style| self.0.get(style.parent.as_deref()?);
        inherited(self.0.get(id), parent, property)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.name() {
            // The names of Word's own styles are English in every language; their ids are not.
            b"name" => self.level = self.level.or_else(|| level_of(&value())),
            b"basedOn" => self.parent = Some(value().into_owned()),
            b"outlineLvl" => self.level = outline(tag).or(self.level),
            b"numId" => self.list = Some(value() != "0"),
            b"b" => self.bold = Some(tag.on()),
            b"vanish" => self.hidden = Some(tag.on()),
            _ => {}
        }
    }
}

/// Returns the level that an outline level stands for, from 1; `None` for body text.
pub(super) fn outline(tag: &Tag<'_>) -> Option<u8> {
    tag.number::<u8>("val")
        .filter(|level| *level < 9)
        .map(|level| level + 1)
}

/// Returns the level of one of Word's own styles. The title of a document is above its headings.
fn level_of(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    if name == "title" {
        return Some(1);
    }
    name.strip_prefix("heading ")?
        .parse()
        .ok()
        .filter(|level| (1..=9).contains(level))
}
