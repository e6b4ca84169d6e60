//! Figures of each city, for lists across cities. A job computes them, so that a list reads only tables
//! of the platform and no records of any city.

pub(crate) mod tables;

use crate::access::{Permit, SeeForums, SeePlan, SeeQueries, SeeStandards, SeeVoices};
use crate::calendar::months_after;
use crate::db::Db;
use crate::error::Result;
use crate::figures::tables::{city_figures, city_queries, city_wall};
use crate::forums::MeetingState;
use crate::ids::TenantId;
use crate::input;
use crate::milestones::{ComputedState, MilestoneCounts, MilestoneState};
use crate::obligations;
use crate::queries::{self, Questions};
use crate::records::Texts;
use crate::tenants::Tenant;
use crate::tenants::tables::tenant;
use crate::whole;
use crate::whole::PlanRecords;
use crate::{forums, requirements, voices};
use sea_orm::{ColumnTrait, FromJsonQueryResult, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use time::Date;

/// The figures of one city in the list of cities.
pub type CityFigures = city_figures::Model;

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
        MilestoneCounts::counted(self.bricks.iter().map(|brick| brick.standing(today)))
    }
}

impl CompactMilestone {
    /// Returns its standing on `today`.
    pub fn standing(&self, today: Date) -> ComputedState {
        ComputedState::of(self.state, self.due_on, today)
    }
}

/// Lists the cities with a published plan, sorted by their name in `language`. With `search`, only
/// those whose name in any language contains it.
///
/// # Errors
/// Database errors.
pub async fn listed(db: &Db, search: Option<&str>, language: &str) -> Result<Vec<(Tenant, CityFigures)>> {
    let platform = db.platform();
    let figures = platform.all(platform.find::<city_figures::Entity>()).await?;
    let select = platform
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.is_in(figures.iter().map(|row| row.tenant_id)))
        .order_by_asc(tenant::Column::Slug);
    let mut tenants: HashMap<TenantId, Tenant> = platform
        .all(select)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let wanted = search.map(input::slug).filter(|wanted| !wanted.is_empty());
    let mut cities: Vec<(Tenant, CityFigures)> = figures
        .into_iter()
        .filter_map(|row| Some((tenants.remove(&row.tenant_id)?, row)))
        .filter(|(city, _)| match &wanted {
            // Ignores accents and case, so that "cordoba" finds Córdoba.
            Some(wanted) => city.names.0.values().any(|name| input::slug(name).contains(wanted)),
            None => true,
        })
        .collect();
    cities.sort_by_cached_key(|(city, _)| input::slug(city.name(language)));
    Ok(cities)
}

/// Computes and saves the figures of one city, as of its current day: from its published records and
/// from reviewers' queries. When it runs twice at once, the result that was read at the later revision
/// stays.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "figures.refresh", city = %tenant.id))]
pub async fn refresh(db: &Db, tenant: &Tenant) -> Result<()> {
    let today = tenant.zone().day(db.clock().now());
    let revision = crate::db::revisions(db, tenant.id).await?.all;
    let present = whole::current(db, &Permit::<SeePlan>::public(tenant.id), today).await?;
    let rows = match present {
        Some(present) => {
            let beside = beside(db, tenant, &present, today).await?;
            let courses = courses(&present);
            Some((courses, figures(tenant, present, beside, today)))
        }
        None => None,
    };
    let asked = queries::queries(db, &Permit::<SeeQueries>::system(tenant.id)).await?;
    let questions = Questions(asked.into_iter().map(Into::into).collect());
    let transaction = db.begin_platform().await?;
    let platform = crate::db::within(&transaction);
    platform.one(crate::db::locked_head(db.engine(), tenant.id)).await?;
    let told = platform.find::<city_queries::Entity>();
    let told = told.filter(city_queries::Column::TenantId.eq(tenant.id));
    if platform.one(told).await?.is_some_and(|told| told.revision > revision) {
        return Ok(());
    }
    platform
        .remove::<city_figures::Entity>(city_figures::Column::TenantId.eq(tenant.id))
        .await?;
    platform
        .remove::<city_wall::Entity>(city_wall::Column::TenantId.eq(tenant.id))
        .await?;
    platform
        .remove::<city_queries::Entity>(city_queries::Column::TenantId.eq(tenant.id))
        .await?;
    let tenant_id = tenant.id;
    let asked = city_queries::Model {
        tenant_id,
        revision,
        questions,
    };
    platform.add(asked).await?;
    if let Some((courses, figures)) = rows {
        platform.add(city_wall::Model { tenant_id, courses }).await?;
        platform.add(figures).await?;
    }
    crate::db::commit(transaction).await
}

/// The figures of a city that do not come from its plan.
struct Beside {
    answers: voices::Figures,
    meetings: i32,
    assess_by: Option<Date>,
    requirements_met: i32,
}

async fn beside(db: &Db, tenant: &Tenant, present: &PlanRecords, today: Date) -> Result<Beside> {
    let held = forums::meetings(db, &Permit::<SeeForums>::public(tenant.id), None).await?;
    let year = months_after(today, -12);
    let held = held.iter().filter(|meeting| {
        let day = tenant.zone().day(meeting.starts_at);
        meeting.state == MeetingState::Held && day > year && day <= today
    });
    let permit = Permit::<SeeStandards>::system(tenant.id);
    let due = obligations::of_plan(db, &permit, tenant, Some(present), today).await?;
    let due = due.iter().filter(|one| one.is_open() && one.kind.is_monitors());
    let standards = requirements::of_plan(db, &permit, tenant, Some(present), today).await?;
    Ok(Beside {
        answers: voices::figures(db, &Permit::<SeeVoices>::public(tenant.id), today).await?,
        meetings: count(held.count()),
        assess_by: due.map(|one| one.due_on).min(),
        requirements_met: count(standards.met()),
    })
}

fn figures(tenant: &Tenant, present: PlanRecords, beside: Beside, today: Date) -> CityFigures {
    let answers = beside.answers;
    let tally = MilestoneCounts::of(present.milestones.iter(), today);
    let standing = |wanted: fn(ComputedState) -> bool| {
        let wanted = move |milestone: &&crate::milestones::Milestone| wanted(milestone.standing(today));
        present.milestones.iter().filter(wanted)
    };
    let done = standing(|standing| standing == ComputedState::Done);
    let late = standing(|standing| matches!(standing, ComputedState::Late(_)));
    let open = standing(|standing| {
        matches!(
            standing,
            ComputedState::InProgress | ComputedState::NotStarted | ComputedState::Stuck
        )
    });
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
        late_since: late.filter_map(|milestone| milestone.due_on).min(),
        next_due: open.filter_map(|milestone| milestone.due_on).min(),
        active_on: told.map(|at| tenant.zone().day(at)),
        assess_by: beside.assess_by,
        requirements_met: Some(beside.requirements_met),
        as_of: today,
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
