//! E-mail addresses: one parser for forms, imports, commands, the API and for sending, so that what is
//! accepted can be sent to.
//!
//! Addresses are taken in the forms in which people paste them: `Arta <arta@example.org>`,
//! `mailto:arta@example.org`, with signs that nobody sees, or with the full stop of the sentence. What no mail
//! server delivers to, or what Besa cannot send to without knowing the server, is refused: addresses of one
//! machine or of a number, quoted names, and names with letters outside ASCII, which need an extension that
//! many servers lack (RFC 6531).

use crate::error::code;
use crate::pasted;
use email_address::{EmailAddress, Options};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Maximum number of characters of an address (RFC 5321, 4.5.3.1.3).
pub const MAX: usize = 254;
/// Maximum number of bytes of a pasted form that is looked at.
const PASTED: usize = 4_000;

/// An address to which mails can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    user: String,
    host: String,
    ascii_host: String,
}

/// Why a text is not accepted as an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It has not the form `name@example.org`.
    #[error("not an e-mail address")]
    Form,
    /// There are several addresses in it.
    #[error("several e-mail addresses")]
    Several,
    /// What stands after the @ is the name of one machine or a number, not a domain on the internet.
    #[error("the part after the @ is not a domain on the internet")]
    Host,
    /// What stands before the @ is quoted, or has other letters than those of English.
    #[error("the part before the @ is quoted or has letters outside ASCII")]
    Name,
    /// It has more than [`MAX`] characters.
    #[error("an e-mail address of more than 254 characters")]
    Long,
}

impl Refused {
    /// Returns the code for a field.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => code::NOT_AN_EMAIL,
            Self::Several => code::SEVERAL_EMAILS,
            Self::Host => code::EMAIL_HOST,
            Self::Name => code::EMAIL_NAME,
            Self::Long => code::TOO_LONG,
        }
    }
}

impl Email {
    /// Reads an address as a person pastes it.
    ///
    /// # Errors
    /// Why it is not one to which mails can be sent.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text.len() > PASTED {
            return Err(Refused::Long);
        }
        // Compatibility forms: the ligatures of PDF files, and the wide @ of East Asian keyboards.
        let text: String = pasted::line(text).nfkc().collect();
        let address = bare(&text)?;
        let (user, host) = address.rsplit_once('@').ok_or(Refused::Form)?;
        let quoted = user.starts_with('"') && user.ends_with('"');
        if quoted && user.len() > 2 || !user.is_ascii() && !user.contains(char::is_whitespace) {
            return Err(Refused::Name);
        }
        if user.contains('@') || user.contains(char::is_whitespace) {
            return Err(Refused::Form);
        }
        let ascii_host = ascii_host(host)?;
        if user.len() + 1 + ascii_host.len() > MAX || address.chars().count() > MAX {
            return Err(Refused::Long);
        }
        let options = Options::default()
            .with_required_tld()
            .without_domain_literal()
            .without_display_text();
        if EmailAddress::parse_with_options(&format!("{user}@{ascii_host}"), options).is_err() {
            return Err(Refused::Form);
        }
        Ok(Self {
            user: user.to_owned(),
            host: host.to_owned(),
            ascii_host,
        })
    }

    /// Returns the part before the @. It is ASCII.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// Returns the domain as mail servers name it: in ASCII, with `xn--` for other letters.
    pub fn ascii_host(&self) -> &str {
        &self.ascii_host
    }
}

/// The address as it was given, without what surrounded it.
impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.user, self.host)
    }
}

/// Returns the address in a pasted form: without the name beside it, `mailto:` and punctuation.
fn bare(text: &str) -> Result<&str, Refused> {
    let mut text = text.trim();
    if let Some((before, rest)) = text.split_once('<') {
        let (inside, after) = rest.split_once('>').ok_or(Refused::Form)?;
        if after.contains('@') {
            return Err(Refused::Several);
        }
        // `ana@example.org <ana@example.org>` is what mail programs write for people without a name.
        let named = before.trim().trim_matches(['"', '\'']);
        if named.contains('@') && !inside.trim().eq_ignore_ascii_case(named) {
            return Err(Refused::Several);
        }
        if !after.chars().all(|c| c.is_whitespace() || is_punctuation(c)) {
            return Err(Refused::Form);
        }
        text = inside.trim();
    } else if let Some((address, comment)) = text.strip_suffix(')').and_then(|text| text.split_once('('))
        && !comment.contains('@')
        && !address.trim().is_empty()
    {
        // The older form: `ana@example.org (Ana Hoxha)`.
        text = address.trim();
    }
    loop {
        let before = text;
        text = text
            .trim()
            .trim_end_matches(is_punctuation)
            .trim_start_matches([',', ';', ':']);
        for (open, close) in [
            ('(', ')'),
            ('[', ']'),
            ('{', '}'),
            ('“', '”'),
            ('„', '“'),
            ('«', '»'),
            ('‘', '’'),
            ('\'', '\''),
            ('"', '"'),
        ] {
            let inner = text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
            text = inner.unwrap_or(text);
        }
        // `mailto:`, or another word that says what follows: `E-mail: …`.
        if let Some((label, address)) = text.split_once(':')
            && !label.contains(['@', '"'])
        {
            text = address.split('?').next().unwrap_or_default();
        }
        if text == before {
            break;
        }
    }
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|');
    if text.split(apart).filter(|word| word.contains('@')).count() > 1 {
        return Err(Refused::Several);
    }
    Ok(text)
}

/// Returns whether a sign ends a sentence or a list, and no address.
fn is_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '،')
}

/// Returns a domain in ASCII.
fn ascii_host(host: &str) -> Result<String, Refused> {
    if host.starts_with('[') || host.contains(':') {
        return Err(Refused::Host);
    }
    // Signs that are never part of a domain; the parser of URLs decodes or ignores some of them.
    if host.is_empty()
        || host.contains(|c: char| c.is_whitespace() || c.is_ascii_punctuation() && !matches!(c, '.' | '-'))
    {
        return Err(Refused::Form);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if !last.is_empty() && last.chars().all(|c| c.is_ascii_digit()) {
        return Err(Refused::Host);
    }
    let ascii = match url::Host::parse(host) {
        Ok(url::Host::Domain(ascii)) => ascii,
        Ok(url::Host::Ipv4(_) | url::Host::Ipv6(_)) => return Err(Refused::Host),
        Err(_) => return Err(Refused::Form),
    };
    // A name without a dot, or of the machine itself (RFC 6761, 6.3).
    let top = ascii.rsplit('.').next().unwrap_or_default();
    if top == ascii || top.eq_ignore_ascii_case("localhost") {
        return Err(Refused::Host);
    }
    // What is ASCII already stays as it was typed.
    Ok(if host.is_ascii() { host.to_owned() } else { ascii })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        given: String,
        taken: Option<String>,
    }

    fn taken(text: &str) -> Result<String, Refused> {
        Email::parse(text).map(|email| email.to_string())
    }

    #[test]
    fn pasted_addresses_are_read_as_the_cases_say() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("pasted/21-addresses.json")).unwrap();
        assert!(cases.len() >= 8);
        for case in cases {
            assert_eq!(taken(&case.given).ok(), case.taken, "{}", case.given);
        }
    }

    #[test]
    fn forms_in_which_addresses_are_pasted_are_taken() {
        for given in [
            "arta@example.org",
            " arta@example.org\u{A0}",
            "\"Hoxha, Arta\" <arta@example.org>",
            "Arta Hoxha <mailto:arta@example.org>;",
            "arta@example.org <arta@example.org>",
            "'arta@example.org' <arta@example.org>",
            "MAILTO:arta@example.org?subject=Plan",
            "E-mail: arta@example.org",
            "arta@example.org (Arta Hoxha)",
            "(arta@example.org).",
            "“arta@example.org”",
            "'arta@example.org',",
            "\u{202A}arta@example.org\u{202C}",
            "ar\u{AD}ta@exam\u{200B}ple.org",
            "\u{FEFF}arta＠example.org",
            "[arta@example.org]",
        ] {
            assert_eq!(taken(given).as_deref(), Ok("arta@example.org"), "{given}");
        }
        assert_eq!(taken("Arta+plan@Example.ORG").as_deref(), Ok("Arta+plan@Example.ORG"));
        assert_eq!(taken("o'neil@example.co.uk").as_deref(), Ok("o'neil@example.co.uk"));
        let wide = Email::parse("ana@bücher.example").unwrap();
        assert_eq!(
            (wide.to_string().as_str(), wide.ascii_host()),
            ("ana@bücher.example", "xn--bcher-kva.example")
        );
    }

    #[test]
    fn what_cannot_be_sent_to_is_refused_with_the_reason() {
        for (given, why) in [
            ("", Refused::Form),
            ("arta", Refused::Form),
            ("@example.org", Refused::Form),
            ("arta@", Refused::Form),
            ("arta hoxha@example.org", Refused::Form),
            ("Arta arta@example.org", Refused::Form),
            ("arta..h@example.org", Refused::Form),
            (".arta@example.org", Refused::Form),
            ("arta.@example.org", Refused::Form),
            ("arta@example..org", Refused::Form),
            ("arta@-example.org", Refused::Form),
            ("arta@exam_ple.org", Refused::Form),
            ("arta@example,org", Refused::Form),
            ("arta@example.org, ben@example.org", Refused::Several),
            ("Arta <arta@example.org>; Ben <ben@example.org>", Refused::Several),
            ("ben@example.org <arta@example.org>", Refused::Several),
            ("arta@kodra", Refused::Host),
            ("arta@localhost", Refused::Host),
            ("arta@127.0.0.1", Refused::Host),
            ("arta@[127.0.0.1]", Refused::Host),
            ("arta@[IPv6:::1]", Refused::Host),
            ("arta@example.1", Refused::Host),
            ("\"arta x\"@example.org", Refused::Name),
            ("artë@example.org", Refused::Name),
            ("арта@example.org", Refused::Name),
        ] {
            assert_eq!(taken(given), Err(why), "{given}");
        }
        let long = format!("{}@{}org", "a".repeat(64), "b.".repeat(100));
        assert_eq!(taken(&long), Err(Refused::Long));
        assert_eq!(taken(&"x".repeat(5_000)), Err(Refused::Long));
    }
}
