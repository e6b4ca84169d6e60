//! The content of a digest, read when it is sent: once for all subscribers with the same choice.

use super::line::{DigestEvent, DigestLine};
use super::place::Places;
use crate::access::{Permit, SeePlan, SendDigests};
use crate::calendar::Zone;
use crate::commitments::Commitment;
use crate::db::{Db, Scoped};
use crate::error::Result;
use crate::ids::{CommitmentId, ProgressId};
use crate::log::tables::event;
use crate::log::{Event, Logged};
use crate::milestones::tables::progress;
use crate::milestones::{Milestone, MilestoneCounts};
use crate::plans::PlanState;
use crate::reminders::CompactMilestone;
use crate::subscriptions::Frequency;
use crate::tenants::Tenant;
use crate::whole;
use crate::whole::PlanRecords;
use sea_orm::QueryOrder;
use std::collections::{BTreeSet, HashMap};
use time::Date;
use uuid::Uuid;

/// Everything on which the content of a digest depends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Choice {
    /// The number of changes of the city so far.
    pub(super) revision: i64,
    /// The events in it.
    pub(super) entries: Vec<i64>,
    /// Whether it covers the whole plan, rather than chosen commitments.
    pub(super) whole: bool,
    /// The chosen commitments.
    pub(super) commitments: BTreeSet<CommitmentId>,
    /// How often the subscriber asked for digests.
    pub(super) frequency: Frequency,
    /// The language of the mail.
    pub language: String,
    /// The subscriber's time zone.
    pub(super) time_zone: String,
    /// The current day there.
    pub(super) today: Date,
    /// The current day in the city.
    pub(super) city_day: Date,
}

/// The content of a digest, without its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// How often the subscriber asked for digests.
    pub frequency: Frequency,
    /// The current day, in the subscriber's time zone.
    pub today: Date,
    /// Whether it covers the whole plan, rather than chosen commitments.
    pub whole: bool,
    /// The number of events in it.
    pub entries: usize,
    /// The events, grouped by commitment.
    pub groups: Vec<Group>,
    /// The years of the city's current plan, and its numbers of milestones by standing; `None` when no
    /// plan is published.
    pub plan: Option<(String, MilestoneCounts)>,
    /// The commitments of the current plan, by number; only the chosen ones, unless `whole`.
    pub courses: Vec<CompactCommitment>,
    /// The next due milestone; `None` when there is none.
    pub upcoming: Option<Upcoming>,
}

/// The events of one commitment, or of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The years of the plan.
    pub plan: String,
    /// Number, id and title of the commitment; `None` for events of the plan itself.
    pub commitment: Option<(i32, CommitmentId, String)>,
    /// What happened, one line for each record; the one with the newest event first.
    pub told: Vec<DigestLine>,
}

/// A commitment with its milestones in compact form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompactCommitment {
    /// Its number.
    pub number: i32,
    /// Its short title or, without one, its title.
    pub title: String,
    /// Its milestones, by number.
    pub bricks: Vec<CompactMilestone>,
}

/// The next due milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// Its due date.
    pub due_on: Date,
    /// The commitment's number.
    pub commitment: i32,
    /// The milestone's number.
    pub milestone: i32,
    /// Its title.
    pub title: String,
}

/// Returns the current content of the digests with a choice.
///
/// # Errors
/// Database errors.
pub async fn content(db: &Db, permit: &Permit<SendDigests>, tenant: &Tenant, choice: &Choice) -> Result<Content> {
    let zone = Zone::named_or_utc(&choice.time_zone);
    let city = db.read(permit).await?;
    let events = city
        .find::<event::Entity>()
        .among(event::Column::Sequence, choice.entries.iter().copied())
        .order_by_asc(event::Column::Sequence)
        .all()
        .await?;
    let places = Places::of(&city, &events).await?;
    let texts = texts(&city, &events).await?;
    drop(city);
    let see = Permit::<SeePlan>::public(tenant.id);
    let today = choice.city_day;
    let present = whole::current(db, &see, today).await?;
    let plan = present.as_ref().map(|whole| whole.plan.reference.as_str());
    let when = |event: &Logged| {
        let meeting = places.meeting(event)?;
        Some((tenant.zone().local(meeting.starts_at), meeting.place.clone()))
    };
    let told = |logged: &Logged| -> Result<DigestEvent> {
        let event = logged.event()?;
        Ok(DigestEvent {
            text: report_of(&event).and_then(|id| texts.get(&id).cloned()),
            event,
            id: logged.subject_id,
            day: zone.day(logged.at),
            milestone: places.place(logged).and_then(|place| Some(place.milestone?.number)),
            meets: when(logged),
        })
    };
    let groups = grouped(&events, &places, plan.unwrap_or_default(), told)?;
    let told = |commitment: &Commitment| choice.whole || choice.commitments.contains(&commitment.id);
    Ok(Content {
        frequency: choice.frequency,
        today: choice.today,
        whole: choice.whole,
        entries: events.len(),
        plan: present.as_ref().map(|whole| {
            let tally = MilestoneCounts::of(whole.milestones.iter(), whole.plan.counted_on(today));
            (whole.plan.reference.clone(), tally)
        }),
        courses: present
            .as_ref()
            .map_or_else(Vec::new, |whole| courses(whole, &told, today)),
        upcoming: present.as_ref().and_then(|whole| upcoming(whole, &told, today)),
        groups,
    })
}

/// Groups events by plan and commitment, and those of one record into one line. The latest plan comes first, and
/// in each plan the events of the plan itself. Events that belong to no plan are listed under the current one,
/// `present`.
fn grouped(
    events: &[Logged],
    places: &Places,
    present: &str,
    told: impl Fn(&Logged) -> Result<DigestEvent>,
) -> Result<Vec<Group>> {
    type Found = (Group, Vec<(Option<(&'static str, Uuid)>, Vec<DigestEvent>)>);
    let mut found: Vec<Found> = Vec::new();
    for event in events.iter().rev() {
        let place = places.place(event);
        let commitment = place.and_then(|place| place.commitment);
        let commitment = commitment.map(|row| (row.number, row.id, title(row)));
        let plan = place.map_or(present, |place| place.plan.reference.as_str());
        let at = found
            .iter()
            .position(|(group, _)| group.plan == plan && group.commitment == commitment);
        let at = at.unwrap_or_else(|| {
            let group = Group {
                plan: plan.to_owned(),
                commitment,
                told: Vec::new(),
            };
            found.push((group, Vec::new()));
            found.len() - 1
        });
        let Some((_, records)) = found.get_mut(at) else {
            continue;
        };
        let record = places.record(event);
        match records.iter_mut().find(|(of, _)| record.is_some() && *of == record) {
            Some((_, events)) => events.push(told(event)?),
            None => records.push((record, vec![told(event)?])),
        }
    }
    let mut groups: Vec<Group> = found
        .into_iter()
        .map(|(group, records)| Group {
            told: records
                .into_iter()
                .filter_map(|(_, events)| DigestLine::of(events))
                .collect(),
            ..group
        })
        .collect();
    groups.sort_by(|a, b| {
        let number = |group: &Group| group.commitment.as_ref().map(|(number, _, _)| *number);
        (&b.plan, number(a)).cmp(&(&a.plan, number(b)))
    });
    Ok(groups)
}

/// Returns the report of progress that an event tells; `None` for other events.
fn report_of(event: &Event) -> Option<ProgressId> {
    if let Event::MilestoneReport { report, .. } = event {
        *report
    } else {
        None
    }
}

/// Returns the texts of the reports of progress among the events.
async fn texts(city: &Scoped, events: &[Logged]) -> Result<HashMap<ProgressId, String>> {
    let reports = events.iter().filter_map(|event| report_of(&event.event().ok()?));
    let rows = city
        .find::<progress::Entity>()
        .among(progress::Column::Id, reports)
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.id, row.done.or(row.reason)?)))
        .collect())
}

fn title(row: &Commitment) -> String {
    row.short_title.clone().unwrap_or_else(|| row.title.clone())
}

fn courses(whole: &PlanRecords, told: &impl Fn(&Commitment) -> bool, today: Date) -> Vec<CompactCommitment> {
    let kept = whole.commitments.iter().filter(|commitment| told(commitment));
    kept.map(|commitment| CompactCommitment {
        number: commitment.number,
        title: title(commitment),
        bricks: whole
            .milestones_of(commitment.id)
            .map(|row| CompactMilestone {
                number: row.number,
                standing: row.standing(whole.plan.counted_on(today)),
            })
            .collect(),
    })
    .collect()
}

fn upcoming(whole: &PlanRecords, told: &impl Fn(&Commitment) -> bool, today: Date) -> Option<Upcoming> {
    let ahead = |row: &&Milestone| {
        let open = whole.plan.state != PlanState::Closed && row.standing(today).is_open();
        open && row.due_on.is_some_and(|due| due >= today)
    };
    let kept = whole.commitments.iter().filter(|commitment| told(commitment));
    kept.flat_map(|commitment| {
        whole
            .milestones_of(commitment.id)
            .filter(ahead)
            .map(move |row| (commitment, row))
    })
    .min_by_key(|(commitment, row)| (row.due_on, commitment.number, row.number))
    .and_then(|(commitment, row)| {
        Some(Upcoming {
            due_on: row.due_on?,
            commitment: commitment.number,
            milestone: row.number,
            title: row.title.clone(),
        })
    })
}
