//! What all mails share: the band with the city's name, why one gets it, the plain part.

use super::City;
use besa_text::Words;

/// A mail as words, before it is put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// The subject.
    pub(crate) subject: String,
    /// The plain part.
    pub(crate) text: String,
    /// The same as HTML.
    pub(crate) html: String,
}

/// The button of a mail.
pub(super) struct Button {
    pub(super) label: String,
    pub(super) url: String,
}

/// Where a subscriber changes what she gets, and where she stops it.
pub(super) struct WaysOut {
    pub(super) change: String,
    pub(super) stop: String,
}

/// What stands round the body of a mail.
pub(super) struct Frame<'a> {
    pub(super) city: &'a City,
    pub(super) w: &'static Words,
    /// What a mailbox shows beside the subject.
    pub(super) preview: String,
    pub(super) headline: String,
    /// Whom it greets by name; a digest goes to a mailbox.
    pub(super) greeting: Option<String>,
    pub(super) button: Button,
    /// Why she gets this.
    pub(super) why: String,
    /// What stands beside the city's name.
    pub(super) band: String,
    /// Where she changes what she gets, and where she stops it.
    pub(super) ways_out: Option<WaysOut>,
    /// Whether replies go to the coordinators.
    pub(super) answered: bool,
}

impl Frame<'_> {
    pub(super) fn dir(&self) -> &'static str {
        self.city.language.dir()
    }
}

/// `Hello Name,`
pub(super) fn greeting(w: &Words, name: Option<&str>) -> String {
    match name.and_then(super::message::clean) {
        Some(name) => w.mail_greeting(name),
        None => w.mail_greeting_plain(),
    }
}

/// A title that is too long for a line, cut at a word.
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
