//! Forms that are submitted twice: by a double click, or by reloading the page.

use crate::workspace::{Browser, value_after};
use besa_domain::access::{KeepTokens, ManagePeople, Permit, Role};
use besa_domain::people;
use besa_tests::TestApp;
use poem::http::Method;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82";

/// Returns the sum of the revisions of all cities.
async fn changes(app: &TestApp) -> i64 {
    app.rows("SELECT CAST(sum(revision) AS BIGINT) AS n FROM chain").await[0]
        .try_get("", "n")
        .unwrap()
}

#[tokio::test]
async fn a_change_submitted_twice_has_one_effect() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    let implementer = app.person("implementer", &sample.city, Role::Implementer).await;
    let browser = Browser::of(&app, &admin).await;
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    let members = people::members(&app.app.db, &permit).await.unwrap();
    let membership = |account| {
        let found = members.iter().find(|member| member.account == account);
        found.unwrap().id.to_string()
    };
    let remove = format!("people/{}/remove", membership(viewer.account.id));
    let assign = format!("people/{}/commitments", membership(implementer.account.id));
    let commitment = sample.commitment.id.to_string();
    let settings = [
        ("version", "1"),
        ("name_en", "Elbasan"),
        ("country", "AL"),
        ("time_zone", "Europe/Tirane"),
        ("languages", "en"),
        ("languages", "sq"),
        ("default_language", "en"),
        ("colour", "#8c1d2f"),
        ("motif", "none"),
    ];
    let plan = [
        ("version", "2"),
        ("reference", "2025-2027"),
        ("title", "Another title"),
        ("language", "en"),
    ];
    let milestone = [("version", "1"), ("title", "Another milestone"), ("number", "1")];
    let edit = [
        ("version", "1"),
        ("title", "Another commitment"),
        ("state", "active"),
        ("number", "1"),
    ];
    let invite = [("email", "new@example.org"), ("role", "viewer"), ("language", "en")];
    let end = [("version", "2"), ("state", "withdrawn"), ("reason", "No funds")];
    let withdraw = [("version", "2"), ("reason", "No funds")];
    let forms: Vec<(&str, &[(&str, &str)])> = vec![
        ("settings", &settings),
        ("commitments/1/edit", &edit),
        ("commitments/1/milestones/1/edit", &milestone),
        ("commitments/1/milestones/1/withdraw", &withdraw),
        ("plan/edit", &plan),
        ("commitments/1/end", &end),
        ("plan/state", &[("version", "3"), ("state", "ended")]),
        (&assign, &[]),
        (&remove, &[]),
        ("people/invite", &invite),
    ];
    browser
        .post(&assign, "before", &[("commitment", &commitment)])
        .await
        .is(303);
    for (at, (path, fields)) in forms.iter().enumerate() {
        let nonce = format!("nonce {at}");
        let before = changes(&app).await;
        let first = browser.post(path, &nonce, fields).await;
        assert_eq!(first.status, 303, "{path}: {}", first.text());
        assert_eq!(changes(&app).await, before + 1, "{path}");
        let again = browser.post(path, &nonce, fields).await;
        assert_eq!(again.status, 303, "{path}: {}", again.text());
        assert_eq!(again.header("location"), first.header("location"), "{path}");
        assert_eq!(changes(&app).await, before + 1, "{path}");
        // A form without a nonce was not made by a page of Besa.
        let strange = browser.post(path, "", fields).await;
        assert_ne!(strange.status, 303, "{path}");
        assert_eq!(changes(&app).await, before + 1, "{path}");
    }
    let page = browser.get("people").await.is(200).text();
    let form = &page[page.find("/withdraw\"").unwrap()..];
    let nonce = value_after(form, "name=\"nonce\" value=\"");
    let waiting = people::invitations(&app.app.db, &permit).await.unwrap();
    let path = format!("invitations/{}/withdraw", waiting[0].id);
    let before = changes(&app).await;
    for _ in 0..2 {
        browser.post(&path, nonce, &[]).await.is(303);
    }
    assert_eq!(changes(&app).await, before + 1);
}

#[tokio::test]
async fn a_nonce_cannot_be_reused_with_other_content() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let browser = Browser::of(&app, &admin).await;
    let edit = |title: &'static str| [("version", "1"), ("title", title), ("state", "active"), ("number", "1")];
    browser.post("commitments/1/edit", "n", &edit("Mine")).await.is(303);
    let before = changes(&app).await;
    let page = browser
        .post("commitments/1/edit", "n", &edit("Other"))
        .await
        .is(409)
        .text();
    assert!(page.contains("sent already") || page.contains("already"), "{page}");
    assert_eq!(changes(&app).await, before);
}

#[tokio::test]
async fn an_import_file_submitted_twice_is_stored_once() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let person = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let csrf = browser.session.csrf.clone();
    let csv = b"plan_title,plan_start,plan_end,commitment_title,milestone_title,milestone_end\n\
                Plan 2025-2027,2025-09-01,2027-08-31,Water,Publish results,By fall 2026\n";
    let file: [(&str, &[u8]); 1] = [("plan.csv", csv)];
    let first = browser.upload("import", &csrf, &[("nonce", "n")], &file).await.is(303);
    let again = browser.upload("import", &csrf, &[("nonce", "n")], &file).await.is(303);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(app.count("import").await, 1);
    let review = first.header("location").trim_start_matches("/elbasan/en/w/").to_owned();
    let cancel = format!("{review}/cancel");
    for _ in 0..2 {
        browser.post(&cancel, "c", &[]).await.is(303);
    }
    browser.post(&cancel, "another", &[]).await.is(409);
}

#[tokio::test]
async fn a_token_is_shown_to_its_creator_and_can_be_revoked() {
    let app = TestApp::new().await;
    let person = app.stranger("ina").await;
    let browser = Browser::of(&app, &person).await;
    let permit = Permit::<KeepTokens>::own(person.account.id);
    let page = |path: &'static str| browser.send(Method::GET, path, "text/plain", Vec::new());
    let post = async |path: &str, nonce: &str, name: &str| {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let csrf = browser.session.csrf.as_str();
        body.extend_pairs([("csrf", csrf), ("nonce", nonce), ("name", name)]);
        let kind = "application/x-www-form-urlencoded";
        browser.send(Method::POST, path, kind, body.finish().into()).await
    };
    let refused = post("/account/tokens", "n", " ").await.is(422).text();
    assert!(refused.contains("is empty"), "{refused}");

    let made = post("/account/tokens", "n", "Nightly export").await.is(201);
    assert_eq!(made.header("cache-control"), "no-store");
    let token = |page: &str| value_between(page, "<code dir=\"ltr\">", "</code>");
    let shown = token(&made.text());
    assert!(shown.starts_with("besa_") && shown.len() > 40, "{shown}");
    let again = post("/account/tokens", "n", "Nightly export").await.is(201).text();
    assert_eq!(token(&again), shown, "reloading the page shows the same token");
    let tokens = people::tokens(&app.app.db, &permit).await.unwrap();
    assert_eq!(
        tokens.len(),
        2,
        "the token created on the page, and the test user's own"
    );
    let list = page("/account/tokens").await.is(200).text();
    assert!(
        list.contains("Nightly export") && list.contains("Never used."),
        "{list}"
    );
    assert!(!list.contains("besa_") && !list.contains(&tokens[0].token_hash));
    for row in app.rows("SELECT answer AS kept FROM once").await {
        let kept: String = row.try_get("", "kept").unwrap();
        assert!(!kept.contains(&shown), "the secret is not stored");
    }

    let acts = async || {
        people::by_token(&app.app.db, &shown)
            .await
            .unwrap()
            .is_some_and(|token| token.account_id == person.account.id)
    };
    assert!(acts().await);
    assert!(
        page("/account/tokens")
            .await
            .text()
            .contains("Last used on 23 Nov 2026.")
    );
    let revoke = format!("/account/tokens/{}/revoke", tokens[0].id);
    let stranger = app.stranger("besnik").await;
    let other = Browser::of(&app, &stranger).await;
    let csrf = format!("csrf={}&nonce=x", other.session.csrf);
    let kind = "application/x-www-form-urlencoded";
    other.send(Method::POST, &revoke, kind, csrf.into()).await.is(404);
    assert!(acts().await, "nobody else can revoke it");
    for _ in 0..2 {
        post(&revoke, "r", "").await.is(303);
    }
    assert!(!acts().await);
    assert!(!page("/account/tokens").await.text().contains("Nightly export"));
    let logged = app
        .rows("SELECT action AS a FROM event WHERE subject = 'token' ORDER BY tenant_id, sequence")
        .await;
    let logged: Vec<String> = logged.iter().map(|row| row.try_get("", "a").unwrap()).collect();
    assert_eq!(
        logged,
        ["token.create", "token.create", "token.create", "token.revoke"],
        "two tokens issued, one created and revoked"
    );
    app.get("/account/tokens").await.is(303);
}

fn value_between(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).unwrap() + from.len();
    page[start..].split(to).next().unwrap().to_owned()
}

#[tokio::test]
async fn a_logo_is_shown_beside_the_name_and_cannot_run_code() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let browser = Browser::of(&app, &admin).await;
    let csrf = browser.session.csrf.clone();
    let set = async |nonce: &str, version: &str, name: &str, bytes: &[u8]| {
        let fields = [("nonce", nonce), ("version", version)];
        browser.upload("settings/logo", &csrf, &fields, &[(name, bytes)]).await
    };
    let page = set("a", "1", "sign.svg", b"<svg onload='x()'></svg>")
        .await
        .is(422)
        .text();
    assert!(page.contains("“sign.svg” is an SVG drawing"), "{page}");
    let page = set("b", "1", "sign.gif", b"GIF89a").await.is(422).text();
    assert!(page.contains("is not a PNG, JPEG or WebP picture"));
    let page = set("c", "1", "large.png", &[PNG, &[0; 256_000]].concat())
        .await
        .is(422)
        .text();
    assert!(page.contains("too large") && page.contains("256"), "{page}");
    let fields = [("nonce", "d"), ("version", "1")];
    let page = browser
        .upload("settings/logo", &csrf, &fields, &[])
        .await
        .is(422)
        .text();
    assert!(page.contains("No file came"));
    assert_eq!(app.stored_files(), 0);

    for _ in 0..2 {
        set("e", "1", "sign.png", PNG).await.is(303);
    }
    assert_eq!(app.stored_files(), 1, "submitted twice, stored once");
    set("f", "1", "sign.png", PNG).await.is(422);
    assert_eq!(app.stored_files(), 1, "an outdated version is refused");
    let home = app.get("/elbasan/en/").await.is(200).text();
    let src = value_after(&home, "<img src=\"").to_owned();
    assert!(home.contains(&format!("<img src=\"{src}\" alt=\"Logo of Elbasan\">")));
    for path in ["", "settings"] {
        assert!(browser.get(path).await.is(200).text().contains(&src), "{path}");
    }

    let logo = app.get(&src).await.is(200);
    assert_eq!(logo.body, PNG);
    for (name, value) in [
        ("content-type", "image/png"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cache-control", "public, max-age=31536000, immutable"),
    ] {
        assert_eq!(logo.header(name), value, "{name}");
    }
    let old = app.get("/elbasan/logo/0000").await.is(200);
    assert_eq!(old.header("cache-control"), "public, max-age=60");
    app.city("tirana").await;
    app.get(&src.replace("elbasan", "tirana")).await.is(404);

    browser.get("settings/logo/remove").await.is(200);
    for _ in 0..2 {
        browser
            .post("settings/logo/remove", "g", &[("version", "2")])
            .await
            .is(303);
    }
    assert_eq!(app.stored_files(), 0);
    app.get(&src).await.is(404);
    assert!(!app.get("/elbasan/en/").await.is(200).text().contains("/logo/"));
    browser.get("settings/logo/remove").await.is(404);
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(log.contains("The logo of"), "the public log has the change");
}
