//! Links as users find them in mails: only the mails contain their secrets.

use crate::app::TestApp;
use besa_domain::access::{ManagePeople, Permit, SeeVoices, SendDigests};
use besa_domain::people::{self, Invite};
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

    /// Invites a person, as an operator does on the command line; returns the secret of the link.
    pub async fn invite(&self, city: &Tenant, invite: Invite) -> String {
        let permit = Permit::<ManagePeople>::system(city.id);
        let made = people::invite(&self.app.db, &permit, None, invite).await.unwrap();
        people::invitation_link(&self.app.db, &permit, made.id).await.unwrap()
    }
}
