//! How many statements a request takes: few, and as many in a city of 300 milestones as in one of 10.
//! `BESA_PRINT_STATEMENTS=name` prints the SQL of the requests whose name contains it.

use crate::workspace::Browser;
use besa_domain::access::{AddEvidence, EditMilestone, Endorse, Permit, ReportProgress, Respond, Role, Speak};
use besa_domain::commitments::Commitment;
use besa_domain::endorsements::{self, Stance};
use besa_domain::evidence::{self, EvidenceKind};
use besa_domain::milestones::{self, Milestone, MilestoneState, Move, Report};
use besa_domain::plans::{Plan, PlanState};
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::stakeholders::{self, OrganisationDraft, OrganisationKind};
use besa_domain::voices::{self, Draft, Submission, VoiceKind};
use besa_domain::{calendar, people};
use besa_tests::{Answer, City, Person, TestApp, today};
use poem::http::Method;
use serde_json::json;
use std::fmt::Write as _;

const COMMITMENTS: usize = 5;

/// A city, its people and the records that requests name.
struct Grown<'a> {
    slug: String,
    commitment: Commitment,
    milestone: Milestone,
    coordinator: Person<'a>,
    browser: Browser<'a>,
}

/// A city with so many milestones in five commitments. Each commitment has what its page can show.
async fn grown<'a>(app: &'a TestApp, slug: &str, milestones: usize) -> Grown<'a> {
    let city = app.city(slug).await;
    let plan = app.plan(&city, PlanState::Implementing).await;
    let coordinator = app
        .person(&format!("coordinator-{slug}"), &city, Role::Coordinator)
        .await;
    endorse(app, &city, &plan).await;
    let mut first = None;
    for number in 0..COMMITMENTS {
        let commitment = app.commitment(&plan).await;
        for days in 0..milestones / COMMITMENTS {
            let milestone = app
                .milestone(&commitment, 3 - i32::try_from(days % 20 * 7).unwrap())
                .await;
            first.get_or_insert((commitment.clone(), milestone.clone()));
            if days < 2 {
                let office = format!("{slug} {number} {days}");
                app.responsible(&milestone, &office).await;
                keep(app, milestone).await;
            }
        }
        speak(app, &city, &plan, &commitment).await;
    }
    app.run_jobs().await;
    let (commitment, milestone) = first.unwrap();
    let browser = Browser::of(app, &coordinator).await;
    Grown {
        slug: slug.to_owned(),
        commitment,
        milestone,
        coordinator,
        browser,
    }
}

/// An organisation stands behind the plan.
async fn endorse(app: &TestApp, city: &City, plan: &Plan) {
    let db = &app.app.db;
    let member = app
        .person(&format!("cocreator-{}", city.slug), city, Role::Cocreator)
        .await;
    let draft = OrganisationDraft {
        name: "Water Users".to_owned(),
        kind: OrganisationKind::CivilSociety,
        website: None,
    };
    let office = stakeholders::create(db, &Permit::system(city.id), None, draft)
        .await
        .unwrap();
    people::appoint(db, &Permit::system(city.id), None, member.account.id, Some(office.id))
        .await
        .unwrap();
    let caller = besa_domain::access::Caller::Person(member.account.id);
    let (_, permit) = app.app.gate.permit::<Endorse>(db, caller, &city.slug).await.unwrap();
    let draft = endorsements::Draft {
        stance: Stance::Endorses,
        name: "Chair of the board".to_owned(),
        position: None,
        reason: None,
        letter: None,
    };
    endorsements::give(db, &permit, None, plan.id, draft).await.unwrap();
}

/// The milestone is moved, reported on and proven.
async fn keep(app: &TestApp, milestone: Milestone) {
    let (db, tenant) = (&app.app.db, milestone.tenant_id);
    let to = Move {
        due_on: calendar::days_after(milestone.due_on.unwrap(), -2),
        reason: "The tender is repeated.".into(),
        decided_by: None,
        meeting: None,
    };
    let permit = Permit::<EditMilestone>::system(tenant);
    // Its version is 2 after somebody was made responsible.
    let moved = milestones::reschedule(db, &permit, None, milestone.id, 2, to)
        .await
        .unwrap();
    let report = Report {
        state: MilestoneState::InProgress,
        percent: Some(5),
        completed_on: None,
        done: Some("Begun.".into()),
        challenges: Some("The laboratory was closed.".into()),
        next_step: None,
        reason: None,
    };
    let permit = Permit::<ReportProgress>::system(tenant);
    milestones::report(db, &permit, None, moved.id, moved.version, today(), report)
        .await
        .unwrap();
    let draft = besa_tests::evidence("Results", EvidenceKind::Data, Some("https://example.org/water"));
    let permit = Permit::<AddEvidence>::system(tenant);
    for about in [
        evidence::About::Milestone(moved.id),
        evidence::About::Commitment(moved.commitment_id),
    ] {
        evidence::add(db, &permit, None, about, draft.clone(), None)
            .await
            .unwrap();
    }
}

/// A comment with a reply on the commitment and on the plan, one that waits, and a proposal that became the commitment.
async fn speak(app: &TestApp, city: &City, plan: &Plan, commitment: &Commitment) {
    let (idea, here) = (voices::About::Plan(plan.id), voices::About::Commitment(commitment.id));
    let mut parent = None;
    for (kind, about, answered, reply) in [
        (VoiceKind::Comment, here, true, false),
        (VoiceKind::Comment, here, false, true),
        (VoiceKind::Comment, here, false, false),
        (VoiceKind::Comment, idea, true, false),
        (VoiceKind::Proposal, idea, true, false),
    ] {
        let draft = Draft {
            kind,
            about: Some(about),
            parent: parent.filter(|_| reply),
            title: Some("An idea".to_owned()),
            body: "What I think".to_owned(),
            asks: true,
            language: "en".to_owned(),
            name: Some("Ana K.".to_owned()),
            email: None,
        };
        let permit = Permit::<Speak>::system(city.id);
        let Submission::Received(received) = voices::submit(&app.app.db, &permit, None, draft).await.unwrap() else {
            panic!("Besa itself is not asked");
        };
        if answered {
            let draft = ResponseDraft {
                outcome: Outcome::Accepted,
                reason: Some("Yes".to_owned()),
                changed: None,
                about: Some(here),
                office: None,
            };
            let permit = Permit::<Respond>::system(city.id);
            responses::respond(&app.app.db, &permit, None, &[received.voice.id], draft)
                .await
                .unwrap();
        }
        parent = Some(received.voice.id);
    }
}

/// Who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Somebody who is not signed in.
    Visitor,
    /// The coordinator, in a browser.
    Browser,
    /// The coordinator, with a token.
    Program,
}

/// A request, with the path after the city's slug, and its maximum number of statements.
struct Case {
    name: &'static str,
    by: By,
    method: Method,
    path: String,
    body: Option<serde_json::Value>,
    most: usize,
}

fn cases(grown: &Grown<'_>, round: i32) -> Vec<Case> {
    let slug = &grown.slug;
    let (commitment, milestone) = (grown.commitment.id, grown.milestone.id);
    let page = "commitments/1-drinking-water-results-for-every-rural-village";
    let mut cases = Vec::new();
    let mut add = |name, by, method, path: String, body, most| {
        cases.push(Case {
            name,
            by,
            method,
            path,
            body,
            most,
        });
    };
    for by in [By::Visitor, By::Browser] {
        for (name, path, most) in [
            ("overview", "", 12),
            ("plan", "plan", 12),
            ("commitment", page, 13),
            ("milestone", &format!("{page}/milestones/1"), 12),
            ("log", "log", 8),
            ("feed", "log.atom", 8),
        ] {
            add(name, by, Method::GET, format!("/{slug}/en/{path}"), None, most);
        }
    }
    for (name, path) in [
        ("this week", "w/"),
        ("workspace plan", "w/plan"),
        ("workspace commitment", "w/commitments/1"),
        ("edit commitment", "w/commitments/1/edit"),
        ("edit milestone", "w/commitments/1/milestones/1/edit"),
        ("update milestone", "w/commitments/1/milestones/1/update"),
    ] {
        add(name, By::Browser, Method::GET, format!("/{slug}/en/{path}"), None, 15);
    }
    let api = |path: String| format!("/api/v1/tenants/{slug}/{path}");
    for by in [By::Visitor, By::Program] {
        for (name, path) in [
            ("list commitments", "commitments".to_owned()),
            ("read commitment", format!("commitments/{commitment}")),
            ("list milestones", "milestones".to_owned()),
            ("read milestone", format!("milestones/{milestone}")),
        ] {
            add(name, by, Method::GET, api(path), None, 8);
        }
    }
    let title = format!("Round {round}");
    let body = json!({ "title": title, "version": round });
    let path = api(format!("commitments/{commitment}"));
    add("change commitment", By::Program, Method::PATCH, path, Some(body), 14);
    // Made responsible, moved, reported: the version was 4 before the first round.
    let body = json!({ "title": title, "version": round + 3 });
    let path = api(format!("milestones/{milestone}"));
    add("change milestone", By::Program, Method::PATCH, path, Some(body), 14);
    let body = json!({ "state": "in_progress", "percent": 9 + round, "version": round + 4 });
    let path = api(format!("milestones/{milestone}/progress"));
    add("report progress", By::Program, Method::POST, path, Some(body), 14);
    let body = json!({ "body": "When?", "commitment": commitment, "asks": true });
    add(
        "comment",
        By::Program,
        Method::POST,
        api("comments".to_owned()),
        Some(body),
        16,
    );
    cases
}

impl Grown<'_> {
    async fn send(&self, app: &TestApp, case: &Case) -> Answer {
        let (method, path) = (case.method.clone(), case.path.as_str());
        match case.by {
            By::Visitor => app.get(path).await,
            By::Browser => self.browser.send(method, path, "text/plain", Vec::new()).await,
            // A client says how long its body is.
            By::Program => {
                let length = case.body.as_ref().map_or(0, |body| body.to_string().len()).to_string();
                let headers = [("content-length", length.as_str())];
                self.coordinator.send(method, path, case.body.clone(), &headers).await
            }
        }
    }

    /// Sends each request; gives its SQL.
    async fn measure(&self, app: &TestApp) -> Vec<(Case, Vec<String>)> {
        // The first use of a token or session in an hour is written down: here, so that no request does it.
        let warm = format!("/api/v1/tenants/{}/plans", self.slug);
        self.coordinator.get(&warm).await.is(200);
        let mut measured = Vec::new();
        for case in cases(self, 1) {
            app.take_statements();
            let answer = self.send(app, &case).await;
            assert!(
                answer.status.is_success(),
                "{} {}: {}",
                case.method,
                case.path,
                answer.text()
            );
            let mut sql = app.take_statements();
            // The tenant of a transaction, for row-level security, is set when it begins.
            let all = sql.len();
            sql.retain(|sql| !sql.contains("set_config"));
            assert!(
                all - sql.len() <= 1 || case.method != Method::GET,
                "{} begins several",
                case.path
            );
            measured.push((case, sql));
        }
        measured
    }
}

#[tokio::test]
async fn a_request_takes_few_statements_and_as_many_with_300_milestones_as_with_10() {
    let app = TestApp::new().await;
    let few = grown(&app, "ten", 10).await.measure(&app).await;
    let many = grown(&app, "many", 300).await.measure(&app).await;
    let (mut table, mut fine) = (
        String::from("statements with 10 and with 300 milestones, and the limit:\n"),
        true,
    );
    let wanted = std::env::var("BESA_PRINT_STATEMENTS").ok();
    for ((case, few), (_, many)) in few.iter().zip(&many) {
        let holds = few.len() == many.len() && many.len() <= case.most;
        fine &= holds;
        let mark = if holds { ' ' } else { '!' };
        let (name, by) = (case.name, case.by);
        writeln!(
            table,
            "{mark} {name:<22} {by:<8?} {:>3} {:>3} {:>3}",
            few.len(),
            many.len(),
            case.most
        )
        .unwrap();
        if wanted.as_deref().is_some_and(|wanted| name.contains(wanted)) {
            for sql in many {
                writeln!(table, "    {sql}").unwrap();
            }
        }
    }
    if wanted.is_some() {
        println!("{table}");
    }
    assert!(fine, "{table}");
}
