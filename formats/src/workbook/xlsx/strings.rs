//! The shared strings of a workbook, and the escapes in its texts.

use super::super::limits::ReadError;
use super::super::packed::Parts;
use super::super::strings::Strings;
use super::super::xml::{Node, Xml, add};

/// Reads the part of the shared strings.
pub(super) fn read(parts: &mut Parts<'_>, part: &str, strings: &mut Strings<'_>) -> Result<(), ReadError> {
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(());
    };
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == b"si" => strings.push(&rich(&mut xml)?, part)?,
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}

/// Reads the text of the element that was opened last, which may have runs of several formats. The pronunciation
/// of East Asian texts is left out.
pub(super) fn rich(xml: &mut Xml<'_>) -> Result<String, ReadError> {
    let outside = xml.depth().saturating_sub(1);
    let mut all = String::new();
    while xml.depth() > outside {
        if let Node::Open(tag) = xml.next()? {
            match tag.name() {
                b"t" => add(&mut all, &unescaped(&xml.text()?)),
                b"rPh" => xml.skip()?,
                _ => {}
            }
        }
    }
    Ok(all)
}

/// Replaces escapes such as `_x000D_`. Line ends become `\n`.
pub(super) fn unescaped(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        all.push_str(before);
        match code(escape) {
            Some(character) => {
                all.push(character);
                rest = escape.get(7..).unwrap_or_default();
            }
            None => {
                all.push_str("_x");
                rest = escape.get(2..).unwrap_or_default();
            }
        }
    }
    all.push_str(rest);
    if all.contains('\r') {
        all.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        all
    }
}

/// Parses an escape of the form `_xHHHH_`.
fn code(escape: &str) -> Option<char> {
    let digits = escape.get(2..6)?;
    if escape.get(6..7)? != "_" || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_replaced() {
        assert_eq!(
            unescaped("a_x000D_\nb_x005F_x0041_c_x00G0_ _x_"),
            "a\nb_x0041_c_x00G0_ _x_"
        );
        assert_eq!(unescaped("ë_xç_x0041_"), "ë_xçA");
    }
}
