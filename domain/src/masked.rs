//! Masks error texts from outside. A mail server repeats the address that it refuses, and a parser
//! repeats what it cannot read: such a text is masked before it is logged or stored.

use uuid::Uuid;

/// The maximum number of characters of a masked text.
const MAX: usize = 300;
/// A word of this length counts as a secret. Secrets of links and tokens have 43 characters; ids have
/// 36.
const SECRET: usize = 40;
/// The length of an id.
const ID: usize = 36;

/// Returns a text without e-mail addresses, links and secrets, on one line, cut at 300 characters.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() && out.len() <= 4 * MAX {
        let (word, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        rest = after;
        if word.contains("://") {
            out.push_str("[link]");
            rest = after_link(after);
        } else if word.contains('@') {
            out.push_str("[address]");
        } else if has_secret(word) {
            out.push_str("[secret]");
        } else {
            out.push_str(word);
        }
        if let Some(end) = rest.chars().next() {
            out.push(if end.is_control() { ' ' } else { end });
            rest = rest.get(end.len_utf8()..).unwrap_or_default();
        }
    }
    match out.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", out.get(..end).unwrap_or_default()),
        None => out,
    }
}

/// Returns what follows a link. `=`, `;` and `,` are part of the link while no space or quote follows.
fn after_link(mut rest: &str) -> &str {
    while let Some(more) = rest.strip_prefix(['=', ';', ',', '|']) {
        let end = more.find(ends).unwrap_or(more.len());
        let (word, after) = more.split_at(end);
        if word.is_empty() && !after.starts_with(['=', ';', ',', '|']) {
            break;
        }
        rest = after;
    }
    rest
}

/// Returns whether a character ends a word.
fn ends(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>()[]{}\"'`,;=|".contains(c)
}

fn has_secret(word: &str) -> bool {
    let other = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-';
    word.split(other).any(|run| without_id(run).len() >= SECRET)
}

/// Returns the text without an id at its end: files are called `<number>-<id>`.
fn without_id(run: &str) -> &str {
    let start = run.len().saturating_sub(ID);
    match (run.get(..start), run.get(start..)) {
        (Some(before), Some(id)) if Uuid::try_parse(id).is_ok() => before,
        _ => run,
    }
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
        for link in [
            "https://secret.example/x?token=abcdef",
            "https://secret.example/x?a=b;token=abcdef,ghi",
            "https://secret.example/x?token==abcdef&d=e",
            "postgres://besa:abcdef@db/besa?password=abcdef",
        ] {
            assert_eq!(masked(&format!("GET {link}: refused")), "GET [link] refused");
            assert_eq!(masked(&format!("{link}, {link}")), "[link], [link]");
        }
    }

    #[test]
    fn what_an_operator_needs_stays() {
        for plain in [
            "error returned from database: (code: 5) database is locked",
            "milestone 019ab0c1-7c3e-7000-8000-000000000001 not found",
            "Unable to open file /data/files/019ab0c1-7c3e-7000-8000-000000000001/12-019ab0c1-7c3e-7000-8000-000000000002#1",
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
