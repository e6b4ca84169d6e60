//! Finds personal data in texts that residents read: e-mail addresses, also masked ones, telephone
//! numbers, and numbers of identity documents and bank accounts. Finds also names of people where an organisation is
//! expected.

mod addresses;
mod names;
mod numbers;

pub(crate) use names::is_person;

/// Personal data that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its kind.
    pub(crate) kind: Kind,
    /// The text, as it is written.
    pub(crate) text: String,
}

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An e-mail address: `ana@example.org`, `ana [at] example.org`.
    Address,
    /// A telephone number.
    Telephone,
    /// The number of a person or of an identity document.
    NationalNumber,
    /// The number of a bank account.
    Account,
}

/// A part of a text, in bytes.
type Span = (usize, usize);

/// Returns the text with `…` in place of the personal data in it, and what was found.
pub(crate) fn private(text: &str) -> (String, Vec<Found>) {
    let mut spans: Vec<(Span, Kind)> = addresses::find(text)
        .into_iter()
        .map(|span| (span, Kind::Address))
        .collect();
    spans.extend(
        numbers::national(text)
            .into_iter()
            .map(|span| (span, Kind::NationalNumber)),
    );
    spans.extend(numbers::accounts(text).into_iter().map(|span| (span, Kind::Account)));
    spans.extend(
        numbers::telephones(text)
            .into_iter()
            .map(|span| (span, Kind::Telephone)),
    );
    spans.sort_by_key(|((start, _), _)| *start);
    let mut kept = String::with_capacity(text.len());
    let mut found = Vec::new();
    let mut done = 0;
    for ((start, end), kind) in spans {
        let (Some(before), Some(data)) = (text.get(done..start), text.get(start..end)) else {
            continue;
        };
        kept.push_str(before);
        kept.push('…');
        found.push(Found {
            kind,
            text: data.to_owned(),
        });
        done = end;
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    (kept, found)
}

/// A word of a text, with its place in bytes. Everything between words is signs and white space.
#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    start: usize,
    end: usize,
    text: &'t str,
}

/// Splits a text into runs of letters and digits.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = 0;
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let start = text
            .get(rest..)
            .and_then(|tail| tail.find(run))
            .map_or(rest, |at| rest + at);
        if run.is_empty() {
            continue;
        }
        words.push(Word {
            start,
            end: start + run.len(),
            text: run,
        });
        rest = start + run.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Ask Ana (ana@example.org), or office@example.org.", "Ask Ana (…), or ….", &["ana@example.org", "office@example.org"])]
    #[case("Ask Arta (arta.shembulli [at] example.org, +355 69 200 0000)", "Ask Arta (…, …)", &["arta.shembulli [at] example.org", "+355 69 200 0000"])]
    #[case("arta(at)example.org", "…", &["arta(at)example.org"])]
    #[case("arta [at] example [dot] org", "…", &["arta [at] example [dot] org"])]
    #[case("arta @ example . org", "…", &["arta @ example . org"])]
    #[case("arta AT example DOT org.", "….", &["arta AT example DOT org"])]
    #[case("arta.shembulli{at}mail.example.org;", "…;", &["arta.shembulli{at}mail.example.org"])]
    #[case("arta në example pikë org, arta (pikë) b (në) c.al", "arta në example pikë org, arta (pikë) …", &["b (në) c.al"])]
    #[case("mailto:ana+x@example.org?subject=a", "mailto:…?subject=a", &["ana+x@example.org"])]
    #[case("Arta Shembulli, Director, tel. 069 20 00 000", "Arta Shembulli, Director, tel. …", &["069 20 00 000"])]
    #[case("Register opened (NID: J12345678A, cel 0692000000)", "Register opened (NID: …, cel …)", &["J12345678A", "0692000000"])]
    #[case("Tel: 04 223 4567 / 068 123 4567", "Tel: … / …", &["04 223 4567", "068 123 4567"])]
    #[case("+383 44 123 456, 00355 69 200 0000", "…, …", &["+383 44 123 456", "00355 69 200 0000"])]
    #[case("(+355) 69-200-0000 and (555) 123-4567", "… and …", &["(+355) 69-200-0000", "(555) 123-4567"])]
    #[case("mob. 612 345 678", "mob. …", &["612 345 678"])]
    #[case("telefoni: 2234567", "telefoni: …", &["2234567"])]
    #[case("WhatsApp +34 612 34 56 78.", "WhatsApp ….", &["+34 612 34 56 78"])]
    #[case("Nr. personal 1234567890", "Nr. personal …", &["1234567890"])]
    #[case("numri personal: 1174 567 890", "numri personal: …", &["1174 567 890"])]
    #[case("ID: 1234567890 JMBG 0101990710006, DNI 12345678Z", "ID: … JMBG …, DNI …", &["1234567890", "0101990710006", "12345678Z"])]
    #[case("letërnjoftim 123456789", "letërnjoftim …", &["123456789"])]
    #[case("Letërnjoftimi nr. 123456789", "Letërnjoftimi nr. …", &["123456789"])]
    #[case("IBAN AL47 2121 1009 0000 0002 3569 8741.", "IBAN ….", &["AL47 2121 1009 0000 0002 3569 8741"])]
    #[case("XK051212012345678906", "…", &["XK051212012345678906"])]
    fn personal_data_is_taken_out(#[case] text: &str, #[case] kept: &str, #[case] data: &[&str]) {
        let (left, found) = private(text);
        assert_eq!(left, kept);
        assert_eq!(found.iter().map(|found| found.text.as_str()).collect::<Vec<_>>(), data);
        assert_eq!(private(&left).0, left, "nothing is left to find");
    }

    #[rstest]
    #[case("25 % @ noon")]
    #[case("Meet at example.org")]
    #[case("price 5 @ shop. Then")]
    #[case("@bashkia në rrjete")]
    #[case("Ligji nr. 119/2014 dhe VKM nr. 145, datë 13.03.2014")]
    #[case("01.09.2025 – 28.01.2026")]
    #[case("2025-2027")]
    #[case("31.12.2026 14:30")]
    #[case("2026-12-31 10:00")]
    #[case("Buxheti: 12 500 000 lekë, 1.250.000,00 ALL dhe 0.15 %")]
    #[case("EUR 100,000,000")]
    #[case("Kodi postar 1001, Tiranë")]
    #[case("ALBSN0001, AP_ALB06, SDG 16.6; 16.7")]
    #[case("Vendimi nr. 0421234567 prot.")]
    #[case("https://example.org/f/0692000000?id=0692000001")]
    #[case("ISO 9001:2015, 37001")]
    #[case("Hapi 1.1.2.3.4.5.6.7.8")]
    #[case("Plani 01.01.2025-31.12.2027")]
    #[case("ID 12")]
    #[case("")]
    fn other_numbers_and_signs_stay(#[case] text: &str) {
        assert_eq!(private(text), (text.to_owned(), Vec::new()));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([a-z]{1,3}| |@|\\[at\\]|[0-9+()./-]{1,6}|tel|NID|ë){0,20}|.*") {
            let (left, found) = private(&text);
            prop_assert_eq!(left == text, found.is_empty());
        }
    }
}
