//! Reads the mails in the folder with an independent parser.

use mail_parser::MessageParser;
use std::path::Path;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) language: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) reply_to: Vec<String>,
    pub(crate) from: String,
}

impl Letter {
    pub(crate) fn read(wire: &[u8]) -> Self {
        let mail = MessageParser::default().parse(wire).unwrap();
        let addresses = |list: Option<&mail_parser::Address<'_>>| -> Vec<String> {
            list.into_iter()
                .flat_map(|list| list.iter())
                .map(|each| each.address().unwrap().to_owned())
                .collect()
        };
        Self {
            id: mail.message_id().unwrap().to_owned(),
            to: addresses(mail.to()).join(", "),
            subject: mail.subject().unwrap().to_owned(),
            language: mail.header_raw("Content-Language").unwrap().trim().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            html: mail.body_html(0).unwrap().into_owned(),
            reply_to: addresses(mail.reply_to()),
            from: mail
                .from()
                .unwrap()
                .first()
                .unwrap()
                .name()
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

/// Parses all mails in a folder, sorted by address. Fails the test if there are other files.
pub(crate) fn folder(folder: &Path) -> Vec<Letter> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut letters: Vec<Letter> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            assert_eq!(path.extension().unwrap(), "eml", "{path:?} is left over");
            Letter::read(&std::fs::read(path).unwrap())
        })
        .collect();
    letters.sort_by(|a, b| (&a.to, &a.id).cmp(&(&b.to, &b.id)));
    letters
}

/// Lists the recipients.
pub(crate) fn to(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.to.as_str()).collect()
}
