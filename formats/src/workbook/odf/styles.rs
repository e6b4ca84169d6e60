//! The styles of an OpenDocument file, as far as they tell what a reader sees.

use std::collections::BTreeMap;

use super::super::limits::ReadError;
use super::super::packed::Parts;
use super::super::styles::inherited;
use super::super::xml::{Node, Tag};

/// The maximum number of styles.
const MAX: usize = 30_000;

/// The styles by family and name.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<(Family, String), Style>);

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Paragraph,
    Text,
    Table,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    level: Option<u8>,
    list: Option<bool>,
}

/// How text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) hidden: bool,
}

impl Styles {
    /// Reads the styles of a part, which has them before its content.
    pub(super) fn read(&mut self, parts: &mut Parts<'_>, part: &str) -> Result<(), ReadError> {
        let Some(mut xml) = parts.xml(part)? else {
            return Ok(());
        };
        let mut current = None;
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    b"style" => current = begin(&tag),
                    b"text-properties" | b"table-properties" => {
                        if let Some((_, style)) = &mut current {
                            style.take(&tag);
                        }
                    }
                    b"body" => return Ok(()),
                    _ => {}
                },
                Node::Close(tag) if tag.name() == b"style" => {
                    if let Some((key, style)) = current.take().filter(|_| self.0.len() < MAX) {
                        self.0.insert(key, style);
                    }
                }
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// Returns how text of a style looks within text that looks like `around`.
    pub(super) fn look(&self, family: Family, name: Option<&str>, around: Look) -> Look {
        Look {
            bold: self.find(family, name, |style| style.bold).unwrap_or(around.bold),
            hidden: around.hidden || self.find(family, name, |style| style.hidden).unwrap_or(false),
        }
    }

    /// Returns the heading level of a paragraph style, from 1.
    pub(super) fn level(&self, name: Option<&str>) -> Option<u8> {
        self.find(Family::Paragraph, name, |style| style.level)
    }

    /// Returns whether a paragraph style puts its paragraphs in a list.
    pub(super) fn list(&self, name: Option<&str>) -> bool {
        self.find(Family::Paragraph, name, |style| style.list).unwrap_or(false)
    }

    /// Returns a property of a style or of the nearest one that it is based on.
    fn find<T>(&self, family: Family, name: Option<&str>, property: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let find = |name: &str| self.0.get(&(family, name.to_owned()));
        let parent = |style: &Style| find(style.parent.as_deref()?);
        inherited(find(name?), parent, property)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        if let Some(weight) = tag.attribute("font-weight") {
            self.bold = Some(weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
        }
        match tag.attribute("display").as_deref() {
            Some("none" | "false") => self.hidden = Some(true),
            Some(_) => self.hidden = Some(false),
            None => {}
        }
    }
}

/// Returns a style without its properties.
fn begin(tag: &Tag<'_>) -> Option<((Family, String), Style)> {
    let family = match tag.attribute("family").as_deref() {
        Some("paragraph") => Family::Paragraph,
        Some("text") => Family::Text,
        Some("table") => Family::Table,
        Some(_) | None => return None,
    };
    let name = tag.attribute("name")?.into_owned();
    // The title of a document is above its headings.
    let level = if name == "Title" {
        Some(1)
    } else {
        tag.number("default-outline-level").filter(|level| *level > 0)
    };
    let style = Style {
        parent: tag.attribute("parent-style-name").map(Into::into),
        list: tag.attribute("list-style-name").map(|list| !list.is_empty()),
        level,
        ..Style::default()
    };
    Some(((family, name), style))
}
