//! Removes metadata from pictures: where, when, by whom and with which device they were taken. The
//! parts of a file that make up the picture are kept byte for byte and everything else is left out,
//! because a list of what to leave out would always miss something. The orientation is kept.

use super::{boxes, tiff};
use bytes::{BufMut as _, Bytes};

/// The media types of pictures, recordings and films that are cleaned.
pub(crate) const CLEANED: [&str; 7] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/tiff",
    "audio/mp4",
    "video/mp4",
];

/// Returns a picture of one of the [`CLEANED`] types without its metadata. `None` when the picture is
/// damaged, so that its parts cannot be told apart, or of another type.
pub(crate) fn cleaned(media_type: &str, bytes: &[u8]) -> Option<Bytes> {
    let picture = match media_type {
        "image/jpeg" => jpeg(bytes)?,
        "image/png" => png(bytes)?,
        "image/webp" => webp(bytes)?,
        "image/tiff" => tiff::cleaned(bytes)?,
        "image/heic" | "audio/mp4" | "video/mp4" => boxes::cleaned(bytes)?,
        _ => return None,
    };
    Some(picture.into())
}

/// Copies the segments up to the end of the picture. Phones append a second picture or a video.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    let mut out = b"\xFF\xD8".to_vec();
    let mut turned = None;
    loop {
        // There may be fill bytes (0xFF) before a marker.
        rest = rest.strip_prefix(b"\xFF")?;
        while let Some(less) = rest.strip_prefix(b"\xFF") {
            rest = less;
        }
        let (marker, after) = rest.split_first()?;
        rest = after;
        match marker {
            0xD9 => {
                out.extend(b"\xFF\xD9");
                return Some(out);
            }
            0x01 | 0xD0..=0xD7 => {
                out.extend([0xFF, *marker]);
                continue;
            }
            0x00 | 0xD8 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(rest.first_chunk().copied()?));
        let segment = rest.get(..length)?;
        let content = segment.get(2..)?;
        rest = rest.get(length..)?;
        let kept = match marker {
            // Tables, frames, scans and restart intervals.
            0xC0..=0xCF | 0xDA..=0xDF => true,
            0xE0 => content.starts_with(b"JFIF\0"),
            0xE2 => content.starts_with(b"ICC_PROFILE\0"),
            // How the colours are encoded by Adobe's programs.
            0xEE => content.starts_with(b"Adobe"),
            _ => false,
        };
        if let (0xE1, Some(exif)) = (marker, content.strip_prefix(b"Exif\0\0")) {
            turned = turned.or(orientation(exif));
        }
        // The orientation is written before the first table.
        if kept
            && !matches!(marker, 0xE0 | 0xE2 | 0xEE)
            && let Some(turned) = turned.take()
        {
            out.extend(b"\xFF\xE1\x00\x22Exif\0\0");
            out.extend(exif(turned));
        }
        if kept {
            out.extend([0xFF, *marker]);
            out.extend(segment);
        }
        if *marker == 0xDA {
            // Some programs leave out the end marker, and readers do not need it.
            let Some(end) = scan(rest) else {
                out.extend(rest);
                out.extend(b"\xFF\xD9");
                return Some(out);
            };
            out.extend(rest.get(..end)?);
            rest = rest.get(end..)?;
        }
    }
}

/// Returns where the data of a scan ends: at the next marker that is not a restart marker.
fn scan(bytes: &[u8]) -> Option<usize> {
    let ends = |pair: &[u8]| pair.first() == Some(&0xFF) && !matches!(pair.get(1), Some(0x00 | 0xD0..=0xD7));
    bytes.windows(2).position(ends)
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    // The picture, its colours and dimensions, and the frames of an animation.
    const KEPT: [&[u8; 4]; 20] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
        b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.first_chunk().copied()?)).ok()?;
        let whole = length.checked_add(12)?;
        let chunk = rest.get(..whole)?;
        let kind: &[u8; 4] = chunk.get(4..)?.first_chunk()?;
        rest = rest.get(whole..)?;
        if KEPT.contains(&kind) {
            out.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
    }
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    /// The flags in the header for the Exif and XMP chunks.
    const FACTS: u8 = 0b0000_1100;
    let size = usize::try_from(u32::from_le_bytes(bytes.strip_prefix(b"RIFF")?.first_chunk().copied()?)).ok()?;
    let mut rest = bytes.get(8..size.checked_add(8)?)?.strip_prefix(b"WEBP")?;
    let mut chunks = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let kind: &[u8; 4] = rest.first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..)?.first_chunk().copied()?)).ok()?;
        let whole = length.checked_add(8)?;
        let chunk = rest.get(..whole)?;
        if KEPT.contains(&kind) {
            let at = chunks.len();
            chunks.extend(chunk);
            if kind == b"VP8X"
                && let Some(flags) = chunks.get_mut(at + 8)
            {
                *flags &= !FACTS;
            }
            if length % 2 == 1 {
                chunks.push(0);
            }
        }
        // The last chunk is not always padded to an even length.
        rest = rest.get(whole + length % 2..).unwrap_or_default();
    }
    if chunks.is_empty() {
        return None;
    }
    let mut out = b"RIFF".to_vec();
    out.put_u32_le(u32::try_from(chunks.len() + 4).ok()?);
    out.extend(b"WEBP");
    out.extend(chunks);
    Some(out)
}

/// Returns the orientation from Exif data, which has the TIFF format: 2 to 8. `None` for 1 (upright),
/// which need not be stored, and when there is none.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let big = match tiff.first_chunk()? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two = tiff.get(at..)?.first_chunk().copied()?;
        Some(if big {
            u16::from_be_bytes(two)
        } else {
            u16::from_le_bytes(two)
        })
    };
    let four: [u8; 4] = tiff.get(4..)?.first_chunk().copied()?;
    let first = if big {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    };
    let first = usize::try_from(first).ok()?;
    let count = usize::from(short(first)?);
    let mut entries = (0..count).filter_map(|entry| first.checked_add(2 + entry * 12));
    let at = entries.find(|at| short(*at) == Some(0x0112))?;
    short(at.checked_add(8)?).filter(|turned| (2..=8).contains(turned))
}

/// Builds Exif data with the orientation and nothing else.
fn exif(turned: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.put_u16(turned);
    tiff.put_bytes(0, 6);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\xFF\xD8\xFF\xE0\x00\x07JFIF\0";
    const HEAD_OF_PHOTO: &[u8] = b"\xFF\xE0\x00\x10JFIF\0\x01\x01\x01\0H\0H\0\0";
    const SCAN: &[u8] = b"\xFF\xDB\x00\x03\x07\xFF\xDA\x00\x03\x01abc\xFF\x00\xFF\xD0def\xFF\xD9";

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn a_photograph_loses_everything_but_the_picture_and_how_it_is_turned() {
        let turned = [b"\xFF\xE1\x00\x22Exif\0\0".as_slice(), &exif(6)].concat();
        let place = b"\xFF\xE1\x00\x0BXMP 41.1N".as_slice();
        let comment = b"\xFF\xFE\x00\x06ana1".as_slice();
        let behind = b"\xFF\xD8\xFF\xE1second".as_slice();
        let whole = [HEAD, &turned, place, comment, SCAN, behind].concat();
        let clean = cleaned("image/jpeg", &whole).unwrap();
        assert_eq!(clean, [HEAD, &turned, SCAN].concat());
        assert_eq!(cleaned("image/jpeg", &clean).unwrap(), clean);
        let upright = [HEAD, b"\xFF\xE1\x00\x22Exif\0\0", &exif(1), SCAN].concat();
        assert_eq!(cleaned("image/jpeg", &upright).unwrap(), [HEAD, SCAN].concat());
    }

    #[test]
    fn other_pictures_too() {
        let chunk = |kind: &[u8], text: &[u8]| {
            let length = u32::try_from(text.len()).unwrap().to_be_bytes();
            [&length, kind, text, b"crc."].concat()
        };
        let signature = b"\x89PNG\r\n\x1a\n".to_vec();
        let (head, data, end) = (chunk(b"IHDR", b"head"), chunk(b"IDAT", b"data"), chunk(b"IEND", b""));
        let facts = [chunk(b"eXIf", b"41.1N"), chunk(b"tEXt", b"Author\0Ana")].concat();
        let whole = [&*signature, &head, &facts, &data, &end, b"behind"].concat();
        assert_eq!(
            cleaned("image/png", &whole).unwrap(),
            [signature, head, data, end].concat()
        );

        let part = |kind: &[u8], text: &[u8]| {
            let length = u32::try_from(text.len()).unwrap().to_le_bytes();
            [kind, &length, text].concat()
        };
        let parts = [
            part(b"VP8X", &[0x2C, 0, 0, 0]),
            part(b"VP8 ", b"data"),
            part(b"EXIF", b"41.1N."),
            part(b"XMP ", b"ana"),
        ];
        let parts = parts.concat();
        let size = u32::try_from(parts.len() + 4).unwrap().to_le_bytes();
        let clean = cleaned("image/webp", &[b"RIFF", size.as_slice(), b"WEBP", &parts].concat()).unwrap();
        assert!(!holds(&clean, b"41.1N") && !holds(&clean, b"ana") && holds(&clean, b"data"));
        assert_eq!(clean.get(20), Some(&0x20), "no flag is set for a removed chunk");
        assert_eq!(cleaned("image/webp", &clean).unwrap(), clean);
    }

    #[test]
    fn a_photograph_with_its_place_and_without_an_end_marker_is_cleaned() {
        let photo = include_bytes!("photo-with-place.jpg");
        assert!(holds(photo, b"Exif") && !photo.ends_with(b"\xFF\xD9"));
        let clean = cleaned("image/jpeg", photo).unwrap();
        assert!(!holds(&clean, b"Exif"));
        // The picture itself is unchanged.
        let tables = photo.windows(2).position(|pair| pair == b"\xFF\xDB").unwrap();
        assert_eq!(
            clean,
            [b"\xFF\xD8", HEAD_OF_PHOTO, &photo[tables..], b"\xFF\xD9"].concat()
        );
    }

    #[test]
    fn a_damaged_picture_is_refused() {
        for (media_type, bytes) in [
            ("image/jpeg", HEAD),
            ("image/jpeg", b"\xFF\xD8\xFF\xE1\xFF\xFFExif".as_slice()),
            ("image/png", b"\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFFIDAT".as_slice()),
            ("image/webp", b"RIFF\xFF\xFF\xFF\xFFWEBPVP8 ".as_slice()),
        ] {
            assert_eq!(cleaned(media_type, bytes), None);
        }
    }
}
