//! Two cities with the same kinds of records, and all kinds of callers.
//!
//! Long because it creates one record of every kind.

use super::nothing::random;
use super::review;
use super::send::LOGO;
use crate::digest::literal;
use besa_domain::access::{
    AddEvidence, EditCommitment, EditMilestone, EditPlan, EditTenant, Endorse, ManagePeople, Permit, ReportProgress,
    Respond, Role, SeePlan, SendDigests, Speak, StaffRole, Subscribe,
};
use besa_domain::calendar::days_after;
use besa_domain::commitments::{self, CommitmentDraft, CommitmentState, PartDraft};
use besa_domain::digests;
use besa_domain::endorsements::{self, Stance};
use besa_domain::evidence::{self, About, EvidenceDraft, EvidenceKind};
use besa_domain::jobs::{self, Job};
use besa_domain::milestones::{self, Milestone, MilestoneDraft, MilestoneState, Move, Report, ResponsibleDraft};
use besa_domain::people::{self, Invite, Member};
use besa_domain::plans::{self, Plan, PlanDraft, PlanState};
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::stakeholders::PartKind;
use besa_domain::subscriptions::{self, SubscriptionSettings};
use besa_domain::tenants::{self, Tenant};
use besa_domain::voices::{self, Draft, Submission, VoiceKind};
use besa_domain::{CommitmentId, JobId, TenantId, input};
use besa_tests::{Person, TestApp, today};
use std::collections::BTreeMap;
use time::macros::date;

/// A text in records of the other city, which no caller may read.
pub(super) const FOREIGN: &str = "Foreign-canary";
/// A text in drafts, which only members may read.
pub(super) const DRAFT: &str = "Draft-canary";
/// A text in names of contacts, which only those who may edit stakeholders may read.
pub(super) const PRIVATE: &str = "Private-canary";

/// Values by name, for paths and bodies.
pub(super) type Values = BTreeMap<&'static str, String>;

/// A caller.
pub(super) struct Caller {
    /// The caller's name in the matrix.
    pub(super) name: String,
    /// The caller's role in the city under test.
    pub(super) role: Option<Role>,
    /// A token, and the cookie and CSRF token of a session; `None` for callers who are not signed in.
    pub(super) keys: Option<(String, String, String)>,
}

/// Two cities and all callers.
pub(super) struct World {
    /// The app.
    pub(super) app: TestApp,
    /// All callers.
    pub(super) callers: Vec<Caller>,
    /// The city under test, with the commitment that the implementer is assigned to.
    pub(super) own: Values,
    /// The city under test, with a commitment that the implementer is not assigned to.
    pub(super) others: Values,
    /// The city under test, with an earlier plan.
    pub(super) earlier: Values,
    /// The city under test, with a draft plan.
    pub(super) draft: Values,
    /// The city under test, with a draft plan that nobody outside the city works with.
    pub(super) unseen: Values,
    /// The other city.
    pub(super) foreign: Values,
    /// Ids of no record.
    pub(super) random: Values,
    /// The tenant id of the other city.
    pub(super) other: TenantId,
}

/// An import file: a plan with one commitment and one milestone.
pub(super) const CSV: &str = include_str!("plan.csv");

impl World {
    /// Creates both cities and all callers.
    pub(super) async fn new() -> Self {
        let app = TestApp::new().await;
        let (city, other) = (app.city("elbasan").await, app.city("tirana").await);
        let mut callers = vec![Caller {
            name: "nobody".into(),
            role: None,
            keys: None,
        }];
        callers.push(caller(&app, "stranger", None, &app.stranger("stranger").await).await);
        for role in Role::ALL {
            let person = app.person(role.code(), &city, *role).await;
            callers.push(caller(&app, role.code(), Some(*role), &person).await);
            let name = format!("foreign {}", role.code());
            let person = app.person(&format!("foreign-{}", role.code()), &other, *role).await;
            callers.push(caller(&app, &name, None, &person).await);
        }
        let removed = app.person("removed", &city, Role::Coordinator).await;
        callers.push(caller(&app, "removed", None, &removed).await);
        remove(&app, &city, "removed").await;
        for role in StaffRole::ALL {
            let person = app.staff(role.code(), *role).await;
            callers.push(caller(&app, role.code(), None, &person).await);
        }
        // A reviewer limited to the other city.
        let person = app.staff("foreign-reviewer", StaffRole::Reviewer).await;
        app.reach(&person, &[&other]).await;
        callers.push(caller(&app, "foreign reviewer", None, &person).await);
        // A second operator, so that one can be removed.
        let (reviewer, second) = (
            person.account.id,
            app.staff("second-operator", StaffRole::Operator).await,
        );

        let mut own = shared(&app, &city, "").await;
        let mut foreign = shared(&app, &other, FOREIGN).await;
        for values in [&mut own, &mut foreign] {
            values.insert("reviewer", reviewer.to_string());
            values.insert("operator", second.account.id.to_string());
        }
        let plan = plan(&app, &city, "2025-2027", "", PlanState::Implementing).await;
        let mut others = own.clone();
        let first = on(&app, &plan, &mut own, "").await;
        let second = on(&app, &plan, &mut others, "").await;
        assign(&app, &city, &[first], "implementer").await;
        let mut draft = own.clone();
        let (mut earlier, mut unseen) = (own.clone(), own.clone());
        let before = self::plan(&app, &city, "2019-2021", "", PlanState::Ended).await;
        on(&app, &before, &mut earlier, "").await;
        let later = self::plan(&app, &city, "2028-2030", DRAFT, PlanState::Draft).await;
        on(&app, &later, &mut draft, DRAFT).await;
        let next = self::plan(&app, &city, "2031-2033", DRAFT, PlanState::Draft).await;
        records(&app, &next, &mut unseen, DRAFT).await;
        let theirs = self::plan(&app, &other, "2024-2026", FOREIGN, PlanState::Implementing).await;
        let mut all = Vec::new();
        for _ in 0..3 {
            all.push(on(&app, &theirs, &mut foreign, FOREIGN).await);
        }
        assign(&app, &other, &all, "foreign-implementer").await;
        for values in [&mut own, &mut foreign] {
            review::asked(&app, values).await;
        }
        endorse(&app, &city, &plan, "cocreator").await;
        endorse(&app, &other, &theirs, "foreign-cocreator").await;
        super::bodies::strategy(&app, &city, first, &mut own, "").await;
        super::bodies::strategy(&app, &other, all[0], &mut foreign, FOREIGN).await;
        let spots = [(plan.id, None), (plan.id, Some(second)), (before.id, None)];
        super::assessed::assessments(&app, &city, spots, &mut own, "").await;
        let spots = [(theirs.id, None), (theirs.id, Some(all[1])), (theirs.id, Some(all[2]))];
        super::assessed::assessments(&app, &other, spots, &mut foreign, FOREIGN).await;
        digest(&app, &city, first).await;
        digest(&app, &other, all[0]).await;
        app.run_jobs().await;
        for values in [
            &mut own,
            &mut others,
            &mut earlier,
            &mut draft,
            &mut unseen,
            &mut foreign,
        ] {
            versions(&app, values).await;
        }
        let random = random(&own);
        Self {
            other: other.id,
            app,
            callers,
            own,
            others,
            earlier,
            draft,
            unseen,
            foreign,
            random,
        }
    }
}

async fn caller(app: &TestApp, name: &str, role: Option<Role>, person: &Person<'_>) -> Caller {
    // The first use of a token in an hour updates its row. It happens here, so that later reads change
    // nothing.
    people::by_token(&app.app.db, person.token()).await.unwrap();
    let link = people::link(&app.app.db, person.account.id).await.unwrap();
    let session = people::sign_in_by_link(&app.app.db, &link).await.unwrap();
    Caller {
        name: name.to_owned(),
        role,
        keys: Some((person.token().to_owned(), session.secret, session.csrf)),
    }
}

async fn member(app: &TestApp, city: &Tenant, name: &str) -> Member {
    let permit = Permit::<ManagePeople>::system(city.id);
    let members = people::members(&app.app.db, &permit).await.unwrap();
    members.into_iter().find(|member| member.name == name).unwrap()
}

async fn remove(app: &TestApp, city: &Tenant, name: &str) {
    let permit = Permit::<ManagePeople>::system(city.id);
    let id = member(app, city, name).await.id;
    people::remove_member(&app.app.db, &permit, None, id, Some("Its time is over"))
        .await
        .unwrap();
}

async fn assign(app: &TestApp, city: &Tenant, to: &[CommitmentId], name: &str) {
    let permit = Permit::<EditCommitment>::system(city.id);
    let account = member(app, city, name).await.account;
    commitments::assign(&app.app.db, &permit, None, account, to)
        .await
        .unwrap();
}

/// Creates the records of a city outside plans.
async fn shared(app: &TestApp, city: &Tenant, canary: &str) -> Values {
    let db = &app.app.db;
    let mut values = Values::from([("slug", city.slug.clone()), ("theme", format!("{}.0.css", city.slug))]);
    let organisation = super::organisations::organisations(app, city, &mut values, canary).await;
    let invite = Invite {
        email: "invited@example.org".into(),
        role: Role::Viewer,
        language: "en".into(),
        body: None,
    };
    let permit = Permit::<ManagePeople>::system(city.id);
    let invitation = people::invite(db, &permit, None, invite).await.unwrap();
    let secret = people::invitation_link(db, &permit, invitation.id).await.unwrap();
    let monitor = Invite {
        email: "watch@example.org".into(),
        role: Role::Monitor,
        language: "en".into(),
        body: None,
    };
    people::invite(db, &permit, None, monitor).await.unwrap();
    let import = super::imports::imports(app, city, canary).await;
    let person = if canary.is_empty() { "viewer" } else { "foreign-viewer" };
    let implementer = if canary.is_empty() {
        "implementer"
    } else {
        "foreign-implementer"
    };
    values.insert("member", member(app, city, person).await.id.to_string());
    values.insert("implementer", member(app, city, implementer).await.id.to_string());
    let cocreator = member(app, city, &person.replace("viewer", "cocreator")).await;
    values.insert("cocreator", cocreator.id.to_string());
    let permit = Permit::<ManagePeople>::system(city.id);
    people::appoint(db, &permit, None, cocreator.account, Some(organisation.id))
        .await
        .unwrap();
    let account = member(app, city, person).await.account;
    values.insert("account", account.to_string());
    values.insert("link", people::link(db, account).await.unwrap());
    // The other city's token belongs to none of the callers.
    let holder = if canary.is_empty() {
        account
    } else {
        app.stranger("holder").await.account.id
    };
    let tokens = people::tokens(db, &Permit::own(holder)).await.unwrap();
    values.insert("token", tokens[0].id.to_string());
    let permit = Permit::<EditTenant>::system(city.id);
    let city = tenants::set_logo(db, &*app.app.files, &permit, None, city.version, LOGO.into())
        .await
        .unwrap();
    values.insert("logo", city.logo_hash().unwrap().to_owned());
    values.insert("invitation", invitation.id.to_string());
    values.insert("invite", secret);
    values.insert("confirmation", confirmation(app, &city).await);
    values.insert("subscription", subscription(app, &city).await);
    values.insert("job", failed_job(app, &city).await);
    super::bodies::workdays(app, &city, &mut values, canary).await;
    values.insert("import", import.to_string());
    super::bodies::body(app, &city, &mut values, canary).await;
    values
}

/// Creates a confirmed subscription; returns the secret of its link.
async fn subscription(app: &TestApp, city: &Tenant) -> String {
    let (db, permit) = (&app.app.db, Permit::<Subscribe>::public(city.id));
    let wish = SubscriptionSettings::usual("en");
    let asked = subscriptions::subscribe(db, &permit, None, city, "resident@example.org", &wish).await;
    let secret = app.subscription_link(city, asked.unwrap().unwrap()).await;
    subscriptions::confirm(db, &permit, &secret).await.unwrap();
    secret
}

/// Creates an endorsement by an organisation.
async fn endorse(app: &TestApp, city: &Tenant, plan: &Plan, by: &str) {
    let caller = besa_domain::access::Caller::Person(member(app, city, by).await.account);
    let (_, permit) = app
        .app
        .gate
        .permit::<Endorse>(&app.app.db, caller, &city.slug)
        .await
        .unwrap();
    let draft = endorsements::Draft {
        stance: Stance::Endorses,
        name: "Chair of the board".to_owned(),
        position: None,
        reason: None,
        letter: None,
    };
    endorsements::give(&app.app.db, &permit, None, plan.id, draft)
        .await
        .unwrap();
    let draft = Draft {
        kind: VoiceKind::Comment,
        about: Some(voices::About::Plan(plan.id)),
        parent: None,
        title: None,
        body: "For an organisation.".to_owned(),
        asks: false,
        language: "en".to_owned(),
        name: None,
        email: None,
    };
    let (_, permit) = app
        .app
        .gate
        .permit::<Speak>(&app.app.db, caller, &city.slug)
        .await
        .unwrap();
    voices::submit(&app.app.db, &permit, None, draft).await.unwrap();
}

/// Creates a subscription to one commitment, with a digest.
async fn digest(app: &TestApp, city: &Tenant, commitment: CommitmentId) {
    let (db, permit) = (&app.app.db, Permit::<Subscribe>::public(city.id));
    let wish = SubscriptionSettings {
        whole: false,
        commitments: [commitment].into(),
        ..SubscriptionSettings::usual("en")
    };
    let asked = subscriptions::subscribe(db, &permit, None, city, "follower@example.org", &wish).await;
    let secret = app.subscription_link(city, asked.unwrap().unwrap()).await;
    subscriptions::confirm(db, &permit, &secret).await.unwrap();
    let id = literal(app, city.id);
    app.sql(&format!(
        "UPDATE subscription SET next_at = asked_at, \"cursor\" = 0 WHERE whole = false AND tenant_id = {id}"
    ))
    .await;
    let permit = Permit::<SendDigests>::system(city.id);
    assert_eq!(digests::plan_for_city(db, &permit).await.unwrap(), 1);
}

/// Creates a job that was given up.
async fn failed_job(app: &TestApp, city: &Tenant) -> String {
    let now = app.app.clock().now();
    jobs::schedule(&app.app.db, city.id, &Job::RefreshFigures, &city.slug, now)
        .await
        .unwrap();
    let of_it = format!("WHERE dedup = '{}'", city.slug);
    app.sql(&format!(
        "UPDATE job SET failed_at = created_at, last_error = 'no' {of_it}"
    ))
    .await;
    let row = &app.rows(&format!("SELECT id FROM job {of_it}")).await[0];
    row.try_get::<JobId>("", "id").unwrap().to_string()
}

async fn plan(app: &TestApp, city: &Tenant, reference: &str, canary: &str, state: PlanState) -> Plan {
    let permit = Permit::<EditPlan>::system(city.id);
    let draft = PlanDraft {
        reference: reference.to_owned(),
        title: format!("Action plan {reference} {canary}"),
        language: "en".to_owned(),
        starts_on: Some(date!(2025 - 09 - 01)),
        ends_on: Some(date!(2027 - 08 - 31)),
        ..PlanDraft::default()
    };
    let plan = plans::create(&app.app.db, &permit, None, draft).await.unwrap();
    if state == PlanState::Draft {
        return plan;
    }
    plans::set_state(&app.app.db, &permit, None, plan.id, plan.version, state)
        .await
        .unwrap()
}

/// Creates a commitment with all kinds of dependent records, and a report on its plan.
async fn on(app: &TestApp, plan: &Plan, values: &mut Values, canary: &str) -> CommitmentId {
    let commitment = records(app, plan, values, canary).await;
    super::reports::reports(app, plan, values, canary).await;
    voices(app, plan, commitment, values, canary).await;
    commitment
}

/// Creates a commitment with a milestone and its evidence.
async fn records(app: &TestApp, plan: &Plan, values: &mut Values, canary: &str) -> CommitmentId {
    let (db, tenant) = (&app.app.db, plan.tenant_id);
    let draft = CommitmentDraft {
        title: format!("Drinking-water results {canary}"),
        state: CommitmentState::Active,
        parts: vec![PartDraft {
            organisation: values["organisation"].parse().unwrap(),
            part: PartKind::Supporter,
        }],
        ..CommitmentDraft::default()
    };
    let permit = Permit::<EditCommitment>::system(tenant);
    let commitment = commitments::create(db, &permit, None, plan.id, draft).await.unwrap();
    let draft = MilestoneDraft {
        title: format!("Publish the results {canary}"),
        starts_on: Some(date!(2026 - 05 - 01)),
        due_on: Some(date!(2027 - 01 - 31)),
        state: Some(MilestoneState::NotStarted),
        responsible: vec![ResponsibleDraft {
            organisation: values["organisation"].parse().ok(),
            contact: values["contact"].parse().ok(),
            part: PartKind::Lead,
        }],
        ..MilestoneDraft::default()
    };
    let permit = Permit::<EditMilestone>::system(tenant);
    let milestone = milestones::create(db, &permit, None, commitment.id, draft)
        .await
        .unwrap();
    let milestone = kept(app, milestone).await;
    let permit = Permit::<AddEvidence>::system(tenant);
    let text = format!("day,result,{canary}\n");
    let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from(text))]);
    let stored = evidence::store(db, &*app.app.files, &permit, "water.csv", bytes)
        .await
        .unwrap();
    let about = About::Milestone(milestone.id);
    let file = evidence::add(db, &permit, None, about, proof(canary, None), Some(stored))
        .await
        .unwrap();
    let link = Some("https://example.org/water".to_owned());
    let linked = evidence::add(db, &permit, None, about, proof(canary, link), None)
        .await
        .unwrap();
    values.extend([
        ("plan", plan.id.to_string()),
        ("reference", plan.reference.clone()),
        ("commitment", commitment.id.to_string()),
        ("number", commitment.number.to_string()),
        (
            "page",
            format!("{}-{}", commitment.number, input::slug(&commitment.title)),
        ),
        ("milestone", milestone.id.to_string()),
        ("step", milestone.number.to_string()),
        ("file", file.id.to_string()),
        ("evidence", linked.id.to_string()),
        ("subject", format!("c-{}", commitment.id)),
    ]);
    super::measured::measured(app, tenant, values, canary).await;
    commitment.id
}

/// Returns the secret of the link that confirms an e-mail address.
async fn confirmation(app: &TestApp, city: &Tenant) -> String {
    let draft = Draft {
        kind: VoiceKind::Proposal,
        about: None,
        parent: None,
        title: Some("An idea".to_owned()),
        body: "What I think".to_owned(),
        asks: true,
        language: "en".to_owned(),
        name: Some("Ana K.".to_owned()),
        email: Some(format!("{}@example.org", city.slug)),
    };
    voices::submit(&app.app.db, &Permit::<Speak>::public(city.id), None, draft)
        .await
        .unwrap();
    app.confirmation_link(city).await
}

/// Creates comments and proposals, with and without a response.
async fn voices(app: &TestApp, plan: &Plan, on: CommitmentId, values: &mut Values, canary: &str) {
    let db = &app.app.db;
    let commitment = voices::About::Commitment(on);
    let milestone = voices::About::Milestone(values["milestone"].parse().unwrap());
    let report = voices::About::Report(values["open-report"].parse().unwrap());
    let idea = voices::About::Plan(plan.id);
    let mut parent = None;
    for (name, kind, about, answer) in [
        ("comment", VoiceKind::Comment, commitment, None),
        ("reply", VoiceKind::Comment, commitment, None),
        ("answered-comment", VoiceKind::Comment, milestone, Some(milestone)),
        ("on-report", VoiceKind::Comment, report, None),
        ("proposal", VoiceKind::Proposal, idea, None),
        ("answered-proposal", VoiceKind::Proposal, idea, Some(commitment)),
    ] {
        let draft = Draft {
            kind,
            about: Some(about),
            parent: parent.filter(|_| name == "reply"),
            title: Some(format!("An idea {canary}")),
            body: format!("What I think {canary}"),
            asks: true,
            language: "en".to_owned(),
            name: Some(format!("Resident {canary}")),
            email: None,
        };
        let permit = Permit::<Speak>::system(plan.tenant_id);
        let Submission::Received(received) = voices::submit(db, &permit, None, draft).await.unwrap() else {
            panic!("Besa itself is not asked");
        };
        let voice = received.voice;
        if answer.is_some() {
            let draft = ResponseDraft {
                outcome: Outcome::Accepted,
                reason: Some(format!("Yes {canary}")),
                changed: None,
                about: answer,
                office: None,
            };
            let permit = Permit::<Respond>::system(plan.tenant_id);
            responses::respond(db, &permit, None, &[voice.id], draft).await.unwrap();
        }
        parent = Some(voice.id);
        values.insert(name, voice.id.to_string());
    }
}

/// Creates a milestone with a report and a changed due date.
async fn kept(app: &TestApp, milestone: Milestone) -> Milestone {
    let db = &app.app.db;
    let report = Report {
        state: MilestoneState::InProgress,
        percent: Some(5),
        completed_on: None,
        done: Some("Begun.".into()),
        challenges: None,
        next_step: None,
        reason: None,
    };
    let permit = Permit::<ReportProgress>::system(milestone.tenant_id);
    let milestone = milestones::report(db, &permit, None, milestone.id, milestone.version, today(), report)
        .await
        .unwrap();
    let to = Move {
        due_on: days_after(today(), 30),
        reason: "The tender is repeated.".into(),
        decided_by: None,
        meeting: None,
    };
    let permit = Permit::<EditMilestone>::system(milestone.tenant_id);
    milestones::reschedule(db, &permit, None, milestone.id, milestone.version, to)
        .await
        .unwrap()
}

fn proof(canary: &str, link: Option<String>) -> EvidenceDraft {
    besa_tests::evidence(&format!("Results {canary}"), EvidenceKind::Data, link.as_deref())
}

/// Returns the versions that changes must name.
async fn versions(app: &TestApp, values: &mut Values) {
    let city = tenants::by_slug(&app.app.db, &values["slug"]).await.unwrap();
    let (db, permit) = (&app.app.db, Permit::<SeePlan>::system(city.id));
    let plan = plans::get(db, &permit, values["plan"].parse().unwrap()).await.unwrap();
    let (commitment, _) = commitments::get(db, &permit, values["commitment"].parse().unwrap())
        .await
        .unwrap();
    let milestone = milestones::get(db, &permit, values["milestone"].parse().unwrap())
        .await
        .unwrap();
    values.extend([
        ("city.version", city.version.to_string()),
        ("plan.version", plan.version.to_string()),
        ("commitment.version", commitment.version.to_string()),
        ("commitment.number", commitment.number.to_string()),
        ("milestone.version", milestone.version.to_string()),
        (
            "plan.next",
            if plan.state == PlanState::Draft {
                "consultation"
            } else {
                "ended"
            }
            .to_owned(),
        ),
    ]);
}
