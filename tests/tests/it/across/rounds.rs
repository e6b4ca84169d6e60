//! The rounds of cities: after changes, and in the morning.

use super::many::{Clones, named_city};
use besa_domain::access::{CreateTenant, Permit};
use besa_domain::jobs::{self, Busy, FIGURES_WAIT, Lane};
use besa_domain::tenants::{self, Identity};
use besa_domain::{TenantId, figures, morning};
use besa_tests::TestApp;
use futures_util::future::join_all;
use serde_json::json;
use time::Duration;

async fn waiting(app: &TestApp, kind: &str) -> i64 {
    let sql = format!("SELECT count(*) AS n FROM job WHERE kind = '{kind}'");
    app.rows(&sql).await[0].try_get("", "n").unwrap()
}

#[tokio::test]
async fn comments_within_seconds_make_one_refresh_of_figures_and_nothing_else() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.run_jobs().await;
    for number in 0..6 {
        let resident = app.stranger(&format!("resident{number}")).await;
        let said = json!({ "body": "When?", "commitment": sample.commitment.id, "asks": true });
        resident.post("/api/v1/tenants/elbasan/comments", said).await.is(201);
    }
    assert_eq!(waiting(&app, "refresh_figures").await, 1);
    assert_eq!(waiting(&app, "plan_reminders").await, 0);
    // It waits for further changes.
    let none = jobs::lease_in(&app.app.db, Lane::Rounds, 1, &Busy::default()).await;
    assert!(none.unwrap().is_empty());
    app.app.clock().advance(FIGURES_WAIT);
    app.run_jobs().await;
    assert_eq!(waiting(&app, "refresh_figures").await, 0);
    let list = app.get("/api/v1/tenants").await.is(200).json();
    assert_eq!(list["items"][0]["plan"]["asked"], 6);
    let before = app.statements();
    figures::refresh(&app.app.db, &sample.city).await.unwrap();
    let statements = app.statements() - before;
    println!("statements of one refresh: {statements}");
    assert!(
        statements <= 60,
        "{statements}; the whole round took 112 in 11 transactions"
    );
}

#[tokio::test]
async fn refreshes_of_a_city_without_any_change_do_not_collide() {
    let app = TestApp::new().await;
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let identity = Identity::plain("Tirana", "AL");
    let city = tenants::create(&app.app.db, &permit, "tirana", identity, false)
        .await
        .unwrap();
    for done in join_all((0..8).map(|_| figures::refresh(&app.app.db, &city))).await {
        done.unwrap();
    }
    let needy = app.rows("SELECT cities, published, needy FROM country_total").await;
    let sums = ["cities", "published", "needy"].map(|name| needy[0].try_get::<i32>("", name).unwrap());
    assert_eq!(sums, [1, 0, 1]);
}

#[tokio::test]
async fn sums_follow_every_change_of_a_city() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    app.city("tirana").await;
    named_city(&app, "cordoba", "Córdoba").await;
    app.run_jobs().await;
    let cordoba = tenants::by_slug(&app.app.db, "cordoba").await.unwrap();
    super::many::rename(&app, &cordoba, "Kordoba").await;
    app.run_jobs().await;
    let kept = "SELECT country, cities, published, needy FROM country_total WHERE cities > 0 ORDER BY country";
    let counted = "SELECT country, CAST(count(*) AS integer) AS cities, CAST(sum(published) AS integer) AS published,
                          CAST(sum(needy) AS integer) AS needy FROM city_line GROUP BY country ORDER BY country";
    let mut both = Vec::new();
    for sql in [kept, counted] {
        let rows = app.rows(sql).await;
        let row = |row: &sea_orm::QueryResult| {
            let country: String = row.try_get("", "country").unwrap();
            (
                country,
                ["cities", "published", "needy"].map(|name| row.try_get::<i32>("", name).unwrap()),
            )
        };
        both.push(rows.iter().map(row).collect::<Vec<_>>());
    }
    assert_eq!(both[0], both[1]);
    assert_eq!(both[0].len(), 1, "Córdoba moved to Albania: {both:?}");
}

#[tokio::test]
async fn a_morning_reads_only_the_cities_that_are_due() {
    let app = TestApp::new().await;
    let clones = Clones::new(&app).await;
    clones.until(1_200).await;
    app.run_jobs().await;
    assert_eq!(waiting(&app, "plan_reminders").await, 0);
    let schedule = async || {
        let before = app.statements();
        morning::schedule(&app.app.db).await.unwrap();
        app.statements() - before
    };
    let none = schedule().await;
    assert!(none <= 3, "{none}");
    app.sql("UPDATE city_line SET round_at = '2026-11-23T07:59:00Z' WHERE slug IN ('clone-7', 'clone-8', 'clone-900')")
        .await;
    schedule().await;
    assert_eq!(waiting(&app, "plan_reminders").await, 3);
    schedule().await;
    assert_eq!(waiting(&app, "plan_reminders").await, 3, "each is taken once");
    // All of them at once: a few statements for each 500.
    app.sql("UPDATE city_line SET round_at = '2026-11-23T07:59:00Z'").await;
    let all = schedule().await;
    assert_eq!(waiting(&app, "plan_reminders").await, 1_200);
    assert!(all <= 20, "{all}");
}

#[tokio::test]
async fn a_reminder_comes_on_its_day_though_nothing_changes_before() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.milestone(&sample.commitment, 20).await;
    app.run_jobs().await;
    let sent = || app.mailer.kept().len();
    let before = sent();
    let mut days = Vec::new();
    app.person("ana", &sample.city, besa_domain::access::Role::Coordinator)
        .await;
    for day in 1..=45 {
        app.app.clock().advance(Duration::days(1));
        let told = sent();
        app.run_jobs().await;
        if reminders(&app, told) > 0 {
            days.push(day);
        }
    }
    assert!(sent() > before);
    // Milestones due in 20 and in 30 days: 14, 7 and 1 days before, on the day, and 7, 14, … days after.
    assert_eq!(days, [6, 13, 16, 19, 20, 23, 27, 29, 30, 34, 37, 41, 44]);
}

/// How many of the mails after the first `told` are reminders of milestones.
fn reminders(app: &TestApp, told: usize) -> usize {
    let mails = app.mailer.kept();
    let about = |mail: &&Vec<u8>| String::from_utf8_lossy(mail).contains("Publish the results map");
    mails[told..].iter().filter(about).count()
}
