//! The forms of a meeting: call it, move it, and record its results.

use besa_domain::access::{EditForums, SeeForums, SeeStakeholders};
use besa_domain::forums::{self, Forum, MeetingDetails, MeetingDraft, MeetingState};
use besa_domain::stakeholders;
use besa_domain::{Error, FieldError, code};
use besa_text::codes;
use poem::handler;
use time::OffsetDateTime;

use super::super::field::{Field, Kind, renamed};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::forum_of;
use super::show::{of_forum, of_meeting};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let forum = forum_of(&request).await?;
    ask(&request, &forum, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let forum = forum_of(&request).await?;
    let draft = draft(&request, &mut form);
    let once = form.once_on(&forum.id)?;
    let write = async |draft| forums::call(request.db(), &permit, Some(&once), forum.id, draft).await;
    let made = attempt(&form, draft, checked(&request), write).await.map_err(of_form);
    let outcome = made.map(|made| request.done(Flash::Saved, &of_meeting(&request, &made)));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &forum, None).await
    })
    .await
}

async fn read(request: &MemberRequest) -> Result<MeetingDetails> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::meeting(request.db(), &permit, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let found = read(&request).await?;
    let form = filled(&request, &found);
    ask(&request, &found.forum, Some(&found)).await?.show(form)
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let old = read(&request).await?;
    let draft = draft(&request, &mut form);
    let id = old.meeting.id;
    let (once, version) = (form.once_on(&id)?, form.version());
    let write = async |draft| forums::change(request.db(), &permit, Some(&once), id, version, draft).await;
    let saved = attempt(&form, draft, checked(&request), write).await.map_err(of_form);
    let outcome = saved.map(|saved| request.done(Flash::Saved, &of_meeting(&request, &saved)));
    let stored = Some(filled(&request, &old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &old.forum, Some(&old)).await
    })
    .await
}

fn checked(request: &MemberRequest) -> impl FnOnce(MeetingDraft) -> besa_domain::Result<MeetingDraft> {
    let now = request.city.visitor.app.clock().now();
    move |draft| draft.checked(now)
}

/// Renames field errors: the form has one day and two times instead of two moments.
fn of_form(error: Error) -> Error {
    renamed(error, |field| match field {
        "starts_at" => Some("day"),
        "ends_at" => Some("ends"),
        _ => None,
    })
}

async fn fields(request: &MemberRequest) -> Result<Vec<Field>> {
    let w = request.w();
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let there = all.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let states = MeetingState::ALL
        .iter()
        .map(|state| (state.code().to_owned(), codes::meeting_state(w, state.code())));
    let mut fields = vec![
        Field::line("title", w.meeting_field_title()),
        Field::day("day", w.meeting_field_day()),
        Field::line("begins", w.meeting_field_begins()).hint(w.meeting_hint_begins()),
        Field::line("ends", w.meeting_field_ends()),
        Field::line("place", w.meeting_field_place()),
        Field::new("link", w.meeting_field_link(), Kind::Line("url")),
        Field::prose("notice", w.meeting_field_notice(), 4),
        Field::day("noticed_on", w.meeting_field_noticed()),
        Field::prose("agenda", w.meeting_field_agenda(), 6).hint(w.meeting_hint_agenda()),
        Field::pick("state", w.meeting_field_state(), states.collect()),
        Field::prose("reason", w.meeting_field_reason(), 2).hint(w.meeting_hint_reason()),
        Field::part("after", w.meeting_part_after()),
    ];
    let there: Vec<_> = there.collect();
    if !there.is_empty() {
        fields.push(Field::new("attended", w.meeting_field_attended(), Kind::Ticks(there)));
    }
    fields.push(Field::prose("minutes", w.meeting_field_minutes(), 10).hint(w.meeting_hint_minutes()));
    Ok(fields)
}

fn filled(request: &MemberRequest, found: &MeetingDetails) -> Form {
    let meeting = &found.meeting;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let starts = request.city.local(meeting.starts_at);
    let clock = |at: OffsetDateTime| format!("{:02}:{:02}", at.hour(), at.minute());
    let ends = meeting.ends_at.map(|at| clock(request.city.local(at)));
    let mut form = Form::with([
        ("title", meeting.title.clone()),
        ("begins", clock(starts)),
        ("ends", ends.unwrap_or_default()),
        ("place", text(&meeting.place)),
        ("link", text(&meeting.link)),
        ("notice", text(&meeting.notice)),
        ("agenda", meeting.agenda.0.join("\n")),
        ("state", meeting.state.code().to_owned()),
        ("reason", text(&meeting.reason)),
        ("minutes", text(&meeting.minutes)),
    ]);
    form.set_date("day", Some(starts.date()));
    form.set_date("noticed_on", meeting.noticed_on);
    for row in &found.attended {
        form.add("attended", row.organisation_id.to_string());
    }
    form
}

/// Reads hours and minutes; notes an error if they are not a time of day.
fn clock(form: &mut Form, name: &'static str) -> Option<(i8, i8)> {
    let sent = form.maybe(name)?;
    let read = || {
        let (hour, minute) = sent.split_once([':', '.'])?;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
    };
    let read = read();
    if read.is_none() {
        form.note(FieldError::new(name, "not_a_time"));
    }
    read
}

/// Reads the meeting of a form; notes what cannot be read.
fn draft(request: &MemberRequest, form: &mut Form) -> MeetingDraft {
    let day = form.date("day");
    if day.is_none() && form.error("day").is_none() {
        form.note(FieldError::new("day", code::REQUIRED));
    }
    let begins = clock(form, "begins");
    if begins.is_none() && form.error("begins").is_none() {
        form.note(FieldError::new("begins", code::REQUIRED));
    }
    let ends = clock(form, "ends");
    let zone = request.city.tenant().zone();
    let at = |(hour, minute)| Some(zone.at(day?, hour, minute));
    let now = request.city.visitor.app.clock().now();
    MeetingDraft {
        title: form.value("title").to_owned(),
        starts_at: begins.and_then(at).unwrap_or(now),
        ends_at: ends.and_then(at).filter(|_| begins.is_some()),
        place: form.maybe("place"),
        link: form.maybe("link"),
        state: form.value("state").parse().unwrap_or(MeetingState::Planned),
        reason: form.maybe("reason"),
        notice: form.maybe("notice"),
        noticed_on: form.date("noticed_on"),
        agenda: form.value("agenda").lines().map(str::to_owned).collect(),
        attended: form.all("attended").filter_map(|id| id.parse().ok()).collect(),
        minutes: form.maybe("minutes"),
    }
}

async fn ask(request: &MemberRequest, forum: &Forum, found: Option<&MeetingDetails>) -> Result<FormPage> {
    let w = request.w();
    let above = of_forum(request, forum);
    let back = found.map_or_else(|| above.clone(), |found| of_meeting(request, &found.meeting));
    let title = found.map_or_else(|| w.meeting_new(), |_| w.meeting_edit());
    let ask = FormPage::new(request, Open::Forums, title, back.clone())
        .await?
        .under(w.forum_title(), request.at("forums"))
        .under(forum.name.clone(), above)
        .lede(w.forum_public_at_once())
        .fields(fields(request).await?);
    Ok(match found {
        Some(found) => ask
            .under(found.meeting.title.clone(), back)
            .version(found.meeting.version),
        None => ask,
    })
}
