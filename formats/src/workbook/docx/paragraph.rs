//! Paragraphs of a Word document.

use super::super::document::Paragraph;
use super::super::limits::ReadError;
use super::super::xml::{Node, Xml, add};
use super::styles::{Look, Styles, outline};
use super::{TEXT, is_aside, is_unseen};

/// A paragraph that is being read.
struct Reader<'s> {
    styles: &'s Styles,
    paragraph: Paragraph,
    /// How its style looks.
    base: Look,
    /// Whether some of the text is not bold.
    plain: bool,
    asides: Vec<String>,
}

/// Reads the paragraph whose element was opened last. Returns it with the texts of the text boxes in it.
pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles) -> Result<(Paragraph, Vec<String>), ReadError> {
    let mut reader = Reader {
        styles,
        paragraph: Paragraph::default(),
        base: Look::default(),
        plain: false,
        asides: Vec::new(),
    };
    reader.read(xml)?;
    let mut paragraph = reader.paragraph;
    paragraph.bold = !reader.plain && !paragraph.text.trim().is_empty();
    Ok((paragraph, reader.asides))
}

impl Reader<'_> {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            if let Node::Open(tag) = xml.next()? {
                match tag.name() {
                    b"pPr" => self.properties(xml)?,
                    b"r" => self.run(xml)?,
                    // A formula holds its text without a run of Word's.
                    b"t" => {
                        let text = xml.text()?;
                        self.add(&text, Look::default());
                    }
                    name => self.other(name.to_owned().as_slice(), xml)?,
                }
            }
        }
        Ok(())
    }

    fn other(&mut self, name: &[u8], xml: &mut Xml<'_>) -> Result<(), ReadError> {
        if is_unseen(name) {
            xml.skip()?;
        } else if is_aside(name) {
            self.asides.push(xml.aside(&TEXT)?);
        }
        Ok(())
    }

    fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            let Node::Open(tag) = xml.next()? else {
                continue;
            };
            match tag.name() {
                b"pStyle" => {
                    let id = tag.attribute("val").unwrap_or_default();
                    self.base = self.styles.look(&id);
                    self.paragraph.level = self.styles.level(&id);
                    self.paragraph.list = self.styles.list(&id);
                }
                b"outlineLvl" => self.paragraph.level = outline(&tag),
                b"numId" => self.paragraph.list = tag.attribute("val").is_none_or(|id| id != "0"),
                // The look of the sign that ends the paragraph.
                b"rPr" => xml.skip()?,
                name if is_unseen(name) => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let outside = xml.depth().saturating_sub(1);
        let mut look = Look::default();
        while xml.depth() > outside {
            let Node::Open(tag) = xml.next()? else {
                continue;
            };
            match tag.name() {
                b"rStyle" => {
                    let style = self.styles.look(&tag.attribute("val").unwrap_or_default());
                    look = look.or(style);
                }
                b"b" | b"vanish" => look.take(&tag),
                b"t" => {
                    let text = xml.text()?;
                    self.add(&text, look);
                }
                b"tab" | b"ptab" => self.add("\t", look),
                b"br" | b"cr" => self.add("\n", look),
                b"noBreakHyphen" => self.add("-", look),
                name => self.other(name.to_owned().as_slice(), xml)?,
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, look: Look) {
        let look = look.or(self.base);
        if look.hidden == Some(true) {
            return;
        }
        self.plain |= look.bold != Some(true) && !text.trim().is_empty();
        add(&mut self.paragraph.text, text);
    }
}
