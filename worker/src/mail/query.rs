//! The mails between a reviewer and a city: the question to each coordinator, and the answer to the reviewer.

use super::frame::{Button, Frame, Rendered, greeting};
use super::{City, message};
use askama::Template;
use besa_domain::jobs::Recipient;
use besa_domain::queries::QueryMail;
use besa_text::dates;
use time::Date;

/// A question and its answer.
#[derive(Debug, Clone)]
pub(crate) struct QueryText {
    /// The id of the question, as in URLs.
    pub(crate) id: String,
    /// Number and title of the commitment it is about.
    pub(crate) commitment: Option<(i32, String)>,
    /// The question.
    pub(crate) question: String,
    /// The day on which it was asked, in the city.
    pub(crate) on: Date,
    /// The day by which the reviewer asks for an answer.
    pub(crate) due_on: Option<Date>,
    /// The answer, once there is one.
    pub(crate) answer: Option<String>,
}

impl QueryText {
    pub(crate) fn of(mail: QueryMail, on: Date) -> Self {
        Self {
            id: mail.query.id.to_string(),
            commitment: mail.commitment.map(|one| (one.number, one.title)),
            question: mail.query.question,
            on,
            due_on: mail.query.due_on,
            answer: mail.query.answer,
        }
    }
}

#[derive(Template)]
#[template(path = "query.html")]
struct Html<'a> {
    f: &'a Frame<'a>,
    m: &'a MailBody<'a>,
}

#[derive(Template)]
#[template(path = "query.txt")]
struct Text<'a> {
    f: &'a Frame<'a>,
    m: &'a MailBody<'a>,
}

/// The body of a mail with a few texts.
pub(super) struct MailBody<'a> {
    pub(super) about: Option<String>,
    /// The label of each text, and the text.
    pub(super) texts: Vec<(String, &'a str)>,
    pub(super) notes: Vec<String>,
}

/// What surrounds such a body.
pub(super) struct MailFrame {
    pub(super) subject: String,
    pub(super) preview: String,
    pub(super) button: Button,
    pub(super) why: String,
}

/// Renders the question to a person of the city or, once there is an answer, the answer to the reviewer.
pub(crate) fn render(city: &City, to: &Recipient, asked: &QueryText) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let day = |day| dates::day(city.language, day);
    let (subject, texts, notes, button, why) = match &asked.answer {
        None => (
            w.mail_query_subject(&city.name),
            vec![(w.mail_query_about(&city.name), asked.question.as_str())],
            asked
                .due_on
                .map(|due| w.mail_query_due(day(due)))
                .into_iter()
                .chain([w.mail_query_private()])
                .collect(),
            Button {
                label: w.mail_query_button(),
                url: city.query(&asked.id),
            },
            w.mail_why_coordinator(&city.name),
        ),
        Some(answer) => (
            w.mail_answer_subject(&city.name),
            vec![
                (w.mail_answer_says(), answer.as_str()),
                (w.mail_answer_asked(day(asked.on)), asked.question.as_str()),
            ],
            Vec::new(),
            Button {
                label: w.mail_answer_button(),
                url: city.record(),
            },
            w.mail_why_asked(&city.name),
        ),
    };
    let told = MailBody {
        about: asked
            .commitment
            .as_ref()
            .map(|(number, title)| w.mail_query_commitment(number.to_string(), message::line(title))),
        texts,
        notes,
    };
    let around = MailFrame {
        subject,
        preview: message::line(&asked.question).chars().take(120).collect(),
        button,
        why,
    };
    render_body(city, to, &told, around)
}

/// Renders a mail with a few texts.
pub(super) fn render_body(
    city: &City,
    to: &Recipient,
    told: &MailBody<'_>,
    around: MailFrame,
) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let subject = message::line(&around.subject);
    let frame = Frame {
        city,
        w,
        preview: around.preview,
        headline: subject.clone(),
        greeting: Some(greeting(w, to.name.as_deref())),
        button: around.button,
        why: around.why,
        band: w.mail_open_government(),
        subscription_links: None,
        answered: false,
    };
    Ok(Rendered {
        subject,
        text: Text { f: &frame, m: told }.render()?,
        html: Html { f: &frame, m: told }.render()?,
    })
}
