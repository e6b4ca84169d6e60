//! Rendered pages are kept, and nobody can tell but by the time it takes.

mod changes;
mod processes;

use crate::open::{COMMITMENT, lively};
use besa_domain::access::{EditTenant, Permit, Role};
use besa_domain::tenants;
use besa_tests::{Answer, Sample, TestApp};
use poem::Request;
use poem::http::Method;
use serde_json::json;
use time::Duration;

const API: &str = "/api/v1/tenants/elbasan";

fn request(path: &str, headers: &[(&str, &str)]) -> Request {
    let mut request = Request::builder().uri_str(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.finish()
}

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    Answer::to(app, request(path, headers), None).await
}

/// Everything that two responses must have in common: all but the id of the request. A refusal names it in its body.
fn sides(answer: &Answer) -> (u16, Vec<(String, String)>, &[u8]) {
    let status = answer.status.as_u16();
    let headers = answer.headers.iter();
    let mut headers: Vec<_> = headers
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (status, headers, if status < 400 { &answer.body } else { &[] })
}

/// Fails unless the page is the same whether it is rendered for this request, for an earlier one, or for the next.
async fn is_fresh(app: &TestApp, path: &str, headers: &[(&str, &str)], when: &str) -> Answer {
    let fresh = app.rendered(request(path, headers)).await;
    for kept in ["first", "kept"] {
        let answer = get(app, path, headers).await;
        assert_eq!(sides(&answer), sides(&fresh), "{kept}: {path} {headers:?} {when}");
    }
    fresh
}

/// Pages and records of `lively`, in every form.
async fn targets(app: &TestApp, sample: &Sample) -> Vec<String> {
    let mut targets: Vec<String> = [
        "/elbasan/en/",
        "/elbasan/sq/",
        "/elbasan/en/plan",
        "/elbasan/en/plans",
        "/elbasan/en/plan/endorsements",
        "/elbasan/en/voices",
        "/elbasan/en/proposals",
        "/elbasan/en/forums",
        "/elbasan/en/reports",
        "/elbasan/en/assessments",
        "/elbasan/en/strategies",
        "/elbasan/en/data",
        "/elbasan/en/log",
        "/elbasan/en/log?kind=milestone",
        "/elbasan/en/log.atom",
        "/elbasan/en/plan.ics",
        "/elbasan/catalogue.ttl",
        "/elbasan/catalogue.jsonld",
        "/elbasan/data/commitments.csv-metadata.json",
    ]
    .map(str::to_owned)
    .into();
    for (page, api, _) in crate::open::records(app, sample).await {
        targets.push(format!("{page}.ttl"));
        targets.push(page);
        targets.push(format!("{API}/{api}"));
    }
    for ending in ["json", "jsonld", "ics", "atom"] {
        targets.push(format!("{COMMITMENT}.{ending}"));
    }
    for list in [
        "",
        "/plans",
        "/plans/latest",
        "/commitments",
        "/milestones",
        "/progress",
        "/evidence",
        "/comments",
        "/proposals",
        "/responses/figures",
        "/meetings",
        "/holidays",
        "/log",
        "/catalogue",
    ] {
        targets.push(format!("{API}{list}"));
    }
    targets
}

#[tokio::test]
async fn a_repeat_costs_at_most_one_statement() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    // On SQLite this process hears of every change; on PostgreSQL, without Redis, it reads the revision.
    let most = usize::from(app.database.is_postgres());
    let mut repeated = 0;
    for target in targets(&app, &sample).await {
        let first = get(&app, &target, &[]).await;
        if first.status == 303 {
            // Redirects are not kept.
            continue;
        }
        let before = app.statements();
        let again = get(&app, &target, &[]).await.is(200);
        let statements = app.statements() - before;
        repeated += 1;
        // A second may end in between.
        assert!(statements <= most.max(1), "{target}: {statements} statements");
        assert_eq!(sides(&first), sides(&again), "{target}");
        if first.headers.contains_key("etag") && !target.starts_with("/api/") {
            let before = app.statements();
            let held = get(&app, &target, &[("if-none-match", first.header("etag"))])
                .await
                .is(304);
            assert!(app.statements() - before <= most.max(1), "{target}");
            assert!(held.body.is_empty());
        }
    }
    assert!(repeated > 50, "{repeated}");
    let before = app.statements();
    for _ in 0..10 {
        get(&app, COMMITMENT, &[]).await.is(200);
    }
    let statements = app.statements() - before;
    assert!(statements <= 10 * most + 1, "{statements}");
}

#[tokio::test]
async fn every_kind_of_request_gets_its_own() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    let accepts = [
        "text/html",
        "application/ld+json",
        "TEXT/TURTLE, */*;q=0.1",
        "text/calendar",
        "a/b",
    ];
    let codings = ["br", "gzip, br;q=0.5", "identity", "*"];
    for target in [COMMITMENT, "/elbasan/en/plan", &format!("{API}/catalogue")] {
        for accept in accepts {
            is_fresh(&app, target, &[("accept", accept)], "").await;
        }
        for coding in codings {
            let answer = is_fresh(&app, target, &[("accept-encoding", coding)], "").await;
            let tag = answer.header("etag").to_owned();
            is_fresh(
                &app,
                target,
                &[("accept-encoding", coding), ("if-none-match", &tag)],
                "",
            )
            .await;
        }
        for tag in ["\"0\"", "*", "W/\"0\", \"1\""] {
            is_fresh(&app, target, &[("if-none-match", tag)], "").await;
        }
        for cookie in ["besa_language=sq", "besa_device=x"] {
            is_fresh(&app, target, &[("cookie", cookie), ("accept-language", "sq")], "").await;
        }
        is_fresh(&app, target, &[("origin", "https://elsewhere.example")], "").await;
    }
    for missing in [
        "/elbasan/en/commitments/99-x",
        "/elbasan/xx/plan",
        &format!("{API}/plans/none"),
    ] {
        is_fresh(&app, missing, &[], "").await;
    }
    // HEAD has the headers of GET.
    for headers in [&[][..], &[("accept-encoding", "br")]] {
        let whole = get(&app, COMMITMENT, headers).await.is(200);
        let mut asked = request(COMMITMENT, headers);
        asked.set_method(Method::HEAD);
        let head = Answer::to(&app, asked, None).await.is(200);
        for name in ["etag", "content-type", "content-encoding", "vary", "cache-control"] {
            assert_eq!(head.header(name), whole.header(name), "{name}");
        }
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
    }
    // Members read drafts, also where the public version is kept.
    let coordinator = app.person("kauri", &sample.city, Role::Coordinator).await;
    let body = json!({ "reference": "2031-2033", "title": "Draft of a plan", "language": "en" });
    coordinator.post(&format!("{API}/plans"), body).await.is(201);
    let public = get(&app, &format!("{API}/plans"), &[]).await.is(200);
    let own = coordinator.get(&format!("{API}/plans")).await.is(200);
    let again = get(&app, &format!("{API}/plans"), &[]).await.is(200);
    assert!(own.text().contains("2031-2033") && !again.text().contains("2031-2033"));
    assert_eq!(sides(&public), sides(&again));
}

#[tokio::test]
async fn a_message_for_the_next_page_is_shown_once_and_not_kept() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    let plain = get(&app, "/elbasan/en/plan", &[]).await.is(200);
    let told = get(&app, "/elbasan/en/plan", &[("cookie", "besa_flash=heard")])
        .await
        .is(200);
    assert_ne!(told.body, plain.body);
    assert!(told.header("set-cookie").starts_with("besa_flash=;"));
    assert_eq!(told.header("cache-control"), "no-store");
    let after = is_fresh(&app, "/elbasan/en/plan", &[], "").await;
    assert_eq!(sides(&after), sides(&plain));
    // Who may be signed in gets a page of their own, even with a session that ended.
    let before = app.session_reads();
    get(&app, "/elbasan/en/plan", &[("cookie", "besa_session=ended")])
        .await
        .is(200);
    assert_eq!(app.session_reads(), before + 1);
}

#[tokio::test]
async fn at_midnight_in_the_city_every_page_is_new() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let targets = [
        "/elbasan/en/",
        COMMITMENT,
        &format!("{API}/milestones/{}", sample.milestone.id),
    ];
    let mut tags = Vec::new();
    for target in targets {
        tags.push(is_fresh(&app, target, &[], "on Monday").await.header("etag").to_owned());
    }
    // The milestone is due in 30 days. At 22:59 UTC it is not yet midnight in Tirana; at 23:00 it is.
    app.app
        .clock()
        .advance(Duration::days(30) + Duration::hours(14) + Duration::minutes(59));
    let mut last = Vec::new();
    for target in targets {
        last.push(is_fresh(&app, target, &[], "on the last day").await);
    }
    app.app.clock().advance(Duration::minutes(1));
    for (target, last) in targets.iter().zip(&last) {
        let late = is_fresh(&app, target, &[], "on the day after").await;
        assert_ne!(late.body, last.body, "{target}");
        is_fresh(
            &app,
            target,
            &[("if-none-match", last.header("etag"))],
            "on the day after",
        )
        .await;
    }
    // The city moves to a zone in which it is still the day before.
    let permit = Permit::<EditTenant>::system(sample.city.id);
    let mut identity = identity(&sample);
    identity.time_zone = "America/Lima".to_owned();
    tenants::edit(&app.app.db, &permit, None, sample.city.version, identity)
        .await
        .unwrap();
    for target in targets {
        is_fresh(&app, target, &[], "in Lima").await;
    }
}

fn identity(sample: &Sample) -> tenants::Identity {
    let city = &sample.city;
    tenants::Identity {
        names: city.names.clone(),
        country: city.country.clone(),
        time_zone: city.time_zone.clone(),
        languages: city.languages.0.clone(),
        default_language: city.default_language.clone(),
        colour: city.colour.clone(),
        motif: city.motif.clone(),
        unit: None,
        contact_email: None,
    }
}

#[tokio::test]
async fn requests_at_once_render_a_page_once() {
    let app = TestApp::new().await;
    lively(&app).await;
    let target = format!("{COMMITMENT}/milestones/1");
    let before = app.statements();
    app.rendered(request(&target, &[])).await.is(200);
    let one = app.statements() - before;
    let before = app.statements();
    let all = futures_util::future::join_all((0..12).map(|_| get(&app, &target, &[]))).await;
    let statements = app.statements() - before;
    // Each may read the revision.
    assert!(statements <= one + 12, "{statements} statements, {one} for one");
    for answer in &all {
        assert_eq!(sides(answer), sides(&all[0]));
    }
}

#[tokio::test]
async fn a_change_is_seen_by_whoever_asks_after_it() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let stranger = app.stranger("kowhai").await;
    let (path, list) = (format!("{API}/comments"), format!("{API}/comments?limit=200"));
    let writes = async {
        for number in 0..25 {
            app.forget_attempts();
            let words = format!("Question {number}");
            let body = json!({ "commitment": sample.commitment.id, "body": words });
            stranger.post(&path, body).await.is(201);
            assert!(get(&app, &list, &[]).await.text().contains(&words), "{words}");
            assert!(get(&app, COMMITMENT, &[]).await.text().contains(&words), "{words}");
        }
    };
    let reads = async {
        loop {
            for target in [&list, COMMITMENT] {
                get(&app, target, &[]).await.is(200);
                // A kept page never waits, so without this the writes would hardly ever run.
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::select! {
        () = writes => {}
        () = reads => {}
    }
}
