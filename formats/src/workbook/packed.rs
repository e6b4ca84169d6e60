//! Measures the compressed parts of a workbook before the XLSX reader sees them.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{Limits, ReadError};

/// Up to this size the ratio is not checked: an empty sheet with styles compresses very well.
const SMALL: u64 = 4 * 1024 * 1024;

/// The signature of an entry in the archive's central directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// Tags for which the XLSX reader keeps a record each, some of them large.
const KEPT: [&[u8]; 8] = [
    b"sheet",
    b"definedName",
    b"Relationship",
    b"xf",
    b"font",
    b"fill",
    b"border",
    b"numFmt",
];

/// Maximum number of these tags. Excel writes about ten thousand at most, in files with many copied styles.
const MAX_KEPT: usize = 30_000;

/// Unpacks every part without storing it, to measure its real size and count its tags. The sizes that the
/// file declares may be wrong.
pub(super) fn measure(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    // Counted before the directory is read, because reading it allocates memory for each entry.
    let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
    let too_many = |parts| ReadError::Parts {
        parts,
        most: limits.parts,
    };
    if entries > limits.parts.saturating_mul(2) {
        return Err(too_many(entries));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > limits.parts {
        return Err(too_many(archive.len()));
    }
    let mut left = limits.unpacked;
    let mut tags = Tags::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        let packed = part.compressed_size().max(1);
        let fair = packed.saturating_mul(limits.ratio).max(SMALL);
        let most = left.min(fair).min(limits.part);
        let unpacked = tags
            .read(part.take(most.saturating_add(1)))
            .map_err(|error| ReadError::Damaged {
                detail: format!("{name}: {error}"),
            })?;
        if unpacked > most {
            return Err(if fair < left.min(limits.part) {
                ReadError::Ratio {
                    part: name,
                    most: limits.ratio,
                }
            } else {
                ReadError::Unpacked {
                    part: name,
                    most: if left < limits.part {
                        limits.unpacked
                    } else {
                        limits.part
                    },
                }
            });
        }
        if tags.all > limits.tags || tags.kept > MAX_KEPT || tags.promised > limits.tags {
            return Err(ReadError::Tags { part: name });
        }
        left = left.saturating_sub(unpacked);
    }
    Ok(())
}

/// The number of tags.
#[derive(Default)]
struct Tags {
    all: usize,
    kept: usize,
    /// The highest `uniqueCount` of shared strings: the reader allocates memory for that many.
    promised: usize,
}

impl Tags {
    /// Reads a part to its end in pieces. Returns its size.
    fn read(&mut self, mut part: impl Read) -> std::io::Result<u64> {
        /// Longer than any tag name or attribute that is searched for.
        const KEEP: usize = 64;
        let mut piece = [0; 16 * 1024];
        let (mut held, mut size) = (0, 0);
        loop {
            let read = part.read(piece.get_mut(held..).unwrap_or_default())?;
            let filled = held + read;
            size += u64::try_from(read).unwrap_or(u64::MAX);
            // The last bytes are examined with the next piece: a tag may continue there.
            let end = if read == 0 { filled } else { filled.saturating_sub(KEEP) };
            let seen = piece.get(..filled).unwrap_or_default();
            for at in 0..end {
                self.look(seen.get(at..).unwrap_or_default());
            }
            if read == 0 {
                return Ok(size);
            }
            piece.copy_within(end..filled, 0);
            held = filled - end;
        }
    }

    /// Counts the tag or attribute that begins here, if any.
    fn look(&mut self, bytes: &[u8]) {
        match bytes.split_first() {
            Some((b'<', rest)) => {
                self.all += 1;
                let name = rest.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b':').next();
                let name = name.and_then(|name| name.rsplit(|byte| *byte == b':').next());
                if name.is_some_and(|name| KEPT.contains(&name)) {
                    self.kept += 1;
                }
            }
            Some((b'u', _)) => {
                if let Some(attribute) = bytes.strip_prefix(b"uniqueCount") {
                    self.promised = self.promised.max(promised(attribute));
                }
            }
            _ => {}
        }
    }
}

/// Parses the number in `="12"`. Returns 0 if this is not an attribute, and the maximum if the number cannot
/// be parsed, so that the file is refused.
fn promised(attribute: &[u8]) -> usize {
    let near = attribute.get(..attribute.len().min(32)).unwrap_or_default();
    let value = near.trim_ascii_start();
    match value.split_first() {
        Some((b'=', value)) => {
            let digits = value.trim_ascii_start().iter().skip(1);
            let digits: Vec<u8> = digits.take_while(|byte| byte.is_ascii_digit()).copied().collect();
            std::str::from_utf8(&digits)
                .ok()
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(usize::MAX)
        }
        None if !near.is_empty() => usize::MAX,
        Some(_) | None => 0,
    }
}

fn damaged(error: ZipError) -> ReadError {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return ReadError::Locked;
    }
    ReadError::Damaged {
        detail: error.to_string(),
    }
}
