//! Checks of text that users send. Every text field of every form is checked here.

use crate::email::{self, Email, Refused};
use crate::error::{Error, FieldError, Result, code};
use crate::pasted;
use crate::records::When;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The maximum number of characters of a title or name.
pub const TITLE: usize = 300;
/// The maximum number of characters of a short line: a web address, a position, a reference.
pub const LINE: usize = 1_000;
/// The maximum number of characters of a long text.
pub const PROSE: usize = 50_000;
/// The maximum number of characters of an e-mail address.
pub const EMAIL: usize = email::MAX;
/// How many code points one composed character may come as: a letter and its marks. A text is processed
/// up to its maximum length times this number.
const PARTS: usize = 4;

/// Collects field errors, so that the user gets all of them at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Creates a check without errors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error.
    pub fn note(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Adds `code` for `field` unless `fine`.
    pub fn must(&mut self, fine: bool, field: &'static str, code: &'static str) {
        if !fine {
            self.0.push(FieldError::new(field, code));
        }
    }

    /// Checks a required line: trimmed, without signs that have no shape, at most `most` characters. Line
    /// breaks become spaces.
    pub fn line(&mut self, field: impl Into<Cow<'static, str>>, text: &str, most: usize) -> String {
        let field = field.into();
        let clean = self.clean(field.clone(), text, most, false);
        if clean.is_empty() {
            self.0.push(FieldError::new(field, code::REQUIRED));
        }
        clean
    }

    /// Checks an optional line. Returns `None` for an empty one.
    pub fn maybe_line(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        text: Option<&str>,
        most: usize,
    ) -> Option<String> {
        let clean = self.clean(field.into(), text?, most, false);
        (!clean.is_empty()).then_some(clean)
    }

    /// Checks an optional text of at most [`PROSE`] characters. Line breaks are kept.
    pub fn prose(&mut self, field: impl Into<Cow<'static, str>>, text: Option<&str>) -> Option<String> {
        let clean = self.clean(field.into(), text?, PROSE, true);
        (!clean.is_empty()).then_some(clean)
    }

    /// Checks a required public reason in the field `reason`, of at most [`PROSE`] characters. Line breaks are kept.
    pub fn reason(&mut self, text: Option<&str>) -> Option<String> {
        let reason = self.prose("reason", text);
        self.must(reason.is_some(), "reason", code::REASON_MISSING);
        reason
    }

    /// Checks a required text of at most `most` characters. Line breaks are kept.
    pub fn words(&mut self, field: impl Into<Cow<'static, str>>, text: &str, most: usize) -> String {
        let field = field.into();
        let clean = self.clean(field.clone(), text, most, true);
        if clean.is_empty() {
            self.0.push(FieldError::new(field, code::REQUIRED));
        }
        clean
    }

    /// Checks the original text of a date: at most [`LINE`] characters.
    pub fn source_date(&mut self, field: impl Into<Cow<'static, str>>, when: Option<When>) -> Option<When> {
        let when = when?;
        let said = self.clean(field.into(), &when.said, LINE, true);
        Some(When { said, ..when })
    }

    /// Checks an optional http or https address.
    pub fn url(&mut self, field: impl Into<Cow<'static, str>>, text: Option<&str>) -> Option<String> {
        let field = field.into();
        let line = self.maybe_line(field.clone(), text, LINE)?;
        let fine = url::Url::parse(&line).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if !fine {
            self.0.push(FieldError::new(field, code::NOT_A_URL));
        }
        Some(line)
    }

    /// Checks a required e-mail address, in any form in which people paste one ([`Email::parse`]).
    pub fn email(&mut self, field: impl Into<Cow<'static, str>>, text: &str) -> String {
        let field = field.into();
        if pasted::line(text).trim().is_empty() {
            self.0.push(FieldError::new(field, code::REQUIRED));
            return String::new();
        }
        match Email::parse(text) {
            Ok(email) => email.to_string(),
            Err(refused) => {
                self.0.push(match refused {
                    Refused::Long => {
                        FieldError::limited(field, refused.code(), i64::try_from(EMAIL).unwrap_or(i64::MAX))
                    }
                    Refused::Form | Refused::Several | Refused::Host | Refused::Name => {
                        FieldError::new(field, refused.code())
                    }
                });
                String::new()
            }
        }
    }

    /// Checks an optional e-mail address. Returns `None` for an empty one.
    pub fn maybe_email(&mut self, field: impl Into<Cow<'static, str>>, text: Option<&str>) -> Option<String> {
        let text = text.filter(|text| !pasted::line(text).trim().is_empty())?;
        Some(self.email(field, text))
    }

    /// Ends the check.
    ///
    /// # Errors
    /// `Invalid` with every error that was added.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.0))
        }
    }

    fn clean(&mut self, field: Cow<'static, str>, text: &str, most: usize, breaks: bool) -> String {
        let text = text.trim();
        // Only a part of a text that is too long is processed: it is refused anyway.
        let end = text.char_indices().nth(most.saturating_mul(PARTS)).map(|(end, _)| end);
        let part = end.and_then(|end| text.get(..end)).unwrap_or(text);
        let part = if breaks {
            pasted::lines(part)
        } else {
            pasted::line(part)
        };
        let clean: String = part.trim().nfc().collect();
        if end.is_some() || clean.chars().count() > most {
            self.0.push(FieldError::limited(
                field,
                code::TOO_LONG,
                i64::try_from(most).unwrap_or(i64::MAX),
            ));
        }
        clean
    }
}

/// Normalises a name for comparison: compatibility forms (NFKC), lower case, single spaces.
pub fn key(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the [`key`] of an e-mail address, in any form in which people paste it; `None` for a text that is
/// too long to be one.
pub fn email_key(text: &str) -> Option<String> {
    match Email::parse(text) {
        Ok(email) => Some(key(&email.to_string())),
        // A character takes at most four bytes.
        Err(_) => (text.len() <= EMAIL * 4).then(|| key(text)),
    }
}

/// Returns the key of the mailbox of an e-mail address: the [`email_key`] without the part after a plus
/// sign, which most mail servers ignore. For counting, never for sending.
pub fn mailbox(text: &str) -> Option<String> {
    let key = email_key(text)?;
    Some(match key.rsplit_once('@') {
        Some((name, host)) => {
            let name = name.split('+').next().unwrap_or_default();
            format!("{name}@{host}")
        }
        None => key,
    })
}

/// Returns a name as a slug for URLs: `Buenos Aires` gives `buenos-aires`, `Córdoba` gives `cordoba`.
pub fn slug(text: &str) -> String {
    let plain = deunicode::deunicode(text).to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_told_at_once() {
        let mut check = Check::new();
        check.line("title", "  ", TITLE);
        check.email("email", "nobody");
        check.url("link", Some("javascript:alert(1)"));
        check.line("name", "\u{200B}\u{FEFF} \0", TITLE);
        let Err(Error::Invalid(errors)) = check.done() else {
            panic!("all four are wrong")
        };
        let codes: Vec<_> = errors.iter().map(|error| (error.field.as_ref(), error.code)).collect();
        assert_eq!(
            codes,
            [
                ("title", code::REQUIRED),
                ("email", code::NOT_AN_EMAIL),
                ("link", code::NOT_A_URL),
                ("name", code::REQUIRED)
            ]
        );
    }

    #[test]
    fn a_line_is_one_line_and_no_text_is_refused_for_signs_that_nobody_sees() {
        let mut check = Check::new();
        assert_eq!(check.line("name", "Ev\r\nBcc: x", TITLE), "Ev Bcc: x");
        assert_eq!(check.line("name", "\u{FEFF}re\u{1E}read\u{B}it\t", TITLE), "re-read it");
        let prose = check.prose("text", Some("\u{202A}one\u{202C}\u{C}two\0"));
        assert_eq!(prose.as_deref(), Some("one\ntwo"));
        assert_eq!(check.maybe_email("email", Some(" \u{200B}")), None);
        assert_eq!(
            check.email("email", "Arta <arta@example.org>\u{200B}"),
            "arta@example.org"
        );
        assert!(check.done().is_ok());
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_before_it_is_worked_on() {
        let mut check = Check::new();
        let kept = check.words("body", &"é".repeat(3_000_000), 100);
        assert!(kept.chars().count() <= 400, "{}", kept.chars().count());
        let Err(Error::Invalid(errors)) = check.done() else {
            panic!("it is too long")
        };
        assert_eq!(errors, [FieldError::limited("body", code::TOO_LONG, 100)]);
        // Decomposed letters are one character each.
        let mut check = Check::new();
        assert_eq!(check.words("body", &"e\u{301}".repeat(100), 100), "é".repeat(100));
        assert!(check.done().is_ok());
    }

    #[test]
    fn a_mailbox_has_one_key() {
        assert_eq!(mailbox("Ana+besa@Example.org").as_deref(), Some("ana@example.org"));
        assert_eq!(mailbox("+@+").as_deref(), Some("@+"));
        assert_eq!(mailbox("no address").as_deref(), Some("no address"));
        assert_eq!(email_key(&"x".repeat(1_017)), None);
        assert_eq!(
            email_key("Ana <mailto:Ana@Example.org>").as_deref(),
            Some("ana@example.org")
        );
    }

    #[test]
    fn slugs_fold_accents() {
        assert_eq!(slug("Buenos Aires"), "buenos-aires");
        assert_eq!(slug("Córdoba"), "cordoba");
        assert_eq!(slug("Sekondi-Takoradi"), "sekondi-takoradi");
        assert_eq!(slug("Bashkia e Shkodrës"), "bashkia-e-shkodres");
    }
}
