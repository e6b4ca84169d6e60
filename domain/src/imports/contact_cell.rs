//! A cell that holds more of a person than one field: `Ben Doe 0692000006 ben@example.org`.

use crate::email::Email;
use crate::fold::{fold, one_line};
use crate::personal::{Kind, private};

/// The parts of the cell of a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ContactCell {
    /// What is left: the name, perhaps with a position.
    pub(super) name: String,
    /// The e-mail addresses, in their order.
    pub(super) emails: Vec<String>,
    /// Telephone numbers, and other personal data that Besa has no field for.
    pub(super) dropped: Vec<String>,
}

impl ContactCell {
    /// Splits the text of a cell.
    pub(super) fn of(text: &str) -> Self {
        const LABELS: [&str; 16] = [
            "tel", "telefon", "telefoni", "cel", "celular", "mob", "mobile", "phone", "fax", "nr", "email", "e mail",
            "mail", "posta", "kontakt", "kontakti",
        ];
        let (kept, found) = private(text);
        let mut parts = Self::default();
        for found in found {
            match found.kind {
                Kind::Address if is_email(&found.text) => parts.emails.push(found.text),
                Kind::Address | Kind::Telephone | Kind::NationalNumber | Kind::Account => {
                    parts.dropped.push(found.text)
                }
            }
        }
        if parts.emails.is_empty() && parts.dropped.is_empty() {
            parts.name = one_line(text);
            return parts;
        }
        let words = kept.split(|c: char| c.is_whitespace() || matches!(c, '…' | ';' | '/' | '|'));
        let words = words.filter(|word| {
            let folded = fold(word);
            !folded.is_empty() && !LABELS.contains(&folded.as_str())
        });
        let name = words.collect::<Vec<_>>().join(" ");
        let sign = |c: char| matches!(c, ',' | ':' | '-' | '–' | '(' | ')' | '<' | '>' | ' ');
        parts.name = name.trim_matches(sign).to_owned();
        parts
    }
}

/// Returns whether a text is an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    Email::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_split() {
        for (text, name, emails, dropped) in [
            (
                "Cen Duda 0692000006 cen@example.org",
                "Cen Duda",
                vec!["cen@example.org"],
                vec!["0692000006"],
            ),
            (
                "Cen Duda (tel. 069 20 00 006)",
                "Cen Duda",
                vec![],
                vec!["069 20 00 006"],
            ),
            (
                "Cen Duda <cen@example.org>",
                "Cen Duda",
                vec!["cen@example.org"],
                vec![],
            ),
            ("Cen  Duda, Drejtor", "Cen Duda, Drejtor", vec![], vec![]),
            (
                "cen@example.org / ana@example.org",
                "",
                vec!["cen@example.org", "ana@example.org"],
                vec![],
            ),
        ] {
            let found = ContactCell::of(text);
            assert_eq!(found.name, name, "{text}");
            assert_eq!(
                (found.emails, found.dropped),
                (
                    emails.into_iter().map(str::to_owned).collect(),
                    dropped.into_iter().map(str::to_owned).collect()
                ),
                "{text}"
            );
        }
    }
}
