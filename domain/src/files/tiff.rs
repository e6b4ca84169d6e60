//! Removes metadata from TIFF pictures (TIFF 6.0): scans, and pictures of cameras. The fields that make up the
//! picture are kept, everything else is taken out of the lists of fields and overwritten with zeros.

/// How many lists of fields are read at most.
const LISTS: usize = 1_000;

/// The fields of the picture itself: its size, colours, compression, place of the data, resolution and number of the
/// page, also those of the supplements for JPEG, tiles and colour profiles.
fn is_picture(tag: u16) -> bool {
    matches!(
        tag,
        254..=259
            | 262..=266
            | 273
            | 274
            | 277..=284
            | 286
            | 287
            | 290..=293
            | 296
            | 297
            | 301
            | 317..=325
            | 330
            | 332
            | 334
            | 336
            | 338..=341
            | 347
            | 512..=521
            | 529..=532
            | 34675
    )
}

/// The lists of fields within a picture.
const SUB_LISTS: u16 = 330;
/// The lists of the camera and of the place.
const DESCRIBING: [u16; 3] = [34_665, 34_853, 40_965];
/// A raw picture of a camera (DNG), which is nothing without its private fields.
const RAW: u16 = 50_706;

/// Returns a copy of a picture without its metadata; `None` for raw pictures and for those of more than 4 GB
/// (BigTIFF).
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let big_endian = match bytes.get(..4)? {
        b"II*\0" => false,
        b"MM\0*" => true,
        _ => return None,
    };
    let mut file = Tiff {
        bytes: bytes.to_vec(),
        big_endian,
    };
    let mut waiting: Vec<(usize, bool)> = file.long(4).map(|at| (at, true)).into_iter().collect();
    let mut seen = Vec::new();
    while let Some((at, keeps)) = waiting.pop() {
        if at == 0 || seen.contains(&at) {
            continue;
        }
        if seen.len() >= LISTS {
            return None;
        }
        seen.push(at);
        waiting.extend(file.list(at, keeps)?);
    }
    Some(file.bytes)
}

struct Tiff {
    bytes: Vec<u8>,
    big_endian: bool,
}

/// A field: its 12 bytes, and where its values are.
struct Field {
    tag: u16,
    entry: [u8; 12],
    values: std::ops::Range<usize>,
}

impl Tiff {
    /// Cleans one list of fields; one that describes loses all of them. Returns the lists that it names, and whether
    /// they keep the fields of a picture. `None` for a raw picture.
    fn list(&mut self, at: usize, keeps: bool) -> Option<Vec<(usize, bool)>> {
        let Some(count) = self.short(at) else {
            return Some(Vec::new());
        };
        let fields: Vec<Field> = (0..usize::from(count))
            .map_while(|field| self.field(at + 2 + field * 12))
            .collect();
        let end = at + 2 + usize::from(count) * 12;
        let next = self.long(end);
        let mut named: Vec<(usize, bool)> = next.into_iter().filter(|_| keeps).map(|next| (next, true)).collect();
        let mut kept = Vec::new();
        for field in fields {
            if field.tag == RAW {
                return None;
            }
            let lists = field.values.clone().step_by(4).filter_map(|at| self.long(at));
            if field.tag == SUB_LISTS && keeps {
                named.extend(lists.map(|list| (list, true)));
            } else if DESCRIBING.contains(&field.tag) {
                named.extend(lists.take(1).map(|list| (list, false)));
            }
            if keeps && is_picture(field.tag) {
                kept.push(field.entry);
            } else {
                self.wipe(field.values);
            }
        }
        let number = u16::try_from(kept.len()).unwrap_or_default();
        let number = if self.big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        };
        let next = self.bytes.get(end..end + 4).filter(|_| keeps).map(<[u8]>::to_vec);
        let list = [number.as_slice(), &kept.concat(), &next.unwrap_or_default()].concat();
        self.wipe(at..end + 4);
        if let Some(place) = self.bytes.get_mut(at..at + list.len()) {
            place.copy_from_slice(&list);
        }
        Some(named)
    }

    fn field(&self, at: usize) -> Option<Field> {
        let entry: [u8; 12] = *self.bytes.get(at..)?.first_chunk()?;
        let size = match self.short(at + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = self.long(at + 4)?.saturating_mul(size);
        let start = if length <= 4 { at + 8 } else { self.long(at + 8)? };
        Some(Field {
            tag: self.short(at)?,
            entry,
            values: start..start.saturating_add(length).min(self.bytes.len().max(start)),
        })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let pair = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let four = *self.bytes.get(at..)?.first_chunk()?;
        let value = if self.big_endian {
            u32::from_be_bytes(four)
        } else {
            u32::from_le_bytes(four)
        };
        usize::try_from(value).ok()
    }

    fn wipe(&mut self, range: std::ops::Range<usize>) {
        // The first eight bytes say what the file is.
        let end = range.end.min(self.bytes.len());
        if let Some(gone) = self.bytes.get_mut(range.start.clamp(8.min(end), end)..end) {
            gone.fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(tag: u16, kind: u16, count: u32, value: u32) -> Vec<u8> {
        [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value.to_le_bytes(),
        ]
        .concat()
    }

    fn list(fields: &[Vec<u8>], next: u32) -> Vec<u8> {
        let count = u16::try_from(fields.len()).unwrap().to_le_bytes();
        [count.as_slice(), &fields.concat(), &next.to_le_bytes()].concat()
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn a_scan_keeps_the_picture_and_loses_the_rest() {
        // The head, the data, the owner, the list of the place with its value, the list of the picture.
        let head = b"II*\0".to_vec();
        let (data, owner, place) = (b"picture!", b"Arta Hoxha\0\0", b"41.1N 20");
        let data_at = 8_u32;
        let owner_at = data_at + 8;
        let place_at = owner_at + 12;
        let gps_at = place_at + 8;
        let gps = list(&[field(2, 5, 1, place_at)], 0);
        let main_at = gps_at + u32::try_from(gps.len()).unwrap();
        let main = list(
            &[
                field(256, 3, 1, 1),
                field(273, 4, 1, data_at),
                field(279, 4, 1, 8),
                field(315, 2, 12, owner_at),
                field(34_853, 4, 1, gps_at),
            ],
            0,
        );
        let scan = [
            head,
            main_at.to_le_bytes().to_vec(),
            data.to_vec(),
            owner.to_vec(),
            place.to_vec(),
            gps,
            main,
        ]
        .concat();
        let clean = cleaned(&scan).unwrap();
        for gone in [b"Arta".as_slice(), b"41.1N"] {
            assert!(holds(&scan, gone) && !holds(&clean, gone));
        }
        assert!(holds(&clean, data));
        assert_eq!(clean.len(), scan.len());
        let kept = list(
            &[field(256, 3, 1, 1), field(273, 4, 1, data_at), field(279, 4, 1, 8)],
            0,
        );
        assert!(holds(&clean, &kept));
        assert_eq!(cleaned(&clean).unwrap(), clean);
        for end in 8..scan.len() {
            assert!(cleaned(&scan[..end]).is_some(), "{end}");
        }
    }

    #[test]
    fn lists_in_a_circle_and_raw_pictures() {
        let circle = [b"II*\0\x08\0\0\0".to_vec(), list(&[field(256, 3, 1, 1)], 8)].concat();
        assert_eq!(cleaned(&circle).unwrap(), circle);
        let raw = [b"II*\0\x08\0\0\0".to_vec(), list(&[field(RAW, 1, 4, 0x0104)], 0)].concat();
        assert_eq!(cleaned(&raw), None);
        assert_eq!(cleaned(b"II+\0\x08\0\0\0"), None);
        assert_eq!(cleaned(b"II*\0"), Some(b"II*\0".to_vec()));
    }
}
