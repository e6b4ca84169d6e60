//! The history of Besa's schema. It imports nothing of ours, so that a change in today's code
//! can never rewrite what yesterday's release did.
//!
//! Each migration runs on SQLite and PostgreSQL, and must work while the previous release is
//! still serving: expand first, move, contract in a later release.

mod grants;
mod m0001_platform;
mod m0002_plans;
mod m0003_stakeholders;
mod m0004_commitments;
mod m0005_evidence;
mod m0006_imports;
mod m0007_reminders;
mod m0008_reports;
mod m0009_tokens;
mod m0010_lookups;
mod m0011_voices;
mod m0012_subscriptions;
mod m0013_endorsements;
mod m0014_review;
mod m0015_forums;
mod m0016_strategies;
mod m0017_report_narratives;
mod m0018_assessments;
mod m0021_compared;
mod m0022_requirements_met;
mod m0023_city_queries;
mod m0024_limited_tokens;
mod m0025_lanes_and_heads;
mod m0026_stored_files;
mod m0027_probe;
mod m0028_doors;
mod schema;
mod table;
mod up;

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
        vec![
            Box::new(m0001_platform::Migration),
            Box::new(m0002_plans::Migration),
            Box::new(m0003_stakeholders::Migration),
            Box::new(m0004_commitments::Migration),
            Box::new(m0005_evidence::Migration),
            Box::new(m0006_imports::Migration),
            Box::new(m0007_reminders::Migration),
            Box::new(m0008_reports::Migration),
            Box::new(m0009_tokens::Migration),
            Box::new(m0010_lookups::Migration),
            Box::new(m0011_voices::Migration),
            Box::new(m0012_subscriptions::Migration),
            Box::new(m0013_endorsements::Migration),
            Box::new(m0014_review::Migration),
            Box::new(m0015_forums::Migration),
            Box::new(m0016_strategies::Migration),
            Box::new(m0017_report_narratives::Migration),
            Box::new(m0018_assessments::Migration),
            Box::new(m0021_compared::Migration),
            Box::new(m0022_requirements_met::Migration),
            Box::new(m0023_city_queries::Migration),
            Box::new(m0024_limited_tokens::Migration),
            Box::new(m0025_lanes_and_heads::Migration),
            Box::new(m0026_stored_files::Migration),
            Box::new(m0027_probe::Migration),
            Box::new(m0028_doors::Migration),
        ]
    }
}
