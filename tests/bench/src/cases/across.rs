//! Lists across cities, with the fewest and with the most cities: the cost of a request must not grow.

use crate::besa::Besa;
use crate::clones::slug;
use crate::lab::Lab;
use crate::report::{Board, Figure, Goal};
use crate::site::Site;
use crate::wrk::{self, Requests};

const fn growth(what: &'static str) -> Figure {
    Figure {
        number: "8",
        what,
        unit: "ms CPU",
        beside: "the fewest cities",
        goal: Goal::RatioAtMost(1.3),
    }
}

/// A list, its path, and whether it needs the reviewer's session.
const LISTS: [(Figure, &str, bool); 5] = [
    (growth("home page, the most cities"), "/", false),
    (
        growth("list of cities as JSON, the most cities"),
        "/api/v1/tenants",
        false,
    ),
    (growth("reviewer's queue, the most cities"), "/review/", true),
    (
        growth("reviewer's comparison, the most cities"),
        "/review/compare",
        true,
    ),
    (growth("reviewers' questions, the most cities"), "/review/queries", true),
];

const PLAN: Figure = growth("plan page of one city, the most cities");

/// Runs the cases, without kept pages.
pub(crate) async fn run(lab: &Lab, board: &mut Board) {
    let (Some(few), Some(many)) = (lab.sites.first(), lab.sites.last()) else {
        return;
    };
    if few.cities == many.cities {
        return;
    }
    let settings = [("BESA_KEPT_BYTES", "0")];
    let small = Besa::start(few, "api,web", &settings).await;
    let large = Besa::start(many, "api,web", &settings).await;
    for (figure, path, signed_in) in &LISTS {
        let requests = |site: &Site| list(site, path, *signed_in);
        let cost = lab.warm_load(&small, &requests(few)).await.cpu_each();
        board.compare(figure, lab.warm_load(&large, &requests(many)).await.cpu_each(), cost);
    }
    let cost = lab.warm_load(&small, &plans(few)).await.cpu_each();
    board.compare(&PLAN, lab.warm_load(&large, &plans(many)).await.cpu_each(), cost);
    board.remark(format!(
        "the fewest cities are {}, the most {}",
        few.cities, many.cities
    ));
}

fn list(site: &Site, path: &str, signed_in: bool) -> Requests {
    let cookie = ("Cookie", site.people.reviewer.as_str());
    let headers = [("Accept-Encoding", "br"), cookie];
    wrk::pages(&[path.to_owned()], &headers[..if signed_in { 2 } else { 1 }])
}

/// The plan pages of cities all over the table.
fn plans(site: &Site) -> Requests {
    let step = (site.cities / 10).max(1);
    let paths: Vec<String> = (1..=site.cities)
        .step_by(step)
        .map(|city| format!("/{}/en/plan", slug(city)))
        .collect();
    wrk::pages(&paths, &[("Accept-Encoding", "br")])
}
