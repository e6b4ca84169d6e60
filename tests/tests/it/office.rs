//! The office of a city that imports files through the pages.

use crate::workspace::Browser;
use besa_domain::ImportId;
use besa_domain::access::{ImportPlan, Permit, Role, SeePlan};
use besa_domain::imports::{self, Import, Review};
use besa_domain::plans::{self, Plan};
use besa_domain::tenants::Tenant;
use besa_domain::whole::{self, PlanRecords};
use besa_tests::TestApp;

/// A city, and the browser of its coordinator.
pub(crate) struct Office<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) city: Tenant,
    pub(crate) browser: Browser<'a>,
}

impl<'a> Office<'a> {
    pub(crate) async fn of(app: &'a TestApp) -> Self {
        let city = app.city("elbasan").await;
        let person = app.person("coordinator", &city, Role::Coordinator).await;
        let browser = Browser::of(app, &person).await;
        Self { app, city, browser }
    }

    pub(crate) fn importer(&self) -> Permit<ImportPlan> {
        Permit::system(self.city.id)
    }

    /// Uploads a case. Returns the import under review.
    pub(crate) async fn upload(&self, case: &str) -> Import {
        let path = format!("{}/../formats/tests/cases/{case}", env!("CARGO_MANIFEST_DIR"));
        self.upload_bytes(case, &std::fs::read(path).unwrap()).await
    }

    pub(crate) async fn upload_bytes(&self, name: &str, bytes: &[u8]) -> Import {
        let csrf = self.browser.session.csrf.clone();
        let count = imports::list(&self.app.app.db, &self.importer()).await.unwrap().len();
        let nonce = format!("{name}{count}");
        let sent = self
            .browser
            .upload("import", &csrf, &[("nonce", &nonce)], &[(name, bytes)])
            .await;
        assert_eq!(sent.status.as_u16(), 303, "{name}: {}", sent.text());
        let id: ImportId = sent.header("location").rsplit('/').next().unwrap().parse().unwrap();
        self.get(id).await
    }

    pub(crate) async fn get(&self, id: ImportId) -> Import {
        imports::get(&self.app.app.db, &self.importer(), id).await.unwrap()
    }

    pub(crate) async fn review(&self, import: &Import) -> Review {
        imports::review(&self.app.app.db, &self.importer(), import.id)
            .await
            .unwrap()
    }

    /// Presses a button of the review of an import.
    pub(crate) async fn press(&self, import: &Import, what: &str, fields: &[(&str, &str)]) {
        let path = format!("imports/{}/{what}", import.id);
        let nonce = format!("{what}-{}-{}", fields.len(), import.id);
        let answer = self.browser.post(&path, &nonce, fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{what} {fields:?}: {}", answer.text());
    }

    /// Uploads a case and confirms it. Returns the finished import.
    pub(crate) async fn import(&self, case: &str) -> Import {
        let import = self.upload(case).await;
        self.press(&import, "confirm", &[]).await;
        self.get(import.id).await
    }

    pub(crate) async fn plans(&self) -> Vec<Plan> {
        plans::list(&self.app.app.db, &Permit::system(self.city.id))
            .await
            .unwrap()
    }

    pub(crate) async fn whole(&self, plan: &Plan) -> PlanRecords {
        whole::whole(&self.app.app.db, &Permit::<SeePlan>::system(self.city.id), plan.id)
            .await
            .unwrap()
    }

    /// Returns the only plan of the city.
    pub(crate) async fn plan(&self) -> PlanRecords {
        let plans = self.plans().await;
        let [plan] = plans.as_slice() else {
            panic!("one plan: {plans:?}")
        };
        self.whole(plan).await
    }
}
