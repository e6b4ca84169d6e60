//! Mails about comments and proposals: confirmation of the address, receipt, moderation, and the city's response.

use super::frame::{Button, Frame, Rendered, greeting};
use super::{City, message};
use askama::Template;
use besa_domain::voices::{VoiceKind, VoiceMail, VoiceState};
use besa_text::{Words, codes, dates};
use time::{Date, OffsetDateTime};

#[derive(Template)]
#[template(path = "voice.html")]
struct Html<'a> {
    f: &'a Frame<'a>,
    m: &'a VoiceMailBody,
}

#[derive(Template)]
#[template(path = "voice.txt")]
struct Text<'a> {
    f: &'a Frame<'a>,
    m: &'a VoiceMailBody,
}

/// The body of the mail: what is between the headline and the button, and below the button.
#[derive(Default)]
struct VoiceMailBody {
    /// Plain sentences.
    lines: Vec<String>,
    /// The author's own text: its subject, and the text.
    quote: Option<(String, String)>,
    /// The response as paragraphs, and who gave it.
    answer: Option<(Vec<String>, String)>,
    /// Plain sentences below the button.
    after: Vec<String>,
}

/// Renders the mail that asks to confirm an e-mail address. It contains no text that somebody else could have
/// entered.
pub(crate) fn confirmation(city: &City, until: Date, secret: &str) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let said = VoiceMailBody {
        lines: vec![
            w.voices_mail_confirm_text(&city.name),
            w.voices_mail_confirm_until(dates::day(city.language, until)),
        ],
        after: vec![w.voices_mail_confirm_ignore()],
        ..VoiceMailBody::default()
    };
    let button = Button {
        label: w.voices_mail_confirm_button(),
        url: city.confirmation(secret),
    };
    let why = w.voices_mail_why_asked(&city.name);
    write(
        city,
        w.voices_mail_confirm_subject(&city.name),
        None,
        (button, why),
        &said,
    )
}

/// Renders the receipt of a comment or proposal, with the day on which a response is due.
pub(crate) fn receipt(city: &City, mail: &VoiceMail) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let voice = &mail.told.voice;
    let due = voice.due_on.map(|day| dates::day(city.language, day));
    let subject = match &due {
        Some(day) => w.voices_mail_receipt_subject_due(day),
        None => w.voices_mail_receipt_subject(),
    };
    let said = VoiceMailBody {
        lines: vec![
            if voice.state == VoiceState::Waiting {
                w.voices_mail_receipt_held()
            } else {
                w.voices_mail_receipt_shown()
            },
            match due {
                Some(day) => w.voices_mail_receipt_due(day),
                None => w.voices_mail_receipt_none(),
            },
        ],
        quote: Some(quote(w, mail)),
        ..VoiceMailBody::default()
    };
    write(city, subject, name(mail), see(city, mail), &said)
}

/// Renders the city's response; `day` converts a time to a day in the city. `None` while there is no
/// response.
pub(crate) fn answer(
    city: &City,
    mail: &VoiceMail,
    day: impl Fn(OffsetDateTime) -> Date,
) -> Result<Option<Rendered>, askama::Error> {
    let w = city.words();
    let Some(response) = &mail.told.response else {
        return Ok(None);
    };
    let decision = codes::response(w, response.outcome.code());
    let subject = if response.version > 1 {
        w.voices_mail_answer_changed_subject(&decision)
    } else {
        w.voices_mail_answer_subject(&decision)
    };
    let office = response.office.clone().unwrap_or_else(|| city.name.clone());
    let given = dates::day(city.language, day(response.updated_at));
    let changed = response.changed.as_ref().map(|text| w.say_reply_changed(text));
    let paragraphs = response.reason.iter().cloned().chain(changed);
    let said = VoiceMailBody {
        quote: Some(quote(w, mail)),
        answer: Some((
            std::iter::once(decision).chain(paragraphs).collect(),
            w.voices_mail_answer_by(office, given),
        )),
        ..VoiceMailBody::default()
    };
    write(city, subject, name(mail), see(city, mail), &said).map(Some)
}

/// Renders the mail that says that a comment or proposal was hidden: the rule, the reason and whom to ask.
/// `contact` is the city's address; without one, replies go to the coordinators.
pub(crate) fn hidden(city: &City, mail: &VoiceMail, contact: Option<&str>) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let voice = &mail.told.voice;
    let rule = voice.hidden_rule.map(|rule| codes::hide_rule(w, rule.code()));
    let reason = voice.hidden_words.as_deref().map(message::line);
    let lines = [
        Some(w.voices_mail_hidden_text(&city.name)),
        rule.map(|rule| w.voices_mail_hidden_rule(rule)),
        reason.map(|reason| w.voices_mail_hidden_reason(reason)),
        voice.waits().then(|| w.voices_mail_hidden_asked()),
    ];
    let said = VoiceMailBody {
        lines: lines.into_iter().flatten().collect(),
        quote: Some(quote(w, mail)),
        after: vec![match contact {
            Some(contact) => w.voices_mail_ask(contact),
            None => w.voices_mail_ask_reply(),
        }],
        ..VoiceMailBody::default()
    };
    write(city, w.voices_mail_hidden_subject(), name(mail), see(city, mail), &said)
}

/// Renders the mail that says that a comment or proposal is public now, after it was held or hidden.
pub(crate) fn published(city: &City, mail: &VoiceMail) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let voice = &mail.told.voice;
    let due = voice.due_on.filter(|_| voice.waits());
    let lines = [
        Some(w.voices_mail_published_text(&city.name)),
        due.map(|day| w.voices_mail_receipt_due(dates::day(city.language, day))),
    ];
    let said = VoiceMailBody {
        lines: lines.into_iter().flatten().collect(),
        quote: Some(quote(w, mail)),
        ..VoiceMailBody::default()
    };
    write(
        city,
        w.voices_mail_published_subject(),
        name(mail),
        see(city, mail),
        &said,
    )
}

fn quote(w: &Words, mail: &VoiceMail) -> (String, String) {
    let voice = &mail.told.voice;
    let about = match voice.kind {
        VoiceKind::Proposal => voice.title.clone(),
        VoiceKind::Comment => mail.told.subject.title().map(|title| w.voices_about(title)),
    };
    (message::line(&about.unwrap_or_default()), voice.body.clone())
}

fn name(mail: &VoiceMail) -> Option<&str> {
    mail.to.name.as_deref()
}

/// Returns the button to its page, and why the author gets the mail.
fn see(city: &City, mail: &VoiceMail) -> (Button, String) {
    let voice = &mail.told.voice;
    let button = Button {
        label: city.words().voices_mail_see(),
        // A voice that waits for moderation has no page yet.
        url: match voice.state {
            VoiceState::Waiting => city.voices(),
            VoiceState::Published | VoiceState::Hidden | VoiceState::Unconfirmed => city.voice(voice.id),
        },
    };
    (button, city.words().voices_mail_why_author(&city.name))
}

fn write(
    city: &City,
    subject: String,
    name: Option<&str>,
    (button, why): (Button, String),
    said: &VoiceMailBody,
) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let subject = message::line(&subject);
    let frame = Frame {
        city,
        w,
        preview: said.lines.first().cloned().unwrap_or_else(|| subject.clone()),
        headline: subject.clone(),
        greeting: Some(greeting(w, name)),
        button,
        why,
        band: w.mail_open_government(),
        subscription_links: None,
        answered: false,
    };
    Ok(Rendered {
        subject,
        text: Text { f: &frame, m: said }.render()?,
        html: Html { f: &frame, m: said }.render()?,
    })
}
