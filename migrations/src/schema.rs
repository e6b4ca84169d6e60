//! How the schema stands, asked with the app's own rights, which do not reach to making tables.

use crate::Migrator;
use crate::up::{unknown, versions};
use sea_orm_migration::sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::{MigratorTrait, SchemaManager};

/// The schema of a database, as this program sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schema {
    /// All of it is there.
    Current,
    /// So many migrations are missing.
    Lacks(usize),
    /// A later release made it: this program does not know the migration.
    Newer(String),
    /// A program from before the first release made it.
    Trial,
}

/// How the schema stands.
///
/// # Errors
/// The database's own.
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

/// Whether a migration is one of the trials before the first release, whose history ended with it.
fn is_trial(name: &str) -> bool {
    name.starts_with("m00")
}
