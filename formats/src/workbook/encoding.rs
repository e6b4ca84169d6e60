//! Decodes text files in the encodings that spreadsheets write.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};

use super::limits::ReadError;

/// Decodes the file: by its byte order mark, as UTF-8, as UTF-16 without a mark, or in the legacy single-byte
/// encoding that fits its letters best.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static Encoding), ReadError> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (guess(bytes), bytes),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(body);
    let wrong = if damaged { text.find('\u{FFFD}') } else { None }.or_else(|| text.find('\0'));
    match wrong {
        Some(at) => {
            let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
            Err(ReadError::NotText { line })
        }
        None => Ok((text, encoding)),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // Turkish (Windows-1254) differs from Western European (Windows-1252) in six letters. Without one of
    // them, assume Western European.
    let turkish = bytes
        .iter()
        .any(|byte| matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE));
    if guess == WINDOWS_1254 && !turkish {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Detects UTF-16 without a byte order mark: in text with Latin letters every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(512))?;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match (even * 10 > half * 4, odd * 10 > half * 4) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}
