//! The same request twice: every `POST` that takes an idempotency key has one effect and one response,
//! and the key is refused for another request. Each module tries the operations of one area.

mod assessments;
mod evidence;
mod forums;
mod imports;
mod people;
mod plans;
mod reports;
mod review;
mod voices;

use crate::world::{Answer, PLAN, World, answer, plan, world};
use besa_domain::access::{CreateTenant, Permit, Role, StaffRole};
use besa_domain::{AccountId, TenantId, people as accounts, tenants};
use poem::http::StatusCode;
use poem::{Endpoint, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Operations that change nothing public, and therefore no revision.
const WITHOUT_REVISION: [&str; 4] = [
    "subscriptions_create",
    "assessments_create",
    "assessments_attach",
    "assessments_renew",
];

/// Whether the monitoring body sends this request.
fn is_monitors(path: &str) -> bool {
    path.ends_with("/verdict")
        || path.ends_with("/monitors")
        || (path.contains("/assessments") && !path.ends_with("/reply"))
}

/// Whether a reviewer sends this request.
fn is_reviewers(path: &str) -> bool {
    path.contains("/review/") && !path.ends_with("/answer")
}

enum Sent {
    Nothing,
    Json(Value),
    /// A form with a file of this content.
    File(String),
}

impl Sent {
    /// A file of one plan with this title.
    fn import(title: &str) -> Self {
        let plan = json!({ "member": "Elbasan", "plan_title": title, "plan_end": "2031-08-31", "commitments": [] });
        Self::File(json!({ "plans": [plan] }).to_string())
    }
}

/// An operation, a request to it, and another request that must not get the same key. A request is a
/// path below `/api/v1` and a body.
struct Case {
    operation: &'static str,
    request: (String, Sent),
    other: (String, Sent),
}

impl Case {
    fn new(operation: &'static str, request: (String, Sent), other: (String, Sent)) -> Self {
        Self {
            operation,
            request,
            other,
        }
    }

    /// Two bodies to one path of the city.
    fn json(operation: &'static str, path: &str, body: Value, other: Value) -> Self {
        let path = format!("/tenants/elbasan{path}");
        Self::new(operation, (path.clone(), Sent::Json(body)), (path, Sent::Json(other)))
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

/// The session secret and the CSRF token of a browser.
struct Browser {
    cookie: String,
    csrf: String,
}

/// A city with a published plan, and the browsers of its admin, its monitoring body and a reviewer:
/// requests are sent by browsers, because a token cannot make tokens.
struct City<E> {
    world: World<E>,
    /// The admin's and the monitoring body's tokens, for what a test arranges.
    token: String,
    monitor_token: String,
    plan: String,
    commitment: String,
    milestone: String,
    accounts: [AccountId; 3],
    browsers: [Browser; 3],
}

async fn sign_in<E>(world: &World<E>, account: AccountId) -> Browser {
    let link = accounts::link(&world.app.db, account).await.unwrap();
    let session = accounts::sign_in_by_link(&world.app.db, &link).await.unwrap();
    Browser {
        cookie: format!("{}={}", accounts::SESSION_COOKIE, session.secret),
        csrf: session.csrf.to_string(),
    }
}

async fn city() -> City<impl Endpoint<Output = Response>> {
    let world = world().await;
    let token = world.token("elbasan", Role::Admin).await;
    let (plan, commitment, milestone) = plan(&world, &token).await;
    let db = &world.app.db;
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let reviewer = accounts::ensure(db, &platform, "reviewer@example.org", "Reviewer", "en")
        .await
        .unwrap();
    accounts::add_staff(db, &platform, &reviewer, StaffRole::Reviewer)
        .await
        .unwrap();
    // Separate people: members of a city cannot be its monitoring body or its reviewers.
    let monitor_token = world.token("elbasan", Role::Monitor).await;
    let admin = accounts::by_email(db, "admin@elbasan.example.org").await.unwrap();
    let monitor = accounts::by_email(db, "monitor@elbasan.example.org").await.unwrap();
    let accounts = [admin.id, monitor.id, reviewer.id];
    let browsers = [
        sign_in(&world, accounts[0]).await,
        sign_in(&world, accounts[1]).await,
        sign_in(&world, accounts[2]).await,
    ];
    City {
        world,
        token,
        monitor_token,
        plan,
        commitment,
        milestone,
        accounts,
        browsers,
    }
}

impl<E: Endpoint<Output = Response>> City<E> {
    /// Moves the clock, after which the sessions have expired and everybody signs in again.
    async fn advance(&mut self, duration: time::Duration) {
        self.world.app.clock().advance(duration);
        for (browser, account) in self.browsers.iter_mut().zip(self.accounts) {
            *browser = sign_in(&self.world, account).await;
        }
    }

    /// Creates something as the admin, and gives its id.
    async fn create(&self, path: &str, body: Value) -> String {
        let path = format!("/tenants/elbasan{path}");
        id(&self.world.post(&self.token, &path, body).await.is(StatusCode::CREATED))
    }

    async fn draft_plan(&self) -> String {
        let body = json!({ "reference": "2029-2031", "title": "The next plan" });
        id(&self.world.post(&self.token, PLAN, body).await.is(StatusCode::CREATED))
    }

    /// A `POST` with an idempotency key, by the browser whose role the path needs.
    async fn send(&self, key: &str, path: &str, sent: &Sent) -> Answer {
        let [admin, monitor, reviewer] = &self.browsers;
        let browser = match path {
            path if is_monitors(path) => monitor,
            path if is_reviewers(path) => reviewer,
            _ => admin,
        };
        let request = self.world.client.post(format!("/api/v1{path}"));
        let request = request
            .header("cookie", &browser.cookie)
            .header("x-csrf-token", &browser.csrf);
        let request = request.header("idempotency-key", key);
        let request = match sent {
            Sent::Nothing => request,
            Sent::Json(body) => request.body_json(body),
            Sent::File(file) => {
                let head = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.json\"\r\n\r\n";
                let request = request.content_type("multipart/form-data; boundary=B");
                request.body(format!("{head}{file}\r\n--B--\r\n"))
            }
        };
        answer(request.send().await).await
    }

    /// The revisions of the city and of the platform: each change bumps one of them.
    async fn revision(&self) -> i64 {
        let db = &self.world.app.db;
        let city = tenants::by_slug(db, "elbasan").await.unwrap().id;
        let platform = tenants::revision(db, TenantId::PLATFORM).await.unwrap();
        platform + tenants::revision(db, city).await.unwrap()
    }

    /// Sends the request of each case twice and then the other request with the same key: one effect,
    /// one response, and a refusal. The cases are those of the operations that the area lists.
    async fn each_has_one_effect(&self, operations: &[&str], cases: &[Case]) {
        for case in cases {
            let operation = case.operation;
            let key = format!("key of {operation}");
            let before = self.revision().await;
            let first = self.send(&key, &case.request.0, &case.request.1).await;
            assert!((200..300).contains(&first.status), "{operation}: {:#}", first.body);
            let grown = i64::from(!WITHOUT_REVISION.contains(&operation));
            assert_eq!(self.revision().await, before + grown, "{operation}");
            let again = self.send(&key, &case.request.0, &case.request.1).await;
            assert_eq!((again.status, &again.body), (first.status, &first.body), "{operation}");
            let reused = self.send(&key, &case.other.0, &case.other.1).await;
            assert_eq!(
                reused.body["type"], "/problems/key-reused",
                "{operation}: {:#}",
                reused.body
            );
            assert_eq!(
                self.revision().await,
                before + grown,
                "{operation}: no effect but the first"
            );
        }
        let tried: Vec<&str> = cases.iter().map(|case| case.operation).collect();
        assert_eq!(tried, operations, "every operation of this area is tried");
    }
}

#[test]
fn every_post_that_takes_a_key_is_tried() {
    let spec: Value = serde_json::from_str(besa_api::spec()).unwrap();
    let paths = spec["paths"].as_object().unwrap().values();
    let keyed = |post: &&Value| {
        let mut parameters = post["parameters"].as_array().into_iter().flatten();
        parameters.any(|parameter| parameter["name"] == "Idempotency-Key")
    };
    let posts: BTreeSet<&str> = paths
        .filter_map(|methods| methods.get("post").filter(keyed)?["operationId"].as_str())
        .collect();
    let tried = [
        assessments::OPERATIONS,
        evidence::OPERATIONS,
        forums::OPERATIONS,
        imports::OPERATIONS,
        people::OPERATIONS,
        plans::OPERATIONS,
        reports::OPERATIONS,
        review::OPERATIONS,
        voices::OPERATIONS,
    ];
    let tried: BTreeSet<&str> = tried.concat().into_iter().collect();
    assert_eq!(tried, posts, "every POST that takes a key is tried in an area");
}
