//! Figures of each city, for lists across cities. A job computes them, so that a list reads only tables
//! of the platform and no records of any city.

mod lines;
mod listed;
mod needs;
pub(crate) mod tables;

pub(crate) use listed::from_number;
pub use listed::{Cities, every, listed};
pub use needs::{ASSESSMENT_EXPIRY_MONTHS, LONG_LATE, Need, NeedKind, Reason, SILENT_MONTHS, SOON, needs};

use crate::access::{Permit, SeeForums, SeePlan, SeeQueries, SeeStandards, SeeVoices, SendReminders, Speak};
use crate::calendar::{days_after, months_after};
use crate::db::Db;
use crate::directory::{self, Line};
use crate::error::Result;
use crate::figures::lines::Turns;
use crate::figures::tables::{city_figures, city_question, city_wall};
use crate::forums::MeetingState;
use crate::milestones::{ComputedState, MilestoneCounts, MilestoneState};
use crate::obligations::{self, Obligation};
use crate::plans::PlanState;
use crate::queries::{self, Query};
use crate::records::Texts;
use crate::requirements::Requirement;
use crate::tenants::Tenant;
use crate::whole;
use crate::whole::PlanRecords;
use crate::{forums, plans, reminders, requirements, voices};
use sea_orm::{ColumnTrait, FromJsonQueryResult};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use time::{Date, OffsetDateTime};

/// The figures of one city in the list of cities.
pub type CityFigures = city_figures::Model;

/// A reviewer's question to a city, without its answer.
pub type CityQuestion = city_question::Model;

/// The milestones of a plan in compact form, one course for each commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct CompactCommitments(pub Vec<CompactCommitment>);

/// A commitment in compact form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompactCommitment {
    /// Its number in the plan.
    pub number: i32,
    /// Its short title or, without one, its title.
    pub title: String,
    /// Its milestones, by number.
    pub bricks: Vec<CompactMilestone>,
}

/// A milestone in compact form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompactMilestone {
    /// The first day.
    pub starts_on: Option<Date>,
    /// The due date.
    pub due_on: Option<Date>,
    /// The state that the city reported.
    pub state: MilestoneState,
    /// Reported progress in percent, 0 to 100.
    pub percent: Option<i32>,
}

impl CompactCommitment {
    /// Counts its milestones by their standing on `today`.
    pub fn tally(&self, today: Date) -> MilestoneCounts {
        MilestoneCounts::counted(self.bricks.iter().map(|brick| (brick.standing(today), brick.due_on)))
    }
}

impl CompactMilestone {
    /// Returns its standing on `today`.
    pub fn standing(&self, today: Date) -> ComputedState {
        ComputedState::of(self.state, self.due_on, today)
    }
}

/// What a refresh found to fall on the city's current day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Falling {
    /// Whether a milestone has a step of its reminders.
    pub milestones: bool,
    /// Whether an open obligation has one.
    pub obligations: bool,
}

/// Computes and saves the figures of one city and its line in the directory, as of its current day: from its
/// published records and from reviewers' queries. All reads are in one transaction, all writes in another
/// under the lock of the city's head. When it runs twice at once, the result that was read at the later
/// revision stays. It sets the next round of the city to the next day on which anything of it changes.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "figures.refresh", city = %tenant.id))]
pub async fn refresh(db: &Db, tenant: &Tenant) -> Result<Falling> {
    let db = &db.page();
    let now = db.clock().now();
    let (zone, tenant_id) = (tenant.zone(), tenant.id);
    let today = zone.day(now);
    let permit = Permit::<SendReminders>::system(tenant_id);
    let city = db.read(&permit).await?;
    let revision = crate::db::revisions(db, tenant_id).await?.all;
    let present = whole::current(db, &Permit::<SeePlan>::public(tenant_id), today).await?;
    let mut turns = Turns::default();
    for plan in plans::visible(&city).await? {
        turns.period(plan.starts_on, plan.ends_on);
    }
    let dues = reminders::dues(&city, present.as_ref(), today).await?;
    dues.iter().for_each(|on| turns.due(*on, today));
    let due = obligations::of_plan(db, &permit, tenant, present.as_ref(), today).await?;
    let due: Vec<Obligation> = due.into_iter().filter(Obligation::is_open).collect();
    due.iter().for_each(|one| turns.due(one.due_on, today));
    let step = |on: Date| reminders::step_today(on, today).is_some();
    let falling = Falling {
        milestones: dues.into_iter().any(step),
        obligations: due.iter().any(|one| step(one.due_on)),
    };
    let mut computed = match present {
        Some(present) => {
            let beside = beside(db, tenant, &present, &due, today, &mut turns).await?;
            let courses = courses(&present);
            Some((courses, figures(tenant, present, beside, today)))
        }
        None => None,
    };
    let asked = queries::queries(db, &Permit::<SeeQueries>::system(tenant_id)).await?;
    let asked: Vec<CityQuestion> = asked.into_iter().map(question).collect();
    let expires = voices::next_expiry(db, &Permit::<Speak>::system(tenant_id)).await?;
    drop(city);
    if let Some((_, figures)) = &computed {
        turns.figures(figures);
    }
    let turns_on = turns.next(today);
    if let Some((_, figures)) = &mut computed {
        figures.holds_until = days_after(turns_on, -1);
    }
    let round_at = next_round(tenant, now, turns_on, falling, expires);
    let of_city = computed.as_ref().map(|(_, figures)| figures);
    let read = lines::Read {
        revision,
        at: now,
        round_at,
    };
    let line = lines::line(tenant, of_city, &asked, today, read);
    save(db, line, computed, asked).await?;
    Ok(falling)
}

/// Returns when the next round of a city is due: on the day on which something changes, today when
/// reminders fall on today and their hour has not come, or when the next author who did not confirm is to be
/// forgotten.
fn next_round(
    tenant: &Tenant,
    now: OffsetDateTime,
    turns_on: Date,
    falling: Falling,
    expires: Option<OffsetDateTime>,
) -> OffsetDateTime {
    let zone = tenant.zone();
    let today = zone.day(now);
    let round = |day| zone.at_hour(day, reminders::HOUR);
    let falls = falling.milestones || falling.obligations;
    let first = if falls && !reminders::has_begun(&zone, now) {
        round(today)
    } else {
        round(turns_on)
    };
    let forgets = expires.map(|at| {
        let at = at.max(now);
        let day = zone.day(at);
        if round(day) < at {
            round(days_after(day, 1))
        } else {
            round(day)
        }
    });
    forgets.map_or(first, |at| first.min(at))
}

/// Saves what a refresh computed, unless a later one was saved meanwhile.
async fn save(
    db: &Db,
    line: Line,
    computed: Option<(CompactCommitments, CityFigures)>,
    asked: Vec<CityQuestion>,
) -> Result<()> {
    let tenant_id = line.tenant_id;
    let transaction = db.begin_platform().await?;
    let platform = crate::db::within(&transaction);
    crate::db::lock(&platform, db.engine(), tenant_id).await?;
    let old = directory::line(&platform, tenant_id).await?;
    if old.as_ref().is_some_and(|old| old.revision > line.revision) {
        return Ok(());
    }
    directory::write(&platform, old.as_ref(), line).await?;
    match computed {
        Some((courses, figures)) => {
            let wall = city_wall::Model { tenant_id, courses };
            platform.put(wall, [city_wall::Column::TenantId]).await?;
            platform.put(figures, [city_figures::Column::TenantId]).await?;
        }
        None => {
            let of_city = city_figures::Column::TenantId.eq(tenant_id);
            platform.remove::<city_figures::Entity>(of_city).await?;
            let of_city = city_wall::Column::TenantId.eq(tenant_id);
            platform.remove::<city_wall::Entity>(of_city).await?;
        }
    }
    let of_city = city_question::Column::TenantId.eq(tenant_id);
    platform.remove::<city_question::Entity>(of_city).await?;
    platform.add_all(asked).await?;
    crate::db::commit(transaction).await
}

fn question(query: Query) -> CityQuestion {
    CityQuestion {
        tenant_id: query.tenant_id,
        id: query.id,
        text: query.question,
        due_on: query.due_on,
        state: query.state,
        asked_at: query.asked_at,
        answered_at: query.answered_at,
    }
}

/// The figures of a city that do not come from its plan.
struct Beside {
    answers: voices::Figures,
    meetings: i32,
    assess_by: Option<Date>,
    requirements_met: i32,
    minimum_met: i32,
}

async fn beside(
    db: &Db,
    tenant: &Tenant,
    present: &PlanRecords,
    due: &[Obligation],
    today: Date,
    turns: &mut Turns,
) -> Result<Beside> {
    let held = forums::meetings(db, &Permit::<SeeForums>::public(tenant.id), None).await?;
    let year = months_after(today, -12);
    let held = held.iter().filter(|meeting| meeting.state == MeetingState::Held);
    let held: Vec<Date> = held.map(|meeting| tenant.zone().day(meeting.starts_at)).collect();
    held.iter().for_each(|day| turns.meeting(*day));
    let assess = due.iter().filter(|one| one.kind.is_monitors());
    let permit = Permit::<SeeStandards>::system(tenant.id);
    let standards = requirements::of_plan(db, &permit, tenant, Some(present), today).await?;
    let answers = voices::figures(db, &Permit::<SeeVoices>::public(tenant.id), today).await?;
    turns.after(answers.next_due);
    // Milestones that get no reminders can be late too.
    let dated = present.milestones.iter().filter_map(|milestone| milestone.due_on);
    dated.for_each(|on| turns.due(on, today));
    Ok(Beside {
        answers,
        meetings: count(held.iter().filter(|day| **day > year && **day <= today).count()),
        assess_by: assess.map(|one| one.due_on).min(),
        requirements_met: count(standards.met(|_| true)),
        minimum_met: count(standards.met(Requirement::is_minimum)),
    })
}

fn figures(tenant: &Tenant, present: PlanRecords, beside: Beside, today: Date) -> CityFigures {
    let answers = beside.answers;
    let counted = present.plan.counted_on(today);
    let tally = MilestoneCounts::of(present.milestones.iter(), counted);
    let closed = present.plan.state == PlanState::Closed;
    let standing = |wanted: fn(ComputedState) -> bool| {
        let wanted = move |milestone: &&crate::milestones::Milestone| wanted(milestone.standing(counted));
        present.milestones.iter().filter(wanted)
    };
    let done = standing(|standing| standing == ComputedState::Done);
    let late = standing(|standing| matches!(standing, ComputedState::Late(_)));
    let open = standing(ComputedState::is_ahead);
    let told = present
        .milestones
        .iter()
        .filter_map(|milestone| milestone.reported_at)
        .chain(present.evidence.iter().map(|item| item.added_at))
        .chain(present.due_changes.iter().map(|change| change.at))
        .max();
    let areas = present.commitments.iter().filter_map(|one| one.policy_area.clone());
    let areas: BTreeSet<String> = areas.collect();
    CityFigures {
        tenant_id: tenant.id,
        commitments: count(present.commitments.len()),
        milestones: count(tally.all),
        done: count(tally.done),
        in_progress: count(tally.in_progress),
        late: count(tally.late),
        stuck: count(tally.stuck),
        not_started: count(tally.not_started),
        not_reported: count(tally.not_reported),
        proven: count(done.filter(|one| present.evidence_on(one.id).next().is_some()).count()),
        // Pages count days from it up to today, and to the other there is nothing to do in a closed plan.
        late_since: late.filter_map(|milestone| milestone.due_on).min().filter(|_| !closed),
        next_due: open.filter_map(|milestone| milestone.due_on).min().filter(|_| !closed),
        active_on: told.map(|at| tenant.zone().day(at)),
        assess_by: beside.assess_by,
        requirements_met: Some(beside.requirements_met),
        minimum_met: Some(beside.minimum_met),
        as_of: today,
        holds_until: today,
        asked: number(answers.asked),
        answered: number(answers.answered),
        unanswered_late: number(answers.overdue),
        answer_days: answers.median_days.map(|days| i32::try_from(days).unwrap_or(i32::MAX)),
        meetings: beside.meetings,
        policy_areas: Texts(areas.into_iter().collect()),
        reference: present.plan.reference,
        title: present.plan.title,
        plan_state: present.plan.state,
        starts_on: present.plan.starts_on,
        ends_on: present.plan.ends_on,
    }
}

fn courses(present: &PlanRecords) -> CompactCommitments {
    let course = |commitment: &crate::commitments::Commitment| CompactCommitment {
        number: commitment.number,
        title: commitment
            .short_title
            .clone()
            .unwrap_or_else(|| commitment.title.clone()),
        bricks: present
            .milestones_of(commitment.id)
            .map(|milestone| CompactMilestone {
                starts_on: milestone.starts_on,
                due_on: milestone.due_on,
                state: milestone.state,
                percent: milestone.percent,
            })
            .collect(),
    };
    CompactCommitments(present.commitments.iter().map(course).collect())
}

fn count(of: usize) -> i32 {
    i32::try_from(of).unwrap_or(i32::MAX)
}

fn number(of: u64) -> i32 {
    i32::try_from(of).unwrap_or(i32::MAX)
}
