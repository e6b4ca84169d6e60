//! The first city: 10 commitments with 6 milestones each, 10 comments about each milestone, and 5 people with
//! roles. It is made through the API, so that its records, log and figures are real.

use crate::besa::{self, Besa};
use crate::clones::{name, slug, uuid};
use crate::database::Owner;
use crate::site::{People, Site};
use reqwest::Client;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Commitments of a city.
const COMMITMENTS: usize = 10;
/// Milestones of a commitment.
const MILESTONES: usize = 6;
/// Comments about a milestone.
const COMMENTS: usize = 10;
/// People who comment: enough for the rate limit of each account.
const WRITERS: usize = 1_000;
/// How many comments the seed makes by one account.
const EACH: usize = 4;

const COORDINATOR: &str = "coordinator@example.org";
const REVIEWER: &str = "reviewer@example.org";

/// Creates the city in an empty installation.
pub(crate) async fn first_city(site: &Site) -> People {
    besa::operator(site, &["migrate"]);
    let city = ["tenant", "create", &slug(1), "--name", &name(1), "--country", "AL"];
    besa::operator(site, &city);
    besa::operator(site, &["person", "invite", COORDINATOR, "--role", "operator"]);
    besa::operator(site, &["person", "invite", REVIEWER, "--role", "reviewer"]);
    let token = besa::operator(site, &["token", "create", COORDINATOR]);
    let coordinator = token.split_whitespace().last().unwrap_or_default().to_owned();

    let owner = site.owner().await;
    let mut people = add_people(&owner, &coordinator).await;
    owner.close().await;

    let besa = Besa::start(site, "api,web,worker", &[]).await;
    let api = Api {
        client: Client::new(),
        base: format!("{}/api/v1/tenants/{}", besa.url, slug(1)),
    };
    add_plan(&api, &mut people).await;
    people.pages = pages(&besa.url).await;
    add_comments(&api, &people).await;
    report_progress(&api, &people).await;
    let reader = json!({ "email": "reader@example.org" });
    api.post("/subscriptions", "", &reader).await;

    let owner = site.owner().await;
    let milestones = i64::try_from(people.milestones.len()).unwrap();
    let until = Instant::now() + Duration::from_secs(120);
    while owner
        .number("SELECT CAST(coalesce(max(milestones), 0) AS bigint) FROM city_figures")
        .await
        < milestones
        || owner
            .number("SELECT count(*) FROM job WHERE kind = 'refresh_figures'")
            .await
            > 0
    {
        assert!(Instant::now() < until, "the figures of the first city are not there");
        sleep(Duration::from_millis(100)).await;
    }
    drop(besa);
    multiply_comments(&owner).await;
    owner.close().await;
    people
}

/// Adds accounts, roles, tokens and sessions directly, as copies of the coordinator's.
async fn add_people(owner: &Owner, token: &str) -> People {
    let engine = owner.engine;
    let digest = |secret: &str| format!("'{}'", hex::encode(Sha256::digest(secret)));
    let mut writers = Vec::new();
    owner.run("BEGIN").await;
    for number in 0..WRITERS {
        let (account, token) = (engine.uuid(&uuid(0xacc0, number)), format!("besa_bench_{number}"));
        let email = format!("'writer{number}@example.org'");
        let person = [
            ("id", account.clone()),
            ("email", email.clone()),
            ("email_key", email),
            ("name", format!("'Writer {number}'")),
        ];
        let rest = format!("WHERE t.email = '{COORDINATOR}'");
        owner.copy("account", &rest, &person).await;
        let rest = "WHERE t.name = 'command line'";
        let its = [
            ("id", engine.uuid(&uuid(0x70c0, number))),
            ("token_hash", digest(&token)),
            ("account_id", account),
            ("name", "'bench'".to_owned()),
        ];
        owner.copy("api_token", rest, &its).await;
        writers.push(token);
    }
    let of = |email: &str| format!("(SELECT id FROM account WHERE email = '{email}')");
    let roles = ["coordinator", "admin", "implementer", "cocreator", "viewer"];
    for (at, role) in roles.into_iter().enumerate() {
        let email = match at {
            0 => COORDINATOR.to_owned(),
            at => format!("writer{at}@example.org"),
        };
        let (id, now) = (engine.uuid(&uuid(0x401e, at)), engine.now(0));
        owner
            .run(&format!(
                "INSERT INTO membership (tenant_id, id, account_id, role, created_at)
                 SELECT id, {id}, {}, '{role}', {now} FROM tenant WHERE slug = '{}'",
                of(&email),
                slug(1)
            ))
            .await;
    }
    for (email, cookie) in [(COORDINATOR, "coordinator"), (REVIEWER, "reviewer")] {
        let (now, end) = (engine.now(0), engine.now(10));
        owner
            .run(&format!(
                "INSERT INTO session (token_hash, account_id, csrf, created_at, seen_at, expires_at)
                 SELECT {}, {}, 'bench', {now}, {now}, {end}",
                digest(cookie),
                of(email)
            ))
            .await;
    }
    owner.run("COMMIT").await;
    People {
        coordinator: token.to_owned(),
        session: "besa_session=coordinator".to_owned(),
        reviewer: "besa_session=reviewer".to_owned(),
        writers,
        ..People::default()
    }
}

async fn add_plan(api: &Api, people: &mut People) {
    let token = people.coordinator.clone();
    let plan = json!({
        "reference": "2025-2027", "title": "Open government action plan", "language": "en",
        "starts_on": "2025-01-01", "ends_on": "2027-12-31",
    });
    let plan = api.post("/plans", &token, &plan).await;
    let id = text(&plan, "id");
    let step = json!({ "version": plan["version"], "state": "implementing" });
    api.post(&format!("/plans/{id}/state"), &token, &step).await;
    for number in 1..=COMMITMENTS {
        let commitment = json!({
            "plan": id, "number": number, "state": "active",
            "title": format!("Publish the drinking-water results of rural villages, part {number}"),
            "problem": "Residents do not learn of results before months have passed.",
            "solution": "The laboratory publishes each result on the day of the analysis.",
        });
        let commitment = api.post("/commitments", &token, &commitment).await;
        let commitment = text(&commitment, "id");
        for step in 1..=MILESTONES {
            let month = 1 + (number + step * 2) % 12;
            let milestone = json!({
                "title": format!("Step {step}: results of district {number} are public"),
                "due_on": format!("{}-{month:02}-15", if step < 4 { 2026 } else { 2027 }),
            });
            let path = format!("/commitments/{commitment}/milestones");
            let milestone = api.post(&path, &token, &milestone).await;
            people.milestones.push(text(&milestone, "id"));
        }
        people.commitments.push(commitment);
    }
}

/// Returns the names of the commitments' pages. A bare number redirects to the name.
async fn pages(url: &str) -> Vec<String> {
    let mut pages = Vec::new();
    for number in 1..=COMMITMENTS {
        let page = format!("{url}/{}/en/commitments/{number}", slug(1));
        let answer = reqwest::get(page).await.unwrap();
        assert_eq!(answer.status(), 200);
        pages.push(answer.url().path().rsplit('/').next().unwrap_or_default().to_owned());
    }
    pages
}

/// Adds one comment about each milestone.
async fn add_comments(api: &Api, people: &People) {
    for (at, milestone) in people.milestones.iter().enumerate() {
        let comment = json!({
            "milestone": milestone,
            "body": "The results of our village are not among them. When will they be published, and where?",
        });
        let writer = people.writers.get(10 + at / EACH).unwrap();
        api.post("/comments", writer, &comment).await;
    }
}

/// Reports progress of every third milestone. These are the last events of the log, which digests tell.
async fn report_progress(api: &Api, people: &People) {
    for milestone in people.milestones.iter().step_by(3) {
        let progress = json!({
            "version": 1, "state": "in_progress", "percent": 40,
            "done": "The laboratory and the web office agreed on the form of the results.",
        });
        let path = format!("/milestones/{milestone}/progress");
        api.post(&path, &people.coordinator, &progress).await;
    }
}

/// Copies each comment, up to the number of a milestone.
async fn multiply_comments(owner: &Owner) {
    owner.run("CREATE TEMP TABLE bench_voice (id integer)").await;
    let numbers: Vec<String> = (1..COMMENTS).map(|number| format!("({number})")).collect();
    owner
        .run(&format!("INSERT INTO bench_voice VALUES {}", numbers.join(", ")))
        .await;
    let id = [("id", owner.engine.random_uuid().to_owned())];
    owner.copy("voice", "CROSS JOIN bench_voice", &id).await;
    owner.run("DROP TABLE bench_voice").await;
}

fn text(record: &Value, field: &str) -> String {
    record[field].as_str().unwrap_or_default().to_owned()
}

/// The API of the first city.
struct Api {
    client: Client,
    base: String,
}

impl Api {
    /// Sends a request that must succeed.
    async fn post(&self, path: &str, token: &str, body: &Value) -> Value {
        let mut request = self.client.post(format!("{}{path}", self.base));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        let from = format!("10.0.{}.{}", fastrand::u8(..), fastrand::u8(1..255));
        let request = request.header("content-type", "application/json");
        let request = request.header("x-forwarded-for", from).body(body.to_string());
        let answer = request.send().await.unwrap();
        let (status, answer) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{path}: {status} {answer}");
        serde_json::from_str(&answer).unwrap_or_default()
    }
}
