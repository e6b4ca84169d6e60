//! Sample records that tests start with, created through the use cases.

use crate::app::{TestApp, today};
use besa_domain::access::{EditCommitment, EditMilestone, EditPlan, EditStakeholders, Permit};
use besa_domain::calendar::days_after;
use besa_domain::commitments::{self, Commitment, CommitmentDraft, CommitmentState};
use besa_domain::evidence::{EvidenceDraft, EvidenceKind};
use besa_domain::milestones::{self, Milestone, MilestoneDraft, MilestoneState, ResponsibleDraft};
use besa_domain::plans::{self, Plan, PlanDraft, PlanState};
use besa_domain::stakeholders::{self, Contact, ContactDraft, OrganisationDraft, OrganisationKind, PartKind};
use besa_domain::tenants::Tenant;
use time::macros::date;

/// A city with a published plan, one commitment and one milestone.
pub struct Sample {
    /// The city.
    pub city: Tenant,
    /// Its plan, in the state `implementing`.
    pub plan: Plan,
    /// The commitment.
    pub commitment: Commitment,
    /// The milestone: not started, due in 30 days.
    pub milestone: Milestone,
}

/// A name for a city under test.
pub type City = Tenant;

/// The draft of evidence with only these fields.
pub fn evidence(title: &str, kind: EvidenceKind, link: Option<&str>) -> EvidenceDraft {
    EvidenceDraft {
        title: title.to_owned(),
        kind,
        link: link.map(str::to_owned),
        language: None,
        source: None,
        licence: None,
        description: None,
        dated_on: None,
    }
}

impl TestApp {
    /// Creates a city with a plan in the state `implementing`, one commitment and one milestone.
    pub async fn sample(&self, slug: &str) -> Sample {
        let city = self.city(slug).await;
        let plan = self.plan(&city, PlanState::Implementing).await;
        let commitment = self.commitment(&plan).await;
        let milestone = self.milestone(&commitment, 30).await;
        Sample {
            city,
            plan,
            commitment,
            milestone,
        }
    }

    /// Creates a plan for 2025 to 2027 in the given state.
    pub async fn plan(&self, city: &Tenant, state: PlanState) -> Plan {
        let permit = Permit::<EditPlan>::system(city.id);
        let draft = PlanDraft {
            reference: "2025-2027".to_owned(),
            title: "Open government action plan 2025 to 2027".to_owned(),
            language: "en".to_owned(),
            starts_on: Some(date!(2025 - 09 - 01)),
            ends_on: Some(date!(2027 - 08 - 31)),
            ..PlanDraft::default()
        };
        let plan = plans::create(&self.app.db, &permit, None, draft).await.unwrap();
        if state == PlanState::Draft {
            return plan;
        }
        plans::set_state(&self.app.db, &permit, None, plan.id, plan.version, state)
            .await
            .unwrap()
    }

    /// Creates an active commitment in a plan.
    pub async fn commitment(&self, plan: &Plan) -> Commitment {
        let permit = Permit::<EditCommitment>::system(plan.tenant_id);
        let draft = CommitmentDraft {
            title: "Drinking-water results for every rural village".to_owned(),
            state: CommitmentState::Active,
            ..CommitmentDraft::default()
        };
        commitments::create(&self.app.db, &permit, None, plan.id, draft)
            .await
            .unwrap()
    }

    /// Creates a milestone that is due in `days` days.
    pub async fn milestone(&self, commitment: &Commitment, days: i32) -> Milestone {
        let permit = Permit::<EditMilestone>::system(commitment.tenant_id);
        let draft = MilestoneDraft {
            title: "Publish the results map and dataset".to_owned(),
            starts_on: Some(date!(2026 - 05 - 01)),
            due_on: Some(days_after(today(), days)),
            state: Some(MilestoneState::NotStarted),
            ..MilestoneDraft::default()
        };
        milestones::create(&self.app.db, &permit, None, commitment.id, draft)
            .await
            .unwrap()
    }

    /// Creates a contact and makes them responsible for a milestone. The contact has an e-mail address, so
    /// they can be reminded.
    pub async fn responsible(&self, milestone: &Milestone, name: &str) -> Contact {
        let permit = Permit::<EditStakeholders>::system(milestone.tenant_id);
        let draft = OrganisationDraft {
            name: format!("Office of {name}"),
            kind: OrganisationKind::Municipality,
            website: None,
        };
        let office = stakeholders::create(&self.app.db, &permit, None, draft).await.unwrap();
        let draft = ContactDraft {
            organisation: Some(office.id),
            name: name.to_owned(),
            position: None,
            email: Some(format!("{}@example.org", besa_domain::input::slug(name))),
            language: None,
            consent_on: None,
        };
        let contact = stakeholders::create_contact(&self.app.db, &permit, None, draft)
            .await
            .unwrap();
        let permit = Permit::<EditMilestone>::system(milestone.tenant_id);
        let mut draft = MilestoneDraft::of(milestone, &[]);
        draft.responsible = vec![ResponsibleDraft {
            organisation: Some(office.id),
            contact: Some(contact.id),
            part: PartKind::Lead,
        }];
        let with = milestones::Amendment {
            draft: Some(draft),
            ..milestones::Amendment::default()
        };
        milestones::amend(
            &self.app.db,
            &permit,
            None,
            milestone.id,
            milestone.version,
            today(),
            with,
        )
        .await
        .unwrap();
        contact
    }
}
