//! One invitation to one person.

use crate::Work;
use crate::failure::Failure;
use crate::mail::{City, Mail, invitation};
use besa_domain::jobs::{Lease, Recipient};
use besa_domain::tenants::Tenant;
use besa_domain::{Conflict, Error, people};

pub(super) async fn run(
    work: &Work,
    lease: &Lease,
    city: &Tenant,
    to: &Recipient,
    role: &str,
    secret: &str,
) -> Result<(), Failure> {
    let db = &work.app.db;
    let (found, known) = match people::invitation_by_secret(db, secret).await {
        Ok(found) => found,
        Err(Error::Conflict(Conflict::LinkSpent)) => {
            tracing::info!(job = %lease.id, "the invitation was used, withdrawn or is too old, and is dropped");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let until = city.zone().day(found.expires_at);
    let to = Recipient {
        name: to.name.clone().or(known.map(|account| account.name)),
        ..to.clone()
    };
    let city = City::of(city, &work.app.base_url, &to.language);
    let mail = Mail {
        id: lease.id,
        at: db.clock().now(),
        to: &to,
        reply_to: Vec::new(),
        unsubscribe: None,
        rendered: invitation::render(&city, &to, role, until, secret)?,
    };
    work.send(lease, &city, mail).await
}
