//! A city with a plan, a commitment and people, in a database of its own.

use crate::shelf::Shelf;
use besa_domain::access::*;
use besa_domain::commitments::{self, CommitmentDraft};
use besa_domain::db::{Db, connect};
use besa_domain::jobs::Failed;
use besa_domain::milestones::{self, Amendment, Milestone, MilestoneDraft, MilestoneState, Report, ResponsibleDraft};
use besa_domain::plans::{self, Plan, PlanDraft, PlanState};
use besa_domain::ports::{InProcess, LocalLimiter};
use besa_domain::records::Names;
use besa_domain::stakeholders::{self, Contact, ContactDraft, PartKind};
use besa_domain::tenants::{self, Identity, Tenant};
use besa_domain::{App, Clock, CommitmentId, ContactId, Ids, TenantId, jobs, people};
use besa_worker::mail::{Mailer, Sender};
use besa_worker::{DrainReport, drain};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use time::{Date, Duration, OffsetDateTime};

pub(crate) struct City {
    pub(crate) app: App,
    pub(crate) tenant: Tenant,
    pub(crate) plan: Plan,
    pub(crate) commitment: CommitmentId,
    pub(crate) mails: PathBuf,
    folder: TempDir,
}

pub(crate) fn sender() -> Sender {
    Sender::new(None, "besa@example.org", "https://besa.example.org").unwrap()
}

impl City {
    /// Creates a city in Tirana's time zone with Albanian as its language; its plan ends at the end of 2027.
    pub(crate) async fn at(now: OffsetDateTime) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("besa.db").display());
        let (connection, _) = connect(&url, 1).await.unwrap();
        besa_migrations::up(&connection).await.unwrap();
        let clock = Clock::fixed(now);
        let db = Db::connect(&url, 5, clock, Ids::counted(), Arc::new(InProcess::default()))
            .await
            .unwrap();
        let app = App {
            db,
            gate: Gate::load().await.unwrap(),
            files: Arc::new(Shelf::default()),
            limiter: Arc::new(LocalLimiter::default()),
            log_key: None,
            log_checks: Arc::default(),
            base_url: "https://besa.example.org".into(),
        };
        let identity = Identity {
            names: Names([("sq".to_owned(), "Bashkia Elbasan".to_owned())].into()),
            time_zone: "Europe/Tirane".to_owned(),
            languages: vec!["sq".to_owned(), "en".to_owned()],
            default_language: "sq".to_owned(),
            ..Identity::plain("Elbasan", "AL")
        };
        let tenant = tenants::create(
            &app.db,
            &Permit::<CreateTenant>::system(TenantId::PLATFORM),
            "elbasan",
            identity,
            false,
        )
        .await
        .unwrap();
        let draft = PlanDraft {
            reference: "2025-2027".to_owned(),
            title: "Plan".to_owned(),
            language: "sq".to_owned(),
            ends_on: besa_domain::calendar::day(2027, 12, 31),
            ..PlanDraft::default()
        };
        let (plan, commitment) = plan(&app, &tenant, draft).await;
        let mails = folder.path().join("mails");
        let mut city = Self {
            app,
            tenant,
            plan,
            commitment,
            mails,
            folder,
        };
        city.enter(PlanState::Implementing).await;
        city
    }

    pub(crate) async fn enter(&mut self, state: PlanState) {
        let permit = Permit::<EditPlan>::system(self.tenant.id);
        self.plan = plans::set_state(&self.app.db, &permit, None, self.plan.id, self.plan.version, state)
            .await
            .unwrap();
    }

    /// Uses a second plan from now on, which is a draft.
    pub(crate) async fn draft_plan(&mut self) {
        let draft = PlanDraft {
            reference: "2028-2030".to_owned(),
            ends_on: besa_domain::calendar::day(2030, 12, 31),
            ..PlanDraft::of(&self.plan)
        };
        (self.plan, self.commitment) = plan(&self.app, &self.tenant, draft).await;
    }

    pub(crate) async fn ends_on(&mut self, day: Date) {
        let draft = PlanDraft {
            ends_on: Some(day),
            ..PlanDraft::of(&self.plan)
        };
        self.edit(draft).await;
    }

    pub(crate) async fn submitted_on(&mut self, day: Date) {
        let draft = PlanDraft {
            submitted_on: Some(day),
            ..PlanDraft::of(&self.plan)
        };
        self.edit(draft).await;
    }

    async fn edit(&mut self, draft: PlanDraft) {
        let permit = Permit::<EditPlan>::system(self.tenant.id);
        self.plan = plans::edit(&self.app.db, &permit, None, self.plan.id, self.plan.version, draft)
            .await
            .unwrap();
    }

    pub(crate) async fn person(&self, name: &str, email: Option<&str>, language: Option<&str>) -> Contact {
        let draft = ContactDraft {
            organisation: None,
            name: name.to_owned(),
            position: None,
            email: email.map(str::to_owned),
            language: language.map(str::to_owned),
            consent_on: None,
        };
        let permit = Permit::<EditStakeholders>::system(self.tenant.id);
        stakeholders::create_contact(&self.app.db, &permit, None, draft)
            .await
            .unwrap()
    }

    pub(crate) async fn coordinator(&self, name: &str, email: &str, language: &str) {
        self.member(name, email, language, Role::Coordinator).await;
    }

    pub(crate) async fn member(&self, name: &str, email: &str, language: &str, role: Role) {
        let create = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        let account = people::ensure(&self.app.db, &create, email, name, language)
            .await
            .unwrap();
        let manage = Permit::<ManagePeople>::system(self.tenant.id);
        people::add_member(&self.app.db, &manage, &account, role).await.unwrap();
    }

    pub(crate) async fn milestone(&self, due: Date, people: &[&Contact]) -> Milestone {
        self.milestone_in(MilestoneState::InProgress, due, people).await
    }

    pub(crate) async fn milestone_in(&self, state: MilestoneState, due: Date, people: &[&Contact]) -> Milestone {
        let draft = MilestoneDraft {
            title: "Publish the results".to_owned(),
            due_on: Some(due),
            state: Some(state),
            responsible: people.iter().map(|person| answers(person.id)).collect(),
            ..MilestoneDraft::default()
        };
        let permit = Permit::<EditMilestone>::system(self.tenant.id);
        milestones::create(&self.app.db, &permit, None, self.commitment, draft)
            .await
            .unwrap()
    }

    pub(crate) async fn amend(&self, milestone: &Milestone, with: Amendment) -> Milestone {
        let permit = Permit::<EditMilestone>::system(self.tenant.id);
        let today = self.today();
        milestones::amend(
            &self.app.db,
            &permit,
            None,
            milestone.id,
            milestone.version,
            today,
            with,
        )
        .await
        .unwrap()
    }

    pub(crate) async fn complete(&self, milestone: &Milestone) {
        let report = Report {
            state: MilestoneState::Complete,
            percent: None,
            completed_on: Some(self.today()),
            done: None,
            challenges: None,
            next_step: None,
            reason: None,
        };
        let with = Amendment {
            report: Some(report),
            ..Amendment::default()
        };
        self.amend(milestone, with).await;
    }

    pub(crate) fn today(&self) -> Date {
        self.tenant.zone().day(self.app.clock().now())
    }

    pub(crate) fn later(&self, by: Duration) {
        self.app.clock().advance(by);
    }

    pub(crate) fn mailer(&self) -> Mailer {
        Mailer::directory(&self.mails, sender()).unwrap()
    }

    /// Runs all due jobs, with mails written to the folder; none may be given up or retried.
    pub(crate) async fn drain(&self) -> DrainReport {
        let report = drain(&self.app, &self.mailer()).await.unwrap();
        assert_eq!((&report.retried, &report.given_up), (&vec![], &vec![]));
        report
    }

    /// Lists the jobs that were given up.
    pub(crate) async fn failed(&self) -> Vec<Failed> {
        let permit = Permit::<SeeJobs>::system(TenantId::PLATFORM);
        jobs::failed(&self.app.db, &permit).await.unwrap()
    }

    /// Connects to the same database like another process.
    pub(crate) async fn another(&self) -> App {
        let url = format!("sqlite:{}", self.folder.path().join("besa.db").display());
        let (clock, ids) = (self.app.clock().clone(), self.app.ids().clone());
        let db = Db::connect(&url, 5, clock, ids, Arc::new(InProcess::default()))
            .await
            .unwrap();
        App { db, ..self.app.clone() }
    }
}

fn answers(contact: ContactId) -> ResponsibleDraft {
    ResponsibleDraft {
        organisation: None,
        contact: Some(contact),
        part: PartKind::Lead,
    }
}

async fn plan(app: &App, tenant: &Tenant, draft: PlanDraft) -> (Plan, CommitmentId) {
    let plan = plans::create(&app.db, &Permit::<EditPlan>::system(tenant.id), None, draft)
        .await
        .unwrap();
    let draft = CommitmentDraft {
        title: "Drinking water".to_owned(),
        ..CommitmentDraft::default()
    };
    let permit = Permit::<EditCommitment>::system(tenant.id);
    let commitment = commitments::create(&app.db, &permit, None, plan.id, draft)
        .await
        .unwrap();
    (plan, commitment.id)
}
