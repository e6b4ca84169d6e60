//! The content of a reminder, read when its mail is sent.

use super::{Why, coordinators, responsible_people, rules, standing};
use crate::access::{Permit, SendReminders};
use crate::calendar::days_between;
use crate::commitments::tables::commitment;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CommitmentId, MilestoneId};
use crate::input;
use crate::jobs::Recipient;
use crate::milestones::tables::{milestone, responsible};
use crate::milestones::{ComputedState, MilestoneCounts};
use crate::stakeholders::tables::organisation;
use crate::tenants::Tenant;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::Date;

/// A milestone as one brick of the picture in a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompactMilestone {
    /// Its number in the commitment.
    pub number: i32,
    /// Its computed state today.
    pub standing: ComputedState,
}

/// The content of a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The recipient, with their current name and language.
    pub recipient: Recipient,
    /// Why they get it.
    pub why: Why,
    /// Days from the due date to today; negative before the due date.
    pub days: i64,
    /// Whether a reminder is sent every week from now on.
    pub weekly: bool,
    /// The due date.
    pub due_on: Date,
    /// The milestone's number in its commitment.
    pub number: i32,
    /// The milestone's title.
    pub title: String,
    /// Its computed state today.
    pub standing: ComputedState,
    /// The reference of its plan, such as `2025-2027`.
    pub reference: String,
    /// The commitment's number in the plan.
    pub commitment_number: i32,
    /// The commitment's title.
    pub commitment: String,
    /// All milestones of the commitment, by number.
    pub bricks: Vec<CompactMilestone>,
    /// The number of milestones of the plan in each state.
    pub plan: MilestoneCounts,
    /// The names of the organisations and people responsible for the milestone.
    pub responsible: Vec<String>,
    /// Whom to ask when something is unclear.
    pub coordinators: Vec<Recipient>,
}

/// Returns the content of a planned reminder on `today`, the current day in the city. `None` when the
/// reminder no longer applies: the milestone is complete, withdrawn or has another due date, its plan has
/// ended, the person is no longer a recipient, or it is too late for this step.
///
/// # Errors
/// Database errors.
pub async fn content(
    db: &Db,
    permit: &Permit<SendReminders>,
    tenant: &Tenant,
    id: MilestoneId,
    to: &Recipient,
    (due_on, step): (Date, i32),
    today: Date,
) -> Result<Option<Content>> {
    let coordinators = coordinators(db, tenant).await?;
    let city = db.read(permit).await?;
    let milestone = match city.get::<milestone::Entity>(id, "milestone").await {
        Err(Error::NotFound(_)) => return Ok(None),
        found => found?,
    };
    let right = milestone.due_on == Some(due_on) && milestone.state.is_open() && rules::still_due(due_on, step, today);
    if !right {
        return Ok(None);
    }
    let Some((commitment, plan)) = standing(&city, &milestone, today).await? else {
        return Ok(None);
    };
    let mut people = responsible_people(&city, tenant, &[id]).await?;
    let people = people.remove(&id).unwrap_or_default();
    let recipient = rules::recipients(step, &people, &coordinators)
        .into_iter()
        .find(|(person, _)| input::key(&person.email) == input::key(&to.email));
    let Some((recipient, why)) = recipient else {
        return Ok(None);
    };
    let of_plan: Vec<CommitmentId> = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan.id))
        .all()
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let all = city
        .find::<milestone::Entity>()
        .among(milestone::Column::CommitmentId, of_plan)
        .order_by_asc(milestone::Column::Number)
        .all()
        .await?;
    let named = city
        .find::<responsible::Entity>()
        .filter(responsible::Column::MilestoneId.eq(id))
        .order_by_asc(responsible::Column::Id)
        .all()
        .await?;
    let organisations = city
        .find::<organisation::Entity>()
        .among(
            organisation::Column::Id,
            named.iter().filter_map(|row| row.organisation_id),
        )
        .order_by_asc(organisation::Column::NameKey)
        .all()
        .await?;
    let mut names: Vec<String> = organisations.into_iter().map(|row| row.name).collect();
    for name in people.into_iter().filter_map(|person| person.name) {
        // A contact may have the same name as its organisation.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(Some(Content {
        recipient,
        why,
        days: days_between(due_on, today),
        weekly: step >= rules::COPIES_FROM,
        due_on,
        number: milestone.number,
        standing: milestone.standing(today),
        title: milestone.title,
        reference: plan.reference,
        commitment_number: commitment.number,
        commitment: commitment.title,
        bricks: all
            .iter()
            .filter(|row| row.commitment_id == commitment.id)
            .map(|row| CompactMilestone {
                number: row.number,
                standing: row.standing(today),
            })
            .collect(),
        plan: MilestoneCounts::of(&all, today),
        responsible: names,
        coordinators,
    }))
}
