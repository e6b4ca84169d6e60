//! A partner organisation of the example city endorses the plan.

use super::{SLUG, StoryBuilder};
use besa_domain::access::{Caller, Endorse, ManagePeople, Permit};
use besa_domain::endorsements::{self, Draft, Stance};
use besa_domain::people;
use besa_domain::plans::Plan;
use besa_domain::stakeholders::OrganisationKind;
use time::macros::date;

impl StoryBuilder<'_> {
    /// Appoints the co-creator to act for this partner, and endorses the plan in its name.
    pub(super) async fn endorsed(&self, plan: &Plan, partner: &str) -> anyhow::Result<()> {
        let db = self.on(date!(2025 - 08 - 28));
        let organisation = self.organisation(&db, partner, OrganisationKind::CivilSociety).await?;
        let account = people::by_email(&db, "cocreator@example.org").await?.id;
        let permit = Permit::<ManagePeople>::system(self.tenant);
        people::appoint(&db, &permit, None, account, Some(organisation.id)).await?;
        let (_, permit) = self
            .app
            .gate
            .permit::<Endorse>(&db, Caller::Person(account), SLUG)
            .await?;
        let draft = Draft {
            stance: Stance::Endorses,
            name: "The board".to_owned(),
            position: None,
            reason: Some("Two of our three proposals are in it, and we watch over the third.".to_owned()),
            letter: None,
        };
        endorsements::give(&db, &permit, None, plan.id, draft).await?;
        Ok(())
    }
}
