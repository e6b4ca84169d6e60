//! The facts that the rules judge, read from the records.

use crate::access::{Permit, SeeStandards};
use crate::db::Db;
use crate::endorsements::Stance;
use crate::endorsements::tables::endorsement;
use crate::error::Result;
use crate::forums::tables::{attendance, decision, forum, meeting, paper, seat};
use crate::forums::{ForumKind, MeetingState, Side};
use crate::ids::{MeetingId, OrganisationId};
use crate::stakeholders::OrganisationKind;
use crate::stakeholders::tables::organisation;
use crate::tenants::Tenant;
use crate::voices::VoiceState;
use crate::voices::tables::voice;
use crate::whole::PlanRecords;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use time::Date;
use uuid::Uuid;

/// The facts that the rules judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The current day in the city.
    pub today: Date,
    /// Whether the plan is published.
    pub published: bool,
    /// The day on which co-creation ends: the day the plan was submitted, else its first day.
    pub created_by: Option<Date>,
    /// The newest multi-stakeholder forum.
    pub forum: Option<ForumFact>,
    /// Its current seats.
    pub seats: Vec<SeatFact>,
    /// Its meetings that were held, newest first.
    pub meetings: Vec<MeetingFact>,
    /// The endorsements of the plan.
    pub endorsements: Vec<EndorsementFact>,
    /// The published comments and proposals on the plan that ask for an answer.
    pub voices: Vec<VoiceFact>,
    /// The latest publication.
    pub word: Option<WordFact>,
}

/// A forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumFact {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whether it has a remit.
    pub remit: bool,
    /// Whether it has rules of procedure, as a text or a link.
    pub rules: bool,
}

/// A seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatFact {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The side it represents.
    pub side: Side,
}

/// A meeting that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFact {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Its day.
    pub on: Date,
    /// Whether it had an agenda.
    pub agenda: bool,
    /// Whether it has minutes.
    pub minutes: bool,
    /// Whether organisations outside government attended.
    pub outsiders: bool,
    /// Its papers.
    pub papers: Vec<PaperFact>,
    /// Its decisions: id, text, and whether an organisation outside government carries it out.
    pub decisions: Vec<(Uuid, String, bool)>,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFact {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The day it was shared.
    pub shared_on: Date,
}

/// An organisation's endorsement of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndorsementFact {
    /// Its id.
    pub id: Uuid,
    /// The name of the organisation.
    pub organisation: String,
    /// Whether that organisation has a seat in the forum.
    pub seated: bool,
    /// The day it was given.
    pub on: Date,
}

/// A comment or a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceFact {
    /// Its id.
    pub id: Uuid,
    /// The day it was received.
    pub on: Date,
    /// The day by which the city must answer.
    pub due_on: Option<Date>,
    /// Whether it was answered.
    pub answered: bool,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordFact {
    /// The title of the record that was published.
    pub title: String,
    /// Its day.
    pub on: Date,
}

/// Returns the latest publication of a plan: a progress report, evidence, a moved due date or the plan
/// itself. `None` when the plan is not published.
pub(crate) fn last_word(tenant: &Tenant, whole: &PlanRecords) -> Option<WordFact> {
    whole.plan.published_at?;
    let zone = tenant.zone();
    let of = |id| whole.milestones.iter().find(|one| one.id == id).map(|one| &one.title);
    let reports = whole
        .milestones
        .iter()
        .filter_map(|one| Some((one.reported_at?, &one.title)));
    let evidence = whole.evidence.iter().map(|one| (one.added_at, &one.title));
    let moves = whole
        .due_changes
        .iter()
        .filter_map(|one| Some((one.at, of(one.milestone_id)?)));
    let plan = whole.plan.published_at.map(|at| (at, &whole.plan.title));
    let last = reports
        .chain(evidence)
        .chain(moves)
        .chain(plan)
        .max_by_key(|(at, _)| *at)?;
    Some(WordFact {
        title: last.1.clone(),
        on: zone.day(last.0),
    })
}

/// Checks whether an organisation is outside government: neither a municipality nor another public body.
fn outside(kind: OrganisationKind) -> bool {
    !matches!(kind, OrganisationKind::Municipality | OrganisationKind::Government)
}

/// Reads the facts of the newest multi-stakeholder forum and of the plan.
pub(super) async fn read(
    db: &Db,
    permit: &Permit<SeeStandards>,
    tenant: &Tenant,
    present: Option<&PlanRecords>,
    today: Date,
) -> Result<Facts> {
    let zone = tenant.zone();
    let city = db.read(permit).await?;
    let forum = city
        .find::<forum::Entity>()
        .filter(forum::Column::Kind.eq(ForumKind::MultiStakeholder))
        .order_by_desc(forum::Column::Id)
        .one()
        .await?;
    let body = forum.as_ref().map(|forum| forum.id);
    let seats = city.find::<seat::Entity>().among(seat::Column::ForumId, body);
    let seats = seats.order_by_asc(seat::Column::Id).all().await?;
    let current = |seat: &&seat::Model| {
        seat.starts_on.is_none_or(|start| start <= today) && seat.ends_on.is_none_or(|end| end >= today)
    };
    let seats: Vec<_> = seats.iter().filter(current).collect();
    let seated: HashSet<OrganisationId> = seats.iter().filter_map(|seat| seat.organisation_id).collect();
    let meetings = city
        .find::<meeting::Entity>()
        .among(meeting::Column::ForumId, body)
        .filter(meeting::Column::State.eq(MeetingState::Held))
        .order_by_desc(meeting::Column::StartsAt)
        .all()
        .await?;
    let ids: Vec<MeetingId> = meetings.iter().map(|one| one.id).collect();
    let papers = city
        .find::<paper::Entity>()
        .among(paper::Column::MeetingId, ids.iter().copied());
    let papers = papers.order_by_asc(paper::Column::Id).all().await?;
    let there = city.find::<attendance::Entity>();
    let there = there
        .among(attendance::Column::MeetingId, ids.iter().copied())
        .all()
        .await?;
    let decisions = city.find::<decision::Entity>();
    let decisions = decisions.among(decision::Column::MeetingId, ids).all().await?;
    let plan = present.map(|whole| whole.plan.id);
    let words = city
        .find::<endorsement::Entity>()
        .among(endorsement::Column::PlanId, plan)
        .filter(endorsement::Column::Stance.eq(Stance::Endorses))
        .order_by_asc(endorsement::Column::Id)
        .all()
        .await?;
    let voices = city
        .find::<voice::Entity>()
        .among(voice::Column::PlanId, plan)
        .filter(voice::Column::Asks.eq(true))
        .filter(voice::Column::State.eq(VoiceState::Published))
        .order_by_asc(voice::Column::Id)
        .all()
        .await?;
    let named = there.iter().map(|one| one.organisation_id);
    let named = named.chain(decisions.iter().filter_map(|one| one.organisation_id));
    let named = named.chain(words.iter().map(|one| one.organisation_id));
    let organisations = city.find::<organisation::Entity>();
    let organisations = organisations.among(organisation::Column::Id, named).all().await?;
    let organisations: HashMap<OrganisationId, organisation::Model> =
        organisations.into_iter().map(|one| (one.id, one)).collect();
    let outsider = |id: &OrganisationId| organisations.get(id).is_some_and(|one| outside(one.kind));
    Ok(Facts {
        today,
        published: present.is_some_and(|whole| whole.plan.published_at.is_some()),
        created_by: present.and_then(|whole| whole.plan.submitted_on.or(whole.plan.starts_on)),
        seats: seats
            .into_iter()
            .map(|seat| SeatFact {
                id: seat.id.into(),
                title: seat.title.clone(),
                side: seat.side,
            })
            .collect(),
        forum: forum.map(|forum| ForumFact {
            id: forum.id.into(),
            remit: forum.remit.is_some(),
            rules: forum.rules.is_some() || forum.rules_link.is_some(),
            name: forum.name,
        }),
        meetings: meetings
            .into_iter()
            .map(|one| MeetingFact {
                agenda: !one.agenda.0.is_empty(),
                minutes: one.minutes.is_some(),
                outsiders: there
                    .iter()
                    .any(|row| row.meeting_id == one.id && outsider(&row.organisation_id)),
                papers: papers
                    .iter()
                    .filter(|paper| paper.meeting_id == one.id)
                    .map(|paper| PaperFact {
                        id: paper.id.into(),
                        title: paper.title.clone(),
                        shared_on: paper.shared_on,
                    })
                    .collect(),
                decisions: decisions
                    .iter()
                    .filter(|row| row.meeting_id == one.id)
                    .map(|row| {
                        let shared = row.organisation_id.as_ref().is_some_and(outsider);
                        (row.id.into(), row.text.clone(), shared)
                    })
                    .collect(),
                on: zone.day(one.starts_at),
                id: one.id.into(),
                title: one.title,
            })
            .collect(),
        endorsements: words
            .iter()
            .filter_map(|word| {
                Some(EndorsementFact {
                    id: word.id.into(),
                    organisation: organisations.get(&word.organisation_id)?.name.clone(),
                    seated: seated.contains(&word.organisation_id),
                    on: zone.day(word.given_at),
                })
            })
            .collect(),
        voices: voices
            .iter()
            .map(|voice| VoiceFact {
                id: voice.id.into(),
                on: zone.day(voice.received_at.unwrap_or(voice.created_at)),
                due_on: voice.due_on,
                answered: voice.answered_at.is_some(),
            })
            .collect(),
        word: present.and_then(|whole| last_word(tenant, whole)),
    })
}
