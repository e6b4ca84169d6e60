//! Reminders of milestones: mails before and after the due date to the people responsible.
//!
//! A planning job finds the milestones with a step on the city's current day and, in one transaction, writes
//! a row for each recipient and enqueues a job for each mail. The unique key of the row ensures that it is
//! planned once, however many workers run. Whether the reminder still applies is checked when it is sent.
//! The mails of a morning are spread over its hours; see [`send_at`].

mod content;
mod rules;
mod schedule;
pub(crate) mod tables;

pub use content::{CompactMilestone, Content, content};
pub(crate) use rules::WEEK;
pub use rules::{COPIES_FROM, GRACE, LADDER, Why, step_today};
pub use schedule::{HOUR, has_begun, send_at};

use crate::access::{Permit, Role, SendReminders};
use crate::calendar::{Zone, days_after};
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::{Db, Scoped, Tx};
use crate::directory;
use crate::error::Result;
use crate::ids::{CommitmentId, ContactId, MilestoneId, PlanId};
use crate::input;
use crate::jobs::{Job, Recipient};
use crate::milestones::Milestone;
use crate::milestones::Responsible;
use crate::milestones::tables::{milestone, responsible};
use crate::people;
use crate::plans::{self, Plan};
use crate::reminders::tables::reminder;
use crate::stakeholders::Contact;
use crate::stakeholders::tables::contact;
use crate::tenants::Tenant;
use crate::whole::PlanRecords;
use sea_orm::{ColumnTrait, QueryOrder};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use time::Date;

/// A milestone with a reminder step on the day in question.
struct Due {
    milestone: Milestone,
    due_on: Date,
    step: i32,
}

/// Plans the reminders of a city for `today`, its current day: one row and one job for each recipient, in
/// one transaction. Returns how many were new; a second run on the same day adds none.
///
/// # Errors
/// Database errors.
pub async fn plan_for_city(db: &Db, permit: &Permit<SendReminders>, tenant: &Tenant, today: Date) -> Result<usize> {
    let city = db.read(permit).await?;
    if falling(&city, today).await?.is_empty() {
        return Ok(0);
    }
    drop(city);
    let coordinators = coordinators(db, tenant).await?;
    let zone = tenant.zone();
    db.change(permit, None, async |tx| {
    let cities = directory::cities(&tx.platform()).await?;
    // Read again inside the transaction: the city's head is locked now, so no other worker plans.
    let falling = falling(tx, today).await?;
    let ids: Vec<MilestoneId> = falling.iter().map(|due| due.milestone.id).collect();
    let people = responsible_people(tx, tenant, &ids).await?;
    let mut sent = planned(tx, &ids).await?;
    let mut new = 0;
    for due in &falling {
        let responsible = people.get(&due.milestone.id).map_or(&[][..], Vec::as_slice);
        let recipients = rules::recipients(due.step, responsible, &coordinators);
        if recipients.is_empty() {
            tracing::warn!(milestone = %due.milestone.id, "reminder not planned: no responsible person or coordinator has an e-mail address");
        }
        for (recipient, _) in recipients {
            let digest = digest(&due.milestone, &recipient.email);
            if sent.insert((due.milestone.id, digest.clone(), due.due_on, due.step)) {
                send(tx, due, recipient, digest, (&zone, cities)).await?;
                new += 1;
            }
        }
    }
    if new == 0 {
        tx.discard();
    }
    Ok(new)
    }).await
}

/// Stores a planned reminder and enqueues its mail.
async fn send(
    tx: &mut Tx,
    due: &Due,
    recipient: Recipient,
    digest: String,
    (zone, cities): (&Zone, u64),
) -> Result<()> {
    let key = format!("{}/{}/{}/{digest}", due.milestone.id, due.due_on, due.step);
    let row = reminder::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        milestone_id: due.milestone.id,
        recipient: digest,
        due_on: due.due_on,
        step: due.step,
        at: tx.now(),
    };
    let at = send_at(zone, tx.now(), due.step, row.id.into(), cities);
    tx.add(row).await?;
    let job = Job::SendReminder {
        milestone: due.milestone.id,
        recipient,
        due_on: due.due_on,
        step: due.step,
    };
    tx.enqueue(&job, &key, at).await
}

/// Returns the milestones of running plans that have a step on `today`.
async fn falling(city: &Scoped, today: Date) -> Result<Vec<Due>> {
    let running = running(city, today).await?;
    let furthest = LADDER.iter().min().map_or(today, |days| days_after(today, -days));
    let rows = open(city, running, Some(furthest)).await?;
    let due = rows.into_iter().filter_map(|(milestone, due_on)| {
        let step = step_today(due_on, today)?;
        Some(Due {
            milestone,
            due_on,
            step,
        })
    });
    Ok(due.collect())
}

/// Returns the due dates of the milestones that get reminders. `present` is a plan that was read already; the
/// milestones of other running plans are read.
///
/// # Errors
/// Database errors.
pub(crate) async fn dues(city: &Scoped, present: Option<&PlanRecords>, today: Date) -> Result<Vec<Date>> {
    let mut running = running(city, today).await?;
    let mut dues = Vec::new();
    if let Some(present) = present.filter(|present| running.contains(&present.plan.id)) {
        running.retain(|id| *id != present.plan.id);
        let kept = present.commitments.iter().filter(|one| rules::is_kept(one.state));
        let milestones = kept.flat_map(|one| present.milestones_of(one.id));
        let open = milestones.filter(|milestone| milestone.state.is_open());
        dues.extend(open.filter_map(|milestone| milestone.due_on));
    }
    if !running.is_empty() {
        dues.extend(open(city, running, None).await?.into_iter().map(|(_, due_on)| due_on));
    }
    Ok(dues)
}

/// Returns the plans whose milestones get reminders.
async fn running(city: &Scoped, today: Date) -> Result<Vec<PlanId>> {
    let plans = plans::visible(city).await?.into_iter();
    let running = plans.filter(|plan| rules::is_running(plan, today));
    Ok(running.map(|plan| plan.id).collect())
}

/// Returns the milestones of these plans that get reminders, with their due dates, until `latest`.
async fn open(city: &Scoped, plans: Vec<PlanId>, latest: Option<Date>) -> Result<Vec<(Milestone, Date)>> {
    let kept: Vec<CommitmentId> = city
        .find::<commitment::Entity>()
        .among(commitment::Column::PlanId, plans)
        .all()
        .await?
        .into_iter()
        .filter(|commitment| rules::is_kept(commitment.state))
        .map(|commitment| commitment.id)
        .collect();
    let rows = city
        .find::<milestone::Entity>()
        .among(milestone::Column::CommitmentId, kept)
        .narrowed(latest.map(|latest| milestone::Column::DueOn.lte(latest)))
        .order_by_asc(milestone::Column::Id)
        .all()
        .await?;
    let open = rows.into_iter().filter_map(|milestone| {
        let due_on = milestone.due_on.filter(|_| milestone.state.is_open())?;
        Some((milestone, due_on))
    });
    Ok(open.collect())
}

/// Returns the responsible people of each milestone who have an e-mail address, in the order they were added.
async fn responsible_people(
    city: &Scoped,
    tenant: &Tenant,
    of: &[MilestoneId],
) -> Result<HashMap<MilestoneId, Vec<Recipient>>> {
    let rows: Vec<Responsible> = city
        .find::<responsible::Entity>()
        .among(responsible::Column::MilestoneId, of.iter().copied())
        .order_by_asc(responsible::Column::Id)
        .all()
        .await?;
    let named: Vec<ContactId> = rows.iter().filter_map(|row| row.contact_id).collect();
    let contacts: HashMap<ContactId, Contact> = city
        .find::<contact::Entity>()
        .among(contact::Column::Id, named)
        .all()
        .await?
        .into_iter()
        .map(|contact| (contact.id, contact))
        .collect();
    let mut people: HashMap<MilestoneId, Vec<Recipient>> = HashMap::new();
    for row in rows {
        let contact = row.contact_id.and_then(|id| contacts.get(&id));
        let Some((contact, email)) = contact.and_then(|contact| Some((contact, contact.email.clone()?))) else {
            continue;
        };
        people.entry(row.milestone_id).or_default().push(Recipient {
            email,
            name: Some(contact.name.clone()),
            language: language(contact.language.as_deref(), tenant),
        });
    }
    Ok(people)
}

/// Returns the coordinators of a city, by name.
///
/// # Errors
/// Database errors.
pub async fn coordinators(db: &Db, tenant: &Tenant) -> Result<Vec<Recipient>> {
    let members = people::with_role(db, tenant.id, Some(Role::Coordinator)).await?;
    let recipient = |member: people::Member| Recipient {
        email: member.email,
        name: Some(member.name),
        language: language(Some(&member.language), tenant),
    };
    Ok(members.into_iter().map(recipient).collect())
}

fn language(wanted: Option<&str>, tenant: &Tenant) -> String {
    wanted
        .filter(|code| !code.is_empty())
        .unwrap_or(&tenant.default_language)
        .to_owned()
}

/// Returns the reminders of these milestones that are already planned.
async fn planned(city: &Scoped, of: &[MilestoneId]) -> Result<HashSet<(MilestoneId, String, Date, i32)>> {
    let rows = city
        .find::<reminder::Entity>()
        .among(reminder::Column::MilestoneId, of.iter().copied())
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.milestone_id, row.recipient, row.due_on, row.step))
        .collect())
}

/// Returns the digest that is stored of an address: equal for the same address and milestone, and the
/// address cannot be read from it.
fn digest(milestone: &Milestone, email: &str) -> String {
    let named = format!("{}:{}:{}", milestone.tenant_id, milestone.id, input::key(email));
    hex::encode(Sha256::digest(named))
}

/// Returns the commitment of a milestone and its plan, if both still call for reminders.
async fn standing(city: &Scoped, milestone: &Milestone, today: Date) -> Result<Option<(Commitment, Plan)>> {
    let (commitment, plan) = crate::commitments::plan_of(city, milestone.commitment_id).await?;
    let stands = rules::is_kept(commitment.state) && rules::is_running(&plan, today);
    Ok(stands.then_some((commitment, plan)))
}
