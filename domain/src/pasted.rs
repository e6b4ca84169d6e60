//! Signs without a shape in texts that people paste from word processors, PDF files and telephones. A person
//! cannot see them, so they are never a reason to refuse a text: they are taken out, or replaced by what they
//! stand for.

use std::borrow::Cow;

/// Word's hyphen that does not break, which other programs show as nothing.
const HYPHEN: char = '\u{1E}';
/// The base of flags such as that of Wales, which are written with tags.
const BLACK_FLAG: char = '\u{1F3F4}';

/// Returns a text of several lines without such signs. Every kind of line or page break is a `\n`.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    cleaned(text, true)
}

/// Returns a text of one line without such signs. Line breaks and tabs are single spaces.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    cleaned(text, false)
}

fn cleaned(text: &str, breaks: bool) -> Cow<'_, str> {
    if text.chars().all(|c| is_plain(c, breaks)) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    // Whether the last character stands for a break, whether it is inside a flag.
    let (mut broke, mut flag) = (false, false);
    while let Some(c) = rest.next() {
        let last = out.chars().next_back();
        let next = rest.peek().copied();
        flag = c == BLACK_FLAG || flag && is_tag(c);
        let kept = match c {
            _ if is_break(c) && breaks => Some('\n'),
            '\t' | '\u{07}' if breaks => Some('\t'),
            _ if is_break(c) || matches!(c, '\t' | '\u{07}') => Some(' '),
            '\u{2800}' => Some(' '),
            HYPHEN => {
                (last.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)).then_some('-')
            }
            // They join letters of Persian and of Indian scripts, and the parts of emoji. Elsewhere they do nothing.
            '\u{200C}' | '\u{200D}' => (last.is_some_and(is_joined) && next.is_some_and(is_joined)).then_some(c),
            _ if is_tag(c) && flag => Some(c),
            _ if is_shapeless(c) => None,
            _ => Some(c),
        };
        let Some(kept) = kept else { continue };
        let space = !breaks && kept == ' ';
        if space && (broke || (c != ' ' && last == Some(' '))) {
            broke = true;
            continue;
        }
        broke = space && c != ' ';
        out.push(kept);
    }
    Cow::Owned(out)
}

/// Returns whether a character stays as it is wherever it stands.
fn is_plain(c: char, breaks: bool) -> bool {
    match c {
        '\n' | '\t' => breaks,
        '\u{200C}' | '\u{200D}' | '\u{2800}' => false,
        _ => !is_break(c) && !is_shapeless(c),
    }
}

/// Returns whether a character ends a line, a page, a column or a record.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{0E}' | '\u{1C}' | '\u{1D}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Returns whether a character has no shape: controls, marks of the direction of writing, which make one name
/// look like another, characters of no width, and fillers.
fn is_shapeless(c: char) -> bool {
    c.is_control()
        || is_tag(c)
        || matches!(
            c,
            '\u{AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFC}'
                | '\u{FFFE}'
                | '\u{FFFF}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
        )
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E0FFF}') && !matches!(c, '\u{E0100}'..='\u{E01EF}')
}

/// Returns whether a joiner can matter beside a character: any but those of Latin, Greek and Cyrillic texts.
fn is_joined(c: char) -> bool {
    !matches!(c, '\0'..='\u{058F}' | '\u{1E00}'..='\u{206F}') && !c.is_whitespace() || matches!(c, '\u{A9}' | '\u{AE}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        given: String,
        kept: String,
    }

    #[test]
    fn pasted_texts_keep_what_can_be_seen() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("pasted/22-pasted-texts.json")).unwrap();
        assert!(cases.len() >= 5);
        for case in cases {
            assert_eq!(lines(&case.given).trim(), case.kept, "{:?}", case.given);
            assert_eq!(
                line(&case.given).trim(),
                case.kept.replace('\n', " "),
                "{:?}",
                case.given
            );
        }
    }

    #[test]
    fn each_kind_of_sign_is_replaced_by_what_it_stands_for() {
        for (given, kept, one_line) in [
            ("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf", "a b c d e f"),
            ("a \n b", "a \n b", "a b"),
            ("a\tb\u{7}c", "a\tb\tc", "a b c"),
            ("co\u{AD}op\u{1F}er\u{200B}ate", "cooperate", "cooperate"),
            ("one\u{1C}two\u{1D}three", "one\ntwo\nthree", "one two three"),
            ("end\u{1E} of\u{1E}", "end of", "end of"),
            ("\0\u{1}\u{7F}x\u{9B}", "x", "x"),
            ("Ana\u{200D} \u{200C}Hoxha", "Ana Hoxha", "Ana Hoxha"),
            ("a\u{2060}b\u{2067}c\u{2069}\u{200F}", "abc", "abc"),
            ("two  spaces", "two  spaces", "two  spaces"),
        ] {
            assert_eq!(lines(given), kept, "{given:?}");
            assert_eq!(line(given), one_line, "{given:?}");
        }
    }

    #[test]
    fn joiners_stay_where_they_matter() {
        for kept in [
            "می\u{200C}خواهم",
            "👩\u{200D}🔬",
            "❤\u{FE0F}\u{200D}🔥",
            "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
            "က\u{FE00}",
            "é — “ë” №5\u{A0}%",
        ] {
            assert_eq!(lines(kept), kept);
            assert_eq!(line(kept), kept);
        }
    }

    proptest! {
        #[test]
        fn nothing_without_a_shape_is_left(text in "\\PC*|[\\s\\p{C}a-z]*") {
            let kept = lines(&text);
            prop_assert!(kept.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()), "{kept:?}");
            let twice = lines(&kept).into_owned();
            prop_assert_eq!(&twice, kept.as_ref());
            prop_assert!(line(&text).chars().all(|c| !c.is_control()));
        }
    }
}
