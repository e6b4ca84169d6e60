//! Reading voices: threads, lists, the inbox, and the city's answer figures.
//!
//! Long because all of these share one query and one rule about who may see which voice.

use super::{About, COUNTED, Subject, Voice, VoiceKind, VoiceState, Workdays};
use crate::access::{Actor, Permit, Respond, SeeVoices};
use crate::calendar::days_between;
use crate::coded::coded;
use crate::commitments::tables::assignment;
use crate::db::{Db, Rows, Scoped};
use crate::error::{Error, Result};
use crate::ids::{CommitmentId, MilestoneId, PlanId, VoiceId};
use crate::places::{PlaceIds, RecordPath, places_in};
use crate::plans;
use crate::shelf;
use crate::stakeholders::tables::organisation;
use crate::tenants::city_of;
use crate::voices::responses::Response;
use crate::voices::tables::response;
use crate::voices::tables::{author, voice};
use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use std::sync::Arc;
use time::Date;
use uuid::Uuid;

coded! {
    /// A section of the inbox.
    InboxSection {
        /// Published or hidden, and waiting for an answer, overdue ones included.
        Waiting = "waiting",
        /// Published or hidden, and the answer is overdue.
        Overdue = "overdue",
        /// Published or hidden, and answered.
        Answered = "answered",
        /// Waiting for moderation.
        Held = "held",
        /// Hidden by a rule.
        Hidden = "hidden",
    }
}

/// A filter of voices. Fields that are `None` do not filter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only comments or only proposals.
    pub kind: Option<VoiceKind>,
    /// About this record or a record within it.
    pub about: Option<About>,
    /// In this section of the inbox.
    pub shelf: Option<InboxSection>,
    /// Only proposals that became this commitment.
    pub became: Option<CommitmentId>,
}

/// A voice with the records that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceDetails {
    /// The voice. If it is hidden, its title and text are empty, except in the inbox.
    pub voice: Voice,
    /// The author's name as it is shown; `None` when the text is left out or the author was erased.
    pub name: Option<String>,
    /// The name of the organisation it speaks for; `None` when the text is left out.
    pub organisation: Option<String>,
    /// The records it is about.
    pub subject: Arc<Subject>,
    /// The commitment that a proposal became.
    pub became: Arc<Subject>,
    /// The city's answer.
    pub response: Option<Response>,
    /// The records that were changed because of it.
    pub changed: Arc<Subject>,
    /// The working days from receipt to the answer; `None` while there is no answer.
    pub took: Option<usize>,
}

/// How a city answers the voices that ask for an answer. Hidden ones count as published ones do, so that hiding
/// never improves the figures; those that wait for moderation do not count yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many ask for an answer.
    pub asked: u64,
    /// How many were answered.
    pub answered: u64,
    /// How many were answered by their deadline.
    pub in_time: u64,
    /// How many are not answered and not overdue.
    pub waiting: u64,
    /// How many are overdue.
    pub overdue: u64,
    /// The percentage that was answered, rounded down; `None` when none asks for an answer.
    pub rate: Option<u64>,
    /// The median of the calendar days to the answer; `None` when none was answered.
    pub median_days: Option<i64>,
    /// The first deadline of those that wait.
    pub next_due: Option<Date>,
}

/// The comments on a record.
#[derive(Debug, Clone)]
pub struct Threads {
    /// The first comment of each thread, newest first, with its replies, oldest first.
    pub threads: Vec<(VoiceDetails, Vec<VoiceDetails>)>,
    /// The proposal that became the record, if it is a commitment.
    pub origin: Option<VoiceDetails>,
    /// The working days within which the city answers.
    pub reply_days: i32,
}

/// Returns the comments on exactly one record that are older than `before`: at most `most` threads. Records
/// that `known` returns are not read again.
///
/// # Errors
/// Database errors.
pub async fn thread<'k>(
    db: &Db,
    permit: &Permit<SeeVoices>,
    about: About,
    before: Option<VoiceId>,
    most: u64,
    known: impl Fn(Uuid) -> Option<RecordPath<'k>> + Send,
) -> Result<Threads> {
    let city = db.read(permit).await?;
    let heads = shown(&city)
        .filter(voice::Column::Kind.eq(VoiceKind::Comment))
        .filter(exactly(about))
        .filter(voice::Column::ParentId.is_null())
        .narrowed(before.map(|id| voice::Column::Id.lt(id)))
        .order_by_desc(voice::Column::Id)
        .at_most(most)
        .ids();
    let head = voice::Column::Id.in_subquery(heads.clone());
    let in_thread = head.or(voice::Column::ParentId.in_subquery(heads));
    // A reply is about the same record; this condition uses an index.
    let mut wanted = exactly(about).and(in_thread);
    if let About::Commitment(id) = about {
        wanted = wanted.or(voice::Column::BecameId.eq(id));
    }
    let rows = shown(&city).filter(wanted).order_by_asc(voice::Column::Id);
    let days = Workdays::of(&city).await?;
    let heard = covered(heard(rows).await?);
    let mut threads: Vec<(VoiceDetails, Vec<VoiceDetails>)> = Vec::new();
    let mut origin = None;
    for voice in details(&city, heard, &days, known).await? {
        match voice.voice.parent_id {
            _ if voice.voice.kind == VoiceKind::Proposal => origin = origin.or(Some(voice)),
            None => threads.push((voice, Vec::new())),
            Some(parent) => {
                if let Some((_, replies)) = threads.iter_mut().find(|(head, _)| head.voice.id == parent) {
                    replies.push(voice);
                }
            }
        }
    }
    threads.reverse();
    Ok(Threads {
        threads,
        origin,
        reply_days: days.rules.reply_days,
    })
}

/// Lists the replies to a comment, oldest first.
///
/// # Errors
/// Database errors.
pub async fn replies(db: &Db, permit: &Permit<SeeVoices>, to: VoiceId) -> Result<Vec<VoiceDetails>> {
    let city = db.read(permit).await?;
    let rows = shown(&city)
        .filter(voice::Column::ParentId.eq(to))
        .order_by_asc(voice::Column::Id);
    public_details(&city, rows).await
}

/// Lists at most `most` published voices with an answer, the latest answer first.
///
/// # Errors
/// Database errors.
pub async fn answered(db: &Db, permit: &Permit<SeeVoices>, most: u64) -> Result<Vec<VoiceDetails>> {
    let city = db.read(permit).await?;
    let rows = shown(&city)
        .filter(voice::Column::State.eq(VoiceState::Published))
        .filter(voice::Column::AnsweredAt.is_not_null())
        .order_by_desc(voice::Column::AnsweredAt)
        .order_by_desc(voice::Column::Id)
        .at_most(most);
    with_records(&city, rows).await
}

/// Lists at most `most` published or hidden voices that the caller may see, after `after`, oldest first. Also
/// returns the total number that matches the filter.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeeVoices>,
    filter: Filter,
    after: Option<VoiceId>,
    most: u64,
    today: Date,
) -> Result<(Vec<VoiceDetails>, u64)> {
    let city = db.read(permit).await?;
    let rows = || {
        shown(&city)
            .narrowed(filter.kind.map(|kind| voice::Column::Kind.eq(kind)))
            .narrowed(filter.about.map(around))
            .narrowed(filter.shelf.map(|shelf| on(shelf, today)))
            .narrowed(filter.became.map(|id| voice::Column::BecameId.eq(id)))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| voice::Column::Id.gt(id)))
        .order_by_asc(voice::Column::Id)
        .at_most(most);
    Ok((public_details(&city, page).await?, total))
}

/// Returns a published or hidden voice of this kind that the caller may see.
///
/// # Errors
/// `NotFound` when the city has no such voice or the caller may not see it.
pub async fn get(db: &Db, permit: &Permit<SeeVoices>, kind: VoiceKind, id: VoiceId) -> Result<VoiceDetails> {
    let city = db.read(permit).await?;
    let rows = shown(&city)
        .filter(voice::Column::Id.eq(id))
        .filter(voice::Column::Kind.eq(kind));
    let found = public_details(&city, rows).await?;
    found.into_iter().next().ok_or(Error::NotFound(kind.code()))
}

/// Lists at most `most` voices for the city's members, with the text of hidden ones and without unconfirmed
/// ones. Also returns the total number. `only` selects voices by id. The earliest deadline comes first; in
/// [`InboxSection::Answered`], the latest answer. Implementers get those on the commitments assigned to them.
///
/// # Errors
/// `Forbidden` when `only` names one on a commitment that is not assigned to the implementer.
pub async fn inbox(
    db: &Db,
    permit: &Permit<Respond>,
    shelf: Option<InboxSection>,
    only: Option<&[VoiceId]>,
    most: u64,
    today: Date,
) -> Result<(Vec<VoiceDetails>, u64)> {
    let city = db.read(permit).await?;
    let assigned = assigned_commitments(&city, permit).await?;
    // Every voice in `only` must be within the assignment; a list just leaves the others out.
    if let (Some(ids), Some(assigned)) = (only, &assigned) {
        let named = city
            .find::<voice::Entity>()
            .filter(voice::Column::State.ne(VoiceState::Unconfirmed))
            .among(voice::Column::Id, ids.iter().copied())
            .all()
            .await?;
        let mine = |voice: &Voice| voice.commitment_id.is_some_and(|id| assigned.contains(&id));
        if !named.iter().all(mine) {
            return Err(Error::Forbidden);
        }
    }
    let rows = || {
        city.find::<voice::Entity>()
            .filter(voice::Column::State.ne(VoiceState::Unconfirmed))
            .narrowed(shelf.map(|shelf| on(shelf, today)))
            .narrowed(only.map(|ids| voice::Column::Id.is_in(ids.iter().copied())))
            .narrowed(
                assigned
                    .as_ref()
                    .map(|ids| voice::Column::CommitmentId.is_in(ids.iter().copied())),
            )
    };
    let total = rows().count().await?;
    let rows = match shelf {
        Some(InboxSection::Answered) => rows().order_by_desc(voice::Column::AnsweredAt),
        Some(InboxSection::Waiting | InboxSection::Overdue | InboxSection::Held | InboxSection::Hidden) | None => {
            rows().order_by_asc(voice::Column::DueOn)
        }
    };
    let page = rows.order_by_asc(voice::Column::Id).at_most(most);
    Ok((with_records(&city, page).await?, total))
}

/// Returns how many voices wait for an answer; for implementers, those on the commitments assigned to them.
///
/// # Errors
/// Database errors.
pub async fn waiting(db: &Db, permit: &Permit<Respond>, today: Date) -> Result<u64> {
    let city = db.read(permit).await?;
    let assigned = assigned_commitments(&city, permit).await?;
    let rows = city
        .find::<voice::Entity>()
        .filter(on(InboxSection::Waiting, today))
        .narrowed(assigned.map(|ids| voice::Column::CommitmentId.is_in(ids)));
    rows.count().await
}

/// Returns how a city answers, as of `today`, its current day.
///
/// # Errors
/// Database errors.
pub async fn figures(db: &Db, permit: &Permit<SeeVoices>, today: Date) -> Result<Figures> {
    let city = db.read(permit).await?;
    let zone = city_of(&city).await?.zone();
    let asked = shown(&city)
        .filter(voice::Column::State.is_in(COUNTED))
        .filter(voice::Column::Asks.eq(true))
        .all()
        .await?;
    let mut figures = Figures {
        asked: count(asked.len()),
        ..Figures::default()
    };
    let mut took = Vec::new();
    for voice in &asked {
        match (voice.received_at, voice.answered_at) {
            (Some(received), Some(answered)) => {
                let day = zone.day(answered);
                figures.answered += 1;
                figures.in_time += u64::from(voice.due_on.is_none_or(|due| day <= due));
                took.push(days_between(zone.day(received), day));
            }
            _ if voice.is_overdue(today) => figures.overdue += 1,
            _ => {
                figures.waiting += 1;
                figures.next_due = voice.due_on.into_iter().chain(figures.next_due).min();
            }
        }
    }
    took.sort_unstable();
    figures.median_days = took.get(took.len().saturating_sub(1) / 2).copied();
    figures.rate = (figures.answered * 100).checked_div(figures.asked);
    Ok(figures)
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

/// Returns a query of the published and hidden voices on plans and reports that the caller may see.
fn shown(city: &Scoped) -> Rows<'_, voice::Entity> {
    let rows = city.find::<voice::Entity>().filter(voice::Column::State.is_in(COUNTED));
    if city.sees_drafts() {
        return rows;
    }
    let of_plans = voice::Column::PlanId.in_subquery(plans::rows(city).ids());
    // Only the city sees reports until they are published.
    let of_reports = voice::Column::ReportId.in_subquery(shelf::rows(city).ids());
    rows.filter(voice::Column::PlanId.is_null().or(of_plans))
        .filter(voice::Column::ReportId.is_null().or(of_reports))
}

fn on(shelf: InboxSection, today: Date) -> SimpleExpr {
    let counted = voice::Column::State.is_in(COUNTED);
    let unanswered = voice::Column::AnsweredAt.is_null().and(voice::Column::Asks.eq(true));
    match shelf {
        InboxSection::Waiting => counted.and(unanswered),
        InboxSection::Overdue => counted.and(unanswered).and(voice::Column::DueOn.lt(today)),
        InboxSection::Answered => counted.and(voice::Column::AnsweredAt.is_not_null()),
        InboxSection::Held => voice::Column::State.eq(VoiceState::Waiting),
        InboxSection::Hidden => voice::Column::State.eq(VoiceState::Hidden),
    }
}

/// Returns the condition for voices about this record, without records within it.
fn exactly(about: About) -> SimpleExpr {
    let no_milestone = voice::Column::MilestoneId.is_null();
    match about {
        About::Plan(_) => around(about)
            .and(voice::Column::CommitmentId.is_null())
            .and(voice::Column::ReportId.is_null()),
        About::Commitment(_) => around(about).and(no_milestone),
        About::Milestone(_) | About::Report(_) => around(about),
    }
}

fn around(about: About) -> SimpleExpr {
    match about {
        About::Plan(id) => voice::Column::PlanId.eq(id),
        About::Commitment(id) => voice::Column::CommitmentId.eq(id),
        About::Milestone(id) => voice::Column::MilestoneId.eq(id),
        About::Report(id) => voice::Column::ReportId.eq(id),
    }
}

/// Returns the commitments assigned to an implementer; `None` when the caller is not limited to theirs.
async fn assigned_commitments(city: &Scoped, permit: &Permit<Respond>) -> Result<Option<Vec<CommitmentId>>> {
    let (true, Actor::Person(account)) = (permit.assigned_only(), permit.actor()) else {
        return Ok(None);
    };
    let rows = city
        .find::<assignment::Entity>()
        .filter(assignment::Column::AccountId.eq(account))
        .all()
        .await?;
    Ok(Some(rows.into_iter().map(|row| row.commitment_id).collect()))
}

/// A voice with what belongs to it alone.
struct Heard {
    voice: Voice,
    name: Option<String>,
    organisation: Option<String>,
    response: Option<Response>,
}

/// Reads voices with their authors, organisations and answers.
async fn heard(rows: Rows<'_, voice::Entity>) -> Result<Vec<Heard>> {
    rows.with::<author::Entity>(author::Column::Id, voice::Column::AuthorId)
        .with::<organisation::Entity>(organisation::Column::Id, voice::Column::OrganisationId)
        .with::<response::Entity>(response::Column::VoiceId, voice::Column::Id)
        .each(|row| {
            Ok(Heard {
                voice: row.own::<voice::Entity>()?,
                name: row.other::<author::Entity>()?.and_then(|author| author.name),
                organisation: row
                    .other::<organisation::Entity>()?
                    .map(|organisation| organisation.name),
                response: row.other::<response::Entity>()?,
            })
        })
        .await
}

/// Removes the title, the text and the names of hidden voices.
fn covered(mut all: Vec<Heard>) -> Vec<Heard> {
    for heard in &mut all {
        if heard.voice.state == VoiceState::Hidden {
            heard.voice.title = None;
            heard.voice.body = String::new();
        }
    }
    all
}

/// Reads voices with the records that belong to them, without the texts of hidden ones.
async fn public_details(city: &Scoped, rows: Rows<'_, voice::Entity>) -> Result<Vec<VoiceDetails>> {
    let heard = covered(heard(rows).await?);
    details_of(city, heard).await
}

/// Reads voices with the records that belong to them. The number of queries does not depend on the number of
/// voices.
pub(crate) async fn with_records(city: &Scoped, rows: Rows<'_, voice::Entity>) -> Result<Vec<VoiceDetails>> {
    details_of(city, heard(rows).await?).await
}

async fn details_of(city: &Scoped, heard: Vec<Heard>) -> Result<Vec<VoiceDetails>> {
    if heard.is_empty() {
        return Ok(Vec::new());
    }
    let days = Workdays::of(city).await?;
    details(city, heard, &days, |_| None).await
}

async fn details<'k>(
    city: &Scoped,
    heard: Vec<Heard>,
    days: &Workdays,
    known: impl Fn(Uuid) -> Option<RecordPath<'k>> + Send,
) -> Result<Vec<VoiceDetails>> {
    let subjects = Subjects::of(city, &heard, known).await?;
    let details = heard.into_iter().map(|heard| {
        let (voice, response) = (heard.voice, heard.response);
        let took = voice
            .received_at
            .zip(voice.answered_at)
            .map(|(from, to)| days.between(days.zone.day(from), days.zone.day(to)));
        // When the text is left out, so are the names.
        let named = !voice.body.is_empty();
        let subject = subjects.get(about(&voice));
        VoiceDetails {
            name: heard.name.filter(|_| named),
            organisation: heard.organisation.filter(|_| named),
            subject: match voice.report_id {
                Some(_) => Arc::new(Subject {
                    report: voice.report_id,
                    ..Subject::clone(&subject)
                }),
                None => subject,
            },
            became: subjects.get(voice.became_id.map(Uuid::from)),
            changed: subjects.get(response.as_ref().and_then(changed)),
            response,
            took,
            voice,
        }
    });
    Ok(details.collect())
}

/// The records that voices and answers refer to, each once.
struct Subjects(HashMap<Uuid, Arc<Subject>>);

impl Subjects {
    async fn of<'k>(
        city: &Scoped,
        heard: &[Heard],
        known: impl Fn(Uuid) -> Option<RecordPath<'k>> + Send,
    ) -> Result<Self> {
        let mut found = HashMap::new();
        let mut unknown = PlaceIds::default();
        for heard in heard {
            let (voice, response) = (&heard.voice, heard.response.as_ref());
            let became = voice.became_id;
            let refers = [
                (voice.plan_id, voice.commitment_id, voice.milestone_id),
                (None, became, None),
                response.map_or((None, None, None), |row| {
                    (row.plan_id, row.commitment_id, row.milestone_id)
                }),
            ];
            for (plan, commitment, milestone) in refers {
                let Some(id) = innermost(plan, commitment, milestone) else {
                    continue;
                };
                match known(id) {
                    Some(place) => {
                        found.entry(id).or_insert_with(|| Arc::new(Subject::at(place)));
                    }
                    None => unknown.add(plan, commitment, milestone),
                }
            }
        }
        let places = places_in(city, &unknown).await?;
        for id in unknown.ids() {
            if let Some(place) = places.path(id) {
                found.insert(id, Arc::new(Subject::at(place)));
            }
        }
        Ok(Self(found))
    }

    /// Returns the records at a place; empty when the caller may not see its plan.
    fn get(&self, id: Option<Uuid>) -> Arc<Subject> {
        id.and_then(|id| self.0.get(&id).cloned()).unwrap_or_default()
    }
}

/// Returns the innermost of a row's plan, commitment and milestone.
fn innermost(plan: Option<PlanId>, commitment: Option<CommitmentId>, milestone: Option<MilestoneId>) -> Option<Uuid> {
    let of_plan = plan.map(Uuid::from);
    milestone.map(Uuid::from).or(commitment.map(Uuid::from)).or(of_plan)
}

fn about(voice: &Voice) -> Option<Uuid> {
    innermost(voice.plan_id, voice.commitment_id, voice.milestone_id)
}

fn changed(response: &Response) -> Option<Uuid> {
    innermost(response.plan_id, response.commitment_id, response.milestone_id)
}
