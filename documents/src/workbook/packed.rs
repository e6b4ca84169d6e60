//! The packed parts of a workbook, measured before anything reads them.

use std::io::{Cursor, Read as _, sink};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{Limits, ReadError};

/// Parts up to this size may have any ratio: a blank styled sheet packs very well.
const SMALL: u64 = 4 * 1024 * 1024;

/// Unpacks every part into nothing to learn its true size; the sizes written in the file can lie.
pub(super) fn measure(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > limits.parts {
        return Err(ReadError::Parts {
            parts: archive.len(),
            most: limits.parts,
        });
    }
    let mut left = limits.unpacked;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        let packed = part.compressed_size().max(1);
        let fair = packed.saturating_mul(limits.ratio).max(SMALL);
        let most = left.min(fair);
        let unpacked =
            std::io::copy(&mut part.take(most.saturating_add(1)), &mut sink()).map_err(|error| ReadError::Damaged {
                detail: format!("{name}: {error}"),
            })?;
        if unpacked > most {
            return Err(if fair < left {
                ReadError::Ratio {
                    part: name,
                    most: limits.ratio,
                }
            } else {
                ReadError::Unpacked {
                    part: name,
                    most: limits.unpacked,
                }
            });
        }
        left = left.saturating_sub(unpacked);
    }
    Ok(())
}

fn damaged(error: ZipError) -> ReadError {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        return ReadError::Locked;
    }
    ReadError::Damaged {
        detail: error.to_string(),
    }
}
