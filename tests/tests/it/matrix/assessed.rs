//! The monitoring body's records in each city: a published assessment, a submitted one, one with a reply, and
//! drafts.

use super::world::Values;
use crate::digest::literal;
use besa_domain::access::{AnswerAssessment, Assess, Permit};
use besa_domain::assessments::{
    self, Answer, Assessment, AssessmentDraft, AssessmentKind, AssessmentState, Evaluator, EvidenceFinding, slots,
};
use besa_domain::reports;
use besa_domain::tenants::Tenant;
use besa_domain::{CommitmentId, PlanId, TenantId, rules};
use besa_tests::{TestApp, today};

/// A text in drafts of the monitoring body, which nobody else may read.
pub(super) const ASSESSED: &str = "Assessed-canary";

/// What an assessment is of.
pub(super) type Spot = (PlanId, Option<CommitmentId>);

async fn begun(app: &TestApp, city: &Tenant, (plan, commitment): Spot) -> Assessment {
    let kind = match commitment {
        Some(_) => AssessmentKind::EndOfCommitment,
        None => AssessmentKind::Inception,
    };
    let permit = Permit::<Assess>::system(city.id);
    assessments::begin(&app.app.db, &permit, None, kind, plan, commitment)
        .await
        .unwrap()
}

/// Answers to every question.
async fn whole(app: &TestApp, row: Assessment, canary: &str) -> Assessment {
    let rules = rules::version(&row.rules);
    let mut draft = AssessmentDraft {
        evaluators: vec![Evaluator {
            name: format!("Example Watch {canary}"),
            email: "watch@example.org".to_owned(),
        }],
        interests: Some("None.".to_owned()),
        answers: Vec::new(),
    };
    for (asked, subject) in slots(rules, row.kind, &row.subjects) {
        draft.put(Answer {
            choice: rules.scale(asked).first().copied(),
            words: Some(format!("Because {canary}")),
            ..Answer::open(asked.question, subject.map(|one| one.commitment))
        });
    }
    let permit = Permit::<Assess>::system(row.tenant_id);
    assessments::amend(&app.app.db, &permit, None, row.id, row.version, draft)
        .await
        .unwrap()
}

async fn handed_in(app: &TestApp, city: &Tenant, spot: Spot, canary: &str) -> Assessment {
    let row = whole(app, begun(app, city, spot).await, canary).await;
    let permit = Permit::<Assess>::system(city.id);
    assessments::submit(&app.app.db, &permit, None, (row.id, row.version), today())
        .await
        .unwrap()
}

async fn replied(app: &TestApp, row: Assessment, canary: &str) -> Assessment {
    let permit = Permit::<AnswerAssessment>::system(row.tenant_id);
    let words = format!("We read it. {canary}");
    let at = (row.id, row.version);
    assessments::reply(&app.app.db, &permit, None, at, today(), &words)
        .await
        .unwrap()
}

async fn attached(app: &TestApp, to: &Assessment) -> String {
    let (db, permit) = (&app.app.db, Permit::<Assess>::system(to.tenant_id));
    let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from("day,result\n"))]);
    let file = besa_domain::evidence::store(db, &*app.app.files, &permit, "found.csv", bytes)
        .await
        .unwrap();
    let made = assessments::add_exhibit(db, &permit, None, to.id, file).await.unwrap();
    made.id.to_string()
}

/// Creates three assessments of different subjects, and a draft that is a new edition of the second.
pub(super) async fn assessments(
    app: &TestApp,
    city: &Tenant,
    [first, second, third]: [Spot; 3],
    values: &mut Values,
    canary: &str,
) {
    let (db, permit) = (&app.app.db, Permit::<Assess>::system(city.id));
    let row = whole(app, begun(app, city, first).await, canary).await;
    let exhibit = attached(app, &row).await;
    let row = assessments::submit(db, &permit, None, (row.id, row.version), today())
        .await
        .unwrap();
    let row = replied(app, row, canary).await;
    let published = reports::publish_assessment(db, &permit, None, (row.id, row.version), today(), &app.app.base_url)
        .await
        .unwrap();
    assert_eq!(published.state, AssessmentState::Published);
    let submitted = handed_in(app, city, second, canary).await;
    let drafted = assessments::renew(db, &permit, None, submitted.id).await.unwrap();
    let drafted = whole(app, drafted, &format!("{ASSESSED} {canary}")).await;
    let answered = handed_in(app, city, third, canary).await;
    let answered = replied(app, answered, canary).await;
    let finding = (EvidenceFinding::Questioned, Some("It is of another year."));
    let of = values["file"].parse().unwrap();
    let verdict = assessments::judge(db, &permit, None, of, today(), finding)
        .await
        .unwrap();
    let proof = values["evidence"].parse().ok();
    let answer = (Some("Here is the right one."), proof);
    let answers = Permit::<AnswerAssessment>::system(city.id);
    let verdict = assessments::answer_verdict(db, &answers, None, (verdict.id, verdict.version), today(), answer)
        .await
        .unwrap();
    values.extend([
        ("assessment", published.id.to_string()),
        ("submitted", submitted.id.to_string()),
        ("submitted.version", submitted.version.to_string()),
        ("answered", answered.id.to_string()),
        ("answered.version", answered.version.to_string()),
        ("drafted-exhibit", attached(app, &drafted).await),
        ("drafted", drafted.id.to_string()),
        ("drafted.version", drafted.version.to_string()),
        ("exhibit", exhibit),
        ("verdict", verdict.id.to_string()),
        ("verdict.version", verdict.version.to_string()),
    ]);
    let (tenant, id) = (literal(app, city.id), literal(app, app.app.ids().next::<TenantId>()));
    let columns = "tenant_id, id, kind, subject_id, recipient, due_on, step, at";
    app.sql(&format!(
        "INSERT INTO obligation_reminder ({columns}) VALUES \
         ({tenant}, {id}, 'website', {id}, 'x', '2026-12-01', -7, '2026-11-24 06:00:00+00:00')"
    ))
    .await;
}
