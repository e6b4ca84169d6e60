//! Checks the state of the schema with the rights of the app, which may not create tables.

use crate::Migrator;
use crate::up::{unknown, versions};
use sea_orm_migration::sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::{MigratorTrait, SchemaManager};

/// The state of a database's schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schema {
    /// Every migration is applied.
    Current,
    /// This number of migrations is missing.
    Lacks(usize),
    /// A later release has migrated the database: this program does not know the named migration.
    Newer(String),
    /// A trial version from before the first release created the database.
    Trial,
}

/// Returns the state of the schema.
///
/// # Errors
/// Errors of the database.
pub async fn schema(connection: &DatabaseConnection) -> Result<Schema, DbErr> {
    let all = Migrator::migrations();
    if !SchemaManager::new(connection).has_table("seaql_migrations").await? {
        return Ok(Schema::Lacks(all.len()));
    }
    let done = versions(connection).await?;
    if done.iter().any(|name| is_trial(name)) {
        return Ok(Schema::Trial);
    }
    Ok(match (unknown(&all, &done), all.len() - done.len().min(all.len())) {
        (Some(unknown), _) => Schema::Newer(unknown.to_owned()),
        (None, 0) => Schema::Current,
        (None, missing) => Schema::Lacks(missing),
    })
}

/// Checks whether a migration is from a trial version before the first release. Those databases cannot be
/// migrated.
fn is_trial(name: &str) -> bool {
    name.starts_with("m00")
}
