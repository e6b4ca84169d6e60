//! A city with people who write, created once for each engine and copied for each row.

use crate::services::Postgres;
use crate::world::{Engine, binary};
use crate::writes::Writers;
use besa_domain::access::{CreateTenant, EditCommitment, EditPlan, ManagePeople, Permit, Role};
use besa_domain::calendar::days_after;
use besa_domain::commitments::{self, CommitmentDraft, CommitmentState};
use besa_domain::db::Db;
use besa_domain::plans::{self, PlanDraft, PlanState};
use besa_domain::ports::InProcess;
use besa_domain::tenants::{self, Identity};
use besa_domain::{Clock, Ids, TenantId, people};
use sea_orm::ConnectionTrait as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

/// The number of people who comment.
const COMMENTERS: usize = 60;
/// The name of the database that is copied.
pub(crate) const DATABASE: &str = "besa_template";
/// The name of the app's role, which is also its password.
pub(crate) const ROLE: &str = "besa_app";

/// The initial state of each row.
pub(crate) struct Template {
    /// The file `besa.db`, on SQLite.
    pub(crate) file: PathBuf,
    /// The people who write.
    pub(crate) writers: Writers,
    _folder: TempDir,
}

impl Template {
    /// Creates the template.
    pub(crate) async fn make(engine: Engine, postgres: Option<&Postgres>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("besa.db");
        let (url, owner) = match postgres {
            Some(postgres) if engine == Engine::Postgres => {
                postgres.sql("postgres", &format!("CREATE DATABASE {DATABASE}")).await;
                let owner = postgres.owner_url(DATABASE);
                (owner.replace("postgres@", &format!("{ROLE}:{ROLE}@")), owner)
            }
            _ => (format!("sqlite:{}", file.display()), String::new()),
        };
        let mut migrate = Command::new(binary());
        migrate
            .arg("migrate")
            .env("BESA_DATABASE_URL", &url)
            .env("BESA_DATA_DIR", folder.path())
            .env("BESA_LOG", "warn");
        if engine == Engine::Postgres {
            migrate.env("BESA_DATABASE_OWNER_URL", &owner);
        }
        assert!(migrate.status().unwrap().success(), "besa migrate");
        let writers = people_and_plan(&url).await;
        if engine == Engine::Sqlite {
            // Moves everything out of the write-ahead log, so that copying the one file is enough.
            let connection = crate::services::connect(&url).await.unwrap();
            connection
                .execute_unprepared("PRAGMA journal_mode = DELETE")
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
        Self {
            file,
            writers,
            _folder: folder,
        }
    }
}

async fn people_and_plan(url: &str) -> Writers {
    let bell = Arc::new(InProcess::default());
    let db = Db::connect(url, 2, Clock::System, Ids::System, bell).await.unwrap();
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let identity = Identity {
        time_zone: "Europe/Tirane".to_owned(),
        languages: vec!["en".to_owned()],
        ..Identity::plain("Elbasan", "AL")
    };
    let city = tenants::create(&db, &permit, "elbasan", identity, false).await.unwrap();
    let person = async |name: &str, domain: &str| {
        let email = format!("{name}@{domain}");
        let account = people::ensure(&db, &permit, &email, name, "en").await.unwrap();
        let token = people::issue_token(&db, &permit, account.id, "faults").await.unwrap();
        (account, email, token)
    };
    let (account, _, coordinator) = person("coordinator", "example.org").await;
    let manage = Permit::<ManagePeople>::system(city.id);
    people::add_member(&db, &manage, &account, Role::Coordinator)
        .await
        .unwrap();
    let mut commenters = Vec::new();
    for at in 0..COMMENTERS {
        let (_, email, token) = person(&format!("commenter{at}"), ["example.org", "example.net"][at % 2]).await;
        commenters.push((email, token));
    }
    let today = Clock::System.now().date();
    let permit = Permit::<EditPlan>::system(city.id);
    let draft = PlanDraft {
        reference: "2025-2027".to_owned(),
        title: "Open government action plan".to_owned(),
        language: "en".to_owned(),
        starts_on: Some(days_after(today, -100)),
        ends_on: Some(days_after(today, 600)),
        ..PlanDraft::default()
    };
    let plan = plans::create(&db, &permit, None, draft).await.unwrap();
    plans::set_state(&db, &permit, None, plan.id, plan.version, PlanState::Implementing)
        .await
        .unwrap();
    let draft = CommitmentDraft {
        title: "Drinking-water results for every rural village".to_owned(),
        state: CommitmentState::Active,
        ..CommitmentDraft::default()
    };
    let permit = Permit::<EditCommitment>::system(city.id);
    let commitment = commitments::create(&db, &permit, None, plan.id, draft).await.unwrap();
    Writers {
        coordinator,
        commenters,
        commitment: commitment.id.to_string(),
    }
}
