//! Separation of duties: roles that one person must not hold together are refused.

use crate::assessments::{ALL, drafted, one};
use crate::workspace::Browser;
use besa_domain::access::{CreateTenant, ManagePeople, Permit, Role, StaffRole};
use besa_domain::people::{self, Acceptance, Invite};
use besa_domain::{Conflict, Error, TenantId};
use besa_tests::TestApp;
use serde_json::json;

const MONITORS: &str = "/api/v1/tenants/elbasan/monitors";
const INVITATIONS: &str = "/api/v1/tenants/elbasan/invitations";

fn apart<T: std::fmt::Debug>(answer: besa_domain::Result<T>) {
    assert!(
        matches!(answer, Err(Error::Conflict(Conflict::SeparateDuties))),
        "{answer:?}"
    );
}

fn acceptance() -> Acceptance {
    Acceptance {
        name: "New".to_owned(),
        password: "a bridge over the Shkumbin".to_owned(),
    }
}

#[tokio::test]
async fn only_the_monitoring_body_or_an_operator_invites_monitors() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let operator = app.staff("operator", StaffRole::Operator).await;
    let draft = drafted(&monitor, &sample).await;

    // A second e-mail address of an admin.
    let second = json!({ "email": "second@example.org", "role": "monitor" });
    let refused = admin.post(INVITATIONS, second).await.problem(403);
    assert_eq!(refused["type"], "/problems/monitors-consent");
    assert!(refused["detail"].as_str().unwrap().contains("operator"));
    let second = json!({ "email": "second@example.org" });
    admin.post(MONITORS, second.clone()).await.problem(403);
    let form = [("email", "second@example.org"), ("role", "monitor"), ("language", "en")];
    let browser = Browser::of(&app, &admin).await;
    let page = browser.post("people/invite", "n", &form).await.is(422).text();
    assert!(page.contains("invites its people"), "{page}");
    browser.get("assessments/invite").await.is(403);
    assert_eq!(app.count("invitation").await, 0);
    let page = browser.get("people/invite").await.is(200).text();
    assert!(
        !page.contains("value=\"monitor\""),
        "the form does not offer a refused role"
    );

    // The monitoring body itself, through API and page, and an operator, who has no role in the city.
    let made = monitor.post(MONITORS, second).await.is(201).json();
    assert_eq!(made["role"], "monitor");
    let browser = Browser::of(&app, &monitor).await;
    assert!(
        browser
            .get("assessments")
            .await
            .is(200)
            .text()
            .contains("assessments/invite")
    );
    browser.get("assessments/invite").await.is(200);
    let form = [("email", "third@example.org"), ("language", "en")];
    browser.post("assessments/invite", "m", &form).await.is(303);
    let first = json!({ "email": "fourth@example.org" });
    operator.post(MONITORS, first).await.is(201);
    operator.get(&one(&draft, "")).await.problem(404);
    // An operator with a role in the city counts as the city.
    let both = app.staff("both", StaffRole::Operator).await;
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    let account = people::by_email(&app.app.db, "both@example.org").await.unwrap();
    people::add_member(&app.app.db, &permit, &account, Role::Admin)
        .await
        .unwrap();
    both.post(MONITORS, json!({ "email": "x@example.org" }))
        .await
        .problem(403);
    let stranger = app.stranger("stranger").await;
    stranger
        .post(MONITORS, json!({ "email": "x@example.org" }))
        .await
        .problem(404);
    assert_eq!(app.count("invitation").await, 3);
    // The public log has an entry once somebody joins.
    let invite = Invite {
        email: "fifth@example.org".to_owned(),
        role: Role::Monitor,
        language: "en".to_owned(),
        body: None,
    };
    let secret = app.invite(&sample.city, invite).await;
    people::accept(&app.app.db, &secret, acceptance()).await.unwrap();
    let log = app.get("/api/v1/tenants/elbasan/log").await.is(200).text();
    assert!(log.contains("monitor.join"));
}

#[tokio::test]
async fn a_monitor_has_no_other_role_in_the_city() {
    let app = TestApp::new().await;
    let (city, other) = (app.city("elbasan").await, app.city("tirana").await);
    let db = &app.app.db;
    let permit = Permit::<ManagePeople>::system(city.id);
    let admin = app.person("admin", &city, Role::Admin).await;
    let monitor = app.person("monitor", &city, Role::Monitor).await;
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Monitor) {
        apart(people::add_member(db, &permit, &monitor.account, role).await);
        let held = app.person(role.code(), &city, role).await;
        apart(people::add_member(db, &permit, &held.account, Role::Monitor).await);
        let invite = Invite {
            email: format!("{}@example.org", role.code().to_uppercase()),
            role: Role::Monitor,
            language: "en".to_owned(),
            body: None,
        };
        apart(people::invite(db, &permit, None, invite).await);
    }
    let invite = json!({ "email": "Monitor@example.org", "role": "viewer" });
    let refused = admin.post(INVITATIONS, invite).await.problem(409);
    assert_eq!(refused["type"], "/problems/separate-duties");
    let browser = Browser::of(&app, &admin).await;
    let form = [("email", "monitor@example.org"), ("role", "viewer"), ("language", "en")];
    let page = browser.post("people/invite", "n", &form).await.is(422).text();
    assert!(page.contains("must stay apart"), "{page}");
    // In another city, the same person may have any role.
    let there = Permit::<ManagePeople>::system(other.id);
    people::add_member(db, &there, &monitor.account, Role::Admin)
        .await
        .unwrap();

    // Invited to two roles before having any: accepting the second is refused.
    let invited = async |role| {
        let invite = Invite {
            email: "new@example.org".to_owned(),
            role,
            language: "en".to_owned(),
            body: None,
        };
        app.invite(&city, invite).await
    };
    let (first, second) = (invited(Role::Viewer).await, invited(Role::Monitor).await);
    people::accept(db, &first, acceptance()).await.unwrap();
    let sessions = app.count("session").await;
    apart(people::accept(db, &second, acceptance()).await);
    assert_eq!(app.count("session").await, sessions, "nobody was signed in");
    assert!(
        people::invitation_by_secret(db, &second).await.is_ok(),
        "the invitation is still open"
    );
}

#[tokio::test]
async fn a_reviewer_has_no_role_in_a_city_they_review() {
    let app = TestApp::new().await;
    let (city, other) = (app.city("elbasan").await, app.city("tirana").await);
    let db = &app.app.db;
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let permit = Permit::<ManagePeople>::system(city.id);
    for role in Role::ALL.iter().copied() {
        let person = app.person(role.code(), &city, role).await;
        apart(people::add_staff(db, &platform, &person.account, StaffRole::Reviewer).await);
    }
    // A reviewer of all cities, and one of chosen cities.
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    for role in Role::ALL.iter().copied() {
        apart(people::add_member(db, &permit, &reviewer.account, role).await);
    }
    app.reach(&reviewer, &[&other]).await;
    people::add_member(db, &permit, &reviewer.account, Role::Viewer)
        .await
        .unwrap();
    for cities in [None, Some(vec![city.clone()]), Some(vec![other.clone(), city.clone()])] {
        apart(people::set_reach(db, &platform, &reviewer.account, cities.as_deref()).await);
    }
    reviewer.get("/api/v1/tenants/tirana/review/notes").await.is(200);
    reviewer.get("/api/v1/tenants/elbasan/review/notes").await.problem(403);
    // A person with a role in one city can become a reviewer of other cities.
    let person = app.person("ana", &city, Role::Coordinator).await;
    people::set_reach(db, &platform, &person.account, Some(&[other]))
        .await
        .unwrap();
    people::add_staff(db, &platform, &person.account, StaffRole::Reviewer)
        .await
        .unwrap();
}

#[tokio::test]
async fn conflicting_roles_from_concurrent_changes_have_no_effect() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let draft = drafted(&monitor, &sample).await;
    monitor.get(&one(&draft, "")).await.is(200);
    app.sql("UPDATE staff SET account_id = (SELECT id FROM account WHERE email = 'monitor@example.org')")
        .await;
    monitor.get("/api/v1/tenants/elbasan/review/notes").await.problem(403);
    monitor.get(&one(&draft, "")).await.is(200);
    reviewer.get("/api/v1/tenants/elbasan/review/notes").await.problem(404);
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    app.sql(
        "UPDATE membership SET account_id = (SELECT id FROM account WHERE email = 'monitor@example.org')
          WHERE role = 'viewer'",
    )
    .await;
    monitor.get(&one(&draft, "")).await.problem(404);
    monitor.get(ALL).await.is(200);
    viewer.get("/api/v1/tenants/elbasan/organisations").await.problem(404);
}

#[tokio::test]
async fn reviewers_cannot_answer_their_own_question() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let db = &app.app.db;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let queries = "/api/v1/tenants/elbasan/review/queries";
    let asked = json!({ "question": "When do the tests start?" });
    let asked = reviewer.post(queries, asked).await.is(201).json();
    // The reviewer leaves OGP and becomes the city's coordinator.
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    people::remove_staff(db, &platform, reviewer.account.id, StaffRole::Reviewer)
        .await
        .unwrap();
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    people::add_member(db, &permit, &reviewer.account, Role::Coordinator)
        .await
        .unwrap();
    let path = format!("{queries}/{}/answer", asked["id"].as_str().unwrap());
    let answer = json!({ "version": 1, "answer": "On Friday." });
    let refused = reviewer.post(&path, answer.clone()).await.problem(409);
    assert_eq!(refused["type"], "/problems/separate-duties");
    let another = app.person("another", &sample.city, Role::Coordinator).await;
    another.post(&path, answer).await.is(200);
    // The answer is not mailed to a reviewer who left.
    app.run_jobs().await;
    let to_reviewer = app.mailer.kept().into_iter().filter(|mail| {
        let mail = String::from_utf8_lossy(mail);
        mail.contains("answered your question")
    });
    assert_eq!(to_reviewer.count(), 0);
}
