//! What the schema lacks, asked with the app's own rights, which do not reach to making tables.

use crate::Migrator;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

/// How many migrations the database lacks.
///
/// # Errors
/// The database's own; a database that was never migrated is an error too.
pub async fn pending(connection: &DatabaseConnection) -> Result<usize, DbErr> {
    let sql = Statement::from_string(
        connection.get_database_backend(),
        "SELECT version FROM seaql_migrations",
    );
    let rows = connection.query_all_raw(sql).await?;
    let done: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "version"))
        .collect::<Result<_, _>>()?;
    let lacks = |name: &&str| !done.iter().any(|version| version == name);
    let all = Migrator::migrations();
    Ok(all.iter().map(|migration| migration.name()).filter(lacks).count())
}
