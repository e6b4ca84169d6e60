//! What the schema lacks, asked with the app's own rights, which do not reach to making tables.

use crate::Migrator;
use crate::up::{newer, versions};
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{DatabaseConnection, DbErr};

/// How many migrations the database lacks.
///
/// # Errors
/// The database's own, a database that was never migrated, and one that a newer release migrated.
pub async fn pending(connection: &DatabaseConnection) -> Result<usize, DbErr> {
    let done = versions(connection).await?;
    let all = Migrator::migrations();
    let known = |version: &str| all.iter().any(|migration| migration.name() == version);
    if let Some(unknown) = done.iter().find(|version| !known(version)) {
        return Err(newer(unknown));
    }
    Ok(all.len() - done.len())
}
