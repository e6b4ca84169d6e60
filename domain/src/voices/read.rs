//! Reading voices: threads, lists, the inbox, and the city's answer figures.
//!
//! Long because all of these share one query and one rule about who may see which voice.

use super::{About, Subject, Voice, VoiceKind, VoiceState, Workdays};
use crate::access::{Actor, Permit, Respond, SeeVoices};
use crate::calendar::days_between;
use crate::coded::coded;
use crate::commitments::tables::assignment;
use crate::db::{Db, Rows, Scoped};
use crate::error::{Error, Result};
use crate::ids::{AuthorId, CommitmentId, MilestoneId, OrganisationId, PlanId, ReportId, VoiceId};
use crate::places::{Places, places_in};
use crate::plans;
use crate::shelf;
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use crate::tenants::city_of;
use crate::voices::responses::Response;
use crate::voices::tables::response;
use crate::voices::tables::{author, voice};
use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

coded! {
    /// A section of the inbox.
    InboxSection {
        /// Published and waiting for an answer, overdue ones included.
        Waiting = "waiting",
        /// Published, and the answer is overdue.
        Overdue = "overdue",
        /// Published and answered.
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
    pub subject: Subject,
    /// The commitment that a proposal became.
    pub became: Subject,
    /// The city's answer.
    pub response: Option<Response>,
    /// The records that were changed because of it.
    pub changed: Subject,
    /// The working days from receipt to the answer; `None` while there is no answer.
    pub took: Option<usize>,
}

/// How a city answers the published voices that ask for an answer.
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

/// Lists the comments on exactly one record that are older than `before`, at most `most`, newest first, each
/// with its replies, oldest first. Also returns the total number of threads.
///
/// # Errors
/// Database errors.
pub async fn thread(
    db: &Db,
    permit: &Permit<SeeVoices>,
    about: About,
    before: Option<VoiceId>,
    most: u64,
) -> Result<(Vec<(VoiceDetails, Vec<VoiceDetails>)>, u64)> {
    let city = db.read(permit).await?;
    let sight = Visibility::of(&city).await?;
    let rows = || {
        let rows = shown(&city, &sight).filter(voice::Column::Kind.eq(VoiceKind::Comment));
        rows.filter(exactly(about)).filter(voice::Column::ParentId.is_null())
    };
    let total = rows().count().await?;
    let heads = rows()
        .narrowed(before.map(|id| voice::Column::Id.lt(id)))
        .order_by_desc(voice::Column::Id)
        .at_most(most)
        .all()
        .await?;
    let ids: Vec<VoiceId> = heads.iter().map(|head| head.id).collect();
    let replies = shown(&city, &sight)
        .among(voice::Column::ParentId, ids.iter().copied())
        .order_by_asc(voice::Column::Id)
        .all()
        .await?;
    let told = with_records(&city, covered(heads.into_iter().chain(replies))).await?;
    let (heads, replies): (Vec<VoiceDetails>, Vec<VoiceDetails>) =
        told.into_iter().partition(|told| told.voice.parent_id.is_none());
    let threads = heads.into_iter().map(|head| {
        let of_head = replies
            .iter()
            .filter(|reply| reply.voice.parent_id == Some(head.voice.id));
        let of_head = of_head.cloned().collect();
        (head, of_head)
    });
    Ok((threads.collect(), total))
}

/// Lists the replies to a comment, oldest first.
///
/// # Errors
/// Database errors.
pub async fn replies(db: &Db, permit: &Permit<SeeVoices>, to: VoiceId) -> Result<Vec<VoiceDetails>> {
    let city = db.read(permit).await?;
    let sight = Visibility::of(&city).await?;
    let found = shown(&city, &sight)
        .filter(voice::Column::ParentId.eq(to))
        .order_by_asc(voice::Column::Id)
        .all()
        .await?;
    with_records(&city, covered(found)).await
}

/// Lists at most `most` published voices with an answer, the latest answer first.
///
/// # Errors
/// Database errors.
pub async fn answered(db: &Db, permit: &Permit<SeeVoices>, most: u64) -> Result<Vec<VoiceDetails>> {
    let city = db.read(permit).await?;
    let sight = Visibility::of(&city).await?;
    let found = shown(&city, &sight)
        .filter(voice::Column::State.eq(VoiceState::Published))
        .filter(voice::Column::AnsweredAt.is_not_null())
        .order_by_desc(voice::Column::AnsweredAt)
        .order_by_desc(voice::Column::Id)
        .at_most(most)
        .all()
        .await?;
    with_records(&city, found).await
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
    let sight = Visibility::of(&city).await?;
    let rows = || {
        shown(&city, &sight)
            .narrowed(filter.kind.map(|kind| voice::Column::Kind.eq(kind)))
            .narrowed(filter.about.map(around))
            .narrowed(filter.shelf.map(|shelf| on(shelf, today)))
            .narrowed(filter.became.map(|id| voice::Column::BecameId.eq(id)))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| voice::Column::Id.gt(id)))
        .order_by_asc(voice::Column::Id)
        .at_most(most)
        .all()
        .await?;
    Ok((with_records(&city, covered(page)).await?, total))
}

/// Returns a published or hidden voice of this kind that the caller may see.
///
/// # Errors
/// `NotFound` when the city has no such voice or the caller may not see it.
pub async fn get(db: &Db, permit: &Permit<SeeVoices>, kind: VoiceKind, id: VoiceId) -> Result<VoiceDetails> {
    let city = db.read(permit).await?;
    let sight = Visibility::of(&city).await?;
    let found = shown(&city, &sight)
        .filter(voice::Column::Id.eq(id))
        .filter(voice::Column::Kind.eq(kind))
        .all()
        .await?;
    let told = with_records(&city, covered(found)).await?;
    told.into_iter().next().ok_or(Error::NotFound(kind.code()))
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
    let page = rows.order_by_asc(voice::Column::Id).at_most(most).all().await?;
    Ok((with_records(&city, page).await?, total))
}

/// Returns how a city answers, as of `today`, its current day.
///
/// # Errors
/// Database errors.
pub async fn figures(db: &Db, permit: &Permit<SeeVoices>, today: Date) -> Result<Figures> {
    let city = db.read(permit).await?;
    let sight = Visibility::of(&city).await?;
    let zone = city_of(&city).await?.zone();
    let asked = shown(&city, &sight)
        .filter(voice::Column::State.eq(VoiceState::Published))
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

/// The plans and reports that the caller may see.
struct Visibility {
    plans: Vec<PlanId>,
    /// The public reports; `None` when the caller may see all reports.
    reports: Option<Vec<ReportId>>,
}

impl Visibility {
    async fn of(city: &Scoped) -> Result<Self> {
        let plans = plans::visible(city).await?.into_iter().map(|plan| plan.id).collect();
        let reports = if city.sees_drafts() {
            None
        } else {
            Some(shelf::published(city).await?)
        };
        Ok(Self { plans, reports })
    }
}

/// Returns a query of the published and hidden voices on plans and reports that the caller may see.
fn shown<'c>(city: &'c Scoped, sight: &Visibility) -> Rows<'c, voice::Entity> {
    let of_plans = voice::Column::PlanId
        .is_null()
        .or(voice::Column::PlanId.is_in(sight.plans.iter().copied()));
    let of_reports = |ids: &Vec<ReportId>| {
        voice::Column::ReportId
            .is_null()
            .or(voice::Column::ReportId.is_in(ids.iter().copied()))
    };
    city.find::<voice::Entity>()
        .filter(voice::Column::State.is_in([VoiceState::Published, VoiceState::Hidden]))
        .filter(of_plans)
        // Only the city sees reports until they are published.
        .narrowed(sight.reports.as_ref().map(of_reports))
}

fn on(shelf: InboxSection, today: Date) -> SimpleExpr {
    let published = voice::Column::State.eq(VoiceState::Published);
    let unanswered = voice::Column::AnsweredAt.is_null().and(voice::Column::Asks.eq(true));
    match shelf {
        InboxSection::Waiting => published.and(unanswered),
        InboxSection::Overdue => published.and(unanswered).and(voice::Column::DueOn.lt(today)),
        InboxSection::Answered => published.and(voice::Column::AnsweredAt.is_not_null()),
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

/// Removes the title and the text of hidden voices.
fn covered(voices: impl IntoIterator<Item = Voice>) -> Vec<Voice> {
    let cover = |voice: Voice| match voice.state {
        VoiceState::Hidden => Voice {
            title: None,
            body: String::new(),
            ..voice
        },
        VoiceState::Published | VoiceState::Waiting | VoiceState::Unconfirmed => voice,
    };
    voices.into_iter().map(cover).collect()
}

/// Reads the records that belong to voices. The number of queries does not depend on the number of voices.
pub(crate) async fn with_records(city: &Scoped, voices: Vec<Voice>) -> Result<Vec<VoiceDetails>> {
    if voices.is_empty() {
        return Ok(Vec::new());
    }
    let responses = city
        .find::<response::Entity>()
        .among(response::Column::VoiceId, voices.iter().map(|voice| voice.id))
        .all()
        .await?;
    let around = Around::of(city, &voices, &responses).await?;
    let mut responses: HashMap<VoiceId, Response> = responses.into_iter().map(|row| (row.voice_id, row)).collect();
    let days = Workdays::of(city).await?;
    let zone = city_of(city).await?.zone();
    let told = voices.into_iter().map(|voice| {
        let response = responses.remove(&voice.id);
        let took = voice
            .received_at
            .zip(voice.answered_at)
            .map(|(from, to)| days.between(zone.day(from), zone.day(to)));
        // When the text is left out, so are the names.
        let named = !voice.body.is_empty();
        VoiceDetails {
            name: around
                .authors
                .get(&voice.author_id)
                .and_then(|author| author.name.clone())
                .filter(|_| named),
            organisation: voice
                .organisation_id
                .and_then(|id| around.organisations.get(&id))
                .map(|organisation| organisation.name.clone())
                .filter(|_| named),
            subject: Subject {
                report: voice.report_id,
                ..around.subject(about(&voice))
            },
            became: around.subject(voice.became_id.map(Uuid::from)),
            changed: around.subject(response.as_ref().and_then(changed)),
            response,
            took,
            voice,
        }
    });
    Ok(told.collect())
}

/// The records that voices and answers refer to.
struct Around {
    authors: HashMap<AuthorId, author::Model>,
    organisations: HashMap<OrganisationId, Organisation>,
    places: Places,
}

impl Around {
    async fn of(city: &Scoped, voices: &[Voice], responses: &[Response]) -> Result<Self> {
        let authors = voices.iter().map(|voice| voice.author_id);
        let authors = city.find::<author::Entity>().among(author::Column::Id, authors);
        let organisations = voices.iter().filter_map(|voice| voice.organisation_id);
        let organisations = city
            .find::<organisation::Entity>()
            .among(organisation::Column::Id, organisations);
        let of_voices = voices.iter().filter_map(about);
        let became = voices.iter().filter_map(|voice| voice.became_id).map(Uuid::from);
        let of_responses = responses.iter().filter_map(changed);
        let places = places_in(city, of_voices.chain(became).chain(of_responses)).await?;
        Ok(Self {
            authors: authors.by(|row| row.id).await?,
            organisations: organisations.by(|row| row.id).await?,
            places,
        })
    }

    /// Returns the records at a place; empty when the caller may not see its plan.
    fn subject(&self, id: Option<Uuid>) -> Subject {
        let Some(place) = id.and_then(|id| self.places.path(id)) else {
            return Subject::default();
        };
        Subject {
            plan: Some(place.plan.clone()),
            commitment: place.commitment.cloned(),
            milestone: place.milestone.cloned(),
            report: None,
        }
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
