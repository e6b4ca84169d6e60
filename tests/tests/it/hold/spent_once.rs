//! A single-use secret is used once, however many requests come at the same time.

use besa_domain::access::{Permit, Role, SeeVoices, Speak, Subscribe};
use besa_domain::people::{self, Acceptance, Invite};
use besa_domain::subscriptions::{self, SubscriptionSettings};
use besa_domain::voices::{self, Draft, VoiceKind};
use besa_domain::{Conflict, Error};
use besa_tests::{Answer, TestApp};
use futures_util::future::join_all;
use poem::http::Method;
use poem::{Body, Request};
use std::net::{IpAddr, Ipv4Addr};
use time::Duration;

const AT_ONCE: usize = 24;
const PASSWORD: &str = "a bridge over the Shkumbin";

/// Submits the same form many times at once, each from another network. Returns the number of successful and
/// of refused requests.
async fn at_once(app: &TestApp, path: &str, form: &[(&str, &str)]) -> (usize, usize) {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    let body = body.finish();
    let requests = (0..AT_ONCE).map(|at| {
        // Each request has an address of its own, so that none is rate limited.
        let address = IpAddr::V4(Ipv4Addr::from(0x0a01_0000 + u32::try_from(at).unwrap()));
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(path)
            .header("origin", "http://localhost:8080")
            .extension(address)
            .content_type("application/x-www-form-urlencoded")
            .body(Body::from(body.clone()));
        Answer::to(app, request, None)
    });
    let answers = join_all(requests).await;
    let with = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    let begun = answers.iter().filter(|answer| {
        let mut cookies = answer.headers.get_all("set-cookie").iter();
        cookies.any(|cookie| cookie.to_str().unwrap().starts_with("besa_session="))
    });
    assert_eq!(
        begun.count(),
        with(303),
        "exactly the redirected requests are signed in"
    );
    (with(303), with(409))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_sign_in_link_starts_one_session() {
    let app = TestApp::new().await;
    let person = app.stranger("ana").await;
    for round in 1..=3 {
        let link = people::link(&app.app.db, person.account.id).await.unwrap();
        let counts = at_once(&app, &format!("/sign-in/link/{link}"), &[("csrf", "")]).await;
        assert_eq!(counts, (1, AT_ONCE - 1));
        assert_eq!(app.count("session").await, round);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_invitation_starts_one_session_and_gives_one_role() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let person = app.stranger("ana").await;
    people::set_password(&app.app.db, person.account.id, None, PASSWORD)
        .await
        .unwrap();
    let invite = Invite {
        email: "ana@example.org".to_owned(),
        role: Role::Coordinator,
        language: "en".to_owned(),
        body: None,
    };
    let secret = app.invite(&city, invite).await;
    let counts = at_once(&app, &format!("/invite/{secret}"), &[("nonce", "n")]).await;
    assert_eq!(counts, (1, AT_ONCE - 1));
    assert_eq!((app.count("session").await, app.count("membership").await), (1, 1));
}

#[tokio::test]
async fn two_invitations_of_a_new_person_create_one_account() {
    let app = TestApp::new().await;
    let invited = async |slug: &str| {
        let city = app.city(slug).await;
        let invite = Invite {
            email: "new@example.org".to_owned(),
            role: Role::Viewer,
            language: "en".to_owned(),
            body: None,
        };
        app.invite(&city, invite).await
    };
    let secrets = [invited("elbasan").await, invited("tirana").await];
    let accepted = join_all(secrets.iter().map(|secret| {
        let acceptance = Acceptance {
            name: "New".to_owned(),
            password: PASSWORD.to_owned(),
        };
        people::accept(&app.app.db, secret, acceptance)
    }));
    let people: Vec<_> = accepted
        .await
        .into_iter()
        .map(|one| one.unwrap().1.account.id)
        .collect();
    assert_eq!(people[0], people[1]);
    assert_eq!((app.count("account").await, app.count("membership").await), (1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_confirmation_is_received_once() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let (db, city) = (&app.app.db, &sample.city);
    let draft = Draft {
        kind: VoiceKind::Proposal,
        about: None,
        parent: None,
        title: Some("An idea".to_owned()),
        body: "Benches in every village".to_owned(),
        asks: true,
        language: "en".to_owned(),
        name: Some("Ana K.".to_owned()),
        email: Some("ana@example.org".to_owned()),
    };
    let speak = Permit::<Speak>::public(city.id);
    voices::submit(db, &speak, None, draft).await.unwrap();
    let secret = app.confirmation_link(city).await;
    let pending = voices::pending(db, &Permit::<SeeVoices>::public(city.id), &secret)
        .await
        .unwrap();
    let chosen = [pending.voices[0].voice.id];
    let confirmed = join_all((0..AT_ONCE).map(|_| voices::confirm(db, &speak, &secret, &chosen, &[]))).await;
    let received = confirmed.into_iter().map(|voices| voices.unwrap().len());
    assert_eq!(received.sum::<usize>(), 1);

    let wish = SubscriptionSettings::usual("en");
    let public = Permit::<Subscribe>::public(city.id);
    let asked = subscriptions::subscribe(db, &public, None, city, "ana@example.org", &wish).await;
    let secret = app.subscription_link(city, asked.unwrap().unwrap()).await;
    let confirmed = join_all((0..AT_ONCE).map(|_| subscriptions::confirm(db, &public, &secret))).await;
    let versions = confirmed.into_iter().map(|opened| opened.unwrap().subscription.version);
    assert_eq!(versions.max(), Some(2), "confirmed by one request only");
}

#[tokio::test]
async fn changing_a_password_needs_the_current_one() {
    let app = TestApp::new().await;
    let person = app.stranger("ana").await;
    let (db, id) = (&app.app.db, person.account.id);
    people::set_password(db, id, None, PASSWORD).await.unwrap();
    let new = ["the first of two bridges", "the other of two bridges"];
    let changed = join_all(new.map(|new| people::set_password(db, id, Some(PASSWORD), new))).await;
    assert_eq!(changed.iter().filter(|one| one.is_ok()).count(), 1, "{changed:?}");
    let won = usize::from(changed[1].is_ok());
    assert!(people::sign_in(db, "ana@example.org", new[won]).await.is_ok());
    assert!(people::sign_in(db, "ana@example.org", new[1 - won]).await.is_err());
}

#[tokio::test]
async fn a_link_is_valid_until_just_before_its_expiry() {
    let app = TestApp::new().await;
    let person = app.stranger("ana").await;
    let (db, id) = (&app.app.db, person.account.id);
    let links = [people::link(db, id).await.unwrap(), people::link(db, id).await.unwrap()];
    app.app.clock().advance(Duration::days(3) - Duration::seconds(1));
    people::sign_in_by_link(db, &links[0]).await.unwrap();
    app.app.clock().advance(Duration::seconds(1));
    for link in &links {
        let refused = people::sign_in_by_link(db, link).await;
        assert!(matches!(refused, Err(Error::Conflict(Conflict::LinkSpent))));
    }
}
