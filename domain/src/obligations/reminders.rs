//! Reminders of obligations: the monitoring body gets those of its own obligations, the coordinators
//! get those of the city's. They are sent on the same days as reminders of milestones, and end when the
//! obligation is fulfilled.

use super::{Obligation, ObligationKind, of_plan};
use crate::access::{Permit, Role, SeePlan, SendReminders};
use crate::calendar::days_between;
use crate::db::Db;
use crate::directory;
use crate::error::Result;
use crate::input;
use crate::jobs::{Job, Recipient};
use crate::obligations::tables::obligation_reminder as row;
use crate::people;
use crate::reminders::{GRACE, send_at, step_today};
use crate::tenants::Tenant;
use crate::whole;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use time::Date;
use uuid::Uuid;

/// The content of a mail about an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObligationMail {
    /// The obligation.
    pub obligation: Obligation,
    /// The recipient.
    pub recipient: Recipient,
    /// Days from the due date to today; negative before the due date.
    pub days: i64,
}

/// Plans the reminders that fall on `today`: one row and one job for each person, in one change.
/// Returns how many were new.
///
/// # Errors
/// Database errors.
pub async fn plan_for_city(db: &Db, permit: &Permit<SendReminders>, tenant: &Tenant, today: Date) -> Result<usize> {
    let falling: Vec<(Obligation, i32)> = due(db, permit, tenant, today)
        .await?
        .into_iter()
        .filter_map(|one| {
            let step = step_today(one.due_on, today)?;
            Some((one, step))
        })
        .collect();
    if falling.is_empty() {
        return Ok(0);
    }
    let monitors = people::with_role(db, tenant.id, Some(Role::Monitor)).await?;
    let coordinators = people::with_role(db, tenant.id, Some(Role::Coordinator)).await?;
    let zone = tenant.zone();
    // No page of the city shows these reminders.
    db.change_unlogged(permit, None, async |tx| {
        let rows = tx.find::<row::Entity>();
        let planned = rows.among(row::Column::SubjectId, falling.iter().map(|(one, _)| one.subject));
        let planned = planned.all().await?;
        let mut planned: HashSet<(ObligationKind, Uuid, String, Date, i32)> = planned
            .into_iter()
            .map(|row| (row.kind, row.subject_id, row.recipient, row.due_on, row.step))
            .collect();
        let cities = directory::cities(&tx.platform()).await?;
        let mut new = 0;
        for (one, step) in &falling {
            let people = if one.kind.is_monitors() {
                &monitors
            } else {
                &coordinators
            };
            for person in people {
                let digest = digest(tenant, one, &person.email);
                let key = (one.kind, one.subject, digest.clone(), one.due_on, *step);
                if !planned.insert(key) {
                    continue;
                }
                let row = row::Model {
                    tenant_id: tx.tenant(),
                    id: tx.id(),
                    kind: one.kind,
                    subject_id: one.subject,
                    recipient: digest.clone(),
                    due_on: one.due_on,
                    step: *step,
                    at: tx.now(),
                };
                let at = send_at(&zone, tx.now(), *step, row.id.into(), cities);
                tx.add(row).await?;
                let job = Job::SendObligation {
                    obligation: one.kind,
                    subject: one.subject,
                    recipient: Recipient {
                        email: person.email.clone(),
                        name: Some(person.name.clone()),
                        language: person.language.clone(),
                    },
                    due_on: one.due_on,
                    step: *step,
                };
                let key = format!("{}/{}/{}/{step}/{digest}", one.kind, one.subject, one.due_on);
                tx.enqueue(&job, &key, at).await?;
                new += 1;
            }
        }
        Ok(new)
    })
    .await
}

/// Returns the content of a planned reminder on `today`. `None` when it no longer applies: the
/// obligation was fulfilled, its due date was moved, the person has lost the role, or it is too late
/// for this step.
///
/// # Errors
/// Database errors.
pub async fn mail(
    db: &Db,
    permit: &Permit<SendReminders>,
    tenant: &Tenant,
    (kind, subject): (ObligationKind, Uuid),
    to: &Recipient,
    (due_on, step): (Date, i32),
    today: Date,
) -> Result<Option<ObligationMail>> {
    let days = days_between(due_on, today);
    let due = due(db, permit, tenant, today).await?.into_iter();
    let mut same = due.filter(|one| one.kind == kind && one.subject == subject && one.due_on == due_on);
    let in_time = (0..=GRACE).contains(&(days - i64::from(step)));
    let Some(obligation) = same.next().filter(|_| in_time) else {
        return Ok(None);
    };
    let role = if kind.is_monitors() {
        Role::Monitor
    } else {
        Role::Coordinator
    };
    let people = people::with_role(db, tenant.id, Some(role)).await?;
    let still = |person: &people::Member| input::key(&person.email) == input::key(&to.email);
    let person = people.into_iter().find(still);
    Ok(person.map(|person| ObligationMail {
        obligation,
        recipient: Recipient {
            email: person.email,
            name: Some(person.name),
            language: person.language,
        },
        days,
    }))
}

/// Lists the open obligations of the current plan.
async fn due(db: &Db, permit: &Permit<SendReminders>, tenant: &Tenant, today: Date) -> Result<Vec<Obligation>> {
    let present = whole::current(db, &Permit::<SeePlan>::public(tenant.id), today).await?;
    let all = of_plan(db, permit, tenant, present.as_ref(), today).await?;
    Ok(all.into_iter().filter(Obligation::is_open).collect())
}

/// Returns the digest that is stored of an address: equal for the same address and obligation, and the
/// address cannot be read from it.
fn digest(tenant: &Tenant, of: &Obligation, email: &str) -> String {
    let named = format!("{}:{}:{}:{}", tenant.id, of.kind, of.subject, input::key(email));
    hex::encode(Sha256::digest(named))
}
