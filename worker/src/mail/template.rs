//! Mails with equal content, rendered and encoded once. Each mail then gets its own secret and date.

use super::City;
use super::frame::Rendered;
use crate::failure::Failure;
use askama::filters::{Html, escape};
use besa_text::dates;
use lettre::message::Body;
use lettre::message::header::ContentTransferEncoding;
use time::Date;

/// The longest line of quoted-printable, without the `=` at its end.
const LINE: usize = 75;

/// What differs from mail to mail. Each is a text that occurs nowhere else in the template: two random
/// ones, so that no record of a city can contain them.
pub(crate) struct Placeholders {
    /// The secret of the links.
    pub(crate) secret: String,
    /// The day since which the subscription exists.
    pub(crate) since: String,
}

/// A mail of which only the placeholders are not filled in.
#[derive(Debug)]
pub(crate) struct Template {
    subject: String,
    text: Vec<Piece>,
    html: Vec<Piece>,
}

/// A part of a template, in quoted-printable.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Same(Vec<u8>),
    Secret,
    Since,
}

/// A mail of a template, with its parts encoded.
#[derive(Debug, Clone)]
pub(crate) struct Filled {
    pub(crate) subject: String,
    pub(crate) text: Body,
    pub(crate) html: Body,
}

impl Template {
    /// Encodes a mail that was rendered with placeholders.
    pub(crate) fn new(rendered: Rendered, placeholders: &Placeholders) -> Self {
        Self {
            subject: rendered.subject,
            text: pieces(&rendered.text, placeholders),
            html: pieces(&rendered.html, placeholders),
        }
    }

    /// Fills in the placeholders for one mail.
    pub(crate) fn fill(&self, city: &City, secret: &str, since: Date) -> Result<Filled, Failure> {
        let since = dates::day_long(city.language, since);
        let escaped = match escape(since.as_str(), Html) {
            Ok(escaped) => escaped.to_string(),
        };
        Ok(Filled {
            subject: self.subject.clone(),
            text: filled(&self.text, secret, &since),
            html: filled(&self.html, secret, &escaped),
        })
    }
}

/// Splits a text at its placeholders.
fn pieces(text: &str, placeholders: &Placeholders) -> Vec<Piece> {
    // Lines of a mail end so; the encoding would hide other ends.
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let mut pieces = Vec::new();
    for (at, part) in text.split(&placeholders.secret).enumerate() {
        if at > 0 {
            pieces.push(Piece::Secret);
        }
        for (at, part) in part.split(&placeholders.since).enumerate() {
            if at > 0 {
                pieces.push(Piece::Since);
            }
            pieces.push(Piece::Same(encoded(part)));
        }
    }
    pieces
}

/// Joins the pieces of one mail. What is filled in gets lines of its own, which the encoding ends softly:
/// readers do not see them.
fn filled(pieces: &[Piece], secret: &str, since: &str) -> Body {
    const SOFT: &[u8] = b"=\r\n";
    let mut whole = Vec::with_capacity(32 * 1024);
    for piece in pieces {
        let own = match piece {
            Piece::Same(bytes) => {
                whole.extend_from_slice(bytes);
                continue;
            }
            Piece::Secret => secret,
            Piece::Since => since,
        };
        whole.extend_from_slice(SOFT);
        whole.extend_from_slice(&encoded(own));
        whole.extend_from_slice(SOFT);
    }
    Body::dangerous_pre_encoded(whole, ContentTransferEncoding::QuotedPrintable)
}

/// Encodes a text as quoted-printable (RFC 2045, 6.7). Line breaks stay.
fn encoded(text: &str) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut whole = Vec::with_capacity(text.len() + text.len() / 8);
    let mut length = 0;
    for (at, line) in text.split("\r\n").enumerate() {
        if at > 0 {
            whole.extend_from_slice(b"\r\n");
            length = 0;
        }
        for (at, byte) in line.bytes().enumerate() {
            // Programs remove spaces at the end of a line.
            let plain = (byte.is_ascii_graphic() && byte != b'=') || (byte == b' ' && at + 1 < line.len());
            let needed = if plain { 1 } else { 3 };
            if length + needed > LINE {
                whole.extend_from_slice(b"=\r\n");
                length = 0;
            }
            if plain {
                whole.push(byte);
            } else {
                let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
                whole.extend([b'=', digit(byte >> 4), digit(byte & 15)]);
            }
            length += needed;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::decoders::quoted_printable::quoted_printable_decode;

    fn decoded(body: &Body) -> String {
        let bytes = <Body as AsRef<[u8]>>::as_ref(body);
        for line in bytes.split(|byte| *byte == b'\n') {
            assert!(line.len() <= 77, "{}", String::from_utf8_lossy(line));
        }
        let decoded = quoted_printable_decode(bytes).unwrap();
        String::from_utf8(decoded).unwrap().replace("\r\n", "\n")
    }

    fn placeholders() -> Placeholders {
        Placeholders {
            secret: "S".repeat(43),
            since: "D".repeat(43),
        }
    }

    #[test]
    fn what_is_filled_in_is_all_that_differs() {
        let placeholders = placeholders();
        let long = "ë=\t ".repeat(80);
        let template = |secret: &str, since: &str| {
            format!(
                ".\nSince {since}: {long}\n.{secret}.\n https://e.org/{secret}/stop?commitment=1 \n{long}{secret}\n\n"
            )
        };
        let pieces = pieces(&template(&placeholders.secret, &placeholders.since), &placeholders);
        for (secret, since) in [("one", "3 mars 2026"), ("another-_secret", "4 nëntor 2026")] {
            assert_eq!(decoded(&filled(&pieces, secret, since)), template(secret, since));
        }
    }
}
