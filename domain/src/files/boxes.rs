//! Removes place, time, device and owner from files made of boxes (ISO 14496-12): HEIC pictures, M4A sound and MP4
//! films. What is removed is overwritten with zeros, so that no position in the file changes.
//!
//! Sizes that reach past the end are cut to it: what can be read is cleaned.

use std::ops::Range;

/// How deep boxes are followed.
const DEPTH: usize = 8;

/// A box: its type, and where its content is.
#[derive(Clone)]
struct Part {
    kind: [u8; 4],
    /// Where the type is written.
    name_at: usize,
    content: Range<usize>,
}

/// Returns a copy of a file without its metadata; `None` when the list of a picture's items cannot be read, so that
/// nobody can tell what is in it.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    for part in parts(bytes, 0..bytes.len()) {
        match &part.kind {
            b"meta" => wipe_items(bytes, &mut out, &part)?,
            b"moov" | b"moof" => wipe_within(bytes, &mut out, &part, DEPTH),
            b"uuid" | b"udta" => wipe_part(&mut out, &part),
            _ => {}
        }
    }
    Some(out)
}

/// Returns the boxes in a range.
fn parts(bytes: &[u8], range: Range<usize>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at + 8 <= range.end {
        let Some(kind) = bytes.get(at + 4..).and_then(|rest| rest.first_chunk::<4>()).copied() else {
            break;
        };
        let (header, size) = match number(bytes, at, 4) {
            Some(0) => (8, range.end - at),
            Some(1) => (16, number(bytes, at + 8, 8).unwrap_or(usize::MAX)),
            Some(size) => (8, size),
            None => break,
        };
        if size < header {
            break;
        }
        let end = at.saturating_add(size).min(range.end);
        found.push(Part {
            kind,
            name_at: at + 4,
            content: (at + header).min(end)..end,
        });
        at = end;
    }
    found
}

/// Wipes what describes a film or a recording, and when it was made.
fn wipe_within(bytes: &[u8], out: &mut [u8], whole: &Part, depth: usize) {
    if depth == 0 {
        return;
    }
    for part in parts(bytes, whole.content.clone()) {
        match &part.kind {
            b"udta" | b"meta" | b"uuid" => wipe_part(out, &part),
            b"trak" | b"mdia" | b"edts" | b"minf" => wipe_within(bytes, out, &part, depth - 1),
            // The times of making and of change, after the version and the flags.
            b"mvhd" | b"tkhd" | b"mdhd" => {
                let start = part.content.start;
                let times = if bytes.get(start) == Some(&1) { 16 } else { 8 };
                wipe(out, start + 4..(start + 4 + times).min(part.content.end));
            }
            _ => {}
        }
    }
}

/// Makes a box free space.
fn wipe_part(out: &mut [u8], part: &Part) {
    if let Some(name) = out.get_mut(part.name_at..part.name_at + 4) {
        name.copy_from_slice(b"free");
    }
    wipe(out, part.content.clone());
}

fn wipe(out: &mut [u8], range: Range<usize>) {
    let end = range.end.min(out.len());
    if let Some(gone) = out.get_mut(range.start.min(end)..end) {
        gone.fill(0);
    }
}

/// Wipes the items of a picture that are not pictures: Exif, XMP and the like (ISO 23008-12, annex A). `None` when
/// an item's place cannot be read.
fn wipe_items(bytes: &[u8], out: &mut [u8], meta: &Part) -> Option<()> {
    // The version and the flags come first.
    let within = parts(
        bytes,
        meta.content.start.saturating_add(4).min(meta.content.end)..meta.content.end,
    );
    let find = |kind: &[u8; 4]| within.iter().find(|part| &part.kind == kind);
    let Some(infos) = find(b"iinf") else { return Some(()) };
    let gone = described(bytes, infos)?;
    if gone.is_empty() {
        return Some(());
    }
    let data = find(b"idat").map_or(0..0, |part| part.content.clone());
    for (item, in_data, place) in places(bytes, find(b"iloc")?)? {
        if gone.contains(&item) {
            let (base, end) = if in_data {
                (data.start, data.end)
            } else {
                (0, bytes.len())
            };
            let start = base.saturating_add(place.start);
            // Length 0 means up to the end.
            let stop = if place.is_empty() {
                end
            } else {
                base.saturating_add(place.end)
            };
            wipe(out, start..stop.min(end));
        }
    }
    Some(())
}

/// Returns the items that hold descriptions.
fn described(bytes: &[u8], infos: &Part) -> Option<Vec<usize>> {
    let start = infos.content.start;
    let header = if *bytes.get(start)? == 0 { 6 } else { 8 };
    let mut found = Vec::new();
    for part in parts(bytes, (start + header).min(infos.content.end)..infos.content.end) {
        let at = part.content.start;
        let (id, kind_at) = match bytes.get(at)? {
            2 => (number(bytes, at + 4, 2)?, at + 8),
            3 => (number(bytes, at + 4, 4)?, at + 10),
            // The older form has no types: a name and a media type.
            _ => (number(bytes, at + 4, 2)?, at),
        };
        let kind = bytes.get(kind_at..kind_at + 4)?;
        let is_old = kind_at == at;
        if is_old || matches!(kind, b"Exif" | b"mime" | b"uri ") {
            found.push(id);
        }
    }
    Some(found)
}

/// Returns where items are: the item, whether its place is within `idat`, and the place.
fn places(bytes: &[u8], list: &Part) -> Option<Vec<(usize, bool, Range<usize>)>> {
    let mut at = list.content.start;
    let mut next = |size: usize| {
        let value = number(bytes, at, size)?;
        at += size;
        Some(value)
    };
    let version = next(1)?;
    next(3)?;
    let (sizes, more) = (next(1)?, next(1)?);
    let (offset, length, base) = (sizes >> 4, sizes & 15, more >> 4);
    let index = if version == 0 { 0 } else { more & 15 };
    let wide = if version < 2 { 2 } else { 4 };
    let mut found = Vec::new();
    for _ in 0..next(wide)? {
        let id = next(wide)?;
        let method = if version == 0 { 0 } else { next(2)? & 15 };
        next(2)?;
        let start = next(base)?;
        for _ in 0..next(2)? {
            next(index)?;
            let (from, many) = (next(offset)?, next(length)?);
            let from = start.saturating_add(from);
            // Items that are made of other items hold nothing themselves.
            if method < 2 {
                found.push((id, method == 1, from..from.saturating_add(many)));
            }
        }
    }
    Some(found)
}

/// Reads a number of this many bytes.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(size)?)?;
    let value = part.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
    Some(usize::try_from(value).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&size, kind.as_slice(), content].concat()
    }

    /// A picture with an item of Exif and one of the picture, at the end of the file.
    fn photo() -> Vec<u8> {
        let item =
            |id: u8, kind: &[u8; 4]| part(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], kind.as_slice(), b"\0"].concat());
        let infos = part(
            b"iinf",
            &[&[0, 0, 0, 0, 0, 2], item(1, b"hvc1").as_slice(), &item(2, b"Exif")].concat(),
        );
        let build = |from: u8| {
            let place = |id: u8, at: u8, length: u8| vec![0, id, 0, 0, 0, 1, 0, 0, 0, at, 0, 0, 0, length];
            let list = [
                vec![0, 0, 0, 0, 0x44, 0, 0, 2],
                place(1, from, 7),
                place(2, from + 7, 9),
            ]
            .concat();
            let meta = part(b"meta", &[&[0; 4], infos.as_slice(), &part(b"iloc", &list)].concat());
            [part(b"ftyp", b"heic\0\0\0\0mif1heic"), meta].concat()
        };
        let head = build(0).len() + 8;
        let data = part(b"mdat", b"picture41.1N 20E");
        [build(u8::try_from(head).unwrap()), data].concat()
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn a_picture_of_a_telephone_loses_its_place() {
        let photo = photo();
        let clean = cleaned(&photo).unwrap();
        assert!(holds(&photo, b"41.1N") && !holds(&clean, b"41.1N"));
        assert!(holds(&clean, b"picture"));
        assert_eq!(clean.len(), photo.len());
        assert_eq!(cleaned(&clean).unwrap(), clean);
    }

    #[test]
    fn a_recording_loses_its_description_and_times() {
        let heads = part(b"mvhd", b"\0\0\0\0TIMEtimeSCALE");
        let track = part(b"trak", &part(b"tkhd", b"\x01\0\0\0MADE-NOWMADE-NOWrest"));
        let about = part(b"udta", &part(b"\xA9xyz", b"+41.1+020.0/"));
        let film = [
            part(b"ftyp", b"M4A "),
            part(b"moov", &[heads, track, about].concat()),
            part(b"mdat", b"sound"),
        ]
        .concat();
        let clean = cleaned(&film).unwrap();
        for gone in [b"TIMEtime".as_slice(), b"MADE-NOW", b"+41.1"] {
            assert!(holds(&film, gone) && !holds(&clean, gone));
        }
        for kept in [b"SCALE".as_slice(), b"rest", b"sound", b"free"] {
            assert!(holds(&clean, kept));
        }
    }

    #[test]
    fn only_a_list_that_cannot_be_read_is_refused() {
        let bare = include_bytes!("cases/29-photo.heic");
        assert_eq!(cleaned(bare).unwrap(), bare);
        let photo = photo();
        let cut = photo.windows(4).position(|name| name == b"iloc").unwrap();
        let mut broken = photo.clone();
        broken[cut..cut + 4].copy_from_slice(b"none");
        assert_eq!(cleaned(&broken), None);
        for end in 0..photo.len() {
            let _ = cleaned(&photo[..end]);
        }
        assert!(cleaned(b"\xFF\xFF\xFF\xFFmoov\0\0\0\x02tr").is_some());
    }
}
