//! Masks error texts from outside. A mail server repeats the address that it refuses, and a parser
//! repeats what it cannot read: such a text is masked before it is logged or stored.

/// The maximum number of characters of a masked text.
const MAX: usize = 300;
/// A word of this length counts as a secret. Secrets of links and tokens have 43 characters; ids have
/// 36.
const SECRET: usize = 40;

/// Returns a text without e-mail addresses, links and secrets, on one line, cut at 300 characters.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(ends) {
        let word = part.trim_end_matches(ends);
        let end = part.get(word.len()..).unwrap_or_default();
        out.push_str(if word.contains('@') {
            "[address]"
        } else if word.contains("://") {
            "[link]"
        } else if has_secret(word) {
            "[secret]"
        } else {
            word
        });
        out.extend(end.chars().map(|c| if c.is_control() { ' ' } else { c }));
        if out.len() > 4 * MAX {
            break;
        }
    }
    match out.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", out.get(..end).unwrap_or_default()),
        None => out,
    }
}

/// Returns whether a character ends a word.
fn ends(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>()[]{}\"'`,;=|".contains(c)
}

fn has_secret(word: &str) -> bool {
    let other = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-';
    word.split(other).any(|run| run.len() >= SECRET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_links_and_secrets_are_taken_out() {
        let secret = "Tg3Qw0pYkqZx1vB7nL5mR9sD2fH4jK6aC8eG0iUoP-_";
        assert_eq!(
            masked("550 5.1.1 <resident@example.org>: Recipient address rejected"),
            "550 5.1.1 <[address]>: Recipient address rejected"
        );
        assert_eq!(
            masked(&format!(
                "see https://besa.example/sign-in/link/{secret}, or\r\n/invite/{secret}"
            )),
            "see [link], or  [secret]"
        );
        assert_eq!(masked(&format!("token=besa_{secret}")), "token=[secret]");
        assert_eq!(masked("\"a b\"@example.org"), "\"a b\"[address]");
    }

    #[test]
    fn what_an_operator_needs_stays() {
        for plain in [
            "error returned from database: (code: 5) database is locked",
            "milestone 019ab0c1-7c3e-7000-8000-000000000001 not found",
            "the mail server did not answer within 120 s",
            "Mbledhja e dimrit: “Ç’bëhet?”",
            "",
        ] {
            assert_eq!(masked(plain), plain);
        }
    }

    #[test]
    fn it_is_short_and_on_one_line() {
        let long = masked(&"ë ".repeat(10_000));
        assert_eq!(long.chars().count(), MAX + 1);
        assert!(!masked("a\nb\u{1b}[31m\rc").contains(char::is_control));
    }
}
