//! Builds the message of a mail: headers, a plain text part and an HTML part.

use super::template::Filled;
use super::{City, Rendered};
use crate::failure::Failure;
use besa_domain::JobId;
use besa_domain::email::Email;
use besa_domain::jobs::Recipient;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::time::SystemTime;
use time::OffsetDateTime;

/// Maximum characters of a name in a header.
const NAME: usize = 100;

/// One mail to one person.
#[derive(Debug)]
pub(crate) struct Mail<'a> {
    /// The id from which the Message-ID is made: that of the job, or of the digest. The same on every
    /// attempt.
    pub(crate) id: JobId,
    /// The current time.
    pub(crate) at: OffsetDateTime,
    /// The recipient.
    pub(crate) to: &'a Recipient,
    /// Who gets replies; if empty, the sender.
    pub(crate) reply_to: Vec<Recipient>,
    /// One-click unsubscribe; only in digests.
    pub(crate) unsubscribe: Option<Unsubscribe>,
    /// The subject and the two parts.
    pub(crate) parts: Parts,
}

/// The texts of a mail.
#[derive(Debug)]
pub(crate) enum Parts {
    /// Rendered for this mail.
    Rendered(Rendered),
    /// Filled in from a template, and encoded.
    Filled(Filled),
}

impl From<Rendered> for Parts {
    fn from(rendered: Rendered) -> Self {
        Self::Rendered(rendered)
    }
}

impl From<Filled> for Parts {
    fn from(filled: Filled) -> Self {
        Self::Filled(filled)
    }
}

impl Parts {
    /// Returns the subject, the plain text part and the HTML part.
    fn split(self) -> (String, SinglePart, SinglePart) {
        let part = |kind: ContentType, body: Body| SinglePart::builder().header(kind).body(body);
        match self {
            Self::Rendered(it) => (it.subject, SinglePart::plain(it.text), SinglePart::html(it.html)),
            Self::Filled(it) => (
                it.subject,
                part(ContentType::TEXT_PLAIN, it.text),
                part(ContentType::TEXT_HTML, it.html),
            ),
        }
    }
}

/// One-click unsubscribe for mail programs (RFC 8058).
#[derive(Clone)]
pub(crate) struct Unsubscribe {
    /// The address to which a mail program posts.
    pub(crate) url: String,
    /// The secret that identifies the subscription in a mail to the unsubscribe mailbox.
    pub(crate) secret: String,
}

/// Without the fields: both contain the secret.
impl std::fmt::Debug for Unsubscribe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsubscribe").finish_non_exhaustive()
    }
}

/// Builds the message.
pub(super) fn message(
    city: &City,
    from: Mailbox,
    host: &str,
    mailbox_to_stop: Option<&Address>,
    mail: Mail<'_>,
) -> Result<Message, Failure> {
    let language = city.language.code();
    let (subject, text, html) = mail.parts.split();
    let mut builder = Message::builder()
        .from(from)
        .to(mailbox(mail.to)?)
        .date(SystemTime::from(mail.at))
        .message_id(Some(format!("<{}@{host}>", mail.id)))
        .subject(line(&subject))
        .raw_header(raw("Auto-Submitted", "auto-generated")?)
        // Exchange and Outlook send absence notes to mails with the header above, but not with this one.
        .raw_header(raw("X-Auto-Response-Suppress", "All")?)
        .raw_header(raw("Content-Language", language)?);
    if let Some(stop) = &mail.unsubscribe {
        let ways: Vec<String> = [format!("<{}>", stop.url)]
            .into_iter()
            .chain(mailbox_to_stop.map(|to| format!("<mailto:{to}?subject=unsubscribe%20{}>", stop.secret)))
            .collect();
        builder = builder
            .raw_header(raw("List-Id", &format!("<{}.digest.{host}>", city.slug))?)
            .raw_header(raw("List-Unsubscribe", &ways.join(", "))?)
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
    }
    // An invalid reply address must not prevent the mail.
    for person in mail.reply_to.iter().filter_map(|person| mailbox(person).ok()) {
        builder = builder.reply_to(person);
    }
    let parts = MultiPart::alternative()
        // Made from the id too, so that a mail is the same on every attempt.
        .boundary(format!("besa-{}", mail.id))
        .singlepart(text)
        .singlepart(html);
    builder
        .multipart(parts)
        .map_err(|error| Failure::Permanent(format!("the message cannot be built: {error}")))
}

/// Converts a recipient to a mailbox with a name that is valid in a header.
pub(super) fn mailbox(person: &Recipient) -> Result<Mailbox, Failure> {
    let email = Email::parse(&person.email)
        .map_err(|refused| Failure::Permanent(format!("invalid e-mail address: {refused}")))?;
    // In ASCII, because only few servers take other letters in a command (RFC 6531).
    let address = Address::new(email.user(), email.ascii_host())
        .map_err(|error| Failure::Permanent(format!("invalid e-mail address: {error}")))?;
    Ok(Mailbox::new(person.name.as_deref().and_then(clean), address))
}

/// Cleans a name for a header: one line of at most [`NAME`] characters, without control characters and
/// direction marks. `None` if nothing is left. Needed because lettre panics on a line break in a name.
pub(super) fn clean(name: &str) -> Option<String> {
    let line = line(name);
    let name: String = line.chars().take(NAME).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Returns a text on one line, without control characters and direction marks.
pub(super) fn line(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !slots(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn slots(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn raw(name: &str, value: &str) -> Result<HeaderValue, Failure> {
    let name = HeaderName::new_from_ascii(name.to_owned())
        .map_err(|error| Failure::Permanent(format!("{name} cannot be a header: {error}")))?;
    Ok(HeaderValue::new(name, value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use besa_domain::input::Check;
    use proptest::prelude::*;

    proptest! {
        /// Every door checks an address by `Check::email`; a test of the whole app sends addresses through all of them.
        #[test]
        fn what_is_taken_can_be_sent_to(
            user in r#"[a-zA-Z0-9.+'_\-"ëж@ ]{0,12}"#,
            host in r"[a-z0-9.\-_ëж\[\]:]{0,12}(\.(org|al|xn--p1ai|рф|1))?\.?",
            frame in 0..7_usize,
        ) {
            let bare = format!("{user}@{host}");
            let given = [
                bare.clone(),
                format!("Arta <{bare}>"),
                format!("\u{FEFF}mailto:{bare}"),
                format!("<{bare}>;"),
                format!("“{bare}”."),
                format!("{bare} (Arta)"),
                format!("E-mail: {bare},\u{200B}"),
            ][frame].clone();
            let mut check = Check::new();
            let taken = check.email("email", &given);
            if check.done().is_ok() {
                let person = Recipient { email: taken.clone(), name: None, language: "en".to_owned() };
                let to = mailbox(&person).unwrap();
                prop_assert!(to.email.to_string().is_ascii());
                prop_assert!(to.email.to_string().parse::<Address>().is_ok());
                let from = Mailbox::new(None, "besa@example.org".parse().unwrap());
                let built = Message::builder().from(from).to(to.clone()).body(String::new()).unwrap();
                prop_assert_eq!(built.envelope().to(), std::slice::from_ref(&to.email));
                let mut again = Check::new();
                prop_assert_eq!(again.email("email", &taken), taken);
                prop_assert!(again.done().is_ok());
            }
        }
    }

    #[test]
    fn a_name_is_one_harmless_line() {
        assert_eq!(clean("Ev\r\nBcc: x@y.org").as_deref(), Some("Ev Bcc: x@y.org"));
        assert_eq!(clean(" \u{202E}\u{200F}\r\n\0"), None);
        assert_eq!(clean("a\u{202E}b\tc").as_deref(), Some("ab c"));
        assert_eq!(clean(&"é".repeat(300)).unwrap().chars().count(), NAME);
        assert_eq!(clean("Zana 👩‍🔬 Hoxha").as_deref(), Some("Zana 👩‍🔬 Hoxha"));
    }
}
