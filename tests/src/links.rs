//! Links as users find them in mails: only the mails contain their secrets.

use crate::app::TestApp;
use besa_domain::access::{ManagePeople, Permit, SeeVoices, SendDigests, Subscribe};
use besa_domain::people::{self, Invite};
use besa_domain::subscriptions::{Frequency, SubscriptionSettings};
use besa_domain::tenants::Tenant;
use besa_domain::{AuthorId, SubscriptionId, subscriptions, voices};
use serde_json::Value;

impl TestApp {
    /// Returns the secret of the link in the confirmation mail that was queued last and not yet sent.
    pub async fn confirmation_link(&self, city: &Tenant) -> String {
        let sql = "SELECT payload FROM job WHERE kind = 'send_confirmation' ORDER BY id DESC";
        let payload: String = self.rows(sql).await[0].try_get("", "payload").unwrap();
        let job: Value = serde_json::from_str(&payload).unwrap();
        let author: AuthorId = job["author"].as_str().unwrap().parse().unwrap();
        let permit = Permit::<SeeVoices>::system(city.id);
        voices::link(&self.app.db, &permit, author).await.unwrap()
    }

    /// Returns the secret of the link that opens a subscription.
    pub async fn subscription_link(&self, city: &Tenant, id: SubscriptionId) -> String {
        let permit = Permit::<SendDigests>::system(city.id);
        subscriptions::link(&self.app.db, &permit, id).await.unwrap()
    }

    /// So many people who follow everything, daily at ten in Tirana; gives the secret of the first one's link. The
    /// others, `person1@host1.example` and so on at 20 hosts, are copied from the first.
    pub async fn subscribers(&self, city: &Tenant, count: usize) -> String {
        let (db, permit) = (&self.app.db, Permit::<Subscribe>::public(city.id));
        let wish = SubscriptionSettings {
            frequency: Frequency::Daily,
            hour: 10,
            ..SubscriptionSettings::usual("en")
        };
        let asked = subscriptions::subscribe(db, &permit, None, city, "person0@host0.example", &wish).await;
        let secret = self.subscription_link(city, asked.unwrap().unwrap()).await;
        subscriptions::confirm(db, &permit, &secret).await.unwrap();
        let id = if self.database.is_postgres() {
            "gen_random_uuid()"
        } else {
            "randomblob(16)"
        };
        self.sql(&format!(
            "INSERT INTO subscription (tenant_id, id, email, address, language, time_zone, frequency, day, hour,
                    whole, consent, asked_at, mailed_at, confirmed_at, stopped_at, cursor, next_at, version)
             WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count} - 1)
             SELECT tenant_id, {id}, 'person' || n || '@host' || (n % 20) || '.example', address || n, language,
                    time_zone, frequency, day, hour, whole, consent, asked_at, mailed_at, confirmed_at, stopped_at,
                    cursor, next_at, version
               FROM subscription, numbers WHERE n > 0"
        ))
        .await;
        secret
    }

    /// Invites somebody, as an operator does at the command line; gives the secret of the link.
    pub async fn invite(&self, city: &Tenant, invite: Invite) -> String {
        let permit = Permit::<ManagePeople>::system(city.id);
        let made = people::invite(&self.app.db, &permit, None, invite).await.unwrap();
        people::invitation_link(&self.app.db, &permit, made.id).await.unwrap()
    }
}
