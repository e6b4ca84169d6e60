//! The reminder of a deadline in OGP's calendar.

use super::frame::{Button, Rendered};
use super::query::{MailBody, MailFrame, render_body};
use super::{City, message};
use besa_domain::obligations::{ObligationKind, ObligationMail};
use besa_text::{codes, dates};

pub(crate) fn render(city: &City, mail: &ObligationMail) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let due = &mail.obligation;
    let (what, date) = (
        codes::obligation(w, due.kind.code()),
        dates::day(city.language, due.due_on),
    );
    let (subject, days) = if mail.days > 0 {
        (
            w.mail_obligation_late_subject(&what, &date),
            w.mail_obligation_late(mail.days),
        )
    } else {
        (
            w.mail_obligation_subject(&what, &date),
            w.mail_obligation_ahead(-mail.days),
        )
    };
    let title = message::line(&due.title);
    let page = match due.kind {
        ObligationKind::Inception | ObligationKind::EndOfCommitment => "assessments".to_owned(),
        ObligationKind::Website => "commitments".to_owned(),
        ObligationKind::SelfAssessment => "reports".to_owned(),
        ObligationKind::Reply => format!("assessments/{}", due.subject),
    };
    let told = MailBody {
        about: Some(title.clone()),
        texts: Vec::new(),
        notes: vec![days, w.mail_obligation_stop()],
    };
    let around = MailFrame {
        subject,
        preview: title,
        button: Button {
            label: w.mail_obligation_open(),
            url: city.desk(&page),
        },
        why: if due.kind.is_monitors() {
            w.mail_why_monitor(&city.name)
        } else {
            w.mail_why_coordinator(&city.name)
        },
    };
    render_body(city, &mail.recipient, &told, around)
}
