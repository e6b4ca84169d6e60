//! Besa's schema: one file per feature, ordered by dependency. This crate depends on no other crate of Besa,
//! so that later code changes cannot alter a migration of an earlier release.
//!
//! A change of the schema is a new migration, which runs on SQLite and PostgreSQL and works while the
//! previous release is still serving: first expand, then move the data, and contract in a later release.

mod accounts;
mod assessments;
mod commitments;
mod digests;
mod endorsements;
mod evidence;
mod figures;
mod files;
mod forums;
mod grants;
mod imports;
mod indicators;
mod jobs;
mod layout;
mod log;
mod mail_budget;
mod milestones;
mod obligations;
mod once;
mod people;
mod plans;
mod probe;
mod queries;
mod reminders;
mod reports;
mod review;
mod schema;
mod stakeholders;
mod strategies;
mod subscriptions;
mod tenants;
mod up;
mod voices;

use layout::Feature;

pub use grants::{AppRole, grant};
pub use schema::{Schema, schema};
pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;
pub use up::up;

/// Every migration, oldest first. [`up`] applies them.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let feature = |name, tables| -> Box<dyn MigrationTrait> { Box::new(Feature { name, tables }) };
        vec![
            feature("01_tenants", tenants::tables),
            feature("02_accounts", accounts::tables),
            feature("03_log", log::tables),
            feature("04_jobs", jobs::tables),
            feature("05_once", once::tables),
            feature("06_mail_budget", mail_budget::tables),
            feature("07_files", files::tables),
            feature("08_stakeholders", stakeholders::tables),
            feature("09_plans", plans::tables),
            feature("10_commitments", commitments::tables),
            feature("11_people", people::tables),
            feature("12_milestones", milestones::tables),
            feature("13_evidence", evidence::tables),
            feature("14_strategies", strategies::tables),
            feature("15_forums", forums::tables),
            feature("16_endorsements", endorsements::tables),
            feature("17_assessments", assessments::tables),
            feature("18_reports", reports::tables),
            feature("19_voices", voices::tables),
            feature("20_imports", imports::tables),
            feature("21_subscriptions", subscriptions::tables),
            feature("22_digests", digests::tables),
            feature("23_reminders", reminders::tables),
            feature("24_obligations", obligations::tables),
            feature("25_review", review::tables),
            feature("26_queries", queries::tables),
            feature("27_figures", figures::tables),
            feature("28_probe", probe::tables),
            feature("29_indicators", indicators::tables),
        ]
    }
}
