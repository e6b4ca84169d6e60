//! Misuse of subscriptions: guessing, flooding, mail scanners and forged forms.

use super::*;

#[tokio::test]
async fn responses_do_not_reveal_whether_an_address_is_known() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    follow(&app, "known@example.org").await;
    let ask = async |email: &str| {
        let answer = post(&app, SUBSCRIBE, &[("email", email), ("frequency", "weekly")]).await;
        (answer.status, answer.header("location").to_owned(), answer.body)
    };
    let api = async |email: &str| {
        let answer = Person::nobody(&app)
            .send(Method::POST, API, Some(json!({ "email": email })), &[])
            .await;
        (answer.status.as_u16(), answer.body)
    };
    let (unknown, known) = (ask("new@example.org").await, ask("known@example.org").await);
    assert_eq!(unknown, known);
    assert_eq!(api("newer@example.org").await, api("known@example.org").await);
    // Days later, a mail says that the address is already subscribed; its settings do not change.
    app.app.clock().advance(Duration::days(2));
    let before = state(&app).await;
    assert_eq!(ask("known@example.org").await, known);
    assert_eq!(state(&app).await, before);
    app.run_jobs().await;
    let mails = app.mailer.kept();
    let last = parsed(mails.last().unwrap());
    assert_eq!(last.subject(), Some("You already get email about the plan of Elbasan"));
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_with_confirmation_mails() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::public(sample.city.id);
    let wish = besa_domain::subscriptions::SubscriptionSettings::usual("en");
    let mut first_day = 0;
    for n in 0..300 {
        let email = if n % 2 == 0 {
            "victim@example.org"
        } else {
            " Victim@EXAMPLE.org "
        };
        besa_domain::subscriptions::subscribe(&app.app.db, &permit, None, &sample.city, email, &wish)
            .await
            .unwrap();
        app.app.clock().advance(Duration::minutes(6));
        app.run_jobs().await;
        if n == 200 {
            first_day = app.mailer.kept().len();
        }
    }
    assert_eq!(first_day, 1);
    assert_eq!(app.mailer.kept().len(), 2, "one a day, during thirty hours");
    // The pages are rate limited, too.
    let mut refused = 0;
    for n in 0..80 {
        let email = format!("victim{n}@example.org");
        refused += usize::from(post(&app, SUBSCRIBE, &[("email", &email)]).await.status == 429);
    }
    assert!(refused >= 20, "{refused}");
}

#[tokio::test]
async fn mail_scanners_change_nothing() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    follow(&app, "resident@example.org").await;
    let chosen = [
        ("email", "chooser@example.org"),
        ("frequency", "daily"),
        ("hour", "10"),
        ("scope", "chosen"),
        ("commitments", &sample.commitment.id.to_string()),
    ];
    post(&app, SUBSCRIBE, &chosen).await.is(303);
    app.run_jobs().await;
    let mails = app.mailer.kept();
    post(&app, &opening(mails.last().unwrap()), &[]).await.is(303);
    post(&app, SUBSCRIBE, &[("email", "waiting@example.org")]).await.is(303);
    proof(&app, &sample, "Proof").await;
    at(&app, datetime!(2026-11-24 09:00 UTC)).await;
    let mails = app.mailer.kept();
    assert_eq!(mails.len(), 5, "three confirmations, two digests");
    let before = state(&app).await;
    let mut seen = 0;
    for link in mails.iter().flat_map(|mail| links(mail)) {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = send(&app, method, &link, &[], &[]).await;
            assert!(!answer.status.is_server_error(), "{link}");
        }
        let answer = app.get(&link).await;
        assert!(
            answer.status.is_success() || answer.status.is_redirection(),
            "{link}: {}",
            answer.status
        );
        seen += 1;
    }
    assert!(seen > 12, "{seen}");
    assert_eq!(state(&app).await, before);
    // A cross-site form can only use the path with the secret from a mail.
    let address = opening(&mails[0]);
    let foreign = [("origin", "https://evil.example")];
    send(&app, Method::POST, &address, &foreign, &[]).await.is(403);
    send(&app, Method::POST, SUBSCRIBE, &foreign, &[("email", "x@example.org")])
        .await
        .is(403);
    assert_eq!(state(&app).await, before);
    // A path of its own unsubscribes from one commitment; with the last commitment the subscription ends.
    let leave = mails
        .iter()
        .flat_map(|mail| links(mail))
        .find(|link| link.contains("?commitment="));
    let leave = leave.unwrap();
    one_click(&app, &leave).await.is(200);
    assert!(!state(&app).await.join(" ").contains("chooser@example.org"));
}

#[tokio::test]
async fn a_secret_of_one_city_does_not_work_in_another() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    app.sample("tirana").await;
    let address = follow(&app, "resident@example.org").await;
    let secret = address.rsplit('/').next().unwrap();
    let before = state(&app).await;
    for tail in ["", "/stop"] {
        let there = format!("/tirana/en/subscribe/{secret}{tail}");
        let nowhere = format!("/tirana/en/subscribe/nothing{tail}");
        app.get(&there).await.is(404);
        for path in [&there, &nowhere] {
            one_click(&app, path).await;
            post(&app, path, &[]).await.is(404);
        }
    }
    let nobody = Person::nobody(&app);
    let (there, random) = (
        nobody
            .send(
                Method::GET,
                &format!("/api/v1/tenants/tirana/subscriptions/{secret}"),
                None,
                &[],
            )
            .await,
        nobody
            .send(Method::GET, "/api/v1/tenants/tirana/subscriptions/nothing", None, &[])
            .await,
    );
    there.problem(404);
    random.problem(404);
    assert_eq!(state(&app).await, before);
}

#[tokio::test]
async fn concurrent_clicks_have_one_effect() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    post(&app, SUBSCRIBE, &[("email", "resident@example.org")])
        .await
        .is(303);
    app.run_jobs().await;
    let address = opening(&app.mailer.kept()[0]);
    for path in [address.clone(), format!("{address}/stop")] {
        let clicks = (0..10).map(|_| post(&app, &path, &[]));
        for answer in futures_util::future::join_all(clicks).await {
            assert!(answer.status.as_u16() < 400, "{}", answer.status);
        }
    }
    let row = &app.rows("SELECT version FROM subscription").await[0];
    assert_eq!(
        row.try_get::<i32>("", "version").unwrap(),
        3,
        "requested, confirmed, unsubscribed"
    );
}
