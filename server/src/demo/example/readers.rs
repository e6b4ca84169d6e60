//! Two residents who subscribe to the example city's plan, so that the folder of mails has a digest from the
//! first day.

use besa_domain::access::{Permit, SendDigests, Subscribe};
use besa_domain::subscriptions::{self, Frequency, SubscriptionSettings};
use besa_domain::{App, Clock, TenantId, tenants};
use time::Duration;

/// How long ago they subscribed: long enough that a digest for each is due now.
pub(super) const AGO: Duration = Duration::days(45);

pub(super) async fn follow(app: &App, tenant: TenantId) -> anyhow::Result<()> {
    let city = tenants::by_id(&app.db, tenant).await?;
    let then = app.db.at(Clock::fixed(app.clock().now() - AGO));
    let permit = Permit::<Subscribe>::public(tenant);
    for (email, language, frequency) in [
        ("resident@example.org", "en", Frequency::Weekly),
        ("banor@example.org", "sq", Frequency::Monthly),
    ] {
        let wish = SubscriptionSettings {
            frequency,
            ..SubscriptionSettings::usual(language)
        };
        let asked = subscriptions::subscribe(&then, &permit, None, &city, email, &wish).await?;
        if let Some(id) = asked {
            let secret = subscriptions::link(&then, &Permit::<SendDigests>::system(tenant), id).await?;
            subscriptions::confirm(&then, &permit, &secret).await?;
        }
    }
    Ok(())
}
