//! Renders texts by residents and offices. A subset of Markdown is supported: paragraphs, emphasis, lists,
//! quotes, code and links. HTML in the text is shown as plain text, and the output is sanitised once more.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use askama::filters::Safe;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

static SIEVE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut sieve = Builder::empty();
    sieve
        .tags(
            [
                "p",
                "br",
                "em",
                "strong",
                "ul",
                "ol",
                "li",
                "blockquote",
                "code",
                "pre",
                "a",
            ]
            .into(),
        )
        .tag_attributes([("a", ["href"].into())].into())
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow ugc noopener noreferrer"));
    sieve
});

/// Renders a text as HTML.
pub(crate) fn render(text: &str) -> Safe<String> {
    let mut markup = String::with_capacity(text.len() * 2);
    html::push_html(&mut markup, Parser::new_ext(text, Options::empty()).filter_map(tamed));
    Safe(SIEVE.clean(&markup).to_string())
}

fn tamed(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        // A heading would break the page's own heading levels.
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
        // An image is replaced by its alternative text.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::SoftBreak => Event::HardBreak,
        Event::Rule => return None,
        Event::Start(_)
        | Event::End(_)
        | Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::FootnoteReference(_)
        | Event::HardBreak
        | Event::TaskListMarker(_) => event,
    })
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn plain_words_stay_plain() {
        assert_eq!(
            render("One\ntwo\n\n*three* & <b>four</b>").0,
            "<p>One<br>\ntwo</p>\n<p><em>three</em> &amp; &lt;b&gt;four&lt;/b&gt;</p>\n"
        );
        assert_eq!(
            render("# Big\n\n![a cat](https://x.example/c.png)").0,
            "<p>Big</p>\n<p>a cat</p>\n"
        );
    }

    #[test]
    fn links_lead_out_and_nowhere_else() {
        assert_eq!(
            render("[a](https://example.org) <mailto:b@example.org>").0,
            "<p><a href=\"https://example.org\" rel=\"nofollow ugc noopener noreferrer\">a</a> \
             <a href=\"mailto:b@example.org\" rel=\"nofollow ugc noopener noreferrer\">mailto:b@example.org</a></p>\n"
        );
        for bad in [
            "[a](javascript:alert(1))",
            "[a](/w/)",
            "[a](//evil.example)",
            "[a](data:text/html,x)",
            "[a](JaVaScRiPt:x)",
        ] {
            assert!(!render(bad).0.contains("href"), "{bad}: {}", render(bad).0);
        }
    }

    #[test]
    fn what_was_sifted_stays_the_same() {
        for text in ["<svg/onload=alert(1)>", "a &lt;script&gt;", "> q\n\n1. x\n2. `<y>`"] {
            let once = render(text).0;
            assert_eq!(super::SIEVE.clean(&once).to_string(), once);
        }
    }
}
