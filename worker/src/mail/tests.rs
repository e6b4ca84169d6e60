//! Snapshots of every mail, and checks with another parser than lettre.

use super::message::{clean, message};
use super::{Mail, samples};
use besa_domain::Ids;
use besa_domain::jobs::Recipient;
use lettre::message::Mailbox;
use mail_parser::{MessageParser, MimeHeaders as _};
use time::macros::datetime;

/// The size at which Gmail clips a mail.
const CLIPPED_AT: usize = 102_000;

fn wire(sample: &samples::Sample) -> Vec<u8> {
    let reply_to = vec![Recipient {
        email: "coordinator@elbasan.example".to_owned(),
        name: Some("Arben\r\nGjoni".to_owned()),
        language: "sq".to_owned(),
    }];
    let mail = Mail {
        id: Ids::counted().next(),
        at: datetime!(2026-11-23 07:00 +1),
        to: &sample.to,
        reply_to,
        unsubscribe: sample.unsubscribe.clone(),
        parts: sample.rendered.clone().into(),
    };
    let from = Mailbox::new(clean(&sample.city.name), "besa@example.org".parse().unwrap());
    message(&sample.city, from, "besa.example.org", None, mail)
        .unwrap()
        .formatted()
}

#[test]
fn every_mail_reads_as_it_should() {
    for sample in samples::all() {
        let reads = format!(
            "Subject: {}\n\n{}\n\n==== HTML ====\n{}",
            sample.rendered.subject,
            sample.rendered.text,
            reduced(&sample.rendered.html)
        );
        insta::assert_snapshot!(sample.name, reads);
    }
}

#[test]
fn another_parser_reads_the_same() {
    for sample in samples::all() {
        let wire = wire(&sample);
        let name = &sample.name;
        let mail = MessageParser::default().parse(&wire).unwrap();
        let expected = sample.rendered.clone();
        assert_eq!(mail.subject(), Some(expected.subject.as_str()), "{name}");
        let unix = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
        assert_eq!(mail.text_body_count(), 1, "{name}");
        assert_eq!(unix(&mail.body_text(0).unwrap()), unix(&expected.text), "{name}");
        assert_eq!(unix(&mail.body_html(0).unwrap()), unix(&expected.html), "{name}");
        let kind = mail.content_type().unwrap();
        assert_eq!(
            (kind.ctype(), kind.subtype()),
            ("multipart", Some("alternative")),
            "{name}"
        );
        let kinds: Vec<_> = mail.parts[1..]
            .iter()
            .map(|part| part.content_type().unwrap().subtype().unwrap())
            .collect();
        assert_eq!(kinds, ["plain", "html"], "the better part comes last: {name}");
        let to = mail.to().unwrap();
        assert_eq!(to.iter().count(), 1, "{name}");
        let first = to.first().unwrap();
        assert_eq!(first.address(), Some(sample.to.email.as_str()), "{name}");
        assert_eq!(
            first.name().map(str::to_owned),
            sample.to.name.as_deref().and_then(clean),
            "{name}"
        );
        let from = mail.from().unwrap().first().unwrap();
        assert_eq!(from.name().map(str::to_owned), clean(&sample.city.name), "{name}");
        assert_eq!(
            mail.message_id(),
            Some("01900000-0000-7000-8000-000000000001@besa.example.org")
        );
        let raw = |header| mail.header_raw(header).map(str::trim);
        assert_eq!(raw("Auto-Submitted"), Some("auto-generated"), "{name}");
        assert_eq!(raw("X-Auto-Response-Suppress"), Some("All"), "{name}");
        assert_eq!(raw("Content-Language"), Some(sample.city.language.code()), "{name}");
        let post = raw("List-Unsubscribe-Post");
        match &sample.unsubscribe {
            Some(stop) => {
                assert_eq!(
                    raw("List-Unsubscribe"),
                    Some(format!("<{}>", stop.url).as_str()),
                    "{name}"
                );
                assert_eq!(post, Some("List-Unsubscribe=One-Click"), "{name}");
                let list = format!("<{}.digest.besa.example.org>", sample.city.slug);
                assert_eq!(raw("List-Id"), Some(list.as_str()), "{name}");
            }
            None => assert!(
                raw("List-Unsubscribe").is_none() && raw("List-Id").is_none() && post.is_none(),
                "{name}"
            ),
        }
        assert!(mail.bcc().is_none() && mail.cc().is_none(), "{name}");
        assert!(wire.is_ascii(), "{name}");
        assert!(wire.len() < CLIPPED_AT, "{name}: {} bytes", wire.len());
    }
}

#[test]
fn lines_keep_to_the_limit_of_smtp() {
    for sample in samples::all() {
        let wire = wire(&sample);
        for line in wire.split(|byte| *byte == b'\n') {
            assert!(line.len() < 999, "{}", sample.name);
        }
    }
}

#[test]
fn nothing_is_fetched_and_nobody_is_tracked() {
    for sample in samples::all() {
        let html = &sample.rendered.html;
        for loading in ["<img", "<script", "<link", "url(", "@import", " src=", "<iframe"] {
            assert!(!html.contains(loading), "{} has {loading}", sample.name);
        }
        for link in html.split("href=\"").skip(1) {
            assert!(
                link.starts_with("https://besa.example.org/"),
                "{}: {link:.60}",
                sample.name
            );
        }
    }
}

#[test]
fn example_data_says_so_in_both_parts() {
    for sample in samples::all() {
        let says = sample.city.words().common_example_data();
        for part in [&sample.rendered.text, &sample.rendered.html] {
            assert_eq!(part.contains(&says), sample.city.example, "{}", sample.name);
        }
    }
}

/// Returns the text and links of an HTML mail, so that layout changes do not change the snapshots.
fn reduced(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let mut words = String::new();
    let mut rest = body.split_once('>').unwrap().1;
    while let Some((text, after)) = rest.split_once('<') {
        words.push_str(text);
        let (tag, after) = after.split_once('>').unwrap();
        if let Some((_, link)) = tag.split_once("href=\"") {
            words.push_str(&format!("[{}] ", link.split('"').next().unwrap()));
        }
        if tag == "/td" {
            words.push(' ');
        }
        if matches!(tag, "/a" | "/p" | "/h1" | "/h2" | "br" | "/div" | "/tr") {
            words.push('\n');
        }
        rest = after;
    }
    let text = words.replace("&nbsp;", " ");
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
