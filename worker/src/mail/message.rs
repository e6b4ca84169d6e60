//! Puts a mail together: headers, a plain part, an HTML part.

use super::{City, Rendered};
use crate::failure::Failure;
use besa_domain::JobId;
use besa_domain::jobs::Recipient;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::time::SystemTime;
use time::OffsetDateTime;

/// The longest name in a header.
const NAME: usize = 100;

/// One mail to one person.
#[derive(Debug)]
pub(crate) struct Mail<'a> {
    /// The job it is sent by: every attempt bears the same Message-ID.
    pub(crate) id: JobId,
    /// Now.
    pub(crate) at: OffsetDateTime,
    /// Whom it goes to.
    pub(crate) to: &'a Recipient,
    /// Whom an answer goes to; the sender when empty.
    pub(crate) reply_to: Vec<Recipient>,
    /// Where a mail program stops it with one click.
    pub(crate) unsubscribe: Option<Unsubscribe>,
    /// What it says.
    pub(crate) rendered: Rendered,
}

/// Where a mail program stops a mail with one click (RFC 8058).
#[derive(Clone)]
pub(crate) struct Unsubscribe {
    /// Where it posts to.
    pub(crate) url: String,
    /// What a mail to the mailbox for it bears, so that the subscription is found.
    pub(crate) secret: String,
}

/// Without the secret, which is in the address, too.
impl std::fmt::Debug for Unsubscribe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsubscribe").finish_non_exhaustive()
    }
}

/// The message as it goes over the wire.
pub(super) fn message(
    city: &City,
    from: Mailbox,
    host: &str,
    mailbox_to_stop: Option<&Address>,
    mail: Mail<'_>,
) -> Result<Message, Failure> {
    let language = city.language.code();
    let mut builder = Message::builder()
        .from(from)
        .to(mailbox(mail.to)?)
        .date(SystemTime::from(mail.at))
        .message_id(Some(format!("<{}@{host}>", mail.id)))
        .subject(line(&mail.rendered.subject))
        .raw_header(raw("Auto-Submitted", "auto-generated")?)
        .raw_header(raw("Content-Language", language)?);
    if let Some(stop) = &mail.unsubscribe {
        let ways: Vec<String> = [format!("<{}>", stop.url)]
            .into_iter()
            .chain(mailbox_to_stop.map(|to| format!("<mailto:{to}?subject=unsubscribe%20{}>", stop.secret)))
            .collect();
        builder = builder
            .raw_header(raw("List-Unsubscribe", &ways.join(", "))?)
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
    }
    // An answer that cannot be addressed is no reason to keep the mail back.
    for person in mail.reply_to.iter().filter_map(|person| mailbox(person).ok()) {
        builder = builder.reply_to(person);
    }
    let parts = MultiPart::alternative()
        // Made from the job too, so that a mail is the same on every attempt.
        .boundary(format!("besa-{}", mail.id))
        .singlepart(SinglePart::plain(mail.rendered.text))
        .singlepart(SinglePart::html(mail.rendered.html));
    builder
        .multipart(parts)
        .map_err(|error| Failure::Never(format!("the mail cannot be put together: {error}")))
}

/// An address with a name that a header can bear.
pub(super) fn mailbox(person: &Recipient) -> Result<Mailbox, Failure> {
    let address: Address = person
        .email
        .trim()
        .parse()
        .map_err(|error| Failure::Never(format!("the address cannot be used: {error}")))?;
    Ok(Mailbox::new(person.name.as_deref().and_then(clean), address))
}

/// A name without what breaks a header or turns its writing round, on one line, not too long.
/// lettre panics on a line break in a name.
pub(super) fn clean(name: &str) -> Option<String> {
    let line = line(name);
    let name: String = line.chars().take(NAME).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// A text on one line, without control characters and without marks that turn the writing round.
pub(super) fn line(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn turns(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn raw(name: &str, value: &str) -> Result<HeaderValue, Failure> {
    let name = HeaderName::new_from_ascii(name.to_owned())
        .map_err(|error| Failure::Never(format!("{name} cannot be a header: {error}")))?;
    Ok(HeaderValue::new(name, value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_harmless_line() {
        assert_eq!(clean("Ev\r\nBcc: x@y.org").as_deref(), Some("Ev Bcc: x@y.org"));
        assert_eq!(clean(" \u{202E}\u{200F}\r\n\0"), None);
        assert_eq!(clean("a\u{202E}b\tc").as_deref(), Some("ab c"));
        assert_eq!(clean(&"é".repeat(300)).unwrap().chars().count(), NAME);
        assert_eq!(clean("Zana 👩‍🔬 Hoxha").as_deref(), Some("Zana 👩‍🔬 Hoxha"));
    }
}
