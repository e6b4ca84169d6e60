//! Start and memory of one process with all roles.

use super::writes;
use crate::besa::Besa;
use crate::clones::slug;
use crate::database::Engine;
use crate::lab::Lab;
use crate::report::{Board, Figure, Goal};
use crate::site::Site;
use crate::{usage, wrk};
use std::time::Duration;
use tokio::time::sleep;

const fn figure(what: &'static str, unit: &'static str, most: f64) -> Figure {
    Figure {
        number: "5",
        what,
        unit,
        beside: "",
        goal: Goal::AtMost(most),
    }
}

const FIRST: Figure = figure("first start on SQLite, with the demo", "s", 0.5);
const AFTER_DEMO: Figure = figure("memory after the first start with the demo", "MB", 30.0);
const ON_POSTGRES: [Figure; 3] = [
    figure("start on PostgreSQL, existing database", "s", 0.5),
    figure("memory on PostgreSQL, idle", "MB", 30.0),
    figure("memory on PostgreSQL, highest under load", "MB", 64.0),
];
const ON_SQLITE: [Figure; 3] = [
    figure("start on SQLite, existing database", "s", 0.5),
    figure("memory on SQLite, idle", "MB", 30.0),
    figure("memory on SQLite, highest under load", "MB", 64.0),
];

/// How long a process rests before its idle memory is read: jobs that are due at its start end by then.
const REST: Duration = Duration::from_secs(6);

/// Runs the case of the first start.
pub(crate) async fn first_start(lab: &Lab, board: &mut Board) {
    let site = Site::empty(Engine::Sqlite, "demo", &lab.work, None).await;
    let besa = Besa::start(&site, "api,web,worker", &[("BESA_DEMO", "true")]).await;
    board.add(&FIRST, besa.start.as_secs_f64());
    sleep(REST).await;
    board.add(&AFTER_DEMO, usage::memory(besa.id()));
    drop(besa);
    site.delete(None).await;
}

/// Runs the cases on the engine of the lab.
pub(crate) async fn run(lab: &Lab, board: &mut Board) {
    let site = lab.usual().copy("bench_memory", &lab.work, lab.postgres.as_ref()).await;
    let besa = Besa::start(&site, "api,web,worker", &[]).await;
    let [start, idle, loaded] = match site.engine {
        Engine::Postgres => &ON_POSTGRES,
        Engine::Sqlite => &ON_SQLITE,
    };
    board.add(start, besa.start.as_secs_f64());
    sleep(REST).await;
    board.add(idle, usage::memory(besa.id()));
    let mut paths = Vec::new();
    for city in 1..=site.cities.min(50) {
        let city = slug(city);
        paths.extend(["", "plan", "log", "voices"].map(|page| format!("/{city}/en/{page}")));
        paths.push(format!("/{city}/en/commitments/{}", site.people.pages[0]));
        paths.push(format!("/api/v1/tenants/{city}/milestones"));
    }
    lab.load(
        besa.id(),
        &besa.url,
        &wrk::pages(&paths, &[("Accept-Encoding", "br")]),
        lab.seconds,
    )
    .await;
    lab.load(besa.id(), &besa.url, &writes::comments(&site), lab.seconds)
        .await;
    board.add(loaded, besa.peak());
    drop(besa);
    site.delete(lab.postgres.as_ref()).await;
}
