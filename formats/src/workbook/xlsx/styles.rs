//! What the number formats of a workbook's cells show.

use std::collections::BTreeMap;

use super::super::limits::ReadError;
use super::super::number::{Form, builtin, form};
use super::super::packed::Parts;
use super::super::xml::Node;

/// Returns what each cell format shows, by its number.
pub(super) fn read(parts: &mut Parts<'_>, part: &str) -> Result<Vec<Form>, ReadError> {
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(Vec::new());
    };
    let mut own = BTreeMap::new();
    let mut cells = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (tag.number::<u32>("numFmtId"), tag.attribute("formatCode")) {
                        own.insert(id, form(&code));
                    }
                }
                b"cellXfs" => inside = true,
                b"xf" if inside => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    cells.push(own.get(&id).copied().unwrap_or_else(|| builtin(id)));
                }
                // Formats for conditions have numbers of their own.
                b"dxfs" => xml.skip()?,
                _ => {}
            },
            Node::Close(tag) if tag.name() == b"cellXfs" => inside = false,
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(cells),
        }
    }
}
