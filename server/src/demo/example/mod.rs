//! The example city: a complete plan with progress, one person per role, mail and evidence. Everything in it
//! is invented, and each of its pages says so.
//!
//! Its story ends on 23 November 2026 and is shifted by whole months, so that it always ended less than a
//! month ago. Each step is created with the clock set to its day, so that the log has realistic times. A few
//! due days are relative to today, so that reminders for them go out at once.

mod assessments;
mod endorsements;
mod forum;
mod measures;
mod offices;
mod readers;
mod reports;
mod story;
mod strategies;
mod voices;

use assessments::AssessmentStory;
use besa_domain::access::{
    AddEvidence, CreateTenant, EditCommitment, EditMilestone, EditPlan, ManagePeople, Permit, ReportProgress, Role,
};
use besa_domain::commitments::{self, CommitmentDraft, CommitmentState, PartDraft};
use besa_domain::db::Db;
use besa_domain::evidence::{self, About, EvidenceDraft};
use besa_domain::milestones::{
    self, Amendment, Milestone, MilestoneDraft, MilestoneState, Move, Report, ResponsibleDraft,
};
use besa_domain::people::Invite;
use besa_domain::plans::{self, Plan, PlanDraft, PlanState};
use besa_domain::records::{Names, ValueWhy};
use besa_domain::stakeholders::{OrganisationKind, PartKind};
use besa_domain::tenants::{self, Identity, Tenant};
use besa_domain::{AccountId, App, Clock, Error, TenantId, calendar, people};
use bytes::Bytes;
use story::{CommitmentStory, EvidenceStory, MilestoneStory, MoveStory, ReportStory, Story};
use time::macros::date;
use time::{Date, Duration, OffsetDateTime};

const SLUG: &str = "example";
/// The last day of the story, as written.
const WRITTEN: Date = date!(2026 - 11 - 23);

/// A step in the history of a milestone.
enum Step<'s> {
    Report(&'s ReportStory),
    Evidence(&'s EvidenceStory),
    Move(&'s MoveStory),
    Read(measures::Read),
}

/// Creates the story: the app, by how many months the story is shifted, and the current time.
struct StoryBuilder<'a> {
    app: &'a App,
    tenant: TenantId,
    months: i32,
    now: OffsetDateTime,
    today: Date,
}

/// Creates the example city, unless it exists. Returns its people by role.
pub(super) async fn load(app: &App) -> anyhow::Result<Vec<(Role, AccountId)>> {
    let tenant = match tenants::by_slug(&app.db, SLUG).await {
        Ok(tenant) => return staff(&app.db, &tenant).await,
        Err(Error::NotFound(_)) => city(app).await?,
        Err(error) => return Err(error.into()),
    };
    let now = app.clock().now();
    let today = tenant.zone().day(now);
    let months = (today.year() - WRITTEN.year()) * 12 + i32::from(u8::from(today.month()))
        - i32::from(u8::from(WRITTEN.month()))
        - i32::from(today.day() < WRITTEN.day());
    let story: Story = serde_json::from_str(include_str!("../example.json"))?;
    let builder = StoryBuilder {
        app,
        tenant: tenant.id,
        months,
        now,
        today,
    };
    let people = staff(&builder.on(date!(2025 - 08 - 28)), &tenant).await?;
    builder.build(&story).await?;
    let invite = Invite {
        email: "forum@example.org".to_owned(),
        role: Role::Cocreator,
        language: "sq".to_owned(),
        body: None,
    };
    people::invite(&app.db, &Permit::<ManagePeople>::system(tenant.id), None, invite).await?;
    Ok(people)
}

async fn city(app: &App) -> anyhow::Result<Tenant> {
    let names = [("en", "Example Municipality"), ("sq", "Bashkia Shembull")];
    let identity = Identity {
        names: Names(
            names
                .map(|(language, name)| (language.to_owned(), name.to_owned()))
                .into(),
        ),
        country: "AL".to_owned(),
        time_zone: "Europe/Tirane".to_owned(),
        languages: vec!["en".to_owned(), "sq".to_owned()],
        default_language: "en".to_owned(),
        colour: "#0b4f63".to_owned(),
        motif: "battlements".to_owned(),
        unit: Some("Open Government Unit".to_owned()),
        contact_email: Some("open@example.org".to_owned()),
    };
    Ok(tenants::create(
        &app.db,
        &Permit::<CreateTenant>::system(TenantId::PLATFORM),
        SLUG,
        identity,
        true,
    )
    .await?)
}

/// Creates one person for each role, named after the role.
async fn staff(db: &Db, tenant: &Tenant) -> anyhow::Result<Vec<(Role, AccountId)>> {
    let mut people = Vec::new();
    for role in Role::ALL {
        let name = role.code();
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        let account = people::ensure(db, &permit, &format!("{name}@example.org"), &capital(name), "en").await?;
        let permit = Permit::<ManagePeople>::system(tenant.id);
        match role {
            Role::Monitor => people::add_monitor(db, &permit, &account, "Example Monitoring Body").await?,
            Role::Admin | Role::Coordinator | Role::Implementer | Role::Cocreator | Role::Viewer => {
                people::add_member(db, &permit, &account, *role).await?;
            }
        }
        people.push((*role, account.id));
    }
    Ok(people)
}

impl StoryBuilder<'_> {
    fn moved(&self, day: Date) -> Date {
        calendar::months_after(day, self.months)
    }

    fn due(&self, story: &MilestoneStory) -> Date {
        story
            .due_in
            .map_or_else(|| self.moved(story.due), |days| calendar::days_after(self.today, days))
    }

    /// Returns the database with its clock set to 10:00 UTC on a day of the story, never in the future.
    fn on(&self, day: Date) -> Db {
        let at = self.moved(day).midnight().assume_utc() + Duration::hours(10);
        self.app.db.at(Clock::fixed(at.min(self.now)))
    }

    async fn build(&self, story: &Story) -> anyhow::Result<()> {
        let plan = self.plan().await?;
        let mut steps = Vec::new();
        for commitment in &story.commitments {
            let milestones = self.commitment(&plan, commitment).await?;
            steps.extend(self.measure(&milestones).await?);
            for (milestone, story) in milestones.into_iter().zip(&commitment.milestones) {
                steps.extend(
                    story
                        .reports
                        .iter()
                        .map(|step| (step.on, milestone.id, Step::Report(step))),
                );
                steps.extend(
                    story
                        .evidence
                        .iter()
                        .map(|step| (step.on, milestone.id, Step::Evidence(step))),
                );
                steps.extend(story.moves.iter().map(|step| (step.on, milestone.id, Step::Move(step))));
            }
        }
        steps.sort_by_key(|(on, id, _)| (*on, *id));
        if let Some(partner) = story
            .commitments
            .iter()
            .find_map(|commitment| commitment.partners.first())
        {
            self.endorsed(&plan, partner).await?;
        }
        self.strategies(plan.id).await?;
        let begin = date!(2025 - 09 - 01);
        let db = self.on(begin);
        plans::set_state(
            &db,
            &Permit::<EditPlan>::system(self.tenant),
            None,
            plan.id,
            plan.version,
            PlanState::Implementing,
        )
        .await?;
        let mut voice_stories = self.voice_stories(plan.id).await?;
        let since = (self.now - readers::AGO).date();
        let (before, after): (Vec<_>, Vec<_>) = steps.into_iter().partition(|(on, ..)| self.moved(*on) < since);
        let mut assessment_story = AssessmentStory::of(&plan);
        for (on, milestone, step) in before {
            self.all_until(&mut assessment_story, &mut voice_stories, on).await?;
            self.step(&self.on(on), on, milestone, step).await?;
        }
        readers::follow(self.app, self.tenant).await?;
        for (on, milestone, step) in after {
            self.all_until(&mut assessment_story, &mut voice_stories, on).await?;
            self.step(&self.on(on), on, milestone, step).await?;
        }
        self.all_until(&mut assessment_story, &mut voice_stories, Date::MAX)
            .await?;
        self.report(plan.id).await
    }

    async fn plan(&self) -> anyhow::Result<Plan> {
        let (start, end) = (
            self.moved(date!(2025 - 09 - 01)),
            calendar::month_end(self.moved(date!(2027 - 08 - 01))),
        );
        let years = format!("{}-{}", start.year(), end.year());
        let draft = PlanDraft {
            title: format!("Open government action plan {} to {}", start.year(), end.year()),
            reference: years,
            language: "en".to_owned(),
            starts_on: Some(start),
            ends_on: Some(end),
            term_ends_on: Some(self.moved(date!(2027 - 10 - 31))),
            adopted_on: Some(self.moved(date!(2025 - 08 - 28))),
            submitted_on: Some(self.moved(date!(2025 - 08 - 29))),
            foreword: Some("Five promises, made together with residents. Each has a date, somebody who answers for it, and a place where its proof is kept.".to_owned()),
            vision: Some("A municipality whose residents can see what it does with their money, and decide with it.".to_owned()),
            challenges: Some("Villages are far from the city hall; results stay on paper; complaints go unanswered.".to_owned()),
            engagement: Some("Three open meetings and two rounds of written comments with 41 organisations and residents.".to_owned()),
            monitoring: Some("The forum meets every three months. Each milestone is updated in public.".to_owned()),
            monitoring_body: Some("Example Monitoring Body".to_owned()),
            lead_institutions: vec!["Open Government Unit".to_owned(), "Finance and Budget Directorate".to_owned()],
            ..PlanDraft::default()
        };
        Ok(plans::create(
            &self.on(date!(2025 - 08 - 28)),
            &Permit::<EditPlan>::system(self.tenant),
            None,
            draft,
        )
        .await?)
    }

    async fn commitment(&self, plan: &Plan, story: &CommitmentStory) -> anyhow::Result<Vec<Milestone>> {
        let db = self.on(date!(2025 - 08 - 28));
        let (lead, contact) = self.office(&db, &story.lead).await?;
        let mut parts = vec![PartDraft {
            organisation: lead.id,
            part: PartKind::Lead,
        }];
        for partner in &story.partners {
            let organisation = self.organisation(&db, partner, OrganisationKind::CivilSociety).await?;
            parts.push(PartDraft {
                organisation: organisation.id,
                part: PartKind::Supporter,
            });
        }
        let starts = story.milestones.iter().map(|milestone| milestone.start).min();
        let ends = story.milestones.iter().map(|milestone| milestone.due).max();
        let draft = CommitmentDraft {
            title: story.title.clone(),
            short_title: Some(story.short_title.clone()),
            state: CommitmentState::Active,
            starts_on: starts.map(|day| self.moved(day)),
            ends_on: ends.map(|day| self.moved(day)),
            problem: Some(story.problem.clone()),
            status_quo: Some(story.status_quo.clone()),
            action: Some(story.action.clone()),
            solution: Some(story.solution.clone()),
            long_term_goal: Some(story.long_term_goal.clone()),
            policy_area: Some(story.policy_area.clone()),
            ogp_values: story
                .values
                .iter()
                .map(|(value, why)| ValueWhy {
                    value: *value,
                    why: Some(why.clone()),
                })
                .collect(),
            sdg_targets: story.sdg_targets.clone(),
            resources: Some(story.resources.clone()),
            parts,
            ..CommitmentDraft::default()
        };
        let permit = Permit::<EditCommitment>::system(self.tenant);
        let made = commitments::create(&db, &permit, None, plan.id, draft).await?;
        let permit = Permit::<EditMilestone>::system(self.tenant);
        let mut milestones = Vec::new();
        for milestone in &story.milestones {
            let draft = MilestoneDraft {
                title: milestone.title.clone(),
                output: milestone.output.clone(),
                starts_on: Some(self.moved(milestone.start)),
                due_on: Some(self.due(milestone)),
                responsible: vec![ResponsibleDraft {
                    organisation: Some(lead.id),
                    contact: Some(contact.id),
                    part: PartKind::Lead,
                }],
                ..MilestoneDraft::default()
            };
            milestones.push(milestones::create(&db, &permit, None, made.id, draft).await?);
        }
        Ok(milestones)
    }

    async fn step(&self, db: &Db, on: Date, milestone: besa_domain::MilestoneId, step: Step<'_>) -> anyhow::Result<()> {
        let see = Permit::<besa_domain::access::SeePlan>::system(self.tenant);
        let version = milestones::get(db, &see, milestone).await?.version;
        match step {
            Step::Report(story) => {
                let report = Report {
                    state: story.state,
                    percent: story.percent,
                    completed_on: (story.state == MilestoneState::Complete).then(|| self.moved(on)),
                    done: story.done.clone(),
                    challenges: story.challenges.clone(),
                    next_step: story.next_step.clone(),
                    reason: None,
                };
                let permit = Permit::<ReportProgress>::system(self.tenant);
                milestones::report(db, &permit, None, milestone, version, self.moved(on), report).await?;
            }
            Step::Read(read) => self.read(db, on, &read).await?,
            Step::Move(story) => {
                let to = Move {
                    due_on: self.moved(story.due),
                    reason: story.reason.clone(),
                    decided_by: Some(story.decided_by.clone()),
                    meeting: Some(story.meeting.clone()),
                };
                let with = Amendment {
                    to: Some(to),
                    ..Amendment::default()
                };
                milestones::amend(
                    db,
                    &Permit::<EditMilestone>::system(self.tenant),
                    None,
                    milestone,
                    version,
                    self.moved(on),
                    with,
                )
                .await?;
            }
            Step::Evidence(story) => {
                let permit = Permit::<AddEvidence>::system(self.tenant);
                let file = match (&story.file, &story.text) {
                    (Some(name), Some(text)) => {
                        let bytes = futures_util::stream::iter([Ok(Bytes::from(text.clone()))]);
                        Some(evidence::store(db, self.app.files.as_ref(), &permit, name, bytes).await?)
                    }
                    (Some(_) | None, _) => None,
                };
                let draft = EvidenceDraft {
                    title: story.title.clone(),
                    kind: story.kind,
                    link: story.link.clone(),
                    language: Some("en".to_owned()),
                    source: None,
                    licence: Some("CC BY 4.0".to_owned()),
                    description: None,
                    dated_on: Some(self.moved(on)),
                };
                evidence::add(db, &permit, None, About::Milestone(milestone), draft, file).await?;
            }
        }
        Ok(())
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
