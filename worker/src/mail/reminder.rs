//! The reminder of a milestone, before, on and after its due date.

use super::frame::{Button, Frame, Rendered, greeting, short};
use super::wall::{self, Mark, count, done};
use super::{City, message};
use askama::Template;
use besa_domain::milestones::ComputedState;
use besa_domain::reminders::{Content, Why};
use besa_text::{Words, codes, dates};

/// Maximum characters of a title in the subject.
const SUBJECT: usize = 90;

#[derive(Template)]
#[template(path = "reminder.html")]
struct Html<'a> {
    f: &'a Frame<'a>,
    m: &'a Reminder,
}

#[derive(Template)]
#[template(path = "reminder.txt")]
struct Text<'a> {
    f: &'a Frame<'a>,
    m: &'a Reminder,
}

struct Reminder {
    /// What the recipient is asked to do.
    ask: String,
    milestone: String,
    commitment: String,
    due: String,
    status: String,
    /// Who else gets the mail, or why this recipient gets it.
    notes: Vec<String>,
    /// The public page of the milestone.
    page: String,
    /// The page on which the due date is changed.
    reschedule: String,
    wall: Vec<Vec<Mark>>,
    /// The meaning of each mark on the bricks.
    legend: Vec<(&'static str, String)>,
    done: String,
    plan: String,
}

pub(crate) fn render(city: &City, content: &Content) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let date = dates::day(city.language, content.due_on);
    let (whole, commitment) = (message::line(&content.title), message::line(&content.commitment));
    let title = short(&whole, SUBJECT);
    let days = content.days.abs();
    let (subject, headline, ask) = match content.days {
        ..0 => (
            w.mail_reminder_ahead_subject(days, &title, &date),
            w.mail_reminder_ahead(days),
            w.mail_reminder_ahead_ask(),
        ),
        0 => (
            w.mail_reminder_today_subject(&title, &date),
            w.mail_reminder_today(),
            w.mail_reminder_today_ask(),
        ),
        1.. if matches!(content.standing, ComputedState::Unknown(_)) => (
            w.mail_reminder_unknown_subject(&title, &date),
            w.mail_reminder_unknown(days),
            w.mail_reminder_unknown_ask(),
        ),
        1.. => (
            w.mail_reminder_late_subject(days, &title, &date),
            w.mail_reminder_late(days),
            w.mail_reminder_late_ask(),
        ),
    };
    let number = format!("{}.{}", content.commitment_number, content.number);
    let reminder = Reminder {
        ask,
        milestone: w.mail_reminder_milestone(number, whole),
        commitment: w.mail_reminder_commitment(content.commitment_number.to_string(), commitment),
        due: w.mail_reminder_due(&date),
        status: w.mail_reminder_status(codes::milestone_state(w, content.standing.code())),
        notes: notes(w, content),
        page: city.milestone(&content.reference, content.commitment_number, content.number),
        reschedule: city.workspace(content.commitment_number, content.number, "reschedule"),
        wall: wall::rows(city, &content.bricks),
        legend: wall::legend(city, &content.bricks),
        done: done(w, &content.bricks),
        plan: w.mail_plan_state(count(content.plan.done), count(content.plan.all)),
    };
    let frame = Frame {
        city,
        w,
        preview: reminder.milestone.clone(),
        headline,
        greeting: Some(greeting(w, content.recipient.name.as_deref())),
        button: Button {
            label: w.mail_reminder_update(),
            url: city.workspace(content.commitment_number, content.number, "update"),
        },
        why: match content.why {
            Why::Responsible => w.mail_why_responsible(&city.name),
            Why::Copy | Why::InPlace => w.mail_why_coordinator(&city.name),
        },
        band: w.mail_open_government(),
        subscription_links: None,
        answered: content
            .coordinators
            .iter()
            .any(|person| person.email != content.recipient.email),
    };
    Ok(Rendered {
        subject: message::line(&subject),
        text: Text {
            f: &frame,
            m: &reminder,
        }
        .render()?,
        html: Html {
            f: &frame,
            m: &reminder,
        }
        .render()?,
    })
}

fn notes(w: &Words, content: &Content) -> Vec<String> {
    let mut notes = Vec::new();
    match content.why {
        Why::Responsible => {}
        Why::Copy => notes.push(w.mail_reminder_copy(message::line(&content.responsible.join(", ")))),
        Why::InPlace => notes.push(w.mail_reminder_nobody()),
    }
    if content.weekly && content.why != Why::InPlace && !content.coordinators.is_empty() {
        notes.push(w.mail_reminder_late_weekly());
    }
    notes
}
