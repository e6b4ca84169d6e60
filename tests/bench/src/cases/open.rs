//! What visitors feel: 90 % public pages, 8 % pages of the workspace, 2 % comments, in 100 cities; at the rate
//! of the goal, and at twice what the machine can answer.

use super::writes::add_comment;
use crate::besa::Besa;
use crate::clones::{grow, slug};
use crate::lab::Lab;
use crate::open_loop::{self, Make, percentile};
use crate::report::{Board, Figure, Goal};
use crate::site::Site;
use std::sync::Arc;
use std::time::Duration;

const fn figure(what: &'static str, unit: &'static str, goal: Goal) -> Figure {
    Figure {
        number: "9",
        what,
        unit,
        beside: "",
        goal,
    }
}

const P50: Figure = figure("open loop at 250/s, p50", "ms", Goal::Shown);
const P99: Figure = figure("open loop at 250/s, p99", "ms", Goal::AtMost(200.0));
const FAILED: Figure = figure("open loop at 250/s, errors and 503", "requests", Goal::AtMost(0.0));
const CPU: Figure = figure("open loop at 250/s, CPU of a request", "ms", Goal::Shown);
const CAPACITY: Figure = figure("capacity of the same mix, 32 clients", "per s", Goal::Shown);
const OVER_P99: Figure = figure(
    "open loop at twice the capacity, p99 of answered",
    "ms",
    Goal::AtMost(1000.0),
);
const OVER_FAILED: Figure = figure(
    "open loop at twice the capacity, errors that are no 503",
    "requests",
    Goal::AtMost(0.0),
);
const OVER_AWAY: Figure = figure(
    "open loop at twice the capacity, 503 with Retry-After",
    "%",
    Goal::Shown,
);
const OVER_AWAY_P99: Figure = figure(
    "open loop at twice the capacity, p99 of a 503",
    "ms",
    Goal::AtMost(1000.0),
);

/// Requests per second of the goal.
const RATE: f64 = 250.0;
const CITIES: usize = 100;

/// Runs the cases.
pub(crate) async fn run(lab: &Lab, minutes: f64, board: &mut Board) {
    let site = site(lab).await;
    let redis = lab.redis_url();
    let besa = Besa::start(&site, "api,web,worker", &[("BESA_REDIS_URL", &redis)]).await;
    let make = mix(&site, &besa.url);
    let minutes = Duration::from_secs_f64(minutes * 60.0);
    open_loop::run(&make, RATE / 5.0, Duration::from_secs(5)).await;

    let used = || crate::usage::cpu(besa.id(), false) + lab.database_cpu();
    let before = used();
    let totals = open_loop::run(&make, RATE, minutes).await;
    let count = |some: usize| f64::from(u32::try_from(some).unwrap_or(u32::MAX));
    board.add(&P50, percentile(&totals.answered, 50));
    board.add(&P99, percentile(&totals.answered, 99));
    board.add(&FAILED, count(totals.failed + totals.turned_away.len()));
    board.add(&CPU, (used() - before) * 1000.0 / count(totals.answered.len()).max(1.0));

    let seconds = Duration::from_secs(u64::from(lab.seconds));
    let capacity = open_loop::capacity(&make, 32, seconds).await;
    board.add(&CAPACITY, capacity);
    let over = open_loop::run(&make, 2.0 * capacity, seconds * 4).await;
    let all = over.answered.len() + over.turned_away.len() + over.failed;
    board.add(&OVER_P99, percentile(&over.answered, 99));
    board.add(&OVER_FAILED, count(over.failed));
    board.add(&OVER_AWAY, 100.0 * count(over.turned_away.len()) / count(all).max(1.0));
    board.add(&OVER_AWAY_P99, percentile(&over.turned_away, 99));
    board.remark(format!(
        "open loop: {:.1} minutes; the load generator runs on the same cores",
        minutes.as_secs_f64() / 60.0
    ));
    drop(besa);
    site.delete(lab.postgres.as_ref()).await;
}

/// Copies the largest installation with at most 100 cities, and adds the missing ones.
async fn site(lab: &Lab) -> Site {
    let most = lab.sites.iter().rfind(|site| site.cities <= CITIES);
    let from = most.unwrap_or_else(|| lab.usual());
    let mut site = from.copy("bench_open", &lab.work, lab.postgres.as_ref()).await;
    let owner = site.owner().await;
    grow(&owner, site.cities, CITIES).await;
    owner.close().await;
    site.cities = site.cities.max(CITIES);
    site
}

fn mix(site: &Site, url: &str) -> Make {
    let (site, url) = (site.clone(), url.to_owned());
    Arc::new(move |client, number| {
        let city = fastrand::usize(1..=CITIES);
        let home = format!("{url}/{}/en/", slug(city));
        match fastrand::u8(..100) {
            0..2 => add_comment(client, &url, &site, city, number),
            2..10 => {
                let page = fastrand::choice(["", "plan", "commitments", "voices"]).unwrap_or_default();
                client
                    .get(format!("{home}w/{page}"))
                    .header("cookie", &site.people.session)
            }
            _ => {
                let page = match fastrand::u8(..10) {
                    0..3 => String::new(),
                    3..5 => "plan".to_owned(),
                    5..9 => format!("commitments/{}", fastrand::choice(&site.people.pages).unwrap()),
                    _ => "log".to_owned(),
                };
                client.get(format!("{home}{page}")).header("accept-encoding", "br")
            }
        }
    })
}
