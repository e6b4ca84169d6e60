//! Signing in, roles, invitations.

use besa_domain::access::{ManagePeople, Permit, Role};
use besa_domain::people::{self, Acceptance, Invite};
use besa_domain::{Conflict, Error};
use besa_tests::TestApp;
use time::Duration;

const PASSWORD: &str = "a bridge over the Shkumbin";

#[tokio::test]
async fn an_invitation_works_once_and_not_for_ever() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let permit = Permit::<ManagePeople>::system(city.id);
    let invite = Invite {
        email: "new@example.org".to_owned(),
        role: Role::Coordinator,
        language: "sq".to_owned(),
    };
    let db = &app.app.db;
    let (_, secret) = people::invite(db, &permit, None, invite.clone()).await.unwrap();
    let secret = secret.unwrap();
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

    let (_, late) = people::invite(
        db,
        &permit,
        None,
        Invite {
            email: "late@example.org".to_owned(),
            ..invite
        },
    )
    .await
    .unwrap();
    app.app.clock().advance(people::INVITATION_HOLDS);
    assert!(matches!(
        people::accept(db, &late.unwrap(), acceptance).await,
        Err(Error::Conflict(Conflict::LinkSpent))
    ));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_get_one_answer() {
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
async fn a_session_ends_when_it_is_ended_unused_or_old() {
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
        "thirty days at most"
    );
}

#[tokio::test]
async fn a_role_that_is_taken_away_ends_with_the_next_request() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    viewer.get("/api/v1/tenants/elbasan/organisations").await.is(200);
    let db = &app.app.db;
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    for member in people::members(db, &permit).await.unwrap() {
        if member.account == viewer.account.id {
            people::remove_member(db, &permit, None, member.id).await.unwrap();
        } else {
            assert_eq!(member.account, admin.account.id);
            let refused = people::remove_member(db, &permit, None, member.id).await;
            assert!(matches!(refused, Err(Error::Conflict(Conflict::LastAdmin))));
        }
    }
    viewer.get("/api/v1/tenants/elbasan/organisations").await.problem(404);
}
