//! The common parts of all mails: the header with the city's name, the greeting, the button, and why the
//! recipient gets the mail.

use super::City;
use besa_text::Words;

/// The texts of a mail, before the message is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// The subject.
    pub(crate) subject: String,
    /// The plain text part.
    pub(crate) text: String,
    /// The HTML part, with the same content.
    pub(crate) html: String,
}

/// The button of a mail.
pub(super) struct Button {
    pub(super) label: String,
    pub(super) url: String,
}

/// The addresses on which a subscriber changes the subscription and unsubscribes.
pub(super) struct SubscriptionLinks {
    pub(super) change: String,
    pub(super) stop: String,
}

/// What surrounds the body of a mail.
pub(super) struct Frame<'a> {
    pub(super) city: &'a City,
    pub(super) w: &'static Words,
    /// The preview text that mail programs show next to the subject.
    pub(super) preview: String,
    pub(super) headline: String,
    /// The greeting; `None` in mails to subscribers, whose names are not known.
    pub(super) greeting: Option<String>,
    pub(super) button: Button,
    /// Why the recipient gets this mail.
    pub(super) why: String,
    /// The text next to the city's name.
    pub(super) band: String,
    /// Only in digests.
    pub(super) subscription_links: Option<SubscriptionLinks>,
    /// Whether replies go to the coordinators.
    pub(super) answered: bool,
}

impl Frame<'_> {
    pub(super) fn dir(&self) -> &'static str {
        self.city.language.dir()
    }
}

/// Returns the greeting: `Hello Name,`.
pub(super) fn greeting(w: &Words, name: Option<&str>) -> String {
    match name.and_then(super::message::clean) {
        Some(name) => w.mail_greeting(name),
        None => w.mail_greeting_plain(),
    }
}

/// Shortens a title to `most` characters, at a word boundary.
pub(super) fn short(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let start: String = title.chars().take(most).collect();
    let cut = match start.rsplit_once(' ') {
        Some((words, _)) if !words.is_empty() => words,
        _ => start.as_str(),
    };
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}
