//! The app under test.

use crate::database::TestDb;
use crate::people::{Answer, Person};
use async_trait::async_trait;
use besa_domain::access::{CreateTenant, Gate, ManagePeople, Permit, Role, StaffRole};
use besa_domain::db::Db;
use besa_domain::log::LogKey;
use besa_domain::ports::{Count, InProcess, Limiter, LocalLimiter, Pace, TryKey};
use besa_domain::tenants::{self, Identity, Tenant};
use besa_domain::{App, Clock, Ids, TenantId, people};
use besa_server::files::Store;
use besa_server::kept::KeptPages;
use besa_server::proxies::Proxies;
use besa_server::serve::{self, ServeRole};
use besa_worker::{Mailer, Sender};
use poem::endpoint::BoxEndpoint;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::Duration;
use tempfile::TempDir;
use time::macros::datetime;
use time::{Date, OffsetDateTime};
use url::Url;

/// The time at which every test starts: a Monday, 09:00 in Tirana.
pub const NOW: OffsetDateTime = datetime!(2026-11-23 08:00 UTC);

/// The date of [`NOW`].
pub fn today() -> Date {
    NOW.date()
}

/// The app, its database and its mail.
pub struct TestApp {
    /// The app.
    pub app: App,
    /// The mails that were sent.
    pub mailer: Mailer,
    /// The database of this test.
    pub database: TestDb,
    statements: Arc<AtomicUsize>,
    recorded: Arc<Mutex<Vec<String>>>,
    log_reads: Arc<AtomicUsize>,
    session_reads: Arc<AtomicUsize>,
    attempts: Arc<Attempts>,
    /// The rendered pages that the routes keep.
    pub pages: KeptPages,
    pub(crate) routes: Arc<BoxEndpoint<'static, poem::Response>>,
    /// The same, without kept pages.
    bare: OnceLock<Arc<BoxEndpoint<'static, poem::Response>>>,
    files: TempDir,
}

impl TestApp {
    /// Creates an app with an empty database.
    pub async fn new() -> Self {
        let (database, files) = (TestDb::new().await, tempfile::tempdir().unwrap());
        let (clock, ids, doorbell) = (Clock::fixed(NOW), Ids::counted(), Arc::new(InProcess::default()));
        let db = Db::connect(&database.url, 8, clock, ids, doorbell).await.unwrap();
        let attempts = Arc::new(Attempts::default());
        let statements = Arc::new(AtomicUsize::new(0));
        let (log_reads, session_reads) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (count, reads) = (statements.clone(), log_reads.clone());
        let (sessions, recorded) = (session_reads.clone(), Arc::new(Mutex::new(Vec::new())));
        let record = recorded.clone();
        let db = db.on_statement(move |sql| {
            count.fetch_add(1, Ordering::Relaxed);
            record.lock().unwrap().push(sql.to_owned());
            reads.fetch_add(usize::from(sql.contains("FROM \"event\"")), Ordering::Relaxed);
            sessions.fetch_add(usize::from(sql.contains("FROM \"session\"")), Ordering::Relaxed);
        });
        let app = App {
            db,
            gate: Gate::load().await.unwrap(),
            files: Arc::new(Store::open(&Url::from_directory_path(files.path()).unwrap()).unwrap()),
            limiter: attempts.clone(),
            log_key: Some(LogKey::of_seed("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap()),
            log_checks: Arc::default(),
            base_url: "http://localhost:8080".into(),
        };
        let pages = KeptPages::new(8_000_000);
        Self {
            mailer: Mailer::memory(Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap()),
            routes: routes(&app, &pages),
            bare: OnceLock::new(),
            pages,
            app,
            database,
            statements,
            recorded,
            log_reads,
            session_reads,
            attempts,
            files,
        }
    }

    /// Creates a city named after its slug, with Tirana's time zone, in English and Albanian.
    pub async fn city(&self, slug: &str) -> Tenant {
        let name = format!("{}{}", slug[..1].to_uppercase(), &slug[1..]);
        let identity = Identity {
            time_zone: "Europe/Tirane".to_owned(),
            languages: vec!["en".to_owned(), "sq".to_owned()],
            motif: "battlements".to_owned(),
            ..Identity::plain(&name, "AL")
        };
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        tenants::create(&self.app.db, &permit, slug, identity, false)
            .await
            .unwrap()
    }

    /// Creates a user with a role in a city, who sends requests with a token.
    pub async fn person(&self, name: &str, city: &Tenant, role: Role) -> Person<'_> {
        let person = self.stranger(name).await;
        let permit = Permit::<ManagePeople>::system(city.id);
        people::add_member(&self.app.db, &permit, &person.account, role)
            .await
            .unwrap();
        person
    }

    /// Creates a user with a role across cities.
    pub async fn staff(&self, name: &str, role: StaffRole) -> Person<'_> {
        let person = self.stranger(name).await;
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        people::add_staff(&self.app.db, &permit, &person.account, role)
            .await
            .unwrap();
        person
    }

    /// Limits a reviewer to these cities.
    pub async fn reach(&self, person: &Person<'_>, cities: &[&Tenant]) {
        let cities: Vec<Tenant> = cities.iter().map(|city| (*city).clone()).collect();
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        people::set_reach(&self.app.db, &permit, &person.account, Some(&cities))
            .await
            .unwrap();
    }

    /// Creates a user with an account and no role.
    pub async fn stranger(&self, name: &str) -> Person<'_> {
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        let email = format!("{name}@example.org");
        let account = people::ensure(&self.app.db, &permit, &email, name, "en").await.unwrap();
        let token = people::issue_token(&self.app.db, &permit, account.id, "test")
            .await
            .unwrap();
        Person {
            app: self,
            account,
            token: Some(token),
        }
    }

    /// Sends a `GET` request without signing in.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self, poem::Request::builder().uri_str(path).finish(), None).await
    }

    /// Sends a request, whose response is rendered even if it is kept.
    pub async fn rendered(&self, request: poem::Request) -> Answer {
        let routes = self.bare.get_or_init(|| routes(&self.app, &KeptPages::new(0)));
        Answer::of(routes, request).await
    }

    /// Runs every job that is due. Fails the test when one was given up.
    pub async fn run_jobs(&self) {
        let report = besa_worker::drain(&self.app, &self.mailer).await.unwrap();
        assert!(report.given_up.is_empty(), "jobs were given up: {report:?}");
    }

    /// Returns the number of SQL statements that the app ran so far.
    pub fn statements(&self) -> usize {
        self.statements.load(Ordering::Relaxed)
    }

    /// The SQL of each statement since the last call.
    pub fn take_statements(&self) -> Vec<String> {
        std::mem::take(&mut *self.recorded.lock().unwrap())
    }

    /// How many of them read entries of the log.
    pub fn log_reads(&self) -> usize {
        self.log_reads.load(Ordering::Relaxed)
    }

    /// Returns how many of the statements read a session.
    pub fn session_reads(&self) -> usize {
        self.session_reads.load(Ordering::Relaxed)
    }

    /// Returns the number of files in the store, including unfinished uploads, without the published heads of
    /// the log.
    pub fn stored_files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let entries = entries.filter(|path| !path.ends_with("heads"));
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.files.path())
    }

    /// Resets all rate limits.
    pub fn forget_attempts(&self) {
        *self.attempts.0.write().unwrap() = Arc::default();
    }

    /// Returns the folder of the file store.
    pub fn folder(&self) -> &std::path::Path {
        self.files.path()
    }

    /// Replaces the app's file store.
    pub fn replace_files(&mut self, files: besa_domain::ports::SharedFiles) {
        self.app.files = files;
        self.routes = routes(&self.app, &self.pages);
    }

    /// Returns the number of published heads of the log in the store.
    pub fn stored_heads(&self) -> usize {
        let folders = std::fs::read_dir(self.files.path().join("heads")).unwrap();
        folders
            .map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count())
            .sum()
    }

    /// Opens a connection as the owner of the tables, which row-level security does not restrict.
    pub async fn owner(&self) -> DatabaseConnection {
        self.database.owner().await
    }

    /// Runs a query as the owner and returns its rows.
    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let owner = self.owner().await;
        owner
            .query_all_raw(Statement::from_string(owner.get_database_backend(), sql))
            .await
            .unwrap()
    }

    /// Runs a statement with the owner's rights; gives the number of changed rows. It is no change that the app
    /// hears of, so kept pages are dropped.
    pub async fn sql(&self, sql: &str) -> u64 {
        let owner = self.owner().await;
        let rows = owner.execute_unprepared(sql).await.unwrap().rows_affected();
        self.app.db.doorbell().known_cities().forget_all();
        self.pages.clear();
        rows
    }

    /// Counts the rows of a table, over all cities.
    pub async fn count(&self, table: &str) -> i64 {
        self.rows(&format!("SELECT count(*) AS n FROM {table}")).await[0]
            .try_get("", "n")
            .unwrap()
    }
}

/// Everything that the app serves, with these pages kept.
fn routes(app: &App, pages: &KeptPages) -> Arc<BoxEndpoint<'static, poem::Response>> {
    let roles = [ServeRole::Api, ServeRole::Web];
    let routes = serve::routes(app, &roles, Proxies::default(), pages.clone());
    Arc::new(poem::EndpointExt::boxed(routes))
}

/// A limiter whose counters can be forgotten.
#[derive(Debug, Default)]
struct Attempts(RwLock<Arc<LocalLimiter>>);

#[async_trait]
impl Limiter for Attempts {
    async fn count(&self, key: TryKey, window: Duration, now: i64) -> Count {
        let counters = self.0.read().unwrap().clone();
        counters.count(key, window, now).await
    }

    async fn pace(&self, key: TryKey, pace: Pace, now: i64) -> u64 {
        let counters = self.0.read().unwrap().clone();
        counters.pace(key, pace, now).await
    }
}

/// Copies the contents of a folder into another folder, recursively.
pub fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
