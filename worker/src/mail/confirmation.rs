//! The mail that asks a subscriber to confirm the e-mail address, or says that it is already confirmed.

use super::frame::{Button, Frame, Rendered};
use super::{City, message};
use askama::Template;
use besa_domain::subscriptions::SubscriptionMail;
use besa_text::dates;
use time::Date;

#[derive(Template)]
#[template(path = "confirmation.html")]
struct Html<'a> {
    f: &'a Frame<'a>,
    m: &'a Confirmation,
}

#[derive(Template)]
#[template(path = "confirmation.txt")]
struct Text<'a> {
    f: &'a Frame<'a>,
    m: &'a Confirmation,
}

struct Confirmation {
    text: String,
    until: Option<String>,
    ignore: Option<String>,
}

/// Renders the mail. The link works until the end of the day `until`.
pub(crate) fn render(
    city: &City,
    mail: &SubscriptionMail,
    until: Date,
    secret: &str,
) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let name = city.name.as_str();
    let (subject, label, m) = if mail.known {
        let m = Confirmation {
            text: w.confirm_known_text(name),
            until: None,
            ignore: None,
        };
        (w.confirm_known_subject(name), w.confirm_known_button(), m)
    } else {
        let m = Confirmation {
            text: w.confirm_text(name),
            until: Some(w.confirm_until(dates::day(city.language, until))),
            ignore: Some(w.confirm_ignore()),
        };
        (w.confirm_subject(name), w.confirm_button(), m)
    };
    let subject = message::line(&subject);
    let frame = Frame {
        city,
        w,
        preview: m.text.clone(),
        headline: subject.clone(),
        greeting: None,
        button: Button {
            label,
            url: city.subscription(secret),
        },
        why: w.confirm_why(name),
        band: w.mail_open_government(),
        subscription_links: None,
        answered: false,
    };
    Ok(Rendered {
        subject,
        text: Text { f: &frame, m: &m }.render()?,
        html: Html { f: &frame, m: &m }.render()?,
    })
}
