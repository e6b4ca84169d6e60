//! The forms for a comment and a proposal. Without a session they ask for an e-mail address, and the result
//! page is the same for every address.

use askama::Template;
use besa_domain::access::{SeePlan, SeeReport, SeeVoices, Speak};
use besa_domain::voices::{self, About, Draft, Submission, VoiceKind, VoiceState, short_name};
use besa_domain::{Once, VoiceId, commitments, milestones, plans, reports};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use super::talk;
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::{Fix, Form};
use crate::frame::{Frame, Nav};
use crate::page::{private, see_other};
use crate::tenant::City;

/// The honeypot field: people do not see it, bots fill it in.
const HONEY: &str = "website";

#[derive(Template)]
#[template(path = "public/voices/speak.html")]
struct VoiceFormPage {
    frame: Frame,
    w: &'static Words,
    form: Form,
    fixes: Vec<Fix>,
    nonce: String,
    lede: String,
    hint: String,
    /// Whether this is a proposal: it has a title, and always asks for a response.
    proposal: bool,
    /// Whether an e-mail address is asked for: there is no session.
    nameless: bool,
    asks: bool,
    honey: &'static str,
    back: String,
}

/// The subject of a comment, from the URL.
struct Subject {
    about: Option<About>,
    parent: Option<VoiceId>,
    title: String,
    back: String,
}

#[handler]
pub(super) async fn comment(city: City, Path((_, _, on)): Path<(String, String, String)>) -> Result {
    let subject = subject(&city, &on).await?;
    page(&city, &subject, VoiceKind::Comment, filled(&city)).await
}

#[handler]
pub(super) async fn send_comment(city: City, form: Form, Path((_, _, on)): Path<(String, String, String)>) -> Result {
    let subject = subject(&city, &on).await?;
    let draft = draft(&city, &subject, VoiceKind::Comment, &form);
    let once = form.once(&draft)?;
    send(&city, &subject, (draft, once), form).await
}

#[handler]
pub(super) async fn proposal(city: City) -> Result {
    page(&city, &idea(&city).await?, VoiceKind::Proposal, filled(&city)).await
}

#[handler]
pub(super) async fn send_proposal(city: City, form: Form) -> Result {
    let subject = idea(&city).await?;
    let draft = draft(&city, &subject, VoiceKind::Proposal, &form);
    let once = form.once(&draft)?;
    send(&city, &subject, (draft, once), form).await
}

/// Returns the initial form: the signed-in person's short name, and the box that asks for a response
/// ticked.
fn filled(city: &City) -> Form {
    let session = city.visitor.session.as_ref();
    let name = session.map_or_else(String::new, |session| short_name(&session.account.name));
    Form::with([("name", name), ("asks", "yes".to_owned())])
}

/// Returns the public record that the code in the URL names.
async fn subject(city: &City, on: &str) -> Result<Subject> {
    let about = talk::about(on).ok_or(Fault::Missing)?;
    let parent = match city.visitor.request.query("to") {
        Some(id) => Some(id.parse().ok().ok_or(Fault::Missing)?),
        None => None,
    };
    let (db, see) = (city.db(), city.public::<SeePlan>());
    let title = match about {
        About::Plan(id) => plans::get(db, &see, id).await?.title,
        About::Commitment(id) => commitments::get(db, &see, id).await?.0.title,
        About::Milestone(id) => milestones::get(db, &see, id).await?.title,
        About::Report(id) => {
            let report = reports::get(db, &city.public::<SeeReport>(), id).await?;
            let plan = plans::get(db, &see, report.plan_id).await?;
            city.w().reports_about(plan.title)
        }
    };
    if let Some(parent) = parent {
        voices::get(db, &city.public::<SeeVoices>(), VoiceKind::Comment, parent).await?;
    }
    Ok(Subject {
        about: Some(about),
        parent,
        title,
        back: match about {
            About::Report(id) => city.links().report(id),
            About::Plan(_) | About::Commitment(_) | About::Milestone(_) => city.links().plan(),
        },
    })
}

/// Returns the subject of a new proposal: the current plan, unless there is none or it is closed.
async fn idea(city: &City) -> Result<Subject> {
    let open = city
        .current_plan()
        .await?
        .filter(|plan| plan.state != plans::PlanState::Closed);
    Ok(Subject {
        about: open.map(|plan| About::Plan(plan.id)),
        parent: None,
        title: String::new(),
        back: city.links().proposals(),
    })
}

fn draft(city: &City, subject: &Subject, kind: VoiceKind, form: &Form) -> Draft {
    Draft {
        kind,
        about: subject.about,
        parent: subject.parent,
        title: form.maybe("title"),
        body: form.value("body").to_owned(),
        asks: !form.value("asks").is_empty(),
        language: city.language().code().to_owned(),
        name: form.maybe("name"),
        email: form.maybe("email"),
    }
}

async fn send(city: &City, subject: &Subject, (draft, once): (Draft, Once), mut form: Form) -> Result {
    let (app, links, kind) = (&city.visitor.app, city.links(), draft.kind);
    if !form.value(HONEY).is_empty() {
        return Ok(see_other(&links.check_mail()));
    }
    let (from, permit) = (city.visitor.request.address, city.permit::<Speak>()?);
    if !voices::count(app, &permit, Some(&once), from, draft.email.as_deref()).await? {
        return Ok(see_other(&links.check_mail()));
    }
    match voices::submit(city.db(), &permit, Some(&once), draft).await {
        Ok(Submission::Asked) => Ok(see_other(&links.check_mail())),
        Ok(Submission::Received(received)) => {
            let voice = received.voice;
            let (flash, to) = match voice.state {
                VoiceState::Published => (Flash::Heard, links.voice(voice.id)),
                VoiceState::Waiting | VoiceState::Hidden | VoiceState::Unconfirmed => (Flash::Held, links.voices()),
            };
            flash.leave(app, &city.visitor.jar);
            Ok(see_other(&to))
        }
        Err(error) => {
            form.refuse(error)?;
            page(city, subject, kind, form).await
        }
    }
}

async fn page(city: &City, subject: &Subject, kind: VoiceKind, form: Form) -> Result {
    let w = city.w();
    let most_links = voices::most_links(city.db(), &city.permit::<Speak>()?).await?;
    let idea = kind == VoiceKind::Proposal;
    let (title, lede, body) = if idea {
        (
            w.voices_proposal_title(),
            w.voices_proposal_lede(),
            w.voices_field_idea(),
        )
    } else {
        let lede = w.voices_comment_lede(&subject.title);
        (w.voices_comment_title(), lede, w.voices_field_body())
    };
    let labels = [
        ("title", w.voices_field_title()),
        ("body", body),
        ("name", w.voices_field_name()),
        ("email", w.voices_field_email()),
    ];
    let status = if form.is_fine() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    private(
        status,
        &VoiceFormPage {
            frame: city.frame(&title, Nav::TakePart).refused(!form.is_fine()).hidden(),
            w,
            fixes: form.fixes(&labels, city.language()),
            nonce: city.visitor.nonce(),
            lede,
            hint: w.voices_hint_body(most_links.to_string()),
            proposal: idea,
            nameless: city.visitor.session.is_none(),
            asks: !form.value("asks").is_empty(),
            honey: HONEY,
            back: subject.back.clone(),
            form,
        },
    )
}
