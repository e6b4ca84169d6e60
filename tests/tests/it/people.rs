//! Sign-in, roles and invitations.

use besa_domain::access::{EditPlan, ManagePeople, Permit, Role};
use besa_domain::people::{self, Acceptance, Invite};
use besa_domain::plans::{self, PlanDraft};
use besa_domain::{Conflict, Error};
use besa_tests::TestApp;
use time::Duration;

const PASSWORD: &str = "a bridge over the Shkumbin";

#[tokio::test]
async fn an_invitation_works_once_and_expires() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let invite = Invite {
        email: "new@example.org".to_owned(),
        role: Role::Coordinator,
        language: "sq".to_owned(),
        body: None,
    };
    let db = &app.app.db;
    let secret = app.invite(&city, invite.clone()).await;
    let acceptance = Acceptance {
        name: "New".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let (tenant, session) = people::accept(db, &secret, acceptance.clone()).await.unwrap();
    assert_eq!((tenant, session.account.language.as_str()), (city.id, "sq"));
    assert!(matches!(
        people::accept(db, &secret, acceptance.clone()).await,
        Err(Error::Conflict(Conflict::LinkSpent))
    ));

    let email = "late@example.org".to_owned();
    let late = app.invite(&city, Invite { email, ..invite }).await;
    app.app.clock().advance(people::INVITATION_HOLDS);
    assert!(matches!(
        people::accept(db, &late, acceptance).await,
        Err(Error::Conflict(Conflict::LinkSpent))
    ));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_get_the_same_response() {
    let app = TestApp::new().await;
    let person = app.stranger("ana").await;
    let db = &app.app.db;
    people::set_password(db, person.account.id, None, PASSWORD)
        .await
        .unwrap();
    let wrong = people::sign_in(db, "ana@example.org", "another long phrase")
        .await
        .unwrap_err();
    let unknown = people::sign_in(db, "nobody@example.org", PASSWORD).await.unwrap_err();
    assert_eq!(format!("{wrong:?}"), format!("{unknown:?}"));
    let session = people::sign_in(db, "ANA@example.org", PASSWORD).await.unwrap();
    assert_eq!(session.account.id, person.account.id);
}

#[tokio::test]
async fn a_session_ends_at_sign_out_when_idle_or_too_old() {
    let app = TestApp::new().await;
    let person = app.stranger("ana").await;
    let db = &app.app.db;
    let begin = || async {
        people::sign_in_by_link(db, &people::link(db, person.account.id).await.unwrap())
            .await
            .unwrap()
            .secret
    };
    let ended = begin().await;
    people::sign_out(db, &ended).await.unwrap();
    assert!(people::resume(db, &ended).await.unwrap().is_none());
    let unused = begin().await;
    app.app.clock().advance(Duration::days(8));
    assert!(people::resume(db, &unused).await.unwrap().is_none());
    let used = begin().await;
    for _ in 0..5 {
        app.app.clock().advance(Duration::days(5));
        assert!(people::resume(db, &used).await.unwrap().is_some());
    }
    app.app.clock().advance(Duration::days(6));
    assert!(
        people::resume(db, &used).await.unwrap().is_none(),
        "at most thirty days"
    );
}

#[tokio::test]
async fn a_removed_role_ends_with_the_next_request() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    viewer.get("/api/v1/tenants/elbasan/organisations").await.is(200);
    let db = &app.app.db;
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    for member in people::members(db, &permit).await.unwrap() {
        if member.account == viewer.account.id {
            people::remove_member(db, &permit, None, member.id, Some("Its time is over"))
                .await
                .unwrap();
        } else {
            assert_eq!(member.account, admin.account.id);
            let refused = people::remove_member(db, &permit, None, member.id, Some("Its time is over")).await;
            assert!(matches!(refused, Err(Error::Conflict(Conflict::LastAdmin))));
        }
    }
    viewer.get("/api/v1/tenants/elbasan/organisations").await.problem(404);
}

#[tokio::test]
async fn residents_see_who_monitors_and_since_when() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let (db, city) = (&app.app.db, &sample.city);
    let log_page = || async { app.get("/elbasan/en/log").await.is(200).text() };
    app.person("viewer", city, Role::Viewer).await;
    assert!(
        !log_page().await.contains("monitoring body"),
        "other roles are not public"
    );
    let leaves = |email: &'static str| async move {
        let permit = Permit::<ManagePeople>::system(city.id);
        let members = people::members(db, &permit).await.unwrap();
        let member = members.iter().find(|member| member.email == email).unwrap();
        people::remove_member(db, &permit, None, member.id, Some("Its time is over"))
            .await
            .unwrap();
    };
    app.person("vera", city, Role::Monitor).await;
    let given = "The role of the independent monitoring body was given: Elbasan.";
    assert!(log_page().await.contains(given), "the plan names no monitoring body");
    // From now on the plan names it.
    let draft = PlanDraft {
        monitoring_body: Some("Example Watch".to_owned()),
        ..PlanDraft::of(&sample.plan)
    };
    let edit = Permit::<EditPlan>::system(city.id);
    plans::edit(db, &edit, None, sample.plan.id, sample.plan.version, draft)
        .await
        .unwrap();
    let invite = Invite {
        email: "mark@example.org".to_owned(),
        role: Role::Monitor,
        language: "en".to_owned(),
        body: None,
    };
    let secret = app.invite(city, invite).await;
    let acceptance = Acceptance {
        name: "Mark Smith".to_owned(),
        password: PASSWORD.to_owned(),
    };
    people::accept(db, &secret, acceptance).await.unwrap();
    leaves("vera@example.org").await;
    leaves("mark@example.org").await;
    let page = log_page().await;
    for sentence in [
        given,
        "A person joined the independent monitoring body: Example Watch.",
        "A person left the independent monitoring body: Example Watch.",
        "The role of the independent monitoring body was taken back: Example Watch.",
    ] {
        assert_eq!(page.matches(sentence).count(), 1, "{sentence}");
    }
    let albanian = app.get("/elbasan/sq/log").await.is(200).text();
    assert!(albanian.contains("U hoq roli i organit të pavarur të monitorimit: Example Watch."));
    // The name and e-mail address of a person are nowhere.
    let api = app.get("/api/v1/tenants/elbasan/log").await.is(200).text();
    let feed = app.get("/elbasan/en/log.atom").await.is(200).text();
    assert!(api.contains("monitor.begin") && feed.contains("Example Watch"));
    for text in [page, albanian, api, feed] {
        for personal in ["vera", "Mark", "mark@", "viewer@"] {
            assert!(!text.contains(personal), "{personal}");
        }
    }
}
