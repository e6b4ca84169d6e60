//! A lease reads what it leases, however many jobs wait.

use besa_domain::jobs::{self, Busy, Job, Lane, lease_in};
use besa_domain::tenants::Tenant;
use besa_domain::{TenantId, digests};
use besa_tests::TestApp;
use sea_orm::{ConnectionTrait as _, Statement};
use std::sync::{Arc, Mutex};
use time::Duration;

/// Copies a job of a city so often that a scan would show. The copies are older, and go to `host`.
async fn copies(app: &TestApp, city: &Tenant, count: u32, host: &str) {
    let job = Job::PlanReminders;
    let now = app.app.clock().now();
    let (at, older) = (now - Duration::minutes(1), now - Duration::minutes(2));
    for (key, at) in [("copied", at), ("older", older)] {
        jobs::schedule(&app.app.db, city.id, &job, key, at).await.unwrap();
    }
    let id = if app.database.is_postgres() {
        "gen_random_uuid()"
    } else {
        "randomblob(16)"
    };
    app.sql(&format!(
        "INSERT INTO job (id, tenant_id, kind, dedup, payload, run_at, attempts, created_at, doubts, lane, host, cut_offs)
         WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
         SELECT {id}, tenant_id, kind, '{host}' || n, payload, run_at, 0, created_at, 0, 'digests', '{host}', 0
           FROM job, numbers WHERE dedup = 'older'"
    ))
    .await;
    app.sql("UPDATE job SET lane = 'digests', host = 'free.example' WHERE dedup = 'copied'")
        .await;
    app.sql("DELETE FROM job WHERE dedup = 'older'").await;
}

/// Leases from the lane of digests; returns the hosts and the statements.
async fn leased(app: &TestApp, busy: &Busy) -> (Vec<Option<String>>, Vec<String>) {
    let statements: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = Arc::clone(&statements);
    let db = app
        .app
        .db
        .clone()
        .on_statement(move |sql| heard.lock().unwrap().push(sql.to_owned()));
    let leases = lease_in(&db, Lane::Digests, 1, busy).await.unwrap();
    let statements = statements.lock().unwrap().clone();
    (leases.into_iter().map(|lease| lease.host).collect(), statements)
}

/// The plan of a statement of [`leased`], with its parameters as literals.
async fn plan(app: &TestApp, sql: &str, city: TenantId) -> String {
    let postgres = app.database.is_postgres();
    let now = app.app.clock().now().date();
    let id = |id: TenantId| {
        if postgres {
            format!("'{id}'")
        } else {
            format!("X'{}'", id.to_string().replace('-', ""))
        }
    };
    let third = if sql.contains("tenant_id >= $3") || sql.contains("tenant_id = $3") {
        id(city)
    } else if sql.contains("tenant_id > $3") {
        id(TenantId::PLATFORM)
    } else {
        "'a.example'".to_owned()
    };
    let sql = sql
        .replace("$1", &format!("'{now} 23:59:59+00:00'"))
        .replace("$2", "'digests'")
        .replace("$3", &third);
    let explain = if postgres { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
    let owner = app.owner().await;
    let rows = owner
        .query_all_raw(Statement::from_string(
            owner.get_database_backend(),
            format!("{explain} {sql}"),
        ))
        .await
        .unwrap();
    let column = if postgres { "QUERY PLAN" } else { "detail" };
    let lines = rows.iter().map(|row| row.try_get::<String>("", column).unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_lease_reads_by_index_and_stops_early() {
    let app = TestApp::new().await;
    let many = app.city("elbasan").await;
    app.run_jobs().await;
    copies(&app, &many, 20_000, "busy.example").await;
    app.sql("ANALYZE").await;
    // Both ways: what waits longest, and, when that is to be passed over, what else there is.
    let busy = Busy {
        hosts: vec!["busy.example".to_owned()],
        slow: Vec::new(),
        cities: vec![many.id],
    };
    let mut reads = Vec::new();
    for busy in [Busy::default(), busy] {
        let (found, statements) = leased(&app, &busy).await;
        assert!(!found.is_empty());
        reads.extend(
            statements
                .into_iter()
                .filter(|sql| !sql.trim_start().starts_with("UPDATE")),
        );
    }
    reads.retain(|sql| sql.contains("FROM job"));
    reads.sort();
    reads.dedup();
    assert!(reads.len() >= 4, "{reads:#?}");
    for sql in &reads {
        let plan = plan(&app, sql, many.id).await;
        let scans = [
            "Seq Scan on job",
            "SCAN job",
            "SCAN next",
            "SCAN last",
            "TEMP B-TREE",
            "Sort Key",
        ];
        assert!(!scans.iter().any(|scan| plan.contains(scan)), "{sql}\n{plan}");
        let index = ["job_due", "job_city", "job_host", "job_unknown"];
        assert!(index.iter().any(|index| plan.contains(index)), "{sql}\n{plan}");
    }
}

#[tokio::test]
async fn a_host_that_hangs_and_a_city_with_much_to_send_are_passed_over() {
    let app = TestApp::new().await;
    let (many, one) = (app.city("elbasan").await, app.city("berat").await);
    app.run_jobs().await;
    copies(&app, &many, 500, "busy.example").await;
    let hosts = Busy {
        hosts: vec!["busy.example".to_owned()],
        ..Busy::default()
    };
    let (found, _) = leased(&app, &hosts).await;
    assert_eq!(found, [Some("free.example".to_owned())]);
    // A young job of another city.
    copies(&app, &one, 1, "young.example").await;
    app.sql("DELETE FROM job WHERE host = 'free.example'").await;
    let cities = Busy {
        cities: vec![many.id],
        ..Busy::default()
    };
    app.app.clock().advance(Duration::minutes(1));
    let (found, _) = leased(&app, &cities).await;
    assert_eq!(found, [Some("young.example".to_owned())]);
    // Then those that have waited longest, as many as are run together.
    let (found, _) = leased(&app, &cities).await;
    assert_eq!(found, vec![Some("busy.example".to_owned()); Lane::Digests.batch()]);
    // A slow host gets one at a time.
    let slow = Busy {
        slow: vec!["busy.example".to_owned()],
        ..Busy::default()
    };
    assert_eq!(leased(&app, &slow).await.0, [Some("busy.example".to_owned())]);
}

#[tokio::test]
async fn planning_takes_as_many_statements_for_two_hundred_subscribers_as_for_one() {
    let mut statements = Vec::new();
    for count in [1, 200] {
        let app = TestApp::new().await;
        let sample = app.sample("elbasan").await;
        let secret = app.subscribers(&sample.city, count).await;
        assert!(!secret.is_empty());
        app.milestone(&sample.commitment, 12).await;
        app.app.clock().advance(Duration::hours(2));
        let before = app.statements();
        let permit = besa_domain::access::Permit::<besa_domain::access::SendDigests>::system(sample.city.id);
        let planned = digests::plan_for_city(&app.app.db, &permit).await.unwrap();
        assert_eq!(planned, count);
        statements.push(app.statements() - before);
    }
    assert_eq!(statements[0], statements[1]);
}
