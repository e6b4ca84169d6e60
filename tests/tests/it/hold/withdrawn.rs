//! Withdrawn access ends with the next request.

use crate::review::page;
use besa_domain::access::{CreateTenant, EditCommitment, ManagePeople, Permit, Role, StaffRole};
use besa_domain::people::{self, Acceptance, Invite, Session};
use besa_domain::tenants::Tenant;
use besa_domain::{AccountId, Conflict, Error, TenantId, commitments};
use besa_tests::{Answer, Installation, Person, TestApp};
use poem::http::Method;
use poem::{Body, Request};
use serde_json::{Value, json};

const PASSWORD: &str = "a bridge over the Shkumbin";

pub(super) async fn sign_in(app: &TestApp, account: AccountId) -> Session {
    let link = people::link(&app.app.db, account).await.unwrap();
    people::sign_in_by_link(&app.app.db, &link).await.unwrap()
}

async fn lives(app: &TestApp, session: &Session) -> bool {
    people::resume(&app.app.db, &session.secret).await.unwrap().is_some()
}

/// Calls the API as a browser does.
pub(super) async fn browser(app: &TestApp, session: &Session, method: Method, path: &str, body: Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri_str(path)
        .header("cookie", format!("besa_session={}", session.secret))
        .header("x-csrf-token", &session.csrf)
        .content_type("application/json")
        .body(Body::from_json(body).unwrap());
    Answer::to(app, request, None).await
}

async fn remove(app: &TestApp, city: &Tenant, person: &Person<'_>) {
    let permit = Permit::<ManagePeople>::system(city.id);
    let members = people::members(&app.app.db, &permit).await.unwrap();
    let member = members
        .iter()
        .find(|member| member.account == person.account.id)
        .unwrap();
    people::remove_member(&app.app.db, &permit, None, member.id, Some("Its time is over"))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_operator_removes_roles_across_cities() {
    let app = TestApp::new().await;
    let city = app.sample("elbasan").await.city;
    let operator = app.staff("operator", StaffRole::Operator).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    app.reach(&reviewer, &[&city]).await;
    let staff = operator.get("/api/v1/staff").await.is(200).json();
    assert_eq!(staff["total"], 2, "{staff:#}");
    assert_eq!(staff["items"][0]["role"], "operator");
    assert_eq!(staff["items"][1]["cities"], json!(["elbasan"]));
    reviewer.get("/api/v1/staff").await.problem(403);

    let notes = "/api/v1/tenants/elbasan/review/notes";
    reviewer.get(notes).await.is(200);
    let path = format!("/api/v1/staff/reviewers/{}", reviewer.account.id);
    reviewer.send(Method::DELETE, &path, None, &[]).await.problem(403);
    operator.send(Method::DELETE, &path, None, &[]).await.is(204);
    reviewer.get(notes).await.problem(404);
    reviewer.get("/api/v1/review/cities").await.problem(403);
    page(&app, &reviewer, "/review/cities/elbasan").await.is(404);
    operator.send(Method::DELETE, &path, None, &[]).await.problem(404);
    assert_eq!(
        app.count("reviewer_city").await,
        0,
        "the list of cities is deleted with the role"
    );

    // The last operator cannot be removed; any other can.
    let own = format!("/api/v1/staff/operators/{}", operator.account.id);
    let refused = operator.send(Method::DELETE, &own, None, &[]).await.problem(409);
    assert_eq!(refused["type"], "/problems/last-operator");
    let second = app.staff("second", StaffRole::Operator).await;
    second.send(Method::DELETE, &own, None, &[]).await.is(204);
    operator.get("/api/v1/staff").await.problem(403);
    operator.get("/api/v1/jobs").await.problem(403);
}

#[tokio::test]
async fn sessions_and_unused_links_end_with_the_next_request() {
    let app = TestApp::new().await;
    let operator = app.staff("operator", StaffRole::Operator).await;
    let person = app.stranger("ana").await;
    let db = &app.app.db;
    let (one, two) = (
        sign_in(&app, person.account.id).await,
        sign_in(&app, person.account.id).await,
    );
    let unused = people::link(db, person.account.id).await.unwrap();
    let other = sign_in(&app, operator.account.id).await;
    let found = operator
        .get("/api/v1/accounts?email=Ana@example.org")
        .await
        .is(200)
        .json();
    let path = format!("/api/v1/accounts/{}/sessions", found["id"].as_str().unwrap());
    person.send(Method::DELETE, &path, None, &[]).await.problem(403);
    operator.send(Method::DELETE, &path, None, &[]).await.is(204);
    assert!(!lives(&app, &one).await && !lives(&app, &two).await && lives(&app, &other).await);
    let spent = people::sign_in_by_link(db, &unused).await;
    assert!(matches!(spent, Err(Error::Conflict(Conflict::LinkSpent))));
    browser(&app, &one, Method::GET, "/api/v1/tokens", json!({}))
        .await
        .problem(401);

    // The user ends all their other sessions.
    let (here, there) = (
        sign_in(&app, person.account.id).await,
        sign_in(&app, person.account.id).await,
    );
    person
        .send(Method::DELETE, "/api/v1/sessions", None, &[])
        .await
        .problem(403);
    browser(&app, &here, Method::DELETE, "/api/v1/sessions", json!({}))
        .await
        .is(204);
    assert!(lives(&app, &here).await && !lives(&app, &there).await);

    // A new password ends all sessions, and sign-in links mailed before.
    let unused = people::link(db, person.account.id).await.unwrap();
    people::set_password(db, person.account.id, None, PASSWORD)
        .await
        .unwrap();
    assert!(!lives(&app, &here).await);
    assert!(people::sign_in_by_link(db, &unused).await.is_err());
    assert!(lives(&app, &other).await);
}

#[tokio::test]
async fn everything_that_depends_on_a_role_ends_with_it() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let (db, city) = (&app.app.db, &sample.city);
    app.person("admin", city, Role::Admin).await;
    let leaving = app.person("leaving", city, Role::Admin).await;
    let invite = |email: &str, role| Invite {
        email: email.to_owned(),
        role,
        language: "en".to_owned(),
        body: None,
    };
    let stands = async |secret: &str| people::invitation_by_secret(db, secret).await.is_ok();

    // Invitations sent by the person.
    let body = json!({ "email": "friend@example.org", "role": "admin" });
    leaving.post("/api/v1/tenants/elbasan/invitations", body).await.is(201);
    let waiting = async || {
        let permit = Permit::<ManagePeople>::system(city.id);
        people::invitations(db, &permit).await.unwrap()
    };
    let permit = Permit::<ManagePeople>::system(city.id);
    let friends = people::invitation_link(db, &permit, waiting().await[0].id)
        .await
        .unwrap();
    let of_others = app.invite(city, invite("other@example.org", Role::Viewer)).await;
    assert!(stands(&friends).await);
    // An open invitation to a role that the person has, which would give the role back.
    let again = app.invite(city, invite("Leaving@example.org", Role::Admin)).await;
    let another = app.invite(city, invite("leaving@example.org", Role::Viewer)).await;
    remove(&app, city, &leaving).await;
    assert!(!stands(&friends).await && !stands(&again).await);
    assert!(stands(&of_others).await && stands(&another).await);
    assert_eq!(waiting().await.len(), 2);
    let acceptance = Acceptance {
        name: "Leaving".to_owned(),
        password: PASSWORD.to_owned(),
    };
    assert!(people::accept(db, &again, acceptance).await.is_err());
    leaving.get("/api/v1/tenants/elbasan/members").await.problem(404);

    // The assignments of an implementer do not come back, even if the role is given again.
    let implementer = app.person("implementer", city, Role::Implementer).await;
    let edit = Permit::<EditCommitment>::system(city.id);
    commitments::assign(db, &edit, None, implementer.account.id, &[sample.commitment.id])
        .await
        .unwrap();
    let milestone = format!("/api/v1/tenants/elbasan/milestones/{}", sample.milestone.id);
    let progress = |version: i32| json!({ "version": version, "state": "in_progress", "done": "Some." });
    implementer.patch(&milestone, progress(1)).await.is(200);
    remove(&app, city, &implementer).await;
    implementer.patch(&milestone, progress(2)).await.problem(404);
    people::add_member(db, &permit, &implementer.account, Role::Implementer)
        .await
        .unwrap();
    implementer.patch(&milestone, progress(2)).await.problem(403);

    // A queued question is not mailed to somebody who left.
    let coordinator = app.person("coordinator", city, Role::Coordinator).await;
    app.run_jobs().await;
    let before = app.mailer.kept().len();
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let asked = json!({ "question": "When do the tests start?" });
    reviewer
        .post("/api/v1/tenants/elbasan/review/queries", asked)
        .await
        .is(201);
    remove(&app, city, &coordinator).await;
    app.run_jobs().await;
    let mails = app.mailer.kept();
    let questions = mails[before..]
        .iter()
        .filter(|mail| String::from_utf8_lossy(mail).contains("OGP asks"));
    assert_eq!(questions.count(), 0);

    // An operator's invitation to the monitoring body.
    let operator = app.staff("operator", StaffRole::Operator).await;
    app.staff("second", StaffRole::Operator).await;
    let body = json!({ "email": "watch@example.org" });
    operator.post("/api/v1/tenants/elbasan/monitors", body).await.is(201);
    let made = waiting()
        .await
        .into_iter()
        .find(|one| one.role == Role::Monitor)
        .unwrap();
    let secret = people::invitation_link(db, &permit, made.id).await.unwrap();
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    people::remove_staff(db, &platform, operator.account.id, StaffRole::Operator)
        .await
        .unwrap();
    assert!(!stands(&secret).await);
}

#[tokio::test]
async fn the_inviter_does_not_get_the_link() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let admin = app.person("admin", &city, Role::Admin).await;
    let body = json!({ "email": "new@example.org", "role": "viewer" });
    let made = admin
        .post("/api/v1/tenants/elbasan/invitations", body)
        .await
        .is(201)
        .json();
    assert!(
        made.get("secret").is_none() && made.get("token_hash").is_none(),
        "{made:#}"
    );
    let caller = besa_domain::access::Caller::Person(admin.account.id);
    let (_, permit) = app
        .app
        .gate
        .permit::<ManagePeople>(&app.app.db, caller, "elbasan")
        .await
        .unwrap();
    let id = made["id"].as_str().unwrap().parse().unwrap();
    let refused = people::invitation_link(&app.app.db, &permit, id).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_command_line_can_withdraw_what_it_gave() {
    let besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    for (email, role) in [
        ("one@example.org", "operator"),
        ("two@example.org", "operator"),
        ("ina@example.org", "reviewer"),
    ] {
        besa.line(&["person", "invite", email, "--role", role]);
    }
    let (_, staff) = besa.besa(&["person", "staff"]);
    assert!(staff.contains("ina@example.org\treviewer\tall"), "{staff}");
    besa.line(&["person", "remove-role", "ina@example.org", "--role", "reviewer"]);
    besa.line(&["person", "remove-role", "two@example.org", "--role", "operator"]);
    let (well, why) = besa.besa(&["person", "remove-role", "one@example.org", "--role", "operator"]);
    assert!(!well && why.contains("at least one operator"), "{why}");
    let (_, staff) = besa.besa(&["person", "staff"]);
    assert_eq!(staff.trim(), "one@example.org\toperator\tall");

    besa.line(&[
        "person",
        "invite",
        "ina@example.org",
        "--role",
        "reviewer",
        "--cities",
        "elbasan",
    ]);
    let (_, staff) = besa.besa(&["person", "staff"]);
    assert!(staff.contains("ina@example.org\treviewer\telbasan"), "{staff}");
    let (well, why) = besa.besa(&[
        "person",
        "invite",
        "ina@example.org",
        "--role",
        "monitor",
        "--tenant",
        "elbasan",
    ]);
    assert!(!well && why.contains("must not be held by one person"), "{why}");
    besa.line(&[
        "person",
        "invite",
        "watch@example.org",
        "--role",
        "monitor",
        "--tenant",
        "elbasan",
    ]);
    besa.line(&["person", "sign-out", "ina@example.org"]);

    let token = besa.line(&[
        "token",
        "create",
        "ina@example.org",
        "--scope",
        "read",
        "--days",
        "30",
        "--name",
        "Export",
    ]);
    assert!(token.starts_with("besa_"));
    let (_, held) = besa.besa(&["token", "list", "ina@example.org"]);
    let line: Vec<_> = held.trim().split('\t').collect();
    assert_eq!((line[1], line[3]), ("read", "Export"), "{held}");
    besa.line(&["token", "revoke", line[0]]);
    assert_eq!(besa.besa(&["token", "list", "ina@example.org"]).1.trim(), "");
    let (well, why) = besa.besa(&["token", "create", "ina@example.org", "--days", "366"]);
    assert!(!well && why.contains("days: out_of_range (365)"), "{why}");
}
