//! Makes a PDF smaller: the typesetter writes each object of the document's structure as plain text, which is
//! most of an accessible file. They are moved into compressed object streams (PDF 1.5, ISO 32000-1, 7.5.7), and
//! the table of offsets becomes a cross-reference stream (7.5.8).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Number of objects in a stream: a reader decompresses a whole stream for one of them.
const TOGETHER: usize = 200;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    Free,
    /// At an offset in the file.
    At(usize),
    /// In an object stream: its number, and the position in it.
    In(usize, usize),
}

/// Returns the file with compressed objects; `None` when it is not as the typesetter writes it.
pub(super) fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let start = find_last(pdf, b"startxref\n")?;
    let table: usize = text(pdf.get(start + 10..)?)?.lines().next()?.parse().ok()?;
    let table = text(pdf.get(table..start)?)?;
    let (rows, trailer) = table.strip_prefix("xref\n0 ")?.split_once("trailer\n<<")?;
    let trailer = trailer.trim_end().strip_suffix(">>")?;
    let (size, rows) = rows.split_once('\n')?;
    let size: usize = size.trim().parse().ok()?;
    let mut offsets: Vec<(usize, usize)> = Vec::new();
    for (number, row) in rows.lines().enumerate() {
        let mut parts = row.split_whitespace();
        let (offset, _generation, kind) = (parts.next()?, parts.next()?, parts.next()?);
        if kind == "n" {
            offsets.push((offset.parse().ok()?, number));
        }
    }
    offsets.sort_unstable();
    let first = offsets.first()?.0;
    let mut out = pdf.get(..first)?.to_vec();
    let mut places = vec![Place::Free; size];
    let mut loose: Vec<(usize, &[u8])> = Vec::new();
    let ends = offsets.iter().skip(1).map(|(offset, _)| *offset).chain([start]);
    for ((offset, number), end) in offsets.iter().zip(ends) {
        let whole = pdf.get(*offset..end)?;
        let whole = whole.get(..find_last(whole, b"\nendobj")?)?;
        let body = whole.strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
        if body.ends_with(b"endstream") {
            *places.get_mut(*number)? = Place::At(out.len());
            out.extend(whole);
            out.extend(b"\nendobj\n");
        } else {
            loose.push((*number, body));
        }
    }
    for objects in loose.chunks(TOGETHER) {
        let holder = places.len();
        let (mut index, mut bodies) = (String::new(), Vec::new());
        for (position, (number, body)) in objects.iter().enumerate() {
            index.push_str(&format!("{number} {} ", bodies.len()));
            bodies.extend(*body);
            bodies.push(b'\n');
            *places.get_mut(*number)? = Place::In(holder, position);
        }
        let kind = format!("/Type/ObjStm/N {}/First {}", objects.len(), index.len());
        places.push(Place::At(out.len()));
        stream(&mut out, holder, &kind, &[index.as_bytes(), &bodies].concat())?;
    }
    let (own, at) = (places.len(), out.len());
    places.push(Place::At(at));
    let mut rows = Vec::with_capacity(places.len() * 7);
    for place in &places {
        let (kind, a, b) = match *place {
            Place::Free => (0, 0, u16::MAX),
            Place::At(offset) => (1, offset, 0),
            Place::In(holder, position) => (2, holder, u16::try_from(position).ok()?),
        };
        rows.push(kind);
        rows.extend(u32::try_from(a).ok()?.to_be_bytes());
        rows.extend(b.to_be_bytes());
    }
    let trailer = trailer.replacen(&format!("/Size {size}"), &format!("/Size {}", places.len()), 1);
    stream(&mut out, own, &format!("/Type/XRef/W[1 4 2]{trailer}"), &rows)?;
    out.extend(format!("startxref\n{at}\n%%EOF").as_bytes());
    Some(out)
}

/// Appends a compressed stream as an object.
fn stream(out: &mut Vec<u8>, number: usize, entries: &str, content: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).ok()?;
    let content = encoder.finish().ok()?;
    let head = format!(
        "{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {}>>\nstream\n",
        content.len()
    );
    out.extend(head.as_bytes());
    out.extend(content);
    out.extend(b"\nendstream\nendobj\n");
    Some(())
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn find_last(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).rposition(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_is_left_alone() {
        assert_eq!(packed(b""), None);
        assert_eq!(packed(b"%PDF-1.7\nstartxref\n9\n%%EOF"), None);
    }
}
