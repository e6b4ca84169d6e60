//! Access matrix: every route with every kind of caller. A cell is one call by one caller on one record;
//! `tests/matrix` has the expected response.
//!
//! A refused call changes nothing in the database. The responses for a record that does not exist and for a
//! record of another city are byte for byte the same. An allowed call changes nothing in another city.

mod assessed;
mod bodies;
mod imports;
mod kept;
mod measured;
mod nothing;
mod organisations;
mod reports;
mod review;
mod rows;
mod send;
mod storage;
mod world;

use assessed::ASSESSED;
use besa_tests::Answer;
use kept::Kept;
use review::{ASKED, ASKED_HERE, NOTED};
use rows::{Matrix, Row};
use send::{Call, Key};
use std::collections::BTreeSet;
use std::io::Write as _;
use world::{Caller, DRAFT, FOREIGN, PRIVATE, Values, World};

/// Lists all routes of API and pages, as method and path.
fn routes() -> BTreeSet<String> {
    let spec: serde_json::Value = serde_json::from_str(besa_api::spec()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in spec["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            routes.insert(format!("{} /api/v1{path}", method.to_uppercase()));
        }
    }
    let pages = besa_web::listed();
    routes.extend(pages.iter().map(|page| format!("{} {}", page.method, page.path)));
    routes
}

#[test]
fn every_route_has_a_row() {
    let matrix = Matrix::read(&routes());
    let rows: BTreeSet<_> = matrix.rows.iter().flat_map(|row| row.calls.clone()).collect();
    let routes = routes();
    let unlisted: Vec<_> = routes.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "no row: {unlisted:#?}\nno route: {gone:#?}"
    );
}

#[tokio::test]
async fn every_api_call_by_everybody() {
    Box::pin(run(|call| call.contains(" /api/"))).await;
}

#[tokio::test]
async fn every_page_of_the_workspace_by_everybody() {
    Box::pin(run(|call| call.contains("/:lang/w"))).await;
}

#[tokio::test]
async fn every_other_page_by_everybody() {
    Box::pin(run(|call| !call.contains(" /api/") && !call.contains("/:lang/w"))).await;
}

/// One cell.
struct Cell<'w> {
    /// What the call is about.
    name: &'static str,
    /// Whether the call is allowed.
    allowed: bool,
    /// The expected status.
    status: u16,
    /// The records named in the path.
    at: &'w Values,
    /// The records named in the body.
    named: &'w Values,
    key: Key,
    /// Whether the response must be equal to that of the previous cell, byte for byte.
    alike: bool,
}

async fn run(wanted: impl Fn(&str) -> bool) {
    let matrix = Matrix::read(&routes());
    let world = World::new().await;
    let kept = Kept::of(&world.app).await;
    let until_wrong = std::env::var_os("BESA_MATRIX_UNTIL_WRONG").is_some();
    let (mut cells, mut wrong) = (0, Vec::new());
    for row in &matrix.rows {
        for line in row.calls.iter().filter(|call| wanted(call)) {
            let call = Call::of(line, row);
            // An anonymous request first: the public page is then kept when the callers ask for it.
            if let Some(nobody) = world.callers.first().filter(|_| !call.changes()) {
                for cell in cells_of(&matrix, row, &call, nobody, &world) {
                    ask(&world.app, &call, nobody, &cell).await;
                }
            }
            for caller in &world.callers {
                let mut last = String::new();
                for cell in cells_of(&matrix, row, &call, caller, &world) {
                    cells += 1;
                    let writes = cell.allowed && call.changes();
                    if writes {
                        wrong.extend(left(&kept, line).await);
                    }
                    let answer = ask(&world.app, &call, caller, &cell).await;
                    if writes {
                        if !row.everywhere && !kept.differences(Some(world.other)).await.is_empty() {
                            let (who, what) = (&caller.name, cell.name);
                            wrong.push(format!("{line} by {who} {what}: changed the other city"));
                        }
                        kept.put_back().await;
                    }
                    let plain = plain(&answer, &call.address(cell.at));
                    for why in faults(call.is_of_city(), &cell, caller, &answer, &plain, &last) {
                        wrong.push(format!("{line} by {} {}: {why}", caller.name, cell.name));
                    }
                    last = plain;
                }
            }
            wrong.extend(left(&kept, line).await);
            wrong.extend(kept_secrets(&world.app));
            if let Some(first) = wrong.first().filter(|_| until_wrong) {
                let first = first.lines().next().unwrap_or_default();
                // println! is captured by the test harness and lost when the process exits.
                writeln!(std::io::stderr(), "matrix: wrong: {first}").unwrap();
                // `make guards` needs only the first wrong cell.
                std::process::exit(1);
            }
        }
    }
    println!("matrix: {cells} cells");
    assert!(
        wrong.is_empty(),
        "{} of {cells} cells are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Describes what refused or reading calls changed, and restores it. `None`: nothing.
async fn left(kept: &Kept<'_>, line: &str) -> Option<String> {
    let rows = kept.differences(None).await;
    if rows.is_empty() {
        return None;
    }
    kept.put_back().await;
    let some: Vec<_> = rows.iter().take(3).collect();
    Some(format!("{line}: a refused or reading call changed {some:#?}"))
}

/// What must not be among kept pages; they are dropped then.
fn kept_secrets(app: &besa_tests::TestApp) -> Vec<String> {
    let mut wrong = Vec::new();
    for (target, body) in app.pages.bodies() {
        let body = String::from_utf8_lossy(&body);
        for canary in [DRAFT, PRIVATE, ASSESSED, NOTED, ASKED] {
            if body.contains(canary) {
                wrong.push(format!("{target} is kept with {canary}"));
            }
        }
        if ["/w/", "/subscri", "/confirm/", "/contacts", "/members"]
            .iter()
            .any(|part| target.contains(part))
        {
            wrong.push(format!("{target} is kept"));
        }
    }
    app.pages.clear();
    wrong
}

async fn ask(app: &besa_tests::TestApp, call: &Call<'_>, caller: &Caller, cell: &Cell<'_>) -> Answer {
    Answer::to(app, call.request(caller, cell.key, cell.at, cell.named), None).await
}

/// The cells of one route and one caller.
fn cells_of<'w>(matrix: &Matrix, row: &Row, call: &Call<'_>, caller: &Caller, world: &'w World) -> Vec<Cell<'w>> {
    let signed_in = caller.keys.is_some();
    let anybody = matrix.names(&row.may, "anybody");
    let may = anybody || matrix.names(&row.may, &caller.name) || (signed_in && matrix.names(&row.may, "signed-in"));
    let may_here = may || matrix.names(&row.assigned, &caller.name);
    let done = row.signed_in.filter(|_| signed_in).unwrap_or_else(|| call.ok());
    let refused = call.refusal(caller);
    let missing = row.missing.unwrap_or(404);
    let cell = |name, allowed, otherwise, at| Cell {
        name,
        allowed,
        status: if allowed { done } else { otherwise },
        at,
        named: at,
        key: Key::Right,
        alike: false,
    };

    let own = match (row.unseen, row.earlier) {
        (true, _) => &world.unseen,
        (false, true) => &world.earlier,
        (false, false) => &world.own,
    };
    let mut cells = vec![cell("on its own", may_here, refused, own)];
    if !row.assigned.is_empty() {
        cells.push(cell("on a commitment of others", may, refused, &world.others));
    }
    if call.names_plan() && !row.unseen {
        // Public pages show members only published records; the API considers who is calling.
        let sees = if anybody {
            call.is_api() && caller.role.is_some()
        } else {
            may
        };
        let otherwise = if anybody { missing } else { refused };
        cells.push(cell("on a draft", sees, otherwise, &world.draft));
    }
    let sees_missing = may_here || matrix.names(&row.see_missing, &caller.name);
    if call.names_record() && row.secret {
        cells.push(cell("with another secret", false, missing, &world.random));
    } else if call.names_record() {
        let foreign = (!row.everywhere).then_some(("on another city's record", &world.foreign, true));
        for (name, at, alike) in [("on a record that does not exist", &world.random, false)]
            .into_iter()
            .chain(foreign)
        {
            cells.push(Cell {
                named: own,
                alike,
                ..cell(name, false, if sees_missing { missing } else { refused }, at)
            });
        }
    }
    if call.sends_record() && may_here {
        for (name, named, alike) in [
            ("naming a record that does not exist", &world.random, false),
            ("naming another city's record", &world.foreign, true),
        ] {
            let wrong = row.wrong.unwrap_or(404);
            cells.push(Cell {
                named,
                alike,
                ..cell(name, false, wrong, own)
            });
        }
    }
    if call.changes() && may_here && signed_in {
        let name = "without the session's form token";
        cells.push(Cell {
            key: Key::WithoutFormToken,
            ..cell(name, row.from_anywhere, 403, own)
        });
        cells.push(Cell {
            key: Key::FromElsewhere,
            ..cell("from a page elsewhere", row.from_anywhere, 403, own)
        });
    }
    cells
}

/// Lists what is wrong with a response.
fn faults(of_city: bool, cell: &Cell<'_>, caller: &Caller, answer: &Answer, plain: &str, last: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let body = String::from_utf8_lossy(&answer.body);
    if answer.status != cell.status {
        let start: String = body.chars().take(if cell.allowed { 300 } else { 0 }).collect();
        let (status, to) = (answer.status.as_u16(), answer.header("location"));
        faults.push(format!("{status} {to} instead of {} {start}", cell.status));
    }
    if cell.alike && plain != last {
        faults.push(format!(
            "differs from the response for a record that does not exist:\n{plain}\n----\n{last}"
        ));
    }
    let keeps = caller.role.is_some_and(|role| {
        use besa_domain::access::Role::{Admin, Coordinator};
        matches!(role, Admin | Coordinator)
    });
    let reviews = caller.name == "reviewer";
    // The list of cities contains published texts of every city.
    for (canary, may_read) in [
        (FOREIGN, !of_city),
        (DRAFT, caller.role.is_some()),
        (PRIVATE, keeps),
        (NOTED, reviews),
        (ASKED, keeps || caller.name.ends_with("reviewer")),
        (ASKED_HERE, keeps || reviews),
        (ASSESSED, caller.name == "monitor"),
    ] {
        if !may_read && body.contains(canary) {
            faults.push(format!("shows {canary}"));
        }
    }
    faults
}

/// Returns a response without what differs from call to call: the path, ids, and nonces of forms.
fn plain(answer: &Answer, address: &str) -> String {
    let mut body = String::from_utf8_lossy(&answer.body).into_owned();
    // The link to the page in another language has the same path after the language.
    for address in [address, address.trim_start_matches("/elbasan/en")] {
        let encoded: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        body = body.replace(address, "ADDRESS").replace(&encoded, "ADDRESS");
    }
    let mut plain = format!("{}\n", answer.status);
    let mut names: Vec<_> = answer.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    plain += &names.join(",");
    for word in body.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-') {
        let bare = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        plain += if bare.len() == 36 && bare.starts_with("01900000-") {
            "ID"
        } else {
            word
        };
    }
    plain
}
