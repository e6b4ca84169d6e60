//! Deleting records that were never public: what goes, what stays, and who keeps a record.

use crate::workspace::Browser;
use besa_domain::access::{
    AddEvidence, Assess, EditCommitment, EditMilestone, EditPlan, Permit, ReportProgress, Role, SeeLog, SeePlan,
};
use besa_domain::assessments::{self, AssessmentKind};
use besa_domain::commitments;
use besa_domain::evidence::{self, About, Evidence, EvidenceKind};
use besa_domain::indicators::{self, Correction, IndicatorDraft, ReadingDraft};
use besa_domain::log::{self, Event};
use besa_domain::milestones::{self, Milestone, MilestoneState, Report};
use besa_domain::plans::{self, PlanState};
use besa_domain::records::Names;
use besa_domain::removal::{self, Removed};
use besa_domain::{Conflict, Error, Holder, Once};
use besa_tests::{City, Sample, TestApp, today};
use poem::http::Method;
use serde_json::Value;

/// A draft plan with a commitment, a milestone that was reported on, and evidence with a file.
struct Draft {
    sample: Sample,
    file: Evidence,
}

/// The tables that a draft plan fills.
const TABLES: [&str; 11] = [
    "plan",
    "commitment",
    "milestone",
    "progress",
    "due_change",
    "responsible",
    "evidence",
    "part",
    "provenance",
    "indicator",
    "reading",
];

async fn draft(app: &TestApp, city: &City) -> Draft {
    let db = &app.app.db;
    let plan = app.plan(city, PlanState::Draft).await;
    let commitment = app.commitment(&plan).await;
    let milestone = app.milestone(&commitment, 30).await;
    app.responsible(&milestone, "ana").await;
    let milestone = reported(app, &milestone).await;
    corrected(app, &milestone).await;
    let permit = Permit::<AddEvidence>::system(city.id);
    let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from("day,result\n"))]);
    let stored = evidence::store(db, &*app.app.files, &permit, "water.csv", bytes)
        .await
        .unwrap();
    let file = besa_tests::evidence("Results", EvidenceKind::Data, None);
    let file = evidence::add(db, &permit, None, About::Milestone(milestone.id), file, Some(stored))
        .await
        .unwrap();
    let (city, commitment) = (city.clone(), commitment);
    Draft {
        sample: Sample {
            city,
            plan,
            commitment,
            milestone,
        },
        file,
    }
}

/// Adds an indicator with a reading that was corrected.
async fn corrected(app: &TestApp, milestone: &Milestone) {
    let db = &app.app.db;
    let draft = IndicatorDraft {
        titles: Names([("en".to_owned(), "Villages with results".to_owned())].into()),
        milestone: Some(milestone.id),
        ..IndicatorDraft::default()
    };
    let permit = Permit::<EditMilestone>::system(milestone.tenant_id);
    let of = milestone.commitment_id;
    let indicator = indicators::create(db, &permit, None, of, draft).await.unwrap();
    let reading = ReadingDraft {
        read_on: Some(today()),
        value: "12".parse().ok(),
        note: None,
    };
    let permit = Permit::<ReportProgress>::system(milestone.tenant_id);
    let old = indicators::add_reading(db, &permit, None, indicator.id, today(), reading.clone())
        .await
        .unwrap();
    let with = Correction {
        reading,
        reason: Some("A typing error.".to_owned()),
    };
    indicators::correct_reading(db, &permit, None, old.id, 1, today(), with)
        .await
        .unwrap();
}

async fn reported(app: &TestApp, milestone: &Milestone) -> Milestone {
    let permit = Permit::<ReportProgress>::system(milestone.tenant_id);
    let milestone = milestones::get(
        &app.app.db,
        &Permit::<SeePlan>::system(milestone.tenant_id),
        milestone.id,
    )
    .await
    .unwrap();
    let report = Report {
        state: MilestoneState::InProgress,
        percent: Some(10),
        completed_on: None,
        done: Some("Begun.".to_owned()),
        challenges: None,
        next_step: None,
        reason: None,
    };
    milestones::report(
        &app.app.db,
        &permit,
        None,
        milestone.id,
        milestone.version,
        today(),
        report,
    )
    .await
    .unwrap()
}

async fn counts(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(app.count(table).await);
    }
    counts
}

async fn last_event(app: &TestApp, city: &City) -> (Event, bool) {
    let all = log::list(
        &app.app.db,
        &Permit::<SeeLog>::system(city.id),
        log::About::All,
        None,
        1,
    )
    .await;
    let entry = all.unwrap().remove(0);
    (entry.event().unwrap(), entry.public)
}

#[tokio::test]
async fn a_draft_plan_goes_with_all_it_holds_and_the_log_keeps_its_title() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let before = counts(&app).await;
    let made = draft(&app, &city).await;
    let (db, plan) = (&app.app.db, &made.sample.plan);
    let permit = Permit::<EditPlan>::system(city.id);
    let once = Once::new("once", &plan.id).unwrap();
    let gone = removal::plan(db, &permit, Some(&once), plan.id, Some(plan.version))
        .await
        .unwrap();
    let expected = Removed {
        plans: 1,
        commitments: 1,
        milestones: 1,
        updates: 1,
        evidence: 1,
        indicators: 1,
        readings: 2,
    };
    assert_eq!(gone, expected);
    assert_eq!(counts(&app).await, before);
    let (event, public) = last_event(&app, &city).await;
    let removed = Event::PlanRemove {
        title: plan.title.clone(),
        reference: plan.reference.clone(),
        commitments: 1,
        milestones: 1,
        evidence: 1,
        indicators: 1,
    };
    assert_eq!((event, public), (removed, false));
    // The same request again has the same answer; another one finds nothing.
    let again = removal::plan(db, &permit, Some(&once), plan.id, Some(plan.version))
        .await
        .unwrap();
    assert_eq!(again, expected);
    let found = removal::plan(db, &permit, None, plan.id, None).await.unwrap_err();
    assert!(matches!(found, Error::NotFound("plan")), "{found}");
    // The file is left to the clean-up, which deletes it after a day.
    assert_eq!(app.stored_files(), 1);
    app.app.clock().advance(time::Duration::hours(25));
    let clean = Permit::<besa_domain::access::CleanUp>::system(city.id);
    let cleaned = besa_domain::clean_up::clean_up(db, &*app.app.files, &clean)
        .await
        .unwrap();
    assert_eq!((cleaned.files, app.stored_files()), (1, 0));
}

#[tokio::test]
async fn what_was_public_once_is_never_deleted() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let made = draft(&app, &city).await;
    let (db, plan) = (&app.app.db, &made.sample.plan);
    let permit = Permit::<EditPlan>::system(city.id);
    let public = plans::set_state(db, &permit, None, plan.id, plan.version, PlanState::Consultation)
        .await
        .unwrap();
    let refused = removal::plan(db, &permit, None, plan.id, None).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict(Conflict::WasPublic)), "{refused}");
    // Back to a draft: what residents saw stays, and what was added since can go.
    let hidden = plans::set_state(db, &permit, None, plan.id, public.version, PlanState::Draft)
        .await
        .unwrap();
    let (commitment, milestone) = (&made.sample.commitment, &made.sample.milestone);
    let (of_commitment, of_milestone) = (
        Permit::<EditCommitment>::system(city.id),
        Permit::<EditMilestone>::system(city.id),
    );
    for refused in [
        removal::plan(db, &permit, None, hidden.id, None).await,
        removal::commitment(db, &of_commitment, None, commitment.id, None).await,
        removal::milestone(db, &of_milestone, None, milestone.id, None).await,
    ] {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, Error::Conflict(Conflict::WasPublic)), "{refused}");
    }
    let new = app.milestone(commitment, 60).await;
    let gone = removal::milestone(db, &of_milestone, None, new.id, Some(new.version))
        .await
        .unwrap();
    assert_eq!(gone.milestones, 1);
    let new = app.commitment(&hidden).await;
    let gone = removal::commitment(db, &of_commitment, None, new.id, Some(new.version))
        .await
        .unwrap();
    assert_eq!(gone.commitments, 1);
    let (event, public) = last_event(&app, &city).await;
    let removed = Event::CommitmentRemove {
        number: new.number,
        title: new.title,
        milestones: 0,
        evidence: 0,
        indicators: 0,
    };
    assert_eq!((event, public), (removed, false));
    assert!(
        commitments::get(db, &Permit::<SeePlan>::system(city.id), commitment.id)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn the_work_of_the_monitoring_body_keeps_a_draft() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let made = draft(&app, &city).await;
    let (db, plan) = (&app.app.db, &made.sample.plan);
    let assess = Permit::<Assess>::system(city.id);
    assessments::begin(db, &assess, None, AssessmentKind::Inception, plan.id, None)
        .await
        .unwrap();
    let before = counts(&app).await;
    let refused = removal::plan(db, &Permit::<EditPlan>::system(city.id), None, plan.id, None).await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused, Error::Conflict(Conflict::InUse(Holder::Review))),
        "{refused}"
    );
    assert_eq!(counts(&app).await, before, "nothing changed");
}

#[tokio::test]
async fn the_api_deletes_drafts_and_says_why_it_does_not() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let made = draft(&app, &city).await;
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let at = |kind: &str, id: &dyn std::fmt::Display| format!("/api/v1/tenants/elbasan/{kind}/{id}");
    let evidence = at("evidence", &made.file.id);
    let missing = coordinator
        .send(Method::DELETE, &evidence, None, &[])
        .await
        .problem(428);
    assert_eq!(missing["type"], "/problems/version-missing");
    let stale = coordinator
        .send(Method::DELETE, &evidence, None, &[("if-match", "\"7\"")])
        .await;
    assert_eq!(stale.problem(409)["current_version"], 1);
    let keyed = [("if-match", "\"1\""), ("idempotency-key", "one")];
    coordinator.send(Method::DELETE, &evidence, None, &keyed).await.is(204);
    coordinator.send(Method::DELETE, &evidence, None, &keyed).await.is(204);
    coordinator.get(&evidence).await.problem(404);
    let milestone = at("milestones", &made.sample.milestone.id);
    coordinator
        .send(Method::DELETE, &milestone, None, &[("if-match", "*")])
        .await
        .is(204);
    let plan = at("plans", &made.sample.plan.id);
    let step = serde_json::json!({ "version": made.sample.plan.version, "state": "consultation" });
    coordinator.post(&format!("{plan}/state"), step).await.is(200);
    let refused: Value = coordinator
        .send(Method::DELETE, &plan, None, &[("if-match", "*")])
        .await
        .problem(409);
    assert_eq!(refused["type"], "/problems/was-public");
}

#[tokio::test]
async fn the_page_says_what_goes_before_it_deletes() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let made = draft(&app, &city).await;
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let plan = &made.sample.plan;
    let page = format!("remove/plan/{}", plan.id);
    let edit = browser.get("plan/edit").await.is(200).text();
    assert!(edit.contains(&page), "the form of the plan links to it: {edit}");
    let list = browser.get("evidence").await.is(200).text();
    assert!(list.contains(&format!("remove/evidence/{}", made.file.id)), "{list}");
    let asks = browser.get(&page).await.is(200).text();
    for goes in [
        "Commitments</dt><dd>1",
        "Milestones</dt><dd>1",
        "Updates</dt><dd>1",
        "Indicators</dt><dd>1",
        "Values</dt><dd>2",
        "Evidence</dt><dd>1",
    ] {
        assert!(asks.contains(goes), "{goes}: {asks}");
    }
    let version = plan.version.to_string();
    let done = browser.post(&page, "one", &[("version", &version)]).await.is(303);
    assert_eq!(done.header("location"), "/elbasan/en/w/plan");
    let again = browser.post(&page, "one", &[("version", &version)]).await.is(303);
    assert_eq!(again.header("location"), "/elbasan/en/w/plan");
    browser.get(&page).await.is(404);
    let log = browser.get("log").await;
    assert!(
        log.status.as_u16() != 500,
        "the log with an entry about a deleted record"
    );

    let sample = app.plan(&city, PlanState::Implementing).await;
    let refused = browser.get(&format!("remove/plan/{}", sample.id)).await.is(422).text();
    assert!(refused.contains("Residents could read this record"), "{refused}");
    assert!(
        !refused.contains("data-color=\"danger\""),
        "there is no button: {refused}"
    );
}
