//! A comment and a change of a milestone by 8 clients, each in a city of its own, beside pgbench with the same
//! SQL. Jobs are not counted: the process has no worker.

use crate::besa::Besa;
use crate::clones::slug;
use crate::lab::{Lab, Load};
use crate::pgbench::{self, CLIENTS};
use crate::report::{Board, Figure, Goal};
use crate::site::Site;
use crate::statements;
use crate::wrk::Requests;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

const fn of_cpu(what: &'static str, beside: &'static str, times: f64) -> Figure {
    Figure {
        number: "2",
        what,
        unit: "per CPU-s",
        beside,
        goal: Goal::RatioAtLeast(times),
    }
}

const fn of_pgbench(what: &'static str) -> Figure {
    Figure {
        number: "3",
        what,
        unit: "per s",
        beside: "pgbench",
        goal: Goal::RatioAtLeast(0.7),
    }
}

const COMMENT_REDMINE: Figure = of_cpu("comment", "Redmine", 30.0);
const COMMENT_DIRECTUS: Figure = of_cpu("comment", "Directus", 8.0);
const COMMENT: Figure = of_pgbench("comment, 8 clients");
const PATCH_DIRECTUS: Figure = Figure {
    goal: Goal::Shown,
    ..of_cpu("PATCH of a milestone", "Directus", 8.0)
};
const PATCH: Figure = of_pgbench("PATCH of a milestone, 8 clients");
const SQLITE_P50: Figure = Figure {
    number: "9",
    what: "comment on SQLite, 8 connections, p50",
    unit: "ms",
    beside: "",
    goal: Goal::Shown,
};
const SQLITE_P99: Figure = Figure {
    what: "comment on SQLite, 8 connections, p99",
    goal: Goal::AtMost(200.0),
    ..SQLITE_P50
};

/// Requests of a client while statements are logged. The last two are compared; the first may fill caches.
const CALLS: usize = 3;

/// A comment by the API, as every case and log sends it.
pub(crate) const COMMENT_TEXT: &str =
    "The results of our village are missing again. Please say when they will be published, and where.";

/// Runs the cases.
pub(crate) async fn run(lab: &Lab, board: &mut Board) {
    let site = lab.usual().copy("bench_writes", &lab.work, lab.postgres.as_ref()).await;
    let besa = Besa::start(&site, "api,web", &[]).await;
    let load = lab.load(besa.id(), &besa.url, &comments(&site), lab.seconds).await;
    board.compare(&COMMENT_REDMINE, load.per_cpu(), 15.4);
    board.compare(&COMMENT_DIRECTUS, load.per_cpu(), 60.0);
    let client = Client::new();
    // In each city the same person comments, so that two requests differ in nothing but new ids.
    beside_pgbench(lab, &site, &COMMENT, &load, board, async |city, _| {
        let answer = add_comment(&client, &besa.url, &site, city, city).send().await.unwrap();
        assert!(answer.status().is_success(), "comment: {}", answer.status());
    })
    .await;

    let changes = changes(&besa, &site).await;
    let load = lab.load(besa.id(), &besa.url, &changes, lab.seconds).await;
    board.compare(&PATCH_DIRECTUS, load.per_cpu(), 42.0);
    let mut versions = Vec::new();
    for city in 1..=CLIENTS {
        versions.push(version(&besa, &site, city).await);
    }
    // Each change adds one to the version.
    let made = |at: usize| i64::try_from(at % CALLS).unwrap_or(0);
    let change = async |city: usize, at| change(&besa, &site, city, versions[city - 1] + made(at)).await;
    beside_pgbench(lab, &site, &PATCH, &load, board, change).await;
    drop(besa);
    site.delete(lab.postgres.as_ref()).await;
}

/// Runs the case of SQLite.
pub(crate) async fn on_sqlite(lab: &Lab, board: &mut Board) {
    let site = lab.usual().copy("bench_writes", &lab.work, None).await;
    let besa = Besa::start(&site, "api,web,worker", &[]).await;
    let load = lab.load(besa.id(), &besa.url, &comments(&site), lab.seconds).await;
    board.add(&SQLITE_P50, load.measured.p50);
    board.add(&SQLITE_P99, load.measured.p99);
    drop(besa);
    site.delete(None).await;
}

/// Logs two requests in each city, and runs pgbench with them.
async fn beside_pgbench(
    lab: &Lab,
    site: &Site,
    figure: &Figure,
    load: &Load,
    board: &mut Board,
    request: impl AsyncFn(usize, usize),
) {
    let Some(postgres) = &lab.postgres else { return };
    let logs = pgbench::logged(postgres, site, CLIENTS * CALLS, async |call| {
        request(call / CALLS + 1, call).await
    })
    .await;
    let both = logs
        .chunks(CALLS)
        .map(|some| statements::script(&some[CALLS - 2], &some[CALLS - 1]));
    let scripts: Result<Vec<String>, String> = both.collect();
    let scripts = scripts
        .unwrap_or_else(|difference| panic!("two requests of {} have other statements: {difference}", figure.what));
    board.remark(format!("{}: {} statements", figure.what, logs[CALLS - 1].len()));
    let theirs = pgbench::run(postgres, site, &scripts, lab.seconds, lab.work.path()).await;
    board.compare(figure, load.per_second(), theirs);
}

/// Comments by many people, from many addresses, because both have a rate limit.
pub(crate) fn comments(site: &Site) -> Requests {
    let tokens: Vec<String> = site.people.writers.iter().map(|token| format!("{token:?}")).collect();
    let body = format!(
        r#"{{"milestone":"{}","body":"{COMMENT_TEXT}"}}"#,
        site.people.milestones[8]
    );
    let lua = format!(
        r#"
local tokens, at, path = {{ {} }}, 0, nil
function init()
  wrk.headers["Content-Type"] = "application/json"
  path = "/api/v1/tenants/city-" .. thread_number .. "/comments"
end
function request()
  at = at + 1
  wrk.headers["Authorization"] = "Bearer " .. tokens[at % #tokens + 1]
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", thread_number, math.floor(at / 200) % 200, at % 200 + 1)
  return wrk.format("POST", path, nil, '{body}')
end
"#,
        tokens.join(", ")
    );
    Requests::scripted(lua)
}

/// Returns the request for a comment in a city.
pub(crate) fn add_comment(client: &Client, url: &str, site: &Site, city: usize, at: usize) -> RequestBuilder {
    let writers = &site.people.writers;
    let body = serde_json::json!({ "milestone": site.people.milestones[8], "body": COMMENT_TEXT });
    client
        .post(format!("{url}/api/v1/tenants/{}/comments", slug(city)))
        .bearer_auth(&writers[(at * 7 + 3) % writers.len()])
        .header(
            "x-forwarded-for",
            format!("10.{}.{}.{}", 100 + city % 100, at / 200 % 200, at % 200 + 1),
        )
        .header("content-type", "application/json")
        .body(body.to_string())
}

fn milestone(besa: &Besa, site: &Site, city: usize) -> String {
    let id = &site.people.milestones[20];
    format!("{}/api/v1/tenants/{}/milestones/{id}", besa.url, slug(city))
}

async fn version(besa: &Besa, site: &Site, city: usize) -> i64 {
    let answer = reqwest::get(milestone(besa, site, city)).await.unwrap();
    let record: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    record["version"].as_i64().expect("a milestone has a version")
}

async fn change(besa: &Besa, site: &Site, city: usize, version: i64) {
    let body = serde_json::json!({ "version": version, "title": format!("Results, version {version}") });
    let request = Client::new()
        .patch(milestone(besa, site, city))
        .bearer_auth(&site.people.coordinator)
        .header("content-type", "application/json");
    let answer = request.body(body.to_string()).send().await.unwrap();
    let status = answer.status();
    assert!(status.is_success(), "PATCH: {status} {}", answer.text().await.unwrap());
}

/// Changes of the title of one milestone in each of the cities. Each change sends the version of the last.
async fn changes(besa: &Besa, site: &Site) -> Requests {
    let mut versions = Vec::new();
    for city in 1..=CLIENTS {
        versions.push(version(besa, site, city).await.to_string());
    }
    let lua = format!(
        r#"
local versions, at, path, version = {{ {} }}, 0, nil, nil
function init()
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer {}"
  path = "/api/v1/tenants/city-" .. thread_number .. "/milestones/{}"
  version = versions[thread_number]
end
function request()
  at = at + 1
  return wrk.format("PATCH", path, nil, string.format('{{"version":%d,"title":"Results, edition %d"}}', version, at))
end
function response(status, headers, body)
  version = tonumber(body:match('"version":%s*(%d+)')) or version
end
"#,
        versions.join(", "),
        site.people.coordinator,
        site.people.milestones[20],
    );
    Requests::scripted(lua)
}
