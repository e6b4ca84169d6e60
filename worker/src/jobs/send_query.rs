//! Sends a reviewer's question to one person of the city, or the city's answer to the reviewer.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, query};
use besa_domain::ReviewQueryId;
use besa_domain::access::{Permit, SeeQueries};
use besa_domain::jobs::{Lease, Recipient};
use besa_domain::queries;
use besa_domain::tenants::Tenant;

/// Sends the question or, with `answer`, the answer. A question that has been answered is not sent any more.
pub(super) async fn run(
    context: &JobContext,
    lease: &Lease,
    city: &Tenant,
    query: ReviewQueryId,
    to: &Recipient,
    answer: bool,
) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<SeeQueries>::system(city.id);
    let mail = queries::mail(db, &permit, query).await?;
    if mail.query.answer.is_some() != answer {
        tracing::info!("mail skipped: the question was already answered");
        return Ok(());
    }
    if !queries::still_to(db, &permit, &mail.query, to).await? {
        tracing::info!("mail skipped: the recipient no longer has the role");
        return Ok(());
    }
    let on = city.zone().day(mail.query.asked_at);
    let city = City::of(city, &context.app.base_url, &to.language);
    let mail = Mail {
        id: lease.id,
        at: db.clock().now(),
        to,
        reply_to: Vec::new(),
        unsubscribe: None,
        parts: query::render(&city, to, &query::QueryText::of(mail, on))?.into(),
    };
    context.send(lease, &city, mail).await
}
