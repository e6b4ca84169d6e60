//! What a reminder says, read when it is sent.

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
use crate::milestones::{Standing, Tally};
use crate::stakeholders::tables::organisation;
use crate::tenants::Tenant;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::Date;

/// A milestone beside the one the mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brick {
    /// Its place in the commitment.
    pub number: i32,
    /// How it stands today.
    pub standing: Standing,
}

/// What a reminder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Whom it goes to, as she is known now.
    pub recipient: Recipient,
    /// Why it goes to her.
    pub why: Why,
    /// Days from the due day to today: negative before it.
    pub days: i64,
    /// Whether it comes each week from now on.
    pub weekly: bool,
    /// The due day.
    pub due_on: Date,
    /// The milestone's place in its commitment.
    pub number: i32,
    /// The milestone's title.
    pub title: String,
    /// How it stands today.
    pub standing: Standing,
    /// The years its plan is known by.
    pub reference: String,
    /// The commitment's place in the plan.
    pub commitment_number: i32,
    /// The commitment's title.
    pub commitment: String,
    /// The commitment's milestones, by number.
    pub bricks: Vec<Brick>,
    /// How the whole plan stands.
    pub plan: Tally,
    /// Organisations and people who answer for the milestone, by name.
    pub responsible: Vec<String>,
    /// Who is asked when something is unclear.
    pub coordinators: Vec<Recipient>,
}

/// What a reminder that was planned says on `today`, the city's present day. None when it is no
/// longer right: the milestone was done, withdrawn or moved, its plan ended, the person no longer
/// answers for it, or its day has passed.
///
/// # Errors
/// The database's own.
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
    let right =
        milestone.due_on == Some(due_on) && rules::is_open(milestone.state) && rules::still_due(due_on, step, today);
    if !right {
        return Ok(None);
    }
    let Some((commitment, plan)) = standing(&city, &milestone, today).await? else {
        return Ok(None);
    };
    let mut people = responsible_people(&city, tenant, &[id]).await?;
    let people = people.remove(&id).unwrap_or_default();
    let hearer = rules::hearers(step, &people, &coordinators)
        .into_iter()
        .find(|(person, _)| input::key(&person.email) == input::key(&to.email));
    let Some((recipient, why)) = hearer else {
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
        // A mailbox may be called like its office.
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
            .map(|row| Brick {
                number: row.number,
                standing: row.standing(today),
            })
            .collect(),
        plan: Tally::of(&all, today),
        responsible: names,
        coordinators,
    }))
}
