//! Public pages and JSON of a city: kept in memory, beside a bare route with the same bytes; and rendered for
//! each request, beside pgbench with the same SQL.

use super::REDMINE;
use crate::bare::Bare;
use crate::besa::Besa;
use crate::clones::slug;
use crate::lab::{Lab, Load};
use crate::pgbench::{self, CLIENTS};
use crate::report::{Board, Figure, Goal};
use crate::site::Site;
use crate::statements;
use crate::wrk::{self, Requests};

/// Directus' requests per CPU-second for a list and for one record.
const DIRECTUS: [f64; 2] = [73.0, 77.0];

struct Page {
    warm: Figure,
    cold: Figure,
    reads: Figure,
    share: Figure,
    /// The reference of `warm` and `cold`.
    peer: f64,
    path: fn(&Site, usize) -> String,
    /// The encoding that the client accepts: browsers accept brotli.
    encoding: &'static str,
}

const fn of_cpu(number: &'static str, what: &'static str, beside: &'static str, times: f64) -> Figure {
    Figure {
        number,
        what,
        unit: "per CPU-s",
        beside,
        goal: Goal::RatioAtLeast(times),
    }
}

const fn reads(what: &'static str) -> Figure {
    Figure {
        number: "3",
        what,
        unit: "per s",
        beside: "pgbench",
        goal: Goal::RatioAtLeast(0.4),
    }
}

const fn share(what: &'static str) -> Figure {
    Figure {
        number: "3",
        what,
        unit: "ms CPU of besa",
        beside: "PostgreSQL",
        goal: Goal::RatioAtMost(1.5),
    }
}

const PAGES: [Page; 4] = [
    Page {
        warm: of_cpu("1", "plan page, kept", "Redmine", 150.0),
        cold: of_cpu("1", "plan page, rendered", "Redmine", 50.0),
        reads: reads("plan page, rendered, 8 clients"),
        share: share("plan page, rendered: CPU"),
        peer: REDMINE,
        path: |_, city| format!("/{}/en/plan", slug(city)),
        encoding: "br",
    },
    Page {
        warm: of_cpu("1", "commitment page, kept", "Redmine", 100.0),
        cold: of_cpu("1", "commitment page, rendered", "Redmine", 40.0),
        reads: reads("commitment page, rendered, 8 clients"),
        share: share("commitment page, rendered: CPU"),
        peer: REDMINE,
        path: |site, city| format!("/{}/en/commitments/{}", slug(city), site.people.pages[2]),
        encoding: "br",
    },
    Page {
        warm: of_cpu("2", "commitments as JSON, kept", "Directus", 10.0),
        cold: of_cpu("2", "commitments as JSON, rendered", "Directus", 10.0),
        reads: reads("commitments as JSON, rendered, 8 clients"),
        share: share("commitments as JSON, rendered: CPU"),
        peer: DIRECTUS[0],
        path: |_, city| format!("/api/v1/tenants/{}/commitments", slug(city)),
        encoding: "identity",
    },
    Page {
        warm: of_cpu("2", "one commitment as JSON, kept", "Directus", 10.0),
        cold: of_cpu("2", "one commitment as JSON, rendered", "Directus", 10.0),
        reads: reads("one commitment as JSON, rendered, 8 clients"),
        share: share("one commitment as JSON, rendered: CPU"),
        peer: DIRECTUS[1],
        path: |site, city| {
            format!(
                "/api/v1/tenants/{}/commitments/{}",
                slug(city),
                site.people.commitments[2]
            )
        },
        encoding: "identity",
    },
];

const KEPT: Figure = Figure {
    number: "3",
    what: "plan page again (200), kept",
    unit: "per CPU-s",
    beside: "bare poem route",
    goal: Goal::RatioAtLeast(0.5),
};

/// Runs the cases.
pub(crate) async fn run(lab: &Lab, board: &mut Board) {
    let site = lab.usual();
    let redis = lab.redis_url();
    let warm = Besa::start(site, "api,web", &[("BESA_REDIS_URL", &redis)]).await;
    for page in &PAGES {
        let load = lab.warm_load(&warm, &all_cities(page, site)).await;
        board.compare(&page.warm, load.per_cpu(), page.peer);
    }
    beside_bare(lab, &warm, board).await;
    drop(warm);

    let cold = Besa::start(site, "api,web", &[("BESA_KEPT_BYTES", "0")]).await;
    for page in &PAGES {
        let load = lab.warm_load(&cold, &all_cities(page, site)).await;
        board.compare(&page.cold, load.per_cpu(), page.peer);
        if lab.postgres.is_some() {
            let each = |seconds: f64| seconds * 1000.0 / load.measured.requests;
            board.compare(&page.share, each(load.process), each(load.database));
            beside_pgbench(lab, page, &cold, &load, board).await;
        }
    }
}

fn all_cities(page: &Page, site: &Site) -> Requests {
    let paths: Vec<String> = (1..=site.cities.min(50)).map(|city| (page.path)(site, city)).collect();
    wrk::pages(&paths, &[("Accept-Encoding", page.encoding)])
}

async fn beside_bare(lab: &Lab, warm: &Besa, board: &mut Board) {
    let path = format!("/{}/en/plan", slug(1));
    let page = wrk::pages(std::slice::from_ref(&path), &[("Accept-Encoding", "br")]);
    let ours = lab.warm_load(warm, &page).await;
    let bare = Bare::like(&format!("{}{path}", warm.url), lab.work.path()).await;
    let root = wrk::pages(&["/".to_owned()], &[("Accept-Encoding", "br")]);
    lab.load(bare.id(), &bare.url, &root, 1).await;
    let theirs = lab.load(bare.id(), &bare.url, &root, lab.seconds).await;
    board.compare(&KEPT, ours.per_cpu(), theirs.per_cpu());
}

/// Compares the requests per second with those of pgbench, which runs the SQL of the same pages.
async fn beside_pgbench(lab: &Lab, page: &Page, cold: &Besa, load: &Load, board: &mut Board) {
    let Some(postgres) = &lab.postgres else { return };
    let site = lab.usual();
    let client = reqwest::Client::new();
    let logs = pgbench::logged(postgres, site, CLIENTS, async |call| {
        let url = format!("{}{}", cold.url, (page.path)(site, call % site.cities + 1));
        let answer = client.get(url).header("accept-encoding", page.encoding).send().await;
        assert!(answer.unwrap().bytes().await.is_ok());
    });
    let logs = logs.await;
    let scripts: Result<Vec<String>, String> = logs.iter().map(|log| statements::script(log, log)).collect();
    let scripts =
        scripts.unwrap_or_else(|difference| panic!("no statements in the log of {}: {difference}", page.reads.what));
    board.remark(format!("{}: {} statements", page.cold.what, logs[0].len()));
    let theirs = pgbench::run(postgres, site, &scripts, lab.seconds, lab.work.path()).await;
    board.compare(&page.reads, load.per_second(), theirs);
}
