//! Two cities in a database of their own, files in memory, and helpers for requests and responses.

use async_trait::async_trait;
use besa_domain::access::{CreateTenant, Gate, ManagePeople, Permit, Role};
use besa_domain::db::Db;
use besa_domain::ports::{FileWriter, Files, InProcess, LocalLimiter};
use besa_domain::tenants::{self, Identity};
use besa_domain::{App, Clock, Error, Ids, Result, TenantId, people};
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use poem::http::{Method, StatusCode};
use poem::test::{TestClient, TestResponse};
use poem::{Endpoint, Response, Route};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use time::macros::datetime;

pub(crate) type Kept = Arc<Mutex<HashMap<String, Bytes>>>;

#[derive(Debug, Default)]
struct Memory(Kept);

struct Writing {
    pub(crate) kept: Kept,
    key: String,
    bytes: Vec<u8>,
}

#[async_trait]
impl Files for Memory {
    async fn create(&self, key: &str) -> Result<Box<dyn FileWriter>> {
        Ok(Box::new(Writing {
            kept: Arc::clone(&self.0),
            key: key.to_owned(),
            bytes: Vec::new(),
        }))
    }

    async fn open(&self, key: &str) -> Result<(u64, BoxStream<'static, Result<Bytes>>)> {
        let found = self.0.lock().unwrap().get(key).cloned();
        let bytes = found.ok_or(Error::NotFound("file"))?;
        let size = u64::try_from(bytes.len()).unwrap();
        Ok((size, futures_util::stream::iter([Ok(bytes)]).boxed()))
    }

    async fn list(&self, folder: &str) -> Result<BoxStream<'static, Result<String>>> {
        let within = format!("{folder}/");
        let kept = self.0.lock().unwrap();
        let keys: Vec<_> = kept
            .keys()
            .filter(|key| key.starts_with(&within))
            .cloned()
            .map(Ok)
            .collect();
        Ok(futures_util::stream::iter(keys).boxed())
    }

    async fn remove(&self, key: &str) -> Result<()> {
        self.0.lock().unwrap().remove(key);
        Ok(())
    }

    async fn check(&self) -> Result<()> {
        Ok(())
    }
}

#[async_trait]
impl FileWriter for Writing {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }

    async fn finish(&mut self) -> Result<()> {
        let bytes = std::mem::take(&mut self.bytes).into();
        self.kept.lock().unwrap().insert(self.key.clone(), bytes);
        Ok(())
    }

    async fn abort(&mut self) -> Result<()> {
        Ok(())
    }
}

pub(crate) struct World<E> {
    pub(crate) client: TestClient<E>,
    pub(crate) kept: Kept,
    pub(crate) app: App,
    _folder: tempfile::TempDir,
}

pub(crate) async fn world() -> World<impl Endpoint<Output = Response>> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("besa.db").display());
    let (connection, _) = besa_domain::db::connect(&url, 1).await.unwrap();
    besa_migrations::up(&connection).await.unwrap();
    let clock = Clock::fixed(datetime!(2026-11-23 09:00 UTC));
    let db = Db::connect(&url, 4, clock, Ids::System, Arc::new(InProcess::default()))
        .await
        .unwrap();
    let files = Memory::default();
    let kept = Arc::clone(&files.0);
    let app = App {
        db,
        gate: Gate::load().await.unwrap(),
        files: Arc::new(files),
        limiter: Arc::new(LocalLimiter::default()),
        log_key: None,
        log_checks: std::sync::Arc::default(),
        base_url: "http://localhost:8080".into(),
    };
    let operator = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    for (slug, name) in [("elbasan", "Elbasan"), ("tirana", "Tirana")] {
        let identity = Identity::plain(name, "AL");
        tenants::create(&app.db, &operator, slug, identity, false)
            .await
            .unwrap();
    }
    World {
        client: TestClient::new(Route::new().nest_no_strip("/api", besa_api::routes(app.clone()))),
        kept,
        app,
        _folder: folder,
    }
}

impl<E: Endpoint<Output = Response>> World<E> {
    pub(crate) async fn token(&self, city: &str, role: Role) -> String {
        let email = format!("{}@{city}.example.org", role.code());
        let operator = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        let account = people::ensure(&self.app.db, &operator, &email, role.code(), "en")
            .await
            .unwrap();
        let tenant = tenants::by_slug(&self.app.db, city).await.unwrap();
        let permit = Permit::<ManagePeople>::system(tenant.id);
        people::add_member(&self.app.db, &permit, &account, role).await.unwrap();
        people::issue_token(&self.app.db, &operator, account.id, "test")
            .await
            .unwrap()
    }

    pub(crate) async fn send(&self, method: Method, token: &str, path: &str, body: Value) -> Answer {
        let mut request = self.client.request(method, format!("/api/v1{path}"));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if !body.is_null() {
            request = request.body_json(&body);
        }
        answer(request.send().await).await
    }

    pub(crate) async fn get(&self, token: &str, path: &str) -> Answer {
        self.send(Method::GET, token, path, Value::Null).await
    }

    pub(crate) async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        self.send(Method::POST, token, path, body).await
    }

    pub(crate) async fn put(&self, token: &str, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, token, path, body).await
    }

    pub(crate) async fn patch(&self, token: &str, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, token, path, body).await
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: poem::http::HeaderMap,
    pub(crate) body: Value,
}

pub(crate) async fn answer(response: TestResponse) -> Answer {
    let response = response.0;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.into_body().into_string().await.unwrap();
    if status >= 400 {
        assert_eq!(headers["content-type"], besa_api::MEDIA_TYPE, "{status} {text}");
    }
    Answer {
        status,
        headers,
        body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn is(self, status: StatusCode) -> Value {
        assert_eq!(self.status, status.as_u16(), "{:#}", self.body);
        self.body
    }

    #[track_caller]
    pub(crate) fn problem(self, status: StatusCode, name: &str) -> Value {
        let body = self.is(status);
        assert_eq!(body["type"], format!("/problems/{name}"));
        assert_eq!(body["status"], status.as_u16());
        body
    }
}

pub(crate) const PLAN: &str = "/tenants/elbasan/plans";

/// Creates a published plan with one commitment and one milestone; returns their ids.
pub(crate) async fn plan<E: Endpoint<Output = Response>>(world: &World<E>, token: &str) -> (String, String, String) {
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let body = json!({ "reference": "2026-2028", "title": "Plan", "starts_on": "2026-09-01", "ends_on": "2028-08-31" });
    let plan = world.post(token, PLAN, body).await.is(StatusCode::CREATED);
    let step = json!({ "state": "implementing", "version": 1 });
    world
        .post(token, &format!("{PLAN}/{}/state", id(&plan)), step)
        .await
        .is(StatusCode::OK);
    let body = json!({ "plan": plan["id"], "title": "Dialogue" });
    let commitment = world
        .post(token, "/tenants/elbasan/commitments", body)
        .await
        .is(StatusCode::CREATED);
    let path = format!("/tenants/elbasan/commitments/{}/milestones", id(&commitment));
    let body = json!({
        "title": "Forum meets", "due_on": "2026-11-20",
        "due_said": { "said": "Nov 2026", "from": "2026-11-01", "to": "2026-11-30", "precision": "month" }
    });
    let milestone = world.post(token, &path, body).await.is(StatusCode::CREATED);
    (id(&plan), id(&commitment), id(&milestone))
}
