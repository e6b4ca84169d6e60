//! The invitation to a role.

use super::frame::{Button, Frame, Rendered, greeting};
use super::{City, message};
use askama::Template;
use besa_domain::jobs::Recipient;
use besa_text::{codes, dates};
use time::Date;

#[derive(Template)]
#[template(path = "invitation.html")]
struct Html<'a> {
    f: &'a Frame<'a>,
    m: &'a Invitation,
}

#[derive(Template)]
#[template(path = "invitation.txt")]
struct Text<'a> {
    f: &'a Frame<'a>,
    m: &'a Invitation,
}

struct Invitation {
    invites: String,
    until: String,
}

/// Renders the mail. `role` is the code of the role; the link works until the end of the day `until`.
pub(crate) fn render(
    city: &City,
    to: &Recipient,
    role: &str,
    until: Date,
    secret: &str,
) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let role = codes::role(w, role);
    let invitation = Invitation {
        invites: w.mail_invite_text(&city.name, &role),
        until: w.mail_invite_until(dates::day(city.language, until)),
    };
    let subject = message::line(&w.mail_invite_subject(&city.name, &role));
    let frame = Frame {
        city,
        w,
        preview: invitation.invites.clone(),
        headline: subject.clone(),
        greeting: Some(greeting(w, to.name.as_deref())),
        button: Button {
            label: w.mail_invite_button(),
            url: city.invitation(secret),
        },
        why: w.mail_why_invited(&city.name),
        band: w.mail_open_government(),
        subscription_links: None,
        answered: false,
    };
    Ok(Rendered {
        subject,
        text: Text {
            f: &frame,
            m: &invitation,
        }
        .render()?,
        html: Html {
            f: &frame,
            m: &invitation,
        }
        .render()?,
    })
}
